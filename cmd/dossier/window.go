package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"example.org/dossier/assets"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/choose"
	"example.org/dossier/internal/ui/motion"
	"example.org/dossier/internal/ui/reader"
	folders "example.org/dossier/internal/watch"
	"example.org/dossier/internal/worker"
)

// open shows the window and returns when it is closed.
func open(args arguments) error {
	about := metadata()
	app.SetMetadata(about)
	if cache := cacheFolder(); cache != "" {
		_ = os.MkdirAll(cache, 0o700) // the toolkit needs the folder above it; without one it goes on
	}
	toolkit := newToolkit(about.ID)
	toolkit.SetIcon(about.Icon)
	child := &worker.OnDemand{Options: worker.Options{CacheDir: cacheFolder()}}
	defer child.Close()
	var less atomic.Bool // movement: what the system's settings want
	chosen := options(args, child)
	chosen.Calm, chosen.Restless = less.Load, !replaceable(runtime.GOOS)
	w, err := ui.New(toolkit, chosen)
	if err != nil {
		return err
	}
	defer prepare(toolkit, child, calm{toolkit, w.Still})()
	w.Show(args.path)
	if !isOpen(toolkit.Driver().AllWindows()) {
		return noOpenGL(runtime.GOOS)
	}
	defer watch(os.Getenv(watchVariable))()
	defer motion.Follow(os.Getenv, less.Store)()
	defer reader.Serve(reader.Options{Program: about.Name, Env: os.Getenv, Look: w.Outline, Do: fyne.Do})()
	toolkit.Run()
	return nil
}

// unhurried is how long the window is left to itself before anything else is begun.
const unhurried = 500 * time.Millisecond

// prepare has the engine for PDF files compiled in the background once the window is
// there, which takes seconds on the first start and nothing afterwards. What goes
// wrong comes again, with its reason, when the engine is needed. From the start on
// running is the toolkit's current program.
func prepare(toolkit fyne.App, child *worker.OnDemand, running fyne.App) (stop context.CancelFunc) {
	ctx, stop := context.WithCancel(context.Background())
	toolkit.Lifecycle().SetOnStarted(func() {
		replace(running, runtime.GOOS)
		time.AfterFunc(unhurried, func() { _ = child.Prepare(ctx) })
	})
	return stop
}

// cacheFolder is where the engines keep what is slow to make; empty for none.
func cacheFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, settings.Folder)
}

// options are what the window takes from the program. Where the system does not
// say where settings belong, they are kept where it keeps what is temporary.
func options(args arguments, child *worker.OnDemand) ui.Options {
	config, err := os.UserConfigDir()
	if err != nil {
		config = os.TempDir()
	}
	home, _ := os.UserHomeDir() // empty where it is not known
	device, _ := os.Hostname()  // likewise
	data := filepath.Join(config, settings.Folder)
	store, warnings := settings.Open(durable.Disk{}, settings.Path(config))
	return ui.Options{
		House: session.House{
			Now: time.Now, Worker: child.Start, Program: "Dossier " + programVersion(), Holder: "Dossier", Device: device,
			Library: session.Library{Embedded: assets.Vacancies, Own: filepath.Join(data, "vacancies")},
			Watch:   folders.Watcher{Ticks: looks}.Watch,
		},
		Settings: store, Warnings: warnings, Sample: assets.Sample, Lang: language(args, store),
		AsOf: asOf(args.asOf), Home: home, Data: data, Local: time.Local,
		Later: fyne.Do, After: after, Opener: choose.Opener{}, Env: os.Getenv,
	}
}

// lookEvery is how often an open dossier's folder is looked at where the system
// does not tell of changes, as on a network drive.
const lookEvery = 5 * time.Second

func looks() (ticks <-chan time.Time, stop func()) {
	ticker := time.NewTicker(lookEvery)
	return ticker.C, ticker.Stop
}

// language is the one that was asked for, else the remembered one, else the
// system's.
func language(args arguments, store *settings.Store) i18n.Lang {
	if args.lang != "" {
		return args.lang
	}
	if known, err := i18n.Parse(store.Get().Language); err == nil {
		return known
	}
	return i18n.Detect(os.Getenv)
}

// asOf is the moment of --as-of in a vacancy's zone; nil where none was given.
func asOf(m *civil.Moment) func(*time.Location) time.Time {
	if m == nil {
		return nil
	}
	return m.In
}

// after runs f on the window's goroutine once the time has passed, unless
// stopped.
func after(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}
