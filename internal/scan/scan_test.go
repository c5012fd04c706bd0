package scan

import (
	"image"
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCornersValid(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		c    Corners
		want bool
	}{
		"none":              {Corners{}, true},
		"the whole picture": {whole, true},
		"a sheet":           {tilted, true},
		"beyond":            {Corners{{-0.1, 0}, {1, 0}, {1, 1}, {0, 1}}, false},
		"no number":         {Corners{{math.NaN(), 0}, {1, 0}, {1, 1}, {0, 1}}, false},
		"the other way":     {Corners{{0, 0}, {0, 1}, {1, 1}, {1, 0}}, false},
		"crossing":          {Corners{{0, 0}, {1, 1}, {1, 0}, {0, 1}}, false},
		"dented":            {Corners{{0, 0}, {1, 0}, {0.3, 0.3}, {0, 1}}, false},
		"a line":            {Corners{{0, 0}, {0.5, 0}, {1, 0}, {0, 1}}, false},
		"a dot":             {Corners{{0.5, 0.5}, {0.51, 0.5}, {0.51, 0.51}, {0.5, 0.51}}, false},
	} {
		if got := test.c.Valid(); got != test.want {
			t.Errorf("%s: valid %v", name, got)
		}
	}
	if (Treatment{Turn: 45}).Valid() || !(Treatment{Turn: 270, Lift: true}).Valid() {
		t.Error("turns")
	}
}

// The unit square's corners come to be the sheet's.
func TestSquareTo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var c Corners
		for i, p := range whole {
			c[i] = Point{
				0.25 + p.X/2 + rapid.Float64Range(-0.2, 0.2).Draw(t, "x"),
				0.25 + p.Y/2 + rapid.Float64Range(-0.2, 0.2).Draw(t, "y"),
			}
		}
		if !c.Valid() {
			t.Skip()
		}
		m := squareTo(c)
		for i, p := range whole {
			if x, y := m.point(p.X, p.Y); math.Hypot(x-c[i].X, y-c[i].Y) > 1e-9 {
				t.Fatalf("corner %d comes to %v, %v, not %v", i, x, y, c[i])
			}
		}
	})
}

// quarters is a picture of four colours, one in each corner.
func quarters() *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, 40, 60))
	for y := range 60 {
		for x := range 40 {
			out.SetRGBA(x, y, []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {90, 90, 90, 255}}[x/20+y/30*2])
		}
	}
	return out
}

// Every orientation and turn puts each corner where it belongs: the same as
// turning a picture that was set upright before.
func TestTurnsAndOrientations(t *testing.T) {
	t.Parallel()
	src := quarters()
	corner := func(at image.Image, x, y float64) int {
		b := at.Bounds()
		r, g, bl, _ := at.At(int(x*float64(b.Dx())), int(y*float64(b.Dy()))).RGBA()
		switch {
		case r>>8 > 140:
			return 0
		case g>>8 > 140:
			return 1
		case bl>>8 > 140:
			return 2
		}
		return 3
	}
	// Which of the stored corners stands at the upper left and the upper right, by
	// EXIF's words: "the 0th row is at the visual …, the 0th column at the …".
	seen := [9][2]int{1: {0, 1}, 2: {1, 0}, 3: {3, 2}, 4: {2, 3}, 5: {0, 2}, 6: {2, 0}, 7: {3, 1}, 8: {1, 3}}
	for orientation := 1; orientation <= 8; orientation++ {
		got := Apply(src, orientation, Treatment{}, image.Pt(60, 60))
		if a, b := corner(got, 0.2, 0.2), corner(got, 0.8, 0.2); a != seen[orientation][0] || b != seen[orientation][1] {
			t.Errorf("orientation %d: corners %d and %d", orientation, a, b)
		}
		if size := got.Bounds().Size(); (size.X > size.Y) != (orientation >= 5) {
			t.Errorf("orientation %d: %v", orientation, size)
		}
	}
	for turn, want := range map[int]int{0: 0, 90: 2, 180: 3, 270: 1} {
		if got := corner(Apply(src, 1, Treatment{Turn: turn}, image.Pt(60, 60)), 0.2, 0.2); got != want {
			t.Errorf("turned by %d: corner %d", turn, got)
		}
	}
}

// A flat sheet gets back the ratio of its sides, however the camera stood.
func TestRatioOfSides(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// A telephone's camera looks at an A4 sheet.
		focal := rapid.Float64Range(0.6, 0.9).Draw(t, "focal length")
		pitch := rapid.Float64Range(-0.5, 0.5).Draw(t, "pitch")
		roll := rapid.Float64Range(-0.4, 0.4).Draw(t, "roll")
		yaw := rapid.Float64Range(-0.5, 0.5).Draw(t, "yaw")
		const w, h = 3000, 4000
		var c Corners
		for i, p := range whole {
			x, y := (p.X-0.5)*210, (p.Y-0.5)*297
			x, y = x*math.Cos(roll)-y*math.Sin(roll), x*math.Sin(roll)+y*math.Cos(roll)
			y, z := y*math.Cos(pitch), y*math.Sin(pitch)
			x, z = x*math.Cos(yaw)+z*math.Sin(yaw), -x*math.Sin(yaw)+z*math.Cos(yaw)
			f := focal * math.Hypot(w, h) / (z + 700)
			c[i] = Point{(x*f + w/2) / w, (y*f + h/2) / h}
		}
		across, down := extent(c, w, h)
		if ratio := down / across; math.Abs(ratio/math.Sqrt2-1) > 0.06 {
			t.Fatalf("ratio %.3f", ratio)
		}
	})
}

// The same picture and treatment give the same pixels, a picture is never
// enlarged, and it fits into the box.
func TestApplyIsSteady(t *testing.T) {
	t.Parallel()
	s := scene{width: 300, height: 400, page: written(white, ink, inFrench, 12), corners: tilted, ground: wood(oak, ash), noise: 4}
	shot := photographed(t, s.draw(4))
	treatment := Treatment{Corners: tilted, Turn: 90, Lift: true}
	first, second := Apply(shot, 6, treatment, image.Pt(900, 900)).(*image.YCbCr), Apply(shot, 6, treatment, image.Pt(900, 900)).(*image.YCbCr)
	if string(first.Y) != string(second.Y) || string(first.Cb) != string(second.Cb) {
		t.Error("two times, two pictures")
	}
	if size := first.Bounds().Size(); size.X > 400 || size.Y > 400 {
		t.Errorf("enlarged to %v", size)
	}
	if size := Apply(shot, 1, treatment, image.Pt(50, 70)).Bounds().Size(); size.X > 50 || size.Y > 70 || size.X < 45 && size.Y < 65 {
		t.Errorf("%v in a box of 50 x 70", size)
	}
	if _, ok := Apply(image.NewGray(image.Rect(5, 5, 90, 90)), 1, treatment, image.Pt(50, 50)).(*image.Gray); !ok {
		t.Error("a gray picture has colours")
	}
}
