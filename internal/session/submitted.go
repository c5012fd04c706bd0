package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Submitted is the candidate's word that an application was sent.
type Submitted struct {
	On        civil.Date // the day on which it was sent
	Said      time.Time  // when the candidate said so
	Reference string     // what the portal answered; empty: not said
	Bundle    string     // path of the bundle that was sent; empty: none of this dossier's
	SHA256    string     // of that bundle's bytes; empty where there is none
	// Parts are the paths of all its files in order, the first of which is Bundle,
	// where it is in several; nil: it is one file.
	Parts []string
	// Gone are the paths of those files that are not there any more.
	Gone []string
}

// Names are the names of the bundle's files, as the value of a text; an empty string
// where there is none.
func (s *Submitted) Names() any {
	switch {
	case s.Bundle == "":
		return ""
	case len(s.Parts) == 0:
		return filepath.Base(s.Bundle)
	}
	names := make(message.List, len(s.Parts))
	for i, path := range s.Parts {
		names[i] = filepath.Base(path)
	}
	return names
}

// Submit is the Edit by which the candidate says that the application for a
// vacancy (empty: the only one) was sent. The facts, the documents, the answers
// and the version of the vacancy of this moment are its own from there on,
// whatever becomes of the dossier's; and its bundle is replaced by no other.
type Submit struct {
	Vacancy   string
	On        civil.Date // not in the future; none: today, in the vacancy's zone
	Reference string     // empty: not said
	Bundle    string     // name of one of its bundles, or its path; empty: none of this dossier's
}

func (e Submit) apply(s *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	application := d.Applications[at]
	pack, err := s.pack(application)
	if err != nil {
		return err
	}
	zone, err := Zone(pack)
	if err != nil {
		return err
	}
	if wrong := checkText(e.Reference); wrong != nil {
		return wrong.of("reference", e.Reference)
	}
	today := s.day(zone)
	if e.On.IsZero() {
		e.On = today
	}
	if e.On.After(today) {
		return message.Bad("session-submitted-early", message.Args{"Date": e.On}, nil)
	}
	files, err := s.sentBundle(e.Bundle)
	if err != nil {
		return err
	}
	if err := s.keepInForce(pack.Digest(), application.Vacancy); err != nil {
		return err
	}
	application.Digest, application.Notes = pack.Digest(), ""
	sent := &dossier.Submission{
		On: e.On, Said: s.house.Now().UTC().Truncate(time.Second), Reference: strings.TrimSpace(e.Reference),
		Candidate: d.Candidate, Documents: slices.Clone(d.Documents), Application: application,
	}
	if len(files) > 0 {
		sent.Bundle, sent.SHA256, sent.Further = files[0].Bundle, files[0].SHA256, files[1:]
	}
	d.Applications[at].Submitted = sent
	return nil
}

// sentBundle are the names and the digests of a bundle of the dossier: of all its
// files, whichever of them is named.
func (s *Session) sentBundle(named string) ([]dossier.SentFile, error) {
	if named == "" {
		return nil, nil
	}
	name := filepath.Base(named)
	path := filepath.Join(s.folder.Bundles(), name)
	if named != name && !sameRegular(named, path) {
		return nil, message.Bad("session-no-bundle", message.Args{"File": named, "Folder": s.folder.Bundles()}, nil)
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, message.Bad("session-no-bundle", message.Args{"File": named, "Folder": s.folder.Bundles()}, err)
	}
	paths, err := s.filesOf(path)
	if err != nil {
		return nil, err
	}
	files := make([]dossier.SentFile, len(paths))
	for i, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		files[i].Bundle = filepath.Base(path)
		if files[i].SHA256, err = durable.Digest(context.Background(), path, info.Size()); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// filesOf are the paths of all files that are there of the bundle with the file at
// the path, in order.
func (s *Session) filesOf(path string) ([]string, error) {
	records, err := s.records()
	if err != nil {
		return nil, err
	}
	for _, b := range together(records) {
		at := slices.IndexFunc(b.paths, func(other string) bool { return sameRegular(other, path) })
		if at < 0 {
			continue
		}
		return slices.DeleteFunc(slices.Clone(b.paths), func(path string) bool { return !exists(path) }), nil
	}
	return []string{path}, nil // without a record it is one file
}

// sameRegular reports whether both paths lead to one file.
func sameRegular(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// keepInForce keeps the version of a vacancy in the dossier by which an
// application is judged, so that a later version does not judge it anew.
func (s *Session) keepInForce(digest, id string) error {
	pack, from, err := s.house.Library.newest(id)
	if errors.Is(err, fs.ErrNotExist) || err == nil && pack.Digest() != digest {
		return nil // the dossier keeps the one in force already
	}
	if err != nil {
		return err
	}
	return s.keepPack(pack, from)
}

// TakeBack is the Edit that takes the word back that the application for a
// vacancy (empty: the only one) was sent. It goes by the dossier's facts again.
type TakeBack struct{ Vacancy string }

func (e TakeBack) apply(_ *Session, d *dossier.Dossier) error {
	at, err := choose(*d, e.Vacancy)
	if err != nil {
		return err
	}
	if d.Applications[at].Submitted == nil {
		return message.Bad("session-not-submitted", message.Args{"Vacancy": d.Applications[at].Vacancy}, nil)
	}
	d.Applications[at].Submitted = nil
	return nil
}

// unsent returns the index of an application that can still be changed.
func unsent(d dossier.Dossier, vacancy string) (int, error) {
	at, err := choose(d, vacancy)
	if err != nil {
		return at, err
	}
	if sent := d.Applications[at].Submitted; sent != nil {
		return at, message.Bad("session-submitted", message.Args{"Vacancy": d.Applications[at].Vacancy, "Date": sent.On}, nil)
	}
	return at, nil
}

// keepingSent is an earlier state with the applications that were sent since.
func keepingSent(earlier, present dossier.Dossier) dossier.Dossier {
	earlier = earlier.Clone()
	for _, a := range present.Applications {
		switch at := earlier.Application(a.Vacancy); {
		case a.Submitted == nil:
		case at < 0:
			earlier.Applications = append(earlier.Applications, a)
		default:
			earlier.Applications[at].Submitted = a.Submitted
		}
	}
	return earlier
}

// frozen is the dossier as an application ("" is the only one) goes by it: as it
// was when that was sent, if it was.
func frozen(d dossier.Dossier, vacancy string) (dossier.Dossier, error) {
	at, err := choose(d, vacancy)
	if err != nil {
		return d, err
	}
	return d.Frozen(at), nil
}

// sentAt is the moment by which an application that was sent is judged: when the
// candidate said so, or in the middle of the day on which it was sent.
func sentAt(sent *dossier.Submission, zone *time.Location) time.Time {
	said := sent.Said.In(zone)
	if civil.Of(said) == sent.On {
		return said
	}
	return time.Date(sent.On.Year, sent.On.Month, sent.On.Day, 12, 0, 0, 0, zone)
}

// submitted is what the candidate said of an application, nil where it was not
// sent.
func (s *Session) submitted(a dossier.Application) *Submitted {
	sent := a.Submitted
	if sent == nil {
		return nil
	}
	out := &Submitted{On: sent.On, Said: sent.Said, Reference: sent.Reference, SHA256: sent.SHA256}
	for _, f := range sent.Sent() {
		out.Parts = append(out.Parts, filepath.Join(s.folder.Bundles(), f.Bundle))
	}
	for _, path := range out.Parts {
		if !exists(path) {
			out.Gone = append(out.Gone, path)
		}
	}
	if len(out.Parts) > 0 {
		out.Bundle = out.Parts[0]
	}
	if len(out.Parts) == 1 {
		out.Parts = nil
	}
	return out
}
