package report_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/report"
	"example.org/dossier/internal/typeset/typesettest"
	"example.org/dossier/internal/vacancy"
)

// languages are those of the program.
var languages = i18n.Languages()

// sample is the report on the sample candidate, without any document, on the
// second of June.
func sample(t testing.TB) report.Report {
	t.Helper()
	return reportOn(t, assetstest.Candidate(t), civil.Date{Year: 2025, Month: 6, Day: 2})
}

func reportOn(t testing.TB, c candidate.Candidate, day civil.Date) report.Report {
	t.Helper()
	p := assetstest.Vacancy(t)
	brussels := assetstest.Zone(t, p.Deadline.Zone)
	return report.Report{
		Candidate: c.Name.Full(), Pack: p, Zone: brussels,
		Checklist: checklist.Build(checklist.Input{
			Pack: p, Candidate: c, Applications: 1, Now: day.In(brussels), Zone: brussels,
		}),
	}
}

func localizer(t testing.TB, lang i18n.Lang) *i18n.Localizer {
	t.Helper()
	loc, err := i18n.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func write(t testing.TB, in report.Report, lang i18n.Lang) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteChecklist(&out, in, localizer(t, lang)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// text is all that the report says, its lines joined.
func text(pdf []byte) string {
	return typesettest.Fold(strings.Join(typesettest.Lines(pdf), " "))
}

// packed leaves spaces out: a line may also end within a word.
func packed(s string) string { return strings.Join(strings.Fields(s), "") }

func TestEveryItemStandsInTheReport(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			in, loc := sample(t), localizer(t, lang)
			pdf := write(t, in, lang)
			got := packed(text(pdf))
			for _, i := range in.Checklist.Items {
				for _, want := range []string{loc.Pick(i.Title), loc.Text(i.Explain().Reason), loc.Pick(i.Clause), loc.Text(i.Explain().Next)} {
					if !strings.Contains(got, packed(want)) {
						t.Errorf("%s: the report does not say %q", i.ID, want)
					}
				}
			}
			if strings.ContainsAny(got, "⟦⟧") || strings.Contains(got, "<novalue>") {
				t.Errorf("a text is missing in:\n%s", got)
			}
			typesettest.Check(t, pdf)
		})
	}
}

func TestTheReportSaysWhereTheApplicationStands(t *testing.T) {
	t.Parallel()
	got := text(write(t, sample(t), i18n.English))
	for _, want := range []string{
		"22 June 2025, 23:59 (Brussels time)", "20 days left", "In place: 5 of 10.",
		"What to do next", "Prepared, not submitted", "Page 1 of ",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report does not say %q in:\n%s", want, got)
		}
	}
}

func TestWhatIsNotEssentialIsSetApart(t *testing.T) {
	t.Parallel()
	in := sample(t)
	loc := localizer(t, i18n.English)
	lines := typesettest.Lines(write(t, in, i18n.English))
	apart := slices.Index(lines, "An advantage")
	for _, i := range in.Checklist.Items {
		at := slices.Index(lines, loc.Pick(i.Title))
		if (i.Importance == vacancy.Essential) != (at < apart) {
			t.Errorf("%s, which is %s, stands at line %d; the advantages begin at %d", i.ID, i.Importance, at, apart)
		}
	}
}

func TestAnUnreviewedTranslationIsSaidToBeOne(t *testing.T) {
	t.Parallel()
	in := sample(t)
	for lang, said := range map[i18n.Lang]bool{i18n.French: true, i18n.English: false} {
		note := packed(localizer(t, lang).Pick(in.Pack.French.Note))
		if got := strings.Contains(packed(text(write(t, in, lang))), note); got != said {
			t.Errorf("%s: said is %v, want %v", lang, got, said)
		}
	}
}

func TestAClosedVacancyIsSaidToBeClosed(t *testing.T) {
	t.Parallel()
	in := reportOn(t, candidate.Candidate{}, civil.Date{Year: 2025, Month: 6, Day: 23})
	got := text(write(t, in, i18n.English))
	if !strings.Contains(got, "Closed.") || strings.Contains(got, "Open.") {
		t.Errorf("a closed vacancy reads:\n%s", got)
	}
	if !strings.Contains(got, "Candidate without a name") {
		t.Error("a candidate without a name has no title")
	}
}

func TestTheReadersOwnClockIsShownWhereItDiffers(t *testing.T) {
	t.Parallel()
	in := sample(t)
	for name, shown := range map[string]bool{"America/New_York": true, "Europe/Paris": false, "Europe/Helsinki": true} {
		in.Own = assetstest.Zone(t, name)
		if got := strings.Contains(text(write(t, in, i18n.English)), "On your own clock"); got != shown {
			t.Errorf("%s: shown is %v, want %v", name, got, shown)
		}
	}
}

func TestReadingsAndDecisionsAreShown(t *testing.T) {
	t.Parallel()
	in := sample(t)
	at := slices.IndexFunc(in.Checklist.Items, func(i checklist.Item) bool { return len(i.Readings) > 1 })
	if at < 0 {
		t.Fatal("no item has two readings")
	}
	in.Checklist.Items[at].Decision = &checklist.Decision{On: civil.Date{Year: 2025, Month: 6, Day: 1}}
	in.Checklist.Items[at].Earliest = civil.Date{Year: 2026, Month: 3, Day: 1}
	got := text(write(t, in, i18n.English))
	for _, want := range []string{"The notice: ", "You decided on 1 June 2025", "1 March 2026"} {
		if !strings.Contains(got, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

func TestEqualReportsGiveEqualBytes(t *testing.T) {
	t.Parallel()
	in := sample(t)
	if !bytes.Equal(write(t, in, i18n.French), write(t, in, i18n.French)) {
		t.Error("the same report gave other bytes")
	}
}

func TestTextsOfAnyLengthEnd(t *testing.T) {
	t.Parallel()
	in := sample(t)
	in.Candidate = strings.Repeat("Zoë\u202E ", 3000)
	for i := range in.Checklist.Items {
		in.Checklist.Items[i].Clause = message.Text{EN: strings.Repeat("clause ", 5000)}
	}
	pdf := write(t, in, i18n.English)
	if pages := typesettest.Pages(t, pdf); pages > 20 {
		t.Errorf("the report has %d pages", pages)
	}
	typesettest.Check(t, pdf)
}

// full is a disk without room.
type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFailingWriterIsReported(t *testing.T) {
	t.Parallel()
	if err := report.WriteChecklist(full{}, sample(t), localizer(t, i18n.English)); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}

func BenchmarkWriteChecklist(b *testing.B) {
	in, loc := sample(b), localizer(b, i18n.English)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := report.WriteChecklist(&out, in, loc); err != nil {
			b.Fatal(err)
		}
	}
}
