package pdf_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dossier/internal/pdf"
)

// outlinePDF is a PDF of three pages (objects 3 to 5) with these entries in its
// catalog and these objects from number 6 on; 6 is the root of its outline.
func outlinePDF(catalog string, objects ...string) []byte {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"
	return filePDF(append([]string{
		"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R" + catalog + ">>", "<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>", page, page, page,
	}, objects...)...)
}

// outlineOf is the outline that is found, each entry with its page, those below
// it in brackets.
func outlineOf(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	facts, err := testEngines(t).Inspect(t.Context(), pdf.File{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return outlined(facts.Outline)
}

func outlined(marks []pdf.Bookmark) string {
	var all []string
	for _, m := range marks {
		one := fmt.Sprintf("%s %d", m.Title, m.Page)
		if len(m.Children) > 0 {
			one += " [" + outlined(m.Children) + "]"
		}
		all = append(all, one)
	}
	return strings.Join(all, ", ")
}

func TestOutlineOfASource(t *testing.T) {
	t.Parallel()
	const one = "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>"
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"nested entries, by destination and by action", outlinePDF("", one,
			"<</Title(Part)/Parent 6 0 R/Dest[3 0 R/Fit]/Next 8 0 R/First 9 0 R/Last 9 0 R/Count 1>>",
			"<</Title<FEFF00C9006E0064>/Parent 6 0 R/A<</S/GoTo/D[5 0 R/XYZ 0 0 0]>>>>",
			"<</Title(Chapter)/Parent 7 0 R/Dest[4 0 R/Fit]>>"), "Part 0 [Chapter 1], Énd 2"},
		{"named destinations, in a tree and of old", outlinePDF("/Names<</Dests<</Kids[10 0 R]>>>>/Dests<</old[5 0 R/Fit]>>", one,
			"<</Title(Tree)/Parent 6 0 R/Dest(there)/Next 8 0 R>>",
			"<</Title(Old)/Parent 6 0 R/Dest/old/Next 9 0 R>>",
			"<</Title(Nowhere)/Parent 6 0 R/Dest(gone)>>",
			"<</Limits[(a)(z)]/Names[(here)[3 0 R/Fit](there)<</D[4 0 R/Fit]>>]>>"), "Tree 1, Old 2"},
		{"a page by its number", outlinePDF("", one, "<</Title(Second)/Parent 6 0 R/Dest[1/Fit]>>"), "Second 1"},
		{"what leads out or runs is left out, and what is below it moves up", outlinePDF("", one,
			"<</Title(Web)/Parent 6 0 R/A<</S/URI/URI(https://example.org)>>/Next 8 0 R>>",
			"<</Title(Runs)/Parent 6 0 R/A<</S/JavaScript/JS(app.alert\\(1\\))>>/Next 9 0 R>>",
			"<</Parent 6 0 R/First 10 0 R/Last 10 0 R/Count 1>>",
			"<</Title(Below)/Parent 9 0 R/Dest[4 0 R/Fit]>>"), "Below 1"},
		{"a heading that leads nowhere", outlinePDF("", one,
			"<</Title(Heading)/Parent 6 0 R/First 8 0 R/Last 8 0 R/Count 1>>",
			"<</Title(Below)/Parent 7 0 R/Dest[4 0 R/Fit]>>"), "Heading 1 [Below 1]"},
		{"control characters, directions and white space", outlinePDF("", one,
			"<</Title<FEFF00410000000A202E00420009000900430007>/Parent 6 0 R/Dest[3 0 R/Fit]>>"), "A B C 0"},
		{"no title", outlinePDF("", one, "<</Title( )/Parent 6 0 R/Dest[3 0 R/Fit]>>"), ""},
		{"entries in a ring", outlinePDF("", one,
			"<</Title(A)/Parent 6 0 R/Dest[3 0 R/Fit]/Next 8 0 R/First 8 0 R>>",
			"<</Title(B)/Parent 6 0 R/Dest[3 0 R/Fit]/Next 7 0 R/First 7 0 R>>"), "A 0 [B 0]"},
		{"a page of another file", outlinePDF("", one, "<</Title(X)/Parent 6 0 R/Dest[99 0 R/Fit]>>"), ""},
		{"an outline that is none", outlinePDF("", "[1 2 3]"), ""},
		{"names in a ring", outlinePDF("/Names<</Dests 8 0 R>>", one,
			"<</Title(X)/Parent 6 0 R/Dest(x)>>", "<</Kids[8 0 R 8 0 R 8 0 R]>>"), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := outlineOf(t, test.data); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Of a hundred thousand entries, or of a hundred levels, no more are read than
// somebody looks through.
func TestOutlinesAreBounded(t *testing.T) {
	t.Parallel()
	flat, deep := []string{"<</First 7 0 R>>"}, []string{"<</First 7 0 R>>"}
	for i := range 100_000 {
		flat = append(flat, fmt.Sprintf("<</Title(%d)/Dest[3 0 R/Fit]/Next %d 0 R>>", i, i+8))
	}
	for i := range 100 {
		deep = append(deep, fmt.Sprintf("<</Title(%d)/Dest[3 0 R/Fit]/First %d 0 R>>", i, i+8))
	}
	if n := strings.Count(outlineOf(t, outlinePDF("", flat...)), ","); n != 999 {
		t.Errorf("%d entries", n+1)
	}
	if n := strings.Count(outlineOf(t, outlinePDF("", deep...)), "["); n != 7 {
		t.Errorf("%d levels", n+1)
	}
	long := outlineOf(t, outlinePDF("", "<</First 7 0 R>>", "<</Title("+strings.Repeat("long ", 2_000)+")/Dest[3 0 R/Fit]>>"))
	if n := utf8.RuneCountInString(long); n > 205 || !strings.HasSuffix(long, "… 0") {
		t.Errorf("a title of %d characters: %s", n, long)
	}
}
