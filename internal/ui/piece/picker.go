package piece

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/ui/look"
)

// Picker adds things out of many: a press or a letter opens an entry with the
// options below that match what is typed. Up and Down go through them while one
// types, Enter adds, Escape closes.
type Picker struct {
	plate
	options []Option
	chosen  []string
	add     func(string)
	find    func(string) []Option
	holder  string
	popup   *overlay
	menu    *menu
	fault   *canvas.Rectangle
}

// NewPicker returns a picker. The values chosen are not offered again. find
// returns the options for what was typed; nil looks for it in the labels,
// whatever the accents.
func NewPicker(key, placeholder string, options []Option, chosen []string, add func(value string), find func(typed string) []Option) *Picker {
	p := &Picker{options: options, chosen: chosen, add: add, find: find, holder: placeholder}
	if find == nil {
		p.find = func(typed string) []Option { return matching(options, typed) }
	}
	label := newText(placeholder, look.TextBody, look.Muted, false)
	label.single = true
	p.space = padded{top: look.Gap8, right: look.Gap8 + 2, bottom: look.Gap8, left: look.Gap8}
	p.least, p.ringGap, p.spoken, p.keys, p.runes = controlHeight, inputRing, placeholder, p.typed, p.letter
	p.fault = newFault()
	p.extra, p.arrange = []fyne.CanvasObject{p.fault}, func(size fyne.Size) { place(p.fault, 0, 0, size.Width, size.Height) }
	p.build(p, key, box(look.Surface, look.Edge, look.RadiusControl),
		newGrow(look.Gap8, picture(look.Icon("plus"), look.Muted, look.Em(16)), label, nil), func() { p.open("") })
	return p
}

func (p *Picker) mark(wrong bool) {
	p.fault.Hidden = !wrong
	p.fault.Refresh()
}

func (p *Picker) wide() float32 { return look.Em(280) }

func (p *Picker) typed(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyDown || ev.Name == fyne.KeyUp {
		p.open("")
		return true
	}
	return false
}

func (p *Picker) letter(r rune) {
	if r != ' ' {
		p.open(string(r))
	}
}

// offered returns what matches and is not chosen yet.
func (p *Picker) offered(typed string) []Option {
	return slices.DeleteFunc(slices.Clone(p.find(typed)), func(o Option) bool { return slices.Contains(p.chosen, o.Value) })
}

// open shows the entry, in the picker's own place, and the options below it.
func (p *Picker) open(typed string) {
	p.menu = newMenu(p.key+"/options", p.offered(typed), "", p.take)
	entry := NewEntry(p.key+"/typed", typed, p.holder, p.search, nil)
	entry.CursorColumn = len([]rune(typed))
	entry.keys = p.menu.handle
	all := &found{entry: entry, menu: p.menu}
	card := inset(evenly(look.Gap4+1), floating(look.RadiusControl+2), all.container())
	least := p.menu.want(max(p.Size().Width, look.Em(260))).Width
	c := canvasOf(p)
	if c == nil {
		return
	}
	p.popup = newOverlay(c, card, look.Clear)
	p.popup.outside = true
	p.popup.place = over(p, func(room fyne.Size) fyne.Size {
		return cardSize(p.menu, fyne.NewSize(least, all.high(p.menu.want(least).Height)), room)
	})
	p.popup.show(entry)
}

// over returns the place for a card on top of its anchor, inside the window.
func over(anchor fyne.CanvasObject, want func(most fyne.Size) fyne.Size) func(fyne.Size) (fyne.Position, fyne.Size) {
	return func(window fyne.Size) (fyne.Position, fyne.Size) {
		at := At(anchor).SubtractXY(look.Gap4+1, look.Gap4+1)
		edge := look.Gap8
		size := want(fyne.NewSize(window.Width-2*edge, window.Height-2*edge))
		return fyne.NewPos(max(edge, min(at.X, window.Width-edge-size.Width)),
			max(edge, min(at.Y, window.Height-edge-size.Height))), size
	}
}

func (p *Picker) search(typed string) {
	p.menu.chosen = ""
	p.menu.show(p.offered(typed))
	if p.popup != nil {
		p.popup.Refresh()
	}
}

func (p *Picker) take(o Option) {
	p.popup.hide()
	p.popup = nil
	if p.add != nil {
		p.add(o.Value)
	}
}

// found lays out the entry with its options below, which take what is left.
type found struct {
	entry *Entry
	menu  *menu
}

func (f *found) container() *fyne.Container {
	return &fyne.Container{Layout: f, Objects: []fyne.CanvasObject{f.entry, f.menu}}
}

func (f *found) high(menu float32) float32 { return f.entry.MinSize().Height + look.Gap4 + menu }

func (f *found) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.entry.MinSize().Width, f.high(f.menu.rowHeight()))
}

func (f *found) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h := f.entry.MinSize().Height
	place(f.entry, 0, 0, size.Width, h)
	place(f.menu, 0, h+look.Gap4, size.Width, size.Height-h-look.Gap4)
}
