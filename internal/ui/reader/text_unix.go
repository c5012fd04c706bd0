//go:build !windows && !darwin

package reader

import "unicode"

// textAnswers are what is asked of what stands in an entry.
var textAnswers = map[string]answer{
	"GetText":                func(q question) []any { return []any{q.between(q.number(0), q.number(1))} },
	"GetCharacterAtOffset":   func(q question) []any { return []any{q.character(q.number(0))} },
	"GetStringAtOffset":      func(q question) []any { return q.around(q.number(0), stretches[q.number(1)]) },
	"GetTextAtOffset":        func(q question) []any { return q.around(q.number(0), bounds[q.number(1)]) },
	"GetTextBeforeOffset":    func(q question) []any { return q.before(q.number(0), bounds[q.number(1)]) },
	"GetTextAfterOffset":     func(q question) []any { return q.after(q.number(0), bounds[q.number(1)]) },
	"GetNSelections":         func(question) []any { return []any{int32(0)} },
	"GetSelection":           func(question) []any { return []any{int32(0), int32(0)} },
	"GetDefaultAttributes":   func(question) []any { return []any{map[string]string{}} },
	"GetDefaultAttributeSet": func(question) []any { return []any{map[string]string{}} },
	"GetAttributeRun":        func(q question) []any { return q.plain() },
	"GetAttributes":          func(q question) []any { return q.plain() },
	"GetCharacterExtents":    func(q question) []any { return []any{q.node.extents()} },
	"GetRangeExtents":        func(q question) []any { return []any{q.node.extents()} },
	"GetOffsetAtPoint":       func(question) []any { return []any{int32(-1)} },
	"SetCaretOffset":         func(question) []any { return []any{false} },
	"ScrollSubstringTo":      func(q question) []any { return []any{q.do(q.node.thing.Focus)} },
	"AddSelection":           func(question) []any { return []any{false} },
	"RemoveSelection":        func(question) []any { return []any{false} },
	"SetSelection":           func(question) []any { return []any{false} },
	"ScrollSubstringToPoint": func(question) []any { return []any{false} },
	"GetAttributeValue":      func(question) []any { return []any{""} },
	"GetBoundedRanges":       func(question) []any { return []any{[]string{}} },
}

// A stretch is how much of a text is asked for: it reports whether one ends before
// the character at i. nil is a single character.
type stretch func(text []rune, i int) bool

// stretches are those of GetStringAtOffset, bounds those of the older questions, in
// the bus's order.
var (
	stretches = map[int]stretch{1: atWord, 2: atSentence, 3: atLine, 4: atLine}
	bounds    = map[int]stretch{1: atWord, 2: atWord, 3: atSentence, 4: atSentence, 5: atLine, 6: atLine}
)

func atWord(text []rune, i int) bool {
	return !unicode.IsSpace(text[i]) && unicode.IsSpace(text[i-1])
}

func atSentence(text []rune, i int) bool {
	if !atWord(text, i) {
		return false
	}
	for i--; i > 0 && unicode.IsSpace(text[i]); i-- {
	}
	return text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == '…'
}

func atLine(text []rune, i int) bool { return text[i-1] == '\n' }

func (q question) text() []rune { return []rune(q.node.thing.Value) }

// between is the text from one character to before another, to the end for -1.
func (q question) between(from, to int) string {
	text := q.text()
	if to < 0 || to > len(text) {
		to = len(text)
	}
	from = max(0, min(from, to))
	return string(text[from:to])
}

func (q question) character(i int) int32 {
	if text := q.text(); i >= 0 && i < len(text) {
		return int32(text[i])
	}
	return 0
}

// span is the stretch in which a character is; behind the last one it is the last
// stretch, unless that is ended.
func (q question) span(at int, ends stretch) (from, to int) {
	text := q.text()
	at = max(0, min(at, len(text)))
	if at == len(text) {
		if at == 0 || ends == nil || text[at-1] == '\n' {
			return at, at
		}
		at--
	}
	if ends == nil {
		return at, at + 1
	}
	for from = at; from > 0 && !ends(text, from); from-- {
	}
	for to = at + 1; to < len(text) && !ends(text, to); to++ {
	}
	return from, to
}

func (q question) said(from, to int) []any {
	return []any{q.between(from, max(from, to)), int32(from), int32(to)}
}

func (q question) around(at int, ends stretch) []any { return q.said(q.span(at, ends)) }

func (q question) before(at int, ends stretch) []any {
	from, _ := q.span(at, ends)
	if from == 0 {
		return q.said(0, 0)
	}
	return q.said(q.span(from-1, ends))
}

func (q question) after(at int, ends stretch) []any {
	_, to := q.span(at, ends)
	if to >= len(q.text()) {
		return q.said(to, to)
	}
	return q.said(q.span(to, ends))
}

// plain says that all of the text looks alike.
func (q question) plain() []any {
	return []any{map[string]string{}, int32(0), int32(len(q.text()))}
}
