package bundle

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// part is which part of a bundle a plan is of; zero: of all of it.
type part struct {
	number, of    int
	before, after []elsewhere
}

// elsewhere is a document in another part, as the contents show it.
type elsewhere struct {
	title, detail string
	level, part   int
}

// PartPath is where a part of the bundle stands whose path would be this; the first
// is 1.
func PartPath(path string, number int) string {
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), number, ext)
}

// WholePath is PartPath the other way round.
func WholePath(path string, number int) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(strings.TrimSuffix(path, ext), fmt.Sprintf("-%d", number)) + ext
}

// Whole puts the records of a bundle's files, in their order, into one of all of
// them, as far as Holds looks at it; false where some are missing.
func Whole(files []Record) (Record, bool) {
	if len(files) == 0 || len(files) != max(1, files[0].Plan.Parts) {
		return Record{}, false
	}
	whole := files[0]
	whole.Size, whole.Plan.Documents = 0, nil
	for i, r := range files {
		if len(files) > 1 && r.Plan.Part != i+1 {
			return Record{}, false
		}
		whole.Size += r.Size
		for _, d := range r.Plan.Documents {
			d.Pages = slices.Clone(d.Pages)
			whole.Plan.Documents = joined(whole.Plan.Documents, d)
		}
	}
	return whole, true
}

// partTitle is a title of one part.
func partTitle(loc *i18n.Localizer, title string, number, of int) string {
	if of < 2 {
		return title
	}
	return loc.Text(message.New("bundle.part-title", message.Args{"Title": title, "Part": number, "Of": of}))
}

// TooLarge says that the bundle cannot be made small enough.
type TooLarge struct {
	Least    message.Bytes // the smallest that can be read of all of it
	Heaviest []HeavyPage   // the largest first
}

// HeavyPage is a page that takes much, at its smallest.
type HeavyPage struct {
	File string
	Page int // in its file
	Size message.Bytes
}

// Error describes it for developers.
func (t *TooLarge) Error() string { return fmt.Sprintf("%d bytes at least", t.Least) }

// mostNamed is how many of the heaviest pages are named.
const mostNamed = 5

// tooLarge refuses a plan that takes too much even at its smallest.
func tooLarge(whole Plan, most message.Bytes) error {
	t := &TooLarge{Least: message.Bytes(whole.Expected)}
	for _, d := range whole.Documents {
		for _, page := range d.Pages {
			t.Heaviest = append(t.Heaviest, HeavyPage{d.fileOf(page), page.Number, message.Bytes(page.Bytes)})
		}
	}
	slices.SortStableFunc(t.Heaviest, func(a, b HeavyPage) int { return cmp.Compare(b.Size, a.Size) })
	t.Heaviest = t.Heaviest[:min(len(t.Heaviest), mostNamed)]
	var named message.List
	for _, page := range t.Heaviest {
		named = append(named, message.New("bundle.heavy-page", message.Args{"File": page.File, "Page": page.Page, "Size": page.Size}))
	}
	return message.Bad("bundle-too-large", message.Args{"Limit": most, "Least": t.Least, "Pages": named}, t)
}

// split parts a bundle that is too large even at its smallest into as few files as
// fit, about equally full at that, and chooses the levels of each anew.
func (p *proposing) split(ctx context.Context, whole Plan, weights []pdf.Weight, most int64) ([]Plan, error) {
	room := most - whole.own()
	units := unitsOf(whole.Documents, room)
	cuts := partition(units, room, p.order.Options.Parts)
	if len(cuts) < 2 {
		return nil, tooLarge(whole, p.order.Options.MaxSize)
	}
	pieces := piecesOf(whole.Documents, units, cuts)
	var plans []Plan
	from := 0 // page that was weighed
	for i, documents := range pieces {
		at := part{number: i + 1, of: len(pieces)}
		for other, there := range pieces {
			for _, d := range there {
				e := elsewhere{p.continued(d), d.Detail, d.Level, other + 1}
				if other < i {
					at.before = append(at.before, e)
				} else if other > i {
					at.after = append(at.after, e)
				}
			}
		}
		plan, n, err := p.part(ctx, documents, at, weights[from:], from, most)
		if err != nil {
			return nil, err
		}
		from += n
		plans = append(plans, plan)
	}
	return plans, nil
}

// part plans one part, whose n pages are the first of these that were weighed, from the
// page of the bundle that from is.
func (p *proposing) part(ctx context.Context, documents []Planned, at part, weights []pdf.Weight, from int, most int64) (plan Plan, n int, err error) {
	for i := range documents {
		documents[i].Title = p.continued(documents[i])
	}
	plan, err = planOf(p.loc, p.order.Cover, documents, p.order.Options, at)
	if err == nil {
		err = plan.expect()
	}
	if err != nil {
		return Plan{}, 0, err
	}
	n = plan.carried()
	own := slices.Clone(weights[:n])
	if slices.ContainsFunc(own, func(w pdf.Weight) bool { return w.With > 0 && (w.With <= from || w.With > from+n) }) {
		// What counted in an earlier part is written in this one as well.
		if own, err = p.weighFrom(ctx, plan, 0); err != nil {
			return Plan{}, 0, err
		}
		from = 0
	}
	for i := range own {
		own[i].With = max(0, own[i].With-from)
	}
	chosen := fit(own, most-plan.own())
	plan.follow(own, chosen)
	if !chosen.fits {
		return Plan{}, 0, tooLarge(plan, p.order.Options.MaxSize)
	}
	return plan, n, nil
}

// continued is the title of a document, which says of a later piece that it is one.
func (p *proposing) continued(d Planned) string {
	if !d.Continued {
		return d.Title
	}
	return p.loc.Text(message.New("bundle.continued", message.Args{"Title": d.Title}))
}

// unit is what stays together where a bundle is split: pages of one document or
// more, and what they take at their smallest.
type unit struct {
	pages []int // of each document from the first on
	first int   // document
	from  int   // page of the first document
	least int64
}

// unitsOf are the documents, each with its translations; one that would fill more
// than a file is parted into documents, and such a document into pages.
func unitsOf(documents []Planned, room int64) []unit {
	var units []unit
	for start := 0; start < len(documents); {
		end := start + 1
		for end < len(documents) && documents[end].Level > 0 {
			end++
		}
		family := unit{first: start}
		for _, d := range documents[start:end] {
			family.add(d)
		}
		switch {
		case family.least <= room:
			units = append(units, family)
		default:
			units = append(units, apart(documents[start:end], start, room)...)
		}
		start = end
	}
	return units
}

// apart are documents each by itself, from the nth on, and the pages of those that
// are too large even so.
func apart(documents []Planned, n int, room int64) []unit {
	var units []unit
	for i, d := range documents {
		alone := unit{first: n + i}
		alone.add(d)
		if alone.least <= room {
			units = append(units, alone)
			continue
		}
		for from, page := range d.Pages {
			units = append(units, unit{pages: []int{1}, first: n + i, from: from, least: page.Bytes})
		}
	}
	return units
}

// add takes the next document along.
func (u *unit) add(d Planned) {
	u.pages = append(u.pages, len(d.Pages))
	for _, page := range d.Pages {
		u.least += page.Bytes
	}
}

// partition parts units, in their order, into as few files as there must be, none of
// which takes more than room, and about equally much each. It returns where each
// begins; nil where they are more than most.
func partition(units []unit, room int64, most int) []int {
	cuts := filled(units, room)
	if cuts == nil || len(cuts) > most {
		return nil
	}
	low, high := int64(0), room // of the fullest
	for low < high {
		middle := low + (high-low)/2
		if got := filled(units, middle); got != nil && len(got) <= len(cuts) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return filled(units, high)
}

// filled begins a new file wherever the next unit finds no room; nil where one finds
// none at all.
func filled(units []unit, room int64) []int {
	var cuts []int
	var size int64
	for i, u := range units {
		if u.least > room {
			return nil
		}
		if i == 0 || size+u.least > room {
			cuts, size = append(cuts, i), 0
		}
		size += u.least
	}
	return cuts
}

// piecesOf are the documents of each file; one that goes on in the next is there once
// more, with its other pages.
func piecesOf(documents []Planned, units []unit, cuts []int) [][]Planned {
	var pieces [][]Planned
	for i, from := range cuts {
		to := len(units)
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		var piece []Planned
		for _, u := range units[from:to] {
			for n, count := range u.pages {
				piece = joined(piece, documents[u.first+n].pagesFrom(u.from, count))
			}
		}
		pieces = append(pieces, piece)
	}
	return pieces
}

// pagesFrom is the document with only some of its pages, one after the other.
func (d Planned) pagesFrom(from, count int) Planned {
	all := d.Pages
	d.Pages = slices.Clone(all[from : from+count])
	d.share = d.share * int64(count) / int64(max(1, len(all)))
	if d.Continued = from > 0; d.Continued {
		d.Lacking = nil // that was said of its first piece
	}
	if d.Backs == nil {
		return d
	}
	backs := *d.Backs
	backs.share = backs.share * int64(count) / int64(max(1, len(all)))
	if d.Continued {
		backs.Lacking = nil
	}
	if d.Backs = &backs; d.fronts() == len(d.Pages) {
		d.Backs = nil
	}
	return d
}

// fronts are how many pages are of the document's own file.
func (d Planned) fronts() (n int) {
	for _, page := range d.Pages {
		if !page.Back {
			n++
		}
	}
	return n
}

// shares is about what the document takes, by the sizes of its files.
func (d Planned) shares() int64 {
	if d.Backs == nil {
		return d.share
	}
	return d.share + d.Backs.share
}

// joined puts pages that follow the last document's into it.
func joined(piece []Planned, d Planned) []Planned {
	if last := len(piece) - 1; last >= 0 && d.Continued && piece[last].follows(d) {
		piece[last].Pages = append(piece[last].Pages, d.Pages...)
		piece[last].share += d.share
		switch {
		case piece[last].Backs == nil:
			piece[last].Backs = d.Backs
		case d.Backs != nil:
			piece[last].Backs.share += d.Backs.share
		}
		return piece
	}
	return append(piece, d)
}

// follows reports whether the other is a later piece of this document.
func (d Planned) follows(other Planned) bool {
	return d.ID == other.ID && d.SHA256 == other.SHA256 && d.Name == other.Name
}

// fileOf names the file that a page of the document is of.
func (d Planned) fileOf(page PlannedPage) string {
	if page.Back {
		return d.Backs.Name
	}
	return d.Name
}
