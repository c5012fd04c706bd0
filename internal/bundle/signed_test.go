package bundle_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf/pdftest"
)

// signed writes a PDF that carries a signature with a seal that can be seen.
func signed(t *testing.T, dir, name string) bundle.Source {
	t.Helper()
	stream := func(entries, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
	}
	data := pdftest.File("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[5 0 R]>>", stream("", "0 g 10 10 "+fmt.Sprint(len(name))+" 20 re f"),
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/Rect[100 50 200 100]/P 3 0 R/F 132/V 7 0 R/AP<</N 6 0 R>>>>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 100 50]", "0 0 1 rg 0 0 100 50 re f"),
		"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 10]/Contents<00>/Name(Rector)>>")
	path := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return bundle.Source{ID: name, Title: name, Path: path, Name: name + ".pdf"}
}

// What is signed is said, its seal stays as seen, and its original stands beside the
// bundle, byte for byte.
func TestSignedOriginalsStandBesideTheBundle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	diploma, transcript := signed(t, dir, "diploma-signed"), signed(t, dir, "transcript")
	o.Sources = append(o.Sources, diploma, transcript)
	proposal, err := bundle.Propose(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if planned := proposal.Parts[0]; !planned.HasSigned() || planned.Documents[0].Signed || !planned.Documents[3].Signed {
		t.Fatalf("before it is made: %+v", planned.Documents)
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	var warned []any
	for _, w := range made.Warnings {
		if w.ID == "bundle.warning.signed" {
			warned = append(warned, w.Args["File"])
		}
	}
	if !slices.Equal(warned, []any{diploma.Name, transcript.Name}) || made.Outcome.Sources[3].FieldsDrawn != 1 {
		t.Errorf("warned of %v, %+v", warned, made.Outcome.Sources[3])
	}
	taken := filepath.Join(dir, "out-signed-1.pdf")
	if err := os.WriteFile(taken, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time they are there already
		got, err := made.SaveSigned(t.Context())
		if err != nil || len(got) != 2 {
			t.Fatalf("%+v, %v", got, err)
		}
		for i, want := range []bundle.Source{diploma, transcript} {
			original, _ := os.ReadFile(want.Path)
			copied, err := os.ReadFile(got[i].Path)
			if err != nil || string(copied) != string(original) || got[i].Name != want.Name || got[i].Title != want.Title {
				t.Errorf("%+v, %v", got[i], err)
			}
			if name := fmt.Sprintf("out-signed-%d.pdf", i+2); filepath.Base(got[i].Path) != name {
				t.Errorf("it stands at %s, not %s", got[i].Path, name)
			}
		}
	}
	if data, err := os.ReadFile(taken); err != nil || string(data) != "somebody's" {
		t.Errorf("what stood there is %q, %v", data, err)
	}
	onlyFiles(t, dir, "diploma-signed.pdf", "diploma.jpg", "dyplom.jpg", "out-signed-1.pdf", "out-signed-2.pdf", "out-signed-3.pdf", "out.pdf", "transcript.pdf", "translation.jpg")
}

// Copies that cannot be made are told, and nothing half-made is left.
func TestSignedOriginalsOnADiskThatFails(t *testing.T) {
	t.Parallel()
	dir, out := t.TempDir(), t.TempDir()
	o := order(t, dir)
	o.Sources = append(o.Sources[:1], signed(t, dir, "letter"))
	o.Output = filepath.Join(out, "out.pdf")
	var disk durabletest.Faulty
	disk.Err = durabletest.ErrFull
	o.Disk = disk.Disk()
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := disk.Steps
	for n := 1; ; n++ {
		disk.Fail = disk.Steps + n
		goal := disk.Fail
		got, err := made.SaveSigned(t.Context())
		if disk.Steps < goal {
			if err != nil || len(got) != 1 {
				t.Errorf("%+v, %v", got, err)
			}
			break
		}
		if files := durabletest.Files(t, out); err != nil && len(files) > 1 && files["out-signed-1.pdf"] == "" {
			t.Errorf("step %d leaves %d files", n, len(files))
		}
		_ = os.Remove(filepath.Join(out, "out-signed-1.pdf"))
	}
	if disk.Steps == before {
		t.Error("nothing was written")
	}
}

// A source that is gone or another one by then is told.
func TestSignedOriginalsThatAreGone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	letter := signed(t, dir, "letter")
	o.Sources = append(o.Sources[:1], letter)
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	change(t, letter.Path, func(s string) string { return s + "\n" })
	if _, err := made.SaveSigned(t.Context()); message.Of(err) == nil || message.Of(err).ID != "document-changed" {
		t.Error(err)
	}
	if err := os.Remove(letter.Path); err != nil {
		t.Fatal(err)
	}
	if _, err := made.SaveSigned(t.Context()); message.Of(err) == nil || message.Of(err).ID != "document-gone" {
		t.Error(err)
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "out.pdf", "translation.jpg")
}

// A bundle that holds a document whose file was lost since is not replaced by one
// without it, unless that is asked.
func TestAFullerBundleIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	o.Record, o.Overwrite = true, true
	for i := range o.Sources {
		o.Sources[i].SHA256 = "" // what was taken in is not known
	}
	if _, err := bundle.Make(t.Context(), start(t), english(t), o, nil); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(o.Output)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(o.Sources[0].Path); err != nil {
		t.Fatal(err)
	}
	_, err = bundle.Make(t.Context(), start(t), english(t), o, nil)
	if own := message.Of(err); own == nil || own.ID != "bundle-fuller" || own.Class != message.BadInput {
		t.Fatalf("%v", err)
	}
	for _, lang := range i18n.Languages() {
		loc, err2 := i18n.New(lang)
		if err2 != nil {
			t.Fatal(err2)
		}
		if what, do := loc.Error(err); !strings.Contains(what, o.Sources[0].Name) || do == "" {
			t.Errorf("%q %q", what, do)
		}
	}
	if after, err := os.ReadFile(o.Output); err != nil || string(after) != string(before) {
		t.Error("it has changed")
	}
	onlyFiles(t, dir, "dyplom.jpg", "out.pdf", "out.pdf.json", "translation.jpg")
	o.Incomplete = true
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil || len(made.Plan.Documents) != 2 {
		t.Errorf("%v", err)
	}
	// What the old one has not either may be missing.
	o.Incomplete = false
	if _, err := bundle.Make(t.Context(), start(t), english(t), o, nil); err != nil {
		t.Error(err)
	}
}
