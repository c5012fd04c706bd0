package bundle

import (
	"context"
	"errors"
	"io/fs"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// maxSource is the largest file read, in bytes; pdf's own limit is not above it.
const maxSource = 1 << 30

// Surveyed is a source that can be read, with what the plan needs of it.
type Surveyed struct {
	Source
	Digest string // SHA-256 of the file as it is now, hex; "" where it was not wanted
	Shown  []pdf.Page
	Size   int64 // of the file, in bytes
	Cut    bool  // it is a picture file whose end is missing
	Mended bool  // it is a PDF that had to be repaired
	Signed bool  // it carries a digital signature, which no bundle can keep
	// Outline are the file's own bookmarks, their pages counted from 0.
	Outline []pdf.Bookmark
	mark    string // of the file, where its digest was not wanted
	// Between are the backs that go in between its pages; nil for none.
	Between *Surveyed
}

// flat are the sources with their backs behind them.
func flat(sources []Source) []Source {
	var all []Source
	for _, s := range sources {
		all = append(all, s)
		if s.Backs != nil {
			all = append(all, *s.Backs)
		}
	}
	return all
}

// reads reports whether a file of the source is the one at the path.
func (s Source) reads(path string) bool {
	return s.Path == path || s.Backs != nil && s.Backs.Path == path
}

// Survey looks at every source. One that is gone, has changed since it was
// taken in, is locked, damaged or has none of the chosen pages is refused; the
// others go on. The error is the context's.
func Survey(ctx context.Context, e Engines, sources []Source, tell func(Progress)) ([]Surveyed, []Refused, error) {
	return survey(ctx, e, sources, true, tell)
}

// survey is Survey; where digests are not wanted, the engines take marks instead, by
// which they know a file again.
func survey(ctx context.Context, e Engines, sources []Source, digested bool, tell func(Progress)) ([]Surveyed, []Refused, error) {
	var good []Surveyed
	var bad []Refused
	ahead, stop := context.WithCancel(ctx)
	defer stop()
	digests := digestsOf(ahead, flat(sources), digested)
	for i, s := range sources {
		tell(Progress{Surveying, i, len(sources)})
		got, err := surveyBoth(ctx, e, s, digests)
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if err != nil {
			bad = append(bad, Refused{s, err})
			continue
		}
		good = append(good, got)
	}
	return good, bad, ctx.Err()
}

// surveyBoth looks at a source and at its backs, whose digests come next.
func surveyBoth(ctx context.Context, e Engines, s Source, digests <-chan digested) (Surveyed, error) {
	got, err := surveyOne(ctx, e, s, <-digests)
	if err != nil {
		err = named(err, s)
	}
	if s.Backs != nil {
		between, failed := surveyOne(ctx, e, *s.Backs, <-digests)
		if failed != nil {
			err = errors.Join(err, named(failed, *s.Backs))
		}
		got.Between = &between
	}
	if err == nil && got.empty() {
		err = message.Bad("document-left-out", message.Args{"File": s.Name}, nil)
	}
	return got, err
}

// empty reports whether there are none of the chosen pages.
func (s Surveyed) empty() bool {
	pages, _ := s.chosen()
	return len(pages) == 0 && (s.Between == nil || s.Between.empty())
}

// digested is what became of taking a file's digest, which is "" where it is not wanted.
type digested struct {
	digest string
	err    error
}

// digestsOf takes the digests of the sources, a few at a time and ahead of whoever
// takes them in order, while the engines look at the source before; fewer of them where
// the context ends.
func digestsOf(ctx context.Context, sources []Source, wanted bool) <-chan digested {
	digests, waiting := make(chan digested), make(chan chan digested, 1)
	go func() {
		defer close(waiting)
		for _, s := range sources {
			one := make(chan digested, 1)
			go func() {
				one <- digestOf(ctx, s.Path, wanted)
			}()
			select {
			case waiting <- one:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		defer close(digests)
		for one := range waiting {
			select {
			case digests <- <-one:
			case <-ctx.Done():
				return
			}
		}
	}()
	return digests
}

// digestOf takes a file's digest, or finds out whether that could be done.
func digestOf(ctx context.Context, path string, wanted bool) digested {
	if wanted {
		digest, err := durable.Digest(ctx, path, maxSource)
		return digested{digest, err}
	}
	file, err := durable.OpenRegular(path, maxSource)
	if err != nil {
		return digested{err: err}
	}
	return digested{err: file.Close()}
}

func surveyOne(ctx context.Context, e Engines, s Source, is digested) (Surveyed, error) {
	if is.err != nil {
		return Surveyed{}, is.err
	}
	if s.SHA256 != "" && s.SHA256 != is.digest {
		return Surveyed{}, message.Bad("document-changed", message.Args{"File": s.Name}, nil)
	}
	file := s.file()
	file.Marked = is.digest == ""
	facts, err := e.Inspect(ctx, file)
	if err != nil {
		return Surveyed{}, unsupported(err, s)
	}
	if facts.Signed && is.digest == "" { // its original may be wanted as well
		if is = digestOf(ctx, s.Path, true); is.err != nil {
			return Surveyed{}, is.err
		}
	}
	got := Surveyed{
		Source: s, Digest: is.digest, Shown: facts.Pages, Size: facts.Size,
		Outline: facts.Outline, mark: facts.Mark,
		Cut: facts.Damaged && facts.Engine == pdf.ByImage, Mended: facts.Damaged && facts.Kind == pdf.PDF,
		Signed: facts.Signed,
	}
	return got, nil
}

// unsupported says what a file is that the engines cannot be given.
func unsupported(err error, s Source) error {
	if pdf.ReasonOf(err) != pdf.NotSupported {
		return err
	}
	if known := intake.Refused(s.Path, s.Name); known != nil {
		return known
	}
	return err
}

// file is the source as the engines open it.
func (s Source) file() pdf.File { return pdf.File{Path: s.Path, Password: s.Password} }

// chosen are the chosen pages that the file has, the first is 1, and lacking
// those that it has not.
func (s Surveyed) chosen() (pages, lacking []int) {
	if s.Pages == nil {
		for n := range s.Shown {
			pages = append(pages, n+1)
		}
		return pages, nil
	}
	for _, n := range s.Pages {
		if n >= 1 && n <= len(s.Shown) {
			pages = append(pages, n)
		} else {
			lacking = append(lacking, n)
		}
	}
	return pages, lacking
}

// planned is the source as the plan holds it, not yet in its place.
func (s Surveyed) planned() Planned {
	pages, lacking := s.chosen()
	own := s.plannedFile(pages)
	d := Planned{
		ID: s.ID, Title: short(s.Title), Detail: short(s.Detail), Name: own.Name, Lang: s.Lang, SHA256: own.SHA256,
		Lacking: lacking, file: own.file, cut: own.cut, mended: own.mended, share: own.share, mark: own.mark,
		Signed: own.Signed,
	}
	goesIn := map[int]bool{}
	for _, n := range pages {
		goesIn[n] = true
	}
	d.Bookmarks = marksOf(s.Outline, goesIn)
	if s.Between == nil {
		for _, n := range pages {
			d.Pages = append(d.Pages, s.treated(n))
		}
		return d
	}
	backs, lacking := s.Between.chosen()
	between := s.Between.plannedFile(backs)
	between.Lacking = lacking
	d.Backs = &between
	for _, side := range document.Interleaved(pages, backs, len(s.Between.Shown), s.Reversed) {
		from := s
		if side.Back {
			from = *s.Between
		}
		page := from.treated(side.Number)
		page.Back = side.Back
		d.Pages = append(d.Pages, page)
	}
	return d
}

// plannedFile is the source's file with these of its pages.
func (s Surveyed) plannedFile(pages []int) PlannedFile {
	f := PlannedFile{
		ID: s.ID, Name: shown(s.Name), SHA256: s.Digest, Signed: s.Signed, file: s.file(), cut: s.Cut, mended: s.Mended, mark: s.mark,
		share: s.Size * int64(len(pages)) / int64(max(1, len(s.Shown))),
	}
	for _, n := range pages {
		page := s.treated(n)
		if before := s.Shown[n-1]; page.redrawn() {
			after := before.Chosen(page.choice())
			drawn := int64(after.PixelsWide) * int64(after.PixelsHigh) * redrawnBytes / 100
			f.share += drawn - s.Size/int64(max(1, len(s.Shown)))
		}
	}
	f.share = max(f.share, 0)
	return f
}

// redrawnBytes is what a hundred pixels of a page take about whose pixels are made
// anew.
const redrawnBytes = 18

// treated is a page (the first is 1) as it is planned: what its treatment says, as
// far as the file's kind allows.
func (s Surveyed) treated(number int) PlannedPage {
	t, shown := s.Treatments[number], s.Shown[number-1]
	if shown.PixelsWide == 0 {
		t = scan.Treatment{Turn: t.Turn}
	}
	page := PlannedPage{Number: number, Turn: t.Turn, Corners: t.Corners.Numbers(), Lift: t.Lift}
	after := shown.Chosen(page.choice())
	page.Wide = after.Width > after.Height
	return page
}

// redrawn reports whether the page's pixels are made anew.
func (p PlannedPage) redrawn() bool { return p.Lift || len(p.Corners) > 0 }

// named makes err an error for a person that names the source as its owner
// knows it, not as the dossier stores it.
func named(err error, s Source) error {
	own := message.Of(pdf.Explain(err))
	if s.SHA256 != "" && errors.Is(err, fs.ErrNotExist) {
		return message.Bad("document-gone", message.Args{"File": s.Name}, err)
	}
	if own == nil {
		return err
	}
	return own.About(s.Name)
}
