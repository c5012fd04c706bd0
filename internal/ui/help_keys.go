package ui

import (
	"runtime"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// helpKeys is the page of the help with all keys.
const helpKeys stepID = "keys"

// A keyRow is a line of the keys: the chords that do something, and what they do.
type keyRow struct {
	does   string  // id
	chords []chord // each does it, or the one and the other where does says so
	to     bool    // all from the first to the second
	mac    []chord // on a Mac, where it has others
}

// A keyGroup is keys that hold in one place.
type keyGroup struct {
	title string // id
	rows  []keyRow
	more  []string // ids of sentences on keys that belong to what has the keyboard
}

// keyGroups are all keys of the window, as the help lists them.
func keyGroups() []keyGroup {
	const ctrl, control, alt = fyne.KeyModifierShortcutDefault, fyne.KeyModifierControl, fyne.KeyModifierAlt
	one := func(key fyne.KeyName, modifier fyne.KeyModifier) []chord { return []chord{{key, modifier}} }
	two := func(a, b fyne.KeyName, modifier fyne.KeyModifier) []chord {
		return []chord{{a, modifier}, {b, modifier}}
	}
	return []keyGroup{
		{"ui.help.keys.everywhere", []keyRow{
			{does: "ui.menu.new", chords: one(fyne.KeyN, ctrl)},
			{does: "ui.menu.open", chords: one(fyne.KeyO, ctrl)},
			{does: "ui.help.keys.save", chords: one(fyne.KeyS, ctrl)},
			{does: "ui.help.keys.print", chords: one(fyne.KeyP, ctrl)},
			{does: "ui.menu.undo", chords: one(fyne.KeyZ, ctrl)},
			{does: "ui.menu.redo", chords: one(fyne.KeyZ, shift)},
			{does: "ui.help.keys.settings", chords: one(fyne.KeyComma, ctrl)},
			{does: "ui.help.keys.text", chords: two(fyne.KeyPlus, fyne.KeyMinus, ctrl)},
			{does: "ui.help.keys.text-usual", chords: one(fyne.Key0, ctrl)},
			{does: "ui.help.keys.screen", chords: one(fyne.KeyF11, 0), mac: one(fyne.KeyF, control|fyne.KeyModifierSuper)},
			{does: "ui.help.keys.any-help", chords: one(fyne.KeyF1, 0), mac: one(fyne.KeySlash, shift)},
			{does: "ui.help.keys.close", chords: one(fyne.KeyW, ctrl)},
			{does: "ui.menu.quit", chords: one(fyne.KeyQ, ctrl)},
		}, nil},
		{"ui.help.keys.steps", []keyRow{
			{does: "ui.help.keys.go-to", chords: one(fyne.KeyG, ctrl)},
			{does: "ui.help.keys.number", chords: two(fyne.Key1, fyne.Key9, ctrl), to: true},
			{does: "ui.help.keys.next", chords: two(fyne.KeyPageUp, fyne.KeyPageDown, ctrl)},
			{does: "ui.help.keys.next-tab", chords: one(fyne.KeyTab, control)},
			{does: "ui.help.keys.before-tab", chords: one(fyne.KeyTab, control|fyne.KeyModifierShift)},
			{does: "ui.menu.switch-application", chords: one(fyne.KeyA, shift)},
		}, nil},
		{"ui.help.keys.page", nil, []string{
			"ui.help.keys.page-tab", "ui.help.keys.page-press", "ui.help.keys.page-list", "ui.help.keys.page-scroll", "ui.help.about.keys",
		}},
		{"ui.step.documents", []keyRow{
			{does: "ui.help.keys.move", chords: two(fyne.KeyUp, fyne.KeyDown, alt)},
		}, []string{"ui.help.documents.keys", "ui.help.keys.large"}},
	}
}

// allKeys are the groups one below the other.
func (p *helpPage) allKeys() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{piece.Body(p.w.say("ui.help.keys.aim", nil))}
	for _, group := range keyGroups() {
		var rows []fyne.CanvasObject
		for _, row := range group.rows {
			rows = append(rows, p.w.keyLine(row))
		}
		for _, more := range group.more {
			rows = append(rows, piece.Body(p.w.say(more, nil)))
		}
		parts = append(parts, p.part(group.title, piece.Stack(look.Gap4, rows...)))
	}
	return parts
}

// keyLine is what keys do, and the keys at the right.
func (w *Window) keyLine(row keyRow) fyne.CanvasObject {
	return piece.Grow(nil, piece.Body(w.say(row.does, nil)), words(w.keysOfRow(row), look.TextBody, look.Muted, false))
}

// keysOfRow writes the keys of a row as the system does.
func (w *Window) keysOfRow(row keyRow) string {
	keys := row.chords
	if row.mac != nil && runtime.GOOS == "darwin" {
		keys = row.mac
	}
	if len(keys) == 1 {
		return w.chordWords(keys[0])
	}
	args := message.Args{"One": w.chordWords(keys[0]), "Other": w.chordWords(keys[1])}
	if row.to {
		return w.say("ui.help.keys.to", args)
	}
	return w.say("ui.help.keys.or", args)
}
