package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// originals are the signed files beside the bundle that was made last.
type originals struct {
	busy  bool
	saved []bundle.Original
	err   error
}

// signed says which files of the plan carry a signature, before the bundle is made.
func (s *bundleStep) signed() []fyne.CanvasObject {
	w := s.w
	if newest, _ := w.shot.builtOf(s.name); newest != nil && newest.Current && s.signedOf(*newest) != nil {
		return nil // it stands with the bundle
	}
	var files message.List
	seen := map[string]bool{}
	add := func(isSigned bool, file, sha256 string) {
		if isSigned && !seen[sha256] {
			seen[sha256] = true
			files = append(files, file)
		}
	}
	for _, plan := range s.planning.planned.Parts {
		for _, d := range plan.Documents {
			add(d.Signed, d.Name, d.SHA256)
			if d.Backs != nil {
				add(d.Backs.Signed, d.Backs.Name, d.Backs.SHA256)
			}
		}
	}
	if len(files) == 0 {
		return nil
	}
	args := message.Args{"Files": files, "Count": len(files)}
	return []fyne.CanvasObject{piece.NewNotice("bundle.signed", piece.ToConfirm, w.say("ui.bundle.signed", args), w.say("ui.bundle.signed-do", args))}
}

// signedOf offers the signed originals beside a bundle that was just made, or says
// what came of saving them.
func (s *bundleStep) signedOf(b session.Built) []fyne.CanvasObject {
	w, result, kept := s.w, s.made.result, s.made.originals
	if result == nil || result.Path != b.Path || !hasSigned(result) {
		return nil
	}
	var parts []fyne.CanvasObject
	if len(kept.saved) > 0 {
		var names message.List
		for _, original := range kept.saved {
			names = append(names, filepath.Base(original.Path))
		}
		reveal := piece.NewButton("bundle.originals.reveal", w.say("ui.bundle.reveal", nil), piece.Secondary, look.Icon("folder"),
			func() { w.revealFile(kept.saved[0].Path) })
		parts = append(parts, piece.NewNotice("bundle.originals.saved", piece.Met,
			w.say("ui.bundle.originals-saved", message.Args{"Files": names, "Count": len(names)}), "", reveal))
	}
	if kept.err != nil {
		what, do := w.loc.Error(kept.err)
		parts = append(parts, piece.NewNotice("bundle.originals.failed", piece.NotMet, what, do))
	}
	if len(kept.saved) == 0 || kept.err != nil {
		save := piece.NewButton("bundle.originals", w.say("ui.bundle.originals", nil), piece.Secondary, look.Icon("save"), s.saveOriginals)
		w.lock(save)
		if kept.busy {
			save.Disable()
		}
		parts = append(parts, piece.Row(look.Gap8, save))
	}
	return parts
}

// hasSigned reports whether a file of the bundle was signed.
func hasSigned(result *bundle.Result) bool {
	for i := range result.Parts {
		if result.Parts[i].Plan.HasSigned() {
			return true
		}
	}
	return false
}

// saveOriginals puts the signed files beside the bundle as they were taken in, beside
// the window.
func (s *bundleStep) saveOriginals() {
	w, desk, result := s.w, s.w.desk, s.made.result
	s.made.originals = originals{busy: true}
	s.again()
	desk.start(func(ctx context.Context) {
		saved, err := result.SaveSigned(ctx)
		w.options.Later(func() {
			if w.desk != desk || s.made.result != result {
				return // it is another bundle by now
			}
			s.made.originals = originals{saved: saved, err: err}
			s.again()
			if err == nil {
				s.moveFocus("bundle.originals", "bundle.originals.reveal")
			}
		})
	})
}
