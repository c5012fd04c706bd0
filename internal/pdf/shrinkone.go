package pdf

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// extent of a picture on a sheet, in inches, where it is drawn largest.
type drawnSize struct{ across, up float64 }

// larger is the larger of two in each direction.
func (s drawnSize) larger(t drawnSize) drawnSize {
	return drawnSize{max(s.across, t.across), max(s.up, t.up)}
}

// resolution of so many samples on that extent, the lower of both directions.
func (s drawnSize) resolution(wide, high int) float64 {
	return min(float64(wide)/s.across, float64(high)/s.up)
}

// barely is by how much a picture may be finer than asked for: for a few samples more
// it is not made anew.
const barely = 1.05

// fitted are the samples of a picture that is no finer than asked for.
func (s drawnSize) fitted(wide, high, resolution int) image.Point {
	side := func(n int, inches float64) int {
		most := inches * float64(resolution)
		if float64(n) <= most*barely {
			return n
		}
		return min(n, max(1, int(math.Ceil(most-1e-6))))
	}
	return image.Pt(side(wide, s.across), side(high, s.up))
}

// smaller is a picture made smaller: what stands in its place.
type smaller struct {
	size       image.Point
	bits       int
	components int
	filter     string
	blackIs1   bool
	bytes      int    // 0: the picture stays as it is
	raw        []byte // nil where only its weight was asked for, and it has many
	// loss is what the eye misses, coded what of it is the coding's.
	loss, coded float64
	marks       [][]byte
}

// left says that the picture stays as it is.
func (s smaller) left() bool { return s.bytes == 0 }

// mostCoded is how much coding may lose before small print suffers, found by looking at
// scans: at 0.09 every accent of thin ten-point print is clear, at 0.17 they begin to
// run into their letters.
const mostCoded = 0.12

// weighed is what the picture weighs and shows, whose source is p.
func (s smaller) weighed(p *samples, at drawnSize) Weighed {
	own := at.resolution(p.wide, p.high)
	if s.left() {
		return Weighed{Bytes: int64(len(p.stream.Raw)), Resolution: dots(own), Legible: true}
	}
	now := at.resolution(s.size.X, s.size.Y)
	return Weighed{
		Bytes: int64(s.bytes), Resolution: dots(now), Loss: s.loss,
		Legible: s.coded <= mostCoded && now >= min(LegibleResolution, own)*0.995,
	}
}

func dots(resolution float64) int { return max(1, int(math.Round(min(resolution, mostResolution)))) }

// worth is how much smaller a picture must get to be touched at all, and lose by it.
const worth = 0.95

// bench is a decoded picture being made smaller in several ways.
type bench struct {
	p *samples
	x pixels
	// of one bit without loss, once tried
	tried bool
	exact smaller
	// by size
	ready map[image.Point]prepared
}

// prepared is a picture at a size, ready to be coded.
type prepared struct {
	spectra spectra
	blur    float64
	marks   [][]byte
}

func newBench(p *samples) (*bench, error) {
	x, err := p.decoded()
	if err != nil {
		return nil, err
	}
	b := &bench{p: p, x: x, ready: map[image.Point]prepared{}}
	if b.x.grey() {
		b.x.planes = b.x.planes[:1]
	}
	if p.coding == plain && len(b.x.planes) == 1 {
		b.x.rows = b.x.planes[0].bilevel()
	}
	return b, nil
}

// bilevel returns the component as samples of one bit where it has nothing but black
// and white, else nil.
func (r raster) bilevel() []byte {
	for _, v := range r.pix {
		if v != 0 && v != 255 {
			return nil
		}
	}
	stride := (r.wide + 7) / 8
	rows := make([]byte, stride*r.high)
	for y := range r.high {
		for x, v := range r.pix[y*r.stride:][:r.wide] {
			rows[y*stride+x/8] |= v & (0x80 >> (x % 8))
		}
	}
	return rows
}

// mostWeighed is how many bytes a picture may have to be written when only its weight
// is asked for: what is that large is hardly chosen where all must get much smaller.
const mostWeighed = 160 << 10

// at makes the picture as small as the level asks for; where that saves nothing it
// stays as it is. weigh says that its weight is enough.
func (b *bench) at(size image.Point, quality int, weigh bool) (smaller, error) {
	best := smaller{}
	whole := size == image.Pt(b.p.wide, b.p.high)
	if b.x.rows != nil {
		exact, err := b.lossless()
		if err != nil {
			return smaller{}, err
		}
		best = exact
		if b.p.stencil || whole {
			return best, nil
		}
	}
	if whole && b.p.coding == jpegCoding && b.p.coarser(quality) {
		return best, nil
	}
	most := int(float64(cmp.Or(best.bytes, len(b.p.stream.Raw))) * worth)
	ready := b.prepared(size)
	sketch := ready.spectra.sketched(size.X, size.Y, quality)
	codes := sketch.codes()
	made := smaller{size: size, bits: 8, components: len(ready.spectra), filter: "DCTDecode", marks: ready.marks, coded: sketch.loss()}
	made.loss = 1 - (1-made.coded)*(1-ready.blur)
	if made.bytes = sketch.bytes(&codes); made.bytes >= most {
		return best, nil
	}
	if !weigh || made.bytes <= mostWeighed {
		made.raw = sketch.written(&codes)
		made.bytes = len(made.raw)
	}
	return made, nil
}

// coarser reports whether a JPEG has coarser steps than this quality: it would only get
// larger.
func (p *samples) coarser(quality int) bool {
	data, err := p.coded()
	if err != nil {
		return false
	}
	own, ours := 0, 0
	for _, step := range readJPEGSteps(data) {
		own += step
	}
	for _, step := range stepsAt(0, quality) {
		ours += int(step)
	}
	return own >= ours
}

// readJPEGSteps reads the first set of steps, of eight bits; none where there is none.
func readJPEGSteps(data []byte) (steps []int) {
	for rest := data[2:]; len(rest) >= 4 && rest[0] == 0xFF && int(rest[1]) != markerSOS; {
		n := pieceLength(rest)
		if int(rest[1]) == markerDQT && n >= 4+1+64 && rest[4] == 0 {
			for _, step := range rest[5 : 5+64] {
				steps = append(steps, int(step))
			}
			return steps
		}
		rest = rest[n:]
	}
	return nil
}

// prepared brings the picture to a size.
func (b *bench) prepared(size image.Point) prepared {
	if ready, ok := b.ready[size]; ok {
		return ready
	}
	planes := b.planes()
	light := planes[0]
	small := make([]raster, len(planes))
	for i, plane := range planes {
		to := size
		if len(planes) == 3 && i > 0 {
			to = image.Pt(halved(size.X), halved(size.Y))
		}
		small[i] = plane.scaled(min(to.X, plane.wide), min(to.Y, plane.high)).enlarged(to.X, to.Y)
	}
	ready := prepared{spectra: spectraOf(small), blur: light.lostIn(small[0]), marks: marksOf(small)}
	b.ready[size] = ready
	return ready
}

// enlarged repeats samples: only colours that were coarser still than they are coded.
func (r raster) enlarged(wide, high int) raster {
	if wide == r.wide && high == r.high {
		return r
	}
	out := newRaster(wide, high)
	for y := range high {
		row := r.pix[y*r.high/high*r.stride:]
		for x := range wide {
			out.pix[y*wide+x] = row[x*r.wide/wide]
		}
	}
	return out
}

// shades are the samples of one bit as black and white.
func (x pixels) shades() raster {
	out := newRaster(x.wide, x.high)
	stride := (x.wide + 7) / 8
	for y := range x.high {
		row, to := x.rows[y*stride:][:stride], out.pix[y*x.wide:][:x.wide]
		for i := range to {
			if row[i/8]&(0x80>>(i%8)) != 0 {
				to[i] = 255
			}
		}
	}
	return out
}

// lossless codes samples of one bit as a fax, and reads that again.
func (b *bench) lossless() (smaller, error) {
	if b.tried {
		return b.exact, nil
	}
	b.tried = true
	ones := 0
	for _, v := range b.x.rows {
		if v >= 0x80 {
			ones++
		}
	}
	s := smaller{size: image.Pt(b.p.wide, b.p.high), bits: 1, components: 1, filter: "CCITTFaxDecode", blackIs1: 2*ones < len(b.x.rows)}
	rows := b.x.rows
	if !s.blackIs1 {
		rows = inverted(rows)
	}
	raw := faxOf(rows, b.p.wide, b.p.high)
	if float64(len(raw)) >= float64(len(b.p.stream.Raw))*worth {
		return b.exact, nil
	}
	if !sameFax(raw, rows, b.p.wide, b.p.high) {
		return smaller{}, errors.New("a fax reads otherwise than it was written")
	}
	s.raw, s.bytes = raw, len(raw)
	b.exact = s
	return s, nil
}

// sameFax reports whether a fax holds these rows.
func sameFax(raw, rows []byte, wide, high int) bool {
	stride := (wide + 7) / 8
	f := newFaxReader(raw, faxGroup4, false, wide)
	row, rest := make([]byte, stride), byte(0xFF)<<(stride*8-wide)
	for y := range high {
		want := rows[y*stride:][:stride]
		if f.read(row) != nil || !bytes.Equal(row[:stride-1], want[:stride-1]) || (row[stride-1]^want[stride-1])&rest != 0 {
			return false
		}
	}
	return true
}

// markSide is the side of the squares that are compared to tell that a picture is the
// one that it should be, in samples of light.
const markSide = 16

// marksOf are the mean samples of all squares of each component.
func marksOf(planes []raster) [][]byte {
	all := make([][]byte, len(planes))
	for i, r := range planes {
		side := markSide
		if len(planes) == 3 && i > 0 {
			side = markSide / 2
		}
		for y := 0; y < r.high; y += side {
			for x := 0; x < r.wide; x += side {
				all[i] = append(all[i], r.mean(x, y, min(x+side, r.wide), min(y+side, r.high)))
			}
		}
	}
	return all
}

// mean is the mean of samples in a part of a component.
func (r raster) mean(x0, y0, x1, y1 int) byte {
	sum := 0
	for y := y0; y < y1; y++ {
		for _, v := range r.pix[y*r.stride+x0 : y*r.stride+x1] {
			sum += int(v)
		}
	}
	return byte(sum / ((x1 - x0) * (y1 - y0)))
}

// mostOff is how far the mean of a square may be off: coding rounds it by four at the
// lowest quality that anything is legible at, and cuts off what rings beyond white.
const mostOff = 16

// shows reports whether what is written shows what it should, as another decoder than
// ours finds.
func (s smaller) shows() error {
	if s.left() || s.marks == nil {
		return nil
	}
	planes, err := s.planes()
	if err != nil {
		return err
	}
	return s.showing(planes)
}

// planes decodes what is written.
func (s smaller) planes() ([]raster, error) {
	src, err := jpeg.Decode(bytes.NewReader(s.raw))
	if err != nil {
		return nil, err
	}
	return planesOf(src)
}

// showing is shows of what was decoded.
func (s smaller) showing(planes []raster) error {
	if len(planes) != len(s.marks) {
		return fmt.Errorf("%d components", len(planes))
	}
	for i, marks := range marksOf(planes) {
		if len(marks) != len(s.marks[i]) {
			return errors.New("it has another size")
		}
		for at, mean := range marks {
			if abs(int(mean)-int(s.marks[i][at])) > mostOff {
				return fmt.Errorf("component %d shows something else", i)
			}
		}
	}
	return nil
}

// dict describes what stands in a picture's place, as its own dictionary does.
func (s smaller) dict(d *document, p *samples) types.Dict {
	out := types.Dict{
		"Type": types.Name("XObject"), "Subtype": types.Name("Image"), "Filter": types.Name(s.filter),
		"Width": types.Integer(s.size.X), "Height": types.Integer(s.size.Y), "BitsPerComponent": types.Integer(s.bits),
	}
	for _, key := range []string{"ColorSpace", "Decode", "Intent", "Interpolate", "ImageMask", "Mask", "SMask", "OC"} {
		if v := p.stream.Dict[key]; v != nil {
			out[key] = v
		}
	}
	if s.filter == "CCITTFaxDecode" {
		out["DecodeParms"] = types.Dict{"K": types.Integer(-1), "Columns": types.Integer(s.size.X), "Rows": types.Integer(s.size.Y),
			"BlackIs1": types.Boolean(s.blackIs1)}
	}
	if p.table != nil {
		delete(out, "Decode")
		if space, err := d.array(p.stream.Dict["ColorSpace"]); err == nil && len(space) > 1 {
			out["ColorSpace"] = space[1]
		}
	}
	if s.components < p.components {
		out["ColorSpace"] = types.Name("DeviceGray")
		if decode, err := d.array(out["Decode"]); err == nil && len(decode) > 1 {
			out["Decode"] = decode[:2]
		}
	}
	return out
}

// shrinkKey names a picture in a size and quality.
type shrinkKey struct {
	picture [sha256.Size]byte
	size    image.Point
	quality int
}

// smallerAt makes a picture smaller in several ways, those that are known already
// apart. A picture that cannot be read stays as it is. weigh says that their weight is
// enough.
func (e *Engines) smallerAt(ctx context.Context, p *samples, at drawnSize, levels []Shrink, weigh bool) ([]smaller, error) {
	key := p.key()
	found := make([]smaller, len(levels))
	var missing []int
	largest := 0
	for i, level := range levels {
		if level == (Shrink{}) {
			continue
		}
		size := at.fitted(p.wide, p.high, level.Resolution)
		known, ok := e.smaller.find(shrinkKey{key, size, level.Quality}, weigh)
		if !ok {
			missing = append(missing, i)
			largest = max(largest, size.X*size.Y)
		}
		found[i] = known
	}
	if len(missing) == 0 {
		return found, nil
	}
	need := int64(p.need()) + int64(largest)*8
	if err := e.smaller.enter(ctx, need); err != nil {
		return nil, err
	}
	defer e.smaller.leave(need)
	b, err := newBench(p)
	for _, i := range missing {
		if err == nil && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		size := at.fitted(p.wide, p.high, levels[i].Resolution)
		to := shrinkKey{key, size, levels[i].Quality}
		if known, ok := e.smaller.find(to, weigh); ok { // two levels may come to the same
			found[i] = known
			continue
		}
		if err == nil {
			found[i], err = b.at(size, levels[i].Quality, weigh)
		}
		if err != nil {
			found[i] = smaller{}
		}
		e.smaller.keep(to, found[i])
	}
	return found, nil
}
