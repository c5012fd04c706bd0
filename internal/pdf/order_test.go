package pdf_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/pdf"
)

// Pages of the front and of several sources stand where the order says, each with
// what is known of it; an order that loses or doubles a page makes nothing.
func TestAssemblyOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, pages := range map[string]int{"a.pdf": 3, "b.pdf": 2} {
		var contents []string
		for i := range pages {
			contents = append(contents, black(10, 10, float64(50+i), 20))
		}
		if err := os.WriteFile(filepath.Join(dir, name), plainPDF(200, 100, contents...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	job := func(order []int) pdf.Assembly {
		return pdf.Assembly{
			Front: frontPage, Order: order, Output: filepath.Join(dir, fmt.Sprintf("%v.pdf", order)),
			Sources: []pdf.Source{{File: pdf.File{Path: filepath.Join(dir, "a.pdf")}}, {File: pdf.File{Path: filepath.Join(dir, "b.pdf")}}},
		}
	}
	engines := testEngines(t)
	a := job([]int{1, 4, 0, 2, 5, 3})
	made, err := engines.Assemble(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range made.Pages {
		got = append(got, fmt.Sprintf("%d:%d", c.Source, c.Page))
	}
	if said := strings.Join(got, " "); said != "0:0 1:0 -1:0 0:1 1:1 0:2" {
		t.Errorf("pages %s", said)
	}
	if err := engines.Verify(t.Context(), a.Output, made, a.Sources); err != nil {
		t.Error(err)
	}
	for _, wrong := range [][]int{{0, 1, 2, 3, 4}, {0, 1, 2, 3, 4, 4}, {0, 1, 2, 3, 4, 6}, {0, 1, 2, 3, 4, -1}, {}} {
		a := job(wrong)
		if _, err := engines.Assemble(t.Context(), a); err == nil {
			t.Errorf("%v is taken", wrong)
		}
		if _, err := os.Stat(a.Output); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v left something: %v", wrong, err)
		}
	}
}
