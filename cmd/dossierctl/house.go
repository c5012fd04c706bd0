package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"example.org/dossier/assets"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/worker"
)

// programFolder is this program's folder in the user's own folders.
const programFolder = "dossier"

// library is where vacancies are found: embedded, or in the user's folder.
func (a *app) library() session.Library {
	own := ""
	if config, err := os.UserConfigDir(); err == nil {
		own = filepath.Join(config, programFolder, "vacancies")
	}
	return session.Library{Embedded: assets.Vacancies, Own: own}
}

// house is what a session takes from this program.
func (a *app) house() session.House {
	return session.House{
		Now: a.now, AsOf: a.clock, Library: a.library(), Worker: a.engines.start,
		Program: a.programName(), Holder: "dossierctl",
	}
}

// programName is how files name the program that made them.
func (a *app) programName() string { return "Dossier " + a.program }

// engines is the child process that opens files, started when it is first
// needed and ended with the program.
type engines struct {
	mu    sync.Mutex
	child *worker.Worker
}

// start returns the child, starting it where there is none yet.
func (e *engines) start(ctx context.Context) (*worker.Worker, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.child != nil {
		return e.child, nil
	}
	child, err := worker.Start(ctx, worker.Options{CacheDir: cacheFolder()})
	if err != nil {
		return nil, err
	}
	e.child = child
	return child, nil
}

// close ends the child.
func (e *engines) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.child != nil {
		_ = e.child.Close() // it has no state to lose
	}
}

// cacheFolder is where the engines keep what is slow to make; empty for none.
func cacheFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, programFolder)
}
