package vacancy

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/message"
)

// The limits of a pack's file. The embedded one has some fifty kilobytes, two
// thousand values and a dozen levels.
const (
	maxSize  = 1 << 18 // bytes
	maxDepth = 64      // mappings and sequences inside each other
	maxNodes = 10_000
	maxMarks = maxNodes - 1 // with one more, the library could give up for depth
)

// place is a position in a file; both count from 1, columns in characters.
type place struct{ line, column int }

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

// parse reads the text of a pack into its tree. What makes YAML surprising or
// dangerous (anchors, aliases, tags, directives, several documents, keys that
// are no text, duplicate keys, tabs) is refused. The error is a *message.Error.
func parse(name string, data []byte) (*file, error) {
	f := &file{name: name, places: map[string]jsonPlaces{}}
	if len(data) > maxSize {
		f.text = strings.ToValidUTF8(string(data[:maxSize]), "\ufffd")
		return nil, f.error(problem{"yaml-too-large", message.Args{"Limit": message.Bytes(maxSize)}, f.end()}, nil)
	}
	f.text = strings.TrimPrefix(string(data), "\ufeff")
	if p := checkCharacters(f.text); p != nil {
		return nil, f.error(*p, nil)
	}
	var document, second yaml.Node
	documents := yaml.NewDecoder(strings.NewReader(f.text))
	err := documents.Decode(&document)
	if err == nil {
		f.root = document.Content[0]
	}
	switch {
	case err == io.EOF, err == nil && isNull(f.root) && f.root.Value == "": // that stands behind the end
		return nil, f.error(problem{"yaml-empty", nil, place{1, 1}}, nil)
	case err != nil:
		return nil, f.error(f.unreadable(), err)
	}
	if p := (&checker{}).check(f.root, 1); p != nil {
		return nil, f.error(*p, nil)
	}
	switch err = documents.Decode(&second); err {
	case io.EOF:
		return f, nil
	case nil:
		return nil, f.error(refused(placeOf(&second), "---"), nil)
	}
	return nil, f.error(f.unreadable(), err)
}

// end is the place after the last character.
func (f *file) end() place {
	row := f.text[strings.LastIndexByte(f.text, '\n')+1:]
	return place{strings.Count(f.text, "\n") + 1, utf8.RuneCountInString(row) + 1}
}

func refused(at place, mark string) problem {
	return problem{"yaml-refused", message.Args{"Detail": mark}, at}
}

// checkCharacters refuses what no pack needs and an editor would not show,
// directives, of which the library's tree tells nothing, and more marks than the
// values of a pack, before the library makes a tree of them.
func checkCharacters(text string) *problem {
	at, left := place{1, 0}, maxMarks
	for i, r := range text {
		at.column++
		fail := func(id, detail string) *problem {
			return &problem{id, message.Args{"Detail": detail}, at}
		}
		if isMark(text[i:]) {
			left--
		}
		switch {
		case left < 0:
			return fail("yaml-too-many", "")
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return fail("yaml-not-utf8", fmt.Sprintf("0x%02X", text[i]))
		case r == '\n':
			at = place{at.line + 1, 0}
		case r == '\r' && strings.HasPrefix(text[i:], "\r\n"):
		case r == '\t':
			return fail("yaml-tab", "")
		case invisible(r):
			return fail("yaml-control", fmt.Sprintf("U+%04X", r))
		case r == '%' && at.column == 1:
			return fail("yaml-refused", "%")
		}
	}
	return nil
}

// isMark reports whether a text begins with a mark that may begin a value,
// for which the library takes time and memory.
func isMark(text string) bool {
	return strings.IndexByte("\n,[{", text[0]) >= 0 || strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "? ")
}

// marks counts the marks of a text.
func marks(text string) int {
	count := 0
	for i := range text {
		if isMark(text[i:]) {
			count++
		}
	}
	return count
}

// invisible reports whether r is a control character, or one of those that end
// a line, turn it around or mark the order of bytes unseen.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 || r == 0xfeff
}

// checker looks through a tree for what YAML allows and a pack does not. An alias
// comes behind its anchor.
type checker struct{ nodes int }

func (c *checker) check(n *yaml.Node, depth int) *problem {
	c.nodes++
	fail := func(p problem) *problem { return &p }
	switch at := placeOf(n); {
	case n.Anchor != "":
		return fail(refused(at, "&"))
	case n.Style&yaml.TaggedStyle != 0:
		return fail(refused(at, "!"))
	case depth > maxDepth && n.Kind != yaml.ScalarNode:
		return fail(problem{"yaml-too-deep", nil, at})
	case c.nodes > maxNodes:
		return fail(problem{"yaml-too-many", nil, at})
	}
	seen := map[string]bool{}
	for i, child := range n.Content {
		if p := c.check(child, depth+1); p != nil {
			return p
		}
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			continue
		}
		if child.Tag != "!!str" || child.Value == "" {
			return fail(problem{"yaml-bad-key", nil, placeOf(child)})
		} else if seen[child.Value] {
			return fail(problem{"yaml-duplicate-key", message.Args{"Detail": child.Value}, placeOf(child)})
		}
		seen[child.Value] = true
	}
	return nil
}

// isPlain reports whether n is a scalar written without quotes and not as a
// block, which alone can be a number, true, false or null.
func isPlain(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Style == 0 }

// isNull reports whether n is YAML's null: nothing, ~ or null, unquoted.
func isNull(n *yaml.Node) bool { return n.Tag == "!!null" }

// pairs goes over the keys and values of a mapping, and over nothing elsewhere.
func pairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// get returns the value of the key in a mapping, and nil where it is absent.
func get(n *yaml.Node, key string) *yaml.Node {
	for k, value := range pairs(n) {
		if k.Value == key {
			return value
		}
	}
	return nil
}
