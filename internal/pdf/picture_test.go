package pdf_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"example.org/dossier/internal/pdf"
)

// shown is the picture of a file's page in a box.
func shown(t testing.TB, engines *pdf.Engines, f pdf.File, page int, box image.Point) *image.RGBA {
	t.Helper()
	shot, err := engines.Picture(t.Context(), f, page, box)
	if err != nil {
		t.Fatal(err)
	}
	return shot
}

func TestPicturesFitTheirBox(t *testing.T) {
	engines := testEngines(t)
	two := file(t, "two.pdf", plainPDF(400, 800, black(0, 0, 200, 400), black(200, 400, 200, 400)))
	photo := file(t, "photo.jpg", cornered(t, 6)) // 160 x 80, shown standing
	tests := []struct {
		name string
		file pdf.File
		page int
		box  image.Point
		want image.Point
	}{
		{"a page as high as the box", two, 0, image.Pt(300, 300), image.Pt(150, 300)},
		{"a page as wide as the box", two, 1, image.Pt(100, 900), image.Pt(100, 200)},
		{"a page larger than it is", two, 0, image.Pt(2000, 1000), image.Pt(500, 1000)},
		{"a page in no box", two, 0, image.Pt(0, -1), image.Pt(1, 1)},
		{"a photograph, turned", photo, 0, image.Pt(40, 40), image.Pt(20, 40)},
		{"a photograph, never enlarged", photo, 0, image.Pt(1000, 1000), image.Pt(80, 160)},
		{"a drawing", file(t, "drawing.png", pngOf(t, 300, 100)), 0, image.Pt(30, 30), image.Pt(30, 10)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := shown(t, engines, test.file, test.page, test.box).Bounds(); got != (image.Rectangle{Max: test.want}) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	for page, dark := range []bool{false, true} {
		if shot := shown(t, engines, two, page, image.Pt(100, 200)); isDark(shot, 75, 150) != dark || isDark(shot, 25, 50) == dark {
			t.Errorf("page %d shows another", page)
		}
	}
}

// The black quarter of the stored picture is where EXIF puts it, as it is in
// bundles.
func TestPicturesStandUpright(t *testing.T) {
	engines := testEngines(t)
	for orientation := 1; orientation <= 8; orientation++ {
		photo := cornered(t, orientation)
		path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, photo)})
		want, got := picture(t, engines, path, 0), shown(t, engines, file(t, "photo.jpg", photo), 0, image.Pt(60, 60))
		for _, at := range [][2]float64{{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}} {
			w := pixelWithin(want, at, photoRegion(want))
			g := pixelWithin(got, at, got.Bounds())
			if w != g {
				t.Errorf("orientation %d at %v: dark %v, in the bundle %v", orientation, at, g, w)
			}
		}
	}
}

// photoRegion is the part of a page within its margins that has the shape of a
// photograph of 160 x 80 or 80 x 160 pixels in its middle.
func photoRegion(page *image.RGBA) image.Rectangle {
	middle := page.Bounds().Max.Div(2)
	half := image.Pt(80, 40)
	if page.Bounds().Dy() > page.Bounds().Dx() {
		half = image.Pt(40, 80)
	}
	return image.Rectangle{Min: middle.Sub(half), Max: middle.Add(half)}
}

// pixelWithin reports whether a place within a region, in parts of it, is dark.
func pixelWithin(shot *image.RGBA, at [2]float64, region image.Rectangle) bool {
	x := region.Min.X + int(at[0]*float64(region.Dx()))
	y := region.Min.Y + int(at[1]*float64(region.Dy()))
	return shot.RGBAAt(x, y).R < 128
}

// What is transparent is seen on white, as on the page.
func TestTransparentPictureIsOnWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range 32 * 64 {
		img.SetNRGBA(i%32, i/32, color.NRGBA{A: 255})
	}
	shot := shown(t, testEngines(t), file(t, "logo.png", encodedPNG(t, img)), 0, image.Pt(32, 32))
	if !isDark(shot, 8, 16) || isDark(shot, 24, 16) {
		t.Errorf("got %v and %v", shot.RGBAAt(8, 16), shot.RGBAAt(24, 16))
	}
}

// Photographs keep their light and colours however much smaller they get.
func TestSmallPicturesKeepTheirColours(t *testing.T) {
	shot := shown(t, testEngines(t), file(t, "photo.jpg", halves(t, 1023, 769)), 0, image.Pt(64, 64))
	if left, right := shot.RGBAAt(16, 24), shot.RGBAAt(48, 24); left.R < 180 || left.B > 60 || right.B < 180 || right.R > 60 {
		t.Errorf("got %v and %v", left, right)
	}
}

// halves is a JPEG, red to the left and blue to the right.
func halves(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		c := color.RGBA{R: 220, A: 255}
		if i%width >= width/2 {
			c = color.RGBA{B: 220, A: 255}
		}
		img.SetRGBA(i%width, i/width, c)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesThatCannotBe(t *testing.T) {
	engines := testEngines(t)
	page, photo := plainPDF(400, 800, ""), cornered(t, 1)
	tests := []struct {
		name string
		data []byte
		page int
		want pdf.Reason
	}{
		{"no such page", page, 1, pdf.NoSuchPage},
		{"a page before the first", page, -1, pdf.NoSuchPage},
		{"a photograph has one", photo, 1, pdf.NoSuchPage},
		{"a photograph that ends early", photo[:len(photo)/2], 0, pdf.Damaged},
		{"a photograph without a header", []byte("\xff\xd8\xff\xe0"), 0, pdf.Damaged},
		{"a JPEG that claims to be huge", hugeJPEG(photo), 0, pdf.PictureTooLarge},
		{"a PNG that claims to be huge", hugePNG(), 0, pdf.PictureTooLarge},
		{"a PNG of nothing", []byte("\x89PNG\r\n\x1a\n"), 0, pdf.Damaged},
		{"a text", []byte("Dear Sir or Madam,"), 0, pdf.NotSupported},
		{"no bytes", nil, 0, pdf.Empty},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := engines.Picture(t.Context(), file(t, "file", test.data), test.page, image.Pt(100, 100))
			if got := pdf.ReasonOf(err); got != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// hugeJPEG says of a small JPEG that it has 65,000 pixels a side.
func hugeJPEG(small []byte) []byte {
	data := bytes.Clone(small)
	at := bytes.Index(data, []byte{0xFF, 0xC0})
	binary.BigEndian.PutUint16(data[at+5:], 65000)
	binary.BigEndian.PutUint16(data[at+7:], 65000)
	return data
}

// hugePNG is the head of a picture of a hundred thousand pixels a side.
func hugePNG() []byte {
	body := []byte("IHDR\x00\x01\x86\xA0\x00\x01\x86\xA0\x08\x06\x00\x00\x00")
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0D"), body...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(body))
}

// telephonePhoto is a photograph of twelve megapixels, as telephones take it.
func telephonePhoto(tb testing.TB) []byte {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	img := image.NewRGBA(image.Rect(0, 0, 4032, 3024))
	for i := range img.Pix {
		img.Pix[i] = byte(i/4/4032/12 + int(random.Uint32()>>28))
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkPicture(b *testing.B) {
	engines := testEngines(b)
	if err := engines.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	drawing := image.NewNRGBA(image.Rect(0, 0, 2000, 2800))
	for _, input := range []struct {
		name string
		page int
		data []byte
	}{
		{"text", 0, written(2, 1)},
		{"text, page 400 of 500", 399, written(500, 1)},
		{"scan", 2, scanned(b, 5, 1)},
		{"photo of 12 megapixels", 0, telephonePhoto(b)},
		{"drawing of 6 megapixels", 0, encodedPNG(b, drawing)},
	} {
		f := file(b, "file", input.data)
		for _, box := range []image.Point{{120, 170}, {900, 1270}} {
			b.Run(fmt.Sprintf("%s/%dx%d", input.name, box.X, box.Y), func(b *testing.B) {
				for b.Loop() {
					shown(b, engines, f, input.page, box)
				}
			})
		}
	}
}
