package vacancy

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

var (
	errorLine     = regexp.MustCompile(`^yaml: line (\d+): `)
	unknownAnchor = regexp.MustCompile(`unknown anchor '(.*)' referenced`)
)

// unreadable says what stopped the library, which had read so many lines. What
// it says itself helps nobody: it tells the line on which a structure began,
// hundreds above the mistake, or one on which the next text has quotes, far
// below it. So the mistake is looked for again. An alias without its anchor has
// no line at all.
func (f *file) unreadable(err error, stopped int) problem {
	text := err.Error()
	if alias := unknownAnchor.FindStringSubmatch(text); alias != nil {
		before, _, _ := strings.Cut(f.text, "*"+alias[1])
		row := before[strings.LastIndexByte(before, '\n')+1:]
		return refused(place{strings.Count(before, "\n") + 1, utf8.RuneCountInString(row) + 1}, "*")
	}
	line := 1
	if found := errorLine.FindStringSubmatch(text); found != nil {
		line, _ = strconv.Atoi(found[1]) // digits
	}
	switch {
	case errors.Is(err, io.EOF):
		return problem{"yaml-empty", nil, f.begin(line)}
	case strings.Contains(text, "exceeded max depth"):
		return problem{"yaml-too-deep", nil, f.begin(line)}
	case strings.Contains(text, "did not find expected"):
		line = stopped
	}
	if broken := f.broken(); broken > 0 {
		line = broken
	}
	if slip, ok := slipOn([]rune(f.row(line))); ok {
		return problem{slip.id, nil, place{line, slip.column}}
	}
	if above := f.row(max(line-1, 1)); dashWord.MatchString(above) {
		return problem{"yaml-dash", nil, place{line - 1, firstColumn(above)}}
	}
	return problem{"yaml-unreadable", nil, f.begin(line)}
}

// begin is the place of the first character of a line that is no space.
func (f *file) begin(line int) place { return place{line, firstColumn(f.row(line))} }

func firstColumn(row string) int { return 1 + len(row) - len(strings.TrimLeft(row, " ")) }

// searchBytes bounds how much is read over again to find a mistake.
const searchBytes = 256_000

// broken returns the first line with which the text can no longer be read,
// whatever follows, and 0 where that is not found. The parts that begin at the
// left edge can each be read alone, so the first that cannot holds the mistake;
// of its lines, the one after the longest beginning that can be read is wrong.
func (f *file) broken() int {
	lines := strings.SplitAfter(f.text, "\n")
	for first := 0; first < len(lines); {
		next := first + 1
		for next < len(lines) && !beginsPart(lines[next]) {
			next++
		}
		if part := lines[first:next]; !readable(strings.Join(part, "")) {
			return first + 1 + longestReadable(part)
		}
		first = next
	}
	return 0
}

// beginsPart reports whether a line begins a key at the left edge.
func beginsPart(line string) bool {
	return line != "" && !strings.ContainsAny(line[:1], " #-]}\r\n")
}

// longestReadable returns how many lines of a part can be read, as far as the
// search may go.
func longestReadable(part []string) int {
	left := searchBytes
	for n := len(part) - 1; n > 0; n-- {
		text := strings.Join(part[:n], "")
		if left -= len(text); left < 0 {
			break
		}
		if readable(text) {
			return n
		}
	}
	return 0
}

// readable reports whether the text is keys with values, or nothing at all.
func readable(text string) bool {
	var n yaml.Node
	err := yaml.NewDecoder(strings.NewReader(text)).Decode(&n)
	return err == io.EOF || err == nil && n.Content[0].Kind == yaml.MappingNode
}

// slip is a usual mistake on a line, at a column that counts from 1.
type slip struct {
	id     string
	column int
}

var (
	keyWord  = regexp.MustCompile(`^ *(- +)*[A-Za-z_]+:[^ ]`)
	dashWord = regexp.MustCompile(`^ *-[A-Za-z]+:`)
	bullet   = regexp.MustCompile(`^ *[•·‣▪–—] `)
)

// slipOn looks for a usual mistake on a line that cannot be read.
func slipOn(row []rune) (slip, bool) {
	text := string(row)
	if bullet.MatchString(text) {
		return slip{"yaml-bullet", firstColumn(text)}, true
	}
	r := &rowReader{row: row, fresh: true}
	for r.at < len(row) && !r.done {
		r.step()
	}
	switch {
	case r.found.id != "":
		return r.found, true
	case len(r.open) > 0:
		return slip{"yaml-bracket", r.open[len(r.open)-1] + 1}, true
	case keyWord.MatchString(text):
		return slip{"yaml-colon-space", strings.IndexByte(text, ':') + 1}, true
	case dashWord.MatchString(text):
		return slip{"yaml-dash", firstColumn(text)}, true
	}
	return slip{}, false
}

// rowReader goes over one line as YAML reads it, until something cannot be.
type rowReader struct {
	row   []rune
	at    int
	open  []int // where the brackets that are open stand
	fresh bool  // a value or key may begin here
	keyed bool  // the entry has its key, and with it its colon
	done  bool
	found slip
}

func (r *rowReader) fail(id string, at int) { r.found, r.done = slip{id, at + 1}, true }

// spaceAt reports whether a space or the end of the line stands at i.
func (r *rowReader) spaceAt(i int) bool { return i >= len(r.row) || r.row[i] == ' ' }

// step goes over one character, or over a whole text in quotes.
func (r *rowReader) step() {
	c := r.row[r.at]
	switch {
	case c == ' ':
		r.at++
		return
	case c == '#' && (r.at == 0 || r.row[r.at-1] == ' '):
		if r.done = true; len(r.open) > 0 {
			r.fail("yaml-hash", r.at)
		}
	case r.fresh && (c == '"' || c == '\''):
		r.quoted(c)
		return
	case r.fresh && (c == '{' || c == '['):
		r.open, r.keyed = append(r.open, r.at), false
		r.at++
		return
	case r.fresh && c == '-' && r.spaceAt(r.at+1):
		r.keyed = false
		r.at++
		return
	case c == ':':
		r.colon()
		return
	case len(r.open) > 0 && c == ',':
		r.fresh, r.keyed = true, false
		r.at++
		return
	case len(r.open) > 0 && (c == '}' || c == ']'):
		r.close(c)
	}
	r.fresh = false
	r.at++
}

// colon goes over a colon, which parts a key from its value where a space
// follows: once.
func (r *rowReader) colon() {
	at := r.at
	r.at++
	switch {
	case r.at < len(r.row) && (r.row[r.at] == '\u00a0' || r.row[r.at] == '\u202f'):
		r.fail("yaml-no-break", r.at)
	case !r.spaceAt(r.at):
	case r.keyed:
		r.fail("yaml-colon", at)
	default:
		r.fresh, r.keyed = true, true
	}
}

// close goes over a closing bracket, which closes the last that was opened.
func (r *rowReader) close(c rune) {
	last := len(r.open) - 1
	if opener := r.row[r.open[last]]; (c == '}') != (opener == '{') {
		r.fail("yaml-bracket", r.open[last])
		return
	}
	r.open, r.keyed = r.open[:last], true
}

// quoted goes over a text in quotes, after which only a mark or the end may come.
func (r *rowReader) quoted(quote rune) {
	from := r.at
	for r.at++; r.at < len(r.row); r.at++ {
		switch c := r.row[r.at]; {
		case c == '\\' && quote == '"':
			r.at++
		case c != quote:
		case quote == '\'' && r.at+1 < len(r.row) && r.row[r.at+1] == quote:
			r.at++ // doubled: one of the text
		default:
			r.at++
			r.fresh = false
			rest := strings.TrimLeft(string(r.row[r.at:]), " ")
			if rest != "" && !strings.ContainsAny(rest[:1], ",]}:#") {
				r.fail("yaml-quote-early", r.at-1)
			}
			return
		}
	}
	r.fail("yaml-quote-open", from)
}
