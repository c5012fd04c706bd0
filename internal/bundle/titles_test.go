package bundle_test

import (
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
)

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
