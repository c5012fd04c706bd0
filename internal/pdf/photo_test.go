package pdf_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"testing"

	"example.org/dossier/internal/pdf"
)

func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	return encodedPNG(t, image.NewGray(image.Rect(0, 0, width, height)))
}

func encodedPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cornered is a white JPEG, 160 x 80, whose upper left quarter is black, with
// an EXIF orientation (0: none).
func cornered(t testing.TB, orientation int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 160, 80))
	for i := range img.Pix {
		if x, y := i%160, i/160; x >= 80 || y >= 40 {
			img.Pix[i] = 255
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	if orientation == 0 {
		return b.Bytes()
	}
	tiff := []byte("MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	tiff = append(tiff, byte(orientation), 0, 0, 0, 0, 0, 0)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(segment)+2))...)
	return append(append(out, segment...), b.Bytes()[2:]...)
}

func TestPhotographsStandUpright(t *testing.T) {
	engines := testEngines(t)
	// Where the stored upper left quarter is to be seen (TIFF 6.0).
	type corner struct{ right, top bool }
	tests := []struct {
		orientation int
		want        corner
		upright     bool // turned: higher than wide
	}{
		{0, corner{false, true}, false},
		{1, corner{false, true}, false},
		{2, corner{true, true}, false},
		{3, corner{true, false}, false},
		{4, corner{false, false}, false},
		{5, corner{false, true}, true},
		{6, corner{true, true}, true},
		{7, corner{true, false}, true},
		{8, corner{false, false}, true},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint("orientation ", test.orientation), func(t *testing.T) {
			source := pdf.Source{File: file(t, "photo.jpg", cornered(t, test.orientation))}
			path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{source}})
			shot := picture(t, engines, path, 0)
			if upright := shot.Bounds().Dy() > shot.Bounds().Dx(); upright != test.upright {
				t.Errorf("sheet %v", shot.Bounds())
			}
			r := made.Pages[0].Region
			w, h := r.X1-r.X0, r.Y1-r.Y0
			for _, at := range []corner{{false, false}, {false, true}, {true, false}, {true, true}} {
				x, y := r.X0+w/4, r.Y0+h/4
				if at.right {
					x += w / 2
				}
				if at.top {
					y += h / 2
				}
				if isDark(shot, x, y) != (at == test.want) {
					t.Errorf("at %+v dark is %v", at, at != test.want)
				}
			}
		})
	}
}

func TestPhotographTurnedByChoice(t *testing.T) {
	engines := testEngines(t)
	source := pdf.Source{File: file(t, "photo.jpg", cornered(t, 6)), Pages: []pdf.PageChoice{{Turn: 90}}}
	path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{source}})
	shot, r := picture(t, engines, path, 0), made.Pages[0].Region
	if shot.Bounds().Dx() < shot.Bounds().Dy() || !isDark(shot, r.X1-10, r.Y0+10) {
		t.Errorf("turned once more, the corner is not at the lower right of %v", shot.Bounds())
	}
}

func TestPictureBytesStayAsTheyAre(t *testing.T) {
	engines := testEngines(t)
	data := cornered(t, 0)
	path, _ := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: file(t, "photo.jpg", data)}}})
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, data) {
		t.Error("the JPEG was not taken over byte for byte")
	}
}

// A telephone writes where a picture was taken, whose telephone it is, and
// sometimes a film behind the picture.
func TestAPhotographTellsNothingButItsPicture(t *testing.T) {
	engines := testEngines(t)
	segment := func(marker byte, body string) string {
		return string(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(body)+2))) + body
	}
	plain := string(cornered(t, 6))
	data := plain[:2] + segment(0xE1, "Exif\x00\x00secret place") + segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00secret name") +
		segment(0xE2, "MPF\x00secret picture") + segment(0xED, "Photoshop 3.0\x00secret caption") + segment(0xFE, "secret comment") +
		plain[2:] + "secret film \xFF\xD9"
	path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: file(t, "photo.jpg", []byte(data))}}})
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if at := bytes.Index(out, []byte("secret")); at >= 0 || bytes.Contains(out, []byte("Exif")) {
		t.Errorf("left in the result: %q", out[max(0, at):max(0, at)+20])
	}
	shot, r := picture(t, engines, path, 0), made.Pages[0].Region
	if !isDark(shot, r.X1-10, r.Y1-10) {
		t.Error("the picture does not stand as its orientation says")
	}
}

// Large telephone cameras take 12,000 x 9,000 pixels.
func TestPhotographsOfLargeTelephones(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	data := bytes.Replace(cornered(t, 0), []byte{0, 80, 0, 160}, []byte{0x23, 0x28, 0x2E, 0xE0}, 1)
	facts, err := engines.Inspect(t.Context(), file(t, "photo.jpg", data))
	if err != nil || facts.Pages[0].PixelsWide != 12000 || facts.Pages[0].PixelsHigh != 9000 {
		t.Errorf("%+v, %v", facts.Pages, err)
	}
}

func TestPNGKinds(t *testing.T) {
	engines := testEngines(t)
	half := image.Rect(0, 0, 60, 60)
	fill := func(set func(x, y int, dark bool)) {
		for y := range 60 {
			for x := range 60 {
				set(x, y, x < 30)
			}
		}
	}
	shade := map[bool]color.Gray{true: {0}, false: {255}}
	gray, gray16 := image.NewGray(half), image.NewGray16(half)
	rgb, rgb16, clear := image.NewRGBA(half), image.NewRGBA64(half), image.NewNRGBA(half)
	palette := image.NewPaletted(half, color.Palette{color.White, color.Black})
	fill(func(x, y int, dark bool) {
		gray.Set(x, y, shade[dark])
		gray16.Set(x, y, shade[dark])
		rgb.Set(x, y, shade[dark])
		rgb16.Set(x, y, shade[dark])
		if dark {
			palette.SetColorIndex(x, y, 1)
			clear.Set(x, y, color.Black)
		}
	})
	for name, img := range map[string]image.Image{
		"gray": gray, "16-bit gray": gray16, "colour": rgb, "16-bit colour": rgb16, "palette": palette, "transparent": clear,
	} {
		t.Run(name, func(t *testing.T) {
			path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: file(t, "a.png", encodedPNG(t, img))}}})
			shot, r := picture(t, engines, path, 0), made.Pages[0].Region
			if !isDark(shot, r.X0+10, r.Y0+30) || isDark(shot, r.X1-10, r.Y0+30) {
				t.Error("the picture looks different")
			}
		})
	}
}

func TestPictureSizes(t *testing.T) {
	engines := testEngines(t)
	tests := []struct {
		name          string
		width, height int
		want          pdf.Rect
	}{
		{"a photograph fills the page within the margin", 3000, 4000, pdf.Rect{X0: 18, Y0: 48.1, X1: 577.3, Y1: 793.8}},
		{"a small one is not blown up", 100, 200, pdf.Rect{X0: 247.6, Y0: 320.9, X1: 347.6, Y1: 520.9}},
		{"a wide one lies", 4000, 3000, pdf.Rect{X0: 48.1, Y0: 18, X1: 793.8, Y1: 577.3}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: file(t, "a.png", pngOf(t, test.width, test.height))}}})
			got := made.Pages[0].Region
			for _, d := range []float64{got.X0 - test.want.X0, got.Y0 - test.want.Y0, got.X1 - test.want.X1, got.Y1 - test.want.Y1} {
				if d > 0.1 || d < -0.1 {
					t.Fatalf("stands at %+v, want %+v", got, test.want)
				}
			}
		})
	}
}
