package ui_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// A monkey does to a window whatever comes to its mind.
type monkey struct {
	*hall
	*rand.Rand
	did []string // the last things, to tell where it broke
}

// habits are what a monkey does, each as often as it stands here.
var habits = []struct {
	name string
	do   func(m *monkey)
}{
	{"tap", (*monkey).tapSomewhere}, {"tap", (*monkey).tapSomewhere}, {"tap", (*monkey).tapSomewhere},
	{"tap", (*monkey).tapSomewhere}, {"tap", (*monkey).tapSomewhere}, {"tap", (*monkey).tapSomewhere},
	{"button", (*monkey).tapSomething}, {"button", (*monkey).tapSomething}, {"button", (*monkey).tapSomething},
	{"key", (*monkey).pressSomething}, {"key", (*monkey).pressSomething}, {"key", (*monkey).pressSomething},
	{"type", (*monkey).typeSomething}, {"type", (*monkey).typeSomething},
	{"tab", func(m *monkey) { m.canvas().FocusNext() }}, {"tab back", func(m *monkey) { m.canvas().FocusPrevious() }},
	{"step", func(m *monkey) { m.window.Visit(steps[m.IntN(len(steps))]) }},
	{"language", func(m *monkey) { m.window.Speak([]string{"en", "fr"}[m.IntN(2)]) }},
	{"theme", func(m *monkey) { m.window.Theme() }},
	{"text", func(m *monkey) { m.window.LargerText(float64(m.IntN(9)-4) / 8) }},
	{"size", func(m *monkey) { m.size(float32(m.IntN(2000)), float32(m.IntN(1500))) }},
	{"scroll", func(m *monkey) { test.Scroll(m.canvas(), m.somewhere(), 0, float32(m.IntN(800)-400)) }},
	{"another day", func(m *monkey) { m.window.AskAsOf() }},
	{"settings", func(m *monkey) {
		m.window.Press(&desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault})
	}},
	{"new", func(m *monkey) { m.window.AskNew() }},
	{"undo", func(m *monkey) { m.window.Press(&fyne.ShortcutUndo{}) }},
	{"redo", func(m *monkey) { m.window.Press(&fyne.ShortcutRedo{}) }},
	{"drop", func(m *monkey) { m.window.Receive(filepath.Join(m.dir, "nowhere.pdf")) }},
	{"open", func(m *monkey) { m.window.Open(m.sample()) }},
	{"wait", func(m *monkey) { m.settle() }}, {"wait", func(m *monkey) { m.settle() }},
}

func (m *monkey) somewhere() fyne.Position {
	size := m.canvas().Size()
	return fyne.NewPos(m.Float32()*size.Width, m.Float32()*size.Height)
}

func (m *monkey) tapSomewhere() { test.TapCanvas(m.canvas(), m.somewhere()) }

// tapSomething presses one of the buttons on the screen, but none that leaves
// the program.
func (m *monkey) tapSomething() {
	root := m.canvas().Overlays().Top()
	if root == nil {
		root = m.canvas().Content()
	}
	var buttons []*piece.Button
	eachSeen(root, func(o fyne.CanvasObject) {
		if button, ok := o.(*piece.Button); ok && !button.Disabled() {
			buttons = append(buttons, button)
		}
	})
	if len(buttons) > 0 {
		button := buttons[m.IntN(len(buttons))]
		m.note(button.Key())
		test.Tap(button)
	}
}

var monkeyKeys = []fyne.KeyName{
	fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
	fyne.KeyReturn, fyne.KeyEscape, fyne.KeySpace, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyTab, fyne.KeyF1,
}

// pressSomething presses a key as the toolkit hands it on, now and then with
// Ctrl.
func (m *monkey) pressSomething() {
	if m.IntN(6) == 0 {
		key := fyne.KeyName(rune('1' + m.IntN(9)))
		m.window.Press(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
		return
	}
	event := &fyne.KeyEvent{Name: monkeyKeys[m.IntN(len(monkeyKeys))]}
	m.note(string(event.Name))
	if focused := m.canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := m.canvas().OnTypedKey(); typed != nil {
		typed(event)
	}
}

func (m *monkey) typeSomething() {
	focused := m.canvas().Focused()
	if focused == nil {
		return
	}
	for _, r := range []string{"é", "2003-02-28", "?", "=", "🙂", "\u202e", "31 12 9999", "a,b", "\x00"}[m.IntN(9)] {
		if m.canvas().Focused() == focused {
			focused.TypedRune(r)
		}
	}
}

func (m *monkey) note(what string) {
	m.did = append(m.did, what)
	m.did = m.did[max(0, len(m.did)-40):]
}

// TestMonkey lets monkeys at the window: nothing panics or gets stuck, nothing
// raw is said, and the dossier still opens. MONKEY=100000 has each do as much.
func TestMonkey(t *testing.T) {
	count, seeds := 300, []uint64{1, 2, 3}
	if more, err := strconv.Atoi(os.Getenv("MONKEY")); err == nil {
		count, seeds = more, append(seeds, 4, 5, 6, 7, 8, 9, 10, uint64(time.Now().UnixNano()))
	}
	if testing.Short() {
		seeds = seeds[:1]
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { runMonkey(t, seed, count) })
	}
}

func runMonkey(t *testing.T, seed uint64, count int) {
	h := openSample(t, func(o *ui.Options) { o.Opener = &opener{} })
	h.window.Frame().SetOnClosed(func() { h.gone = true })
	m := &monkey{hall: h, Rand: rand.New(rand.NewPCG(seed, 0))}
	defer func() {
		if t.Failed() {
			t.Logf("it did %q", m.did)
		}
		if r := recover(); r != nil {
			t.Logf("it did %q", m.did)
			panic(r)
		}
	}()
	for range count {
		if h.closed() || t.Failed() {
			break
		}
		habit := habits[m.IntN(len(habits))]
		m.note(habit.name)
		habit.do(m)
		if m.IntN(3) == 0 {
			m.drain()
		}
		if !h.window.HasDossier() && !h.closed() && h.canvas().Overlays().Top() == nil {
			m.settle()
			h.wantCleanNotices()
			h.window.Open(h.sample())
			m.settle()
		}
	}
	m.settle()
	if !h.closed() {
		h.wantCleanNotices()
	}
	h.window.Leave()
	m.settle()
	h.saved(h.sample())
}
