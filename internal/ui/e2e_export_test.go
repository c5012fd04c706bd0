package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/piece"
)

// View is the part of the window in which the piece with a key scrolls; ok is
// false where it does not.
func (w *Window) View(key string) (at fyne.Position, size fyne.Size, ok bool) {
	root := w.window.Canvas().Overlays().Top()
	if root == nil {
		root = w.window.Canvas().Content()
	}
	scroll := scrollAround(root, key)
	if scroll == nil {
		return at, size, false
	}
	return piece.At(scroll), scroll.Size(), true
}

// scrollAround is the innermost thing that scrolls around the piece with a key.
func scrollAround(o fyne.CanvasObject, key string) fyne.CanvasObject {
	var inner []fyne.CanvasObject
	scrolls := false
	switch o := o.(type) {
	case *fyne.Container:
		inner = o.Objects
	case *container.Scroll:
		inner, scrolls = []fyne.CanvasObject{o.Content}, true
	case piece.Nest:
		inner = o.Inside()
		_, scrolls = o.(*piece.Scroller)
	}
	for _, each := range inner {
		if piece.FindKey(each, key) == nil {
			continue
		}
		if found := scrollAround(each, key); found != nil {
			return found
		}
		if scrolls {
			return o
		}
	}
	return nil
}
