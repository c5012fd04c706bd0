package ui_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/vacancy"
)

// bundles are the files in the dossier's folder of bundles.
func (h *hall) bundles() (names []string) {
	entries, _ := os.ReadDir(filepath.Join(h.dir, "sample", "bundles"))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// An opener remembers what it was to open.
type opener struct {
	launched, revealed []string
	err                error
}

func (o *opener) Launch(path string) error { o.launched = append(o.launched, path); return o.err }
func (o *opener) Reveal(path string) error { o.revealed = append(o.revealed, path); return o.err }

func TestBundleShowsThePagesThatGoIn(t *testing.T) {
	h := openSample(t)
	h.size(1280, 1400)
	h.window.Visit("bundle")
	h.wantSaid("One moment: the pages of your documents are being looked at.")
	h.settle()
	h.shoot("bundle-plan")
	h.wantSaid("One PDF with exactly the pages that the recruiter will see, in this order.", "Cover", "Contents",
		"Qualification: Bachelier en sciences informatiques", "on pages 3 to 4", "Translation into French", "page 6",
		"Proof of studies: Master en cybersécurité", "page 8", "The documents follow the order of the checklist",
		"Missing: University qualifications", "Certificat d’université en éthique du numérique",
		"Most portals take files below 1 MB.", "Nobody has confirmed the limits of the portal.")
	for n := 3; n <= 8; n++ {
		h.find("bundle.page." + string(rune('0'+n)))
	}
	h.tap("bundle.lacking.doc-qualification")
	h.wantStep("documents", "doc-qualification")
}

func TestBundleIsMadeAndOpens(t *testing.T) {
	system := &opener{}
	h := openSample(t, func(o *ui.Options) { o.Opener = system })
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	h.shoot("bundle-made")
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO.pdf", "8 pages", "up to date", "Checked page by page against your documents.", "Make it again")
	if h.focused() != "bundle.open" {
		t.Errorf("the keyboard went to %q", h.focused())
	}
	h.tap("bundle.open")
	h.tap("bundle.reveal")
	path := filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO.pdf")
	if !slices.Equal(system.launched, []string{path}) || !slices.Equal(system.revealed, []string{path}) {
		t.Errorf("opened %q and showed %q", system.launched, system.revealed)
	}
	engine, err := engines.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	facts, err := engine.Inspect(t.Context(), pdf.File{Path: path})
	if err != nil || len(facts.Pages) != 8 {
		t.Errorf("it has %d pages, %v", len(facts.Pages), err)
	}
	h.tap("bundle.make")
	h.wantSaid("Made earlier")
	if got := h.bundles(); len(got) != 4 {
		t.Errorf("there are %q", got)
	}
}

func TestBundleThatTheSystemCannotOpen(t *testing.T) {
	h := openSample(t, func(o *ui.Options) {
		o.Opener = &opener{err: message.Unfinished("open-failed", message.Args{"File": "x.pdf"}, nil)}
	})
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	h.tap("bundle.open")
	if said := saidBelow(h.canvas().Content()); !strings.Contains(said, "Your system found no program to open “x.pdf”.") {
		t.Errorf("it says %s", said)
	}
}

// watched is openSample with somebody who looks at the page after each thing that
// happens in the window.
func watched(t *testing.T, look func(h *hall)) *hall {
	t.Helper()
	var h *hall
	h = openSample(t, func(o *ui.Options) {
		later := o.Later
		o.Later = func(f func()) {
			later(func() {
				f()
				if h != nil {
					look(h)
				}
			})
		}
	})
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	return h
}

func TestBundleTellsHowFarItIs(t *testing.T) {
	heard := map[string]bool{}
	h := watched(t, func(h *hall) {
		for _, said := range []string{"Putting the pages together: 5 of 5", "Checking every page against your documents"} {
			if strings.Contains(h.said(), said) {
				if !heard[said] {
					h.shoot("bundle-making")
				}
				heard[said] = true
			}
		}
	})
	h.tap("bundle.make")
	// The documents are not looked at again: the plan on the screen is followed.
	if len(heard) != 2 {
		t.Errorf("heard only %v", heard)
	}
}

func TestBundleStoppedLeavesNothing(t *testing.T) {
	stopped := false
	h := watched(t, func(h *hall) {
		if !stopped && strings.Contains(h.said(), "Putting the pages together") {
			stopped = true
			test.Tap(h.find("bundle.stop").(fyne.Tappable))
			h.wantSaid("Stopping…")
		}
	})
	h.tap("bundle.make")
	h.wantSaid("You stopped it. No file was made.")
	h.shoot("bundle-stopped")
	if got := h.bundles(); len(got) != 0 {
		t.Errorf("it left %q", got)
	}
	if h.focused() != "bundle.make" {
		t.Errorf("the keyboard went to %q", h.focused())
	}
	h.tap("bundle.make")
	h.wantSaid("up to date")
	h.wantUnsaid("You stopped it.")
}

func TestBundleIsMadeWhileThePersonIsElsewhere(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	test.Tap(h.find("bundle.make").(fyne.Tappable))
	h.window.Visit("competencies")
	h.write("competencies.initiative", "Meanwhile")
	h.settle()
	if said := saidBelow(h.canvas().Content()); !strings.Contains(said, "Your bundle is made.") {
		t.Errorf("the result is not told: %s", said)
	}
	h.shoot("bundle-toast")
	if got := h.application().Competencies["initiative"]; got != "Meanwhile" {
		t.Errorf("what was typed meanwhile is %q", got)
	}
	h.tap("toast")
	h.wantSaid("up to date")
}

func TestBundleInAnotherLanguage(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	test.Tap(h.find("bundle.make").(fyne.Tappable))
	h.window.Speak("fr")
	h.wantSaid("Vous pouvez continuer dans les autres étapes pendant ce temps.")
	h.settle()
	h.wantSaid("Dossier PDF", "à jour", "Comparé page par page avec vos documents.", "Diplôme\u00a0: Bachelier")
	if got := h.coverOf("Lefevre-Ozturk_Zoe_OCIO.pdf"); !strings.Contains(got, `"lang":"en"`) {
		t.Error("the bundle under way changed its language")
	}
	h.tap("bundle.language")
	h.press(fyne.KeyHome)
	h.press(fyne.KeyReturn)
	h.wantSaid("Qualification: Bachelier")
	h.tap("bundle.language")
	h.press(fyne.KeyEnd)
	h.press(fyne.KeyReturn)
	h.tap("bundle.make")
	if got := h.coverOf("Lefevre-Ozturk_Zoe_OCIO-2.pdf"); !strings.Contains(got, `"lang":"fr"`) || !strings.Contains(got, "Diplôme\u00a0: Bachelier") {
		t.Errorf("the record says %s", got)
	}
}

// coverOf is the record of a bundle, without its spaces between names and values.
func (h *hall) coverOf(name string) string {
	h.t.Helper()
	record, err := os.ReadFile(filepath.Join(h.dir, "sample", "bundles", name+".json"))
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.ReplaceAll(string(record), `": "`, `":"`)
}

func TestBundleIsOutdatedAfterAChange(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	h.window.Answer("documents.d5=")
	h.settle()
	h.shoot("bundle-outdated")
	h.wantSaid("out of date", "Make the bundle again before you hand it over.", "Make the bundle")
	h.wantUnsaid("page 8", "praktikumszeugnis")
	h.tap("bundle.make")
	h.wantSaid("7 pages", "up to date", "Made earlier", "out of date")
}

func TestBundleNamesAFileThatCannotGoIn(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	files, err := filepath.Glob(filepath.Join(h.dir, "sample", "documents", "*.jpg"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	good, err := os.ReadFile(files[0])
	if err = errors.Join(err, os.Chmod(files[0], 0o600), os.WriteFile(files[0], []byte("no picture"), 0o600)); err != nil {
		t.Fatal(err)
	}
	h.tap("bundle.language")
	h.press(fyne.KeyEnd)
	h.press(fyne.KeyReturn)
	h.shoot("bundle-refused")
	h.wantSaid("“attestation-inscription.jpg”", "Add the document again from its original", "on page 7")
	h.wantUnsaid("on page 8")
	if err := os.WriteFile(files[0], good, 0o600); err != nil {
		t.Fatal(err)
	}
	h.tap("bundle.refused.0.again")
	h.wantSaid("on page 8")
	h.wantUnsaid("“attestation-inscription.jpg”")
}

// longPDF is a PDF of so many empty pages.
func longPDF(pages int) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 3+i)
		objects = append(objects, "<</Type/Page/Parent 2 0 R/Resources<<>>>>")
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]>>", kids.String(), pages)
	return pdftest.File(objects...)
}

func TestBundleOfALongDocument(t *testing.T) {
	h := openEdited(t, func(s *session.Session) []session.Edit {
		path := filepath.Join(t.TempDir(), "thesis.pdf")
		if err := os.WriteFile(path, longPDF(30), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: document.Other}); err != nil {
			t.Fatal(err)
		}
		return nil
	})
	h.size(1280, 1600)
	h.window.Visit("bundle")
	h.settle()
	h.shoot("bundle-long")
	h.wantSaid("and 6 more pages", "on pages 9 to 38")
	h.find("bundle.page.32")
}

func TestBundleOfNothing(t *testing.T) {
	h := openEmpty(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	h.shoot("bundle-empty")
	h.wantSaid("No documents yet")
	h.tap("bundle.none")
	if step, _ := h.window.Standing(); step != "documents" {
		t.Errorf("it leads to %q", step)
	}
}

func TestBundleOfADossierThatIsOnlyRead(t *testing.T) {
	h := openHeld(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	h.shoot("bundle-read-only")
	h.wantSaid("so no bundle can be made here", "page 8")
	if !h.find("bundle.make").(fyne.Disableable).Disabled() {
		t.Error("a bundle can be made where nothing can be written")
	}
}

func TestBundleThatCannotBeWritten(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	bundles := filepath.Join(h.dir, "sample", "bundles")
	if err := os.RemoveAll(bundles); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bundles, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	h.tap("bundle.make")
	h.shoot("bundle-failed")
	h.wantSaid("a folder is needed here", "Give the name of a folder.", "Make the bundle")
}

func TestSizesAreHeldAgainstThePortal(t *testing.T) {
	portal := vacancy.Portal{Aim: 1_000_000, Limit: 5_000_000}
	firm := portal
	firm.Verified = true
	for _, c := range []struct {
		size   message.Bytes
		portal vacancy.Portal
		want   string
	}{
		{1_000_000, portal, "ui.bundle.size-below-aim"},
		{1_000_001, portal, "ui.bundle.size-above-aim"},
		{5_000_000, firm, "ui.bundle.size-above-aim"},
		{5_000_001, portal, "ui.bundle.size-above-unconfirmed"},
		{5_000_001, firm, "ui.bundle.size-above-limit"},
		{9_000_000, vacancy.Portal{}, "ui.bundle.size-small"},
	} {
		if got := ui.SizeText(c.size, c.portal); got != c.want {
			t.Errorf("%d bytes: %s, want %s", c.size, got, c.want)
		}
	}
}

func TestBundleLooksWellEverywhere(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){
		"en": nil, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge},
	} {
		h := openSample(t, change...)
		for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
			h.size(size.Width, size.Height)
			for _, step := range []string{"competencies", "declarations", "bundle", "hand-over"} {
				h.window.Visit(step)
				h.settle()
				h.shoot(step + "-" + name + "-" + map[bool]string{true: "small", false: "usual"}[size.Width < 1100])
				if step != "bundle" {
					h.wantWhole()
				}
			}
		}
	}
}

// The pages of the planned bundle are looked through as they will be, cover and contents
// too, by mouse and by keyboard.
func TestBundleIsLookedThroughBeforeItIsMade(t *testing.T) {
	h := onBundle(t)
	if h.window.PlanPicture("", 1) == nil {
		t.Error("the cover has no picture")
	}
	h.tap("bundle.page.2")
	h.settle()
	h.saysAbove("Page 2 of 8", "Lefevre-Ozturk_Zoe_OCIO.pdf")
	h.shoot("bundle-through-contents")
	h.press(fyne.KeyEscape)
	h.tap("bundle.through")
	h.settle()
	h.shoot("bundle-through")
	h.canvas().Focus(h.find("preview").(fyne.Focusable))
	h.press(fyne.KeyPageDown)
	h.press(fyne.KeyEnd)
	h.settle()
	h.saysAbove("Page 8 of 8")
	h.shoot("bundle-through-end")
	h.keysInto("preview.zoom", fyne.KeyRight)
	h.settle()
	h.shoot("bundle-through-wide")
	h.press(fyne.KeyEscape)
}
