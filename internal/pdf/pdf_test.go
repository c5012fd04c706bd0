package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

func TestSniff(t *testing.T) {
	tests := []struct {
		head string
		want pdf.Kind
	}{
		{"%PDF-1.4\n", pdf.PDF},
		{strings.Repeat(" ", 1000) + "%PDF-1.4", pdf.PDF},
		{strings.Repeat(" ", 1024) + "%PDF-1.4", ""},
		{"\xff\xd8\xff\xe0", pdf.JPEG},
		{"\x89PNG\r\n\x1a\n", pdf.PNG},
		{"\x89PNG\n", ""},
		{"PK\x03\x04", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := pdf.Sniff([]byte(test.head)); got != test.want {
			t.Errorf("Sniff(%.20q) = %q, want %q", test.head, got, test.want)
		}
	}
}

func TestInspect(t *testing.T) {
	engines := testEngines(t)
	tests := []struct {
		name string
		data []byte
		is   func(pdf.Facts) bool
	}{
		{"an ordinary page", onePDF("", black(0, 0, 9, 9)), func(f pdf.Facts) bool {
			return f.Kind == pdf.PDF && f.Engine == pdf.ByPdfcpu && !f.Damaged && f.Version == "1.7" && f.Pages[0] == pdf.Page{Width: 200, Height: 100}
		}},
		{"turned", onePDF("/Rotate 270", ""), func(f pdf.Facts) bool {
			return f.Pages[0] == pdf.Page{Width: 100, Height: 200, Rotation: 270}
		}},
		{"turned the other way", onePDF("/Rotate -90", ""), func(f pdf.Facts) bool { return f.Pages[0].Rotation == 270 }},
		{"cropped", onePDF("/CropBox[50 10 150 60]", ""), func(f pdf.Facts) bool {
			return f.Pages[0] == pdf.Page{Width: 100, Height: 50}
		}},
		{"cropped beyond the sheet", onePDF("/CropBox[150 -10 250 60]", ""), func(f pdf.Facts) bool {
			return f.Pages[0] == pdf.Page{Width: 50, Height: 60}
		}},
		{"in larger units", onePDF("/UserUnit 2", ""), func(f pdf.Facts) bool {
			return f.Pages[0] == pdf.Page{Width: 400, Height: 200}
		}},
		{"junk before the header", append([]byte("junk\n"), onePDF("", "")...), func(f pdf.Facts) bool { return len(f.Pages) == 1 }},
		{"a form", catalogPDF("/AcroForm<</Fields[5 0 R]>>", "", "", "<</T(a)/FT/Tx>>"), func(f pdf.Facts) bool { return f.Form }},
		{"signed", catalogPDF("/AcroForm<</Fields[5 0 R]>>", "", "", "<</T(a)/FT/Sig/V<</Type/Sig/ByteRange[0 1 2 3]>>>>"), func(f pdf.Facts) bool { return f.Signed }},
		{"a script", catalogPDF("/OpenAction<</S/JavaScript/JS(app.alert)>>", "", ""), func(f pdf.Facts) bool { return f.Scripts }},
		{"a link to a program", onePDF("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch>>>>]", ""), func(f pdf.Facts) bool { return f.Scripts }},
		{"an attachment", catalogPDF("/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 5 0 R>>>>]>>>>", "", "", streamOf("/Type/EmbeddedFile", "x")), func(f pdf.Facts) bool { return f.Attachments }},
		{"a note", onePDF("/Annots[<</Subtype/Text/Rect[0 0 9 9]>>]", ""), func(f pdf.Facts) bool { return f.Notes && !f.Scripts && !f.Attachments }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			facts, err := engines.Inspect(t.Context(), file(t, "a.pdf", test.data))
			if err != nil {
				t.Fatal(err)
			}
			if !test.is(facts) {
				t.Errorf("%+v", facts)
			}
		})
	}
}

func TestInspectRefuses(t *testing.T) {
	engines := pdf.New(pdf.Options{
		CacheDir: pdftest.CacheDir(),
		Limits:   pdf.Limits{FileBytes: 20_000, Pages: 3, PagePoints: 1000, ImagePixels: 10_000},
	})
	defer engines.Close()
	tests := []struct {
		name string
		data []byte
		want pdf.Reason
	}{
		{"nothing", nil, pdf.Empty},
		{"text", []byte("Dear Sir or Madam"), pdf.NotSupported},
		{"only a header", []byte("%PDF-1.7\n"), pdf.Damaged},
		{"too many bytes", bytes.Repeat([]byte("%PDF-1.7\n"), 3000), pdf.TooLarge},
		{"too many pages", plainPDF(9, 9, "", "", "", ""), pdf.TooManyPages},
		{"a page too large", plainPDF(9, 1001, ""), pdf.PageTooLarge},
		{"too many pixels", pngOf(t, 101, 100), pdf.PictureTooLarge},
		{"a picture cut short", pngOf(t, 90, 100)[:60], pdf.Damaged},
		{"locked", locked(t, "secret"), pdf.Locked},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := file(t, "a.pdf", test.data)
			_, err := engines.Inspect(t.Context(), f)
			failed, ok := errors.AsType[*pdf.Error](err)
			if !ok || failed.Reason != test.want || failed.Path != f.Path {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			shown := message.Of(pdf.Explain(err))
			if shown == nil || shown.Args["File"] != "a.pdf" {
				t.Errorf("explained as %v", shown)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		if _, err := engines.Inspect(t.Context(), pdf.File{Path: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a folder", func(t *testing.T) {
		if _, err := engines.Inspect(t.Context(), pdf.File{Path: t.TempDir()}); pdf.ReasonOf(err) != pdf.NotSupported {
			t.Errorf("got %v", err)
		}
	})
}

func TestPasswords(t *testing.T) {
	engines := testEngines(t)
	content := black(10, 10, 50, 50)
	t.Run("with its password", func(t *testing.T) {
		f := file(t, "a.pdf", encrypted("secret", false, content))
		f.Password = "secret"
		facts, err := engines.Inspect(t.Context(), f)
		if err != nil || !facts.Encrypted || facts.OwnerLocked {
			t.Fatalf("%+v %v", facts, err)
		}
		path, _ := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: f}}, Plain: true})
		if !isDark(picture(t, engines, path, 0), 30, 30) {
			t.Error("its content is lost")
		}
	})
	for _, direct := range []bool{false, true} {
		t.Run(fmt.Sprintf("owner-locked, dictionary in the trailer %v", direct), func(t *testing.T) {
			f := file(t, "a.pdf", encrypted("", direct, content))
			facts, err := engines.Inspect(t.Context(), f)
			if err != nil || !facts.Encrypted || !facts.OwnerLocked {
				t.Fatalf("%+v %v", facts, err)
			}
			path, _ := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: f}}, Plain: true})
			if !isDark(picture(t, engines, path, 0), 30, 30) {
				t.Error("its content is lost: ciphertext was carried over")
			}
		})
	}
	t.Run("locked, dictionary in the trailer", func(t *testing.T) {
		if _, err := engines.Inspect(t.Context(), file(t, "a.pdf", encrypted("secret", true, content))); pdf.ReasonOf(err) != pdf.Locked {
			t.Errorf("got %v", err)
		}
	})
}

func TestPagesStandUprightAndWhole(t *testing.T) {
	engines := testEngines(t)
	// A page of 200 x 100 with a mark in its lower left corner.
	mark := black(0, 0, 20, 10)
	tests := []struct {
		name    string
		entries string
		turn    int
		w, h    float64 // as shown
		x, y    float64 // where the mark is then
	}{
		{"as it is", "", 0, 200, 100, 5, 5},
		{"turned by the file", "/Rotate 90", 0, 100, 200, 5, 195},
		{"upside down", "/Rotate 180", 0, 200, 100, 195, 95},
		{"turned to the left", "/Rotate 270", 0, 100, 200, 95, 5},
		{"turned by choice", "", 90, 100, 200, 5, 195},
		{"turned back", "/Rotate 90", 270, 200, 100, 5, 5},
		{"with an origin elsewhere", "/MediaBox[-50 -20 150 80]", 0, 200, 100, 55, 25},
		{"cropped", "/CropBox[10 0 110 100]", 0, 100, 100, 5, 5},
		{"cropped and turned", "/CropBox[10 0 110 100]/Rotate 90", 0, 100, 100, 5, 95},
	}
	for _, test := range tests {
		sources := sourcesOf(t, onePDF(test.entries, mark))
		sources[0].Pages = []pdf.PageChoice{{Number: 0, Turn: test.turn}}
		t.Run(test.name+", plain", func(t *testing.T) {
			path, made := assembled(t, engines, pdf.Assembly{Sources: sources, Plain: true})
			shot := picture(t, engines, path, 0)
			if got := shot.Bounds().Size(); got.X != int(test.w) || got.Y != int(test.h) {
				t.Errorf("size %v", got)
			}
			if !isDark(shot, test.x, test.y) {
				t.Error("the mark is not where it should be")
			}
			if made.Pages[0].Doubtful {
				t.Error("an ordinary page is in doubt")
			}
		})
		t.Run(test.name+", on A4", func(t *testing.T) {
			path, made := assembled(t, engines, pdf.Assembly{Sources: sources})
			shot := picture(t, engines, path, 0)
			r := made.Pages[0].Region
			if r.X1-r.X0 > test.w+0.01 || r.X1-r.X0 < test.w-0.01 {
				t.Errorf("a page smaller than the sheet was scaled to %v", r)
			}
			if lying := shot.Bounds().Dx() > shot.Bounds().Dy(); lying != (test.w > test.h) {
				t.Errorf("the sheet is %v", shot.Bounds())
			}
			if !isDark(shot, r.X0+test.x, r.Y0+test.y) {
				t.Error("the mark is not where it should be")
			}
		})
	}
}

func TestLargePagesAreScaledDown(t *testing.T) {
	engines := testEngines(t)
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, plainPDF(842, 1191, black(0, 0, 84, 119)))})
	r := made.Pages[0].Region
	if r.X0 < 0 || r.Y0 < 0 || r.X1 > pdf.A4.Width+0.01 || r.Y1 > pdf.A4.Height+0.01 || r.Y1-r.Y0 < 841 {
		t.Errorf("A3 stands at %v", r)
	}
	shot := picture(t, engines, path, 0)
	if !isDark(shot, 30, 50) || isDark(shot, 70, 50) {
		t.Error("the content was not scaled with its page")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	engines := testEngines(t)
	a := pdf.Assembly{
		Front: frontPage, Sources: sourcesOf(t, written(3, 1), scanned(t, 1, 2)), Title: "Zoë", Program: "Dossier 1",
		Created: time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC), Outline: []pdf.Bookmark{{Title: "A", Page: 1}},
	}
	first, made := assembled(t, engines, a)
	second, again := assembled(t, engines, a)
	x, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) || made.SHA256 != again.SHA256 || made.Size != int64(len(x)) {
		t.Error("the same assembly gave other bytes")
	}
}

func TestEqualPartsAreWrittenOnce(t *testing.T) {
	engines := testEngines(t)
	scan := scanned(t, 2, 7)
	_, once := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, scan)})
	_, thrice := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, scan, scan, scan)})
	if thrice.Size > once.Size+2000 {
		t.Errorf("%d bytes once, %d three times", once.Size, thrice.Size)
	}
}

func TestVerifyFindsWhatChanged(t *testing.T) {
	engines := testEngines(t)
	sources := sourcesOf(t, onePDF("", black(10, 10, 50, 50)), onePDF("", black(20, 20, 50, 50)))
	path, made := assembled(t, engines, pdf.Assembly{Sources: sources})
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, data []byte) *pdf.Error {
		t.Helper()
		changed := file(t, "changed.pdf", data)
		err := engines.Verify(t.Context(), changed.Path, made, sources)
		failed, ok := errors.AsType[*pdf.Error](err)
		if !ok || failed.Reason != pdf.NotVerified {
			t.Fatalf("got %v", err)
		}
		return failed
	}
	t.Run("a page's content", func(t *testing.T) {
		failed := check(t, bytes.Replace(good, []byte("20 20 50 50"), []byte("20 20 50 40"), 1))
		if failed.Path != sources[1].Path || failed.Page != 1 {
			t.Errorf("blamed on %s page %d", failed.Path, failed.Page)
		}
	})
	t.Run("where a page stands", func(t *testing.T) { check(t, bytes.Replace(good, []byte("/P Do"), []byte("/Q Do"), 1)) })
	t.Run("its end", func(t *testing.T) { check(t, good[:len(good)-40]) })
	t.Run("everything", func(t *testing.T) { check(t, []byte("%PDF-1.7\n")) })
}

func TestNothingIsLeftAfterAnError(t *testing.T) {
	engines := testEngines(t)
	out := filepath.Join(t.TempDir(), "out.pdf")
	sources := append(sourcesOf(t, written(5, 1)), pdf.Source{File: file(t, "bad.pdf", []byte("%PDF-1.7\nnothing"))})
	_, err := engines.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out})
	if failed, ok := errors.AsType[*pdf.Error](err); !ok || failed.Reason != pdf.Damaged || filepath.Base(failed.Path) != "bad.pdf" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a truncated output is left: %v", err)
	}
}

func TestNoSuchPage(t *testing.T) {
	engines := testEngines(t)
	sources := sourcesOf(t, written(2, 1))
	sources[0].Pages = []pdf.PageChoice{{Number: 2}}
	_, err := engines.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: filepath.Join(t.TempDir(), "out.pdf")})
	if failed, ok := errors.AsType[*pdf.Error](err); !ok || failed.Reason != pdf.NoSuchPage || failed.Page != 3 {
		t.Errorf("got %v", err)
	}
}

// A cache folder that cannot be used costs time, never the work.
func TestPDFiumStartsWithoutItsCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles PDFium")
	}
	engines := pdf.New(pdf.Options{CacheDir: file(t, "cache", []byte("no folder")).Path})
	defer engines.Close()
	if err := engines.Warm(t.Context()); err != nil {
		t.Error(err)
	}
}
