package choose

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/piece"
)

// asker is our own dialog while it is open.
type asker struct {
	*Chooser
	browser
	request request
	answer  func([]string, error)

	places  []place
	place   int // the one at the cursor
	reading int // counts what is read, so that a late answer is known as such
	busy    bool
	slow    bool // it has been busy for so long that it says so
	closed  bool
	wrong   *message.Error // what went wrong last, nil for nothing

	dialog       *piece.Dialog
	path, name   *piece.Entry
	pathShown    string // what the dialog last took from path or wrote there
	files, aside *list
	choose, up   *piece.Button
	status       *fyne.Container
	body         *fyne.Container
}

// askInWindow asks with a dialog of our own.
func (c *Chooser) askInWindow(r request, answer func([]string, error)) {
	a := &asker{Chooser: c, request: r, answer: answer, place: -1}
	a.kind, a.cursor = r.kind, -1
	switch {
	case r.kind == someFiles && len(r.filters) > 1:
		a.wanted = r.filters[0]
	case r.kind == newFile:
		if ending := filepath.Ext(r.name); ending != "" {
			a.wanted.endings = []string{ending[1:]}
		}
	}
	c.own = a
	a.build()
	a.dialog.OnClosed = func() { a.close(nil) }
	a.read(func() folder { return readNearest(a.beginning(), a.Compare) })
	go func() {
		there := c.places(a.Home, a.Env)
		a.Do(func() {
			a.places = there
			a.update()
		})
	}()
}

// beginning is the folder to begin in.
func (a *asker) beginning() string {
	for _, path := range []string{a.request.start, a.Home} {
		if path != "" {
			return path
		}
	}
	path, _ := os.Getwd() // without one it is ".", which is as good
	return filepath.Clean(path)
}

// close answers and takes the dialog away. Only the first time counts.
func (a *asker) close(paths []string) {
	if a.closed {
		return
	}
	a.closed = true
	a.own = nil
	a.dialog.Hide()
	a.answer(paths, nil)
}

// slowly is how long a folder may be read before the dialog says that it is.
const slowly = 300 * time.Millisecond

// read reads a folder off the window's goroutine and shows it. Of several that
// are read at once the last one counts. What cannot be read is not gone to.
func (a *asker) read(do func() folder) {
	a.reading++
	mine := a.reading
	a.busy, a.slow, a.wrong = true, false, nil
	a.update()
	onWindow := func(then func()) {
		a.Do(func() {
			if mine == a.reading && !a.closed {
				then()
			}
		})
	}
	go func() {
		late := time.AfterFunc(slowly, func() {
			onWindow(func() {
				if a.busy {
					a.slow = true
					a.update()
				}
			})
		})
		got := do()
		late.Stop()
		onWindow(func() { a.arrived(got) })
	}()
}

func (a *asker) arrived(got folder) {
	a.busy, a.slow, a.wrong = false, false, got.err
	if got.err == nil || a.browser.at.path == "" {
		moved := got.path != a.browser.at.path
		a.show(got)
		if moved {
			a.files.top()
		}
	}
	a.showPath(got.err != nil)
	a.update()
}

// showPath shows where the dialog is, unless the person is writing there: what
// they write since, or what led nowhere and may want one letter, stays.
func (a *asker) showPath(failed bool) {
	writing := a.Window.Canvas().Focused() == a.path
	if writing && (failed || a.path.Text != a.pathShown) {
		return
	}
	a.pathShown = a.browser.at.path
	a.path.SetText(a.pathShown)
}

// goTo goes to a folder, or to the folder of a file.
func (a *asker) goTo(path string) {
	a.read(func() folder { return readAt(path, a.Compare) })
}

func (a *asker) goToPlace(i int) {
	a.place = i
	a.goTo(a.places[i].path)
}

// goUp goes to the folder above, with the cursor on the one that it came from.
func (a *asker) goUp() {
	at := a.browser.at.path
	above := filepath.Dir(at)
	if above == at {
		return
	}
	a.read(func() folder {
		f := readFolder(above, a.Compare)
		f.focus = filepath.Base(at)
		return f
	})
}

// goTyped goes to the path that was typed.
func (a *asker) goTyped() {
	path := typedPath(a.path.Text, a.browser.at.path, a.Home)
	if a.busy || a.closed || path == a.browser.at.path {
		return
	}
	a.pathShown = a.path.Text
	a.goTo(path)
}

// open does what Enter and a double press do: a folder is gone into, a file is
// the choice.
func (a *asker) open() {
	e, ok := a.current()
	switch {
	case ok && e.folder:
		a.goTo(filepath.Join(a.browser.at.path, e.name))
	default:
		a.finish()
	}
}

// finish answers with what is chosen, if anything is.
func (a *asker) finish() {
	if a.busy || a.closed {
		return
	}
	if a.kind == newFile {
		a.save()
		return
	}
	if paths := a.chosen(); len(paths) > 0 {
		a.close(paths)
	}
}

// save answers with the name that was typed, once it is known to be free or
// may be replaced.
func (a *asker) save() {
	if a.name.Text == "" {
		return
	}
	path := typedPath(a.name.Text, a.browser.at.path, a.Home)
	if ending := filepath.Ext(a.request.name); !hasEnding(path, ending) {
		path += ending
	}
	a.busy = true
	a.update()
	go func() {
		taken, err := looked(path)
		a.Do(func() {
			a.busy, a.wrong = false, err
			a.update()
			switch {
			case a.closed || err != nil:
			case taken:
				a.confirmReplacing(path, func(yes bool) {
					if yes {
						a.close([]string{path})
					}
				})
			default:
				a.close([]string{path})
			}
		})
	}()
}

// makeFolder asks for a name and goes into the new folder.
func (a *asker) makeFolder() {
	at := a.browser.at.path
	name := piece.NewEntry("choose.folder-name", "", "", nil, nil)
	field := piece.NewField(a.Say("ui.choose.folder-name", nil), "", name)
	var dialog *piece.Dialog
	create := piece.NewButton("choose.create", a.Say("ui.choose.create", nil), piece.Primary, nil, func() {
		typed := name.Text
		go func() {
			path, err := makeFolder(at, typed)
			a.Do(func() {
				if err != nil {
					field.SetError(a.explain(err))
					return
				}
				dialog.Hide()
				a.goTo(path)
			})
		}()
	})
	cancel := piece.NewButton("choose.create-cancel", a.Say("ui.choose.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	dialog = piece.ShowDialog(a.Window.Canvas(), a.Say("ui.choose.new-folder", nil), field, cancel, create)
	a.Window.Canvas().Focus(name)
}

// confirmReplacing asks whether a file may be replaced.
func (c *Chooser) confirmReplacing(path string, answer func(yes bool)) {
	var dialog *piece.Dialog
	answered := false
	close := func(yes bool) {
		if answered {
			return
		}
		answered = true
		dialog.Hide()
		answer(yes)
	}
	keep := piece.NewButton("choose.keep", c.Say("ui.choose.keep", nil), piece.Primary, nil, func() { close(false) })
	replace := piece.NewButton("choose.replace", c.Say("ui.choose.replace", nil), piece.Danger, nil, func() { close(true) })
	body := piece.Body(c.Say("ui.choose.replace-text", message.Args{"File": filepath.Base(path)}))
	dialog = piece.ShowDialog(c.Window.Canvas(), c.Say("ui.choose.replace-title", nil), body, replace, keep)
	dialog.OnClosed = func() { close(false) }
}

// steps are how many rows the keys move by; a page counts as one here.
var steps = map[fyne.KeyName]int{
	fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyHome: -entryLimit, fyne.KeyEnd: entryLimit,
}

func (a *asker) typedInFiles(key fyne.KeyName) bool {
	page := a.files.page()
	switch key {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd:
		a.move(steps[key])
	case fyne.KeyPageUp:
		a.move(-page)
	case fyne.KeyPageDown:
		a.move(page)
	case fyne.KeySpace:
		a.mark()
	case fyne.KeyBackspace:
		a.goUp()
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		a.open()
		return true
	default:
		return false
	}
	a.took()
	return true
}

func (a *asker) typedInPlaces(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd:
		a.place = min(max(a.place+steps[key], 0), len(a.places)-1)
		a.aside.changed()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if a.place >= 0 {
			a.goToPlace(a.place)
		}
	default:
		return false
	}
	return true
}

func (a *asker) pressed(i int, how press) {
	switch how {
	case extend:
		a.markTo(i)
	case onMark:
		a.cursor = i
		a.mark()
	default:
		a.cursor = i
	}
	a.took()
}

// took is for when the cursor has moved: the name of a file that is to be
// replaced is taken over.
func (a *asker) took() {
	if e, ok := a.current(); ok && !e.folder && a.name != nil {
		a.name.SetText(e.name)
	}
	a.update()
}
