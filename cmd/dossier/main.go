// Command dossier is the desktop program: it opens the window on a dossier, or
// on the start. It reads arguments, brings the rooms together and starts Fyne;
// what the window shows belongs to internal/ui.
package main

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"time"
	_ "time/tzdata" // deadlines must be right on systems without a zone database

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"example.org/dossier/assets"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/worker"
)

// version is set at link time; see scripts/build.
var version = "dev"

func main() {
	worker.HandOver()
	flag.Parse()
	config, _ := os.UserConfigDir()
	cache, _ := os.UserCacheDir()
	home, _ := os.UserHomeDir()
	data := filepath.Join(config, "dossier")
	var child *worker.Worker
	store, _ := settings.Open(durable.Disk{}, settings.Path(config))
	a := app.NewWithID("org.example.dossier")
	w, err := ui.New(a, ui.Options{
		House: session.House{
			Now: time.Now, Library: session.Library{Embedded: assets.Vacancies, Own: filepath.Join(data, "vacancies")},
			Worker: func(ctx context.Context) (*worker.Worker, error) {
				if child != nil {
					return child, nil
				}
				var err error
				child, err = worker.Start(ctx, worker.Options{CacheDir: filepath.Join(cache, "dossier")})
				return child, err
			},
			Program: "Dossier " + version, Holder: "Dossier",
		},
		Settings: store, Sample: assets.Sample, Lang: i18n.Detect(os.Getenv),
		Home: filepath.Join(home), Data: data, Local: time.Local,
		Later: fyne.Do, After: after, Opener: opener{},
	})
	if err != nil {
		panic(err)
	}
	w.Show(flag.Arg(0))
	a.Run()
}

func after(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}

type opener struct{}

func (opener) Launch(path string) error { return exec.Command("xdg-open", path).Start() }
func (opener) Reveal(path string) error { return exec.Command("xdg-open", filepath.Dir(path)).Start() }
