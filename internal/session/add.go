package session

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// AddOptions say what the files are; they hold for each of them.
type AddOptions struct {
	Kind         document.Kind
	For          string // id of a study; empty: not said
	Of           string // id of the document that is translated; empty: not said
	Lang         string // BCP 47; empty: not said
	DatesVisible *bool  // the candidate's word that the dates can be read; nil: not said
	// Tell, where it is set, hears of each file when its turn is over: how many
	// are, of how many, and what became of this one.
	Tell func(done, of int, added Added)
}

// Added is what became of one file.
type Added struct {
	Path     string // as it was given
	Err      error  // why it was left out: *message.Error; nil: it is in the dossier
	Document document.Document
	Examined intake.Examined
	// SameFile is the document that the same bytes are already in the dossier
	// for, where there is one: the new one shares the file.
	SameFile string
}

// Add takes files in, each on its own: it is copied, the copy is examined, kept
// among the documents and entered, and all that is saved before the next one's
// turn. A file that cannot be taken in is left out, with its error, and the
// others go on. The error beside the outcomes is about the options, or a
// context that ended; the files before that are in. Each file is one change to
// Undo, and other changes may be made meanwhile.
func (s *Session) Add(ctx context.Context, paths []string, o AddOptions) ([]Added, error) {
	if err := s.ReadOnly(); err != nil {
		return nil, err
	}
	entry, err := o.entry(s.current())
	if err != nil {
		return nil, err
	}
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return nil, err
	}
	var outcomes []Added
	for _, path := range paths {
		added := s.addOne(ctx, w, path, entry)
		if ctx.Err() != nil && added.Err != nil {
			return outcomes, ctx.Err()
		}
		outcomes = append(outcomes, added)
		if o.Tell != nil {
			o.Tell(len(outcomes), len(paths), added)
		}
	}
	return outcomes, nil
}

// entry is the document that the options describe, all but its file.
func (o AddOptions) entry(d dossier.Dossier) (dossier.Document, error) {
	e := dossier.Document{For: o.For, Of: o.Of, DatesVisible: o.DatesVisible}
	for _, check := range []struct {
		field, value string
		problem      *problem
	}{
		{"kind", string(o.Kind), setKind(&e.Kind, string(o.Kind))},
		{"for", o.For, linkedStudy(d, o.For)},
		{"of", o.Of, linkedOriginal(d, "", o.Of)},
		{"lang", o.Lang, setLang(&e.Lang, o.Lang)},
	} {
		if err := check.problem.of(check.field, check.value); err != nil {
			return e, err
		}
	}
	return e, nil
}

// addOne takes one file in.
func (s *Session) addOne(ctx context.Context, w intake.Inspector, path string, e dossier.Document) Added {
	added := Added{Path: path}
	taken, err := s.folder.TakeIn(ctx, path, intake.DefaultSize)
	if err == nil {
		err = s.examineAndKeep(ctx, w, taken, e, &added)
		if err != nil {
			// Where even this fails, the next opening sweeps it.
			_ = s.folder.Drop(taken)
		}
	}
	if err != nil {
		added.Err = i18n.Explain(err)
	}
	return added
}

func (s *Session) examineAndKeep(ctx context.Context, w intake.Inspector, taken durable.Copy, e dossier.Document, added *Added) error {
	examined, err := intake.Examine(ctx, pdf.File{Path: taken.Path}, w, intake.Options{As: added.Path})
	if err != nil {
		return err
	}
	e.Name, e.PageCount = examined.Name, examined.Pages
	e.File = taken.SHA256 + "." + extensions[examined.Kind]
	if err := s.keep(ctx, taken, &e, added); err != nil {
		return err
	}
	added.Document, added.Examined = s.document(e), examined
	s.remember(e, examined)
	return nil
}

// keep gives a copy its place and number and enters it. Nobody else changes the
// dossier meanwhile, so that the same file twice at once is seen, and no file is
// cleared away that another document has come to share.
func (s *Session) keep(ctx context.Context, taken durable.Copy, e *dossier.Document, added *Added) error {
	s.saving.Lock()
	defer s.saving.Unlock()
	d := s.current()
	var err error
	if added.SameFile, err = sameFile(d, *e); err != nil {
		return err
	}
	fresh, err := s.folder.Keep(ctx, taken, e.File)
	if err != nil {
		return err
	}
	number := s.nextNumber(d)
	e.ID = fmt.Sprintf("d%d", number)
	if err := s.do(enter{*e}); err != nil {
		if fresh {
			_ = s.folder.Forget(e.File) // an unnamed file does no harm
		}
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID = number
	return nil
}

// extensions are the ends of documents' names.
var extensions = map[pdf.Kind]string{pdf.PDF: "pdf", pdf.JPEG: "jpg", pdf.PNG: "png", pdf.TIFF: "tif", pdf.WebP: "webp", pdf.HEIC: "heic"}

// sameFile returns the first document with the same file, and refuses one that
// says the same of it.
func sameFile(d dossier.Dossier, e dossier.Document) (string, error) {
	first := ""
	for _, other := range d.Documents {
		if other.File != e.File {
			continue
		}
		if other.Kind == e.Kind && other.For == e.For && other.Of == e.Of {
			return "", message.Bad("session-added-already", message.Args{"File": e.Name, "Document": other.ID}, nil)
		}
		if first == "" {
			first = other.ID
		}
	}
	return first, nil
}

// nextNumber counts on from the highest that is in use, is still spoken of, or
// was in use since the dossier was opened: an id that was taken out does not
// come back as another document.
func (s *Session) nextNumber(d dossier.Dossier) int {
	s.mu.Lock()
	highest := s.lastID
	s.mu.Unlock()
	count := func(id string) {
		if n, err := strconv.Atoi(strings.TrimPrefix(id, "d")); err == nil {
			highest = max(highest, n)
		}
	}
	for _, e := range d.Documents {
		count(e.ID)
		count(e.Of)
		if e.Backs != nil {
			count(e.Backs.Of)
		}
	}
	for _, a := range d.Applications {
		for id := range a.Pages {
			count(id)
		}
		for _, b := range a.Bundles {
			for _, id := range append(slices.Clone(b.Documents), b.Order...) {
				count(id)
			}
		}
	}
	return highest + 1
}

// enter is the Edit that adds a document.
type enter struct{ document dossier.Document }

func (e enter) apply(_ *Session, d *dossier.Dossier) error {
	d.Documents = append(slices.Clip(d.Documents), e.document)
	return linked(*d, e.document.ID) // what it names may be gone since it was asked for
}
