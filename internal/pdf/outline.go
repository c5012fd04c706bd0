package pdf

import (
	"strings"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/unicode/norm"
)

// Bounds of what is read of a file's bookmarks: whoever made more of them, or
// deeper ones, made them for no reader.
const (
	outlineVisits = 20_000 // entries that are looked at
	outlineMarks  = 1_000  // that are kept
	outlineDepth  = 8
	outlineTitle  = 200 // characters
	outlineNames  = 100_000
)

// outlineIn is a document's outline being read.
type outlineIn struct {
	d      *document
	pages  map[int]int // index by object number
	named  map[string]types.Object
	met    map[int]bool // entries: each counts once, wherever it is named again
	visits int
	marks  int
}

// outline reads the document's bookmarks, as far as they lead to its own pages;
// their pages are those of the file. What leads elsewhere, or runs something, is
// left out; what stands below it moves up.
func (d *document) outline() []Bookmark {
	root, _ := d.dict(d.root["Outlines"])
	if root == nil {
		return nil
	}
	in := &outlineIn{d: d, pages: map[int]int{}, met: map[int]bool{}}
	for i, p := range d.pages {
		if _, twice := in.pages[p.number]; !twice && p.number != 0 {
			in.pages[p.number] = i
		}
	}
	return in.level(root["First"], 0)
}

// level reads entries that follow each other, the first given.
func (in *outlineIn) level(o types.Object, depth int) []Bookmark {
	var all []Bookmark
	for o != nil && depth < outlineDepth {
		ref, ok := o.(types.IndirectRef)
		if in.visits++; !ok || in.visits > outlineVisits || in.marks >= outlineMarks || in.met[int(ref.ObjectNumber)] {
			break
		}
		in.met[int(ref.ObjectNumber)] = true
		entry, err := in.d.dict(ref)
		if err != nil || entry == nil {
			break
		}
		all = append(all, in.entry(entry, depth)...)
		o = entry["Next"]
	}
	return all
}

// entry is one bookmark, or what stands below it.
func (in *outlineIn) entry(entry types.Dict, depth int) []Bookmark {
	page, known := in.page(entry)
	title := cleanTitle(withoutPlace(in.d.text(entry["Title"])))
	keeps := known && title != ""
	if keeps {
		in.marks++ // before what is below it, lest that take its place
	}
	below := in.level(entry["First"], depth+1)
	if keeps {
		return []Bookmark{{Title: title, Page: page, Children: below}}
	}
	if title != "" && len(below) > 0 && in.marks < outlineMarks {
		in.marks++ // a heading that leads nowhere leads to the first below it
		return []Bookmark{{Title: title, Page: below[0].Page, Children: below}}
	}
	return below
}

// page finds the page that an entry leads to.
func (in *outlineIn) page(entry types.Dict) (int, bool) {
	target := entry["Dest"]
	if target == nil {
		action, _ := in.d.dict(entry["A"])
		if in.d.name(action["S"]) != "GoTo" {
			return 0, false
		}
		target = action["D"]
	}
	resolved, err := in.d.resolve(target)
	if err != nil {
		return 0, false
	}
	switch v := resolved.(type) {
	case types.Name:
		old, _ := in.d.dict(in.d.root["Dests"])
		resolved = old[string(v)]
	case types.StringLiteral, types.HexLiteral:
		resolved = in.name(in.d.text(v))
	}
	if holder, _ := in.d.dict(resolved); holder != nil {
		resolved = holder["D"]
	}
	view, _ := in.d.array(resolved)
	if len(view) == 0 {
		return 0, false
	}
	if ref, ok := view[0].(types.IndirectRef); ok {
		page, known := in.pages[int(ref.ObjectNumber)]
		return page, known
	}
	// Some programs write the page's number, which is meant for other files.
	number, ok := in.d.number(view[0])
	return int(number), ok && number >= 0 && int(number) < len(in.d.pages)
}

// name looks a destination up by its name. The tree of names is walked once.
func (in *outlineIn) name(key string) types.Object {
	if in.named == nil {
		in.named = map[string]types.Object{}
		names, _ := in.d.dict(in.d.root["Names"])
		left := outlineNames
		in.walkNames(names["Dests"], 0, &left)
	}
	return in.named[key]
}

func (in *outlineIn) walkNames(o types.Object, depth int, left *int) {
	node, _ := in.d.dict(o)
	if node == nil || depth > outlineDepth {
		return
	}
	pairs, _ := in.d.array(node["Names"])
	for i := 0; i+1 < len(pairs) && *left > 0; i += 2 {
		*left--
		in.named[in.d.text(pairs[i])] = pairs[i+1]
	}
	kids, _ := in.d.array(node["Kids"])
	for _, kid := range kids {
		if *left--; *left < 0 {
			return
		}
		in.walkNames(kid, depth+1, left)
	}
}

// cleanTitle is a title fit to be shown: valid, on one line, without what only
// steers a reader, and of a length that a panel shows.
func cleanTitle(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r > unicode.MaxRune:
			return -1
		}
		return r
	}, s)
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= outlineTitle {
		return string(runes)
	}
	end := outlineTitle - 1
	for end > 0 && unicode.Is(unicode.M, runes[end]) {
		end-- // an accent stays with its letter
	}
	return strings.TrimRight(string(runes[:end]), " ") + "…"
}
