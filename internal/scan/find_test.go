package scan

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

var (
	white = color.RGBA{244, 243, 240, 255}
	ink   = color.RGBA{40, 38, 45, 255}
	pale  = color.RGBA{214, 205, 190, 255}
	oak   = color.RGBA{150, 105, 65, 255}
	ash   = color.RGBA{205, 170, 125, 255}
	slate = color.RGBA{70, 72, 78, 255}
)

// tilted lies as a sheet does that somebody has photographed from below.
var tilted = Corners{{0.16, 0.12}, {0.82, 0.09}, {0.90, 0.90}, {0.09, 0.88}}

// show writes a picture to look at, where SCENES names a folder.
func show(t testing.TB, name string, src image.Image) {
	dir := os.Getenv("SCENES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, src); err != nil {
		t.Fatal(err)
	}
}

// farthestApart is how far apart corners lie at most, in shares of the longer
// side.
func farthestApart(a, b Corners) float64 {
	most := 0.0
	for i := range a {
		most = max(most, math.Hypot(a[i].X-b[i].X, a[i].Y-b[i].Y))
	}
	return most
}

func TestFindsTheSheet(t *testing.T) {
	t.Parallel()
	page := written(white, ink, inEnglish, 11)
	for name, s := range map[string]scene{
		"dark table":         {ground: plain(slate)},
		"oak":                {ground: wood(oak, color.RGBA{175, 128, 82, 255}), noise: 4},
		"bright ash":         {ground: wood(color.RGBA{190, 150, 105, 255}, ash), noise: 3},
		"checked cloth":      {ground: cloth(color.RGBA{150, 40, 40, 255}, color.RGBA{190, 175, 170, 255}, 14), noise: 3},
		"falling light":      {ground: wood(oak, ash), light: falling(1, 0.55), noise: 4},
		"soft shadow":        {ground: plain(slate), light: shadowed(0.5, 0.5), noise: 4},
		"hard shadow":        {ground: wood(oak, color.RGBA{140, 100, 60, 255}), light: shadowed(0.4, 0.03), noise: 3},
		"dim":                {ground: plain(slate), light: falling(0.5, 0.4), noise: 6},
		"a thumb":            {ground: wood(oak, ash), clip: func(x, y float64) bool { return math.Hypot(x-0.5, (y-0.93)*1.3) < 0.07 }},
		"small in a big one": {ground: plain(slate), corners: Corners{{0.3, 0.3}, {0.62, 0.33}, {0.58, 0.7}, {0.27, 0.66}}},
		"turned by a third":  {ground: wood(oak, ash), corners: Corners{{0.42, 0.06}, {0.93, 0.38}, {0.58, 0.95}, {0.06, 0.60}}},
		"darker than ground": {ground: plain(color.RGBA{238, 238, 236, 255}), page: written(color.RGBA{188, 184, 170, 255}, ink, inFrench, 12), noise: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.width, s.height = 600, 800
			if s.page == nil {
				s.page = page
			}
			if s.corners.None() {
				s.corners = tilted
			}
			shot := photographed(t, s.draw(1))
			got := Suggest(shot, 1)
			show(t, name, shot)
			if got.Treatment.Corners.None() {
				t.Fatal("nothing was found")
			}
			if apart := farthestApart(got.Treatment.Corners, s.corners); apart > 0.006 {
				t.Errorf("%.4f apart: %v", apart, got.Treatment.Corners)
			}
			if got.Confidence < evidentShare || got.Confidence > 1 {
				t.Errorf("confidence %v", got.Confidence)
			}
			show(t, name+" treated", Apply(shot, 1, got.Treatment, image.Pt(600, 800)))
		})
	}
}

// A coloured band along the edge of a sheet belongs to it, also where it is as dark
// as the table.
func TestBandsAreNotCutOff(t *testing.T) {
	t.Parallel()
	for name, band := range map[string]image.Rectangle{
		"at the left": image.Rect(0, 0, 60, pageHigh), "at the right": image.Rect(pageWide-60, 0, pageWide, pageHigh),
		"at the top": image.Rect(0, 0, pageWide, 60), "at the bottom": image.Rect(0, pageHigh-60, pageWide, pageHigh),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := written(white, ink, inFrench, 12)
			draw.Draw(page, band, image.NewUniform(color.RGBA{10, 90, 70, 255}), image.Point{}, draw.Src)
			s := scene{width: 600, height: 800, page: page, corners: tilted, ground: wood(color.RGBA{70, 48, 36, 255}, color.RGBA{84, 60, 46, 255}), noise: 3}
			shot := photographed(t, s.draw(6))
			got := Suggest(shot, 1).Treatment.Corners
			show(t, "band "+name, shot)
			if got.None() {
				return // nothing is cut off either
			}
			for i, at := range got {
				want := tilted[i]
				inwards := math.Max(math.Copysign(1, 0.5-want.X)*(at.X-want.X), math.Copysign(1, 0.5-want.Y)*(at.Y-want.Y))
				if inwards > 0.008 || math.Hypot(at.X-want.X, at.Y-want.Y) > 0.03 {
					t.Errorf("corner %d at %v instead of %v", i, at, want)
				}
			}
		})
	}
}

// Where a border is not evident, nothing is cropped.
func TestFindsNothing(t *testing.T) {
	t.Parallel()
	page := written(white, ink, inEnglish, 11)
	framed := written(white, ink, inEnglish, 11)
	for _, edge := range []image.Rectangle{{Min: image.Pt(40, 40), Max: image.Pt(pageWide-40, pageHigh-40)}} {
		draw.Draw(framed, edge, image.NewUniform(color.RGBA{30, 80, 50, 255}), image.Point{}, draw.Src)
		draw.Draw(framed, edge.Inset(30), image.NewUniform(white), image.Point{}, draw.Src)
		write(framed, edge.Inset(120), ink, inFrench, 14)
	}
	pictured := written(white, ink, inEnglish, 11)
	draw.Draw(pictured, image.Rect(200, 300, 1040, 1400), image.NewUniform(color.RGBA{60, 80, 90, 255}), image.Point{}, draw.Src)
	boxed := written(white, white, inEnglish, 11)
	draw.Draw(boxed, image.Rect(150, 200, 1090, 1500), image.NewUniform(ink), image.Point{}, draw.Src)
	draw.Draw(boxed, image.Rect(156, 206, 1084, 1494), image.NewUniform(white), image.Point{}, draw.Src)
	full := Corners{{-0.02, -0.03}, {1.04, -0.02}, {1.03, 1.02}, {-0.03, 1.04}}
	for name, s := range map[string]scene{
		"no sheet, wood":           {ground: wood(oak, ash), noise: 4},
		"no sheet, cloth":          {ground: cloth(slate, pale, 3), noise: 3},
		"no sheet, light and dark": {ground: plain(slate), light: shadowed(0.7, 0.02)},
		"fills the picture":        {ground: plain(slate), corners: full},
		"a frame fills it":         {ground: plain(slate), corners: full, page: framed},
		"a scan with a frame":      {ground: plain(white), corners: whole, page: framed},
		"a page with a picture":    {ground: plain(white), corners: full, page: pictured},
		"a box on a page":          {ground: plain(white), corners: full, page: boxed},
		"white table":              {ground: plain(color.RGBA{240, 240, 238, 255}), corners: tilted, noise: 3},
		"two sheets":               {ground: plain(slate), corners: Corners{{0.05, 0.2}, {0.46, 0.22}, {0.45, 0.8}, {0.06, 0.78}}, more: []Corners{{{0.53, 0.2}, {0.95, 0.19}, {0.94, 0.79}, {0.52, 0.8}}}},
		"one upon the other":       {ground: plain(slate), corners: Corners{{0.1, 0.1}, {0.7, 0.12}, {0.68, 0.8}, {0.12, 0.78}}, more: []Corners{{{0.3, 0.3}, {0.93, 0.25}, {0.94, 0.93}, {0.32, 0.9}}}},
		"cut off below":            {ground: plain(slate), corners: Corners{{0.15, 0.2}, {0.85, 0.22}, {0.9, 1.2}, {0.1, 1.18}}},
		"a corner cut off":         {ground: plain(slate), corners: Corners{{-0.06, 0.04}, {0.8, 0.1}, {0.85, 0.9}, {0.1, 0.92}}},
		"a torn sheet":             {ground: plain(slate), corners: tilted, clip: func(x, y float64) bool { return x+y > 1.45 }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.width, s.height = 600, 800
			if s.page == nil {
				s.page = page
			}
			if s.light == nil {
				s.light = falling(1, 0.8)
			}
			shot := photographed(t, s.draw(2))
			show(t, name, shot)
			if got := Suggest(shot, 1); !got.Treatment.Corners.None() || got.Confidence != 0 {
				t.Errorf("found %v with %.2f", got.Treatment.Corners, got.Confidence)
			}
		})
	}
}

// However a sheet lies and is lit, its corners are found where they are, or none
// are: never others.
func TestNeverCropsElsewhere(t *testing.T) {
	t.Parallel()
	page := written(white, ink, inFrench, 12)
	found, all := 0, 0
	random := rand.New(rand.NewPCG(1, 2))
	share := func(from, to float64) float64 { return from + (to-from)*random.Float64() }
	for range 24 {
		all++
		var c Corners
		for i, middle := range []Point{{0.2, 0.18}, {0.8, 0.18}, {0.8, 0.82}, {0.2, 0.82}} {
			c[i] = Point{middle.X + share(-0.15, 0.15), middle.Y + share(-0.13, 0.13)}
		}
		bright := byte(share(20, 220))
		grounds := []func(x, y float64) color.RGBA{
			plain(color.RGBA{bright, bright, bright, 255}),
			wood(color.RGBA{bright, bright / 2, bright / 3, 255}, color.RGBA{bright, bright/2 + 30, bright/3 + 20, 255}),
			cloth(color.RGBA{bright, bright, bright / 2, 255}, slate, 9),
		}
		s := scene{
			width: 360, height: 480, page: page, corners: c, ground: grounds[all%len(grounds)],
			light: falling(share(0.5, 1), share(0.5, 1)), noise: share(0, 8),
		}
		got := Suggest(s.draw(uint64(all)), 1).Treatment.Corners
		if got.None() {
			continue
		}
		found++
		if apart := farthestApart(got, c); apart > 0.012 {
			t.Errorf("picture %d: %.4f apart: %v instead of %v", all, apart, got, c)
		}
	}
	t.Logf("%d of %d found", found, all)
	if found < all*2/3 {
		t.Errorf("only %d of %d found", found, all)
	}
}
