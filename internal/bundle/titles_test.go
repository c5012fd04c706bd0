package bundle_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"example.org/dossier/internal/bundle"
)

func TestFileNameIsTakenByEveryPortal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ family, given, vacancy, want string }{
		{"Lefèvre-Öztürk", "Zoë", "OCIO", "Lefevre-Ozturk_Zoe_OCIO.pdf"},
		{"Łukaszewicz", "Bogusław", "OCIO", "Lukaszewicz_Boguslaw_OCIO.pdf"},
		{"Þórðardóttir", "Æsa", "OCIO", "Thordardottir_Aesa_OCIO.pdf"},
		{"O’Brien", "Seán Óg", "OCIO", "OBrien_Sean-Og_OCIO.pdf"},
		{"Weiß", "Jörg", "", "Weiss_Jorg.pdf"},
		{"Παπαδοπούλου", "Ελένη", "OCIO", "Papadopoyloy_Eleni_OCIO.pdf"},
		{"Щерев", "Георги Йорданов", "OCIO", "Shterev_Georgi-Yordanov_OCIO.pdf"},
		{"Camilleri", "Ġorġ Għawdex", "OCIO", "Camilleri_Gorg-Ghawdex_OCIO.pdf"},
		{"İNCİ", "Ayşegül Işıl", "OCIO", "INCI_Aysegul-Isil_OCIO.pdf"},
		{"שלום", "محمد", "OCIO", "OCIO.pdf"}, // no letters of Europe: the vacancy alone
		{"../../etc", "passwd\x00", "OCIO", "etc_passwd_OCIO.pdf"},
		{"", "", "", "bundle.pdf"},
	} {
		if got := bundle.FileName(c.family, c.given, c.vacancy, 0); got != c.want {
			t.Errorf("FileName(%q, %q, %q) = %q, want %q", c.family, c.given, c.vacancy, got, c.want)
		}
	}
}

func TestFileNameKeepsToItsLength(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(8, 120).Draw(t, "most")
		name := bundle.FileName(rapid.String().Draw(t, "family"), rapid.String().Draw(t, "given"), rapid.String().Draw(t, "vacancy"), most)
		if !strings.HasSuffix(name, ".pdf") || len(name) > most || len(name) != utf8.RuneCountInString(name) {
			t.Fatalf("%q is no name of at most %d plain characters", name, most)
		}
		if strings.ContainsAny(name, `/\:*?"<>| `) {
			t.Fatalf("%q holds what some system refuses", name)
		}
	})
}
