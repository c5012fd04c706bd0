package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// explained is one finding with where it comes from.
type explained struct {
	pack *vacancy.Pack
	of   situation
	who  candidate.Candidate
	item checklist.Item
	why  eligibility.Explanation
}

// key tells findings apart by what is said of them.
func (e explained) key() string {
	leaf := e.why.Outcomes[0].Decisive
	form := ""
	if count, counted := e.why.Reason.Args["Count"].(int); counted {
		form = " many"
		if count == 1 {
			form = " one"
		}
	}
	return strings.Join([]string{leaf.Kind, string(e.item.Verdict), e.why.Reason.ID + form, e.why.Fact.ID, e.why.Next.ID}, " · ")
}

// everyPack is each embedded vacancy, the real one first, and the odd one.
func everyPack(t *testing.T) []*vacancy.Pack {
	t.Helper()
	packs, err := session.Library{Embedded: assets.Vacancies}.List()
	if err != nil {
		t.Fatal(err)
	}
	first := slices.IndexFunc(packs, func(p *vacancy.Pack) bool { return p.ID == "nato-ocio-internship-2025" })
	packs[0], packs[first] = packs[first], packs[0]
	lent := slices.IndexFunc(packs, func(p *vacancy.Pack) bool { return p.ID == "example-university-exchange" })
	return append(packs, oddVacancy(*packs[lent]))
}

// catalogue holds every situation against every vacancy, and returns the first
// finding of each key with all keys in the order of reasons.
func catalogue(t *testing.T) (found map[string]explained, keys []string) {
	t.Helper()
	found = map[string]explained{}
	for _, p := range everyPack(t) {
		zone := assetstest.Zone(t, p.Deadline.Zone)
		for _, s := range situations {
			who, err := candidate.Decode(s.name, s.written())
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range s.checklist(p, who, zone).Items {
				e := explained{p, s, who, item, item.Explain()}
				if _, known := found[e.key()]; !known {
					found[e.key()] = e
				}
			}
		}
	}
	return found, slices.Sorted(maps.Keys(found))
}

func (s situation) checklist(p *vacancy.Pack, who candidate.Candidate, zone *time.Location) checklist.Checklist {
	today := s.today
	if today.IsZero() {
		today = p.Deadline.Day()
	}
	application := checklist.Application{Start: s.start, Declarations: map[string]civil.Date{}}
	for _, d := range p.Declarations {
		if s.declared {
			application.Declarations[d.ID] = today
		}
	}
	return checklist.Build(checklist.Input{
		Pack: p, Candidate: who, Documents: s.documents, Application: application,
		Applications: max(s.count, 1), Now: today.In(zone), Zone: zone,
	})
}

// speaker prints findings as "check" does.
type speaker struct {
	*app
	out *bytes.Buffer
}

func speakers(t *testing.T) []speaker {
	t.Helper()
	var all []speaker
	for _, lang := range []i18n.Lang{i18n.English, i18n.French} {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		out := &bytes.Buffer{}
		all = append(all, speaker{&app{Localizer: loc, lang: lang, surroundings: surroundings{stdout: out}}, out})
	}
	return all
}

func (s speaker) says(e explained) string {
	s.out.Reset()
	s.printItem(e.pack, e.item)
	return s.out.String()
}

// TestEveryExplanationIsWhole holds every finding that the rules can come to
// against what an explanation must have, in each language.
func TestEveryExplanationIsWhole(t *testing.T) {
	t.Parallel()
	found, keys := catalogue(t)
	for _, s := range speakers(t) {
		for _, key := range keys {
			e := found[key]
			for _, fault := range faults(s, e) {
				t.Errorf("%s: %s: %s (%s in %s): %s", s.lang, key, e.item.ID, e.of.name, e.pack.ID, fault)
			}
		}
	}
}

// undated are the kinds of rules that look at no day.
var undated = []string{
	"nationality", "language", "equivalent_education", "declared", "document", "applications",
	string(vacancy.Documents), string(vacancy.Declarations),
}

// faults says what an explanation lacks.
func faults(s speaker, e explained) []string {
	var all []string
	fault := func(wrong bool, text string, args ...any) {
		if wrong {
			all = append(all, fmt.Sprintf(text, args...))
		}
	}
	item, why, text := e.item, e.why, s.says(e)
	plain := strings.Join(strings.Fields(text), " ")
	says := func(part string) bool {
		return part != "" && strings.Contains(plain, strings.Join(strings.Fields(part), " "))
	}
	for n, r := range item.Readings {
		fault(!says(s.Pick(r.Clause)), "the words of %s are not quoted", r.Source)
		fault(!says(s.Text(why.Outcomes[n].Decisive.Reason)), "no reason for %s", r.Source)
		fault(len(item.Readings) > 1 && !says(s.sourceName(e.pack, r.Source)), "the source %s is not named", r.Source)
	}
	fault(item.Verdict != vacancy.Unanswered && why.Fact.ID == "fact.not-answered" && why.Reason.ID != "reason.declared.absent", "no answer decided it")
	fault(s.Text(why.Fact) == "", "no fact")
	dated := !slices.Contains(undated, why.Outcomes[0].Decisive.Kind)
	fault(dated && item.Verdict != vacancy.Unanswered && !says(s.Date(item.On)), "the day is not named")
	fault(why.Next.IsZero() != (item.Verdict == vacancy.Met), "%s, and what to do is %q", item.Verdict, why.Next.ID)
	first := mended(e)
	fault(item.Earliest != first, "the earliest day is %s, and not %s", first, item.Earliest)
	fault(!first.IsZero() && !says(s.Date(first)), "the earliest day is not named")
	fault(!first.IsZero() && why.Next.ID == "next.check-answer", "time mends it, and it is said that nothing does")
	for _, m := range messagesOf(why) {
		for _, name := range emptyPlaceholders(s, m) {
			fault(true, "%s: nothing stands for %s", m.ID, name)
		}
		_, err := s.Render(m)
		fault(err != nil, "%v", err)
	}
	for _, line := range strings.Split(text, "\n") {
		fault(utf8.RuneCountInString(line) > width, "too wide: %s", line)
	}
	fault(odd.MatchString(plain), "odd: %q", odd.FindString(plain))
	return all
}

// odd are traces of texts that were put together badly.
var odd = regexp.MustCompile(`⟦|\{\{|<no value>|“”|«\s*»|\(\s*\)| \.|,,|\.\.|: \.|: ,|\b(reason|fact|next)\.[a-z]`)

// mended finds, day by day and without any shortcut, the first of the next four
// years on which a criterion that is not met would be met with the same answers.
func mended(e explained) civil.Date {
	at := slices.IndexFunc(e.pack.Criteria, func(c vacancy.Criterion) bool { return c.ID == e.item.ID })
	if e.item.Verdict != vacancy.NotMet || at < 0 {
		return civil.Date{}
	}
	subject := eligibility.Subject{Candidate: e.who, Documents: e.of.documents, Pack: e.pack, Applications: max(e.of.count, 1)}
	for n := 1; n < 4*366; n++ {
		day := e.item.On.AddDays(n)
		on := eligibility.Dates{Deadline: day, Start: day, Today: day}
		if !slices.ContainsFunc(e.pack.Criteria[at].AllReadings(), func(r vacancy.Reading) bool {
			return eligibility.Verdict(r.Rule, subject, on) != vacancy.Met
		}) {
			return day
		}
	}
	return civil.Date{}
}

// messagesOf are all messages of an explanation, those within others too.
func messagesOf(why eligibility.Explanation) []message.Message {
	var all []message.Message
	var add func(any)
	add = func(v any) {
		switch v := v.(type) {
		case message.List:
			for _, member := range v {
				add(member)
			}
		case message.Message:
			if v.IsZero() {
				return
			}
			all = append(all, v)
			for _, name := range slices.Sorted(maps.Keys(v.Args)) {
				add(v.Args[name])
			}
		}
	}
	for _, m := range []message.Message{why.Reason, why.Fact, why.Next} {
		add(m)
	}
	for _, o := range why.Outcomes {
		for _, leaf := range append(o.Leaves, o.Decisive) {
			add(leaf.Reason)
			add(leaf.Fact)
			add(leaf.Next)
		}
	}
	return all
}

// emptyPlaceholders are those that stand in the text, with nothing to stand for.
func emptyPlaceholders(s speaker, m message.Message) []string {
	var empty []string
	for name, value := range m.Args {
		if s.Text(message.New("fact.nationality", message.Args{"Countries": value})) != "" {
			continue
		}
		marked := maps.Clone(m.Args)
		marked[name] = "☞"
		if strings.Contains(s.Text(message.Message{ID: m.ID, Args: marked}), "☞") {
			empty = append(empty, name)
		}
	}
	return empty
}

// TestEveryReasonIsReached fails where a text on a finding is never seen by the
// tests above, and so was never read.
func TestEveryReasonIsReached(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	verdicts := map[string]bool{}
	for _, p := range everyPack(t) {
		zone := assetstest.Zone(t, p.Deadline.Zone)
		for _, s := range situations {
			who, err := candidate.Decode(s.name, s.written())
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range s.checklist(p, who, zone).Items {
				why := item.Explain()
				for _, m := range messagesOf(why) {
					seen[m.ID] = true
				}
				for _, o := range why.Outcomes {
					for _, leaf := range o.Leaves {
						verdicts[leaf.Kind+" "+string(leaf.Verdict)] = true
					}
				}
			}
		}
	}
	for _, id := range saidByRules(t) {
		if !seen[id] {
			t.Errorf("%s is never reached", id)
		}
	}
	for _, kind := range ruleKinds {
		for _, verdict := range []vacancy.Verdict{vacancy.Met, vacancy.NotMet, vacancy.ToConfirm, vacancy.Unanswered} {
			key := kind + " " + string(verdict)
			if verdicts[key] == slices.Contains(impossible, key) {
				t.Errorf("%s: reached is %v", key, verdicts[key])
			}
		}
	}
}

var ruleKinds = []string{
	"nationality", "age", "university_years", "student", "graduated_within", "degree",
	"equivalent_education", "language", "experience", "declared", "document", "applications",
}

// impossible is what a rule of a kind never comes to by itself.
var impossible = []string{
	"nationality to-confirm", "age to-confirm", "equivalent_education met", "experience to-confirm",
	"document to-confirm", "applications to-confirm", "applications unanswered",
}

var saidID = regexp.MustCompile(`"((?:reason|fact|next|study|level|experience|length)\.[a-z.-]*[a-z])"`)

// saidByRules are the ids of texts that stand in the source of the rooms that
// judge. What a decoded pack cannot ask is left out.
func saidByRules(t *testing.T) []string {
	t.Helper()
	ids := map[string]bool{}
	for _, pattern := range []string{"../../internal/eligibility/*.go", "../../internal/checklist/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range saidID.FindAllSubmatch(source, -1) {
				ids[string(match[1])] = true
			}
		}
	}
	delete(ids, "reason.nothing-asked")
	return slices.Sorted(maps.Keys(ids))
}

// TestExplanationsReadWell shows every explanation in testdata/explanations.txt,
// for a person to read in both languages. UPDATE=1 writes it anew.
func TestExplanationsReadWell(t *testing.T) {
	t.Parallel()
	const name = "testdata/explanations.txt"
	found, keys := catalogue(t)
	var text strings.Builder
	text.WriteString("Every explanation that a finding can have, as \"dossierctl check\" prints it. A test\n" +
		"writes this file: UPDATE=1 go test -run ExplanationsReadWell ./cmd/dossierctl\n")
	all := speakers(t)
	for _, key := range keys {
		e := found[key]
		fmt.Fprintf(&text, "\n== %s\n   %s: %s\n", key, e.pack.ID, e.of.name)
		for _, s := range all {
			text.WriteString(s.says(e))
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := text.String(); got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("explanations are not those of %s; %s", name, firstDifference(got, string(want)))
	}
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(got, want string) string {
	wanted := strings.Split(want, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(wanted) || line != wanted[i] {
			return fmt.Sprintf("line %d is now %q", i+1, line)
		}
	}
	return "the end is missing"
}
