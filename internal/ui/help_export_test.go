package ui

import (
	"slices"

	"fyne.io/fyne/v2"
)

// KeysWithoutHelp are the chords of the window that the help does not name, and
// HelpWithoutKeys those in the help that do nothing. same are other usual keys for what
// the help names.
func KeysWithoutHelp() (missing []string) {
	named := helped()
	for c := range chords() {
		if !slices.Contains(named, c) && !slices.Contains(same(), c) {
			missing = append(missing, string(c.key))
		}
	}
	return missing
}

func HelpWithoutKeys() (dead []string) {
	for _, c := range append(helped(), same()...) {
		if chords()[c] == nil {
			dead = append(dead, string(c.key))
		}
	}
	return dead
}

// same are the keys that larger text has on other keyboards.
func same() []chord {
	return []chord{{fyne.KeyEqual, fyne.KeyModifierShortcutDefault}, {fyne.KeyEqual, shift}, {fyne.KeyPlus, shift}}
}

// helped are the chords that the help names.
func helped() (all []chord) {
	for _, group := range keyGroups() {
		for _, row := range group.rows {
			all = append(append(all, row.chords...), row.mac...)
			if row.to {
				for key := row.chords[0].key[0]; key < row.chords[1].key[0]; key++ {
					all = append(all, chord{fyne.KeyName(key), row.chords[0].modifier})
				}
			}
		}
	}
	return all
}

// KeysOfHelp are the keys of each row of the help as a Mac writes them, or another system.
func (w *Window) KeysOfHelp(mac bool) (all []string) {
	for _, group := range keyGroups() {
		for _, row := range group.rows {
			for _, c := range row.chords {
				all = append(all, w.chordOn(mac, c))
			}
			for _, c := range row.mac {
				if mac {
					all = append(all, w.chordOn(mac, c))
				}
			}
		}
	}
	return all
}
