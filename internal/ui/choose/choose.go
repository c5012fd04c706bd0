// Package choose asks for files and folders and opens them: with the dialogs of
// the system where there are any, else with one of our own inside the window.
// It knows paths and nothing of what is in the files; what becomes of a choice
// is the caller's.
package choose

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// Options are what a Chooser works with. All but Endings have to be there.
type Options struct {
	Window fyne.Window
	// Say returns the sentence of a text in the window's language.
	Say func(id string, args message.Args) string
	// Compare returns -1, 0 or +1 as one name stands before, beside or after
	// another in the order of the window's language. It is called off the
	// window's goroutine.
	Compare func(a, b string) int
	// Endings are those of the files that the program takes in, in lower case
	// without the dot: "pdf". OpenFiles offers them, and all files besides.
	Endings []string
	Home    string                   // the person's folder; empty: not known
	Env     func(name string) string // os.Getenv
	Now     func() time.Time         // for how fast is typed
	Do      func(func())             // fyne.Do: onto the window's goroutine
}

// Chooser asks for files and folders. Its methods belong on the window's
// goroutine and return at once; done is called there later, with nothing where
// the person chose nothing. start is the folder to begin in, the person's own
// where it is empty or gone. One question is asked at a time: one that comes
// while another is open is answered with nothing.
type Chooser struct {
	Options
	system func(request) ([]string, error)
	places func(home string, env func(string) string) []place
	asking bool
	own    *asker // our dialog, while it is open
}

// New returns a chooser that asks with the system's dialogs where it can.
func New(options Options) *Chooser {
	return &Chooser{Options: options, system: askSystem, places: places}
}

// NewOwn returns a chooser that asks inside the window alone.
func NewOwn(options Options) *Chooser {
	none := func(request) ([]string, error) { return nil, errNoDialogs }
	return &Chooser{Options: options, system: none, places: places}
}

// OpenFolder asks for a folder that is there.
func (c *Chooser) OpenFolder(title, start string, done func(path string, err error)) {
	c.ask(request{kind: aFolder, title: title, start: start}, first(done))
}

// OpenFiles asks for one or several files.
func (c *Chooser) OpenFiles(title, start string, done func(paths []string, err error)) {
	c.ask(request{kind: someFiles, title: title, start: start, filters: c.filters()}, done)
}

// OpenFile asks for one file, of those whose names have this ending (in lower case,
// without the dot) unless the person wants to see all; kind is what they are called.
func (c *Chooser) OpenFile(title, kind, ending, start string, done func(path string, err error)) {
	filters := []filter{{name: kind, endings: []string{ending}}, {name: c.Say("ui.choose.all", nil)}}
	c.ask(request{kind: someFiles, title: title, start: start, filters: filters}, first(done))
}

// SaveFile asks where to write a file, and under which name; name is the one
// proposed, and its ending is added where the person leaves it out. A path that
// is answered is free, or the person has said that what is there may go.
func (c *Chooser) SaveFile(title, name, start string, done func(path string, err error)) {
	c.ask(request{kind: newFile, title: title, name: name, start: start}, func(paths []string, err error) {
		c.settle(name, paths, err, first(done))
	})
}

func first(done func(string, error)) func([]string, error) {
	return func(paths []string, err error) {
		if len(paths) == 0 {
			done("", err)
			return
		}
		done(paths[0], err)
	}
}

// settle adds the ending that a saved file is to have. The dialog has asked
// about the name without it, so it is asked again where that exists.
func (c *Chooser) settle(name string, paths []string, err error, done func([]string, error)) {
	ending := filepath.Ext(name)
	if len(paths) == 0 || hasEnding(paths[0], ending) {
		done(paths, err)
		return
	}
	path := paths[0] + ending
	go func() {
		taken, wrong := looked(path)
		c.Do(func() {
			switch {
			case wrong != nil:
				done(nil, wrong)
			case taken:
				c.confirmReplacing(path, func(yes bool) {
					if yes {
						done([]string{path}, nil)
					} else {
						done(nil, nil)
					}
				})
			default:
				done([]string{path}, nil)
			}
		})
	}()
}

// hasEnding reports whether a path ends as a proposed name does, in whichever
// case.
func hasEnding(path, ending string) bool { return strings.EqualFold(filepath.Ext(path), ending) }

// looked reports whether a new file's name is taken. A folder of that name, or
// none to put the file in, is an error.
func looked(path string) (taken bool, wrong *message.Error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, message.Bad("folder-given", message.Args{"File": filepath.Base(path)}, nil)
	case err == nil:
		return true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, i18n.Explain(err)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return false, i18n.Explain(err)
	}
	return false, nil
}

// The kinds of questions.
type kind int

const (
	aFolder kind = iota
	someFiles
	newFile
)

// A request is a question as a dialog asks it.
type request struct {
	kind    kind
	title   string
	name    string   // of a new file, as proposed
	start   string   // an absolute path of a folder that need not be there, or empty
	filters []filter // the first is in force at the beginning
	parent  handle   // the window's own
}

// A filter is files of some endings by their name; without endings, all files.
type filter struct {
	name    string
	endings []string
}

func (f filter) takes(name string) bool {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	return len(f.endings) == 0 || slices.Contains(f.endings, ending)
}

func (c *Chooser) filters() []filter {
	all := filter{name: c.Say("ui.choose.all", nil)}
	if len(c.Endings) == 0 {
		return []filter{all}
	}
	return []filter{{name: c.Say("ui.choose.taken-in", nil), endings: c.Endings}, all}
}

// What a dialog of the system may answer beside a choice.
var (
	errNoDialogs = errors.New("no dialogs to be had")
	errCancelled = errors.New("nothing was chosen")
)

// ask asks with the system's dialog, and where that fails with our own: a
// person who was to choose a file must not be left without a way to.
func (c *Chooser) ask(r request, done func([]string, error)) {
	if c.asking {
		done(nil, nil)
		return
	}
	c.asking = true
	answer := func(paths []string, err error) {
		c.asking = false
		done(paths, err)
	}
	r.parent = windowHandle(c.Window)
	go func() {
		paths, err := c.system(r)
		c.Do(func() {
			switch {
			case err == nil:
				answer(paths, nil)
			case errors.Is(err, errCancelled):
				answer(nil, nil)
			default:
				c.askInWindow(r, answer)
			}
		})
	}()
}
