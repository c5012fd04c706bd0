package bundle_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/typeset"
)

// surveyed is a source with so many upright pages.
func surveyed(title string, pages int) bundle.Surveyed {
	s := bundle.Surveyed{Source: bundle.Source{ID: title, Title: title, Name: title + ".pdf", Path: title}}
	for range pages {
		s.Shown = append(s.Shown, pdf.Page{Width: 595, Height: 842})
	}
	return s
}

func TestPlanNumbersFollowEachOther(t *testing.T) {
	t.Parallel()
	loc := english(t)
	rapid.Check(t, func(t *rapid.T) {
		var sources []bundle.Surveyed
		total := 0
		for i := range rapid.IntRange(1, 80).Draw(t, "documents") {
			pages := rapid.IntRange(1, 9).Draw(t, "pages")
			total += pages
			sources = append(sources, surveyed(fmt.Sprintf("Document %d", i), pages))
			sources[i].Of = fmt.Sprintf("Document %d", rapid.IntRange(0, 80).Draw(t, "of"))
		}
		p, err := bundle.NewPlan(loc, bundle.Cover{Title: "Zoë"}, sources, bundle.Options{
			Paper: typeset.A4, Date: civil.Date{Year: 2025, Month: 6, Day: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		if p.FrontPages < 2 || p.Pages != p.FrontPages+total {
			t.Fatalf("%d front pages, %d pages in all, %d of documents", p.FrontPages, p.Pages, total)
		}
		next := p.FrontPages + 1
		for _, d := range p.Documents {
			if d.First != next {
				t.Fatalf("%s begins on page %d, want %d", d.Title, d.First, next)
			}
			next += len(d.Pages)
		}
	})
}

func TestContentsOverSeveralPages(t *testing.T) {
	t.Parallel()
	var sources []bundle.Surveyed
	for i := range 120 {
		sources = append(sources, surveyed("Document "+strconv.Itoa(i), 1))
	}
	p, err := bundle.NewPlan(english(t), bundle.Cover{Title: "Zoë"}, sources, bundle.Options{Paper: typeset.Letter})
	if err != nil {
		t.Fatal(err)
	}
	if p.FrontPages < 4 || p.Documents[0].First != p.FrontPages+1 {
		t.Errorf("%d front pages for 120 documents, the first on page %d", p.FrontPages, p.Documents[0].First)
	}
}

func TestPlainPlanHasNoPagesOfItsOwn(t *testing.T) {
	t.Parallel()
	p, err := bundle.NewPlan(english(t), bundle.Cover{Title: "Zoë"}, []bundle.Surveyed{surveyed("a", 3)}, bundle.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	if p.FrontPages != 0 || p.Pages != 3 || p.Documents[0].First != 1 {
		t.Errorf("plan %+v", p)
	}
}

func TestChosenPagesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	s := surveyed("a", 3)
	s.Pages = []int{3, 1, 9}
	s.Shown[0] = pdf.Page{Width: 842, Height: 595}
	p, err := bundle.NewPlan(english(t), bundle.Cover{Title: "Zoë"}, []bundle.Surveyed{s}, bundle.Options{Paper: typeset.A4})
	if err != nil {
		t.Fatal(err)
	}
	got := p.Documents[0].Pages
	if len(got) != 2 || got[0].Number != 3 || got[0].Wide || got[1].Number != 1 || !got[1].Wide {
		t.Errorf("pages %+v", got)
	}
	if lacking := p.Documents[0].Lacking; !slices.Equal(lacking, []int{9}) {
		t.Errorf("lacking %v, want page 9", lacking)
	}
}

// A translation stands under its original, and never under a neighbour that it
// does not translate.
func TestTranslationsStandUnderTheirOriginals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		docs [][2]string // id, and the id that it translates
		want []int
	}{
		{"two translations of one", [][2]string{{"a"}, {"t1", "a"}, {"t2", "a"}, {"b"}}, []int{0, 1, 1, 0}},
		{"the translation of a translation", [][2]string{{"a"}, {"t1", "a"}, {"t2", "t1"}}, []int{0, 1, 1}},
		{"an original that is not there", [][2]string{{"a"}, {"t", "gone"}}, []int{0, 0}},
		{"nothing but a translation", [][2]string{{"t", "gone"}}, []int{0}},
		{"an original that stands elsewhere", [][2]string{{"a"}, {"b"}, {"t", "a"}}, []int{0, 0, 0}},
		{"loose files, which have no ids", [][2]string{{}, {}}, []int{0, 0}},
	} {
		var sources []bundle.Surveyed
		for _, d := range test.docs {
			s := surveyed(d[0], 1)
			s.Of = d[1]
			sources = append(sources, s)
		}
		p, err := bundle.NewPlan(english(t), bundle.Cover{Title: "Zoë"}, sources, bundle.Options{Plain: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, d := range p.Documents {
			got = append(got, d.Level)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: levels %v, want %v", test.name, got, test.want)
		}
	}
}

// Whatever a document or a candidate is called, there is a plan.
func FuzzTitles(f *testing.F) {
	loc := english(f)
	for _, title := range []string{"", "Zoë", "محمد שלום", "x\u0323\u0302", "😀", "\xff\x00\u202e", strings.Repeat("Ελλάδα", 2000)} {
		f.Add(title, title)
	}
	f.Fuzz(func(t *testing.T, candidate, title string) {
		s := surveyed(title, 1)
		s.ID, s.Detail = "d1", candidate
		p, err := bundle.NewPlan(loc, bundle.Cover{Title: candidate, Subtitle: title}, []bundle.Surveyed{s}, bundle.Options{Paper: typeset.A4})
		if err != nil || p.Pages != p.FrontPages+1 {
			t.Errorf("%d pages, %d of them front: %v", p.Pages, p.FrontPages, err)
		}
		if _, err := json.Marshal(p); err != nil {
			t.Errorf("the plan has no JSON: %v", err)
		}
	})
}

func BenchmarkPlanOf60Documents(b *testing.B) {
	loc := english(b)
	var sources []bundle.Surveyed
	for i := range 60 {
		sources = append(sources, surveyed("Document "+strconv.Itoa(i), 5))
	}
	for b.Loop() {
		if _, err := bundle.NewPlan(loc, bundle.Cover{Title: "Zoë"}, sources, bundle.Options{Paper: typeset.A4}); err != nil {
			b.Fatal(err)
		}
	}
}
