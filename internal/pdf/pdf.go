// Package pdf opens, looks at, draws, joins and verifies PDF files and
// pictures: it is the only room that knows pdfcpu and PDFium. It climbs
// from engine to engine until a file can be read, carries pages over into a
// new document without what is active or hidden in them, and holds the result
// against its sources. It knows nothing of candidates, plans or texts, and
// since what it reads may be hostile, other rooms reach it through worker.
package pdf

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"sync"
)

// Options say where and within which limits the engines work.
type Options struct {
	// CacheDir is a folder in which PDFium's compiled form is kept; "" keeps
	// nothing, and each first use then costs some five seconds.
	CacheDir string
	// Limits bound what is read; zero fields take DefaultLimits.
	Limits Limits
	// Key is that of Facts.Mark, drawn by chance and known to nobody else; engines in
	// several processes may share one. All zero: one is drawn.
	Key [16]byte
	// Files is how files are reached; nil opens them by their paths.
	Files Files
}

// Limits bound what a file may ask of the engines.
type Limits struct {
	FileBytes   int64   // size of one file
	Pages       int     // pages of one file
	PagePoints  float64 // longer side of a page, in points (1/72 inch)
	ImagePixels int64   // width times height of a picture
	EngineBytes int64   // memory that PDFium may take
}

// DefaultLimits are far above what an application needs, and far below what
// harms the machine: 200 MB, 5,000 pages, 72,000 points (25 m: posters and
// plans), 120 megapixels (large telephone cameras have 108), 512 MB.
func DefaultLimits() Limits {
	return Limits{FileBytes: 200e6, Pages: 5000, PagePoints: 72000, ImagePixels: 120e6, EngineBytes: 512 << 20}
}

// filled puts the defaults where nothing is said.
func (l Limits) filled() Limits {
	d := DefaultLimits()
	return Limits{
		FileBytes:   cmp.Or(l.FileBytes, d.FileBytes),
		Pages:       cmp.Or(l.Pages, d.Pages),
		PagePoints:  cmp.Or(l.PagePoints, d.PagePoints),
		ImagePixels: cmp.Or(l.ImagePixels, d.ImagePixels),
		EngineBytes: cmp.Or(l.EngineBytes, d.EngineBytes),
	}
}

// Engines are both PDF engines with their limits; PDFium starts at its first
// use and is used by one call at a time. An Engines is safe for concurrent
// use. Every call ends with its context, but PDFium's own work cannot be
// interrupted: it goes on unseen until it is done. Only ending the process,
// as worker does, ends it.
type Engines struct {
	limits Limits
	cache  string
	files  Files

	mu     sync.Mutex
	pdfium *pdfiumEngine

	recall  *recall
	middles middles
	smaller smallers
	heif    heifEngine
}

// New returns engines that have not started yet; it costs nothing.
func New(o Options) *Engines {
	if o.Files == nil {
		o.Files = byPath{}
	}
	return &Engines{cache: o.CacheDir, limits: o.Limits.filled(), files: o.Files, recall: newRecall(o.Key)}
}

// Warm starts PDFium, so that the first picture does not wait for it, and has the
// decoder of HEIC compiled where that is not kept yet. A start cannot be
// interrupted; ctx is looked at before it.
func (e *Engines) Warm(ctx context.Context) error {
	started, err := e.engine(ctx)
	if err != nil {
		return err
	}
	if err := started.do(ctx, func(*instance) error { return nil }); err != nil {
		return err
	}
	if e.cache == "" || sealed(filepath.Join(e.cache, heifName())) {
		return nil // it starts when it is wanted
	}
	return errors.Join(e.startHEIC(ctx), e.heif.close())
}

// engine returns PDFium, started.
func (e *Engines) engine(ctx context.Context) (*pdfiumEngine, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if e.pdfium == nil {
		started, err := startPDFium(e.cache, e.limits.EngineBytes)
		if err != nil {
			return nil, &Error{Reason: Unavailable, Err: err}
		}
		e.pdfium = started
	}
	return e.pdfium, nil
}

// Close ends what was started. The engines may be used again.
func (e *Engines) Close() error {
	ended := e.heif.close()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pdfium == nil {
		return ended
	}
	started := e.pdfium
	e.pdfium = nil
	return errors.Join(ended, started.close())
}
