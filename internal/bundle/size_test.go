package bundle_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// large is order with three photographs of pages instead of small pictures.
func large(tb testing.TB, dir string) bundle.Order {
	tb.Helper()
	o := order(tb, dir)
	for i := range o.Sources {
		s := &o.Sources[i]
		// One and the same picture would be kept once.
		if err := os.WriteFile(s.Path, pdftest.Photo(1400+100*i), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	o.Record = true
	return o
}

// made makes the bundle of an order.
func made(t *testing.T, e bundle.Engines, o bundle.Order) bundle.Result {
	t.Helper()
	result, err := bundle.Make(t.Context(), e, english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// free is the size of the order's bundle where nothing limits it.
func free(t *testing.T, o bundle.Order) message.Bytes {
	t.Helper()
	o.Output, o.Options.MaxSize, o.Record = filepath.Join(t.TempDir(), "free.pdf"), 0, false
	return made(t, start(t), o).Size()
}

// A bundle is no larger than it may be, its record says how it was made so, and it is
// held against its sources years later.
func TestBundleKeepsToASize(t *testing.T) {
	t.Parallel()
	w := start(t)
	o := large(t, t.TempDir())
	whole := free(t, o)
	o.Options.MaxSize = whole / 2
	result := made(t, w, o)
	info, err := os.Stat(o.Output)
	if err != nil || info.Size() > int64(o.Options.MaxSize) {
		t.Fatalf("%d bytes of %d, %v", info.Size(), o.Options.MaxSize, err)
	}
	if len(result.Parts) != 1 || result.Plan.Expected < info.Size() || result.Plan.Expected > info.Size()*11/10+30_000 {
		t.Errorf("%d files, %d bytes expected, %d made", len(result.Parts), result.Plan.Expected, info.Size())
	}
	record, err := bundle.ReadRecord(bundle.RecordPath(o.Output))
	if err != nil {
		t.Fatal(err)
	}
	shrunk := 0
	for i, d := range record.Plan.Documents {
		for n, page := range d.Pages {
			if got := result.Outcome.Pages[record.Plan.FrontPages+i+n].Shrink; got != page.Shrink {
				t.Errorf("%s: made with %+v, planned %+v", d.Name, got, page.Shrink)
			}
			if page.Shrink == (pdf.Shrink{}) {
				continue
			}
			if shrunk++; page.Before <= page.Bytes || page.Resolution < pdf.LegibleResolution {
				t.Errorf("%s: %+v", d.Name, page)
			}
		}
	}
	if shrunk == 0 || !hasWarning(result, "bundle.warning.shrunk") {
		t.Errorf("%d pages shrunk, warnings %v", shrunk, result.Warnings)
	}
	checked, err := bundle.Check(t.Context(), w, o.Output, filepath.Dir(o.Sources[0].Path))
	if err != nil || !checked.Holds() {
		t.Errorf("checked: %v, %v", checked.Fault, err)
	}
}

// A picture that pages of two files have is written once and counts once: where it was
// made smaller for the first, the others follow, as the plan says.
func TestAPictureOfTwoFilesIsMadeSmallerOnce(t *testing.T) {
	t.Parallel()
	o := large(t, t.TempDir())
	o.Sources = o.Sources[:2]
	data, err := os.ReadFile(o.Sources[0].Path)
	if err == nil {
		err = os.WriteFile(o.Sources[1].Path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	o.Options.MaxSize = free(t, o) / 2
	result := made(t, start(t), o)
	if result.Size() > o.Options.MaxSize {
		t.Errorf("%d bytes", result.Size())
	}
	for _, d := range result.Plan.Documents {
		if page := d.Pages[0]; page.Shrink == (pdf.Shrink{}) || result.Outcome.Pages[d.First-1].Shrink != page.Shrink {
			t.Errorf("%s: planned %+v, made %+v", d.Name, page, result.Outcome.Pages[d.First-1])
		}
	}
}

func hasWarning(r bundle.Result, id string) bool {
	return slices.ContainsFunc(r.Warnings, func(m message.Message) bool { return m.ID == id })
}

// What fits as it is goes in as it is.
func TestBundleThatFitsIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	o := large(t, t.TempDir())
	whole := free(t, o)
	for _, most := range []message.Bytes{whole + 30_000, whole * 2} {
		o.Options.MaxSize, o.Overwrite = most, true
		result := made(t, start(t), o)
		for _, page := range result.Outcome.Pages {
			if page.Shrink != (pdf.Shrink{}) {
				t.Errorf("in %d of %d bytes a page is shrunk to %+v", most, whole, page.Shrink)
			}
		}
	}
}

// Nothing is carried over that makes a bundle larger than its sources, but for the
// pages of our own.
func TestBundleIsHardlyLargerThanItsSources(t *testing.T) {
	t.Parallel()
	o := large(t, t.TempDir())
	var sources int64
	for _, s := range o.Sources {
		info, err := os.Stat(s.Path)
		if err != nil {
			t.Fatal(err)
		}
		sources += info.Size()
	}
	if whole := free(t, o); int64(whole) > sources+100_000 {
		t.Errorf("%d bytes of %d", whole, sources)
	}
}

// What is proposed is what is made: page by page, and where it is asked for again.
func TestBuildFollowsTheProposal(t *testing.T) {
	t.Parallel()
	w := start(t)
	o := large(t, t.TempDir())
	whole := free(t, o)
	for _, most := range []message.Bytes{0, whole * 2 / 3, whole / 4} {
		o.Options.MaxSize, o.Options.Parts, o.Overwrite = most, 3, true
		proposed, err := bundle.Propose(t.Context(), w, english(t), o, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, follow := range []*bundle.Proposal{nil, &proposed} {
			o.Proposal = follow
			result := made(t, w, o)
			var got []bundle.Plan
			for _, f := range result.Parts {
				got = append(got, f.Plan)
			}
			if diff := cmp.Diff(proposed.Parts, got, cmpopts.IgnoreUnexported(bundle.Plan{}, bundle.Planned{}, bundle.PlannedFile{})); diff != "" {
				t.Errorf("at most %d: %s", most, diff)
			}
			ids := func(all []message.Message) (ids []string) {
				for _, m := range all {
					ids = append(ids, m.ID)
				}
				return ids
			}
			if diff := cmp.Diff(ids(proposed.Warnings(o.Options)), ids(result.Warnings)); diff != "" {
				t.Errorf("warnings: %s", diff)
			}
		}
		o.Proposal = nil
	}
}

// weighing are the real engines, but that pages weigh what a test says.
type weighing struct {
	bundle.Engines
	weights []pdf.Weight
}

func (e weighing) Weigh(context.Context, pdf.Assembly, []pdf.Shrink) ([]pdf.Weight, error) {
	return e.weights, nil
}

// stiff has the order's bundle be one byte too large, and its pages weigh so many
// per cent of what it may have, of which nothing can be saved.
func stiff(t *testing.T, o *bundle.Order, shares ...int64) weighing {
	t.Helper()
	o.Options.MaxSize = free(t, *o) - 1
	e := weighing{Engines: start(t)}
	for _, n := range shares {
		e.weights = append(e.weights, pdf.Weight{Fixed: n * int64(o.Options.MaxSize) / 100, As: make([]pdf.Weighed, 20)})
	}
	return e
}

// Where one file cannot be made small enough there are several, each a bundle by
// itself: whole documents, translations with what they translate, and contents that
// say what stands where.
func TestBundleInParts(t *testing.T) {
	t.Parallel()
	w, dir := start(t), t.TempDir()
	o := large(t, dir)
	o.Options.Parts, o.Options.PartsUnsure = 2, true
	e := stiff(t, &o, 60, 30, 30)
	result := made(t, e, o)
	var got [][]string
	for i, f := range result.Parts {
		var ids []string
		for _, d := range f.Plan.Documents {
			ids = append(ids, d.ID)
		}
		got = append(got, ids)
		if want := filepath.Join(dir, fmt.Sprintf("out-%d.pdf", i+1)); f.Path != want || f.Plan.Part != i+1 || f.Plan.Parts != 2 {
			t.Errorf("part %d of %d is %s", f.Plan.Part, f.Plan.Parts, f.Path)
		}
		if checked, err := bundle.Check(t.Context(), w, f.Path, dir); err != nil || !checked.Holds() {
			t.Errorf("%s: %v, %v", f.Path, checked.Fault, err)
		}
	}
	if diff := cmp.Diff([][]string{{"diploma"}, {"dyplom", "translation"}}, got); diff != "" {
		t.Fatal(diff)
	}
	if result.Parts[1].Plan.Documents[1].Level != 1 || result.Path != result.Parts[0].Path {
		t.Errorf("got %+v", result.Parts[1].Plan.Documents)
	}
	if !hasWarning(result, "bundle.warning.parts-unconfirmed") {
		t.Errorf("warnings %v", result.Warnings)
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "out-1.pdf", "out-1.pdf.json", "out-2.pdf", "out-2.pdf.json", "translation.jpg")
	facts, err := w.Inspect(t.Context(), pdf.File{Path: result.Parts[1].Path})
	if err != nil {
		t.Fatal(err)
	}
	if len(facts.Pages) != result.Parts[1].Plan.Pages {
		t.Errorf("%d pages, planned %d", len(facts.Pages), result.Parts[1].Plan.Pages)
	}
}

// All parts have their names, or none has.
func TestPartsArePublishedTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := large(t, dir)
	o.Options.Parts = 3
	e := stiff(t, &o, 60, 60, 60)
	if err := os.WriteFile(filepath.Join(dir, "out-2.pdf"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bundle.Make(t.Context(), e, english(t), o, nil)
	if own := message.Of(err); own == nil || own.ID != "file-exists" {
		t.Errorf("error %v", err)
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "out-2.pdf", "translation.jpg")
}

// What cannot be made to fit is refused with its heaviest pages, and nothing is
// written.
func TestBundleThatCannotFitNamesItsHeaviestPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := large(t, dir)
	e := stiff(t, &o, 50, 120, 30)
	for parts := range 4 {
		o.Options.Parts = parts
		_, err := bundle.Make(t.Context(), e, english(t), o, nil)
		refusal, ok := errors.AsType[*bundle.TooLarge](err)
		if own := i18n.Explain(err); !ok || own.ID != "bundle-too-large" || own.Class != message.BadInput {
			t.Fatalf("%d parts: %v", parts, err)
		}
		var heaviest []string
		for _, page := range refusal.Heaviest {
			heaviest = append(heaviest, page.File)
		}
		if diff := cmp.Diff([]string{"dyplom.jpg", "diploma.jpg", "translation.jpg"}, heaviest); diff != "" || refusal.Least < 2*o.Options.MaxSize {
			t.Errorf("%s, at least %d bytes", diff, refusal.Least)
		}
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "translation.jpg")
}

// Weights that promise too much are not believed: the file that came out is.
func TestBundleThatCameOutTooLargeIsMadeAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := large(t, dir)
	_, err := bundle.Make(t.Context(), stiff(t, &o, 1, 1, 1), english(t), o, nil)
	if _, ok := errors.AsType[*bundle.TooLarge](err); !ok {
		t.Errorf("error %v", err)
	}
	onlyFiles(t, dir, "diploma.jpg", "dyplom.jpg", "translation.jpg")
}
