package pdf_test

import (
	"bytes"
	"image"
	"math"
	"os"
	"testing"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/scan"
)

func photoCorners() (c scan.Corners) {
	for i, at := range pdftest.PhotoCorners() {
		c[i] = scan.Point{X: at[0], Y: at[1]}
	}
	return c.Rounded()
}

// brightness is that of a picture's pixel, in shares of its size.
func brightness(shot *image.RGBA, x, y float64) float64 {
	at := shot.PixOffset(int(x*float64(shot.Rect.Dx())), int(y*float64(shot.Rect.Dy())))
	return (float64(shot.Pix[at]) + float64(shot.Pix[at+1]) + float64(shot.Pix[at+2])) / 3
}

func TestSuggest(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	photo := file(t, "photo.jpg", pdftest.Photo(1200))
	got, err := engines.Suggest(t.Context(), photo, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Treatment.Lift || got.Treatment.Turn != 0 {
		t.Errorf("suggested %v", got.Treatment)
	}
	for i, want := range photoCorners() {
		if at := got.Treatment.Corners[i]; math.Hypot(at.X-want.X, at.Y-want.Y) > 0.006 {
			t.Errorf("corner %d at %v instead of %v", i, at, want)
		}
	}
	for name, plain := range map[string]pdf.File{
		"a scan": file(t, "scan.png", pngOf(t, 200, 300)), "a PDF": file(t, "a.pdf", frontPage),
	} {
		if got, err := engines.Suggest(t.Context(), plain, 0); err != nil || !got.Treatment.Corners.None() || got.Treatment.Turn != 0 {
			t.Errorf("%s: suggested %v, %v", name, got, err)
		}
	}
	if _, err := engines.Suggest(t.Context(), file(t, "a.txt", []byte("a letter")), 0); pdf.ReasonOf(err) != pdf.NotSupported {
		t.Errorf("a text: %v", err)
	}
	if _, err := engines.Suggest(t.Context(), photo, 1); pdf.ReasonOf(err) != pdf.NoSuchPage {
		t.Errorf("a second page: %v", err)
	}
}

// A treated page fills its sheet, is white where its paper was in shade, keeps
// its black and its blue, stands as it was turned, and is verified; the file
// stays as it was.
func TestTreatedPages(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	data := pdftest.Photo(1200)
	photo := file(t, "photo.jpg", data)
	for turn, black := range map[int][2]float64{0: {0.12, 0.1}, 90: {0.9, 0.12}, 180: {0.88, 0.9}, 270: {0.1, 0.88}} {
		source := pdf.Source{File: photo, Pages: []pdf.PageChoice{{Turn: turn, Corners: photoCorners(), Lift: true}}}
		path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{source}})
		if c := made.Pages[0]; c.Corners != photoCorners() || !c.Lift || !c.Doubtful || c.Digest != "" || c.By != pdf.ByImage {
			t.Errorf("carried as %+v", c)
		}
		shot := picture(t, engines, path, 0)
		if wide := shot.Rect.Dx() > shot.Rect.Dy(); wide != (turn%180 != 0) {
			t.Errorf("turned by %d: %v", turn, shot.Rect)
		}
		if got := brightness(shot, black[0], black[1]); got > 60 {
			t.Errorf("turned by %d: the square is of %.0f", turn, got)
		}
		for _, at := range [][2]float64{{0.5, 0.08}, {0.07, 0.5}, {0.93, 0.5}, {0.5, 0.9}} {
			if got := brightness(shot, at[0], at[1]); got < 225 {
				t.Errorf("turned by %d: paper of %.0f at %v", turn, got, at)
			}
		}
		if err := engines.Verify(t.Context(), path, made, []pdf.Source{source}); err != nil {
			t.Error(err)
		}
	}
	if now, err := os.ReadFile(photo.Path); err != nil || !bytes.Equal(now, data) {
		t.Errorf("the photograph has changed: %v", err)
	}
}

// What was made is held against the source as it was treated: of another crop,
// or without its light, it is not verified.
func TestTreatedPagesAreHeldAgainstTheirSource(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	source := pdf.Source{File: file(t, "photo.jpg", pdftest.Photo(900)), Pages: []pdf.PageChoice{{Corners: photoCorners(), Lift: true}}}
	path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{source}})
	for name, change := range map[string]func(*pdf.Carried){
		"not cropped":     func(c *pdf.Carried) { c.Corners = scan.Corners{} },
		"cropped smaller": func(c *pdf.Carried) { c.Corners[2] = scan.Point{X: 0.6, Y: 0.6} },
		"not lifted":      func(c *pdf.Carried) { c.Lift = false },
		"turned":          func(c *pdf.Carried) { c.Turn = 180 },
	} {
		other := made
		other.Pages = []pdf.Carried{made.Pages[0]}
		change(&other.Pages[0])
		if err := engines.Verify(t.Context(), path, other, []pdf.Source{source}); pdf.ReasonOf(err) != pdf.NotVerified {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The same choice gives the same bytes.
func TestTreatedPagesAreSteady(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	source := pdf.Source{File: file(t, "photo.jpg", pdftest.Photo(700)), Pages: []pdf.PageChoice{{Turn: 90, Corners: photoCorners(), Lift: true}}}
	first, _ := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{source}})
	second, _ := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{source}})
	a, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("the same twice, and two files")
	}
}

// Pages of a PDF are turned and nothing else.
func TestPagesOfAPDFAreTurnedOnly(t *testing.T) {
	engines := testEngines(t)
	source := file(t, "a.pdf", frontPage)
	choice := pdf.PageChoice{Turn: 90, Corners: photoCorners(), Lift: true}
	path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: source, Pages: []pdf.PageChoice{choice}}}})
	if c := made.Pages[0]; c.Turn != 90 || !c.Corners.None() || c.Lift {
		t.Errorf("carried as %+v", c)
	}
	if shot := picture(t, engines, path, 0); shot.Rect.Dx() < shot.Rect.Dy() {
		t.Errorf("not turned: %v", shot.Rect)
	}
	shot, err := engines.Treated(t.Context(), source, 0, scan.Treatment{Turn: 90, Corners: photoCorners(), Lift: true}, image.Pt(300, 200))
	if err != nil || shot.Rect.Dx() < 280 || shot.Rect.Dy() > 200 {
		t.Errorf("the picture is %v, %v", shot.Rect, err)
	}
}

func TestTreatedPictures(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	photo := file(t, "photo.jpg", pdftest.Photo(2400))
	all := scan.Treatment{Corners: photoCorners(), Turn: 90, Lift: true}
	for _, test := range []struct {
		treatment scan.Treatment
		box, want image.Point
	}{
		{scan.Treatment{}, image.Pt(400, 400), image.Pt(300, 400)},
		{scan.Treatment{Turn: 90}, image.Pt(400, 400), image.Pt(400, 300)},
		{all, image.Pt(200, 200), image.Pt(200, 141)},
		{all, image.Pt(1500, 4000), image.Pt(1500, 1061)}, // more than what is kept of it
		{all, image.Pt(9000, 9000), image.Pt(1680, 1188)}, // as large as it is
	} {
		shot, err := engines.Treated(t.Context(), photo, 0, test.treatment, test.box)
		if err != nil {
			t.Fatal(err)
		}
		if size := shot.Rect.Size(); max(size.X-test.want.X, test.want.X-size.X) > 6 || max(size.Y-test.want.Y, test.want.Y-size.Y) > 6 {
			t.Errorf("%v in %v: %v instead of %v", test.treatment, test.box, size, test.want)
		}
		if got := brightness(shot, 0.5, 0.5); test.treatment.Lift && got < 130 {
			t.Errorf("%v: %.0f", test.treatment, got)
		}
	}
	if _, err := engines.Treated(t.Context(), photo, 3, all, image.Pt(100, 100)); pdf.ReasonOf(err) != pdf.NoSuchPage {
		t.Errorf("a page that is not there: %v", err)
	}
}
