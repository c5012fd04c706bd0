package pdf

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// everywhere are the families of fonts that readers have of their own: the standard
// fourteen (ISO 32000-1, 9.6.2.2) and those drawn to the same widths, by their names
// without spaces.
var everywhere = map[string]bool{
	"Helvetica": true, "Times": true, "Courier": true, "Symbol": true, "ZapfDingbats": true,
	"Arial": true, "ArialMT": true, "CourierNew": true, "CourierNewPS": true, "CourierNewPSMT": true,
	"TimesNewRoman": true, "TimesNewRomanPS": true, "TimesNewRomanPSMT": true,
}

// fontSearch finds the pages that draw with fonts which are not in the file. What
// is met again is not looked at again.
type fontSearch struct {
	d    *document
	seen map[int]bool // by the number of a font, or of resources or a form: it lacks one
}

// strangeFonts returns the pages (the first is 1) whose letters belong to a font
// that neither the file nor every reader has: another computer takes another font.
func (d *document) strangeFonts() []int {
	var pages []int
	s := fontSearch{d: d, seen: map[int]bool{}}
	for i, p := range d.pages {
		if s.within(p.resources, 0) && s.within(d.used(p), 0) {
			pages = append(pages, i+1)
		}
	}
	return pages
}

// used are the page's resources that its content names: pages often share a
// dictionary with the fonts of all.
func (d *document) used(p *page) types.Object {
	resources, err := d.dict(p.resources)
	if err != nil {
		return p.resources
	}
	content, err := d.content(p)
	if err != nil {
		return p.resources
	}
	return d.pruned(resources, content)
}

// within reports whether resources, or those of a form in them, name a strange font.
func (s fontSearch) within(o types.Object, depth int) bool {
	return s.once(o, depth, func(resources types.Dict) bool {
		return s.any(resources["Font"], depth, s.strange) || s.any(resources["XObject"], depth, func(form types.Dict, depth int) bool {
			return s.d.name(form["Subtype"]) == "Form" && s.within(form["Resources"], depth+1)
		})
	})
}

// once answers for an object that is met many times by what it was found to be
// first; while it is still being looked at, for no.
func (s fontSearch) once(o types.Object, depth int, find func(types.Dict) bool) bool {
	if depth > maxDepth {
		return false
	}
	ref, shared := o.(types.IndirectRef)
	number := ref.ObjectNumber.Value()
	if found, known := s.seen[number]; shared && known {
		return found
	}
	if shared {
		s.seen[number] = false
	}
	dict, err := s.d.dict(o)
	found := err == nil && dict != nil && find(dict)
	if shared {
		s.seen[number] = found
	}
	return found
}

// any reports whether one of the named things of a kind is as asked.
func (s fontSearch) any(named types.Object, depth int, is func(types.Dict, int) bool) bool {
	all, err := s.d.dict(named)
	if err != nil {
		return false
	}
	for _, o := range all {
		if s.once(o, depth+1, func(thing types.Dict) bool { return is(thing, depth+1) }) {
			return true
		}
	}
	return false
}

// strange reports whether a font is neither in the file nor in every reader.
func (s fontSearch) strange(font types.Dict, _ int) bool {
	switch s.d.name(font["Subtype"]) {
	case "Type3":
		return false // its letters are drawings in the file
	case "Type0":
		parts, err := s.d.array(font["DescendantFonts"])
		if err != nil || len(parts) == 0 {
			return true
		}
		part, err := s.d.dict(parts[0])
		return err != nil || !s.embedded(part)
	}
	return !s.embedded(font) && !everywhere[family(s.d.name(font["BaseFont"]))]
}

// embedded reports whether the font's own letters are in the file.
func (s fontSearch) embedded(font types.Dict) bool {
	about, err := s.d.dict(font["FontDescriptor"])
	if err != nil {
		return false
	}
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		if about[key] != nil {
			return true
		}
	}
	return false
}

// family is a font's name without the mark of a subset and its style.
func family(name string) string {
	if _, after, cut := strings.Cut(name, "+"); cut {
		name = after
	}
	name, _, _ = strings.Cut(strings.ReplaceAll(name, " ", ""), ",")
	name, _, _ = strings.Cut(name, "-")
	return name
}
