package session

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
)

// Purged is what became of a dossier that was erased.
type Purged = dossier.Purged

// Purge erases the dossier in the folder with its history, and no file that is
// not the dossier's; see dossier.Purge. What the program remembers of the dossier
// elsewhere, and copies elsewhere, are not its business.
func (h House) Purge(path string) (Purged, error) {
	return dossier.Purge(path, h.options(false))
}

// Erased is what became of a document that was erased.
type Erased struct {
	Document string // its id
	File     string // its file's name in documents/
	// Bundles are names of bundles in the dossier that hold pages of it. They stay.
	Bundles []string
}

// EraseDocument takes a document out of the dossier for good: out of the present
// state, every state of the history and whatever could be undone, and its file.
// One that is in the history alone is erased too. Where other documents share the
// file, they have to be erased first (session-erase-shared); what was sent with an
// application stays as long as that is so (session-erase-sent), and so does what a
// conflict may bring back (session-erase-open). Undo begins anew: nothing from
// before can be undone.
func (s *Session) EraseDocument(ctx context.Context, id string) (Erased, error) {
	ctx, done := s.begin(ctx)
	defer done()
	if err := wait(ctx, s.building); err != nil { // a bundle that is being made reads documents
		return Erased{}, err
	}
	defer func() { s.building <- struct{}{} }()
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.upToDate(); err != nil {
		return Erased{}, err
	}
	d := s.current()
	file, err := s.erasable(d, id)
	if err != nil {
		return Erased{}, err
	}
	if err := s.save(d.Without(id), s.house.Now()); err != nil {
		return Erased{}, err
	}
	s.forgetTrail()
	if err := s.folder.Erase(ctx, id, file); err != nil {
		return Erased{}, err
	}
	return Erased{Document: id, File: file, Bundles: s.bundlesWith(digestOf(file))}, nil
}

// erasable is the file of a document that no other one shares.
func (s *Session) erasable(d dossier.Dossier, id string) (string, error) {
	at := d.Document(id)
	file := ""
	if at >= 0 {
		file = d.Documents[at].File
	} else {
		var err error
		if file, err = s.folder.Remembers(id); err != nil {
			return "", err
		}
	}
	if file == "" {
		return "", noDocument(d).of("documents."+id, id)
	}
	for _, a := range d.Applications {
		if a.Submitted != nil && slices.ContainsFunc(a.Submitted.Documents, func(e dossier.Document) bool { return e.File == file }) {
			return "", message.Bad("session-erase-sent", message.Args{"Document": id, "Vacancy": a.Vacancy}, nil)
		}
	}
	var sharing message.List
	for _, e := range d.Documents {
		if e.File == file && e.ID != id {
			sharing = append(sharing, e.ID)
		}
	}
	if len(sharing) > 0 {
		return "", message.Bad("session-erase-shared", message.Args{"Document": id, "Others": sharing}, nil)
	}
	for _, c := range d.Without(id).Conflicts() {
		if c.Speaks(file) {
			return "", message.Bad("session-erase-open", message.Args{"Document": id, "Field": c.Label}, nil)
		}
	}
	return file, nil
}

// forgetTrail forgets what could be undone, and what is kept in memory of files.
// The caller holds saving.
func (s *Session) forgetTrail() {
	s.mu.Lock()
	s.trail = trail{}
	_, s.present = s.folder.LastSave()
	s.examined, s.looks = map[string]intake.Examined{}, map[string]intake.Look{}
	s.pictures = pictures{}
	s.mu.Unlock()
	s.writeTrail()
}

// bundlesWith are the names of bundles that hold pages of a file.
func (s *Session) bundlesWith(digest string) []string {
	records, err := s.records()
	if err != nil {
		return nil
	}
	var names []string
	for path, r := range records {
		b, isThere := built(path, r)
		for _, planned := range r.Plan.Documents {
			if isThere && planned.Holds(digest) {
				names = append(names, cmp.Or(filepath.Base(b.Path), r.File))
				break
			}
		}
	}
	slices.Sort(names)
	return names
}
