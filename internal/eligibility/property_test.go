package eligibility_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/vacancy"
)

// The candidates and rules drawn here live within a few years, so that a brute
// look at each single day is cheap, and leap days and clashes are common.
var epoch = civil.Date{Year: 2023, Month: 1, Day: 1}

const years = 5 * 366

func someDay(t *rapid.T, label string) civil.Date {
	return epoch.AddDays(rapid.IntRange(0, years).Draw(t, label))
}

// answer draws a day, none, or no answer.
func answer(t *rapid.T, label string) candidate.Day {
	switch rapid.IntRange(0, 5).Draw(t, label+" answered") {
	case 0:
		return candidate.Day{}
	case 1:
		return candidate.Day{None: true}
	default:
		return candidate.On(someDay(t, label))
	}
}

// period draws a start and an end that can be.
func period(t *rapid.T) (start, end candidate.Day) {
	start = candidate.On(someDay(t, "start"))
	end = answer(t, "end")
	if end.Known() && end.Before(start.Date) {
		start, end = end, start
	}
	return start, end
}

func anyStudy(t *rapid.T) candidate.Study {
	s := candidate.Study{
		Level:  rapid.SampledFrom(append(candidate.StudyLevels(), "")).Draw(t, "level"),
		Status: rapid.SampledFrom(append(candidate.Statuses(), "")).Draw(t, "status"),
	}
	s.Start, s.End = period(t)
	if rapid.Bool().Draw(t, "university answered") {
		s.University = new(rapid.Bool().Draw(t, "university"))
	}
	if rapid.IntRange(0, 4).Draw(t, "start answered") == 0 {
		s.Start = candidate.Day{}
	}
	if s.Awarded = answer(t, "awarded"); s.Awarded.Known() && s.Awarded.Before(s.Start.Date) {
		s.Awarded = candidate.Day{}
	}
	return s
}

func anyExperience(t *rapid.T) candidate.Experience {
	e := candidate.Experience{Kind: rapid.SampledFrom([]candidate.ExperienceKind{"research", "industry", ""}).Draw(t, "kind")}
	e.Start, e.End = period(t)
	return e
}

// list draws no answer, none, or a few.
func list[T any](t *rapid.T, label string, one func(*rapid.T) T) []T {
	n := rapid.IntRange(-1, 3).Draw(t, label)
	if n < 0 {
		return nil
	}
	members := make([]T, n)
	for i := range members {
		members[i] = one(t)
	}
	return members
}

func anyCandidate(t *rapid.T) candidate.Candidate {
	c := candidate.Candidate{
		Studies:    list(t, "studies", anyStudy),
		Experience: list(t, "experience", anyExperience),
		Nationalities: list(t, "nationalities", func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"FR", "CH", "TR"}).Draw(t, "country")
		}),
	}
	for i := range c.Studies {
		c.Studies[i].ID = string(rune('a' + i))
	}
	for i, l := range list(t, "languages", func(t *rapid.T) candidate.LanguageLevel {
		return rapid.SampledFrom(append(candidate.LanguageLevels(), "")).Draw(t, "level")
	}) {
		c.Languages = append(c.Languages, candidate.Language{Tag: []string{"en", "fr", "de"}[i], Level: l})
	}
	if rapid.Bool().Draw(t, "born") {
		c.BirthDate = candidate.On(someDay(t, "birth").AddMonths(-12 * 21))
	}
	if rapid.Bool().Draw(t, "equivalent") {
		c.EquivalentEducation = new(rapid.SampledFrom([]string{"", "academy"}).Draw(t, "text"))
	}
	return c
}

// leaves draw one rule of a single kind each.
var leaves = []func(*rapid.T) vacancy.Rule{
	func(t *rapid.T) vacancy.Rule {
		return vacancy.Rule{Nationality: &vacancy.Nationality{Countries: []string{"FR", "TR"}}}
	},
	func(t *rapid.T) vacancy.Rule {
		r := &vacancy.Age{AtLeast: new(21)}
		if rapid.Bool().Draw(t, "at most") {
			r.AtMost = new(rapid.IntRange(21, 23).Draw(t, "most"))
		}
		return vacancy.Rule{Age: r}
	},
	func(t *rapid.T) vacancy.Rule {
		months := rapid.IntRange(1, 24).Draw(t, "months")
		return vacancy.Rule{UniversityYears: &vacancy.UniversityYears{MonthsMet: months, MonthsToConfirm: rapid.IntRange(1, months).Draw(t, "band")}}
	},
	func(t *rapid.T) vacancy.Rule { return vacancy.Rule{Student: &vacancy.Student{}} },
	func(t *rapid.T) vacancy.Rule {
		return vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{
			Months: rapid.IntRange(1, 24).Draw(t, "months"), Inclusive: rapid.Bool().Draw(t, "inclusive"),
			Which: rapid.SampledFrom([]vacancy.Which{vacancy.WhichAny, vacancy.WhichHighest}).Draw(t, "which"),
		}}
	},
	func(t *rapid.T) vacancy.Rule {
		return vacancy.Rule{Degree: &vacancy.Degree{
			Levels: []string{"bachelor", "master"}, Status: rapid.SampledFrom([][]string{{"completed"}, {"ongoing"}, {"completed", "ongoing"}}).Draw(t, "status"),
		}}
	},
	func(t *rapid.T) vacancy.Rule {
		return vacancy.Rule{EquivalentEducation: &vacancy.EquivalentEducation{}}
	},
	func(t *rapid.T) vacancy.Rule {
		return vacancy.Rule{Language: &vacancy.Language{
			Of: []string{"en", "fr"}, Which: rapid.SampledFrom([]vacancy.Which{vacancy.WhichBest, vacancy.WhichSecond}).Draw(t, "which"),
			Met: []string{"C1", "C2", "native"}, ToConfirm: []string{"B2"},
		}}
	},
	func(t *rapid.T) vacancy.Rule {
		r := &vacancy.Experience{Kinds: []string{"research"}}
		if rapid.Bool().Draw(t, "at least") {
			r.AtLeast = &vacancy.Span{Days: rapid.IntRange(1, 300).Draw(t, "least")}
		}
		if rapid.Bool().Draw(t, "at most") {
			r.AtMost = &vacancy.Span{Months: rapid.IntRange(1, 20).Draw(t, "most")}
		}
		return vacancy.Rule{Experience: r}
	},
}

func anyRule(t *rapid.T, depth int) vacancy.Rule {
	var r vacancy.Rule
	kind := rapid.IntRange(0, 2+3*len(leaves)).Draw(t, "rule")
	switch {
	case depth == 0 || kind > 2:
		r = rapid.SampledFrom(leaves).Draw(t, "leaf")(t)
	case kind == 2:
		r.Not = new(anyRule(t, depth-1))
	default:
		parts := make([]vacancy.Rule, rapid.IntRange(1, 3).Draw(t, "parts"))
		for i := range parts {
			parts[i] = anyRule(t, depth-1)
		}
		if kind == 0 {
			r.All = parts
		} else {
			r.Any = parts
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "at best") == 0 {
		r.AtBest = vacancy.ToConfirm
	}
	return r
}

func anyCriterion(t *rapid.T) vacancy.Criterion {
	c := vacancy.Criterion{ID: "c", Rule: anyRule(t, 2)}
	if rapid.Bool().Draw(t, "second reading") {
		c.Readings = []vacancy.Reading{{Source: "faq", Rule: anyRule(t, 2)}}
	}
	return c
}

func on(day civil.Date) eligibility.Dates {
	return eligibility.Dates{Deadline: day, Start: day, Today: day}
}

// The earliest day is one on which the criterion is met, and on no day between
// the reference date and it is it met. Where there is none, no day helps.
func TestEarliestIsTheFirstDayOnWhichItIsMet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := eligibility.Subject{Candidate: anyCandidate(t)}
		c := anyCriterion(t)
		reference := someDay(t, "reference")
		f := eligibility.Evaluate(c, s, on(reference))
		if f.Verdict != notMet {
			if !f.Earliest.IsZero() {
				t.Fatalf("%s, and earliest %s", f.Verdict, f.Earliest)
			}
			return
		}
		var first civil.Date
		for d := range years + 3*366 {
			later := reference.AddDays(d + 1)
			if eligibility.Evaluate(c, s, on(later)).Verdict == met {
				first = later
				break
			}
		}
		if first != f.Earliest {
			t.Fatalf("on %s not met; earliest %q, but the first day is %q", reference, f.Earliest, first)
		}
	})
}

// Whoever asks silently gets the verdicts and days that are explained aloud.
func TestAVerdictIsTheSameSilentlyAndAloud(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, d := eligibility.Subject{Candidate: anyCandidate(t)}, on(someDay(t, "reference"))
		c := anyCriterion(t)
		f, why := eligibility.Evaluate(c, s, d), eligibility.Explain(c, s, d)
		for n, r := range c.AllReadings() {
			judged := eligibility.Judge(r.Rule, s, d).Verdict
			if f.Readings[n].Verdict != judged || why.Outcomes[n].Verdict != judged || eligibility.Verdict(r.Rule, s, d) != judged {
				t.Fatalf("reading %d is %s silently, and %s aloud", n, f.Readings[n].Verdict, judged)
			}
		}
		if why.Reason.IsZero() || why.Fact.IsZero() || why.Next.IsZero() != (f.Verdict == met) {
			t.Fatalf("%s is explained by %+v", f.Verdict, why)
		}
	})
}

// any, all and not follow DESIGN's tables, whatever their parts.
func TestTheAlgebraOfVerdicts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, d := eligibility.Subject{Candidate: anyCandidate(t)}, on(someDay(t, "reference"))
		parts := []vacancy.Rule{anyRule(t, 1), anyRule(t, 1), anyRule(t, 1)}
		has := map[vacancy.Verdict]bool{}
		for _, p := range parts {
			has[eligibility.Judge(p, s, d).Verdict] = true
		}
		first := func(order ...vacancy.Verdict) vacancy.Verdict {
			return order[slices.IndexFunc(order, func(v vacancy.Verdict) bool { return has[v] })]
		}
		one := eligibility.Judge(vacancy.Rule{Any: parts}, s, d)
		if want := first(met, unanswered, toConfirm, notMet); one.Verdict != want {
			t.Fatalf("any: %s, want %s", one.Verdict, want)
		}
		every := eligibility.Judge(vacancy.Rule{All: parts}, s, d)
		if want := first(notMet, unanswered, toConfirm, met); every.Verdict != want {
			t.Fatalf("all: %s, want %s", every.Verdict, want)
		}
		swap := map[vacancy.Verdict]vacancy.Verdict{met: notMet, notMet: met, toConfirm: toConfirm, unanswered: unanswered}
		if got := eligibility.Judge(vacancy.Rule{Not: &vacancy.Rule{Any: parts}}, s, d); got.Verdict != swap[one.Verdict] {
			t.Fatalf("not %s: %s", one.Verdict, got.Verdict)
		}
		capped := eligibility.Judge(vacancy.Rule{Any: parts, AtBest: toConfirm}, s, d)
		if capped.Verdict == met || one.Verdict != met && capped.Verdict != one.Verdict {
			t.Fatalf("at best to confirm: %s of %s", capped.Verdict, one.Verdict)
		}
		for _, o := range []eligibility.Outcome{one, every, capped} {
			if o.Decisive.Verdict != o.Verdict || o.Decisive.Reason.IsZero() {
				t.Fatalf("%s is explained by %+v", o.Verdict, o.Decisive)
			}
		}
	})
}

// Equal readings stand; otherwise unanswered if any is, else to confirm.
func TestReadingsTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, d := eligibility.Subject{Candidate: anyCandidate(t)}, on(someDay(t, "reference"))
		c := vacancy.Criterion{ID: "c", Rule: anyRule(t, 1), Readings: []vacancy.Reading{{Source: "faq", Rule: anyRule(t, 1)}}}
		f := eligibility.Evaluate(c, s, d)
		a, b := f.Readings[0].Verdict, f.Readings[1].Verdict
		want := toConfirm
		switch {
		case a == b:
			want = a
		case a == unanswered || b == unanswered:
			want = unanswered
		}
		if f.Verdict != want {
			t.Fatalf("%s and %s: %s", a, b, f.Verdict)
		}
	})
}

// The order of studies, languages, nationalities and experience decides
// nothing.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, d := anyCandidate(t), on(someDay(t, "reference"))
		rule := anyRule(t, 2)
		shuffled := c
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		shuffled.Studies = shuffle(random, c.Studies)
		shuffled.Languages = shuffle(random, c.Languages)
		shuffled.Nationalities = shuffle(random, c.Nationalities)
		shuffled.Experience = shuffle(random, c.Experience)
		one := eligibility.Judge(rule, eligibility.Subject{Candidate: c}, d)
		other := eligibility.Judge(rule, eligibility.Subject{Candidate: shuffled}, d)
		if one.Verdict != other.Verdict {
			t.Fatalf("%s, and shuffled %s", one.Verdict, other.Verdict)
		}
	})
}

func shuffle[T any](random *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// What is met or not met stays so, whatever the answers that are still open
// turn out to be: neither a green tick nor a red one was premature.
func TestOpenAnswersNeverOverturnAVerdict(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, d := anyCandidate(t), on(someDay(t, "reference"))
		rule := anyRule(t, 2)
		before := eligibility.Judge(rule, eligibility.Subject{Candidate: c}, d).Verdict
		after := eligibility.Judge(rule, eligibility.Subject{Candidate: fill(t, c)}, d).Verdict
		if (before == met || before == notMet) && after != before {
			t.Fatalf("%s became %s", before, after)
		}
	})
}

// fill answers what the candidate left open, or some of it.
func fill(t *rapid.T, c candidate.Candidate) candidate.Candidate {
	other := anyCandidate(t)
	if c.BirthDate.IsZero() {
		c.BirthDate = other.BirthDate
	}
	if c.Studies == nil {
		c.Studies = other.Studies
	}
	if c.Experience == nil {
		c.Experience = other.Experience
	}
	if c.Languages == nil {
		c.Languages = other.Languages
	}
	if c.Nationalities == nil {
		c.Nationalities = other.Nationalities
	}
	if c.EquivalentEducation == nil {
		c.EquivalentEducation = other.EquivalentEducation
	}
	c.Studies, c.Languages, c.Experience = slices.Clone(c.Studies), slices.Clone(c.Languages), slices.Clone(c.Experience)
	for i := range c.Studies {
		fillStudy(t, &c.Studies[i])
	}
	for i := range c.Languages {
		if c.Languages[i].Level == "" {
			c.Languages[i].Level = rapid.SampledFrom(candidate.LanguageLevels()).Draw(t, "level filled")
		}
	}
	for i := range c.Experience {
		e := &c.Experience[i]
		if e.Kind == "" {
			e.Kind = rapid.SampledFrom([]candidate.ExperienceKind{"research", "industry"}).Draw(t, "kind filled")
		}
		if e.End.IsZero() {
			e.End = candidate.On(e.Start.AddDays(rapid.IntRange(0, 700).Draw(t, "end filled")))
		}
	}
	return c
}

func fillStudy(t *rapid.T, s *candidate.Study) {
	if s.Level == "" {
		s.Level = rapid.SampledFrom(candidate.StudyLevels()).Draw(t, "level filled")
	}
	if s.Status == "" {
		s.Status = rapid.SampledFrom(candidate.Statuses()).Draw(t, "status filled")
	}
	if s.University == nil {
		s.University = new(rapid.Bool().Draw(t, "university filled"))
	}
	if s.Start.IsZero() {
		s.Start = candidate.On(epoch)
	}
	if s.End.IsZero() {
		s.End = candidate.On(s.Start.AddDays(rapid.IntRange(0, years).Draw(t, "end filled")))
	}
	if s.Awarded.IsZero() {
		s.Awarded = candidate.On(s.Start.AddDays(rapid.IntRange(0, years).Draw(t, "awarded filled")))
	}
}

// Silently, no words are made: a verdict costs a small part of its explanation.
func TestAVerdictCostsNoWords(t *testing.T) {
	p := assetstest.Vacancy(t)
	s := eligibility.Subject{Candidate: who(t, one(`"level":"bachelor","status":"completed","start":"2021-09-18","end":"2024-06-14","awarded":"2024-06-22"`)), Pack: p}
	d := on(p.Deadline.Day())
	for _, c := range p.Criteria {
		silent := testing.AllocsPerRun(10, func() { eligibility.Evaluate(c, s, d) })
		aloud := testing.AllocsPerRun(10, func() { eligibility.Explain(c, s, d) })
		if silent > 2+aloud/4 {
			t.Errorf("%s: %v things allocated for the verdict, %v for the words", c.ID, silent, aloud)
		}
	}
}

func BenchmarkJudgeEducation(b *testing.B) {
	p := assetstest.Vacancy(b)
	s := eligibility.Subject{Candidate: who(b, one(`"level":"bachelor","status":"completed","start":"2021-09-18","end":"2024-06-14","awarded":"2024-06-22"`)), Pack: p}
	b.ReportAllocs()
	for b.Loop() {
		eligibility.Evaluate(p.Criteria[2], s, on(p.Deadline.Day()))
	}
}
