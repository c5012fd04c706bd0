package pdf

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// page is one leaf of a page tree with what it inherits resolved.
type page struct {
	dict      types.Dict
	number    int // object number, 0 for a direct page
	resources types.Object
	box       Rect    // what is shown, in the page's own space
	rotate    int     // 0, 90, 180 or 270 clockwise
	unit      float64 // points in one unit of the page's own space
}

// inherited are the attributes that a page tree passes down (ISO 32000-1,
// 7.7.3.4).
type inherited struct {
	resources, media, crop, rotate types.Object
}

// collectPages walks the page tree: cycles end a branch and raise a doubt, a
// node without children is a page whatever its type says.
func (d *document) collectPages(limit int) error {
	w := pageWalk{d: d, limit: limit, open: map[int]bool{}}
	if err := w.walk(d.root["Pages"], inherited{}, 0); err != nil {
		return err
	}
	if top, _ := d.dict(d.root["Pages"]); top != nil {
		if n, ok := d.number(top["Count"]); !ok || int(n) != len(d.pages) {
			d.raise("the page tree counts otherwise")
		}
	}
	return nil
}

// raise notes the first reason to doubt the parse.
func (d *document) raise(doubt string) {
	if d.doubt == "" {
		d.doubt = doubt
	}
}

type pageWalk struct {
	d     *document
	limit int
	open  map[int]bool // nodes above the current one
}

func (w *pageWalk) walk(o types.Object, in inherited, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	number := 0
	if ref, ok := o.(types.IndirectRef); ok {
		number = int(ref.ObjectNumber)
		if w.open[number] {
			w.d.raise("the page tree leads back to itself")
			return nil
		}
		w.open[number] = true
		defer delete(w.open, number)
	}
	resolved, err := w.d.resolve(o)
	if err != nil {
		return err
	}
	node, ok := resolved.(types.Dict)
	if !ok || node == nil {
		w.d.raise("a page is missing")
		return nil
	}
	in = in.with(node)
	kids, err := w.d.array(node["Kids"])
	if err != nil {
		return err
	}
	if kids == nil {
		return w.add(node, number, in)
	}
	for _, kid := range kids {
		if err := w.walk(kid, in, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// with returns the attributes as the children of node see them.
func (in inherited) with(node types.Dict) inherited {
	for key, to := range map[string]*types.Object{
		"Resources": &in.resources, "MediaBox": &in.media, "CropBox": &in.crop, "Rotate": &in.rotate,
	} {
		if v, ok := node[key]; ok && v != nil {
			*to = v
		}
	}
	return in
}

func (w *pageWalk) add(node types.Dict, number int, in inherited) error {
	switch t := w.d.name(node["Type"]); t {
	case "Page":
	case "Pages":
		w.d.raise("an empty node in the page tree")
		return nil
	default:
		w.d.raise("a page without its type")
		if node["Contents"] == nil && node["MediaBox"] == nil && node["Parent"] == nil {
			return nil // another thing altogether, of which readers would make a blank page
		}
	}
	if len(w.d.pages) >= w.limit {
		return &Error{Reason: TooManyPages, Limit: int64(w.limit)}
	}
	p := &page{dict: node, number: number, resources: in.resources, unit: 1}
	p.box = w.d.shownBox(in)
	if turn, ok := w.d.number(in.rotate); ok {
		p.rotate = quarter(int(turn))
	}
	if unit, ok := w.d.number(node["UserUnit"]); ok && unit > 0 {
		p.unit = unit
	}
	w.d.pages = append(w.d.pages, p)
	return nil
}

// defaultBox is what engines assume for a page without a usable box: Letter.
var defaultBox = Rect{0, 0, 612, 792}

// shownBox is the crop box cut to the media box (ISO 32000-1, 14.11.2).
func (d *document) shownBox(in inherited) Rect {
	media, ok := d.rect(in.media)
	if !ok {
		if in.media != nil {
			d.raise("a page without a usable size")
		}
		media = defaultBox
	}
	crop, ok := d.rect(in.crop)
	if !ok {
		return media
	}
	cut := Rect{math.Max(crop.X0, media.X0), math.Max(crop.Y0, media.Y0), math.Min(crop.X1, media.X1), math.Min(crop.Y1, media.Y1)}
	if cut.X1 <= cut.X0 || cut.Y1 <= cut.Y0 {
		return media
	}
	return cut
}

// rect resolves o to a rectangle with an area, its corners put in order.
func (d *document) rect(o types.Object) (Rect, bool) {
	n, ok := d.numbers(o, 4)
	if !ok {
		return Rect{}, false
	}
	r := Rect{math.Min(n[0], n[2]), math.Min(n[1], n[3]), math.Max(n[0], n[2]), math.Max(n[1], n[3])}
	return r, r.X1 > r.X0 && r.Y1 > r.Y0
}

// quarter brings a turn to 0, 90, 180 or 270; what is no quarter counts as 0.
func quarter(turn int) int {
	if turn%90 != 0 {
		return 0
	}
	return (turn%360 + 360) % 360
}

// shown is the page's size as a reader shows it.
func (p *page) shown() Page {
	w, h := (p.box.X1-p.box.X0)*p.unit, (p.box.Y1-p.box.Y0)*p.unit
	if p.rotate%180 != 0 {
		w, h = h, w
	}
	return Page{Width: w, Height: h, Rotation: p.rotate}
}

// check holds a page's size against the limits.
func (p Page) check(l Limits) error {
	if longer := math.Max(p.Width, p.Height); !(longer <= l.PagePoints && math.Min(p.Width, p.Height) > 0) {
		return fmt.Errorf("page of %.0f x %.0f points", p.Width, p.Height)
	}
	return nil
}

// content returns the page's content streams in order. Whatever among them is
// no stream is skipped, as readers do, and raises a doubt.
func (d *document) content(p *page) ([]types.StreamDict, error) {
	o, err := d.resolve(p.dict["Contents"])
	if err != nil {
		return nil, err
	}
	parts, ok := o.(types.Array)
	if !ok {
		parts = types.Array{p.dict["Contents"]}
	}
	var out []types.StreamDict
	for _, part := range parts {
		o, err := d.resolve(part)
		if err != nil {
			return nil, err
		}
		s, ok := o.(types.StreamDict)
		if ok {
			out = append(out, s)
		} else if o != nil || part != nil {
			d.raise("page content that is no stream")
		}
	}
	return out, nil
}
