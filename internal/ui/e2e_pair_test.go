package ui_test

import (
	"fmt"
	"image"
	"image/draw"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui"
)

// A pair is the real program and a hall that is shown the same: whatever is done
// goes to both, the one through mouse and keyboard of its display. The hall
// knows where things are; and after each step the window must look as the hall
// does, which is also how the end of a step is known.
type pair struct {
	*hall
	real *program
	dir  string // holds the two homes
	step int
	seen []seen // how the window looked after the last steps
}

// seen is how a window looked after a step.
type seen struct {
	name string
	look image.Image
}

// mostSeen is how many looks a pair remembers.
const mostSeen = 12

// endToEnd is the program to drive, where somebody asked for it.
var endToEnd = os.Getenv("DOSSIER_E2E")

// asOf is the moment by which both judge.
const asOf = "2025-06-04T14:02"

// zoneOfBoth is that of their clocks.
const zoneOfBoth = "America/New_York"

// openPair starts the program in an empty home, in a language.
func openPair(t *testing.T, locale string, change ...func(*ui.Options)) *pair {
	t.Helper()
	p := &pair{dir: t.TempDir()}
	p.real = openScreen(t).run(p.home("real"), locale, "--as-of", asOf)
	change = append(change, forTheFirstTime, func(o *ui.Options) {
		o.Home = p.home("twin")
		o.House.Now = time.Now
		if zone, err := time.LoadLocation(zoneOfBoth); err == nil {
			o.Local = zone
		}
	})
	p.hall = open(t, change...)
	t.Cleanup(p.keepSeen)
	p.size(float32(p.real.size.X), float32(p.real.size.Y))
	p.meet("start")
	return p
}

// keepSeen writes how the window looked, when the test has failed.
func (p *pair) keepSeen() {
	if !p.t.Failed() {
		return
	}
	dir, err := os.MkdirTemp("", "dossier-e2e-")
	if err != nil {
		p.t.Error(err)
		return
	}
	for _, look := range p.seen {
		if err := os.WriteFile(filepath.Join(dir, look.name+".png"), encoded(p.t, look.look), 0o644); err != nil {
			p.t.Error(err)
		}
	}
	p.t.Logf("pictures of the last steps: %s", dir)
}

// home is a home folder; both hold the same folders.
func (p *pair) home(name string) string {
	dir := filepath.Join(p.dir, name)
	for _, folder := range []string{"tmp", "run"} {
		_ = os.MkdirAll(filepath.Join(dir, folder), 0o700) // what is started there says when it is missing
	}
	return dir
}

// meet waits until the window looks as the hall does.
func (p *pair) meet(did string) {
	p.t.Helper()
	p.step++
	var last difference
	ok := soon(patience, func() bool {
		p.settle()
		if p.real.hasEnded() {
			p.t.Fatalf("after %s the program ended: %v\n%s", did, p.real.command.ProcessState, p.real.log)
		}
		p.canvas().Content().Refresh()
		last = compare(p.real.inside(), p.canvas().Capture())
		return last.share < alike
	})
	name := fmt.Sprintf("%02d %s", p.step, strings.NewReplacer("/", "-", "\n", " ").Replace(did))
	p.seen = append(p.seen[max(0, len(p.seen)-mostSeen):], seen{name, p.real.inside()})
	if !ok {
		p.seen = append(p.seen, seen{name + " wanted", p.canvas().Capture()})
		p.t.Fatalf("after %s the window does not look as it should: %.1f %% of it differs, most at %v; the program said:\n%s",
			did, 100*last.share, last.at, p.real.log)
	}
}

// until waits until something is so in the hall, for what does not count as its
// work, and then for the window to look the same.
func (p *pair) until(what string, so func() bool) {
	p.t.Helper()
	await(p.t, what, func() bool {
		p.settle()
		return so()
	})
	p.meet(what)
}

// alike is the share of the window that may differ: the real one's letters and
// edges are drawn by other means, the clock goes on, the homes have two names.
const alike = 0.03

type difference struct {
	share float64
	at    image.Rectangle // what differs lies in it
}

// compare compares two pictures by the mean colours of small squares.
func compare(first, second image.Image) difference {
	const side, most = 8, 20
	var d difference
	if first.Bounds().Size() != second.Bounds().Size() {
		return difference{1, first.Bounds()}
	}
	a, b := bytesOf(first), bytesOf(second)
	size, count, unlike := first.Bounds().Size(), 0, 0
	for y := 0; y+side <= size.Y; y += side {
		for x := 0; x+side <= size.X; x += side {
			square := image.Rect(x, y, x+side, y+side)
			count++
			if !near(mean(a, square), b, square, most) {
				unlike++
				d.at = d.at.Union(square)
			}
		}
	}
	d.share = float64(unlike) / float64(max(1, count))
	return d
}

// near reports whether a square of a picture has a mean colour, or has it one
// point aside: what lies between two points is drawn at either.
func near(colour [3]int, p *image.RGBA, square image.Rectangle, most int) bool {
	for _, aside := range []image.Point{{}, {0, -1}, {0, 1}, {-1, 0}, {1, 0}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}} {
		if moved := square.Add(aside); moved.In(p.Rect) && apart(colour, mean(p, moved)) <= most {
			return true
		}
	}
	return false
}

// bytesOf is a picture in its quickest form, with its corner at zero.
func bytesOf(p image.Image) *image.RGBA {
	if known, ok := p.(*image.RGBA); ok && known.Rect.Min == (image.Point{}) {
		return known
	}
	made := image.NewRGBA(image.Rectangle{Max: p.Bounds().Size()})
	draw.Draw(made, made.Rect, p, p.Bounds().Min, draw.Src)
	return made
}

// mean is the mean colour of a square of a picture.
func mean(p *image.RGBA, square image.Rectangle) (sum [3]int) {
	for y := square.Min.Y; y < square.Max.Y; y++ {
		row := p.Pix[y*p.Stride:]
		for x := square.Min.X; x < square.Max.X; x++ {
			for i := range sum {
				sum[i] += int(row[4*x+i])
			}
		}
	}
	for i := range sum {
		sum[i] /= square.Dx() * square.Dy()
	}
	return sum
}

func apart(a, b [3]int) (most int) {
	for i := range a {
		most = max(most, a[i]-b[i], b[i]-a[i])
	}
	return most
}

// click presses the mouse's button on the piece with a key.
func (p *pair) click(key string) {
	p.t.Helper()
	p.clickAt(key, 0.5, 0.5)
}

// clickAt presses at a place on the piece: 0 is its left and upper edge, 1 its
// right and lower one.
func (p *pair) clickAt(key string, across, down float32) {
	p.t.Helper()
	p.press(key, across, down)
	p.meet("a click on " + key)
}

// press is clickAt that does not wait for what comes of it.
func (p *pair) press(key string, across, down float32) {
	p.t.Helper()
	at := p.scrollTo(key, across, down)
	p.real.xdo("mousemove", "--window", p.real.window, whole(at.X), whole(at.Y), "click", "1")
	test.MoveMouse(p.canvas(), at)
	if held, ok := p.find(key).(desktop.Mouseable); ok {
		inside := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(held.(fyne.CanvasObject)))
		event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at, Position: inside}, Button: desktop.MouseButtonPrimary}
		held.MouseDown(event)
		held.MouseUp(event)
	}
	test.TapCanvas(p.canvas(), at)
}

func whole(n float32) string { return fmt.Sprint(int(n)) }

// scrollTo turns the wheel until a place on a piece can be seen, and returns
// where it is then.
func (p *pair) scrollTo(key string, across, down float32) fyne.Position {
	p.t.Helper()
	for turned := false; ; turned = true {
		o := p.find(key)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width*across, o.Size().Height*down)
		view, room, scrolls := p.window.View(key)
		over := view.AddXY(room.Width/2, room.Height/2)
		turn := float32(0)
		switch {
		case at.Y > view.Y+room.Height-edge:
			turn = -1
		case at.Y < view.Y+edge:
			turn = +1
		}
		if turn != 0 && scrolls && !turned {
			p.point(over)
		}
		if turn == 0 || !scrolls || !p.wheel(over, turn) {
			if turned {
				p.meet("scrolling to " + key)
			}
			return at
		}
	}
}

// edge is how far inside its page a thing must be to be pressed.
const edge = 20

// point moves the pointer. The toolkit sees that with the next picture that it
// draws; before, the wheel would turn what was below the pointer until then.
func (p *pair) point(at fyne.Position) {
	p.t.Helper()
	p.real.xdo("mousemove", "--window", p.real.window, whole(at.X), whole(at.Y))
	test.MoveMouse(p.canvas(), at)
	p.meet("pointing")
}

// notch is how far one notch of the wheel goes: Fyne's scrollSpeed.
const notch = 25

// wheel turns the wheel one notch at a place, and reports whether anything moved.
func (p *pair) wheel(at fyne.Position, turn float32) bool {
	p.t.Helper()
	button := "5"
	if turn > 0 {
		button = "4"
	}
	p.real.xdo("click", button)
	before := p.canvas().Capture()
	test.Scroll(p.canvas(), at, 0, turn*notch)
	return compare(before, p.canvas().Capture()).share > 0
}

// keys are those that are no letters, as the display and as Fyne call them.
var keys = map[string]fyne.KeyName{
	"Return": fyne.KeyReturn, "Escape": fyne.KeyEscape, "space": fyne.KeySpace, "Down": fyne.KeyDown, "Up": fyne.KeyUp,
	"Left": fyne.KeyLeft, "Right": fyne.KeyRight, "Home": fyne.KeyHome, "End": fyne.KeyEnd, "BackSpace": fyne.KeyBackspace,
	"F1": fyne.KeyF1,
}

// key presses a key, and waits for what comes of it.
func (p *pair) key(name string) {
	p.t.Helper()
	p.real.xdo("key", name)
	switch focused := p.canvas().Focused(); {
	case name == "Tab":
		p.canvas().FocusNext()
	case name == "shift+Tab":
		p.canvas().FocusPrevious()
	case strings.HasPrefix(name, "ctrl+"):
		p.shortcut(name)
	case focused != nil:
		focused.TypedKey(&fyne.KeyEvent{Name: keys[name]})
	case p.canvas().OnTypedKey() != nil:
		p.canvas().OnTypedKey()(&fyne.KeyEvent{Name: keys[name]})
	}
	p.meet("the key " + name)
}

// shortcut is a letter or digit with Ctrl.
func (p *pair) shortcut(name string) {
	var s fyne.Shortcut = &desktop.CustomShortcut{
		KeyName: fyne.KeyName(strings.ToUpper(strings.TrimPrefix(name, "ctrl+"))), Modifier: fyne.KeyModifierControl,
	}
	switch name {
	case "ctrl+a":
		s = &fyne.ShortcutSelectAll{}
	case "ctrl+z":
		s = &fyne.ShortcutUndo{}
	}
	if focused, ok := p.canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(s)
		return
	}
	p.window.Press(s)
}

// types types a text where the focus is.
func (p *pair) types(text string) {
	p.t.Helper()
	p.real.types(text)
	p.typed(text)
	p.meet("typing " + text)
}

// typed is types in the hall alone.
func (p *pair) typed(text string) {
	for _, letter := range text {
		if focused := p.canvas().Focused(); focused != nil {
			focused.TypedRune(letter)
		}
	}
}

// fill writes a text into the field with a key, in place of what it holds.
func (p *pair) fill(key, text string) {
	p.t.Helper()
	p.clickAt(key, 0.9, 0.5)
	p.key("ctrl+a")
	p.types(text)
}

// visit goes to a step of the walk with the mouse.
func (p *pair) visit(step string) {
	p.t.Helper()
	p.click("step." + step)
}
