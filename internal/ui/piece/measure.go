package piece

import "fyne.io/fyne/v2"

// WideOf returns the width at which an object shows all its texts unbroken.
func WideOf(o fyne.CanvasObject) float32 { return wideOf(o) }

// TallOf returns the height that an object needs at a width.
func TallOf(o fyne.CanvasObject, width float32) float32 { return tallOf(o, width) }
