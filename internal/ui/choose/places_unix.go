//go:build !windows && !darwin

package choose

import (
	"os"
	"path/filepath"
	"strings"

	"example.org/dossier/internal/durable"
)

// places returns the person's own folders, which are called what the desktop's
// language calls them, the whole computer, and the disks that are connected.
func places(home string, env func(string) string) []place {
	all := []place{{id: "ui.choose.place.home", path: home, icon: "home"}}
	named := userFolders(home, env)
	for _, p := range []struct{ key, usual, id string }{
		{"DESKTOP", "Desktop", "ui.choose.place.desktop"},
		{"DOCUMENTS", "Documents", "ui.choose.place.documents"},
		{"DOWNLOAD", "Downloads", "ui.choose.place.downloads"},
	} {
		path, said := named[p.key]
		if !said && home != "" {
			path = filepath.Join(home, p.usual)
		}
		all = append(all, place{id: p.id, path: path, icon: "folder"})
	}
	all = append(all, place{id: "ui.choose.place.computer", path: "/", icon: "disk"})
	user := filepath.Base(home)
	for _, mounts := range []string{filepath.Join("/run/media", user), filepath.Join("/media", user)} {
		disks, _ := os.ReadDir(mounts) // without one there are no disks
		for _, disk := range disks {
			all = append(all, place{name: disk.Name(), path: filepath.Join(mounts, disk.Name()), icon: "disk"})
		}
	}
	return present(all)
}

// userFoldersLimit bounds the size of user-dirs.dirs in bytes.
const userFoldersLimit = 64_000

// userFolders reads user-dirs.dirs, in which xdg-user-dirs notes lines such as
// XDG_DESKTOP_DIR="$HOME/Bureau".
func userFolders(home string, env func(string) string) map[string]string {
	config := env("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	data, err := durable.ReadFile(filepath.Join(config, "user-dirs.dirs"), userFoldersLimit)
	if err != nil {
		return nil
	}
	folders := map[string]string{}
	for line := range strings.Lines(string(data)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		key, isDir := strings.CutSuffix(strings.TrimPrefix(key, "XDG_"), "_DIR")
		if !ok || !isDir {
			continue
		}
		value = strings.Trim(value, `"`)
		if rest, ok := strings.CutPrefix(value, "$HOME"); ok {
			value = home + rest
		}
		if filepath.IsAbs(value) {
			folders[key] = filepath.Clean(value)
		}
	}
	return folders
}
