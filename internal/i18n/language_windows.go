package i18n

import "golang.org/x/sys/windows"

// systemLanguages returns the languages of the person's windows and menus, the
// preferred one first.
func systemLanguages() []string {
	names, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil {
		return nil // the caller falls back on English
	}
	return names
}
