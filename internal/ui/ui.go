// Package ui is the window: the walk from the first start to the finished
// bundle, over session alone. It turns snapshots of an open dossier into pieces
// on a canvas and what a person does there into edits; it judges nothing, opens
// no file itself, and never waits on the window's goroutine. It knows Fyne but
// not fyne/v2/app, so that every screen is tested without a display.
package ui

import (
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/choose"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// Options are what the window takes from the program around it.
type Options struct {
	House    session.House
	Settings *settings.Store
	Warnings []message.Message // of the settings
	Opener   Opener
	// Env is os.Getenv; nil asks for files inside the window alone, never with
	// the system's dialogs.
	Env    func(name string) string
	Sample fs.FS // the sample candidate, as assets.Sample holds it
	Lang   i18n.Lang
	// AsOf, where set, is the moment by which vacancies are judged, whatever the
	// clock says.
	AsOf func(zone *time.Location) time.Time
	// Calm reports whether the system's settings want less movement on the screen; nil
	// where they cannot be asked.
	Calm func() bool
	// Restless where the toolkit's own movement cannot be stopped: no choice of it is
	// offered then.
	Restless bool
	// Home is where new dossiers are offered to go, Data the program's own folder
	// for the sample.
	Home, Data string
	// Local is the zone of the person's own clock.
	Local *time.Location
	// Later runs a function on the window's goroutine: fyne.Do. After does so
	// once the time has passed, unless stopped.
	Later func(func())
	After func(time.Duration, func()) (stop func())
}

// Opener opens files with the system's programs.
type Opener interface {
	Launch(path string) error
	Reveal(path string) error
}

// Window is the one window of the program. All its methods belong on the
// window's goroutine.
type Window struct {
	options Options
	app     fyne.App
	window  fyne.Window
	loc     *i18n.Localizer
	// collation is loc for those who sort off the window's goroutine.
	collation atomic.Pointer[i18n.Localizer]

	desk           *desk    // nil: no dossier is open
	shot           snapshot // what the desk showed last
	asOf           atomic.Pointer[func(*time.Location) time.Time]
	drafts         map[string]*draft
	step           stepID
	chosen         map[stepID]string // the item whose reasons a step shows
	notices        []notice
	chosenSettings settings.Settings // as they are, or soon will be, on the disk
	packs          []*vacancy.Pack   // that can be applied for
	gone           map[string]bool   // recent dossiers whose folder is not there, by path
	held           string            // by what the system holds the child that opens files; "" while nobody asked
	chooser        *choose.Chooser
	countries      map[string][]findName   // the names by which each country is found; nil: not made yet
	fields         map[string]*piece.Field // of the step on the screen, by their names
	shell          *shell                  // nil: the start is on the screen
	steps          map[stepID]step
	built          int                        // how often all of it was made anew
	elsewhere      map[string]map[stepID]step // those of applications that are not shown, by vacancy
	later          map[string]bool            // corrected vacancies that were put off in this opening
	unmade         *newForm                   // was to be made, when something else had to be answered first
	opening        int                        // counts what is opened, so that a late answer is known as such
	freeing        queue                      // gives closed dossiers free
	remembering    queue                      // writes the settings
	working        *work                      // what the person waits for; nil: nothing
	outside        outside                    // what other programs do to the dossier
	choosing       *choosing                  // the dialog on conflicts; nil: it is not open
	panel          *panel                     // nil: none is open
	tour           *tour                      // nil: nobody takes it
	touring        bool                       // the tour begins once the sample is open
	behind         bool                       // another program's window is in front
	leftovers      []string                   // temporary folders with what was printed
	framed         fyne.Size                  // the size before the window filled the screen
	variant        fyne.ThemeVariant          // whether the system was light or dark when the window was built
	ending         bool                       // the window is closing
	settling       sync.WaitGroup             // what runs beside the window
	tally          func(int)                  // hears of work that begins and ends; tests wait by it
}

// New returns the window in its first state: the last dossier is not opened yet.
// The error is that of a language without texts.
func New(app fyne.App, o Options) (*Window, error) {
	loc, err := i18n.New(o.Lang)
	if err != nil {
		return nil, err
	}
	w := &Window{
		options: o, app: app, loc: loc,
		chosenSettings: o.Settings.Get(), tally: func(int) {},
		drafts: map[string]*draft{}, chosen: map[stepID]string{}, step: stepOverview,
	}
	w.collation.Store(loc)
	w.window = app.NewWindow(programName)
	w.window.SetPadded(false)
	w.options.House.AsOf, w.options.House.Changed = w.judgedAt, w.hear
	w.chooser = w.newChooser()
	for _, warning := range o.Warnings {
		w.warn(warning)
	}
	if o.AsOf != nil {
		w.asOf.Store(&o.AsOf)
	}
	return w, nil
}

// newChooser returns what asks for files and folders.
func (w *Window) newChooser() *choose.Chooser {
	options := choose.Options{
		Window: w.window, Say: w.say, Compare: func(a, b string) int { return w.collation.Load().Compare(a, b) },
		Endings: []string{"pdf", "jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif"}, Home: w.options.Home,
		Env: w.options.Env, Now: w.options.House.Now, Do: w.options.Later,
	}
	if w.options.Env == nil {
		options.Env = func(string) string { return "" }
		return choose.NewOwn(options)
	}
	return choose.New(options)
}

// programName is the same in both languages.
const programName = "Dossier"

// judgedAt is the time by which vacancies are judged: the simulated one, else
// the clock's. It is called on the desk's goroutine.
func (w *Window) judgedAt(zone *time.Location) time.Time {
	if asOf := w.asOf.Load(); asOf != nil {
		return (*asOf)(zone)
	}
	return w.options.House.Now().In(zone)
}

// say is the text with this id in the language of the window.
func (w *Window) say(id string, args message.Args) string { return w.loc.Text(message.New(id, args)) }
