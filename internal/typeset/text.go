package typeset

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ellipsis ends a text that was cut.
const ellipsis = "…"

// tidy prepares a text for the page: letters with their accents composed (the
// font has most of them, and shapes none), every run of white space one space,
// what has no shape of its own left out. No-break spaces stay what they are.
func tidy(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, string(replacement)))
	var b strings.Builder
	b.Grow(len(s))
	space := true
	for _, r := range s {
		switch {
		case r == ' ' || unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case shapeless(r):
			continue
		}
		b.WriteRune(r)
		space = false
	}
	return strings.TrimSuffix(b.String(), " ")
}

// shapeless reports whether a character is only an instruction to a text
// engine: direction marks, joiners, soft hyphens, variation selectors.
func shapeless(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || r == '\u034F'
}

// lines breaks a text into lines no wider than width, at most so many (0: as
// many as it takes); the last one then ends in an ellipsis. A word wider than a
// line is broken between letters. An empty text has no line.
func (m *metrics) lines(f typeface, s string, width float64, most int) []string {
	runes := []rune(tidy(s))
	var lines []string
	for start := 0; start < len(runes); {
		end, next := m.fit(f, runes, start, width)
		if next < len(runes) && most > 0 && len(lines) == most-1 {
			return append(lines, m.cut(f, runes[start:end], width))
		}
		lines = append(lines, string(runes[start:end]))
		start = next
	}
	return lines
}

// fit returns where the line that begins at start ends, and where the next one
// begins. A line has at least one letter, however narrow it is.
func (m *metrics) fit(f typeface, runes []rune, start int, width float64) (end, next int) {
	used := 0.0
	breakEnd, breakNext := 0, 0
	for i := start; i < len(runes); i++ {
		w := m.width(f, runes[i])
		if runes[i] == ' ' {
			breakEnd, breakNext = i, i+1
		} else if used+w > width && w > 0 && i > start {
			if breakEnd > start {
				return breakEnd, breakNext
			}
			return i, i
		}
		used += w
		if breaksAfter(runes, i) {
			breakEnd, breakNext = i+1, i+1
		}
	}
	return len(runes), len(runes)
}

// breaksAfter reports whether a line may end after this character: a hyphen,
// dash, slash or underscore within a word.
func breaksAfter(runes []rune, i int) bool {
	if i == 0 || i+1 == len(runes) || !strings.ContainsRune("-–—/_", runes[i]) {
		return false
	}
	return wordly(runes[i-1]) && wordly(runes[i+1])
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// cut ends a line in an ellipsis within the width.
func (m *metrics) cut(f typeface, runes []rune, width float64) string {
	room := width - m.measure(f, ellipsis)
	used, end := 0.0, 0
	for end < len(runes) {
		w := m.width(f, runes[end])
		if used+w > room && end > 0 {
			break
		}
		used += w
		end++
	}
	return strings.TrimRight(string(runes[:end]), " ,.;:–—-") + ellipsis
}

// balanced is lines, with a title's lines about equally long: the narrowest
// width that takes no line more.
func (m *metrics) balanced(f typeface, s string, width float64, most int) []string {
	lines := m.lines(f, s, width, most)
	if len(lines) < 2 || strings.HasSuffix(lines[len(lines)-1], ellipsis) {
		return lines
	}
	low, high := width/2, width
	for high-low > 1 {
		middle := (low + high) / 2
		if len(m.lines(f, s, middle, 0)) > len(lines) {
			low = middle
		} else {
			high, lines = middle, m.lines(f, s, middle, 0)
		}
	}
	return lines
}
