package pdf

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// placeScan finds where a page draws, about: by what its content says, with letters
// as wide as letters are, without the shapes of fonts and pictures.
type placeScan struct {
	d     *document
	sheet Sheet
	// all says that places anywhere on the sheet are wanted, and white ones too.
	all       bool
	places    []Rect
	lost      bool            // there is more than can be told
	composite map[string]bool // fonts whose letters are of two bytes, by their objects
	open      []int           // forms that are being gone through
	bytes     int             // of content so far
}

const (
	// mostPlaces are more than a page with a free margin has in it.
	mostPlaces = 400
	// mostPlaced is how much content is looked at: drawings of megabytes take long.
	mostPlaced = 2 << 20
	// letterWidth is what a letter takes of its height, on the safe side.
	letterWidth = 0.55
)

// pen is the state of the graphics, as far as it matters for places (ISO 32000-1,
// 8.4).
type pen struct {
	to            matrix
	clip          Rect
	white         bool // what is filled is
	font          bool // of two bytes a letter
	size, stretch float64
	leading, rise float64
	hidden        bool // letters are not drawn
}

// page goes through a page of a source.
func (s *placeScan) page(p *page, at placement) {
	resources, err := s.d.dict(p.resources)
	if err != nil {
		s.lost = true
		return
	}
	parts, err := s.d.content(p)
	if err != nil {
		s.lost = true
		return
	}
	var content []byte
	for _, part := range parts {
		data, err := decoded(part)
		if err != nil {
			s.lost = true
			return
		}
		content = append(append(content, data...), '\n')
	}
	s.content(content, resources, pen{to: at.matrix, clip: at.region, stretch: 1}, 0)
}

// add takes a place down; ground says that it may lie below everything.
func (s *placeScan) add(r Rect, ground bool) {
	if !(r.X0 <= r.X1 && r.Y0 <= r.Y1) || s.lost { // it is clipped away, or no number
		return
	}
	near := s.all || r.Y0 < clearWithin || r.Y1 > s.sheet.Height-clearWithin
	if !near || ground && !s.all && r.X1-r.X0 > s.sheet.Width/2 && r.Y1-r.Y0 > s.sheet.Height/2 {
		return
	}
	if len(s.places) == mostPlaces {
		s.lost = true
		return
	}
	s.places = append(s.places, r)
}

// content goes through a content stream.
func (s *placeScan) content(data []byte, resources types.Dict, start pen, depth int) {
	if s.bytes += len(data); s.bytes > mostPlaced {
		s.lost = true
		return
	}
	w := contentWalk{placeScan: s, resources: resources, depth: depth, pen: start}
	for at := pastSpace(data, 0); at >= 0 && at < len(data) && !s.lost; at = pastSpace(data, at) {
		at = w.token(data, at)
		if at < 0 {
			return // what follows is not drawn by anybody
		}
	}
}

// contentWalk is one content stream under way.
type contentWalk struct {
	*placeScan
	resources types.Dict
	depth     int
	pen
	saved []pen
	// The operands since the last operator: kern are the numbers within an array,
	// letters the bytes of its texts.
	numbers []float64
	name    []byte
	array   bool
	kern    float64
	letters int
	text    matrix // where the next letter goes
	line    matrix // where its line begins
	path    trail
}

// token takes one token in and returns where the next begins; -1 where none does.
func (w *contentWalk) token(data []byte, at int) int {
	switch c := data[at]; {
	case c == '(':
		end := pastString(data, at)
		if end > 0 {
			w.letters += lettersOf(data[at+1 : end-1])
		}
		return end
	case c == '/':
		end := pastToken(data, at)
		w.name = data[at+1 : end]
		return end
	case bytes.HasPrefix(data[at:], []byte("<<")):
		return at + 2
	case c == '<':
		end := bytes.IndexByte(data[at:], '>')
		if end < 0 {
			return -1
		}
		w.letters += end / 2
		return at + end + 1
	case c == '[' || c == ']':
		w.array = c == '['
		return at + 1
	case !isRegular(c):
		return at + 1
	}
	end := pastToken(data, at)
	if v, ok := plainNumber(data[at:end]); ok {
		if w.array {
			w.kern += v
		} else {
			w.numbers = append(w.numbers, v)
		}
		return end
	}
	if string(data[at:end]) == "ID" {
		end = pastInline(data, end)
		w.add(w.to.box(Rect{0, 0, 1, 1}).within(w.clip), true)
	} else {
		w.operator(string(data[at:end]))
	}
	w.numbers, w.array, w.kern, w.letters = w.numbers[:0], false, 0, 0
	return end
}

// lettersOf is how many bytes a literal string stands for, about: octal codes are
// counted as what they are, all other escapes as one byte.
func lettersOf(s []byte) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			for more := 0; more < 2 && i+1 < len(s) && s[i] >= '0' && s[i] <= '7' && s[i+1] >= '0' && s[i+1] <= '7'; more++ {
				i++
			}
		}
		n++
	}
	return n
}

// plainNumber reads a number as content has them.
func plainNumber(s []byte) (float64, bool) {
	v, scale, digits := 0.0, 0.0, false
	for i, c := range s {
		switch {
		case c >= '0' && c <= '9':
			v, scale, digits = v*10+float64(c-'0'), scale*10, true
		case c == '.' && scale == 0:
			scale = 1
		case (c == '-' || c == '+') && i == 0:
		default:
			return 0, false
		}
	}
	if scale > 0 {
		v /= scale
	}
	if len(s) > 0 && s[0] == '-' {
		v = -v
	}
	return v, digits
}

// operator does what an operator says with the operands before it (ISO 32000-1, annex A).
func (w *contentWalk) operator(op string) {
	n := w.numbers
	if need, ok := operands[op]; ok && len(n) < need {
		return
	}
	switch op {
	case "q":
		if len(w.saved) < maxDepth*10 {
			w.saved = append(w.saved, w.pen)
		}
	case "Q":
		if last := len(w.saved) - 1; last >= 0 {
			w.pen, w.saved = w.saved[last], w.saved[:last]
		}
	case "cm":
		w.to = matrix(n[:6]).then(w.to)
	case "g":
		w.white = n[0] == 1
	case "rg":
		w.white = n[0] == 1 && n[1] == 1 && n[2] == 1
	case "k":
		w.white = n[0]+n[1]+n[2]+n[3] == 0
	case "cs", "sc", "scn":
		w.white = false
	case "Do":
		w.object()
	default:
		if !w.letter(op, n) {
			w.draw(op, n)
		}
	}
}

// operands are how many numbers an operator needs.
var operands = map[string]int{
	"cm": 6, "g": 1, "rg": 3, "k": 4, "Tf": 1, "Td": 2, "TD": 2, "Tm": 6, "TL": 1, "Tz": 1, "Ts": 1, "Tr": 1,
	"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4,
}

// letter does what an operator of texts says; false where it is none.
func (w *contentWalk) letter(op string, n []float64) bool {
	switch op {
	case "BT":
		w.text, w.line = identity, identity
	case "Tf":
		w.size, w.font = n[0], w.isComposite(string(w.name))
	case "TL":
		w.leading = n[0]
	case "Tz":
		w.stretch = n[0] / 100
	case "Ts":
		w.rise = n[0]
	case "Tr":
		w.hidden = n[0] == 3 || n[0] == 7
	case "Tm":
		w.text, w.line = matrix(n[:6]), matrix(n[:6])
	case "TD":
		w.leading = -n[1]
		w.next(n[0], n[1])
	case "Td":
		w.next(n[0], n[1])
	case "T*":
		w.next(0, -w.leading)
	case "'", "\"":
		w.next(0, -w.leading)
		w.show()
	case "Tj", "TJ":
		w.show()
	default:
		return false
	}
	return true
}

// next begins a line.
func (w *contentWalk) next(x, y float64) {
	w.line = matrix{1, 0, 0, 1, x, y}.then(w.line)
	w.text = w.line
}

// show draws the letters of the operands.
func (w *contentWalk) show() {
	count := float64(w.letters)
	if w.font {
		count /= 2
	}
	long := (count*letterWidth - w.kern/1000) * w.size * w.stretch
	if !w.hidden && w.letters > 0 {
		box := Rect{min(0, long), w.rise - w.size/4, max(0, long), w.rise + w.size*3/4}
		if w.size < 0 {
			box.Y0, box.Y1 = box.Y1, box.Y0
		}
		w.add(w.text.then(w.to).box(box).within(w.clip), false)
	}
	w.text = matrix{1, 0, 0, 1, long, 0}.then(w.text)
}

// isComposite reports whether letters of a font take two bytes each.
func (w *contentWalk) isComposite(name string) bool {
	fonts, _ := w.d.dict(w.resources["Font"])
	o := fonts[name]
	ref, shared := o.(types.IndirectRef)
	key := ""
	if shared {
		key = ref.ObjectNumber.String()
		if is, known := w.composite[key]; known {
			return is
		}
	}
	font, _ := w.d.dict(o)
	is := w.d.name(font["Subtype"]) == "Type0"
	if shared {
		w.composite[key] = is
	}
	return is
}

// trail is the path under way: the box of each of its pieces, and of what each of
// its parts encloses.
type trail struct {
	pieces, parts []Rect
	x, y          float64 // on the sheet
	from          [2]float64
	clips         bool
}

// draw does what an operator of paths says.
func (w *contentWalk) draw(op string, n []float64) {
	p := &w.path
	switch op {
	case "m":
		p.x, p.y = w.to.point(n[0], n[1])
		p.from = [2]float64{p.x, p.y}
		p.parts = append(p.parts, Rect{p.x, p.y, p.x, p.y})
	case "l":
		w.reach(n[0], n[1])
	case "c", "v", "y":
		for i := 0; i+1 < len(n); i += 2 {
			w.reach(n[i], n[i+1]) // a curve stays between its points
		}
	case "h":
		p.join(p.from[0], p.from[1])
	case "re":
		w.draw("m", n[:2])
		for _, corner := range [][2]float64{{n[2], 0}, {n[2], n[3]}, {0, n[3]}, {0, 0}} {
			w.reach(n[0]+corner[0], n[1]+corner[1])
		}
	case "W", "W*":
		p.clips = true
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		w.paint(op)
	}
	if len(p.pieces) > 50*mostPlaces {
		w.lost = true
	}
}

// reach leads the path to a point.
func (w *contentWalk) reach(x, y float64) { w.path.join(w.to.point(x, y)) }

func (p *trail) join(x, y float64) {
	if len(p.parts) == 0 {
		p.parts = append(p.parts, Rect{p.x, p.y, p.x, p.y})
	}
	p.pieces = append(p.pieces, Rect{min(p.x, x), min(p.y, y), max(p.x, x), max(p.y, y)})
	last := &p.parts[len(p.parts)-1]
	*last = last.with(Rect{x, y, x, y})
	p.x, p.y = x, y
}

// paint ends the path: it is filled, drawn along, or only clips what follows.
func (w *contentWalk) paint(op string) {
	p := &w.path
	if op[0] != 'n' && op != "S" && op != "s" && (w.all || !w.white) {
		for _, part := range p.parts {
			w.add(part.within(w.clip), true)
		}
	}
	if op[0] != 'n' && op[0] != 'f' && op[0] != 'F' {
		for _, piece := range p.pieces {
			w.add(Rect{piece.X0 - 0.5, piece.Y0 - 0.5, piece.X1 + 0.5, piece.Y1 + 0.5}.within(w.clip), false)
		}
	}
	if p.clips && len(p.parts) > 0 {
		all := p.parts[0]
		for _, part := range p.parts[1:] {
			all = all.with(part)
		}
		w.clip = w.clip.within(all)
	}
	w.path = trail{pieces: p.pieces[:0], parts: p.parts[:0]}
}

// object draws a picture or a form.
func (w *contentWalk) object() {
	objects, _ := w.d.dict(w.resources["XObject"])
	ref, ok := objects[string(w.name)].(types.IndirectRef)
	if !ok {
		return
	}
	o, _ := w.d.resolve(ref)
	stream, ok := o.(types.StreamDict)
	if !ok {
		return
	}
	switch w.d.name(stream.Dict["Subtype"]) {
	case "Image":
		w.add(w.to.box(Rect{0, 0, 1, 1}).within(w.clip), true)
	case "Form":
		w.form(int(ref.ObjectNumber), stream)
	}
}

// form goes through a form, which clips what it draws to its box.
func (w *contentWalk) form(number int, stream types.StreamDict) {
	for _, open := range w.open {
		if open == number {
			return // it draws itself, which nobody does
		}
	}
	data, err := decoded(stream)
	if err != nil || w.depth >= mostFormed {
		w.lost = true
		return
	}
	inside := w.pen
	if m, ok := w.d.numbers(stream.Dict["Matrix"], 6); ok {
		inside.to = matrix(m).then(inside.to)
	}
	if box, ok := w.d.rect(stream.Dict["BBox"]); ok {
		inside.clip = inside.clip.within(inside.to.box(box))
	}
	resources, _ := w.d.dict(stream.Dict["Resources"])
	if resources == nil {
		resources = w.resources
	}
	w.open = append(w.open, number)
	w.content(data, resources, inside, w.depth+1)
	w.open = w.open[:len(w.open)-1]
}
