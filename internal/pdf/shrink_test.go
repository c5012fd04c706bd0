package pdf_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"example.org/dossier/internal/pdf"
)

// writtenPage is a page of writing as a scanner sees it, in shades or in colours.
func writtenPage(wide, high int, seed uint64, coloured bool) *image.RGBA {
	rng := rand.New(rand.NewPCG(seed, 4))
	out := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			v := 245 - int(rng.Uint32()&15)
			if y%40 < 14 && (x*7+y*3+int(seed))%23 < 6 && x%300 < 250 {
				v = 30
			}
			c := color.RGBA{byte(v), byte(v), byte(v), 255}
			if coloured && y > high/2 && y < high/2+40 {
				c.R, c.B = 20, 200
			}
			out.SetRGBA(x, y, c)
		}
	}
	return out
}

func jpegOf(t testing.TB, src image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, src, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// jpegObject is a picture as a stream of a file.
func jpegObject(t testing.TB, src image.Image, more string) string {
	t.Helper()
	size := src.Bounds().Size()
	return streamOf(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode%s",
		size.X, size.Y, more), jpegOf(t, src))
}

// flateObject is a picture of samples as they are.
func flateObject(t testing.TB, entries string, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return streamOf("/Type/XObject/Subtype/Image/Filter/FlateDecode"+entries, b.String())
}

const a4Page = "/MediaBox[0 0 595 842]"

// drawsScan draws the picture P over the whole of an A4 page, and some writing.
const drawsScan = "q 595 0 0 842 0 0 cm /P Do Q 0 g 30 30 40 10 re f"

// scanPDF is a page with a picture, which is object 5.
func scanPDF(picture string, more ...string) []byte {
	return onePDF(a4Page+"/Resources<</XObject<</P 5 0 R>>>>", drawsScan, append([]string{picture}, more...)...)
}

// shrunk chooses the first pages of the sources with a level for each.
func shrunk(sources []pdf.Source, levels ...pdf.Shrink) []pdf.Source {
	for i := range sources {
		sources[i].Pages = nil
		for n, level := range levels {
			sources[i].Pages = append(sources[i].Pages, pdf.PageChoice{Number: n, Shrink: level})
		}
	}
	return sources
}

// picturesOf are the pictures in a result.
func picturesOf(t testing.TB, path string) []types.StreamDict {
	t.Helper()
	c := result(t, path)
	var found []types.StreamDict
	for number := range c.Table {
		o, err := c.Dereference(*types.NewIndirectRef(number, 0))
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := o.(types.StreamDict); ok && s.Subtype() != nil && *s.Subtype() == "Image" {
			found = append(found, s)
		}
	}
	return found
}

func whole(t testing.TB, s types.StreamDict, key string) int {
	t.Helper()
	n := s.IntEntry(key)
	if n == nil {
		t.Fatalf("%s is missing in %v", key, s.Dict)
	}
	return *n
}

func TestPicturesAreMadeSmaller(t *testing.T) {
	engines := testEngines(t)
	source := scanPDF(jpegObject(t, writtenPage(1654, 2339, 1, true), ""))
	a := pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 100, Quality: 50})}
	weights, err := engines.Weigh(t.Context(), a, []pdf.Shrink{{Resolution: 150, Quality: 60}, {Resolution: 100, Quality: 50}})
	if err != nil || len(weights) != 1 || len(weights[0].As) != 3 {
		t.Fatal(weights, err)
	}
	path, made := assembled(t, engines, a)
	page, w := made.Pages[0], weights[0]
	if page.Shrink != a.Sources[0].Pages[0].Shrink || page.Before != w.As[0].Bytes || page.After != w.As[2].Bytes {
		t.Errorf("carried %+v, weighed %+v", page, w)
	}
	if w.As[0].Resolution != 200 || w.As[1].Resolution != 150 || w.As[2].Resolution != 100 || w.As[0].Loss != 0 {
		t.Errorf("resolutions of %+v", w.As)
	}
	if !(w.As[0].Bytes > 2*w.As[1].Bytes && w.As[1].Bytes > w.As[2].Bytes && w.As[1].Loss < w.As[2].Loss && w.As[2].Legible) {
		t.Errorf("weights %+v", w.As)
	}
	if want := w.Fixed + w.As[2].Bytes; made.Size < want || made.Size > want+3000 {
		t.Errorf("%d bytes, weighed %d", made.Size, want)
	}
	pictures := picturesOf(t, path)
	if len(pictures) != 1 || whole(t, pictures[0], "Width") != 827 || whole(t, pictures[0], "Height") != 1170 {
		t.Errorf("pictures %v", pictures)
	}
	if shot := picture(t, engines, path, 0); !isDark(shot, 50, 35) {
		t.Error("what is drawn on top is gone")
	}
}

// The same plan gives the same bytes, whether it was weighed before or not.
func TestShrunkBytesAreTheSameEveryTime(t *testing.T) {
	source := sourcesOf(t, scanPDF(jpegObject(t, writtenPage(1000, 1400, 2, false), "")))
	a := pdf.Assembly{Sources: shrunk(source, pdf.Shrink{Resolution: 100, Quality: 45})}
	fresh, weighed := testEngines(t), testEngines(t)
	if _, err := weighed.Weigh(t.Context(), a, []pdf.Shrink{{Resolution: 100, Quality: 45}, {Resolution: 80, Quality: 30}}); err != nil {
		t.Fatal(err)
	}
	_, first := assembled(t, fresh, a)
	_, second := assembled(t, weighed, a)
	if first.SHA256 != second.SHA256 {
		t.Error("the bytes differ")
	}
}

// A picture without colours loses what stores them; one with a little keeps it.
func TestColoursThatAreNotThereAreLetGo(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	for _, test := range []struct {
		coloured bool
		want     string
	}{{false, "DeviceGray"}, {true, "DeviceRGB"}} {
		source := scanPDF(jpegObject(t, writtenPage(1654, 2339, 3, test.coloured), ""))
		path, _ := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 100, Quality: 60})})
		if space := picturesOf(t, path)[0].Dict.NameEntry("ColorSpace"); space == nil || *space != test.want {
			t.Errorf("coloured %v: %v", test.coloured, picturesOf(t, path)[0].Dict)
		}
	}
}

// bits are samples of one bit with writing on them.
func bits(wide, high int) []byte {
	stride := (wide + 7) / 8
	rows := bytes.Repeat([]byte{0xFF}, stride*high)
	rng := rand.New(rand.NewPCG(9, 9))
	for range wide * high / 2000 {
		x, y := rng.IntN(wide-30), rng.IntN(high-30)
		for i := range 30 * 4 { // a slanting stroke
			at := x + i/30 + i%30/3
			rows[(y+i%30)*stride+at/8] &^= 0x80 >> (at % 8)
		}
	}
	return rows
}

// What is black and white becomes a fax, without loss: also as a stencil, and where it
// is inverted or says its two colours in a table.
func TestBlackAndWhiteLosesNothing(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	const wide, high = 1654, 2339
	for name, entries := range map[string]string{
		"shades":   "/BitsPerComponent 1/ColorSpace/DeviceGray",
		"inverted": "/BitsPerComponent 1/ColorSpace/DeviceGray/Decode[1 0]",
		"stencil":  "/BitsPerComponent 1/ImageMask true",
		"table":    "/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1<FFFFFF000000>]",
	} {
		source := scanPDF(flateObject(t, entries+fmt.Sprintf("/Width %d/Height %d", wide, high), bits(wide, high)))
		as, _ := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{})})
		path, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 200, Quality: 60})})
		found := picturesOf(t, path)
		if made.Pages[0].After == 0 || made.Pages[0].After >= made.Pages[0].Before || *found[0].Dict.NameEntry("Filter") != "CCITTFaxDecode" {
			t.Errorf("%s: %+v %v", name, made.Pages[0], found[0].Dict)
			continue
		}
		if off := apart(picture(t, engines, as, 0), picture(t, engines, path, 0)); off > 3 {
			t.Errorf("%s looks different by %v", name, off)
		}
	}
}

// apart is by how much samples of two pictures differ in the mean: engines average
// colours out of a table a little otherwise.
func apart(a, b *image.RGBA) float64 {
	sum := 0
	for i, v := range a.Pix {
		sum += max(int(v)-int(b.Pix[i]), int(b.Pix[i])-int(v))
	}
	return float64(sum) / float64(len(a.Pix))
}

// Where resolution must fall far, black and white becomes grey if that is smaller, and
// never a stencil.
func TestBlackAndWhiteBecomesGreyWhereItMust(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	const wide, high = 4960, 7016
	entries := fmt.Sprintf("/Width %d/Height %d/BitsPerComponent 1", wide, high)
	for kind, filter := range map[string]string{"/ColorSpace/DeviceGray": "DCTDecode", "/ImageMask true": "CCITTFaxDecode"} {
		source := scanPDF(flateObject(t, entries+kind, bits(wide, high)))
		path, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 100, Quality: 40})})
		if found := picturesOf(t, path); *found[0].Dict.NameEntry("Filter") != filter {
			t.Errorf("%s: %v %+v", kind, found[0].Dict, made.Pages[0])
		}
	}
}

// A mask of its own stays with its picture.
func TestMasksStay(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	src := writtenPage(1654, 2339, 5, true)
	mask := bytes.Repeat([]byte{255}, 100*100)
	clear(mask[:100*50]) // the upper half is not seen
	source := scanPDF(jpegObject(t, src, "/SMask 6 0 R"), flateObject(t, "/Width 100/Height 100/BitsPerComponent 8/ColorSpace/DeviceGray", mask))
	path, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 100, Quality: 60})})
	if made.Pages[0].After == 0 || len(picturesOf(t, path)) != 2 {
		t.Errorf("%+v", made.Pages[0])
	}
	shot := picture(t, engines, path, 0)
	if got := shot.RGBAAt(300, 100); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("the masked half shows %v", got)
	}
}

// A mask that weighs more than its picture is made smaller too, also where the picture
// is not; one that is mixed into the colours stays of the picture's size.
func TestMasksAreMadeSmaller(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	src := writtenPage(1654, 2339, 5, true)
	mask := make([]byte, 1654*2339)
	for i := range mask {
		mask[i] = src.Pix[4*i] // the writing is not seen
		if i > len(mask)/2 {
			mask[i] = byte(i % 1654 / 7)
		}
	}
	const shades = "/Width 1654/Height 2339/BitsPerComponent 8/ColorSpace/DeviceGray"
	tests := []struct {
		name, picture, mask string
		wide                []int
	}{
		{"of a photograph", jpegObject(t, src, "/SMask 6 0 R"), shades, []int{827, 827}},
		{"of a small picture", jpegObject(t, writtenPage(100, 100, 5, true), "/SMask 6 0 R"), shades, []int{100, 827}},
		{"mixed into the colours", jpegObject(t, src, "/SMask 6 0 R"), shades + "/Matte[0 0 0]", []int{1654, 1654}},
	}
	for _, test := range tests {
		source := scanPDF(test.picture, flateObject(t, test.mask, mask))
		path, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 100, Quality: 60})})
		var wide []int
		for _, found := range picturesOf(t, path) {
			wide = append(wide, whole(t, found, "Width"))
		}
		slices.Sort(wide)
		if !slices.Equal(wide, test.wide) || made.Pages[0].By != pdf.ByPdfcpu {
			t.Errorf("%s: %v wide, %+v", test.name, wide, made.Pages[0])
		}
	}
}

// One picture on several pages, of one file or of two, is written once, by the level of
// the first page that has it: there it is weighed.
func TestASharedPictureIsWrittenOnce(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	source := filePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 595 842]/Resources<</XObject<</P 6 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents 5 0 R>>", "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>", streamOf("", drawsScan),
		jpegObject(t, writtenPage(1654, 2339, 6, false), ""))
	sources := shrunk(sourcesOf(t, source, source), pdf.Shrink{Resolution: 100, Quality: 40}, pdf.Shrink{Resolution: 150, Quality: 60})
	sources[1].Pages[0].Shrink, sources[1].Pages[1].Shrink = pdf.Shrink{Resolution: 200, Quality: 80}, pdf.Shrink{}
	a := pdf.Assembly{Sources: sources}
	path, made := assembled(t, engines, a)
	found := picturesOf(t, path)
	if len(found) != 1 || whole(t, found[0], "Width") != 827 {
		t.Errorf("%d pictures", len(found))
	}
	if made.Pages[0].Before == 0 || made.Pages[1].Before != 0 || made.Pages[3].Shrink == (pdf.Shrink{}) {
		t.Errorf("counted %+v", made.Pages)
	}
	weights, err := engines.Weigh(t.Context(), a, []pdf.Shrink{{Resolution: 150, Quality: 60}})
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range weights {
		if first := i == 0; (w.As[0].Bytes > 0) != first || w.As[1].Resolution != 150 || (w.With == 0) != first {
			t.Errorf("page %d weighs %+v", i, w)
		}
	}
}

// A page that is not shrunk is carried over as if no other were, and keeps what it
// shares with one that is.
func TestOtherPagesStayAsTheyAre(t *testing.T) {
	engines := testEngines(t)
	scan, text := scanPDF(jpegObject(t, writtenPage(800, 1100, 7, false), "")), plainPDF(595, 842, "BT /F1 12 Tf 72 700 Td (Words) Tj ET")
	plain := pdf.Assembly{Sources: sourcesOf(t, text, scan)}
	_, as := assembled(t, engines, plain)
	smaller := plain
	smaller.Sources = shrunk(sourcesOf(t, text, scan), pdf.Shrink{Resolution: 90, Quality: 40})
	_, made := assembled(t, engines, smaller)
	if made.Pages[0] != as.Pages[0] {
		t.Errorf("the page of text: %+v, was %+v", made.Pages[0], as.Pages[0])
	}
	if made.Pages[1].Shrink == (pdf.Shrink{}) {
		t.Error("the scan stayed as it is")
	}
}

// A picture that something else than the page draws stays as it is: nobody knows how
// large it is there.
func TestPicturesOfPatternsAndNotesStay(t *testing.T) {
	engines := testEngines(t)
	object := jpegObject(t, writtenPage(800, 1100, 8, false), "")
	pattern := streamOf("/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 10/YStep 10/Resources<</XObject<</Q 5 0 R>>>>", "/Q Do")
	source := onePDF(a4Page+"/Resources<</XObject<</P 5 0 R>>/Pattern<</A 6 0 R>>>>", drawsScan, object, pattern)
	_, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, source), pdf.Shrink{Resolution: 90, Quality: 40})})
	if made.Pages[0].Shrink != (pdf.Shrink{}) {
		t.Errorf("a pattern's picture: %+v", made.Pages[0])
	}
}

// Pictures by themselves and in forms are found; a photograph on a page of its own too.
func TestPicturesAreFoundWhereverTheyAreDrawn(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	object := jpegObject(t, writtenPage(1654, 2339, 9, false), "")
	form := streamOf("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Matrix[595 0 0 842 0 0]/Resources<</XObject<</Inner 5 0 R>>>>", "/Inner Do")
	inForm := onePDF(a4Page+"/Resources<</XObject<</F 6 0 R>>>>", "q /F Do Q", object, form)
	level := pdf.Shrink{Resolution: 100, Quality: 50}
	_, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, inForm), level)})
	if made.Pages[0].Shrink != level {
		t.Errorf("in a form: %+v", made.Pages[0])
	}
	photo := []pdf.Source{{File: file(t, "photo.jpg", []byte(jpegOf(t, writtenPage(3000, 2000, 10, true))))}}
	a := pdf.Assembly{Sources: shrunk(photo, level)}
	weights, err := engines.Weigh(t.Context(), a, []pdf.Shrink{level})
	if err != nil {
		t.Fatal(err)
	}
	_, made = assembled(t, engines, a)
	if c := made.Pages[0]; c.Shrink != level || c.After != weights[0].As[1].Bytes || c.Before != weights[0].As[0].Bytes {
		t.Errorf("a photograph: %+v, weighed %+v", c, weights[0])
	}
}

// Below what can be read nothing is called legible; what was coarse from the start is.
func TestWhatIsLegible(t *testing.T) {
	engines := testEngines(t)
	sources := sourcesOf(t, scanPDF(jpegObject(t, writtenPage(1654, 2339, 11, false), "")), scanPDF(jpegObject(t, writtenPage(620, 877, 12, false), "")))
	weights, err := engines.Weigh(t.Context(), pdf.Assembly{Sources: sources}, []pdf.Shrink{{Resolution: 100, Quality: 50}, {Resolution: 72, Quality: 50}, {Resolution: 100, Quality: 1}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]bool{{true, true, false, false}, {true, true, true, false}} {
		for at, by := range weights[i].As {
			if by.Legible != want[at] {
				t.Errorf("page %d, level %d: %+v", i, at, by)
			}
		}
	}
	if weights[1].As[1].Resolution != 75 {
		t.Errorf("coarse from the start: %+v", weights[1].As)
	}
}

// A picture that was put in the place of another after the making is found: by the
// digests, and by what it shows where the record was changed along.
func TestASwappedPictureIsFound(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	one, other := jpegObject(t, writtenPage(1654, 2339, 13, false), ""), jpegObject(t, writtenPage(1654, 2339, 14, true), "")
	level := pdf.Shrink{Resolution: 100, Quality: 50}
	sources := shrunk(sourcesOf(t, scanPDF(one)), level)
	_, made := assembled(t, engines, pdf.Assembly{Sources: sources})
	path, forged := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, scanPDF(other)), level)})
	if err := engines.Verify(t.Context(), path, made, nil); pdf.ReasonOf(err) != pdf.NotVerified {
		t.Errorf("by digests: %v", err)
	}
	err := engines.Verify(t.Context(), path, forged, sources)
	if pdf.ReasonOf(err) != pdf.NotVerified || !strings.Contains(err.Error(), "something else") {
		t.Errorf("by what it shows: %v", err)
	}
}

// What else the page draws is held against the source as well.
func TestAnotherPageAroundAPictureIsFound(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	object := jpegObject(t, writtenPage(1654, 2339, 15, false), "")
	level := pdf.Shrink{Resolution: 100, Quality: 50}
	another := onePDF(a4Page+"/Resources<</XObject<</P 5 0 R>>>>", strings.Replace(drawsScan, "30 30", "30 31", 1), object)
	path, made := assembled(t, engines, pdf.Assembly{Sources: shrunk(sourcesOf(t, another), level)})
	err := engines.Verify(t.Context(), path, made, sourcesOf(t, scanPDF(object)))
	if pdf.ReasonOf(err) != pdf.NotVerified {
		t.Errorf("%v", err)
	}
}

// A page comes out as readers show it, with the source's colours, at any level.
func TestShrunkPagesLookAlike(t *testing.T) {
	oneThingAtATime(t)
	engines := testEngines(t)
	rgb := make([]byte, 0, 3*600*800)
	for y := range 800 {
		for x := range 600 {
			rgb = append(rgb, byte(x*255/600), byte(y*255/800), byte((x+y)*255/1400))
		}
	}
	shades := make([]byte, 600*800*2)
	for i := range 600 * 800 {
		shades[2*i] = byte(i % 600 * 255 / 600)
		shades[2*i+1] = byte(i * 7)
	}
	size := "/Width 600/Height 800"
	for name, object := range map[string]string{
		"colours":  flateObject(t, size+"/BitsPerComponent 8/ColorSpace/DeviceRGB", rgb),
		"inverted": flateObject(t, size+"/BitsPerComponent 8/ColorSpace/DeviceRGB/Decode[1 0 1 0 1 0]", rgb),
		"sixteen":  flateObject(t, size+"/BitsPerComponent 16/ColorSpace/DeviceGray", shades),
	} {
		a := pdf.Assembly{Sources: shrunk(sourcesOf(t, scanPDF(object)), pdf.Shrink{Resolution: 50, Quality: 70})}
		path, made := assembled(t, engines, a)
		if made.Pages[0].Shrink == (pdf.Shrink{}) {
			t.Errorf("%s stayed as it is", name)
		}
		plain := filepath.Join(t.TempDir(), "plain.pdf")
		if err := os.WriteFile(plain, scanPDF(object), 0o600); err != nil {
			t.Fatal(err)
		}
		before, after := picture(t, engines, plain, 0), picture(t, engines, path, 0)
		for _, at := range []image.Point{{100, 100}, {400, 300}, {300, 700}} {
			p, q := before.RGBAAt(at.X, at.Y), after.RGBAAt(at.X, at.Y)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				if d > 12 || d < -12 {
					t.Errorf("%s at %v: %v became %v", name, at, p, q)
					break
				}
			}
		}
	}
}

// Before and after are shown as they will stand on the sheet.
func TestBeforeAndAfterAreShown(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "scan.pdf", scanPDF(jpegObject(t, writtenPage(1654, 2339, 16, false), "")))
	box := image.Pt(400, 400)
	shown := func(choice pdf.PageChoice) (*image.RGBA, error) {
		a := pdf.Assembly{Sources: []pdf.Source{{File: f, Pages: []pdf.PageChoice{choice}}}, Sheet: pdf.A4}
		return engines.Shown(t.Context(), a, 0, box)
	}
	before, err := shown(pdf.PageChoice{Turn: 90})
	if err != nil {
		t.Fatal(err)
	}
	after, err := shown(pdf.PageChoice{Turn: 90, Shrink: pdf.Shrink{Resolution: 30, Quality: 10}})
	if err != nil {
		t.Fatal(err)
	}
	if before.Rect != after.Rect || before.Rect.Dx() != 400 {
		t.Fatalf("%v and %v", before.Rect, after.Rect)
	}
	if off := apart(before, after); off < 0.5 || off > 40 {
		t.Errorf("they differ by %v", off)
	}
	if _, err := shown(pdf.PageChoice{Number: 1}); pdf.ReasonOf(err) != pdf.NoSuchPage {
		t.Errorf("a page that is not there: %v", err)
	}
}

// oneThingAtATime leaves a test out of short runs, which are those with the race
// detector: that is slow, and nothing in the test happens at the same time.
func oneThingAtATime(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
}

// What is carried to nowhere, to weigh, to show or to hold it against its source, leaves
// nobody behind who waits for more of it.
func TestNobodyWaitsForWhatIsNotWritten(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "scan.pdf", scanPDF(jpegObject(t, writtenPage(827, 1170, 16, false), "")))
	level := pdf.Shrink{Resolution: 60, Quality: 40}
	a := pdf.Assembly{Sources: []pdf.Source{{File: f, Pages: []pdf.PageChoice{{Shrink: level}}}}, Sheet: pdf.A4}
	if _, err := engines.Weigh(t.Context(), a, []pdf.Shrink{level}); err != nil {
		t.Fatal(err)
	}
	if _, err := engines.Shown(t.Context(), a, 0, image.Pt(100, 100)); err != nil {
		t.Fatal(err)
	}
	a.Output = filepath.Join(t.TempDir(), "out.pdf")
	made, err := engines.Assemble(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if err := engines.Verify(t.Context(), a.Output, made, a.Sources); err != nil {
		t.Fatal(err)
	}
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	if left := bytes.Count(stacks, []byte("(*spool).take")); left > 0 {
		t.Errorf("%d are left behind", left)
	}
}
