package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// Whatever the bytes, a file is of a known kind or refused with a message, and
// the same bytes always get the same answer whatever their name.
func FuzzExamine(f *testing.F) {
	for _, seed := range []string{
		pdfHead, jpegHead, pngHead, openDocument, "", "\x00", "text", "<html>", "PK\x03\x04word/", "II*\x00", "é"[:1],
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		var kinds [2]pdf.Kind
		var refusals [2]string
		for i, name := range []string{"a.pdf", "b.docx"} {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, intake.Options{})
			if err != nil {
				refused := message.Of(err)
				if refused == nil {
					t.Fatalf("refused without a message: %v", err)
				}
				refusals[i] = refused.ID
			} else if got.Kind == "" || got.Size != int64(len(content)) {
				t.Fatalf("taken in as %q of %d bytes", got.Kind, got.Size)
			}
			kinds[i] = got.Kind
		}
		if kinds[0] != kinds[1] || refusals[0] != refusals[1] {
			t.Errorf("the name changed the answer: %q %q, %q %q", kinds[0], refusals[0], kinds[1], refusals[1])
		}
	})
}
