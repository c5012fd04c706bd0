//go:build !windows && !darwin

package choose

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPlacesAreCalledWhatTheDesktopCallsThem(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"Bureau", "Documents", "Downloads", "elsewhere"} {
		if err := os.Mkdir(filepath.Join(home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	config := put(t, home, ".config/user-dirs.dirs")
	dirs := "# a comment\nXDG_DESKTOP_DIR=\"$HOME/Bureau\"\nXDG_DOCUMENTS_DIR=\"" + filepath.Join(home, "elsewhere") + "/\"\n" +
		"XDG_DOWNLOAD_DIR=\"$HOME/gone\"\nnonsense\nXDG_MUSIC_DIR=\"relative\"\n"
	if err := os.WriteFile(config, []byte(dirs), 0o600); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range places(home, func(string) string { return "" }) {
		got[p.id] = p.path
	}
	want := map[string]string{
		"ui.choose.place.home": home, "ui.choose.place.desktop": filepath.Join(home, "Bureau"),
		"ui.choose.place.documents": filepath.Join(home, "elsewhere"), "ui.choose.place.computer": "/",
	}
	for id, path := range want {
		if got[id] != path {
			t.Errorf("%s is %q, want %q", id, got[id], path)
		}
	}
	if path, ok := got["ui.choose.place.downloads"]; ok {
		t.Errorf("a folder that is not there is offered: %s", path)
	}
}

func TestWithoutAHomeThereIsTheComputer(t *testing.T) {
	got := places("", func(string) string { return "" })
	if len(got) == 0 || got[0].path != "/" {
		t.Errorf("%v", got)
	}
}
