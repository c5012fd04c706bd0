package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// languagesStep asks which languages the candidate knows and how well, those of
// the notice first, and shows what the notice makes of it.
type languagesStep struct {
	w       *Window
	built   map[string]string // the answers that the fields on the screen were made from
	names   map[string][]findName
	verdict *fyne.Container
	reasons *fyne.Container
}

func newLanguages(w *Window) step { return &languagesStep{w: w} }

func (s *languagesStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	s.built = answersOf(w.shot)
	parts := []fyne.CanvasObject{piece.Stack(look.Gap12, s.cards()...)}
	if items, item, asked := s.items(); asked {
		s.verdict = piece.Stack(0, w.itemRows(stepLanguages, items, nil)).(*fyne.Container)
		s.reasons = piece.Stack(0, w.why(item)).(*fyne.Container)
		parts, aside = append([]fyne.CanvasObject{s.verdict}, parts...), s.reasons
	}
	return piece.Page(w.say("ui.step.languages", nil), w.say("ui.languages.lead", nil), nil, parts...), aside
}

// refresh leaves the fields alone while only what is being typed has changed.
func (s *languagesStep) refresh() bool {
	now := answersOf(s.w.shot)
	if !s.w.sameBut(s.built, now) {
		return false
	}
	s.built = now
	items, item, asked := s.items()
	if !asked {
		return true
	}
	put(s.reasons, s.w.why(item))
	s.w.shell.aside.Refresh()
	return putInPlace(s.verdict, s.w.itemRows(stepLanguages, items, nil))
}

// items are the points of the checklist about languages, and the one whose
// reasons are shown; asked is false where the notice asks for no language.
func (s *languagesStep) items() (items []checklist.Item, shown checklist.Item, asked bool) {
	items = itemsOf(s.w.shot.Checklist, vacancy.Languages)
	shown, asked = s.w.pick(stepLanguages, items)
	return items, shown, asked
}

// cards are a card for each language, those that the notice asks for first, and
// what adds another one.
func (s *languagesStep) cards() []fyne.CanvasObject {
	w := s.w
	asked := askedLanguages(w.shot.Pack)
	var cards []fyne.CanvasObject
	var taken []string
	for _, tag := range asked {
		known, ok := knownLanguage(w.shot.Candidate, tag)
		if !ok {
			known.Tag = tag
		}
		taken = append(taken, tag, known.Tag)
		cards = append(cards, s.card(known, true, ok))
	}
	others := slices.DeleteFunc(slices.Clone(w.shot.Candidate.Languages), func(l candidate.Language) bool {
		return slices.Contains(taken, l.Tag)
	})
	slices.SortStableFunc(others, func(a, b candidate.Language) int { return w.loc.Compare(w.languageName(a.Tag), w.languageName(b.Tag)) })
	for _, known := range others {
		taken = append(taken, known.Tag)
		cards = append(cards, s.card(known, false, true))
	}
	return append(cards, piece.AtMost(pickerWide, w.picker("languages.add", "ui.languages.add", s.finder(), taken, func(tag string) {
		w.setThen(func() { w.focusOn("languages." + tag) }, s.withAsked("languages."+tag+"="+candidate.NotAnswered)...)
	})))
}

// card is one language: its level, and what shows it.
func (s *languagesStep) card(known candidate.Language, asked, listed bool) fyne.CanvasObject {
	w, field := s.w, "languages."+known.Tag
	name := []fyne.CanvasObject{piece.Strong(capital(w.languageName(known.Tag)))}
	if asked {
		name = append(name, piece.Small(w.say("ui.languages.asked", nil)))
	}
	var remove fyne.CanvasObject
	if !asked {
		button := piece.NewButton(field+".remove", w.say("ui.about.member.remove", nil), piece.Quiet, look.Icon("trash"), func() { s.remove(known.Tag) })
		w.lock(button)
		remove = button
	}
	fields := []fyne.CanvasObject{s.level(known, asked, listed)}
	if known.Evidence != "" || w.drafted(field) || !slices.Contains(plainLevels, known.Level) {
		fields = append(fields, w.text(textField{
			field: field + ".evidence", label: w.say("ui.languages.evidence", nil), help: w.say("ui.languages.evidence.why", nil),
			saved: known.Evidence,
		}))
	}
	return piece.About(capital(w.languageName(known.Tag)),
		piece.Card(piece.Grow(nil, piece.Row(look.Gap12, name...), remove), fieldColumns(fields...)))
}

// plainLevels are those that nothing has to show.
var plainLevels = []candidate.LanguageLevel{"", "none", "native"}

// level asks how well a language is known, each level in plain words.
func (s *languagesStep) level(known candidate.Language, asked, listed bool) fyne.CanvasObject {
	w, field := s.w, "languages."+known.Tag
	var options []piece.Option
	help := ""
	for _, l := range languageLevels {
		name, note := string(l.level), w.say(l.note, nil)
		if l.name != "" {
			name = w.say(l.name, nil)
		}
		options = append(options, piece.Option{Value: string(l.level), Label: name, Note: note})
		if l.level == known.Level {
			help = note
		}
	}
	if asked && known.Level != "" {
		options = append(options, piece.Option{Value: candidate.NotAnswered, Label: w.say("ui.about.not-answered", nil)})
	}
	if asked && !listed && w.shot.Candidate.Languages != nil {
		help = w.say("ui.languages.absent", nil)
	}
	control := piece.NewChoice(field, w.say("ui.languages.choose", nil), options, string(known.Level), func(value string) {
		w.set(s.withAsked(field + "=" + value)...)
	})
	w.lock(control)
	return w.field(field, piece.NewField(w.say("ui.languages.level", nil), help, control))
}

// withAsked adds to the first answer about any language that those of the notice
// are still to be answered: a language that a list leaves out counts as not
// known.
func (s *languagesStep) withAsked(assignment string) []string {
	assignments := []string{assignment}
	if s.w.shot.Candidate.Languages != nil {
		return assignments
	}
	field, _, _ := strings.Cut(assignment, "=")
	for _, tag := range askedLanguages(s.w.shot.Pack) {
		if "languages."+tag != field {
			assignments = append(assignments, "languages."+tag+"="+candidate.NotAnswered)
		}
	}
	return assignments
}

// remove takes a language out and says so, with a way back.
func (s *languagesStep) remove(tag string) {
	w := s.w
	assignments := []string{"languages." + tag + "="}
	if len(w.shot.Candidate.Languages) == 1 {
		assignments = append(assignments, "languages="+candidate.NotAnswered)
	}
	w.flush()
	w.forget("languages." + tag + ".")
	w.setThen(func() {
		w.toast(message.New("ui.about.member.removed", message.Args{"Name": capital(w.languageName(tag))}), "ui.menu.undo", w.undo)
		w.focusOn("languages.add")
	}, assignments...)
}

// finder looks for languages.
func (s *languagesStep) finder() finder {
	name := func(loc *i18n.Localizer, tag string) string { return capital(loc.Language(message.Language(tag))) }
	if s.names == nil {
		s.names = namesIn(commonLanguages, name)
	}
	return finder{options: s.w.sorted(commonLanguages, name), names: s.names, nothing: "ui.find.no-language"}
}

func (w *Window) languageName(tag string) string { return w.loc.Language(message.Language(tag)) }

// capital begins a name with a capital, as one that stands alone does.
func capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return name
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// askedLanguages are the languages that the rules of a pack name, in its order.
func askedLanguages(pack *vacancy.Pack) []string {
	if pack == nil {
		return nil
	}
	var tags []string
	var look func(rules ...vacancy.Rule)
	look = func(rules ...vacancy.Rule) {
		for _, r := range rules {
			if r.Language != nil {
				tags = append(tags, r.Language.Of...)
			}
			if r.Not != nil {
				look(*r.Not)
			}
			look(r.All...)
			look(r.Any...)
		}
	}
	for _, c := range pack.Criteria {
		for _, reading := range c.AllReadings() {
			look(reading.Rule)
		}
	}
	var once []string
	for _, tag := range tags {
		if !slices.Contains(once, tag) {
			once = append(once, tag)
		}
	}
	return once
}

// knownLanguage is the candidate's answer on a language: the one with that tag,
// else a kind of it, as en-GB is of en and nb of no.
func knownLanguage(c candidate.Candidate, tag string) (candidate.Language, bool) {
	base := func(tag string) string {
		first, _, _ := strings.Cut(strings.ToLower(tag), "-")
		return first
	}
	for _, same := range []func(other string) bool{
		func(other string) bool { return strings.EqualFold(other, tag) },
		func(other string) bool { return base(other) == base(tag) },
		func(other string) bool { return vacancy.LanguageCovers(tag, other) },
	} {
		at := slices.IndexFunc(c.Languages, func(l candidate.Language) bool { return same(l.Tag) })
		if at >= 0 {
			return c.Languages[at], true
		}
	}
	return candidate.Language{}, false
}

// languageLevels are the levels with the ids of their names, where they have one
// beside the level itself, and of what they mean in plain words: ours, not those
// of the Framework of Reference.
var languageLevels = []struct {
	level      candidate.LanguageLevel
	name, note string
}{
	{"native", "ui.level.native", "ui.level.native.note"},
	{"C2", "", "ui.level.c2.note"},
	{"C1", "", "ui.level.c1.note"},
	{"B2", "", "ui.level.b2.note"},
	{"B1", "", "ui.level.b1.note"},
	{"A2", "", "ui.level.a2.note"},
	{"A1", "", "ui.level.a1.note"},
	{"none", "ui.level.none", "ui.level.none.note"},
}

// commonLanguages are those that can be added, as BCP 47 tags: the languages of
// NATO's members and others that many people know.
var commonLanguages = strings.Fields("ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr fy ga gd gl gu he hi hr " +
	"hu hy id is it ja ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt rm ro ru se si sk " +
	"sl so sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi yi zh zu")
