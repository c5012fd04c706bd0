package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// loaded is a file that was read and that some rung of the ladder can use.
type loaded struct {
	file File
	data []byte // the whole file, with another lock where sum is set; never changed
	sum  string // the file's SHA-256, hex; empty: that of data
	kind Kind

	album *album    // of pictures
	doc   *document // PDF, as parsed; nil where only pictures of it can be had
	by    Engine
	sizes []Page // of the pages, in order

	encrypted bool // PDFium or pdfcpu found encryption and it opened
	damaged   bool // something was repaired or could not be read
}

// load reads a file and climbs the ladder until a rung holds, at least to the
// rung given. Errors are *Error, but for those of the system and of ctx.
func (e *Engines) load(ctx context.Context, f File, atLeast Engine) (*loaded, error) {
	data, err := e.read(f.Path)
	if err != nil {
		return nil, err
	}
	return e.loadFrom(ctx, f, data, atLeast)
}

// loadFrom is load of a file with these bytes.
func (e *Engines) loadFrom(ctx context.Context, f File, data []byte, atLeast Engine) (*loaded, error) {
	l := &loaded{file: f, data: data, kind: Sniff(data)}
	var err error
	switch l.kind {
	case PDF:
		err = e.climb(ctx, l, atLeast)
	case "":
		err = &Error{Reason: NotSupported}
	default:
		err = e.loadAlbum(ctx, l)
	}
	if err == nil {
		err = e.checkPages(l)
	}
	if err != nil {
		return nil, blame(err, f.Path)
	}
	return l, nil
}

// read returns a file's bytes, having held its size against the limit.
func (e *Engines) read(path string) ([]byte, error) { return e.readInto(nil, path) }

// readInto is read into that room if there is enough of it.
func (e *Engines) readInto(room []byte, path string) ([]byte, error) {
	file, info, err := e.open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if int64(cap(room)) < info.Size() {
		room = make([]byte, info.Size())
	}
	data := room[:info.Size()]
	if _, err := io.ReadFull(io.NewSectionReader(file, 0, info.Size()), data); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

// checkFile holds a file's size against the limit.
func (l Limits) checkFile(path string, info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return &Error{Reason: NotSupported, Path: path, Err: fmt.Errorf("mode %v", info.Mode())}
	case info.Size() == 0:
		return &Error{Reason: Empty, Path: path}
	case info.Size() > l.FileBytes:
		return &Error{Reason: TooLarge, Path: path, Size: info.Size(), Limit: l.FileBytes}
	}
	return nil
}

// loadAlbum reads what a picture file says of its pages.
func (e *Engines) loadAlbum(ctx context.Context, l *loaded) error {
	a, err := e.album(ctx, l.kind, l.data)
	if err != nil {
		return err
	}
	l.album, l.by = a, ByImage
	for _, p := range a.pages {
		w, h := p.size(Sheet{}, 0)
		wide, high := p.shown()
		l.sizes = append(l.sizes, Page{Width: w, Height: h, PixelsWide: wide, PixelsHigh: high})
	}
	return nil
}

// climb tries rung after rung: pdfcpu, PDFium's import, PDFium's pictures.
func (e *Engines) climb(ctx context.Context, l *loaded, atLeast Engine) error {
	doc, err := e.parsed(ctx, l)
	if stop(ctx, err) {
		return err
	}
	if wrong := misled(l.data); err == nil && wrong != "" {
		doc.raise(wrong)
	}
	parsed := err == nil && len(doc.pages) > 0
	if parsed {
		l.encrypted = doc.ctx.E != nil
		ok, err := e.agrees(ctx, l, doc)
		if err != nil {
			return err
		}
		if ok && (atLeast == "" || atLeast == ByPdfcpu) {
			l.use(doc, ByPdfcpu)
			return nil
		}
	}
	if atLeast != ByPicture {
		clean, failed := e.importAll(ctx, l)
		if failed == nil {
			l.use(clean, ByPDFium)
			return nil
		}
		if stop(ctx, failed) {
			return failed
		}
		err = errors.Join(err, failed)
	}
	failed := e.measure(ctx, l)
	if failed == nil {
		return nil
	}
	if parsed && atLeast == "" && !stop(ctx, failed) && !errors.Is(failed, errLocked) {
		l.use(doc, ByPdfcpu) // no other engine can say otherwise
		return nil
	}
	return errors.Join(failed, err)
}

// parsed parses the file, with what the password stands for where pdfcpu does not
// take it as it was given.
func (e *Engines) parsed(ctx context.Context, l *loaded) (*document, error) {
	doc, err := parse(ctx, inMemory(l.data), l.file.Password, e.limits)
	if !errors.Is(err, errLocked) {
		return doc, err
	}
	open, with, ok := unlocked(l.data, l.file.Password)
	if !ok {
		return nil, err
	}
	doc, again := parse(ctx, inMemory(open), with, e.limits)
	if again != nil {
		return nil, err
	}
	l.sum = fingerprint(l.data)
	l.data, l.file.Password = open, with
	return doc, nil
}

// stop reports whether no further rung can help.
func stop(ctx context.Context, err error) bool {
	return ctx.Err() != nil || ReasonOf(err) == TooManyPages || ReasonOf(err) == Unavailable
}

// use settles on a parsed document.
func (l *loaded) use(doc *document, by Engine) {
	l.doc, l.by = doc, by
	l.damaged = l.damaged || doc.doubt != "" || by != ByPdfcpu
	l.sizes = nil
	for _, p := range doc.pages {
		l.sizes = append(l.sizes, p.shown())
	}
}

// agrees asks PDFium about a document that pdfcpu may have taken wrongly:
// whether it is encrypted after all, and how many pages it has. Where PDFium
// cannot open it, pdfcpu's word stands.
func (e *Engines) agrees(ctx context.Context, l *loaded, doc *document) (bool, error) {
	suspect := doc.ctx.E == nil && mentionsEncryption(l.data)
	if doc.doubt == "" && !suspect {
		return true, nil
	}
	agreed := true
	err := e.withPDFium(ctx, l, func(o opened) error {
		seen, err := o.pages()
		if err != nil {
			return err
		}
		l.encrypted = l.encrypted || o.encrypted()
		agreed = !(suspect && o.encrypted()) && len(seen) == len(doc.pages)
		return nil
	})
	if errors.Is(err, errLocked) && suspect {
		return false, err
	}
	if stop(ctx, err) {
		return false, err
	}
	return agreed, nil
}

// withPDFium opens the file with PDFium for the length of f.
func (e *Engines) withPDFium(ctx context.Context, l *loaded, f func(opened) error) error {
	engine, err := e.engine(ctx)
	if err != nil {
		return err
	}
	return engine.withSource(ctx, l.data, l.file.Password, f)
}

// importAll has PDFium write all pages into a clean document and parses that.
func (e *Engines) importAll(ctx context.Context, l *loaded) (*document, error) {
	var clean bytes.Buffer
	var seen []int
	err := e.withPDFium(ctx, l, func(o opened) error {
		var err error
		if seen, err = e.usable(o); err != nil {
			return err
		}
		l.encrypted = l.encrypted || o.encrypted()
		return o.imported(seen, &clean)
	})
	if err != nil {
		return nil, err
	}
	doc, err := parse(ctx, inMemory(clean.Bytes()), "", e.limits)
	if err != nil {
		return nil, err
	}
	if len(doc.pages) != len(seen) {
		return nil, fmt.Errorf("%w: PDFium wrote %d of %d pages", errNotReadable, len(doc.pages), len(seen))
	}
	doc.raise("written anew by PDFium")
	return doc, nil
}

// usable are the pages that PDFium can open, at least one and no more than the
// limit.
func (e *Engines) usable(o opened) ([]int, error) {
	seen, err := o.pages()
	switch {
	case err != nil:
		return nil, err
	case len(seen) == 0:
		return nil, &Error{Reason: NoPages}
	case len(seen) > e.limits.Pages:
		return nil, &Error{Reason: TooManyPages, Limit: int64(e.limits.Pages)}
	}
	return seen, nil
}

// measure settles on pictures of the pages.
func (e *Engines) measure(ctx context.Context, l *loaded) error {
	return e.withPDFium(ctx, l, func(o opened) error {
		seen, err := e.usable(o)
		if err != nil {
			return err
		}
		l.doc, l.by, l.damaged, l.sizes = nil, ByPicture, true, nil
		l.encrypted = l.encrypted || o.encrypted()
		for _, i := range seen {
			w, h, err := o.size(i)
			if err != nil {
				return err
			}
			l.sizes = append(l.sizes, Page{Width: w, Height: h})
		}
		return nil
	})
}

// checkPages holds the pages against the limits.
func (e *Engines) checkPages(l *loaded) error {
	if len(l.sizes) == 0 {
		return &Error{Reason: NoPages}
	}
	for i, p := range l.sizes {
		if err := p.check(e.limits); err != nil {
			return &Error{Reason: PageTooLarge, Page: i + 1, Err: err}
		}
	}
	return nil
}

// blame turns what went wrong with a file into an *Error that names it. The
// system's errors and those of a context that ended stay as they are.
func blame(err error, path string) error {
	if e, ok := errors.AsType[*Error](err); ok {
		named := *e
		named.Path = path
		if named.Err == nil && err != error(e) {
			named.Err = err
		}
		return &named
	}
	reason := Damaged
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		reason = TimeLimit
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, errLocked):
		reason = Locked
	case errors.Is(err, errTooManyPixels):
		reason = PictureTooLarge
	case errors.Is(err, errUnusual):
		reason = Unusual
	case errors.Is(err, errTrap):
		reason = Crashed
	}
	return &Error{Reason: reason, Path: path, Err: err}
}
