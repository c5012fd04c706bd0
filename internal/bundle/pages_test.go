package bundle_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/typeset"
)

// tool runs a program that looks at PDF files with other eyes than ours, where
// this machine has it.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed here, so nobody else has looked at the bundle", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func holdsNot(t *testing.T, path, secret string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte(secret)) {
		t.Errorf("%s holds %q", filepath.Base(path), secret)
	}
}

// built makes a bundle of so many documents in a language and on a paper.
func built(t *testing.T, lang i18n.Lang, paper typeset.Paper, documents int) bundle.Result {
	t.Helper()
	dir := t.TempDir()
	loc, err := i18n.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	o := order(t, dir)
	o.Options.Paper = paper
	o.Sources = nil
	for i := range documents {
		s := photo(t, dir, fmt.Sprintf("Świadectwo Ελλάδα Диплом %d", i))
		if i%3 == 1 {
			s.Of = o.Sources[i-1].ID
		}
		o.Sources = append(o.Sources, s)
	}
	made, err := bundle.Make(t.Context(), start(t), loc, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestOthersFindNothingWrong(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Languages() {
		for _, paper := range []typeset.Paper{typeset.A4, typeset.Letter} {
			made := built(t, lang, paper, 4)
			tool(t, "qpdf", "--check", made.Path)
		}
	}
}

// The contents, as another program reads them, name the page on which each
// document stands, over several pages of contents and in every alphabet of
// Europe; and every page says its own number.
func TestContentsNameTheRightPages(t *testing.T) {
	t.Parallel()
	made := built(t, i18n.French, typeset.A4, 60)
	text := tool(t, "pdftotext", "-layout", "-enc", "UTF-8", made.Path, "-")
	pages := strings.Split(text, "\f")
	if made.Plan.FrontPages < 4 || len(pages) != made.Plan.Pages+1 {
		t.Fatalf("%d front pages, %d pages of text for %d", made.Plan.FrontPages, len(pages)-1, made.Plan.Pages)
	}
	if !strings.Contains(pages[0], "énumère tout") {
		t.Error("the cover lists some of 60 documents and does not say that there are more")
	}
	for i := range made.Plan.Pages {
		if number := fmt.Sprintf("%d / %d", i+1, made.Plan.Pages); !strings.Contains(pages[i], number) {
			t.Errorf("page %d does not say %q", i+1, number)
		}
	}
	contents := strings.Join(pages[1:made.Plan.FrontPages], "\n")
	for _, d := range made.Plan.Documents {
		line := regexp.MustCompile(`(?m)` + regexp.QuoteMeta(d.Title) + `\s+(\d+)$`).FindStringSubmatch(contents)
		if line == nil || line[1] != strconv.Itoa(d.First) {
			t.Errorf("contents for %s: %q, want page %d", d.Title, line, d.First)
		}
	}
}
