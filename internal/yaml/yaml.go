// Package yaml reads the plain part of YAML 1.2 that vacancy packs are written
// in, into a tree whose every node knows its place in the text. Whatever makes
// YAML surprising or dangerous (anchors, aliases, tags, directives, several
// documents, complex keys, tabs, duplicate keys) is refused with its position;
// what is accepted means the same to every YAML 1.2 reader. What the keys mean
// does not belong here.
//
// It exists beside the general libraries for three measured reasons: it is
// linear in the size of hostile input, it takes a tenth of the time at the
// start of every command, and its errors are codes that can be said in any
// language.
package yaml

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The limits of a document. A pack has some fifty kilobytes, two thousand
// values and a dozen levels.
const (
	MaxSize  = 1 << 20 // bytes
	MaxDepth = 64      // mappings and sequences inside each other
	MaxNodes = 20_000
)

// Kind is what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Mapping
	Sequence
)

// Node is a value of the document.
type Node struct {
	Kind   Kind
	Plain  bool   // a scalar written without quotes and not as a block
	Value  string // of a scalar
	Pairs  []Pair // of a mapping, in the document's order, keys unique
	Items  []*Node
	Offset int // of the node's first byte in the document
}

// Pair is a key of a mapping with its value.
type Pair struct {
	Key    string
	Offset int // of the key
	Value  *Node
}

// IsNull reports whether the node is YAML's null: nothing, ~ or null, unquoted.
func (n *Node) IsNull() bool {
	if n.Kind != Scalar || !n.Plain {
		return false
	}
	switch n.Value {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// Get returns the value of the key in a mapping, and nil where it is absent.
func (n *Node) Get(key string) *Node {
	for _, p := range n.Pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return nil
}

// Document is a parsed text.
type Document struct {
	Root *Node
	text string
}

// Place is a position in a text, for people: line and column count from 1,
// columns in characters. Snippet is the line with a caret below the column.
type Place struct {
	Line, Column int
	Snippet      string
}

// At returns the place of an offset.
func (d *Document) At(offset int) Place { return placeIn(d.text, offset) }

// Code says what is wrong with a text; it is the id of an error for people.
type Code string

// The codes. In Error.Detail stands the word that is at fault, where there is one.
const (
	TooLarge     Code = "yaml-too-large"
	NotUTF8      Code = "yaml-not-utf8"
	Control      Code = "yaml-control"       // a control character; Detail: U+0000
	Tab          Code = "yaml-tab"           // indentation is by spaces
	Empty        Code = "yaml-empty"         // no value in the whole text
	TooDeep      Code = "yaml-too-deep"      // more than MaxDepth levels
	TooMany      Code = "yaml-too-many"      // more than MaxNodes values
	Refused      Code = "yaml-refused"       // an anchor, alias, tag, directive, document mark or complex key; Detail: its first character
	DuplicateKey Code = "yaml-duplicate-key" // Detail: the key
	Indentation  Code = "yaml-indentation"   // a line stands neither with its neighbours nor deeper
	NeedsQuotes  Code = "yaml-needs-quotes"  // a text that must stand in quotes
	Unclosed     Code = "yaml-unclosed"      // a quote or bracket; Detail: the missing character
	BadEscape    Code = "yaml-bad-escape"    // Detail: the escape
	BadHeader    Code = "yaml-bad-header"    // a block text's header other than | |- > >-
	Unexpected   Code = "yaml-unexpected"    // something else was expected here
)

// Error is a text that cannot be read, with the place where reading stopped.
type Error struct {
	Code   Code
	Detail string
	Place
}

// Error describes the error for developers.
func (e *Error) Error() string {
	return fmt.Sprintf("yaml: line %d, column %d: %s %q", e.Line, e.Column, e.Code, e.Detail)
}

// Parse reads one document. The error is an *Error.
func Parse(data []byte) (*Document, error) {
	if len(data) > MaxSize {
		return nil, &Error{Code: TooLarge, Place: Place{Line: 1, Column: 1}}
	}
	text := string(data)
	if err := checkCharacters(text); err != nil {
		return nil, err
	}
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	p := &parser{text: text}
	root, err := p.document()
	if err != nil {
		return nil, err
	}
	return &Document{Root: root, text: text}, nil
}

// checkCharacters refuses what no pack needs and an editor would not show.
func checkCharacters(text string) error {
	for i, r := range text {
		var code Code
		detail := ""
		switch {
		case r == utf8.RuneError && isInvalid(text[i:]):
			code, detail = NotUTF8, fmt.Sprintf("0x%02X", text[i])
		case r == '\t':
			code = Tab
		case r == '\n', r == '\r' && strings.HasPrefix(text[i:], "\r\n"), r == '\ufeff' && i == 0:
			continue
		case r < ' ', r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff:
			code, detail = Control, fmt.Sprintf("U+%04X", r)
		default:
			continue
		}
		return &Error{Code: code, Detail: detail, Place: placeIn(text, i)}
	}
	return nil
}

func isInvalid(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == 1
}

// snippetWidth is how much of a long line is shown around the caret.
const snippetWidth = 72

// placeIn returns the place of an offset in a text, which need not be valid.
func placeIn(text string, offset int) Place {
	offset = min(offset, len(text))
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	before := []rune(text[start:offset])
	after := []rune(strings.TrimSuffix(text[offset:end], "\r"))
	line := 1 + strings.Count(text[:start], "\n")
	return Place{Line: line, Column: len(before) + 1, Snippet: snippet(line, before, after)}
}

// snippet draws the line, cut to a readable width, with a caret below.
func snippet(line int, before, after []rune) string {
	const left = snippetWidth / 2
	head, tail := "", ""
	if len(before) > left {
		before, head = before[len(before)-left:], "…"
	}
	if len(after) > snippetWidth-left {
		after, tail = after[:snippetWidth-left], "…"
	}
	number := fmt.Sprintf("%5d | ", line)
	margin := strings.Repeat(" ", len(number)-2) + "| "
	shown := printable(head + string(before) + string(after) + tail)
	caret := strings.Repeat(" ", len([]rune(head))+len(before)) + "^"
	return number + shown + "\n" + margin + caret
}

// printable replaces what would move or hide the caret.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff {
			return '\ufffd'
		}
		return r
	}, s)
}
