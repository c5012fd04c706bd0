package session

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/vacancy"
)

// AnySize is a bundle's MaxSize where it may be as large as it comes.
const AnySize message.Bytes = -1

// BundleOptions say which bundle to make.
type BundleOptions struct {
	Vacancy   string // empty: the only application's
	Name      string // of one that the candidate named; empty: the application's own
	Output    string // empty: a free name in the dossier's bundles/
	Overwrite bool   // replace what stands at Output
	// Incomplete lets a bundle be replaced by one that lacks a document of it.
	Incomplete bool
	Lang       i18n.Lang     // of its own pages; empty: as chosen for it, else Spoken
	Spoken     i18n.Lang     // of whoever asks for it
	Paper      typeset.Paper // empty: as chosen for it, else A4
	// Separators puts a sheet before each document; nil: as chosen for it.
	Separators *bool
	Tell       func(bundle.Progress)
	// MaxSize is the most that each file may have; 0: the portal's limit, where
	// somebody has confirmed it; AnySize: as much as it comes to. Parts are the most
	// files that it may be split into where that is too little for one; 0: as many as
	// the portal takes.
	MaxSize message.Bytes
	Parts   int
	// Follow is what Plan has answered to the same options: it is made as it stands
	// there, without another look at the documents; nil: it is planned now.
	Follow *Planned
}

// Bundle makes the one PDF of an application: its documents in the checklist's
// order, each followed by its translations, all but those of which the candidate
// chose no page. It holds what the dossier says when it begins; bundles are made
// one at a time. See bundle.Make for what becomes of files that cannot be used.
func (s *Session) Bundle(ctx context.Context, o BundleOptions) (bundle.Result, error) {
	ctx, done := s.begin(ctx)
	defer done()
	// Two at once would choose the same free name.
	if err := wait(ctx, s.building); err != nil {
		return bundle.Result{}, err
	}
	defer func() { s.building <- struct{}{} }()
	loc, order, err := s.order(o, true)
	if err != nil {
		return bundle.Result{}, err
	}
	engines, err := s.house.Worker(ctx)
	if err != nil {
		return bundle.Result{}, err
	}
	order.Proposal = o.Follow.proposal(order)
	return bundle.Make(ctx, engines, loc, order, o.Tell)
}

// Planned is a bundle that is not made.
type Planned struct {
	Plan    bundle.Plan      // of the first file
	Parts   []bundle.Plan    // of all files: one, unless the bundle is split
	Refused []bundle.Refused // sources that would be left out, and why
	// Path is where the bundle would go now, and bundle.PartPath where its parts
	// would.
	Path     string
	Estimate message.Bytes // about how large it would be, all files together
	MaxSize  message.Bytes // the most that a file may have; 0: any
	Warnings []message.Message

	order    bundle.Order // what was asked for
	proposed bundle.Proposal
}

// proposal is what was planned, if it is of this very order and all of it can be
// used: a file that could not may have been mended since.
func (p *Planned) proposal(order bundle.Order) *bundle.Proposal {
	if p == nil || len(p.Refused) > 0 || len(p.Parts) == 0 || !p.order.Same(order) {
		return nil
	}
	return &p.proposed
}

// Plan says what Bundle would make, and writes nothing. With no source that can
// be used the error says so, beside those that were refused.
func (s *Session) Plan(ctx context.Context, o BundleOptions) (Planned, error) {
	ctx, done := s.begin(ctx)
	defer done()
	loc, order, err := s.order(o, false)
	if err != nil {
		return Planned{}, err
	}
	engines, err := s.house.Worker(ctx)
	if err != nil {
		return Planned{}, err
	}
	proposed, err := bundle.Propose(ctx, engines, loc, order, o.Tell)
	planned := Planned{
		Parts: proposed.Parts, Refused: proposed.Refused, Path: order.Output, Estimate: proposed.Expected(),
		MaxSize: order.Options.MaxSize, Warnings: proposed.Warnings(order.Options), order: order, proposed: proposed,
	}
	if len(proposed.Parts) > 0 {
		planned.Plan = proposed.Parts[0]
	}
	return planned, err
}

// order is everything that a bundle of the dossier is made of as it stands now.
// Only where it is to be made does the folder come to be.
func (s *Session) order(o BundleOptions, making bool) (*i18n.Localizer, bundle.Order, error) {
	d, err := frozen(s.current(), o.Vacancy)
	if err != nil {
		return nil, bundle.Order{}, err
	}
	at, err := s.standing(d, o.Vacancy)
	if err != nil {
		return nil, bundle.Order{}, err
	}
	chosen, err := choice(d, d.Application(at.Pack.ID), o.Name)
	if err != nil {
		return nil, bundle.Order{}, err
	}
	loc, err := i18n.New(cmp.Or(o.Lang, chosen.Lang, o.Spoken))
	if err != nil {
		return nil, bundle.Order{}, err
	}
	if o.Separators != nil {
		chosen.Separators = *o.Separators
	}
	portal := at.Pack.Portal
	most, parts := sizeOf(o, portal)
	order := bundle.Order{
		Cover: s.cover(d, at, loc),
		Options: bundle.Options{
			Separators: chosen.Separators,
			Paper:      cmp.Or(o.Paper, chosen.Paper, typeset.A4), Date: at.Checklist.Today, Program: s.house.Program,
			Aim: portal.Aim, Limit: portal.Limit, Confirmed: portal.Verified,
			MaxSize: most, Parts: parts, PartsUnsure: !portal.Verified && o.Parts == 0,
		},
		Vacancy: at.Pack.ID, Name: o.Name, Made: s.house.Now(),
		Output: o.Output, Overwrite: o.Overwrite, Incomplete: o.Incomplete, Record: true, Disk: s.house.Disk,
	}
	order.Sources = s.sources(d, at, chosen, loc)
	if o.Output != "" {
		return loc, order, nil
	}
	if most == 0 {
		parts = 0 // there is nothing that one file could be too large for
	}
	name := s.bundleName(d, at, o.Name)
	if making {
		order.Output, err = s.bundlePath(name, o.Overwrite, parts)
		return loc, order, err
	}
	order.Output = s.freePath(name, o.Overwrite, parts)
	return loc, order, nil
}

// sizeOf is the most that a file of the bundle may have, and how many files it may be:
// what was asked for, else what somebody has seen at the portal. Of a portal that
// nobody has looked at only the number of files counts, once a size is asked for.
func sizeOf(o BundleOptions, portal vacancy.Portal) (most message.Bytes, parts int) {
	most = max(o.MaxSize, 0)
	if o.MaxSize == 0 && portal.Verified {
		most = portal.Limit
	}
	return most, cmp.Or(o.Parts, portal.MaxFiles)
}

// bundleName is the bundle's name by the portal's rule; called is what the
// candidate calls it, empty for the application's own.
func (s *Session) bundleName(d dossier.Dossier, at Standing, called string) string {
	rule := at.Pack.Portal.FileName
	return bundle.FileName(bundle.Named{
		Family: d.Candidate.Name.Family, Given: d.Candidate.Name.Given,
		Vacancy: cmp.Or(at.Pack.Short, at.Pack.ID), Name: called,
	}, rule.Parts, rule.MaxLength)
}

// cover is what the bundle's cover says.
func (s *Session) cover(d dossier.Dossier, at Standing, loc *i18n.Localizer) bundle.Cover {
	return bundle.Cover{
		Kicker: loc.Pick(at.Pack.Organisation), Title: s.title(d), Subtitle: loc.Pick(at.Pack.Title),
		Requisition: d.Applications[d.Application(at.Pack.ID)].Requisition, Author: d.Candidate.Name.Full(),
	}
}

// ordered are the documents of one of an application's bundles as they stand in
// it, and beside them the backs that go in between the pages of some, by the id
// of the document with the fronts.
func (s *Session) ordered(d dossier.Dossier, at Standing, in Composition) (documents []document.Document, backs map[string]document.Document) {
	application := d.Applications[d.Application(at.Pack.ID)]
	alone, backs := document.Joined(s.documents(d, application))
	var chosen []document.Document
	for _, e := range alone {
		other, isJoined := backs[e.ID]
		isEmpty := e.LeftOut() && (!isJoined || other.LeftOut())
		if !isEmpty && (in.Documents == nil || slices.Contains(in.Documents, e.ID)) {
			chosen = append(chosen, e)
		}
	}
	var kinds []document.Kind
	for _, rule := range at.Pack.Documents {
		kinds = append(kinds, document.Kind(rule.Kind))
	}
	var studies []string
	for _, study := range d.Candidate.Studies {
		studies = append(studies, study.ID)
	}
	return document.Arranged(document.Order(chosen, kinds, studies), in.Order), backs
}

// sources are the documents of a bundle as it takes them.
func (s *Session) sources(d dossier.Dossier, at Standing, in Composition, loc *i18n.Localizer) []bundle.Source {
	var sources []bundle.Source
	documents, backs := s.ordered(d, at, in)
	for _, e := range documents {
		source := s.source(d, e, loc)
		if other, isJoined := backs[e.ID]; isJoined {
			between := s.source(d, other, loc)
			source.Backs, source.Reversed = &between, other.Backs.Reversed
		}
		sources = append(sources, source)
	}
	return sources
}

// source is a document as the bundle takes it.
func (s *Session) source(d dossier.Dossier, e document.Document, loc *i18n.Localizer) bundle.Source {
	title, detail := bundle.TitleOf(loc, e, d.Candidate)
	return bundle.Source{
		ID: e.ID, Of: e.Of, Title: title, Detail: detail, Path: s.folder.DocumentPath(e.File), Name: e.Name,
		SHA256: digestOf(e.File), Pages: e.Pages, Treatments: e.Treatments, Lang: e.Lang,
	}
}

// digestOf is the SHA-256 that a document's file is named by.
func digestOf(file string) string {
	digest, _, _ := strings.Cut(file, ".")
	return digest
}

// bundlePath is where a bundle goes that was not told where, in the folder that it
// makes for it. See freePath.
func (s *Session) bundlePath(name string, overwrite bool, parts int) (string, error) {
	return s.folder.BundlePath(filepath.Base(s.freePath(name, overwrite, parts)))
}

// freePath is a free name in the dossier's bundles, so that what was built before
// stays, unless it is to be replaced. The name is free of so many parts, too.
func (s *Session) freePath(name string, overwrite bool, parts int) string {
	stem, ext, d := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name), s.current()
	for n := 2; ; n++ {
		path := filepath.Join(s.folder.Bundles(), name)
		if overwrite || isFree(d, path, parts) {
			return path
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
}

// isFree reports whether nothing stands at the path, nor at that of one of so many
// parts, and no bundle of these names was sent. What is wrong otherwise will show when
// it is written.
func isFree(d dossier.Dossier, path string, parts int) bool {
	paths := []string{path}
	for n := 1; n <= parts; n++ {
		paths = append(paths, bundle.PartPath(path, n))
	}
	return !slices.ContainsFunc(paths, func(path string) bool {
		_, err := os.Lstat(path)
		return err == nil || d.WasSent(filepath.Base(path))
	})
}

// title names the candidate on the cover; the folder's name stands in for one
// who has not said.
func (s *Session) title(d dossier.Dossier) string {
	return cmp.Or(d.Candidate.Name.Full(), filepath.Base(s.Path()))
}
