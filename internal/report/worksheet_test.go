package report_test

import (
	"bytes"
	"errors"
	"image"
	"strings"
	"testing"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/report"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/typeset/typesettest"
)

// worksheet is one of two pages out of five.
func worksheet() report.Worksheet {
	return report.Worksheet{
		Candidate: "Zoë Lefèvre-Öztürk", Document: "świadectwo.pdf", Lang: "pl", Pages: []int{2, 5}, Of: 5,
		Paper: typeset.A4, Date: civil.Date{Year: 2025, Month: 6, Day: 2},
		Picture: func(page int) (image.Image, error) { return image.NewGray(image.Rect(0, 0, 70, 90+page)), nil },
	}
}

func writeWorksheet(t *testing.T, in report.Worksheet, lang i18n.Lang) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteWorksheet(&out, in, localizer(t, lang)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAWorksheetShowsEachPageAndAStatement(t *testing.T) {
	t.Parallel()
	for lang, wants := range map[i18n.Lang][]string{
		i18n.English: {"Original, page 2 of 5", "Original, page 5 of 5", "Page 3 of 3", "into English", "Polish", "Zoë Lefèvre-Öztürk", "Your signature"},
		i18n.French:  {"Original, page 2 sur 5", "Original, page 5 sur 5", "Page 3 sur 3", "en français", "polonais", "Lieu et date"},
	} {
		pdf := writeWorksheet(t, worksheet(), lang)
		if n := typesettest.Pages(t, pdf); n != 3 {
			t.Errorf("%s: %d sheets, want 3", lang, n)
		}
		if n := bytes.Count(pdf, []byte("/Subtype /Image")); n != 2 {
			t.Errorf("%s: %d pictures, want 2", lang, n)
		}
		said := text(pdf)
		for _, want := range wants {
			if !strings.Contains(packed(said), packed(want)) {
				t.Errorf("%s: the worksheet does not say %q: %s", lang, want, said)
			}
		}
		typesettest.Check(t, pdf)
	}
}

// Two empty pages look the same: their picture is there once, and shown twice.
func TestAWorksheetOfEqualPages(t *testing.T) {
	t.Parallel()
	in := worksheet()
	in.Picture = func(int) (image.Image, error) { return image.NewGray(image.Rect(0, 0, 70, 99)), nil }
	pdf := writeWorksheet(t, in, i18n.English)
	if n := bytes.Count(pdf, []byte("/Subtype /Image")); n != 1 {
		t.Errorf("%d pictures, want 1", n)
	}
	typesettest.Check(t, pdf)
}

// Whoever has not said their name or the document's language fills them in by
// hand.
func TestAWorksheetLeavesRoomForWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	in := worksheet()
	in.Candidate, in.Lang, in.Document = "", "", strings.Repeat("very long name ", 60)
	pdf := writeWorksheet(t, in, i18n.English)
	said := text(pdf)
	if !strings.Contains(said, "Name") || strings.Contains(said, "Language of the original") {
		t.Errorf("the worksheet says %s", said)
	}
	typesettest.Check(t, pdf)
}

func TestAWorksheetEndsWithItsPictures(t *testing.T) {
	t.Parallel()
	in, broken := worksheet(), errors.New("no such page")
	in.Picture = func(int) (image.Image, error) { return nil, broken }
	if err := report.WriteWorksheet(new(bytes.Buffer), in, localizer(t, i18n.English)); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	in = worksheet()
	in.Paper = "a5"
	if err := report.WriteWorksheet(new(bytes.Buffer), in, localizer(t, i18n.English)); err == nil {
		t.Error("A5 was set")
	}
}
