package ui_test

import (
	"io/fs"
	"path/filepath"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/ui"
)

const vacancyTitle = "Intern, Office of the Chief Information Officer"

// unseen is a window that is not on the screen yet.
func (h *hall) unseen() *ui.Window {
	h.t.Helper()
	h.window.CloseDesk()
	h.settle()
	window, err := ui.New(h.app, h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	window.Tally(h.tally)
	h.window.Frame().Close()
	h.window = window
	return window
}

// The first frame has it all: a start that fills itself under somebody's mouse, or
// that gives way to the dossier, is pressed by mistake.
func TestTheFirstFrameHasWhatWasAskedFor(t *testing.T) {
	h := openSample(t)
	path := h.sample()
	for _, c := range []struct{ name, path, shows string }{
		{"the start", "", vacancyTitle},
		{"a dossier", path, "Zoë Lefèvre-Öztürk"},
		{"no dossier", filepath.Join(path, "no-such"), "There is no file or folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h.unseen().Show(c.path)
			h.mustShow(c.shows)
			h.settle()
			h.mustShow(c.shows)
		})
	}
}

// A slowDisk answers nobody before it may.
type slowDisk struct {
	fs.FS
	may chan struct{}
}

func (d slowDisk) Open(name string) (fs.File, error) {
	<-d.may
	return d.FS.Open(name)
}

func TestTheWindowIsThereBeforeASlowDiskAnswers(t *testing.T) {
	h := open(t)
	disk := slowDisk{assets.Vacancies, make(chan struct{})}
	h.options.House.Library.Embedded = disk
	h.unseen().Show("")
	h.mustShow("Start your application", "Everything stays on this computer")
	if h.shows(vacancyTitle) {
		t.Error("the vacancies are there before the disk has answered")
	}
	close(disk.may)
	h.settle()
	h.mustShow(vacancyTitle)
}
