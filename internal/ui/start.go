package ui

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// startPage is what stands on the screen while no dossier is open: the vacancy,
// one clear button, the sample, and what was open before.
func (w *Window) startPage() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	kind := piece.Primary
	if last := w.lastDossier(); last.Path != "" { // the person most likely goes on with it
		kind = piece.Secondary
		goOn := w.say("ui.start.go-on", message.Args{"Name": recentTitle(last)})
		parts = append(parts, piece.Row(0, piece.NewButton("start.go-on", goOn, piece.Primary, nil, func() { w.open(last.Path) })))
	}
	parts = append(parts, w.vacancyCards(kind)...)
	if !w.chosenSettings.Toured {
		parts = append(parts, w.sampleCard())
	}
	parts = append(parts, w.otherBeginnings())
	if recent := w.recentRows(); recent != nil {
		parts = append(parts, piece.Stack(look.Gap12, piece.Heading(w.say("ui.start.recent", nil)), recent))
	}
	parts = append(parts, piece.Small(w.say("ui.start.offline", nil)))
	page := piece.Page(w.say("ui.start.title", nil), w.say("ui.start.lead", nil), nil, parts...)
	bars := container.New(barsLayout{},
		container.New(noticeLayout{}, piece.Scroll(w.noticeBars()), piece.Scroll(container.New(pageLayout{startWidth}, page))),
		bar(container.New(&topLayout{}, words(programName, look.TextLead, look.Ink, true), piece.Line("", look.TextBody, look.Muted, false),
			w.languageSwitch(), w.themeButton(), w.helpButton(), w.menuButton()), topHeight, true),
		bar(container.New(&footLayout{}, words(w.say("ui.ai-notice", nil), look.TextSmall, look.Muted, false)), footHeight, false),
	)
	return container.NewStack(canvas.NewRectangle(look.Color(look.Ground)), bars)
}

// isExample reports whether a vacancy is there to be tried only: its id says so
// (see docs/FORMATS.md).
func isExample(p *vacancy.Pack) bool { return strings.HasPrefix(p.ID, "example-") }

// inOrder puts the vacancies that can be applied for before the examples.
func inOrder(packs []*vacancy.Pack) []*vacancy.Pack {
	return slices.SortedStableFunc(slices.Values(packs), func(a, b *vacancy.Pack) int {
		switch {
		case isExample(a) == isExample(b):
			return 0
		case isExample(a):
			return 1
		}
		return -1
	})
}

// vacancyCards are the vacancies that can be applied for, each with the button that
// begins an application; only the button where there are none.
func (w *Window) vacancyCards(kind piece.Kind) []fyne.CanvasObject {
	begin := func(key string, p *vacancy.Pack) *piece.Button {
		return piece.NewButton(key, w.say("ui.start.new", nil), kind, nil, func() { w.askNewFor(p) })
	}
	var cards []fyne.CanvasObject
	for _, pack := range w.packs {
		if isExample(pack) {
			continue
		}
		key := "start.new"
		if len(cards) > 0 {
			key, kind = key+"."+pack.ID, piece.Secondary
		}
		cards = append(cards, w.vacancyCard(pack, begin(key, pack)))
	}
	if len(cards) == 0 {
		return []fyne.CanvasObject{piece.Row(0, begin("start.new", nil))}
	}
	return cards
}

// sampleCard offers the sample to somebody who is here for the first time.
func (w *Window) sampleCard() fyne.CanvasObject {
	return piece.Card(piece.Grow(nil,
		piece.Stack(2, piece.Strong(w.say("ui.start.tour", nil)), piece.Muted(w.say("ui.start.tour-text", nil))),
		piece.NewButton("start.sample", w.say("ui.start.sample", nil), piece.Secondary, nil, w.openSample)))
}

// otherBeginnings are what one can begin with besides, none of it in the foreground.
func (w *Window) otherBeginnings() fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	if w.chosenSettings.Toured {
		buttons = append(buttons, piece.NewButton("start.sample", w.say("ui.start.sample", nil), piece.Quiet, look.Icon("person"), w.openSample))
	}
	return piece.Outdent(piece.Row(look.Gap8, append(buttons,
		piece.NewButton("start.open", w.say("ui.start.open", nil), piece.Quiet, look.Icon("folder"), w.askOpen),
		piece.NewButton("start.receive", w.say("ui.start.receive", nil), piece.Quiet, look.Icon("open"), w.askReceive))...))
}

// vacancyCard shows a vacancy with its deadline, and the button that begins.
func (w *Window) vacancyCard(p *vacancy.Pack, begin *piece.Button) fyne.CanvasObject {
	zone, err := session.Zone(p)
	if err != nil {
		return piece.Row(0, begin)
	}
	id, args := "ui.start.open-until", message.Args{"Deadline": message.Moment{At: p.Deadline.Wall.In(zone), Zone: zone}}
	if !w.judgedAt(zone).Before(p.Deadline.Instant(zone)) {
		id = "ui.start.closed-since"
	}
	return piece.Card(
		piece.Stack(look.Gap4,
			piece.Small(w.loc.Pick(p.Organisation)),
			piece.Heading(w.loc.Pick(p.Title)),
			piece.Muted(w.say("ui.start.where", message.Args{"Programme": p.Programme.Title, "Place": p.Place})),
			piece.Body(w.say(id, args))),
		piece.Row(0, begin))
}

// lastDossier is the dossier that was open last, where its folder is still there;
// else none, with an empty path.
func (w *Window) lastDossier() settings.Recent {
	for _, r := range w.chosenSettings.Recent {
		if r.Path == w.chosenSettings.LastDossier && !w.gone[r.Path] {
			return r
		}
	}
	return settings.Recent{}
}

// recentTitle is the candidate's name, and the folder's where there was none.
func recentTitle(r settings.Recent) string {
	if r.Name != "" {
		return r.Name
	}
	return filepath.Base(r.Path)
}

// recentRows are the dossiers that were open before; nil where there are none.
func (w *Window) recentRows() fyne.CanvasObject {
	var rows []piece.RowItem
	for i, r := range w.chosenSettings.Recent {
		key := "recent." + strconv.Itoa(i)
		forget := piece.NewButton(key+".forget", "", piece.Quiet, look.Icon("close"), func() { w.forgetRecent(r) }).
			Speak(w.say("ui.start.forget", nil))
		piece.About(recentTitle(r)+", "+r.Path, forget) // several may be one candidate's
		row := piece.RowItem{
			Key: key, State: piece.Neutral, Title: recentTitle(r), Note: r.Path,
			Tapped: func() { w.open(r.Path) },
			Beside: forget,
		}
		if w.gone[r.Path] {
			row.State, row.Word = piece.Missing, w.say("ui.start.gone", nil)
			row.Tapped = func() { w.offerForgetting(r) }
		}
		rows = append(rows, row)
	}
	if rows == nil {
		return nil
	}
	return piece.NewRows(rows)
}

// offerForgetting says that a dossier is no longer where it was, and takes it off
// the list where the person wants that; a disk may only be unplugged.
func (w *Window) offerForgetting(r settings.Recent) {
	missing := message.Bad("file-missing", message.Args{"File": r.Path}, nil)
	w.note(notice{
		state: piece.Missing, what: missing.What(), do: missing.Do(), action: "ui.start.forget",
		act: func() {
			w.notices = nil
			w.remember(func(s *settings.Settings) { s.Forget(r.Path) })
			w.rebuild()
		},
	})
}

// forgetRecent takes a dossier off the list; a notice puts it back.
func (w *Window) forgetRecent(r settings.Recent) {
	at := slices.IndexFunc(w.chosenSettings.Recent, func(other settings.Recent) bool { return other.Path == r.Path })
	wasLast := w.chosenSettings.LastDossier == r.Path
	w.remember(func(s *settings.Settings) { s.Forget(r.Path) })
	w.note(notice{
		state: piece.Neutral, what: message.New("ui.start.forgotten", message.Args{"Name": recentTitle(r)}),
		do: message.New("ui.start.forgotten-do", nil), action: "ui.menu.undo",
		act: func() {
			w.notices = nil
			w.remember(func(s *settings.Settings) {
				s.Forget(r.Path)
				s.Recent = slices.Insert(s.Recent, min(max(at, 0), len(s.Recent)), r)
				if wasLast {
					s.LastDossier = r.Path
				}
			})
			w.rebuild()
		},
	})
}

// newFolder is where new dossiers are offered to go, and others looked for.
func (w *Window) newFolder() string {
	return cmp.Or(w.chosenSettings.Folder, w.options.Home)
}

// findGone looks, beside the window, which of the recent dossiers are no longer
// where they were.
func (w *Window) findGone() {
	recent := slices.Clone(w.chosenSettings.Recent)
	w.run(func() {
		gone := map[string]bool{}
		for _, r := range recent {
			if r.Gone() {
				gone[r.Path] = true
			}
		}
		w.options.Later(func() {
			if changed := !maps.Equal(gone, w.gone); changed && w.desk == nil {
				w.gone = gone
				w.rebuild()
			}
		})
	})
}

// loadPacks reads the vacancies that can be applied for, beside the window.
func (w *Window) loadPacks() { w.run(func() { w.options.Later(w.readPacks()) }) }

// readPacks reads them; what it returns shows them, on the window's goroutine.
func (w *Window) readPacks() (show func()) {
	packs, err := w.options.House.Library.List()
	return func() {
		w.packs = inOrder(packs)
		if err != nil {
			w.fail(err)
		}
		if w.desk == nil {
			w.rebuild()
		}
	}
}

// askNew asks for the name of the candidate and the folder of a new dossier, with
// what was filled in when it could not be made yet.
func (w *Window) askNew() { w.askNewFor(nil) }

// askNewFor is askNew for a vacancy, which can still be changed; nil: for any.
func (w *Window) askNewFor(p *vacancy.Pack) {
	form := w.unmade
	if w.unmade = nil; form == nil {
		form = &newForm{parent: w.newFolder()}
	}
	if p != nil {
		form.vacancy = p.ID
	}
	w.askNewBy(form, nil)
}

// askNewBy asks with what a form holds already, and says why no dossier was made
// of it; nil: it is new.
func (w *Window) askNewBy(form *newForm, wrong error) {
	var dialog *piece.Dialog
	create := piece.NewButton("new.create", w.say("ui.new.create", nil), piece.Primary, nil, func() {
		if form.check(w) {
			dialog.Hide()
			w.create(form)
		}
	})
	cancel := piece.NewButton("new.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.new.title", nil), form.build(w), cancel, create)
	dialog.SetWidth(newWide)
	w.window.Canvas().Focus(form.given)
	if wrong != nil {
		form.refuse(w, wrong)
	}
}

// newWide is how wide the dialog is: both names stand beside each other.
const newWide = 600

// newForm is what is asked for a new dossier.
type newForm struct {
	parent                string
	given, family, folder *piece.Entry            // nil: nothing was asked yet
	fields                map[string]*piece.Field // by the names that errors give them
	ownFolder             bool                    // the person wrote the folder: it follows the name no more
	vacancy               string
}

// folderField is the name of the folder's field, which no error gives.
const folderField = "folder"

// filled is what stands in an entry of the form that was on the screen before.
func filled(before *piece.Entry) string {
	if before == nil {
		return ""
	}
	return before.Text
}

func (f *newForm) build(w *Window) fyne.CanvasObject {
	follow := func(string) {
		if !f.ownFolder {
			f.folder.SetText(filepath.Join(f.parent, folderName(f.family.Text, f.given.Text, w.say("ui.new.folder-name", nil))))
			f.ownFolder = false
		}
	}
	f.given = piece.NewEntry("new.given", filled(f.given), "", follow, func() {})
	f.family = piece.NewEntry("new.family", filled(f.family), "", follow, func() {})
	f.folder = piece.NewEntry("new.folder", filled(f.folder), "", func(string) { f.ownFolder = true }, func() {})
	f.fields = map[string]*piece.Field{
		"name.given":  piece.NewField(w.say("ui.new.given", nil), "", f.given),
		"name.family": piece.NewField(w.say("ui.new.family", nil), "", f.family),
	}
	f.fields[folderField] = piece.NewField(w.say("ui.new.folder", nil), w.say("ui.new.folder-help", nil),
		piece.Grow(nil, f.folder, f.choose(w, follow)))
	follow("")
	parts := []fyne.CanvasObject{
		piece.Columns(220, look.Gap16, f.fields["name.given"], f.fields["name.family"]),
	}
	if len(w.packs) > 0 && f.vacancy == "" {
		f.vacancy = w.packs[0].ID
	}
	if len(w.packs) > 1 {
		var options []piece.Option
		for _, p := range w.packs {
			options = append(options, piece.Option{Value: p.ID, Label: w.loc.Pick(p.Title), Note: w.vacancyNote(p)})
		}
		parts = append(parts, piece.NewField(w.say("ui.new.vacancy", nil), "",
			piece.NewRadio("new.vacancy", options, f.vacancy, func(id string) { f.vacancy = id })))
	}
	return piece.Stack(look.Gap16, append(parts, f.fields[folderField])...)
}

// vacancyNote is a vacancy's programme and deadline, and that it is only an example.
func (w *Window) vacancyNote(p *vacancy.Pack) string {
	zone, err := session.Zone(p)
	if err != nil {
		return ""
	}
	return w.noteOf(p, !w.judgedAt(zone).Before(p.Deadline.Instant(zone)), isExample(p))
}

// choose lets the person choose the folder above the dossier's own.
func (f *newForm) choose(w *Window, follow func(string)) *piece.Button {
	return piece.NewButton("new.folder.choose", w.say("ui.new.folder-choose", nil), piece.Secondary, nil, func() {
		w.chooser.OpenFolder(w.say("ui.new.folder", nil), f.parent, func(path string, err error) {
			switch {
			case err != nil:
				f.refuse(w, err)
			case path != "":
				f.parent, f.ownFolder = path, false
				follow("")
			}
		})
	})
}

// check says beside the field what is wrong with the folder.
func (f *newForm) check(w *Window) bool {
	if filepath.IsAbs(f.folder.Text) {
		return true
	}
	f.refuse(w, message.Bad("ui-folder-relative", message.Args{"Folder": f.folder.Text}, nil))
	return false
}

// refuse says why no dossier can be made, beside the field that the error names,
// else beside the folder.
func (f *newForm) refuse(w *Window, err error) {
	at := f.fields[folderField]
	if e := message.Of(err); e != nil {
		name, _ := e.Args["Field"].(string)
		if named := f.fields[name]; named != nil {
			at = named
		}
	}
	at.SetError(w.sentences(err))
}

// create makes the new dossier and opens it; where it cannot be made, the form
// comes back with what was filled in.
func (w *Window) create(f *newForm) {
	who := candidate.Candidate{
		Format: candidate.Format,
		Name:   candidate.Name{Given: strings.TrimSpace(f.given.Text), Family: strings.TrimSpace(f.family.Text)},
	}
	path, ref := f.folder.Text, f.vacancy
	w.unmade = f
	w.afterSaving(func() {
		w.unmade = nil
		w.run(func() {
			made, err := w.newDossier(path, who, ref)
			w.options.Later(func() {
				if err != nil {
					w.askNewBy(f, err)
					return
				}
				w.take(func() (*session.Session, error) { return made, nil })
			})
		})
	})
}

// newDossier makes a dossier, with the folders above it.
func (w *Window) newDossier(path string, who candidate.Candidate, ref string) (*session.Session, error) {
	if err := makeParents(path); err != nil {
		return nil, err
	}
	return w.options.House.Create(path, who, ref)
}

// makeParents makes the folders above a path, as far as they are not there.
func makeParents(path string) error { return os.MkdirAll(filepath.Dir(path), 0o755) }

// folderName is the name of a candidate's folder that every system takes.
func folderName(family, given, fallback string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, strings.TrimSpace(strings.TrimSpace(family)+" "+strings.TrimSpace(given)))
	if runes := []rune(name); len(runes) > longestFolder {
		name = string(runes[:longestFolder])
	}
	switch name = strings.Trim(name, " ."); {
	case name == "":
		return fallback
	case device.MatchString(name):
		return fallback + " " + name
	}
	return name
}

// longestFolder bounds the name of a folder, in characters of at most four bytes
// each: systems take 255 bytes.
const longestFolder = 60

// device matches names that Windows keeps for devices.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$`)

// askOpen lets the person choose a dossier's folder.
func (w *Window) askOpen() {
	w.chooser.OpenFolder(w.say("ui.open.title", nil), w.newFolder(), func(path string, err error) {
		switch {
		case err != nil:
			w.fail(err)
		case path != "":
			w.open(path)
		}
	})
}
