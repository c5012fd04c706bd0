package bundle_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// engines are the real ones, but for what happens before they assemble.
type engines struct {
	bundle.Engines
	before func(pdf.Assembly) error
}

func (e engines) Assemble(ctx context.Context, a pdf.Assembly) (pdf.Outcome, error) {
	if err := e.before(a); err != nil {
		return pdf.Outcome{}, err
	}
	return e.Engines.Assemble(ctx, a)
}

// refused lists what was left out, as name and id of the error.
func refused(made bundle.Result) map[string]string {
	ids := map[string]string{}
	for _, r := range made.Refused {
		ids[r.Source.ID] = i18n.Explain(r.Err).ID
	}
	return ids
}

func TestFileThatChangesAfterTheSurveyIsLeftOut(t *testing.T) {
	t.Parallel()
	for name, digested := range map[string]bool{"by its digest": true, "by its mark": false} {
		t.Run(name, func(t *testing.T) { changesAfterTheSurvey(t, digested) })
	}
}

func changesAfterTheSurvey(t *testing.T, digested bool) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	if o.Record = digested; !digested {
		for i := range o.Sources {
			o.Sources[i].SHA256 = ""
		}
	}
	another := photo(t, t.TempDir(), "another")
	made, err := bundle.Make(t.Context(), engines{start(t), func(pdf.Assembly) error {
		data, err := os.ReadFile(another.Path)
		if err != nil {
			return err
		}
		return os.WriteFile(o.Sources[0].Path, data, 0o600)
	}}, english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := refused(made); len(got) != 1 || got["diploma"] != "document-changed" {
		t.Errorf("refused %v", got)
	}
	if len(made.Plan.Documents) != 2 || made.Plan.Documents[1].Level != 1 {
		t.Errorf("documents %+v", made.Plan.Documents)
	}
}

// A scan may hold a diploma and its translation: both go when it cannot be used,
// and both are named.
func TestEverySourceOfABadFileIsNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	scan := o.Sources[0]
	scan.ID, scan.Of = "second", "diploma"
	o.Sources = append(o.Sources, scan)
	made, err := bundle.Make(t.Context(), engines{start(t), func(a pdf.Assembly) error {
		for _, s := range a.Sources {
			if s.Path == scan.Path {
				return &pdf.Error{Reason: pdf.Damaged, Path: s.Path}
			}
		}
		return nil
	}}, english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := refused(made); len(got) != 2 || got["diploma"] != "file-damaged" || got["second"] != "file-damaged" {
		t.Errorf("refused %v", got)
	}
}

// What no file is to blame for is told all the same, not called a fault of the
// program.
func TestLimitThatNoFileIsToBlameFor(t *testing.T) {
	t.Parallel()
	for reason, id := range map[pdf.Reason]string{pdf.MemoryLimit: "worker-memory", pdf.TimeLimit: "timeout", pdf.Crashed: "worker-crashed"} {
		_, err := bundle.Make(t.Context(), engines{start(t), func(pdf.Assembly) error {
			return errors.Join(&pdf.Error{Reason: reason}, nil)
		}}, english(t), order(t, t.TempDir()), nil)
		if got := i18n.Explain(err); got == nil || got.ID != id || got.Class != message.CannotFinish {
			t.Errorf("%s: %v", reason, got)
		}
	}
}

func TestTranslationOfARefusedOriginalStandsAlone(t *testing.T) {
	t.Parallel()
	o := order(t, t.TempDir())
	if err := os.Remove(o.Sources[1].Path); err != nil { // dyplom, whose translation follows
		t.Fatal(err)
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := made.Plan.Documents; len(d) != 2 || d[1].ID != "translation" || d[1].Level != 0 {
		t.Errorf("documents %+v", d)
	}
}

// The password opens the file and is written nowhere.
func TestPasswordReachesTheEnginesAndNoRecord(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	o.Record = true
	o.Sources[0].Password = "open-sesame-4711"
	var seen string
	_, err := bundle.Make(t.Context(), engines{start(t), func(a pdf.Assembly) error {
		seen = a.Sources[0].Password
		return nil
	}}, english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if seen != "open-sesame-4711" {
		t.Errorf("the engines got the password %q", seen)
	}
	for _, name := range []string{o.Output, bundle.RecordPath(o.Output)} {
		holdsNot(t, name, "open-sesame-4711")
		holdsNot(t, name, dir)
	}
}

func TestOutputInAFolderThatIsNotThere(t *testing.T) {
	t.Parallel()
	o := order(t, t.TempDir())
	o.Output = filepath.Join(t.TempDir(), "none", "out.pdf")
	_, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if got := i18n.Explain(err); got == nil || got.ID != "file-missing" || got.Class != message.BadInput {
		t.Errorf("error %v", err)
	}
}
