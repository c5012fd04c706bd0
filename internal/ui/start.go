package ui

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// startPage is what stands on the screen while no dossier is open: the vacancy,
// one clear button, the sample, and what was open before.
func (w *Window) startPage() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, pack := range w.packs {
		parts = append(parts, w.vacancyCard(pack))
	}
	parts = append(parts, w.startButtons())
	if recent := w.recentRows(); recent != nil {
		parts = append(parts, piece.Heading(w.say("ui.start.recent", nil)), recent)
	}
	parts = append(parts, piece.Small(w.say("ui.start.offline", nil)))
	page := piece.Page(w.say("ui.start.title", nil), w.say("ui.start.lead", nil), nil, parts...)
	bars := container.New(barsLayout{},
		container.New(noticeLayout{}, container.NewStack(w.noticeBars()), piece.Scroll(container.New(pageLayout{startWidth}, page))),
		bar(container.New(topLayout{}, words(programName, look.TextLead, look.Ink, true), piece.Line("", look.TextBody, look.Muted, false),
			w.languageSwitch(), w.themeButton(), w.menuButton()), topHeight, true),
		bar(container.New(&footLayout{}, words(w.say("ui.ai-notice", nil), look.TextSmall, look.Muted, false)), footHeight, false),
	)
	return container.NewStack(canvas.NewRectangle(look.Color(look.Ground)), bars)
}

// vacancyCard shows a vacancy with its deadline.
func (w *Window) vacancyCard(p *vacancy.Pack) fyne.CanvasObject {
	zone, err := session.Zone(p)
	if err != nil {
		return container.NewStack()
	}
	id, args := "ui.start.open-until", message.Args{"Deadline": message.Moment{At: p.Deadline.Wall.In(zone), Zone: zone}}
	if !w.judgedAt(zone).Before(p.Deadline.Instant(zone)) {
		id = "ui.start.closed-since"
	}
	return piece.Card(piece.Stack(look.Gap4,
		piece.Small(w.loc.Pick(p.Organisation)),
		piece.Heading(w.loc.Pick(p.Title)),
		piece.Muted(w.say("ui.start.where", message.Args{"Programme": p.Programme.Title, "Place": p.Place})),
		piece.Body(w.say(id, args)),
	))
}

func (w *Window) startButtons() fyne.CanvasObject {
	return piece.Row(look.Gap12,
		piece.NewButton("start.new", w.say("ui.start.new", nil), piece.Primary, nil, w.askNew),
		piece.NewButton("start.sample", w.say("ui.start.sample", nil), piece.Secondary, nil, w.openSample),
		piece.NewButton("start.open", w.say("ui.start.open", nil), piece.Secondary, nil, w.askOpen),
	)
}

// recentRows are the dossiers that were open before; nil where there are none.
func (w *Window) recentRows() fyne.CanvasObject {
	var rows []piece.RowItem
	for i, r := range w.chosenSettings.Recent {
		title := r.Name
		if title == "" {
			title = filepath.Base(r.Path)
		}
		rows = append(rows, piece.RowItem{
			Key: "recent." + strconv.Itoa(i), State: piece.Neutral, Title: title, Note: r.Path, Chevron: true,
			Tapped: func() { w.open(r.Path) },
		})
	}
	if rows == nil {
		return nil
	}
	return piece.NewRows(rows)
}

// loadPacks reads the vacancies that can be applied for, beside the window.
func (w *Window) loadPacks() {
	w.run(func() {
		packs, err := w.options.House.Library.List()
		w.options.Later(func() {
			w.packs = packs
			if err != nil {
				w.fail(err)
			}
			if w.desk == nil {
				w.rebuild()
			}
		})
	})
}

// askNew asks for the name of the candidate and the folder of a new dossier.
func (w *Window) askNew() {
	form := &newForm{parent: w.options.Home}
	var dialog *piece.Dialog
	create := piece.NewButton("new.create", w.say("ui.new.create", nil), piece.Primary, nil, func() {
		if form.check(w) {
			dialog.Hide()
			w.create(form)
		}
	})
	cancel := piece.NewButton("new.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.new.title", nil), form.build(w), cancel, create)
	w.window.Canvas().Focus(form.given)
}

// newForm is what is asked for a new dossier.
type newForm struct {
	parent        string
	given, family *piece.Entry
	folder        *piece.Entry
	folderField   *piece.Field
	ownFolder     bool // the person wrote the folder: it follows the name no more
	vacancy       string
}

func (f *newForm) build(w *Window) fyne.CanvasObject {
	follow := func(string) {
		if !f.ownFolder {
			f.folder.SetText(filepath.Join(f.parent, folderName(f.family.Text, f.given.Text, w.say("ui.new.folder-name", nil))))
			f.ownFolder = false
		}
	}
	f.given = piece.NewEntry("new.given", "", "", follow, func() {})
	f.family = piece.NewEntry("new.family", "", "", follow, func() {})
	f.folder = piece.NewEntry("new.folder", "", "", func(string) { f.ownFolder = true }, func() {})
	f.folderField = piece.NewField(w.say("ui.new.folder", nil), w.say("ui.new.folder-help", nil), f.folder)
	follow("")
	parts := []fyne.CanvasObject{
		piece.Columns(220, look.Gap16,
			piece.NewField(w.say("ui.new.given", nil), "", f.given),
			piece.NewField(w.say("ui.new.family", nil), "", f.family)),
	}
	if len(w.packs) > 0 {
		f.vacancy = w.packs[0].ID
	}
	if len(w.packs) > 1 {
		var options []piece.Option
		for _, p := range w.packs {
			options = append(options, piece.Option{Value: p.ID, Label: w.loc.Pick(p.Title), Note: w.loc.Pick(p.Office)})
		}
		parts = append(parts, piece.NewField(w.say("ui.new.vacancy", nil), "",
			piece.NewRadio("new.vacancy", options, f.vacancy, func(id string) { f.vacancy = id })))
	}
	choose := piece.NewButton("new.folder.choose", w.say("ui.new.folder-choose", nil), piece.Secondary, nil, func() {
		w.chooser.OpenFolder(w.say("ui.new.folder", nil), f.parent, func(path string, err error) {
			if err == nil && path != "" {
				f.parent, f.ownFolder = path, false
				follow("")
			}
		})
	})
	return piece.Stack(look.Gap16, append(parts, piece.Stack(look.Gap8, f.folderField, piece.Row(0, choose)))...)
}

// check says beside the field what is wrong with the folder.
func (f *newForm) check(w *Window) bool {
	if filepath.IsAbs(f.folder.Text) {
		return true
	}
	f.folderField.SetError(w.sentences(message.Bad("ui-folder-relative", message.Args{"Folder": f.folder.Text}, nil)))
	return false
}

// create makes the new dossier and opens it.
func (w *Window) create(f *newForm) {
	who := candidate.Candidate{
		Format: candidate.Format,
		Name:   candidate.Name{Given: strings.TrimSpace(f.given.Text), Family: strings.TrimSpace(f.family.Text)},
	}
	path, ref := f.folder.Text, f.vacancy
	w.afterSaving(func() {
		w.judgeByClock()
		w.take(func() (*session.Session, error) {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return nil, err
			}
			return w.options.House.Create(path, who, ref)
		})
	})
}

// folderName is the name of a candidate's folder that every system takes.
func folderName(family, given, fallback string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, strings.TrimSpace(strings.TrimSpace(family)+" "+strings.TrimSpace(given)))
	if name = strings.Trim(name, " ."); name == "" {
		return fallback
	}
	return name
}

// askOpen lets the person choose a dossier's folder.
func (w *Window) askOpen() {
	w.chooser.OpenFolder(w.say("ui.open.title", nil), w.options.Home, func(path string, err error) {
		switch {
		case err != nil:
			w.fail(err)
		case path != "":
			w.open(path)
		}
	})
}
