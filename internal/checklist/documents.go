package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// document judges one document rule; asked is false where nothing is asked of
// this candidate, so that there is no item.
func (b builder) document(r vacancy.DocumentRule) (item Item, asked bool) {
	f, asked := b.wanted(r)
	if !asked {
		return Item{}, false
	}
	item = Item{
		ID: r.ID, Group: vacancy.Documents, Importance: r.Importance, Title: r.Title, Clause: r.Clause,
		Note: r.Note, Advice: r.Advice,
	}
	if f.verdict == vacancy.NotMet {
		item.PackNext = r.Next
	}
	return b.found(item, f), true
}

func (b builder) wanted(r vacancy.DocumentRule) (f finding, asked bool) {
	if r.When != nil {
		switch when := eligibility.Judge(*r.When, b.subject, b.dates); when.Verdict {
		case vacancy.NotMet:
			return finding{}, false
		case vacancy.Unanswered:
			return finding{
				verdict: vacancy.Unanswered,
				reason:  message.New("reason.doc.when-open", nil),
				next:    when.Decisive.Next,
			}, true
		}
	}
	switch {
	case r.EachStudy != nil:
		return b.eachStudy(r)
	case r.EachDocument != nil:
		return b.eachForeign(*r.EachDocument)
	default:
		return b.oneDocument(r), true
	}
}

// ofKind returns the documents of the rule's kind, translations aside: those
// that count and those that cannot be read or have every page left out.
func (b builder) ofKind(kind string) (usable, unusable []document.Document) {
	for _, d := range b.documents {
		switch {
		case d.Kind != document.Kind(kind) || d.Of != "":
		case d.Usable():
			usable = append(usable, d)
		default:
			unusable = append(unusable, d)
		}
	}
	return usable, unusable
}

// oneDocument asks for one document of the kind. A proof of studies that stands
// for studies that are over, or are not there, proves nothing.
func (b builder) oneDocument(r vacancy.DocumentRule) finding {
	usable, unusable := b.ofKind(r.Kind)
	var strays []document.Document
	if document.Kind(r.Kind) == document.ProofOfStudies {
		usable, strays = b.ofStudiesUnderWay(usable)
	}
	switch {
	case len(usable) == 0 && len(strays) > 0:
		return about(strays, vacancy.NotMet, "reason.doc.other-study", "next.doc.other-study")
	case len(usable) == 0:
		return missing(unusable, message.New("reason.doc.missing", nil), message.New("next.doc.add", nil))
	}
	return attached(usable, r)
}

// ofStudiesUnderWay parts the documents that stand for a study that is ongoing,
// or may be, or do not say for which, from the others.
func (b builder) ofStudiesUnderWay(docs []document.Document) (standing, strays []document.Document) {
	for _, d := range docs {
		study, known := b.candidate.Study(d.For)
		if d.For == "" || known && (study.Status == candidate.Ongoing || study.Status == "") {
			standing = append(standing, d)
		} else {
			strays = append(strays, d)
		}
	}
	return standing, strays
}

// missing is what is found where nothing counts.
func missing(unusable []document.Document, reason, next message.Message) finding {
	f := finding{verdict: vacancy.NotMet, reason: reason, fact: message.New("fact.doc.none", nil), next: next}
	if len(unusable) > 0 {
		args := message.Args{"Documents": names(unusable), "Count": len(unusable)}
		f.reason = message.New("reason.doc.unusable", args)
		f.fact = facts(unusable)
		f.next = message.New("next.doc.replace", args)
	}
	return f
}

// attached is what is found where documents are there. Where their dates must
// be visible, only the candidate's own yes for one of them makes that met.
func attached(docs []document.Document, r vacancy.DocumentRule) finding {
	args := message.Args{"Documents": names(docs), "Count": len(docs)}
	f := finding{verdict: vacancy.Met, reason: message.New("reason.doc.attached", args), fact: facts(docs)}
	if !r.DatesVisible || slices.ContainsFunc(docs, func(d document.Document) bool { return says(d.DatesVisible, true) }) {
		return f
	}
	ofStudies := document.Kind(r.Kind) == document.ProofOfStudies
	texts := datesUnsaid[ofStudies]
	if !slices.ContainsFunc(docs, func(d document.Document) bool { return !says(d.DatesVisible, false) }) {
		texts = datesHidden[ofStudies]
	}
	return about(docs, vacancy.ToConfirm, texts.reason, texts.next)
}

// datesTexts are the ids of what is said, and of what to do, about dates on a
// document.
type datesTexts struct{ reason, next string }

// Dates that nobody has confirmed, and dates that cannot be read: of studies
// (true), or those of any other document.
var (
	datesUnsaid = map[bool]datesTexts{
		true:  {"reason.doc.dates-unsaid", "next.doc.dates-unsaid"},
		false: {"reason.doc.own-dates-unsaid", "next.doc.own-dates-unsaid"},
	}
	datesHidden = map[bool]datesTexts{
		true:  {"reason.doc.dates-hidden", "next.doc.dates-hidden"},
		false: {"reason.doc.own-dates-hidden", "next.doc.own-dates-hidden"},
	}
)

func says(answer *bool, what bool) bool { return answer != nil && *answer == what }

// eachStudy asks for one document for each study that the filter picks. A
// document that does not say which study it stands for counts only where there
// is no doubt: one such study alone.
func (b builder) eachStudy(r vacancy.DocumentRule) (f finding, asked bool) {
	if b.candidate.Studies == nil {
		return finding{
			verdict: vacancy.Unanswered,
			reason:  message.New("reason.doc.studies-unanswered", nil),
			next:    message.New("next.studies.answer", nil),
		}, true
	}
	picked, open := pickStudies(b.candidate.Studies, *r.EachStudy)
	if len(picked)+len(open) == 0 {
		return finding{}, false
	}
	usable, unusable := b.ofKind(r.Kind)
	without, loose := uncovered(picked, usable)
	args := message.Args{"Studies": studyNames(without), "Count": len(without), "Documents": names(loose)}
	alone := len(picked) == 1
	switch {
	case len(without) > len(loose) && len(loose) > 0:
		return finding{
			verdict: vacancy.NotMet,
			reason:  message.New("reason.doc.too-few", args),
			fact:    facts(loose),
			next:    message.New("next.doc.too-few", args),
		}, true
	case len(without) > len(loose):
		return missing(standingFor(without, unusable), message.New("reason.doc.missing-study", args), message.New("next.doc.add-study", args)), true
	case len(open) > 0:
		args := message.Args{"Studies": studyNames(open), "Count": len(open)}
		return finding{
			verdict: vacancy.Unanswered,
			reason:  message.New("reason.doc.study-open", args),
			next:    message.New("next.doc.study-open", args),
		}, true
	case len(without) > 0 && !alone:
		return finding{
			verdict: vacancy.ToConfirm,
			reason:  message.New("reason.doc.which-study", args),
			fact:    facts(loose),
			next:    message.New("next.doc.which-study", args),
		}, true
	}
	return attached(standingFor(picked, usable), r), true
}

// pickStudies returns the studies that the filter picks, and those of which an
// open answer decides whether it does.
func pickStudies(studies []candidate.Study, f vacancy.StudyFilter) (picked, open []candidate.Study) {
	for _, s := range studies {
		university := matches(f.University == nil, s.University == nil, f.University != nil && says(s.University, *f.University))
		status := matches(len(f.Status) == 0, s.Status == "", slices.Contains(f.Status, string(s.Status)))
		level := matches(len(f.Levels) == 0, s.Level == "", slices.Contains(f.Levels, string(s.Level)))
		switch min(university, status, level) {
		case yes:
			picked = append(picked, s)
		case maybe:
			open = append(open, s)
		}
	}
	return picked, open
}

// match is whether one part of a filter fits, the worst first.
type match int

const (
	no match = iota
	maybe
	yes
)

func matches(any, unanswered, fits bool) match {
	switch {
	case any:
		return yes
	case unanswered:
		return maybe
	case fits:
		return yes
	default:
		return no
	}
}

// uncovered returns the studies that no document stands for, and the documents
// that do not say which study they stand for.
func uncovered(studies []candidate.Study, docs []document.Document) (without []candidate.Study, loose []document.Document) {
	for _, d := range docs {
		if d.For == "" {
			loose = append(loose, d)
		}
	}
	for _, s := range studies {
		if !slices.ContainsFunc(docs, func(d document.Document) bool { return d.For == s.ID }) {
			without = append(without, s)
		}
	}
	return without, loose
}

// standingFor returns the documents that stand for one of the studies, or do
// not say for which.
func standingFor(studies []candidate.Study, docs []document.Document) []document.Document {
	return slices.DeleteFunc(slices.Clone(docs), func(d document.Document) bool {
		return d.For != "" && !slices.ContainsFunc(studies, func(s candidate.Study) bool { return s.ID == d.For })
	})
}

// eachForeign asks for a translation of each document in another language than
// those accepted. A document that does not say its language is unanswered.
func (b builder) eachForeign(r vacancy.ForeignDocument) (f finding, asked bool) {
	var foreign, without, unsaid []document.Document
	for _, d := range b.documents {
		if d.IsTranslation() || !d.Usable() || d.Lang != "" && eligibility.SameLanguage(d.Lang, r.LanguageNot) {
			continue
		}
		translations := document.Translations(b.documents, d.ID)
		fits := func(t document.Document) bool { return eligibility.SameLanguage(t.Lang, r.LanguageNot) }
		open := func(t document.Document) bool { return t.Lang == "" }
		switch {
		case d.Lang == "" || !slices.ContainsFunc(translations, fits) && slices.ContainsFunc(translations, open):
			unsaid = append(unsaid, d)
		case !slices.ContainsFunc(translations, fits):
			without = append(without, d)
		}
		foreign = append(foreign, d)
	}
	switch {
	case len(foreign) == 0:
		return finding{}, false
	case len(without) > 0:
		return about(without, vacancy.NotMet, "reason.doc.untranslated", "next.doc.translate"), true
	case len(unsaid) > 0:
		return about(unsaid, vacancy.Unanswered, "reason.doc.language-unsaid", "next.doc.language"), true
	default:
		return about(foreign, vacancy.Met, "reason.doc.translated", ""), true
	}
}

// about is a finding that speaks of these documents.
func about(docs []document.Document, v vacancy.Verdict, reason, next string) finding {
	args := message.Args{"Documents": names(docs), "Count": len(docs)}
	f := finding{verdict: v, reason: message.New(reason, args), fact: facts(docs)}
	if next != "" {
		f.next = message.New(next, args)
	}
	return f
}

// names are the documents as the candidate knows them.
func names(docs []document.Document) message.List {
	list := make(message.List, len(docs))
	for i, d := range docs {
		list[i] = cmp.Or(d.Name, d.File, d.ID)
	}
	return list
}

// facts names the documents, and holds beside what a decision on them rests on:
// the files themselves, and what was said of them.
func facts(docs []document.Document) message.Message {
	files := make(message.List, len(docs))
	for i, d := range docs {
		dates := "unsaid"
		if d.DatesVisible != nil {
			dates = strconv.FormatBool(*d.DatesVisible)
		}
		files[i] = strings.Join([]string{d.File, d.For, d.Lang, dates, fmt.Sprint(d.Pages)}, " ")
	}
	return message.New("fact.doc", message.Args{"Documents": names(docs), "Count": len(docs), "Files": files})
}

func studyNames(studies []candidate.Study) message.List {
	list := make(message.List, len(studies))
	for i, s := range studies {
		list[i] = s.Label()
	}
	return list
}
