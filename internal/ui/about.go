package ui

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"strings"

	"example.org/dossier/assets"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// aboutWide is how wide the dialog about the program is.
const aboutWide = 620

// askAbout says what the program is, what it is made of, and on which terms.
func (w *Window) askAbout() {
	w.findHeld()
	diagnostics := w.copyButton("about.diagnostics", "ui.program.diagnostics", w.diagnostics)
	licences := w.copyButton("about.licences", "ui.program.copy-licences", func() string { return assets.Licences })
	close := piece.NewButton("about.close", w.say("ui.notice.close", nil), piece.Primary, nil, nil)
	body := piece.Stack(look.Gap16,
		piece.Stack(look.Gap8,
			piece.Strong(w.options.House.Program),
			piece.Body(w.say("ui.program.what", nil)),
			piece.Body(w.say("ui.program.offline", nil)),
			piece.Body(w.say("ui.program.independent", nil))),
		piece.Stack(look.Gap8,
			piece.Muted(w.say("ui.program.diagnostics-text", nil)), piece.Row(0, diagnostics)),
		piece.Stack(look.Gap8,
			piece.Heading(w.say("ui.program.licences", nil)),
			piece.Muted(w.say("ui.program.licences-text", nil)), piece.Row(0, licences),
			w.licenceRows()))
	piece.ShowDialog(w.window.Canvas(), w.say("ui.program.title", nil), body, close).SetWidth(aboutWide)
}

// findHeld asks, beside the window, by what the system holds the child that opens
// files, for the diagnostics.
func (w *Window) findHeld() {
	w.run(func() {
		child, err := w.options.House.Worker(context.Background())
		held := "not known: the child does not start"
		if err == nil {
			held = cmp.Or(strings.Join(child.Held(), ", "), "the program alone")
		}
		w.options.Later(func() { w.held = held })
	})
}

// copyButton copies a text, and then says that it did.
func (w *Window) copyButton(key, word string, text func() string) *piece.Button {
	var button *piece.Button
	button = piece.NewButton(key, w.say(word, nil), piece.Secondary, look.Icon("copy"), func() {
		w.app.Clipboard().SetContent(text())
		button.SetText(w.say("ui.program.copied", nil))
	})
	return button
}

// licenceRows list what the program is made of, each with its licence.
func (w *Window) licenceRows() *piece.List {
	var rows []piece.ListRow
	for _, c := range components(assets.Licences) {
		rows = append(rows, piece.ListRow{Value: c.name, Title: c.name, Note: c.licence})
	}
	return piece.NewList("about.components", rows, func(string) {})
}

// component is a part of the program that somebody else made.
type component struct{ name, licence string }

// components reads who made what out of the licences' text (assets.Licences).
func components(text string) []component {
	var all []component
	waiting := 0
	for block := range strings.SplitSeq(text, strings.Repeat("=", 72)+"\n") {
		head, _, _ := strings.Cut(block, "\n\n")
		for line := range strings.Lines(head) {
			line = strings.TrimSuffix(line, "\n")
			if name, isName := strings.CutPrefix(line, "= "); isName {
				all = append(all, component{name: name})
				waiting++
			}
			if licence, isKind := strings.CutPrefix(line, "- "); isKind {
				for ; waiting > 0; waiting-- {
					all[len(all)-waiting].licence = licence
				}
			}
		}
	}
	return all
}

// diagnostics are what helps whoever looks for a fault: versions, the system, how
// the window is set. No name, no path and nothing of a dossier is in them.
func (w *Window) diagnostics() string {
	s := w.chosenSettings
	size := w.window.Canvas().Size()
	lines := []string{
		"program: " + w.options.House.Program,
		fmt.Sprintf("built with: %s for %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH),
		fmt.Sprintf("processors: %d", runtime.NumCPU()),
		fmt.Sprintf("language: %s", w.loc.Lang()),
		fmt.Sprintf("theme: %s, text size: %g", s.Theme, s.TextSize),
		fmt.Sprintf("window: %.0f x %.0f at scale %g", size.Width, size.Height, w.window.Canvas().Scale()),
		fmt.Sprintf("time zone: %s", w.options.Local),
		"files are opened by a child held by: " + cmp.Or(w.held, "not known yet"),
		fmt.Sprintf("dossier open: %t", w.hasDossier()),
	}
	if w.hasDossier() {
		vacancy := "none"
		if w.shot.Pack != nil {
			vacancy = w.shot.Pack.ID + " " + w.shot.Pack.Digest()
		}
		lines = append(lines,
			fmt.Sprintf("read only: %t", w.shot.ReadOnly != nil),
			fmt.Sprintf("documents: %d", len(w.shot.Documents)),
			"vacancy: "+vacancy)
	}
	return strings.Join(lines, "\n") + "\n"
}
