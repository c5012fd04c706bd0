package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// Checked is what a bundle is found to be, held against its record and its
// sources.
type Checked struct {
	Record Record
	// Changed says that the file is not, byte for byte, the one that was made.
	Changed bool
	// Fault is why a page does not draw what it did when it was made, or what
	// its source draws; nil where all do.
	Fault     error
	Documents []CheckedDocument // in the bundle's order
}

// CheckedDocument is a document of a checked bundle. Path is a file with the
// same bytes as the one that went in, "" where none was found.
type CheckedDocument struct {
	Planned
	Path string
	// BacksPath is such a file of the one with the backs.
	BacksPath string
}

// Whole reports whether all that went in of the document was found.
func (d CheckedDocument) Whole() bool { return d.Path != "" && (d.Backs == nil || d.BacksPath != "") }

// Holds reports whether the bundle is the one that was made, of files all of
// which are still there.
func (c Checked) Holds() bool {
	return !c.Changed && c.Fault == nil &&
		!slices.ContainsFunc(c.Documents, func(d CheckedDocument) bool { return !d.Whole() })
}

// Limits of looking for a bundle's sources in a folder: how many files are read,
// and how large one may be.
const checkFiles, checkBytes = 2_000, 200_000_000

// Check holds the bundle at path against the record beside it, and against its
// sources as far as they are found in the folders: where none is given, in the
// dossier that the bundle stands in and in its own folder. Nothing is written.
// The error says why nothing could be held against anything.
func Check(ctx context.Context, e Engines, path string, folders ...string) (Checked, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Checked{}, err
	}
	if info.IsDir() {
		return Checked{}, message.Bad("folder-given", message.Args{"File": path}, nil)
	}
	record, err := ReadRecord(RecordPath(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Checked{}, message.Bad("bundle-no-record", message.Args{"File": filepath.Base(path)}, err)
	case err != nil:
		return Checked{}, message.Bad("bundle-record-damaged", message.Args{"File": filepath.Base(RecordPath(path))}, err)
	}
	digest, err := durable.Digest(ctx, path, info.Size())
	if err != nil {
		return Checked{}, err
	}
	if len(folders) == 0 {
		beside := filepath.Dir(path)
		folders = []string{dossier.DocumentsBeside(beside), beside}
	}
	found, err := findSources(ctx, record.Plan.files(), folders)
	if err != nil {
		return Checked{}, err
	}
	c := Checked{Record: record, Changed: digest != record.SHA256}
	for _, d := range record.Plan.Documents {
		c.Documents = append(c.Documents, CheckedDocument{d, found[d.SHA256], found[d.backs()]})
	}
	made, sources, err := record.outcome(found)
	if err != nil {
		return Checked{}, message.Bad("bundle-record-damaged", message.Args{"File": filepath.Base(RecordPath(path))}, err)
	}
	err = e.Verify(ctx, path, made, sources)
	if reason := pdf.ReasonOf(err); reason != "" && !slices.Contains(notHeld, reason) {
		c.Fault, err = err, nil
	}
	return c, pdf.Explain(err)
}

// notHeld are the reasons for which nothing is known of the bundle: the machine's.
var notHeld = []pdf.Reason{pdf.Unavailable, pdf.TimeLimit, pdf.MemoryLimit, pdf.Crashed}

// findSources returns the paths of files with the bytes of those that were
// planned, by their digests.
func findSources(ctx context.Context, files []sourced, folders []string) (map[string]string, error) {
	wanted, found := map[string]bool{}, map[string]string{}
	for _, f := range files {
		wanted[f.SHA256] = true
	}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue // a source that is not found is told of as that
		}
		for _, file := range entries[:min(len(entries), checkFiles)] {
			if len(found) == len(wanted) {
				return found, nil
			}
			if !file.Type().IsRegular() {
				continue
			}
			path := filepath.Join(folder, file.Name())
			digest, err := durable.Digest(ctx, path, checkBytes)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err == nil && wanted[digest] && found[digest] == "" {
				found[digest] = path
			}
		}
	}
	return found, nil
}

// outcome returns what the record says was made, and the sources that it was
// made of. Pages of a file that was not found are held against their digests
// alone.
func (r Record) outcome(found map[string]string) (pdf.Outcome, []pdf.Source, error) {
	made := pdf.Outcome{Size: r.Size, SHA256: r.SHA256}
	var sources []pdf.Source
	index := map[string]int{"": -1}
	for _, d := range r.Plan.files() {
		if _, known := index[d.SHA256]; known {
			continue
		}
		index[d.SHA256] = len(sources)
		sources = append(sources, pdf.Source{File: pdf.File{Path: found[d.SHA256]}})
		made.Sources = append(made.Sources, pdf.SourceOutcome{Path: found[d.SHA256], SHA256: d.SHA256})
	}
	for i, p := range r.PageMap {
		source, known := index[p.Document]
		if !known || source >= 0 && p.Number < 1 {
			return pdf.Outcome{}, nil, fmt.Errorf("page %d is of no document", i+1)
		}
		made.Pages = append(made.Pages, p.carried(source, found[p.Document] != ""))
	}
	return made, sources, nil
}

// carried is recordPage the other way round; compared says that the page may be
// held against its source by picture.
func (p recordPage) carried(source int, compared bool) pdf.Carried {
	corners, ok := scan.CornersOf(p.Corners)
	return pdf.Carried{
		Source: source, Page: max(0, p.Number-1), Turn: p.Turn, Corners: corners, Lift: p.Lift, Shrink: p.Shrink, Before: p.Before, After: p.After, By: p.By, Digest: p.Source, Drawn: p.Draws,
		Overlaid: p.Overlaid, Doubtful: p.Doubtful && compared && ok, Looks: p.Looks,
		Region: pdf.Rect{X0: p.Region[0], Y0: p.Region[1], X1: p.Region[2], Y1: p.Region[3]},
	}
}
