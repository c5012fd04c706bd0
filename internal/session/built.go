package session

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
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
	Path string // of its first file
	// Parts are the paths of all its files in order, where it is in several; nil: it
	// is one file.
	Parts []string
	At    time.Time // when it was made
	Name  string    // what the candidate calls it; empty: the application's own
	Size  int64     // in bytes, as it is now, all files together
	Pages int       // of all files
	// Current says that the bundle is as it was made, and that the same documents
	// and pages would go in today, in the same order and under the same names, and
	// that it looks as was chosen. One made under an older name is not.
	Current bool
}

// Bundles are the bundles of the application for a vacancy ("" is the only one)
// that stand in the dossier, the newest first. One without its record, or whose
// record cannot be read, is none, and so is one of whose parts some are missing.
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
	for _, files := range together(records) {
		r, isWhole := bundle.Whole(files.records)
		// Older records do not say for which vacancy they are.
		isOurs := r.Vacancy == at.Pack.ID || r.Vacancy == "" && len(d.Applications) == 1
		b, isThere := files.built()
		if !isWhole || !isOurs || !isThere {
			continue
		}
		of := [2]string{r.Name, r.Plan.Lang}
		if today[of] == nil {
			today[of] = s.today(d, at, r.Name, i18n.Lang(r.Plan.Lang))
		}
		b.Name = d.Applications[d.Application(at.Pack.ID)].Called(r.Name)
		b.Current = b.Name == r.Name && b.Size == r.Size && today[of](r)
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

// recorded are the records of all files of one bundle, by their parts, and where
// these files stand.
type recorded struct {
	paths   []string
	records []bundle.Record
}

// together puts the records of each bundle together.
func together(records map[string]bundle.Record) []recorded {
	type making struct {
		path  string
		parts int
		made  time.Time
	}
	byMaking := map[making]recorded{}
	for _, path := range slices.Sorted(maps.Keys(records)) {
		r, file := records[path], strings.TrimSuffix(path, filepath.Ext(path))
		of := making{path: file}
		if r.Plan.Parts > 0 {
			of = making{bundle.WholePath(file, r.Plan.Part), r.Plan.Parts, r.Made}
		}
		all := byMaking[of]
		all.paths, all.records = append(all.paths, file), append(all.records, r)
		byMaking[of] = all
	}
	bundles := slices.Collect(maps.Values(byMaking))
	for _, b := range bundles {
		slices.SortFunc(b.paths, func(x, y string) int { return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)) })
		slices.SortFunc(b.records, func(x, y bundle.Record) int { return cmp.Compare(x.Plan.Part, y.Plan.Part) })
	}
	return bundles
}

// built is the one file with the record at the path, if it is there.
func built(record string, r bundle.Record) (b Built, isThere bool) {
	return recorded{[]string{strings.TrimSuffix(record, filepath.Ext(record))}, []bundle.Record{r}}.built()
}

// Files are the paths of all its files, in order.
func (b Built) Files() []string {
	if b.Parts == nil {
		return []string{b.Path}
	}
	return b.Parts
}

// built is the bundle of these files, if they are there.
func (r recorded) built() (b Built, isThere bool) {
	first := r.records[0]
	b = Built{Path: r.paths[0], At: first.Made, Name: first.Name}
	if len(r.paths) > 1 {
		b.Parts = r.paths
	}
	for i, path := range r.paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return b, false
		}
		if b.At.IsZero() {
			b.At = info.ModTime()
		}
		b.Size += info.Size()
		b.Pages += r.records[i].Plan.Pages
	}
	return b, true
}

// today reports of a record of the bundle with this name and in this language
// whether one made now would hold the same.
func (s *Session) today(d dossier.Dossier, at Standing, name string, lang i18n.Lang) func(bundle.Record) bool {
	loc, err := i18n.New(lang)
	chosen, gone := choice(d, d.Application(at.Pack.ID), name)
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
