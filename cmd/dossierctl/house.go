package main

import (
	"os"
	"path/filepath"

	"example.org/dossier/assets"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
)

// library is where vacancies are found: embedded, or in the user's folder.
func (a *app) library() session.Library {
	own := ""
	if config, err := os.UserConfigDir(); err == nil {
		own = filepath.Join(config, settings.Folder, "vacancies")
	}
	return session.Library{Embedded: assets.Vacancies, Own: own}
}

// house is what a session takes from this program.
func (a *app) house() session.House {
	device, _ := os.Hostname() // empty where it is not known
	return session.House{
		Now: a.now, AsOf: a.clock, Library: a.library(), Worker: a.engines.Start,
		Program: a.programName(), Holder: "dossierctl", Device: device,
	}
}

// programName is how files name the program that made them.
func (a *app) programName() string { return "Dossier " + a.program }

// cacheFolder is where the engines keep what is slow to make; empty for none.
func cacheFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, settings.Folder)
}
