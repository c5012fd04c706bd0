package choose

import "os"

// A place is a folder at which people look first.
type place struct {
	id   string // of the text that names it; empty: its name is what it is called by
	name string
	path string
	icon string
}

// present returns the places that are there, each folder once.
func present(places []place) []place {
	var there []place
	seen := map[string]bool{}
	for _, p := range places {
		if p.path == "" || seen[p.path] {
			continue
		}
		if info, err := os.Stat(p.path); err == nil && info.IsDir() {
			seen[p.path] = true
			there = append(there, p)
		}
	}
	return there
}
