package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// Outdent moves a row of quiet buttons to the left by the space inside the first, so
// that what is seen of it is in line with what is above.
func Outdent(row fyne.CanvasObject) fyne.CanvasObject {
	return inset(padded{left: -look.Em(buttonSide)}, row)
}

// head lays out the head of a page: the title with the action at its right, and the
// lead over the whole width below. Where the title has too little room, the action
// stands below both.
type head struct {
	remembered
	title, lead, action fyne.CanvasObject // lead and action may be nil
}

// newHead returns the head of a page.
func newHead(title, lead string, action fyne.CanvasObject) fyne.CanvasObject {
	h := &head{title: Title(title), action: action}
	if lead != "" {
		h.lead = newText(lead, look.TextLead, look.Muted, false)
	}
	return container.New(h, present([]fyne.CanvasObject{h.title, h.lead, h.action})...)
}

// leastHead is the width that a page's title needs beside its action, in points at
// the usual size of text: the longest word of a title.
const leastHead = 220

// leadGap is between the title and the lead.
const leadGap = look.Gap4

// beside returns the width of the title, and that of the action; below: the action
// has too little room at its right.
func (h *head) beside(width float32) (title, action float32, below bool) {
	if !visible(h.action) {
		return width, 0, false
	}
	action = min(wideOf(h.action), width)
	title = width - action - look.Gap24
	if title < min(wideOf(h.title), look.Em(leastHead)) {
		return width, action, true
	}
	return title, action, false
}

// tops returns where the lead and the action below it begin, and the whole height.
func (h *head) tops(width float32) (lead, action, whole float32) {
	title, wide, below := h.beside(width)
	lead = tallOf(h.title, title)
	if wide > 0 && !below {
		lead = max(lead, tallOf(h.action, wide))
	}
	whole = lead
	if visible(h.lead) {
		lead += leadGap
		whole = lead + tallOf(h.lead, width)
	}
	if below {
		action = whole + look.Gap12
		whole = action + tallOf(h.action, wide)
	}
	return lead, action, whole
}

func (h *head) wide([]fyne.CanvasObject) float32 {
	wide := wideOf(h.title)
	if visible(h.action) {
		wide += look.Gap24 + wideOf(h.action)
	}
	if visible(h.lead) {
		wide = max(wide, wideOf(h.lead))
	}
	return wide
}

func (h *head) tall(_ []fyne.CanvasObject, width float32) float32 {
	_, _, whole := h.tops(width)
	return whole
}

func (h *head) thin(o []fyne.CanvasObject) float32 { return leastOf(o) }

func (h *head) MinSize(o []fyne.CanvasObject) fyne.Size { return h.minSize(h, o, h.thin(o)) }

func (h *head) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	title, wide, below := h.beside(size.Width)
	lead, action, _ := h.tops(size.Width)
	place(h.title, 0, 0, title, tallOf(h.title, title))
	if visible(h.lead) {
		place(h.lead, 0, lead, size.Width, tallOf(h.lead, size.Width))
	}
	switch {
	case !visible(h.action):
	case below:
		place(h.action, 0, action, wide, tallOf(h.action, wide))
	default:
		place(h.action, size.Width-wide, 0, wide, tallOf(h.action, wide))
	}
}
