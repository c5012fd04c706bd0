package eligibility

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// graduatedWithin, "no longer than 12 months ago": from the award date to the
// day. The same day one year before is within where the rule is inclusive. A
// degree is had from its award on, and not before; completed without an award
// date is unanswered.
func (j *judge) graduatedWithin(r vacancy.GraduatedWithin) Leaf {
	leaf := j.about("graduated_within", r.On)
	if j.Candidate.Studies == nil {
		return leaf.withoutStudies()
	}
	if r.Which == vacancy.WhichHighest {
		if highest := j.highest(leaf.On, r.Levels); len(highest) > 0 {
			return leaf.graduateOfHighest(highest, r)
		}
	}
	return anyOf(j.Candidate.Studies,
		func(s *candidate.Study) bool { return mayBeDegree(s, r.Levels) },
		func(s *candidate.Study) Leaf { return leaf.graduateOf(s, r) },
		leaf.noGraduate(r.Levels))
}

// noGraduate is not met, because no study may have given a degree of the levels.
func (l Leaf) noGraduate(levels []string) Leaf {
	if len(levels) == 0 {
		return l.is(vacancy.NotMet, "reason.graduated.none", func() message.Args { return message.Args{"On": l.On} }).
			fact("fact.graduated.none", nil).next("next.graduated.none")
	}
	args := func() message.Args { return message.Args{"Levels": degreeWords(levels)} }
	return l.is(vacancy.NotMet, "reason.graduated.none-level", func() message.Args { return with(args(), message.Args{"On": l.On}) }).
		fact("fact.graduated.none-level", args).next("next.graduated.none-level")
}

// degreeWords names the levels of degrees.
func degreeWords(levels []string) message.List {
	names := make(message.List, len(levels))
	for i, level := range levels {
		names[i] = message.New("rule.level."+level, nil)
	}
	return names
}

// mayBeDegree reports whether the study gave a degree of one of the levels (none
// named: of any), or may have given one.
func mayBeDegree(s *candidate.Study, levels []string) bool {
	return (s.Status == candidate.Completed || s.Status == "") && !s.Awarded.None &&
		(len(levels) == 0 || s.Level == "" || slices.Contains(levels, string(s.Level)))
}

// graduateOf judges one study that gave a degree, or may have given one.
func (l Leaf) graduateOf(s *candidate.Study, r vacancy.GraduatedWithin) Leaf {
	args := func() message.Args { return with(studyArgs(s, l.On), message.Args{"Count": r.Months}) }
	l = l.ofStudy(s)
	lastDay := notBefore(l.On, r.Months, true)
	switch {
	case !s.Awarded.Known():
		return l.is(vacancy.Unanswered, "reason.graduated.award-unsaid", args).next("next.graduated.award")
	case s.Awarded.After(l.On):
		return l.is(vacancy.NotMet, "reason.graduated.future", args).next("next.graduated.future").mendedFrom(s.Awarded.Date)
	case s.Awarded.Before(lastDay):
		return l.is(vacancy.NotMet, "reason.graduated.too-old", args).next("next.graduated.too-old").closer(near)
	case s.Awarded.Before(notBefore(l.On, r.Months, r.Inclusive)):
		return l.is(vacancy.NotMet, "reason.graduated.same-day-out", args).next("next.graduated.too-old").closer(barely)
	case s.Status == "" || s.University == nil:
		return l.incomplete(s, partStatus, partUniversity)
	case s.Level == "" && len(r.Levels) > 0:
		return l.incomplete(s, partLevel)
	case !*s.University || s.Level == "other":
		return l.is(vacancy.ToConfirm, "reason.graduated.no-degree", args).next("next.graduated.no-degree")
	case s.Awarded.Date == l.On.AddMonths(-r.Months):
		return l.is(vacancy.Met, "reason.graduated.same-day", args)
	default:
		return l.is(vacancy.Met, "reason.graduated.met", args)
	}
}

// highest returns the studies whose degree is the highest of the levels awarded
// by the day, or may be: several of one level, or such as leave level or award open.
func (j *judge) highest(day civil.Date, levels []string) []*candidate.Study {
	var degrees []*candidate.Study
	top := -1
	for i := range j.Candidate.Studies {
		s := &j.Candidate.Studies[i]
		if !mayBeDegree(s, levels) || s.Awarded.Known() && s.Awarded.After(day) {
			continue
		}
		degrees = append(degrees, s)
		if s.Status == candidate.Completed && s.Awarded.Known() {
			top = max(top, s.Level.Rank())
		}
	}
	return slices.DeleteFunc(degrees, func(s *candidate.Study) bool { return s.Level != "" && s.Level.Rank() < top })
}

// graduateOfHighest judges the highest degree. Where several may be it, they
// must agree: whether the newer of two equal degrees counts, no text says.
func (l Leaf) graduateOfHighest(highest []*candidate.Study, r vacancy.GraduatedWithin) Leaf {
	first := l.graduateOf(highest[0], r)
	if !slices.ContainsFunc(highest, func(s *candidate.Study) bool { return l.graduateOf(s, r).Verdict != first.Verdict }) {
		return first
	}
	for _, s := range highest {
		if found := l.graduateOf(s, r); found.Verdict == vacancy.Unanswered {
			return found
		}
		if s.Level == "" || s.Status == "" {
			return l.incomplete(s, partLevel, partStatus)
		}
	}
	return first.is(vacancy.ToConfirm, "reason.graduated.tie", func() message.Args { return first.Reason.Args }).next("next.judge")
}

// degree: a study of one of the levels, in one of the states on the day, in one
// of the fields where any is named.
func (j *judge) degree(r vacancy.Degree) Leaf {
	leaf := j.about("degree", r.On)
	if j.Candidate.Studies == nil {
		return leaf.withoutStudies()
	}
	return anyOf(j.Candidate.Studies,
		func(s *candidate.Study) bool {
			return (s.Level == "" || slices.Contains(r.Levels, string(s.Level))) &&
				(s.Status == "" || slices.Contains(r.Status, string(s.Status)))
		},
		func(s *candidate.Study) Leaf { return leaf.degreeOf(s, r) },
		leaf.is(vacancy.NotMet, "reason.degree.none", func() message.Args { return message.Args{"On": leaf.On} }).
			fact("fact.degree.none", nil).next("next.degree.none"))
}

// degreeOf judges one study of the level and status asked for, or which leaves
// them open.
func (l Leaf) degreeOf(s *candidate.Study, r vacancy.Degree) Leaf {
	args := func() message.Args { return studyArgs(s, l.On) }
	l = l.ofStudy(s)
	if begun := l.stateOf(s, args); begun.Verdict != vacancy.Met {
		return begun
	}
	switch {
	case s.Level == "" || s.Status == "":
		return l.incomplete(s, partLevel, partStatus)
	case len(r.Fields) > 0 && s.Field == nil:
		return l.incomplete(s, partField)
	case len(r.Fields) > 0 && !inField(*s.Field, r.Fields):
		return l.is(vacancy.ToConfirm, "reason.degree.field", func() message.Args {
			return with(args(), message.Args{"Field": *s.Field})
		}).next("next.judge")
	case s.Status == candidate.Completed:
		return l.is(vacancy.Met, "reason.degree.met", args)
	case s.Status == candidate.Interrupted:
		return l.is(vacancy.Met, "reason.degree.interrupted", args)
	default:
		return l.is(vacancy.Met, "reason.degree.under-way", args)
	}
}

// stateOf judges whether the study is, on the day, in the state that it is said
// to be in: awarded by then, or begun by then and not yet at its end.
func (l Leaf) stateOf(s *candidate.Study, args values) Leaf {
	completed := s.Status == candidate.Completed
	ongoing := s.Status == candidate.Ongoing
	switch {
	case completed && s.Awarded.None:
		return l.is(vacancy.NotMet, "reason.degree.no-degree", args).next("next.graduated.none").closer(near)
	case completed && s.Awarded.After(l.On):
		return l.is(vacancy.NotMet, "reason.graduated.future", args).next("next.graduated.future").mendedFrom(s.Awarded.Date)
	case s.Start.Known() && s.Start.After(l.On):
		return l.is(vacancy.NotMet, "reason.student.future", args).next("next.student.future").mendedFrom(s.Start.Date)
	case completed && !s.Awarded.Known():
		return l.is(vacancy.Unanswered, "reason.graduated.award-unsaid", args).next("next.graduated.award")
	case ongoing && (!s.Start.Known() || s.End.IsZero()):
		return l.incomplete(s, partStart, partEnd)
	case ongoing && s.End.Known() && s.End.Before(l.On):
		return l.is(vacancy.ToConfirm, "reason.student.ended", args).next("next.student.ended")
	case ongoing && s.End.None:
		return l.is(vacancy.ToConfirm, "reason.student.no-end", args).next("next.judge")
	default:
		return l.is(vacancy.Met, "reason.degree.met", args)
	}
}

// inField reports whether the candidate's words for a field hold one of the
// fields asked for, whatever the capitals and accents.
func inField(field string, fields []string) bool {
	field = bareLetters(field)
	return slices.ContainsFunc(fields, func(f string) bool { return strings.Contains(field, bareLetters(f)) })
}

// bareLetters returns the text in small letters without their accents.
func bareLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}
