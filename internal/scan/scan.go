// Package scan makes of a photographed page what a scanner would have made of
// it: it finds the sheet in the picture, sets it upright, and evens the light
// out. It is fed pixels and gives pixels; it proposes and never decides. Reading
// and writing files of pictures belongs to pdf, what the candidate chose to
// dossier.
package scan

import (
	"fmt"
	"image"
	"math"
	"strconv"
	"strings"
)

// Treatment is how a photographed page is to be shown. The zero value shows it
// as it was taken. Nothing of it is done to the file.
type Treatment struct {
	// Corners are those of the sheet that the picture is cropped to, as it is
	// seen upright by its own EXIF orientation; zero: the whole picture.
	Corners Corners
	Turn    int  // clockwise, after cropping: 0, 90, 180 or 270
	Lift    bool // the light evened out, and the paper near white
}

// Corners are the corners of a sheet where they lie in a picture: top left, top
// right, bottom right, bottom left as they are seen there.
type Corners [4]Point

// Point is a place in a picture, in shares of its width and height, from its
// top left corner.
type Point struct{ X, Y float64 }

// whole are the corners of the picture itself.
var whole = Corners{{0, 0}, {1, 0}, {1, 1}, {0, 1}}

// None reports whether nothing is cropped.
func (c Corners) None() bool { return c == Corners{} }

// minSide is the shortest side that a sheet may have, in shares of the picture.
const minSide = 0.05

// Valid reports whether the corners can be those of a sheet: within the
// picture, in their order, no side shorter than a twentieth, no corner dented.
// None are valid too.
func (c Corners) Valid() bool {
	if c.None() {
		return true
	}
	for i, p := range c {
		next, after := c[(i+1)%4], c[(i+2)%4]
		within := p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1 // not a number is neither
		if !within || math.Hypot(next.X-p.X, next.Y-p.Y) < minSide {
			return false
		}
		if turnOf(p, next, after) < minSide*minSide/4 {
			return false
		}
	}
	return true
}

// turnOf is positive where the way from a by b to c turns clockwise, as seen.
func turnOf(a, b, c Point) float64 { return (b.X-a.X)*(c.Y-b.Y) - (b.Y-a.Y)*(c.X-b.X) }

// Rounded returns the corners to a ten-thousandth, as they are kept: finer than
// a pixel matters to nobody.
func (c Corners) Rounded() Corners {
	for i, p := range c {
		c[i] = Point{math.Round(p.X*1e4) / 1e4, math.Round(p.Y*1e4) / 1e4}
	}
	return c
}

// Numbers are the corners as lists of two shares each; nil for none.
func (c Corners) Numbers() [][2]float64 {
	if c.None() {
		return nil
	}
	numbers := make([][2]float64, len(c))
	for i, p := range c {
		numbers[i] = [2]float64{p.X, p.Y}
	}
	return numbers
}

// CornersOf is Numbers the other way round; false where these are no corners.
func CornersOf(numbers [][2]float64) (Corners, bool) {
	var c Corners
	if len(numbers) == 0 {
		return c, true
	}
	if len(numbers) != len(c) {
		return c, false
	}
	for i, n := range numbers {
		c[i] = Point{n[0], n[1]}
	}
	return c, !c.None() && c.Valid()
}

// Percent writes the corners in per cent of width and height, "" for none:
// 10,8:90,9:92,95:8,94.
func (c Corners) Percent() string {
	var parts []string
	for _, p := range c.Numbers() {
		parts = append(parts, percent(p[0])+","+percent(p[1]))
	}
	return strings.Join(parts, ":")
}

func percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1e4)/100, 'f', -1, 64)
}

// ParsePercent is Percent the other way round; false where these are no corners.
func ParsePercent(written string) (Corners, bool) {
	var numbers [][2]float64
	for part := range strings.SplitSeq(written, ":") {
		x, y, _ := strings.Cut(part, ",")
		across, err1 := strconv.ParseFloat(strings.TrimSpace(x), 64)
		down, err2 := strconv.ParseFloat(strings.TrimSpace(y), 64)
		if err1 != nil || err2 != nil {
			return Corners{}, false
		}
		numbers = append(numbers, [2]float64{across / 100, down / 100})
	}
	c, ok := CornersOf(numbers)
	return c.Rounded(), ok
}

// Valid reports whether the treatment is possible.
func (t Treatment) Valid() bool {
	return (t.Turn == 0 || t.Turn == 90 || t.Turn == 180 || t.Turn == 270) && t.Corners.Valid()
}

// Redraws reports whether the page is more than turned: its pixels are made
// anew.
func (t Treatment) Redraws() bool { return t.Lift || !t.Corners.None() }

// Size is how large a picture, of this size as it is seen upright, comes to be: no
// larger than the box, and never enlarged.
func (t Treatment) Size(upright, box image.Point) image.Point {
	corners := t.Corners
	if corners.None() {
		corners = whole
	}
	across, down := extent(corners, float64(upright.X), float64(upright.Y))
	if t.Turn%180 != 0 {
		across, down = down, across
	}
	scale := min(1, float64(box.X)/across, float64(box.Y)/down)
	return image.Pt(max(1, int(across*scale+0.5)), max(1, int(down*scale+0.5)))
}

// String names the treatment, "" for none: equal ones alike.
func (t Treatment) String() string {
	if t == (Treatment{}) {
		return ""
	}
	return fmt.Sprintf("turn %d, corners %v, lift %v", t.Turn, t.Corners, t.Lift)
}

// Suggestion is what is proposed for a picture.
type Suggestion struct {
	// Treatment has corners where the sheet's border is evident, a turn where
	// the text evidently does not stand upright, and Lift where the light is
	// uneven or the paper dark.
	Treatment Treatment
	// Confidence is how evident the border is, from 0 to 1: the share of its
	// weakest side along which sheet and ground differ sharply. It is 0 where
	// there are no corners.
	Confidence float64
	// Unsure says that the writing lies on its side and does not tell which way: the
	// turn may set it on its head.
	Unsure bool
}

// Suggest looks for a sheet in a picture and proposes how to show it. orientation
// is EXIF's, 1 to 8.
func Suggest(src image.Image, orientation int) Suggestion {
	small := treated(rasterOf(src, findPixels), orientation, Treatment{}, image.Pt(findPixels, findPixels))
	var s Suggestion
	s.Treatment.Corners, s.Confidence = find(small)
	page := treated(rasterOf(src, readPixels), orientation, Treatment{Corners: s.Treatment.Corners}, image.Pt(readPixels, readPixels))
	s.Treatment.Turn, s.Unsure = uprightTurn(page)
	s.Treatment.Lift = needsLight(page)
	return s
}

// Upright returns the clockwise turn, 90, 180 or 270, that sets the writing of a
// page upright, 0 where it stands or where that is not evident; unsure is as in
// Suggestion.
func Upright(page image.Image) (turn int, unsure bool) {
	return uprightTurn(treated(rasterOf(page, readPixels), 1, Treatment{}, image.Pt(readPixels, readPixels)))
}

// Apply returns the picture as the treatment shows it, no larger than the box
// and never enlarged: an *image.Gray where the picture has no colours, else an
// *image.YCbCr. orientation is EXIF's, 1 to 8.
func Apply(src image.Image, orientation int, t Treatment, box image.Point) image.Image {
	page := treated(rasterOf(src, max(box.X, box.Y)), orientation, t, box)
	if t.Lift {
		page = lifted(page)
	}
	return page.image()
}
