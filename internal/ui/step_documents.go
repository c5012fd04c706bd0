package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// documentsStep is where the documents are: what is missing, and a card for each
// one that is there.
type documentsStep struct {
	w *Window

	cards     []*documentCard // as they are on the screen
	list      fyne.CanvasObject
	byAllThen shownByAll      // what they show all
	touched   map[string]bool // by document id: something was chosen on its card
	filling   bool            // blank cards are about to be filled

	gallery  gallery
	photos   photos
	unfolded map[string]bool // by document id: all its fields are shown
	asked    map[string]bool // by field: it was shown because it was not answered, and stays
	unsaid   map[string]bool // by document id: the question what it is was put off
	intakes  []*takingIn     // the first is under way
	folder   string          // where files were chosen last
	open     *pagesView      // the pages of one of them, in a dialog; nil: none

	tongues   []string        // documentTongues, sorted
	tonguesIn *i18n.Localizer // by their names there
}

func newDocuments(w *Window) step {
	s := &documentsStep{w: w, unfolded: map[string]bool{}, asked: map[string]bool{}, unsaid: map[string]bool{}, touched: map[string]bool{}, photos: newPhotos()}
	s.gallery = gallery{step: s, desk: w.desk, pictures: map[pictureOf]pictured{}, looks: map[string]looked{}, unfolded: map[string]bool{}}
	return s
}

// columnWide is the least width of a card, leastColumns as how many columns they
// stand where there is room, however few there are.
const columnWide, leastColumns = 264, 3

func (s *documentsStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	var parts []fyne.CanvasObject
	if bar := s.progressBar(); bar != nil {
		parts = append(parts, bar)
	}
	parts = append(parts, s.missingCards()...)
	s.gallery.note()
	if len(w.shot.Documents) == 0 {
		s.cards = nil
		parts = append(parts, s.empty())
	} else {
		parts = append(parts, s.documentCards())
	}
	s.gallery.watch()
	if s.open != nil {
		s.open.update()
	}
	return piece.WidePage(w.say("ui.step.documents", nil), w.say("ui.documents.lead", nil), s.headButtons(), parts...), s.why()
}

// refresh has the page built anew: whatever changed may concern every card.
func (s *documentsStep) refresh() bool { return false }

// headButtons add files, by the system's dialog or by their paths.
func (s *documentsStep) headButtons() fyne.CanvasObject {
	paste := piece.NewButton("documents.paste", s.w.say("ui.documents.paste", nil), piece.Quiet, nil, s.askPaths)
	add := piece.NewButton("documents.add", s.w.say("ui.documents.add", nil), piece.Primary, look.Icon("plus"), func() {
		s.askFiles(session.AddOptions{}, true)
	})
	s.w.lock(paste)
	s.w.lock(add)
	return piece.Row(look.Gap8, paste, add)
}

// empty is what stands there before the first document.
func (s *documentsStep) empty() fyne.CanvasObject {
	return piece.Card(piece.Empty("documents", s.w.say("ui.documents.empty.title", nil), s.w.say("ui.documents.empty.text", nil), nil))
}

// A watchedLayout gives its part all the room and tells when that changed.
type watchedLayout struct{ changed func() }

func (l watchedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, size.Width, size.Height)
	l.changed()
}

func (watchedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// A wanted is something that the notice asks for and that is not in order.
type wanted struct {
	item   checklist.Item
	reason message.Message
	kind   document.Kind
	study  string // id; empty: not known, or none
}

// wanteds are what the notice asks for and what is not in order, one for each
// study that a document is missing for. Translations are asked for on the card
// of the document that they are for.
func (w *Window) wanteds() []wanted {
	var all []wanted
	if w.shot.Pack == nil {
		return nil
	}
	for _, rule := range w.shot.Pack.Documents {
		item, asked := w.shot.Checklist.Item(rule.ID)
		if !asked || rule.EachDocument != nil || item.Done() {
			continue
		}
		reason := item.Explain().Reason
		one := wanted{item: item, reason: reason, kind: document.Kind(rule.Kind)}
		studies := w.studiesOf(reason)
		if len(studies) == 0 {
			all = append(all, one)
		}
		for _, study := range studies {
			one.study = study
			one.reason = message.New(reason.ID, message.Args{"Count": 1, "Studies": message.List{w.studyLabel(study)}})
			all = append(all, one)
		}
	}
	return all
}

// studiesOf are the ids of the studies that a reason says are without a document.
func (w *Window) studiesOf(reason message.Message) []string {
	if reason.ID != "reason.doc.missing-study" {
		return nil
	}
	labels, _ := reason.Args["Studies"].(message.List)
	var ids []string
	for _, study := range w.shot.Candidate.Studies {
		if slices.Contains(labels, any(study.Label())) {
			ids = append(ids, study.ID)
		}
	}
	return ids
}

func (w *Window) studyLabel(id string) string {
	study, ok := w.shot.Candidate.Study(id)
	if !ok {
		return id
	}
	return study.Label()
}

// missingCards say what is not in order, each with what to do about it.
func (s *documentsStep) missingCards() []fyne.CanvasObject {
	if s.w.isSubmitted() {
		return nil // what is added now does not belong to it
	}
	var cards []fyne.CanvasObject
	for _, want := range s.w.wanteds() {
		cards = append(cards, s.missingCard(want))
	}
	return cards
}

// missingStates are how what is not in order is shown.
var missingStates = map[vacancy.Verdict]piece.State{
	vacancy.NotMet: piece.Missing, vacancy.ToConfirm: piece.ToConfirm, vacancy.Unanswered: piece.Unanswered,
}

func (s *documentsStep) missingCard(want wanted) fyne.CanvasObject {
	w, item := s.w, want.item
	say := want.reason
	if item.Verdict != vacancy.NotMet {
		say = item.Explain().Next
	}
	words := piece.Stack(2, piece.Strong(w.loc.Pick(item.Title)), piece.Muted(w.loc.Text(say)))
	key := "documents.missing." + item.ID + "." + want.study
	why := piece.NewButton(key+".why", w.say("ui.documents.why", nil), piece.Quiet, nil, func() { s.turnWhy(item.ID) })
	buttons := []fyne.CanvasObject{why}
	if act := s.missingAction(key, want); act != nil {
		buttons = append(buttons, act)
	}
	return piece.Card(piece.Grow(piece.StateIcon(missingStates[item.Verdict], 24), words,
		piece.About(w.loc.Pick(item.Title), piece.Row(look.Gap8, buttons...))))
}

// missingAction is the button that mends what is not in order, or leads to where
// that is done; nil where there is nothing to lead to.
func (s *documentsStep) missingAction(key string, want wanted) fyne.CanvasObject {
	w := s.w
	switch want.item.Verdict {
	case vacancy.Unanswered:
		return piece.NewButton(key, w.say("ui.documents.answer", nil), piece.Secondary, nil, func() {
			w.visitItem(answeredAt(want.item), want.item.ID)
		})
	case vacancy.NotMet:
		add := piece.NewButton(key, w.say("ui.documents.add-this", nil), piece.Secondary, nil, func() {
			s.askFiles(session.AddOptions{Kind: want.kind, For: want.study}, false)
		})
		w.lock(add)
		return add
	}
	for _, d := range w.shot.Documents {
		if w.restsOn(want.item, d) {
			return piece.NewButton(key, w.say("ui.documents.go-to", nil), piece.Secondary, nil, func() { s.goTo(d) })
		}
	}
	return nil
}

// goTo gives the keyboard to what is asked about a document.
func (s *documentsStep) goTo(d document.Document) {
	s.reach("documents." + d.ID)
	for _, field := range []string{"datesVisible", "for", "change"} {
		key := "documents." + d.ID + "." + field
		if field == "change" || s.asked[key] {
			s.w.focusOn(key)
			return
		}
	}
}

// turnWhy shows beside the page why an item is asked for, or puts that away.
func (s *documentsStep) turnWhy(item string) {
	if s.w.chosen[stepDocuments] == item {
		item = ""
	}
	s.w.chosen[stepDocuments] = item
	s.w.rebuildStep()
}

// why is what stands beside the page: the chosen item's reasons.
func (s *documentsStep) why() fyne.CanvasObject {
	w := s.w
	item, ok := w.shot.Checklist.Item(w.chosen[stepDocuments])
	if !ok {
		return nil
	}
	close := piece.NewButton("documents.why.close", w.say("ui.notice.close", nil), piece.Secondary, nil, func() { s.turnWhy(item.ID) })
	return piece.Stack(look.Gap16, w.why(item), piece.Row(0, close))
}

// showAfter is how long something goes on before its progress is shown.
const showAfter = 500 * time.Millisecond
