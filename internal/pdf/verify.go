package pdf

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Verify reopens the finished file at path with both engines and holds every
// page against its source: by what it draws where it was carried over, by
// picture as well where anything was drawn anew, repaired or in doubt.
// sources are those of the Assembly; nil compares with the digests of the
// Outcome alone. An *Error with the reason NotVerified names the source and
// its page.
func (e *Engines) Verify(ctx context.Context, path string, made Outcome, sources []Source) error {
	counted := make(chan error, 1)
	go func() { counted <- e.opens(ctx, path, made) }()
	if err := errors.Join(e.holds(ctx, path, made), <-counted); err != nil {
		return blameResult(err, path)
	}
	if sources == nil {
		return nil
	}
	if err := e.holdShrunk(ctx, path, made, sources); err != nil {
		return blameResult(err, path)
	}
	wrong, err := e.compareDoubtful(ctx, path, made, sources, nil)
	if err != nil {
		return blameResult(err, path)
	}
	if len(wrong) > 0 {
		return made.notVerified(wrong[0], errors.New("it looks different"))
	}
	return nil
}

// blameResult names the result where nothing else is named yet.
func blameResult(err error, path string) error {
	if e, ok := errors.AsType[*Error](err); ok && e.Path != "" {
		return e
	}
	failed := blame(err, path)
	if e, ok := errors.AsType[*Error](failed); ok && e.Reason == Damaged {
		e.Reason = NotVerified
	}
	return failed
}

// notVerified is the error of a page of the result.
func (o Outcome) notVerified(page int, cause error) error {
	c := o.Pages[page]
	e := &Error{Reason: NotVerified, Err: fmt.Errorf("page %d of the result: %w", page+1, cause)}
	if c.Source >= 0 && c.Source < len(o.Sources) {
		e.Path, e.Page = o.Sources[c.Source].Path, c.Page+1
	}
	return e
}

// opens has PDFium open the result and find every page.
func (e *Engines) opens(ctx context.Context, path string, made Outcome) error {
	engine, err := e.engine(ctx)
	if err != nil {
		return err
	}
	data, file, err := e.whole(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return engine.withDocument(ctx, data, data.Size(), "", func(o opened) error {
		seen, err := o.pages()
		if err != nil {
			return err
		}
		if len(seen) != len(made.Pages) {
			return fmt.Errorf("%d pages instead of %d", len(seen), len(made.Pages))
		}
		for i, c := range made.Pages {
			w, h, err := o.size(i)
			if err != nil {
				return made.notVerified(i, err)
			}
			if c.Region.X1 > w+1 || c.Region.Y1 > h+1 {
				return made.notVerified(i, fmt.Errorf("a sheet of %.0f x %.0f", w, h))
			}
		}
		return nil
	})
}

// holds parses the result anew and takes the digest of what every page draws.
func (e *Engines) holds(ctx context.Context, path string, made Outcome) error {
	data, file, err := e.whole(path)
	if err != nil {
		return err
	}
	defer file.Close()
	done, err := mapped(file, data.Size(), func(bytes []byte, forget func()) error {
		return e.holdMapped(ctx, made, inMemory(bytes), forget)
	})
	if done || err != nil {
		return err
	}
	d, err := e.result(ctx, made, data, nil)
	if err == nil {
		err = e.markAll(d, nil)
	}
	if err != nil {
		return err
	}
	return e.holdPages(ctx, made, d, made.all())
}

// manyBytes is from how many bytes a page on two cores are faster than one, although
// each parses the whole.
const manyBytes = 100_000

// holdMapped holds a mapped file: by marks where its streams are those that were
// carried in this process, else by digests, two parts of the pages beside each other
// where there is much in them. Of these the first has fewer: it looks through the whole
// file as well.
func (e *Engines) holdMapped(ctx context.Context, made Outcome, data memory, forget func()) error {
	d, err := e.result(ctx, made, data, forget)
	if err != nil {
		return err
	}
	if err := e.markAll(d, forget); err != nil {
		return err
	}
	all := made.all()
	from := all.to * 2 / 5
	if from == 0 || data.Size()/int64(all.to) < manyBytes || runtime.GOMAXPROCS(0) == 1 || e.recall.knows(d) {
		return e.holdPages(ctx, made, d, all)
	}
	second := make(chan error, 1)
	go func() {
		_, err := onLoan(func() error {
			other, err := e.result(ctx, made, data, forget)
			if err != nil {
				return err
			}
			return e.holdPages(ctx, made, other, pageRange{from, all.to})
		})
		second <- err
	}()
	first := e.holdPages(ctx, made, d, pageRange{all.from, from})
	return errors.Join(first, <-second)
}

// pageRange are pages of a result, [from, to).
type pageRange struct{ from, to int }

func (o Outcome) all() pageRange { return pageRange{0, len(o.Pages)} }

// keptBytes is how much of a mapped file stays in this process's memory, about, of
// what was looked at.
const keptBytes = 8 << 20

// result parses a result anew. forget, where it is set, is called now and then while
// its pages are held.
func (e *Engines) result(ctx context.Context, made Outcome, data source, forget func()) (*document, error) {
	limits := e.limits
	limits.Pages = len(made.Pages) + 1
	d, err := parse(ctx, data, "", limits)
	if err != nil {
		return nil, err
	}
	if d.doubt != "" || len(d.pages) != len(made.Pages) {
		return nil, fmt.Errorf("%w: %d pages, %s", errNotReadable, len(d.pages), d.doubt)
	}
	if forget != nil {
		often := 1 + int(keptBytes*int64(len(d.pages))/data.Size())
		d.passed = func(page int) {
			if page%often == 0 {
				forget()
			}
		}
	}
	return d, nil
}

// markAll takes the marks of a result's larger streams, on two cores, where anything is
// remembered by them.
func (e *Engines) markAll(d *document, forget func()) error {
	if !e.recall.any() {
		return nil
	}
	var streams [2][][]byte
	var size [2]int
	for _, entry := range d.ctx.Table {
		s, ok := entry.Object.(types.StreamDict)
		if !ok || !e.recall.marks(s.Raw) {
			continue
		}
		half := 0
		if size[1] < size[0] {
			half = 1
		}
		streams[half] = append(streams[half], s.Raw)
		size[half] += len(s.Raw)
	}
	var found [2]map[*byte]mark
	take := func(half int) error {
		_, err := onLoan(func() error {
			found[half] = e.marksOf(streams[half], forget)
			return nil
		})
		return err
	}
	second := make(chan error, 1)
	go func() { second <- take(1) }()
	if err := errors.Join(take(0), <-second); err != nil {
		return err
	}
	d.marks = found[0]
	maps.Copy(d.marks, found[1])
	return nil
}

// marksOf takes the marks of streams, by their first bytes.
func (e *Engines) marksOf(streams [][]byte, forget func()) map[*byte]mark {
	marks := make(map[*byte]mark, len(streams))
	passed := 0
	for _, raw := range streams {
		marks[&raw[0]] = e.recall.mark(raw)
		if passed += len(raw); passed >= keptBytes && forget != nil {
			forget()
			passed = 0
		}
	}
	return marks
}

// holdPages is holds of some of the pages of a result; with the first goes whatever
// belongs to no page.
func (e *Engines) holdPages(ctx context.Context, made Outcome, d *document, which pageRange) error {
	if which.from == 0 {
		if err := d.unclean(ctx, d.from.(source).Size(), made, e.recall); err != nil {
			return err
		}
	}
	c := newCarrier(nil).from(d)
	c.recall = e.recall
	for i := which.from; i < which.to; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.holdsPage(d.pages[i], made.Pages[i]); err != nil {
			return made.notVerified(i, err)
		}
		d.pass(i)
	}
	return nil
}

// holdsPage compares one page's digests with those taken when it was made.
func (c *carriage) holdsPage(p *page, want Carried) error {
	resources, err := c.d.dict(p.resources)
	if err != nil {
		return err
	}
	objects, err := c.d.dict(resources["XObject"])
	if err != nil {
		return err
	}
	contents, err := c.d.array(p.dict["Contents"])
	if err != nil {
		return err
	}
	parts := append(types.Array{}, contents...)
	parts = append(parts, objects["P"])
	for i := 1; objects[fmt.Sprintf("A%d", i)] != nil; i++ {
		parts = append(parts, objects[fmt.Sprintf("A%d", i)])
	}
	for _, more := range []types.Object{objects["N"], p.dict["Group"]} {
		if more != nil {
			parts = append(parts, more)
		}
	}
	var found []carried
	for _, part := range parts {
		got, err := c.reference(part)
		if err != nil {
			return err
		}
		found = append(found, got)
	}
	if digestOf(found) != want.Drawn {
		return errors.New("it draws something else")
	}
	if from := found[len(contents)]; want.Digest != "" && fmt.Sprintf("%x", from.digest) != want.Digest {
		return errors.New("it draws something else than its source")
	}
	return nil
}

// reference carries what a reference leads to.
func (c *carriage) reference(o types.Object) (carried, error) {
	ref, ok := o.(types.IndirectRef)
	if !ok {
		return carried{}, errors.New("a part of it is missing")
	}
	resolved, err := c.d.resolve(ref)
	if err != nil {
		return carried{}, err
	}
	return c.number(objectAs{number: int(ref.ObjectNumber)}, resolved)
}
