package choose

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// A handle is what the system calls our window, so that its dialogs stay in
// front of it; empty where that is not known.
type handle struct {
	windows uintptr // HWND
	portal  string  // as the XDG portals want it
}

func windowHandle(w fyne.Window) (h handle) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return h
	}
	native.RunNative(func(context any) {
		switch context := context.(type) {
		case driver.WindowsWindowContext:
			h.windows = context.HWND
		case driver.X11WindowContext:
			h.portal = fmt.Sprintf("x11:%x", context.WindowHandle)
		}
	})
	return h
}
