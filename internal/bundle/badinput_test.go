package bundle_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// watched are the real engines; each call is told of before it is made, and what
// that says is its answer where it is an error.
type watched struct {
	bundle.Engines
	before func(call string) error
}

func (w watched) Inspect(ctx context.Context, f pdf.File) (pdf.Facts, error) {
	if err := w.before("inspect"); err != nil {
		return pdf.Facts{}, err
	}
	return w.Engines.Inspect(ctx, f)
}

func (w watched) Assemble(ctx context.Context, a pdf.Assembly) (pdf.Outcome, error) {
	if err := w.before("assemble"); err != nil {
		return pdf.Outcome{}, err
	}
	made, err := w.Engines.Assemble(ctx, a)
	if err == nil {
		err = w.before("assembled")
	}
	return made, err
}

func (w watched) Verify(ctx context.Context, path string, made pdf.Outcome, sources []pdf.Source) error {
	if err := w.before("verify"); err != nil {
		return err
	}
	err := w.Engines.Verify(ctx, path, made, sources)
	return errors.Join(err, w.before("verified"))
}

func (w watched) Weigh(ctx context.Context, a pdf.Assembly, levels []pdf.Shrink) ([]pdf.Weight, error) {
	if err := w.before("weigh"); err != nil {
		return nil, err
	}
	return w.Engines.Weigh(ctx, a, levels)
}

// says holds an error to naming something in every language, and to what to do.
func says(t *testing.T, err error, id, name string) {
	t.Helper()
	explained := i18n.Explain(err)
	if explained == nil || explained.ID != id {
		t.Errorf("the error is %v, not %s", err, id)
		return
	}
	for _, lang := range i18n.Languages() {
		loc, failed := i18n.New(lang)
		if failed != nil {
			t.Fatal(failed)
		}
		if what, do := loc.Error(err); !strings.Contains(what+do, name) || what == "" || do == "" {
			t.Errorf("%s: %q %q does not name %q", lang, what, do, name)
		}
	}
}

// apart is an order whose bundle goes to a folder of its own.
func apart(t *testing.T) (o bundle.Order, out string) {
	t.Helper()
	o, out = order(t, t.TempDir()), t.TempDir()
	o.Output, o.Record = filepath.Join(out, "out.pdf"), true
	return o, out
}

// A source that is gone, or another one, at any moment from being taken in to being
// carried is left out by name, and the others go on.
func TestSourcesThatChangeOnTheWay(t *testing.T) {
	t.Parallel()
	harm := map[string]struct {
		do func(path string) error
		id map[bool]string // by whether it is known what was taken in
	}{
		"gone":      {os.Remove, map[bool]string{true: "document-gone", false: "file-missing"}},
		"changed":   {func(path string) error { return os.WriteFile(path, []byte("%PDF-1.7 another"), 0o600) }, nil},
		"emptied":   {func(path string) error { return os.Truncate(path, 0) }, nil},
		"cut short": {func(path string) error { return os.Truncate(path, 400) }, nil},
		"a folder":  {func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) }, nil},
	}
	for _, moment := range []string{"before planning", "inspect", "between plan and build", "assemble"} {
		for name, h := range harm {
			for _, known := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s, %s, known %t", name, moment, known), func(t *testing.T) {
					t.Parallel()
					o, out := apart(t)
					victim := &o.Sources[0]
					if known {
						digest, err := durable.Digest(t.Context(), victim.Path, 1e6)
						if err != nil {
							t.Fatal(err)
						}
						victim.SHA256 = digest
					}
					harmed := false
					strike := func(at string) error {
						if at != moment || harmed {
							return nil
						}
						harmed = true
						return h.do(victim.Path)
					}
					engines := watched{start(t), strike}
					if err := strike("before planning"); err != nil {
						t.Fatal(err)
					}
					if moment == "between plan and build" {
						proposal, err := bundle.Propose(t.Context(), engines, english(t), o, nil)
						if err != nil {
							t.Fatal(err)
						}
						o.Proposal = &proposal
						if err := strike("between plan and build"); err != nil {
							t.Fatal(err)
						}
					}
					made, err := bundle.Make(t.Context(), engines, english(t), o, nil)
					if err != nil {
						t.Fatal(err)
					}
					if name == "cut short" && moment == "before planning" && !known {
						// What there is of a picture goes in, with a word of warning.
						if len(made.Refused) > 0 || !slices.ContainsFunc(made.Warnings, func(m message.Message) bool { return m.ID == "bundle.warning.cut" }) {
							t.Errorf("refused %+v, warned of %v", made.Refused, made.Warnings)
						}
						return
					}
					if len(made.Refused) != 1 || len(made.Plan.Documents) != 2 || made.Refused[0].Source.ID != victim.ID {
						t.Fatalf("%d documents, refused: %+v", len(made.Plan.Documents), made.Refused)
					}
					id := i18n.Explain(made.Refused[0].Err).ID
					if want := h.id[known]; want != "" {
						id = want
					}
					says(t, made.Refused[0].Err, id, victim.Name)
					if id == "internal" || id == "unknown" {
						t.Errorf("%v is taken for a fault of the program", made.Refused[0].Err)
					}
					onlyFiles(t, out, "out.pdf", "out.pdf.json")
				})
			}
		}
	}
}

// A bundle is made or not, whichever step of the disk fails, and nothing is left of
// one that is not; of several parts all are made or none.
func TestADiskThatFailsAtAnyStep(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("makes a bundle for each step of the disk")
	}
	for _, parts := range []int{1, 3} {
		t.Run(fmt.Sprint(parts, " parts"), func(t *testing.T) {
			t.Parallel()
			o, out := apart(t)
			if parts > 1 {
				o = split(t, o)
			}
			durabletest.EachFault(t, durabletest.ErrFull, func(t *testing.T, f *durabletest.Faulty) {
				o := o
				o.Disk = f.Disk()
				made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
				files := durabletest.Files(t, out)
				if f.Crash || err != nil && strings.Contains(err.Error(), "remove ") {
					delete(files, "unfinished") // nobody could remove it; the folder's next use does
				}
				switch {
				case err == nil && len(made.Parts) != parts:
					t.Fatalf("step %d: %d parts", f.Fail, len(made.Parts))
				case err == nil && len(files) != 2*parts, err != nil && !f.Crash && len(files) > 0:
					t.Fatalf("step %d: %v, and there is %v", f.Fail, err, names(files))
				case err != nil && !errors.Is(err, durabletest.ErrFull):
					t.Fatalf("step %d: %v", f.Fail, err)
				case err != nil:
					says(t, err, "disk-full", "")
				}
				if err := errors.Join(os.RemoveAll(out), os.Mkdir(out, 0o700)); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// split is the order with documents that only fit into three files.
func split(t *testing.T, o bundle.Order) bundle.Order {
	t.Helper()
	o.Sources = nil
	for i := range 3 {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("letter%d.pdf", i))
		content := fmt.Sprintf("%% %d\n", i)
		for n := range 15_000 {
			content += fmt.Sprintf("%x ", n*n*(i+7)%99991) // it packs badly
		}
		content = "BT (" + content + ") pop ET"
		data := pdftest.File("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>", fmt.Sprintf("<</Length %d>>\nstream\n%% %s\nendstream", len(content)+2, content))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		o.Sources = append(o.Sources, bundle.Source{ID: fmt.Sprint(i), Title: fmt.Sprint("Letter ", i), Path: path, Name: filepath.Base(path)})
	}
	o.Options.MaxSize, o.Options.Parts = 160_000, 3
	return o
}

func names(files map[string]string) []string {
	var all []string
	for name, data := range files {
		all = append(all, fmt.Sprintf("%s (%d bytes)", name, len(data)))
	}
	slices.Sort(all)
	return all
}

// A disk may be full at any byte of the bundle and of its record.
func TestADiskThatIsFullAtAnyByte(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a bundle for each size of the disk")
	}
	o, _ := apart(t)
	small := durabletest.SmallDisk(t, 1<<20)
	o.Output = filepath.Join(small, "out.pdf")
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(made.Path), os.Remove(made.Record)); err != nil {
		t.Fatal(err)
	}
	page, filler := 4096, filepath.Join(small, "filler")
	for room := 0; room <= int(made.Outcome.Size)+5*page; room += page {
		if err := os.WriteFile(filler, make([]byte, 1<<20-room), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
		if err != nil {
			says(t, err, "disk-full", "")
			onlyFiles(t, small, "filler")
		} else {
			onlyFiles(t, small, "filler", "out.pdf", "out.pdf.json")
			if room < int(made.Outcome.Size) {
				t.Errorf("%d bytes into %d", made.Outcome.Size, room)
			}
			return
		}
	}
	t.Error("it never fitted")
}

// Cancelling leaves nothing, whenever it comes: at each word of the progress, and
// around each call of the engines.
func TestCancelAtAnyMoment(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("makes a bundle for each moment")
	}
	w, err := worker.Start(t.Context(), worker.Options{CacheDir: pdftest.CacheDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	for _, parts := range []int{1, 3} {
		o, out := apart(t)
		if parts > 1 {
			o = split(t, o)
		}
		k := 1
		for ; ; k++ {
			ctx, cancel := context.WithCancel(t.Context())
			moment, last := 0, ""
			count := func(what string) error {
				if moment++; moment == k {
					last = what
					cancel()
				}
				return nil
			}
			_, err := bundle.Make(ctx, watched{w, count}, english(t), o, func(p bundle.Progress) { _ = count(string(p.Stage)) })
			cancel()
			if moment < k {
				if err != nil {
					t.Fatal(err)
				}
				break
			}
			switch {
			case last == "verified" && err == nil: // all was done
				for i := range parts {
					path := o.Output
					if parts > 1 {
						path = bundle.PartPath(o.Output, i+1)
					}
					if err := errors.Join(os.Remove(path), os.Remove(bundle.RecordPath(path))); err != nil {
						t.Fatal(err)
					}
				}
			case !errors.Is(err, context.Canceled):
				t.Fatalf("moment %d, %s: %v", k, last, err)
			}
			onlyFiles(t, out)
		}
		if k < 10 {
			t.Errorf("only %d moments", k)
		}
	}
}

// Names in every script, and combined of several signs, go in as they are; what the
// program's font lacks is said.
func TestNamesInAnyScript(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	o.Record = true
	o.Cover = bundle.Cover{Title: "محمد بن عبد الله", Subtitle: "a\u0301\u0302\u0303 Z\u0351\u036b\u0343", Author: "יעל כהן"}
	for i, name := range []string{"شهادة الجامعة", "תעודה \u202e gpj.exe", "e\u0301te\u0301 한국어 👩‍👩‍👧‍👦"} {
		renamed := photo(t, dir, fmt.Sprint("script", i))
		path := filepath.Join(dir, name+".jpg")
		if err := os.Rename(renamed.Path, path); err != nil {
			t.Fatal(err)
		}
		o.Sources[i] = bundle.Source{ID: fmt.Sprint(i), Title: name, Detail: name, Path: path, Name: name + ".jpg"}
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(made.Warnings, func(m message.Message) bool { return m.ID == "bundle.warning.characters" }) {
		t.Errorf("warned of %v", made.Warnings)
	}
	if got := made.Plan.Documents[2].Title; got != "été 한국어 👩‍👩‍👧‍👦" {
		t.Errorf("the title is %+q", got)
	}
	if got := made.Plan.Documents[1].Title; !strings.HasPrefix(got, "תעודה") || strings.Contains(got, "\u202e") {
		t.Errorf("a title turns the others round: %+q", got)
	}
	checked, err := bundle.Check(t.Context(), start(t), o.Output, dir)
	if err != nil || !checked.Holds() {
		t.Errorf("%+v, %v", checked.Fault, err)
	}
	if name := bundle.FileName(bundle.Named{Family: "بن عبد", Given: "محمد", Vacancy: "OCIO"}, nil, 0); name != "OCIO.pdf" {
		t.Errorf("its name is %q", name)
	}
}

// A title of any length is shortened where it is shown, and the bundle opens.
func TestALongTitle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	o.Record = true
	long := strings.Repeat("Ein sehr langer Titel ", 500)[:10_000]
	o.Sources[0].Title, o.Sources[0].Detail = long, long
	o.Sources[1].Title = strings.Repeat("W", 10_000)
	o.Cover.Title, o.Cover.Subtitle, o.Cover.Author, o.Cover.Kicker = long, long, long, long
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if made.Plan.FrontPages > 6 {
		t.Errorf("%d pages of cover and contents", made.Plan.FrontPages)
	}
	if checked, err := bundle.Check(t.Context(), start(t), o.Output, dir); err != nil || checked.Fault != nil {
		t.Errorf("%+v, %v", checked.Fault, err)
	}
}

// sheet is a PDF of one page of so many points.
func sheet(t *testing.T, dir, name string, width, height float64) bundle.Source {
	t.Helper()
	data := pdftest.File("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents 4 0 R>>", width, height),
		fmt.Sprintf("<</Length 40>>\nstream\n%-40s\nendstream", fmt.Sprintf("0 g 0 0 %g %g re f", width/2, height/2)))
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return bundle.Source{ID: name, Title: name, Path: path, Name: name}
}

// A page of 5 m is set on a sheet of paper; one of more than 25 m is no page.
func TestPagesOfManyMetres(t *testing.T) {
	t.Parallel()
	const metre = 72 / 0.0254
	dir := t.TempDir()
	o := order(t, dir)
	o.Sources = []bundle.Source{
		sheet(t, dir, "poster.pdf", 5*metre, 0.3*metre), sheet(t, dir, "longest.pdf", 100, 25*metre), sheet(t, dir, "endless.pdf", 100, 26*metre),
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Refused) != 1 || len(made.Plan.Documents) != 2 || !made.Plan.Documents[0].Pages[0].Wide {
		t.Fatalf("%+v %+v", made.Refused, made.Plan.Documents)
	}
	says(t, made.Refused[0].Err, "page-too-large", "endless.pdf")
	at := made.Outcome.Pages[made.Plan.FrontPages].Region
	if width := at.X1 - at.X0; width < 500 || width > 842 {
		t.Errorf("the poster is %g points wide", width)
	}
}

// Five thousand pages are the most of one file.
func TestThousandsOfPages(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("makes a bundle of 5,000 pages")
	}
	dir := t.TempDir()
	o := order(t, dir)
	o.Sources = o.Sources[:0]
	for name, pages := range map[string]int{"book.pdf": 5000, "longer.pdf": 5001} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pdftest.Empty(pages), 0o600); err != nil {
			t.Fatal(err)
		}
		o.Sources = append(o.Sources, bundle.Source{ID: name, Title: name, Path: path, Name: name})
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if made.Plan.Pages != 5000+made.Plan.FrontPages || len(made.Refused) != 1 {
		t.Fatalf("%d pages, refused %+v", made.Plan.Pages, made.Refused)
	}
	says(t, made.Refused[0].Err, "too-many-pages", "longer.pdf")
}

// Three hundred documents have their contents, bookmarks and record.
func TestHundredsOfDocuments(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("makes a bundle of 300 documents")
	}
	dir := t.TempDir()
	o := order(t, dir)
	o.Record, o.Sources = true, nil
	for i := range 300 {
		o.Sources = append(o.Sources, sheet(t, dir, fmt.Sprintf("document%d.pdf", i), 300, 200+float64(i)))
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Plan.Documents) != 300 || made.Plan.Pages != 300+made.Plan.FrontPages || len(made.Refused) > 0 {
		t.Errorf("%d documents on %d pages, refused %v", len(made.Plan.Documents), made.Plan.Pages, made.Refused)
	}
	if checked, err := bundle.Check(t.Context(), start(t), o.Output, dir); err != nil || !checked.Holds() {
		t.Errorf("%+v, %v", checked.Fault, err)
	}
}
