package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// addForm asks for which vacancy an application is added.
type addForm struct {
	w      *Window
	offers []session.Offer
	chosen int
	about  *fyne.Container // what is to be known of the chosen one
	dialog *piece.Dialog
}

// askAdd looks, beside the window, for what can be applied for as well, and asks.
func (w *Window) askAdd() {
	desk := w.desk
	desk.enqueue(func() {
		offers, err := desk.session.Offers()
		desk.deliver(func() {
			if w.desk != desk || w.window.Canvas().Overlays().Top() != nil {
				return // something else is open by now
			}
			if err != nil {
				w.fail(err)
			}
			w.askAddOf(offers)
		})
	})
}

func (w *Window) askAddOf(offers []session.Offer) {
	if len(offers) == 0 {
		close := piece.NewButton("add.close", w.say("ui.notice.close", nil), piece.Primary, nil, nil)
		piece.ShowDialog(w.window.Canvas(), w.say("ui.add.title", nil), piece.Body(w.say("ui.add.none", nil)), close)
		return
	}
	f := &addForm{w: w, offers: offers}
	f.about = piece.Stack(look.Gap12, f.parts()...).(*fyne.Container)
	options := make([]piece.Option, len(offers))
	for i, o := range offers {
		options[i] = piece.Option{Value: o.Pack.ID, Label: w.loc.Pick(o.Pack.Title), Note: w.offerNote(o)}
	}
	list := piece.NewRadio("add.vacancy", options, offers[0].Pack.ID, f.choose)
	add := piece.NewButton("add.do", w.say("ui.add.do", nil), piece.Primary, nil, func() {
		f.dialog.Hide()
		w.add(f.offers[f.chosen])
	})
	cancel := piece.NewButton("add.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)
	f.dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.add.title", nil), piece.Stack(look.Gap16, list, f.about), cancel, add)
	f.dialog.SetWidth(addWide)
}

// addWide is how wide the dialog is, for titles of some length.
const addWide = 560

// choose shows what is to be known of another vacancy.
func (f *addForm) choose(id string) {
	for i, o := range f.offers {
		if o.Pack.ID == id {
			f.chosen = i
		}
	}
	f.about.Objects = f.parts()
	f.about.Refresh()
	f.dialog.Refresh()
}

// offerNote is the programme and the deadline of what can be applied for.
func (w *Window) offerNote(o session.Offer) string {
	return w.noteOf(o.Pack, o.Checklist.Deadline.Closed, o.Example)
}

// noteOf is a vacancy's programme and deadline.
func (w *Window) noteOf(p *vacancy.Pack, closed, example bool) string {
	id := "ui.add.open"
	switch {
	case closed && example:
		id = "ui.add.example-closed"
	case example:
		id = "ui.add.example-open"
	case closed:
		id = "ui.add.closed"
	}
	return w.say(id, message.Args{"Programme": p.Programme.Title, "Date": p.Deadline.Day()})
}

// parts say what the chosen application would be: the how manieth that the
// programme allows, and how far it would be at once.
func (f *addForm) parts() []fyne.CanvasObject {
	w, o := f.w, f.offers[f.chosen]
	var parts []fyne.CanvasObject
	for _, item := range o.Caps() {
		parts = append(parts, w.capOf(o, item))
	}
	ready := o.Checklist.Readiness
	parts = append(parts, piece.Muted(w.say("ui.add.at-once", message.Args{"Met": ready.Met, "Of": ready.Of})))
	return parts
}

// capOf says of how many applications that the programme allows this one is, or
// that there are too many then, and why.
func (w *Window) capOf(o session.Offer, item checklist.Item) fyne.CanvasObject {
	reason := item.Explain().Reason
	args := message.Args{"Programme": o.Pack.Programme.Title, "Count": reason.Args["Count"], "Most": reason.Args["Most"]}
	clause := piece.Quote(w.say("checklist.clause", message.Args{"Clause": item.Clause}))
	switch {
	case item.Verdict == vacancy.NotMet && reason.ID == "reason.applications.too-many":
		return piece.Stack(look.Gap8,
			piece.NewNotice("add.too-many", piece.ToConfirm, w.say("ui.add.too-many", args), w.say("ui.add.too-many-do", nil)), clause)
	case reason.ID == "reason.applications.met":
		return piece.Body(w.say("ui.add.within", args))
	}
	return piece.Stack(look.Gap8, piece.Body(w.loc.Text(reason)), clause)
}

// add adds an application, which is shown then; the toast takes it back.
func (w *Window) add(o session.Offer) {
	title := message.New("ui.apps.title", message.Args{"Title": o.Pack.Title})
	w.afterSavingThose(ownField, func() {
		w.change(func() {
			w.toast(message.New("ui.add.done", message.Args{"Title": title}), "ui.menu.undo", w.undo)
		}, session.Apply{Ref: o.Pack.ID})
	})
}
