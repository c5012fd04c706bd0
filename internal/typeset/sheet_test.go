package typeset_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/typeset/typesettest"
)

func newSheet(t testing.TB, footer string) *typeset.Sheet {
	t.Helper()
	sheet, err := typeset.NewSheet(typeset.SheetOptions{
		Paper: typeset.A4, Lang: "en", DocTitle: "Checklist", Date: date, Footer: footer,
		PageNumber: func(page, of int) string { return fmt.Sprintf("Page %d of %d", page, of) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// statuses are all of them.
var statuses = []typeset.Status{typeset.Met, typeset.NotMet, typeset.ToConfirm, typeset.Unanswered}

// fill sets one block of each kind, a finding for each status, with s
// everywhere.
func fill(sheet *typeset.Sheet, s string) {
	sheet.Title(s, s, s)
	sheet.Fields([]typeset.Field{{Label: s, Value: s}})
	sheet.Progress(s, 3, 4)
	sheet.Heading(s)
	sheet.Paragraph(s)
	sheet.Tasks([]typeset.Task{{Mark: typeset.Mark{Word: s}, Title: s, Text: s}})
	sheet.Panel(s, s)
	for _, status := range statuses {
		sheet.Finding(typeset.Finding{
			Mark: typeset.Mark{Status: status, Word: s}, Title: s, Reason: s, Next: s, Clause: s,
			Readings: []typeset.Reading{{Status: status, Text: s}, {Status: status, Text: s}},
			Notes:    []string{s}, Aside: []string{s, s},
		})
	}
	sheet.Heading(s) // heads nothing
}

func TestASheetNumbersItsPages(t *testing.T) {
	t.Parallel()
	sheet := newSheet(t, "the foot")
	for range 12 {
		fill(sheet, "A sentence of an honest length, such as a checklist has many of.")
	}
	pdf, missing, err := sheet.Finish()
	if err != nil || len(missing) > 0 {
		t.Fatal(err, missing)
	}
	pages, lines := typesettest.Pages(t, pdf), typesettest.Lines(pdf)
	if pages < 3 {
		t.Errorf("a long sheet has %d pages", pages)
	}
	for page := 1; page <= pages; page++ {
		if want := fmt.Sprintf("Page %d of %d", page, pages); count(lines, want) != 1 {
			t.Errorf("%q stands there %d times", want, count(lines, want))
		}
	}
	if count(lines, "the foot") != pages {
		t.Errorf("%d of %d pages have a foot", count(lines, "the foot"), pages)
	}
}

func TestASheetShowsEveryStatusAsAWord(t *testing.T) {
	t.Parallel()
	sheet := newSheet(t, "")
	words := []string{"met", "not met", "to confirm", "not answered yet"}
	for i, status := range statuses {
		sheet.Finding(typeset.Finding{Mark: typeset.Mark{Status: status, Word: words[i]}, Title: "A point"})
	}
	pdf, _, err := sheet.Finish()
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if !slices.Contains(typesettest.Lines(pdf), word) {
			t.Errorf("%q is not there", word)
		}
	}
}

func TestOneReadingIsNotWorthALine(t *testing.T) {
	t.Parallel()
	sheet := newSheet(t, "")
	sheet.Finding(typeset.Finding{Title: "A point", Readings: []typeset.Reading{{Text: "The notice: met"}}})
	pdf, _, err := sheet.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(typesettest.Lines(pdf), "The notice: met") {
		t.Error("a single reading is shown")
	}
}

func TestEqualSheetsGiveEqualBytes(t *testing.T) {
	t.Parallel()
	set := func() []byte {
		sheet := newSheet(t, "foot")
		fill(sheet, strings.Repeat("Zażółć gęślą jaźń. ", 20))
		pdf, _, err := sheet.Finish()
		if err != nil {
			t.Fatal(err)
		}
		return pdf
	}
	if want := set(); !bytes.Equal(set(), want) {
		t.Error("the same sheet gave other bytes")
	}
}

func TestHostileSheets(t *testing.T) {
	t.Parallel()
	sheet := newSheet(t, hostile["no space"])
	for _, s := range hostile {
		fill(sheet, s)
	}
	pdf, _, err := sheet.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if pages := typesettest.Pages(t, pdf); pages > 16*len(hostile) {
		t.Errorf("%d blocks of each kind take %d pages", len(hostile), pages)
	}
	typesettest.Check(t, pdf)
}
