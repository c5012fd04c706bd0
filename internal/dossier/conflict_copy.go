package dossier

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Copy is a file beside dossier.json that holds another state of the dossier: a
// tool that keeps folders alike puts one there when both sides have changed.
type Copy struct {
	Name string    // of the file
	Tool string    // that names copies so; empty: any may have
	At   time.Time // when the file was last changed
	// Contained: all that it says is in the dossier's past already. It is only in
	// the way.
	Contained bool
	Err       error // why it cannot be merged: *message.Error
}

// copyNames are the names that tools give to copies of dossier.json. The order
// counts.
var copyNames = []struct {
	tool    string
	pattern *regexp.Regexp
}{
	{"Syncthing", regexp.MustCompile(`(?i)^dossier\.sync-conflict-\d{8}-\d{6}(-[A-Z0-9]+)?\.json$`)},
	{"Nextcloud", regexp.MustCompile(`(?i)^dossier \(conflicted copy \d{4}-\d{2}-\d{2} \d{6}\)\.json$`)},
	{"ownCloud", regexp.MustCompile(`(?i)^dossier_conflict-\d{8}-\d{6}\.json$`)},
	{"Dropbox", regexp.MustCompile(`(?i)^dossier \(.*(conflict|conflit|konflikt|conflict[oa]|conflitto).*\)\.json$`)},
	{"Google Drive", regexp.MustCompile(`(?i)^dossier ?\(\d{1,3}\)\.json$`)},
	{"iCloud", regexp.MustCompile(`(?i)^dossier \d{1,3}\.json$`)},
	{"OneDrive", regexp.MustCompile(`(?i)^dossier-[^/\\]+\.json$`)},
}

// likeCopy is any other name that a copy may have, in whatever language: it is one
// if it can be read as a dossier.
var likeCopy = regexp.MustCompile(`(?i)^dossier[ ._(~-].*\.json$`)

// CopyNames lists the files beside dossier.json that are named like copies of it;
// none of them is opened.
func (f *Folder) CopyNames() ([]string, error) {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && likeCopy.MatchString(e.Name()) || e.Type().IsRegular() && toolOf(e.Name()) != "" {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

func toolOf(name string) string {
	for _, known := range copyNames {
		if known.pattern.MatchString(name) {
			return known.tool
		}
	}
	return ""
}

// Copies lists the copies of dossier.json beside it, the oldest first.
func (f *Folder) Copies() ([]Copy, error) {
	names, err := f.CopyNames()
	if err != nil {
		return nil, err
	}
	states := f.shelf(f.saved)
	past := map[string]bool{}
	if len(names) > 0 {
		past = seen(ancestry(f.saved, states))
	}
	var copies []Copy
	for _, name := range names {
		c, state, err := f.copy(name)
		switch {
		case err != nil && c.Tool == "": // not a dossier at all
			continue
		case err != nil:
			c.Err = err
		default:
			state = states.placed(state)
			c.Contained = past[state.id] || state.content == f.saved.content
		}
		copies = append(copies, c)
	}
	slices.SortStableFunc(copies, func(a, b Copy) int { return a.At.Compare(b.At) })
	return copies, nil
}

func seen(ids []string) map[string]bool {
	all := make(map[string]bool, len(ids))
	for _, id := range ids {
		all[id] = true
	}
	return all
}

// copy reads one copy.
func (f *Folder) copy(name string) (Copy, version, error) {
	c := Copy{Name: name, Tool: toolOf(name)}
	path := filepath.Join(f.path, name)
	info, err := os.Stat(path)
	if err != nil {
		return c, version{}, err
	}
	c.At = info.ModTime()
	data, err := durable.ReadFile(path, sizeLimit)
	if err != nil {
		return c, version{}, err
	}
	v, err := readVersion(path, data)
	return c, v, err
}

// MergeCopy merges a copy of dossier.json, by its name, into d, which was made of
// what the folder knows, and saves. The copy then stands in the history and no
// longer beside dossier.json. Where it fails the copy stays where it is.
func (f *Folder) MergeCopy(name string, d Dossier, now time.Time) (Merged, error) {
	if f.readOnly != nil {
		return Merged{}, f.readOnly
	}
	if err := likelyCopy(name); err != nil {
		return Merged{}, err
	}
	c, theirs, err := f.copy(name)
	if errors.Is(err, os.ErrNotExist) { // the other side has merged it meanwhile
		return Merged{Dossier: d}, nil
	}
	if err != nil {
		return Merged{}, err
	}
	theirs = f.shelf(f.saved).placed(theirs)
	if err := f.unchanged(); err != nil {
		return Merged{}, err
	}
	out, err := f.join(d, theirs)
	if err != nil {
		return Merged{}, err
	}
	if _, err := f.remember(theirs.bytes, c.At); err != nil {
		return Merged{}, err
	}
	digest, err := contentDigest(out.Dossier)
	if err == nil && digest != f.saved.content {
		err = f.putAfter(out.Dossier, f.saved.bytes, now, f.saved, theirs)
	}
	if err != nil {
		return Merged{}, err
	}
	return out, f.disk.Remove(filepath.Join(f.path, name))
}

// LookAtCopy is what MergeCopy would make of d and a copy; nothing is changed.
func (f *Folder) LookAtCopy(name string, d Dossier) (Merged, error) {
	if err := likelyCopy(name); err != nil {
		return Merged{}, err
	}
	_, theirs, err := f.copy(name)
	if err != nil {
		return Merged{}, err
	}
	return f.join(d, f.shelf(f.saved).placed(theirs))
}

// likelyCopy is nil for the name of a file that may be a copy of dossier.json.
func likelyCopy(name string) error {
	if !likeCopy.MatchString(name) && toolOf(name) == "" || filepath.Base(name) != name {
		return message.Bad("conflict-no-copy", message.Args{"File": name}, nil)
	}
	return nil
}
