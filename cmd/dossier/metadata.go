package main

import (
	_ "embed"
	"runtime/debug"

	"fyne.io/fyne/v2"
	"github.com/pelletier/go-toml/v2"

	"example.org/dossier/internal/ui/look"
)

//go:embed FyneApp.toml
var fyneApp []byte

// metadata is what FyneApp.toml says, as Fyne takes it, with the icon that the
// window has everywhere.
func metadata() (fyne.AppMetadata, error) {
	var file struct {
		Details struct {
			Name, ID, Version string
			Build             int
		}
		Migrations map[string]bool
	}
	err := toml.Unmarshal(fyneApp, &file)
	return fyne.AppMetadata{
		ID: file.Details.ID, Name: file.Details.Name, Version: file.Details.Version, Build: file.Details.Build,
		Icon: look.Icon("app"), Release: true, Migrations: file.Migrations,
	}, err
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
