package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"pgregory.net/rapid"
)

// drawnRaster is a component with something on it: soft hills, sharp strokes, grain.
func drawnRaster(t *rapid.T, wide, high int) raster {
	seed := rapid.Uint64().Draw(t, "seed")
	grainy := rapid.IntRange(0, 40).Draw(t, "grain")
	rng := rand.New(rand.NewPCG(seed, 1))
	r := newRaster(wide, high)
	for y := range high {
		for x := range wide {
			v := 128 + 60*((x/9+y/13)%3-1)
			if (x+y)%17 == 0 {
				v = 255 * (x % 2)
			}
			if grainy > 0 {
				v += rng.IntN(grainy) - grainy/2
			}
			r.pix[y*wide+x] = byte(min(max(v, 0), 255))
		}
	}
	return r
}

// Another decoder finds what was written, of any size, number of components and
// quality.
func TestWrittenJPEGIsReadByOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide, high := rapid.IntRange(1, 70).Draw(t, "wide"), rapid.IntRange(1, 70).Draw(t, "high")
		planes := []raster{drawnRaster(t, wide, high)}
		switch rapid.SampledFrom([]int{1, 3, 4}).Draw(t, "components") {
		case 3:
			planes = append(planes, drawnRaster(t, halved(wide), halved(high)), drawnRaster(t, halved(wide), halved(high)))
		case 4:
			planes = append(planes, drawnRaster(t, wide, high), drawnRaster(t, wide, high), drawnRaster(t, wide, high))
		}
		quality := rapid.IntRange(1, 100).Draw(t, "quality")
		k := spectraOf(planes).sketched(wide, high, quality)
		codes := k.codes()
		data := k.written(&codes)
		got, err := smaller{raw: data}.planes()
		if err != nil || len(got) != len(planes) {
			t.Fatalf("%d components, %v", len(got), err)
		}
		if loss := k.loss(); loss < 0 || loss > 1 {
			t.Fatalf("loss %v", loss)
		}
		if quality < 95 {
			return
		}
		for i, plane := range planes {
			off := 0
			for y := range plane.high {
				for x := range plane.wide {
					off = max(off, abs(int(plane.pix[y*plane.wide+x])-int(got[i].pix[y*got[i].stride+x])))
				}
			}
			if off > 16 {
				t.Fatalf("component %d of %d: %d off at quality %d", i, len(planes), off, quality)
			}
		}
	})
}

// The weight that is told without writing is hardly ever less than what is written,
// and hardly more.
func TestAPicturesWeightIsToldWithoutWritingIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide, high := rapid.IntRange(64, 300).Draw(t, "wide"), rapid.IntRange(64, 300).Draw(t, "high")
		k := spectraOf([]raster{drawnRaster(t, wide, high)}).sketched(wide, high, rapid.IntRange(10, 95).Draw(t, "quality"))
		codes := k.codes()
		told, is := k.bytes(&codes), len(k.written(&codes))
		if is > told || told > is+is/50+800 {
			t.Fatalf("told %d, is %d", told, is)
		}
	})
}

func TestLossGrowsAsQualityFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spectraOf([]raster{drawnRaster(t, 160, 120)})
		last := 0.0
		for _, quality := range []int{95, 60, 20, 3} {
			loss := s.sketched(160, 120, quality).loss()
			if loss < last-0.02 {
				t.Fatalf("%v at %d, %v before", loss, quality, last)
			}
			last = loss
		}
	})
}

// What another decoder shows differs from the source by what the loss says.
func TestLossIsWhatAnotherDecoderShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spectraOf([]raster{drawnRaster(t, 160, 120)})
		k := s.sketched(160, 120, rapid.IntRange(10, 90).Draw(t, "quality"))
		codes := k.codes()
		planes, err := smaller{raw: k.written(&codes)}.planes()
		if err != nil {
			t.Fatal(err)
		}
		if told, is := k.loss(), s[0].unlike(spectrumOf(planes[0], 1)); told < is-0.1 || told > is+0.1 {
			t.Fatalf("told %v, is %v", told, is)
		}
	})
}

// A fax that was written is read as it was, whatever is on it.
func TestWrittenFaxIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide, high := rapid.IntRange(1, 6000).Draw(t, "wide"), rapid.IntRange(1, 12).Draw(t, "high")
		stride := (wide + 7) / 8
		rows := make([]byte, stride*high)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		often := rapid.SampledFrom([]int{1, 2, 8, 100, 3000}).Draw(t, "run")
		for y := range high {
			colour := rng.IntN(2) == 1
			for x := range wide {
				if rng.IntN(often) == 0 {
					colour = !colour
				}
				if colour {
					rows[y*stride+x/8] |= 0x80 >> (x % 8)
				}
			}
		}
		if !sameFax(faxOf(rows, wide, high), rows, wide, high) {
			t.Fatal("it reads otherwise")
		}
	})
}

func FuzzWrittenFax(f *testing.F) {
	f.Add([]byte{0xF0, 0x0F, 0xAA}, 20)
	f.Fuzz(func(t *testing.T, rows []byte, wide int) {
		if wide < 1 || wide > 1<<16 || len(rows) > 1<<16 {
			return
		}
		high := len(rows) / ((wide + 7) / 8)
		if high > 0 && !sameFax(faxOf(rows, wide, high), rows, wide, high) {
			t.Error("it reads otherwise")
		}
	})
}

// Averaging keeps flat samples as they are and the mean of all others.
func TestScalingKeepsTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide, high := rapid.IntRange(1, 90).Draw(t, "wide"), rapid.IntRange(1, 90).Draw(t, "high")
		to, down := rapid.IntRange(1, wide).Draw(t, "to"), rapid.IntRange(1, high).Draw(t, "down")
		flat := raster{wide, high, wide, bytes.Repeat([]byte{rapid.Byte().Draw(t, "flat")}, wide*high)}
		for _, v := range flat.scaled(to, down).pix {
			if v != flat.pix[0] {
				t.Fatalf("%d became %d", flat.pix[0], v)
			}
		}
		full := drawnRaster(t, wide, high)
		_, before := full.spread(0, 0, wide, high)
		_, after := full.scaled(to, down).spread(0, 0, to, down)
		if after < before-1.5 || after > before+1.5 {
			t.Fatalf("mean %v became %v", before, after)
		}
	})
}

func TestGreyIsToldFromColour(t *testing.T) {
	const side = 400
	colour := func(edit func(cb, cr raster)) pixels {
		planes := []raster{newRaster(side, side), newRaster(side, side), newRaster(side, side)}
		rng := rand.New(rand.NewPCG(1, 1))
		for _, p := range planes[1:] {
			for i := range p.pix {
				p.pix[i] = byte(128 + rng.IntN(9) - 4)
			}
		}
		edit(planes[1], planes[2])
		return pixels{side, side, planes, nil}
	}
	if !colour(func(raster, raster) {}).grey() {
		t.Error("noise is taken for colour")
	}
	pen := func(_, cr raster) {
		for x := 100; x < 160; x++ {
			for y := 200; y < 203; y++ {
				cr.pix[y*side+x] = 100
			}
		}
	}
	if colour(pen).grey() {
		t.Error("a stroke of a blue pen is lost")
	}
	yellowed := func(cb, _ raster) {
		for i := range cb.pix {
			cb.pix[i] -= 20
		}
	}
	if colour(yellowed).grey() {
		t.Error("yellowed paper is lost")
	}
}

// plainSamples are samples of these bits as they stand in a file.
func plainSamples(wide, high, bits, components int, space types.Object, data []byte) (samples, error) {
	return nothing().samplesOf(types.StreamDict{Raw: data, Dict: types.Dict{
		"Width": types.Integer(wide), "Height": types.Integer(high), "BitsPerComponent": types.Integer(bits), "ColorSpace": space,
	}})
}

func TestSamplesOfAllDepthsAreRead(t *testing.T) {
	const side = 200
	for _, bits := range []int{2, 4, 8, 16} {
		for space, components := range map[string]int{"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4} {
			stride := (side*components*bits + 7) / 8
			data := bytes.Repeat([]byte{0xFF}, stride*side)
			clear(data[stride:][:stride]) // the second row is dark
			p, err := plainSamples(side, side, bits, components, types.Name(space), data)
			if err != nil {
				t.Fatal(space, bits, err)
			}
			x, err := p.decoded()
			if err != nil || len(x.planes) != components {
				t.Fatal(space, bits, err)
			}
			if a, b := x.planes[0].pix[0], x.planes[0].pix[side]; a != 255 || b != 0 {
				t.Errorf("%s of %d bits: %d and %d", space, bits, a, b)
			}
		}
	}
}

func TestATableOfColoursIsLookedUp(t *testing.T) {
	const side = 128
	table := types.HexLiteral("000000" + "FF0000" + "FFFFFF")
	space := types.Array{types.Name("Indexed"), types.Name("DeviceRGB"), types.Integer(2), table}
	data := bytes.Repeat([]byte{0b00_01_10_11}, side/4*side) // the last place is beyond the table
	p, err := plainSamples(side, side, 2, 1, space, data)
	if err != nil {
		t.Fatal(err)
	}
	x, err := p.decoded()
	if err != nil {
		t.Fatal(err)
	}
	if got := x.planes[0].pix[:4]; got[0] != 0 || got[1] < 70 || got[1] > 82 || got[2] != 255 || got[3] != 255 {
		t.Errorf("light %v", got)
	}
}

// What cannot be read safely is left as it is.
func TestWhatCannotBeReadIsLeft(t *testing.T) {
	plain := func() types.Dict {
		return types.Dict{"Width": types.Integer(100), "Height": types.Integer(100), "BitsPerComponent": types.Integer(8), "ColorSpace": types.Name("DeviceGray")}
	}
	data := bytes.Repeat([]byte{7}, 10_000)
	if _, err := nothing().samplesOf(types.StreamDict{Dict: plain(), Raw: data}); err != nil {
		t.Fatal(err)
	}
	matte := types.StreamDict{Dict: types.Dict{"Matte": types.Array{types.Integer(0)}}}
	for name, change := range map[string]func(types.Dict){
		"a colour that is left out": func(d types.Dict) { d["Mask"] = types.Array{types.Integer(0), types.Integer(1)} },
		"a mask mixed in":           func(d types.Dict) { d["SMask"] = matte },
		"a mask of its own coding":  func(d types.Dict) { d["SMaskInData"] = types.Integer(1) },
		"a range of its own":        func(d types.Dict) { d["Decode"] = types.Array{types.Float(0.2), types.Float(0.8)} },
		"Lab":                       func(d types.Dict) { d["ColorSpace"] = types.Array{types.Name("Lab"), types.Dict{}} },
		"a spot colour":             func(d types.Dict) { d["ColorSpace"] = types.Array{types.Name("Separation"), types.Name("Gold")} },
		"no colours":                func(d types.Dict) { delete(d, "ColorSpace") },
		"no width":                  func(d types.Dict) { delete(d, "Width") },
		"a bomb":                    func(d types.Dict) { d["Width"], d["Height"] = types.Integer(60000), types.Integer(60000) },
		"three bits":                func(d types.Dict) { d["BitsPerComponent"] = types.Integer(3) },
		"a filter without its name": func(d types.Dict) { d["Filter"] = types.Name("Nobody") },
	} {
		d := plain()
		change(d)
		if _, err := nothing().samplesOf(types.StreamDict{Dict: d, Raw: data}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	for _, filter := range []string{"JPXDecode", "JBIG2Decode"} {
		s := types.StreamDict{Dict: plain(), Raw: data, FilterPipeline: []types.PDFFilter{{Name: filter}}}
		if _, err := nothing().samplesOf(s); err == nil {
			t.Errorf("%s is taken", filter)
		}
	}
}

// Whatever a file says of a picture, and whatever stands in it: nothing panics.
func FuzzSamples(f *testing.F) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, grainy(64, 48), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(photo.Bytes(), "DCTDecode", 64, 48, 8, "DeviceRGB", 0)
	f.Add(bytes.Repeat([]byte{1, 2, 3}, 3000), "", 50, 40, 8, "DeviceRGB", 0)
	f.Add(bytes.Repeat([]byte{0x26, 0xA0}, 1500), "CCITTFaxDecode", 1728, 100, 1, "DeviceGray", -1)
	f.Add(bytes.Repeat([]byte{0x80, 7}, 3000), "RunLengthDecode", 16, 16, 4, "DeviceCMYK", 15)
	f.Fuzz(func(t *testing.T, data []byte, filter string, wide, high, bits int, space string, parm int) {
		s := types.StreamDict{Raw: data, Dict: types.Dict{
			"Width": types.Integer(wide), "Height": types.Integer(high), "BitsPerComponent": types.Integer(bits), "ColorSpace": types.Name(space),
		}}
		if filter != "" {
			s.Dict["Filter"] = types.Name(filter)
			s.FilterPipeline = []types.PDFFilter{{Name: filter, DecodeParms: types.Dict{
				"K": types.Integer(parm), "Columns": types.Integer(wide), "Predictor": types.Integer(parm), "Colors": types.Integer(1), "ColorTransform": types.Integer(parm),
			}}}
		}
		p, err := nothing().samplesOf(s)
		if err != nil || p.wide*p.high > 1<<20 {
			return
		}
		b, err := newBench(&p)
		if err != nil {
			return
		}
		made, err := b.at(drawnSize{1, 1}.fitted(p.wide, p.high, 100), 40, false)
		if err != nil {
			t.Fatal(err)
		}
		if err := made.shows(); err != nil {
			t.Error(err)
		}
	})
}

// Whatever a page draws: nothing panics, and it ends.
func FuzzDrawnPictures(f *testing.F) {
	for _, content := range []string{
		"q 10 0 0 20 0 0 cm /P Do Q", "BI /W 1 /H 1 ID \x00/P Do EI /P Do", "(/P Do) Tj <2F50> <</P/Q>> [1 2] /P Do", "/P Do /P", "1 2 cm /P Do", "% /P Do\n/P#20 Do",
	} {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content string) {
		w := &drawingScan{drawnPictures: newDrawnPictures(nothing()), met: map[int]bool{}}
		w.content([]byte(content), types.Dict{"XObject": types.Dict{"P": *types.NewIndirectRef(1, 0)}}, identity, 0)
	})
}

// What was weighed is there when it is wanted; the largest go first, and what was only
// weighed does not count as written.
func TestTheLargestPicturesAreForgotten(t *testing.T) {
	var s smallers
	key := func(i int) shrinkKey { return shrinkKey{quality: i} }
	for i := 1; i <= 100; i++ {
		s.keep(key(i), smaller{bytes: 1, raw: make([]byte, i<<15)})
	}
	if s.bytes > mostKept {
		t.Errorf("%d bytes are kept", s.bytes)
	}
	if _, ok := s.find(key(1), false); !ok {
		t.Error("the smallest is forgotten")
	}
	s.keep(key(1000), smaller{bytes: 5})
	_, weighed := s.find(key(1000), true)
	_, written := s.find(key(1000), false)
	if !weighed || written {
		t.Error(weighed, written)
	}
}

func BenchmarkWeighedPicture(b *testing.B) {
	var data bytes.Buffer
	if err := jpeg.Encode(&data, grainy(1654, 2339), &jpeg.Options{Quality: 83}); err != nil {
		b.Fatal(err)
	}
	p, err := nothing().samplesOf(piped(imageOf(1654, 2339, 8, types.Name("DeviceRGB"), "DCTDecode", data.Bytes())))
	if err != nil {
		b.Fatal(err)
	}
	at := drawnSize{8.27, 11.69}
	for b.Loop() {
		bench, err := newBench(&p)
		if err != nil {
			b.Fatal(err)
		}
		for _, level := range []Shrink{{200, 70}, {150, 75}, {150, 55}, {120, 60}, {100, 60}, {100, 40}} {
			if _, err := bench.at(at.fitted(p.wide, p.high, level.Resolution), level.Quality, true); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(data.Len()), "bytes")
}

// grainy is a page with lines of writing on grainy paper.
func grainy(wide, high int) *image.RGBA {
	rng := rand.New(rand.NewPCG(3, 4))
	out := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			v := 240 - int(rng.Uint32()&15)
			if y%40 < 20 && (x*7+y*3)%23 < 6 && x%300 < 250 {
				v = 30
			}
			out.SetRGBA(x, y, color.RGBA{byte(v), byte(v), byte(v - v/16), 255})
		}
	}
	return out
}
