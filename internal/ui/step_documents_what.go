package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// leaveOut is the answer that a file is not wanted after all.
const leaveOut = "leave-out"

// A whatDialog asks what the files are that were just taken in.
type whatDialog struct {
	step   *documentsStep
	rows   []*whatRow
	dialog *piece.Dialog
	taken  bool   // the answers were taken over
	cancel func() // of the pictures that are on their way
}

// A whatRow is what is said of one file so far.
type whatRow struct {
	added                 session.Added
	kind, study, of, lang string
	box                   *fyne.Container
	thumb                 *piece.Thumb // of the first page; pressed, it is shown large
}

// askWhat asks what files are. Nothing is guessed from what is in them: only
// where one document is missing and one file came is that offered.
func (s *documentsStep) askWhat(in []session.Added) {
	w := s.w
	d := &whatDialog{step: s}
	var objects []fyne.CanvasObject
	for _, added := range in {
		if _, there := w.documentByID(added.Document.ID); !there {
			continue
		}
		row := &whatRow{added: added, box: container.NewStack(), thumb: s.whatThumb(added.Document)}
		if added.SameFile != "" {
			row.kind = leaveOut
		}
		d.rows = append(d.rows, row)
		objects = append(objects, row.box)
	}
	if len(d.rows) == 0 {
		return
	}
	d.guess()
	for _, row := range d.rows {
		d.build(row)
	}
	later := piece.NewButton("what.later", w.say("ui.documents.what.later", nil), piece.Secondary, nil, func() { d.dialog.Hide() })
	take := piece.NewButton("what.take", w.say("ui.documents.what.take", nil), piece.Primary, nil, func() {
		d.taken = true
		d.dialog.Hide()
	})
	lead := piece.Muted(w.say("ui.documents.what.lead", nil))
	d.dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.documents.what", message.Args{"Count": len(d.rows)}),
		piece.Stack(look.Gap16, append([]fyne.CanvasObject{lead}, objects...)...), later, take)
	d.dialog.SetWidth(whatWide)
	d.dialog.OnClosed = d.closed
	if first, ok := piece.FindKey(d.rows[0].box, d.rows[0].key("kind")).(fyne.Focusable); ok {
		w.window.Canvas().Focus(first) // the question, not the picture beside it
	}
	d.draw()
}

// The size of a file's picture beside the questions about it.
const whatThumbWide, whatThumbHigh = 84, 112

// whatThumb is where a file's first page is shown: names as scan-003.pdf say little.
func (s *documentsStep) whatThumb(d document.Document) *piece.Thumb {
	return piece.NewThumb("what."+d.ID+".picture", whatThumbWide, whatThumbHigh, func() { s.preview(d, pictureFor(d).page) }).Speak(shownName(d))
}

// draw has the first pages drawn, one after the other.
func (d *whatDialog) draw() {
	w, desk, rows := d.step.w, d.step.w.desk, d.rows
	box := w.pixels(fyne.NewSize(whatThumbWide, whatThumbHigh))
	d.cancel = desk.start(func(ctx context.Context) {
		for _, row := range rows {
			of := pictureFor(row.added.Document)
			drawn, err := desk.session.PictureAs(ctx, row.added.Document.ID, of.page, of.shown, box)
			if ctx.Err() != nil {
				return
			}
			w.options.Later(func() {
				if err != nil {
					row.thumb.SetProblem("")
				} else {
					row.thumb.SetImage(drawn)
				}
			})
		}
	})
}

// whatWide is how wide the dialogs on files are: names and paths of files are long.
const whatWide = 600

// guess offers the one document that is missing to the one file that came.
func (d *whatDialog) guess() {
	wants := slices.DeleteFunc(d.step.w.wanteds(), func(want wanted) bool { return want.item.Verdict != vacancy.NotMet })
	if len(d.rows) == 1 && len(wants) == 1 && d.rows[0].kind == "" {
		d.rows[0].kind, d.rows[0].study = string(wants[0].kind), wants[0].study
	}
}

// build shows the questions about one file, those that its kind brings with it.
func (d *whatDialog) build(row *whatRow) {
	w, id := d.step.w, row.added.Document.ID
	kinds := w.kindOptions()
	parts := []fyne.CanvasObject{piece.Line(shownName(row.added.Document), look.TextLead, look.Ink, true)}
	if row.added.SameFile != "" {
		kinds = append(kinds, piece.Option{Value: leaveOut, Label: w.say("ui.documents.what.leave-out", nil)})
		parts = append(parts, told(piece.Neutral, w.say("ui.documents.what.twice", message.Args{"Document": w.documentName(row.added.SameFile)})))
	}
	fields := []fyne.CanvasObject{d.choice(row, "kind", "ui.documents.kind", "ui.documents.kind-hint", kinds, &row.kind)}
	if row.kind != leaveOut {
		fields = append(fields, d.choice(row, "lang", "ui.documents.lang", "ui.documents.lang-hint", d.step.languages(""), &row.lang))
	}
	parts = append(parts, piece.Columns(180, look.Gap12, fields...))
	switch kind := document.Kind(row.kind); {
	case takesStudy(kind) && len(w.shot.Candidate.Studies) > 0:
		parts = append(parts, d.choice(row, "for", "ui.documents.for", "ui.documents.for-hint", w.studyOptions(), &row.study))
	case kind == document.Translation:
		parts = append(parts, d.choice(row, "of", "ui.documents.of", "ui.documents.of-hint", w.originalOptions(id), &row.of))
	}
	put(row.box, piece.Card(piece.Grow(row.thumb, piece.Stack(look.Gap12, parts...), nil)))
}

func (d *whatDialog) choice(row *whatRow, name, label, hint string, options []piece.Option, answer *string) fyne.CanvasObject {
	w := d.step.w
	key := row.key(name)
	control := piece.NewChoice(key, w.say(hint, nil), options, *answer, func(value string) {
		*answer = value
		if name == "kind" {
			d.build(row)
			piece.Settle(row.box) // the other files' questions are as they were
			if again, ok := piece.FindKey(row.box, key).(fyne.Focusable); ok {
				w.window.Canvas().Focus(again)
			}
		}
	})
	return piece.NewField(w.say(label, nil), "", control)
}

// closed takes the answers over. Put off, the files stay without a kind; what was
// there before does not come in twice.
func (d *whatDialog) closed() {
	d.cancel()
	var assignments []string
	for _, row := range d.rows {
		id := "documents." + row.added.Document.ID
		switch {
		case row.kind == leaveOut:
			assignments = append(assignments, id+"=")
		case d.taken && row.kind != "":
			delete(d.step.unsaid, row.added.Document.ID)
			assignments = append(assignments, row.said(id)...)
		}
	}
	if len(assignments) > 0 {
		d.step.w.set(assignments...)
		return
	}
	d.step.show()
}

// key is that of a question about the file.
func (r *whatRow) key(name string) string { return "what." + r.added.Document.ID + "." + name }

// said are the answers as the session takes them.
func (r *whatRow) said(id string) []string {
	said := []string{id + ".kind=" + r.kind}
	if takesStudy(document.Kind(r.kind)) && r.study != "" {
		said = append(said, id+".for="+r.study)
	}
	if document.Kind(r.kind) == document.Translation && r.of != "" {
		said = append(said, id+".of="+r.of)
	}
	if r.lang != "" {
		said = append(said, id+".lang="+r.lang)
	}
	return said
}
