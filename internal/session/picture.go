package session

import (
	"container/list"
	"context"
	"errors"
	"image"
	"io/fs"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// kept returns a document whose file is there.
func (s *Session) kept(id string) (dossier.Document, error) {
	d := s.current()
	at := d.Document(id)
	if at < 0 {
		return dossier.Document{}, noDocument(d).of("documents", id)
	}
	e := d.Documents[at]
	if !s.folder.HasDocument(e.File) {
		return e, message.Bad("document-gone", message.Args{"File": e.Name}, nil)
	}
	return e, nil
}

// aboutDocument makes err an error for a person that names the document as its
// owner knows it. The end of a context stays what it is.
func aboutDocument(err error, e dossier.Document) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return message.Bad("document-gone", message.Args{"File": e.Name}, err)
	}
	return i18n.Explain(pdf.Explain(err)).About(e.Name)
}

// examinedKey names what Examine says of a document: its findings are about the
// bytes and the name.
func examinedKey(e dossier.Document) string { return e.File + " " + e.Name }

// Examine says what is known of a document's file, and what is wrong with it. It
// is remembered for as long as the dossier is open. The errors name the document:
// its file is gone, or is not any more the one that was taken in.
func (s *Session) Examine(ctx context.Context, id string) (intake.Examined, error) {
	e, err := s.kept(id)
	if err != nil {
		return intake.Examined{}, err
	}
	s.mu.Lock()
	known, ok := s.examined[examinedKey(e)]
	s.mu.Unlock()
	if ok {
		return known, nil
	}
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return intake.Examined{}, err
	}
	known, err = intake.Examine(ctx, pdf.File{Path: s.folder.DocumentPath(e.File)}, w, intake.Options{As: e.Name})
	if err != nil {
		return intake.Examined{}, aboutDocument(err, e)
	}
	if known.SHA256 != digestOf(e.File) {
		return intake.Examined{}, message.Bad("document-changed", message.Args{"File": e.Name}, nil)
	}
	s.remember(e, known)
	return known, nil
}

func (s *Session) remember(e dossier.Document, known intake.Examined) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.examined[examinedKey(e)] = known
}

// Picture returns a page of a document (the first is 1), upright, as the candidate
// chose to have it shown, and fitted into a box of so many pixels. It is drawn in the child process, one picture at a
// time; whoever waits for a turn that is not wanted any more ends the context.
// What was drawn is remembered, and not to be changed. The errors name the
// document.
func (s *Session) Picture(ctx context.Context, id string, page int, box image.Point) (image.Image, error) {
	e, err := s.kept(id)
	if err != nil {
		return nil, err
	}
	return s.pictureAs(ctx, e, page, e.Shown()[page], box)
}

// PictureAs is Picture of a page as this treatment would show it.
func (s *Session) PictureAs(ctx context.Context, id string, page int, t scan.Treatment, box image.Point) (image.Image, error) {
	e, err := s.kept(id)
	if err != nil {
		return nil, err
	}
	return s.pictureAs(ctx, e, page, t, box)
}

func (s *Session) pictureAs(ctx context.Context, e dossier.Document, page int, t scan.Treatment, box image.Point) (image.Image, error) {
	key := pictureKey{e.File, page, box, t}
	if known := s.picture(key); known != nil {
		return known, nil
	}
	work, done := s.begin(context.WithoutCancel(ctx))
	if err := wait(ctx, s.picturing); err != nil {
		done()
		return nil, err
	}
	if err := work.Err(); err != nil {
		s.picturing <- struct{}{} // others wait for the turn to hear the same
		done()
		return nil, err
	}
	// A drawing that has begun goes on without whoever asked for it: to end it is
	// to end the child, which costs the next picture more than this one takes.
	drawn := make(chan drawing, 1)
	go func() {
		defer done()
		defer func() { s.picturing <- struct{}{} }()
		drawn <- s.draw(work, key)
	}()
	select {
	case got := <-drawn:
		return got.picture, aboutDocument(got.err, e)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// drawing is what came of a picture.
type drawing struct {
	picture image.Image
	err     error
}

func (s *Session) draw(ctx context.Context, key pictureKey) drawing {
	if known := s.picture(key); known != nil {
		return drawing{picture: known} // somebody else waited for the same
	}
	w, err := s.house.Worker(ctx)
	if err != nil {
		return drawing{err: err}
	}
	got, err := w.Treated(ctx, pdf.File{Path: s.folder.DocumentPath(key.file)}, key.page-1, key.treatment, key.box)
	if err != nil {
		return drawing{err: err}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pictures.keep(key, got)
	return drawing{picture: got}
}

func (s *Session) picture(key pictureKey) image.Image {
	s.mu.Lock()
	defer s.mu.Unlock()
	if got := s.pictures.get(key); got != nil {
		return got
	}
	return nil
}

// pictureKey names a picture: a document's file is named by its digest.
type pictureKey struct {
	file string
	page int
	box  image.Point

	treatment scan.Treatment
}

// pictureBytes bounds the pictures that are remembered: some four hundred small
// ones, or six pages as large as a window.
const pictureBytes = 64 << 20

// pictures are the pictures used last. The zero value is empty.
type pictures struct {
	byKey map[pictureKey]*list.Element
	order *list.List // of pictureEntry, the one used last in front
	bytes int
}

type pictureEntry struct {
	key     pictureKey
	picture *image.RGBA
}

func (p *pictures) get(key pictureKey) *image.RGBA {
	at := p.byKey[key]
	if at == nil {
		return nil
	}
	p.order.MoveToFront(at)
	return at.Value.(pictureEntry).picture
}

func (p *pictures) keep(key pictureKey, picture *image.RGBA) {
	if p.order == nil {
		p.byKey, p.order = map[pictureKey]*list.Element{}, list.New()
	}
	if p.byKey[key] != nil {
		return
	}
	p.byKey[key] = p.order.PushFront(pictureEntry{key, picture})
	p.bytes += len(picture.Pix)
	for p.bytes > pictureBytes && p.order.Len() > 1 {
		oldest := p.order.Remove(p.order.Back()).(pictureEntry)
		delete(p.byKey, oldest.key)
		p.bytes -= len(oldest.picture.Pix)
	}
}
