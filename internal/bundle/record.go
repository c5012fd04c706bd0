package bundle

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/pdf"
)

// RecordPath is where the record of a bundle stands.
func RecordPath(bundle string) string { return bundle + ".json" }

// Record is what is kept beside a bundle: enough to check it years later.
type Record struct {
	Format  int          `json:"format"`
	File    string       `json:"file"`
	SHA256  string       `json:"sha256"`
	Size    int64        `json:"size"`
	Vacancy string       `json:"vacancy,omitzero"` // the pack's id; empty: not known
	Name    string       `json:"name,omitzero"`    // what the candidate calls the bundle; empty: the application's own
	Made    time.Time    `json:"made,omitzero"`    // zero: not known
	Plan    Plan         `json:"plan"`
	PageMap []recordPage `json:"pageMap"`
}

// recordFormat is the newest written form of a Record.
const recordFormat = 1

// recordLimit bounds a record in bytes: a page of a bundle takes a thousandth of
// a megabyte.
const recordLimit = 16_000_000

// ReadRecord reads the record of a bundle, by this program or an older one.
func ReadRecord(path string) (Record, error) {
	var r Record
	data, err := durable.ReadFile(path, recordLimit)
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err == nil && r.Format != recordFormat {
		err = fmt.Errorf("format %d", r.Format)
	}
	if err != nil {
		return Record{}, fmt.Errorf("record %s: %w", filepath.Base(path), err)
	}
	return r, nil
}

// Holds reports whether a bundle with this cover and these sources would hold
// what the recorded one does: the same documents with the same pages, in the
// same order and under the same names, behind the same cover. Of the pages only
// the number is looked at; sources are as Survey returns them, in the record's
// language.
func (r Record) Holds(loc *i18n.Localizer, cover Cover, surveyed []Surveyed) bool {
	cover = cover.shown()
	p := r.Plan
	return p.Title == partTitle(loc, titleOf(loc, cover), p.Part, p.Parts) && p.Author == cover.Author && p.Requisition == cover.Requisition &&
		slices.EqualFunc(p.Documents, nested(surveyed), Planned.same)
}

// same compares two documents of bundles, wherever they stand in them.
func (d Planned) same(other Planned) bool {
	return d.ID == other.ID && d.SHA256 == other.SHA256 && d.Name == other.Name && d.Level == other.Level &&
		d.Title == other.Title && d.Detail == other.Detail && d.backs() == other.backs() &&
		slices.EqualFunc(d.Pages, other.Pages, PlannedPage.same)
}

// backs is the digest of the file with the backs.
func (d Planned) backs() string {
	if d.Backs == nil {
		return ""
	}
	return d.Backs.SHA256
}

// recordPage tells where a page of the bundle came from, and what it draws: what
// pdf.Carried says, without which a bundle cannot be verified years later.
type recordPage struct {
	Document string `json:"document,omitzero"` // SHA-256 of its file; empty for front pages
	Number   int    `json:"number,omitzero"`   // in its file, the first is 1
	Turn     int    `json:"turn,omitzero"`     // clockwise, as chosen
	// Corners and Lift are how the page's pixels were made anew: see scan.Treatment.
	Corners [][2]float64 `json:"corners,omitzero"`
	Lift    bool         `json:"lift,omitzero"`
	// Shrink is how its pictures were made smaller, and Before and After are their
	// bytes: see pdf.Carried.
	Shrink pdf.Shrink `json:"shrink,omitzero"`
	Before int64      `json:"before,omitzero"`
	After  int64      `json:"after,omitzero"`

	By       pdf.Engine `json:"by"`
	Source   string     `json:"source,omitzero"` // digest of what the page of the file draws
	Draws    string     `json:"draws,omitzero"`  // digest of what the page of the bundle draws
	Overlaid bool       `json:"overlaid,omitzero"`
	Doubtful bool       `json:"doubtful,omitzero"` // held against its source by picture as well
	Looks    pdf.Looks  `json:"looks,omitzero"`    // where the look of its annotations comes from
	// Region is where the file's page stands, in points from the lower left
	// corner: left, bottom, right, top.
	Region [4]float64 `json:"region,omitzero"`
}

// encode returns the record of a bundle as its file holds it.
func (r File) encode(o Order) ([]byte, error) {
	rec := Record{
		Format: recordFormat, Vacancy: o.Vacancy, Name: o.Name, Made: o.Made.UTC().Truncate(time.Second),
		File: shown(filepath.Base(r.Path)), SHA256: r.Outcome.SHA256, Size: r.Outcome.Size, Plan: r.Plan,
	}
	for _, c := range r.Outcome.Pages {
		page := recordPage{
			Turn: c.Turn, Corners: c.Corners.Numbers(), Lift: c.Lift, Shrink: c.Shrink, Before: c.Before, After: c.After, By: c.By, Source: c.Digest, Draws: c.Drawn, Overlaid: c.Overlaid, Doubtful: c.Doubtful, Looks: c.Looks,
			Region: [4]float64{c.Region.X0, c.Region.Y0, c.Region.X1, c.Region.Y1},
		}
		if c.Source >= 0 {
			page.Document, page.Number = r.Outcome.Sources[c.Source].SHA256, c.Page+1
		}
		rec.PageMap = append(rec.PageMap, page)
	}
	data, err := json.Marshal(rec, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return nil, fmt.Errorf("record of %s: %w", filepath.Base(r.Path), err)
	}
	return append(data, '\n'), nil
}

// tempRecord writes the bundle's record under a name that is not yet its own.
func tempRecord(r File, o Order) (path string, err error) {
	data, err := r.encode(o)
	if err != nil {
		return "", err
	}
	return o.Disk.Prepare(r.Record, data, durable.FilePerm)
}
