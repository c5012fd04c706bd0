package vacancy

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"example.org/dossier/internal/message"
)

// slip is a usual mistake on a line, at a column that counts from 1.
type slip struct {
	id     string
	column int
	mark   string // what the sentence names, where it names anything
}

// on is the slip as a problem on the line.
func (s slip) on(line int) problem {
	return problem{s.id, message.Args{"Detail": s.mark}, place{line, s.column}}
}

// beginnings are usual mistakes at the beginning of a line, each with the mark
// that is wrong. They make a word of the line, which alone can be read.
var beginnings = []struct {
	id   string
	form *regexp.Regexp
}{
	{"yaml-bullet", regexp.MustCompile(`^ *([•·‣▪–—]) `)},
	{"yaml-colon-space", regexp.MustCompile(`^ *(?:- +)*[A-Za-z_]+(:)[^ /\x{a0}\x{202f}]`)},
	{"yaml-dash", regexp.MustCompile(`^ *(-)[A-Za-z_]+:`)},
}

// slipAtBeginning looks for a usual mistake at the beginning of a line.
func slipAtBeginning(row string) (slip, bool) {
	for _, b := range beginnings {
		if found := b.form.FindStringSubmatchIndex(row); found != nil {
			return slip{id: b.id, column: found[2] + 1}, true
		}
	}
	return slip{}, false
}

// slipOn looks for a usual mistake on a line that cannot be read.
func slipOn(row string) (slip, bool) {
	if found, ok := slipAtBeginning(row); ok {
		return found, true
	}
	r := &rowReader{row: row, fresh: true}
	for r.at < len(row) && r.found.id == "" {
		r.step()
	}
	if n := len(r.open); n > 0 && r.found.id == "" {
		r.fail("yaml-bracket", r.open[n-1])
	}
	return r.found, r.found.id != ""
}

// rowReader goes over one line as YAML reads it, until something cannot be.
type rowReader struct {
	row   string
	at    int
	open  []int // where the brackets that are open stand
	fresh bool  // a value or key may begin here
	keyed bool  // the entry has its key, and with it its colon
	found slip
}

func (r *rowReader) fail(id string, at int) {
	r.found = slip{id: id, column: 1 + utf8.RuneCountInString(r.row[:at])}
}

// step goes over one byte, over a whole text in quotes, or over a comment.
func (r *rowReader) step() {
	c, inside := r.row[r.at], len(r.open) > 0
	is := func(marks string) bool { return strings.IndexByte(marks, c) >= 0 }
	switch {
	case c == ' ':
	case c == '#' && strings.HasSuffix(" "+r.row[:r.at], " "):
		if inside {
			r.fail("yaml-hash", r.at)
		}
		r.at = len(r.row)
	case r.fresh && is("\"'"):
		r.quoted(c)
	case r.fresh && is("{["):
		r.open, r.keyed = append(r.open, r.at), false
	case r.fresh && is("*&!@`%"):
		r.fail("yaml-refused", r.at)
		r.found.mark = string(c)
	case r.fresh && strings.HasPrefix(r.row[r.at:]+" ", "- "):
		r.keyed = false
	case c == ':':
		r.colon(r.row[r.at+1:])
	case inside && c == ',':
		r.fresh, r.keyed = true, false
	case inside && is("}]"):
		r.close(c)
	default:
		r.fresh = false
	}
	r.at++
}

// colon goes over a colon, which parts a key from its value where a space
// follows: once.
func (r *rowReader) colon(rest string) {
	switch {
	case strings.HasPrefix(rest, "\u00a0"), strings.HasPrefix(rest, "\u202f"):
		r.fail("yaml-no-break", r.at+1)
	case !strings.HasPrefix(rest+" ", " "):
	case r.keyed:
		r.fail("yaml-colon", r.at)
	default:
		r.fresh, r.keyed = true, true
	}
}

// close goes over a closing bracket, which closes the last that was opened.
func (r *rowReader) close(c byte) {
	last := len(r.open) - 1
	if opener := r.row[r.open[last]]; (c == '}') != (opener == '{') {
		r.fail("yaml-bracket", r.open[last])
	}
	r.open, r.fresh, r.keyed = r.open[:last], false, true
}

// notClosing replaces, by the mark around a text, what holds that mark and does
// not close the text.
var notClosing = map[byte]*strings.Replacer{
	'"':  strings.NewReplacer(`\\`, "..", `\"`, ".."),
	'\'': strings.NewReplacer("''", ".."),
}

// afterQuotes is what may come after a text in quotes.
var afterQuotes = regexp.MustCompile(`^ *(?:[,\]}:#]|$)`)

// quoted goes over a text in quotes.
func (r *rowReader) quoted(quote byte) {
	text := notClosing[quote].Replace(r.row[r.at+1:])
	length := strings.IndexByte(text, quote)
	if length < 0 {
		r.fail("yaml-quote-open", r.at)
		return
	}
	r.at += length + 1
	if !afterQuotes.MatchString(text[length+1:]) {
		r.fail("yaml-quote-early", r.at)
	}
}
