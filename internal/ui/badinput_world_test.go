package ui_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// nameOutside changes the sample's family name as another program would.
func (h *hall) nameOutside(family string) {
	h.t.Helper()
	was, err := os.ReadFile(file(h.sample()))
	must(h.t, err)
	mustWrite(h.t, file(h.sample()), strings.Replace(string(was), "Lefèvre", family, 1))
}

// takeAway deletes the folder of the sample, which is open.
func (h *hall) takeAway(t *testing.T) {
	t.Helper()
	onlyWhereOpenFoldersMove(t)
	must(t, os.RemoveAll(h.sample()))
}

func onlyWhereOpenFoldersMove(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("an open folder cannot be taken away here")
	}
}

// TestBadInputFromOutside harms a dossier while it is open and somebody types:
// it is said, what was typed stays, and nothing is written over.
func TestBadInputFromOutside(t *testing.T) {
	onlyWhole(t)
	tests := []struct {
		name string
		harm func(t *testing.T, h *hall)
		held bool // what was typed cannot be saved
	}{
		{"changed", func(t *testing.T, h *hall) { h.nameOutside("Lefebvre") }, false},
		{"of a newer format", func(t *testing.T, h *hall) { h.changeOutside(h.sample()) }, true},
		{"damaged", func(t *testing.T, h *hall) { mustWrite(t, file(h.sample()), "{") }, false},
		{"file deleted", func(t *testing.T, h *hall) { must(t, os.Remove(file(h.sample()))) }, false},
		{"file is a folder", func(t *testing.T, h *hall) {
			must(t, os.Remove(file(h.sample())))
			must(t, os.Mkdir(file(h.sample()), 0o755))
		}, true},
		{"folder deleted", func(t *testing.T, h *hall) { h.takeAway(t) }, true},
		{"folder moved", func(t *testing.T, h *hall) {
			onlyWhereOpenFoldersMove(t)
			must(t, os.Rename(h.sample(), h.sample()+" elsewhere"))
		}, true},
		{"folder is a file", func(t *testing.T, h *hall) {
			h.takeAway(t)
			mustWrite(t, h.sample(), "x")
		}, true},
		{"another dossier in its place", func(t *testing.T, h *hall) {
			h.takeAway(t)
			must(t, os.CopyFS(h.sample(), os.DirFS(h.another())))
		}, true},
		{"history deleted", func(t *testing.T, h *hall) { must(t, os.RemoveAll(filepath.Join(h.sample(), "history"))) }, false},
	}
	inTurn(t, func(t *testing.T, in func(*ui.Options), turn func() bool) {
		for _, each := range tests {
			if !turn() {
				continue
			}
			t.Run(each.name, func(t *testing.T) {
				h := about(t, in)
				each.harm(t, h)
				h.write("name.given", "Zoé Maria")
				h.leave()
				h.wantToldCleanly()
				problem := h.window.Problem("name.given")
				h.wantClean(problem)
				kept, _ := h.window.Draft("name.given")
				if held := (problem != "" || h.has("trouble.try")) && kept == "Zoé Maria"; held != each.held {
					t.Errorf("kept is %q, and said is %q", kept, problem)
				}
				h.someSteps(func(string) { h.wantToldCleanly() })
				h.drop(filepath.Join(h.dir, "nowhere.pdf"))
				h.wantToldCleanly()
				h.press(fyne.KeyEscape)
				h.window.Press(&fyne.ShortcutUndo{})
				h.settle()
				h.wantToldCleanly()
				h.window.ToStart()
				h.settle()
				if each.held {
					said := h.toldAbove()
					h.wantClean(said)
					if !strings.Contains(said, "Zoé Maria") {
						t.Errorf("before it closes, said is %q", said)
					}
					h.tap("leave.anyway")
				}
				if h.window.HasDossier() {
					t.Error("it is still open")
				}
				h.window.Open(h.sample())
				h.settle()
				h.wantToldCleanly()
			})
		}
	})
}

// TestBadInputSettings: settings that cannot be read or written change nothing
// but that nothing is remembered.
func TestBadInputSettings(t *testing.T) {
	onlyWhole(t)
	tests := []struct {
		name string
		path func(t *testing.T, dir string) string
	}{
		{"below a file", func(t *testing.T, dir string) string {
			return filepath.Join(mustWrite(t, filepath.Join(dir, "file"), "x"), "settings.json")
		}},
		{"a folder", func(t *testing.T, dir string) string {
			must(t, os.Mkdir(filepath.Join(dir, "settings.json"), 0o755))
			return filepath.Join(dir, "settings.json")
		}},
		{"damaged", func(t *testing.T, dir string) string { return mustWrite(t, filepath.Join(dir, "s.json"), `{"theme":`) }},
		{"no text", func(t *testing.T, dir string) string { return mustWrite(t, filepath.Join(dir, "s.json"), "\xff\x00") }},
		{"out of bounds", func(t *testing.T, dir string) string {
			return mustWrite(t, filepath.Join(dir, "s.json"), `{"format":1,"language":"xx","theme":"pink","textSize":1e9,"window":{"width":-5,"height":1e12},"recent":[{"path":"a\nb"},{}]}`)
		}},
		{"a disk that is only read", func(t *testing.T, _ string) string {
			dir := durabletest.SmallDisk(t, 1<<20)
			t.Cleanup(durabletest.Protect(t, dir))
			return filepath.Join(dir, "settings.json")
		}},
	}
	inTurn(t, func(t *testing.T, in func(*ui.Options), turn func() bool) {
		for _, each := range tests {
			if !turn() {
				continue
			}
			t.Run(each.name, func(t *testing.T) {
				store, warnings := settings.Open(durable.Disk{}, each.path(t, t.TempDir()))
				h := open(t, in, func(o *ui.Options) { o.Settings, o.Warnings = store, warnings })
				h.wantToldCleanly()
				h.tap("theme")
				h.window.LargerText(+1)
				h.tap("theme")
				copySample(t, h.sample())
				h.tap("start.sample")
				h.wantToldCleanly()
				if !h.window.HasDossier() {
					t.Error("the sample is not open")
				}
				h.close()
				if !h.closed() {
					t.Error("the window is open")
				}
			})
		}
	})
}

// TestBadInputClock shows every step by clocks that are far off.
func TestBadInputClock(t *testing.T) {
	onlyWhole(t)
	inTurn(t, func(t *testing.T, in func(*ui.Options), turn func() bool) {
		for _, at := range []time.Time{
			time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
			time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), {},
		} {
			if !turn() {
				continue
			}
			t.Run(at.Format(time.DateOnly), func(t *testing.T) {
				h := openSample(t, in, func(o *ui.Options) {
					o.AsOf = func(zone *time.Location) time.Time { return civil.Of(at).In(zone) }
					o.House.Now = func() time.Time { return at }
				})
				h.eachStep(func(step string) {
					h.wantToldCleanly()
					if found := rawText.FindString(h.said()); found != "" {
						t.Errorf("%s says %q", step, found)
					}
				})
				h.window.Visit("about")
				h.settle()
				h.write("name.given", "Anna")
				h.leave()
				h.wantToldCleanly()
				h.window.ToStart()
				h.settle()
				h.wantToldCleanly()
				if got := h.saved(h.sample()).Name.Given; got != "Anna" {
					t.Errorf("on the disk is %q", got)
				}
			})
		}
	})
}

// TestBadInputAnotherDay asks to see the application as of days that are none,
// or far off.
func TestBadInputAnotherDay(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		h := openSample(t, in)
		for _, bad := range append(typedBadly, struct{ name, text string }{"empty", ""}) {
			h.window.AskAsOf()
			h.paste("as-of.date", bad.text)
			h.tap("as-of.see")
			h.wantToldCleanly()
			if h.canvas().Overlays().Top() != nil {
				want := "28" // how a day is written
				if bad.name == "no day" {
					want = "calend" // in both languages
				}
				if said := h.toldAbove(); !strings.Contains(said, want) || len(said) > 600 {
					t.Errorf("%s: the dialog says %s", bad.name, said)
				}
				h.tap("as-of.cancel")
				continue
			}
			h.someSteps(func(string) { h.wantToldCleanly() })
		}
	})
}

// windows are the dialogs and pop-ups, each with how it opens.
var windows = []struct {
	name string
	open func(h *hall)
}{
	{"new", func(h *hall) { h.window.AskNew() }},
	{"another day", func(h *hall) { h.window.AskAsOf() }},
	{"paths", func(h *hall) { h.window.Visit("documents"); h.settle(); h.tap("documents.paste") }},
	{"refused", func(h *hall) { h.drop(filepath.Join(h.dir, "nowhere.pdf")) }},
	{"menu", func(h *hall) { h.tap("menu") }},
	{"calendar", func(h *hall) { h.window.Visit("about"); h.settle(); h.tap("birthDate/open") }},
	{"countries", func(h *hall) {
		h.window.Visit("about")
		h.settle()
		h.tap("nationalities")
		test.Type(h.canvas().Focused(), "a")
	}},
	{"preview", func(h *hall) { h.window.Visit("documents"); h.settle(); h.tap("documents.d1.thumb") }},
	{"leave", func(h *hall) {
		h.window.Visit("about")
		h.settle()
		h.paste("birthDate", "no day")
		h.window.ToStart()
	}},
}

// meanwhile is what may happen while a dialog is open.
var meanwhile = []struct {
	name string
	do   func(h *hall)
}{
	{"French", func(h *hall) { h.window.Speak("fr") }},
	{"theme", func(h *hall) { h.window.Theme() }},
	{"larger", func(h *hall) { h.window.LargerText(+1) }},
	{"tiny", func(h *hall) { h.size(400, 300) }},
	{"huge", func(h *hall) { h.size(4000, 2500) }},
	{"step", func(h *hall) { h.shortcut(fyne.Key8, fyne.KeyModifierShortcutDefault) }},
	{"files", func(h *hall) { h.drop(filepath.Join(h.dir, "nowhere 2.pdf")) }},
	{"a dossier", func(h *hall) { h.drop(h.another()) }},
	{"the same dossier, damaged", func(h *hall) {
		h.window.Open(h.sample())
		h.settle()
	}},
	{"deleted", func(h *hall) { _ = os.RemoveAll(h.sample()); h.window.Open(h.sample()); h.settle() }},
	{"undo", func(h *hall) { h.window.Press(&fyne.ShortcutUndo{}); h.settle() }},
	{"closed", func(h *hall) { h.window.ToStart(); h.settle() }},
}

// TestBadInputWhileADialogIsOpen has things happen behind every dialog, answers
// it with its buttons, and expects the window to go on.
func TestBadInputWhileADialogIsOpen(t *testing.T) {
	onlyWhole(t)
	for i, dialog := range windows {
		for j, event := range meanwhile {
			if !thorough && (i+j)%6 != 0 {
				continue
			}
			t.Run(dialog.name+", "+event.name, func(t *testing.T) {
				h := openSample(t, func(o *ui.Options) { o.Opener = &opener{} })
				h.size(1280, 800)
				dialog.open(h)
				h.settle()
				if h.canvas().Overlays().Top() == nil {
					t.Fatal("it is not open")
				}
				event.do(h)
				h.settle()
				if !h.french() { // a dialog stays as it was: its window is covered meanwhile, with the switch
					h.wantToldCleanly()
				}
				for range 8 {
					if !h.answer() {
						break
					}
				}
				if top := h.canvas().Overlays().Top(); top != nil {
					t.Errorf("this is still open: %s", saidBelow(top))
				}
				h.wantToldCleanly()
				h.window.Press(&fyne.ShortcutUndo{})
				if h.window.HasDossier() {
					h.someSteps(func(string) {})
				}
			})
		}
	}
}

// answer presses the main button of what is open above all else, else Escape;
// it reports whether anything was open.
func (h *hall) answer() bool {
	top := h.canvas().Overlays().Top()
	if top == nil {
		return false
	}
	for _, key := range []string{"as-of.see", "new.cancel", "paths.add", "refused.close", "leave.anyway"} {
		if button, ok := piece.FindKey(top, key).(fyne.Tappable); ok {
			button.Tapped(&fyne.PointEvent{})
			h.settle()
			if h.canvas().Overlays().Top() != top {
				return true
			}
		}
	}
	if key := h.canvas().OnTypedKey(); key != nil {
		key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	h.settle()
	return true
}

// TestBadInputSizes shows every step in windows of every size, with the largest
// and the smallest text.
func TestBadInputSizes(t *testing.T) {
	onlyWhole(t)
	h := openSample(t, inFrench)
	for _, larger := range []float64{+2, -2} {
		if larger < 0 && !thorough {
			continue
		}
		h.window.LargerText(larger)
		for _, size := range []fyne.Size{{Width: 400, Height: 300}, {Width: 1, Height: 1}, {Width: 4000, Height: 2500}, {Width: 300, Height: 2500}} {
			h.size(size.Width, size.Height)
			h.eachStep(func(string) { h.unfold() })
		}
	}
	h.window.ToStart()
	h.settle()
}
