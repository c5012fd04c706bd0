package pdf

import (
	"context"
	"errors"

	"github.com/klippa-app/go-pdfium/requests"
)

// Held counts the documents that stay open, and the pages drawn of the last of
// them since it was opened.
func (e *Engines) Held() (documents, drawn int) {
	if e.pdfium == nil || e.pdfium.instance == nil {
		return 0, 0
	}
	held := e.pdfium.instance.held
	if len(held) == 0 {
		return 0, 0
	}
	return len(held), held[len(held)-1].drawn
}

// FailInside has PDFium's next call end with these words.
func (e *Engines) FailInside(ctx context.Context, words string) error {
	engine, err := e.engine(ctx)
	if err != nil {
		return err
	}
	return engine.do(ctx, func(*instance) error { return errors.New(words) })
}

// OpenInside has PDFium itself open a file by its path.
func (e *Engines) OpenInside(ctx context.Context, path string) error {
	engine, err := e.engine(ctx)
	if err != nil {
		return err
	}
	return engine.do(ctx, func(i *instance) error {
		_, err := i.FPDF_LoadDocument(&requests.FPDF_LoadDocument{Path: &path})
		return err
	})
}
