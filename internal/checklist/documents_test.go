package checklist_test

import (
	"testing"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/vacancy"
)

// asked is one row of a table on what is asked of a candidate's documents.
type asked struct {
	name      string
	candidate string
	docs      []document.Document
	verdict   vacancy.Verdict // empty: not asked for
	reason    string
}

func documents(t *testing.T, id string, tests []asked) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			i := item(checklist.Build(input(t, test.candidate, test.docs...)), id)
			why := i.Explain()
			if i.Verdict != test.verdict || why.Reason.ID != test.reason {
				t.Errorf("got %q %s, want %q %s", i.Verdict, why.Reason.ID, test.verdict, test.reason)
			}
			if i.ID != "" && why.Next.IsZero() != (i.Verdict == vacancy.Met) {
				t.Errorf("%s, and what to do next is %q", i.Verdict, why.Next.ID)
			}
		})
	}
}

func with(d document.Document, change func(*document.Document)) document.Document {
	change(&d)
	return d
}

const twoDegrees = `{"studies":[{"id":"s1","university":true,"status":"completed"},{"id":"s2","university":true,"status":"completed"}]}`

func TestACopyOfEachUniversityQualificationCompleted(t *testing.T) {
	t.Parallel()
	loose := with(diploma(), func(d *document.Document) { d.For = "" })
	second := with(diploma(), func(d *document.Document) { d.ID, d.For = "d9", "s2" })
	documents(t, "doc-qualification", []asked{
		{"attached", graduate, []document.Document{diploma()}, vacancy.Met, "reason.doc.attached"},
		{"not attached", graduate, nil, vacancy.NotMet, "reason.doc.missing-study"},
		{"another kind", graduate, []document.Document{proof()}, vacancy.NotMet, "reason.doc.missing-study"},
		{"its translation alone", graduate, []document.Document{with(diploma(), func(d *document.Document) { d.Of = "d7" })}, vacancy.NotMet, "reason.doc.missing-study"},
		{"for the study under way", graduate, []document.Document{with(diploma(), func(d *document.Document) { d.For = "s2" })}, vacancy.NotMet, "reason.doc.missing-study"},
		{"for a study that is not there", graduate, []document.Document{with(diploma(), func(d *document.Document) { d.For = "s7" })}, vacancy.NotMet, "reason.doc.missing-study"},
		{"locked", graduate, []document.Document{with(diploma(), func(d *document.Document) { d.Missing = true })}, vacancy.NotMet, "reason.doc.unusable"},
		{"every page left out", graduate, []document.Document{with(diploma(), func(d *document.Document) { d.Pages = []int{} })}, vacancy.NotMet, "reason.doc.unusable"},
		{"for no study, where there is one alone", graduate, []document.Document{loose}, vacancy.Met, "reason.doc.attached"},
		{"for no study, where there are two", twoDegrees, []document.Document{loose}, vacancy.NotMet, "reason.doc.too-few"},
		{"two for no study, where there are two", twoDegrees, []document.Document{loose, with(loose, func(d *document.Document) { d.ID = "d8" })}, vacancy.ToConfirm, "reason.doc.which-study"},
		{"one said, one not", twoDegrees, []document.Document{diploma(), with(loose, func(d *document.Document) { d.ID = "d8" })}, vacancy.ToConfirm, "reason.doc.which-study"},
		{"both said", twoDegrees, []document.Document{diploma(), second}, vacancy.Met, "reason.doc.attached"},
		{"one of two", twoDegrees, []document.Document{second}, vacancy.NotMet, "reason.doc.missing-study"},
		{"one of two, and a locked one for the same", twoDegrees, []document.Document{second, with(second, func(d *document.Document) { d.ID, d.Missing = "d8", true })}, vacancy.NotMet, "reason.doc.missing-study"},
		{"nothing completed", `{"studies":[{"id":"s1","university":true,"status":"ongoing"}]}`, nil, "", ""},
		{"completed elsewhere", `{"studies":[{"id":"s1","university":false,"status":"completed"}]}`, nil, "", ""},
		{"no studies", `{"studies":[]}`, nil, "", ""},
		{"studies not said", `{}`, nil, vacancy.Unanswered, "reason.doc.studies-unanswered"},
		{"status not said", `{"studies":[{"id":"s1","university":true}]}`, nil, vacancy.Unanswered, "reason.doc.study-open"},
		{"status not said beside one that is covered", `{"studies":[{"id":"s1","university":true,"status":"completed"},{"id":"s2","university":true}]}`, []document.Document{diploma()}, vacancy.Unanswered, "reason.doc.study-open"},
		{"status not said beside one that is missing", `{"studies":[{"id":"s1","university":true,"status":"completed"},{"id":"s2","university":true}]}`, nil, vacancy.NotMet, "reason.doc.missing-study"},
	})
}

func TestProofOfOngoingStudiesWithTheDates(t *testing.T) {
	t.Parallel()
	unsaid := with(proof(), func(d *document.Document) { d.DatesVisible = nil })
	hidden := with(proof(), func(d *document.Document) { d.DatesVisible = new(false) })
	documents(t, "doc-proof-of-studies", []asked{
		{"its dates confirmed visible", graduate, []document.Document{proof()}, vacancy.Met, "reason.doc.attached"},
		{"nothing said of its dates", graduate, []document.Document{unsaid}, vacancy.ToConfirm, "reason.doc.dates-unsaid"},
		{"its dates hidden", graduate, []document.Document{hidden}, vacancy.ToConfirm, "reason.doc.dates-hidden"},
		{"one of two with its dates", graduate, []document.Document{hidden, proof()}, vacancy.Met, "reason.doc.attached"},
		{"not attached", graduate, []document.Document{diploma()}, vacancy.NotMet, "reason.doc.missing"},
		{"locked", graduate, []document.Document{with(proof(), func(d *document.Document) { d.Missing = true })}, vacancy.NotMet, "reason.doc.unusable"},
		{"for the studies that are over", graduate, []document.Document{with(proof(), func(d *document.Document) { d.For = "s1" })}, vacancy.NotMet, "reason.doc.other-study"},
		{"for studies that are not there", graduate, []document.Document{with(proof(), func(d *document.Document) { d.For = "s7" })}, vacancy.NotMet, "reason.doc.other-study"},
		{"for no study", graduate, []document.Document{with(proof(), func(d *document.Document) { d.For = "" })}, vacancy.Met, "reason.doc.attached"},
		{"no student today", `{"studies":[]}`, nil, "", ""},
		{"a student from September on", `{"studies":[{"id":"s1","university":true,"status":"ongoing","start":"2025-09-15","end":"2028-06-30"}]}`, nil, "", ""},
		{"ongoing at no university", `{"studies":[{"id":"s1","university":false,"status":"ongoing","start":"2024-09-15","end":"2028-06-30"}]}`, nil, vacancy.NotMet, "reason.doc.missing"},
		{"not known whether a student", `{}`, nil, vacancy.Unanswered, "reason.doc.when-open"},
	})
}

func TestATranslationOfWhatIsNeitherEnglishNorFrench(t *testing.T) {
	t.Parallel()
	dutch := with(diploma(), func(d *document.Document) { d.Lang = "nl" })
	unsaid := with(diploma(), func(d *document.Document) { d.Lang = "" })
	of := func(lang string) document.Document {
		return document.Document{ID: "t1", Name: "translation.pdf", Kind: document.Translation, Of: "d1", Lang: lang, PageCount: 1}
	}
	documents(t, "doc-translation", []asked{
		{"French needs none", graduate, []document.Document{diploma()}, "", ""},
		{"nothing attached", graduate, nil, "", ""},
		{"Dutch without", graduate, []document.Document{dutch}, vacancy.NotMet, "reason.doc.untranslated"},
		{"Dutch with", graduate, []document.Document{dutch, of("en")}, vacancy.Met, "reason.doc.translated"},
		{"translated into German", graduate, []document.Document{dutch, of("de")}, vacancy.NotMet, "reason.doc.untranslated"},
		{"translated into a language not said", graduate, []document.Document{dutch, of("")}, vacancy.Unanswered, "reason.doc.language-unsaid"},
		{"language not said", graduate, []document.Document{unsaid}, vacancy.Unanswered, "reason.doc.language-unsaid"},
		{"Dutch and locked", graduate, []document.Document{with(dutch, func(d *document.Document) { d.Missing = true })}, "", ""},
	})
	i := item(checklist.Build(input(t, graduate, dutch)), "doc-translation")
	if i.Importance != vacancy.Advised {
		t.Errorf("a translation is %s", i.Importance)
	}
}

func TestADecisionOnADocumentLapsesWithTheFile(t *testing.T) {
	t.Parallel()
	unsaid := with(proof(), func(d *document.Document) { d.DatesVisible = nil })
	digest := func(change func(*document.Document)) string {
		return item(checklist.Build(input(t, graduate, with(unsaid, change))), "doc-proof-of-studies").Digest()
	}
	before := digest(func(*document.Document) {})
	for what, change := range map[string]func(*document.Document){
		"another file":     func(d *document.Document) { d.File = "cc.pdf" },
		"other pages":      func(d *document.Document) { d.Pages = []int{1} },
		"the dates hidden": func(d *document.Document) { d.DatesVisible = new(false) },
		"another study":    func(d *document.Document) { d.For = "s1" },
		"another language": func(d *document.Document) { d.Lang = "fr" },
	} {
		if digest(change) == before {
			t.Errorf("%s: the decision would stand", what)
		}
	}
	if digest(func(d *document.Document) { d.PageCount = 2 }) != before {
		t.Error("the number of pages is no fact that was judged")
	}
}
