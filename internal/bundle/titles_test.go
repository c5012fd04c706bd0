package bundle_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
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
		if got := bundle.FileName(c.family, c.given, c.vacancy, "", 0); got != c.want {
			t.Errorf("FileName(%q, %q, %q) = %q, want %q", c.family, c.given, c.vacancy, got, c.want)
		}
	}
}

func TestFileNameKeepsToItsLength(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(8, 120).Draw(t, "most")
		name := bundle.FileName(rapid.String().Draw(t, "family"), rapid.String().Draw(t, "given"), rapid.String().Draw(t, "vacancy"), "", most)
		if !strings.HasSuffix(name, ".pdf") || len(name) > most || len(name) != utf8.RuneCountInString(name) {
			t.Fatalf("%q is no name of at most %d plain characters", name, most)
		}
		if strings.ContainsAny(name, `/\:*?"<>| `) {
			t.Fatalf("%q holds what some system refuses", name)
		}
	})
}

func TestTitlesSayWhatADocumentIs(t *testing.T) {
	t.Parallel()
	c := candidate.Candidate{Studies: []candidate.Study{{ID: "s1", Title: "Bachelier", Institution: "ULB"}}}
	french, err := i18n.New(i18n.French)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		doc            document.Document
		en, fr, detail string
	}{
		{document.Document{Kind: document.Qualification, For: "s1", Name: "a.pdf"},
			"Qualification: Bachelier", "Diplôme\u00a0: Bachelier", "ULB"},
		{document.Document{Kind: document.ProofOfStudies, Name: "IMG_2041.jpg"},
			"Proof of studies: IMG_2041", "Attestation d’inscription\u00a0: IMG_2041", ""},
		{document.Document{Kind: document.Translation, Of: "d1", Lang: "fr", Name: "scan.pdf"},
			"Translation into French", "Traduction en français", "scan"},
		{document.Document{Kind: document.Translation, Name: "scan.pdf"},
			"Translation: scan", "Traduction\u00a0: scan", ""},
		{document.Document{Kind: document.Other, Name: ".pdf"}, "Document: .pdf", "Document\u00a0: .pdf", ""},
	} {
		en, detail := bundle.TitleOf(english(t), test.doc, c)
		fr, _ := bundle.TitleOf(french, test.doc, c)
		if en != test.en || fr != test.fr || detail != test.detail {
			t.Errorf("%+v: %q, %q, %q", test.doc, en, fr, detail)
		}
	}
}
