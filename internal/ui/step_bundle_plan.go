package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"maps"
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// planning is what the bundle would be, as far as that is known.
type planning struct {
	asked   *planFacts // what the plan was last asked for; nil: never
	busy    bool
	known   bool // there is an answer, if perhaps to an earlier question
	planned session.Planned
	err     error
	stop    func()
}

// planFacts are what a plan rests on: another plan is asked for when they change.
type planFacts struct {
	name        string
	lang        i18n.Lang
	size        sizing
	today       civil.Date
	candidate   candidate.Candidate
	documents   []document.Document
	application session.Application
	choices     []session.Composition
}

// plan asks for the plan of the bundle as the dossier stands, unless it is known
// or on its way.
func (s *bundleStep) plan() {
	w, p := s.w, &s.planning
	asked := planFacts{
		s.name, s.coverLang(), s.sizing(), w.shot.Checklist.Today, w.shot.Candidate, w.shot.Documents, w.shot.Application,
		w.shot.Choices,
	}
	if p.asked != nil && reflect.DeepEqual(*p.asked, asked) {
		return
	}
	if p.stop != nil {
		p.stop()
	}
	if p.asked != nil && p.asked.name != asked.name {
		*p = planning{} // what is known is of another bundle
	}
	desk, o := w.desk, s.bundleOptions()
	p.asked, p.busy = &asked, true
	p.stop = desk.start(func(ctx context.Context) {
		planned, err := desk.session.Plan(ctx, o)
		w.options.Later(func() {
			if w.desk != desk || p.asked != &asked {
				return // another dossier is open, or another plan was asked for
			}
			p.busy, p.known, p.planned, p.err = false, true, planned, err
			s.again()
			s.stayWithMoved()
		})
	})
}

// pages show the plan: every page, what it comes to, and the choices.
func (s *bundleStep) pages() []fyne.CanvasObject {
	w, p := s.w, &s.planning
	if !p.known {
		return []fyne.CanvasObject{piece.NewNotice("bundle.looking", piece.Busy, w.say("ui.bundle.looking", nil), "")}
	}
	if p.err != nil {
		return s.unplanned()
	}
	strip := newStrip(s.blocks(p.planned.Parts))
	s.draw()
	parts := []fyne.CanvasObject{piece.Stack(look.Gap8, strip, piece.Flanks(s.throughButton(), nil)), s.choices()}
	parts = append(parts, s.shrunk()...)
	return append(parts, s.contents(p.planned.Parts))
}

// contents are the documents by name, with the pages that they have in the bundle.
func (s *bundleStep) contents(plans []bundle.Plan) fyne.CanvasObject {
	w := s.w
	ids := movable(plans)
	parts := []fyne.CanvasObject{piece.Heading(w.say("ui.bundle.contents", nil))}
	for _, plan := range plans {
		if plan.Parts > 0 {
			parts = append(parts, piece.Strong(w.say("ui.bundle.part", message.Args{
				"Part": plan.Part, "Of": plan.Parts, "Count": plan.Pages, "Size": message.Bytes(plan.Expected),
			})))
		}
		parts = append(parts, s.contentsOf(plan, ids))
	}
	return piece.Stack(look.Gap8, append(parts, s.order(plans))...)
}

// contentsOf are those of one file; ids are the documents that can be moved.
func (s *bundleStep) contentsOf(plan bundle.Plan, ids []string) fyne.CanvasObject {
	w := s.w
	var rows []fyne.CanvasObject
	for _, d := range plan.Documents {
		words := []fyne.CanvasObject{piece.Body(d.Title)}
		if d.Detail != "" {
			words = append(words, piece.Small(d.Detail))
		}
		id, last := "ui.bundle.page", d.First+len(d.Pages)-1
		if last > d.First {
			id = "ui.bundle.pages"
		}
		pages := piece.Line(w.say(id, message.Args{"First": d.First, "Last": last}), look.TextBody, look.Muted, false)
		right := pages
		if movers := s.movers(d, ids); movers != nil {
			right = piece.Row(look.Gap8, pages, movers)
		}
		rows = append(rows, indented(d.Level, piece.Grow(nil, piece.Stack(0, words...), right)))
	}
	return piece.Card(rows...)
}

// indented moves what belongs to the line above to the right.
func indented(level int, row fyne.CanvasObject) fyne.CanvasObject {
	if level == 0 {
		return row
	}
	return piece.Grow(blank(fyne.NewSize(look.Gap12, 1)), row, nil)
}

// blank is room of a size.
func blank(size fyne.Size) fyne.CanvasObject {
	space := canvas.NewRectangle(color.Transparent)
	space.SetMinSize(size)
	return space
}

// unplanned says why there is no plan; what is wrong with single files stands
// above already.
func (s *bundleStep) unplanned() []fyne.CanvasObject {
	if len(s.planning.planned.Refused) > 0 {
		return nil
	}
	what, do := s.w.loc.Error(s.planning.err)
	notice := piece.NewNotice("bundle.unplanned", piece.NotMet, what, do,
		s.lookAgain("bundle.unplanned.again"), s.toDocuments("bundle.unplanned.go", piece.Secondary))
	if _, isSize := errors.AsType[*bundle.TooLarge](s.planning.err); isSize {
		return []fyne.CanvasObject{notice, s.choices()} // where another size can be chosen
	}
	return []fyne.CanvasObject{notice}
}

// lookAgain asks for the plan anew: what was wrong with a file may be mended, and
// the dossier knows nothing of it.
func (s *bundleStep) lookAgain(key string) *piece.Button {
	return piece.NewButton(key, s.w.say("ui.bundle.look-again", nil), piece.Quiet, nil, func() {
		s.planning.asked = nil
		s.again()
	})
}

// The size of a page on the screen, in points at the usual size of text: A4's
// shape.
const (
	sheetWidth  = 99
	sheetHeight = 140
)

// How many pages are drawn of one document and about how many of all; of the
// others the number is said.
const (
	mostSheets    = 24
	mostSheetsAll = 160
)

// blocks are the parts of the bundle in their order: cover, contents, and each
// document with its pages.
func (s *bundleStep) blocks(plans []bundle.Plan) []stripBlock {
	s.pictures.begin(s.planning.asked)
	var blocks []stripBlock
	documents, before := 0, 0
	for _, plan := range plans {
		documents += len(plan.Documents)
	}
	for part, plan := range plans {
		blocks = append(blocks, s.blocksOf(plan, part, before, max(2, min(mostSheets, mostSheetsAll/documents)))...)
		before += plan.Pages
	}
	return blocks
}

// blocksOf are those of one file, behind so many pages of others; of each document
// at most so many pages are drawn.
func (s *bundleStep) blocksOf(plan bundle.Plan, part, before, most int) []stripBlock {
	own := func(number int) fyne.CanvasObject { return s.ownSheet(part, number, before+number) }
	w := s.w
	cover := w.say("ui.bundle.cover", nil)
	if plan.Parts > 0 {
		cover = w.say("ui.bundle.cover-part", message.Args{"Part": plan.Part, "Of": plan.Parts})
	}
	blocks := []stripBlock{{sheets: []fyne.CanvasObject{own(1)}, first: 1, title: cover}}
	contents := stripBlock{first: 2, title: w.say("ui.bundle.contents", nil)}
	for n := 2; n <= plan.FrontPages; n++ {
		contents.sheets = append(contents.sheets, own(n))
	}
	blocks = append(blocks, contents)
	for _, d := range plan.Documents {
		block := stripBlock{first: d.First, title: d.Title}
		if d.Sheet > 0 {
			block.first, block.sheets = d.Sheet, []fyne.CanvasObject{own(d.Sheet)}
		}
		for i, page := range d.Pages[:min(len(d.Pages), most)] {
			block.sheets = append(block.sheets, s.sheet(d, page, before+d.First+i))
		}
		if more := len(d.Pages) - most; more > 0 {
			block.more = w.say("ui.bundle.more-pages", message.Args{"Count": more})
		}
		blocks = append(blocks, block)
	}
	return blocks
}

// sheet is one page of a document: its picture, or until there is one, lines.
func (s *bundleStep) sheet(d bundle.Planned, page bundle.PlannedPage, number int) fyne.CanvasObject {
	width, height := look.Em(sheetWidth), look.Em(sheetHeight)
	if page.Wide {
		height = width * sheetWidth / sheetHeight
	}
	thumb := piece.NewThumb(keyOf("bundle.page", number), width, height, func() { s.through(number) }).Passed().Speak(s.pageName(number))
	key := pageKey{sha256: d.SHA256, document: d.ID, page: page.Number, shown: page.Treatment()}
	if page.Back && d.Backs != nil {
		key.sha256, key.document = d.Backs.SHA256, d.Backs.ID
	}
	s.pictures.hang(wantedPage{key, func(ctx context.Context, from *session.Session, box image.Point) (image.Image, error) {
		return from.PictureAs(ctx, key.document, key.page, key.shown, box)
	}}, thumb, s.w)
	return thumb
}

// ownSheet is a page of our own in a part of the bundle: cover, contents, or the sheet
// before a document.
func (s *bundleStep) ownSheet(part, page, number int) fyne.CanvasObject {
	thumb := piece.NewThumb(keyOf("bundle.page", number), look.Em(sheetWidth), look.Em(sheetHeight), func() { s.through(number) }).Passed().
		Speak(s.pageName(number))
	key, plan := pageKey{plan: s.planning.asked, part: part, page: page}, s.planning.planned.Parts[part]
	s.pictures.hang(wantedPage{key, func(ctx context.Context, from *session.Session, box image.Point) (image.Image, error) {
		return from.Shown(ctx, plan, page, box)
	}}, thumb, s.w)
	return thumb
}

// pageName is what a screen reader says of a page.
func (s *bundleStep) pageName(number int) string {
	pages := 0
	for _, plan := range s.planning.planned.Parts {
		pages += plan.Pages
	}
	return s.w.say("ui.documents.preview.page", message.Args{"Page": number, "Count": pages})
}

// keyOf is the key of the nth of something.
func keyOf(what string, n int) string { return what + "." + strconv.Itoa(n) }

// pageKey names a page of a document's file as it is shown, or of a part of a plan one
// of our own.
type pageKey struct {
	sha256, document string
	page             int
	shown            session.Treatment
	plan             *planFacts // nil: it is a document's
	part             int
}

// pictures are the pictures of pages, as far as they are drawn, and the thumbs on
// the screen that wait for them.
type pictures struct {
	drawn   map[pageKey]drawnPage
	thumbs  map[pageKey]*piece.Thumb
	wanted  []wantedPage
	drawing bool
}

// wantedPage is a page that has no picture yet, and what draws it.
type wantedPage struct {
	key   pageKey
	paint func(ctx context.Context, s *session.Session, box image.Point) (image.Image, error)
}

// drawnPage is the picture of a page; nil where it cannot be drawn.
type drawnPage struct{ picture image.Image }

// begin forgets the thumbs of a page that is built anew, and our own pages of other
// plans.
func (p *pictures) begin(plan *planFacts) {
	if p.drawn == nil {
		p.drawn = map[pageKey]drawnPage{}
	}
	maps.DeleteFunc(p.drawn, func(key pageKey, _ drawnPage) bool { return key.plan != nil && key.plan != plan })
	p.thumbs, p.wanted = map[pageKey]*piece.Thumb{}, nil
}

// hang gives a thumb its picture, now or when it is drawn.
func (p *pictures) hang(page wantedPage, thumb *piece.Thumb, w *Window) {
	p.thumbs[page.key] = thumb
	if _, drawn := p.drawn[page.key]; drawn {
		p.show(page.key, w)
		return
	}
	p.wanted = append(p.wanted, page)
}

// show shows what came of a page on its thumb, if that is on the screen.
func (p *pictures) show(key pageKey, w *Window) {
	thumb := p.thumbs[key]
	if thumb == nil {
		return
	}
	if got := p.drawn[key]; got.picture != nil {
		thumb.SetImage(got.picture)
		return
	}
	thumb.SetProblem(w.say("ui.bundle.no-picture", nil))
}

// draw has the pages drawn that have no picture yet, one after the other, beside
// the window, for as long as the step is on the screen.
func (s *bundleStep) draw() {
	w, p := s.w, &s.pictures
	if p.drawing || len(p.wanted) == 0 {
		return
	}
	p.drawing = true
	desk, next := w.desk, p.wanted[0]
	scale := max(1, w.window.Canvas().Scale())
	box := image.Pt(int(look.Em(sheetHeight)*scale), int(look.Em(sheetHeight)*scale))
	desk.start(func(ctx context.Context) {
		picture, err := next.paint(ctx, desk.session, box)
		w.options.Later(func() {
			p.drawing = false
			if w.desk != desk {
				return
			}
			if err != nil {
				picture = nil
			}
			s.hung(next.key, picture)
		})
	})
}

// hung keeps a picture, shows it, and goes on with the next.
func (s *bundleStep) hung(key pageKey, picture image.Image) {
	p := &s.pictures
	p.drawn[key] = drawnPage{picture}
	p.show(key, s.w)
	rest := p.wanted[:0]
	for _, other := range p.wanted {
		if other.key != key {
			rest = append(rest, other)
		}
	}
	p.wanted = rest
	if s.shown() {
		s.draw()
	}
}
