package ui

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// There may be hundreds of cards, and the page is made anew by whatever happens to one
// of them. So a card stays as long as nothing changes that it shows, and of many new
// ones those that can be seen come first, and the others a few at a time.

// The cards that are made at once, and those that follow at a time.
const (
	cardsAtOnce  = 24
	cardsAtATime = 10
)

// shownByAll is what every card may show of the dossier and of the window.
type shownByAll struct {
	loc         *i18n.Localizer
	built       int // how often the whole window was made anew, as in other colours
	readOnly    bool
	pack        *vacancy.Pack
	candidate   candidate.Candidate
	application session.Application
}

// shownByOne is what a card shows beside that, but for its picture and what is found
// wrong with its file, which come and go on the card itself.
type shownByOne struct {
	document document.Document
	kin      []document.Document // those that it is told of with
	state    piece.State
	word     string
	putOff   bool
	unfolded bool // all findings are shown
	offered  bool // that the photograph is shown in another way
	proposed session.Suggestion
}

func (s *documentsStep) byAll() shownByAll {
	w := s.w
	return shownByAll{
		loc: w.loc, built: w.built, readOnly: w.shot.ReadOnly != nil, pack: w.shot.Pack,
		candidate: w.shot.Candidate, application: w.shot.Application,
	}
}

func (s *documentsStep) byOne(d document.Document) shownByOne {
	shown := shownByOne{
		document: d, kin: s.kinOf(d), putOff: s.putOff(d), unfolded: s.gallery.unfolded[d.ID], offered: s.photos.offers(d),
	}
	shown.state, shown.word = s.w.attachedState(d, shown.putOff)
	if of, may := photographed(d); may {
		shown.proposed = s.photos.proposed[of]
	}
	return shown
}

// kinOf are the documents that a document's card may name: its original, its
// translations, its backs and fronts, and all others where it chooses among them.
func (s *documentsStep) kinOf(d document.Document) []document.Document {
	all := s.w.shot.Documents
	if d.Kind == document.Translation {
		return all
	}
	var kin []document.Document
	for i := range all {
		other := &all[i]
		if d.Of != "" && other.ID == d.Of || other.Of == d.ID || d.Backs.Of != "" && other.ID == d.Backs.Of || other.Backs.Of == d.ID {
			kin = append(kin, *other)
		}
	}
	return kin
}

// documentCards are the cards in columns.
func (s *documentsStep) documentCards() fyne.CanvasObject {
	before, first := s.startCards()
	room := cardsAtOnce - len(first)
	s.cards = nil
	var shown []fyne.CanvasObject
	for _, d := range s.w.shot.Documents {
		now := s.byOne(d)
		card := before[d.ID]
		if !s.stays(card, now) {
			switch {
			case first[d.ID]:
				card = s.makeCard(d, now)
			case room > 0:
				room--
				card = s.makeCard(d, now)
			default:
				card = s.blankCard(d, card)
			}
		} else {
			s.keepCard(card)
		}
		s.cards = append(s.cards, card)
		shown = append(shown, card.shown)
	}
	s.touched = map[string]bool{}
	s.list = piece.ColumnsOf(leastColumns, columnWide, look.Gap16, shown...)
	s.fillSoon()
	return container.New(watchedLayout{s.gallery.watch}, s.list)
}

// startCards are the cards that there were, by their documents, and those that have to
// be there at once: what was seen, and what has the keyboard.
func (s *documentsStep) startCards() (before map[string]*documentCard, first map[string]bool) {
	w := s.w
	before, first = map[string]*documentCard{}, map[string]bool{}
	if now := s.byAll(); !reflect.DeepEqual(now, s.byAllThen) {
		s.byAllThen = now
		for _, card := range s.cards {
			card.by = nil
		}
	}
	for _, card := range s.cards {
		before[card.document.ID] = card
	}
	for _, card := range s.cards {
		if w.shell != nil && isNear(card.shown, w.shell.page) {
			first[card.document.ID] = true
		}
	}
	if id := cardOf(w.keyNow(piece.FocusKey(w.window.Canvas()))); id != "" {
		first[id] = true
	}
	return before, first
}

// isNear reports whether a card was seen on the page as it is scrolled, or not far from
// that, whether or not it is on the screen any more.
func isNear(card fyne.CanvasObject, page *piece.Scroller) bool {
	view, top := page.Size().Height, card.Position().Y
	return top < page.Offset.Y+view && top+card.Size().Height > page.Offset.Y-view
}

// cardOf is the document on whose card a field or a button stands; "" for none.
func cardOf(key string) string {
	for _, list := range []string{"documents.", "pages."} {
		if rest, ours := strings.CutPrefix(key, list); ours {
			id, _, _ := strings.Cut(rest, ".")
			return id
		}
	}
	return ""
}

// stays reports whether a card still shows what is so.
func (s *documentsStep) stays(card *documentCard, now shownByOne) bool {
	return card != nil && card.by != nil && !s.touched[now.document.ID] && !s.unfolded[now.document.ID] &&
		!s.isDrafted(now.document.ID) && reflect.DeepEqual(*card.by, now)
}

// isDrafted reports whether something is typed on a document's card.
func (s *documentsStep) isDrafted(id string) bool {
	for field := range s.w.drafts {
		if cardOf(field) == id {
			return true
		}
	}
	return false
}

// makeCard makes a card anew. What has fields to type in is made anew each time, with
// what stands in them.
func (s *documentsStep) makeCard(d document.Document, now shownByOne) *documentCard {
	w := s.w
	others := w.fields
	w.fields = map[string]*piece.Field{}
	card := s.newCard(d)
	card.fields = w.fields
	w.fields = others
	maps.Copy(w.fields, card.fields)
	if !s.unfolded[d.ID] && !s.isDrafted(d.ID) {
		card.by = &now
	}
	return card
}

// keepCard has a card stay on the page.
func (s *documentsStep) keepCard(card *documentCard) {
	maps.Copy(s.w.fields, card.fields)
	s.gallery.dress(card)
}

// touch has the card made anew whose document something was chosen for: what its fields
// show is no longer what is saved, and may never be.
func (s *documentsStep) touch(assignments []string) {
	for _, assignment := range assignments {
		if id := cardOf(assignment); id != "" {
			s.touched[id] = true
		}
	}
}

// blankCard holds the place of a card, as high as that was or as most are.
func (s *documentsStep) blankCard(d document.Document, before *documentCard) *documentCard {
	height := look.Em(usualHeight)
	if before != nil && before.shown.Size().Height > 0 {
		height = before.shown.Size().Height
	}
	return &documentCard{document: d, shown: piece.BlankCard(height), blank: true}
}

// usualHeight is that of a card on which nothing is asked, in points at the usual size
// of text.
const usualHeight = 330

// fillSoon makes more of the blank cards, if there are any, once the window has done
// what waits.
func (s *documentsStep) fillSoon() {
	if s.filling || !slices.ContainsFunc(s.cards, func(c *documentCard) bool { return c.blank }) {
		return
	}
	s.filling = true
	desk := s.w.desk
	s.w.options.Later(func() {
		s.filling = false
		if s.w.desk == desk && s.w.step == stepDocuments && s.w.steps[stepDocuments] == step(s) && s.w.shell != nil {
			s.fill(cardsAtATime)
			s.fillSoon()
		}
	})
}

// fill makes so many of the blank cards, those that can be seen first.
func (s *documentsStep) fill(count int) {
	for _, some := range [][]*documentCard{s.visible(), s.cards} {
		for _, card := range some {
			if count > 0 && card.blank {
				s.fillCard(card)
				count--
			}
		}
	}
	s.settleCards()
}

// fillCard makes the card for which a place is held.
func (s *documentsStep) fillCard(card *documentCard) {
	at := slices.Index(s.cards, card)
	if d, there := s.w.documentByID(card.document.ID); at >= 0 && there {
		s.cards[at] = s.makeCard(d, s.byOne(d))
		s.list.(*fyne.Container).Objects[at] = s.cards[at].shown
	}
}

func (s *documentsStep) settleCards() {
	piece.Settle(s.list)
	s.gallery.watch()
}

// reach makes the card on which a key is, where it is not there yet.
func (s *documentsStep) reach(key string) {
	id := cardOf(key)
	for _, card := range s.cards {
		if card.blank && card.document.ID == id {
			s.fillCard(card)
			s.settleCards()
			return
		}
	}
}
