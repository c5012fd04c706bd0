package ui

import (
	"context"
	"image"
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// usualSizes are what a file may be asked to keep to, beside what the portal says.
var usualSizes = []message.Bytes{500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000}

// maxChoice is the most that a file may have.
func (s *bundleStep) maxChoice() *piece.Choice {
	w, portal := s.w, s.w.shot.Pack.Portal
	any := w.say("ui.bundle.max-any", nil)
	if portal.Verified && portal.Limit > 0 {
		any = w.say("ui.bundle.max-portal", message.Args{"Limit": portal.Limit})
	}
	options := []piece.Option{{Value: "0", Label: any}}
	sizes := slices.Clone(usualSizes)
	for _, size := range []message.Bytes{portal.Aim, portal.Limit, s.sizing().max} {
		if size > 0 {
			sizes = append(sizes, size)
		}
	}
	slices.Sort(sizes)
	for _, size := range slices.Compact(sizes) {
		options = append(options, piece.Option{
			Value: strconv.FormatInt(int64(size), 10), Label: w.say("ui.bundle.max-size", message.Args{"Limit": size}),
		})
	}
	return piece.NewChoice("bundle.max", "", options, strconv.FormatInt(int64(s.sizing().max), 10), func(value string) {
		size, _ := strconv.ParseInt(value, 10, 64) // one of those above
		s.resize(func(now *sizing) { now.max = message.Bytes(size) })
	})
}

// filesChoice is into how many files the bundle may be split.
func (s *bundleStep) filesChoice() *piece.Choice {
	w := s.w
	options := []piece.Option{
		{Value: "0", Label: w.say("ui.bundle.files-several", nil)},
		{Value: "1", Label: w.say("ui.bundle.files-one", nil)},
	}
	return piece.NewChoice("bundle.files", "", options, strconv.Itoa(s.sizing().parts), func(value string) {
		files, _ := strconv.Atoi(value) // one of those above
		s.resize(func(now *sizing) { now.parts = files })
	})
}

// sizeKept is the size of a bundle that may have so much at most: of its largest
// file, where it is in several.
func (s *bundleStep) sizeKept(planned session.Planned) fyne.CanvasObject {
	w := s.w
	var largest message.Bytes
	for _, plan := range planned.Parts {
		largest = max(largest, message.Bytes(plan.Expected))
	}
	id := "ui.bundle.size-kept"
	if len(planned.Parts) > 1 {
		id = "ui.bundle.size-kept-parts"
	}
	parts := []fyne.CanvasObject{
		piece.Line(w.say("ui.bundle.size", nil), look.TextBody, look.Ink, true),
		piece.NewMeter(float64(largest), float64(planned.MaxSize), piece.Met),
	}
	if len(planned.Parts) == 0 {
		return piece.Stack(look.Gap8, parts[0], piece.NewMeter(1, 1, piece.Missing),
			piece.Grow(piece.StateIcon(piece.Missing, 16), piece.Body(w.say("ui.bundle.size-not-kept", message.Args{"Limit": planned.MaxSize})), nil))
	}
	said := w.say(id, message.Args{"Size": largest, "Limit": planned.MaxSize, "Count": len(planned.Parts)})
	parts = append(parts, piece.Grow(piece.StateIcon(piece.Met, 16), piece.Body(said), nil))
	if len(planned.Parts) > 1 && !w.shot.Pack.Portal.Verified {
		parts = append(parts, piece.Small(w.say("ui.bundle.files-unconfirmed", nil)))
	}
	return piece.Stack(look.Gap8, parts...)
}

// follow is the plan on the screen, to be made as it stands there; nil where there
// is none.
func (s *bundleStep) follow() *session.Planned {
	p := &s.planning
	if !p.known || p.busy || p.err != nil {
		return nil
	}
	planned := p.planned
	return &planned
}

// mostShrunk is how many of the pages with smaller pictures are listed.
const mostShrunk = 12

// shrunk lists the pages whose pictures go in smaller; each shows itself before and
// after.
func (s *bundleStep) shrunk() []fyne.CanvasObject {
	w := s.w
	var rows []piece.RowItem
	count, before := 0, 0
	for _, plan := range s.planning.planned.Parts {
		for _, document := range plan.Documents {
			for i, page := range document.Pages {
				number := document.First + i
				if !page.Shrunk() {
					continue
				}
				if count++; count > mostShrunk {
					continue
				}
				rows = append(rows, piece.RowItem{
					Key: keyOf("bundle.shrunk", before+number), State: piece.Neutral, Title: document.Title,
					Note: w.say("ui.bundle.shrunk-page", message.Args{
						"Page": number, "Before": message.Bytes(page.Before), "Size": message.Bytes(page.Bytes), "Resolution": page.Resolution,
					}),
					Chevron: true, Tapped: func() { s.compare(plan, page, number) },
				})
			}
		}
		before += plan.Pages
	}
	if count == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{
		piece.Heading(w.say("ui.bundle.shrunk", message.Args{"Count": count})),
		piece.Small(w.say("ui.bundle.shrunk-text", nil)), piece.NewRows(rows),
	}
	if more := count - len(rows); more > 0 {
		parts = append(parts, piece.Small(w.say("ui.bundle.more-pages", message.Args{"Count": more})))
	}
	return []fyne.CanvasObject{piece.Stack(look.Gap8, parts...)}
}

// The size of a page in the comparison, in points at the usual size of text.
const compareWide, compareHigh, compareDialog = 380, 500, 860

// compare shows a page before and after its pictures are made smaller.
func (s *bundleStep) compare(plan bundle.Plan, chosen bundle.PlannedPage, number int) {
	w, desk := s.w, s.w.desk
	wide, high := look.Em(compareWide), look.Em(compareHigh)
	thumbs := [2]*piece.Thumb{piece.NewThumb("bundle.before", wide, high, nil), piece.NewThumb("bundle.after", wide, high, nil)}
	said := [2]string{
		w.say("ui.bundle.before", message.Args{"Size": message.Bytes(chosen.Before)}),
		w.say("ui.bundle.after", message.Args{"Size": message.Bytes(chosen.Bytes), "Resolution": chosen.Resolution}),
	}
	var sides []fyne.CanvasObject
	for i, thumb := range thumbs {
		thumb.SetBusy()
		sides = append(sides, piece.Stack(look.Gap8, thumb, piece.Body(said[i])))
	}
	done := piece.NewButton("bundle.compare.close", w.say("ui.notice.close", nil), piece.Primary, nil, nil)
	dialog := piece.ShowDialog(w.window.Canvas(), w.say("ui.bundle.compare", nil), piece.Columns(compareWide-120, look.Gap16, sides...), done)
	dialog.SetWidth(compareDialog)
	scale := max(1, w.window.Canvas().Scale())
	box := image.Pt(int(2*wide*scale), int(2*high*scale)) // twice, lest the screen hide what is lost
	closed := false
	stop := desk.start(func(ctx context.Context) {
		before, after, err := desk.session.Compared(ctx, plan, number, box)
		w.options.Later(func() {
			if w.desk != desk || closed {
				return
			}
			for i, picture := range []image.Image{before, after} {
				if err != nil {
					thumbs[i].SetProblem(w.say("ui.bundle.no-picture", nil))
				} else {
					thumbs[i].SetImage(picture)
				}
			}
		})
	})
	dialog.OnClosed = func() {
		closed = true
		stop()
	}
}

// checking is a bundle that is held against its record and its documents once more.
type checking struct {
	path string // of its first file; empty: none was asked for
	busy bool
	held []checkedFile
}

// checkedFile is what came of one file.
type checkedFile struct {
	path  string
	found bundle.Checked
	err   error
}

// checkButton has a bundle checked.
func (s *bundleStep) checkButton(b session.Built) fyne.CanvasObject {
	button := piece.NewButton("bundle.check", s.w.say("ui.bundle.check", nil), piece.Secondary, look.Icon("check-circle"), func() { s.check(b) })
	if s.checking.busy {
		button.Disable()
	}
	return button
}

// check holds all files of a bundle against their records and documents, beside the
// window.
func (s *bundleStep) check(b session.Built) {
	w, desk := s.w, s.w.desk
	s.checking = checking{path: b.Path, busy: true}
	s.again()
	desk.start(func(ctx context.Context) {
		var held []checkedFile
		for _, path := range b.Files() {
			found, err := desk.session.CheckBundle(ctx, path)
			held = append(held, checkedFile{path, found, err})
		}
		w.options.Later(func() {
			if w.desk != desk || s.checking.path != b.Path {
				return
			}
			s.checking.busy, s.checking.held = false, held
			s.again()
			s.moveFocus("", "bundle.check")
		})
	})
}

// checked says what came of the last check of a bundle.
func (s *bundleStep) checked(b session.Built) []fyne.CanvasObject {
	w, c := s.w, s.checking
	switch {
	case c.path != b.Path:
		return nil
	case c.busy:
		return []fyne.CanvasObject{piece.NewNotice("bundle.checking", piece.Busy, w.say("ui.bundle.checking", nil), "")}
	}
	var said []fyne.CanvasObject
	for i, held := range c.held {
		key := keyOf("bundle.checked", i+1)
		if held.err != nil {
			what, do := w.loc.Error(held.err)
			said = append(said, piece.NewNotice(key, piece.NotMet, what, do))
			continue
		}
		state, id, do := checkedTexts(held.found)
		said = append(said, piece.NewNotice(key, state, w.say(id, message.Args{"File": filepath.Base(held.path)}), w.sayIf(do)))
	}
	return said
}

// checkedTexts are how a checked bundle stands, what is said of it, and what is to be
// done; "" for nothing.
func checkedTexts(found bundle.Checked) (state piece.State, what, do string) {
	switch {
	case found.Holds():
		return piece.Met, "ui.bundle.check-holds", ""
	case found.Fault != nil:
		return piece.NotMet, "ui.bundle.check-fault", "ui.bundle.check-do"
	case found.Changed:
		return piece.NotMet, "ui.bundle.check-changed", "ui.bundle.check-do"
	}
	return piece.ToConfirm, "ui.bundle.check-sources", "ui.bundle.check-sources-do"
}

// sayIf says a text, where there is one.
func (w *Window) sayIf(id string) string {
	if id == "" {
		return ""
	}
	return w.say(id, nil)
}
