package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// What counts of a field that both have changed.
const (
	countLater  = "later" // both stay in the dossier until somebody chooses
	countMine   = "mine"
	countTheirs = "theirs"
)

// askJoin shows what joining the file with the open dossier would do, and what
// counts where the two differ.
func (r *receiving) askJoin() {
	w, j := r.w, r.joining
	chosen := map[string]string{}
	parts := r.additions()
	if len(j.Conflicts) > 0 {
		parts = append(parts, piece.Stack(look.Gap4,
			piece.Heading(w.say("ui.join.differ", message.Args{"Count": len(j.Conflicts)})), piece.Muted(w.say("ui.join.differ-text", nil))))
	}
	for _, c := range j.Conflicts {
		chosen[c.Field] = countLater
		parts = append(parts, r.conflict(c, func(what string) { chosen[c.Field] = what }))
	}
	var d *piece.Dialog
	cancel := piece.NewButton("join.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)
	do := piece.NewButton("join.do", w.say("ui.join.do", nil), piece.Primary, nil, func() {
		r.goOn(d)
		w.afterSaving(func() { r.join(chosen) })
	})
	d = r.dialog(w.say("ui.join.title", nil), piece.Stack(look.Gap12, parts...), cancel, do)
	d.SetWidth(joinWide)
}

// joinWide is how wide the dialog is: two values stand side by side.
const joinWide = 680

// additions are what comes to the dossier and what is otherwise in it then.
func (r *receiving) additions() []fyne.CanvasObject {
	w, j := r.w, r.joining
	var lines []fyne.CanvasObject
	for _, c := range j.Changes {
		lines = append(lines, told(piece.Neutral, w.loc.Text(c.Text)))
	}
	for _, name := range j.Documents {
		lines = append(lines, told(piece.Neutral, w.say("cli.import.new-document", message.Args{"Name": name})))
	}
	for _, name := range j.Bundles {
		lines = append(lines, told(piece.Neutral, w.say("cli.import.new-bundle", message.Args{"Name": name})))
	}
	switch j.Review {
	case session.ReviewAdded:
		lines = append(lines, told(piece.Neutral, w.say("cli.import.review-added", nil)))
	case session.ReviewDiffers:
		lines = append(lines, told(piece.ToConfirm, w.say("ui.join.review-stays", nil)))
	}
	if lines == nil {
		return []fyne.CanvasObject{piece.Body(w.say("ui.join.nothing", nil))}
	}
	return []fyne.CanvasObject{piece.Body(w.say("ui.join.would", nil)), piece.Card(piece.Stack(look.Gap8, lines...))}
}

// conflict is a field that both have changed, the two values side by side, and what
// counts.
func (r *receiving) conflict(c session.Conflict, choose func(string)) fyne.CanvasObject {
	w := r.w
	values := []fyne.CanvasObject{piece.Fact(w.say("ui.join.mine", nil), w.loc.Text(c.Mine.Text))}
	for _, theirs := range c.Theirs {
		values = append(values, piece.Fact(w.say("ui.join.theirs", nil), w.loc.Text(theirs.Text)))
	}
	options := []piece.Option{
		{Value: countLater, Label: w.say("ui.join.later", nil)}, {Value: countMine, Label: w.say("ui.join.keep-mine", nil)},
	}
	if len(c.Theirs) == 1 { // of several, the dossier asks later
		options = append(options, piece.Option{Value: countTheirs, Label: w.say("ui.join.take-theirs", nil)})
	}
	choice := piece.NewSwitch("join."+c.Field, options, countLater, choose)
	piece.Call(choice, w.loc.Text(c.Label))
	return piece.Card(
		piece.Strong(w.loc.Text(c.Label)), piece.Columns(180, look.Gap16, values...), piece.Row(0, choice))
}

// join joins the file with the open dossier, and settles what was chosen.
func (r *receiving) join(chosen map[string]string) {
	w, desk := r.w, r.desk
	if w.desk != desk {
		r.close()
		return
	}
	var err error
	w.doWork("ui.join.joining", func(ctx context.Context, tell func(done, of int64)) {
		_, err = r.in.Join(ctx, desk.session, session.Undecided, tell)
	}, func(stopped bool) {
		r.close()
		switch {
		case err != nil && wasStopped(stopped, err):
			w.note(notice{state: piece.Neutral, what: message.New("ui.join.stopped", nil)})
		case err != nil:
			w.fail(err)
		case w.desk == desk:
			r.settle(chosen)
		}
	})
}

// settle settles the fields of which somebody has chosen what counts; undoing takes
// back both that and the joining.
func (r *receiving) settle(chosen map[string]string) {
	w := r.w
	var settled []session.Edit
	for _, c := range r.joining.Conflicts {
		switch chosen[c.Field] {
		case countMine:
			settled = append(settled, session.Resolve{Field: c.Field, Value: c.Mine.Value})
		case countTheirs:
			settled = append(settled, session.Resolve{Field: c.Field, Value: c.Theirs[0].Value})
		}
	}
	said := func() {
		w.toast(message.New("ui.join.done", nil), "ui.menu.undo", func() {
			w.undo()
			if len(settled) > 0 {
				w.undo()
			}
		})
	}
	if len(settled) == 0 {
		w.desk.refresh(said)
		return
	}
	w.change(said, slices.Clone(settled)...)
}
