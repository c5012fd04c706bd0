package main

import (
	"os"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// TestMetadataIsWhatFyneAppSays holds the program's own metadata against the file
// that Fyne's tools and the script for Windows read.
func TestMetadataIsWhatFyneAppSays(t *testing.T) {
	data, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Details struct {
			Name, ID, Version, Icon string
			Build                   int
		}
		Migrations map[string]bool
	}
	if err := toml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	about, says := metadata(), file.Details
	if about.Name != says.Name || about.ID != says.ID || about.Version != says.Version || about.Build != says.Build {
		t.Errorf("the program says %+v, the file %+v", about, says)
	}
	if about.Migrations["fyneDo"] != file.Migrations["fyneDo"] {
		t.Error("the two differ in fyneDo")
	}
	if _, err := os.Stat("../../" + says.Icon); err != nil {
		t.Error(err)
	}
}
