// Package dossier is one candidate's folder on disk: the written form of
// dossier.json, the files beside it, its history and its lock. It keeps bytes
// and gives them back whole; what an edit means, and whether a vacancy accepts
// it, belongs to session and to the rooms of rules.
//
// A folder holds dossier.json, documents/ (each file as taken in, named by its
// digest, never changed), bundles/ (what was built), history/ (every dossier.json
// that was saved, the present one too, thinned with age), vacancies/ (ID.yaml:
// a pack that the program does not carry inside itself, so that the folder can
// be understood alone) and .dossier/ (lock and temporary files).
package dossier

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
)

// Format is the newest written form that this program reads and writes.
const Format = 1

// Dossier is what dossier.json says. Every struct in it keeps the keys that
// this program does not know as they are. It is a value: whoever changes one
// copies what it changes (see Clone).
type Dossier struct {
	Format       int                 `json:"format"`
	Candidate    candidate.Candidate `json:"candidate"`
	Documents    []Document          `json:"documents"`
	Applications []Application       `json:"applications"`
	// Pending are the conflicts that a merge has left to the candidate: see
	// Conflicts and Resolve.
	Pending []Pending `json:"conflicts,omitzero"`
	// Lineage is the folder's, which writes it and takes it out of what it gives.
	Lineage Lineage        `json:"lineage,omitzero"`
	Unknown jsontext.Value `json:",embed"`
}

// Document is an entry for one document; several may share one file.
type Document struct {
	ID           string        `json:"id"`            // unique: d1, d2, …
	File         string        `json:"file"`          // name in documents/: SHA256.EXT
	Name         string        `json:"name,omitzero"` // base name of the file as it was taken in
	Kind         document.Kind `json:"kind"`
	For          string        `json:"for,omitzero"`          // id of the study that it stands for; empty: not said
	Of           string        `json:"of,omitzero"`           // id of the document that it translates; empty: none, or not said
	Lang         string        `json:"lang,omitzero"`         // BCP 47; empty: not said
	DatesVisible *bool         `json:"datesVisible,omitzero"` // the candidate's word that the dates can be read; nil: not said
	Pages        []int         `json:"pages,omitzero"`        // chosen ones, the first is 1; nil: all, empty: none
	PageCount    int           `json:"pageCount,omitzero"`    // of the whole file; 0: not known
	// Treatments are how pages are to be shown, by their number in the file; one
	// that is not in it is shown as it is.
	Treatments map[int]Treatment `json:"treatments,omitempty"`
	Backs      *Backs            `json:"backs,omitzero"` // nil: its pages are its own
	Unknown    jsontext.Value    `json:",embed"`
}

// Treatment is how a page is to be shown, as the candidate has confirmed it. The
// file stays as it is.
type Treatment struct {
	Turn    int            `json:"turn,omitzero"`    // clockwise, in degrees: 90, 180 or 270
	Corners [][2]float64   `json:"corners,omitzero"` // of the sheet that it is cropped to: see scan.Corners
	Lift    bool           `json:"lift,omitzero"`    // its light is evened out
	Unknown jsontext.Value `json:",embed"`
}

// Application is the candidate's application for one vacancy.
type Application struct {
	Vacancy     string `json:"vacancy"`              // pack id, unique
	Digest      string `json:"digest"`               // of the pack when the application was made
	Start       string `json:"start,omitzero"`       // the chosen start month, 2026-03; empty: none chosen
	Requisition string `json:"requisition,omitzero"` // the portal's number of the vacancy
	Notes       string `json:"notes,omitzero"`       // the candidate's own
	// Competencies are the candidate's own words on the pack's competencies, by
	// their ids; one that is not in it has none.
	Competencies map[string]string `json:"competencies,omitempty"`
	// AnswerLimit is how long an answer on a competency may be, by the form as the
	// candidate knows it, as "2000 characters" or "250 words"; empty: not said.
	AnswerLimit string `json:"answerLimit,omitzero"`
	// Pages are this application's own choice of a document's pages, by the
	// document's id; a document that is not in it keeps its own.
	Pages        map[string][]int      `json:"pages,omitzero"`
	Declarations map[string]civil.Date `json:"declarations,omitzero"` // item: the day it was declared
	Decisions    []Decision            `json:"decisions,omitzero"`
	Bundles      []Bundle              `json:"bundles,omitzero"`   // of which something was chosen
	Submitted    *Submission           `json:"submitted,omitzero"` // nil: not sent, as far as the candidate has said
	Unknown      jsontext.Value        `json:",embed"`
}

// Decision is the candidate's word on an item that a human must judge.
type Decision struct {
	Item    string         `json:"item"`
	On      civil.Date     `json:"on"`
	Digest  string         `json:"digest"` // of the facts it was taken on
	Unknown jsontext.Value `json:",embed"`
}

// Clone returns a copy whose documents and applications can be changed without
// d noticing. The candidate is one that only candidate.Set changes.
func (d Dossier) Clone() Dossier {
	d.Documents = slices.Clone(d.Documents)
	d.Applications = slices.Clone(d.Applications)
	d.Pending = slices.Clone(d.Pending)
	return d
}

// Document returns the index of the document with this id, or -1.
func (d Dossier) Document(id string) int {
	return slices.IndexFunc(d.Documents, func(e Document) bool { return e.ID == id })
}

// Application returns the index of the application for this vacancy, or -1.
func (d Dossier) Application(vacancy string) int {
	return slices.IndexFunc(d.Applications, func(a Application) bool { return a.Vacancy == vacancy })
}
