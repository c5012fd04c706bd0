package bundle_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/typeset"
)

// text writes a PDF of so many pages of text, and returns it as a source.
func text(tb testing.TB, dir, name string, pages int) bundle.Source {
	tb.Helper()
	path := filepath.Join(dir, name+".pdf")
	data := append(pdftest.Written(pages), "\n% "+name+"\n"...)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return bundle.Source{ID: name, Title: name, Path: path, Name: name + ".pdf"}
}

// marked writes a PDF of three pages with bookmarks of its own.
func marked(tb testing.TB, dir, name string) bundle.Source {
	tb.Helper()
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
	data := pdftest.File("<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>", "<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>", page, page, page,
		"<</First 7 0 R/Last 9 0 R>>",
		"<</Title(Part one)/Parent 6 0 R/Dest[3 0 R/Fit]/First 8 0 R/Last 8 0 R/Next 9 0 R>>",
		"<</Title(Left out)/Parent 7 0 R/Dest[4 0 R/Fit]>>",
		"<</Title(Part two)/Parent 6 0 R/Dest[5 0 R/Fit]>>")
	path := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return bundle.Source{ID: name, Title: name, Path: path, Name: name + ".pdf"}
}

// Two files of a scanner that sees one side become one document, whose pages
// each come from the file that plan, outcome and record say; the record is
// checked against both files.
func TestInterleavedScans(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	backs := text(t, dir, "backs", 2)
	fronts := text(t, dir, "fronts", 3)
	fronts.Backs, fronts.Reversed = &backs, true
	o.Sources = []bundle.Source{photo(t, dir, "before"), fronts, photo(t, dir, "after")}
	o.Record = true
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range made.Outcome.Pages[made.Plan.FrontPages:] {
		got = append(got, filepath.Base(made.Outcome.Sources[c.Source].Path)+" "+strconv.Itoa(c.Page+1))
	}
	want := []string{"before.jpg 1", "fronts.pdf 1", "backs.pdf 2", "fronts.pdf 2", "backs.pdf 1", "fronts.pdf 3", "after.jpg 1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	found, err := bundle.Check(t.Context(), start(t), o.Output)
	if err != nil || !found.Holds() || found.Documents[1].BacksPath != backs.Path {
		t.Fatalf("found %+v, %v", found.Documents, err)
	}
	if err := os.Remove(backs.Path); err != nil {
		t.Fatal(err)
	}
	found, err = bundle.Check(t.Context(), start(t), o.Output)
	if err != nil || found.Holds() || found.Documents[1].Whole() || found.Fault != nil {
		t.Errorf("without the backs: %+v, %v", found.Documents, err)
	}
	o.Output = filepath.Join(dir, "without.pdf")
	without, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil || len(without.Plan.Documents) != 2 || len(without.Refused) != 1 || !strings.Contains(without.Refused[0].Err.Error(), "backs.pdf") {
		t.Errorf("refused %+v, %v", without.Refused, err)
	}
}

// A separator stands before each document, counts as a page, and the contents and
// bookmarks lead to it; the bundle is tagged all the same.
func TestSeparatorSheets(t *testing.T) {
	t.Parallel()
	o := order(t, t.TempDir())
	o.Options.Separators = true
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := made.Plan
	if p.FrontPages != 2 || p.Pages != 8 || len(made.Outcome.Pages) != 8 {
		t.Fatalf("%d front pages, %d pages", p.FrontPages, p.Pages)
	}
	for i, d := range p.Documents {
		if d.Sheet != 3+2*i || d.First != d.Sheet+1 {
			t.Errorf("%s: sheet %d, first %d", d.Title, d.Sheet, d.First)
		}
		if made.Outcome.Pages[d.Sheet-1].Source != -1 || made.Outcome.Pages[d.First-1].Source != i {
			t.Errorf("%s: pages %+v", d.Title, made.Outcome.Pages)
		}
	}
	said := tool(t, "pdftotext", "-layout", o.Output, "-")
	pages := strings.Split(said, "\f")
	for _, want := range []string{"Document 2 of 3", "dyplom", "Page 6", "5/8"} {
		if !strings.Contains(strings.ReplaceAll(pages[4], " / ", "/"), want) {
			t.Errorf("page 5 does not say %q:\n%s", want, pages[4])
		}
	}
	for _, want := range []string{"diploma", "3", "dyplom", "5", "translation", "7"} {
		if !strings.Contains(pages[1], want) {
			t.Errorf("the contents do not say %q:\n%s", want, pages[1])
		}
	}
	structure := structureOf(t, o.Output)
	rest := structure
	for _, want := range []string{"Contents", `Sect "diploma"`, "Document 1 of 3", "H2", "diploma", "Figure", `Sect "dyplom"`, "Document 2 of 3", "Figure"} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("%q is not said, or not in its place:\n%s", want, structure)
		}
		rest = after
	}
	if checked := tool(t, "qpdf", "--check", o.Output); !strings.Contains(checked, "No syntax") {
		t.Error(checked)
	}
	o.Options.Plain = true
	o.Output = filepath.Join(t.TempDir(), "plain.pdf")
	if made, err = bundle.Make(t.Context(), start(t), english(t), o, nil); err != nil || made.Plan.Pages != 3 {
		t.Errorf("plain: %d pages, %v", made.Plan.Pages, err)
	}
}

// The bookmarks of a source stand below the document's, as far as their pages go
// in, wherever those have gone.
func TestBookmarksOfSources(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	thesis := marked(t, dir, "thesis")
	thesis.Pages = []int{3, 1}
	translation := photo(t, dir, "its translation")
	translation.Of = "thesis"
	o.Sources = []bundle.Source{photo(t, dir, "first"), thesis, translation}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []bundle.Mark{{Title: "Part one", Page: 1}, {Title: "Part two", Page: 3}}
	if got := made.Plan.Documents[1].Bookmarks; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("planned %v", got)
	}
	facts, err := start(t).Inspect(t.Context(), pdf.File{Path: o.Output})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(facts.Outline); !strings.Contains(got, "{thesis 3 [{Part one 4 [] false} {Part two 3 [] false} {its translation 5 [] false}] false}") {
		t.Errorf("built %s", got)
	}
}

// Of bookmarks without end a bundle keeps what somebody looks through.
func TestBookmarksOfABundleAreBounded(t *testing.T) {
	t.Parallel()
	var sources []bundle.Surveyed
	for i := range 300 {
		s := surveyed(strconv.Itoa(i), 1)
		for range 20 {
			s.Outline = append(s.Outline, pdf.Bookmark{Title: "a", Children: []pdf.Bookmark{{Title: "b"}, {Title: "c", Page: 7}}})
		}
		sources = append(sources, s)
	}
	p, err := bundle.NewPlan(english(t), bundle.Cover{Title: "Zoë"}, sources, bundle.Options{Paper: typeset.A4})
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, d := range p.Documents {
		total += len(d.Bookmarks)
		if len(d.Bookmarks) == 0 || len(d.Bookmarks[0].Children) > 0 {
			t.Fatalf("bookmarks %+v", d.Bookmarks)
		}
	}
	if total > 5_000 {
		t.Errorf("%d bookmarks", total)
	}
}

// difficult are titles that must neither break a page nor be lost.
var difficult = map[string]string{
	"long":      strings.Repeat("Bachelier en sciences informatiques ", 280),
	"one word":  strings.Repeat("Donaudampfschifffahrt", 480),
	"combining": strings.Repeat("e\u0301\u0323\u0302", 2_500),
	"mixed":     "Attestation \u202eשלום עולם\u202c of Zoë",
	"controls":  "a\u0000b\r\nc\u2028d\u200b\u2066e",
	"broken":    "ab\xff\xfe\xf0c",
}

// However long or strange the titles are, the bundle is as its plan says, each
// title takes at most two lines of the contents, and no page is wider for it.
func TestDifficultTitles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	o.Options.Separators = true
	o.Cover = bundle.Cover{Kicker: difficult["long"], Title: difficult["one word"], Subtitle: difficult["long"], Author: difficult["mixed"]}
	o.Sources = nil
	for _, name := range []string{"long", "one word", "combining", "mixed", "controls", "broken"} {
		s := photo(t, dir, name)
		s.Title, s.Detail = difficult[name], difficult["long"]
		o.Sources = append(o.Sources, s)
	}
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if made.Plan.Pages != 2+2*6 {
		t.Errorf("%d pages", made.Plan.Pages)
	}
	info, err := os.Stat(o.Output)
	if err != nil || info.Size() > 400_000 {
		t.Errorf("%d bytes, %v", info.Size(), err)
	}
	contents := tool(t, "pdftotext", "-f", "2", "-l", "2", "-layout", o.Output, "-")
	if n := strings.Count(contents, "…"); n < 8 {
		t.Errorf("%d ellipses in the contents:\n%s", n, contents)
	}
	if folder := os.Getenv("SHOTS"); folder != "" {
		tool(t, "pdftoppm", "-r", "60", "-png", o.Output, filepath.Join(folder, "difficult"))
	}
}

// The contents of three hundred documents run over several pages, and every line
// says the page on which its document begins.
func TestContentsOfThreeHundredDocuments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, separators := range []bool{false, true} {
		o := order(t, dir)
		o.Options.Separators = separators
		o.Output = filepath.Join(dir, fmt.Sprintf("out-%v.pdf", separators))
		o.Sources = nil
		for i := range 300 {
			s := text(t, dir, fmt.Sprintf("Document %03d", i), 1+i%3)
			s.Detail = "University of Somewhere"
			o.Sources = append(o.Sources, s)
		}
		made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := made.Plan
		if p.FrontPages < 10 {
			t.Errorf("%d front pages", p.FrontPages)
		}
		contents := tool(t, "pdftotext", "-f", "2", "-l", strconv.Itoa(p.FrontPages), "-layout", o.Output, "-")
		found := map[string]string{}
		for line := range strings.Lines(contents) {
			if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "Document" {
				found[fields[0]+" "+fields[1]] = fields[2]
			}
		}
		for _, d := range p.Documents {
			start := d.First
			if separators {
				start = d.Sheet
			}
			if found[d.Title] != strconv.Itoa(start) {
				t.Errorf("%s: the contents say page %q, it begins on %d", d.Title, found[d.Title], start)
			}
		}
		last := p.Documents[299]
		said := tool(t, "pdftotext", "-f", strconv.Itoa(last.First), "-l", strconv.Itoa(last.First), o.Output, "-")
		if !strings.Contains(said, fmt.Sprintf("%d / %d", last.First, p.Pages)) {
			t.Errorf("page %d says %s", last.First, said)
		}
		if folder := os.Getenv("SHOTS"); folder != "" && separators {
			tool(t, "pdftoppm", "-r", "60", "-l", "14", "-png", o.Output, filepath.Join(folder, "many"))
		}
	}
}
