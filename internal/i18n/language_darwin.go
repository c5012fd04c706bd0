package i18n

import (
	"os/exec"
	"regexp"
)

var languageName = regexp.MustCompile(`[A-Za-z]{2,3}(-[A-Za-z0-9]+)*`)

// systemLanguages returns the languages of the System Settings, the preferred
// one first. They are asked of the command "defaults", as Apple's library needs
// cgo; it is only reached where a program was started without an environment,
// from the Finder above all.
func systemLanguages() []string {
	out, err := exec.Command("/usr/bin/defaults", "read", "-g", "AppleLanguages").Output()
	if err != nil {
		return nil // the caller falls back on English
	}
	return languageName.FindAllString(string(out), -1)
}
