package choose

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
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

// build makes the dialog and shows it.
func (a *asker) build() {
	say := func(id string) string { return a.Say(id, nil) }
	a.path = piece.NewEntry("choose.path", "", say("ui.choose.path"), nil, a.goTyped)
	a.up = piece.NewButton("choose.up", "", piece.Secondary, look.Icon("chevron-up"), a.goUp).Speak(say("ui.choose.up"))
	folder := piece.NewButton("choose.new-folder", say("ui.choose.new-folder"), piece.Secondary, look.Icon("plus"), a.makeFolder)
	a.choose = piece.NewButton("choose.choose", say("ui.choose.choose"), piece.Primary, nil, a.finish)
	cancel := piece.NewButton("choose.cancel", say("ui.choose.cancel"), piece.Secondary, nil, func() { a.close(nil) })
	a.buildLists()
	a.status = piece.Stack(0).(*fyne.Container)
	a.body = container.New(&frame{size: a.room()}, piece.Grow(a.up, a.path, folder),
		a.aside.framed(), a.files.framed(), piece.Stack(look.Gap12, a.below()...))
	a.dialog = piece.ShowDialog(a.Window.Canvas(), a.request.title, a.body, cancel, a.choose)
	a.Window.Canvas().Focus(a.files)
	if a.name != nil {
		a.Window.Canvas().Focus(a.name)
		a.name.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// below is what stands below the lists: the name of a new file, which files are
// shown, and what there is to say.
func (a *asker) below() []fyne.CanvasObject {
	hidden := piece.NewCheck("choose.hidden", a.Say("ui.choose.hidden", nil), false, func(on bool) {
		a.setHidden(on)
		a.update()
	})
	switch {
	case a.kind == newFile:
		a.name = piece.NewEntry("choose.name", a.request.name, "", func(string) { a.update() }, nil)
		name := piece.NewField(a.Say("ui.choose.name", nil), "", a.name)
		return []fyne.CanvasObject{name, hidden, a.status}
	case a.kind == someFiles && len(a.request.filters) > 1:
		options := []piece.Option{{Value: "", Label: a.request.filters[0].name}, {Value: "all", Label: a.request.filters[1].name}}
		which := piece.NewSwitch("choose.which", options, "", func(value string) {
			a.setAll(value == "all")
			a.update()
		})
		return []fyne.CanvasObject{piece.Row(look.Gap24, which, hidden), a.status}
	}
	return []fyne.CanvasObject{hidden, a.status}
}

func (a *asker) buildLists() {
	a.files = (&list{
		key: "choose.files", columns: true,
		count:   func() int { return len(a.rows) },
		row:     func(i int) row { return a.drawn(a.rows[i]) },
		cursor:  func() int { return a.cursor },
		pressed: a.pressed,
		opened: func(i int) {
			a.cursor = i
			a.open()
		},
		typed: a.typedInFiles,
		rune: func(r rune) {
			a.jump(r, a.Now())
			a.update()
		},
		all: func() {
			a.markAll()
			a.update()
		},
	}).build()
	a.aside = (&list{
		key:     "choose.places",
		count:   func() int { return len(a.places) },
		row:     func(i int) row { return row{icon: a.places[i].icon, name: a.placeName(i)} },
		cursor:  func() int { return a.place },
		pressed: func(i int, _ press) { a.goToPlace(i) },
		opened:  func(int) {},
		typed:   a.typedInPlaces,
	}).build()
}

func (a *asker) placeName(i int) string {
	if p := a.places[i]; p.id == "" {
		return p.name
	}
	return a.Say(a.places[i].id, nil)
}

func (a *asker) goToPlace(i int) {
	a.place = i
	a.goTo(a.places[i].path)
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

// drawn is an entry as the list draws it.
func (a *asker) drawn(e entry) row {
	at := e.modified
	r := row{
		icon: iconOf(e), name: e.name, markable: a.kind == someFiles && !e.folder, marked: a.marked[e.name],
		date: a.Say("ui.choose.date", message.Args{"Date": civil.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}}),
	}
	if !e.folder {
		r.size = a.Say("ui.choose.size", message.Args{"Size": message.Bytes(e.size)})
	}
	return r
}

// iconOf goes by the ending of a name, as people do.
func iconOf(e entry) string {
	switch {
	case e.folder:
		return "folder"
	case filter{endings: []string{"pdf"}}.takes(e.name):
		return "document"
	case filter{endings: []string{"jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif"}}.takes(e.name):
		return "picture"
	}
	return "page"
}

// update shows what is so now.
func (a *asker) update() {
	if a.dialog == nil || a.closed {
		return
	}
	a.choose.SetText(a.choice())
	if a.busy || !a.canFinish() {
		a.choose.Disable()
	} else {
		a.choose.Enable()
	}
	if at := a.browser.at.path; filepath.Dir(at) == at {
		a.up.Disable()
	} else {
		a.up.Enable()
	}
	a.status.Objects = a.statusLine()
	a.body.Refresh() // its height may be another
	a.files.changed()
	a.aside.changed()
}

func (a *asker) canFinish() bool {
	if a.kind == newFile {
		return a.name.Text != "" && a.browser.at.err == nil
	}
	return len(a.chosen()) > 0
}

// choice is what the button says.
func (a *asker) choice() string {
	paths := a.chosen()
	switch {
	case a.kind == newFile:
		return a.Say("ui.choose.save", nil)
	case a.kind == aFolder && len(paths) == 1:
		return a.Say("ui.choose.this-folder", message.Args{"Folder": folderName(paths[0])})
	case a.kind == someFiles && len(paths) > 0:
		return a.Say("ui.choose.files", message.Args{"Count": len(paths)})
	}
	return a.Say("ui.choose.choose", nil)
}

// longestName bounds the name of a folder on a button, in characters.
const longestName = 32

func folderName(path string) string {
	name := filepath.Base(path)
	if runes := []rune(name); len(runes) > longestName {
		return shortened(runes, longestName)
	}
	return name
}

// statusLine says what is wrong, or what else there is to know, if anything.
func (a *asker) statusLine() []fyne.CanvasObject {
	var line fyne.CanvasObject
	switch {
	case a.wrong != nil:
		icon := piece.StateIcon(piece.Missing, look.Em(18))
		line = piece.Grow(icon, piece.Body(a.explain(a.wrong)), nil)
	case a.slow:
		line = piece.Muted(a.Say("ui.choose.reading", nil))
	case a.browser.at.more:
		line = piece.Muted(a.Say("ui.choose.more", message.Args{"Count": entryLimit}))
	case !a.busy && len(a.rows) == 0:
		line = piece.Muted(a.Say(a.emptiness(), nil))
	case a.room().Height < look.Em(leastForKeys):
		return nil
	case a.kind == someFiles:
		line = piece.Small(a.Say("ui.choose.keys-files", nil))
	default:
		line = piece.Small(a.Say("ui.choose.keys", nil))
	}
	return []fyne.CanvasObject{line}
}

// explain says what is wrong and what to do.
func (c *Chooser) explain(e *message.Error) string {
	return c.Say("ui.field.problem", message.Args{"What": c.Say(e.What().ID, e.Args), "Do": c.Say(e.Do().ID, e.Args)})
}

// emptiness is the text that says why nothing is shown.
func (a *asker) emptiness() string {
	switch {
	case len(a.browser.at.entries) == 0:
		return "ui.choose.empty"
	case a.kind == someFiles:
		return "ui.choose.none-readable"
	}
	return "ui.choose.none-shown"
}

// leastForKeys is the height from which on there is room to say what the keys
// do, leastForPlaces the width for the places, in points at the usual size of
// text.
const leastForKeys, leastForPlaces = 360, 500

// room is how large the dialog's inside may be.
func (a *asker) room() fyne.Size {
	window := a.Window.Canvas().Size()
	return fyne.NewSize(
		min(max(window.Width-4*look.Gap24-look.Gap12, 300), look.Em(860)),
		min(max(window.Height-6*look.Gap24-look.Em(70), 240), look.Em(520)),
	)
}

// frame lays out the dialog: places at the left, files beside them, the path
// above and the rest below.
type frame struct{ size fyne.Size }

func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return f.size }

func (f *frame) Layout(o []fyne.CanvasObject, size fyne.Size) {
	above, places, files, below := o[0], o[1], o[2], o[3]
	places.(*fyne.Container).Hidden = size.Width < look.Em(leastForPlaces)
	left := look.Em(190) + look.Gap12
	if !places.Visible() {
		left = 0
	}
	top := above.MinSize().Height
	below.Resize(fyne.NewSize(size.Width, below.MinSize().Height)) // texts wrap: the width says the height
	bottom := below.MinSize().Height
	middle := size.Height - top - bottom - 2*look.Gap12
	lay(above, fyne.NewPos(0, 0), fyne.NewSize(size.Width, top))
	lay(places, fyne.NewPos(0, top+look.Gap12), fyne.NewSize(left-look.Gap12, middle))
	lay(files, fyne.NewPos(left, top+look.Gap12), fyne.NewSize(size.Width-left, middle))
	lay(below, fyne.NewPos(0, size.Height-bottom), fyne.NewSize(size.Width, bottom))
}
