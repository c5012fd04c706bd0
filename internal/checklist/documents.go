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
func (b *builder) document(r *vacancy.DocumentRule) (item Item, asked bool) {
	f, asked := b.wanted(r)
	if !asked {
		return Item{}, false
	}
	item = Item{
		ID: r.ID, Group: vacancy.Documents, Importance: r.Importance, Title: r.Title, Clause: r.Clause,
		Note: r.Note, Advice: r.Advice, Verdict: f.verdict, asked: (*documentRule)(r),
	}
	if f.verdict == vacancy.NotMet {
		item.PackNext = r.Next
	}
	return b.simple(item), true
}

func (b *builder) wanted(r *vacancy.DocumentRule) (f finding, asked bool) {
	if r.When != nil {
		switch eligibility.Verdict(*r.When, b.subject, b.dates) {
		case vacancy.NotMet:
			return finding{}, false
		case vacancy.Unanswered:
			return finding{
				verdict: vacancy.Unanswered,
				reason:  message.New("reason.doc.when-open", nil),
				next:    eligibility.Judge(*r.When, b.subject, b.dates).Decisive.Next,
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
func (b *builder) ofKind(kind string) (usable, unusable []*document.Document) {
	for i := range b.subject.Documents {
		switch d := &b.subject.Documents[i]; {
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
func (b *builder) oneDocument(r *vacancy.DocumentRule) finding {
	usable, unusable := b.ofKind(r.Kind)
	var strays []*document.Document
	if document.Kind(r.Kind) == document.ProofOfStudies {
		usable, strays = b.ofStudiesUnderWay(usable)
	}
	switch {
	case len(usable) == 0 && len(strays) > 0:
		return b.about(strays, vacancy.NotMet, "reason.doc.other-study", "next.doc.other-study")
	case len(usable) == 0:
		return b.missing(unusable, message.New("reason.doc.missing", nil), message.New("next.doc.add", nil))
	}
	return b.attached(usable, r)
}

// ofStudiesUnderWay parts the documents that stand for a study that is ongoing,
// or may be, or do not say for which, from the others.
func (b *builder) ofStudiesUnderWay(docs []*document.Document) (standing, strays []*document.Document) {
	for _, d := range docs {
		study, known := b.subject.Candidate.Study(d.For)
		if d.For == "" || known && (study.Status == candidate.Ongoing || study.Status == "") {
			standing = append(standing, d)
		} else {
			strays = append(strays, d)
		}
	}
	return standing, strays
}

// missing is what is found where nothing counts.
func (b *builder) missing(unusable []*document.Document, reason, next message.Message) finding {
	if len(unusable) > 0 {
		return b.about(unusable, vacancy.NotMet, "reason.doc.unusable", "next.doc.replace")
	}
	return finding{verdict: vacancy.NotMet, reason: reason, fact: message.New("fact.doc.none", nil), next: next}
}

// attached is what is found where documents are there. Where their dates must
// be visible, only the candidate's own yes for one of them makes that met.
func (b *builder) attached(docs []*document.Document, r *vacancy.DocumentRule) finding {
	shown := func(d *document.Document) bool { return says(d.DatesVisible, true) }
	if !r.DatesVisible || slices.ContainsFunc(docs, shown) {
		return b.about(docs, vacancy.Met, "reason.doc.attached", "")
	}
	ofStudies := document.Kind(r.Kind) == document.ProofOfStudies
	texts := datesUnsaid[ofStudies]
	if !slices.ContainsFunc(docs, func(d *document.Document) bool { return !says(d.DatesVisible, false) }) {
		texts = datesHidden[ofStudies]
	}
	return b.about(docs, vacancy.ToConfirm, texts.reason, texts.next)
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
func (b *builder) eachStudy(r *vacancy.DocumentRule) (f finding, asked bool) {
	studies := b.subject.Candidate.Studies
	if studies == nil {
		return finding{
			verdict: vacancy.Unanswered,
			reason:  message.New("reason.doc.studies-unanswered", nil),
			next:    message.New("next.studies.answer", nil),
		}, true
	}
	picked, open := pickStudies(studies, *r.EachStudy)
	if len(picked)+len(open) == 0 {
		return finding{}, false
	}
	usable, unusable := b.ofKind(r.Kind)
	without, loose := uncovered(picked, usable)
	args := func() message.Args {
		return message.Args{"Studies": studyNames(without), "Count": len(without), "Documents": names(loose)}
	}
	switch {
	case len(without) > len(loose) && len(loose) > 0:
		return b.loose(loose, vacancy.NotMet, "reason.doc.too-few", "next.doc.too-few", args), true
	case len(without) > len(loose):
		return b.missing(standingFor(without, unusable),
			b.voice.Say("reason.doc.missing-study", args), b.voice.Say("next.doc.add-study", args)), true
	case len(open) > 0:
		return b.studyOpen(open), true
	case len(without) > 0 && len(picked) > 1:
		return b.loose(loose, vacancy.ToConfirm, "reason.doc.which-study", "next.doc.which-study", args), true
	}
	return b.attached(standingFor(picked, usable), r), true
}

// loose is a finding on documents that do not say which study they stand for.
func (b *builder) loose(docs []*document.Document, v vacancy.Verdict, reason, next string, args func() message.Args) finding {
	return finding{verdict: v, reason: b.voice.Say(reason, args), fact: b.facts(docs), next: b.voice.Say(next, args)}
}

// studyOpen is unanswered, because of these studies it is not known whether they
// need a document.
func (b *builder) studyOpen(open []*candidate.Study) finding {
	args := func() message.Args { return message.Args{"Studies": studyNames(open), "Count": len(open)} }
	return finding{
		verdict: vacancy.Unanswered,
		reason:  b.voice.Say("reason.doc.study-open", args),
		next:    b.voice.Say("next.doc.study-open", args),
	}
}

// pickStudies returns the studies that the filter picks, and those of which an
// open answer decides whether it does.
func pickStudies(studies []candidate.Study, f vacancy.StudyFilter) (picked, open []*candidate.Study) {
	for i := range studies {
		s := &studies[i]
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
func uncovered(studies []*candidate.Study, docs []*document.Document) (without []*candidate.Study, loose []*document.Document) {
	for _, d := range docs {
		if d.For == "" {
			loose = append(loose, d)
		}
	}
	for _, s := range studies {
		if !slices.ContainsFunc(docs, func(d *document.Document) bool { return d.For == s.ID }) {
			without = append(without, s)
		}
	}
	return without, loose
}

// standingFor returns the documents that stand for one of the studies, or do
// not say for which.
func standingFor(studies []*candidate.Study, docs []*document.Document) []*document.Document {
	return slices.DeleteFunc(slices.Clone(docs), func(d *document.Document) bool {
		return d.For != "" && !slices.ContainsFunc(studies, func(s *candidate.Study) bool { return s.ID == d.For })
	})
}

// eachForeign asks for a translation of each document in another language than
// those accepted. A document that does not say its language is unanswered.
func (b *builder) eachForeign(r vacancy.ForeignDocument) (f finding, asked bool) {
	var foreign, without, unsaid []*document.Document
	for i := range b.subject.Documents {
		d := &b.subject.Documents[i]
		if d.IsTranslation() || !d.Usable() || d.Lang != "" && eligibility.SameLanguage(d.Lang, r.LanguageNot) {
			continue
		}
		translations := document.Translations(b.subject.Documents, d.ID)
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
		return b.about(without, vacancy.NotMet, "reason.doc.untranslated", "next.doc.translate"), true
	case len(unsaid) > 0:
		return b.about(unsaid, vacancy.Unanswered, "reason.doc.language-unsaid", "next.doc.language"), true
	default:
		return b.about(foreign, vacancy.Met, "reason.doc.translated", ""), true
	}
}

// about is a finding that speaks of these documents; next is empty where there is
// nothing to do.
func (b *builder) about(docs []*document.Document, v vacancy.Verdict, reason, next string) finding {
	args := func() message.Args { return message.Args{"Documents": names(docs), "Count": len(docs)} }
	f := finding{verdict: v, reason: b.voice.Say(reason, args), fact: b.facts(docs)}
	if next != "" {
		f.next = b.voice.Say(next, args)
	}
	return f
}

// names are the documents as the candidate knows them.
func names(docs []*document.Document) message.List {
	list := make(message.List, len(docs))
	for i, d := range docs {
		list[i] = cmp.Or(d.Name, d.File, d.ID)
	}
	return list
}

// facts names the documents, and holds beside what a decision on them rests on:
// the files themselves, and what was said of them.
func (b *builder) facts(docs []*document.Document) message.Message {
	return b.voice.Say("fact.doc", func() message.Args {
		files := make(message.List, len(docs))
		for i, d := range docs {
			dates := "unsaid"
			if d.DatesVisible != nil {
				dates = strconv.FormatBool(*d.DatesVisible)
			}
			files[i] = strings.Join([]string{d.File, d.For, d.Lang, dates, fmt.Sprint(d.Pages)}, " ")
		}
		return message.Args{"Documents": names(docs), "Count": len(docs), "Files": files}
	})
}

func studyNames(studies []*candidate.Study) message.List {
	list := make(message.List, len(studies))
	for i, s := range studies {
		list[i] = s.Label()
	}
	return list
}
