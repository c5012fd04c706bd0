package main

import (
	"regexp"
	"testing"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/i18n"
)

// libraryType is what the library calls a flag's value that its text does not name.
var libraryType = regexp.MustCompile(`--\S+ (string|stringArray|strings|int|duration)\b`)

// Help names every value in the language that it is in.
func TestHelpNamesEveryValue(t *testing.T) {
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		a := &app{Localizer: loc, lang: lang}
		var look func(*cobra.Command)
		look = func(cmd *cobra.Command) {
			if found := libraryType.FindString(cmd.LocalFlags().FlagUsages()); found != "" {
				t.Errorf("%s: %s: %s", lang, cmd.CommandPath(), found)
			}
			for _, below := range cmd.Commands() {
				look(below)
			}
		}
		look(a.root())
	}
}
