package worker_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// wordy is a page whose text is a line over and over, packed.
func wordy(t *testing.T, line string, times int) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	parts := append([]string{"BT /F1 1 Tf 1 TL 20 800 Td "}, slices.Repeat([]string{"(" + line + ") Tj T* "}, times)...)
	for _, part := range parts {
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
		fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", packed.Len(), packed.String()),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	return pdftest.File(objects...)
}

// A page with a hundred megabytes of text costs one error, or a part of the text, and
// the next file is looked at as ever.
func TestAPageWithEndlessText(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	w := start(t, worker.Options{Deadline: 5 * time.Second})
	hostile := write(t, "wordy.pdf", wordy(t, strings.Repeat("vom 23.09.2024 bis ", 50), 100_000))
	seen, err := w.Look(t.Context(), pdf.File{Path: hostile}, 0, 4)
	switch reason := pdf.ReasonOf(err); {
	case err == nil && len(seen) == 1 && len(seen[0].Text) <= 4*pdf.PageCharacters:
	case reason == pdf.TimeLimit, reason == pdf.MemoryLimit, reason == pdf.Crashed, reason == pdf.Damaged:
		t.Log(err)
	default:
		t.Errorf("%d pages, %v", len(seen), err)
	}
	w = start(t, worker.Options{}) // with time enough for what is ordinary on a busy machine
	seen, err = w.Look(t.Context(), pdf.File{Path: write(t, "page.pdf", onePage())}, 0, 4)
	if err != nil || len(seen) != 1 {
		t.Errorf("the next file: %d pages, %v", len(seen), err)
	}
}
