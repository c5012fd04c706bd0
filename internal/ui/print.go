package ui

import (
	"context"
	"os"
	"path/filepath"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// hasChecklist reports whether there is a checklist to print.
func (w *Window) hasChecklist() bool { return w.hasDossier() && w.shot.Pack != nil }

// printChecklist writes the checklist as a PDF and opens it with the person's own
// viewer, which knows their printers; what was typed last is in it.
func (w *Window) printChecklist() {
	w.afterSavingThose(func(string) bool { return false }, func() {
		desk := w.desk
		if desk == nil {
			return
		}
		o := session.ReportOptions{Vacancy: w.shot.Application.Vacancy, Lang: w.loc.Lang()}
		readOnly := w.shot.ReadOnly != nil
		var path string
		var err error
		w.doWork("ui.print.working", func(ctx context.Context, _ func(done, of int64)) {
			path, err = writeChecklist(ctx, desk.session, o, readOnly)
		}, func(stopped bool) {
			if readOnly && path != "" {
				w.leftovers = append(w.leftovers, filepath.Dir(path))
			}
			switch {
			case err == nil:
				w.openPrinted(path)
			case !wasStopped(stopped, err):
				w.fail(err)
			}
		})
	})
}

// writeChecklist writes the checklist beside the bundles, in the place of the one
// printed before; where a viewer holds that, as on Windows, under another name. Of
// a dossier that somebody else is working on it goes where the system keeps what
// is temporary. It runs beside the window.
func writeChecklist(ctx context.Context, s *session.Session, o session.ReportOptions, readOnly bool) (string, error) {
	if readOnly {
		dir, err := os.MkdirTemp("", "dossier-")
		if err != nil {
			return "", err
		}
		o.Output = filepath.Join(dir, "checklist.pdf")
		return s.Report(ctx, o)
	}
	o.Overwrite = true
	if path, err := s.Report(ctx, o); err == nil {
		return path, nil
	}
	o.Overwrite = false
	return s.Report(ctx, o)
}

// openPrinted opens what was written, and says how it gets onto paper.
func (w *Window) openPrinted(path string) {
	w.run(func() {
		err := w.options.Opener.Launch(path)
		w.options.Later(func() {
			if err != nil {
				w.fail(err)
				return
			}
			w.news(message.New("ui.print.done", message.Args{"File": filepath.Base(path)}), "ui.bundle.reveal",
				func() { w.revealFile(path) })
		})
	})
}

// clearPrinted takes away what was printed outside a dossier. It runs beside the
// window, at its end; what a viewer still holds, the system clears away.
func clearPrinted(folders []string) {
	for _, folder := range folders {
		_ = os.RemoveAll(folder)
	}
}
