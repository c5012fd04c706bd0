package scan

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"
)

// lay is a page that fills the picture, under a light.
func lay(page *image.RGBA, light func(x, y float64) float64, noise float64) image.Image {
	s := scene{width: 620, height: 877, page: page, corners: whole, ground: plain(slate), light: light, noise: noise}
	return s.draw(5)
}

// swatch is a page with rectangles of faint ink all over it.
const swatches = 12

func swatchAt(i, j int) image.Rectangle {
	x, y := 80+i*(pageWide-160)/swatches, 80+j*(pageHigh-160)/swatches
	return image.Rect(x, y, x+24, y+24)
}

// means are those of the ink of a swatch and of the paper on both sides of it, in
// a picture half as large as the page.
func means(src image.Image, i, j int) (ink, paper [3]float64) {
	r := swatchAt(i, j)
	r = image.Rect(r.Min.X/2+2, r.Min.Y/2+2, r.Max.X/2-2, r.Max.Y/2-2)
	left, right := meanIn(src, r.Sub(image.Pt(12, 0))), meanIn(src, r.Add(image.Pt(12, 0)))
	for k := range paper {
		paper[k] = (left[k] + right[k]) / 2
	}
	return meanIn(src, r), paper
}

// inOneLight reports whether a swatch and the paper around it are lit alike: in
// the edge of a hard shadow the light itself is most of any distance.
func inOneLight(light func(x, y float64) float64, i, j int) bool {
	r := swatchAt(i, j)
	x, y := float64(r.Min.X+12)/pageWide, float64(r.Min.Y+12)/pageHigh
	return math.Abs(light(x-110./pageWide, y)/light(x+110./pageWide, y)-1) < 0.1
}

func meanIn(src image.Image, r image.Rectangle) (mean [3]float64) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			a, b, c, _ := src.At(x, y).RGBA()
			for k, v := range []uint32{a, b, c} {
				mean[k] += float64(v>>8) / float64(r.Dx()*r.Dy())
			}
		}
	}
	return mean
}

func swatched(paper, faint color.Color) *image.RGBA {
	page := written(paper, paper, inEnglish, 11)
	for i := range swatches {
		for j := range swatches {
			draw.Draw(page, swatchAt(i, j), image.NewUniform(faint), image.Point{}, draw.Src)
		}
	}
	return page
}

// Faint writing keeps at least its distance from the paper beside it, wherever
// it stands and however the light falls.
func TestFaintWritingKeepsItsContrast(t *testing.T) {
	t.Parallel()
	for name, light := range map[string]func(x, y float64) float64{
		"even":        func(x, y float64) float64 { return 1 },
		"dim":         falling(0.6, 0.4),
		"soft shadow": shadowed(0.5, 0.6),
		"hard shadow": shadowed(0.45, 0.02),
		"a lamp":      func(x, y float64) float64 { return 0.6 + 0.4*math.Exp(-8*((x-0.4)*(x-0.4)+(y-0.3)*(y-0.3))) },
	} {
		for faintness, faint := range map[string]color.Color{
			"pencil": color.Gray{205}, "hardly there": color.Gray{234},
		} {
			t.Run(name+", "+faintness, func(t *testing.T) {
				t.Parallel()
				before := lay(swatched(white, faint), light, 1.5)
				after := Apply(before, 1, Treatment{Lift: true}, image.Pt(877, 877))
				for i := range swatches {
					for j := range swatches {
						if !inOneLight(light, i, j) {
							continue
						}
						ink, paper := means(before, i, j)
						inkAfter, paperAfter := means(after, i, j)
						if was, is := paper[1]-ink[1], paperAfter[1]-inkAfter[1]; is < was-0.8 {
							t.Errorf("swatch %d, %d: distance %.1f of %.1f (%.0f on %.0f, was %.0f on %.0f)",
								i, j, is, was, inkAfter[1], paperAfter[1], ink[1], paper[1])
						}
					}
				}
			})
		}
	}
}

// Paper comes near to white wherever the light changes slowly.
func TestPaperComesNearToWhite(t *testing.T) {
	t.Parallel()
	for name, light := range map[string]func(x, y float64) float64{
		"even": func(x, y float64) float64 { return 0.9 }, "dim": func(x, y float64) float64 { return 0.5 },
		"falling": falling(1, 0.5), "soft shadow": shadowed(0.4, 0.9),
	} {
		before := lay(swatched(white, ink), light, 1.5)
		after := Apply(before, 1, Treatment{Lift: true}, image.Pt(877, 877))
		show(t, "light "+name, after)
		for i := range swatches {
			for j := range swatches {
				if _, paper := means(after, i, j); min(paper[0], paper[1], paper[2]) < 226 {
					t.Errorf("%s: paper of %.0f beside swatch %d, %d", name, paper, i, j)
				}
			}
		}
	}
}

// Stamps and signatures keep their colours, in shade too; coloured paper keeps
// its own.
func TestColoursStay(t *testing.T) {
	t.Parallel()
	for name, stamp := range map[string]color.RGBA{
		"blue": {60, 80, 180, 255}, "red": {190, 50, 50, 255}, "violet": {120, 60, 150, 255}, "green": {40, 120, 70, 255},
		"pale blue": {190, 205, 235, 255},
	} {
		before := lay(swatched(white, stamp), falling(1, 0.55), 1)
		after := Apply(photographed(t, before), 1, Treatment{Lift: true}, image.Pt(877, 877))
		show(t, "stamp "+name, after)
		for i := range swatches {
			for j := range swatches {
				ink, _ := means(after, i, j)
				want := [3]float64{float64(stamp.R), float64(stamp.G), float64(stamp.B)}
				if a := angle(ink, want); a > 0.35 {
					t.Errorf("%s: %.0f, which lies %.2f apart", name, ink, a)
				}
			}
		}
	}
	yellow := color.RGBA{240, 220, 140, 255}
	after := Apply(lay(swatched(yellow, ink), falling(1, 0.8), 1), 1, Treatment{Lift: true}, image.Pt(877, 877))
	if _, paper := means(after, 5, 5); paper[0]-paper[2] < 50 {
		t.Errorf("yellow paper has become %.0f", paper)
	}
}

// angle is how far two colours' directions from gray are apart.
func angle(a, b [3]float64) float64 {
	hue := func(c [3]float64) float64 {
		return math.Atan2(math.Sqrt(3)*(c[1]-c[2]), 2*c[0]-c[1]-c[2])
	}
	d := math.Abs(hue(a) - hue(b))
	return min(d, 2*math.Pi-d)
}

// A passport photograph, a dark banner and a page that is dark all over stay
// dark.
func TestDarkPartsStayDark(t *testing.T) {
	t.Parallel()
	face := color.RGBA{70, 60, 55, 255}
	page := written(white, ink, inEnglish, 11)
	draw.Draw(page, image.Rect(900, 180, 1100, 450), image.NewUniform(face), image.Point{}, draw.Src)
	draw.Draw(page, image.Rect(0, 700, pageWide, 1100), image.NewUniform(color.RGBA{20, 40, 90, 255}), image.Point{}, draw.Src)
	after := Apply(lay(page, falling(1, 0.7), 1), 1, Treatment{Lift: true}, image.Pt(877, 877))
	show(t, "dark parts", after)
	if got := meanIn(after, image.Rect(470, 110, 530, 200)); got[1] > 90 {
		t.Errorf("the photograph has become %.0f", got)
	}
	if got := meanIn(after, image.Rect(100, 380, 500, 500)); got[1] > 90 {
		t.Errorf("the banner has become %.0f", got)
	}
	night := lay(swatched(slate, color.Gray{30}), falling(0.8, 0.7), 1)
	before, paper := means(night, 3, 3)
	lifted := Apply(night, 1, Treatment{Lift: true}, image.Pt(877, 877))
	if after, now := means(lifted, 3, 3); math.Abs(after[1]-before[1]) > 3 || math.Abs(now[1]-paper[1]) > 3 {
		t.Errorf("a dark page has become %.0f on %.0f", after, now)
	}
}

// A clean scan is left as it is, but for what nobody sees.
func TestCleanScanStays(t *testing.T) {
	t.Parallel()
	page := written(color.White, ink, inEnglish, 11)
	before := Apply(page, 1, Treatment{}, image.Pt(877, 877)).(*image.YCbCr)
	if s := Suggest(page, 1); s.Treatment.Redraws() {
		t.Errorf("suggested %v", s.Treatment)
	}
	after := Apply(page, 1, Treatment{Lift: true}, image.Pt(877, 877)).(*image.YCbCr)
	for i, v := range before.Y {
		if v > 230 && int(v)-int(after.Y[i]) > 3 {
			t.Fatalf("white of %d has become %d", v, after.Y[i])
		}
	}
}

// A picture without any light has no paper, and nothing to lift.
func TestBlackPictures(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{1, 1}, {3, 700}, {700, 3}, {640, 480}} {
		black := image.NewYCbCr(image.Rectangle{Max: size}, image.YCbCrSubsampleRatio420)
		for i := range black.Cb {
			black.Cb[i], black.Cr[i] = 128, 128
		}
		if s := Suggest(black, 6); s != (Suggestion{}) {
			t.Errorf("%v: suggested %v", size, s)
		}
		after := Apply(black, 6, Treatment{Corners: tilted, Turn: 90, Lift: true}, image.Pt(500, 500))
		if got := meanIn(after, image.Rect(0, 0, 1, 1)); got[1] > 1 {
			t.Errorf("%v has become %v", size, got)
		}
	}
}

// What a photograph of twelve megapixels takes, and a look at it.
func BenchmarkApply(b *testing.B) {
	large := image.NewYCbCr(image.Rect(0, 0, 3000, 4000), image.YCbCrSubsampleRatio420)
	for i := range large.Y {
		large.Y[i] = byte(i * 7)
	}
	for b.Loop() {
		Apply(large, 6, Treatment{Corners: tilted, Lift: true}, image.Pt(3508, 3508))
	}
}

func BenchmarkSuggest(b *testing.B) {
	page := photographed(b, scene{width: 1500, height: 2000, page: written(white, ink, inEnglish, 11), corners: tilted, ground: wood(oak, ash)}.draw(1))
	for b.Loop() {
		Suggest(page, 6)
	}
}
