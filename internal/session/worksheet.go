package session

import (
	"cmp"
	"context"
	"image"
	"io"
	"slices"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/report"
	"example.org/dossier/internal/typeset"
)

// worksheetBox is how large a worksheet shows a page, in pixels: 200 dpi of what
// half a sheet holds.
var worksheetBox = image.Pt(1050, 1280)

// worksheetPrefix begins the name of each worksheet.
const worksheetPrefix = "worksheet"

// WorksheetOptions say which worksheet to write.
type WorksheetOptions struct {
	Document  string        // id of the original
	Into      i18n.Lang     // the language that is translated into
	Output    string        // ends in .pdf; empty: a free name in the dossier's bundles/
	Overwrite bool          // replace what stands at Output
	Paper     typeset.Paper // empty: A4
	// Tell hears how many of the pages are drawn; may be nil.
	Tell func(done, of int64)
}

// Worksheet writes a PDF on which a document is translated by hand: each of its
// chosen pages beside empty lines, and a statement to sign. It returns the path;
// the errors name the document.
func (s *Session) Worksheet(ctx context.Context, o WorksheetOptions) (path string, err error) {
	ctx, done := s.begin(ctx)
	defer done()
	e, err := s.kept(o.Document)
	if err != nil {
		return "", err
	}
	out := ReportOptions{Output: o.Output, Overwrite: o.Overwrite}
	if out.Output, err = s.reportPath(out, worksheetName(e.Name)); err != nil {
		return "", err
	}
	if e.PageCount == 0 { // taken in by another program, and not counted yet
		known, err := s.Examine(ctx, e.ID)
		if err != nil {
			return "", err
		}
		e.PageCount = known.Pages
	}
	loc, err := i18n.New(o.Into)
	if err != nil {
		return "", err
	}
	sheet := report.Worksheet{
		Candidate: s.current().Candidate.Name.Full(), Document: e.Name, Lang: e.Lang,
		Pages: chosenPages(e), Of: e.PageCount, Paper: cmp.Or(o.Paper, typeset.A4), Date: civil.Of(s.house.Now()),
		Picture: func(page int) (image.Image, error) { return s.Picture(ctx, e.ID, page, worksheetBox) },
	}
	return out.Output, s.writeReport(ctx, out, func(w io.Writer) error {
		return report.WriteWorksheet(w, told(sheet, o.Tell), loc)
	})
}

// worksheetName is what the worksheet of a document is called that was not told how.
func worksheetName(original string) string {
	return bundle.FileName(bundle.Named{Family: worksheetPrefix, Given: bundle.BaseName(original)}, nil, 0)
}

// chosenPages are the pages of a document that count, in their order; all of
// them where none does.
func chosenPages(e dossier.Document) []int {
	chosen := slices.DeleteFunc(slices.Clone(e.Pages), func(page int) bool { return page < 1 || page > e.PageCount })
	if len(chosen) > 0 {
		return chosen
	}
	pages := make([]int, e.PageCount)
	for i := range pages {
		pages[i] = i + 1
	}
	return pages
}

// told is the worksheet that says how far it is.
func told(w report.Worksheet, tell func(done, of int64)) report.Worksheet {
	if tell == nil {
		return w
	}
	draw, drawn := w.Picture, int64(0)
	w.Picture = func(page int) (image.Image, error) {
		tell(drawn, int64(len(w.Pages)))
		drawn++
		return draw(page)
	}
	return w
}
