package ui_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/assets"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
	_ "example.org/dossier/internal/ui/uitest"
	"example.org/dossier/internal/worker"
)

// mostMemory is from where on memory is given back before more is asked for. What the
// tests of a few seconds drew is kept (see uitest), a passphrase takes 256 MB for a
// second, and without a bound as much again would lie about as garbage. A bound below
// what is in use, a good 1 GB in the end, would have memory looked through all the time.
const mostMemory = 1400 << 20

func TestMain(m *testing.M) {
	worker.HandOver()
	debug.SetMemoryLimit(mostMemory)
	status := m.Run()
	engines.stop()
	_ = os.RemoveAll(sampleFolder) // "" where no test asked for it
	os.Exit(status)
}

// engines is the one child process of all tests.
var engines child

type child struct {
	mu     sync.Mutex
	worker *worker.Worker
}

func (c *child) start(ctx context.Context) (*worker.Worker, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.worker != nil {
		return c.worker, nil
	}
	var err error
	c.worker, err = worker.Start(ctx, worker.Options{CacheDir: pdftest.CacheDir()})
	return c.worker, err
}

func (c *child) stop() {
	if c.worker != nil {
		_ = c.worker.Close()
	}
}

// now is the clock of every test: 18 days before the deadline.
var now = time.Date(2025, time.June, 4, 12, 2, 0, 0, time.UTC)

// A hall is a window on a test's canvas. Its own goroutine is the test's: what
// is to happen there later happens in settle.
type hall struct {
	t       testing.TB
	app     fyne.App
	window  *ui.Window
	dir     string
	options ui.Options

	mu      sync.Mutex
	later   []func()
	pending int
	wake    *sync.Cond
	timers  []*timer
	gone    bool  // the window has closed
	gauge   gauge // of the window's goroutine
}

type timer struct {
	after time.Duration
	do    func()
	off   bool
}

// open returns a hall whose window shows the start, in English.
func open(t testing.TB, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := &hall{t: t, app: &sameApp{App: fyne.CurrentApp()}, dir: durabletest.MemoryDir(t)}
	h.wake = sync.NewCond(&h.mu)
	store, _ := settings.Open(durable.Disk{}, filepath.Join(h.dir, "settings.json"))
	if err := store.Change(func(s *settings.Settings) { s.Toured = true }); err != nil { // see tour_test.go
		t.Fatal(err)
	}
	h.options = ui.Options{
		House: session.House{
			Now: func() time.Time { return now }, Worker: engines.start, Program: "Dossier test", Holder: "Dossier",
			Library: session.Library{Embedded: assets.Vacancies},
		},
		Settings: store, Sample: assets.Sample, Lang: i18n.English,
		AsOf: func(*time.Location) time.Time { return now },
		Home: h.dir, Data: h.dir, Local: time.FixedZone("New York", -4*60*60),
		Later: h.doLater, After: h.after,
	}
	for _, c := range change {
		c(&h.options)
	}
	h.start()
	return h
}

// rewording, where a test sets it, changes all texts of the windows opened then.
var rewording func(text string) string

// start starts the program, or starts it again: what it remembers is on the disk.
func (h *hall) start() {
	h.t.Helper()
	window, err := ui.New(h.app, h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	h.window, h.gone = window, false
	if rewording != nil {
		window.Reword(rewording)
	}
	window.Tally(h.tally)
	h.t.Cleanup(func() { // Windows removes no folder of which a file is open
		window.CloseDesk()
		h.settle()
		if slices.Contains(h.app.Driver().AllWindows(), window.Frame()) {
			window.Frame().Close()
		}
		software.NewCanvas().Capture() // has Fyne forget what it drew a while ago
	})
	window.Show("")
	h.settle()
}

// sameApp is the one program of all tests, as one window has it. It sets no theme
// that is set already: Fyne would read its fonts anew for every window. Who listens
// to its settings is forgotten with it.
type sameApp struct {
	fyne.App
	listeners []func(fyne.Settings)
}

// Settings are the program's.
func (a *sameApp) Settings() fyne.Settings { return sameSettings{a.App.Settings(), a} }

type sameSettings struct {
	fyne.Settings
	app *sameApp
}

// SetTheme sets a theme unless it is set.
func (s sameSettings) SetTheme(theme fyne.Theme) {
	if s.Theme() != theme {
		s.Settings.SetTheme(theme)
	}
	for _, listener := range s.app.listeners {
		listener(s)
	}
}

// AddListener has a listener told of what this window sets.
func (s sameSettings) AddListener(listener func(fyne.Settings)) {
	s.app.listeners = append(s.app.listeners, listener)
}

// openSample returns a hall whose window shows a dossier of the sample.
func openSample(t testing.TB, change ...func(*ui.Options)) *hall {
	t.Helper()
	return openSampleOnce(t, func(*hall) {}, change...)
}

// openSampleOnce is openSample once something was done to the dossier on the disk.
func openSampleOnce(t testing.TB, done func(h *hall), change ...func(*ui.Options)) *hall {
	t.Helper()
	h := open(t, change...)
	copySample(t, h.sample())
	done(h)
	h.tap("start.sample")
	return h
}

// openHeld is openSample while somebody else has the dossier open.
func openHeld(t *testing.T, change ...func(*ui.Options)) *hall {
	t.Helper()
	return openSampleOnce(t, func(h *hall) {
		other, err := h.options.House.Open(h.sample(), false)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := other.Close(); err != nil {
				t.Error(err)
			}
		})
	}, change...)
}

// sampleFolder is where the sample's dossier of all tests lies.
var sampleFolder string

// sampleOnce makes the sample's dossier once for all tests.
var sampleOnce = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "dossier-ui-test-")
	sampleFolder = dir
	if err != nil {
		return "", err
	}
	from, err := session.ReadSample(assets.Sample)
	if err != nil {
		return "", err
	}
	house := session.House{
		Now: func() time.Time { return now }, Worker: engines.start, Program: "Dossier test",
		Library: session.Library{Embedded: assets.Vacancies},
	}
	s, err := house.Sample(context.Background(), filepath.Join(dir, "sample"), from, nil)
	if err != nil {
		return "", err
	}
	return s.Path(), s.Close()
})

func copySample(t testing.TB, to string) {
	t.Helper()
	from, err := sampleOnce()
	if err == nil {
		err = os.CopyFS(to, os.DirFS(from))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (h *hall) doLater(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.later = append(h.later, f)
	h.wake.Signal()
}

func (h *hall) tally(change int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pending += change
	h.wake.Signal()
}

func (h *hall) after(d time.Duration, f func()) func() {
	t := &timer{after: d, do: f}
	h.timers = append(h.timers, t)
	return func() { t.off = true }
}

// settle does what is to happen on the window's goroutine until nothing is
// under way any more, pauses in typing included.
func (h *hall) settle() {
	for {
		h.drain()
		i := slices.IndexFunc(h.timers, func(t *timer) bool { return !t.off && t.after <= time.Second })
		if i < 0 {
			return
		}
		h.timers[i].off = true
		h.gauge.of(h.timers[i].do)
	}
}

func (h *hall) drain() {
	for {
		h.mu.Lock()
		for len(h.later) == 0 && h.pending > 0 {
			h.wake.Wait()
		}
		if len(h.later) == 0 {
			h.mu.Unlock()
			return
		}
		f := h.later[0]
		h.later = h.later[1:]
		h.mu.Unlock()
		h.gauge.of(f)
	}
}

// canvas is the window's.
func (h *hall) canvas() fyne.Canvas { return h.window.Frame().Canvas() }

// find returns the piece with a key, in a dialog or pop-up above all else.
func (h *hall) find(key string) fyne.CanvasObject {
	h.t.Helper()
	if top := h.canvas().Overlays().Top(); top != nil {
		if found := piece.FindKey(top, key); found != nil {
			return found
		}
	}
	found := piece.FindKey(h.canvas().Content(), key)
	if found == nil {
		h.t.Fatalf("nothing on the screen has the key %q", key)
	}
	return found
}

// tap presses a button, row or the like by its key.
func (h *hall) tap(key string) {
	h.t.Helper()
	tappable, ok := h.find(key).(fyne.Tappable)
	if !ok {
		h.t.Fatalf("%q cannot be tapped", key)
	}
	h.gauge.of(func() { test.Tap(tappable) })
	h.settle()
}

// write types a text into the field with a key, in place of what it holds.
func (h *hall) write(key, text string) {
	h.t.Helper()
	field, ok := h.find(key).(fyne.Focusable)
	if !ok {
		h.t.Fatalf("%q takes no text", key)
	}
	h.canvas().Focus(field)
	if entry, ok := field.(interface{ SetText(string) }); ok {
		entry.SetText("")
	}
	test.Type(field, text)
}

// leave takes the focus away.
func (h *hall) leave() {
	h.canvas().Unfocus()
	h.settle()
}

// close closes the window as its frame's button does.
func (h *hall) close() {
	h.window.Frame().SetOnClosed(func() { h.gone = true })
	h.window.Leave()
	h.settle()
}

func (h *hall) closed() bool { return h.gone }

// shots is where pictures go when somebody wants to look: SHOTS=DIR go test.
var shots = os.Getenv("SHOTS")

// shoot writes a picture of the window, when somebody wants to look.
func (h *hall) shoot(name string) {
	h.t.Helper()
	if shots == "" {
		return
	}
	f, err := os.Create(filepath.Join(shots, name+".png"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, h.canvas().Capture()); err != nil {
		h.t.Fatal(err)
	}
}

// size gives the window a size.
func (h *hall) size(width, height float32) {
	h.window.Frame().Resize(fyne.NewSize(width, height))
}

// onlyWhole leaves a long table of cases out of short runs, which is how the race
// detector has the tests run: what runs at the same time does so in others too.
func onlyWhole(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a long table of cases: not in short runs")
	}
}
