package main

import (
	"bytes"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// The exit statuses, as dossierctl has them.
const (
	statusDone       = 0
	statusBadInput   = 2
	statusUnfinished = 3
)

// Why no window may be able to open.
var (
	errNoScreen = message.Unfinished("window-no-screen", nil, nil)
	errNoOpenGL = message.Unfinished("window-no-opengl", nil, nil)
	// Windows on a remote desktop or in a virtual machine often has none.
	errNoOpenGLOnWindows = message.Unfinished("window-no-opengl-windows", nil, nil)
)

// noOpenGL is the error on a system.
func noOpenGL(system string) *message.Error {
	if system == "windows" {
		return errNoOpenGLOnWindows
	}
	return errNoOpenGL
}

// cannotOpen is what Fyne 2.8.1 logs when it cannot open a window. It returns no
// error, and then panics, waits for ever or ends the program without a word.
func cannotOpen(logged []byte, system string) *message.Error {
	for _, sign := range []struct {
		text string
		err  *message.Error
	}{
		{"failed to initialise GLFW", errNoScreen},
		{"window creation error", noOpenGL(system)},
		{"failed to initialise OpenGL", noOpenGL(system)},
	} {
		if bytes.Contains(logged, []byte("Fyne error:  "+sign.text)) {
			return sign.err
		}
	}
	return nil
}

// isOpen reports whether the system has made windows of all of these. Where a
// graphics driver fails in a way of its own, GLFW returns neither a window nor
// an error, and Fyne goes on without one, for ever.
func isOpen(windows []fyne.Window) bool {
	for _, w := range windows {
		native, ok := w.(driver.NativeWindow)
		if !ok {
			continue
		}
		missing := false
		native.RunNative(func(context any) {
			switch c := context.(type) {
			case driver.WindowsWindowContext:
				missing = c.HWND == 0
			case driver.X11WindowContext:
				missing = c.WindowHandle == 0
			case driver.WaylandWindowContext:
				missing = c.WaylandSurface == 0
			case driver.MacWindowContext:
				missing = c.NSWindow == 0
			}
		})
		if missing {
			return false
		}
	}
	return true
}

// watcher passes on what is logged, but for the line that says that no window
// can open: with that, failed ends the program. Fyne logs it on the window's
// goroutine.
type watcher struct {
	next   io.Writer
	system string
	failed func(*message.Error)
}

// Write takes one line of the log.
func (w watcher) Write(line []byte) (int, error) {
	if err := cannotOpen(line, w.system); err != nil {
		w.failed(err)
		return len(line), nil
	}
	return w.next.Write(line)
}

// panicked is the error of a panic on the window's goroutine: a graphics driver
// that has less than it said, or a fault of the program.
func panicked(stack []byte, system string) *message.Error {
	for _, room := range []string{"/internal/painter/gl.", "github.com/go-gl/"} {
		if bytes.Contains(stack, []byte(room)) {
			return noOpenGL(system)
		}
	}
	return message.Unfinished("internal", nil, nil)
}

// sentences are what is wrong and what to do, in every language of the program:
// when no window opens, nobody has chosen one. The given language comes first.
func sentences(err error, first i18n.Lang) string {
	langs := i18n.Languages()
	slices.SortStableFunc(langs, func(a, b i18n.Lang) int {
		switch first {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	var paragraphs []string
	for _, lang := range langs {
		loc, broken := i18n.New(lang)
		if broken != nil {
			continue
		}
		for _, pair := range loc.Errors(err) {
			paragraphs = append(paragraphs, pair.What+"\n"+pair.Do)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// guard runs the window's goroutine and, where that panics, has failed told why.
// What went wrong inside the program goes to the log for whoever mends it.
func guard(system string, log io.Writer, failed func(*message.Error), run func()) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		stack := debug.Stack()
		err := panicked(stack, system)
		if err.ID == "internal" {
			_, _ = fmt.Fprintf(log, "%v\n%s", cause, stack)
		}
		failed(err)
	}()
	run()
}
