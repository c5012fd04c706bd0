package bundle

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/typeset"
)

// Plan is a whole bundle before it is built. Pages count from 1.
type Plan struct {
	Lang    string        `json:"lang"`
	Paper   typeset.Paper `json:"paper"`
	Plain   bool          `json:"plain"`
	Date    civil.Date    `json:"date"`
	Program string        `json:"program"`
	Title   string        `json:"title"`
	Author  string        `json:"author"`
	// Requisition is the portal's number on the cover; empty: none.
	Requisition string    `json:"requisition,omitzero"`
	FrontPages  int       `json:"frontPages"` // cover and contents
	Separators  bool      `json:"separators,omitzero"`
	Pages       int       `json:"pages"` // of the whole bundle
	Documents   []Planned `json:"documents"`
	// Part of Parts files is this one; 0: the bundle is one file.
	Part  int `json:"part,omitzero"`
	Parts int `json:"parts,omitzero"`
	// MaxSize is the most that the file may have, in bytes; 0: as much as it comes
	// to. Expected is about what it will have.
	MaxSize  int64 `json:"maxSize,omitzero"`
	Expected int64 `json:"expected,omitzero"`

	front   typeset.FrontPages
	overlay []byte // page numbers; nil: not set yet
	at      part
	words   words
}

// Planned is a document in its place.
type Planned struct {
	ID     string        `json:"id,omitzero"`
	Title  string        `json:"title"`
	Detail string        `json:"detail,omitzero"`
	Name   string        `json:"file"`
	SHA256 string        `json:"sha256"`
	Lang   string        `json:"lang,omitzero"`  // BCP 47; empty: not said
	Level  int           `json:"level"`          // 1 for what translates a document before it
	Sheet  int           `json:"sheet,omitzero"` // page of the bundle that its separator is; 0: it has none
	First  int           `json:"first"`          // page of the bundle
	Pages  []PlannedPage `json:"pages"`
	// Lacking are the chosen pages that the file has not.
	Lacking []int `json:"lacking,omitzero"`
	// Signed says that the file carries a digital signature, which the bundle cannot.
	Signed bool `json:"signed,omitzero"`
	// Backs is the file whose pages go in between; nil for none.
	Backs *PlannedFile `json:"backs,omitzero"`
	// Bookmarks are those of its own file that lead to pages that go in.
	Bookmarks []Mark `json:"bookmarks,omitzero"`
	// Continued says that pages of it stand in the part before.
	Continued bool `json:"continued,omitzero"`
	// Bytes is about what its pages take in the bundle.
	Bytes int64 `json:"bytes,omitzero"`

	file pdf.File
	cut  bool // Surveyed.Cut
	// mended is Surveyed.Mended.
	mended bool
	mark   string // of its own file: see Surveyed
	share  int64  // of the file's bytes, by the share of its pages that are chosen
}

// PlannedFile is one file that pages of a document come from.
type PlannedFile struct {
	ID      string `json:"id,omitzero"`
	Name    string `json:"file"`
	SHA256  string `json:"sha256"`
	Lacking []int  `json:"lacking,omitzero"` // as of Planned
	Signed  bool   `json:"signed,omitzero"`  // as of Planned

	file        pdf.File
	cut, mended bool
	share       int64
	mark        string
}

// Holds reports whether pages of the file with this digest are in it.
func (d Planned) Holds(digest string) bool {
	return d.SHA256 == digest || d.Backs != nil && d.Backs.SHA256 == digest
}

// own is the document's own file.
func (d Planned) own() PlannedFile {
	return PlannedFile{d.ID, d.Name, d.SHA256, d.Lacking, d.Signed, d.file, d.cut, d.mended, d.share, d.mark}
}

// sourced is a file of the plan: a source of its assembly.
type sourced struct {
	PlannedFile
	document int
	back     bool // it is that with the backs
}

// files are those of the plan, each document's own before its backs.
func (p *Plan) files() []sourced {
	var all []sourced
	for i, d := range p.Documents {
		all = append(all, sourced{d.own(), i, false})
		if d.Backs != nil {
			all = append(all, sourced{*d.Backs, i, true})
		}
	}
	return all
}

// PlannedPage is one page of a document.
type PlannedPage struct {
	Number int  `json:"number"`        // in its file
	Wide   bool `json:"wide"`          // wider than high, so on a sheet lying on its side
	Back   bool `json:"back,omitzero"` // its file is that with the backs
	// Turn, Corners and Lift are how the page is treated: see scan.Treatment.
	Turn    int          `json:"turn,omitzero"`
	Corners [][2]float64 `json:"corners,omitzero"`
	Lift    bool         `json:"lift,omitzero"`
	// Bytes is what the page takes in the bundle; 0: it was not weighed. Where its
	// pictures are made smaller, Shrink is how, Before what it would take without,
	// and Resolution that of the coarsest picture then, in dots per inch.
	Bytes      int64      `json:"bytes,omitzero"`
	Shrink     pdf.Shrink `json:"shrink,omitzero"`
	Before     int64      `json:"before,omitzero"`
	Resolution int        `json:"resolution,omitzero"`
}

// Treatment is how the page is shown.
func (p PlannedPage) Treatment() scan.Treatment {
	corners, _ := scan.CornersOf(p.Corners) // they were valid when it was planned
	return scan.Treatment{Corners: corners, Turn: p.Turn, Lift: p.Lift}
}

// choice is the page as pdf carries it.
func (p PlannedPage) choice() pdf.PageChoice {
	t := p.Treatment()
	return pdf.PageChoice{Number: p.Number - 1, Turn: t.Turn, Corners: t.Corners, Lift: t.Lift, Shrink: p.Shrink}
}

// same reports whether two pages show the same of their file, be it in smaller
// pictures.
func (p PlannedPage) same(other PlannedPage) bool {
	return p.Number == other.Number && p.Back == other.Back && p.Treatment() == other.Treatment()
}

// words are the texts that bookmarks and footers need when the plan is built.
type words struct {
	contents string
	footer   string
}

// NewPlan plans a bundle of surveyed sources, of which there is at least one.
// Front pages are set already here, because their number decides all others.
func NewPlan(loc *i18n.Localizer, cover Cover, surveyed []Surveyed, o Options) (Plan, error) {
	return planOf(loc, cover, nested(surveyed), o, part{})
}

// planOf plans a bundle, or one part of it, of documents with their levels.
func planOf(loc *i18n.Localizer, cover Cover, documents []Planned, o Options, at part) (Plan, error) {
	cover = cover.shown()
	p := Plan{
		Lang: string(loc.Lang()), Paper: o.Paper, Plain: o.Plain, Separators: o.Separators && !o.Plain, Date: o.Date, Program: o.Program,
		Title: partTitle(loc, titleOf(loc, cover), at.number, at.of), Author: cover.Author, Requisition: cover.Requisition,
		Part: at.number, Parts: at.of, MaxSize: int64(o.MaxSize), Documents: documents, at: at,
		words: words{contents: loc.Text(message.New("bundle.contents", nil)), footer: partTitle(loc, cover.Title, at.number, at.of)},
	}
	limitMarks(p.Documents)
	if o.Plain {
		p.place(0)
		return p, nil
	}
	// The contents' own length moves the numbers that it shows, which hardly
	// ever moves its length again: the second round settles it.
	pages := 2
	for range maxRounds {
		p.place(pages)
		var err error
		if p.front, err = typeset.SetFront(p.frontMatter(loc, cover)); err != nil {
			return Plan{}, err
		}
		if p.front.Pages == pages {
			return p, nil
		}
		pages = p.front.Pages
	}
	return Plan{}, errUnsettled
}

// maxRounds bounds the rounds in which the contents find their length.
const maxRounds = 5

var errUnsettled = errors.New("the contents do not find their length")

// shown is the cover with all its texts fit to be shown.
func (c Cover) shown() Cover {
	return Cover{short(c.Kicker), short(c.Title), short(c.Subtitle), short(c.Requisition), short(c.Author)}
}

// nested are the documents with their levels: a translation stands under its
// original where that went in just before it, with nothing but its other
// translations between; else it stands by itself, lest it be taken for the
// translation of its neighbour.
func nested(surveyed []Surveyed) []Planned {
	documents := make([]Planned, 0, len(surveyed))
	above := map[string]bool{} // the last document of level 0 and what is under it
	for _, s := range surveyed {
		d := s.planned()
		if s.Of != "" && above[s.Of] {
			d.Level = 1
		} else {
			clear(above)
		}
		if s.ID != "" {
			above[s.ID] = true
		}
		documents = append(documents, d)
	}
	tellApart(documents)
	return documents
}

// place gives every document its first page.
func (p *Plan) place(frontPages int) {
	p.FrontPages, p.Pages = frontPages, frontPages
	for i := range p.Documents {
		if p.Separators {
			p.Pages++
			p.Documents[i].Sheet = p.Pages
		}
		p.Documents[i].First = p.Pages + 1
		p.Pages += len(p.Documents[i].Pages)
	}
}

// start is the page of the bundle that the contents lead to.
func (d Planned) start() int {
	if d.Sheet > 0 {
		return d.Sheet
	}
	return d.First
}

// titleOf is the title that viewers show in their window.
func titleOf(loc *i18n.Localizer, cover Cover) string {
	if cover.Subtitle == "" {
		return cover.Title
	}
	return loc.Text(message.New("bundle.title", message.Args{"Candidate": cover.Title, "Vacancy": cover.Subtitle}))
}

// frontMatter is what the cover and the contents say.
func (p *Plan) frontMatter(loc *i18n.Localizer, cover Cover) typeset.Front {
	say := func(id string, args message.Args) string { return loc.Text(message.New(id, args)) }
	f := typeset.Front{
		Paper: p.Paper, Lang: p.Lang, DocTitle: p.Title, Date: p.created(),
		ContentsTitle: p.words.contents, ContinuedTitle: say("bundle.contents-continued", nil),
		Cover: typeset.Cover{
			Kicker: cover.Kicker, Title: cover.Title, Subtitle: cover.Subtitle,
			GlanceTitle: say("bundle.glance", nil), GlanceMore: say("bundle.glance-more", nil), Note: say(p.note(), nil),
		},
	}
	if cover.Requisition != "" {
		f.Cover.Fields = append(f.Cover.Fields, typeset.Field{Label: say("bundle.requisition", nil), Value: cover.Requisition})
	}
	if p.Parts > 0 {
		f.Cover.Fields = append(f.Cover.Fields, typeset.Field{
			Label: say("bundle.part", nil), Value: say("bundle.part-of", message.Args{"Part": p.Part, "Of": p.Parts}),
		})
	}
	f.Cover.Fields = append(f.Cover.Fields,
		typeset.Field{Label: say("bundle.date", nil), Value: loc.Date(p.Date)},
		typeset.Field{Label: say("bundle.documents", nil), Value: strconv.Itoa(len(p.Documents))},
		typeset.Field{Label: say("bundle.pages", nil), Value: strconv.Itoa(p.Pages)},
	)
	there := func(all []elsewhere) {
		for _, e := range all {
			f.Entries = append(f.Entries, typeset.Entry{
				Title: e.title, Detail: e.detail, Level: e.level, Elsewhere: true,
				Page: say("bundle.in-part", message.Args{"Part": e.part}),
			})
		}
	}
	there(p.at.before)
	for _, d := range p.Documents {
		f.Entries = append(f.Entries, typeset.Entry{
			Title: d.Title, Detail: d.Detail, Page: strconv.Itoa(d.start()), Level: d.Level,
		})
	}
	there(p.at.after)
	f.Cover.Glance = f.Entries
	if p.Separators {
		f.Separators = p.separators(loc)
	}
	return f
}

// separators say of each document which it is and what its file says of itself.
func (p *Plan) separators(loc *i18n.Localizer) []typeset.Separator {
	var sheets []typeset.Separator
	for i, d := range p.Documents {
		number := message.Args{"Number": i + 1, "Of": len(p.Documents)}
		pages := message.Args{"First": d.First, "Last": d.First + len(d.Pages) - 1, "Count": len(d.Pages)}
		sheets = append(sheets, typeset.Separator{
			Number: loc.Text(message.New("bundle.separator.number", number)), Title: d.Title, Detail: d.Detail,
			Pages: loc.Text(message.New("bundle.separator.pages", pages)),
		})
	}
	return sheets
}

// note is the text at the foot of the cover, which explains no translations
// where there are none.
func (p *Plan) note() string {
	if slices.ContainsFunc(p.Documents, func(d Planned) bool { return d.Level > 0 }) {
		return "bundle.note-translations"
	}
	return "bundle.note"
}

// created is the plan's date as files carry one.
func (p *Plan) created() time.Time { return p.Date.In(time.UTC) }

// assembly is the plan as pdf carries it out.
func (p *Plan) assembly(output string) (pdf.Assembly, error) {
	a := pdf.Assembly{
		Front: p.front.PDF, Sheet: sheets[p.Paper], Plain: p.Plain,
		Title: p.Title, Author: p.Author, Program: p.Program, Lang: p.Lang,
		Created: p.created(), Output: output, Outline: p.outline(), Links: p.links(), Tags: p.tags(),
	}
	for _, f := range p.files() {
		a.Sources = append(a.Sources, p.source(f))
	}
	a.Order, a.Overlay = p.order(), p.overlay
	if p.Plain || a.Overlay != nil {
		return a, nil
	}
	var err error
	a.Overlay, err = typeset.SetFooters(p.Paper, p.footers(), p.created())
	return a, err
}

// sheets are the page sizes by paper.
var sheets = map[typeset.Paper]pdf.Sheet{typeset.A4: pdf.A4, typeset.Letter: pdf.Letter}

// footers number every page of the bundle.
func (p *Plan) footers() []typeset.Footer {
	of := strconv.Itoa(p.Pages)
	footers := make([]typeset.Footer, 0, p.Pages)
	add := func(wide, over bool) {
		number := strconv.Itoa(len(footers) + 1)
		footers = append(footers, typeset.Footer{
			Left: p.words.footer, Right: number + " / " + of, Wide: wide, Over: over,
		})
	}
	for range p.FrontPages {
		add(false, false)
	}
	for _, d := range p.Documents {
		if d.Sheet > 0 {
			add(false, false)
		}
		for _, page := range d.Pages {
			add(page.Wide, true)
		}
	}
	return footers
}

// outline is one bookmark a document, those of its own file and its translations
// below it; the first is the contents'.
func (p *Plan) outline() []pdf.Bookmark {
	if p.Plain {
		return nil
	}
	marks := []pdf.Bookmark{{Title: p.words.contents, Page: 1}}
	for _, d := range p.Documents {
		mark := pdf.Bookmark{Title: d.Title, Page: d.start() - 1, Children: d.bookmarks()}
		mark.Closed = len(mark.Children) > 0
		if last := len(marks) - 1; d.Level > 0 && last > 0 {
			marks[last].Children, marks[last].Closed = append(marks[last].Children, mark), false
			continue
		}
		marks = append(marks, mark)
	}
	return marks
}

// links lead from the contents to the documents.
func (p *Plan) links() []pdf.Link {
	var links []pdf.Link
	for _, l := range p.front.Links {
		links = append(links, pdf.Link{
			Page: l.Page, Rect: pdf.Rect{X0: l.X0, Y0: l.Y0, X1: l.X1, Y1: l.Y1},
			Target: p.Documents[l.Entry-len(p.at.before)].start() - 1,
		})
	}
	return links
}

// source is a file as pdf carries it.
func (p *Plan) source(f sourced) pdf.Source {
	s := pdf.Source{File: f.file, Pages: []pdf.PageChoice{}}
	for _, page := range p.Documents[f.document].Pages {
		if page.Back == f.back {
			s.Pages = append(s.Pages, page.choice())
		}
	}
	return s
}

// order is where the pages of the assembly go that do not stay where they are.
func (p *Plan) order() []int {
	var order []int
	for page := range p.FrontPages {
		order = append(order, page)
	}
	next := p.FrontPages // of the pages in the order of their files
	if p.Separators {
		next += len(p.Documents)
	}
	for i, d := range p.Documents {
		if d.Sheet > 0 {
			order = append(order, p.FrontPages+i)
		}
		front, back := next, next
		for _, page := range d.Pages {
			if !page.Back {
				back++
			}
		}
		next += len(d.Pages)
		for _, page := range d.Pages {
			if page.Back {
				order = append(order, back)
				back++
				continue
			}
			order = append(order, front)
			front++
		}
	}
	return order
}
