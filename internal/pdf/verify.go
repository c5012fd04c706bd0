package pdf

import (
	"context"
	"errors"
	"fmt"
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
		return e.bothHold(ctx, made, bytes, forget)
	})
	if done || err != nil {
		return err
	}
	return e.holdPages(ctx, made, data, made.all(), nil)
}

// manyBytes is from how many bytes a page on two cores are faster than one, although
// each parses the whole.
const manyBytes = 100_000

// bothHold has two parts of the pages of a mapped file held beside each other, where
// there is much in them to take digests of. The first has fewer: it looks through the
// whole file as well.
func (e *Engines) bothHold(ctx context.Context, made Outcome, data []byte, forget func()) error {
	all := made.all()
	from := all.to * 2 / 5
	if from == 0 || len(data)/all.to < manyBytes || runtime.GOMAXPROCS(0) == 1 {
		return e.holdPages(ctx, made, inMemory(data), all, forget)
	}
	second := make(chan error, 1)
	go func() {
		_, err := onLoan(func() error { return e.holdPages(ctx, made, inMemory(data), pageRange{from, all.to}, forget) })
		second <- err
	}()
	first := e.holdPages(ctx, made, inMemory(data), pageRange{all.from, from}, forget)
	return errors.Join(first, <-second)
}

// pageRange are pages of a result, [from, to).
type pageRange struct{ from, to int }

func (o Outcome) all() pageRange { return pageRange{0, len(o.Pages)} }

// keptBytes is how much of a mapped file stays in this process's memory, about, of
// what was looked at.
const keptBytes = 8 << 20

// holdPages is holds of some of the pages; all of them are counted, and with the
// first goes whatever belongs to no page. forget, where it is set, is called now and
// then.
func (e *Engines) holdPages(ctx context.Context, made Outcome, data source, which pageRange, forget func()) error {
	limits := e.limits
	limits.Pages = len(made.Pages) + 1
	d, err := parse(ctx, data, "", limits)
	if err != nil {
		return err
	}
	if d.doubt != "" || len(d.pages) != len(made.Pages) {
		return fmt.Errorf("%w: %d pages, %s", errNotReadable, len(d.pages), d.doubt)
	}
	if forget != nil {
		often := 1 + int(keptBytes*int64(len(d.pages))/data.Size())
		d.passed = func(page int) {
			if page%often == 0 {
				forget()
			}
		}
	}
	if which.from == 0 {
		if err := d.unclean(ctx, data.Size(), made); err != nil {
			return err
		}
	}
	c := newCarrier(nil).from(d)
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
