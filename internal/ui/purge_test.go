package ui_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
)

func TestADossierIsErased(t *testing.T) {
	for _, lang := range bothLanguages {
		h := openSeveral(t, nil, showing(lang, settings.Light))
		h.size(1280, 800)
		mustWrite(t, filepath.Join(h.mine(), "letter.txt"), "mine")
		h.window.AskErase()
		h.settle()
		h.wantAsked(in(lang, "Erase this dossier?", "Effacer ce dossier"), h.mine(), in(lang, "This cannot be undone.", "C’est définitif."))
		h.tap("erase.keep")
		if _, err := os.Stat(file(h.mine())); err != nil {
			t.Fatal(err)
		}
		h.window.AskErase()
		h.settle()
		h.tap("erase.do")
		h.shoot("erased-" + string(lang))
		h.mustShow(in(lang, "The dossier “mine” is erased:", "est effacé"), "letter.txt")
		left, err := os.ReadDir(h.mine())
		if err != nil || len(left) != 1 || left[0].Name() != "letter.txt" {
			t.Errorf("%v, %v", left, err)
		}
		if recent := h.options.Settings.Get().Recent; len(recent) != 0 {
			t.Errorf("it is remembered: %+v", recent)
		}
		if h.window.HasDossier() {
			t.Error("it is still open")
		}
	}
}

func TestEnterKeepsTheDossier(t *testing.T) {
	h := openSeveral(t, nil)
	h.window.AskErase()
	h.settle()
	if h.focused() != "erase.keep" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
	h.press(fyne.KeyReturn)
	h.settle()
	if _, err := os.Stat(file(h.mine())); err != nil || !h.window.HasDossier() {
		t.Error("it is gone", err)
	}
}

func TestADossierThatIsHeldIsNotErased(t *testing.T) {
	h := openHeld(t)
	if h.window.CanErase() {
		t.Error("what others have open can be erased")
	}
}

func TestADocumentIsErasedForGood(t *testing.T) {
	h := openMade(t)
	h.window.Visit("documents")
	h.settle()
	name := filepath.Join(h.sample(), "documents")
	before, err := os.ReadDir(name)
	must(t, err)
	h.tap("documents.d3.change")
	h.shoot("documents-erase")
	h.tap("documents.d3.erase")
	h.shoot("erase-document")
	h.wantAsked("Erase this document?", "swiadectwo-szkola-letnia.pdf", "Earlier changes can no longer be undone either.")
	h.tap("erase-document.keep")
	h.tap("documents.d3.erase")
	h.tap("erase-document.do")
	h.shoot("document-erased")
	h.mustShow("“swiadectwo-szkola-letnia.pdf” is erased from the dossier and from its history.", "still holds pages of it", madeName)
	if h.has("documents.d3.thumb") {
		t.Error("it is still there")
	}
	after, err := os.ReadDir(name)
	if err != nil || len(after) != len(before)-1 {
		t.Errorf("%d files of %d, %v", len(after), len(before), err)
	}
}

func TestWhatWasSentIsNotErased(t *testing.T) {
	h := openMade(t)
	h.window.BehindItsBack(session.Submit{})
	h.settle()
	h.window.Visit("documents")
	h.settle()
	h.tap("documents.d1.change")
	h.tap("documents.d1.erase")
	h.tap("erase-document.do")
	h.mustShow("“diplome-bachelier.pdf” (Qualification", "or erase the whole dossier.")
	if !h.has("documents.d1.thumb") {
		t.Error("it is gone")
	}
}

func TestAFileThatOthersShareIsToldByTheirNames(t *testing.T) {
	h := openSeveral(t, nil)
	h.window.ToStart()
	h.settle()
	h.editMine(func(s *session.Session) error {
		_, err := s.Add(context.Background(), sampleFiles(t, "diplome-bachelier.pdf"), session.AddOptions{Kind: document.Translation, Of: "d3"})
		return err
	})
	h.window.Open(h.mine())
	h.settle()
	h.window.Visit("documents")
	h.settle()
	if !h.has("documents.d6.thumb") {
		t.Fatal("it was not added again")
	}
	h.tap("documents.d1.change")
	h.tap("documents.d1.erase")
	h.tap("erase-document.do")
	h.shoot("erase-shared")
	h.mustShow("“diplome-bachelier.pdf” (Your own translation · swiadectwo-szkola-letnia.pdf)")
	h.wantToldCleanly()
	if !h.has("documents.d1.thumb") {
		t.Error("it is gone, though another one shares its file")
	}
}
