package piece

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// Field is a control with its label above it, a help and an error below it.
type Field struct {
	widget.BaseWidget
	control fyne.CanvasObject
	all     *fyne.Container
	help    fyne.CanvasObject
	note    *text
	wrong   fyne.CanvasObject
	words   *text
	label   string
	helps   string
	subject string
}

// naming is what a field says of the control in it, for a screen reader: its label,
// what is wrong, what helps to fill it in, and of which of several things it is.
type naming struct{ label, wrong, help, subject string }

// with returns label, value and what is wrong, one after the other; of what it is,
// unless the value says so.
func (n naming) with(value string) string {
	var parts []string
	subject := n.subject
	if subject != "" && strings.Contains(value, subject) {
		subject = ""
	}
	for _, part := range []string{subject, n.label, value, n.wrong} {
		if part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// named is a control that a field gives a name.
type named interface{ name(naming) }

// tell gives the control its name, or each of those that stand in its place.
func (f *Field) tell() { tell(f.control, naming{f.label, f.words.words, f.helps, f.subject}) }

// Call gives a control whose field shows no label the words that a screen reader says,
// as what stands above says them to those who see.
func Call(o fyne.CanvasObject, words string) { tell(o, naming{label: words}) }

// About has a screen reader say of each control in an object what it is about: where
// several things are below each other, each with the same controls.
func About(subject string, o fyne.CanvasObject) fyne.CanvasObject {
	if o == nil {
		return nil
	}
	switch o := o.(type) {
	case *Field:
		o.subject = subject
		o.tell()
		return o
	case interface{ about(subject string) }:
		o.about(subject)
	}
	for _, each := range inside(o) {
		About(subject, each)
	}
	return o
}

func tell(o fyne.CanvasObject, n naming) {
	switch o := o.(type) {
	case *Field:
		o.label = n.label
		o.tell()
	case named:
		o.name(n)
	case *fyne.Container:
		for _, each := range o.Objects {
			tell(each, n)
		}
	}
}

// NewField returns a control with its label and help, "" for none.
func NewField(label, help string, control fyne.CanvasObject) *Field {
	f := &Field{control: control, label: label, helps: help, words: newText("", look.TextSmall, look.Missing, false)}
	f.tell()
	f.wrong = newGrow(6, picture(look.Icon("warning"), look.Missing, look.Em(14)), f.words, nil)
	f.wrong.(*fyne.Container).Layout.(*grow).top = true
	f.wrong.Hide()
	parts := []fyne.CanvasObject{control}
	if label != "" {
		parts = []fyne.CanvasObject{newText(label, look.TextBody, look.Ink, true), control}
	}
	if help != "" {
		f.help = Small(help)
		parts = append(parts, f.help)
	}
	f.note = newText("", look.TextSmall, look.Ink, false)
	f.note.Hide()
	f.all = Stack(6, append(parts, f.note, f.wrong)...).(*fyne.Container)
	f.ExtendBaseWidget(f)
	return f
}

// markable is a control whose border can say that something is wrong.
type markable interface{ mark(wrong bool) }

// SetError says below the control what is wrong with what stands in it; ""
// clears it.
func (f *Field) SetError(words string) {
	if f.words.words == words {
		return
	}
	f.words.set(words)
	f.tell()
	if words == "" {
		f.wrong.Hide()
	} else {
		f.wrong.Show()
	}
	if control, ok := f.control.(markable); ok {
		control.mark(words != "")
	}
	f.Refresh()
	settle(f)
}

// SetNote says below the control what is to be known of what stands in it; "" clears
// it.
func (f *Field) SetNote(words string) {
	if f.note.words == words {
		return
	}
	f.note.set(words)
	f.note.Hidden = words == ""
	f.Refresh()
	settle(f)
}

// Inside returns label, control, help and error.
func (f *Field) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{f.all} }

func (f *Field) wide() float32              { return wideOf(f.all) }
func (f *Field) tall(width float32) float32 { return tallOf(f.all, width) }
func (f *Field) thin() float32              { return leastWidth(f.all) }
func (f *Field) layout(size fyne.Size)      { place(f.all, 0, 0, size.Width, size.Height) }

// MinSize is Fyne's.
func (f *Field) MinSize() fyne.Size { return f.all.MinSize() }

// CreateRenderer is Fyne's.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return wrapping(f.all, f.layout, f.Size) }
