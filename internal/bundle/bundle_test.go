package bundle_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/worker"
)

// shared is one child process for all tests: its start costs more than most.
var shared = sync.OnceValues(func() (*worker.Worker, error) {
	return worker.Start(context.Background(), worker.Options{CacheDir: pdftest.CacheDir()})
})

func TestMain(m *testing.M) {
	worker.HandOver()
	code := m.Run()
	if w, err := shared(); err == nil {
		_ = w.Close()
	}
	os.Exit(code)
}

// start returns the real engines in their child process.
func start(tb testing.TB) *worker.Worker {
	tb.Helper()
	w, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func english(tb testing.TB) *i18n.Localizer {
	tb.Helper()
	loc, err := i18n.New(i18n.English)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

// photo writes a small JPEG that no other has the bytes of, and returns it as
// a source.
func photo(tb testing.TB, dir, name string) bundle.Source {
	tb.Helper()
	picture := image.NewGray(image.Rect(0, 0, 120, 160))
	for i := range picture.Pix {
		picture.Pix[i] = byte(i*len(name) + int(name[0]))
	}
	picture.SetGray(0, 0, color.Gray{Y: 255})
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(dir, name+".jpg")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		tb.Fatal(err)
	}
	return bundle.Source{ID: name, Title: name, Path: path, Name: name + ".jpg"}
}

// order is a small bundle of three documents, the second one's translation
// behind it.
func order(tb testing.TB, dir string) bundle.Order {
	tb.Helper()
	translation := photo(tb, dir, "translation")
	translation.Of = "dyplom"
	return bundle.Order{
		Cover: bundle.Cover{Title: "Zoë Lefèvre-Öztürk", Subtitle: "Intern", Author: "Zoë Lefèvre-Öztürk"},
		Sources: []bundle.Source{
			photo(tb, dir, "diploma"), photo(tb, dir, "dyplom"), translation,
		},
		Options: bundle.Options{
			Paper: typeset.A4, Date: civil.Date{Year: 2025, Month: 6, Day: 1}, Program: "Dossier test",
		},
		Output: filepath.Join(dir, "out.pdf"),
	}
}

// What is missing at the end of a picture is not lost without a word.
func TestAPictureThatIsCutOffIsWarnedOf(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	change(t, o.Sources[1].Path, func(s string) string { return s[:len(s)-len(s)/4] })
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	var cut []any
	for _, warning := range made.Warnings {
		if warning.ID == "bundle.warning.cut" {
			cut = append(cut, warning.Args["File"])
		}
	}
	if !slices.Equal(cut, []any{o.Sources[1].Name}) {
		t.Errorf("warned of %v", cut)
	}
}

func TestBundleIsCompleteVerifiedAndRecorded(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := order(t, dir)
	o.Record = true
	var stages []bundle.Stage
	made, err := bundle.Make(t.Context(), w, english(t), o, func(p bundle.Progress) { stages = append(stages, p.Stage) })
	if err != nil {
		t.Fatal(err)
	}
	facts, err := w.Inspect(t.Context(), pdf.File{Path: o.Output})
	if err != nil {
		t.Fatal(err)
	}
	if want := made.Plan.FrontPages + 3; len(facts.Pages) != want || made.Plan.Pages != want {
		t.Errorf("%d pages, planned %d, want %d", len(facts.Pages), made.Plan.Pages, want)
	}
	if len(stages) == 0 || stages[len(stages)-1] != bundle.Verifying {
		t.Errorf("stages %v do not end with the verifying", stages)
	}
	record, err := os.ReadFile(bundle.RecordPath(o.Output))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(record), dir) {
		t.Error("the record holds a path of the candidate's")
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "out.pdf", "out.pdf.json", "translation.jpg")
}

func TestSamePlanSameBytes(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := order(t, dir)
	var first []byte
	for i := range 2 {
		o.Output = filepath.Join(dir, fmt.Sprintf("out%d.pdf", i))
		if _, err := bundle.Make(t.Context(), w, english(t), o, nil); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(o.Output)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = data
		} else if !bytes.Equal(first, data) {
			t.Error("the same order gave other bytes")
		}
	}
}

func TestBadSourcesAreNamedAndLeftOut(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := order(t, dir)
	text := filepath.Join(dir, "text.pdf")
	if err := os.WriteFile(text, []byte("no PDF at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	changed := photo(t, dir, "changed")
	changed.SHA256 = strings.Repeat("0", 64)
	leftOut := photo(t, dir, "leftout")
	leftOut.Pages = []int{}
	o.Sources = append(o.Sources,
		bundle.Source{Title: "text", Path: text, Name: "text.pdf"},
		bundle.Source{Title: "gone", Path: filepath.Join(dir, "gone.pdf"), Name: "gone.pdf"},
		changed, leftOut)
	made, err := bundle.Make(t.Context(), w, english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Plan.Documents) != 3 || len(made.Refused) != 4 {
		t.Fatalf("%d documents went in, %d were refused", len(made.Plan.Documents), len(made.Refused))
	}
	for _, r := range made.Refused {
		what, do := english(t).Error(r.Err)
		if !strings.Contains(what, r.Source.Name) || do == "" {
			t.Errorf("%s: %q, %q", r.Source.Name, what, do)
		}
	}
}

func TestNothingUsableLeavesNoOutput(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := order(t, dir)
	o.Sources = []bundle.Source{{Title: "gone", Path: filepath.Join(dir, "gone.pdf"), Name: "gone.pdf"}}
	if _, err := bundle.Make(t.Context(), w, english(t), o, nil); err == nil {
		t.Error("no error")
	}
	o.Sources = nil
	if _, err := bundle.Make(t.Context(), w, english(t), o, nil); message.Of(err) == nil || message.Of(err).ID != "bundle-empty" {
		t.Errorf("error is %v", err)
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "translation.jpg")
}

func TestOutputIsNeverDestroyed(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := order(t, dir)
	put := func(path string) {
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(o.Output)
	wantID(t, w, o, "file-exists")
	if data, _ := os.ReadFile(o.Output); string(data) != "mine" {
		t.Error("an output that was there has changed")
	}
	o.Output, o.Record = filepath.Join(dir, "other.pdf"), true
	put(bundle.RecordPath(o.Output))
	wantID(t, w, o, "file-exists")
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "other.pdf.json", "out.pdf", "translation.jpg")
	o.Overwrite = true
	if _, err := bundle.Make(t.Context(), w, english(t), o, nil); err != nil {
		t.Errorf("with --force: %v", err)
	}
	o.Output = o.Sources[0].Path
	wantID(t, w, o, "output-is-input")
	o.Output = dir
	wantID(t, w, o, "folder-given")
}

func wantID(t *testing.T, w *worker.Worker, o bundle.Order, id string) {
	t.Helper()
	_, err := bundle.Make(t.Context(), w, english(t), o, nil)
	if own := message.Of(err); own == nil && id != "" || own != nil && own.ID != id {
		if explained := i18n.Explain(err); explained.ID != id {
			t.Errorf("error %v, want %s", err, id)
		}
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := order(t, dir)
	for _, stage := range []bundle.Stage{bundle.Surveying, bundle.Assembling, bundle.Verifying} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := bundle.Make(ctx, w, english(t), o, func(p bundle.Progress) {
			if p.Stage == stage {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled while %s: %v", stage, err)
		}
		onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "translation.jpg")
	}
}

func onlyFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("files %v, want %v", got, want)
	}
}

// A PDF that had to be repaired goes in, and is not passed over in silence.
func TestAPDFThatWasRepairedIsWarnedOf(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	whole, err := os.ReadFile(filepath.Join("..", "..", "assets", "sample", "documents", "praktikumszeugnis.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "letter.pdf")
	if err := os.WriteFile(broken, whole[:bytes.LastIndex(whole, []byte("xref"))-8], 0o600); err != nil {
		t.Fatal(err)
	}
	o.Sources = append(o.Sources, bundle.Source{Title: "letter", Path: broken, Name: "letter.pdf"})
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(made.Warnings, func(m message.Message) bool {
		return m.ID == "bundle.warning.mended" && m.Args["File"] == "letter.pdf"
	}) {
		t.Errorf("warned of %v", made.Warnings)
	}
}
