package pdf

import (
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// things are what is drawn on a page, as far as it says whether the page was
// scanned: where pictures lie and how fine they are, and what is drawn on top.
type things struct {
	cells [cellsWide * cellsHigh]float64 // the finest picture over each, in dots per inch; 0 for none
	texts int                            // pieces of text that can be seen: not invisible, not under a picture
	lines int                            // drawn shapes, likewise
}

// The page is looked at in so many places.
const cellsWide, cellsHigh = 32, 32

// What a page may have beside its pictures and still be a scan: an app's own
// stamp, the frame around it. And how much of it pictures must cover.
const (
	scanTexts  = 3
	scanLines  = 40
	scanCovers = 0.5
)

// scan reports whether pictures cover the page and little else is on them.
func (t things) scan() bool {
	return float64(len(t.sorted())) >= scanCovers*float64(len(t.cells)) && t.texts <= scanTexts && t.lines <= scanLines
}

// sorted are the resolutions of the places that pictures cover, the coarsest first.
func (t things) sorted() []float64 {
	var covered []float64
	for _, dpi := range t.cells {
		if dpi > 0 {
			covered = append(covered, dpi)
		}
	}
	slices.Sort(covered)
	return covered
}

// What is looked at at most: a plan may have a million lines, and go-pdfium keeps a
// handle for each that was touched.
const (
	mostThings = 1500 // on a page
	mostNested = 6    // forms within forms
)

// thingsOn takes down what is drawn on a page.
func thingsOn(p pdfium.Pdfium, page references.FPDF_PAGE) (things, error) {
	at := requests.Page{ByReference: &page}
	box, err := p.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: at})
	if err != nil {
		return things{}, err
	}
	w := thingsWalk{p: p, left: mostThings, box: Rect{float64(box.Rect.Left), float64(box.Rect.Bottom), float64(box.Rect.Right), float64(box.Rect.Top)}}
	count, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return things{}, err
	}
	for i := 0; i < count.Count && w.left > 0; i++ {
		o, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			continue // what PDFium cannot hand out it does not draw either
		}
		w.thing(o.PageObject, identity, 0)
	}
	return w.things, nil
}

// thingsWalk goes through the things on a page, in the order in which they are
// drawn.
type thingsWalk struct {
	things
	p    pdfium.Pdfium
	box  Rect // of the page, in its own space
	left int
}

// matrixOf is a transformation as PDFium tells it.
func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

// thing takes one thing down; to leads from its space to the page's.
func (w *thingsWalk) thing(o references.FPDF_PAGEOBJECT, to matrix, depth int) {
	w.left--
	kind, err := w.p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		mode, err := w.p.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
		if err == nil && mode.TextRenderMode != enums.FPDF_TEXTRENDERMODE_INVISIBLE && mode.TextRenderMode != enums.FPDF_TEXTRENDERMODE_CLIP {
			w.texts++
		}
	case enums.FPDF_PAGEOBJ_PATH, enums.FPDF_PAGEOBJ_SHADING:
		w.lines++
	case enums.FPDF_PAGEOBJ_IMAGE:
		w.image(o, to)
	case enums.FPDF_PAGEOBJ_FORM:
		w.form(o, to, depth)
	}
}

func (w *thingsWalk) form(o references.FPDF_PAGEOBJECT, to matrix, depth int) {
	m, err := w.p.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil || depth >= mostNested {
		return
	}
	count, err := w.p.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return
	}
	inner := matrixOf(m.Matrix).then(to)
	for i := 0; i < count.Count && w.left > 0; i++ {
		part, err := w.p.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err == nil {
			w.thing(part.PageObject, inner, depth+1)
		}
	}
}

// image takes a picture down: it is drawn into the unit square of its own space.
func (w *thingsWalk) image(o references.FPDF_PAGEOBJECT, to matrix) {
	m, err := w.p.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return
	}
	size, err := w.p.FPDFImageObj_GetImagePixelSize(&requests.FPDFImageObj_GetImagePixelSize{ImageObject: o})
	if err != nil {
		return
	}
	at := matrixOf(m.Matrix).then(to)
	across, up := math.Hypot(at[0], at[1])/72, math.Hypot(at[2], at[3])/72 // inches
	dpi := min(float64(size.Width)/across, float64(size.Height)/up)
	if !(dpi > 0) || math.IsInf(dpi, 0) {
		return
	}
	covered := 0
	for i := range w.cells {
		if w.covers(at, i) {
			covered++
			w.cells[i] = max(w.cells[i], dpi)
		}
	}
	if float64(covered) >= scanCovers*float64(len(w.cells)) {
		w.texts, w.lines = 0, 0 // they lie under it
	}
}

// covers reports whether the middle of a cell lies in the unit square that at leads
// to the page.
func (w *thingsWalk) covers(at matrix, cell int) bool {
	x := w.box.X0 + (float64(cell%cellsWide)+0.5)/cellsWide*(w.box.X1-w.box.X0)
	y := w.box.Y0 + (float64(cell/cellsWide)+0.5)/cellsHigh*(w.box.Y1-w.box.Y0)
	u, v := at.inverse().point(x, y)
	return u >= 0 && u <= 1 && v >= 0 && v <= 1
}
