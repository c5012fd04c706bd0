package eligibility

import (
	"maps"
	"slices"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// judge holds what every rule looks at, and with which voice it is judged.
type judge struct {
	Subject
	dates  Dates
	voice  message.Voice
	leaves []Leaf // aloud: every condition so far, in the rule's order
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

// prefers reports whether the whole rests on l rather than on another part that
// was judged before it.
func (a *algebra) prefers(l, other Leaf) bool {
	place, otherPlace := slices.Index(a.order[:], l.Verdict), slices.Index(a.order[:], other.Verdict)
	return place < otherPlace || place == otherPlace && a.closest && l.closerThan(other)
}

// rule judges a rule of any kind, and returns the leaf that its verdict rests on.
// What is met under a rule that a human must judge is to confirm.
func (j *judge) rule(r vacancy.Rule) Leaf {
	l := j.bare(r)
	if r.AtBest == vacancy.ToConfirm && l.Verdict == vacancy.Met {
		return l.is(vacancy.ToConfirm, "reason.judge", nil).next("next.judge")
	}
	return l
}

// bare judges a rule without regard to AtBest.
func (j *judge) bare(r vacancy.Rule) Leaf {
	switch {
	case len(r.All) > 0:
		return j.every(r.All)
	case len(r.Any) > 0:
		return j.some(r.Any)
	case r.Not != nil:
		return negate(j.rule(*r.Not))
	}
	l := j.leaf(r)
	if j.voice == message.Aloud {
		j.leaves = append(j.leaves, l)
	}
	return l
}

// every judges rules of which each must be met.
func (j *judge) every(rules []vacancy.Rule) Leaf {
	l, parts := j.decide(rules, &allPart)
	if j.voice == message.Silent {
		return l
	}
	if l.Verdict == vacancy.Met {
		l.tell(parts)
	}
	l.tellLanguages(parts)
	return l
}

// some judges rules of which one must be met.
func (j *judge) some(rules []vacancy.Rule) Leaf {
	l, parts := j.decide(rules, &anyPart)
	if j.voice == message.Aloud && l.close == near {
		l.tell(slices.DeleteFunc(parts, func(p Leaf) bool { return p.close != near }))
	}
	return l
}

// decide judges rules, of which there is one at least, and returns what they rest
// on together; aloud also what each of them rests on.
func (j *judge) decide(rules []vacancy.Rule, by *algebra) (decisive Leaf, parts []Leaf) {
	for n, r := range rules {
		l := j.rule(r)
		if n == 0 || by.prefers(l, decisive) {
			decisive = l
		}
		if j.voice == message.Aloud {
			parts = append(parts, l)
		}
	}
	return decisive, parts
}

// tell makes the reason that of all these parts, one sentence after the other:
// it is met because each is, or not met though each of several ways was tried.
func (l *Leaf) tell(parts []Leaf) {
	l.Reason = chain("reason.several", parts, func(l Leaf) message.Message { return l.Reason })
}

// chain joins what is said of each of the parts, of which there is one at least.
func chain(id string, parts []Leaf, say func(Leaf) message.Message) message.Message {
	said := say(parts[len(parts)-1])
	for _, p := range slices.Backward(parts[:len(parts)-1]) {
		said = message.New(id, message.Args{"First": say(p), "Then": said})
	}
	return said
}

// tellLanguages names every language where several decide that all is met, or
// that it is not.
func (l *Leaf) tellLanguages(parts []Leaf) {
	if l.Kind != "language" || l.Verdict != vacancy.Met && l.Verdict != vacancy.NotMet {
		return
	}
	deciding := slices.DeleteFunc(slices.Clone(parts), func(p Leaf) bool {
		return p.Verdict != l.Verdict || p.Kind != "language"
	})
	if l.Verdict == vacancy.NotMet {
		l.tell(deciding)
	}
	l.Fact = chain("fact.several", deciding, func(l Leaf) message.Message { return l.Fact })
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
func negate(l Leaf) Leaf {
	switch l.Verdict {
	case vacancy.Met:
		l.Verdict = vacancy.NotMet
	case vacancy.NotMet:
		l.Verdict = vacancy.Met
	case vacancy.Unanswered:
		return l
	}
	words := negated[l.Verdict]
	if better, known := negatedReasons[l.Reason.ID]; known {
		words.reason = better
	}
	l.close, l.from = nothing, civil.Date{}
	l.Reason, l.Next = message.New(words.reason, l.Reason.Args), message.Message{}
	if words.next != "" {
		l = l.next(words.next)
	}
	return l
}

// leaf judges a rule of one of the single kinds.
func (j *judge) leaf(r vacancy.Rule) Leaf {
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
func (j *judge) about(kind string, ref vacancy.Reference) Leaf {
	if ref == "" {
		ref = vacancy.OnDeadline
	}
	return Leaf{Kind: kind, On: j.dates.On(ref), Ref: ref, Fact: message.New("fact.not-answered", nil), voice: j.voice}
}

// values make the placeholders' values of a text; only aloud are they called.
type values = func() message.Args

// with adds values to others.
func with(args, more message.Args) message.Args {
	maps.Copy(args, more)
	return args
}

// is gives the leaf its verdict and reason.
func (l Leaf) is(v vacancy.Verdict, reason string, args values) Leaf {
	l.Verdict, l.Reason = v, l.voice.Say(reason, args)
	return l
}

// fact gives the leaf the answer that it rests on. The digest of a decision is
// made of facts, so they never hold the day of asking or what follows from it.
func (l Leaf) fact(id string, args values) Leaf {
	l.Fact = l.voice.Say(id, args)
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

// anyOf picks among what is found for each of those studies or documents that
// may count: one that satisfies is enough. None is what is found where none may;
// it tells less than any other.
func anyOf[T any](list []T, mayCount func(*T) bool, found func(*T) Leaf, none Leaf) Leaf {
	decisive := none
	for i := range list {
		if !mayCount(&list[i]) {
			continue
		}
		if l := found(&list[i]); anyPart.prefers(l, decisive) {
			decisive = l
		}
	}
	return decisive
}
