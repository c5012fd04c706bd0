// Package toolkit has Fyne's own few texts ("Cancel", "Select all", the names
// of the weekdays) spoken in the language of the window. Fyne follows the
// system's language and has no switch; so ours are laid over whichever language
// it follows. Texts of our own widgets do not belong here.
package toolkit

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// texts are the ids of our texts by the key that Fyne has for each.
var texts = map[string]string{
	"Advanced":          "toolkit.advanced",
	"Cancel":            "toolkit.cancel",
	"Confirm":           "toolkit.confirm",
	"Copy":              "toolkit.copy",
	"Create Folder":     "toolkit.create-folder",
	"Cut":               "toolkit.cut",
	"Enter filename":    "toolkit.enter-filename",
	"Error":             "toolkit.error",
	"Favourites":        "toolkit.favourites",
	"File":              "toolkit.file",
	"Folder":            "toolkit.folder",
	"New Folder":        "toolkit.new-folder",
	"No":                "toolkit.no",
	"OK":                "toolkit.ok",
	"Open":              "toolkit.open",
	"Paste":             "toolkit.paste",
	"Quit":              "toolkit.quit",
	"Redo":              "toolkit.redo",
	"Save":              "toolkit.save",
	"Select all":        "toolkit.select-all",
	"Show Hidden Files": "toolkit.show-hidden-files",
	"Undo":              "toolkit.undo",
	"Yes":               "toolkit.yes",
	"(Parent)":          "toolkit.parent-in-brackets", // the file dialog's; not in Fyne's own list
	"file.name":         "toolkit.file-name",
	"file.parent":       "toolkit.file-parent",
	"monday":            "toolkit.monday",
	"monday.short":      "toolkit.monday-short",
	"tuesday":           "toolkit.tuesday",
	"tuesday.short":     "toolkit.tuesday-short",
	"wednesday":         "toolkit.wednesday",
	"wednesday.short":   "toolkit.wednesday-short",
	"thursday":          "toolkit.thursday",
	"thursday.short":    "toolkit.thursday-short",
	"friday":            "toolkit.friday",
	"friday.short":      "toolkit.friday-short",
	"saturday":          "toolkit.saturday",
	"saturday.short":    "toolkit.saturday-short",
	"sunday":            "toolkit.sunday",
	"sunday.short":      "toolkit.sunday-short",
}

// errUnheard says that Fyne speaks a language over which nothing can be laid.
var errUnheard = errors.New("the toolkit does not take our texts")

// Speak has Fyne say its texts in loc's language from now on; what is on the
// screen already stays as it is. It may be called any number of times, on the
// goroutine of the window. An error leaves Fyne's texts in the system's
// language, which is no reason not to start.
func Speak(loc *i18n.Localizer) error {
	said := make(map[string]string, len(texts))
	for key, id := range texts {
		sentence, err := loc.Render(message.New(id, nil))
		if err != nil {
			return fmt.Errorf("the toolkit's texts: %w", err)
		}
		said[key] = sentence
	}
	data, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("the toolkit's texts: %w", err)
	}
	for _, locale := range spoken(lang.SystemLocale()) {
		// A language of which go-i18n knows no plurals is refused; Fyne then
		// does not speak it either, but the next one.
		err = lang.AddTranslationsForLocale(data, locale)
		if err == nil && heard(said) {
			return nil
		}
	}
	return errors.Join(errUnheard, err)
}

// spoken returns the languages that Fyne may be speaking: the system's, with
// and without its country and its script, or English where it has none.
func spoken(system fyne.Locale) []fyne.Locale {
	base, _, _ := strings.Cut(system.String(), "-")
	return slices.Compact([]fyne.Locale{system, fyne.Locale(system.LanguageString()), fyne.Locale(base), "en"})
}

// heard reports whether Fyne says what it was told to say.
func heard(said map[string]string) bool {
	for key, sentence := range said {
		if lang.X(key, "") != sentence {
			return false
		}
	}
	return true
}
