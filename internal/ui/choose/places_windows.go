package choose

import (
	"strings"

	"golang.org/x/sys/windows"
)

// places returns the person's own folders, wherever they have put them, and the
// drives that are in the computer or connected to it. Drives of the network are
// left out: looking whether one is there may take a minute.
func places(home string, _ func(string) string) []place {
	known := func(id *windows.KNOWNFOLDERID) string {
		path, _ := windows.KnownFolderPath(id, windows.KF_FLAG_DEFAULT) // without one there is no such place
		return path
	}
	all := []place{
		{id: "ui.choose.place.home", path: home, icon: "home"},
		{id: "ui.choose.place.desktop", path: known(windows.FOLDERID_Desktop), icon: "folder"},
		{id: "ui.choose.place.documents", path: known(windows.FOLDERID_Documents), icon: "folder"},
		{id: "ui.choose.place.downloads", path: known(windows.FOLDERID_Downloads), icon: "folder"},
	}
	return present(append(all, drives()...))
}

func drives() []place {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var all []place
	for n := range 26 {
		path := string(rune('A'+n)) + `:\`
		root, err := windows.UTF16PtrFromString(path)
		if mask&(1<<n) == 0 || err != nil {
			continue
		}
		switch windows.GetDriveType(root) {
		case windows.DRIVE_FIXED, windows.DRIVE_REMOVABLE, windows.DRIVE_CDROM, windows.DRIVE_RAMDISK:
			all = append(all, place{name: strings.TrimSuffix(path, `\`), path: path, icon: "disk"})
		}
	}
	return all
}
