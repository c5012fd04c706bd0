package session

import (
	"errors"
	"io/fs"
	"slices"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
)

// Apply is the Edit that adds an application for the vacancy that Ref names
// (see Library.Load). More applications than the programme allows are possible:
// the checklist of each then says so, in its group of applications.
type Apply struct{ Ref string }

func (e Apply) apply(s *Session, d *dossier.Dossier) error {
	pack, from, err := s.house.Library.load(e.Ref)
	if err != nil {
		return err
	}
	if d.Application(pack.ID) >= 0 {
		return message.Bad("session-applied-already", message.Args{"Vacancy": pack.ID}, nil)
	}
	if _, err := Zone(pack); err != nil {
		return err
	}
	// A version that the dossier keeps of an application that was given up would
	// count instead of the program's own.
	if _, err := s.keptPack(pack.ID); !from.embedded || !errors.Is(err, fs.ErrNotExist) {
		// Before the dossier names it: a pack that nothing names does no harm.
		if err := s.keepPack(pack, from); err != nil {
			return err
		}
	}
	d.Applications = append(d.Applications, dossier.Application{Vacancy: pack.ID, Digest: pack.Digest()})
	return nil
}

// GiveUp is the Edit that takes the application for a vacancy out of the dossier,
// with all that was said about it alone: start, notes, words on competencies,
// declarations, decisions. Facts, documents, bundles and the kept pack stay, so
// that Undo brings all of it back. A dossier's last application stays.
type GiveUp struct{ Vacancy string }

func (e GiveUp) apply(_ *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	if len(d.Applications) == 1 {
		return message.Bad("session-last-application", message.Args{"Vacancy": d.Applications[at].Vacancy}, nil)
	}
	d.Applications = slices.Delete(d.Applications, at, at+1)
	return nil
}
