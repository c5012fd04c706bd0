package pdf

import (
	"context"
	"fmt"
	"image"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/image/draw"
)

// Pages are compared at this many pixels along their longer side: a line of
// ten-point text is then six or seven pixels high.
const comparePixels = 600

// compareDoubtful holds the doubtful pages of the result at path against
// their sources by picture, and returns those that look otherwise. progress,
// where it is set, hears the index of each source before its turn.
func (e *Engines) compareDoubtful(ctx context.Context, path string, made Outcome, sources []Source, progress func(int)) ([]int, error) {
	perSource := map[int][]int{}
	for i, c := range made.Pages {
		if c.Doubtful && c.Source >= 0 {
			perSource[c.Source] = append(perSource[c.Source], i)
		}
	}
	if len(perSource) == 0 {
		return nil, nil
	}
	var wrong []int
	for index := range made.Sources {
		if progress != nil && len(perSource[index]) > 0 {
			progress(index)
		}
		for pages := range slices.Chunk(perSource[index], compareAtOnce) {
			expected, err := e.expect(ctx, sources[index].File, made, pages)
			if err != nil {
				return nil, err
			}
			if expected == nil {
				break
			}
			differing, err := e.differing(ctx, path, made, pages, expected)
			if err != nil {
				return nil, err
			}
			wrong = append(wrong, differing...)
		}
	}
	return wrong, nil
}

// compareAtOnce is how many pages' pictures are held in memory, each of about
// a megabyte.
const compareAtOnce = 64

// expect pictures the source's pages as they should look in the result; nil
// where PDFium cannot open the source at all.
func (e *Engines) expect(ctx context.Context, f File, made Outcome, pages []int) (map[int]shot, error) {
	data, err := e.read(f.Path)
	if err != nil {
		return nil, err
	}
	l := &loaded{file: f, data: data, kind: Sniff(data)}
	out := map[int]shot{}
	if l.kind != PDF {
		return e.expectPictures(ctx, l, made, pages)
	}
	err = e.withPDFium(ctx, l, func(o opened) error {
		seen, err := o.pages()
		if err != nil {
			return err
		}
		for _, i := range pages {
			c := made.Pages[i]
			if c.Page >= len(seen) {
				continue
			}
			if out[i], err = o.expected(c, seen[c.Page]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && (ctx.Err() != nil || ReasonOf(err) == Unavailable) {
		return nil, blame(err, f.Path)
	}
	if err != nil {
		return nil, nil
	}
	return out, nil
}

// scaleOf is how many pixels a point of the region gets.
func scaleOf(region Rect) float64 {
	return comparePixels / max(1, region.X1-region.X0, region.Y1-region.Y0)
}

// Pages are drawn finer than they are compared: letters then stand where they
// should, not where a coarse grid puts them, and thin lines keep their weight.
const finer = 2

// expected draws a page of a source as large as it stands in the result.
func (o opened) expected(c Carried, page int) (shot, error) {
	w, h, err := o.size(page)
	if err != nil {
		return shot{}, err
	}
	if c.By == ByPicture {
		return o.pictured(c, page)
	}
	along := max(c.Region.X1-c.Region.X0, c.Region.Y1-c.Region.Y0)
	v := view{scale: finer * scaleOf(c.Region) * along / max(w, h), region: Rect{0, 0, w, h}, before: withoutNotes}
	if c.Looks == StoredLooks {
		if err := o.flatten(page); err != nil {
			return shot{}, err
		}
		v.before = nil
	}
	drawn, err := o.draw(page, v)
	if err != nil {
		return shot{}, err
	}
	return shotOf(drawn, c.Turn), nil
}

// pictured draws a page of a source as finely as a picture of it is taken, and then
// as large as it stands in the result: patterns and hairlines fall elsewhere when
// they are drawn in another size.
func (o opened) pictured(c Carried, page int) (shot, error) {
	drawn, err := o.page(page, pictureDPI, withoutNotes)
	if err != nil {
		return shot{}, err
	}
	scale := finer * scaleOf(c.Region)
	wide, high := (c.Region.X1-c.Region.X0)*scale, (c.Region.Y1-c.Region.Y0)*scale
	if c.Turn%180 != 0 {
		wide, high = high, wide
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(wide+0.5)), max(1, int(high+0.5))))
	draw.BiLinear.Scale(out, out.Bounds(), drawn, drawn.Bounds(), draw.Src, nil)
	return shotOf(out, c.Turn), nil
}

// flatten makes the stored looks of annotations and fields part of the page,
// in PDFium's memory only, without those that are left out on purpose.
func (o opened) flatten(page int) error {
	loaded, err := o.p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: o.doc, Index: page})
	if err != nil {
		return err
	}
	defer o.p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	if err := withoutNotes(o.p, loaded.Page); err != nil {
		return err
	}
	_, err = o.p.FPDFPage_Flatten(&requests.FPDFPage_Flatten{
		Page: requests.Page{ByReference: &loaded.Page}, Usage: requests.FPDFPage_FlattenUsageNormalDisplay,
	})
	return err
}

// withoutNotes takes the annotations away that are left out on purpose.
func withoutNotes(p pdfium.Pdfium, page references.FPDF_PAGE) error {
	return new(annotations).takeAway(p, page)
}

// takeAway takes the annotations off a page that are left out on purpose, in
// PDFium's memory only, and counts them.
func (a *annotations) takeAway(p pdfium.Pdfium, page references.FPDF_PAGE) error {
	at := requests.Page{ByReference: &page}
	count, err := p.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: at})
	if err != nil {
		return err
	}
	for i := count.Count - 1; i >= 0; i-- {
		note, err := p.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: at, Index: i})
		if err != nil {
			continue // a broken one is not drawn either
		}
		subtype, err := p.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: note.Annotation})
		_, closing := p.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: note.Annotation})
		if err != nil || closing != nil {
			continue
		}
		kind, known := subtypes[subtype.Subtype]
		if !known {
			continue
		}
		fates[kind](a)
		if _, err := p.FPDFPage_RemoveAnnot(&requests.FPDFPage_RemoveAnnot{Page: at, Index: i}); err != nil {
			return err
		}
	}
	return nil
}

// subtypes are PDFium's words for the keys of fates.
var subtypes = map[enums.FPDF_ANNOTATION_SUBTYPE]string{
	enums.FPDF_ANNOT_SUBTYPE_POPUP: "Popup", enums.FPDF_ANNOT_SUBTYPE_TEXT: "Text", enums.FPDF_ANNOT_SUBTYPE_CARET: "Caret",
	enums.FPDF_ANNOT_SUBTYPE_FILEATTACHMENT: "FileAttachment", enums.FPDF_ANNOT_SUBTYPE_SOUND: "Sound", enums.FPDF_ANNOT_SUBTYPE_MOVIE: "Movie",
	enums.FPDF_ANNOT_SUBTYPE_SCREEN: "Screen", enums.FPDF_ANNOT_SUBTYPE_THREED: "3D", enums.FPDF_ANNOT_SUBTYPE_RICHMEDIA: "RichMedia",
	enums.FPDF_ANNOT_SUBTYPE_TRAPNET: "TrapNet", enums.FPDF_ANNOT_SUBTYPE_PRINTERMARK: "PrinterMark",
}

// differing draws pages of the result and returns those that differ from what
// is expected.
func (e *Engines) differing(ctx context.Context, path string, made Outcome, pages []int, expected map[int]shot) ([]int, error) {
	engine, err := e.engine(ctx)
	if err != nil {
		return nil, err
	}
	data, file, err := e.whole(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var wrong []int
	err = engine.withDocument(ctx, data, data.Size(), "", func(o opened) error {
		for _, i := range pages {
			want, ok := expected[i]
			if !ok {
				continue
			}
			got, err := o.carriedOver(i, made.Pages[i])
			if err != nil {
				return fmt.Errorf("page %d of the result: %w", i+1, err)
			}
			if !want.alike(got) {
				wrong = append(wrong, i)
			}
		}
		return nil
	})
	return wrong, err
}

// carriedOver draws the part of a page of the result that came from a source.
func (o opened) carriedOver(page int, c Carried) (shot, error) {
	_, h, err := o.size(page)
	if err != nil {
		return shot{}, err
	}
	region := Rect{c.Region.X0, h - c.Region.Y1, c.Region.X1, h - c.Region.Y0}
	v := view{scale: finer * scaleOf(c.Region), region: region}
	if c.Overlaid {
		v.before = withoutOverlay
	}
	drawn, err := o.draw(page, v)
	if err != nil {
		return shot{}, err
	}
	return shotOf(drawn, 0), nil
}

// withoutOverlay takes our own marks, the last object, off the page.
func withoutOverlay(p pdfium.Pdfium, page references.FPDF_PAGE) error {
	at := requests.Page{ByReference: &page}
	count, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil || count.Count == 0 {
		return err
	}
	last, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: count.Count - 1})
	if err != nil {
		return err
	}
	_, err = p.FPDFPage_RemoveObject(&requests.FPDFPage_RemoveObject{Page: at, PageObject: last.PageObject})
	return err
}

// page pictures a whole page at a resolution, lowered where the picture would
// be too large.
func (o opened) page(page int, dpi float64, before func(pdfium.Pdfium, references.FPDF_PAGE) error) (*image.RGBA, error) {
	w, h, err := o.size(page)
	if err != nil {
		return nil, err
	}
	scale := dpi / 72
	if pixels := w * h * scale * scale; pixels > maxPicture {
		scale *= math.Sqrt(maxPicture / pixels)
	}
	return o.draw(page, view{scale: scale, region: Rect{0, 0, w, h}, before: before})
}

// maxPicture is the most pixels that a picture of a page may have.
const maxPicture = 40e6
