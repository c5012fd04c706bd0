package ui

import (
	"os"
	"path/filepath"
)

// receive takes in what was dropped or pasted: the folder of a dossier is opened,
// files go to the documents of the dossier that is open.
func (w *Window) receive(paths []string) {
	if len(paths) == 0 {
		return
	}
	if len(paths) == 1 || w.desk == nil {
		w.run(func() {
			_, err := os.Stat(filepath.Join(paths[0], "dossier.json"))
			w.options.Later(func() {
				if err == nil {
					w.open(paths[0])
				} else {
					w.takeIn(paths)
				}
			})
		})
		return
	}
	w.takeIn(paths)
}
