package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// FocusKey returns the key of the piece that has the focus, and "" where none
// has it or it has no key.
func FocusKey(c fyne.Canvas) string {
	if keyed, ok := c.Focused().(Keyed); ok {
		return keyed.Key()
	}
	return ""
}

// FindKey returns the piece with the key in the tree below root, and nil where
// there is none. Within a list that is one stop for Tab, what is found becomes
// that stop, so that it can take the focus.
func FindKey(root fyne.CanvasObject, key string) fyne.CanvasObject {
	if key == "" {
		return nil
	}
	found := trail(root, func(o fyne.CanvasObject) bool {
		keyed, ok := o.(Keyed)
		return ok && keyed.Key() == key
	})
	if len(found) == 0 {
		return nil
	}
	o := found[len(found)-1]
	if r, ok := o.(interface{ stop() }); ok {
		r.stop()
	}
	return o
}

// inside returns what an object holds.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case *widget.PopUp:
		return []fyne.CanvasObject{o.Content}
	case Nest:
		return o.Inside()
	}
	return nil
}

// trail returns the objects from root down to the first that is, and nil where
// none is.
func trail(root fyne.CanvasObject, is func(fyne.CanvasObject) bool) []fyne.CanvasObject {
	if root == nil {
		return nil
	}
	if is(root) {
		return []fyne.CanvasObject{root}
	}
	for _, o := range inside(root) {
		if found := trail(o, is); found != nil {
			return append([]fyne.CanvasObject{root}, found...)
		}
	}
	return nil
}
