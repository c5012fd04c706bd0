package handover

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/message"
)

// layout is all that a hand-over file may hold, in the order in which it stands
// there. There is no other name, so that none leads anywhere else.
var layout = []struct {
	name  *regexp.Regexp
	limit int64
}{
	{regexp.MustCompile(`^dossier\.json$`), textLimit},
	{regexp.MustCompile(`^review\.json$`), textLimit},
	{regexp.MustCompile(`^vacancies/[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.yaml$`), packLimit},
	// The systems open a document with a program chosen by its ending: one that
	// is run itself must not come in by this way.
	{regexp.MustCompile(`^documents/[0-9a-f]{64}\.(pdf|jpg|png|tif|webp|heic)$`), DocumentLimit},
	{regexp.MustCompile(`^bundles/[^/]+\.pdf$`), SizeLimit},
	{regexp.MustCompile(`^bundles/[^/]+\.pdf\.json$`), textLimit},
}

// place is the index in layout of the first kind of file that the name can be,
// -1 for none.
func place(name string) int {
	for i, kind := range layout {
		if kind.name.MatchString(name) {
			return i
		}
	}
	return -1
}

// compare orders files as they stand in a hand-over file.
func compare(a, b File) int {
	return cmp.Or(cmp.Compare(place(a.Name), place(b.Name)), strings.Compare(a.Name, b.Name))
}

// Portable reports whether every system takes the name for a file, and all take
// it for the same one: what Windows, macOS and Linux forbid or change is not in it.
func Portable(name string) bool { return unportable(name) == nil }

// Belongs reports whether a hand-over file may hold a file of this name. Such a
// name leads nowhere but into the dossier's folder.
func Belongs(name string) bool {
	return place(name) >= 0 && Portable(name[strings.LastIndex(name, "/")+1:])
}

// longestName bounds a file's name in bytes of UTF-8: no system counts more for
// it, and there is room for a number and an ending.
const longestName = 200

// unportable says why some system would refuse a name or take it for another.
func unportable(name string) error {
	switch {
	case name == "" || len(name) > longestName:
		return errors.New("its length")
	case !utf8.ValidString(name):
		return errors.New("not UTF-8")
	case !norm.NFC.IsNormalString(name):
		return errors.New("not in normal form C")
	case strings.ContainsAny(name, `<>:"/\|?*`):
		return errors.New("a character that Windows reserves")
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) }):
		return errors.New("a character that is not shown")
	case strings.HasPrefix(name, ".") || strings.HasPrefix(name, " ") || strings.HasPrefix(name, "~"):
		return errors.New("hidden or temporary")
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return errors.New("an end that Windows drops")
	}
	stem, _, _ := strings.Cut(name, ".")
	if slices.Contains(devices, strings.ToUpper(strings.TrimRight(stem, " "))) {
		return errors.New("a device of Windows")
	}
	return nil
}

// devices are names that Windows keeps for itself, whatever ending they have.
var devices = deviceNames()

func deviceNames() []string {
	names := []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
	for _, port := range []string{"COM", "LPT"} {
		for _, digit := range "0123456789¹²³" {
			names = append(names, port+string(digit))
		}
	}
	return names
}

// same is equal for two names that some system takes for one: Windows and macOS
// do not mind case, macOS does not mind the normal form.
func same(name string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
}

// check refuses a file of the archive at path that does not belong into one.
func (f File) check(path string) error {
	base := f.Name[strings.LastIndex(f.Name, "/")+1:]
	refuse := func(cause error) error {
		return message.Bad("handover-refused", message.Args{"File": path, "Entry": f.Name}, cause)
	}
	if err := unportable(base); err != nil {
		return refuse(err)
	}
	at := place(f.Name)
	if at < 0 {
		return refuse(errors.New("no name of a dossier's"))
	}
	if limit := layout[at].limit; f.Size < 0 || f.Size > limit {
		return refuse(fmt.Errorf("%d bytes, the limit is %d", f.Size, limit))
	}
	if strings.HasPrefix(f.Name, Documents) && !strings.HasPrefix(base, f.SHA256+".") {
		return damaged(path, fmt.Errorf("%s: its bytes are others than its name says", f.Name))
	}
	return nil
}

// checkAll refuses a list of files that cannot be a dossier's: each on its own,
// two that some system takes for one, more than there may be, or no dossier.json.
func checkAll(path string, files []File) error {
	if len(files) > FileLimit {
		return tooMany(path, len(files))
	}
	seen := map[string]bool{}
	for _, f := range files {
		if err := f.check(path); err != nil {
			return err
		}
		if seen[same(f.Name)] {
			return message.Bad("handover-refused", message.Args{"File": path, "Entry": f.Name}, errors.New("given twice"))
		}
		seen[same(f.Name)] = true
	}
	if !seen[DossierName] {
		return foreign(path, DossierName, errors.New("not there"))
	}
	return nil
}
