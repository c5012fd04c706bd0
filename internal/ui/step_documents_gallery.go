package ui

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/piece"
)

// A gallery has the documents looked at in the background: pictures one at a time, and
// only of the cards that can be seen just then, so that whoever scrolls on never waits
// for what they left; then, beside them, what is to be said of each file.
type gallery struct {
	step *documentsStep
	desk *desk

	pictures map[pictureOf]pictured
	looks    map[string]looked // by document id
	busy     bool              // a picture is being drawn
	looking  bool              // a file is being looked at
	unfolded map[string]bool   // by document id: all that is to be said of it is shown
	due      bool              // next is about to be called
	said     map[string]string // by document id: all that findings on it depend on beside its file
}

// pictureOf names the picture of a page as it is shown.
type pictureOf struct {
	file  string
	page  int
	shown session.Treatment
}

// pictured and looked are what came of looking.
type (
	pictured struct {
		image image.Image
		err   error
	}
	looked struct {
		findings []intake.Finding
		err      error
		saying   string // what was said of the document then, as saidOf tells it
	}
)

// mostPictures are kept; the session keeps more of them.
const mostPictures = 120

// watch has the gallery look again once the page is laid out, and whenever it is
// scrolled.
func (g *gallery) watch() {
	if g.due {
		return
	}
	g.due = true
	w := g.step.w
	w.options.Later(func() {
		g.due = false
		if w.desk == g.desk && w.step == stepDocuments && w.shell != nil {
			w.shell.page.OnScrolled = func(fyne.Position) { g.watch() }
			g.next()
		}
	})
}

// dress gives a card what is known of its document.
func (g *gallery) dress(c *documentCard) {
	w := g.step.w
	if c.blank {
		return
	}
	if l, ok := g.looks[c.document.ID]; ok && (c.told == nil || !reflect.DeepEqual(*c.told, l)) {
		c.tell(g.step, l)
	}
	p := g.pictures[pictureFor(c.document)]
	if c.document.Missing {
		p = pictured{err: fs.ErrNotExist}
	}
	if c.pictured == p {
		return
	}
	c.pictured = p
	if p.err != nil {
		c.thumb.SetProblem(w.say("ui.documents.no-picture", nil))
	} else {
		c.thumb.SetImage(p.image)
	}
}

// pictureFor is the first page that the document stands for.
func pictureFor(d document.Document) pictureOf {
	page := 1
	if len(d.Pages) > 0 {
		page = d.Pages[0]
	}
	return pictureOf{d.File, page, d.Treatments[page]}
}

// next draws one picture and looks at one file, if anything is left to look at. A file
// waits until all pictures that can be seen are under way.
func (g *gallery) next() {
	w := g.step.w
	if w.desk != g.desk || w.step != stepDocuments || w.shell == nil {
		return
	}
	seen := g.step.visible()
	for _, card := range seen {
		if _, known := g.pictures[pictureFor(card.document)]; !known && !card.document.Missing {
			if !g.busy {
				g.picture(card.document)
			}
			return
		}
	}
	if g.looking {
		return
	}
	for _, card := range append(seen, g.step.cards...) {
		if l, known := g.looks[card.document.ID]; (!known || l.saying != g.said[card.document.ID]) && !card.document.Missing {
			g.look(card.document)
			return
		}
	}
	for _, card := range g.step.cards {
		if g.step.photos.unknown(card.document) {
			g.propose(card.document)
			return
		}
	}
}

// note keeps of each document all that findings on it depend on beside its file: what is
// said of it, of the candidate, and of the documents before it.
func (g *gallery) note() {
	shot := g.step.w.shot
	g.said = map[string]string{}
	before := sha256.New()
	for _, d := range shot.Documents {
		g.said[d.ID] = fmt.Sprintf("%v %v %v %v %v %x", d.Lang, d.Kind, d.Pages, shot.Candidate.Name.Full(), shot.Candidate.BirthDate, before.Sum(nil))
		fmt.Fprint(before, d.File, d.Name, d.Pages)
	}
}

// visible are the cards that can be seen.
func (s *documentsStep) visible() []*documentCard {
	if len(s.cards) == 0 {
		return nil
	}
	page := s.w.shell.page
	top := piece.At(s.list).Y - piece.At(page).Y
	var seen []*documentCard
	for _, card := range s.cards {
		from := top + card.shown.Position().Y
		if size := card.shown.Size(); size.Height > 0 && from < page.Size().Height && from+size.Height > 0 {
			seen = append(seen, card)
		}
	}
	return seen
}

// picture has the first page drawn, at twice the size for dense screens.
func (g *gallery) picture(d document.Document) {
	of := pictureFor(d)
	box := g.step.w.pixels(fyne.NewSize(thumbWide, thumbHigh))
	g.run(&g.busy, func(ctx context.Context) func() {
		drawn, err := g.desk.session.PictureAs(ctx, d.ID, of.page, of.shown, box)
		return func() {
			if errors.Is(err, context.Canceled) {
				return
			}
			g.makeRoom()
			g.pictures[of] = pictured{drawn, err}
			for _, card := range g.step.cards {
				if pictureFor(card.document) == of {
					g.dress(card)
				}
			}
		}
	})
}

// makeRoom forgets the pictures that cannot be seen once there are many.
func (g *gallery) makeRoom() {
	if len(g.pictures) < mostPictures {
		return
	}
	seen := g.step.visible()
	for of := range g.pictures {
		if !slices.ContainsFunc(seen, func(c *documentCard) bool { return pictureFor(c.document) == of }) {
			delete(g.pictures, of)
		}
	}
	for _, card := range g.step.cards {
		g.dress(card) // else the pictures would live on in the cards
	}
}

// look has a file looked at closely.
func (g *gallery) look(d document.Document) {
	saying := g.said[d.ID]
	g.run(&g.looking, func(ctx context.Context) func() {
		known, err := g.desk.session.Look(ctx, d.ID)
		return func() {
			if errors.Is(err, context.Canceled) {
				return
			}
			before := g.looks[d.ID]
			l := looked{known.Findings, err, saying}
			g.looks[d.ID] = l
			for _, card := range g.step.cards {
				if card.document.ID == d.ID && !card.blank && (err != nil || len(l.findings)+len(before.findings) > 0) {
					card.tell(g.step, l)
					piece.Settle(card.findings)
				}
			}
		}
	})
}

// run looks beside the window, and says so in busy; what job returns is done on the
// window's goroutine, unless the dossier is closed by then.
func (g *gallery) run(busy *bool, job func(ctx context.Context) func()) {
	w := g.step.w
	*busy = true
	g.desk.start(func(ctx context.Context) {
		show := job(ctx)
		w.options.Later(func() {
			*busy = false
			if w.desk == g.desk {
				show()
				g.next()
			}
		})
	})
}

// pixels is a size in the pixels of a dense screen.
func (w *Window) pixels(size fyne.Size) image.Point {
	scale := max(2, w.window.Canvas().Scale())
	return image.Pt(int(size.Width*scale), int(size.Height*scale))
}
