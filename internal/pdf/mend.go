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
	shown := err == nil && o.hasPage()
	if shown && !o.isBlank() || err != nil && !errors.Is(err, errNotReadable) {
		return o, err
	}
	again := rebuilt(data, shown)
	if again == nil {
		return o, err
	}
	mended, failed := openDocument(i, bytes.NewReader(again), int64(len(again)), password)
	if failed != nil {
		return o, err
	}
	if err == nil {
		if closing := o.close(); closing != nil {
			return mended, errors.Join(closing, mended.close())
		}
	}
	mended.mended = true
	return mended, nil
}

// isBlank reports whether there is one page alone, with nothing on it: PDFium makes
// such a page, of the size that it takes where none is said, of any object that
// stands in the place of the pages.
func (o opened) isBlank() bool {
	if count, err := o.count(); err != nil || count != 1 {
		return false
	}
	if w, h, err := o.size(0); err != nil || w != defaultBox.X1 || h != defaultBox.Y1 {
		return false
	}
	loaded, err := o.p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: o.doc, Index: 0})
	if err != nil {
		return true
	}
	defer o.p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	drawn, err := o.p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: requests.Page{ByReference: &loaded.Page}})
	return err == nil && drawn.Count == 0
}

// hasPage reports whether there is a page that can be opened.
func (o opened) hasPage() bool {
	count, err := o.count()
	if err != nil {
		return false
	}
	for at := range count {
		if _, _, err := o.size(at); err == nil {
			return true
		}
	}
	return false
}
