package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// sources carries the chosen pages of all sources. The next file is read and
// parsed while one is carried, so that both cores work; no more than two are
// in memory.
func (s *assembling) sources() error {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	next := make(chan fetched)
	rooms := make(chan []byte, 3) // that files were read into which are done with
	go func() {
		defer close(next)
		for _, source := range s.plan.Sources {
			f := s.fetch(ctx, source.File, rooms)
			select {
			case next <- f:
			case <-ctx.Done():
				return
			}
		}
	}()
	for i := range s.plan.Sources {
		f, ok := <-next
		if !ok {
			return ctx.Err()
		}
		if f.err != nil {
			return f.err
		}
		if s.plan.Progress != nil {
			s.plan.Progress(i)
		}
		if err := s.source(i, f); err != nil {
			return err
		}
		if f.by == ByPdfcpu && f.loaded.sum == "" { // once it is written nobody needs what was read
			s.out.to.after(func() { offer(rooms, f.data) })
		}
	}
	return nil
}

// offer leaves room for another file where few wait already.
func offer(rooms chan<- []byte, room []byte) {
	select {
	case rooms <- room:
	default:
	}
}

// fetched is a source that was read, and the SHA-256 of its bytes, hex, or their mark.
type fetched struct {
	*loaded
	sum, mark string
	err       error
}

// fetch reads a source, into one of the rooms if there is one: fresh memory costs as
// long as reading does.
func (s *assembling) fetch(ctx context.Context, file File, rooms <-chan []byte) fetched {
	var room []byte
	select {
	case room = <-rooms:
	default:
	}
	data, err := s.engines.readInto(room, file.Path)
	if err != nil {
		return fetched{err: err}
	}
	l, err := s.engines.loadFrom(ctx, file, data, "")
	if err != nil {
		return fetched{err: err}
	}
	if !s.plan.Digest {
		return fetched{loaded: l, mark: s.engines.markOf(l)}
	}
	sum := l.sum
	if sum == "" {
		sum = fingerprint(l.data)
	}
	return fetched{loaded: l, sum: sum}
}

// source carries one source's pages.
func (s *assembling) source(index int, l fetched) error {
	choices := chosen(s.plan.Sources[index], len(l.sizes))
	s.made.Sources = append(s.made.Sources, SourceOutcome{Path: l.file.Path, Size: int64(len(l.data)), SHA256: l.sum, Mark: l.mark})
	in := &sourceIn{assembling: s, index: index, loaded: l.loaded, choices: choices, first: len(s.sheets), some: leavesOut(choices, len(l.sizes)), rungs: map[Engine]*rungIn{}}
	for _, choice := range choices {
		if err := s.ctx.Err(); err != nil {
			return blame(err, l.file.Path)
		}
		if choice.Number < 0 || choice.Number >= len(l.sizes) {
			return &Error{Reason: NoSuchPage, Path: l.file.Path, Page: choice.Number + 1}
		}
		before := s.out.weight()
		if err := in.page(choice); err != nil {
			return err
		}
		if s.weighing != nil {
			s.weighing.pages = append(s.weighing.pages, weighedPage{s.out.weight() - before, in.drawn})
		}
	}
	in.settleLinks()
	return nil
}

// chosen are the pages chosen from a source that has so many.
func chosen(s Source, pages int) []PageChoice {
	if s.Pages != nil {
		return s.Pages
	}
	all := make([]PageChoice, pages)
	for i := range all {
		all[i].Number = i
	}
	return all
}

// leavesOut reports whether the choices miss one of so many pages.
func leavesOut(choices []PageChoice, pages int) bool {
	chosen := map[int]bool{}
	for _, c := range choices {
		chosen[c.Number] = true
	}
	return len(chosen) < pages
}

// sourceIn is one source being carried.
type sourceIn struct {
	*assembling
	index   int
	loaded  *loaded
	choices []PageChoice
	first   int  // its first page in the result
	some    bool // not all its pages are chosen
	rungs   map[Engine]*rungIn
	drawn   []*shrunkPicture // pictures of the page carried last that may be made smaller
}

// rungIn is the source as one rung of the ladder sees it.
type rungIn struct {
	loaded *loaded
	carry  *carriage
	shrunk *shrinking // nil where nothing is to be made smaller
}

// page carries one page by the best rung that can.
func (in *sourceIn) page(choice PageChoice) error {
	by := in.assembling.rungs[rungKey{in.index, choice.Number}]
	if in.loaded.album != nil {
		return in.photo(choice)
	}
	var first error
	for _, rung := range []Engine{ByPdfcpu, ByPDFium, ByPicture} {
		if above(rung, by) || above(rung, in.loaded.by) {
			continue
		}
		err := in.pageBy(choice, rung)
		if err == nil || isWriting(err) {
			return err
		}
		if in.ctx.Err() != nil {
			return blame(in.ctx.Err(), in.loaded.file.Path)
		}
		if first == nil {
			first = err
		}
	}
	failed := blame(first, in.loaded.file.Path)
	if e, ok := failed.(*Error); ok {
		e.Page = choice.Number + 1
	}
	return failed
}

// above reports whether a rung stands above the highest one allowed; no word of
// one allows all.
func above(rung, highest Engine) bool {
	order := map[Engine]int{ByPdfcpu: 1, ByPDFium: 2, ByPicture: 3}
	return order[rung] < order[highest]
}

// pageBy carries one page by one rung.
func (in *sourceIn) pageBy(choice PageChoice, rung Engine) error {
	if rung == ByPicture {
		return in.picture(choice)
	}
	r, err := in.rung(rung)
	if err != nil {
		return err
	}
	if choice.Number >= len(r.carry.d.pages) {
		return fmt.Errorf("%w: page %d", errNotReadable, choice.Number+1)
	}
	p := r.carry.d.pages[choice.Number]
	if in.loaded.damaged && r.carry.d.lacks(p) {
		return fmt.Errorf("%w: page %d lacks what it draws with", errNotReadable, choice.Number+1)
	}
	notes, err := r.carry.d.annotations(p)
	if err != nil {
		return err
	}
	at := place(p.box, p.unit, quarter(p.rotate+choice.Turn), in.plan.size())
	sheet := &sheetOut{}
	form, err := r.carry.form(p, in.some)
	if err != nil {
		return err
	}
	got, err := in.carryPage(r.carry, form, p, at, sheet, notes)
	if err != nil {
		return err
	}
	in.keep(sheet, at, notes, p)
	in.drawn = r.shrunk.drawnBy(choice.Number)
	in.add(choice, Carried{
		Source: in.index, Page: choice.Number, Turn: choice.Turn, By: rung, Region: at.region,
		Digest:   fmt.Sprintf("%x", got.digest),
		Looks:    in.looks(choice.Number, rung, notes),
		Doubtful: got.doubtful || got.layered || notes.doubtful || notes.made || len(notes.drawn) > 0 || r.carry.d.doubt != "",
	})
	return nil
}

// add adds a finished page to the outcome.
func (in *sourceIn) add(choice PageChoice, c Carried) {
	if in.weighing == nil {
		c.follow(in.level(choice), in.drawn)
	}
	in.made.Pages = append(in.made.Pages, c)
}

// looks is what the page's annotations are compared with. PDFium's import loses
// the form that fields belong to, and with it the word that readers fill them in
// themselves: the source is asked, and where pdfcpu cannot read that, the fields
// are held against what PDFium shows of them.
func (in *sourceIn) looks(page int, rung Engine, notes annotations) Looks {
	if rung != ByPDFium || !notes.fields {
		return notes.looks()
	}
	source := in.loaded.doc
	if in.loaded.by != ByPdfcpu || page >= len(source.pages) {
		return FilledLooks
	}
	stored, err := source.annotations(source.pages[page])
	if err != nil || stored.made {
		return FilledLooks
	}
	return notes.looks()
}

// keep adds a finished sheet with the links of its page.
func (in *sourceIn) keep(sheet *sheetOut, at placement, notes annotations, p *page) {
	sheet.object = in.out.reserve()
	outcome := &in.made.Sources[in.index]
	outcome.NotesDropped += notes.notes
	outcome.LinksDropped += notes.dropped
	outcome.FieldsDrawn += len(notes.drawn)
	for _, link := range notes.links {
		area := at.matrix.box(link.area)
		if link.uri == "" {
			sheet.pending = append(sheet.pending, pendingLink{area, link.page})
			continue
		}
		sheet.links = append(sheet.links, webLink(area, link.uri))
	}
	if p != nil {
		sheet.source = p.number
	}
	in.sheets = append(in.sheets, sheet)
}

// settleLinks leads links within the source to the pages that were carried
// and leaves out the others.
func (in *sourceIn) settleLinks() {
	targets := map[int]*sheetOut{}
	for _, sheet := range in.sheets[in.first:] {
		if _, ok := targets[sheet.source]; !ok && sheet.source != 0 {
			targets[sheet.source] = sheet
		}
	}
	for _, sheet := range in.sheets[in.first:] {
		for _, link := range sheet.pending {
			target, ok := targets[link.target]
			if !ok {
				in.made.Sources[in.index].LinksDropped++
				continue
			}
			sheet.links = append(sheet.links, pageLink(link.area, target, ""))
		}
		sheet.pending = nil
	}
}

// rung returns the source as a rung sees it, read anew for the lower ones.
func (in *sourceIn) rung(by Engine) (*rungIn, error) {
	if r, ok := in.rungs[by]; ok {
		return r, nil
	}
	l := in.loaded
	if l.by != by {
		var err error
		again := *l
		if again.doc, err = in.engines.importAll(in.ctx, &again); err != nil {
			return nil, err
		}
		l = &again
	}
	r := &rungIn{loaded: l, carry: in.carrier.from(l.doc)}
	var err error
	if r.shrunk, err = in.shrinking(l.doc); err != nil {
		return nil, err
	}
	r.carry.swaps = r.shrunk.swaps(l.doc, in.weighing != nil)
	in.rungs[by] = r
	return r, nil
}

// photo sets a page of a picture file on a page.
func (in *sourceIn) photo(choice PageChoice) error {
	page, err := in.loaded.album.page(choice.Number)
	if err != nil {
		return blame(err, in.loaded.file.Path)
	}
	photo, err := page.carriedAs(choice)
	if err != nil {
		return blamePage(err, in.loaded.file.Path, choice.Number)
	}
	at := photo.place(in.plan.size(), choice.Turn)
	sheet := &sheetOut{sheet: at.sheet}
	got, err := in.image(sheet, photo.image, at, choice)
	if err != nil {
		return err
	}
	in.keep(sheet, at, annotations{}, nil)
	carried := Carried{
		Source: in.index, Page: choice.Number, Turn: choice.Turn, By: ByImage, Region: at.region,
		Digest: fmt.Sprintf("%x", got.digest), Doubtful: photo.doubtful, Corners: choice.Corners, Lift: choice.Lift,
	}
	if carried.redrawn() {
		carried.Digest = "" // no bytes of the source are in it
	}
	in.add(choice, carried)
	return nil
}

// blamePage names the page as well, counted from 0, of a file that has several.
func blamePage(err error, path string, page int) error {
	failed := blame(err, path)
	if e, ok := errors.AsType[*Error](failed); ok && e.Page == 0 && page > 0 {
		e.Page = page + 1
	}
	return failed
}

// image draws an image as all there is on a sheet.
func (in *sourceIn) image(sheet *sheetOut, img types.StreamDict, at placement, choice PageChoice) (carried, error) {
	var err error
	if img, in.drawn, err = in.shrunkImage(img, at, choice); err != nil {
		return carried{}, err
	}
	blank := in.carrier.from(nothing())
	got, err := blank.put(img)
	if err != nil {
		return carried{}, err
	}
	sheet.drawn = append(sheet.drawn, got)
	return got, in.draw(blank, sheet, "q "+at.matrix.operator()+"/P Do Q")
}

// pictureDPI is the resolution at which a page that no engine can carry is
// pictured.
const pictureDPI = 200

// picture sets PDFium's picture of a page on a sheet.
func (in *sourceIn) picture(choice PageChoice) error {
	var shot *image.RGBA
	var size Page // as PDFium sees it: pdfcpu may have read another one
	var left annotations
	err := in.engines.withPDFium(in.ctx, in.loaded, func(o opened) error {
		seen, err := o.pages()
		if err != nil {
			return err
		}
		if choice.Number >= len(seen) {
			return &Error{Reason: NoSuchPage, Page: choice.Number + 1}
		}
		if size.Width, size.Height, err = o.size(seen[choice.Number]); err != nil {
			return err
		}
		shot, err = o.page(seen[choice.Number], pictureDPI, left.takeAway)
		return err
	})
	if err != nil {
		return err
	}
	img, err := pictureImage(shot)
	if err != nil {
		return err
	}
	box := Rect{0, 0, size.Width, size.Height}
	at := place(box, 1, choice.Turn, in.plan.size())
	at.matrix = matrix{size.Width, 0, 0, size.Height, 0, 0}.then(at.matrix)
	sheet := &sheetOut{sheet: at.sheet}
	if _, err := in.image(sheet, img, at, choice); err != nil {
		return err
	}
	in.keep(sheet, at, left, nil)
	in.add(choice, Carried{
		Source: in.index, Page: choice.Number, Turn: choice.Turn, By: ByPicture, Region: at.region, Doubtful: true,
	})
	return nil
}

// size is the sheet that sources are set on; zero keeps their own.
func (a Assembly) size() Sheet {
	if a.Plain {
		return Sheet{}
	}
	if a.Sheet == (Sheet{}) {
		return A4
	}
	return a.Sheet
}

// pictureImage makes an image of a picture: gray without loss, which suits
// pages of text, colours as a JPEG of high quality.
func pictureImage(shot *image.RGBA) (types.StreamDict, error) {
	w, h := shot.Bounds().Dx(), shot.Bounds().Dy()
	if g, ok := grayed(shot).(*image.Gray); ok {
		raw, err := deflate(g.Pix)
		return imageOf(w, h, 8, types.Name("DeviceGray"), "FlateDecode", raw), err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, shot, &jpeg.Options{Quality: pictureQuality}); err != nil {
		return types.StreamDict{}, err
	}
	return imageOf(w, h, 8, types.Name("DeviceRGB"), "DCTDecode", b.Bytes()), nil
}

// pictureQuality is JPEG's, of 100: at 200 dpi its marks cannot be seen.
const pictureQuality = 90
