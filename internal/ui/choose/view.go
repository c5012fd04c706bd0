package choose

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

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
