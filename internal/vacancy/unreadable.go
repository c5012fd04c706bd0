package vacancy

import (
	"io"
	"math"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// unreadable says what is wrong with a text that the library cannot read. What
// the library says itself helps nobody: it tells the line on which a structure
// began, hundreds above the mistake, or one on which the next text has quotes,
// far below it. So the mistake is looked for again.
func (f *file) unreadable() problem {
	lines := strings.SplitAfter(strings.TrimSuffix(f.text, "\n"), "\n")
	wrong := (&search{left: maxSearch}).longest(lines)
	row := f.row(wrong + 1)
	if found, ok := slipOn(row); ok {
		return found.on(wrong + 1)
	}
	// A line that became a word is no mistake until the next entry below it.
	for above := wrong; above > 0; above-- {
		if entryColumn(lines[above-1]) > entryColumn(row) {
			continue
		}
		if found, ok := slipAtBeginning(f.row(above)); ok {
			return found.on(above)
		}
		break
	}
	return problem{"yaml-unreadable", nil, place{wrong + 1, firstColumn(row)}}
}

// firstColumn is the column of the first character that is no space.
func firstColumn(row string) int { return 1 + len(row) - len(strings.TrimLeft(row, " ")) }

// maxSearch bounds how much is read over again to find a mistake, in bytes. A
// mark takes as long as markBytes of them.
const (
	maxSearch = 1_000_000
	markBytes = 25
)

// search looks for the line that makes a text unreadable, whatever follows.
type search struct {
	left int // of maxSearch
}

// longest returns how many of the lines can be read: the one after them is wrong.
// Of the parts below the first line the mistake is in the one with which the
// lines cannot be read any more. Where that can be read alone, it does not fit
// those above it: its first line is wrong.
func (s *search) longest(lines []string) int {
	borders := parts(lines)
	to := 1 + sort.Search(len(borders)-2, func(i int) bool { return !s.readable(lines[:borders[i+1]]) })
	from := borders[to-1]
	if part := lines[from:borders[to]]; from > 0 && !s.readable(part) {
		if wrong := from + s.longest(part); s.readable(lines[:wrong]) {
			return wrong
		}
	}
	return from
}

// parts returns the borders of the first line and of the parts below it: each
// begins with an entry that stands as far to the left as any.
func parts(lines []string) []int {
	edge := entryColumn("")
	for _, line := range lines[1:] {
		edge = min(edge, entryColumn(line))
	}
	borders := []int{0}
	for i := 1; i < len(lines); i++ {
		if i == 1 || entryColumn(lines[i]) == edge {
			borders = append(borders, i)
		}
	}
	return append(borders, len(lines))
}

// entryColumn is the column at which a line begins an entry, far to the right
// where it begins none.
func entryColumn(line string) int {
	if rest := strings.TrimLeft(line, " "); rest == "" || strings.ContainsAny(rest[:1], "#]}\r\n") {
		return math.MaxInt
	}
	return firstColumn(line)
}

// readable reports whether the lines are keys and lists, or nothing at all, as
// far as the search may go.
func (s *search) readable(lines []string) bool {
	text := strings.Join(lines, "")
	if s.left -= len(text) + markBytes*marks(text); s.left < 0 {
		return true
	}
	for documents := yaml.NewDecoder(strings.NewReader(text)); ; {
		var document yaml.Node
		if err := documents.Decode(&document); err != nil {
			return err == io.EOF
		}
		if root := document.Content[0]; root.Kind == yaml.ScalarNode && !isNull(root) {
			return false
		}
	}
}
