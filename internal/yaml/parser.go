package yaml

import "strings"

// parser walks the text once; pos never moves back by more than a line's
// indentation.
type parser struct {
	text  string
	pos   int
	depth int
	nodes int
}

func (p *parser) fail(offset int, code Code, detail string) error {
	return &Error{Code: code, Detail: detail, Place: placeIn(p.text, offset)}
}

// node counts a new node at the current position.
func (p *parser) node(kind Kind) (*Node, error) {
	if p.nodes++; p.nodes > MaxNodes {
		return nil, p.fail(p.pos, TooMany, "")
	}
	return &Node{Kind: kind, Offset: p.pos}, nil
}

// enter opens a collection; every successful enter is followed by p.depth--.
func (p *parser) enter(kind Kind) (*Node, error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail(p.pos, TooDeep, "")
	}
	return p.node(kind)
}

func (p *parser) document() (*Node, error) {
	if !p.nextLine() {
		return nil, p.fail(0, Empty, "")
	}
	root, err := p.block(p.column())
	if err != nil {
		return nil, err
	}
	if p.nextLine() {
		return nil, p.fail(p.pos, Indentation, "")
	}
	return root, nil
}

// peek returns the byte at pos+n, and 0 at the end.
func (p *parser) peek(n int) byte {
	if p.pos+n < len(p.text) {
		return p.text[p.pos+n]
	}
	return 0
}

// column is the number of characters before pos on its line; where it is asked
// for, these are spaces and dashes only.
func (p *parser) column() int {
	return p.pos - (strings.LastIndexByte(p.text[:p.pos], '\n') + 1)
}

// spaces skips spaces.
func (p *parser) spaces() {
	for p.peek(0) == ' ' {
		p.pos++
	}
}

// nextLine skips blanks, comments and line ends up to the next content, and
// reports whether there is any.
func (p *parser) nextLine() bool {
	for p.pos < len(p.text) {
		p.spaces()
		if p.peek(0) == '#' {
			p.comment()
		}
		if p.peek(0) != '\n' {
			return p.pos < len(p.text)
		}
		p.pos++
	}
	return false
}

func (p *parser) comment() {
	if i := strings.IndexByte(p.text[p.pos:], '\n'); i >= 0 {
		p.pos += i
	} else {
		p.pos = len(p.text)
	}
}

// endOfLine expects nothing more on this line than a comment.
func (p *parser) endOfLine() error {
	p.spaces()
	if p.peek(0) == '#' && p.text[p.pos-1] == ' ' {
		p.comment()
	}
	if p.pos < len(p.text) && p.peek(0) != '\n' {
		return p.fail(p.pos, Unexpected, "")
	}
	return nil
}

// blank reports whether b ends a word: a space, a line's or the text's end.
func blank(b byte) bool { return b == ' ' || b == '\n' || b == 0 }

// block reads the value whose first character stands at pos, in column indent.
func (p *parser) block(indent int) (*Node, error) {
	if p.peek(0) == '-' && blank(p.peek(1)) {
		return p.sequence(indent)
	}
	if err := p.refuse(); err != nil {
		return nil, err
	}
	if isKey, err := p.atKey(); err != nil {
		return nil, err
	} else if isKey {
		return p.mapping(indent)
	}
	value, err := p.inline()
	if err != nil {
		return nil, err
	}
	return value, p.endOfLine()
}

// refuse fails at anything that begins one of YAML's refused constructs.
func (p *parser) refuse() error {
	c := p.peek(0)
	switch {
	case strings.IndexByte("&*!%@`", c) >= 0 && c != 0,
		c == '?' && blank(p.peek(1)):
		return p.fail(p.pos, Refused, string(c))
	case p.mark("---"), p.mark("..."):
		return p.fail(p.pos, Refused, p.text[p.pos:p.pos+3])
	}
	return nil
}

// mark reports whether a document mark stands at pos.
func (p *parser) mark(mark string) bool {
	lineStart := p.pos == 0 || p.text[p.pos-1] == '\n'
	return lineStart && strings.HasPrefix(p.text[p.pos:], mark) && blank(p.peek(3))
}

// atKey reports whether a key with its colon stands at pos, without moving.
func (p *parser) atKey() (bool, error) {
	start := p.pos
	defer func() { p.pos = start }()
	switch p.peek(0) {
	case '"', '\'':
		if _, err := p.quoted(); err != nil {
			return false, err
		}
		p.spaces()
		return p.peek(0) == ':' && blank(p.peek(1)), nil
	case '[', '{', '|', '>', '#', ',', ']', '}':
		return false, nil
	}
	p.plainEnd(false)
	return p.peek(0) == ':' && blank(p.peek(1)), nil
}

// sequence reads the items whose dashes stand in column indent.
func (p *parser) sequence(indent int) (*Node, error) {
	n, err := p.enter(Sequence)
	if err != nil {
		return nil, err
	}
	for {
		p.pos++ // the dash
		p.spaces()
		item, err := p.value(indent, indent+1)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, item)
		more, err := p.sibling(indent)
		if err != nil {
			return nil, err
		}
		if !more || p.peek(0) != '-' || !blank(p.peek(1)) {
			p.depth--
			return n, nil
		}
	}
}

// mapping reads the pairs whose keys stand in column indent.
func (p *parser) mapping(indent int) (*Node, error) {
	n, err := p.enter(Mapping)
	if err != nil {
		return nil, err
	}
	seen := keys{}
	for {
		pair, err := p.key(seen)
		if err != nil {
			return nil, err
		}
		p.pos++ // the colon
		p.spaces()
		// A sequence below a key may stand in the key's own column.
		if pair.Value, err = p.value(indent, indent); err != nil {
			return nil, err
		}
		n.Pairs = append(n.Pairs, pair)
		more, err := p.sibling(indent)
		if err != nil {
			return nil, err
		}
		if !more {
			p.depth--
			return n, nil
		}
		if err := p.expectKey(); err != nil {
			return nil, err
		}
	}
}

// expectKey fails where the next line of a mapping does not begin with a key.
func (p *parser) expectKey() error {
	if err := p.refuse(); err != nil {
		return err
	}
	isKey, err := p.atKey()
	if err == nil && !isKey {
		err = p.fail(p.pos, Unexpected, "")
	}
	return err
}

// keys are the keys seen in one mapping.
type keys map[string]bool

// key reads a key up to its colon.
func (p *parser) key(seen keys) (Pair, error) {
	pair := Pair{Offset: p.pos}
	if c := p.peek(0); c == '"' || c == '\'' {
		value, err := p.quoted()
		if err != nil {
			return pair, err
		}
		pair.Key = value
	} else {
		pair.Key = p.plain(false)
	}
	p.spaces()
	return pair, p.remember(seen, pair)
}

// remember fails at a key that the mapping has already, or that is no word.
func (p *parser) remember(seen keys, pair Pair) error {
	switch {
	case pair.Key == "":
		return p.fail(pair.Offset, Unexpected, "")
	case seen[pair.Key]:
		return p.fail(pair.Offset, DuplicateKey, pair.Key)
	}
	seen[pair.Key] = true
	return nil
}

// sibling moves to the next line and reports whether it continues a collection
// in column indent; a line that stands deeper belongs to nothing.
func (p *parser) sibling(indent int) (bool, error) {
	if !p.nextLine() {
		return false, nil
	}
	if column := p.column(); column > indent {
		return false, p.fail(p.pos, Indentation, "")
	} else if column < indent {
		return false, nil
	}
	return true, nil
}

// value reads what follows a dash or a key's colon: on the same line or below,
// deeper than the column parent; a sequence below may stand in column sequence.
func (p *parser) value(parent, sequence int) (*Node, error) {
	start := p.pos
	switch c := p.peek(0); {
	case c == '|' || c == '>':
		return p.blockText(parent)
	case c == '#' && p.text[p.pos-1] == ' ', blank(c):
		return p.below(start, parent, sequence)
	case sequence > parent:
		return p.block(p.column()) // after a dash a collection may begin on the line
	case c == '-' && blank(p.peek(1)):
		return nil, p.fail(p.pos, Unexpected, "-")
	}
	if err := p.refuse(); err != nil {
		return nil, err
	}
	node, err := p.inline()
	if err != nil {
		return nil, err
	}
	return node, p.endOfLine()
}

// below reads a value that begins on a later line, or null where none does.
func (p *parser) below(start, parent, sequence int) (*Node, error) {
	if p.nextLine() {
		column := p.column()
		if column > parent || column == sequence && p.peek(0) == '-' && blank(p.peek(1)) {
			return p.block(column)
		}
	}
	// Nothing: give the line back, so that the caller sees it as a sibling.
	p.pos = start
	n, err := p.node(Scalar)
	if err != nil {
		return nil, err
	}
	n.Plain = true
	return n, nil
}
