package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/pdf"
)

// RecordPath is where the record of a bundle stands.
func RecordPath(bundle string) string { return bundle + ".json" }

// record is what is kept beside a bundle: enough to check it years later.
type record struct {
	Format  int          `json:"format"`
	File    string       `json:"file"`
	SHA256  string       `json:"sha256"`
	Size    int64        `json:"size"`
	Plan    Plan         `json:"plan"`
	PageMap []recordPage `json:"pageMap"`
}

// recordPage tells where a page of the bundle came from, and what it draws: what
// pdf.Carried says, without which a bundle cannot be verified years later.
type recordPage struct {
	Document string     `json:"document,omitzero"` // SHA-256 of its file; empty for front pages
	Number   int        `json:"number,omitzero"`   // in its file, the first is 1
	Turn     int        `json:"turn,omitzero"`     // clockwise, as chosen
	By       pdf.Engine `json:"by"`
	Source   string     `json:"source,omitzero"` // digest of what the page of the file draws
	Draws    string     `json:"draws,omitzero"`  // digest of what the page of the bundle draws
	Overlaid bool       `json:"overlaid,omitzero"`
	Doubtful bool       `json:"doubtful,omitzero"` // held against its source by picture as well
	// Region is where the file's page stands, in points from the lower left
	// corner: left, bottom, right, top.
	Region [4]float64 `json:"region,omitzero"`
}

// encode returns the record of a bundle as its file holds it.
func (r Result) encode() ([]byte, error) {
	rec := record{
		Format: 1, File: shown(filepath.Base(r.Path)), SHA256: r.Outcome.SHA256, Size: r.Outcome.Size, Plan: r.Plan,
	}
	for _, c := range r.Outcome.Pages {
		page := recordPage{
			Turn: c.Turn, By: c.By, Source: c.Digest, Draws: c.Drawn, Overlaid: c.Overlaid, Doubtful: c.Doubtful,
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
func tempRecord(r Result) (path string, err error) {
	data, err := r.encode()
	if err != nil {
		return "", err
	}
	f, err := durable.CreateTemp(r.Record)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}
