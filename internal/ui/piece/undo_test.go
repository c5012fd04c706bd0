package piece_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A listening app has one canvas, which hears shortcuts as the real one does.
type listening struct {
	fyne.App
	canvas *hearing
}

func (l listening) Driver() fyne.Driver { return oneCanvas{l.App.Driver(), l.canvas} }

type oneCanvas struct {
	fyne.Driver
	canvas *hearing
}

func (o oneCanvas) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return o.canvas }

type hearing struct {
	fyne.Canvas
	heard []string
}

func (h *hearing) TypedShortcut(s fyne.Shortcut) { h.heard = append(h.heard, s.ShortcutName()) }

func TestAFieldWithNothingToTakeBackLeavesUndoToTheWindow(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Light, 1))
	window := app.NewWindow("")
	canvas := &hearing{Canvas: window.Canvas()}
	entry := piece.NewEntry("name", "Anna", "", nil, nil)
	window.SetContent(entry)
	fyne.SetCurrentApp(listening{app, canvas})
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	entry.TypedShortcut(&fyne.ShortcutUndo{})
	entry.TypedShortcut(&fyne.ShortcutRedo{})
	if len(canvas.heard) != 2 {
		t.Errorf("the window heard %q", canvas.heard)
	}
	entry.TypedRune('x')
	entry.TypedShortcut(&fyne.ShortcutUndo{})
	if entry.Text != "Anna" || len(canvas.heard) != 2 {
		t.Errorf("the field holds %q, and the window heard %q", entry.Text, canvas.heard)
	}
}
