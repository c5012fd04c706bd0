package ui_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
)

// update writes what is there in place of what is held against it: UPDATE=1 go
// test -run Golden.
var update = os.Getenv("UPDATE") != ""

// TestGoldenSteps holds what stands on each step of the sample, in every
// language, against what stood there when somebody looked.
func TestGoldenSteps(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light))
		h.size(1280, 800)
		for _, step := range walkSteps {
			h.window.Visit(step)
			h.settle()
			var all strings.Builder
			for _, part := range []any{h.window.Page(), h.window.Aside()} {
				if part, ok := part.(fyne.CanvasObject); ok && part != nil {
					all.WriteString(test.RenderObjectToMarkup(part))
				}
			}
			h.wantGolden(step+"-"+string(lang)+".xml", []byte(all.String()))
		}
	}
}

// TestGoldenWindows holds a window whole against what was seen: the start, and
// what stays around the steps.
func TestGoldenWindows(t *testing.T) {
	h := open(t)
	h.wantGolden("start.xml", []byte(test.RenderToMarkup(h.canvas())))
	h = openSample(t)
	h.size(1280, 800)
	h.window.Visit("hand-over")
	h.settle()
	h.wantGolden("window.xml", []byte(test.RenderToMarkup(h.canvas())))
}

// TestGoldenSimulation holds what is only looked at: another day, of a vacancy that
// is closed by then, and what other answers would change.
func TestGoldenSimulation(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openWhatIf(t, showing(lang, settings.Light))
		h.tap("whatif.nationalities.chosen/FR")
		h.tap("whatif.nationalities.chosen/TR")
		for name, part := range map[string]any{"whatif": h.window.Page(), "whatif-answer": h.window.Aside()} {
			h.wantGolden(name+"-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(part.(fyne.CanvasObject))))
		}
		h.window.Visit("overview")
		h.tap("as-of")
		h.wantGolden("as-of-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.canvas().Overlays().Top())))
		h.tap("as-of.start")
		h.wantGolden("closed-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.window.Page().(fyne.CanvasObject))))
	}
}

// TestGoldenPictures does so with a few pictures.
func TestGoldenPictures(t *testing.T) {
	for _, shown := range []struct {
		step  string
		lang  i18n.Lang
		theme settings.Theme
	}{
		{"overview", i18n.English, settings.Light},
		{"eligibility", i18n.French, settings.Dark},
		{"documents", i18n.French, settings.Light},
	} {
		h := openSample(t, showing(shown.lang, shown.theme))
		h.size(1280, 800)
		h.window.Visit(shown.step)
		h.settle()
		h.wantGolden(shown.step+"-"+string(shown.lang)+"-"+string(shown.theme)+".png", encoded(t, h.canvas().Capture()))
	}
}

// wantGolden fails where content is not what the file holds: of pictures what
// they show, of all else the bytes.
func (h *hall) wantGolden(name string, content []byte) {
	h.t.Helper()
	file := filepath.Join("testdata", name)
	if bytes.Contains(content, []byte(filepath.ToSlash(h.dir))) {
		h.t.Errorf("%s names the folder of this very test", name)
	}
	if update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			h.t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			h.t.Fatal(err)
		}
		return
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		h.t.Fatal(err)
	}
	same := bytes.Equal(content, bytes.ReplaceAll(golden, []byte("\r\n"), []byte("\n")))
	if filepath.Ext(name) == ".png" {
		same = sameLook(content, golden)
	}
	if same {
		return
	}
	got := filepath.Join(os.TempDir(), "dossier-"+name)
	_ = os.WriteFile(got, content, 0o644) // for whoever wants to compare
	h.t.Errorf("%s is not as it was: %s is what it is now; look, then write it by UPDATE=1 go test -run Golden", name, got)
}

// sameLook reports whether two PNG show the same.
func sameLook(a, b []byte) bool {
	var pictures [2]image.Image
	for i, content := range [][]byte{a, b} {
		p, err := png.Decode(bytes.NewReader(content))
		if err != nil {
			return false
		}
		pictures[i] = p
	}
	return compare(pictures[0], pictures[1]).share == 0
}
