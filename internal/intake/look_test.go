package intake_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/prose"
)

// eyes stand for engines that see these pages of any file, and fail at a page.
type eyes struct {
	knows
	pages  []pdf.Seen
	failAt int // a page from 1; 0 for none
	calls  *int
}

var errEyes = errors.New("cannot look")

func (e eyes) Look(ctx context.Context, _ pdf.File, first, count int) ([]pdf.Seen, error) {
	if e.calls != nil {
		*e.calls++
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if e.failAt > first && e.failAt <= first+count {
		return nil, errEyes
	}
	return e.pages[min(first, len(e.pages)):min(first+count, len(e.pages))], nil
}

// shade is a page of one shade of grey all over.
func shade(of byte) []byte { return bytes.Repeat([]byte{of}, pdf.GreyWide*pdf.GreyHigh) }

// printed is a page with a text.
func printed(text string) pdf.Seen {
	return pdf.Seen{Text: text, Grey: shade(200), Wide: 424, High: 600}
}

// scanned is a page that is a picture.
func scanned(dpi int) pdf.Seen {
	return pdf.Seen{Scan: true, Resolution: dpi, Grey: shade(180), Wide: 424, High: 600}
}

func blank() pdf.Seen { return pdf.Seen{Blank: true, Grey: shade(255), Wide: 424, High: 600} }

// lookedAt examines a PDF that shows these pages, and looks at it.
func lookedAt(t *testing.T, pages ...pdf.Seen) (intake.Examined, intake.Look) {
	t.Helper()
	by := eyes{knows: knows(pdf.Facts{Engine: pdf.ByPdfcpu, Pages: slices.Repeat([]pdf.Page{a4}, len(pages))}), pages: pages}
	file := pdf.File{Path: put(t, "file.pdf", pdfHead)}
	e, err := intake.Examine(t.Context(), file, by, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	look, err := intake.LookAt(t.Context(), file, e, by)
	if err != nil {
		t.Fatal(err)
	}
	return e, look
}

const (
	german  = "Wir bescheinigen, dass Zoë Lefèvre-Öztürk vom 23. September 2024 bis 30. Juni 2026 als ordentliche Studierende an unserer Hochschule eingeschrieben ist."
	french  = "Nous attestons que cette étudiante est inscrite à temps plein dans notre faculté pour toute la durée de ses études."
	english = "We certify that this student has been enrolled at our university and that she has passed all of her examinations."
	finnish = "Vahvistamme, että opiskelija on kirjoilla yliopistossamme ja että hän on suorittanut kaikki kurssit hyvin arvosanoin."
)

func TestFindingsOfWhatIsSeen(t *testing.T) {
	t.Parallel()
	zoe := candidate.Name{Given: "Zoë", Family: "Lefèvre-Öztürk"}
	born := candidate.On(civil.Date{Year: 2003, Month: 2, Day: 28})
	proof := intake.About{Kind: document.ProofOfStudies}
	many := "Am 1.1.2024, 2.1.2024, 3.1.2024, 4.1.2024, 5.1.2024, 6.1.2024 und 7.1.2024."
	for _, test := range []struct {
		name  string
		pages []pdf.Seen
		about intake.About
		want  []string
		says  string // a part of the first finding, in English
	}{
		{"nothing is said of it", []pdf.Seen{printed(german)}, intake.About{}, nil, ""},
		{"its language is asked", []pdf.Seen{printed(german)}, intake.About{Asked: true}, []string{"language-seems"}, "seems to be in German."},
		{"its language is right", []pdf.Seen{printed(german)}, intake.About{Asked: true, Lang: "de-AT"}, nil, ""},
		{"its language is wrong", []pdf.Seen{printed(german)}, intake.About{Lang: "fr"}, []string{"language-differs"}, "in French, but its text seems to be in German"},
		{"a language that the text cannot be known to be in", []pdf.Seen{printed(german)}, intake.About{Lang: "lb"}, nil, ""},
		{"another language", []pdf.Seen{printed(finnish)}, intake.About{Asked: true}, []string{"language-other"}, "neither English nor French"},
		{"another language than English", []pdf.Seen{printed(finnish)}, intake.About{Lang: "en-GB"}, []string{"language-other"}, ""},
		{"another language, said", []pdf.Seen{printed(finnish)}, intake.About{Lang: "fi", Asked: true}, nil, ""},
		{"two languages", []pdf.Seen{printed(german + " " + german), printed(english + " " + english)}, intake.About{Asked: true}, []string{"language-mixed"}, "German and English"},
		{"only the pages that count", []pdf.Seen{printed(german), printed(french)}, intake.About{Asked: true, Pages: []int{2, 7, 0, -1}}, []string{"language-seems"}, "in French."},
		{"a scan has no language", []pdf.Seen{scanned(300)}, intake.About{Asked: true, Candidate: zoe, Kind: document.ProofOfStudies}, nil, ""},

		{"the dates of studies", []pdf.Seen{printed(german)}, proof, []string{"dates-page"}, "Dates on page 1: 23 September 2024 and 30 June 2026."},
		{"one date", []pdf.Seen{blank(), printed("am 23.09.2024")}, proof, []string{"dates-page", "blank"}, "A date on page 2: 23 September 2024."},
		{"on two pages", []pdf.Seen{printed("von 03/04/2025"), printed("bis 30.06.2026 und 2024/25")}, proof, []string{"dates-pages"},
			"03/04/2025 (page 1), 30 June 2026 (page 2) and 2024/25 (page 2)."},
		{"many dates", []pdf.Seen{printed(many)}, proof, []string{"dates-page-more"}, "the first 6 of 7"},
		{"many on two pages", []pdf.Seen{printed(many), printed("8.1.2024")}, proof, []string{"dates-pages-more"}, "the first 6 of 8"},
		{"the same date twice", []pdf.Seen{printed("23.09.2024 ist der 23. September 2024")}, proof, []string{"dates-page"}, "A date on"},
		{"no date", []pdf.Seen{printed("Ohne Tag")}, proof, []string{"dates-none"}, "No date was found"},
		{"only the birthday", []pdf.Seen{printed("geboren am 28.02.2003")}, intake.About{Kind: document.ProofOfStudies, Born: born}, []string{"dates-none"}, ""},
		{"no date, and a page that cannot be searched", []pdf.Seen{printed("Ohne Tag"), scanned(300)}, proof, nil, ""},
		{"no date on a diploma", []pdf.Seen{printed("Ohne Tag")}, intake.About{Kind: document.Qualification}, nil, ""},
		{"dates of another document are not asked for", []pdf.Seen{printed(german)}, intake.About{Kind: document.Other}, nil, ""},

		{"the name", []pdf.Seen{blank(), printed(german)}, intake.About{Candidate: zoe}, []string{"blank", "name-found"}, ""},
		{"half the name", []pdf.Seen{printed("Zoë Lefèvre")}, intake.About{Candidate: zoe}, []string{"name-partly"}, "part of the name Zoë Lefèvre-Öztürk is on page 1"},
		{"another name", []pdf.Seen{printed("Anna Kowalska"), blank()}, intake.About{Candidate: zoe}, []string{"name-absent", "blank"}, "Zoë Lefèvre-Öztürk was not found"},
		{"another name, and a page that cannot be searched", []pdf.Seen{printed("Anna Kowalska"), scanned(300)}, intake.About{Candidate: zoe}, nil, ""},
		{"another alphabet", []pdf.Seen{printed("Η Ελένη Παπαδάκη είναι φοιτήτρια")}, intake.About{Candidate: zoe}, nil, ""},
		{"signs from nowhere", []pdf.Seen{printed("\uE001\uE002\uE003\uE004")}, intake.About{Candidate: zoe, Asked: true, Kind: document.ProofOfStudies}, nil, ""},

		{"a coarse scan", []pdf.Seen{scanned(300), scanned(72), scanned(80)}, intake.About{}, []string{"not-legible"}, "Pages 2, 3 have only 72"},
		{"a poor scan", []pdf.Seen{scanned(149)}, intake.About{}, []string{"low-resolution"}, "Page 1 has 149"},
		{"a good scan", []pdf.Seen{scanned(150)}, intake.About{}, nil, ""},
		{"a coarse scan of nothing", []pdf.Seen{{Blank: true, Scan: true, Resolution: 50}, scanned(300)}, intake.About{}, []string{"blank"}, "Page 1 looks empty"},
		{"blank pages", []pdf.Seen{printed("x"), blank(), blank(), blank(), printed("y"), blank()}, intake.About{}, []string{"blank"}, "Pages 2–4, 6 look empty"},
		{"nothing at all", []pdf.Seen{blank(), blank()}, intake.About{Candidate: zoe, Kind: document.ProofOfStudies}, []string{"empty"}, ""},
		{"blank pages that do not count", []pdf.Seen{printed("x"), blank()}, intake.About{Pages: []int{1}}, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e, look := lookedAt(t, test.pages...)
			got := intake.Findings(e, look, test.about)
			if !slices.Equal(ids(got), test.want) {
				t.Fatalf("found %q, want %q", ids(got), test.want)
			}
			for _, f := range got {
				readable(t, f)
			}
			if test.says == "" {
				return
			}
			l, err := i18n.New(i18n.English)
			if err != nil {
				t.Fatal(err)
			}
			if said := l.Text(got[0].Message); !strings.Contains(said, test.says) {
				t.Errorf("says %q, not %q", said, test.says)
			}
		})
	}
}

func TestWarningsComeFirst(t *testing.T) {
	t.Parallel()
	e, look := lookedAt(t, scanned(72), printed(german), blank())
	e.Facts.Form, e.Facts.Signed = true, true
	last := intake.Warning
	for _, f := range intake.Findings(e, look, intake.About{Lang: "fr", Candidate: candidate.Name{Given: "Zoë", Family: "Lefèvre-Öztürk"}}) {
		if f.Severity == intake.Warning && last == intake.Info {
			t.Errorf("%s is a warning behind what is only good to know", f.ID)
		}
		last = f.Severity
	}
}

func TestDocumentsThatLookTheSame(t *testing.T) {
	t.Parallel()
	saved := printed(german)
	saved.Grey = shade(201)
	photographed := pdf.Seen{Scan: true, Resolution: 200, Grey: shade(199), Wide: 425, High: 600}
	filled := printed(german)
	filled.Grey = shade(200)
	filled.Grey[1700] -= 40 // another name in one line of the form
	lying := printed(german)
	lying.Wide, lying.High = 600, 424
	e, look := lookedAt(t, printed(german), blank())
	for _, test := range []struct {
		name  string
		pages []pdf.Seen
		same  bool
	}{
		{"saved again", []pdf.Seen{saved, blank()}, true},
		{"as a picture of it", []pdf.Seen{photographed, blank()}, true},
		{"another name on the form", []pdf.Seen{filled, blank()}, false},
		{"another text", []pdf.Seen{printed(french), blank()}, false},
		{"lying", []pdf.Seen{lying, blank()}, false},
		{"fewer pages", []pdf.Seen{saved}, false},
		{"blank where that is not", []pdf.Seen{blank(), saved}, false},
	} {
		_, other := lookedAt(t, test.pages...)
		about := intake.About{Others: []intake.Other{{Name: "earlier.pdf", SHA256: "0", Look: other}}}
		found := ids(intake.Findings(e, look, about))
		if slices.Contains(found, "looks-same") != test.same {
			t.Errorf("%s: found %q", test.name, found)
		}
	}
	_, first := lookedAt(t, blank(), blank())
	if _, second := lookedAt(t, blank(), blank()); first.SameAs(second, nil, nil) {
		t.Error("two blank files are taken for one document")
	}
	for _, test := range []struct {
		mine, theirs []int
		same         bool
	}{{nil, nil, true}, {nil, []int{2}, true}, {[]int{1}, []int{1, 2}, true}, {[]int{1}, []int{2}, false}} {
		about := intake.About{Pages: test.mine, Others: []intake.Other{{Name: "twin.pdf", SHA256: e.SHA256, Pages: test.theirs}}}
		if found := ids(intake.Findings(e, look, about)); slices.Contains(found, "same-file") != test.same {
			t.Errorf("the same file, %v of it here and %v there: found %q", test.mine, test.theirs, found)
		}
	}
}

func TestLookingIsBounded(t *testing.T) {
	t.Parallel()
	file := pdf.File{Path: put(t, "long.pdf", pdfHead)}
	calls := 0
	pages := slices.Repeat([]pdf.Seen{printed(strings.Repeat("Wort ", 2000))}, 500)
	by := eyes{knows: knows(pdf.Facts{Pages: slices.Repeat([]pdf.Page{a4}, 500)}), pages: pages, calls: &calls}
	e, err := intake.Examine(t.Context(), file, by, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	look, err := intake.LookAt(t.Context(), file, e, by)
	if err != nil || len(look.Pages) != intake.MostPages || look.Whole || calls > intake.MostPages {
		t.Errorf("%d pages in %d calls, whole %v, %v", len(look.Pages), calls, look.Whole, err)
	}
	if found := ids(intake.Findings(e, look, intake.About{})); !slices.Equal(found, []string{"looked-partly"}) {
		t.Errorf("found %q", found)
	}

	by.failAt = 11
	look, err = intake.LookAt(t.Context(), file, e, by)
	if err != nil || len(look.Pages) != 8 || look.Whole || !errors.Is(look.Why, errEyes) {
		t.Errorf("a page that cannot be looked at: %d pages, %v, %v", len(look.Pages), look.Why, err)
	}
	by.failAt = 1
	look, err = intake.LookAt(t.Context(), file, e, by)
	if found := ids(intake.Findings(e, look, intake.About{})); err != nil || !slices.Equal(found, []string{"looked-none"}) {
		t.Errorf("found %q, %v", found, err)
	}
	by.failAt, by.pages = 0, pages[:6]
	look, err = intake.LookAt(t.Context(), file, e, by)
	if err != nil || len(look.Pages) != 6 || look.Whole || look.Why == nil {
		t.Errorf("fewer pages than were counted: %d, %v, %v", len(look.Pages), look.Why, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = intake.LookAt(ctx, file, e, by); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// liar stands for a child process that fell to a hostile file, and answers anything.
type liar struct{ eyes }

func (l liar) Look(context.Context, pdf.File, int, int) ([]pdf.Seen, error) {
	return slices.Repeat([]pdf.Seen{
		{Text: strings.Repeat("Wort 1.1.2024 ", 100_000), Grey: []byte{1}, Wide: -1, High: -1, Resolution: -5, Scan: true},
	}, 50), nil
}

func TestAnswersThatCannotBeAreBorne(t *testing.T) {
	t.Parallel()
	by := liar{eyes{knows: knows(pdf.Facts{Pages: []pdf.Page{a4, a4, a4}})}}
	file := pdf.File{Path: put(t, "file.pdf", pdfHead)}
	e, err := intake.Examine(t.Context(), file, by, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	look, err := intake.LookAt(t.Context(), file, e, by)
	if err != nil || len(look.Pages) != 3 || look.Whole {
		t.Fatalf("%d pages, whole %v, %v", len(look.Pages), look.Whole, err)
	}
	about := intake.About{Kind: document.ProofOfStudies, Asked: true, Others: []intake.Other{{Name: "x", Look: look}}}
	for _, f := range intake.Findings(e, look, about) {
		readable(t, f)
	}
}

func TestTextIsCleanedBeforeItIsShown(t *testing.T) {
	t.Parallel()
	_, look := lookedAt(t, printed("vom \u202e23.09.2024\x1b[31m bis\x00 30. Juni\u2066 2026"))
	for _, d := range look.Pages[0].Dates {
		if strings.ContainsAny(d.Text, "\u202e\x1b\x00\u2066") {
			t.Errorf("%q", d.Text)
		}
	}
	if n := len(look.Pages[0].Dates); n != 2 {
		t.Errorf("%d dates", n)
	}
}

func TestTheSampleIsLookedAt(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		languages []string
		layer     intake.Layer
		dates     int // at least
	}{
		"diplome-bachelier.pdf":        {[]string{"fr"}, intake.LayerText, 2},
		"praktikumszeugnis.pdf":        {[]string{"de"}, intake.LayerText, 2},
		"swiadectwo-szkola-letnia.pdf": {[]string{"pl"}, intake.LayerText, 1},
		"attestation-inscription.jpg":  {nil, intake.LayerNone, 0},
		"traduction-swiadectwo.png":    {nil, intake.LayerNone, 0},
	} {
		data, err := fs.ReadFile(assets.Sample, "sample/documents/"+name)
		if err != nil {
			t.Fatal(err)
		}
		file := pdf.File{Path: put(t, name, string(data))}
		e, err := intake.Examine(t.Context(), file, engines, intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		look, err := intake.LookAt(t.Context(), file, e, engines)
		if err != nil || !look.Whole || len(look.Pages) != e.Pages {
			t.Errorf("%s: %d pages, %v, %v", name, len(look.Pages), look.Why, err)
			continue
		}
		p := look.Pages[0]
		if got := look.Languages(nil); !slices.Equal(got, want.languages) || p.Layer != want.layer || len(p.Dates) < want.dates || p.Blank {
			t.Errorf("%s: %v, %s, %d dates, blank %v", name, got, p.Layer, len(p.Dates), p.Blank)
		}
		if p.Scan && p.Legibility != intake.Good {
			t.Errorf("%s: %d dpi is %s", name, p.Resolution, p.Legibility)
		}
		is, _ := look.NameOn(candidate.Name{Given: "Zoë", Family: "Lefèvre-Öztürk"}, nil)
		if want.layer == intake.LayerText && is != prose.Found {
			t.Errorf("%s: the name is %s", name, is)
		}
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	for want, pages := range map[string][]int{"": nil, "3": {3}, "1, 2": {1, 2}, "1–3, 7": {1, 2, 3, 7}, "1, 3, 5–9": {1, 3, 5, 6, 7, 8, 9}} {
		if got := intake.Ranges(pages); got != want {
			t.Errorf("%v: %q, want %q", pages, got, want)
		}
	}
}

// What a text of a page may be, no finding fails on it.
func FuzzLook(f *testing.F) {
	f.Add(german, "Zoë", "fr")
	f.Add("\x00\u202e2024-02-30", "", "und")
	f.Fuzz(func(t *testing.T, text, name, lang string) {
		e, look := lookedAt(t, printed(text))
		about := intake.About{Candidate: candidate.Name{Given: name, Family: name}, Kind: document.ProofOfStudies, Lang: lang, Asked: true}
		for _, f := range intake.Findings(e, look, about) {
			readable(t, f)
		}
	})
}
