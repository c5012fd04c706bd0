package session

import (
	"cmp"
	"slices"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/typeset"
)

// Move is the Edit that has a document stand so many documents later in one of an
// application's bundles, or earlier where By is negative; it stops at either end.
// A document and its translations that follow it move together. With no Document
// the order is the checklist's again.
type Move struct {
	Vacancy, Name string // of which bundle, as Compose has them
	Document      string
	By            int
}

func (e Move) apply(s *Session, d *dossier.Dossier) error {
	bundle, err := bundleOf(*d, e.Vacancy, e.Name)
	if err != nil {
		return err
	}
	bundle.Order = nil
	if e.Document != "" {
		if bundle.Order, err = s.moved(*d, e); err != nil {
			return err
		}
	}
	return Compose{Vacancy: e.Vacancy, Choice: bundle}.apply(s, d)
}

// moved are the ids of a bundle's documents with one of them in another place.
func (s *Session) moved(d dossier.Dossier, e Move) ([]string, error) {
	at, err := s.standing(d, e.Vacancy)
	if err != nil {
		return nil, err
	}
	bundle, err := bundleOf(d, e.Vacancy, e.Name)
	if err != nil {
		return nil, err
	}
	documents, _ := s.ordered(d, at, bundle)
	groups := families(documents)
	from := slices.IndexFunc(groups, func(ids []string) bool { return slices.Contains(ids, e.Document) })
	if from < 0 {
		return nil, noDocument(d).of("documents", e.Document)
	}
	group := groups[from]
	to := max(0, min(from+e.By, len(groups)-1))
	return slices.Concat(slices.Insert(slices.Delete(groups, from, from+1), to, group)...), nil
}

// families are the ids of documents that stand together: each with the
// translations of it that follow.
func families(documents []document.Document) [][]string {
	var groups [][]string
	for _, e := range documents {
		last := len(groups) - 1
		if e.Of != "" && last >= 0 && groups[last][0] == e.Of {
			groups[last] = append(groups[last], e.ID)
			continue
		}
		groups = append(groups, []string{e.ID})
	}
	return groups
}

// Separate is the Edit that keeps whether a sheet stands before each document of
// one of an application's bundles.
type Separate struct {
	Vacancy, Name string // of which bundle, as Compose has them
	On            bool
}

func (e Separate) apply(s *Session, d *dossier.Dossier) error {
	bundle, err := bundleOf(*d, e.Vacancy, e.Name)
	if err != nil {
		return err
	}
	bundle.Separators = e.On
	return Compose{Vacancy: e.Vacancy, Choice: bundle}.apply(s, d)
}

// Style is the Edit that keeps on which paper one of an application's bundles is, and
// in which language its own pages are. What is empty stays as it was.
type Style struct {
	Vacancy, Name string // of which bundle, as Compose has them
	Paper         typeset.Paper
	Lang          i18n.Lang
}

func (e Style) apply(s *Session, d *dossier.Dossier) error {
	bundle, err := bundleOf(*d, e.Vacancy, e.Name)
	if err != nil {
		return err
	}
	bundle.Paper, bundle.Lang = cmp.Or(e.Paper, bundle.Paper), cmp.Or(e.Lang, bundle.Lang)
	return Compose{Vacancy: e.Vacancy, Choice: bundle}.apply(s, d)
}

// bundleOf is what was chosen of the bundle with a name.
func bundleOf(d dossier.Dossier, vacancy, name string) (Composition, error) {
	at, err := choose(d, vacancy)
	if err != nil {
		return Composition{}, err
	}
	return choice(d, at, name)
}
