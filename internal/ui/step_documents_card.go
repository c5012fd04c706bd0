package ui

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// A documentCard is one document on the screen.
type documentCard struct {
	document document.Document
	shown    fyne.CanvasObject
	thumb    *piece.Thumb
	findings *fyne.Container // what is wrong with its file
	fields   map[string]*piece.Field
	by       *shownByOne // what it was made of; nil: it is made anew the next time
	blank    bool        // only its place is held

	told     *looked // what findings shows; nil: nothing yet
	pictured pictured
}

// The size of a card's picture.
const thumbWide, thumbHigh = 230, 168

// newCard makes the card of a document.
func (s *documentsStep) newCard(d document.Document) *documentCard {
	w := s.w
	card := &documentCard{document: d}
	card.thumb = piece.NewThumb("documents."+d.ID+".thumb", thumbWide, thumbHigh, func() { s.look(d) }).Speak(shownName(d))
	card.findings = piece.Stack(look.Gap8).(*fyne.Container)
	state, word := w.attachedState(d, s.putOff(d))
	words := []fyne.CanvasObject{
		piece.Line(shownName(d), look.TextLead, look.Ink, true),
		piece.Small(w.say("ui.documents.about", w.aboutFile(d))),
	}
	if !s.putOff(d) {
		words = append(words, piece.Small(w.standsFor(d)))
	}
	parts := []fyne.CanvasObject{
		card.thumb, piece.Stack(2, words...),
		piece.Row(look.Gap8, piece.Badge(state, w.say(word, nil))),
	}
	for _, hint := range []fyne.CanvasObject{s.hint(d), s.backsHint(d), s.photoOffer(d), s.besideButton(d)} {
		if hint != nil {
			parts = append(parts, hint)
		}
	}
	if fields := s.fields(d); len(fields) > 0 {
		parts = append(parts, piece.Stack(look.Gap12, fields...))
	}
	if s.unfolded[d.ID] {
		parts = append(parts, s.photoButton(d))
		if backs := s.backsButton(d); backs != nil {
			parts = append(parts, backs)
		}
		parts = append(parts, piece.Flanks(s.eraseButton(d), nil))
	}
	card.findings.Hide()
	card.shown = piece.About(shownName(d), piece.FootedCard(s.cardButtons(d), append(parts, card.findings)...))
	s.gallery.dress(card)
	return card
}

// putOff reports whether nobody has said yet what a document is.
func (s *documentsStep) putOff(d document.Document) bool {
	return s.unsaid[d.ID] && d.Kind == document.Other
}

// shownName is the name that the candidate knows the file by.
func shownName(d document.Document) string {
	if d.Name != "" {
		return d.Name
	}
	return d.File
}

// aboutFile is how many pages there are and in which language.
func (w *Window) aboutFile(d document.Document) message.Args {
	pages := w.say("ui.documents.pages", message.Args{"Count": d.PageCount})
	if chosen, _ := w.pagesOf(d); chosen != nil {
		pages = w.say("ui.documents.pages-of", message.Args{"Chosen": len(chosen), "Count": d.PageCount})
	}
	lang := w.say("ui.documents.language-unsaid", nil)
	if d.Lang != "" {
		lang = w.loc.Language(message.Language(d.Lang))
	}
	return message.Args{"Pages": pages, "Language": lang}
}

// standsFor says what the document is, and for what.
func (w *Window) standsFor(d document.Document) string {
	kind := w.say("ui.documents.kind."+string(d.Kind), nil)
	switch {
	case d.Of != "":
		return w.say("ui.documents.stands-for", message.Args{"Kind": kind, "What": w.documentName(d.Of)})
	case d.For != "":
		return w.say("ui.documents.stands-for", message.Args{"Kind": kind, "What": w.studyLabel(d.For)})
	}
	return kind
}

// documentName is the name of another document.
func (w *Window) documentName(id string) string {
	if d, ok := w.documentByID(id); ok {
		return shownName(d)
	}
	return w.say("ui.documents.of-gone", nil)
}

func (w *Window) documentByID(id string) (document.Document, bool) {
	i := slices.IndexFunc(w.shot.Documents, func(d document.Document) bool { return d.ID == id })
	if i < 0 {
		return document.Document{}, false
	}
	return w.shot.Documents[i], true
}

// itemFor is the item of the checklist that documents of a kind stand for.
func (w *Window) itemFor(kind document.Kind) (checklist.Item, bool) {
	if w.shot.Pack == nil {
		return checklist.Item{}, false
	}
	for _, rule := range w.shot.Pack.Documents {
		if rule.Kind == string(kind) {
			return w.shot.Checklist.Item(rule.ID)
		}
	}
	return checklist.Item{}, false
}

// attachedStates are how a document stands that its item's verdict rests on.
var attachedStates = map[vacancy.Verdict]struct {
	state piece.State
	word  string
}{
	vacancy.Met:        {piece.Met, "ui.documents.state.attached"},
	vacancy.ToConfirm:  {piece.ToConfirm, "ui.documents.state.to-confirm"},
	vacancy.Unanswered: {piece.Unanswered, "ui.documents.state.unanswered"},
	vacancy.NotMet:     {piece.NotMet, "ui.documents.state.not-counted"},
}

// attachedState is how a document stands, and the id of the word for it. It says
// of a document that it is there, never that it is good.
func (w *Window) attachedState(d document.Document, putOff bool) (piece.State, string) {
	item, asked := w.itemFor(d.Kind)
	_, original := w.documentByID(d.Of)
	switch {
	case d.Missing:
		return piece.Missing, "ui.documents.state.gone"
	case !d.Usable():
		return piece.NotMet, "ui.documents.state.left-out"
	case d.Backs.Of != "":
		return piece.Neutral, "ui.documents.state.inside"
	case putOff:
		return piece.Unanswered, "ui.documents.state.unsaid"
	case d.Kind == document.Translation && !original:
		return piece.Unanswered, "ui.documents.state.unanswered"
	case !asked:
		return piece.Neutral, "ui.documents.state.not-asked"
	case d.Kind == document.Translation || !w.restsOn(item, d):
		return piece.Neutral, "ui.documents.state.attached"
	}
	if item.Done() {
		return piece.Met, "ui.documents.state.attached"
	}
	shown := attachedStates[item.Verdict]
	return shown.state, shown.word
}

// restsOn reports whether an item's verdict speaks of the document: its facts
// name the files that it looked at.
func (w *Window) restsOn(item checklist.Item, d document.Document) bool {
	files, known := w.shot.lookedAt[item.ID]
	if !known { // explaining takes as long as there are documents
		files, _ = item.Explain().Fact.Args["Files"].(message.List)
		if w.shot.lookedAt == nil {
			w.shot.lookedAt = map[string]message.List{}
		}
		w.shot.lookedAt[item.ID] = files
	}
	return slices.ContainsFunc(files, func(file any) bool {
		said, _ := file.(string)
		return strings.HasPrefix(said, d.File+" "+d.For+" ")
	})
}

// hint is what to do about the document itself; nil for nothing.
func (s *documentsStep) hint(d document.Document) fyne.CanvasObject {
	w := s.w
	switch {
	case d.Missing:
		return told(piece.Missing, w.say("ui.documents.gone", nil))
	case !d.Usable():
		return piece.Stack(look.Gap8, told(piece.NotMet, w.say("ui.documents.left-out", nil)), s.useAll(d))
	case w.wantsTranslation(d):
		return s.translationHint(d)
	}
	return nil
}

// told is a sentence with the icon of a state.
func told(state piece.State, sentence string) fyne.CanvasObject {
	return piece.Grow(piece.StateIcon(state, 16), piece.Small(sentence), nil)
}

// wantsTranslation reports whether the notice would rather have a translation
// beside the document, and none is there.
func (w *Window) wantsTranslation(d document.Document) bool {
	if w.shot.Pack == nil || d.Lang == "" || d.IsTranslation() {
		return false
	}
	for _, rule := range w.shot.Pack.Documents {
		if rule.EachDocument != nil && !eligibility.SameLanguage(d.Lang, rule.EachDocument.LanguageNot) {
			return len(document.Translations(w.shot.Documents, d.ID)) == 0
		}
	}
	return false
}

func (s *documentsStep) translationHint(d document.Document) fyne.CanvasObject {
	w := s.w
	add := piece.NewButton("documents."+d.ID+".translate", w.say("ui.documents.translate", nil), piece.Secondary, nil, func() {
		s.askFiles(session.AddOptions{Kind: document.Translation, Of: d.ID}, false)
	})
	w.lock(add)
	return piece.Stack(look.Gap8, told(piece.Neutral, w.say("ui.documents.translate-why", nil)),
		piece.Row(look.Gap8, add, s.worksheetButton(d)))
}

// useAll takes every page of the document in again.
func (s *documentsStep) useAll(d document.Document) fyne.CanvasObject {
	_, field := s.w.pagesOf(d)
	all := piece.NewButton("documents."+d.ID+".all", s.w.say("ui.documents.use-all", nil), piece.Secondary, nil, func() { s.w.set(field + "=?") })
	s.w.lockField(field, all)
	return piece.Row(0, all)
}

// cardButtons change what is said of the document, or take it out.
func (s *documentsStep) cardButtons(d document.Document) fyne.CanvasObject {
	w := s.w
	word := "ui.documents.change"
	if s.unfolded[d.ID] {
		word = "ui.documents.fold"
	}
	change := piece.NewButton("documents."+d.ID+".change", w.say(word, nil), piece.Quiet, nil, func() {
		s.unfolded[d.ID] = !s.unfolded[d.ID]
		maps.DeleteFunc(s.asked, func(field string, _ bool) bool { return strings.HasPrefix(field, "documents."+d.ID+".") })
		w.rebuildStep()
	})
	remove := piece.NewButton("documents."+d.ID+".remove", "", piece.Quiet, look.Icon("trash"), func() { s.remove(d) }).
		Speak(w.say("ui.documents.remove", message.Args{"Document": shownName(d)}))
	w.lock(remove)
	return piece.Flanks(change, remove)
}

// remove takes a document out; what translates it stays, as a translation of
// nothing.
func (s *documentsStep) remove(d document.Document) {
	w := s.w
	var assignments []string
	for _, other := range w.shot.Documents {
		if other.Of == d.ID {
			assignments = append(assignments, "documents."+other.ID+".of=?")
		}
	}
	assignments = append(assignments, "documents."+d.ID+"=")
	w.setThen(func() {
		w.toast(message.New("ui.documents.removed", message.Args{"Document": shownName(d)}), "ui.menu.undo", w.undo)
	}, assignments...)
}

// finding is a sentence on a file, with an icon that says how much it matters.
func (w *Window) finding(f intake.Finding) fyne.CanvasObject {
	said := w.loc.Text(f.Message)
	if f.Severity != intake.Warning {
		return told(piece.Neutral, said)
	}
	return piece.Grow(piece.Drawing("warning", look.Confirm, 16), piece.Small(said), nil)
}

// shownFindings are told of a file on its card at once; the others are a press away.
const shownFindings = 3

// tell shows on the card what there is to say of its file, warnings first. That the
// name is on it is good to hear beside the rest, and no reason to show more.
func (c *documentCard) tell(s *documentsStep, l looked) {
	w := s.w
	c.told = &l
	var lines []fyne.CanvasObject
	if l.err != nil && !c.document.Missing {
		lines = append(lines, told(piece.Missing, w.sentences(l.err)))
	}
	all := s.gallery.unfolded[c.document.ID]
	shown, rest := 0, 0
	for _, f := range l.findings {
		switch {
		case all || shown < shownFindings && f.ID != "name-found":
			lines = append(lines, w.finding(f))
			if yes := s.languageButton(c.document, f); yes != nil {
				lines = append(lines, yes)
			}
			shown++
		case f.ID != "name-found":
			rest++
		}
	}
	if rest > 0 || all && shown > shownFindings {
		lines = append(lines, s.moreFindings(c.document, rest))
	}
	c.findings.Objects, c.findings.Hidden = lines, len(lines) == 0
	piece.About(shownName(c.document), c.findings)
	if c.shown != nil {
		piece.Forget(c.shown)
	}
}

// languageButton says of a document that it is in the language in which its text seems
// to be; nil where that is not what the finding is about.
func (s *documentsStep) languageButton(d document.Document, f intake.Finding) fyne.CanvasObject {
	lang, named := f.Message.Args["Language"].(message.Language)
	if f.ID != "language-seems" || !named || d.Lang != "" {
		return nil
	}
	yes := piece.NewButton("documents."+d.ID+".lang-yes", s.w.say("ui.documents.language-yes", message.Args{"Language": lang}), piece.Secondary, nil, func() {
		s.w.set("documents." + d.ID + ".lang=" + string(lang))
	})
	s.w.lock(yes)
	return piece.Row(0, yes)
}

// moreFindings shows what is not shown yet, or hides it again.
func (s *documentsStep) moreFindings(d document.Document, rest int) fyne.CanvasObject {
	word := s.w.say("ui.documents.findings-fewer", nil)
	if rest > 0 {
		word = s.w.say("ui.documents.findings-more", message.Args{"Count": rest})
	}
	return piece.Flanks(piece.NewButton("documents."+d.ID+".findings", word, piece.Quiet, nil, func() {
		s.gallery.unfolded[d.ID] = rest > 0
		s.w.rebuildStep()
	}), nil)
}
