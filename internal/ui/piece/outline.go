package piece

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/reader"
)

// Told is a piece that says more to a screen reader than a name: Tell fills in what it
// is and how it stands.
type Told interface{ Tell(t *reader.Thing) }

// Outline returns what a screen reader is told of a canvas: what lies on top of all
// else, or the page, and in it every text and control in the order in which one reads,
// those that are scrolled away too.
func Outline(c fyne.Canvas) []reader.Thing {
	all := roots(c)
	if len(all) == 0 {
		return nil
	}
	top := reader.Thing{ID: "page", Role: reader.Group}
	if over, ok := all[0].(*overlay); ok {
		over.Tell(&top)
	}
	o := &outline{canvas: c, seen: map[any]int{}}
	o.place(&top, fyne.Position{}, c.Size())
	o.walk(all[0], fyne.Position{}, span{fyne.Position{}, fyne.NewPos(c.Size().Width, c.Size().Height)}, false)
	if c.Focused() == nil {
		atTitle(o.things)
	}
	top.Inside = o.things
	return []reader.Thing{top}
}

// A span is a part of the window, from its one corner to the opposite.
type span struct{ from, to fyne.Position }

// within is the part of it that a thing's place has, too; it may be none.
func (s span) within(at fyne.Position, size fyne.Size) span {
	return span{
		fyne.NewPos(max(s.from.X, at.X), max(s.from.Y, at.Y)),
		fyne.NewPos(min(s.to.X, at.X+size.Width), min(s.to.Y, at.Y+size.Height)),
	}
}

func (s span) empty() bool { return s.to.X <= s.from.X || s.to.Y <= s.from.Y }

type outline struct {
	canvas fyne.Canvas
	things []reader.Thing
	seen   map[any]int // how often an ID was given
}

// atTitle has a reader begin with the title where nothing has the keyboard, as when
// another page has come; false where there is none.
func atTitle(things []reader.Thing) bool {
	for i, t := range things {
		if t.Role == reader.Heading && t.Level == 1 {
			things[i].State |= reader.Focusable | reader.Focused
			return true
		}
		if atTitle(t.Inside) {
			return true
		}
	}
	return false
}

// walk goes through an object at a place, of which a part is seen. What stands on a
// control is said with it, but for controls of its own.
func (o *outline) walk(object fyne.CanvasObject, from fyne.Position, seen span, onControl bool) {
	if object == nil || !object.Visible() {
		return
	}
	at := from.Add(object.Position())
	_, takesKeys := object.(fyne.Focusable)
	if thing, is := o.thing(object); is && (takesKeys || !onControl) {
		o.place(&thing, at, object.Size())
		if seen.within(at, object.Size()).empty() {
			thing.State |= reader.Hidden
		}
		thing.ID = o.unique(thing)
		o.things = append(o.things, thing)
		onControl = true
	}
	scroll := scrollOf(object) != nil
	before := o.things
	if scroll {
		seen, o.things = seen.within(at, object.Size()), nil
	}
	for _, each := range inside(object) {
		o.walk(each, at, seen, onControl)
	}
	if scroll {
		o.things = o.gather(before, at, object.Size())
	}
}

// A gathered thing is what scrolls together.
type gathered struct{ first any }

// gather makes one thing of what scrolls together, known by what stands first in it:
// when another page has come, a reader is told of that alone and not of a hundred
// things that went and came.
func (o *outline) gather(before []reader.Thing, at fyne.Position, size fyne.Size) []reader.Thing {
	if len(o.things) == 0 {
		return before
	}
	group := reader.Thing{Role: reader.Group, ID: gathered{o.things[0].ID}, Inside: o.things}
	group.ID = o.unique(group)
	o.place(&group, at, size)
	return append(before, group)
}

// thing is what an object is to a reader; false where it is nothing.
func (o *outline) thing(object fyne.CanvasObject) (reader.Thing, bool) {
	said, ok := object.(fyne.Accessible)
	if !ok || said.AccessibilityRole() == fyne.AccessibleRoleContainer {
		return reader.Thing{}, false
	}
	t := reader.Thing{Name: said.AccessibilityLabel(), Role: reader.Picture}
	if keyed, ok := object.(Keyed); ok && keyed.Key() != "" {
		t.ID = keyed.Key()
	}
	if focusable, ok := object.(fyne.Focusable); ok {
		t.State |= reader.Focusable
		t.Focus = func() { o.canvas.Focus(focusable) }
		if o.canvas.Focused() == focusable {
			t.State |= reader.Focused
		}
	}
	if told, ok := object.(Told); ok {
		told.Tell(&t)
	}
	if t.State&reader.Disabled != 0 {
		t.State &^= reader.Focusable
		t.Press, t.Focus = nil, nil
	}
	return t, t.Name != "" || t.Focus != nil
}

// A nameless thing is known again by what it is and says.
type nameless struct {
	role reader.Role
	name string
}

// A repeated thing is one of several with the same ID.
type repeated struct {
	id    any
	count int
}

// unique is a thing's ID, which nothing else on the window has.
func (o *outline) unique(t reader.Thing) any {
	id := t.ID
	if id == nil {
		id = nameless{t.Role, t.Name}
	}
	o.seen[id]++
	if count := o.seen[id]; count > 1 {
		return repeated{id, count}
	}
	return id
}

// place tells where a thing is, in pixels.
func (o *outline) place(t *reader.Thing, at fyne.Position, size fyne.Size) {
	scale := o.canvas.Scale()
	t.X, t.Y = int(at.X*scale), int(at.Y*scale)
	t.Width, t.Height = int(size.Width*scale), int(size.Height*scale)
}

// A handy thing shows several of which one is at hand. To a reader each is a thing of
// its own, so that it says which one the keys came to.
type handy struct{ key, name string }

// tellRow tells of the row at hand.
func tellRow(t *reader.Thing, key string, press func()) {
	t.ID, t.Role, t.Press = handy{key, t.Name}, reader.Row, press
	t.State |= reader.Selected
}

// Tell is a reader's: a dialog with its title, else what a press has opened.
func (o *overlay) Tell(t *reader.Thing) {
	t.ID, t.Role = o, reader.Popup
	if o.title != nil {
		t.Role, t.Name = reader.Dialog, o.title()
	}
}

// Tell is a reader's: a text, a heading with its level, or news.
func (t *text) Tell(to *reader.Thing) {
	to.Role = reader.Text
	switch {
	case t.news:
		to.Role = reader.News
	case t.size == look.TextTitle:
		to.Role, to.Level = reader.Heading, 1
	case t.size == look.TextHeading:
		to.Role, to.Level = reader.Heading, 2
	case t.size == look.TextLead && t.style.Bold:
		to.Role, to.Level = reader.Heading, 3
	}
}

// Tell is a reader's: something to press, unless there is nothing to it.
func (p *plate) Tell(t *reader.Thing) {
	t.Role = reader.Button
	if p.pressed != nil {
		t.Press = p.press
	}
	tellStanding(t, p.Disabled(), p.called)
}

// tellStanding tells whether a control can be used, and whether what stands in it does.
func tellStanding(t *reader.Thing, disabled bool, called naming) {
	t.Help = called.help
	if disabled {
		t.State |= reader.Disabled
	}
	if called.wrong != "" {
		t.State |= reader.Wrong
	}
}

// Tell is a reader's.
func (t *Thumb) Tell(to *reader.Thing) {
	t.plate.Tell(to)
	if t.pressed == nil {
		to.Role, to.Focus = reader.Picture, nil
		to.State &^= reader.Focusable
	}
}

// Tell is a reader's: whether the box is ticked.
func (c *Check) Tell(t *reader.Thing) {
	c.plate.Tell(t)
	t.Role = reader.Check
	if c.on {
		t.State |= reader.Checked
	}
}

// Tell is a reader's: whether the option is the chosen one.
func (r *radioRow) Tell(t *reader.Thing) {
	r.plate.Tell(t)
	t.ID, t.Role, t.Press = handy{r.key, r.value}, reader.Radio, func() { r.Tapped(nil) }
	if r.place == r.radio.now {
		t.State |= reader.Checked
	}
}

// Tell is a reader's: what is chosen.
func (c *Choice) Tell(t *reader.Thing) {
	c.plate.Tell(t)
	t.Role, t.Value = reader.Choice, c.spoken
}

// Tell is a reader's: what is chosen, each time that it is another.
func (s *segments) Tell(t *reader.Thing) {
	s.plate.Tell(t)
	t.ID, t.Role, t.Value = handy{s.key, t.Name}, reader.Choice, s.spoken
	t.Press = func() { s.choose((s.now + 1) % max(1, len(s.options))) }
}

// Tell is a reader's: a step, and whether it is the one that is shown.
func (t *navTab) Tell(to *reader.Thing) {
	t.plate.Tell(to)
	to.Role = reader.Tab
	if t.item.Selected {
		to.State |= reader.Selected
	}
}

// Tell is a reader's: what is asked, and what stands there.
func (e *Entry) Tell(t *reader.Thing) {
	t.Role, t.Name = reader.Entry, e.called.with("")
	if e.called == (naming{}) {
		t.Name = e.PlaceHolder
	}
	t.Value, t.At = e.Text, e.CursorTextOffset()
	if e.Password {
		t.Role, t.Value = reader.Secret, dots(e.Text)
	}
	if e.MultiLine {
		t.State |= reader.Lines
	}
	tellStanding(t, e.Disabled(), e.called)
}

// dots are as many as a secret has characters.
func dots(secret string) string {
	all := []rune(secret)
	for i := range all {
		all[i] = '•'
	}
	return string(all)
}

// Tell is a reader's: the option at hand. While one types above the options it is
// read as it comes to hand.
func (m *menu) Tell(t *reader.Thing) {
	tellRow(t, m.key, m.take)
	if t.State&reader.Focused == 0 {
		t.Role = reader.News
	}
}

// Tell is a reader's: the row at hand.
func (l *List) Tell(t *reader.Thing) { tellRow(t, l.key, nil) }

// Tell is a reader's: the page at hand.
func (s *Sheets) Tell(t *reader.Thing) { tellRow(t, s.key, nil) }

// Tell is a reader's: the day at hand.
func (d *days) Tell(t *reader.Thing) { tellRow(t, d.key, nil) }
