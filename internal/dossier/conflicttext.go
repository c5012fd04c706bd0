package dossier

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/scan"
)

// A known field of dossier.json: how people know it, and how its values are shown.
type known struct {
	path  string // a star stands for any key
	label string // text; it may name what the second-last star or the vacancy stands for
	show  func(jsontext.Value) message.Message
}

// fields are those that conflicts have a name for. The first that matches counts.
var fields = []known{
	{"candidate.name.given", "conflict.field.given", showText},
	{"candidate.name.family", "conflict.field.family", showText},
	{"candidate.birthDate", "conflict.field.birth", showDay},
	{"candidate.nationalities", "conflict.field.nationalities", showCountries},
	{"candidate.equivalentEducation", "conflict.field.equivalent", showText},
	{"candidate.studies", "conflict.field.studies", showMembers},
	{"candidate.studies.*", "conflict.field.study", showMember},
	{"candidate.studies.*.institution", "conflict.field.study.institution", showText},
	{"candidate.studies.*.title", "conflict.field.study.title", showText},
	{"candidate.studies.*.level", "conflict.field.study.level", showChoice(studyLevels)},
	{"candidate.studies.*.field", "conflict.field.study.field", showText},
	{"candidate.studies.*.university", "conflict.field.study.university", showText},
	{"candidate.studies.*.start", "conflict.field.study.start", showDay},
	{"candidate.studies.*.end", "conflict.field.study.end", showDay},
	{"candidate.studies.*.status", "conflict.field.study.status", showChoice(statuses)},
	{"candidate.studies.*.awarded", "conflict.field.study.awarded", showDay},
	{"candidate.languages", "conflict.field.languages", showMembers},
	{"candidate.languages.*", "conflict.field.language", showMember},
	{"candidate.languages.*.level", "conflict.field.language.level", showChoice(languageLevels)},
	{"candidate.languages.*.evidence", "conflict.field.language.evidence", showText},
	{"candidate.experience", "conflict.field.experiences", showMembers},
	{"candidate.experience.*", "conflict.field.experience", showMember},
	{"candidate.declared.*", "conflict.field.declared", showText},
	{"documents.*", "conflict.field.document", showMember},
	{"documents.*.kind", "conflict.field.document.kind", showChoice(documentKinds)},
	{"documents.*.for", "conflict.field.document.for", showText},
	{"documents.*.of", "conflict.field.document.of", showText},
	{"documents.*.lang", "conflict.field.document.lang", showLanguage},
	{"documents.*.datesVisible", "conflict.field.document.dates", showText},
	{"documents.*.pages", "conflict.field.document.pages", showPages},
	{"documents.*.treatments.*.turn", "conflict.field.document.turn", showText},
	{"documents.*.treatments.*.corners", "conflict.field.document.corners", showCorners},
	{"documents.*.treatments.*.lift", "conflict.field.document.lift", showText},
	{"documents.*.backs", "conflict.field.document.backs", showBacks},
	{"applications.*", "conflict.field.application", showMember},
	{"applications.*.start", "conflict.field.start", showText},
	{"applications.*.requisition", "conflict.field.requisition", showText},
	{"applications.*.answerLimit", "conflict.field.answer-limit", showText},
	{"applications.*.notes", "conflict.field.notes", showText},
	{"applications.*.competencies.*", "conflict.field.competency", showText},
	{"applications.*.pages.*", "conflict.field.pages", showPages},
	{"applications.*.bundles.*", "conflict.field.bundle", showMember},
	{"applications.*.bundles.*.documents", "conflict.field.bundle.documents", showIDs},
	{"applications.*.bundles.*.order", "conflict.field.bundle.order", showIDs},
	{"applications.*.bundles.*.separators", "conflict.field.bundle.separators", showText},
	{"applications.*.bundles.*.paper", "conflict.field.bundle.paper", showText},
	{"applications.*.bundles.*.lang", "conflict.field.bundle.lang", showLanguage},
}

// members are the fields that are whole members of a list: of these nothing is left
// where one side has taken them out.
var members = map[string]bool{
	"conflict.field.study": true, "conflict.field.language": true, "conflict.field.experience": true,
	"conflict.field.document": true, "conflict.field.application": true, "conflict.field.bundle": true,
}

var studyLevels = map[string]string{
	"bachelor": "ui.level.bachelor", "master": "ui.level.master", "doctorate": "ui.level.doctorate",
	"short-cycle": "ui.level.short-cycle", "other": "ui.level.other",
}

var statuses = map[string]string{
	"ongoing": "ui.about.status.ongoing", "completed": "ui.about.status.completed", "interrupted": "ui.about.status.interrupted",
}

var languageLevels = map[string]string{"native": "level.native", "none": "level.none"}

var documentKinds = map[string]string{
	"qualification": "ui.documents.kind.qualification", "proof-of-studies": "ui.documents.kind.proof-of-studies",
	"translation": "ui.documents.kind.translation", "other": "ui.documents.kind.other",
}

func knownField(path string) (known, bool) {
	keys := split(path)
	at := slices.IndexFunc(fields, func(k known) bool {
		pattern := strings.Split(strings.ReplaceAll(k.path, "*", ""), ".")
		return len(pattern) == len(keys) && matches(keys, pattern)
	})
	if at < 0 {
		return known{}, false
	}
	return fields[at], true
}

// shownField names a field as Set does where Set knows it.
func shownField(path string) string {
	short, isCandidates := strings.CutPrefix(path, "candidate.")
	if first, _, _ := strings.Cut(short, "."); isCandidates && slices.ContainsFunc(fields, func(k known) bool {
		return k.path == "candidate."+first || strings.HasPrefix(k.path, "candidate."+first+".")
	}) {
		return short
	}
	return path
}

// fieldLabel is how people know the field of a conflict.
func fieldLabel(tree *node, p Pending) message.Message {
	k, found := knownField(p.Field)
	if !found {
		return message.New("conflict.field.other", message.Args{"Field": shownField(p.Field)})
	}
	keys := split(p.Field)
	args := message.Args{}
	if keys[0] == "applications" && len(keys) > 1 {
		args["Vacancy"] = keys[1]
	}
	switch {
	case matches(keys, []string{"candidate", "languages", ""}):
		args["Language"] = message.Language(keys[2])
	case matches(keys, []string{"candidate", "", ""}) && len(keys) > 2:
		args["Name"] = nameIn(tree, p, join(join("candidate", keys[1]), keys[2]), keys[2])
	case matches(keys, []string{"documents", ""}):
		args["Name"] = nameIn(tree, p, join("documents", keys[1]), keys[1])
		if len(keys) > 3 {
			args["Page"] = keys[3]
		}
	case matches(keys, []string{"applications", "", "pages", ""}):
		args["Name"] = nameIn(tree, p, join("documents", keys[3]), keys[3])
	case matches(keys, []string{"applications", "", "", ""}):
		args["Name"] = keys[3]
	}
	return message.New(k.label, args)
}

// nameIn is what people know a member by: in the dossier, or in one of the
// conflict's values; else its id.
func nameIn(tree *node, p Pending, path, id string) string {
	values := []jsontext.Value{tree.at(path).value()}
	if p.Field == path {
		values = append(values, p.Values...)
	}
	for _, v := range values {
		if name := nameOf(v); name != "" {
			return name
		}
	}
	return id
}

// nameOf is what people know a study, a language, an experience, a document or an
// application by.
func nameOf(v jsontext.Value) string {
	var m struct {
		Title, Institution, What, Name, Vacancy, Tag, ID jsontext.Value
	}
	if json.Unmarshal(v, &m, json.MatchCaseInsensitiveNames(true)) != nil {
		return ""
	}
	for _, candidate := range []jsontext.Value{m.Title, m.Institution, m.What, m.Name, m.Vacancy, m.Tag, m.ID} {
		if candidate.Kind() == '"' && strings.TrimSpace(text(candidate)) != "" {
			return text(candidate)
		}
	}
	return ""
}

// valueText shows one value of a field.
func valueText(path string, v jsontext.Value) message.Message {
	k, found := knownField(path)
	switch {
	case v.Kind() == 'n' && found && members[k.label]:
		return message.New("conflict.value.removed", nil)
	case v.Kind() == 'n':
		return message.New("conflict.value.nothing", nil)
	case found:
		return k.show(v)
	}
	return showText(v)
}

func none() message.Message { return message.New("conflict.value.none", nil) }

// showText shows a text, yes or no, and what has no better form as it is written.
func showText(v jsontext.Value) message.Message {
	switch v.Kind() {
	case 't':
		return message.New("ui.about.yes", nil)
	case 'f':
		return message.New("ui.about.no", nil)
	}
	if said := text(v); strings.TrimSpace(said) != "" {
		return message.New("conflict.value.text", message.Args{"Text": said})
	}
	return none()
}

func showDay(v jsontext.Value) message.Message {
	day, err := civil.Parse(text(v))
	if err != nil {
		return showText(v)
	}
	return message.New("conflict.value.day", message.Args{"Day": day})
}

func showLanguage(v jsontext.Value) message.Message {
	if text(v) == "" {
		return none()
	}
	return message.New("conflict.value.language", message.Args{"Language": message.Language(text(v))})
}

// showChoice shows a word of a closed list; one that has no text is its own.
func showChoice(texts map[string]string) func(jsontext.Value) message.Message {
	return func(v jsontext.Value) message.Message {
		if id := texts[text(v)]; id != "" {
			return message.New(id, nil)
		}
		return showText(v)
	}
}

func showCountries(v jsontext.Value) message.Message {
	var codes []string
	if json.Unmarshal(v, &codes) != nil {
		return showText(v)
	}
	list := make(message.List, len(codes))
	for i, code := range codes {
		list[i] = message.Country(code)
	}
	return showList(list)
}

func showPages(v jsontext.Value) message.Message {
	var pages []int
	if json.Unmarshal(v, &pages) != nil {
		return showText(v)
	}
	list := make(message.List, len(pages))
	for i, page := range pages {
		list[i] = strconv.Itoa(page)
	}
	return showList(list)
}

func showCorners(v jsontext.Value) message.Message {
	var numbers [][2]float64
	if json.Unmarshal(v, &numbers) != nil {
		return showText(v)
	}
	corners, ok := scan.CornersOf(numbers)
	if !ok || corners.None() {
		return message.New("conflict.value.whole-page", nil)
	}
	return message.New("conflict.value.cropped", message.Args{"Corners": corners.Percent()})
}

// showBacks names the document with the fronts by its id.
func showBacks(v jsontext.Value) message.Message {
	var backs Backs
	if json.Unmarshal(v, &backs) != nil || backs.Of == "" {
		return showText(v)
	}
	id := "conflict.value.backs"
	if backs.Reversed {
		id = "conflict.value.backs-reversed"
	}
	return message.New(id, message.Args{"Document": backs.Of})
}

// showIDs lists documents by their ids.
func showIDs(v jsontext.Value) message.Message {
	var ids []string
	if json.Unmarshal(v, &ids) != nil {
		return showText(v)
	}
	list := make(message.List, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	return showList(list)
}

func showMembers(v jsontext.Value) message.Message {
	var members []jsontext.Value
	if json.Unmarshal(v, &members) != nil {
		return showText(v)
	}
	list := make(message.List, len(members))
	for i, m := range members {
		list[i] = cmp.Or(nameOf(m), strconv.Itoa(i+1))
	}
	return showList(list)
}

func showList(list message.List) message.Message {
	if len(list) == 0 {
		return none()
	}
	return message.New("conflict.value.list", message.Args{"List": list})
}

func showMember(v jsontext.Value) message.Message {
	return message.New("conflict.value.member", message.Args{"Name": cmp.Or(nameOf(v), string(v))})
}
