package eligibility

import (
	"slices"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// judge holds what every rule looks at.
type judge struct {
	Subject
	dates Dates
}

// algebra says which verdict of several parts wins, and whether to speak of the
// part that is closest to being met rather than of the first.
type algebra struct {
	order   [4]vacancy.Verdict
	closest bool
}

// any: met, else unanswered if any part is, else to confirm if any is, else not
// met. all: not met, else unanswered, else to confirm, else met.
var (
	anyPart = algebra{[...]vacancy.Verdict{vacancy.Met, vacancy.Unanswered, vacancy.ToConfirm, vacancy.NotMet}, true}
	allPart = algebra{[...]vacancy.Verdict{vacancy.NotMet, vacancy.Unanswered, vacancy.ToConfirm, vacancy.Met}, false}
)

// rule judges a rule of any kind. What is met under a rule that a human must
// judge is to confirm.
func (j judge) rule(r vacancy.Rule) Outcome {
	o := j.bare(r)
	if r.AtBest == vacancy.ToConfirm && o.Verdict == vacancy.Met {
		o.Verdict = vacancy.ToConfirm
		o.Decisive.Verdict = vacancy.ToConfirm
		o.Decisive.Reason = message.New("reason.judge", nil)
		o.Decisive.Next = message.New("next.judge", nil)
	}
	return o
}

// bare judges a rule without regard to AtBest.
func (j judge) bare(r vacancy.Rule) Outcome {
	switch {
	case len(r.All) > 0:
		parts := j.rules(r.All)
		o := combine(parts, allPart)
		if o.Verdict == vacancy.Met {
			o.tell(parts)
		}
		o.tellLanguages(parts)
		return o
	case len(r.Any) > 0:
		parts := j.rules(r.Any)
		o := combine(parts, anyPart)
		if o.Decisive.close == near {
			o.tell(slices.DeleteFunc(parts, func(p Outcome) bool { return p.Decisive.close != near }))
		}
		return o
	case r.Not != nil:
		return negate(j.rule(*r.Not))
	}
	leaf := j.leaf(r)
	return Outcome{leaf.Verdict, leaf, []Leaf{leaf}}
}

func (j judge) rules(rules []vacancy.Rule) []Outcome {
	parts := make([]Outcome, len(rules))
	for i, r := range rules {
		parts[i] = j.rule(r)
	}
	return parts
}

// combine finds the verdict that wins, and the part that it rests on.
func combine(parts []Outcome, by algebra) Outcome {
	all := decide(parts, by)
	all.Leaves = make([]Leaf, 0, len(parts)) // most parts have one
	for _, p := range parts {
		all.Leaves = append(all.Leaves, p.Leaves...)
	}
	return all
}

// decide is combine without the leaves.
func decide(parts []Outcome, by algebra) Outcome {
	var all Outcome
	for _, verdict := range by.order {
		for _, p := range parts {
			first := all.Verdict == ""
			if p.Verdict == verdict && (first || by.closest && p.Decisive.closerThan(all.Decisive)) {
				all.Verdict, all.Decisive = verdict, p.Decisive
			}
		}
		if all.Verdict != "" {
			break
		}
	}
	return all
}

// tell makes the reason that of all these parts, one sentence after the other:
// it is met because each is, or not met though each of several ways was tried.
func (o *Outcome) tell(parts []Outcome) {
	o.Decisive.Reason = chain("reason.several", parts, func(l Leaf) message.Message { return l.Reason })
}

// chain joins what is said of each of the parts, of which there is one at least.
func chain(id string, parts []Outcome, say func(Leaf) message.Message) message.Message {
	said := say(parts[len(parts)-1].Decisive)
	for _, p := range slices.Backward(parts[:len(parts)-1]) {
		said = message.New(id, message.Args{"First": say(p.Decisive), "Then": said})
	}
	return said
}

// tellLanguages names every language where several decide that all is met, or
// that it is not.
func (o *Outcome) tellLanguages(parts []Outcome) {
	if o.Decisive.Kind != "language" || o.Verdict != vacancy.Met && o.Verdict != vacancy.NotMet {
		return
	}
	deciding := slices.DeleteFunc(slices.Clone(parts), func(p Outcome) bool {
		return p.Verdict != o.Verdict || p.Decisive.Kind != "language"
	})
	if o.Verdict == vacancy.NotMet {
		o.tell(deciding)
	}
	o.Decisive.Fact = chain("fact.several", deciding, func(l Leaf) message.Message { return l.Fact })
}

// negated says what a verdict rests on where a rule asks that something is not
// so: the reason given without the not would state the contrary.
var negated = map[vacancy.Verdict]struct{ reason, next string }{
	vacancy.Met:       {"reason.not.met", ""},
	vacancy.NotMet:    {"reason.not.not-met", "next.check-answer"},
	vacancy.ToConfirm: {"reason.not.to-confirm", "next.judge"},
}

// negatedReasons are better words for reasons that a not is often put before.
var negatedReasons = map[string]string{
	"reason.nationality.met":     "reason.nationality.inside",
	"reason.nationality.not-met": "reason.nationality.outside",
	"reason.nationality.none":    "reason.nationality.outside-all",
}

// negate swaps met and not met. What is unanswered stays so, in the same words.
func negate(o Outcome) Outcome {
	switch o.Verdict {
	case vacancy.Met:
		o.Verdict = vacancy.NotMet
	case vacancy.NotMet:
		o.Verdict = vacancy.Met
	case vacancy.Unanswered:
		return o
	}
	words, leaf := negated[o.Verdict], &o.Decisive
	if better, known := negatedReasons[leaf.Reason.ID]; known {
		words.reason = better
	}
	leaf.Verdict, leaf.close, leaf.from = o.Verdict, nothing, civil.Date{}
	leaf.Reason, leaf.Next = message.New(words.reason, leaf.Reason.Args), message.Message{}
	if words.next != "" {
		*leaf = leaf.next(words.next)
	}
	return o
}

// leaf judges a rule of one of the single kinds.
func (j judge) leaf(r vacancy.Rule) Leaf {
	switch {
	case r.Nationality != nil:
		return j.nationality(*r.Nationality)
	case r.Age != nil:
		return j.age(*r.Age)
	case r.UniversityYears != nil:
		return j.universityYears(*r.UniversityYears)
	case r.Student != nil:
		return j.student(*r.Student)
	case r.GraduatedWithin != nil:
		return j.graduatedWithin(*r.GraduatedWithin)
	case r.Degree != nil:
		return j.degree(*r.Degree)
	case r.EquivalentEducation != nil:
		return j.equivalentEducation()
	case r.Language != nil:
		return j.language(*r.Language)
	case r.Experience != nil:
		return j.experience(*r.Experience)
	case r.Declared != nil:
		return j.declared(*r.Declared)
	case r.Document != nil:
		return j.document(*r.Document)
	case r.Applications != nil:
		return j.applications(*r.Applications)
	}
	// A pack's decoder lets no empty rule through; asking nothing is met.
	return j.about("", "").is(vacancy.Met, "reason.nothing-asked", nil).fact("", nil)
}

// about begins the leaf of one kind of rule, which looks on a reference day.
func (j judge) about(kind string, ref vacancy.Reference) Leaf {
	if ref == "" {
		ref = vacancy.OnDeadline
	}
	return Leaf{Kind: kind, On: j.dates.On(ref), Ref: ref, Fact: message.New("fact.not-answered", nil)}
}

// is gives the leaf its verdict and reason.
func (l Leaf) is(v vacancy.Verdict, reason string, args message.Args) Leaf {
	l.Verdict, l.Reason = v, message.New(reason, args)
	return l
}

// fact gives the leaf the answer that it rests on. The digest of a decision is
// made of facts, so they never hold the day of asking or what follows from it.
func (l Leaf) fact(id string, args message.Args) Leaf {
	l.Fact = message.New(id, args)
	return l
}

// next says what to do; its text has the placeholders of the reason.
func (l Leaf) next(id string) Leaf {
	l.Next = message.New(id, l.Reason.Args)
	return l
}

// closer marks how close a leaf that is not met is to being met.
func (l Leaf) closer(c closeness) Leaf {
	if l.Verdict == vacancy.NotMet {
		l.close = c
	}
	return l
}

// mendedFrom marks a leaf that is not met as one that time alone mends, on a day.
func (l Leaf) mendedFrom(day civil.Date) Leaf {
	if l.Verdict == vacancy.NotMet {
		l.close, l.from = inTime, day
	}
	return l
}

// closerThan reports whether there is more to tell of l than of the other; of
// two that time alone mends, of the one that it mends first.
func (l Leaf) closerThan(other Leaf) bool {
	if l.close == inTime && other.close == inTime {
		return l.from.Before(other.from)
	}
	return l.close > other.close
}

// anyOf picks among what was found for each of several studies or documents:
// one that satisfies is enough.
func anyOf(leaves []Leaf, none Leaf) Leaf {
	if len(leaves) == 0 {
		return none
	}
	parts := make([]Outcome, len(leaves))
	for i, l := range leaves {
		parts[i] = Outcome{Verdict: l.Verdict, Decisive: l}
	}
	return decide(parts, anyPart).Decisive
}
