package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
)

// level is the level of a language on the disk; there is false where the
// language is not in the list.
func (h *hall) level(tag string) (level candidate.LanguageLevel, there bool) {
	h.t.Helper()
	for _, l := range h.onDisk().Languages {
		if l.Tag == tag {
			return l.Level, true
		}
	}
	return "", false
}

func TestLanguagesSaveALevel(t *testing.T) {
	h := openEmpty(t).at("languages")
	h.take("languages.en", "C1")
	if level, _ := h.level("en"); level != "C1" {
		t.Errorf("English is %q on the disk", level)
	}
	if !h.sees("You study or work in it with ease") {
		t.Error("what the level means is not said")
	}
	if level, there := h.level("fr"); !there || level != "" {
		t.Errorf("French, which nobody was asked about yet, counts as answered: %q, %v", level, there)
	}
	h.take("languages.fr", "Nat")
	if level, _ := h.level("fr"); level != "native" {
		t.Errorf("French is %q on the disk", level)
	}
	h.take("languages.fr", "Not")
	if level, there := h.level("fr"); !there || level != "" {
		t.Errorf("the answer on French was taken back: %q, %v", level, there)
	}
}

func TestLanguagesSaveWhatShowsIt(t *testing.T) {
	h := openSample(t).at("languages")
	h.write("languages.en.evidence", "IELTS 8")
	h.settle()
	if got := h.onDisk().Languages[1].Evidence; got != "IELTS 8" {
		t.Errorf("%q is on the disk", got)
	}
	if got := h.focused(); got != "languages.en.evidence" {
		t.Errorf("the keyboard is on %q", got)
	}
	if h.has("languages.fr.evidence") {
		t.Error("a native speaker is asked what shows it")
	}
}

func TestLanguagesAreAddedAndTakenOut(t *testing.T) {
	for typed, tag := range map[string]string{"neerl": "nl", "Dutch": "nl", "ital": "it"} {
		h := openSample(t).at("languages")
		h.search("languages.add", typed)
		if level, there := h.level(tag); !there || level != "" {
			t.Fatalf("%q adds no %s", typed, tag)
		}
		if got := h.focused(); got != "languages."+tag {
			t.Errorf("the keyboard is on %q", got)
		}
		h.take("languages."+tag, "B2")
		h.tap("languages." + tag + ".remove")
		if _, there := h.level(tag); there {
			t.Errorf("%s is still there", tag)
		}
		if got := h.focused(); got != "languages.add" {
			t.Errorf("the keyboard is on %q", got)
		}
		h.tap("toast")
		if level, _ := h.level(tag); level != "B2" {
			t.Errorf("%s came back as %q", tag, level)
		}
	}
}

func TestLanguagesOfAKindCount(t *testing.T) {
	h := openChanged(t, []string{"languages=?", "languages.en-GB=C2"}).at("languages")
	h.take("languages.en-GB", "B1")
	if level, _ := h.level("en-GB"); level != "B1" {
		t.Errorf("British English is %q on the disk", level)
	}
	if h.has("languages.en") {
		t.Error("English is asked for twice")
	}
	if !h.sees("Without a level, this language counts as not known.") {
		t.Error("it is not said that French counts as not known")
	}
}

func TestLanguagesShowTheirReasons(t *testing.T) {
	h := openSample(t).at("languages")
	h.tap("item.second-language")
	h.wantStep("languages", "second-language")
	h.keyboard("languages.en")
	h.take("languages.en", "None")
	h.wantSaid("not met")
	h.keyboard("language")
	h.press(fyne.KeyRight)
	h.wantSaid("Anglais", "citée dans l’avis", "Aucun")
}
