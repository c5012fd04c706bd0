package dossier

import (
	"cmp"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable"
)

// Submission is the candidate's own word that an application was sent, and what
// the application said then: all that it is judged by from there on.
type Submission struct {
	On        civil.Date `json:"on"`                 // the day on which it was sent
	Said      time.Time  `json:"said"`               // when the candidate said so
	Reference string     `json:"reference,omitzero"` // what the portal answered
	Bundle    string     `json:"bundle,omitzero"`    // name in bundles/; empty: none from there
	SHA256    string     `json:"sha256,omitzero"`    // of the bundle's bytes: 64 lower-case hexadecimal digits
	Further   []SentFile `json:"further,omitempty"`  // of a bundle in several files those after Bundle, in order

	Candidate   candidate.Candidate `json:"candidate"`
	Documents   []Document          `json:"documents"`
	Application Application         `json:"application"` // without notes and submission
	Unknown     jsontext.Value      `json:",embed"`
}

// SentFile is one file of a bundle that was sent.
type SentFile struct {
	Bundle  string         `json:"bundle"` // name in bundles/
	SHA256  string         `json:"sha256"` // of its bytes: 64 lower-case hexadecimal digits
	Unknown jsontext.Value `json:",embed"`
}

// Sent are all files of the bundle that was sent, in order; none where there is
// none.
func (s *Submission) Sent() []SentFile {
	if s == nil || s.Bundle == "" {
		return nil
	}
	return append([]SentFile{{Bundle: s.Bundle, SHA256: s.SHA256}}, s.Further...)
}

// renamed is what was sent with the files under other names, where they have some.
func (s *Submission) renamed(names map[string]string) *Submission {
	if s == nil {
		return nil
	}
	as := *s
	as.Bundle, as.Further = cmp.Or(names[s.Bundle], s.Bundle), slices.Clone(s.Further)
	for i, f := range as.Further {
		as.Further[i].Bundle = cmp.Or(names[f.Bundle], f.Bundle)
	}
	return &as
}

// isFileName reports whether it can be a name in bundles/.
func isFileName(name string) bool {
	return name != "" && name == filepath.Base(name) && !strings.ContainsAny(name, `/\:`) && name != ".." && name != "."
}

// impossible names the first field that no program may have written of an
// application for this vacancy.
func (s *Submission) impossible(vacancy string) string {
	switch {
	case s == nil:
		return ""
	case s.On.IsZero():
		return "on"
	case s.Bundle != "" && !isFileName(s.Bundle):
		return "bundle"
	case len(s.Further) > 0 && (s.Bundle == "" || slices.ContainsFunc(s.Further, func(f SentFile) bool { return !isFileName(f.Bundle) })):
		return "further"
	case s.Application.Submitted != nil:
		return "application.submitted"
	case s.Application.Vacancy != vacancy:
		return "application.vacancy"
	case !s.Application.choosesPages():
		return "application.pages"
	case !s.Application.choosesBundles():
		return "application.bundles"
	case s.Candidate.Validate() != nil:
		return "candidate"
	}
	field, _ := impossible(s.Documents)
	return field
}

// Frozen is the dossier as the application at the index was sent: with the
// candidate, the documents and the answers of then. Only the notes are today's.
// One that was not sent is as it is.
func (d Dossier) Frozen(at int) Dossier {
	sent := d.Applications[at].Submitted
	if sent == nil {
		return d
	}
	d = d.Clone()
	application := sent.Application
	application.Notes, application.Submitted = d.Applications[at].Notes, sent
	d.Candidate, d.Documents, d.Applications[at] = sent.Candidate, sent.Documents, application
	return d
}

// wasSent reports whether the bundle of this name is one that an application of
// the dossier in the folder was sent with.
func wasSent(folder, name string) bool {
	data, err := durable.ReadFile(filepath.Join(folder, fileName), sizeLimit)
	if err != nil {
		return false
	}
	d, err := Decode(fileName, data)
	if err != nil {
		return false
	}
	return d.WasSent(name)
}

// WasSent reports whether the name in bundles/ is that of a file that an application
// was sent with. The name without a number that parts would have as one file counts as
// theirs.
func (d Dossier) WasSent(name string) bool {
	return slices.ContainsFunc(d.Applications, func(a Application) bool {
		files := a.Submitted.Sent()
		if len(files) > 1 && strings.EqualFold(wholeName(files[0].Bundle), name) {
			return true
		}
		return slices.ContainsFunc(files, func(f SentFile) bool { return strings.EqualFold(f.Bundle, name) }) // systems differ on case
	})
}

// partName finds the number of a part in its name.
var partName = regexp.MustCompile(`-[0-9]+(\.[^.]*)?$`)

// wholeName is the name of the bundle that a file of this name is a part of.
func wholeName(part string) string { return partName.ReplaceAllString(part, "$1") }

// Files are the names in documents/ that the dossier needs: of its own documents,
// of those that were sent, and of those that a conflict may bring back.
func (d Dossier) Files() []string {
	var files []string
	seen := map[string]bool{}
	note := func(file string) {
		if !seen[file] {
			seen[file] = true
			files = append(files, file)
		}
	}
	for _, e := range d.everyDocument() {
		note(e.File)
	}
	for _, p := range d.Pending {
		for _, value := range append([]jsontext.Value{p.Base}, p.Values...) {
			for _, found := range namedFile.FindAllSubmatch(value, -1) {
				note(string(found[1]))
			}
		}
	}
	return files
}

// everyDocument lists the dossier's own documents and those that were sent.
func (d Dossier) everyDocument() []Document {
	all := slices.Clone(d.Documents)
	for _, a := range d.Applications {
		if a.Submitted != nil {
			all = append(all, a.Submitted.Documents...)
		}
	}
	return all
}

// namedFile finds the names of documents' files in JSON.
var namedFile = regexp.MustCompile(`"([0-9a-f]{64}\.[a-z0-9]{1,8})"`)
