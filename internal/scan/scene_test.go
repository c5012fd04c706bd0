package scan

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A scene is a photograph made up for a test: a page with writing, drawn in
// perspective on a ground, under a light, by a camera with noise.
type scene struct {
	width, height int
	ground        func(x, y float64) color.RGBA // in shares of the picture
	corners       Corners                       // where the page lies; none: there is none
	page          *image.RGBA
	more          []Corners                  // further pages
	light         func(x, y float64) float64 // of both, 1: as drawn
	noise         float64                    // of 255, standard deviation
	clip          func(x, y float64) bool    // what lies upon the sheet, dark
}

const inEnglish = `This is to certify that the student named below has completed the programme of studies and has been awarded the degree of Bachelor of Science with honours, on the recommendation of the board of examiners. The courses were taught in English and the results are set out below. All marks are given on a scale of twenty; ten is the pass mark. The holder of this diploma may use the title that it carries in all countries that are party to the convention.`

const inFrench = `Le président du jury certifie que l’étudiante nommée ci-dessous a suivi les enseignements du programme et a satisfait aux épreuves prévues par le règlement des études. En conséquence, le grade de bachelier en sciences informatiques lui est conféré avec la mention « distinction ». Les résultats détaillés figurent au verso ; la présente attestation lui est délivrée pour servir et valoir ce que de droit.`

var face = sync.OnceValue(func() *opentype.Font {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err)
	}
	return f
})

// Pages are A4 at 150 dots per inch.
const pageWide, pageHigh = 1240, 1754

// written sets a text on a page again and again, in this ink.
func written(paper, ink color.Color, text string, points float64) *image.RGBA {
	page := image.NewRGBA(image.Rect(0, 0, pageWide, pageHigh))
	draw.Draw(page, page.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	write(page, image.Rect(130, 160, pageWide-130, pageHigh-160), ink, text, points)
	return page
}

func write(page *image.RGBA, area image.Rectangle, ink color.Color, text string, points float64) {
	f, err := opentype.NewFace(face(), &opentype.FaceOptions{Size: points, DPI: 150, Hinting: font.HintingNone})
	if err != nil {
		panic(err)
	}
	d := font.Drawer{Dst: page, Src: image.NewUniform(ink), Face: f}
	pitch := int(points * 150 / 72 * 1.35)
	words := strings.Fields(text)
	next := 0
	for y, n := area.Min.Y+pitch, 1; y < area.Max.Y; y, n = y+pitch, n+1 {
		d.Dot = fixed.P(area.Min.X, y)
		for {
			word := words[next%len(words)] + " "
			if d.Dot.X.Round()+d.MeasureString(word).Round() > area.Max.X {
				break
			}
			d.DrawString(word)
			next++
			if next%len(words) == 0 {
				break // a paragraph ends
			}
		}
		if next%len(words) == 0 {
			y += pitch / 2
		}
	}
}

// draw makes the photograph.
func (s scene) draw(seed uint64) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, s.width, s.height))
	var into []projection
	for _, c := range append([]Corners{s.corners}, s.more...) {
		if !c.None() {
			into = append(into, inverse(squareTo(c)))
		}
	}
	random := rand.New(rand.NewPCG(seed, 7))
	for y := range s.height {
		for x := range s.width {
			var sum [3]float64
			for _, d := range [][2]float64{{0.25, 0.25}, {0.75, 0.75}} {
				c := s.at((float64(x)+d[0])/float64(s.width), (float64(y)+d[1])/float64(s.height), into)
				for i := range sum {
					sum[i] += c[i] / 2
				}
			}
			shade := 1.0
			if s.light != nil {
				shade = s.light((float64(x)+0.5)/float64(s.width), (float64(y)+0.5)/float64(s.height))
			}
			speck := 0.0
			if s.noise > 0 {
				speck = random.NormFloat64() * s.noise
			}
			at := out.Pix[out.PixOffset(x, y):]
			for i := range sum {
				at[i] = byte(min(max(sum[i]*shade+speck, 0), 255) + 0.5)
			}
			at[3] = 255
		}
	}
	return out
}

// at is the colour of a place, before the light falls on it.
func (s scene) at(x, y float64, into []projection) [3]float64 {
	if s.clip != nil && s.clip(x, y) {
		return [3]float64{60, 40, 35}
	}
	for _, m := range into {
		u, v := m.point(x, y)
		if u < 0 || u >= 1 || v < 0 || v >= 1 {
			continue
		}
		b := s.page.Rect
		p := s.page.Pix[s.page.PixOffset(int(u*float64(b.Dx())), int(v*float64(b.Dy()))):]
		return [3]float64{float64(p[0]), float64(p[1]), float64(p[2])}
	}
	c := s.ground(x, y)
	return [3]float64{float64(c.R), float64(c.G), float64(c.B)}
}

// inverse undoes a projection (its adjugate).
func inverse(m projection) projection {
	return projection{
		m[4]*m[8] - m[5]*m[7], m[2]*m[7] - m[1]*m[8], m[1]*m[5] - m[2]*m[4],
		m[5]*m[6] - m[3]*m[8], m[0]*m[8] - m[2]*m[6], m[2]*m[3] - m[0]*m[5],
		m[3]*m[7] - m[4]*m[6], m[1]*m[6] - m[0]*m[7], m[0]*m[4] - m[1]*m[3],
	}
}

// photographed makes a photograph go through JPEG, as a telephone's does.
func photographed(t testing.TB, src image.Image) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, src, &jpeg.Options{Quality: 88}); err != nil {
		t.Fatal(err)
	}
	out, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Grounds.

func plain(c color.RGBA) func(x, y float64) color.RGBA {
	return func(float64, float64) color.RGBA { return c }
}

// wood has a grain that runs across, between two browns.
func wood(dark, bright color.RGBA) func(x, y float64) color.RGBA {
	return func(x, y float64) color.RGBA {
		v := 0.5 + 0.25*math.Sin(140*y+6*math.Sin(3*x)+2*math.Sin(11*x)) + 0.25*math.Sin(37*y+3*math.Sin(5*x+1))
		return mixed(dark, bright, v)
	}
}

// cloth is checked.
func cloth(a, b color.RGBA, along float64) func(x, y float64) color.RGBA {
	return func(x, y float64) color.RGBA {
		if (int(math.Floor(x*along))+int(math.Floor(y*along)))%2 == 0 {
			return a
		}
		return b
	}
}

func mixed(a, b color.RGBA, v float64) color.RGBA {
	v = min(max(v, 0), 1)
	mix := func(a, b byte) byte { return byte(float64(a)*(1-v) + float64(b)*v) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// Lights.

// falling is brightest in one corner.
func falling(from, to float64) func(x, y float64) float64 {
	return func(x, y float64) float64 { return from + (to-from)*(0.6*x+0.4*y) }
}

// shadowed has a soft shadow whose middle runs across the picture.
func shadowed(depth, softness float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		v := min(max((x+0.3*y-0.6)/softness+0.5, 0), 1)
		return 1 - depth*v*v*(3-2*v)
	}
}
