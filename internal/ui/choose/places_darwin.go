package choose

import (
	"os"
	"path/filepath"
)

// places returns the person's own folders and the disks.
func places(home string, _ func(string) string) []place {
	all := []place{{id: "ui.choose.place.home", path: home, icon: "home"}}
	if home != "" {
		all = append(all,
			place{id: "ui.choose.place.desktop", path: filepath.Join(home, "Desktop"), icon: "folder"},
			place{id: "ui.choose.place.documents", path: filepath.Join(home, "Documents"), icon: "folder"},
			place{id: "ui.choose.place.downloads", path: filepath.Join(home, "Downloads"), icon: "folder"})
	}
	const volumes = "/Volumes"
	disks, _ := os.ReadDir(volumes) // without one there are no disks
	for _, disk := range disks {
		all = append(all, place{name: disk.Name(), path: filepath.Join(volumes, disk.Name()), icon: "disk"})
	}
	return present(all)
}
