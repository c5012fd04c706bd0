package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestDocumentsLook makes pictures of the step for somebody who wants to look.
func TestDocumentsLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	h := openSample(t)
	h.window.Visit("documents")
	for _, size := range [][2]float32{{1280, 800}, {1024, 640}} {
		h.size(size[0], size[1])
		h.settle()
		name := "documents-" + map[float32]string{1280: "wide", 1024: "small"}[size[0]]
		h.shoot(name + "-en-light")
		h.window.Scroll(430)
		h.settle()
		h.shoot(name + "-en-light-below")
		h.window.Scroll(-2000)
		h.keysInto("language", fyne.KeyRight)
		h.tap("theme")
		h.shoot(name + "-fr-dark")
		h.tap("theme")
		h.keysInto("language", fyne.KeyLeft)
	}
}

// keysInto types keys into the piece with a key.
func (h *hall) keysInto(key string, names ...fyne.KeyName) {
	h.t.Helper()
	at, ok := h.find(key).(fyne.Focusable)
	if !ok {
		h.t.Fatalf("%q takes no keys", key)
	}
	for _, name := range names {
		at.TypedKey(&fyne.KeyEvent{Name: name})
	}
	h.settle()
}
