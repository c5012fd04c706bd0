package pdf

import (
	"bytes"
	"context"
	"errors"

	"github.com/klippa-app/go-pdfium/requests"
)

// withSource opens a file from outside for the length of f, alone in PDFium's
// memory, as openSource does.
func (e *pdfiumEngine) withSource(ctx context.Context, data []byte, password string, f func(opened) error) error {
	return e.do(ctx, func(i *instance) error {
		if err := i.release(); err != nil {
			return err
		}
		o, err := openSource(i, data, password)
		if err != nil {
			return err
		}
		return errors.Join(f(o), o.close())
	})
}

// openSource opens a file from outside. One that PDFium calls locked may open with
// what the password stands for, and one in which it finds no page may have some
// that nothing leads to.
func openSource(i *instance, data []byte, password string) (opened, error) {
	o, err := openDocument(i, bytes.NewReader(data), int64(len(data)), password)
	if errors.Is(err, errLocked) {
		open, with, ok := unlocked(data, password)
		if !ok {
			return o, err
		}
		data, password = open, with
		o, err = openDocument(i, bytes.NewReader(data), int64(len(data)), password)
	}
	if err != nil && !errors.Is(err, errNotReadable) {
		return o, err
	}
	var has sight
	if err == nil {
		if has = o.sight(); !has.suspect() {
			return o, nil
		}
	}
	mended, ok := openRebuilt(i, data, password, has)
	if !ok {
		return o, err
	}
	if err == nil {
		if closing := o.close(); closing != nil {
			return mended, errors.Join(closing, mended.close())
		}
	}
	return mended, nil
}

// openRebuilt opens the file as rebuilt, if that shows more pages than there were,
// and something on them: of a file that was cut off an empty page may be all that is
// left, and must not pass for the document.
func openRebuilt(i *instance, data []byte, password string, has sight) (opened, bool) {
	again := rebuilt(data, has)
	if again == nil {
		return opened{}, false
	}
	mended, err := openDocument(i, bytes.NewReader(again), int64(len(again)), password)
	if err != nil {
		return opened{}, false
	}
	pages, err := mended.pages()
	if err != nil || len(pages) < has.pages || len(pages) == has.pages && !has.blank || !mended.shows(pages) {
		_ = mended.close() // it is of no use
		return opened{}, false
	}
	return mended, true
}

// sight is what PDFium sees of a file.
type sight struct {
	promised int  // as many pages as the file says
	pages    int  // those that can be opened
	blank    bool // there is one alone, of the size that is taken where none is said, with nothing on it
}

// suspect reports whether there may be more pages than are seen: some are missing,
// or PDFium made one of an object that stands in the place of the pages.
func (s sight) suspect() bool { return s.pages == 0 || s.pages < s.promised || s.blank }

// sight looks at the last page, and at the others where that is missing: where one
// cannot be opened, those behind it move up.
func (o opened) sight() sight {
	count, err := o.count()
	if err != nil || count == 0 {
		return sight{}
	}
	if _, _, err := o.size(count - 1); err == nil {
		return sight{promised: count, pages: count, blank: o.isBlank()}
	}
	pages, err := o.pages()
	if err != nil {
		return sight{}
	}
	return sight{promised: count, pages: len(pages)}
}

// isBlank is sight.blank.
func (o opened) isBlank() bool {
	if count, err := o.count(); err != nil || count != 1 {
		return false
	}
	if w, h, err := o.size(0); err != nil || w != defaultBox.X1 || h != defaultBox.Y1 {
		return false
	}
	drawn, _, err := o.onPage(0)
	return err != nil || drawn == 0
}

// shows reports whether there is something on one of the pages.
func (o opened) shows(pages []int) bool {
	for _, page := range pages {
		if drawn, notes, err := o.onPage(page); err == nil && drawn+notes > 0 {
			return true
		}
	}
	return false
}

// onPage counts what a page draws itself, and the annotations on it.
func (o opened) onPage(index int) (drawn, notes int, err error) {
	loaded, err := o.p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: o.doc, Index: index})
	if err != nil {
		return 0, 0, err
	}
	defer o.p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	page := requests.Page{ByReference: &loaded.Page}
	objects, err := o.p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return 0, 0, err
	}
	annotations, err := o.p.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
	if err != nil {
		return objects.Count, 0, err
	}
	return objects.Count, annotations.Count, nil
}
