package pdf_test

import (
	"slices"
	"testing"

	"example.org/dossier/internal/pdf"
)

// Letters of a font that is neither in the file nor in every reader look different
// on another computer, which the recruiter's is.
func TestFontsThatAreNotInTheFileAreTold(t *testing.T) {
	t.Parallel()
	engines := testEngines(t)
	const box = "/MediaBox[0 0 595 842]"
	const use = "BT /F1 12 Tf 72 700 Td (Attestation) Tj ET"
	font := func(entries string) string { return "<</Type/Font" + entries + ">>" }
	for _, test := range []struct {
		name    string
		page    []byte
		strange bool
	}{
		{"one of the standard fourteen", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use, font("/Subtype/Type1/BaseFont/Times-Bold")), false},
		{"one that every computer has", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use, font("/Subtype/TrueType/BaseFont/TimesNewRomanPS-BoldMT")), false},
		{"one of the same, with its style behind a comma", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use, font("/Subtype/TrueType/BaseFont/Arial,Bold")), false},
		{"some other", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use, font("/Subtype/TrueType/BaseFont/ComicSansMS")), true},
		{"without a name", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use, font("/Subtype/Type1")), true},
		{"drawn in the file", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use, font("/Subtype/Type3/CharProcs<<>>")), false},
		{"in the file", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use,
			font("/Subtype/TrueType/BaseFont/ABCDEF+ComicSansMS/FontDescriptor 6 0 R"), "<</Type/FontDescriptor/FontFile2 7 0 R>>", streamOf("", "letters")), false},
		{"of two bytes a letter", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use,
			font("/Subtype/Type0/BaseFont/SimSun/DescendantFonts[6 0 R]"), font("/Subtype/CIDFontType2/BaseFont/SimSun")), true},
		{"of two bytes a letter, in the file", onePDF(box+"/Resources<</Font<</F1 5 0 R>>>>", use,
			font("/Subtype/Type0/BaseFont/SimSun/DescendantFonts[6 0 R]"), font("/Subtype/CIDFontType2/BaseFont/SimSun/FontDescriptor<</FontFile2 7 0 R>>"), streamOf("", "letters")), false},
		{"named for all pages, used by none", onePDF(box+"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>", use,
			font("/Subtype/Type1/BaseFont/Helvetica"), font("/Subtype/TrueType/BaseFont/ComicSansMS")), false},
		{"within a form", onePDF(box+"/Resources<</XObject<</Fo 5 0 R>>>>", "/Fo Do",
			streamOf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 6 0 R>>>>", use), font("/Subtype/TrueType/BaseFont/ComicSansMS")), true},
		{"within a form that leads to itself", onePDF(box+"/Resources 6 0 R", "/Fo Do",
			streamOf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources 6 0 R", use), "<</XObject<</Fo 5 0 R>>>>"), false},
	} {
		facts, err := engines.Inspect(t.Context(), pdf.File{Path: file(t, "page.pdf", test.page).Path})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var want []int
		if test.strange {
			want = []int{1}
		}
		if !slices.Equal(facts.StrangeFonts, want) {
			t.Errorf("%s: pages %v, want %v", test.name, facts.StrangeFonts, want)
		}
	}
}
