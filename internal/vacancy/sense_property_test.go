package vacancy_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// written is a rule with where it stands in a text that holds it.
type written struct {
	rule   vacancy.Rule
	parent *vacancy.Rule
	index  int // among the parent's parts
}

// ruleWriter draws rules and writes them, remembering where each begins.
type ruleWriter struct {
	strings.Builder
	at  map[int]written
	rnd *rand.Rand
}

func (w *ruleWriter) pick(words ...string) string { return words[w.rnd.IntN(len(words))] }

// draw writes a rule of at most so many levels.
func (w *ruleWriter) draw(levels int) vacancy.Rule {
	begin := w.Len()
	var r vacancy.Rule
	switch kind := w.rnd.IntN(4); {
	case levels > 0 && kind < 2:
		r = w.joined(w.pick("all", "any"), levels)
	case levels > 0 && kind == 2:
		w.WriteString("{not: ")
		part := w.draw(levels - 1)
		r.Not = &part
		w.WriteString("}")
	default:
		r = w.condition()
	}
	w.at[begin] = written{rule: r}
	return r
}

func (w *ruleWriter) joined(kind string, levels int) vacancy.Rule {
	w.WriteString("{" + kind + ": [")
	var parts []vacancy.Rule
	var begins []int
	for i := range 2 + w.rnd.IntN(2) {
		if i > 0 {
			w.WriteString(", ")
		}
		begins = append(begins, w.Len())
		parts = append(parts, w.draw(levels-1))
	}
	w.WriteString("]}")
	r := vacancy.Rule{All: parts}
	if kind == "any" {
		r = vacancy.Rule{Any: parts}
	}
	for i, begin := range begins {
		w.at[begin] = written{parts[i], &r, i}
	}
	return r
}

// condition writes a condition on one of few facts, so that several meet.
func (w *ruleWriter) condition() vacancy.Rule {
	on := vacancy.Reference(w.pick("deadline", "start"))
	n := 1 + w.rnd.IntN(4)
	switch w.rnd.IntN(8) {
	case 0:
		codes := []string{"FR", "GB", "CH"}[w.rnd.IntN(2):][:1+w.rnd.IntN(2)]
		fmt.Fprintf(w, "{nationality: {countries: [%s]}}", strings.Join(codes, ", "))
		return vacancy.Rule{Nationality: &vacancy.Nationality{Countries: codes}}
	case 1:
		low := 16 + 4*n
		fmt.Fprintf(w, "{age: {atLeast: %d, on: %s}}", low, on)
		return vacancy.Rule{Age: &vacancy.Age{AtLeast: &low, On: on}}
	case 2:
		high := 16 + 4*n
		fmt.Fprintf(w, "{age: {atMost: %d, on: %s}}", high, on)
		return vacancy.Rule{Age: &vacancy.Age{AtMost: &high, On: on}}
	case 3:
		fmt.Fprintf(w, "{student: {on: %s}}", on)
		return vacancy.Rule{Student: &vacancy.Student{On: on}}
	case 4:
		w.WriteString("{declared: {name: likes-paper}}")
		return vacancy.Rule{Declared: &vacancy.Declared{Name: "likes-paper"}}
	case 5:
		levels := words(candidate.LanguageLevels())
		met, confirm := levels[2+n:], levels[2+n-w.rnd.IntN(2):2+n]
		fmt.Fprintf(w, "{language: {of: [en], which: best, met: [%s]", strings.Join(met, ", "))
		if len(confirm) > 0 {
			fmt.Fprintf(w, ", toConfirm: [%s]", strings.Join(confirm, ", "))
		}
		w.WriteString("}}")
		return vacancy.Rule{Language: &vacancy.Language{Of: []string{"en"}, Which: vacancy.WhichBest, Met: met, ToConfirm: confirm}}
	case 6:
		inclusive := w.rnd.IntN(2) == 0
		fmt.Fprintf(w, "{graduated_within: {months: %d, inclusive: %v, which: any, on: %s}}", 6*n, inclusive, on)
		return vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 6 * n, Inclusive: inclusive, Which: vacancy.WhichAny, On: on}}
	default:
		fmt.Fprintf(w, "{applications: {atMost: %d}}", n)
		return vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: n}}
	}
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, word := range list {
		out[i] = string(word)
	}
	return out
}

// clearPerson draws a candidate all of whose facts are known and clear.
func clearPerson(rnd *rand.Rand) eligibility.Subject {
	day := func(year, span int) candidate.Day {
		return candidate.On(civil.Date{Year: year, Month: 6, Day: 22}.AddDays(rnd.IntN(span)))
	}
	university, said := true, rnd.IntN(2) == 0
	c := candidate.Candidate{
		BirthDate: day(1985, 365*25), Nationalities: []string{}, Studies: []candidate.Study{}, Languages: []candidate.Language{},
		Declared: candidate.Answers{"likes-paper": said},
	}
	for _, code := range []string{"FR", "GB", "CH"} {
		if rnd.IntN(3) == 0 {
			c.Nationalities = append(c.Nationalities, code)
		}
	}
	if level := rnd.IntN(8); level > 0 {
		c.Languages = append(c.Languages, candidate.Language{Tag: "en", Level: candidate.LanguageLevels()[level]})
	}
	if rnd.IntN(2) == 0 {
		awarded := candidate.On(civil.Date{Year: 2025, Month: 6, Day: 22}.AddMonths(-6 * rnd.IntN(6)).AddDays(rnd.IntN(5) - 2))
		c.Studies = append(c.Studies, candidate.Study{ID: "a", University: &university, Level: "master", Status: "completed", Start: day(2015, 300), End: awarded, Awarded: awarded})
	}
	if rnd.IntN(2) == 0 {
		c.Studies = append(c.Studies, candidate.Study{ID: "b", University: &university, Level: "master", Status: "ongoing", Start: day(2024, 900), End: day(2029, 300)})
	}
	return eligibility.Subject{Candidate: c, Applications: 1 + rnd.IntN(5)}
}

// TestWhatIsRefusedMakesNoSense draws rules; where one is refused, no candidate
// who is clear may show that it, or its part, makes a difference after all.
func TestWhatIsRefusedMakesNoSense(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 2))
	dates := eligibility.Dates{
		Deadline: civil.Date{Year: 2025, Month: 6, Day: 22}, Start: civil.Date{Year: 2026, Month: 3, Day: 1}, Today: civil.Date{Year: 2025, Month: 6, Day: 1},
	}
	var people []eligibility.Subject
	for range 150 {
		people = append(people, clearPerson(rnd))
	}
	refused := map[string]int{}
	for range 1200 {
		w := &ruleWriter{at: map[int]written{}, rnd: rnd}
		w.draw(2)
		text := ruled(t, w.String())
		_, err := vacancy.Decode("drawn.yaml", []byte(text))
		e := message.Of(err)
		if e == nil {
			continue
		}
		_, column := position(text, "rule: "+w.String())
		found, ok := w.at[e.Args["Column"].(int)-column-len("rule: ")]
		if !ok {
			t.Fatalf("%s: %v is at no rule", w.String(), e)
		}
		refused[e.ID]++
		for _, who := range people {
			if proof := differs(found, e.ID, who, dates); proof != "" {
				t.Fatalf("%s: %s, and yet %s: %+v\n%s", w.String(), e.ID, proof, who.Candidate, e.Args["Snippet"])
			}
		}
	}
	for _, id := range []string{"pack-rule-always", "pack-rule-never", "pack-rule-idle"} {
		if refused[id] < 20 {
			t.Errorf("only %d rules were refused with %s", refused[id], id)
		}
	}
}

// differs says how a candidate shows that a rule was refused wrongly.
func differs(found written, id string, who eligibility.Subject, dates eligibility.Dates) string {
	judged := func(r vacancy.Rule) vacancy.Verdict { return eligibility.Judge(r, who, dates).Verdict }
	verdict := judged(found.rule)
	switch {
	case id == "pack-rule-always" && verdict == vacancy.NotMet, id == "pack-rule-never" && verdict != vacancy.NotMet:
		return "the verdict is " + string(verdict)
	case id != "pack-rule-idle":
		return ""
	}
	if whole, rest := judged(*found.parent), judged(lacking(*found.parent, found.index)); whole != rest {
		return fmt.Sprintf("the verdict is %s with the part and %s without it", whole, rest)
	}
	return ""
}

// lacking is the rule without one of its parts.
func lacking(r vacancy.Rule, index int) vacancy.Rule {
	without := func(parts []vacancy.Rule) []vacancy.Rule {
		var rest []vacancy.Rule
		for i, part := range parts {
			if i != index {
				rest = append(rest, part)
			}
		}
		return rest
	}
	if r.All != nil {
		return vacancy.Rule{All: without(r.All)}
	}
	return vacancy.Rule{Any: without(r.Any)}
}
