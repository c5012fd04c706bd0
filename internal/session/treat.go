package session

import (
	"context"
	"path/filepath"
	"strconv"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// Treatment is how a page is shown: turned, cropped to its sheet, its light evened
// out.
type Treatment = scan.Treatment

// Treat is the Edit that has a page of a document (the first is 1) shown as the
// treatment says, in pictures and in bundles; the file stays as it is. The zero
// treatment shows it as it is. Pages of a PDF can only be turned. Errors are
// *message.Error.
type Treat struct {
	Document  string
	Page      int
	Treatment Treatment
}

func (e Treat) apply(_ *Session, d *dossier.Dossier) error {
	at := d.Document(e.Document)
	if at < 0 {
		return noDocument(*d).of("documents", e.Document)
	}
	doc, field := d.Documents[at], "documents."+e.Document+".treatments"
	count := max(doc.PageCount, 1)
	switch {
	case e.Page < 1 || doc.PageCount > 0 && e.Page > doc.PageCount:
		wrong := &problem{id: "session-no-such-page", args: message.Args{"Page": e.Page, "Count": count}}
		return wrong.of(field, strconv.Itoa(e.Page))
	case !e.Treatment.Valid():
		return (&problem{id: "session-no-treatment"}).of(field, e.Treatment.String())
	case e.Treatment.Redraws() && !Redrawable(doc.File):
		return message.Bad("session-only-turned", message.Args{"File": doc.Name}, nil)
	}
	d.Documents[at] = doc.Treated(e.Page, e.Treatment)
	return nil
}

// Redrawable reports whether pages of a document's file can be cropped and have
// their light evened out: those of pictures can, those of a PDF cannot.
func Redrawable(file string) bool { return filepath.Ext(file) != "."+extensions[pdf.PDF] }

// Suggestion is what is proposed for a page.
type Suggestion = scan.Suggestion

// Suggest proposes how a page of a document (the first is 1) could be shown, from
// its file as it is. Nothing is changed. The errors name the document.
func (s *Session) Suggest(ctx context.Context, id string, page int) (Suggestion, error) {
	e, err := s.kept(id)
	if err != nil {
		return Suggestion{}, err
	}
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return Suggestion{}, err
	}
	got, err := w.Suggest(ctx, pdf.File{Path: s.folder.DocumentPath(e.File)}, page-1)
	return got, aboutDocument(err, e)
}
