package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/piece"
)

// fields are the questions about a document that are shown: those that are not
// answered, and all of them once the card is unfolded.
func (s *documentsStep) fields(d document.Document) []fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for _, f := range []struct {
		name    string
		applies bool
		open    bool
		build   func(document.Document) fyne.CanvasObject
	}{
		{"kind", true, s.putOff(d), s.kindField},
		{"for", takesStudy(d.Kind), d.For == "" && len(s.w.shot.Candidate.Studies) > 0, s.studyField},
		{"of", d.Kind == document.Translation, d.Of == "", s.originalField},
		{"lang", true, d.Lang == "", s.languageField},
		{"datesVisible", d.Kind == document.ProofOfStudies, d.DatesVisible == nil, s.datesField},
		{"pages", d.PageCount != 1, false, s.pagesField},
	} {
		key := "documents." + d.ID + "." + f.name
		if f.applies && f.open {
			s.asked[key] = true // it stays when answered, so that the focus does
		}
		if f.applies && (s.unfolded[d.ID] || s.asked[key]) {
			shown = append(shown, f.build(d))
		}
	}
	return shown
}

// takesStudy reports whether documents of a kind stand for one study.
func takesStudy(kind document.Kind) bool {
	return kind == document.Qualification || kind == document.ProofOfStudies
}

// kindField says what the document is; what was said of it as something else
// goes with the change.
func (s *documentsStep) kindField(d document.Document) fyne.CanvasObject {
	w, field := s.w, "documents."+d.ID+"."
	said := string(d.Kind)
	if s.putOff(d) {
		said = ""
	}
	control := piece.NewChoice(field+"kind", w.say("ui.documents.kind-hint", nil), w.kindOptions(), said, func(value string) {
		delete(s.unsaid, d.ID)
		w.set(append([]string{field + "kind=" + value}, forgotten(d, field, document.Kind(value))...)...)
	})
	w.lock(control)
	return piece.NewField(w.say("ui.documents.kind", nil), "", control)
}

// forgotten takes back what does not fit a document of the kind.
func forgotten(d document.Document, field string, kind document.Kind) []string {
	var back []string
	if d.Of != "" && kind != document.Translation {
		back = append(back, field+"of=?")
	}
	if d.For != "" && !takesStudy(kind) {
		back = append(back, field+"for=?")
	}
	if d.DatesVisible != nil && kind != document.ProofOfStudies {
		back = append(back, field+"datesVisible=?")
	}
	return back
}

func (w *Window) kindOptions() []piece.Option {
	var options []piece.Option
	for _, kind := range document.Kinds() {
		options = append(options, piece.Option{Value: string(kind), Label: w.say("ui.documents.kind."+string(kind), nil)})
	}
	return options
}

func (s *documentsStep) studyField(d document.Document) fyne.CanvasObject {
	w := s.w
	return w.choice(choiceField{
		field: "documents." + d.ID + ".for", label: w.say("ui.documents.for", nil), hint: w.say("ui.documents.for-hint", nil),
		options: w.studyOptions(), saved: d.For,
	})
}

// studyOptions are the candidate's studies, and none of them.
func (w *Window) studyOptions() []piece.Option {
	var options []piece.Option
	for _, study := range w.shot.Candidate.Studies {
		options = append(options, piece.Option{Value: study.ID, Label: study.Label(), Note: study.Institution})
	}
	return append(options, piece.Option{Value: unsaid, Label: w.say("ui.documents.unsaid", nil)})
}

// unsaid is the value that takes an answer back.
const unsaid = "?"

func (s *documentsStep) originalField(d document.Document) fyne.CanvasObject {
	w := s.w
	return w.choice(choiceField{
		field: "documents." + d.ID + ".of", label: w.say("ui.documents.of", nil), hint: w.say("ui.documents.of-hint", nil),
		options: w.originalOptions(d.ID), saved: d.Of,
	})
}

// originalOptions are the documents that one may be a translation of.
func (w *Window) originalOptions(id string) []piece.Option {
	var options []piece.Option
	for _, d := range w.shot.Documents {
		if d.ID != id && !d.IsTranslation() {
			options = append(options, piece.Option{Value: d.ID, Label: shownName(d)})
		}
	}
	return append(options, piece.Option{Value: unsaid, Label: w.say("ui.documents.unsaid", nil)})
}

func (s *documentsStep) languageField(d document.Document) fyne.CanvasObject {
	w := s.w
	return w.choice(choiceField{
		field: "documents." + d.ID + ".lang", label: w.say("ui.documents.lang", nil), hint: w.say("ui.documents.lang-hint", nil),
		options: s.languages(d.Lang), saved: d.Lang,
	})
}

// documentTongues are the languages that documents are usually written in, of
// Europe and of those who study there.
var documentTongues = strings.Fields(`sq ar hy az eu be bs bg ca zh hr cs da nl et fi ka de el he hi hu is ga it ja ko lv lt lb mk mt
	no fa pl pt ro ru sr sk sl es sv tr uk cy`)

// languages are languages to choose from: those of the notice, the
// candidate's own, then the others by name.
func (s *documentsStep) languages(saved string) []piece.Option {
	w := s.w
	first := []string{"en", "fr"}
	for _, known := range w.shot.Candidate.Languages {
		first = append(first, known.Tag)
	}
	others := s.sortedTongues()
	name := func(tag string) string { return w.loc.Language(message.Language(tag)) }
	if saved != "" && !slices.Contains(others, saved) {
		at, _ := slices.BinarySearchFunc(others, saved, func(a, b string) int { return w.loc.Compare(name(a), name(b)) })
		others = slices.Insert(slices.Clone(others), at, saved)
	}
	var options []piece.Option
	for _, tag := range append(first, others...) {
		if !slices.ContainsFunc(options, func(o piece.Option) bool { return o.Value == tag }) {
			options = append(options, piece.Option{Value: tag, Label: name(tag)})
		}
	}
	return append(options, piece.Option{Value: unsaid, Label: w.say("ui.documents.unsaid", nil)})
}

// sortedTongues are documentTongues by their names, sorted once for a language of the
// window: every card may ask for them.
func (s *documentsStep) sortedTongues() []string {
	w := s.w
	if s.tonguesIn != w.loc {
		s.tonguesIn, s.tongues = w.loc, slices.Clone(documentTongues)
		name := func(tag string) string { return w.loc.Language(message.Language(tag)) }
		slices.SortFunc(s.tongues, func(a, b string) int { return w.loc.Compare(name(a), name(b)) })
	}
	return s.tongues
}

// datesField asks whether the dates can be read, which only the candidate says.
func (s *documentsStep) datesField(d document.Document) fyne.CanvasObject {
	w, saved := s.w, ""
	if d.DatesVisible != nil {
		saved = "no"
		if *d.DatesVisible {
			saved = "yes"
		}
	}
	return w.choice(choiceField{
		field: "documents." + d.ID + ".datesVisible", label: w.say("ui.documents.dates", nil),
		hint: w.say("ui.documents.dates-hint", nil), saved: saved,
		options: []piece.Option{
			{Value: "yes", Label: w.say("ui.documents.dates.yes", nil)},
			{Value: "no", Label: w.say("ui.documents.dates.no", nil)},
			{Value: unsaid, Label: w.say("ui.documents.unsaid", nil)},
		},
	})
}

// pagesOf are the pages that count, nil for all, and the field that says so: the
// application's own choice stands above the document's.
func (w *Window) pagesOf(d document.Document) (pages []int, field string) {
	if chosen, ok := w.shot.Application.Pages[d.ID]; ok {
		return chosen, "pages." + d.ID
	}
	return d.Pages, "documents." + d.ID + ".pages"
}

// pagesField chooses pages, written as 1-3,5.
func (s *documentsStep) pagesField(d document.Document) fyne.CanvasObject {
	w := s.w
	pages, field := w.pagesOf(d)
	value := func(text string) (string, error) {
		if text = tidyPages.Replace(text); text == "" {
			return unsaid, nil
		}
		return text, nil
	}
	control := piece.NewEntry(field, w.draftOr(field, pageRanges(pages)), w.say("ui.documents.pages-hint", nil),
		func(text string) { w.typed(field, text, value) }, func() { w.left(field) })
	w.lockField(field, control)
	return w.field(field, piece.NewField(w.say("ui.documents.pages-field", nil), w.say("ui.documents.pages-help", nil), control))
}

// tidyPages writes a choice of pages as the session reads it.
var tidyPages = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "–", "-", "—", "-", ";", ",")

// pageRanges writes pages as a person does: 1-3,5.
func pageRanges(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		last := i
		for last+1 < len(pages) && pages[last+1] == pages[last]+1 {
			last++
		}
		part := fmt.Sprint(pages[i])
		if last > i {
			part += fmt.Sprintf("-%d", pages[last])
		}
		parts = append(parts, part)
		i = last + 1
	}
	return strings.Join(parts, ", ")
}
