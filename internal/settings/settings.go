// Package settings keeps what the program remembers about its user's choices:
// language, looks, the size of the window, which dossiers were opened last. It
// never stops the program: what cannot be read is as if it had never been
// chosen. Nothing of a dossier's content belongs here, and nothing that must
// not be lost.
package settings

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Theme says whose colours the window has.
type Theme string

// The themes.
const (
	System Theme = "system" // as the system's own windows, also when that changes
	Light  Theme = "light"
	Dark   Theme = "dark"
)

// The bounds of what may be chosen.
const (
	SmallestText = 1.0 // times the usual size
	LargestText  = 2.0
	RecentLimit  = 10 // dossiers that are remembered
)

// Settings are a person's choices. Every struct in it keeps the keys that this
// program does not know, so that a newer one finds them again.
type Settings struct {
	Format      int            `json:"format"`
	Language    string         `json:"language,omitzero"`    // "en", "fr"; empty: the system's
	Theme       Theme          `json:"theme"`                //
	TextSize    float64        `json:"textSize"`             // times the usual size, SmallestText to LargestText
	Window      Window         `json:"window,omitzero"`      // zero: not known yet
	LastDossier string         `json:"lastDossier,omitzero"` // absolute path of the folder; empty: none was open
	Recent      []Recent       `json:"recent,omitzero"`      // newest first, at most RecentLimit
	Folder      string         `json:"folder,omitzero"`      // absolute path of where new dossiers are offered to go; empty: the person's own
	Still       *bool          `json:"still,omitzero"`       // nothing on the screen moves by itself; nil: as the system wants
	Silent      bool           `json:"silent,omitzero"`      // no word by the system when long work is done
	Toured      bool           `json:"toured,omitzero"`      // the tour with the sample has begun once
	Unknown     jsontext.Value `json:",embed"`
}

// Window is what the window looked like when it was closed. The toolkit knows
// neither where a window stands nor whether it is maximised; its size, which is
// the maximised one then, and whether it filled the screen without a frame are all
// there is to remember.
type Window struct {
	Width   float32        `json:"width"`         // of the content, in the toolkit's units
	Height  float32        `json:"height"`        //
	Full    bool           `json:"full,omitzero"` // the size is that before it filled the screen
	Unknown jsontext.Value `json:",embed"`
}

// Recent is a dossier that was open.
type Recent struct {
	Path    string         `json:"path"`             // absolute path of the folder
	Name    string         `json:"name,omitzero"`    // the candidate's, as it was shown
	Opened  time.Time      `json:"opened"`           // last
	Vacancy string         `json:"vacancy,omitzero"` // of the application that was shown last; empty: the first
	Step    string         `json:"step,omitzero"`    // of the walk that was shown last; empty: the first
	Unknown jsontext.Value `json:",embed"`
}

// Defaults are the settings of somebody who has chosen nothing.
func Defaults() Settings {
	return Settings{Format: format, Theme: System, TextSize: SmallestText}
}

// Folder is the program's own folder in the user's folders for settings and for
// what can be made again.
const Folder = "dossier"

// Path returns where the settings lie below the folder that os.UserConfigDir
// returns.
func Path(configDir string) string {
	return filepath.Join(configDir, Folder, "settings.json")
}

// Shown returns the vacancy of the application that was shown last of the dossier
// in a folder; empty where none is remembered.
func (s *Settings) Shown(path string) string {
	for _, r := range s.Recent {
		if same(r.Path, path) {
			return r.Vacancy
		}
	}
	return ""
}

// Show remembers which application of the dossier in a folder was shown last; a
// dossier that is not among the recent ones is left alone. It is for use in Change.
func (s *Settings) Show(path, vacancy string) {
	for i, r := range s.Recent {
		if same(r.Path, path) {
			s.Recent[i].Vacancy = vacancy
		}
	}
}

// Leave remembers at which step the dossier in a folder was left; a dossier that is
// not among the recent ones is left alone. It is for use in Change.
func (s *Settings) Leave(path, step string) {
	for i, r := range s.Recent {
		if same(r.Path, path) {
			s.Recent[i].Step = step
		}
	}
}

// LeftAt returns the step at which the dossier in a folder was left; empty where
// none is remembered.
func (s *Settings) LeftAt(path string) string {
	for _, r := range s.Recent {
		if same(r.Path, path) {
			return r.Step
		}
	}
	return ""
}

// Remember makes r the newest of the recent dossiers and the last one, in the
// place of what was remembered of the same folder. It is for use in Change.
func (s *Settings) Remember(r Recent) {
	s.Forget(r.Path)
	s.Recent = slices.Insert(s.Recent, 0, r)
	s.LastDossier = r.Path
}

// Forget takes a folder off the recent dossiers, and is no longer the last one.
// Nothing happens to the folder. It is for use in Change.
func (s *Settings) Forget(path string) {
	s.Recent = slices.DeleteFunc(s.Recent, func(r Recent) bool { return same(r.Path, path) })
	if same(s.LastDossier, path) {
		s.LastDossier = ""
	}
}

// Gone reports whether the dossier's folder is no longer where it was: moved,
// deleted, or on a disk that is not connected. It asks the disk, which may take
// its time; it belongs on a goroutine of its own.
func (r Recent) Gone() bool {
	info, err := os.Stat(r.Path)
	return err != nil || !info.IsDir()
}

// same reports whether two paths are written alike, as far as the system
// minds. Two ways to one folder through a link are two dossiers here.
func same(a, b string) bool {
	if runtime.GOOS == "windows" {
		return strings.EqualFold(filepath.Clean(a), filepath.Clean(b))
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// The bounds of what a file may say: no window is larger or smaller, no path
// and no name longer.
const (
	smallestSide, largestSide = 100, 20_000
	longestPath               = 4096
	longestName               = 400
	longestVacancy            = 200
	longestStep               = 40
	longestLanguage           = 35
)

// repair puts the default in the place of every value that cannot be, takes
// recent dossiers that cannot be off the list, and reports whether there was
// any. Of more recent dossiers than are remembered the oldest go; that is no
// fault.
func (s *Settings) repair() bool {
	defaults := Defaults()
	repaired := false
	fault := func(found bool, mend func()) {
		if found {
			repaired = true
			mend()
		}
	}
	fault(!text(s.Language, longestLanguage), func() { s.Language = "" })
	fault(!slices.Contains([]Theme{System, Light, Dark}, s.Theme), func() { s.Theme = defaults.Theme })
	fault(!between(s.TextSize, SmallestText, LargestText), func() { s.TextSize = defaults.TextSize })
	fault(!s.Window.possible(), func() { s.Window = Window{} })
	fault(s.LastDossier != "" && !isPath(s.LastDossier), func() { s.LastDossier = "" })
	fault(s.Folder != "" && !isPath(s.Folder), func() { s.Folder = "" })
	before := len(s.Recent)
	s.Recent = slices.DeleteFunc(slices.Clone(s.Recent), func(r Recent) bool {
		return !isPath(r.Path) || !text(r.Name, longestName) || !text(r.Vacancy, longestVacancy) || !text(r.Step, longestStep) ||
			!between(r.Opened.Year(), 1, 9999)
	})
	repaired = repaired || len(s.Recent) < before
	if s.Recent = s.Recent[:min(len(s.Recent), RecentLimit)]; len(s.Recent) == 0 {
		s.Recent = nil
	}
	return repaired
}

func (w Window) possible() bool {
	return w.Width == 0 && w.Height == 0 ||
		between(w.Width, smallestSide, largestSide) && between(w.Height, smallestSide, largestSide)
}

// between is false for what is not a number.
func between[T int | float32 | float64](n, least, most T) bool { return n >= least && n <= most }

// text reports whether s can be written into the file and read again.
func text(s string, longest int) bool { return len(s) <= longest && utf8.ValidString(s) }

func isPath(path string) bool {
	return text(path, longestPath) && filepath.IsAbs(path) && !strings.ContainsRune(path, 0)
}

// Reset puts every choice back to what it is for somebody who has chosen nothing.
// What is remembered besides stays: the window, the dossiers, that the tour was
// taken. It is for use in Change.
func (s *Settings) Reset() {
	defaults := Defaults()
	s.Language, s.Theme, s.TextSize = defaults.Language, defaults.Theme, defaults.TextSize
	s.Folder, s.Still, s.Silent = defaults.Folder, defaults.Still, defaults.Silent
}

// clone returns settings that share nothing with s.
func (s Settings) clone() Settings {
	s.Recent = slices.Clone(s.Recent)
	if s.Still != nil {
		still := *s.Still
		s.Still = &still
	}
	return s
}
