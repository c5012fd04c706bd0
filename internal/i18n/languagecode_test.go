package i18n_test

import (
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

func TestALanguageIsFoundByItsNames(t *testing.T) {
	for name, want := range map[string]string{
		"French": "fr", "français": "fr", "Francais": "fr", "le français": "fr", " FR ": "fr", "fr-BE": "fr-BE",
		"German": "de", "Allemand": "de", "deutsch": "de", "Polish": "pl", "polski": "pl", "Türkçe": "tr", "turc": "tr",
		"Flemish": "nl", "néerlandais": "nl", "Mandarin": "zh", "chinois": "zh", "English": "en", "anglais": "en", "he": "he",
		"Norwegian": "no", "norvégien": "no", "norsk": "no", "Bokmål": "nb", "norvégien bokmål": "nb", "Nynorsk": "nn",
		"": "", "?": "", "no such language": "", "und": "", "xx": "", "non": "", "xx-YY-zz-": "",
	} {
		got, ok := i18n.LanguageCode(name)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", name, got, ok, want)
		}
	}
}

func TestEveryLanguageIsFoundByTheNameThatIsShown(t *testing.T) {
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"en", "fr", "de", "nl", "es", "it", "pt", "pl", "tr", "el", "is", "lb", "cs", "sk", "no", "nb", "nn", "zh", "uk", "ga"} {
			name := loc.Language(message.Language(tag))
			if got, _ := i18n.LanguageCode(name); got != tag {
				t.Errorf("%s: %q finds %q, want %q", lang, name, got, tag)
			}
		}
	}
}
