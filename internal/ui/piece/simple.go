package piece

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/ui/look"
)

type State int

const (
	Neutral State = iota
	Met
	NotMet
	ToConfirm
	Unanswered
	Done
	Missing
	Todo
	Busy
)

func Badge(s State, word string) fyne.CanvasObject { return Small(word) }
func StateIcon(s State, size float32) fyne.CanvasObject {
	return icon(look.Icon("check"), look.Met, size)
}
func Quote(text string) fyne.CanvasObject       { return Muted(text) }
func Fact(label, text string) fyne.CanvasObject { return Stack(2, Small(label), Body(text)) }
func Card(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return inset(padded{top: 16, right: 16, bottom: 16, left: 16}, box(look.Surface, look.Line, look.RadiusCard), Stack(look.Gap12, parts...))
}
func Page(title, lead string, action fyne.CanvasObject, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return inset(padded{top: 32, right: 40, bottom: 32, left: 40, most: 920}, Stack(look.Gap24, append([]fyne.CanvasObject{Grow(nil, Stack(4, Title(title), Muted(lead)), action)}, parts...)...))
}
func Scroll(content fyne.CanvasObject) *container.Scroll { return container.NewVScroll(content) }

type Kind int

const (
	Secondary Kind = iota
	Primary
	Quiet
	Danger
)

type Button struct {
	widget.Button
	key string
}

func NewButton(key, label string, kind Kind, icon fyne.Resource, tapped func()) *Button {
	b := &Button{key: key}
	b.Text, b.OnTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}
func (b *Button) Key() string { return b.key }

type ActionCard struct {
	Key                            string
	State                          State
	StateWord, Title, Text, Action string
	Primary                        bool
	Tapped                         func()
}

func NewActionCard(a ActionCard) fyne.CanvasObject {
	return Card(Grow(nil, Stack(4, Strong(a.Title), Muted(a.Text)), NewButton(a.Key, a.Action, Primary, nil, a.Tapped)))
}

type RowItem struct {
	Key               string
	State             State
	Word, Title, Note string
	Chevron, Selected bool
	Tapped            func()
}

func NewRows(items []RowItem) fyne.CanvasObject {
	s := []fyne.CanvasObject{}
	for _, i := range items {
		s = append(s, Grow(Badge(i.State, i.Word), Body(i.Title), nil))
	}
	return Card(s...)
}

type NavItem struct {
	Key, Title, Word string
	State            State
	Selected         bool
	Tapped           func()
}
type Nav struct {
	widget.BaseWidget
	items *fyne.Container
}

func NewNav(items []NavItem) *Nav {
	n := &Nav{items: container.NewVBox()}
	n.ExtendBaseWidget(n)
	n.Update(items)
	return n
}
func (n *Nav) Update(items []NavItem) {
	n.items.RemoveAll()
	for _, i := range items {
		n.items.Add(NewButton(i.Key, i.Title, Quiet, nil, i.Tapped))
	}
}
func (n *Nav) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.items) }
func (n *Nav) Inside() []fyne.CanvasObject         { return []fyne.CanvasObject{n.items} }

func NewSwitch(key string, options []Option, selected string, changed func(value string)) fyne.CanvasObject {
	return NewRadio(key, options, selected, changed)
}
func NewMeter(done, of float64, s State) fyne.CanvasObject {
	p := widget.NewProgressBar()
	p.Max, p.Value = of, done
	return p
}

type Progress struct{ widget.ProgressBar }

func NewProgress() *Progress            { p := &Progress{}; p.Max = 1; p.ExtendBaseWidget(p); return p }
func (p *Progress) SetText(text string) { p.TextFormatter = func() string { return text }; p.Refresh() }

type Field struct {
	widget.BaseWidget
	all *fyne.Container
	err *text
}

func NewField(label, help string, control fyne.CanvasObject) *Field {
	f := &Field{err: newText("", look.TextSmall, look.Missing, false)}
	f.err.Hide()
	f.all = Stack(look.Gap4, Body(label), control, Small(help), f.err).(*fyne.Container)
	f.ExtendBaseWidget(f)
	return f
}
func (f *Field) SetError(text string) {
	f.err.set(text)
	if text == "" {
		f.err.Hide()
	} else {
		f.err.Show()
	}
	f.Refresh()
}
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.all) }
func (f *Field) Inside() []fyne.CanvasObject         { return []fyne.CanvasObject{f.all} }

type Entry struct {
	widget.Entry
	key  string
	left func()
}

func NewEntry(key, text, placeholder string, changed func(string), left func()) *Entry {
	e := &Entry{key: key, left: left}
	e.Text, e.PlaceHolder, e.OnChanged = text, placeholder, changed
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}
func NewArea(key, text, placeholder string, rows int, changed func(string), left func()) *Entry {
	e := NewEntry(key, text, placeholder, changed, left)
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.SetMinRowsVisible(rows)
	return e
}
func (e *Entry) Key() string                           { return e.key }
func (e *Entry) State() (text string, row, column int) { return e.Text, e.CursorRow, e.CursorColumn }
func (e *Entry) Restore(text string, row, column int) {
	e.Text, e.CursorRow, e.CursorColumn = text, row, column
	e.Refresh()
}
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.left != nil {
		e.left()
	}
}

type Choice struct {
	widget.Select
	key string
}

func NewChoice(key, placeholder string, options []Option, selected string, changed func(value string)) *Choice {
	c := &Choice{key: key}
	c.PlaceHolder = placeholder
	for _, o := range options {
		c.Options = append(c.Options, o.Label)
		if o.Value == selected {
			c.Selected = o.Label
		}
	}
	c.OnChanged = func(label string) {
		for _, o := range options {
			if o.Label == label {
				changed(o.Value)
			}
		}
	}
	c.ExtendBaseWidget(c)
	return c
}
func (c *Choice) Key() string { return c.key }

type Check struct {
	widget.Check
	key string
}

func NewCheck(key, label string, on bool, changed func(bool)) *Check {
	c := &Check{key: key}
	c.Text, c.Checked, c.OnChanged = label, on, changed
	c.ExtendBaseWidget(c)
	return c
}
func (c *Check) Key() string { return c.key }

func NewRadio(key string, options []Option, selected string, changed func(string)) fyne.CanvasObject {
	return NewChoice(key, "", options, selected, changed)
}

type DateWords struct {
	Months                                   [12]string
	Weekdays                                 [7]string
	Placeholder, Open, Previous, Next, Today string
}
type DateField struct{ *Entry }

func NewDateField(key string, text string, words DateWords, changed func(text string), left func()) *DateField {
	return &DateField{NewEntry(key, text, words.Placeholder, changed, left)}
}
func ParseDate(text string, months [][12]string) (civil.Date, bool) {
	d, err := civil.Parse(text)
	return d, err == nil
}

type Picker struct{ *Entry }

func NewPicker(key, placeholder string, options []Option, chosen []string, add func(value string), find func(typed string) []Option) *Picker {
	return &Picker{NewEntry(key, "", placeholder, nil, nil)}
}
func NewChips(key string, items []Option, removeWord func(label string) string, remove func(value string)) fyne.CanvasObject {
	var s []fyne.CanvasObject
	for _, i := range items {
		s = append(s, NewButton(key+"/"+i.Value, i.Label, Secondary, nil, func() { remove(i.Value) }))
	}
	return Row(8, s...)
}
func NewNotice(key string, s State, what, do string, actions ...*Button) fyne.CanvasObject {
	var r []fyne.CanvasObject
	for _, b := range actions {
		r = append(r, b)
	}
	return Card(Strong(what), Body(do), Row(8, r...))
}
func NewToast(key, text, action string, tapped func()) fyne.CanvasObject {
	return Card(Grow(nil, Body(text), NewButton(key, action, Secondary, nil, tapped)))
}
func Empty(icon, title, text string, action *Button) fyne.CanvasObject {
	if action == nil {
		return Stack(12, Heading(title), Muted(text))
	}
	return Stack(12, Heading(title), Muted(text), Row(0, action))
}

type Thumb struct {
	widget.BaseWidget
	key   string
	image *canvas.Image
}

func NewThumb(key string, width, height float32, tapped func()) *Thumb {
	t := &Thumb{key: key, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	t.image.SetMinSize(fyne.NewSize(width, height))
	t.ExtendBaseWidget(t)
	return t
}
func (t *Thumb) SetImage(i image.Image)              { t.image.Image = i; t.image.Refresh() }
func (t *Thumb) SetBusy()                            {}
func (t *Thumb) SetProblem(text string)              {}
func (t *Thumb) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.image) }
func (t *Thumb) Key() string                         { return t.key }

type Dialog struct {
	OnClosed func()
	pop      *widget.PopUp
}

func ShowDialog(c fyne.Canvas, title string, body fyne.CanvasObject, buttons ...*Button) *Dialog {
	var r []fyne.CanvasObject
	for _, b := range buttons {
		r = append(r, b)
	}
	d := &Dialog{pop: widget.NewModalPopUp(Stack(16, Heading(title), body, Row(8, r...)), c)}
	d.pop.Show()
	return d
}
func (d *Dialog) Hide() {
	d.pop.Hide()
	if d.OnClosed != nil {
		d.OnClosed()
	}
}
