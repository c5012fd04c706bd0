package eligibility_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/vacancy"
)

// verdicts are all there are.
var verdicts = []vacancy.Verdict{met, notMet, toConfirm, unanswered}

// fixed is a rule that comes to a verdict for the candidate of fixedSubject.
func fixed(v vacancy.Verdict) vacancy.Rule {
	d := &vacancy.Declared{Name: string(v)}
	if v == toConfirm {
		d.Absent = toConfirm
	}
	return vacancy.Rule{Declared: d}
}

// fixedSubject has said yes to one statement and no to another.
var fixedSubject = eligibility.Subject{Candidate: candidate.Candidate{
	Declared: candidate.Answers{string(met): true, string(notMet): false},
}}

// combinations calls do with every list of one up to four verdicts.
func combinations(do func(list []vacancy.Verdict)) {
	var extend func(list []vacancy.Verdict)
	extend = func(list []vacancy.Verdict) {
		if len(list) > 0 {
			do(list)
		}
		if len(list) == 4 {
			return
		}
		for _, v := range verdicts {
			extend(append(slices.Clip(list), v))
		}
	}
	extend(nil)
}

func parts(list []vacancy.Verdict) []vacancy.Rule {
	rules := make([]vacancy.Rule, len(list))
	for i, v := range list {
		rules[i] = fixed(v)
	}
	return rules
}

// winner is the first of the order that is in the list.
func winner(list []vacancy.Verdict, order ...vacancy.Verdict) vacancy.Verdict {
	return order[slices.IndexFunc(order, func(v vacancy.Verdict) bool { return slices.Contains(list, v) })]
}

func wantAny(list []vacancy.Verdict) vacancy.Verdict {
	return winner(list, met, unanswered, toConfirm, notMet)
}

func wantAll(list []vacancy.Verdict) vacancy.Verdict {
	return winner(list, notMet, unanswered, toConfirm, met)
}

func wantNot(v vacancy.Verdict) vacancy.Verdict {
	return map[vacancy.Verdict]vacancy.Verdict{met: notMet, notMet: met, toConfirm: toConfirm, unanswered: unanswered}[v]
}

// any, all and not keep to DESIGN's tables for every list of up to four verdicts,
// and whatever they come to rests on one of the parts that came to it.
func TestEveryCombinationOfVerdicts(t *testing.T) {
	t.Parallel()
	day := on(epoch)
	count := 0
	combinations(func(list []vacancy.Verdict) {
		count++
		for _, test := range []struct {
			name string
			rule vacancy.Rule
			want vacancy.Verdict
		}{
			{"any", vacancy.Rule{Any: parts(list)}, wantAny(list)},
			{"all", vacancy.Rule{All: parts(list)}, wantAll(list)},
			{"not any", vacancy.Rule{Not: &vacancy.Rule{Any: parts(list)}}, wantNot(wantAny(list))},
			{"not all", vacancy.Rule{Not: &vacancy.Rule{All: parts(list)}}, wantNot(wantAll(list))},
			{"any of all", vacancy.Rule{Any: []vacancy.Rule{{All: parts(list)}}}, wantAll(list)},
		} {
			o := eligibility.Judge(test.rule, fixedSubject, day)
			if o.Verdict != test.want || o.Decisive.Verdict != test.want || o.Decisive.Reason.IsZero() {
				t.Errorf("%s of %v: %s, resting on %s %s", test.name, list, o.Verdict, o.Decisive.Verdict, o.Decisive.Reason.ID)
			}
			if len(o.Leaves) != len(list) {
				t.Fatalf("%s of %v tells of %d conditions", test.name, list, len(o.Leaves))
			}
			for i, leaf := range o.Leaves {
				if leaf.Verdict != list[i] || leaf.Reason.Args["Statement"] != string(list[i]) {
					t.Errorf("%s of %v tells of %s at %d", test.name, list, leaf.Verdict, i)
				}
			}
			best := test.rule
			best.AtBest = toConfirm
			capped := eligibility.Judge(best, fixedSubject, day)
			want := test.want
			if want == met {
				want = toConfirm
			}
			if capped.Verdict != want || capped.Decisive.Verdict != want || (test.want == met) != (capped.Decisive.Reason.ID == "reason.judge") ||
				test.want == met && capped.Decisive.Next.ID != "next.judge" {
				t.Errorf("%s of %v, at best to confirm: %s, %s, %s", test.name, list, capped.Verdict, capped.Decisive.Reason.ID, capped.Decisive.Next.ID)
			}
		}
	})
	if count != 4+16+64+256 {
		t.Errorf("%d combinations", count)
	}
}

// Readings of one criterion: equal verdicts stand; otherwise unanswered if any
// is, else to confirm. What is said comes from the notice's reading where all
// agree, from the first that is unanswered where any is, and else names two that
// differ.
func TestEveryCombinationOfReadings(t *testing.T) {
	t.Parallel()
	combinations(func(list []vacancy.Verdict) {
		c := vacancy.Criterion{ID: "c", Rule: fixed(list[0])}
		for i, v := range list[1:] {
			c.Readings = append(c.Readings, vacancy.Reading{Source: fmt.Sprint("source ", i), Rule: fixed(v)})
		}
		differs := slices.IndexFunc(list, func(v vacancy.Verdict) bool { return v != list[0] })
		want, statement, reason := toConfirm, any(nil), "reason.readings-differ"
		switch {
		case differs < 0:
			want, statement, reason = list[0], string(list[0]), "reason.declared."
		case slices.Contains(list, unanswered):
			want, statement, reason = unanswered, string(unanswered), "reason.declared.unanswered"
		}
		f := evaluate(c, fixedSubject, on(epoch))
		if f.Verdict != want || f.Reason.Args["Statement"] != statement || !strings.HasPrefix(f.Reason.ID, reason) {
			t.Errorf("%v: %s, %v", list, f.Verdict, f.Reason)
		}
		if len(f.Readings) != len(list) {
			t.Fatalf("%v: %d readings", list, len(f.Readings))
		}
		for i, r := range f.Readings {
			if r.Verdict != list[i] {
				t.Errorf("%v: reading %d is %s", list, i, r.Verdict)
			}
		}
		if reason == "reason.readings-differ" {
			if f.Reason.Args["Source"] != c.AllReadings()[differs].Source || f.Next.ID != "next.readings-differ" {
				t.Errorf("%v: %v, then %v", list, f.Reason.Args["Source"], f.Next)
			}
		}
	})
}

// The day is that of the reading that speaks for all: the first that is unanswered
// where any is, else the notice's.
func TestTheDayOfSeveralReadings(t *testing.T) {
	t.Parallel()
	dates := eligibility.Dates{Deadline: epoch, Start: epoch.AddDays(1), Today: epoch.AddDays(2)}
	subject := eligibility.Subject{Candidate: candidate.Candidate{BirthDate: candidate.On(epoch.AddMonths(-300))}}
	sure := func(on vacancy.Reference) vacancy.Rule {
		return vacancy.Rule{Age: &vacancy.Age{AtLeast: new(21), On: on}}
	}
	open := func(on vacancy.Reference) vacancy.Rule {
		return vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research"}, On: on}}
	}
	for _, test := range []struct {
		rules []vacancy.Rule
		want  vacancy.Reference
	}{
		{[]vacancy.Rule{sure(vacancy.OnStart), sure(vacancy.OnToday)}, vacancy.OnStart},
		{[]vacancy.Rule{sure(vacancy.OnStart), not(sure(vacancy.OnToday))}, vacancy.OnStart},
		{[]vacancy.Rule{sure(vacancy.OnStart), open(vacancy.OnDeadline), open(vacancy.OnToday)}, vacancy.OnDeadline},
		{[]vacancy.Rule{open(vacancy.OnToday), sure(vacancy.OnStart), open(vacancy.OnDeadline)}, vacancy.OnToday},
	} {
		c := vacancy.Criterion{ID: "c", Rule: test.rules[0]}
		for _, r := range test.rules[1:] {
			c.Readings = append(c.Readings, vacancy.Reading{Rule: r})
		}
		if f := eligibility.Evaluate(c, subject, dates); f.Ref != test.want || f.On != dates.On(test.want) {
			t.Errorf("%d readings are judged on %s, %s, want %s", len(test.rules), f.Ref, f.On, test.want)
		}
	}
}

// Of what must not be so, and is not, one is enough, and the first is told: how
// far from being met it was does not matter any more.
func TestWhatMustNotBeSoIsToldOnce(t *testing.T) {
	t.Parallel()
	tooOld := vacancy.Rule{Age: &vacancy.Age{AtMost: new(20)}}
	tooYoung := vacancy.Rule{Age: &vacancy.Age{AtLeast: new(40)}}
	subject := eligibility.Subject{Candidate: candidate.Candidate{BirthDate: candidate.On(epoch.AddMonths(-300))}}
	for _, parts := range [][]vacancy.Rule{{not(tooOld), not(tooOld)}, {not(tooOld), not(tooYoung)}} {
		o := eligibility.Judge(vacancy.Rule{Any: parts}, subject, on(epoch))
		if o.Verdict != met || o.Decisive.Reason.ID != "reason.not.met" || o.Decisive.Reason.Args["Most"] == nil {
			t.Errorf("%s: %v", o.Verdict, o.Decisive.Reason)
		}
	}
}

// never says that no candidate brings a rule of the kind to the verdict.
const never = "never"

// reach is how each kind of rule comes to each verdict: a candidate, or never,
// with the reason why nobody does.
var reach = map[string]struct {
	rule   vacancy.Rule
	met    string
	notMet string
	// Where a human must judge, and where an answer is missing.
	toConfirm, unanswered string
}{
	"all": {
		rule: vacancy.Rule{All: []vacancy.Rule{speaks(vacancy.WhichBest), {Declared: &vacancy.Declared{Name: "x"}}}},
		met:  `{"languages":[{"tag":"en","level":"C1"}],"declared":{"x":true}}`, notMet: `{"languages":[{"tag":"en","level":"B1"}]}`,
		toConfirm: `{"languages":[{"tag":"en","level":"B2"}],"declared":{"x":true}}`, unanswered: `{"languages":[{"tag":"en","level":"B2"}]}`,
	},
	"any": {
		rule: vacancy.Rule{Any: []vacancy.Rule{speaks(vacancy.WhichBest), {Declared: &vacancy.Declared{Name: "x"}}}},
		met:  `{"languages":[{"tag":"en","level":"C1"}]}`, notMet: `{"languages":[],"declared":{"x":false}}`,
		toConfirm: `{"languages":[{"tag":"en","level":"B2"}],"declared":{"x":false}}`, unanswered: `{"languages":[{"tag":"en","level":"B2"}]}`,
	},
	"not": {
		rule: vacancy.Rule{Not: new(speaks(vacancy.WhichBest))},
		met:  `{"languages":[]}`, notMet: `{"languages":[{"tag":"en","level":"C1"}]}`,
		toConfirm: `{"languages":[{"tag":"en","level":"B2"}]}`, unanswered: `{}`,
	},
	"nationality": {
		rule: vacancy.Rule{Nationality: &vacancy.Nationality{Countries: []string{"FR"}}},
		met:  `{"nationalities":["CH","FR"]}`, notMet: `{"nationalities":["CH"]}`, toConfirm: never, unanswered: `{}`,
	},
	"age": {
		rule: vacancy.Rule{Age: &vacancy.Age{AtLeast: new(21), On: vacancy.OnToday}},
		met:  `{"birthDate":"2004-06-22"}`, notMet: `{"birthDate":"2004-06-23"}`, toConfirm: never, unanswered: `{}`,
	},
	"university_years": {
		rule: vacancy.Rule{UniversityYears: &vacancy.UniversityYears{MonthsMet: 24, MonthsToConfirm: 18, On: vacancy.OnToday}},
		met:  one(`"status":"completed","start":"2020-01-01","end":"2021-12-31"`), notMet: one(`"status":"completed","start":"2020-01-01","end":"2021-06-29"`),
		toConfirm: one(`"status":"completed","start":"2020-01-01","end":"2021-12-30"`), unanswered: one(`"status":"completed","start":"2020-01-01"`),
	},
	"student": {
		rule: vacancy.Rule{Student: &vacancy.Student{On: vacancy.OnToday}},
		met:  one(`"status":"ongoing","start":"2025-06-22","end":"2025-06-22"`), notMet: one(`"status":"ongoing","start":"2025-06-23","end":"2026-06-22"`),
		toConfirm: one(`"status":"ongoing","start":"2025-01-01","end":"2025-06-21"`), unanswered: one(`"status":"ongoing","start":"2025-01-01"`),
	},
	"graduated_within": {
		rule: vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 12, Inclusive: true, Which: vacancy.WhichAny, On: vacancy.OnToday}},
		met:  one(`"level":"master","status":"completed","awarded":"2024-06-22"`), notMet: one(`"level":"master","status":"completed","awarded":"2024-06-21"`),
		toConfirm: one(`"level":"other","status":"completed","awarded":"2024-06-22"`), unanswered: one(`"level":"master","status":"completed"`),
	},
	"degree": {
		rule: vacancy.Rule{Degree: &vacancy.Degree{Levels: []string{"master"}, Status: []string{"completed"}, Fields: []string{"law"}, On: vacancy.OnToday}},
		met:  one(`"level":"master","status":"completed","awarded":"2025-06-22","field":"Laws"`), notMet: one(`"level":"bachelor","status":"completed","awarded":"2025-06-22","field":"law"`),
		toConfirm: one(`"level":"master","status":"completed","awarded":"2025-06-22","field":"droit"`), unanswered: one(`"level":"master","status":"completed","awarded":"2025-06-22"`),
	},
	"equivalent_education": {
		rule: vacancy.Rule{EquivalentEducation: &vacancy.EquivalentEducation{}},
		met:  never, notMet: `{"equivalentEducation":" "}`, toConfirm: `{"equivalentEducation":"Military academy"}`, unanswered: `{}`,
	},
	"language": {
		rule: speaks(vacancy.WhichSecond),
		met:  `{"languages":[{"tag":"en","level":"C1"},{"tag":"fr","level":"native"}]}`, notMet: `{"languages":[{"tag":"en","level":"C1"},{"tag":"fr","level":"B1"}]}`,
		toConfirm: `{"languages":[{"tag":"en","level":"C1"},{"tag":"fr","level":"B2"}]}`, unanswered: `{"languages":[{"tag":"en","level":"C1"},{"tag":"fr"}]}`,
	},
	"experience": {
		rule: vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research"}, AtLeast: &vacancy.Span{Days: 7}, On: vacancy.OnToday}},
		met:  `{"experience":[{"kind":"research","start":"2025-06-16","end":"2025-07-01"}]}`, notMet: `{"experience":[{"kind":"research","start":"2025-06-17","end":"2025-07-01"}]}`,
		toConfirm: never, unanswered: `{"experience":[{"kind":"research","start":"2025-06-01"}]}`,
	},
	"declared": {
		rule: vacancy.Rule{Declared: &vacancy.Declared{Name: "x"}},
		met:  `{"declared":{"x":true}}`, notMet: `{"declared":{"x":false}}`,
		toConfirm:  "absent", // the pack decides that an absent answer is to confirm
		unanswered: `{"declared":{"y":true}}`,
	},
	// Of documents and applications the candidate's answers say nothing: see
	// TestDocumentsAndApplications, which has each verdict that they come to.
	"document": {}, "applications": {},
}

// speaks asks for C1, and lets B2 be judged.
func speaks(which vacancy.Which) vacancy.Rule {
	return vacancy.Rule{Language: &vacancy.Language{
		Of: []string{"en", "fr"}, Which: which, Met: []string{"C1", "C2", "native"}, ToConfirm: []string{"B2"},
	}}
}

// ruleKinds are the keys of the kinds of rules, from the type itself: a new kind
// has no cases yet, and the test below fails.
func ruleKinds() []string {
	var kinds []string
	rule := reflect.TypeFor[vacancy.Rule]()
	for i := range rule.NumField() {
		if key, _, _ := strings.Cut(rule.Field(i).Tag.Get("pack"), ","); key != "atBest" {
			kinds = append(kinds, key)
		}
	}
	return kinds
}

func TestEveryKindOfRuleReachesEachVerdict(t *testing.T) {
	t.Parallel()
	if got := len(ruleKinds()); got != len(reach) {
		t.Errorf("%d kinds of rules, and cases for %d", got, len(reach))
	}
	today := on(day(t, "2025-06-22"))
	for _, kind := range ruleKinds() {
		cases, known := reach[kind]
		if !known {
			t.Errorf("no cases for rules of the kind %s", kind)
			continue
		}
		if cases.met == "" {
			continue
		}
		if got := cases.rule.Kind(); got != kind {
			t.Errorf("the rule of %s is one of %s", kind, got)
		}
		for verdict, written := range map[vacancy.Verdict]string{
			met: cases.met, notMet: cases.notMet, toConfirm: cases.toConfirm, unanswered: cases.unanswered,
		} {
			rule := cases.rule
			switch written {
			case "":
				t.Errorf("%s: no candidate for %s", kind, verdict)
				continue
			case never:
				continue
			case "absent":
				written, rule = "{}", vacancy.Rule{Declared: &vacancy.Declared{Name: "x", Absent: toConfirm}}
			}
			o := eligibility.Judge(rule, eligibility.Subject{Candidate: who(t, written)}, today)
			if o.Verdict != verdict {
				t.Errorf("%s: %s, want %s for %s", kind, o.Verdict, verdict, written)
			}
			if combined := len(rule.Parts()) > 0; !combined && o.Decisive.Kind != kind {
				t.Errorf("%s calls itself %s", kind, o.Decisive.Kind)
			}
		}
	}
}
