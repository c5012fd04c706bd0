package ui

import (
	"context"
	"errors"
	"image"
	"maps"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A pagesView is a document's pages side by side in a dialog: which of them are
// used, and each larger. It asks for the pictures of the pages that can be seen, and
// then for those that come next; whoever scrolls on waits for no page that they left.
type pagesView struct {
	w      *Window
	step   *documentsStep
	desk   *desk
	id     string                    // of the document
	chosen []int                     // the pages that are used, nil for all; ahead of what is saved
	order  []int                     // every page, in the order in which they stand here
	turned map[int]session.Treatment // how pages are shown; ahead of what is saved

	dialog *piece.Dialog
	sheets *piece.Sheets
	head   *fyne.Container
	all    *piece.Button
	sorted *piece.Button // puts the pages back into the file's order
	large  *preview      // open above; nil: none

	pictures    map[int]piece.Picture     // by page, from 1
	drawnAs     map[int]session.Treatment // how those of them are shown that are not as in the file
	first, last int                       // the places that can be seen, from 0
	cancel      func()                    // of the pictures that are on their way

	mu      sync.Mutex
	asked   int              // how often pictures were asked for
	arrived map[int]pictured // and not shown yet
}

// farAway is how many pages from what can be seen a picture is forgotten.
const farAway = 60

// look shows a document's pages: side by side, or where it has one that one.
func (s *documentsStep) look(d document.Document) {
	if d.PageCount < 2 || d.Missing {
		s.preview(d, pictureFor(d).page)
		return
	}
	w := s.w
	v := &pagesView{
		w: w, step: s, desk: w.desk, id: d.ID, head: container.NewStack(),
		pictures: map[int]piece.Picture{}, cancel: func() {},
	}
	v.chosen, _ = w.pagesOf(d)
	v.order = orderOf(v.chosen, d.PageCount)
	v.turned, v.drawnAs = maps.Clone(d.Treatments), d.Treatments
	v.sheets = piece.NewSheets("pages", d.PageCount, piece.SheetsWork{
		Sheet:   func(place int) piece.Sheet { return v.sheet(v.order[place]) },
		Picture: func(place int) piece.Picture { return v.pictures[v.order[place]] },
		Seen:    v.seen,
		Open:    func(place int) { v.open(v.order[place]) },
		Turn:    func(place int) { v.turn(v.order[place]) },
		Move:    v.move,
		Rotate:  func(place int) { v.rotate(v.order[place]) },
		Key: func(place int, ev *fyne.KeyEvent) bool {
			if ev.Name == fyne.KeyR {
				v.rotate(v.order[place])
			}
			return ev.Name == fyne.KeyR
		},
	})
	v.sorted = piece.NewButton("pages.sorted", w.say("ui.documents.pages.sort", nil), piece.Secondary, nil, v.sort)
	v.all = piece.NewButton("pages.all", w.say("ui.documents.use-all", nil), piece.Secondary, nil, v.useAll)
	done := piece.NewButton("pages.close", w.say("ui.notice.close", nil), piece.Primary, nil, func() { v.dialog.Hide() })
	s.open = v
	v.dialog = piece.ShowDialog(w.window.Canvas(), shownName(d), v.sheets, v.sorted, v.all, done)
	v.dialog.OnClosed = v.closed
	v.dialog.SetWidth(pagesWide)
	v.dialog.SetHead(v.head)
	v.update()
}

// pagesWide is as wide as the widest screen: a dialog stays inside the window.
const pagesWide = 10_000

// pagesTake reports whether a shortcut also holds while a document's pages are open:
// what was done to them can be undone there.
func (w *Window) pagesTake(s fyne.Shortcut) bool {
	step, ok := w.steps[stepDocuments].(*documentsStep)
	if !ok || step.open == nil {
		return false
	}
	switch s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return true
	}
	return false
}

func (v *pagesView) closed() {
	v.cancel()
	if v.step.open == v {
		v.step.open = nil
	}
}

// document is the document as it stands; false where it is gone by now.
func (v *pagesView) document() (document.Document, bool) { return v.w.documentByID(v.id) }

// update shows what changed of the document. What was chosen here and is not saved
// yet stands.
func (v *pagesView) update() {
	w := v.w
	d, ok := v.document()
	if !ok || w.desk != v.desk {
		v.dialog.Hide()
		return
	}
	saved, field := w.pagesOf(d)
	if v.desk.unsaved == 0 {
		v.chosen, v.turned = saved, maps.Clone(d.Treatments)
		if !slices.Equal(v.usedInOrder(), v.used()) {
			v.order = orderOf(v.chosen, d.PageCount)
			v.seen(v.first, v.last)
		}
		v.redraw(d)
	}
	enable(v.all, len(v.used()) < d.PageCount)
	enable(v.sorted, !slices.IsSorted(v.used()))
	w.lockField(field, v.all)
	w.lockField(field, v.sorted)
	words := []fyne.CanvasObject{piece.Body(v.usedWords(d.PageCount))}
	if backs, has := w.backsOf(d); has {
		words = append(words, piece.Body(w.say("ui.documents.pages.backs", message.Args{"Document": shownName(backs)})))
	}
	put(v.head, piece.Stack(look.Gap4, append(words, piece.Small(w.say("ui.documents.pages.keys", nil)))...))
	v.dialog.Refresh()
	v.sheets.Update()
	if v.large != nil {
		v.large.update()
	}
}

// usedWords say how many of so many pages are used, and whether in an order of the
// candidate's own.
func (v *pagesView) usedWords(count int) string {
	used := v.used()
	own := !slices.IsSorted(used)
	args := message.Args{"Chosen": len(used), "Count": count}
	switch {
	case own && len(used) == count:
		return v.w.say("ui.documents.pages.all-moved", args)
	case own:
		return v.w.say("ui.documents.pages.some-moved", args)
	case len(used) == count:
		return v.w.say("ui.documents.pages.all", args)
	}
	return v.w.say("ui.documents.pages.some", args)
}

// used are the pages that count, in their order.
func (v *pagesView) used() []int {
	if v.chosen != nil {
		return v.chosen
	}
	return upTo(len(v.order))
}

// usedInOrder are the pages that count, in the order in which they stand here.
func (v *pagesView) usedInOrder() []int {
	used := setOf(v.used())
	return slices.DeleteFunc(slices.Clone(v.order), func(page int) bool { return !used[page] })
}

func setOf(pages []int) map[int]bool {
	set := make(map[int]bool, len(pages))
	for _, page := range pages {
		set[page] = true
	}
	return set
}

// upTo are the pages from the first to the last.
func upTo(last int) []int {
	pages := make([]int, last)
	for i := range pages {
		pages[i] = i + 1
	}
	return pages
}

// orderOf puts the pages that are left out among those that are used: each behind the
// one that it follows in the file.
func orderOf(chosen []int, count int) []int {
	if chosen == nil {
		return upTo(count)
	}
	used := setOf(chosen)
	order := make([]int, 0, count)
	follow := func(page int) {
		for page++; page <= count && !used[page]; page++ {
			order = append(order, page)
		}
	}
	follow(0)
	for _, page := range chosen {
		if page >= 1 && page <= count { // the file may be another than it was
			order = append(order, page)
			follow(page)
		}
	}
	return order
}

// isUsed reports whether a page counts.
func (v *pagesView) isUsed(page int) bool { return v.chosen == nil || slices.Contains(v.chosen, page) }

// pageStates are how a page stands that is used, and one that is not.
var pageStates = map[bool]struct {
	state piece.State
	word  string
}{
	true: {piece.Met, "ui.documents.page.used"}, false: {piece.Out, "ui.documents.page.left-out"},
}

func (v *pagesView) sheet(page int) piece.Sheet {
	used := v.isUsed(page)
	word := v.w.say(pageStates[used].word, nil)
	d, _ := v.document()
	number := v.w.say("ui.documents.preview.page", message.Args{"Page": page, "Count": d.PageCount})
	return piece.Sheet{
		Number: v.w.loc.Number(int64(page)), State: pageStates[used].state, Word: word, Out: !used,
		Spoken: number + " · " + word,
	}
}

// turn leaves a page out, or takes it in again.
func (v *pagesView) turn(page int) {
	used := setOf(v.used())
	used[page] = !used[page]
	v.choose(slices.DeleteFunc(slices.Clone(v.order), func(page int) bool { return !used[page] }))
}

// move has the page at a place stand at another. One that is left out has no place in
// the bundle, so it stays.
func (v *pagesView) move(from, to int) {
	page := v.order[from]
	if !v.isUsed(page) || v.isLocked() {
		return
	}
	v.order = slices.Insert(slices.Delete(v.order, from, from+1), to, page)
	v.choose(v.usedInOrder())
	v.seen(v.first, v.last)
	v.sheets.To(to)
}

// sort puts the pages that are used back into the file's order.
func (v *pagesView) sort() {
	pages := slices.Sorted(slices.Values(v.used()))
	v.order = orderOf(pages, len(v.order))
	v.choose(pages)
	v.seen(v.first, v.last)
	v.w.window.Canvas().Focus(v.sheets)
}

// isLocked reports whether which pages are used cannot be changed.
func (v *pagesView) isLocked() bool {
	d, ok := v.document()
	_, field := v.w.pagesOf(d)
	return !ok || v.w.shot.ReadOnly != nil || ownField(field) && v.w.ownLocked()
}

// choose uses these pages; all of them in their order are the same as nil.
func (v *pagesView) choose(pages []int) {
	d, _ := v.document()
	_, field := v.w.pagesOf(d)
	if v.isLocked() {
		return
	}
	value := strings.ReplaceAll(pageRanges(pages), " ", "")
	if pages == nil || len(pages) == d.PageCount && slices.IsSorted(pages) {
		pages, value = nil, unsaid
	}
	v.chosen = pages
	v.w.set(field + "=" + value)
	v.update()
}

// useAll uses every page, where it stands; the button has nothing more to do then.
func (v *pagesView) useAll() {
	v.choose(slices.Clone(v.order))
	v.w.window.Canvas().Focus(v.sheets)
}

// rotate turns a page by a quarter, clockwise.
func (v *pagesView) rotate(page int) {
	if v.w.shot.ReadOnly != nil {
		return
	}
	shown := v.turned[page]
	shown.Turn = (shown.Turn + 90) % 360
	if v.turned == nil {
		v.turned = map[int]session.Treatment{}
	}
	v.turned[page] = shown
	v.w.edit(session.Treat{Document: v.id, Page: page, Treatment: shown})
}

// redraw asks anew for the pictures of pages that are shown in another way by now.
func (v *pagesView) redraw(d document.Document) {
	changed := false
	for page := 1; page <= d.PageCount; page++ {
		if d.Treatments[page] != v.drawnAs[page] {
			delete(v.pictures, page)
			changed = true
		}
	}
	if v.drawnAs = d.Treatments; changed {
		v.seen(v.first, v.last)
	}
}

// open shows a page large.
func (v *pagesView) open(page int) {
	d, ok := v.document()
	if !ok {
		return
	}
	v.large = v.step.preview(d, page)
	v.large.of = v
	v.large.update()
}

// seen asks for the pictures of the pages that can be seen, from one place to another,
// then for as many behind.
func (v *pagesView) seen(first, last int) {
	v.first, v.last = first, last
	for place, page := range v.order {
		if place < first-farAway || place > last+farAway {
			delete(v.pictures, page)
		}
	}
	var wanted []int
	for _, page := range v.order[first:min(len(v.order), last+last-first+2)] {
		if _, known := v.pictures[page]; !known {
			wanted = append(wanted, page)
		}
	}
	v.cancel()
	v.mu.Lock()
	v.asked++
	v.arrived = nil
	asked := v.asked
	v.mu.Unlock()
	box := v.w.pixels(piece.SheetSize())
	v.cancel = v.desk.start(func(ctx context.Context) {
		// It ends where nobody wants more.
		_ = v.desk.session.Pictures(ctx, v.id, wanted, box, func(page int, drawn image.Image, err error) {
			v.arrive(asked, page, drawn, err)
		})
	})
}

// arrive takes a picture in, beside the window; pictures that come close together are
// shown at once. What was asked for before the last time may be out of date.
func (v *pagesView) arrive(asked, page int, drawn image.Image, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if asked != v.asked || errors.Is(err, context.Canceled) {
		return
	}
	if v.arrived == nil {
		v.arrived = map[int]pictured{}
		v.w.options.Later(v.show)
	}
	v.arrived[page] = pictured{drawn, err}
}

// show shows what has arrived.
func (v *pagesView) show() {
	v.mu.Lock()
	arrived := v.arrived
	v.arrived = nil
	v.mu.Unlock()
	for page, got := range arrived {
		picture := piece.Picture{Image: got.image}
		if got.err != nil {
			picture = piece.Picture{Problem: v.w.say("ui.documents.no-picture", nil)}
		}
		v.pictures[page] = picture
		v.sheets.UpdatePage(slices.Index(v.order, page))
	}
}
