package eligibility

import (
	"slices"
	"strings"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// nationality: any one of several nationalities counts; residence does not.
func (j *judge) nationality(r vacancy.Nationality) Leaf {
	leaf := j.about("nationality", "")
	held := j.Candidate.Nationalities
	if held == nil {
		return leaf.is(vacancy.Unanswered, "reason.nationality.unanswered", nil).next("next.nationality.answer")
	}
	if len(held) == 0 {
		return leaf.is(vacancy.NotMet, "reason.nationality.none", nil).
			fact("fact.nationality.none", nil).next("next.nationality.none")
	}
	counts := func(code string) bool { return slices.Contains(r.Countries, code) }
	leaf = leaf.fact("fact.nationality", func() message.Args { return message.Args{"Countries": countries(held)} })
	if !slices.ContainsFunc(held, counts) {
		return leaf.is(vacancy.NotMet, "reason.nationality.not-met", func() message.Args { return nationalities(held) }).
			next("next.nationality.not-met")
	}
	return leaf.is(vacancy.Met, "reason.nationality.met", func() message.Args {
		return nationalities(slices.DeleteFunc(slices.Clone(held), func(code string) bool { return !counts(code) }))
	})
}

func nationalities(codes []string) message.Args {
	return message.Args{"Countries": countries(codes), "Count": len(codes)}
}

// countries names countries, whatever the order in which they were entered, in
// that of their codes.
func countries(codes []string) message.List {
	list := make(message.List, len(codes))
	for i, code := range slices.Sorted(slices.Values(codes)) {
		list[i] = message.Country(code)
	}
	return list
}

// age: a birthday on the reference date counts; born on 29 February, the
// birthday in a common year is 1 March (the stricter), and the finding says so.
func (j *judge) age(r vacancy.Age) Leaf {
	leaf := j.about("age", r.On)
	birth := j.Candidate.BirthDate
	if !birth.Known() {
		return leaf.is(vacancy.Unanswered, "reason.age.unanswered", nil).next("next.age.answer")
	}
	leaf = leaf.fact("fact.birth-date", func() message.Args { return message.Args{"Birth": birth.Date} })
	if r.AtLeast != nil {
		birthday := after(birth.Date, 12**r.AtLeast)
		if leapDay(birth.Date) && !leapDay(birthday) {
			leaf = leaf.fact("fact.birth-date-leap", func() message.Args {
				return message.Args{"Birth": birth.Date, "Birthday": birthday}
			})
		}
		if leaf.On.Before(birthday) {
			return leaf.tooYoung(birthday, *r.AtLeast)
		}
	}
	if r.AtMost != nil && !leaf.On.Before(tooOldFrom(birth.Date, *r.AtMost)) {
		return leaf.tooOld(birth.Date, *r.AtMost)
	}
	return leaf.oldEnough(birth.Date, r)
}

// tooOldFrom returns the first day on which a person is older than most years.
// Born on 29 February, that is 28 February of a common year: for an upper bound
// the stricter side is the earlier one.
func tooOldFrom(birth civil.Date, most int) civil.Date {
	return birth.AddMonths(12 * (most + 1))
}

// ageOn returns the age in whole years.
func ageOn(birth, day civil.Date) int {
	years := day.Year - birth.Year
	if day.Before(after(birth, 12*years)) {
		years--
	}
	return years
}

// tooYoung are the reasons of one who is, by what is judged on which day.
var tooYoung = map[vacancy.Reference]string{
	vacancy.OnDeadline: "reason.age.too-young-deadline",
	vacancy.OnStart:    "reason.age.too-young-start",
	vacancy.OnToday:    "reason.age.too-young-today",
}

func (l Leaf) tooYoung(birthday civil.Date, least int) Leaf {
	return l.is(vacancy.NotMet, tooYoung[l.Ref], func() message.Args {
		return message.Args{"Birthday": birthday, "Age": least, "On": l.On, "Count": l.On.DaysUntil(birthday)}
	}).next("next.age.wait").mendedFrom(birthday)
}

func (l Leaf) tooOld(birth civil.Date, most int) Leaf {
	age := ageOn(birth, l.On)
	if age == most { // born on 29 February, and only by the stricter day too old
		age++
		l = l.fact("fact.birth-date-leap-most", func() message.Args { return message.Args{"Birth": birth, "Birthday": l.On} })
	}
	return l.is(vacancy.NotMet, "reason.age.too-old", func() message.Args {
		return message.Args{"Age": age, "Most": most, "On": l.On}
	}).next("next.age.too-old").closer(near)
}

func (l Leaf) oldEnough(birth civil.Date, r vacancy.Age) Leaf {
	aged := func(bounds message.Args) message.Args {
		return with(message.Args{"Age": ageOn(birth, l.On), "On": l.On}, bounds)
	}
	switch {
	case r.AtLeast == nil:
		return l.is(vacancy.Met, "reason.age.met-most", func() message.Args { return aged(message.Args{"Most": *r.AtMost}) })
	case l.On == after(birth, 12**r.AtLeast):
		return l.is(vacancy.Met, "reason.age.birthday", func() message.Args { return aged(nil) })
	case r.AtMost == nil:
		return l.is(vacancy.Met, "reason.age.met", func() message.Args { return aged(message.Args{"Least": *r.AtLeast}) })
	default:
		return l.is(vacancy.Met, "reason.age.met-between", func() message.Args {
			return aged(message.Args{"Least": *r.AtLeast, "Most": *r.AtMost})
		})
	}
}

// equivalentEducation: a text is at best to confirm, since nobody but the
// recruiter can say what an education is equivalent to.
func (j *judge) equivalentEducation() Leaf {
	leaf := j.about("equivalent_education", "")
	switch text := j.Candidate.EquivalentEducation; {
	case text == nil:
		return leaf.is(vacancy.Unanswered, "reason.equivalent.unanswered", nil).next("next.equivalent.answer")
	case strings.TrimSpace(*text) == "":
		return leaf.is(vacancy.NotMet, "reason.equivalent.none", nil).
			fact("fact.equivalent.none", nil).next("next.equivalent.none")
	default:
		return leaf.is(vacancy.ToConfirm, "reason.equivalent.to-confirm", nil).
			fact("fact.equivalent", func() message.Args { return message.Args{"Text": *text} }).next("next.equivalent.confirm")
	}
}

// declared: the candidate's own yes or no to a statement of the vacancy.
func (j *judge) declared(r vacancy.Declared) Leaf {
	leaf := j.about("declared", "")
	args := func() message.Args { return message.Args{"Statement": j.statement(r.Name)} }
	yes, answered := j.Candidate.Declared[r.Name]
	switch {
	case !answered && r.Absent == vacancy.ToConfirm:
		return leaf.is(vacancy.ToConfirm, "reason.declared.absent", args).next("next.declared.answer")
	case !answered:
		return leaf.is(vacancy.Unanswered, "reason.declared.unanswered", args).next("next.declared.answer")
	case yes:
		return leaf.is(vacancy.Met, "reason.declared.yes", args).fact("fact.declared.yes", args)
	default:
		return leaf.is(vacancy.NotMet, "reason.declared.no", args).fact("fact.declared.no", args).
			next("next.declared.no").closer(near)
	}
}

// statement returns the words of the vacancy's question, or its bare name.
func (j *judge) statement(name string) any {
	if j.Pack != nil {
		for _, q := range j.Pack.Questions {
			if q.ID == name {
				return q.Text
			}
		}
	}
	return name
}

// document: an attached document of the kind, in one of the languages where
// any is named; its language not said: unanswered.
func (j *judge) document(r vacancy.DocumentHeld) Leaf {
	return anyOf(j.Documents,
		func(d *document.Document) bool { return d.Kind == document.Kind(r.Kind) && d.Usable() },
		func(d *document.Document) Leaf { return j.held(d, r.Language) },
		j.about("document", "").is(vacancy.NotMet, "reason.document.none", nil).
			fact("fact.doc.none", nil).next("next.document.none"))
}

func (j *judge) held(d *document.Document, languages []string) Leaf {
	leaf := j.about("document", "").fact("fact.document", func() message.Args {
		return message.Args{"Document": d.Name, "File": d.File}
	})
	args := func() message.Args { return message.Args{"Document": d.Name, "Language": message.Language(d.Lang)} }
	switch {
	case len(languages) == 0 || SameLanguage(d.Lang, languages):
		return leaf.is(vacancy.Met, "reason.document.met", args)
	case d.Lang == "":
		return leaf.is(vacancy.Unanswered, "reason.document.language-unsaid", args).next("next.document.language")
	default:
		return leaf.is(vacancy.NotMet, "reason.document.language", args).next("next.document.none").closer(near)
	}
}

// applications: at most so many within the programme, this one included.
func (j *judge) applications(r vacancy.ApplicationCount) Leaf {
	args := func() message.Args { return message.Args{"Count": j.Applications, "Most": r.AtMost} }
	leaf := j.about("applications", "").fact("fact.applications", args)
	if j.Applications > r.AtMost {
		return leaf.is(vacancy.NotMet, "reason.applications.too-many", args).next("next.applications.too-many").closer(near)
	}
	return leaf.is(vacancy.Met, "reason.applications.met", args)
}
