package session

import (
	"errors"
	"io/fs"
	"strings"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// version names a pack exactly: a vacancy, and the digest of the pack's bytes by
// which an application was made or last accepted.
type version struct{ vacancy, digest string }

// digestLength is how much of a digest tells versions of one vacancy apart.
const digestLength = 12

// keptName is the name under which a dossier keeps a version beside another one
// of the same vacancy. No pack's own id holds an underscore.
func (v version) keptName() string {
	digest := strings.TrimPrefix(v.digest, "sha256:")
	return v.vacancy + "_" + digest[:min(len(digest), digestLength)]
}

// pack returns the vacancy pack by which an application is judged: the one that
// the dossier keeps, else the library's.
func (s *Session) pack(a dossier.Application) (*vacancy.Pack, error) {
	v := version{a.Vacancy, a.Digest}
	s.mu.Lock()
	p := s.packs[v]
	s.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := s.loadPack(v)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first := s.packs[v]; first != nil {
		return first, nil // loaded twice at once: everybody goes by the same
	}
	s.packs[v] = p
	return p, nil
}

func (s *Session) loadPack(v version) (*vacancy.Pack, error) {
	p, err := s.findPack(v)
	if errors.Is(err, fs.ErrNotExist) || err == nil && p.ID != v.vacancy { // the name of a file is anybody's
		return nil, message.Bad("session-vacancy-gone", message.Args{"Vacancy": v.vacancy, "Folder": s.Path()}, err)
	}
	return p, err
}

func (s *Session) findPack(v version) (*vacancy.Pack, error) {
	for _, name := range []string{v.keptName(), v.vacancy} {
		if p, err := s.keptPack(name); !errors.Is(err, fs.ErrNotExist) {
			return p, err
		}
	}
	p, _, err := s.house.Library.byID(v.vacancy)
	return p, err
}

// keptPack returns a pack that the dossier keeps under this name.
func (s *Session) keptPack(name string) (*vacancy.Pack, error) {
	file, data, err := s.folder.Vacancy(name)
	if err != nil {
		return nil, err
	}
	return vacancy.Decode(file, data)
}

// keepPack puts a pack into the dossier. Where another version of the vacancy is kept
// already both stay, so that an edit which changes the version can be undone.
func (s *Session) keepPack(p *vacancy.Pack, from shelf) error {
	name := p.ID
	first, err := s.keptPack(p.ID)
	switch {
	case err == nil && first.Digest() == p.Digest():
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		name = version{p.ID, p.Digest()}.keptName()
	}
	return s.folder.KeepVacancy(dossier.Pack{ID: name, Bytes: from.bytes})
}

// Correction says that the library holds another version of a vacancy than the
// one that an application was made by.
type Correction struct {
	Vacancy string
	// InForce: the application is judged by the library's version already,
	// because the dossier keeps none of its own.
	InForce bool
	// Compared: the version applied by can still be found, so that what the
	// other one changes is known: Before is judged by the former, After by the
	// latter. Where it cannot be found, Before is empty.
	Compared bool
	Comparison
}

// Changes are the items that stand otherwise by the library's version; none
// where nothing could be compared.
func (c Correction) Changes() []checklist.Change {
	if !c.Compared {
		return nil
	}
	return c.Comparison.Changes()
}

// Corrected compares the version of the vacancy by which the application was made
// (empty: the only one) with the library's; ok is false where they are the same,
// or the library has none. Accept makes the library's the one to go by.
func (s *Session) Corrected(vacancy string) (c Correction, ok bool, err error) {
	d := s.current()
	at, err := choose(d, vacancy)
	if err != nil {
		return Correction{}, false, err
	}
	a := d.Applications[at]
	if a.Submitted != nil {
		return Correction{}, false, nil // it goes by the version that it was sent by
	}
	if f, err := s.house.Library.file(a.Vacancy); err == nil && f.digest() == a.Digest {
		return Correction{}, false, nil // nearly always, and nothing was decoded for it
	}
	newest, _, err := s.house.Library.newest(a.Vacancy)
	if errors.Is(err, fs.ErrNotExist) || err == nil && newest.Digest() == a.Digest {
		return Correction{}, false, nil
	}
	if err != nil {
		return Correction{}, false, err
	}
	c, err = s.compare(d, a, newest)
	return c, err == nil, err
}

// compare holds the library's version of a vacancy against the one that an
// application was made by.
func (s *Session) compare(d dossier.Dossier, a dossier.Application, newest *vacancy.Pack) (Correction, error) {
	first, err := s.pack(a)
	if err != nil {
		return Correction{}, err
	}
	c := Correction{Vacancy: a.Vacancy, InForce: first.Digest() == newest.Digest()}
	if first.Digest() != a.Digest {
		first = s.house.Library.version(a.Vacancy, a.Digest)
	}
	after, err := s.standingBy(newest, d, a)
	c.After = after.Checklist
	if err != nil || first == nil {
		return c, err
	}
	before, err := s.standingBy(first, d, a)
	c.Before, c.Compared = before.Checklist, err == nil
	return c, err
}

// Accept is the Edit by which an application goes by the library's version of
// its vacancy (empty: the only one) from now on. What was declared stays, and so
// do decisions whose facts stand as they stood.
type Accept struct{ Vacancy string }

func (e Accept) apply(s *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	a := &d.Applications[at]
	newest, from, err := s.house.Library.newest(a.Vacancy)
	if errors.Is(err, fs.ErrNotExist) || err == nil && newest.Digest() == a.Digest {
		return message.Bad("session-nothing-to-accept", message.Args{"Vacancy": a.Vacancy}, nil)
	}
	if err != nil {
		return err
	}
	inForce, err := s.pack(*a)
	if err != nil || inForce.Digest() != newest.Digest() || !from.embedded {
		// The one that the dossier keeps must not count any more; one that the
		// program carries itself needs no keeping.
		if err := s.keepPack(newest, from); err != nil {
			return err
		}
	}
	a.Digest = newest.Digest()
	return nil
}
