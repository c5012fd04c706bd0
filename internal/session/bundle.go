package session

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/typeset"
)

// BundleOptions say which bundle to make.
type BundleOptions struct {
	Vacancy   string // empty: the only application's
	Output    string // empty: a free name in the dossier's bundles/
	Overwrite bool   // replace what stands at Output
	Lang      i18n.Lang
	Paper     typeset.Paper // empty: A4
	Tell      func(bundle.Progress)
}

// Bundle makes the one PDF of an application: its documents in the checklist's
// order, each followed by its translations, all but those of which the candidate
// chose no page. See bundle.Make for what becomes of files that cannot be used.
func (s *Session) Bundle(ctx context.Context, o BundleOptions) (bundle.Result, error) {
	standing, err := s.Standing(o.Vacancy)
	if err != nil {
		return bundle.Result{}, err
	}
	loc, err := i18n.New(o.Lang)
	if err != nil {
		return bundle.Result{}, err
	}
	order, err := s.order(standing, loc, o)
	if err != nil {
		return bundle.Result{}, err
	}
	engines, err := s.house.Worker(ctx)
	if err != nil {
		return bundle.Result{}, err
	}
	return bundle.Make(ctx, engines, loc, order, o.Tell)
}

// order is everything that the bundle is made of.
func (s *Session) order(at Standing, loc *i18n.Localizer, o BundleOptions) (bundle.Order, error) {
	application := s.state.Applications[s.state.Application(at.Pack.ID)]
	portal := at.Pack.Portal
	order := bundle.Order{
		Cover: bundle.Cover{
			Kicker: loc.Pick(at.Pack.Organisation), Title: s.title(), Subtitle: loc.Pick(at.Pack.Title),
			Requisition: application.Requisition, Author: s.state.Candidate.Name.Full(),
		},
		Options: bundle.Options{
			Paper: o.Paper, Date: at.Checklist.Today, Program: s.house.Program,
			Aim: portal.Aim, Limit: portal.Limit, Confirmed: portal.Verified,
		},
		Output: o.Output, Overwrite: o.Overwrite, Record: true,
	}
	if order.Options.Paper == "" {
		order.Options.Paper = typeset.A4
	}
	order.Sources = s.sources(s.ordered(at), loc)
	if o.Output != "" {
		return order, nil
	}
	name := s.state.Candidate.Name
	var err error
	order.Output, err = s.bundlePath(bundle.FileName(name.Family, name.Given, cmp.Or(at.Pack.Short, at.Pack.ID), portal.FileName.MaxLength), o.Overwrite)
	return order, err
}

// ordered are the application's documents as they stand in its bundle.
func (s *Session) ordered(at Standing) []document.Document {
	application := s.state.Applications[s.state.Application(at.Pack.ID)]
	var chosen []document.Document
	for _, d := range s.documents(s.state, application) {
		if d.Pages == nil || len(d.Pages) > 0 {
			chosen = append(chosen, d)
		}
	}
	var kinds []document.Kind
	for _, rule := range at.Pack.Documents {
		kinds = append(kinds, document.Kind(rule.Kind))
	}
	var studies []string
	for _, study := range s.state.Candidate.Studies {
		studies = append(studies, study.ID)
	}
	return document.Order(chosen, kinds, studies)
}

// sources are the documents as the bundle takes them.
func (s *Session) sources(documents []document.Document, loc *i18n.Localizer) []bundle.Source {
	var sources []bundle.Source
	for _, d := range documents {
		title, detail := bundle.TitleOf(loc, d, s.state.Candidate)
		digest, _, _ := strings.Cut(d.File, ".")
		sources = append(sources, bundle.Source{
			ID: d.ID, Of: d.Of, Title: title, Detail: detail, Path: s.folder.DocumentPath(d.File), Name: d.Name,
			SHA256: digest, Pages: d.Pages,
		})
	}
	return sources
}

// bundlePath is where a bundle goes that was not told where: a free name, so
// that what was built before stays, unless it is to be replaced.
func (s *Session) bundlePath(name string, overwrite bool) (string, error) {
	stem, ext := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	for n := 2; ; n++ {
		path, err := s.folder.BundlePath(name)
		if err != nil || overwrite {
			return path, err
		}
		if _, err := os.Lstat(path); err != nil {
			return path, nil // free, or what is wrong will show when it is written
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
}

// title names the candidate on the cover; the folder's name stands in for one
// who has not said.
func (s *Session) title() string {
	if name := s.state.Candidate.Name.Full(); name != "" {
		return name
	}
	return filepath.Base(s.Path())
}
