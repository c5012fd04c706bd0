package pdf

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
)

// Documents whose pages are looked at stay open in PDFium from one picture to the
// next: to read and open a file of 500 pages for each of them would take the square
// of the time. They are closed when anything else is asked of PDFium, and go with an
// instance that broke down.

// The most that is held at a time; the document used last always is.
const (
	mostHeld      = 3
	mostHeldBytes = 64 << 20
	// mostRead is how much of a document PDFium may have read: it keeps each page's
	// pictures as they are in the file until the document is closed.
	mostRead = 16 << 20
)

// An instance is one PDFium with the documents that it holds. Both are left to
// themselves together where a call cannot be ended.
type instance struct {
	pdfium.Pdfium
	held []*held // the one used last comes last
}

// heldName says which document it is; a file that was written anew is another.
type heldName struct {
	path, password string
	size           int64
	modified       time.Time
}

// A held is a document that stays open.
type held struct {
	opened
	name   heldName
	bytes  int64
	pages  []int // those found to be usable so far, by their number in the file
	looked int   // how many were looked at for that
	drawn  int   // pages
}

// tired reports whether PDFium may have read too much of the document by now, had
// all its pages the same share of it.
func (h *held) tired() bool {
	count, err := h.count()
	return err == nil && int64(h.drawn)*h.bytes/int64(max(1, count)) > mostRead
}

// hold returns the document with this name, opened by its bytes where it is not
// held yet.
func (i *instance) hold(name heldName, read func() ([]byte, error)) (*held, error) {
	if at := slices.IndexFunc(i.held, func(h *held) bool { return h.name == name }); at >= 0 {
		h := i.held[at]
		i.held = append(slices.Delete(i.held, at, at+1), h)
		if !h.tired() {
			return h, nil
		}
		if err := i.drop(len(i.held) - 1); err != nil {
			return nil, err
		}
	}
	data, err := read()
	if err != nil {
		return nil, err
	}
	if err := i.makeRoom(int64(len(data))); err != nil {
		return nil, err
	}
	o, err := openSource(i, data, name.password)
	if err != nil {
		return nil, err
	}
	h := &held{opened: o, name: name, bytes: int64(len(data))}
	i.held = append(i.held, h)
	return h, nil
}

// makeRoom closes what was not used for longest until a document of so many bytes
// fits in.
func (i *instance) makeRoom(size int64) error {
	for len(i.held) > 0 {
		total := size
		for _, h := range i.held {
			total += h.bytes
		}
		if len(i.held) < mostHeld && total <= mostHeldBytes {
			return nil
		}
		if err := i.drop(0); err != nil {
			return err
		}
	}
	return nil
}

// drop closes one of the held documents.
func (i *instance) drop(at int) error {
	h := i.held[at]
	i.held = slices.Delete(i.held, at, at+1)
	return h.close()
}

// release closes all of them.
func (i *instance) release() error {
	var err error
	for len(i.held) > 0 {
		err = errors.Join(err, i.drop(0))
	}
	return err
}

// usable finds the page with this number among those that can be opened, with its
// size. Each is looked at once, and those behind it are not.
func (h *held) usable(page int) (at int, width, height float64, err error) {
	count, err := h.count()
	if err != nil {
		return 0, 0, 0, err
	}
	for len(h.pages) <= page && h.looked < count {
		if _, _, err := h.size(h.looked); err == nil {
			h.pages = append(h.pages, h.looked)
		}
		h.looked++
	}
	if page < 0 || page >= len(h.pages) {
		return 0, 0, 0, &Error{Reason: NoSuchPage, Page: page + 1}
	}
	width, height, err = h.size(h.pages[page])
	return h.pages[page], max(width, 1), max(height, 1), err
}

// openDocument opens a document with its form; close closes it.
func openDocument(p pdfium.Pdfium, data io.ReadSeeker, size int64, password string) (opened, error) {
	request := &requests.OpenDocument{FileReader: data, FileReaderSize: size}
	if password != "" {
		request.Password = &password
	}
	r, err := p.OpenDocument(request)
	if err != nil {
		if errors.Is(err, pdfiumerrors.ErrPassword) {
			return opened{}, fmt.Errorf("%w: %w", errLocked, err)
		}
		return opened{}, fmt.Errorf("%w: PDFium: %w", errNotReadable, err)
	}
	o := opened{p: p, doc: r.Document}
	if err := o.openForm(); err != nil {
		return opened{}, errors.Join(err, o.close())
	}
	return o, nil
}

// close closes the document and its form.
func (o opened) close() error {
	err := o.closeForm()
	_, closing := o.p.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: o.doc})
	return errors.Join(err, closing)
}
