package ui_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
)

// signedPDF is a page with a digital signature and its seal.
func signedPDF() []byte {
	stream := func(dictionary, content string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(content), content)
	}
	return pdftest.File("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[5 0 R]>>", stream("", "0 g 10 10 40 20 re f"),
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/Rect[100 50 200 100]/P 3 0 R/F 132/V 7 0 R/AP<</N 6 0 R>>>>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 100 50]", "0 0 1 rg 0 0 100 50 re f"),
		"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 10]/Contents<00>/Name(Rector)>>")
}

// onSigned is the step of a bundle with a signed document.
func onSigned(t *testing.T, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openEdited(t, func(s *session.Session) []session.Edit {
		path := filepath.Join(t.TempDir(), "signed.pdf")
		if err := os.WriteFile(path, signedPDF(), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: document.Other}); err != nil {
			t.Fatal(err)
		}
		return nil
	}, change...)
	h.size(1280, 1000)
	h.window.Visit("bundle")
	h.settle()
	return h
}

func TestSignedOriginalsAreSavedBesideTheBundle(t *testing.T) {
	system := &opener{}
	h := onSigned(t, func(o *ui.Options) { o.Opener = system })
	h.wantSaid("This file carries a digital signature: signed.pdf", "you can save the signed original beside it")
	h.wantUnsaid("Save the signed originals")
	h.tap("bundle.make")
	h.shoot("bundle-signed")
	h.wantUnsaid("This file carries a digital signature")
	h.tap("bundle.originals")
	h.shoot("bundle-signed-saved")
	h.wantSaid("The signed original is beside the bundle: Lefevre-Ozturk_Zoe_OCIO-signed-1.pdf")
	h.wantUnsaid("Save the signed originals")
	h.wantFocus("bundle.originals.reveal")
	h.tap("bundle.originals.reveal")
	path := filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO-signed-1.pdf")
	saved, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(saved, signedPDF()) || !slices.Equal(system.revealed, []string{path}) {
		t.Errorf("the copy is %d bytes long, %v; shown is %q", len(saved), err, system.revealed)
	}
}

func TestSignedOriginalThatIsGoneIsTold(t *testing.T) {
	h := onSigned(t, inFrench, inDark)
	h.size(1024, 640)
	h.wantSaid("Ce fichier porte une signature numérique\u00a0: signed.pdf")
	h.tap("bundle.make")
	files, err := filepath.Glob(filepath.Join(h.dir, "sample", "documents", "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	h.tap("bundle.originals")
	h.shoot("bundle-signed-gone")
	h.find("bundle.originals")
	h.wantUnsaid("L’original signé est à côté")
}
