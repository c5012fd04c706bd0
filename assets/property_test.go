package assets_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/vacancy"
)

// checker checks candidates against one pack, without documents.
type checker struct {
	pack *vacancy.Pack
	zone *time.Location
}

func (c checker) verdicts(who candidate.Candidate) map[string]vacancy.Verdict {
	list := checklist.Build(checklist.Input{
		Pack: c.pack, Candidate: who, Applications: 1, Now: c.pack.Deadline.Day().AddDays(-10).In(c.zone), Zone: c.zone,
	})
	verdicts := map[string]vacancy.Verdict{}
	for _, item := range list.Items {
		verdicts[item.ID] = item.Verdict
		for _, r := range item.Readings {
			verdicts[item.ID+"/"+r.Source] = r.Verdict
		}
	}
	return verdicts
}

func checkers(t *testing.T) []checker {
	t.Helper()
	var all []checker
	for _, p := range packs(t) {
		zone, err := time.LoadLocation(p.Deadline.Zone)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, checker{p, zone})
	}
	slices.SortFunc(all, func(a, b checker) int { return len(a.pack.ID) - len(b.pack.ID) })
	return all
}

// answered draws a candidate who left nothing open, with dates around the packs'.
func answered(t *rapid.T, p *vacancy.Pack) candidate.Candidate {
	day := func(label string, from, to int) candidate.Day {
		return candidate.On(p.Deadline.Day().AddDays(rapid.IntRange(from, to).Draw(t, label)))
	}
	period := func() (start, end candidate.Day) {
		start = day("start", -2000, 200)
		return start, candidate.On(start.AddDays(rapid.IntRange(0, 1500).Draw(t, "length")))
	}
	yes := func(label string) bool { return rapid.Bool().Draw(t, label) }
	c := candidate.Candidate{
		Format: candidate.Format, Name: candidate.Name{Given: "A", Family: "B"}, BirthDate: day("birth", -12_000, -7_000),
		Nationalities: slices.Clone([][]string{{"FR"}, {"CH"}, {"CH", "TR"}, {}}[rapid.IntRange(0, 3).Draw(t, "nationalities")]),
		Languages:     []candidate.Language{}, Experience: []candidate.Experience{}, Studies: []candidate.Study{},
		EquivalentEducation: new([]string{"", "academy"}[rapid.IntRange(0, 1).Draw(t, "equivalent")]), Declared: candidate.Answers{},
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "studies") {
		s := candidate.Study{
			ID: fmt.Sprint("s", i), Institution: "I", Title: "T", Field: new("law"), University: new(yes("university")),
			Level:  rapid.SampledFrom(candidate.StudyLevels()).Draw(t, "level"),
			Status: rapid.SampledFrom(candidate.Statuses()).Draw(t, "status"),
		}
		s.Start, s.End = period()
		s.Awarded = candidate.On(s.End.AddDays(rapid.IntRange(0, 100).Draw(t, "awarded")))
		c.Studies = append(c.Studies, s)
	}
	for _, tag := range []string{"en", "fr", "de"} {
		if yes("speaks " + tag) {
			c.Languages = append(c.Languages, candidate.Language{Tag: tag, Level: rapid.SampledFrom(candidate.LanguageLevels()).Draw(t, tag), Evidence: "E"})
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "experience") {
		e := candidate.Experience{What: "W", Kind: rapid.SampledFrom(candidate.ExperienceKinds()).Draw(t, "kind")}
		e.Start, e.End = period()
		c.Experience = append(c.Experience, e)
	}
	for _, q := range p.Questions {
		c.Declared[q.ID] = yes(q.ID)
	}
	return c
}

// notQuestions are fields that no candidate leaves open: what names a member, and
// what the program keeps for itself.
var notQuestions = map[string]bool{"ID": true, "Tag": true, "Unknown": true, "Format": true}

// fields returns every answer of the candidate, down to those within lists, by
// name: a field that a later program adds is among them at once.
func fields(v reflect.Value, name string) map[string]reflect.Value {
	all := map[string]reflect.Value{}
	for i := range v.NumField() {
		field, key := v.Field(i), v.Type().Field(i).Name
		if notQuestions[key] {
			continue
		}
		all[name+key] = field
		switch {
		case field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.Struct:
			for n := range field.Len() {
				for below, one := range fields(field.Index(n), fmt.Sprintf("%s%s[%d].", name, key, n)) {
					all[below] = one
				}
			}
		case field.Type() == reflect.TypeFor[candidate.Name]():
			for below, one := range fields(field, name+key+".") {
				all[below] = one
			}
		}
	}
	return all
}

// copied is a candidate that shares nothing with the one given.
func copied(t *rapid.T, c candidate.Candidate) candidate.Candidate {
	data, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := candidate.Decode("copy", data)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// An answer that is filled in never opens what was met: for every field of a
// candidate and every item and reading of every pack. What was met without it
// stays met, and what was not met stays so, but that a document or a count may be
// asked for only now.
func TestFillingAnAnswerNeverOpensWhatWasMet(t *testing.T) {
	t.Parallel()
	all := checkers(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(all).Draw(t, "pack")
		full := answered(t, c.pack)
		names := slices.Sorted(maps.Keys(fields(reflect.ValueOf(&full).Elem(), "")))
		blank := rapid.SampledFrom(names).Draw(t, "the answer filled in")
		filled := copied(t, full)
		others := rapid.SliceOfN(rapid.SampledFrom(names), 0, 4).Draw(t, "the answers left open")
		clear := func(who *candidate.Candidate, name string) {
			if field, there := fields(reflect.ValueOf(who).Elem(), "")[name]; there {
				field.SetZero()
			}
		}
		for _, other := range others {
			if other != blank {
				clear(&filled, other)
			}
		}
		open := copied(t, filled)
		clear(&open, blank)
		before, after := c.verdicts(open), c.verdicts(filled)
		for item, verdict := range before {
			now, asked := after[item]
			if verdict == vacancy.Met && asked && now == vacancy.Unanswered {
				t.Fatalf("%s: %s was met, and with %s it is %s", c.pack.ID, item, blank, now)
			}
		}
		for _, criterion := range c.pack.Criteria {
			verdict, now := before[criterion.ID], after[criterion.ID]
			if (verdict == vacancy.Met || verdict == vacancy.NotMet) && now != verdict {
				t.Fatalf("%s: %s was %s, and with %s it is %s", c.pack.ID, criterion.ID, verdict, blank, now)
			}
		}
	})
}

// A declaration that is filled in never opens anything either.
func TestFillingADeclarationNeverOpensWhatWasMet(t *testing.T) {
	t.Parallel()
	all := checkers(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(all).Draw(t, "pack")
		if len(c.pack.Questions) == 0 {
			return
		}
		full := answered(t, c.pack)
		open := copied(t, full)
		delete(open.Declared, rapid.SampledFrom(c.pack.Questions).Draw(t, "question").ID)
		before, after := c.verdicts(open), c.verdicts(full)
		for item, verdict := range before {
			if now := after[item]; (verdict == vacancy.Met || verdict == vacancy.NotMet) && now != verdict {
				t.Fatalf("%s: %s was %s and is %s", c.pack.ID, item, verdict, now)
			}
		}
	})
}

// The order in which a candidate tells of studies, languages, nationalities and
// experience decides nothing in any pack.
func TestTheOrderOfAnswersDecidesNothing(t *testing.T) {
	t.Parallel()
	all := checkers(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(all).Draw(t, "pack")
		one := answered(t, c.pack)
		other := copied(t, one)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		shuffle(random, other.Studies)
		shuffle(random, other.Languages)
		shuffle(random, other.Nationalities)
		shuffle(random, other.Experience)
		before, after := c.verdicts(one), c.verdicts(other)
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("%s: %v, and in another order %v", c.pack.ID, before, after)
		}
	})
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}
