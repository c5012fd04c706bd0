package session

import (
	"context"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/pdf"
)

// Looked is what Examine says of a document, and what was seen on its pages.
type Looked struct {
	// Examined has all findings, those of what was seen with them: they also depend
	// on what the dossier says of the document, of the candidate, and of the
	// documents before it.
	intake.Examined
	Look intake.Look
}

// Look is Examine and a close look at every page: its text, whether it is blank, how
// fine a scan is. It takes tens of milliseconds a page, and is for work in the
// background; what was seen is remembered for as long as the dossier is open.
func (s *Session) Look(ctx context.Context, id string) (Looked, error) {
	e, err := s.kept(id)
	if err != nil {
		return Looked{}, err
	}
	known, look, err := s.lookAt(ctx, e)
	if err != nil {
		return Looked{}, err
	}
	about, err := s.about(ctx, e)
	if err != nil {
		return Looked{}, err
	}
	known.Findings = intake.Findings(known, look, about)
	return Looked{known, look}, nil
}

// lookAt looks at a document's pages, or remembers what was seen.
func (s *Session) lookAt(ctx context.Context, e dossier.Document) (intake.Examined, intake.Look, error) {
	known, err := s.Examine(ctx, e.ID)
	if err != nil {
		return intake.Examined{}, intake.Look{}, err
	}
	s.mu.Lock()
	look, ok := s.looks[e.File]
	s.mu.Unlock()
	if ok {
		return known, look, nil
	}
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return intake.Examined{}, intake.Look{}, err
	}
	look, err = intake.LookAt(ctx, pdf.File{Path: s.folder.DocumentPath(e.File)}, known, w)
	if err != nil {
		return intake.Examined{}, intake.Look{}, aboutDocument(err, e)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks[e.File] = look
	return known, look, nil
}

// about is what the dossier says of a document, with those before it that may be the
// same one. Of what cannot be looked at nothing is said.
func (s *Session) about(ctx context.Context, e dossier.Document) (intake.About, error) {
	d := s.current()
	about := intake.About{
		Candidate: d.Candidate.Name, Born: d.Candidate.BirthDate, Kind: e.Kind, Lang: e.Lang, Asked: true, Pages: e.Pages,
	}
	for _, other := range d.Documents {
		if other.ID == e.ID {
			break
		}
		o := intake.Other{Name: other.Name, SHA256: digestOf(other.File), Pages: other.Pages}
		if other.File != e.File && pagesThatCount(other) == pagesThatCount(e) {
			_, look, err := s.lookAt(ctx, other)
			if ended := ctx.Err(); ended != nil {
				return about, ended
			}
			if err != nil {
				continue
			}
			o.Look = look
		}
		about.Others = append(about.Others, o)
	}
	return about, nil
}

// pagesThatCount is how many pages of a document count.
func pagesThatCount(e dossier.Document) int {
	if e.Pages == nil {
		return e.PageCount
	}
	return len(e.Pages)
}
