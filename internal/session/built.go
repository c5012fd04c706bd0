package session

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/pdf"
)

// Built is a bundle that stands in the dossier's bundles/ with its record.
type Built struct {
	Path  string
	At    time.Time // when it was made
	Name  string    // what the candidate calls it; empty: the application's own
	Size  int64     // in bytes, as it is now
	Pages int
	// Current says that the bundle is as it was made, and that the same documents
	// and pages would go in today, in the same order and under the same names, and
	// that it looks as was chosen.
	Current bool
}

// Bundles are the bundles of the application for a vacancy ("" is the only one)
// that stand in the dossier, the newest first. One without its record, or whose
// record cannot be read, is none.
func (s *Session) Bundles(vacancy string) ([]Built, error) {
	d, err := frozen(s.current(), vacancy)
	if err != nil {
		return nil, err
	}
	at, err := s.standing(d, vacancy)
	if err != nil {
		return nil, err
	}
	records, err := s.records()
	if err != nil {
		return nil, err
	}
	var all []Built
	today := map[[2]string]func(bundle.Record) bool{} // by name and language
	for path, r := range records {
		// Older records do not say for which vacancy they are.
		isOurs := r.Vacancy == at.Pack.ID || r.Vacancy == "" && len(d.Applications) == 1
		b, isThere := built(path, r)
		if !isOurs || !isThere {
			continue
		}
		of := [2]string{r.Name, r.Plan.Lang}
		if today[of] == nil {
			today[of] = s.today(d, at, r.Name, i18n.Lang(r.Plan.Lang))
		}
		b.Current = b.Size == r.Size && today[of](r)
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b Built) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(b.Path, a.Path)) })
	return all, nil
}

// records are the records that can be read, by their paths.
func (s *Session) records() (map[string]bundle.Record, error) {
	files, err := os.ReadDir(s.folder.Bundles())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	records := map[string]bundle.Record{}
	for _, file := range files {
		path := filepath.Join(s.folder.Bundles(), file.Name())
		if !strings.HasSuffix(path, bundle.RecordPath(".pdf")) {
			continue
		}
		if r, err := bundle.ReadRecord(path); err == nil {
			records[path] = r
		}
	}
	return records, nil
}

// built is the bundle with the record at the path, if it is there.
func built(record string, r bundle.Record) (b Built, isThere bool) {
	b = Built{Path: strings.TrimSuffix(record, filepath.Ext(record)), At: r.Made, Name: r.Name, Pages: r.Plan.Pages}
	info, err := os.Stat(b.Path)
	if err != nil || !info.Mode().IsRegular() {
		return b, false
	}
	if b.Size = info.Size(); b.At.IsZero() {
		b.At = info.ModTime()
	}
	return b, true
}

// today reports of a record of the bundle with this name and in this language
// whether one made now would hold the same.
func (s *Session) today(d dossier.Dossier, at Standing, name string, lang i18n.Lang) func(bundle.Record) bool {
	loc, err := i18n.New(lang)
	chosen, gone := choice(d.Applications[d.Application(at.Pack.ID)], name)
	if err != nil || gone != nil {
		return func(bundle.Record) bool { return false } // a language of another program, or a choice that was discarded
	}
	documents, backs := s.ordered(d, at, chosen)
	var surveyed []bundle.Surveyed
	for _, e := range documents {
		between, isJoined := backs[e.ID]
		if e.Missing || isJoined && between.Missing {
			continue
		}
		known := s.surveyed(d, e, loc)
		if isJoined {
			other := s.surveyed(d, between, loc)
			known.Between, known.Reversed = &other, between.Backs.Reversed
		}
		surveyed = append(surveyed, known)
	}
	return func(r bundle.Record) bool { return chosen.suits(r.Plan) && r.Holds(loc, s.cover(d, at, loc), surveyed) }
}

// suits reports whether a bundle looks as was chosen.
func (c Composition) suits(p bundle.Plan) bool {
	return p.Separators == c.Separators && (c.Paper == "" || p.Paper == c.Paper) && (c.Lang == "" || p.Lang == string(c.Lang))
}

// surveyed is a document as a survey would find it, as far as that matters.
func (s *Session) surveyed(d dossier.Dossier, e document.Document, loc *i18n.Localizer) bundle.Surveyed {
	source := s.source(d, e, loc)
	return bundle.Surveyed{Source: source, Digest: source.SHA256, Shown: someSize(e)}
}

// someSize are a document's pages where their sizes do not matter, only whether
// they are pictures, whose pixels can be made anew.
func someSize(e document.Document) []pdf.Page {
	pages := make([]pdf.Page, e.PageCount)
	for i := range pages {
		pages[i] = pdf.Page{Width: 1, Height: 1}
		if Redrawable(e.File) {
			pages[i].PixelsWide, pages[i].PixelsHigh = 1, 1
		}
	}
	return pages
}
