package choose

import (
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// browser is what our own dialog shows and what was chosen in it, without a
// window.
type browser struct {
	kind   kind
	wanted filter // what is shown unless all is
	at     folder
	rows   []entry // of the folder, those that are shown
	cursor int     // the row that the keys act on; -1: none
	marked map[string]bool
	hidden bool // show hidden ones too
	all    bool // show what cannot be taken in too

	typed   string // the beginning of a name
	typedAt time.Time
}

// show shows a folder that was read, from the entry on that it says.
func (b *browser) show(f folder) {
	if f.path != b.at.path {
		b.marked = nil
		b.typed = ""
	}
	b.at = f
	b.refilter(f.focus)
	if b.kind == someFiles && b.cursor >= 0 && f.focus != "" && !b.rows[b.cursor].folder {
		b.mark()
	}
}

// refilter shows the rows that are to be shown, and keeps the cursor at name.
func (b *browser) refilter(name string) {
	b.rows = slices.DeleteFunc(slices.Clone(b.at.entries), func(e entry) bool {
		return e.name != b.at.focus && (e.hidden && !b.hidden || !e.folder && !b.shows(e))
	})
	b.cursor = slices.IndexFunc(b.rows, func(e entry) bool { return e.name == name })
	if b.cursor < 0 && b.kind == someFiles && len(b.rows) > 0 {
		b.cursor = 0
	}
	for name := range b.marked {
		if !slices.ContainsFunc(b.rows, func(e entry) bool { return e.name == name }) {
			delete(b.marked, name)
		}
	}
}

func (b *browser) shows(e entry) bool {
	return b.kind != aFolder && (b.all || b.wanted.takes(e.name))
}

// current returns the entry that the keys act on.
func (b *browser) current() (entry, bool) {
	if b.cursor < 0 || b.cursor >= len(b.rows) {
		return entry{}, false
	}
	return b.rows[b.cursor], true
}

func (b *browser) name() string {
	e, _ := b.current()
	return e.name
}

func (b *browser) setHidden(on bool) {
	b.hidden = on
	b.refilter(b.name())
}

func (b *browser) setAll(on bool) {
	b.all = on
	b.refilter(b.name())
}

// move moves the cursor by so many rows, at most to the first or the last.
func (b *browser) move(by int) {
	if len(b.rows) == 0 {
		return
	}
	b.typed = ""
	b.cursor = min(max(b.cursor+by, 0), len(b.rows)-1)
}

// mark marks the file at the cursor, or takes its mark away.
func (b *browser) mark() {
	e, ok := b.current()
	if !ok || e.folder || b.kind != someFiles {
		return
	}
	if b.marked[e.name] {
		delete(b.marked, e.name)
		return
	}
	if b.marked == nil {
		b.marked = map[string]bool{}
	}
	b.marked[e.name] = true
}

// markAll marks every file that is shown, or none where all are already.
func (b *browser) markAll() {
	if b.kind != someFiles {
		return
	}
	marked := map[string]bool{}
	for _, e := range b.rows {
		if !e.folder {
			marked[e.name] = true
		}
	}
	if len(marked) == len(b.marked) {
		marked = nil
	}
	b.marked = marked
}

// markTo marks every file from the cursor to a row, and moves the cursor there.
func (b *browser) markTo(row int) {
	from := max(b.cursor, 0)
	for n := min(from, row); n <= max(from, row); n++ {
		b.cursor = n
		if e, ok := b.current(); ok && !b.marked[e.name] {
			b.mark()
		}
	}
	b.cursor = row
}

// typePause is how long a pause begins a new name.
const typePause = time.Second

// jump moves the cursor to the next name that begins with what was typed. The
// same letter again goes on to the next name with it.
func (b *browser) jump(r rune, at time.Time) {
	if at.Sub(b.typedAt) > typePause {
		b.typed = ""
	}
	b.typedAt = at
	from := b.cursor
	if b.typed == string(r) {
		from++
	} else {
		b.typed += string(r)
		if utf8.RuneCountInString(b.typed) == 1 {
			from++
		}
	}
	for n := range b.rows {
		row := (max(from, 0) + n) % len(b.rows)
		if beginsWith(b.rows[row].name, b.typed) {
			b.cursor = row
			return
		}
	}
}

func beginsWith(name, beginning string) bool {
	runes := []rune(name)
	n := utf8.RuneCountInString(beginning)
	return len(runes) >= n && strings.EqualFold(string(runes[:n]), beginning)
}

// chosen returns the paths that the dialog would answer with now: the marked
// files, else the one at the cursor; the folder at the cursor, else the one
// that is shown.
func (b *browser) chosen() []string {
	e, ok := b.current()
	switch {
	case b.kind == aFolder && ok && e.folder:
		return []string{filepath.Join(b.at.path, e.name)}
	case b.kind == aFolder && b.at.err == nil && b.at.path != "":
		return []string{b.at.path}
	case b.kind != someFiles:
		return nil
	case len(b.marked) == 0 && ok && !e.folder:
		return []string{filepath.Join(b.at.path, e.name)}
	}
	var paths []string
	for _, e := range b.rows {
		if b.marked[e.name] {
			paths = append(paths, filepath.Join(b.at.path, e.name))
		}
	}
	return paths
}
