package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2/storage"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// receive takes in what was dropped or pasted: the folder of a dossier is opened, of
// a hand-over file is shown what it holds, other files go to the documents of the
// dossier that is open.
func (w *Window) receive(paths []string) {
	if len(paths) == 0 {
		return
	}
	if len(paths) > 1 {
		w.takeIn(paths)
		return
	}
	open := w.shot.Path
	w.run(func() {
		dossier, handover := isDossier(paths[0]), isHandover(paths[0])
		same := dossier && sameFolder(open, paths[0])
		w.options.Later(func() {
			switch {
			case handover:
				w.receiveFile(paths[0])
			case same && w.desk != nil && w.shot.Path == open:
				w.visit(stepOverview) // it is open already
			case dossier:
				w.open(paths[0])
			default:
				w.takeIn(paths)
			}
		})
	})
}

// isDossier reports whether a path is the folder of a dossier.
func isDossier(path string) bool {
	_, err := os.Stat(filepath.Join(path, "dossier.json"))
	return err == nil
}

// sameFolder reports whether two paths lead to the same folder.
func sameFolder(a, b string) bool {
	if a == "" {
		return false
	}
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, other)
}

// takeIn takes files into the open dossier and shows its documents; where none
// is open it says so.
func (w *Window) takeIn(paths []string) {
	if w.shell == nil {
		w.note(notice{
			state: piece.ToConfirm,
			what:  message.New("ui.documents.no-dossier", message.Args{"Count": len(paths), "Files": baseNames(paths)}),
			do:    message.New("ui.documents.no-dossier-do", nil),
		})
		return
	}
	w.visit(stepDocuments)
	w.steps[stepDocuments].(*documentsStep).take(paths, session.AddOptions{}, true)
}

// mostNames are said of files in one sentence.
const mostNames = 5

// baseNames are the files' names, of many only the first.
func baseNames(paths []string) message.List {
	var names message.List
	for i, path := range paths {
		if i == mostNames {
			return append(names, "…")
		}
		names = append(names, baseOf(path))
	}
	return names
}

// askPaths lets the person paste the paths of files, for where dropping and
// choosing are hard.
func (s *documentsStep) askPaths() {
	w, text := s.w, ""
	var dialog *piece.Dialog
	area := piece.NewArea("paths.text", "", w.say("ui.documents.paths.hint", nil), 5, func(typed string) { text = typed }, nil)
	add := piece.NewButton("paths.add", w.say("ui.documents.paths.add", nil), piece.Primary, nil, func() {
		dialog.Hide()
		if paths := pastedPaths(text, runtime.GOOS == "windows"); len(paths) > 0 {
			w.receive(paths)
		}
	})
	cancel := piece.NewButton("paths.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	field := piece.NewField(w.say("ui.documents.paths.label", nil), w.say("ui.documents.paths.help", nil), area)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.documents.paths.title", nil), piece.Stack(look.Gap12, field), cancel, add)
	dialog.SetWidth(whatWide)
}

// pastedPaths reads paths, one a line, as file managers and terminals copy them:
// in quotes, or as file:// addresses.
func pastedPaths(text string, windows bool) []string {
	var paths []string
	for line := range strings.Lines(text) {
		line = strings.Trim(strings.TrimSpace(line), `"'`)
		if strings.HasPrefix(strings.ToLower(line), "file:") {
			line = addressed(line, windows)
		}
		if line != "" {
			paths = append(paths, line)
		}
	}
	return paths
}

// addressed is the path that a file:// address stands for; one that cannot be
// read stays as it is, to be told of as a file that is not there.
func addressed(address string, windows bool) string {
	uri, err := storage.ParseURI(address)
	if err != nil {
		return address
	}
	if windows {
		return strings.ReplaceAll(strings.TrimPrefix(uri.Path(), "/"), "/", `\`)
	}
	return uri.Path()
}
