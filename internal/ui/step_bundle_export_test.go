package ui

import (
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Characters counts characters as a person does.
func Characters(text string) int { return characters(text) }

// SizeText is the id of what is said of a size.
func SizeText(size message.Bytes, portal vacancy.Portal) string {
	_, id := sizeState(size, portal)
	return id
}

// KeepTo has the bundle keep to a size that the choices may not have.
func (w *Window) KeepTo(size message.Bytes) {
	w.steps[stepBundle].(*bundleStep).resize(func(now *sizing) { now.max = size })
}
