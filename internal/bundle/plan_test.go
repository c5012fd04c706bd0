package bundle_test

import (
	"fmt"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/typeset"
)

// surveyed is a source with so many upright pages.
func surveyed(title string, pages, level int) bundle.Surveyed {
	s := bundle.Surveyed{Source: bundle.Source{Title: title, Name: title + ".pdf", Path: title, Level: level}}
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
			level := 0
			if i > 0 {
				level = rapid.IntRange(0, 1).Draw(t, "level")
			}
			total += pages
			sources = append(sources, surveyed(fmt.Sprintf("Document %d", i), pages, level))
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
		sources = append(sources, surveyed("Document "+strconv.Itoa(i), 1, 0))
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
	p, err := bundle.NewPlan(english(t), bundle.Cover{Title: "Zoë"}, []bundle.Surveyed{surveyed("a", 3, 0)}, bundle.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	if p.FrontPages != 0 || p.Pages != 3 || p.Documents[0].First != 1 {
		t.Errorf("plan %+v", p)
	}
}

func TestChosenPagesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	s := surveyed("a", 3, 0)
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
}
