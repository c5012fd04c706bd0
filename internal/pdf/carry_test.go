package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// look is an appearance stream that fills its box, 10 x 10, with black.
var look = streamOf("/Type/XObject/Subtype/Form/BBox[0 0 10 10]", black(0, 0, 10, 10))

func TestAnnotationsAsSeen(t *testing.T) {
	engines := testEngines(t)
	at := "/Rect[100 50 120 60]/AP<</N 5 0 R>>"
	tests := []struct {
		name  string
		note  string
		drawn bool
	}{
		{"a stamp", "/Subtype/Stamp" + at, true},
		{"a form field", "/Subtype/Widget/FT/Tx/T(a)/V(x)" + at, true},
		{"a seal", "/Subtype/Widget/FT/Sig/T(a)" + at, true},
		{"a highlight", "/Subtype/Highlight" + at, true},
		{"a box that is ticked", "/Subtype/Widget/FT/Btn/T(a)/AS/Yes/Rect[100 50 120 60]/AP<</N<</Yes 5 0 R/Off 6 0 R>>>>", true},
		{"a box that is not", "/Subtype/Widget/FT/Btn/T(a)/AS/Off/Rect[100 50 120 60]/AP<</N<</Yes 5 0 R/Off 6 0 R>>>>", false},
		{"a hidden stamp", "/Subtype/Stamp/F 2" + at, false},
		{"a stamp not to be seen", "/Subtype/Stamp/F 32" + at, false},
		{"a reviewer's note", "/Subtype/Text/Contents(Really?)" + at, false},
		{"its window", "/Subtype/Popup" + at, false},
		{"an attachment's pin", "/Subtype/FileAttachment" + at, false},
	}
	for _, rotate := range []int{0, 90} {
		for _, test := range tests {
			t.Run(fmt.Sprintf("%s, page turned by %d", test.name, rotate), func(t *testing.T) {
				fields := ""
				if strings.Contains(test.note, "Widget") {
					fields = "/AcroForm<</Fields[7 0 R]>>"
				}
				data := catalogPDF(fields, fmt.Sprintf("/Rotate %d/Annots[7 0 R]", rotate), "", look,
					streamOf("/Subtype/Form/BBox[0 0 10 10]", ""), "<</Type/Annot/P 3 0 R"+test.note+">>")
				path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
				if by := made.Pages[0].By; by != pdf.ByPdfcpu {
					t.Errorf("carried by %s", by)
				}
				x, y := 110.0, 55.0
				if rotate == 90 {
					x, y = 55, 200-110
				}
				if got := isDark(picture(t, engines, path, 0), x, y); got != test.drawn {
					t.Errorf("drawn is %v", got)
				}
				if pageOf(t, result(t, path), 0)["Annots"] != nil {
					t.Error("an annotation is left in the result")
				}
			})
		}
	}
}

func TestValuesWithoutALookAreNotLost(t *testing.T) {
	engines := testEngines(t)
	data := catalogPDF("/AcroForm<</Fields[6 0 R]/NeedAppearances true/DA(/F 12 Tf 0 g)/DR<</Font<</F 5 0 R>>>>>>", "/Annots[6 0 R]", "",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(MMMMMMMM)/DA(/F 12 Tf 0 g)/Rect[20 20 180 40]/P 3 0 R>>")
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	dark := 0
	shot := picture(t, engines, path, 0)
	for x := 20.0; x < 180; x++ {
		for y := 20.0; y < 40; y++ {
			if isDark(shot, x, y) {
				dark++
			}
		}
	}
	if dark < 50 || made.Pages[0].By != pdf.ByPicture {
		t.Errorf("%d dark pixels, carried by %s", dark, made.Pages[0].By)
	}
}

// A stored look that lacks the value is not what readers show where the form asks
// them to fill it in; PDFium's import forgets that the form asks.
func TestValuesWithAnEmptyLookAreNotLost(t *testing.T) {
	engines := testEngines(t)
	data := catalogPDF("/AcroForm<</Fields[6 0 R]/NeedAppearances true/DA(/F 12 Tf 0 g)/DR<</Font<</F 5 0 R>>>>>>", "/Annots[6 0 R]", "",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(MMMMMMMM)/DA(/F 12 Tf 0 g)/Rect[20 20 180 40]/P 3 0 R/AP<</N 7 0 R>>>>",
		streamOf("/Type/XObject/Subtype/Form/BBox[0 0 160 20]", "0 G 0 0 160 20 re S"))
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	dark := 0
	shot := picture(t, engines, path, 0)
	for x := 24.0; x < 176; x++ {
		for y := 24.0; y < 36; y++ {
			if isDark(shot, x, y) {
				dark++
			}
		}
	}
	if dark < 50 {
		t.Errorf("%d dark pixels, carried by %s, looks %q", dark, made.Pages[0].By, made.Pages[0].Looks)
	}
}

// What is left out of a page is said by whichever rung it was carried.
func TestNotesLeftOutOfAPictureAreSaid(t *testing.T) {
	engines := testEngines(t)
	data := onePDF("/Annots[<</Subtype/Text/Rect[10 10 30 30]/Contents(Really?)>><</Subtype/Square/Rect[50 20 90 60]/C[1 0 0]/IC[1 0 0]/BS<</W 4>>>>]", "")
	_, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	if made.Pages[0].By != pdf.ByPicture || made.Sources[0].NotesDropped != 1 {
		t.Errorf("by %s, %+v", made.Pages[0].By, made.Sources[0])
	}
}

func TestHiddenLayersStayHidden(t *testing.T) {
	engines := testEngines(t)
	content := "/OC /L BDC " + black(10, 10, 30, 30) + " EMC /OC /M BDC " + black(110, 10, 30, 30) + " EMC"
	data := catalogPDF("/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[5 0 R]/Order[5 0 R 6 0 R]>>>>",
		"/Resources<</Properties<</L 5 0 R/M 6 0 R>>>>", content, "<</Type/OCG/Name(Draft)>>", "<</Type/OCG/Name(Final)>>")
	// The same names, the other way round.
	swapped := bytes.Replace(data, []byte("OFF[5 0 R]"), []byte("OFF[6 0 R]"), 1)
	path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data, swapped), Plain: true})
	for page, visible := range []float64{120, 20} {
		shot := picture(t, engines, path, page)
		if !isDark(shot, visible, 20) || isDark(shot, 140-visible, 20) {
			t.Errorf("page %d shows the wrong layer", page)
		}
	}
}

func TestNothingActiveIsLeft(t *testing.T) {
	engines := testEngines(t)
	data := catalogPDF("/OpenAction<</S/JavaScript/JS(secret1)>>/AA<</WC<</S/JavaScript/JS(secret2)>>>>/Metadata 6 0 R"+
		"/Names<</EmbeddedFiles<</Names[(secret3)<</Type/Filespec/EF<</F 7 0 R>>>>]>>>>/PieceInfo<</secret4 1>>",
		"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(secret5)>>>><</Subtype/Text/Rect[0 0 9 9]/Contents(secret6)>>"+
			"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///home/secret7)>>>>]/AA<</O<</S/JavaScript/JS(secret8)>>>>/Thumb 5 0 R"+
			"/Resources<</XObject<</X 5 0 R>>>>/Metadata 6 0 R",
		"/X Do", streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Metadata 6 0 R/PieceInfo<</secret9 1>>", ""),
		streamOf("/Type/Metadata", "secret10"), streamOf("/Type/EmbeddedFile", "secret11"))
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data)})
	if text := all(t, result(t, path)); strings.Contains(text, "secret") || strings.Contains(text, "JavaScript") {
		t.Errorf("left in the result:\n%s", text)
	}
	if s := made.Sources[0]; s.LinksDropped != 2 || s.NotesDropped != 1 {
		t.Errorf("said to be left out: %+v", s)
	}
}

// What a drawing program notes of a picture hangs on marked content, not on the
// page.
func TestMetadataOfPartsStaysBehind(t *testing.T) {
	engines := testEngines(t)
	data := onePDF("/Resources<</Properties<</M 5 0 R/F 7 0 R>>>>", "/OC /M BDC 0 g 0 0 100 50 re f EMC",
		"<</Metadata 6 0 R>>", streamOf("/Type/Metadata/Subtype/XML", "secret author"),
		"<</File 8 0 R>>", streamOf("/Type/EmbeddedFile", "secret file"))
	path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data)})
	if text := all(t, result(t, path)); strings.Contains(text, "Metadata") || strings.Contains(text, "EmbeddedFile") {
		t.Errorf("left in the result:\n%s", text)
	}
}

func TestLinksStayWhereTheyWere(t *testing.T) {
	engines := testEngines(t)
	for _, rotate := range []int{0, 90} {
		t.Run(fmt.Sprint("page turned by ", rotate), func(t *testing.T) {
			data := onePDF(fmt.Sprintf("/Rotate %d/Annots[<</Subtype/Link/Rect[10 20 30 25]/A<</S/URI/URI(https://example.org/a\\(b\\))>>>>]", rotate), "")
			path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
			c := result(t, path)
			links := pageOf(t, c, 0).ArrayEntry("Annots")
			if len(links) != 1 {
				t.Fatalf("links: %v", links)
			}
			link := links[0].(types.Dict)
			want := "[10 20 30 25]"
			if rotate == 90 {
				want = "[20 170 25 190]"
			}
			if got := link.ArrayEntry("Rect").PDFString(); got != want {
				t.Errorf("stands at %s, want %s", got, want)
			}
			if got := link.DictEntry("A").StringLiteralEntry("URI").Value(); got != `https://example.org/a\(b\)` {
				t.Errorf("leads to %s", got)
			}
		})
	}
}

func TestLinksWithinASource(t *testing.T) {
	engines := testEngines(t)
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]%s>>"
	data := filePDF("<</Type/Catalog/Pages 2 0 R/Names<</Dests<</Names[(there)[4 0 R/Fit]]>>>>>>", "<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>",
		fmt.Sprintf(page, "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(there)>><</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[5 0 R/Fit]>>>>]"),
		fmt.Sprintf(page, ""), fmt.Sprintf(page, ""))
	sources := sourcesOf(t, data)
	sources[0].Pages = []pdf.PageChoice{{Number: 1}, {Number: 0}}
	path, made := assembled(t, engines, pdf.Assembly{Front: frontPage, Sources: sources})
	c := result(t, path)
	links := pageOf(t, c, 2).ArrayEntry("Annots")
	if len(links) != 1 || made.Sources[0].LinksDropped != 1 {
		t.Fatalf("%d links, %d left out", len(links), made.Sources[0].LinksDropped)
	}
	target := links[0].(types.Dict).ArrayEntry("Dest")[0].(types.IndirectRef)
	if number, err := c.PageNumber(int(target.ObjectNumber)); err != nil || number != 2 {
		t.Errorf("leads to page %d: %v", number, err)
	}
}

func TestWhatMakesItADocument(t *testing.T) {
	engines := testEngines(t)
	path, _ := assembled(t, engines, pdf.Assembly{
		Front: frontPage, Sources: sourcesOf(t, written(2, 1)), Lang: "fr", Title: "Dossier – Zoë (1)", Author: "A. B",
		Program: "Dossier 1.0", Created: time.Date(2025, 6, 22, 23, 59, 0, 0, time.FixedZone("", 7200)),
		Outline: []pdf.Bookmark{{Title: "Front"}, {Title: "Ωmega", Page: 1, Children: []pdf.Bookmark{{Title: "Second", Page: 2}}}},
		Links:   []pdf.Link{{Page: 0, Rect: pdf.Rect{X0: 1, Y0: 2, X1: 3, Y1: 4}, Target: 2}},
	})
	text := all(t, result(t, path))
	for _, want := range []string{
		"/Lang(fr)", "DisplayDocTitle true", "/PageMode/UseOutlines", "/Title<FEFF0044006F", "/Author(A. B)", "/Creator(Dossier 1.0)",
		"(D:20250622235900+02'00')", "/Title(Second)", "/Title<FEFF03A9006D", "/Rect[1 2 3 4]", "/XYZ 0 841.89", "/PageLabels<</Nums[0<</S/D>>]>>",
	} {
		if !strings.Contains(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(want, " ", "")) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestOverlayIsDrawnLast(t *testing.T) {
	engines := testEngines(t)
	overlay := plainPDF(200, 100, "0 g 190 90 10 10 re f", "0 g 190 90 10 10 re f")
	tests := []struct{ name, content string }{
		{"white all over", "1 g 0 0 200 100 re f"},
		{"saved and never restored", "q 0.1 0 0 0.1 0 0 cm 1 g q q"},
		{"restored more than saved", "Q Q 1 g Q"},
		{"a clip left standing", "0 0 1 1 re W n"},
		{"broken off", "1 g 0 0 200 100 re f BT (x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path, made := assembled(t, engines, pdf.Assembly{
				Front: plainPDF(200, 100, ""), Sources: sourcesOf(t, onePDF("", test.content)), Overlay: overlay, Plain: true,
			})
			if !isDark(picture(t, engines, path, 1), 195, 95) || !made.Pages[1].Overlaid {
				t.Error("the overlay cannot be seen")
			}
		})
	}
	t.Run("pages that do not match", func(t *testing.T) {
		_, err := engines.Assemble(t.Context(), pdf.Assembly{Sources: sourcesOf(t, onePDF("", "")), Overlay: overlay, Output: filepath.Join(t.TempDir(), "out.pdf")})
		if err == nil {
			t.Error("an overlay of two pages fits one")
		}
	})
}

// The limit on pages is one file's: all together may have more.
func TestMarksOnMorePagesThanAFileMayHave(t *testing.T) {
	engines := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir(), Limits: pdf.Limits{Pages: 2}})
	defer engines.Close()
	overlay := plainPDF(595.276, 841.89, "0 g", "0 g", "0 g", "0 g")
	_, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, written(2, 1), written(2, 2)), Overlay: overlay})
	if len(made.Pages) != 4 {
		t.Errorf("%d pages", len(made.Pages))
	}
}

func TestContentOfSeveralStreams(t *testing.T) {
	engines := testEngines(t)
	data := filePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents[4 0 R 5 0 R]>>",
		streamOf("", "q 1 0 0 1 50 0 cm 0"), streamOf("", "g 0 0 20 20 re f Q"))
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	if !isDark(picture(t, engines, path, 0), 60, 10) || made.Pages[0].Doubtful {
		t.Errorf("%+v", made.Pages[0])
	}
}

func TestOneStreamStaysByteForByte(t *testing.T) {
	engines := testEngines(t)
	content := "q  0 g\r\n10 10 20 20 re\n%  a comment\nf Q"
	path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, onePDF("/Rotate 90", content))})
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, []byte("stream\n"+content+"\nendstream")) {
		t.Error("the content was rewritten")
	}
}

func TestAStreamLongerThanItSays(t *testing.T) {
	engines := testEngines(t)
	content := black(10, 10, 50, 50)
	data := bytes.Replace(onePDF("", content), fmt.Appendf(nil, "/Length %d", len(content)), fmt.Appendf(nil, "/Length %02d", len(content)-2), 1)
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	if !isDark(picture(t, engines, path, 0), 30, 30) {
		t.Errorf("its end was cut off: %+v", made.Pages[0])
	}
}

func TestPDF20AmongOlderOnes(t *testing.T) {
	engines := testEngines(t)
	newer := bytes.Replace(onePDF("", black(0, 0, 50, 50)), []byte("%PDF-1.7"), []byte("%PDF-2.0"), 1)
	older := bytes.Replace(onePDF("", black(0, 0, 50, 50)), []byte("%PDF-1.7"), []byte("%PDF-1.2"), 1)
	path, made := assembled(t, engines, pdf.Assembly{Front: frontPage, Sources: sourcesOf(t, older, newer, older), Plain: true})
	for i := 1; i <= 3; i++ {
		if !isDark(picture(t, engines, path, i), 20, 20) || made.Pages[i].By != pdf.ByPdfcpu {
			t.Errorf("page %d: %+v", i, made.Pages[i])
		}
	}
}

func TestOnlyChosenPages(t *testing.T) {
	engines := testEngines(t)
	sources := sourcesOf(t, plainPDF(200, 100, black(0, 0, 20, 20), black(50, 0, 20, 20), black(100, 0, 20, 20)))
	sources[0].Pages = []pdf.PageChoice{{Number: 2}, {Number: 0}}
	path, made := assembled(t, engines, pdf.Assembly{Sources: sources, Plain: true})
	if len(made.Pages) != 2 || !isDark(picture(t, engines, path, 0), 110, 10) || !isDark(picture(t, engines, path, 1), 10, 10) {
		t.Errorf("%+v", made.Pages)
	}
}

func TestLeftOutPagesLeaveNothingBehind(t *testing.T) {
	engines := testEngines(t)
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents %d 0 R>>"
	form := func(word string) string {
		return streamOf("/Type/XObject/Subtype/Form/BBox[0 0 200 100]", black(0, 0, 50, 50)+" %"+word)
	}
	data := filePDF("<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/Resources<</XObject<</One 7 0 R/Two 8 0 R/Inner 9 0 R>>>>>>",
		fmt.Sprintf(page, 5), fmt.Sprintf(page, 6), streamOf("", "/One Do"), streamOf("", "/Two Do"),
		streamOf("/Type/XObject/Subtype/Form/BBox[0 0 200 100]", "/Inner Do"), form("private"), form("shared"))
	sources := sourcesOf(t, data)
	sources[0].Pages = []pdf.PageChoice{{Number: 0}}
	path, _ := assembled(t, engines, pdf.Assembly{Sources: sources, Plain: true})
	if text := all(t, result(t, path)); strings.Contains(text, "private") || !strings.Contains(text, "shared") {
		t.Errorf("carried over:\n%s", text)
	}
	if !isDark(picture(t, engines, path, 0), 20, 20) {
		t.Error("the chosen page lost its content")
	}
}

func TestPageTreesThatAreWrong(t *testing.T) {
	engines := testEngines(t)
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>"
	content := streamOf("", black(10, 10, 50, 50))
	tests := []struct{ name, pages string }{
		{"counting too many", "<</Type/Pages/Count 9/Kids[3 0 R]>>"},
		{"counting too few", "<</Type/Pages/Count 0/Kids[3 0 R]>>"},
		{"leading back to itself", "<</Type/Pages/Count 1/Kids[3 0 R 2 0 R]>>"},
		{"naming what is not there", "<</Type/Pages/Count 1/Kids[3 0 R 99 0 R]>>"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := filePDF("<</Type/Catalog/Pages 2 0 R>>", test.pages, page, content)
			path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
			if len(made.Pages) != 1 || !isDark(picture(t, engines, path, 0), 30, 30) {
				t.Errorf("%+v", made.Pages)
			}
		})
	}
}
