package choose

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// Opener shows files with the programs of the system. Its methods may wait for
// the system for some seconds and so belong off the window's goroutine; their
// errors are *message.Error. No path is ever read as a command or an option.
type Opener struct{}

// opened are the endings of files that Launch opens: those of documents. What
// a system would run as a program is not among them, whatever a dossier from
// outside calls it.
var opened = []string{
	".pdf", ".html", ".csv", ".xlsx", ".ics", ".txt", ".md", ".json", ".yaml",
	".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".heic", ".heif",
}

// Launch opens a document or a folder with the program that the person has for
// such. It returns once that program has started, or is believed to have.
func (Opener) Launch(path string) error {
	path, info, err := found(path)
	if err != nil {
		return err
	}
	isDocument := info.Mode().IsRegular() && slices.Contains(opened, strings.ToLower(filepath.Ext(path)))
	if !info.IsDir() && !isDocument {
		return message.Bad("open-refused", message.Args{"File": path}, nil)
	}
	if err := launch(path); err != nil {
		return message.Unfinished("open-failed", message.Args{"File": path}, err)
	}
	return nil
}

// Reveal shows where a file or a folder lies: the folder around it in the
// system's file manager, with the file marked where that can be done.
func (Opener) Reveal(path string) error {
	path, _, err := found(path)
	if err != nil {
		return err
	}
	if err := reveal(path); err != nil {
		return message.Unfinished("reveal-failed", message.Args{"File": filepath.Base(path), "Folder": filepath.Dir(path)}, err)
	}
	return nil
}

// found returns a path as an absolute one, which no program takes for an
// option, and what is there.
func found(path string) (string, fs.FileInfo, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", nil, i18n.Explain(err)
	}
	info, err := os.Stat(absolute)
	if err != nil {
		return "", nil, i18n.Explain(err)
	}
	return absolute, info, nil
}
