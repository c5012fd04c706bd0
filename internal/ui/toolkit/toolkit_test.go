package toolkit_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui/toolkit"
)

func speak(t *testing.T, l i18n.Lang) {
	t.Helper()
	loc, err := i18n.New(l)
	if err != nil {
		t.Fatal(err)
	}
	if err := toolkit.Speak(loc); err != nil {
		t.Fatal(err)
	}
}

// shown returns what stands on the topmost overlay of a new window after show.
func shown(t *testing.T, show func(w fyne.Window)) string {
	t.Helper()
	w := test.NewTempWindow(t, widget.NewLabel(""))
	w.Resize(fyne.NewSize(600, 400))
	show(w)
	return test.RenderToMarkup(w.Canvas())
}

func confirmation(w fyne.Window) { dialog.ShowConfirm("?", "?", nil, w) }

func contextMenu(w fyne.Window) {
	entry := widget.NewEntry()
	w.SetContent(entry)
	test.Type(entry, "words to take back")
	entry.Undo()
	entry.TappedSecondary(&fyne.PointEvent{AbsolutePosition: fyne.NewPos(5, 5)})
}

func TestFyneSpeaksTheLanguageOfTheWindow(t *testing.T) {
	test.NewTempApp(t)
	for _, turn := range []struct {
		lang   i18n.Lang
		dialog []string
		menu   []string
	}{
		{i18n.English, []string{"Yes", "No"}, []string{"Cut", "Copy", "Paste", "Select all", "Undo", "Redo"}},
		{i18n.French, []string{"Oui", "Non"}, []string{"Couper", "Copier", "Coller", "Tout sélectionner", "Annuler", "Rétablir"}},
		{i18n.English, []string{"Yes", "No"}, []string{"Cut", "Copy", "Paste", "Select all", "Undo", "Redo"}},
	} {
		speak(t, turn.lang)
		for markup, words := range map[string][]string{shown(t, confirmation): turn.dialog, shown(t, contextMenu): turn.menu} {
			for _, word := range words {
				if !strings.Contains(markup, ">"+word+"<") {
					t.Errorf("%s: nothing says %q in\n%s", turn.lang, word, markup)
				}
			}
		}
	}
}

// Whatever language the system has, Fyne's own or not, with country, script or
// modifier: each is tried in a process of its own, as Fyne looks once.
func TestWhateverLanguageTheSystemHas(t *testing.T) {
	if os.Getenv("TOOLKIT_CHILD") != "" {
		for _, turn := range []struct {
			lang i18n.Lang
			want string
		}{{i18n.French, "Annuler"}, {i18n.English, "Cancel"}, {i18n.French, "Annuler"}} {
			speak(t, turn.lang)
			if got := lang.L("Cancel"); got != turn.want {
				t.Errorf("in %s, Fyne says %q", turn.lang, got)
			}
		}
		return
	}
	t.Parallel()
	for _, locale := range []string{
		"", "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "en_GB", "fr_FR.UTF-8", "fr_BE.UTF-8@euro", "fr", "de_DE.UTF-8", "pt_BR.UTF-8",
		"pt_PT", "zh_CN.UTF-8", "zh_TW.UTF-8", "sr_RS.UTF-8@latin", "sr_RS", "nb_NO", "eu_ES", "tlh", "xx_YY", "de_DE:fr_FR", "eu:fr:en",
	} {
		child := exec.Command(os.Args[0], "-test.run=^TestWhateverLanguageTheSystemHas$")
		child.Env = append(os.Environ(), "TOOLKIT_CHILD=1", "LC_ALL="+strings.Split(locale, ":")[0], "LANGUAGE=")
		if strings.Contains(locale, ":") {
			child.Env = append(child.Env, "LANGUAGE="+locale)
		}
		if out, err := child.CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s", locale, err, out)
		}
	}
}

// A newer Fyne may have texts that we do not know.
func TestEveryTextThatFyneHasIsOurs(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Skipf("needs the go command and the modules: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var theirs map[string]any
	if err := json.Unmarshal(data, &theirs); err != nil {
		t.Fatal(err)
	}
	speak(t, i18n.French)
	for key := range theirs {
		if got := toolkit.Knows(key); !got {
			t.Errorf("Fyne says %q, which we do not translate: add it to texts in toolkit.go", key)
		}
	}
	if len(theirs) < 39 {
		t.Errorf("Fyne has %d texts only: they must have moved", len(theirs))
	}
}
