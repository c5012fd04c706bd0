package yaml

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// inline reads a value that stands on one line, or a flow collection.
func (p *parser) inline() (*Node, error) {
	switch c := p.peek(0); c {
	case '[':
		return p.flowSequence()
	case '{':
		return p.flowMapping()
	case '"', '\'':
		n, err := p.node(Scalar)
		if err != nil {
			return nil, err
		}
		n.Value, err = p.quoted()
		return n, err
	}
	return p.plainNode(false)
}

// plainNode reads a scalar without quotes.
func (p *parser) plainNode(flow bool) (*Node, error) {
	if c := p.peek(0); flow && flowMark(c) {
		return nil, p.fail(p.pos, Unexpected, "")
	} else if strings.IndexByte(",[]{}#|>&*!%@`", c) >= 0 && c != 0 ||
		(c == '-' || c == '?' || c == ':') && (blank(p.peek(1)) || flow && flowMark(p.peek(1))) {
		return nil, p.fail(p.pos, NeedsQuotes, string(c))
	}
	n, err := p.node(Scalar)
	if err != nil {
		return nil, err
	}
	n.Plain = true
	n.Value = p.plain(flow)
	if !flow && p.peek(0) == ':' {
		return nil, p.fail(p.pos, NeedsQuotes, ":")
	}
	return n, nil
}

// plain reads the text of a scalar without quotes.
func (p *parser) plain(flow bool) string {
	start := p.pos
	p.plainEnd(flow)
	return strings.TrimRight(p.text[start:p.pos], " ")
}

// flowMark reports whether b is part of a flow collection's own writing.
func flowMark(b byte) bool {
	return b == ',' || b == '[' || b == ']' || b == '{' || b == '}'
}

// plainEnd moves to the end of a scalar without quotes: a line's end, a colon
// before a blank, a hash after one, and inside a flow collection its marks.
func (p *parser) plainEnd(flow bool) {
	for start := p.pos; p.pos < len(p.text); p.pos++ {
		switch c := p.text[p.pos]; {
		case c == '\n',
			c == ':' && (blank(p.peek(1)) || flow && flowMark(p.peek(1))),
			c == '#' && p.pos > start && p.text[p.pos-1] == ' ',
			flow && flowMark(c):
			return
		}
	}
}

// quoted reads a scalar in single or double quotes, on one line.
func (p *parser) quoted() (string, error) {
	start, quote := p.pos, p.text[p.pos]
	var out strings.Builder
	for p.pos++; p.pos < len(p.text); {
		c := p.text[p.pos]
		switch {
		case c == '\n':
			return "", p.fail(start, Unclosed, string(quote))
		case c == quote && quote == '\'' && p.peek(1) == '\'':
			out.WriteByte('\'')
			p.pos += 2
		case c == quote:
			p.pos++
			return out.String(), nil
		case c == '\\' && quote == '"':
			if err := p.escape(&out); err != nil {
				return "", err
			}
		default:
			out.WriteByte(c)
			p.pos++
		}
	}
	return "", p.fail(start, Unclosed, string(quote))
}

// escape reads one escape of a double-quoted scalar.
func (p *parser) escape(out *strings.Builder) error {
	letter, size := utf8.DecodeRuneInString(p.text[p.pos+1:])
	end := p.pos + 1 + size
	switch letter {
	case '"', '\\', '/':
		out.WriteRune(letter)
	case 'n':
		out.WriteByte('\n')
	case 't':
		out.WriteByte('\t')
	case 'x', 'u', 'U':
		end = min(end+map[rune]int{'x': 2, 'u': 4, 'U': 8}[letter], len(p.text))
		n, err := strconv.ParseUint(p.text[p.pos+2:end], 16, 32)
		if err != nil || !allowed(rune(n)) {
			return p.fail(p.pos, BadEscape, p.text[p.pos:p.pos+1+size])
		}
		out.WriteRune(rune(n))
	default:
		return p.fail(p.pos, BadEscape, p.text[p.pos:end])
	}
	p.pos = end
	return nil
}

// allowed reports whether an escape may stand for r: the characters that the
// text itself may hold.
func allowed(r rune) bool {
	return utf8.ValidRune(r) && r >= ' ' && (r < 0x7f || r >= 0xa0) && r != 0x2028 && r != 0x2029 && r != 0xfeff
}

// flowSequence reads [a, b].
func (p *parser) flowSequence() (*Node, error) {
	n, err := p.enter(Sequence)
	if err != nil {
		return nil, err
	}
	start := p.pos
	p.pos++
	for {
		closed, err := p.flowNext(start, ']')
		if err != nil {
			return nil, err
		}
		if closed {
			return n, nil
		}
		item, err := p.flowValue()
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, item)
		if err := p.flowComma(start, ']'); err != nil {
			return nil, err
		}
	}
}

// flowMapping reads {a: b, "c": d}.
func (p *parser) flowMapping() (*Node, error) {
	n, err := p.enter(Mapping)
	if err != nil {
		return nil, err
	}
	start, seen := p.pos, keys{}
	p.pos++
	for {
		closed, err := p.flowNext(start, '}')
		if err != nil {
			return nil, err
		}
		if closed {
			return n, nil
		}
		pair, err := p.flowPair(seen)
		if err != nil {
			return nil, err
		}
		n.Pairs = append(n.Pairs, pair)
		if err := p.flowComma(start, '}'); err != nil {
			return nil, err
		}
	}
}

// flowPair reads one pair of a flow mapping.
func (p *parser) flowPair(seen keys) (Pair, error) {
	pair := Pair{Offset: p.pos}
	c := p.peek(0)
	if c == '"' || c == '\'' {
		value, err := p.quoted()
		if err != nil {
			return pair, err
		}
		pair.Key = value
	} else {
		key, err := p.flowValue()
		if err != nil {
			return pair, err
		}
		if key.Kind != Scalar {
			return pair, p.fail(pair.Offset, Refused, string(c))
		}
		pair.Key = key.Value
	}
	if err := p.remember(seen, pair); err != nil {
		return pair, err
	}
	p.spaces()
	if p.peek(0) != ':' {
		return pair, p.fail(p.pos, Unexpected, ":")
	}
	p.pos++
	if !p.nextLine() {
		return pair, p.fail(p.pos, Unexpected, "")
	}
	var err error
	pair.Value, err = p.flowValue()
	return pair, err
}

// flowValue reads a value inside a flow collection.
func (p *parser) flowValue() (*Node, error) {
	if err := p.refuse(); err != nil {
		return nil, err
	}
	if c := p.peek(0); c == '[' || c == '{' || c == '"' || c == '\'' {
		return p.inline()
	}
	return p.plainNode(true)
}

// flowNext moves to the next entry, and reports whether the collection ended.
func (p *parser) flowNext(start int, end byte) (bool, error) {
	if !p.nextLine() {
		return false, p.fail(start, Unclosed, string(end))
	}
	if p.peek(0) != end {
		return false, nil
	}
	p.pos++
	p.depth--
	return true, nil
}

// flowComma expects a comma, or leaves the end for flowNext. Anything else on a
// later line means that the end was forgotten.
func (p *parser) flowComma(start int, end byte) error {
	from := p.pos
	if !p.nextLine() {
		return p.fail(start, Unclosed, string(end))
	}
	switch c := p.peek(0); {
	case c == ',':
		p.pos++
		return nil
	case c == end:
		return nil
	case strings.Contains(p.text[from:p.pos], "\n"):
		return p.fail(start, Unclosed, string(end))
	}
	return p.fail(p.pos, Unexpected, string(end))
}

// blockText reads a text below | |- > or >-, deeper than the column parent.
func (p *parser) blockText(parent int) (*Node, error) {
	n, err := p.node(Scalar)
	if err != nil {
		return nil, err
	}
	folded := p.peek(0) == '>'
	p.pos++
	strip := p.peek(0) == '-'
	if strip {
		p.pos++
	}
	if !blank(p.peek(0)) {
		return nil, p.fail(n.Offset, BadHeader, "")
	}
	if err := p.endOfLine(); err != nil {
		return nil, err
	}
	lines, err := p.blockLines(parent)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, p.fail(n.Offset, Unexpected, "")
	}
	if folded {
		n.Value = fold(lines)
	} else {
		n.Value = strings.Join(lines, "\n")
	}
	if !strip && (p.pos < len(p.text) || strings.HasSuffix(p.text, "\n")) {
		n.Value += "\n"
	}
	return n, nil
}

// blockLines reads the lines of a block text without their common indentation
// and without the blank lines after the last. Lines that stand still deeper,
// and blank lines before the first, are refused: what they mean surprises
// everybody.
func (p *parser) blockLines(parent int) ([]string, error) {
	var lines []string
	indent := 0
	for p.pos < len(p.text) {
		p.pos++ // the line end before
		start := p.pos
		p.spaces()
		column := p.pos - start
		if p.pos == len(p.text) || p.peek(0) == '\n' {
			if column > indent || indent == 0 {
				return nil, p.fail(p.pos, Indentation, "")
			}
			lines = append(lines, "")
			continue
		}
		if indent == 0 && column > parent {
			indent = column
		}
		if indent == 0 || column < indent {
			p.pos = start
			if column > parent {
				return nil, p.fail(start+column, Indentation, "")
			}
			break
		}
		if column > indent {
			return nil, p.fail(p.pos, Indentation, "")
		}
		p.comment() // to the end of the line, whatever it holds
		lines = append(lines, p.text[start+indent:p.pos])
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines, nil
}

// fold joins lines by spaces and makes line ends of blank lines.
func fold(lines []string) string {
	var out strings.Builder
	fresh := true // at the start, or after a blank line
	for _, line := range lines {
		if line == "" {
			out.WriteByte('\n')
			fresh = true
			continue
		}
		if !fresh {
			out.WriteByte(' ')
		}
		out.WriteString(line)
		fresh = false
	}
	return out.String()
}
