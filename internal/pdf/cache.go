package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// PDFium's compiled form, some 21 MB, is machine code that is run as it lies on the
// disk. It is kept in a folder that the user alone may write to, one for each version
// of the engine, and is used only while the seal beside it vouches for every byte:
// wazero's own checksum leaves out the tables that say where the code begins.

// The names in the cache's folder.
const (
	enginePrefix = "pdfium-" // a version's folder
	heifPrefix   = "heif-"   // the same of the decoder of HEIC
	oldPrefix    = "wazero-" // what programs before the first one with a seal left, and wazero's own below
	sealName     = "seal"    // of a version's folder
)

var errUnsealed = errors.New("the compiled engine is not what was kept")

// engineName names the version of the engine by its modules'.
func engineName() string {
	return enginePrefix + versionOf("github.com/klippa-app/go-pdfium") + "-" + wazeroVersion()
}

// heifName names the version of the decoder of HEIC.
func heifName() string { return heifPrefix + heifVersion + "-" + wazeroVersion() }

// wazeroVersion is the version of what compiles the modules.
func wazeroVersion() string { return versionOf("github.com/tetratelabs/wazero") }

// versionOf is the version of a library that the program is made of.
func versionOf(module string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	return "dev"
}

// Compiled reports whether engines with this CacheDir will find PDFium and the
// decoder of HEIC compiled, and need not write there.
func Compiled(cacheDir string) bool {
	return cacheDir != "" && sealed(filepath.Join(cacheDir, engineName())) && sealed(filepath.Join(cacheDir, heifName()))
}

// openCache returns the folder with this name, a version's, below base. It is empty
// or sealed then: what is not as it was kept is taken away. It is an error where that
// cannot be, or where others may write to the folder.
func openCache(base, name string) (string, error) {
	if base == "" {
		return "", fs.ErrNotExist
	}
	folder := filepath.Join(base, name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	info, err := os.Lstat(folder)
	switch {
	case err != nil:
		return "", err
	case !info.IsDir():
		return "", fmt.Errorf("%s: %w", folder, errUnsealed)
	case info.Mode().Perm() != 0o700:
		if err := os.Chmod(folder, 0o700); err != nil { // not ours
			return "", err
		}
	}
	if sealed(folder) {
		return folder, nil
	}
	return folder, clearCache(folder)
}

// clearCache takes away what is kept in the folder, and finds out whether it can be
// written to. What another program is writing just now is left to it.
func clearCache(folder string) error {
	names, err := kept(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.WriteFile(filepath.Join(folder, sealName), nil, 0o600)
}

// kept are the files of compiled code below the folder.
func kept(folder string) ([]string, error) {
	all, err := filepath.Glob(filepath.Join(folder, oldPrefix+"*", "*"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, path := range all {
		if name, err := filepath.Rel(folder, path); err == nil && !strings.HasSuffix(name, ".tmp") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// seal describes every file of compiled code below the folder, "" for none.
func seal(folder string) (string, error) {
	names, err := kept(folder)
	if err != nil {
		return "", err
	}
	var said strings.Builder
	for _, name := range names {
		sum, size, err := checksum(filepath.Join(folder, name))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&said, "%08x %d %s\n", sum, size, filepath.ToSlash(name))
	}
	return said.String(), nil
}

// checksum reads a file through a small buffer: the window asks too, whose memory is
// to stay small.
func checksum(path string) (sum uint32, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	crc := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	size, err = io.CopyBuffer(crc, struct{ io.Reader }{file}, make([]byte, 64<<10))
	return crc.Sum32(), size, err
}

// sealed reports whether there is compiled code in the folder, all of it as it was
// kept.
func sealed(folder string) bool {
	said, err := os.ReadFile(filepath.Join(folder, sealName))
	if err != nil || len(said) == 0 {
		return false
	}
	is, err := seal(folder)
	return err == nil && is == string(said)
}

// complete reports whether the seal speaks of every file in the folder, which was
// held against it already.
func complete(folder string) bool {
	said, err := os.ReadFile(filepath.Join(folder, sealName))
	names, listing := kept(folder)
	return err == nil && listing == nil && len(names) > 0 && bytes.Count(said, []byte("\n")) == len(names)
}

// sealCache vouches for what was just compiled into the folder, and takes away what
// older programs left. What cannot be done now is done by a later start.
func sealCache(folder string) {
	if complete(folder) {
		return
	}
	is, err := seal(folder)
	if err != nil || os.WriteFile(filepath.Join(folder, sealName), []byte(is), 0o600) != nil {
		return
	}
	sweepUnfinished(folder)
	sweepVersions(folder)
}

// unfinishedAfter is how long nobody writes at one file.
const unfinishedAfter = time.Hour

// sweepUnfinished removes what programs began to write and did not end. The clock is
// the disk's own: the seal was written just now.
func sweepUnfinished(folder string) {
	now := modified(filepath.Join(folder, sealName))
	begun, _ := filepath.Glob(filepath.Join(folder, oldPrefix+"*", "*.tmp"))
	for _, path := range begun {
		if now.Sub(modified(path)) > unfinishedAfter {
			_ = os.Remove(path) // else a later start does it
		}
	}
}

// sweepVersions removes other versions' folders but the one compiled last, so that
// two programs of different age do not undo each other's work at every start.
func sweepVersions(folder string) {
	base := filepath.Dir(folder)
	entries, err := os.ReadDir(base)
	if err != nil {
		return
	}
	var others []string
	module, _, _ := strings.Cut(filepath.Base(folder), "-")
	for _, e := range entries {
		known := strings.HasPrefix(e.Name(), module+"-") || strings.HasPrefix(e.Name(), oldPrefix)
		if known && e.IsDir() && e.Name() != filepath.Base(folder) {
			others = append(others, filepath.Join(base, e.Name()))
		}
	}
	age := func(path string) time.Time { return modified(filepath.Join(path, sealName)) }
	slices.SortFunc(others, func(a, b string) int { return age(b).Compare(age(a)) })
	for i, path := range others {
		if i > 0 || age(path).IsZero() {
			_ = os.RemoveAll(path) // else a later start does it
		}
	}
}

// modified is when a file was written, zero where there is none.
func modified(path string) time.Time {
	info, err := os.Lstat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
