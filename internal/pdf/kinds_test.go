package pdf_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf"
)

// quarter says which quarter of a picture is black; the rest is white.
type quarter struct{ right, bottom bool }

// The files in testdata/kinds show 160 x 80 pixels whose upper left quarter is
// black. They were made with libtiff's tiffcp, ImageMagick, cwebp, heif-enc and
// exiftool; the grids, which telephones make, were put together of small pictures.
var kindFiles = []struct {
	name   string
	pages  int
	dark   quarter
	turned bool   // stands, 80 wide
	filter string // how it lies in the result
}{
	{"fax-1d.tif", 1, quarter{}, false, "FlateDecode"},
	{"fax-2d.tif", 1, quarter{}, false, "FlateDecode"},
	{"fax4.tif", 1, quarter{}, false, "CCITTFaxDecode"},
	{"fax4-strips.tif", 1, quarter{}, false, "FlateDecode"},
	{"lzw-big-endian.tif", 1, quarter{}, false, "FlateDecode"},
	{"deflate-planes.tif", 1, quarter{}, false, "FlateDecode"},
	{"packbits-tiles.tif", 1, quarter{}, false, "FlateDecode"},
	{"jpeg.tif", 1, quarter{}, false, "DCTDecode"},
	{"jpeg-rgb.tif", 1, quarter{}, false, "DCTDecode"},
	{"jpeg-strips.tif", 1, quarter{}, false, "DCTDecode"},
	{"gray16.tif", 1, quarter{}, false, "FlateDecode"},
	{"cmyk.tif", 1, quarter{}, false, "FlateDecode"},
	{"palette.tif", 1, quarter{}, false, "FlateDecode"},
	{"alpha.tif", 1, quarter{}, false, "FlateDecode"},
	{"turned.tif", 1, quarter{right: true}, true, "FlateDecode"},
	{"pages.tif", 3, quarter{}, false, "CCITTFaxDecode"},
	{"lossy.webp", 1, quarter{}, false, "DCTDecode"},
	{"lossless.webp", 1, quarter{}, false, "FlateDecode"},
	{"alpha.webp", 1, quarter{}, false, "DCTDecode"},
	{"lossless-alpha.webp", 1, quarter{}, false, "FlateDecode"},
	{"turned.webp", 1, quarter{right: true}, true, "DCTDecode"},
	{"photo.heic", 1, quarter{}, false, "DCTDecode"},
	{"ten-bits.heic", 1, quarter{}, false, "DCTDecode"},
	{"grid.heic", 1, quarter{}, false, "DCTDecode"},
	{"grid-turned.heic", 1, quarter{right: true}, true, "DCTDecode"},
	{"grid-mirrored.heic", 1, quarter{right: true}, false, "DCTDecode"},
}

func kindFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "kinds", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEveryKindOfPicture(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	for _, test := range kindFiles {
		t.Run(test.name, func(t *testing.T) {
			f := file(t, test.name, kindFile(t, test.name))
			facts, err := engines.Inspect(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			want := image.Pt(160, 80)
			if test.turned {
				want = image.Pt(80, 160)
			}
			if len(facts.Pages) != test.pages || facts.Damaged || facts.Engine != pdf.ByImage {
				t.Errorf("%+v", facts)
			}
			path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: f}}})
			for i, page := range facts.Pages {
				if got := image.Pt(page.PixelsWide, page.PixelsHigh); got != want {
					t.Errorf("page %d is of %v", i+1, got)
				}
				darkQuarter(t, shown(t, engines, f, i, image.Pt(300, 300)), image.Rectangle{Max: want}, test.dark)
				shot, r := picture(t, engines, path, i), made.Pages[i].Region
				high := float64(shot.Bounds().Dy())
				darkQuarter(t, shot, image.Rect(int(r.X0+0.5), int(high-r.Y1+0.5), int(r.X1), int(high-r.Y0)), test.dark)
			}
			out, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(out, []byte("/Filter /"+test.filter)) {
				t.Errorf("not carried as %s", test.filter)
			}
			told := all(t, result(t, path))
			for _, secret := range []string{"secret", "GPS", "Exif", "exif", "http://ns.adobe.com/xap", "ImageMagick"} {
				if bytes.Contains([]byte(told), []byte(secret)) || bytes.Contains(out, []byte(secret)) {
					t.Errorf("the result tells %q", secret)
				}
			}
		})
	}
}

// darkQuarter checks that this quarter of a region is dark and the others are not.
func darkQuarter(t *testing.T, shot *image.RGBA, region image.Rectangle, dark quarter) {
	t.Helper()
	for _, q := range []quarter{{}, {right: true}, {bottom: true}, {true, true}} {
		x, y := region.Min.X+region.Dx()/4, region.Min.Y+region.Dy()/4
		if q.right {
			x += region.Dx() / 2
		}
		if q.bottom {
			y += region.Dy() / 2
		}
		c := shot.RGBAAt(x, y)
		if got := int(c.R)+int(c.G)+int(c.B) < 3*128; got != (q == dark) {
			t.Errorf("%+v of %v is %v", q, region, c)
		}
		if c.R < 10 && c.G < 10 && c.B < 10 || c.R > 245 && c.G > 245 && c.B > 245 {
			continue
		}
		t.Errorf("%+v of %v is neither black nor white: %v", q, region, c)
	}
}

// A page of a picture file is chosen and turned as one of a PDF.
func TestPagesOfATIFFAreChosenAndTurned(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "scan.tif", kindFile(t, "pages.tif"))
	path, made := assembled(t, engines, pdf.Assembly{Plain: true, Sources: []pdf.Source{
		{File: f, Pages: []pdf.PageChoice{{Number: 2, Turn: 180}, {Number: 0}}},
	}})
	if len(made.Pages) != 2 || made.Pages[0].Page != 2 || made.Pages[1].Page != 0 {
		t.Fatalf("%+v", made.Pages)
	}
	for i, dark := range []quarter{{true, true}, {}} {
		shot := picture(t, engines, path, i)
		darkQuarter(t, shot, shot.Bounds(), dark)
	}
	_, err := engines.Assemble(t.Context(), pdf.Assembly{
		Output: filepath.Join(t.TempDir(), "out.pdf"), Sources: []pdf.Source{{File: f, Pages: []pdf.PageChoice{{Number: 3}}}},
	})
	if pdf.ReasonOf(err) != pdf.NoSuchPage {
		t.Errorf("a page that is not there: %v", err)
	}
}

// Pages that a file leads to and that are not there are not lost without a word.
func TestATIFFWhoseLastPagesAreMissingIsDamaged(t *testing.T) {
	engines := testEngines(t)
	whole := kindFile(t, "pages.tif")
	first := binary.LittleEndian.Uint32(whole[4:])
	next := first + 2 + 12*uint32(binary.LittleEndian.Uint16(whole[first:]))
	cut := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(cut[next:], uint32(len(whole)))
	for _, test := range []struct {
		data    []byte
		pages   int
		damaged bool
	}{{whole, 3, false}, {cut, 1, true}} {
		facts, err := engines.Inspect(t.Context(), file(t, "scan.tif", test.data))
		if err != nil || len(facts.Pages) != test.pages || facts.Damaged != test.damaged {
			t.Errorf("%d pages, damaged %v: %v", len(facts.Pages), facts.Damaged, err)
		}
	}
}

// Faxes have pixels that are twice as high as wide, and are looked at as such.
func TestAFaxIsAsHighAsItWas(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "fax.tif", kindFile(t, "fax-flat.tif"))
	facts, err := engines.Inspect(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if p := facts.Pages[0]; p.Width < 56 || p.Width > 57 || p.Height < 58 || p.Height > 59.5 {
		t.Errorf("160 x 80 pixels at 204 x 98 an inch are %.1f x %.1f points", p.Width, p.Height)
	}
	if size := shown(t, engines, f, 0, image.Pt(100, 100)).Bounds().Size(); size.Y != 100 || size.X < 94 || size.X > 98 {
		t.Errorf("shown at %v", size)
	}
	assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: f}}})
}

// tiffOf writes a TIFF file of one page with these entries beside its size, one
// strip: tag, type (3 or 4), value.
func tiffOf(width, height int, strip []byte, entries ...[3]int) []byte {
	entries = append([][3]int{{256, 4, width}, {257, 4, height}, {273, 4, 8}, {279, 4, len(strip)}}, entries...)
	out := binary.LittleEndian.AppendUint32([]byte("II*\x00"), uint32(8+len(strip)))
	out = append(out, strip...)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(entries)))
	for _, e := range entries {
		out = binary.LittleEndian.AppendUint16(out, uint16(e[0]))
		out = binary.LittleEndian.AppendUint16(out, uint16(e[1]))
		out = binary.LittleEndian.AppendUint32(out, 1)
		out = binary.LittleEndian.AppendUint32(out, uint32(e[2]))
	}
	return append(out, 0, 0, 0, 0)
}

func TestPicturesThatAreRefused(t *testing.T) {
	engines := testEngines(t)
	gray := [][3]int{{258, 3, 8}, {262, 3, 1}}
	with := func(more ...[3]int) [][3]int { return append(append([][3]int{}, gray...), more...) }
	arithmetic := cornered(t, 0)
	arithmetic[bytes.Index(arithmetic, []byte{0xFF, 0xC0})+1] = 0xC9
	twelve := cornered(t, 0)
	twelve[bytes.Index(twelve, []byte{0xFF, 0xC0})+4] = 12
	webp := bytes.Clone(kindFile(t, "lossless.webp"))
	binary.LittleEndian.PutUint32(webp[21:], 0x0FFFFFFF) // 16,384 pixels a side
	heic := bytes.Replace(kindFile(t, "grid.heic"), []byte{0, 0, 0, 160, 0, 0, 0, 80}, []byte{0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0}, 1)
	raw := tiffOf(4, 4, make([]byte, 16), with([3]int{50706, 3, 1})...)
	tests := []struct {
		name string
		data []byte
		want pdf.Reason
	}{
		{"a JPEG of arithmetic codes", arithmetic, pdf.Unusual},
		{"a JPEG of twelve bits", twelve, pdf.Unusual},
		{"a WebP that moves", kindFile(t, "moving.webp"), pdf.Unusual},
		{"a WebP that claims to be huge", webp, pdf.PictureTooLarge},
		{"a WebP of nothing", []byte("RIFF\x04\x00\x00\x00WEBP"), pdf.Damaged},
		{"a WebP that ends early", kindFile(t, "lossy.webp")[:60], pdf.Damaged},
		{"a HEIC that claims to be huge", heic, pdf.PictureTooLarge},
		{"a huge HEIC that cannot be read", bytes.Replace(heic, []byte("pitm"), []byte("free"), 1), pdf.PictureTooLarge},
		{"a HEIC of too many tiles", bytes.Replace(kindFile(t, "grid.heic"), []byte{0, 0, 0, 160, 0, 0, 0, 80}, []byte{0, 0, 0x27, 0x10, 0, 0, 0x1B, 0x58}, 1), pdf.PictureTooLarge},
		{"a HEIC of nothing", []byte("\x00\x00\x00\x14ftypheic\x00\x00\x00\x00heic"), pdf.Damaged},
		{"a HEIC that ends early", kindFile(t, "grid.heic")[:900], pdf.Damaged},
		{"a TIFF that claims to be huge", tiffOf(100000, 100000, make([]byte, 16), gray...), pdf.PictureTooLarge},
		{"a TIFF of nothing", []byte("II*\x00\x08\x00\x00\x00"), pdf.Damaged},
		{"a TIFF without pixels", tiffOf(4, 4, nil, gray...), pdf.Damaged},
		{"a TIFF of JPEG 2000", tiffOf(4, 4, make([]byte, 16), with([3]int{259, 3, 34712})...), pdf.Unusual},
		{"a TIFF of fractions", tiffOf(4, 4, make([]byte, 16), with([3]int{339, 3, 3})...), pdf.Unusual},
		{"a camera's raw picture", raw, pdf.Unusual},
		{"a TIFF of huge tiles", tiffOf(1000, 1000, make([]byte, 16), with([3]int{324, 4, 8}, [3]int{322, 3, 32768}, [3]int{323, 3, 32768})...), pdf.PictureTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := file(t, "file", test.data)
			_, err := engines.Inspect(t.Context(), f)
			if got := pdf.ReasonOf(err); got != test.want {
				t.Errorf("inspected: %v, want %s", err, test.want)
			}
			_, err = engines.Picture(t.Context(), f, 0, image.Pt(100, 100))
			if got := pdf.ReasonOf(err); got != test.want {
				t.Errorf("drawn: %v, want %s", err, test.want)
			}
		})
	}
}

// A picture that has lost its end is said to be damaged, shown as far as it goes, and
// can still go into a bundle.
func TestPicturesWithoutTheirEnd(t *testing.T) {
	engines := testEngines(t)
	page := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range page.Pix {
		page.Pix[i] = byte(i * 7 % 251) // so that it cannot be packed small
		if i/400 < 100 {
			page.Pix[i] = 0
		}
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, page, nil); err != nil {
		t.Fatal(err)
	}
	turned := append([]byte{0xFF, 0xD8}, cornered(t, 3)[2:38]...) // with its EXIF
	turned = append(turned, photo.Bytes()[2:]...)
	drawing := encodedPNG(t, page)
	scan := tiffOf(400, 300, page.Pix, [3]int{258, 3, 8}, [3]int{262, 3, 1})
	short := bytes.Clone(scan)
	binary.LittleEndian.PutUint32(short[8+len(page.Pix)+2+3*12+8:], 60000)
	tests := []struct {
		name   string
		data   []byte
		bottom bool // its beginning is shown below
	}{
		{"photo.jpg", photo.Bytes()[:photo.Len()/2], false},
		{"turned.jpg", turned[:len(turned)/2], true},
		{"drawing.png", drawing[:len(drawing)*2/3], false},
		{"scan.tif", short, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := file(t, test.name, test.data)
			facts, err := engines.Inspect(t.Context(), f)
			if err != nil || !facts.Damaged {
				t.Fatalf("%+v, %v", facts, err)
			}
			y := 10
			if test.bottom {
				y = 290
			}
			if shot := shown(t, engines, f, 0, image.Pt(400, 300)); shot.RGBAAt(200, y).R > 60 {
				t.Errorf("its beginning is %v", shot.RGBAAt(200, y))
			}
			assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: f}}})
		})
	}
}

// chunk is a part of a PNG file, with its sum.
func pngChunk(kind string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// PNG's own ways are shown as Go's own decoder shows them, which is another's work.
func TestPNGIsDecodedAsElsewhere(t *testing.T) {
	engines := testEngines(t)
	wide := image.Rect(0, 0, 37, 23)
	rgba, gray16, palette := image.NewNRGBA64(wide), image.NewGray16(wide), image.NewPaletted(wide, color.Palette{
		color.NRGBA{200, 10, 30, 255}, color.NRGBA{0, 0, 250, 100}, color.NRGBA{255, 255, 255, 0},
	})
	for y := range 23 {
		for x := range 37 {
			rgba.SetNRGBA64(x, y, color.NRGBA64{uint16(x * 1700), uint16(y * 2800), 0x7777, uint16(65535 - x*900)})
			gray16.SetGray16(x, y, color.Gray16{uint16(x*y*70 + 1)})
			palette.SetColorIndex(x, y, uint8((x+y)%3))
		}
	}
	for name, img := range map[string]image.Image{"16-bit transparent": rgba, "palette": palette} {
		t.Run(name, func(t *testing.T) {
			data := encodedPNG(t, img)
			src, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			same(t, shown(t, engines, file(t, "a.png", data), 0, image.Pt(100, 100)), src, 2)
		})
	}
	// A gamma of 1 means that half the light is the number 128, which screens show
	// with the number 188.
	linear := image.NewGray(image.Rect(0, 0, 20, 20))
	for i := range linear.Pix {
		linear.Pix[i] = 128
	}
	data := encodedPNG(t, linear)
	gamma := append(bytes.Clone(data[:33]), pngChunk("gAMA", binary.BigEndian.AppendUint32(nil, 100000))...)
	gamma = append(gamma, data[33:]...)
	f := file(t, "gamma.png", gamma)
	if got := shown(t, engines, f, 0, image.Pt(20, 20)).RGBAAt(10, 10).R; got < 185 || got > 189 {
		t.Errorf("linear light of a half is shown as %d", got)
	}
	path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: f}}})
	r := made.Pages[0].Region
	if got := picture(t, engines, path, 0); got.RGBAAt(int(r.X0)+10, got.Bounds().Dy()-int(r.Y0)-10).R < 185 {
		t.Errorf("and in the result as %v", got.RGBAAt(int(r.X0)+10, got.Bounds().Dy()-int(r.Y0)-10))
	}
}

// same compares a picture with another one on white.
func same(t *testing.T, got *image.RGBA, want image.Image, tolerance int) {
	t.Helper()
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Fatalf("%v, want %v", got.Bounds(), want.Bounds())
	}
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			c := got.RGBAAt(x, y)
			r, g, b, a := want.At(want.Bounds().Min.X+x, want.Bounds().Min.Y+y).RGBA()
			for i, pair := range [][2]int{{int(c.R), int(r+0xFFFF-a) >> 8}, {int(c.G), int(g+0xFFFF-a) >> 8}, {int(c.B), int(b+0xFFFF-a) >> 8}} {
				if d := pair[0] - pair[1]; d > tolerance || d < -tolerance {
					t.Fatalf("at %d, %d colour %d: %d, want %d", x, y, i, pair[0], pair[1])
				}
			}
		}
	}
}
