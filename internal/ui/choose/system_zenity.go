//go:build windows || darwin

package choose

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"github.com/ncruces/zenity"
)

// askSystem asks with the dialogs of Windows or macOS.
func askSystem(r request) ([]string, error) {
	options := []zenity.Option{zenity.Title(r.title), zenity.Modal()}
	if r.parent.windows != 0 {
		options = append(options, zenity.Attach(r.parent.windows))
	}
	if runtime.GOOS == "windows" { // on a Mac nothing could undo the filter
		for _, f := range r.filters {
			options = append(options, zenityFilter(f))
		}
	}
	folder := ""
	if _, err := os.Stat(r.start); err == nil {
		folder = r.start + string(filepath.Separator)
	}
	options = append(options, zenity.Filename(folder+r.name))
	paths, err := r.show(options)
	if errors.Is(err, zenity.ErrCanceled) {
		return nil, errCancelled
	}
	return paths, err
}

func (r request) show(options []zenity.Option) ([]string, error) {
	var path string
	var err error
	switch r.kind {
	case aFolder:
		path, err = zenity.SelectFile(append(options, zenity.Directory())...)
	case newFile:
		path, err = zenity.SelectFileSave(append(options, zenity.ConfirmOverwrite())...)
	default:
		return zenity.SelectFileMultiple(options...)
	}
	return []string{path}, err
}

func zenityFilter(f filter) zenity.FileFilter {
	patterns := []string{"*"}
	if len(f.endings) > 0 {
		patterns = nil
	}
	for _, ending := range f.endings {
		patterns = append(patterns, "*."+ending)
	}
	return zenity.FileFilter{Name: f.name, Patterns: patterns, CaseFold: true}
}
