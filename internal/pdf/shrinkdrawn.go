package pdf

import (
	"bytes"
	"math"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// drawnPictures are the pictures that pages draw, by their object numbers, each with
// its size on the sheet, and those that something else draws as well: a pattern, a
// font's letter, an annotation. Of these nobody knows how large they are.
type drawnPictures struct {
	d     *document
	sizes map[int]drawnSize
	fixed map[int]bool
	seen  map[int]bool // looked at for what is fixed
	steps int          // so that a page that repeats itself a million times ends
}

func newDrawnPictures(d *document) *drawnPictures {
	return &drawnPictures{d: d, sizes: map[int]drawnSize{}, fixed: map[int]bool{}, seen: map[int]bool{}}
}

const (
	// mostDrawn bounds how often forms and pictures are looked at on a page.
	mostDrawn = 20_000
	// mostFormed is how deep forms may be nested.
	mostFormed = 12
)

// page takes down what a page draws, which to leads to its sheet; false where it cannot
// be told.
func (w *drawnPictures) page(p *page, to matrix) ([]int, bool) {
	s := &drawingScan{drawnPictures: w, met: map[int]bool{}}
	w.steps = 0
	ok := s.whole(p, to)
	return s.order, ok
}

// drawingScan goes through one page.
type drawingScan struct {
	*drawnPictures
	order []int // pictures, in the order in which they are drawn first
	all   []int // and as often as they are drawn
	met   map[int]bool
	open  []int // forms
}

// whole goes through a page.
func (s *drawingScan) whole(p *page, to matrix) bool {
	resources, err := s.d.dict(p.resources)
	if err != nil {
		return false
	}
	if objects, _ := s.d.dict(resources["XObject"]); len(objects) == 0 {
		return true
	}
	parts, err := s.d.content(p)
	if err != nil {
		return false
	}
	var content []byte
	for _, part := range parts {
		data, err := decoded(part)
		if err != nil {
			return false
		}
		content = append(append(content, data...), '\n')
	}
	return s.content(content, resources, to, 0)
}

// content goes through a content stream: only what moves and draws is looked at (ISO
// 32000-1, 8.4.4 and 8.8).
func (s *drawingScan) content(data []byte, resources types.Dict, to matrix, depth int) bool {
	s.aside(resources)
	var stack []matrix
	var numbers []float64
	name := ""
	for at := pastSpace(data, 0); at < len(data); at = pastSpace(data, at) {
		switch c := data[at]; {
		case c == '(':
			if at = pastString(data, at); at < 0 {
				return true // what follows is not drawn by anybody
			}
			continue
		case c == '/':
			end := pastToken(data, at)
			name, at = string(data[at+1:end]), end
			continue
		case bytes.HasPrefix(data[at:], []byte("<<")):
			at += 2
			continue
		case c == '<':
			end := bytes.IndexByte(data[at:], '>')
			if end < 0 {
				return true
			}
			at += end + 1
			continue
		case !isRegular(c):
			at++
			continue
		}
		end := pastToken(data, at)
		word := string(data[at:end])
		at = end
		if v, err := strconv.ParseFloat(word, 64); err == nil {
			numbers = append(numbers, v)
			continue
		}
		switch word {
		case "q":
			if len(stack) < maxDepth*10 {
				stack = append(stack, to)
			}
		case "Q":
			if n := len(stack) - 1; n >= 0 {
				to, stack = stack[n], stack[:n]
			}
		case "cm":
			if len(numbers) != 6 {
				return false
			}
			to = matrix(numbers).then(to)
		case "Do":
			if !s.object(name, resources, to, depth) {
				return false
			}
		case "ID":
			at = pastInline(data, at)
		}
		numbers = numbers[:0]
	}
	return true
}

// pastInline is where the samples of an inline picture end.
func pastInline(data []byte, at int) int {
	for {
		i := bytes.Index(data[min(at, len(data)):], []byte("EI"))
		if i < 0 {
			return len(data)
		}
		at += i + 2
		if isSpace(data[at-3]) && (at == len(data) || isSpace(data[at])) {
			return at
		}
	}
}

// object takes down what is drawn by its name.
func (s *drawingScan) object(name string, resources types.Dict, to matrix, depth int) bool {
	if s.steps++; s.steps > mostDrawn {
		return false
	}
	objects, err := s.d.dict(resources["XObject"])
	if err != nil {
		return false
	}
	ref, ok := objects[name].(types.IndirectRef)
	if !ok {
		if name, err = types.DecodeName(name); err != nil {
			return false
		}
		if ref, ok = objects[name].(types.IndirectRef); !ok {
			return true // nobody draws what is not there
		}
	}
	number := int(ref.ObjectNumber)
	o, err := s.d.resolve(ref)
	if err != nil {
		return false
	}
	stream, ok := o.(types.StreamDict)
	if !ok {
		return true
	}
	switch s.d.name(stream.Dict["Subtype"]) {
	case "Image":
		s.picture(number, to)
		s.softMask(stream, to)
	case "Form":
		return s.form(number, stream, resources, to, depth)
	}
	return true
}

// picture takes a picture down: it is drawn into the unit square.
func (s *drawingScan) picture(number int, to matrix) {
	size := drawnSize{math.Hypot(to[0], to[1]) / 72, math.Hypot(to[2], to[3]) / 72}
	if !(size.across > 0 && size.up > 0) || math.IsInf(size.across*size.up, 0) {
		return
	}
	s.sizes[number] = s.sizes[number].larger(size)
	s.all = append(s.all, number)
	if !s.met[number] {
		s.met[number] = true
		s.order = append(s.order, number)
	}
}

// softMask takes down the picture that says how much of another is seen, which is as
// large on the sheet. Where the two are mixed they must stay of one size.
func (s *drawingScan) softMask(of types.StreamDict, to matrix) {
	ref, ok := of.Dict["SMask"].(types.IndirectRef)
	if !ok {
		return
	}
	o, _ := s.d.resolve(ref)
	if mask, ok := o.(types.StreamDict); ok && mask.Dict["Matte"] == nil {
		s.picture(int(ref.ObjectNumber), to)
	}
}

func (s *drawingScan) form(number int, stream types.StreamDict, resources types.Dict, to matrix, depth int) bool {
	if depth >= mostFormed {
		return false
	}
	for _, open := range s.open {
		if open == number {
			return true // it draws itself, which nobody does
		}
	}
	s.open = append(s.open, number)
	defer func() { s.open = s.open[:len(s.open)-1] }()
	data, err := decoded(stream)
	if err != nil {
		return false
	}
	if m, ok := s.d.numbers(stream.Dict["Matrix"], 6); ok {
		to = matrix(m).then(to)
	}
	own, err := s.d.dict(stream.Dict["Resources"])
	if err != nil {
		return false
	}
	if own == nil {
		own = resources
	}
	return s.content(data, own, to, depth+1)
}

// aside marks the pictures as fixed that something else in the resources leads to.
func (w *drawnPictures) aside(resources types.Dict) {
	for _, kind := range []string{"Pattern", "ExtGState", "Shading"} {
		w.fix(resources[kind], 0)
	}
	fonts, _ := w.d.dict(resources["Font"])
	for _, o := range fonts {
		if font, _ := w.d.dict(o); w.d.name(font["Subtype"]) == "Type3" {
			w.fix(o, 0)
		}
	}
}

// fix marks all pictures below an object as fixed.
func (w *drawnPictures) fix(o types.Object, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := o.(type) {
	case types.IndirectRef:
		number := int(v.ObjectNumber)
		if w.seen[number] {
			return
		}
		w.seen[number] = true
		w.fixed[number] = true
		if next, err := w.d.resolve(v); err == nil {
			w.fix(next, depth+1)
		}
	case types.StreamDict:
		w.fix(v.Dict, depth+1)
	case types.Dict:
		if foreign[w.d.name(v["Type"])] {
			return
		}
		for _, item := range v {
			w.fix(item, depth+1)
		}
	case types.Array:
		for _, item := range v {
			w.fix(item, depth+1)
		}
	}
}
