package ui_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/ui"
)

// addBundle makes a bundle of a name with documents, by the window.
func (h *hall) addBundle(name string, ids ...string) {
	h.t.Helper()
	h.tap("bundle.another")
	h.write("bundle.name", name)
	for _, id := range ids {
		h.tap("bundle.document." + id)
	}
	h.tap("bundle.save")
}

// onSecondBundle is onBundle with a bundle of two documents, put in another order.
func onSecondBundle(t *testing.T) *hall {
	t.Helper()
	h := onBundle(t)
	h.addBundle("Second", "d1", "d3")
	h.tap("bundle.down.d1")
	return h
}

// wantLetterInFrench fails where a bundle was not made on such paper in that language.
func (h *hall) wantLetterInFrench(file string) {
	h.t.Helper()
	if got := h.coverOf(file); !strings.Contains(got, `"lang":"fr"`) || !strings.Contains(got, `"paper":"letter"`) {
		h.t.Errorf("the record of %s says %s", file, got)
	}
}

// choices are what the dossier on the disk has of the bundles.
func (h *hall) choices() (all []session.Composition) {
	h.t.Helper()
	h.reading(func(s *session.Session) (err error) {
		all, err = s.Choices("")
		return err
	})
	return all
}

// names are those of the bundles on the disk, the application's own left out.
func (h *hall) names() string {
	h.t.Helper()
	var names []string
	for _, c := range h.choices()[1:] {
		names = append(names, c.Name)
	}
	return strings.Join(names, " ")
}

func (h *hall) wantNames(want string) {
	h.t.Helper()
	if got := h.names(); got != want {
		h.t.Errorf("the bundles are %q, want %q", got, want)
	}
}

// pick chooses an option of a choice by keys.
func (h *hall) pick(key string, keys ...fyne.KeyName) {
	h.t.Helper()
	h.tap(key)
	for _, k := range append(keys, fyne.KeyReturn) {
		h.press(k)
	}
	h.settle()
}

// wantAbove fails where something is not on the screen, be it in a dialog or a toast.
func (h *hall) wantAbove(parts ...string) {
	h.t.Helper()
	said := saidBelow(h.canvas().Content())
	if top := h.canvas().Overlays().Top(); top != nil {
		said = saidBelow(top)
	}
	for _, part := range parts {
		if !strings.Contains(said, part) {
			h.t.Errorf("%q is not said in:\n%s", part, said)
		}
	}
}

// wantNotAbove fails where something is said in the dialog.
func (h *hall) wantNotAbove(part string) {
	h.t.Helper()
	if said := saidBelow(h.canvas().Overlays().Top()); strings.Contains(said, part) {
		h.t.Errorf("%q is said in:\n%s", part, said)
	}
}

func TestOneBundleNeedsNoChoice(t *testing.T) {
	h := onBundle(t)
	h.wantUnsaid("The bundle shown here", "The application’s own bundle", "not made yet")
	h.find("bundle.another")
}

func TestNamedBundleIsMade(t *testing.T) {
	system := &opener{}
	h := onBundle(t, func(o *ui.Options) { o.Opener = system })
	h.tap("bundle.make")
	h.wantSaid("up to date")
	h.addBundle("Diplomas only", "d1", "d4")
	h.shoot("named-added")
	h.wantFocus("bundle.which")
	h.wantSaid("The bundle shown here", "Diplomas only", "A PDF beside the application’s own bundle", "Qualification: Bachelier",
		"Translation into French", "Make the bundle")
	h.wantAbove("“Diplomas only” is added.")
	h.wantUnsaid("Proof of studies: Master", "up to date", "Missing: University qualifications", "Made earlier")
	h.tap("bundle.make")
	h.shoot("named-made")
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO_Diplomas-only.pdf", "up to date", "Checked page by page")
	h.wantFocus("bundle.open")
	h.tap("bundle.open")
	path := filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO_Diplomas-only.pdf")
	if !slices.Equal(system.launched, []string{path}) {
		t.Errorf("opened %q", system.launched)
	}
	engine, err := engines.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if facts, err := engine.Inspect(t.Context(), pdf.File{Path: path}); err != nil || len(facts.Pages) != 5 {
		t.Errorf("it has %d pages, %v", len(facts.Pages), err)
	}
	h.tap("bundle.check")
	h.wantSaid("is as it was made, and shows what your documents show")

	h.pick("bundle.which", fyne.KeyHome)
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO.pdf", "Proof of studies: Master", "Missing: University qualifications", "Make it again")
	h.wantUnsaid("Diplomas-only.pdf", "Made earlier") // it is listed with its own
	h.tap("bundle.make")
	h.wantSaid("Made earlier")
}

// What is chosen of the one bundle leaves the other as it is, on the screen and on the
// disk.
func TestChoicesBelongToTheBundleThatIsShown(t *testing.T) {
	h := onSecondBundle(t)
	h.tap("bundle.separators")
	h.pick("bundle.paper", fyne.KeyEnd)
	h.pick("bundle.language", fyne.KeyEnd)
	h.pick("bundle.max", fyne.KeyEnd)
	h.wantSaid("Diplôme", "of at most 10 MB")
	all := h.choices()
	want := session.Composition{
		Name: "Second", Documents: []string{"d1", "d3"}, Order: []string{"d3", "d1"}, Separators: true, Paper: typeset.Letter, Lang: "fr",
	}
	if got := all[1]; got.Name != want.Name || !slices.Equal(got.Documents, want.Documents) || !slices.Equal(got.Order, want.Order) ||
		got.Separators != want.Separators || got.Paper != want.Paper || got.Lang != want.Lang {
		t.Errorf("kept %+v", got)
	}
	if own := all[0]; own.Order != nil || own.Separators || own.Paper != "" || own.Lang != "" {
		t.Errorf("the own bundle has %+v", own)
	}
	h.tap("bundle.make")
	h.wantLetterInFrench("Lefevre-Ozturk_Zoe_OCIO_Second.pdf")
	h.wantSaid("up to date")
	h.pick("bundle.which", fyne.KeyHome)
	h.wantSaid("Qualification: Bachelier", "The documents follow the order of the checklist")
	h.wantUnsaid("of at most 10 MB")
}

// The window keeps to what was chosen elsewhere, as by the command line.
func TestPaperAndLanguageChosenBeforeAreKeptTo(t *testing.T) {
	h := openEdited(t, func(*session.Session) []session.Edit {
		return []session.Edit{session.Style{Paper: typeset.Letter, Lang: "fr"}}
	})
	h.size(1280, 1900)
	h.window.Visit("bundle")
	h.settle()
	h.wantSaid("Letter (North America)", "Diplôme")
	h.tap("bundle.make")
	h.wantLetterInFrench("Lefevre-Ozturk_Zoe_OCIO.pdf")
	h.wantSaid("up to date")
}

func TestNamedBundleIsChangedAndRemoved(t *testing.T) {
	h := onBundle(t)
	h.addBundle("Second", "d1")
	h.tap("bundle.make")
	h.tap("bundle.change")
	h.shoot("named-change")
	h.write("bundle.name", "Diplomas")
	h.tap("bundle.document.d5")
	h.tap("bundle.save")
	h.wantNames("Diplomas")
	h.wantAbove("“Diplomas” is changed.", "praktikumszeugnis")
	h.tap("toast")
	h.wantNames("Second")
	h.wantSaid("Second", "up to date")
	h.tap("bundle.discard")
	h.wantNames("")
	h.wantFocus("bundle.another")
	h.wantAbove("“Second” is removed.", "Made earlier", "OCIO_Second.pdf", "out of date") // what was made of it stays
	h.wantUnsaid("The bundle shown here")
	h.tap("toast")
	h.wantNames("Second")
	h.wantSaid("The bundle shown here", "up to date")
	h.wantUnsaid("Proof of studies: Master")
}

func TestNameOfABundleIsHeldToItsRules(t *testing.T) {
	h := onBundle(t)
	h.addBundle("Second", "d1")
	h.tap("bundle.another")
	h.tap("bundle.save")
	h.wantAbove("Give the bundle a name.")
	h.wantFocus("bundle.name")
	h.write("bundle.name", "Third")
	h.wantNotAbove("Give the bundle a name.")
	h.tap("bundle.save")
	h.wantAbove("Tick at least one document.")
	h.shoot("named-refused")
	h.tap("bundle.document.d1")
	h.wantNotAbove("Tick at least one document.")
	h.write("bundle.name", "Second")
	h.tap("bundle.save")
	h.wantAbove("already has a bundle called “Second”", "Choose another name.")
	h.write("bundle.name", strings.Repeat("n", 61))
	h.tap("bundle.save")
	h.wantAbove("cannot be the name of a bundle")
	h.wantNames("Second")
	h.write("bundle.name", "  Third ")
	h.press(fyne.KeyReturn) // Enter is the button
	h.settle()
	h.wantNames("Second Third")
}

// Whoever ticks all documents has those in it that come later.
func TestBundleOfAllDocuments(t *testing.T) {
	h := onBundle(t)
	h.addBundle("Everything", "d1", "d2", "d3", "d4", "d5")
	if got := h.choices()[1]; got.Documents != nil {
		t.Errorf("it holds %q only", got.Documents)
	}
	h.tap("bundle.change")
	h.wantAbove("All documents are ticked.")
	h.tap("bundle.document.d2")
	h.wantNotAbove("All documents are ticked.")
	h.tap("bundle.save")
	if got := h.choices()[1]; len(got.Documents) != 4 {
		t.Errorf("it holds %q", got.Documents)
	}
}

func TestBundlesByKeyboard(t *testing.T) {
	h := onBundle(t)
	h.canvas().Focus(h.find("bundle.another").(fyne.Focusable))
	h.press(fyne.KeyReturn)
	h.settle()
	h.wantFocus("bundle.name")
	h.write("bundle.name", "Keys")
	h.wantFocus("bundle.name")
	h.canvas().FocusNext()
	h.wantFocus("bundle.document.d1")
	h.press(fyne.KeySpace)
	h.canvas().Focus(h.find("bundle.save").(fyne.Focusable))
	h.press(fyne.KeySpace)
	h.settle()
	h.wantNames("Keys")
	h.wantFocus("bundle.which")
	for key, want := range map[string]string{
		"bundle.which": "The bundle shown here, Keys", "bundle.change": "Name and documents…", "bundle.discard": "Remove “Keys”",
	} {
		if got := h.find(key).(interface{ AccessibilityLabel() string }).AccessibilityLabel(); got != want {
			t.Errorf("a screen reader calls it %q, want %q", got, want)
		}
	}
	h.press(fyne.KeySpace)
	h.press(fyne.KeyUp)
	h.press(fyne.KeyReturn)
	h.settle()
	h.wantFocus("bundle.which")
	h.wantSaid("Proof of studies: Master")
}

// What is taken back of a bundle that is not shown is shown.
func TestUndoShowsTheBundleThatItChanges(t *testing.T) {
	h := onSecondBundle(t)
	h.pick("bundle.which", fyne.KeyHome)
	h.wantSaid("The documents follow the order of the checklist")
	h.shortcut(fyne.KeyZ, ctrl)
	h.wantSaid("A PDF beside the application’s own bundle", "The documents follow the order of the checklist")
	h.pick("bundle.which", fyne.KeyHome)
	h.shortcut(fyne.KeyZ, ctrl|fyne.KeyModifierShift)
	h.wantSaid("A PDF beside the application’s own bundle", "The documents stand in an order of your own")
}

// A bundle goes on being made while another is looked at, and is told of.
func TestNamedBundleIsMadeWhileAnotherIsShown(t *testing.T) {
	chosen := false
	h := watched(t, func(h *hall) {
		if !chosen && strings.Contains(h.said(), "Putting the pages together") {
			chosen = true
			h.window.ShowBundle("")
		}
	})
	h.addBundle("Second", "d1")
	h.tap("bundle.make")
	h.wantAbove("Your bundle is made.", "Proof of studies: Master")
	h.wantUnsaid("OCIO_Second.pdf")
	h.tap("toast")
	h.wantSaid("OCIO_Second.pdf", "up to date")
}

func TestNamedBundlesLookWell(t *testing.T) {
	onlyWhole(t)
	for name, change := range map[string][]func(*ui.Options){"en": nil, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge}} {
		h := openSample(t, change...)
		h.size(1280, 800)
		h.window.Visit("bundle")
		h.settle()
		h.tap("bundle.another")
		for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
			h.size(size.Width, size.Height)
			h.settle()
			h.shoot("named-ask-" + name + "-" + sizeName(size))
		}
		h.tap("bundle.cancel")
		h.addBundle("Relevés et attestations pour le portail", "d1", "d2")
		h.tap("bundle.make")
		for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
			h.size(size.Width, size.Height)
			h.settle()
			h.shoot("named-" + name + "-" + sizeName(size))
		}
	}
}

// What is taken back of another application's bundle shows that application.
func TestUndoOfAnOrderShowsItsApplication(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.size(1280, 1900)
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.down.d1")
	h.window.SwitchTo(hq)
	h.settle()
	h.wantSaid("The documents follow the order of the checklist")
	h.shortcut(fyne.KeyZ, ctrl)
	h.wantShown(ocio)
	h.wantSaid("The documents follow the order of the checklist")
	h.shortcut(fyne.KeyZ, ctrl|fyne.KeyModifierShift)
	h.wantSaid("The documents stand in an order of your own")
}

// The pages of a document whose backs are in another file stand as in the bundle,
// each with the picture of its own file.
func TestFrontsAndBacksStandInTheBundle(t *testing.T) {
	h := withBacks(t)
	h.tap("documents.d6.backs")
	h.keysInto("backs.where", fyne.KeyEnd)
	h.tap("backs.join")
	h.size(1280, 1900)
	h.window.Visit("bundle")
	h.settle()
	h.shoot("bundle-backs")
	if got := strings.Join(h.window.BundlePages(), " "); !strings.Contains(got, "d6:1 d7:1 d6:2 d7:2 d6:3") {
		t.Errorf("the pages are %s", got)
	}
}

// Of a bundle in parts that was submitted the very file is named that is gone, and
// the others open.
func TestPartOfASentBundleThatIsGoneIsNamed(t *testing.T) {
	system := &opener{}
	h := onBundle(t, func(o *ui.Options) { o.Opener = system })
	h.window.KeepTo(150_000)
	h.settle()
	h.tap("bundle.make")
	h.window.Visit("hand-over")
	h.settle()
	h.tap("submit.record")
	bundles := filepath.Join(h.dir, "sample", "bundles")
	if err := os.Remove(filepath.Join(bundles, "Lefevre-Ozturk_Zoe_OCIO-2.pdf")); err != nil {
		t.Fatal(err)
	}
	h.window.Visit("bundle")
	h.window.Answer("documents.d5.kind=other") // whatever has the dossier looked at anew
	h.settle()
	h.wantSaid("“Lefevre-Ozturk_Zoe_OCIO-2.pdf” was submitted, but the file is no longer")
	h.wantUnsaid("“Lefevre-Ozturk_Zoe_OCIO-1.pdf”")
	h.shoot("sent-part-gone")
	h.tap("bundle.part.3")
	if len(system.launched) != 1 || filepath.Base(system.launched[0]) != "Lefevre-Ozturk_Zoe_OCIO-3.pdf" {
		t.Errorf("opened %q", system.launched)
	}
	for _, file := range []string{"Lefevre-Ozturk_Zoe_OCIO-1.pdf", "Lefevre-Ozturk_Zoe_OCIO-3.pdf"} {
		if err := os.Remove(filepath.Join(bundles, file)); err != nil {
			t.Fatal(err)
		}
	}
	h.window.Answer("documents.d5.kind=translation")
	h.settle()
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO-1.pdf, Lefevre-Ozturk_Zoe_OCIO-2.pdf and Lefevre-Ozturk_Zoe_OCIO-3.pdf were submitted, but the files are no longer")
}

// Without its record a bundle that was submitted still opens.
func TestSentBundleWithoutItsRecordOpens(t *testing.T) {
	system := &opener{}
	h := onBundle(t, func(o *ui.Options) { o.Opener = system })
	h.tap("bundle.make")
	h.window.Visit("hand-over")
	h.settle()
	h.tap("submit.record")
	if err := os.Remove(filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO.pdf.json")); err != nil {
		t.Fatal(err)
	}
	h.window.Visit("bundle")
	h.window.Answer("documents.d5.kind=other")
	h.settle()
	h.wantUnsaid("no longer")
	h.tap("bundle.open")
	if len(system.launched) != 1 {
		t.Errorf("opened %q", system.launched)
	}
}

// What comes next, and what is handed in, is the application's own bundle; the others
// stand with it.
func TestNamedBundlesStandBesideTheOwnWhenHandedIn(t *testing.T) {
	h := onBundle(t)
	h.tap("bundle.make")
	h.addBundle("Second", "d1")
	h.tap("bundle.make")
	h.window.Visit("hand-over")
	h.settle()
	h.shoot("named-hand-over")
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO.pdf", "Other bundles of this application", "Lefevre-Ozturk_Zoe_OCIO_Second.pdf")
	h.tap("submit.record")
	if sent := h.application().Submitted; sent == nil || filepath.Base(sent.Bundle) != "Lefevre-Ozturk_Zoe_OCIO.pdf" {
		t.Errorf("on the disk is %+v", sent)
	}
	h.window.Visit("bundle")
	h.settle()
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO_Second.pdf")
}

// A bundle whose documents have all gone says so, and can be given others.
func TestNamedBundleWhoseDocumentsAreGone(t *testing.T) {
	h := onBundle(t)
	h.addBundle("Second", "d5")
	h.window.Answer("documents.d5=")
	h.settle()
	h.shoot("named-empty")
	h.wantSaid("The bundle shown here")
	if !h.find("bundle.make").(fyne.Disableable).Disabled() {
		t.Error("a bundle of nothing can be made")
	}
	h.tap("bundle.change")
	h.tap("bundle.document.d1")
	h.tap("bundle.save")
	h.wantSaid("Qualification: Bachelier")
	if h.find("bundle.make").(fyne.Disableable).Disabled() {
		t.Error("it cannot be made")
	}
}

// A new bundle may be of any size, whatever one of its name was kept to before.
func TestANewBundleIsOfAnySize(t *testing.T) {
	h := onBundle(t)
	h.addBundle("Second", "d1")
	h.window.KeepTo(150_000)
	h.settle()
	h.wantSaid("At most 150")
	h.tap("bundle.discard")
	h.addBundle("Second", "d3")
	h.wantUnsaid("At most 150")
}
