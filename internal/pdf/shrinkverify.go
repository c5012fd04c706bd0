package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// mostOther is how much more a picture of the result may have lost than its source's:
// well beyond what coding may lose, and well below what another picture differs by.
const mostOther = 0.45

// holdShrunk holds the pages whose pictures were made smaller against their sources:
// all but these pictures by digest, each picture by what it shows. Pages of sources
// without a path are left out, and those that are compared by PDFium's picture alone.
func (e *Engines) holdShrunk(ctx context.Context, path string, made Outcome, sources []Source) error {
	pages := map[int][]int{}
	for i, c := range made.Pages {
		if c.Shrink != (Shrink{}) && c.Source >= 0 && sources[c.Source].Path != "" && (c.By == ByPdfcpu || c.By == ByImage) {
			pages[c.Source] = append(pages[c.Source], i)
		}
	}
	if len(pages) == 0 {
		return nil
	}
	data, file, err := e.whole(path)
	if err != nil {
		return err
	}
	defer file.Close()
	limits := e.limits
	limits.Pages = len(made.Pages) + 1
	result, err := parse(ctx, data, "", limits)
	if err != nil {
		return err
	}
	for index := range sources {
		if len(pages[index]) == 0 {
			continue
		}
		l, err := e.load(ctx, sources[index].File, "")
		if err != nil {
			return err
		}
		h := &shrunkHold{engines: e, ctx: ctx, result: result, source: l, made: made, index: index}
		for _, i := range pages[index] {
			if err := h.page(i); err != nil {
				return made.notVerified(i, err)
			}
		}
	}
	return nil
}

// shrunkHold holds the pages of one source.
type shrunkHold struct {
	engines *Engines
	ctx     context.Context
	result  *document
	source  *loaded
	made    Outcome
	index   int
}

// errOther says that a page does not draw what its source does.
var errOther = errors.New("it draws something else than its source")

func (h *shrunkHold) page(i int) error {
	if i >= len(h.result.pages) {
		return errOther
	}
	c := h.made.Pages[i]
	drawn, err := h.drawn(h.result.pages[i])
	if err != nil {
		return err
	}
	if c.By == ByImage {
		return h.photo(c, drawn)
	}
	if h.source.doc == nil || c.Page >= len(h.source.doc.pages) {
		return errOther
	}
	return h.form(c, drawn)
}

// drawn is what a page of the result draws of its source.
func (h *shrunkHold) drawn(p *page) (types.StreamDict, error) {
	resources, err := h.result.dict(p.resources)
	if err != nil {
		return types.StreamDict{}, err
	}
	objects, err := h.result.dict(resources["XObject"])
	if err != nil {
		return types.StreamDict{}, err
	}
	return streamAt(h.result, objects["P"])
}

// streamAt is the stream that o is or refers to.
func streamAt(d *document, o types.Object) (types.StreamDict, error) {
	o, err := d.resolve(o)
	if err != nil {
		return types.StreamDict{}, err
	}
	stream, ok := o.(types.StreamDict)
	if !ok {
		return types.StreamDict{}, errOther
	}
	return stream, nil
}

// photo compares a page that is a picture by itself.
func (h *shrunkHold) photo(c Carried, drawn types.StreamDict) error {
	if h.source.album == nil {
		return errOther
	}
	p, err := h.source.album.page(c.Page)
	if err != nil {
		return err
	}
	was, err := p.carriedAs(PageChoice{Number: c.Page, Turn: c.Turn, Corners: c.Corners, Lift: c.Lift})
	if err != nil {
		return err
	}
	from, err := nothing().samplesOf(piped(was.image))
	if err != nil {
		return fmt.Errorf("%w: %w", errOther, err)
	}
	return h.picture(from, drawn)
}

// form compares a page with pictures on it.
func (h *shrunkHold) form(c Carried, drawn types.StreamDict) error {
	d := h.source.doc
	p := d.pages[c.Page]
	before, err := sequence(d, func(s *drawingScan) bool { return s.whole(p, identity) })
	if err != nil {
		return err
	}
	after, err := sequence(h.result, func(s *drawingScan) bool { return s.form(-1, drawn, nil, identity, 0) })
	if err != nil {
		return err
	}
	if len(before) != len(after) {
		return errOther
	}
	swaps := map[int]types.StreamDict{}
	for i, number := range before {
		if _, done := swaps[number]; done {
			continue
		}
		stream, err := h.held(number, after[i])
		if err != nil {
			return err
		}
		if stream.Raw != nil {
			swaps[number] = stream
		}
	}
	return h.rest(c, p, swaps)
}

// sequence are all pictures that are drawn, as often as they are.
func sequence(d *document, scan func(*drawingScan) bool) ([]int, error) {
	s := &drawingScan{drawnPictures: newDrawnPictures(d), met: map[int]bool{}}
	if !scan(s) {
		return nil, fmt.Errorf("%w: what it draws cannot be told", errNotReadable)
	}
	return s.all, nil
}

// held compares a picture with the one in its place, and returns what stands there in
// the source's words; nothing where it is the same.
func (h *shrunkHold) held(number, other int) (types.StreamDict, error) {
	was, err := streamAt(h.source.doc, *types.NewIndirectRef(number, 0))
	if err != nil {
		return types.StreamDict{}, err
	}
	now, err := streamAt(h.result, *types.NewIndirectRef(other, 0))
	if err != nil {
		return types.StreamDict{}, err
	}
	clean := newCarrier(nil).from(h.source.doc).cleanStream(was, drawn)
	if bytes.Equal(was.Raw, now.Raw) || bytes.Equal(clean.Raw, now.Raw) {
		return types.StreamDict{}, nil
	}
	from, err := h.source.doc.samplesOf(was)
	if err != nil {
		// It was not made smaller: at most what its maker noted in it went away.
		return types.StreamDict{}, nil
	}
	if err := h.picture(from, now); err != nil {
		return types.StreamDict{}, err
	}
	s := asMade(h.result, now)
	return types.StreamDict{Dict: s.dict(h.source.doc, &from), Raw: now.Raw}, nil
}

// asMade reads what a picture of the result says of itself.
func asMade(d *document, s types.StreamDict) smaller {
	whole := func(key string) int {
		n, _ := d.number(s.Dict[key])
		return int(n)
	}
	made := smaller{size: image.Pt(whole("Width"), whole("Height")), bits: whole("BitsPerComponent"), filter: d.name(s.Dict["Filter"]), bytes: len(s.Raw), raw: s.Raw}
	parms, _ := d.dict(s.Dict["DecodeParms"])
	o, _ := d.resolve(parms["BlackIs1"])
	made.blackIs1 = o == types.Boolean(true)
	made.components = 1
	if made.filter == "DCTDecode" && len(s.Raw) > 4 {
		if header, err := readJPEGHeader(s.Raw); err == nil {
			made.components = header.components
		}
	}
	return made
}

// picture compares a picture of the source with the one made of it.
func (h *shrunkHold) picture(from samples, now types.StreamDict) error {
	made := asMade(h.result, now)
	if made.size.X < 1 || made.size.Y < 1 || made.size.X > from.wide || made.size.Y > from.high {
		return errOther
	}
	need := int64(from.need()) + int64(made.size.X*made.size.Y)*8
	if err := h.engines.smaller.enter(h.ctx, need); err != nil {
		return err
	}
	defer h.engines.smaller.leave(need)
	b, err := newBench(&from)
	if err != nil {
		return fmt.Errorf("%w: %w", errOther, err)
	}
	if made.filter != "DCTDecode" {
		return b.sameBits(made)
	}
	if len(b.planes()) != made.components {
		return errOther
	}
	ready := b.prepared(made.size)
	made.marks = ready.marks
	return made.like(ready)
}

// planes are the components that the picture is coded by.
func (b *bench) planes() []raster {
	if b.x.planes == nil {
		return []raster{b.x.shades()}
	}
	return b.x.planes
}

// sameBits holds a fax against the samples that it was made of.
func (b *bench) sameBits(made smaller) error {
	rows := b.x.rows
	if rows == nil || made.size != image.Pt(b.p.wide, b.p.high) {
		return errOther
	}
	if !made.blackIs1 {
		rows = inverted(rows)
	}
	if !sameFax(made.raw, rows, b.p.wide, b.p.high) {
		return errOther
	}
	return nil
}

// like holds a picture, decoded by another decoder than ours, against what it should
// show.
func (s smaller) like(ready prepared) error {
	planes, err := s.planes()
	if err != nil {
		return fmt.Errorf("%w: %w", errOther, err)
	}
	if err := s.showing(planes); err != nil {
		return fmt.Errorf("%w: %w", errOther, err)
	}
	for i := range planes {
		if ready.spectra.colour(i) != 0 {
			continue
		}
		if lost := ready.spectra[i].unlike(spectrumOf(planes[i], ready.spectra[i].group)); lost > mostOther {
			return fmt.Errorf("%w: %.2f is lost", errOther, lost)
		}
	}
	return nil
}

// unlike is what the eye misses of a component in another one of the same size.
func (s *spectrum) unlike(other *spectrum) float64 {
	if len(other.coefs) != len(s.coefs) {
		return 1
	}
	lost, blocks := 0.0, 0
	for y := range s.seenDown {
		for x := range s.seen {
			at := y*s.across + x
			if s.grain.drowns(float64(s.energy[at])) {
				continue
			}
			blocks++
			a, b := s.coefs[at*64:][:64], other.coefs[at*64:][:64]
			shared := int64(0)
			for i := 1; i < 64; i++ {
				shared += int64(a[i]) * int64(b[i])
			}
			lost += 1 - s.grain.likeness(float64(a[0])/64+128, float64(b[0])/64+128,
				float64(s.energy[at]), float64(other.energy[at]), float64(shared)/(64*64))
		}
	}
	return meanLoss(lost, blocks)
}

// rest holds all but the pictures against the source: carried anew with these in their
// place, the page must have the digest that it had. (Whether other pages were left out
// decides what it brought along; one file may have been chosen from twice.)
func (h *shrunkHold) rest(c Carried, p *page, swaps map[int]types.StreamDict) error {
	for _, some := range []bool{false, true} {
		digest, err := h.anew(p, swaps, some)
		if err != nil {
			return err
		}
		if digest == c.Digest {
			return nil
		}
	}
	return errOther
}

// anew carries a page with other pictures, to nowhere, and returns its digest.
func (h *shrunkHold) anew(p *page, swaps map[int]types.StreamDict, some bool) (string, error) {
	out, err := newWriter(io.Discard, false)
	defer out.close()
	if err != nil {
		return "", err
	}
	carry := newCarrier(out).from(h.source.doc)
	carry.swaps = swaps
	form, err := carry.form(p, some)
	if err != nil {
		return "", err
	}
	got, err := carry.put(form)
	return fmt.Sprintf("%x", got.digest), err
}
