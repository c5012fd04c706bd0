package pdf

import (
	"context"
	"crypto/sha256"
	"maps"
	"slices"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Shrink says how the pictures of a page are carried over: zero as they are.
// Text, fonts and drawings are never touched, and a picture that would not get
// smaller is left as it is.
type Shrink struct {
	Resolution int `json:"resolution,omitzero"` // dots per inch at most, as the picture stands on the sheet
	Quality    int `json:"quality,omitzero"`    // of JPEG, 1 to 100
}

// Valid reports whether it says something that can be followed.
func (s Shrink) Valid() bool {
	return s == Shrink{} || s.Resolution > 0 && s.Resolution <= mostResolution && s.Quality >= 1 && s.Quality <= 100
}

// mostResolution is far above what any scanner has.
const mostResolution = 100_000

// shrinking is what becomes of a source's pictures, as one rung of the ladder sees it.
type shrinking struct {
	pictures map[int]*shrunkPicture // by object number
	pages    map[int][]int          // by page number: what is drawn there, in order
}

// shrunkPicture is a picture that may be made smaller.
type shrunkPicture struct {
	*samples
	at     drawnSize
	levels []Shrink // the page's own, or those that are weighed
	made   []smaller
	told   bool // its bytes are counted with a page
}

// shrinks says that any picture is to be made smaller: a source may have one that
// another has as well.
func (in *sourceIn) shrinks() bool {
	return in.weighing != nil || slices.ContainsFunc(in.plan.Sources, func(s Source) bool {
		return slices.ContainsFunc(s.Pages, func(c PageChoice) bool { return c.Shrink != Shrink{} })
	})
}

// level is how a chosen page is shrunk: not at all where that came out wrong.
func (in *sourceIn) level(c PageChoice) Shrink {
	if in.assembling.untouched[rungKey{in.index, c.Number}] {
		return Shrink{}
	}
	return c.Shrink
}

// shrinking finds the pictures of the chosen pages, and makes them smaller.
func (in *sourceIn) shrinking(d *document) (*shrinking, error) {
	if !in.shrinks() {
		return nil, nil
	}
	s := &shrinking{pictures: map[int]*shrunkPicture{}, pages: map[int][]int{}}
	w := newDrawnPictures(d)
	levels, left := map[int]Shrink{}, map[int]bool{}
	for _, choice := range in.choices {
		if choice.Number >= len(d.pages) {
			continue
		}
		p := d.pages[choice.Number]
		at := place(p.box, p.unit, quarter(p.rotate+choice.Turn), in.plan.size())
		order, ok := w.page(p, at.matrix)
		if !ok {
			w.fix(p.resources, 0)
			continue
		}
		w.annotations(p)
		s.pages[choice.Number] = order
		for _, number := range order {
			if _, ok := levels[number]; !ok {
				levels[number] = choice.Shrink
			}
			left[number] = left[number] || in.untouched[rungKey{in.index, choice.Number}]
		}
	}
	for _, number := range slices.Sorted(maps.Keys(levels)) {
		if picture := w.shrinkable(number); picture != nil && in.follows(picture, levels[number]) && !left[number] {
			s.pictures[number] = picture
		}
	}
	return s, in.makeSmaller(s)
}

// follows takes the level of a picture down, which is that of the first page of all
// sources that draws it: there it was weighed. False where it stays as it is.
func (s *assembling) follows(p *shrunkPicture, level Shrink) bool {
	if s.weighing != nil {
		return true
	}
	if s.levels == nil {
		s.levels = map[[sha256.Size]byte]Shrink{}
	}
	key := p.key()
	if first, ok := s.levels[key]; ok {
		level = first
	}
	s.levels[key] = level
	p.levels = []Shrink{level}
	return level != Shrink{}
}

// annotations marks the pictures as fixed that a page's annotations show.
func (w *drawnPictures) annotations(p *page) {
	notes, err := w.d.annotations(p)
	if err != nil {
		w.fix(p.dict["Annots"], 0)
	}
	for _, note := range notes.drawn {
		w.fix(note.form, 0)
	}
}

// shrinkable returns a picture that may be made smaller, nil where it may not.
func (w *drawnPictures) shrinkable(number int) *shrunkPicture {
	o, err := w.d.object(number)
	stream, ok := o.(types.StreamDict)
	if err != nil || !ok || w.fixed[number] || !w.d.endsWell(stream) {
		return nil
	}
	p, err := w.d.samplesOf(stream)
	if err != nil {
		return nil
	}
	return &shrunkPicture{samples: &p, at: w.sizes[number]}
}

// makeSmaller makes the pictures of a source smaller, on both cores.
func (in *sourceIn) makeSmaller(s *shrinking) error {
	if in.weighing != nil {
		for _, number := range slices.Sorted(maps.Keys(s.pictures)) {
			in.weighing.start(in.ctx, in.engines, s.pictures[number])
		}
		return nil
	}
	work := newTeam()
	for _, number := range slices.Sorted(maps.Keys(s.pictures)) {
		p := s.pictures[number]
		work.start(func() error { return in.engines.makeSmaller(in.ctx, p) })
	}
	return work.wait()
}

// makeSmaller makes one picture smaller and looks at what came out.
func (e *Engines) makeSmaller(ctx context.Context, p *shrunkPicture) error {
	made, err := e.smallerAt(ctx, p.samples, p.at, p.levels, false)
	if err != nil {
		return err
	}
	for i, one := range made {
		if one.shows() != nil {
			made[i] = smaller{}
		}
	}
	p.made = made
	return nil
}

// swaps are what stands in the place of pictures, by their object numbers.
func (s *shrinking) swaps(d *document, weighing bool) map[int]types.StreamDict {
	if s == nil {
		return nil
	}
	out := map[int]types.StreamDict{}
	for number, p := range s.pictures {
		if weighing {
			out[number] = p.standIn()
		} else if one := p.made[0]; !one.left() {
			out[number] = types.StreamDict{Dict: one.dict(d, p.samples), Raw: one.raw}
		}
	}
	return out
}

// standIn is a picture without its samples, whose place in the result is weighed.
func (p *shrunkPicture) standIn() types.StreamDict {
	key := p.key()
	return types.StreamDict{Dict: p.stream.Dict, Raw: key[:]}
}

// drawnBy are the pictures of a page that may be made smaller.
func (s *shrinking) drawnBy(page int) []*shrunkPicture {
	if s == nil {
		return nil
	}
	var all []*shrunkPicture
	for _, number := range s.pages[page] {
		if p, ok := s.pictures[number]; ok {
			all = append(all, p)
		}
	}
	return all
}

// follow tells in a page's outcome what became of its pictures.
func (c *Carried) follow(level Shrink, pictures []*shrunkPicture) {
	for _, p := range pictures {
		if len(p.made) != 1 || p.made[0].left() {
			continue
		}
		c.Shrink = level
		if level == (Shrink{}) {
			c.Shrink = p.levels[0]
		}
		c.Doubtful = c.Doubtful || !p.familiar()
		if !p.told {
			p.told = true
			c.Before += int64(len(p.stream.Raw))
			c.After += int64(len(p.made[0].raw))
		}
	}
}

// familiar says that the picture is one that all engines read alike. Others are held
// against their source by PDFium's picture of the page as well.
func (p *samples) familiar() bool {
	return p.coding == jpegCoding && p.components < 4 && p.stream.Dict["Decode"] == nil
}

// shrunkImage makes what fills a page by itself smaller.
func (in *sourceIn) shrunkImage(img types.StreamDict, at placement, choice PageChoice) (types.StreamDict, []*shrunkPicture, error) {
	if !in.shrinks() || in.untouched[rungKey{in.index, choice.Number}] {
		return img, nil, nil
	}
	d := nothing()
	p, err := d.samplesOf(piped(img))
	if err != nil {
		return img, nil, nil // it stays as it is
	}
	m := at.matrix
	w := drawingScan{drawnPictures: newDrawnPictures(d), met: map[int]bool{}}
	w.picture(0, m)
	one := &shrunkPicture{samples: &p, at: w.sizes[0]}
	if !in.follows(one, choice.Shrink) {
		return img, nil, nil
	}
	if in.weighing != nil {
		in.weighing.start(in.ctx, in.engines, one)
		return one.standIn(), []*shrunkPicture{one}, nil
	}
	if err := in.engines.makeSmaller(in.ctx, one); err != nil {
		return img, nil, err
	}
	if one.made[0].left() {
		return img, nil, nil
	}
	return types.StreamDict{Dict: one.made[0].dict(d, &p), Raw: one.made[0].raw}, []*shrunkPicture{one}, nil
}

// piped tells of an image of ours how it is read.
func piped(img types.StreamDict) types.StreamDict {
	filter, _ := img.Dict["Filter"].(types.Name)
	parms, _ := img.Dict["DecodeParms"].(types.Dict)
	img.FilterPipeline = []types.PDFFilter{{Name: string(filter), DecodeParms: parms}}
	return img
}

// team does pieces of work, a few at once.
type team struct {
	places chan struct{}
	all    sync.WaitGroup
	mu     sync.Mutex
	failed error
}

func newTeam() *team { return &team{places: make(chan struct{}, atWork)} }

// start waits for a free place and has the work done there.
func (t *team) start(work func() error) {
	t.places <- struct{}{}
	t.all.Go(func() {
		defer func() { <-t.places }()
		err := work()
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.failed == nil {
			t.failed = err
		}
	})
}

// wait waits for all of it and returns the first error.
func (t *team) wait() error {
	t.all.Wait()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}
