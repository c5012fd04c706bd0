package pdf

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/internal/pdf/pdftest"
)

// panicking is a file whose reading panics, as pdfcpu does over some.
type panicking struct{ *bytes.Reader }

func (panicking) Read([]byte) (int, error) { panic("index out of range") }

func TestPanicsBecomeErrors(t *testing.T) {
	_, err := parse(context.Background(), panicking{bytes.NewReader([]byte("%PDF-1.7\n"))}, "", DefaultLimits())
	if !errors.Is(err, errNotReadable) {
		t.Errorf("got %v", err)
	}
}

// printed is a white picture with words: rows of dark strokes.
func printed(words, dx, dy int) shot { return ofGray(strokes(words, dx, dy)) }

func ofGray(g *image.Gray) shot { return shot{[3]*image.Gray{g, g, g}, farApart} }

func strokes(words, dx, dy int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 400, 600))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for word := range words {
		x0, y0 := 30+word%6*60+dx, 30+word/6*20+dy
		for y := range 8 {
			for x := range 45 {
				if x%3 != 2 && y%4 != 3 {
					g.SetGray(x0+x, y0+y, color.Gray{Y: 20})
				}
			}
		}
	}
	return g
}

func TestAlike(t *testing.T) {
	marked := printed(60, 0, 0)
	marked.planes[2] = strokes(60, 0, 0)
	for i := 100 * 400; i < 110*400; i++ {
		marked.planes[2].Pix[i] = 0 // no blue: yellow
	}
	tests := []struct {
		name string
		a, b shot
		want bool
	}{
		{"the same", printed(60, 0, 0), printed(60, 0, 0), true},
		{"shifted by a pixel", printed(60, 0, 0), printed(60, 1, 1), true},
		{"a word is missing", printed(60, 0, 0), printed(59, 0, 0), false},
		{"all is missing", printed(60, 0, 0), printed(0, 0, 0), false},
		{"shifted by much", printed(60, 0, 0), printed(60, 6, 0), false},
		{"of another size", printed(0, 0, 0), ofGray(image.NewGray(image.Rect(0, 0, 410, 600))), false},
		{"a yellow mark is missing", marked, printed(60, 0, 0), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.a.alike(test.b); got != test.want {
				t.Errorf("alike is %v", got)
			}
			if got := test.b.alike(test.a); got != test.want {
				t.Errorf("the other way round it is %v", got)
			}
		})
	}
}

func TestStringsKeepTheirBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		written := quoted(want)
		inner := written[1 : len(written)-1]
		got := unescaped(inner)
		if written[0] == '<' {
			got = fromHex(inner)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("%q is read as %q", want, got)
		}
	})
	for in, want := range map[string]string{
		`a\(b\)\\`: `a(b)\`, `\101\7x\0053`: "A\ax\x053", "a\\\nb": "ab", "a\\\r\nb": "ab", "a\r\nb\rc": "a\nb\nc", `\q\`: "q",
	} {
		if got := string(unescaped(in)); got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
	if got := string(fromHex("4 1\n427")); got != "ABp" {
		t.Errorf("odd hexadecimal is read as %q", got)
	}
}

func TestPlacementsStayOnTheSheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.Float64Range(1, 14400)
		x, y := rapid.Float64Range(-5000, 5000).Draw(t, "x"), rapid.Float64Range(-5000, 5000).Draw(t, "y")
		box := Rect{x, y, x + side.Draw(t, "width"), y + side.Draw(t, "height")}
		turn := rapid.SampledFrom([]int{0, 90, 180, 270}).Draw(t, "turn")
		unit := rapid.Float64Range(0.1, 10).Draw(t, "unit")
		at := place(box, unit, turn, A4)
		const near = 1e-6
		r := at.region
		if r.X0 < -near || r.Y0 < -near || r.X1 > at.sheet.Width+near || r.Y1 > at.sheet.Height+near {
			t.Fatalf("%+v on %+v", r, at.sheet)
		}
		if got := at.matrix.box(box); math.Abs(got.X0-r.X0)+math.Abs(got.Y1-r.Y1) > 1e-3 {
			t.Fatalf("the matrix sets it at %+v, not %+v", got, r)
		}
		if scale := math.Hypot(at.matrix[0], at.matrix[1]) / unit; scale > 1+near {
			t.Fatalf("blown up by %v", scale)
		}
		u, v := at.matrix.inverse().point(at.matrix.point(box.X0, box.Y0))
		if math.Abs(u-box.X0)+math.Abs(v-box.Y0) > 1e-3 {
			t.Fatalf("the inverse leads to %v %v", u, v)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj " +
		"3 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n150\n%%EOF"))
	limits := Limits{FileBytes: 1 << 20, Pages: 50, PagePoints: 14400, ImagePixels: 1e6}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parse(context.Background(), bytes.NewReader(data), "", limits)
		if err != nil {
			return
		}
		d.survey()
		c := newCarrier(nil).from(d)
		for _, p := range d.pages {
			if form, err := c.form(p, true); err == nil {
				_, _ = c.put(form) // an error is an answer
			}
			_, _ = d.annotations(p)
		}
	})
}

// Whatever a picture file says, reading it ends with its pages or an error, and
// within its limits.
func FuzzPhoto(f *testing.F) {
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08"))
	names, err := filepath.Glob("testdata/kinds/*")
	if err != nil || len(names) == 0 {
		f.Fatal("no files to begin with", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	engines := New(Options{Limits: Limits{ImagePixels: 1e5, Pages: 5}})
	f.Fuzz(func(t *testing.T, data []byte) {
		kind := Sniff(data)
		if kind == "" || kind == PDF || kind == HEIC {
			return
		}
		a, err := engines.album(t.Context(), kind, data)
		if err != nil {
			return
		}
		for _, p := range a.pages {
			p.place(A4, 90)
			if kind == JPEG || kind == TIFF && p.rows == nil {
				continue // where Go's decoder gives up, PDFium draws: too slow for this
			}
			if _, err := p.fitted(image.Pt(50, 50)); err == nil {
				if _, err := p.carry(); err != nil {
					t.Errorf("drawn, but not carried: %v", err)
				}
			}
		}
	})
}

// libheif runs in a sandbox: whatever it is given, it ends with a picture or an error.
func FuzzHEIC(f *testing.F) {
	for _, name := range []string{"grid.heic", "grid-turned.heic", "photo.heic", "ten-bits.heic"} {
		data, err := os.ReadFile(filepath.Join("testdata", "kinds", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	engines := New(Options{CacheDir: pdftest.CacheDir(), Limits: Limits{ImagePixels: 1e5}})
	f.Fuzz(func(t *testing.T, data []byte) {
		if !isHEIC(data) {
			return
		}
		a, err := engines.album(t.Context(), HEIC, data)
		if err != nil {
			return
		}
		if src, err := a.pages[0].decoded(); err == nil {
			scaled(src, image.Pt(20, 20))
		}
	})
}

// Cameras store colour in several ways, of which the encoder at hand knows one.
func TestCoarserKeepsColours(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio440,
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio410,
	} {
		src := image.NewYCbCr(image.Rect(0, 0, 101, 67), ratio)
		for y := range 67 {
			for x := range 101 {
				src.Y[src.YOffset(x, y)] = byte(2 * x)
				src.Cb[src.COffset(x, y)], src.Cr[src.COffset(x, y)] = byte(60+y), byte(200-x)
			}
		}
		out := coarser(src, 5)
		if ratio == image.YCbCrSubsampleRatio410 {
			if out != src {
				t.Errorf("%v: %v", ratio, out.Rect)
			}
			continue
		}
		if out.Rect.Max != image.Pt(25, 16) {
			t.Errorf("%v: %v", ratio, out.Rect)
		}
		for y := range 16 {
			for x := range 25 {
				got, want := out.YCbCrAt(x, y), src.YCbCrAt(4*x+2, 4*y+2)
				if abs(int(got.Y)-int(want.Y)) > 4 || abs(int(got.Cb)-int(want.Cb)) > 3 || abs(int(got.Cr)-int(want.Cr)) > 3 {
					t.Fatalf("%v at %d, %d: %v, want about %v", ratio, x, y, got, want)
				}
			}
		}
	}
}

// pdfcpu puts cross-references together anew without a word: what was wrong with
// them must be known.
func TestWhereCrossReferencesLead(t *testing.T) {
	good := "%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<<>>\nstartxref\n27\n%%EOF"
	tests := []struct{ data, want string }{
		{good, ""},
		{"junk\n" + good, ""},
		{strings.Replace(good, "\n27\n", "\n9\n", 1), ""}, // a stream of them, which is read elsewhere
		{strings.Replace(good, "\n27\n", "\n20\n", 1), "cross-references that are elsewhere"},
		{strings.Replace(good, "\n27\n", "\n9999\n", 1), "cross-references that are elsewhere"},
		{strings.Replace(good, "\n27\n", "\n-28\n", 1), "cross-references that are nowhere"},
		{strings.Replace(good, "0000000009", "0000000010", 1), "cross-references that lead elsewhere"},
		{strings.Replace(good, "0000000009", "9999999999", 1), "cross-references that lead elsewhere"},
		{strings.Replace(good, "0 2\n", "1 2\n", 1), "cross-references that lead elsewhere"},
		{strings.Replace(good, "0 2\n", "0 3\n", 1), "cross-references that lead elsewhere"},
		{strings.Replace(good, "startxref", "stopxref", 1), "no cross-references"},
		{good[:len(good)-9], "cross-references that are nowhere"},
	}
	for _, test := range tests {
		if got := misled([]byte(test.data)); got != test.want {
			t.Errorf("%q: %q, want %q", test.data, got, test.want)
		}
	}
}
