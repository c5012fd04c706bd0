package choose

import (
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// An entry is a file or a folder in a folder.
type entry struct {
	name     string
	folder   bool // or a link to one
	hidden   bool
	size     int64 // in bytes
	modified time.Time
}

// A folder is what was read of one.
type folder struct {
	path    string
	entries []entry // folders first, in the order of the language
	more    bool    // there are more than were read
	focus   string  // the name of the entry to begin at, empty for none
	err     *message.Error
}

// entryLimit bounds how many entries of a folder are read: nobody finds a file
// among more by looking.
const entryLimit = 5000

// readFolder reads a folder. It may take as long as the disk does.
func readFolder(path string, compare func(a, b string) int) folder {
	f := folder{path: path}
	opened, err := os.Open(path)
	if err != nil {
		f.err = i18n.Explain(err)
		return f
	}
	defer opened.Close()
	// What reading a file as a folder comes to differs from system to system.
	if info, err := opened.Stat(); err == nil && !info.IsDir() {
		f.err = message.Bad("folder-wanted", message.Args{"File": path}, nil)
		return f
	}
	found, err := opened.ReadDir(entryLimit + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		f.err = i18n.Explain(err)
	}
	if f.more = len(found) > entryLimit; f.more {
		found = found[:entryLimit]
	}
	for _, e := range found {
		if e, ok := newEntry(path, e); ok {
			f.entries = append(f.entries, e)
		}
	}
	slices.SortFunc(f.entries, func(a, b entry) int {
		switch {
		case a.folder != b.folder && a.folder:
			return -1
		case a.folder != b.folder:
			return 1
		}
		return compare(a.name, b.name)
	})
	return f
}

// newEntry looks at an entry, at what a link leads to; it is not ok where that
// is gone, or is neither a file nor a folder.
func newEntry(path string, found fs.DirEntry) (entry, bool) {
	info, err := found.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = os.Stat(filepath.Join(path, found.Name()))
	}
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return entry{}, false
	}
	return entry{
		name: found.Name(), folder: info.IsDir(), hidden: isHidden(info, found.Name()),
		size: info.Size(), modified: info.ModTime(),
	}, true
}

// readAt reads the folder that a path names: itself, or the one of the file
// that it names, at which it then begins.
func readAt(path string, compare func(a, b string) int) folder {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		f := readFolder(filepath.Dir(path), compare)
		f.focus = filepath.Base(path)
		return f
	}
	return readFolder(path, compare)
}

// readNearest reads a folder, or where that cannot be read the nearest one above
// it that can.
func readNearest(path string, compare func(a, b string) int) folder {
	for {
		f := readFolder(path, compare)
		parent := filepath.Dir(path)
		if f.err == nil || parent == path {
			return f
		}
		path = parent
	}
}

// typedPath returns the absolute path that a person typed or pasted while
// looking at a folder: ~ is their own folder, quotation marks and file:// go.
func typedPath(typed, at, home string) string {
	path := strings.TrimSpace(typed)
	if n := len(path); n >= 2 && (path[0] == '"' || path[0] == '\'') && path[0] == path[n-1] {
		path = path[1 : n-1]
	}
	if u, err := url.Parse(path); err == nil && u.Scheme == "file" && u.Path != "" {
		path = fromURL(u.Path)
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		path = home + rest
	}
	if filepath.VolumeName(path) != "" && !filepath.IsAbs(path) {
		path += string(filepath.Separator) // C: is the whole disk here
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(at, path)
	}
	return filepath.Clean(path)
}

// fromURL returns the path of a file:// address: on Windows /C:/a is C:\a.
func fromURL(path string) string {
	if trimmed := filepath.FromSlash(strings.TrimPrefix(path, "/")); filepath.VolumeName(trimmed) != "" {
		return trimmed
	}
	return filepath.FromSlash(path)
}

// makeFolder makes a folder and returns its path. A name that would lead
// elsewhere is refused.
func makeFolder(at, name string) (string, *message.Error) {
	name = strings.TrimSpace(name)
	if name == "" || name == "." || !filepath.IsLocal(name) || filepath.Base(name) != name {
		return "", message.Bad("name-refused", message.Args{"File": name}, nil)
	}
	path := filepath.Join(at, name)
	if err := os.Mkdir(path, 0o777); err != nil {
		return "", i18n.Explain(err)
	}
	return path, nil
}
