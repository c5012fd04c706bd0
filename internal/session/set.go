package session

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Set is the Edit that gives fields new values, each written FIELD=VALUE. A
// field is one of candidate.Set's, or
//
//	start=2026-03  requisition=…  notes=…    of the application
//	answerLimit=2000 characters              of an answer on a competency, or in words
//	competencies.teamwork=…                  the candidate's own words on a competency
//	pages.d1=1-3,5                           its own choice of a document's pages
//	documents.d1.kind=translation            and for, of, lang, datesVisible, pages
//
// The application's are those for Vacancy (empty: the only one). The empty value
// is the answer "none", and of pages: no page. "?" takes an answer back, and of
// pages: all of them; documents.d1= takes the document out, not its file. Errors
// are *message.Error and name the field and the value.
type Set struct {
	Vacancy     string
	Assignments []string
}

func (e Set) apply(s *Session, d *dossier.Dossier) error {
	var about []candidate.Assignment // set together: only what they come to must be possible
	var touched []string             // documents
	for _, assignment := range e.Assignments {
		field, value, err := parseAssignment(assignment)
		if err != nil {
			return err
		}
		first, rest, _ := strings.Cut(field, ".")
		switch {
		case first == "documents":
			id, key, _ := strings.Cut(rest, ".")
			touched = append(touched, id)
			err = setDocument(d, id, key, value).of(field, value)
		case applicationFields[first] != nil:
			err = e.setApplication(s, d, field, value)
		default:
			about = append(about, factOf(field, value))
		}
		if err != nil {
			return err
		}
	}
	changed, err := candidate.SetAll(d.Candidate, about)
	if err != nil {
		return err
	}
	d.Candidate = changed
	for _, id := range touched {
		if err := linked(*d, id); err != nil {
			return err
		}
	}
	return nil
}

// countryCodes puts codes for the countries that are given by name, in any
// language of the program and by names of yesterday too. What is no name stays
// as it is.
func countryCodes(value string) string {
	names := strings.Split(value, ",")
	for i, name := range names {
		if code, ok := i18n.CountryCode(strings.TrimSpace(name)); ok {
			names[i] = code
		}
	}
	return strings.Join(names, ",")
}

// A problem says why a value is not possible: the id of its text, which may be
// one of candidate's, with what that names beside the field and the value. Nil
// is none.
type problem struct {
	id   string
	args message.Args
}

func (p *problem) of(field, value string) error {
	if p == nil {
		return nil
	}
	// Candidate's texts name a file where there is one.
	args := message.Args{"Field": field, "Value": strings.ToValidUTF8(value, "\uFFFD"), "File": "", "Line": 0, "Column": 0}
	maps.Copy(args, p.args)
	return message.Bad(p.id, args, nil)
}

// applicationSetter sets a field of the application at the index; rest is what
// follows the field's first part.
type applicationSetter func(s *Session, d *dossier.Dossier, at int, rest, value string) *problem

var applicationFields = map[string]applicationSetter{
	"start":       setStart,
	"requisition": setText(func(a *dossier.Application) *string { return &a.Requisition }),
	"notes":       setText(func(a *dossier.Application) *string { return &a.Notes }),
	"pages":       setApplicationPages,

	"answerLimit":  setAnswerLimit,
	"competencies": setCompetency,
}

func (e Set) setApplication(s *Session, d *dossier.Dossier, field, value string) error {
	first, rest, _ := strings.Cut(field, ".")
	find := unsent
	if first == "notes" {
		find = choose // they are sent to nobody
	}
	at, err := find(*d, e.Vacancy)
	if err != nil {
		return err
	}
	return applicationFields[first](s, d, at, rest, value).of(field, value)
}

func setText(of func(*dossier.Application) *string) applicationSetter {
	return func(_ *Session, d *dossier.Dossier, at int, rest, value string) *problem {
		if rest != "" {
			return &problem{id: "candidate-no-field"}
		}
		if wrong := checkText(value); wrong != nil {
			return wrong
		}
		*of(&d.Applications[at]) = answered(value)
		return nil
	}
}

// maxText bounds one text in characters.
const maxText = 20_000

// checkText refuses what is no text of a length that somebody may read.
func checkText(value string) *problem {
	if n := utf8.RuneCountInString(value); n > maxText {
		return &problem{id: "candidate-too-long", args: message.Args{"Count": n, "Most": maxText}}
	}
	if !utf8.ValidString(value) {
		return &problem{id: "candidate-not-utf8"}
	}
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }) {
		return &problem{id: "candidate-control"}
	}
	return nil
}

// setCompetency sets the candidate's own words on one competency of the pack.
func setCompetency(s *Session, d *dossier.Dossier, at int, id, value string) *problem {
	application := &d.Applications[at]
	pack, err := s.pack(*application)
	if err != nil {
		return vacancyGone(s, *application)
	}
	var known []string
	for _, c := range pack.Competencies {
		known = append(known, c.ID)
	}
	if !slices.Contains(known, id) {
		return &problem{id: "session-no-competency", args: message.Args{"Known": message.Words(known)}}
	}
	if wrong := checkText(value); wrong != nil {
		return wrong
	}
	words := maps.Clone(application.Competencies)
	if words == nil {
		words = map[string]string{}
	}
	words[id] = value
	if answered(value) == "" {
		delete(words, id)
	}
	application.Competencies = words
	return nil
}

func vacancyGone(s *Session, a dossier.Application) *problem {
	return &problem{id: "session-vacancy-gone", args: message.Args{"Vacancy": a.Vacancy, "Folder": s.Path()}}
}

func setStart(s *Session, d *dossier.Dossier, at int, rest, value string) *problem {
	application := &d.Applications[at]
	pack, err := s.pack(*application)
	switch {
	case rest != "":
		return &problem{id: "candidate-no-field"}
	case err != nil:
		return vacancyGone(s, *application)
	}
	month, wrong := startOf(pack, value)
	if wrong == nil {
		application.Start = month
	}
	return wrong
}

// startOf reads a start month, which must be one that the vacancy offers; no
// answer is none.
func startOf(pack *vacancy.Pack, value string) (string, *problem) {
	month := answered(value)
	if _, offered := pack.Start(month); month != "" && !offered {
		var known message.List
		for _, start := range pack.Starts {
			known = append(known, start.String())
		}
		return "", &problem{id: "session-no-start", args: message.Args{"Known": known}}
	}
	return month, nil
}

func setApplicationPages(_ *Session, d *dossier.Dossier, at int, rest, value string) *problem {
	application := &d.Applications[at]
	i := d.Document(rest)
	if i < 0 {
		return noDocument(*d)
	}
	pages, wrong := parsePages(value, d.Documents[i].PageCount)
	if wrong != nil {
		return wrong
	}
	chosen := maps.Clone(application.Pages)
	if chosen == nil {
		chosen = map[string][]int{}
	}
	chosen[rest] = pages
	if pages == nil {
		delete(chosen, rest)
	}
	application.Pages = chosen
	return nil
}

// answered returns what a value stands for where "not answered" and "none" are
// the same.
func answered(value string) string {
	if value == candidate.NotAnswered {
		return ""
	}
	return value
}

// documentFields are the fields of a document that can be set.
var documentFields = map[string]func(e *dossier.Document, value string) *problem{
	"kind": func(e *dossier.Document, value string) *problem { return setKind(&e.Kind, value) },
	"for":  func(e *dossier.Document, value string) *problem { e.For = answered(value); return nil },
	"of":   func(e *dossier.Document, value string) *problem { e.Of = answered(value); return nil },
	"lang": func(e *dossier.Document, value string) *problem { return setLang(&e.Lang, value) },
	"datesVisible": func(e *dossier.Document, value string) *problem {
		return setYesNo(&e.DatesVisible, value)
	},
	"pages": func(e *dossier.Document, value string) (wrong *problem) {
		e.Pages, wrong = parsePages(value, e.PageCount)
		return wrong
	},
}

// setDocument sets one field of a document, or with neither field nor value
// takes it out.
func setDocument(d *dossier.Dossier, id, key, value string) *problem {
	at := d.Document(id)
	set := documentFields[key]
	switch {
	case at < 0:
		return noDocument(*d)
	case key == "" && value == "":
		d.Documents = slices.Delete(d.Documents, at, at+1)
		return nil
	case set == nil:
		known := message.Words(slices.Sorted(maps.Keys(documentFields)))
		return &problem{id: "session-no-document-field", args: message.Args{"Known": known}}
	}
	return set(&d.Documents[at], value)
}

func noDocument(d dossier.Dossier) *problem {
	ids := make([]string, len(d.Documents))
	for i, e := range d.Documents {
		ids[i] = e.ID
	}
	return &problem{id: "session-no-document", args: message.Args{"Known": message.Words(ids), "Count": len(ids)}}
}

func setKind(target *document.Kind, value string) *problem {
	if !slices.Contains(document.Kinds(), document.Kind(value)) {
		return &problem{id: "session-no-kind", args: message.Args{"Known": message.Words(document.Kinds())}}
	}
	*target = document.Kind(value)
	return nil
}

func setLang(target *string, value string) *problem {
	*target = answered(value)
	if *target == "" {
		return nil
	}
	tag, err := language.Parse(value)
	if err != nil || tag == language.Und {
		return &problem{id: "candidate-language"}
	}
	*target = tag.String()
	return nil
}

func setYesNo(target **bool, value string) *problem {
	answer, ok := candidate.YesNo(value)
	if !ok {
		return &problem{id: "candidate-yes-no"}
	}
	*target = answer
	return nil
}

// parsePages reads a choice of pages such as 1-3,5, in the order in which they
// are to stand: nil for all, empty for none. pageCount 0 is not known.
func parsePages(value string, pageCount int) ([]int, *problem) {
	if value == candidate.NotAnswered {
		return nil, nil
	}
	pages := []int{}
	if value == "" {
		return pages, nil
	}
	for part := range strings.SplitSeq(value, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		if !isRange {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		switch {
		case err1 != nil || err2 != nil || first < 1 || last < first || last > maxPages:
			return nil, &problem{id: "session-no-pages"}
		case pageCount > 0 && last > pageCount:
			return nil, &problem{id: "session-no-such-page", args: message.Args{"Page": last, "Count": pageCount}}
		}
		for page := first; page <= last; page++ {
			if slices.Contains(pages, page) {
				return nil, &problem{id: "session-page-twice", args: message.Args{"Page": page}}
			}
			pages = append(pages, page)
		}
	}
	return pages, nil
}

// maxPages is more than any file has.
const maxPages = 10_000

// linked checks that what a document names is there: the study that it stands
// for, the document that it translates.
func linked(d dossier.Dossier, id string) error {
	at := d.Document(id)
	if at < 0 {
		return nil // taken out
	}
	e := d.Documents[at]
	field := "documents." + id + "."
	if err := linkedStudy(d, e.For).of(field+"for", e.For); err != nil {
		return err
	}
	return linkedOriginal(d, id, e.Of).of(field+"of", e.Of)
}

func linkedStudy(d dossier.Dossier, study string) *problem {
	if _, ok := d.Candidate.Study(study); study != "" && !ok {
		ids := make([]string, len(d.Candidate.Studies))
		for i, s := range d.Candidate.Studies {
			ids[i] = s.ID
		}
		return &problem{id: "session-no-study", args: message.Args{"Known": message.Words(ids), "Count": len(ids)}}
	}
	return nil
}

func linkedOriginal(d dossier.Dossier, id, original string) *problem {
	if original == "" {
		return nil
	}
	at := d.Document(original)
	switch {
	case at < 0:
		return noDocument(d)
	case original == id || d.Documents[at].Of != "":
		return &problem{id: "session-translation-of-translation"}
	}
	return nil
}
