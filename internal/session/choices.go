package session

import (
	"slices"
	"strings"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/typeset"
)

// Interleave is the Edit that puts front and back scans together, for every
// application; files stay as they are. With Backs, that document's pages go in
// between those of Document: each behind its front. Without, the second half of
// the document's own pages are the backs of its first. What was left out and
// how pages are turned stays. TakeApart ends it.
type Interleave struct {
	Document string
	Backs    string // id of the document with the backs; empty: its own second half
	Reversed bool   // the backs come last sheet first
}

func (e Interleave) apply(_ *Session, d *dossier.Dossier) error {
	at := d.Document(e.Document)
	if at < 0 {
		return noDocument(*d).of("documents", e.Document)
	}
	if e.Backs == "" {
		return interleaveHalves(&d.Documents[at], e.Reversed)
	}
	backs := d.Document(e.Backs)
	switch {
	case backs < 0:
		return noDocument(*d).of("documents", e.Backs)
	case e.Backs == e.Document:
		return message.Bad("session-backs-itself", message.Args{"Document": e.Document}, nil)
	}
	// A document has one set of backs, and backs have none of their own.
	for _, other := range d.Documents {
		of := ""
		if other.Backs != nil {
			of = other.Backs.Of
		}
		if other.ID == e.Document && of != "" || of == e.Backs || of == e.Document && other.ID != e.Backs {
			return message.Bad("session-backs-already", message.Args{"Document": other.ID, "Of": of}, nil)
		}
	}
	kept := dossier.Backs{Of: e.Document, Reversed: e.Reversed}
	if was := d.Documents[backs].Backs; was != nil {
		kept.Unknown = was.Unknown
	}
	d.Documents[backs].Backs = &kept
	return nil
}

// interleaveHalves puts the pages of one file in the order of sheets.
func interleaveHalves(e *dossier.Document, reversed bool) error {
	if e.PageCount < 2 {
		return message.Bad("session-one-page", message.Args{"File": e.Name}, nil)
	}
	e.Pages = document.Halves(e.Pages, e.PageCount, reversed)
	return nil
}

// TakeApart is the Edit that undoes what Interleave did: the document's pages
// stand in the order of its file, and backs from another one, or its own that
// went into another one, stand by themselves. What was left out stays so.
type TakeApart struct{ Document string }

func (e TakeApart) apply(_ *Session, d *dossier.Dossier) error {
	at := d.Document(e.Document)
	if at < 0 {
		return noDocument(*d).of("documents", e.Document)
	}
	apart := false
	for i, other := range d.Documents {
		if other.Backs != nil && (i == at || other.Backs.Of == e.Document) {
			d.Documents[i].Backs, apart = nil, true
		}
	}
	own := &d.Documents[at]
	if !apart && !slices.IsSorted(own.Pages) {
		own.Pages = slices.Sorted(slices.Values(own.Pages))
		if len(own.Pages) == own.PageCount {
			own.Pages = nil
		}
	}
	return nil
}

// Page is a page of a document as it stands in bundles.
type Page struct {
	Document  string // id of the document whose file it is of: that with the backs, for a back
	Name      string // of that file
	Number    int    // in that file, the first is 1
	Back      bool
	Treatment Treatment
}

// Pages are the chosen pages of a document in their order, for the application
// for a vacancy ("" is none: the document's own choice), with the backs that go
// in between. Backs that went into another document have no pages of their own.
func (s *Session) Pages(vacancy, id string) ([]Page, error) {
	d := s.current()
	var application dossier.Application
	if vacancy != "" {
		at, err := choose(d, vacancy)
		if err != nil {
			return nil, err
		}
		d = d.Frozen(at)
		application = d.Applications[at]
	}
	if d.Document(id) < 0 {
		return nil, noDocument(d).of("documents", id)
	}
	alone, backs := document.Joined(s.documents(d, application))
	for _, e := range alone {
		if e.ID == id {
			return pagesOf(e, backs[id]), nil
		}
	}
	return nil, nil
}

func pagesOf(e, backs document.Document) []Page {
	var pages []Page
	for _, side := range document.Interleaved(e.Chosen(), backs.Chosen(), backs.PageCount, backs.Backs.Reversed) {
		from := e
		if side.Back {
			from = backs
		}
		pages = append(pages, Page{from.ID, from.Name, side.Number, side.Back, from.Treatments[side.Number]})
	}
	return pages
}

// Composition is what the candidate chose of one of an application's bundles.
type Composition struct {
	Name      string   // empty: the application's own bundle
	Documents []string // ids of those that go in; nil: all of them
	// Order are ids in the candidate's own order; nil: the checklist's. What it
	// does not name stands behind what the checklist has it stand behind.
	Order      []string
	Separators bool          // a sheet before each document
	Paper      typeset.Paper // empty: not chosen
	Lang       i18n.Lang     // of its own pages; empty: not chosen
}

// Compose is the Edit that keeps what the candidate chose of a bundle of the
// application for a vacancy (empty: the only one). The application's own bundle
// has no name and holds all documents; Was is the name that another one had.
type Compose struct {
	Vacancy string
	Was     string // empty: as it is called, whether it is there or not
	Choice  Composition
}

func (e Compose) apply(_ *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	if err := e.Choice.check(*d); err != nil {
		return err
	}
	a := &d.Applications[at]
	was := e.Was
	switch {
	case was == "":
		was = e.Choice.Name
	case a.Bundle(was) < 0:
		return noBundle(*a, was)
	case was != e.Choice.Name && (e.Choice.Name == "" || a.Bundle(e.Choice.Name) >= 0):
		return message.Bad("session-bundle-twice", message.Args{"Name": e.Choice.Name}, nil)
	}
	a.Bundles = composed(a.Bundles, was, e.Choice)
	return nil
}

// check refuses a choice that no bundle can be.
func (c Composition) check(d dossier.Dossier) error {
	switch {
	case c.Name != "" && !dossier.NamesBundle(c.Name):
		return message.Bad("session-bundle-name", message.Args{"Name": c.Name, "Most": dossier.BundleName}, nil)
	case c.Name == "" && c.Documents != nil:
		return message.Bad("session-bundle-own", nil, nil)
	case c.Paper != "" && c.Paper != typeset.A4 && c.Paper != typeset.Letter:
		return message.Bad("session-bundle-paper", message.Args{"Value": string(c.Paper)}, nil)
	}
	if c.Lang != "" {
		if _, err := i18n.Parse(string(c.Lang)); err != nil {
			return err
		}
	}
	for _, ids := range [][]string{c.Documents, c.Order} {
		seen := map[string]bool{}
		for _, id := range ids {
			if d.Document(id) < 0 {
				return noDocument(d).of("documents", id)
			}
			if seen[id] {
				return message.Bad("session-document-twice", message.Args{"Document": id}, nil)
			}
			seen[id] = true
		}
	}
	return nil
}

// composed are the bundles with the choice in the place of the one called was.
func composed(bundles []dossier.Bundle, was string, c Composition) []dossier.Bundle {
	bundles = slices.Clone(bundles)
	kept := dossier.Bundle{
		Name: c.Name, Documents: slices.Clone(c.Documents), Order: slices.Clone(c.Order),
		Separators: c.Separators, Paper: string(c.Paper), Lang: string(c.Lang),
	}
	at := slices.IndexFunc(bundles, func(b dossier.Bundle) bool { return b.Name == was })
	if at < 0 {
		if kept.Says() {
			bundles = append(bundles, kept)
		}
		return bundles
	}
	kept.Unknown, kept.Formerly = bundles[at].Unknown, bundles[at].Formerly
	if was != c.Name {
		kept.Formerly = slices.DeleteFunc(append(slices.Clone(kept.Formerly), was), func(name string) bool { return name == c.Name })
	}
	bundles[at] = kept
	if !kept.Says() {
		bundles = slices.Delete(bundles, at, at+1)
	}
	return bundles
}

// Discard is the Edit that takes out what was chosen of a bundle of the
// application for a vacancy (empty: the only one): a named one is gone, the
// application's own is as it was to begin with. What was built of it stays.
type Discard struct{ Vacancy, Name string }

func (e Discard) apply(_ *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	a := &d.Applications[at]
	bundle := a.Bundle(e.Name)
	if bundle < 0 && e.Name != "" {
		return noBundle(*a, e.Name)
	}
	if bundle >= 0 {
		a.Bundles = slices.Delete(slices.Clone(a.Bundles), bundle, bundle+1)
	}
	return nil
}

func noBundle(a dossier.Application, name string) error {
	var known message.List
	for _, b := range a.Bundles {
		if b.Name != "" {
			known = append(known, b.Name)
		}
	}
	return message.Bad("session-no-bundle-named", message.Args{"Name": name, "Known": known, "Count": len(known)}, nil)
}

// Choices are what the candidate chose of the bundles of the application for a
// vacancy ("" is the only one): of its own first, which is always there, then
// the named ones in the order in which they were made.
func (s *Session) Choices(vacancy string) ([]Composition, error) {
	d, err := frozen(s.current(), vacancy)
	if err != nil {
		return nil, err
	}
	at, err := choose(d, vacancy)
	if err != nil {
		return nil, err
	}
	all := []Composition{{}}
	for _, b := range d.Applications[at].Bundles {
		if b.Name == "" {
			all[0] = chosen(d, b)
			continue
		}
		all = append(all, chosen(d, b))
	}
	return all, nil
}

// chosen is what was chosen of a bundle. Documents that have gone since are not named:
// it could not be kept again with them.
func chosen(d dossier.Dossier, b dossier.Bundle) Composition {
	there := func(ids []string) []string {
		return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return d.Document(id) < 0 })
	}
	return Composition{
		Name: b.Name, Documents: there(b.Documents), Order: there(b.Order),
		Separators: b.Separators, Paper: typeset.Paper(b.Paper), Lang: i18n.Lang(b.Lang),
	}
}

// choice is what was chosen of the bundle with this name of the application at an
// index; of its own there may be nothing.
func choice(d dossier.Dossier, application int, name string) (Composition, error) {
	a := d.Applications[application]
	at := a.Bundle(name)
	switch {
	case at >= 0:
		return chosen(d, a.Bundles[at]), nil
	case strings.TrimSpace(name) == "":
		return Composition{}, nil
	}
	return Composition{}, noBundle(a, name)
}

// Contents are the documents of one of an application's bundles (name "" is its
// own) in the order in which they would stand in it. Backs that go in between
// the pages of another document are not among them.
func (s *Session) Contents(vacancy, name string) ([]document.Document, error) {
	d, err := frozen(s.current(), vacancy)
	if err != nil {
		return nil, err
	}
	at, err := s.standing(d, vacancy)
	if err != nil {
		return nil, err
	}
	bundle, err := choice(d, d.Application(at.Pack.ID), name)
	if err != nil {
		return nil, err
	}
	documents, _ := s.ordered(d, at, bundle)
	return documents, nil
}
