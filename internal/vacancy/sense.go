package vacancy

import (
	"fmt"
	"slices"
	"strings"
)

// A rule makes sense where somebody can pass it, somebody can fail it, and no
// part of an all or any could be left out without a difference. That is found
// out by trying every case that the rule tells apart, for candidates whose facts
// are all known and clear: a fact that two conditions look at (an age, a level,
// a set of nationalities) is tried at each of its borders, and every other
// condition may come out either way. What is told apart only by knowing the
// world (that an age and a graduation have to do with each other) counts as
// possible, so that no rule that makes sense is refused.

// outcomes is the set of verdicts that a rule can come to.
type outcomes uint8

const (
	canMiss    outcomes = 1 << iota // not met
	canConfirm                      // to confirm
	canMeet                         // met
)

// maxTrials bounds the work on one pack; a rule with more cases than are left
// of it is not looked at.
const maxTrials = 300_000

// term is a rule prepared for trying.
type term struct {
	path   string
	op     string // all, any, not, or empty for a condition
	parts  []*term
	atBest bool
	condition
}

// condition is how a single condition depends on one fact, a number.
type condition struct {
	fact  string // equal for conditions that look at the same fact
	cuts  []int  // the numbers from which on the verdict may be another
	at    func(fact int) outcomes
	codes []string // of a nationality, whose fact is the set of those held
}

// sense reports the parts of a rule that make none.
func (v *validator) sense(path string, r *Rule) {
	root := newTerm(path, r)
	shareNationalities(root.leaves(nil))
	v.try(root)
}

// try looks at the parts before the whole, and at the whole only where its
// parts make sense. It reports whether all did.
func (v *validator) try(t *term) bool {
	good := true
	for _, part := range t.parts {
		good = v.try(part) && good
	}
	if !good || t.op == "" {
		return good
	}
	cases := t.cases()
	cost := len(t.leaves(nil))
	for _, c := range cases {
		cost = min(cost*len(c.values), maxTrials+1)
	}
	if cost > v.trials {
		return good
	}
	v.trials -= cost
	all, idle := t.tryAll(cases)
	switch {
	case all&canMiss == 0:
		v.fail(t.path, "pack-rule-always", nil)
	case all == canMiss:
		v.fail(t.path, "pack-rule-never", nil)
	case idle != nil:
		v.fail(idle.path, "pack-rule-idle", nil)
	default:
		return true
	}
	return false
}

// tryAll tries every case and returns all outcomes, and the last part that
// never made a difference.
func (t *term) tryAll(cases []factCases) (all outcomes, idle *term) {
	world := map[string]int{}
	useful := make([]bool, len(t.parts))
	each(cases, world, func() {
		all |= t.outcomes(world)
		t.mark(world, useful)
	})
	for i, part := range t.parts {
		if len(t.parts) > 1 && !useful[i] {
			idle = part
		}
	}
	return all, idle
}

// mark notes the parts that make a difference in the world: some outcome of the
// part changes some outcome of the others.
func (t *term) mark(world map[string]int, useful []bool) {
	n := len(t.parts)
	after := make([]outcomes, n+1)
	own := make([]outcomes, n)
	for i := n - 1; i >= 0; i-- {
		own[i] = t.parts[i].outcomes(world)
		after[i] = join(t.op, own[i], after[i+1])
	}
	before := outcomes(0)
	for i, mine := range own {
		rest := join(t.op, before, after[i+1])
		for one := canMiss; one <= canMeet; one <<= 1 {
			if rest&one != 0 && join(t.op, one, mine) != one {
				useful[i] = true
			}
		}
		before = join(t.op, before, mine)
	}
}

// join returns what all or any comes to, the empty set being no part at all.
func join(op string, a, b outcomes) outcomes {
	if a == 0 || b == 0 {
		return a | b
	}
	var joined outcomes
	for x := canMiss; x <= canMeet; x <<= 1 {
		for y := canMiss; y <= canMeet; y <<= 1 {
			switch {
			case a&x == 0 || b&y == 0:
			case op == "any":
				joined |= max(x, y)
			default:
				joined |= min(x, y)
			}
		}
	}
	return joined
}

// outcomes returns what the term can come to in the world: the facts that it
// names are fixed, all others may be anything.
func (t *term) outcomes(world map[string]int) outcomes {
	var found outcomes
	switch t.op {
	case "":
		fact, fixed := world[t.fact]
		for _, cut := range t.cuts {
			if !fixed {
				found |= t.at(cut)
			}
		}
		if fixed {
			found = t.at(fact)
		}
	case "not":
		inner := t.parts[0].outcomes(world)
		found = inner & canConfirm
		if inner&canMeet != 0 {
			found |= canMiss
		}
		if inner&canMiss != 0 {
			found |= canMeet
		}
	default:
		for _, part := range t.parts {
			found = join(t.op, found, part.outcomes(world))
		}
	}
	if t.atBest && found&canMeet != 0 {
		found = found&^canMeet | canConfirm
	}
	return found
}

// factCases are the values at which a fact is tried.
type factCases struct {
	fact   string
	values []int
}

// cases returns the facts that two conditions below the term look at. A fact of
// one condition alone needs no trying: it may be anything.
func (t *term) cases() []factCases {
	var cases []factCases
	count := map[string]int{}
	leaves := t.leaves(nil)
	for _, leaf := range leaves {
		count[leaf.fact]++
	}
	for _, leaf := range leaves {
		if count[leaf.fact] < 2 {
			continue
		}
		i := slices.IndexFunc(cases, func(c factCases) bool { return c.fact == leaf.fact })
		if i < 0 {
			i = len(cases)
			cases = append(cases, factCases{fact: leaf.fact})
		}
		cases[i].values = append(cases[i].values, leaf.cuts...)
	}
	for i := range cases {
		slices.Sort(cases[i].values)
		cases[i].values = slices.Compact(cases[i].values)
	}
	return cases
}

// each calls do for every combination of values.
func each(cases []factCases, world map[string]int, do func()) {
	if len(cases) == 0 {
		do()
		return
	}
	for _, value := range cases[0].values {
		world[cases[0].fact] = value
		each(cases[1:], world, do)
	}
}

// leaves appends the single conditions of the term.
func (t *term) leaves(list []*term) []*term {
	if t.op == "" {
		return append(list, t)
	}
	for _, part := range t.parts {
		list = part.leaves(list)
	}
	return list
}

func newTerm(path string, r *Rule) *term {
	t := &term{path: path, atBest: r.AtBest != ""}
	switch {
	case r.All != nil:
		t.op = "all"
	case r.Any != nil:
		t.op = "any"
	case r.Not != nil:
		t.op, t.parts = "not", []*term{newTerm(path+".not", r.Not)}
	default:
		t.condition = newCondition(r)
	}
	for i := range r.All {
		t.parts = append(t.parts, newTerm(nth(path+".all", i), &r.All[i]))
	}
	for i := range r.Any {
		t.parts = append(t.parts, newTerm(nth(path+".any", i), &r.Any[i]))
	}
	return t
}

// newCondition says how a single condition depends on its fact.
func newCondition(r *Rule) condition {
	switch {
	case r.Nationality != nil:
		return condition{fact: fmt.Sprint("nationality", sorted(r.Nationality.Countries)), codes: r.Nationality.Countries, cuts: []int{0, 1}, at: from(1)}
	case r.Age != nil:
		return between("age", r.Age.On, r.Age.AtLeast, r.Age.AtMost)
	case r.UniversityYears != nil:
		u := r.UniversityYears
		return condition{fact: fmt.Sprint("years ", u.On), cuts: []int{0, u.MonthsToConfirm, u.MonthsMet}, at: func(months int) outcomes {
			if months >= u.MonthsToConfirm && months < u.MonthsMet {
				return canConfirm
			}
			return from(u.MonthsMet)(months)
		}}
	case r.GraduatedWithin != nil:
		return graduatedSince(r.GraduatedWithin)
	case r.Language != nil:
		return languageKnown(r.Language)
	case r.Experience != nil:
		return experienceHeld(r.Experience)
	case r.Applications != nil:
		return between("applications", "", nil, &r.Applications.AtMost)
	case r.Degree != nil:
		d := r.Degree
		return yesOrNo("degree", sorted(d.Levels), sorted(d.Status), sorted(d.Fields), d.On)
	case r.Student != nil:
		return yesOrNo("student", r.Student.On)
	case r.Declared != nil:
		return yesOrNo("declared", r.Declared.Name)
	case r.Document != nil:
		return yesOrNo("document", r.Document.Kind, sorted(r.Document.Language))
	}
	return yesOrNo("equivalent education")
}

// yesOrNo is a condition on a fact that it alone knows how to read.
func yesOrNo(fact ...any) condition {
	return condition{fact: fmt.Sprintln(fact...), cuts: []int{0, 1}, at: from(1)}
}

// from is met at low or above.
func from(low int) func(int) outcomes {
	return func(fact int) outcomes {
		if fact >= low {
			return canMeet
		}
		return canMiss
	}
}

// between is met from low to high, where there are such bounds.
func between(name string, on Reference, low, high *int) condition {
	c := condition{fact: fmt.Sprintln(name, on), cuts: []int{0}}
	if low != nil {
		c.cuts = append(c.cuts, *low)
	}
	if high != nil {
		c.cuts = append(c.cuts, *high+1)
	}
	c.at = func(fact int) outcomes {
		if low != nil && fact < *low || high != nil && fact > *high {
			return canMiss
		}
		return canMeet
	}
	return c
}

// graduatedSince counts half months since the award, so that the same day so many
// months before lies between just after and just before it.
func graduatedSince(g *GraduatedWithin) condition {
	most := 2*g.Months - 1
	if g.Inclusive {
		most = 2 * g.Months
	}
	return between(fmt.Sprint("graduated ", g.Which, sorted(g.Levels)), g.On, nil, &most)
}

// languageKnown tries every level, none at all being the lowest.
func languageKnown(l *Language) condition {
	levels := append([]string{""}, languageLevels()...)
	c := condition{fact: fmt.Sprintln("language", sorted(l.Of), l.Which)}
	for i := range levels {
		c.cuts = append(c.cuts, i)
	}
	c.at = func(level int) outcomes {
		switch {
		case slices.Contains(l.Met, levels[level]):
			return canMeet
		case slices.Contains(l.ToConfirm, levels[level]):
			return canConfirm
		}
		return canMiss
	}
	return c
}

// experienceHeld counts in the unit of its bounds; where they are of two units
// nothing else looks at the same fact.
func experienceHeld(e *Experience) condition {
	name := fmt.Sprintln("experience", sorted(e.Kinds))
	one := 1
	low, high := e.AtLeast, e.AtMost
	switch {
	case low == nil && high == nil:
		return between(name+"days", e.On, &one, nil)
	case low != nil && high != nil && (low.Days == 0) != (high.Days == 0):
		return yesOrNo(name, *low, *high, e.On)
	case low != nil && low.Days == 0 || high != nil && high.Days == 0:
		return between(name+"months", e.On, months(low), months(high))
	}
	return between(name+"days", e.On, days(low), days(high))
}

func months(s *Span) *int {
	if s == nil {
		return nil
	}
	return &s.Months
}

func days(s *Span) *int {
	if s == nil {
		return nil
	}
	return &s.Days
}

// sorted returns the words of a list in an order of their own, as one.
func sorted(list []string) string {
	return strings.Join(slices.Sorted(slices.Values(list)), " ")
}

// maxSets is how many sets of nationalities of one rule are held against each
// other; where there are more, each is a fact of its own.
const maxSets = 6

// shareNationalities makes one fact of the nationalities of a rule: the sets of
// which a candidate holds one, as bits. A candidate may hold several
// nationalities, or none.
func shareNationalities(leaves []*term) {
	var sets []*term
	for _, leaf := range leaves {
		if leaf.codes != nil && !slices.ContainsFunc(sets, func(t *term) bool { return t.fact == leaf.fact }) {
			sets = append(sets, leaf)
		}
	}
	if len(sets) < 2 || len(sets) > maxSets {
		return
	}
	bits := map[string]int{} // by country
	bitOf := map[string]int{}
	for i, set := range sets {
		bitOf[set.fact] = 1 << i
		for _, code := range set.codes {
			bits[code] |= 1 << i
		}
	}
	held := []int{0}
	for _, bit := range bits {
		for _, other := range slices.Clone(held) {
			if !slices.Contains(held, other|bit) {
				held = append(held, other|bit)
			}
		}
	}
	for _, leaf := range leaves {
		if leaf.codes == nil {
			continue
		}
		bit := bitOf[leaf.fact]
		leaf.fact, leaf.cuts = "nationalities", held
		leaf.at = func(sets int) outcomes { return from(1)(sets & bit) }
	}
}
