package prose_test

import (
	"strings"
	"testing"

	"example.org/dossier/internal/prose"
)

func TestNamesAreFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		given, family, text string
		want                prose.Presence
	}{
		{"Zoë", "Lefèvre-Öztürk", "Nous attestons que Zoë Lefèvre-Öztürk est inscrite.", prose.Found},
		{"Zoë", "Lefèvre-Öztürk", "LEFEVRE-OZTURK ZOE", prose.Found},
		{"Zoë", "Lefèvre-Öztürk", "Nom : LEFÈVRE OEZTUERK\nPrénom(s) : Zoé Marie", prose.Found},
		{"Zoë", "Lefèvre-Öztürk", "Nom de famille : Lefèvre-\nÖztürk. Prénom : Zoë", prose.Found},
		{"Zoë", "Lefèvre-Öztürk", "Zoe\u0308 Lefe\u0300vre-O\u0308ztu\u0308rk", prose.Found},
		{"Zoë", "Lefèvre-Öztürk", "Zoë LefèvreÖztürk", prose.Found},
		{"Zoë", "Lefèvre-Öztürk", "Mme Zoë Lefèvre", prose.Partly},
		{"Zoë", "Lefèvre-Öztürk", "Z. Lefèvre-Öztürk", prose.Partly},
		{"Zoë", "Lefèvre-Öztürk", "Zoë Martin", prose.Absent},
		{"Zoë", "Lefèvre-Öztürk", "Jean Lefèvre", prose.Absent},
		{"Zoë", "Lefèvre-Öztürk", "", prose.Absent},
		{"Jürgen", "Groß", "JUERGEN GROSS", prose.Found},
		{"Juergen", "Gross", "Jürgen Groß", prose.Found},
		{"Işıl", "Yıldız", "IŞIL YILDIZ", prose.Found},
		{"İrem", "Çağlar", "Irem CAGLAR", prose.Found},
		{"Irem", "Caglar", "İREM ÇAĞLAR", prose.Found},
		{"Łukasz", "Wójcik", "Lukasz WOJCIK", prose.Found},
		{"Søren", "Ågård", "Soeren Aagaard", prose.Found},
		{"Søren", "Ågård", "SOREN AGARD", prose.Found},
		{"Pieter", "van der Berg", "Berg, Pieter van der", prose.Found},
		{"Pieter", "van der Berg", "P. Vanderberg, Pieter", prose.Found},
		{"Pieter", "van der Berg", "Pieter Berg", prose.Found},
		{"Maria", "da Silva e Costa", "SILVA COSTA MARIA", prose.Found},
		{"Seán", "O’Connor", "Sean O'Connor", prose.Found},
		{"Ian", "McDonald", "Ian Mc Donald", prose.Found},
		{"Anna Maria", "Rossi", "Rossi Anna", prose.Found},
		{"Ștefan", "Țurcanu", "Ştefan Ţurcanu", prose.Found}, // the cedilla of older keyboards
		{"Zoë", "Lefèvre", "Lefèvre " + strings.Repeat("word ", 40) + "Zoë", prose.Partly},
		{"Björk", "", "Björk", prose.Found},
		{"", "Sokrates", "Sokrates aus Athen", prose.Found},
		{"", "", "anybody", prose.NoName},
		{"!", "?", "anybody", prose.NoName},
		{"Eleni", "Papadaki", "Η Ελένη Παπαδάκη είναι φοιτήτρια", prose.Untold},
		{"Ελένη", "Παπαδάκη", "ΠΑΠΑΔΑΚΗ ΕΛΕΝΗ", prose.Found},
		{"Eleni", "Papadaki", "Η Ελένη Παπαδάκη (Eleni Papadaki, born in Athens, is a student of this university)", prose.Found},
		{"Le", "O", "Le O", prose.Found},
	} {
		if got := prose.NameIn(prose.Clean(test.text), test.given, test.family); got != test.want {
			t.Errorf("%s %s in %q: %s, want %s", test.given, test.family, test.text, got, test.want)
		}
	}
}

func TestALongTextIsSearchedOnce(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("Lefevre Martin ", 200_000)
	if got := prose.NameIn(text, "Zoë", "Lefèvre-Öztürk"); got != prose.Absent {
		t.Errorf("got %s", got)
	}
}

func TestCleanTakesAwayWhatSteers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain\ntext\t1":          "plain\ntext\t1",
		"line\r\nend":             "line\n\nend",
		"red\x1b[31m":             "red [31m",
		"\u202Efdp.exe":           " fdp.exe",
		"Uni\u00ADversi\u200Btät": "Universität",
		"Zoe\u0308":               "Zoë",
		"a\xffb":                  "a\uFFFDb",
		"\uFFFEword":              "word",
	} {
		if got := prose.Clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestReadable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Zeugnis": true, "": false, "12.3.2024": true, "\uE001\uE002\uE003": false, "\x19\x12": false,
		"Zeugnis der Universität \uE001": true, "a\uFFFD\uFFFD\uFFFD": false, "Ελένη": true,
	} {
		if got := prose.Readable(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Whatever the text and the name, there is an answer, and a name stands in itself.
func FuzzProse(f *testing.F) {
	f.Add("Nous attestons que Zoë Lefèvre est inscrite", "Zoë", "Lefèvre")
	f.Add("\u202e\x00\xff", "İ", "ß")
	f.Add("LUKASZ", "Łu-kasz", "van 't Ó")
	f.Fuzz(func(t *testing.T, text, given, family string) {
		clean := prose.Clean(text)
		for _, tag := range prose.Languages(clean) {
			if len(tag) < 2 || len(tag) > 3 {
				t.Fatalf("language %q", tag)
			}
		}
		if again := prose.Clean(clean); again != clean {
			t.Fatalf("%q cleaned twice is %q", clean, again)
		}
		prose.NameIn(clean, given, family)
		if got := prose.NameIn(prose.Clean(given+" "+family), given, family); got == prose.Absent && len(given)+len(family) < 60 {
			t.Fatalf("%q %q does not stand in itself", given, family)
		}
	})
}
