package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
)

// sampleDaysLeft is how long before the deadline the sample plays, so that a
// past vacancy still shows an application under way.
const sampleDaysLeft = 21

// Sample is the sample candidate: who it is, and how the files go into a dossier.
type Sample struct {
	Vacancy   string // as Library.Load takes it
	Candidate candidate.Candidate

	declarations []string
	documents    []sampleDocument
	files        fs.FS
}

type sampleDocument struct {
	File         string        `json:"file"`
	Kind         document.Kind `json:"kind"`
	For          string        `json:"for"`
	Of           string        `json:"of"` // another file of the sample
	Lang         string        `json:"lang"`
	DatesVisible *bool         `json:"datesVisible"`
}

// The places within the files of a sample.
const (
	sampleCandidate = "sample/candidate.json"
	samplePlan      = "sample/documents.json"
	sampleFolder    = "sample/documents"
)

// ReadSample reads the sample candidate out of files, which hold
// sample/candidate.json, sample/documents.json and what that names in
// sample/documents.
func ReadSample(files fs.FS) (Sample, error) {
	var plan struct {
		Format       int              `json:"format"`
		Vacancy      string           `json:"vacancy"`
		Declarations []string         `json:"declarations"`
		Documents    []sampleDocument `json:"documents"`
	}
	data, err := fs.ReadFile(files, samplePlan)
	if err == nil {
		err = json.Unmarshal(data, &plan, json.RejectUnknownMembers(true))
	}
	if err != nil {
		return Sample{}, fmt.Errorf("sample: %w", err)
	}
	if data, err = fs.ReadFile(files, sampleCandidate); err != nil {
		return Sample{}, fmt.Errorf("sample: %w", err)
	}
	who, err := candidate.Decode(sampleCandidate, data)
	return Sample{
		Vacancy: plan.Vacancy, Candidate: who,
		declarations: plan.Declarations, documents: plan.Documents, files: files,
	}, err
}

// SampleDay is the day on which the sample plays: three weeks before its
// vacancy's deadline.
func (h House) SampleDay(from Sample) (civil.Date, error) {
	p, err := h.Library.Load(from.Vacancy)
	if err != nil {
		return civil.Date{}, err
	}
	zone, err := Zone(p)
	if err != nil {
		return civil.Date{}, err
	}
	return civil.Of(p.Deadline.Instant(zone).In(zone)).AddDays(-sampleDaysLeft), nil
}

// Sample makes a dossier of the sample candidate in a new or empty folder: the
// documents are taken in and the sample's declarations made, today as AsOf has
// it. tell, where it is set, hears how many documents are in, of how many. Where
// it fails once the dossier is there, that stays as far as it came.
func (h House) Sample(ctx context.Context, path string, from Sample, tell func(done, of int)) (*Session, error) {
	s, err := h.Create(path, from.Candidate, from.Vacancy)
	if err != nil {
		return nil, err
	}
	if err := s.fill(ctx, from, tell); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// fill takes the sample's files in and makes its declarations.
func (s *Session) fill(ctx context.Context, from Sample, tell func(done, of int)) error {
	folder, err := unpacked(from.files)
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	ids := map[string]string{} // of documents by their sample file
	for i, d := range from.documents {
		added, err := s.Add(ctx, []string{filepath.Join(folder, d.File)}, AddOptions{
			Kind: d.Kind, For: d.For, Of: ids[d.Of], Lang: d.Lang, DatesVisible: d.DatesVisible,
		})
		for _, a := range added {
			err = errors.Join(err, a.Err)
			ids[d.File] = a.Document.ID
		}
		if err != nil {
			return err
		}
		if tell != nil {
			tell(i+1, len(from.documents))
		}
	}
	at, err := s.Standing(from.Vacancy)
	if err != nil {
		return err
	}
	for _, item := range from.declarations {
		if err := s.Do(Declare{Item: item, on: at.Checklist.Today}); err != nil {
			return err
		}
	}
	s.forget()
	return nil
}

// forget makes what was done no change of the user's.
func (s *Session) forget() {
	s.saving.Lock()
	defer s.saving.Unlock()
	s.forgetTrail()
}

// unpacked puts the sample's files into a temporary folder.
func unpacked(files fs.FS) (string, error) {
	folder, err := os.MkdirTemp("", "dossier-sample-")
	if err != nil {
		return "", fmt.Errorf("sample: %w", err)
	}
	inside, err := fs.Sub(files, sampleFolder)
	if err == nil {
		err = os.CopyFS(folder, inside)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("sample: %w", err), os.RemoveAll(folder))
	}
	return folder, nil
}
