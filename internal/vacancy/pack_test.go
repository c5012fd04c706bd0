package vacancy_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode"

	"example.org/dossier/assets"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

const packID = "nato-ocio-internship-2025"

// bytes returns a file beside the embedded packs.
func bytes(t testing.TB, name string) []byte {
	t.Helper()
	data, err := assets.Vacancies.ReadFile("vacancies/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// embedded returns the embedded pack.
func embedded(t testing.TB) *vacancy.Pack {
	t.Helper()
	p, err := vacancy.Decode(packID+".yaml", bytes(t, packID+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDeadlineIsAnInstantInBrussels(t *testing.T) {
	p := embedded(t)
	brussels, err := time.LoadLocation(p.Deadline.Zone)
	if err != nil {
		t.Fatal(err)
	}
	want := time.Date(2025, 6, 22, 21, 59, 0, 0, time.UTC)
	if got := p.Deadline.Instant(brussels); !got.Equal(want) {
		t.Errorf("closed from %s, want %s", got.UTC(), want)
	}
	if got := p.Deadline.Day().String(); got != "2025-06-22" {
		t.Errorf("reference day %s", got)
	}
	info := p.Events[0]
	if got := info.At.In(brussels).UTC(); !got.Equal(time.Date(2025, 6, 11, 14, 0, 0, 0, time.UTC)) {
		t.Errorf("the infosession is at %s, want 16:00 on the clocks of Brussels", got)
	}
}

func TestFigures(t *testing.T) {
	p := embedded(t)
	f := p.Facts
	if f.DurationMonths != 6 || f.HoursPerWeek != 38 || f.Grant.PerMonth != (message.Money{Hundredths: 128609, Currency: "EUR"}) {
		t.Errorf("facts %+v, grant %+v", f, f.Grant)
	}
	if last := p.Criteria[len(p.Criteria)-1]; last.Rule.Applications == nil || last.Rule.Applications.AtMost != 3 {
		t.Errorf("cap %+v", last.Rule)
	}
	if m, ok := p.Start("2026-09"); !ok || m.First().String() != "2026-09-01" {
		t.Errorf("start %v %v", m, ok)
	}
	if _, ok := p.Start("2026-04"); ok {
		t.Error("nobody starts in April")
	}
	if p.Portal.Verified || p.Portal.Aim != 1_000_000 || p.Portal.Limit != 5_000_000 {
		t.Errorf("portal %+v", p.Portal)
	}
	if digest := p.Digest(); len(digest) != len("sha256:")+64 {
		t.Errorf("digest %q", digest)
	}
}

func TestItems(t *testing.T) {
	p := embedded(t)
	var got []string
	for _, c := range p.Criteria {
		got = append(got, string(c.Importance)+" "+c.ID)
	}
	for _, d := range p.Documents {
		got = append(got, string(d.Importance)+" "+d.ID)
	}
	for _, d := range p.Declarations {
		got = append(got, string(d.Importance)+" "+d.ID)
	}
	want := []string{
		"essential nationality", "essential age", "essential education", "essential language",
		"desirable second-language", "desirable degree-relevant", "desirable it-skills", "desirable experience",
		"essential applications-cap",
		"essential doc-qualification", "essential doc-proof-of-studies", "advised doc-translation",
		"essential decl-ai", "essential decl-accuracy", "essential decl-final",
	}
	if !slices.Equal(got, want) {
		t.Errorf("items\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := len(p.Criteria[0].Rule.Nationality.Countries); n != 32 {
		t.Errorf("%d member states", n)
	}
	for _, c := range p.Criteria {
		if c.ID != "education" && len(c.Readings) > 0 {
			t.Errorf("%s has a reading beside the notice's", c.ID)
		}
	}
	if len(p.Competencies) != 9 || len(p.Tests) < 12 {
		t.Errorf("%d competencies, %d tests", len(p.Competencies), len(p.Tests))
	}
}

func TestOfficialFrenchIsMarked(t *testing.T) {
	p := embedded(t)
	official := []string{}
	for _, c := range p.Competencies {
		if p.FrenchSource(c.Name) != "" {
			official = append(official, c.Name.FR)
		}
	}
	want := []string{"Recherche de l’excellence", "Réflexion analytique", "Clarté et précision"}
	if !slices.Equal(official, want) {
		t.Errorf("official names %q, want %q", official, want)
	}
	if p.French.Reviewed || p.FrenchSource(p.Declarations[0].Clause) != "" {
		t.Error("the French of the AI notice is our own and unverified")
	}
}

func TestClausesStandInTheNotice(t *testing.T) {
	if err := embedded(t).CheckNotice(string(bytes(t, packID+".notice.txt"))); err != nil {
		t.Error(err)
	}
	short := strings.Replace(string(bytes(t, packID+".notice.txt")), "at least 21 years", "at least 20 years", 1)
	err := embedded(t).CheckNotice(short)
	if e := message.Of(err); e == nil || e.ID != "pack-not-in-notice" || e.Args["Snippet"] == message.Excerpt("") {
		t.Errorf("a changed age went unnoticed: %v", err)
	}
}

// TestFrenchOfTheNoticeStandsInIt: a notice in two languages is quoted in both.
func TestFrenchOfTheNoticeStandsInIt(t *testing.T) {
	notice := string(bytes(t, packID+".notice.txt")) + "\nÊtre âgé d’au moins 21\u00a0ans\u00a0; ÊTRE E\u0301TUDIANT.\n"
	const clause = "      fr: être âgé(e) d’au moins 21\u00a0ans\n"
	for french, want := range map[string]string{
		"être âgé d’au moins 21 ans":  "",
		"Être étudiant":               "",
		"être âgé d’au moins 20 ans":  "20 ans",
		"être âgée d’au moins 21 ans": "âgée d’au moins 21",
	} {
		text := strings.Replace(string(bytes(t, packID+".yaml")), clause, "      fr: "+french+"\n      frSource: notice\n", 1)
		e := message.Of(decoded(t, text).CheckNotice(notice))
		switch {
		case want == "" && e != nil:
			t.Errorf("%s: %v", french, e)
		case want != "" && (e == nil || e.ID != "pack-not-in-notice" || e.Args["Words"] != want || e.Args["Key"] != "clause.fr"):
			t.Errorf("%s: %+v", french, e)
		}
	}
}

// TestNothingOfTheNoticeIsMissing takes every English text of the pack out of
// the notice and looks at what is left.
func TestNothingOfTheNoticeIsMissing(t *testing.T) {
	left := letters(string(bytes(t, packID+".notice.txt")))
	texts := embedded(t).Texts()
	slices.SortFunc(texts, func(a, b message.Text) int { return len(b.EN) - len(a.EN) })
	for _, text := range texts {
		left = strings.ReplaceAll(left, letters(text.EN), " ")
	}
	if rest := strings.Fields(left); len(rest) > 0 {
		t.Errorf("in no text of the pack: %q", rest)
	}
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func TestTypography(t *testing.T) {
	for _, text := range embedded(t).Texts() {
		for _, bad := range []string{" ;", " !", " ?", " :", "« ", " »", "'", "  "} {
			if strings.Contains(text.FR, bad) {
				t.Errorf("French %q holds %q", text.FR, bad)
			}
		}
		for _, bad := range []string{"'", "  ", `"`} {
			if strings.Contains(text.EN, bad) {
				t.Errorf("English %q holds %q", text.EN, bad)
			}
		}
		runes := []rune(text.FR)
		for i, r := range runes {
			if i == 0 || !strings.ContainsRune(";!?:»", r) {
				continue
			}
			want := '\u202f'
			if r == ':' || r == '»' {
				want = '\u00a0'
			}
			if runes[i-1] != want {
				t.Errorf("French %q: %U before %c", text.FR, runes[i-1], r)
			}
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data := bytes(b, packID+".yaml")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vacancy.Decode("pack.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}
