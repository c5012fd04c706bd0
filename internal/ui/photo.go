package ui

import (
	"context"
	"errors"
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A photoChoice is the dialog in which the candidate chooses how a page is shown:
// the page as it was taken, with the corners of its sheet, beside what will be
// shown.
type photoChoice struct {
	w        *Window
	desk     *desk
	document document.Document
	page     int
	redraws  bool // a picture: it can be cropped, and its light evened out

	chosen  session.Treatment
	unsure  int          // the turn that may set the writing on its head; 0: none
	corners scan.Corners // where crop goes to when it is switched on
	evident bool         // they are those of a border that was found

	dialog *piece.Dialog
	before *cornerEditor
	after  *piece.Thumb
	hint   *fyne.Container // what is to be known about the corners
	way    *fyne.Container // what is to be known about the turn
	cancel func()          // of the picture that is on its way
}

// withoutBorder are the corners that crop begins with where no border was found.
var withoutBorder = scan.Corners{{X: 0.05, Y: 0.05}, {X: 0.95, Y: 0.05}, {X: 0.95, Y: 0.95}, {X: 0.05, Y: 0.95}}

// showPhoto opens the choice. What is proposed stands in it where nothing was
// chosen yet.
func (w *Window) showPhoto(d document.Document, page int, proposed session.Suggestion) *photoChoice {
	p := &photoChoice{
		w: w, desk: w.desk, document: d, page: page, redraws: session.Redrawable(d.File),
		chosen: d.Treatments[page], corners: withoutBorder, hint: container.NewStack(), way: container.NewStack(), cancel: func() {},
	}
	if p.chosen == (session.Treatment{}) {
		p.chosen = proposed.Treatment
	}
	if proposed.Unsure {
		p.unsure = proposed.Treatment.Turn
	}
	for _, found := range []scan.Corners{proposed.Treatment.Corners, p.chosen.Corners} {
		if !found.None() {
			p.corners, p.evident = found, true
		}
	}
	p.build()
	p.drawBefore()
	p.changed()
	return p
}

// The sizes of the dialog's parts: it stays inside the window.
const (
	photoWide     = 1000
	photoControls = 270
	photoHigh     = 400 // of the pictures
	photoEdges    = 250 // of the window's height, around the pictures
)

// build makes the dialog.
func (p *photoChoice) build() {
	w := p.w
	window := w.window.Canvas().Size()
	high := max(200, min(photoHigh, window.Height-photoEdges))
	wide := max(160, (min(photoWide, window.Width-60)-photoControls-4*look.Gap24)/2)
	p.before = newCornerEditor("photo.corners", fyne.NewSize(wide, high), p.moved)
	p.before.spoken = w.say("ui.photo.corners-keys", nil)
	p.after = piece.NewThumb("photo.after", wide, high, nil)
	leave := piece.NewButton("photo.leave", w.say("ui.photo.cancel", nil), piece.Secondary, nil, func() { p.dialog.Hide() })
	use := piece.NewButton("photo.use", w.say("ui.photo.use", nil), piece.Primary, nil, func() {
		p.dialog.Hide()
		if w.desk == p.desk {
			w.showAs(p.document, p.page, p.chosen)
		}
	})
	w.lock(use)
	body := container.New(photoLayout{wide},
		piece.Stack(look.Gap8, piece.Caption(w.say("ui.photo.before", nil)), p.before),
		piece.Stack(look.Gap8, piece.Caption(w.say("ui.photo.after", nil)), p.after),
		p.controls())
	title := w.say("ui.photo.title", message.Args{"Document": shownName(p.document)})
	p.dialog = piece.ShowDialog(w.window.Canvas(), title, body, leave, use)
	p.dialog.SetWidth(photoWide)
	p.dialog.OnClosed = func() { p.cancel() }
}

// controls are the switches: turn, crop, light.
func (p *photoChoice) controls() fyne.CanvasObject {
	w := p.w
	var turns []piece.Option
	for _, turn := range []int{0, 90, 180, 270} {
		turns = append(turns, piece.Option{Value: strconv.Itoa(turn), Label: w.say("ui.photo.degrees", message.Args{"Degrees": turn})})
	}
	turn := piece.NewSwitch("photo.turn", turns, strconv.Itoa(p.chosen.Turn), func(value string) {
		p.chosen.Turn, _ = strconv.Atoi(value) // one of the options
		p.changed()
	})
	piece.Call(turn, w.say("ui.photo.turn", nil))
	parts := []fyne.CanvasObject{piece.Stack(look.Gap8, piece.Caption(w.say("ui.photo.turn", nil)), turn, p.way)}
	if p.redraws {
		parts = append(parts,
			piece.NewCheck("photo.crop", w.say("ui.photo.crop", nil), !p.chosen.Corners.None(), func(on bool) {
				p.chosen.Corners = scan.Corners{}
				if on {
					p.chosen.Corners = p.corners
				}
				p.changed()
			}),
			p.hint,
			piece.NewCheck("photo.lift", w.say("ui.photo.lift", nil), p.chosen.Lift, func(on bool) {
				p.chosen.Lift = on
				p.changed()
			}))
	}
	parts = append(parts, piece.Small(w.say("ui.photo.file-stays", nil)))
	return piece.Stack(look.Gap16, parts...)
}

// moved takes corners that were moved.
func (p *photoChoice) moved(corners scan.Corners) {
	p.corners, p.chosen.Corners = corners, corners
	p.changed()
}

// changed shows what is chosen now.
func (p *photoChoice) changed() {
	w := p.w
	p.before.show(p.chosen.Corners)
	hint := "ui.photo.corners-keys"
	switch {
	case p.chosen.Corners.None():
		hint = "ui.photo.no-crop"
	case !p.evident:
		hint = "ui.photo.no-border"
	}
	put(p.hint, piece.Small(w.say(hint, nil)))
	if p.way.Hidden = p.unsure == 0 || p.chosen.Turn != p.unsure; !p.way.Hidden {
		put(p.way, told(piece.ToConfirm, w.say("ui.photo.unsure", message.Args{"Degrees": (p.unsure + 180) % 360})))
	}
	p.dialog.Refresh()
	p.draw()
}

// drawBefore has the page drawn as it was taken.
func (p *photoChoice) drawBefore() {
	p.picture(session.Treatment{}, func(drawn image.Image, err error) {
		if err != nil {
			p.after.SetProblem(p.w.sentences(err))
			return
		}
		p.before.setImage(drawn)
	})
}

// draw has the page drawn as it will be shown; what was asked for before is not
// wanted any more.
func (p *photoChoice) draw() {
	p.cancel()
	chosen := p.chosen
	p.cancel = p.picture(chosen, func(drawn image.Image, err error) {
		switch {
		case chosen != p.chosen:
		case err != nil:
			p.after.SetProblem(p.w.sentences(err))
		default:
			p.after.SetImage(drawn)
		}
	})
}

// picture has the page drawn and calls show on the window's goroutine.
func (p *photoChoice) picture(t session.Treatment, show func(image.Image, error)) (cancel func()) {
	box := p.w.pixels(p.before.side)
	return p.desk.start(func(ctx context.Context) {
		drawn, err := p.desk.session.PictureAs(ctx, p.document.ID, p.page, t, box)
		p.w.options.Later(func() {
			if !errors.Is(err, context.Canceled) {
				show(drawn, err)
			}
		})
	})
}

// photoLayout sets the two pictures side by side, as wide as this, with the
// switches at the right.
type photoLayout struct{ wide float32 }

// Layout is Fyne's.
func (l photoLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, picture := range objects[:2] {
		place(picture, x, 0, l.wide, picture.MinSize().Height)
		x += l.wide + look.Gap24
	}
	place(objects[2], x, 0, max(0, size.Width-x), size.Height)
}

// MinSize is Fyne's.
func (l photoLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := piece.TallOf(objects[2], photoControls)
	for _, picture := range objects[:2] {
		high = max(high, picture.MinSize().Height)
	}
	return fyne.NewSize(2*(l.wide+look.Gap24)+photoControls, high)
}
