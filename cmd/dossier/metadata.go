package main

import (
	_ "embed"
	"runtime/debug"

	"fyne.io/fyne/v2"
)

//go:embed Icon.png
var icon []byte

// metadata is what FyneApp.toml says, as Fyne takes it: embedding reaches no file
// above its own folder. The icon is a picture and no drawing, which would take
// Fyne tens of milliseconds to make one of.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{
		ID: "org.example.dossier", Name: "Dossier", Version: "0.1.0", Build: 1,
		Icon: fyne.NewStaticResource("Icon.png", icon), Release: true, Migrations: map[string]bool{"fyneDo": true},
	}
}

// version is set at link time; see scripts/common.
var version = "dev"

// programVersion names this build in bundles and records.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && version == "dev" {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			return v
		}
	}
	return version
}
