package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// An application that was sent, by the candidate's own word: every step says so,
// and what belongs to it alone is locked.

// isSubmitted reports whether the shown application was sent.
func (w *Window) isSubmitted() bool { return w.shot.Application.Submitted != nil }

// ownLocked reports whether what belongs to the shown application alone cannot be
// changed.
func (w *Window) ownLocked() bool { return w.shot.ReadOnly != nil || w.isSubmitted() }

// lockOwn disables a control for what belongs to the shown application alone, where
// that cannot be changed.
func (w *Window) lockOwn(control fyne.CanvasObject) {
	if disableable, ok := control.(fyne.Disableable); ok && w.ownLocked() {
		disableable.Disable()
	}
}

// lockField disables the control of a field that cannot be changed.
func (w *Window) lockField(field string, control fyne.CanvasObject) {
	if ownField(field) {
		w.lockOwn(control)
		return
	}
	w.lock(control)
}

// submittedBar says above every step that the application was sent, and what can
// still be changed; nil for one that was not sent.
func (w *Window) submittedBar() fyne.CanvasObject {
	sent := w.shot.Application.Submitted
	if sent == nil {
		return nil
	}
	means := "ui.sent.means"
	if slices.Contains(commonSteps, w.step) {
		means = "ui.sent.means-common"
	}
	var see []*piece.Button
	if w.step != stepHandOver {
		see = append(see, piece.NewButton("submitted.see", w.say("ui.sent.see", nil), piece.Secondary, nil, func() { w.visit(stepHandOver) }))
	}
	return piece.NewBanner(look.Icon("lock"), w.say("ui.sent.bar", message.Args{"Date": sent.On}), w.say(means, nil), see...)
}

// submittedButton says in the bar above when the application was sent, and leads to
// what was recorded.
func (w *Window) submittedButton() fyne.CanvasObject {
	label := w.say("ui.sent.on", message.Args{"Date": w.shot.Application.Submitted.On})
	if look.Em(1) >= largeText {
		label = w.say("ui.sent.short", nil)
	}
	return piece.NewButton("submitted", label, piece.Secondary, look.Icon("check-circle"), func() { w.visit(stepHandOver) })
}

// tellSent says why an application that was sent is not given up.
func (w *Window) tellSent(sent *session.Submitted) {
	w.fail(message.Bad("session-submitted", message.Args{"Vacancy": w.vacancyName(), "Date": sent.On}, nil))
}

// sent is the overview of an application that was sent: nothing is to be done, and
// what was open then is said.
func (s *overviewStep) sent() (page, aside fyne.CanvasObject) {
	w, sent := s.w, s.w.shot.Application.Submitted
	essential, wished := byImportance(w.shot.Checklist.Items)
	open, done := byDone(essential)
	parts := []fyne.CanvasObject{w.readiness()}
	if len(open) > 0 {
		parts = append(parts, w.overviewPart("ui.sent.open", w.say("ui.sent.open-text", nil), open))
	}
	applications, aside := w.applicationsPart()
	parts = append(parts, applications)
	if len(done) > 0 {
		parts = append(parts, w.overviewPart("ui.overview.met", "", done))
	}
	if len(wished) > 0 {
		left, right := byDone(wished)
		parts = append(parts, w.overviewPart("ui.overview.wished", "", append(left, right...)))
	}
	title := w.say("ui.sent.overview", message.Args{"Date": sent.On})
	return piece.Page(title, w.sentLead(sent), nil, piece.Stack(look.Gap24, parts...)), aside
}

// sentLead says with what an application was sent.
func (w *Window) sentLead(sent *session.Submitted) string {
	args := message.Args{"File": sent.Names(), "Reference": sent.Reference}
	switch {
	case sent.Bundle != "" && sent.Reference != "":
		return w.say("ui.sent.lead-both", args)
	case sent.Bundle != "":
		return w.say("ui.sent.lead-bundle", args)
	case sent.Reference != "":
		return w.say("ui.sent.lead-reference", args)
	}
	return w.say("ui.sent.lead", nil)
}

// baseOrNone is the last part of a path; of an empty one nothing.
func baseOrNone(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Base(path)
}

// sentBundle is the bundle that the application was sent with, where it is still
// there.
func (w *Window) sentBundle() (session.Built, bool) {
	at := slices.IndexFunc(w.shot.Bundles, func(b session.Built) bool {
		return filepath.Base(b.Path) == baseOrNone(w.shot.Application.Submitted.Bundle)
	})
	if at < 0 {
		return session.Built{}, false
	}
	return w.shot.Bundles[at], true
}

// sentBundleCard is that bundle with buttons to look at it; that none was recorded,
// or which files of it are gone, with those that are left.
func (w *Window) sentBundleCard(key string) fyne.CanvasObject {
	sent := w.shot.Application.Submitted
	if sent.Bundle == "" {
		return piece.Body(w.say("ui.sent.no-bundle", nil))
	}
	if len(sent.Gone) > 0 {
		gone := told(piece.Missing, w.say("ui.sent.files-gone", message.Args{"Files": baseNames(sent.Gone), "Count": len(sent.Gone)}))
		if len(sent.Gone) >= len(sent.Parts) {
			return gone
		}
		return piece.Stack(look.Gap8, gone, w.partButtons(sent.Parts, sent.Gone, key))
	}
	words := []fyne.CanvasObject{piece.Strong(filepath.Base(sent.Bundle))}
	if b, isKnown := w.sentBundle(); isKnown { // else its record is gone
		words = append(words, piece.Muted(w.builtFacts(b)))
	}
	card := piece.Grow(nil, piece.Stack(look.Gap4, words...), piece.About(filepath.Base(sent.Bundle), piece.Row(look.Gap8,
		piece.NewButton(key+".open", w.say("ui.bundle.open", nil), piece.Secondary, look.Icon("open"), func() { w.launchFile(sent.Bundle) }),
		piece.NewButton(key+".reveal", w.say("ui.bundle.reveal", nil), piece.Secondary, look.Icon("folder"), func() { w.revealFile(sent.Bundle) }))))
	if len(sent.Parts) < 2 {
		return card
	}
	return piece.Stack(look.Gap8, card, w.partButtons(sent.Parts, nil, key))
}

// partButtons open the files of a bundle in several, but those that are gone.
func (w *Window) partButtons(parts, gone []string, key string) fyne.CanvasObject {
	var files []fyne.CanvasObject
	for i, path := range parts {
		if !slices.Contains(gone, path) {
			files = append(files, piece.NewButton(keyOf(key+".part", i+1), filepath.Base(path), piece.Quiet, look.Icon("open"), func() { w.launchFile(path) }))
		}
	}
	return piece.Row(look.Gap8, files...)
}

// sent is what stands on the step once the application was sent: its bundle, and the
// others.
func (s *bundleStep) sent() []fyne.CanvasObject {
	w := s.w
	name := baseOrNone(w.shot.Application.Submitted.Bundle)
	others := slices.DeleteFunc(slices.Clone(w.shot.Bundles), func(b session.Built) bool { return filepath.Base(b.Path) == name })
	return append([]fyne.CanvasObject{piece.Card(w.sentBundleCard("bundle"))}, s.earlier(others)...)
}
