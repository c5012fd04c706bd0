package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// addCommand takes documents into a dossier.
func (a *app) addCommand() *cobra.Command {
	kind := oneOf{words: kindWords()}
	cmd := a.command("add DOSSIER FILE... --kind KIND [--for STUDY] [--of DOC] [--doc-lang TAG] [--dates-visible]", "help.add.")
	var o session.AddOptions
	cmd.Flags().Var(&kind, "kind", a.text("cli.flag.kind"))
	cmd.Flags().StringVar(&o.For, "for", "", a.text("cli.flag.for"))
	cmd.Flags().StringVar(&o.Of, "of", "", a.text("cli.flag.of"))
	cmd.Flags().StringVar(&o.Lang, "doc-lang", "", a.text("cli.flag.doc-lang"))
	datesVisible := cmd.Flags().Bool("dates-visible", false, a.text("cli.flag.dates-visible"))
	cmd.Args = a.arguments(2, anyNumber)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if kind.value == "" {
			return missingFlag(cmd, "kind")
		}
		o.Kind = document.Kind(kind.value)
		if cmd.Flags().Changed("dates-visible") {
			o.DatesVisible = datesVisible
		}
		return a.open(args[0], false, func(s *session.Session) error {
			return a.add(cmd.Context(), s, args[1:], o)
		})
	}
	return cmd
}

// kindWords are the kinds of documents as flags name them.
func kindWords() []string {
	var words []string
	for _, k := range document.Kinds() {
		words = append(words, string(k))
	}
	return words
}

// add takes the files in and says what became of each.
func (a *app) add(ctx context.Context, s *session.Session, files []string, o session.AddOptions) error {
	results, err := s.Add(ctx, files, o)
	if err != nil {
		return err
	}
	added, refused := []documentView{}, []refusalView{}
	var faults []error
	for _, r := range results {
		if r.Err != nil {
			faults = append(faults, r.Err)
			refused = append(refused, a.refusal(r.Path, r.Err))
			continue
		}
		d := r.Document
		added = append(added, viewOfDocument(d))
		if !a.json {
			a.say("cli.added", message.Args{"Name": d.Name, "ID": d.ID, "Count": d.PageCount})
			a.printFindings(r.Examined.Findings)
		}
	}
	if a.json {
		if err := a.printJSON(map[string]any{"added": added, "refused": refused}); err != nil {
			return err
		}
	}
	return a.partly(len(added), faults)
}

// refusalView is a file that was left out, in JSON.
type refusalView struct {
	File string `json:"file"`
	i18n.Pair
}

func (a *app) refusal(file string, err error) refusalView {
	what, do := a.Error(err)
	return refusalView{file, i18n.Pair{What: what, Do: do}}
}

// printFindings prints what is worth knowing about a file.
func (a *app) printFindings(findings []intake.Finding) {
	for _, f := range findings {
		a.paragraph(4, a.Text(f.Message))
	}
}

// documentView is a document in JSON.
type documentView struct {
	ID           string        `json:"id"`
	File         string        `json:"file"`
	Name         string        `json:"name"`
	Kind         document.Kind `json:"kind"`
	For          string        `json:"for"`
	Of           string        `json:"of"`
	Lang         string        `json:"lang"`
	DatesVisible *bool         `json:"datesVisible"`
	Pages        []int         `json:"pages,omitzero"`
	PageCount    int           `json:"pageCount"`
	Missing      bool          `json:"missing"`

	Treatments map[int]treatmentView `json:"treatments,omitzero"`
	Backs      *backsView            `json:"backs,omitzero"`
}

// backsView says whose sheets' backs a document's pages are, in JSON.
type backsView struct {
	Of       string `json:"of"`
	Reversed bool   `json:"reversed"`
}

func viewOfBacks(b document.Backs) *backsView {
	if b.Of == "" {
		return nil
	}
	return &backsView{b.Of, b.Reversed}
}

func viewOfDocument(d document.Document) documentView {
	return documentView{d.ID, d.File, d.Name, d.Kind, d.For, d.Of, d.Lang, d.DatesVisible, d.Pages, d.PageCount, d.Missing, viewOfTreatments(d.Treatments), viewOfBacks(d.Backs)}
}

// documentsCommand lists a dossier's documents.
func (a *app) documentsCommand() *cobra.Command {
	cmd := a.command("documents DOSSIER", "help.documents.")
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return a.open(args[0], true, func(s *session.Session) error {
			documents := s.Documents()
			if a.json {
				views := []documentView{}
				for _, d := range documents {
					views = append(views, viewOfDocument(d))
				}
				return a.printJSON(map[string]any{"documents": views})
			}
			if len(documents) == 0 {
				a.say("cli.documents.none", nil)
			}
			for _, d := range documents {
				a.printDocument(s, d)
			}
			return nil
		})
	}
	return cmd
}

// kindTexts are the words for the kinds of documents.
var kindTexts = map[document.Kind]string{
	document.Qualification: "cli.kind.qualification", document.ProofOfStudies: "cli.kind.proof-of-studies",
	document.Translation: "cli.kind.translation", document.Other: "cli.kind.other",
}

// printDocument prints a document and what it stands for.
func (a *app) printDocument(s *session.Session, d document.Document) {
	a.say("cli.documents.line", message.Args{
		"ID": d.ID, "Name": d.Name, "Kind": message.New(kindTexts[d.Kind], nil), "Count": d.PageCount,
	})
	detail := func(isSo bool, id string, args message.Args) {
		if isSo {
			a.paragraph(4, a.Text(message.New(id, args)))
		}
	}
	study, _ := s.Candidate().Study(d.For)
	detail(d.For != "", "cli.document.for", message.Args{"Study": cmp.Or(study.Title, d.For)})
	detail(d.Of != "", "cli.document.of", message.Args{"Document": d.Of})
	detail(d.Backs.Of != "", "cli.document.backs", message.Args{"Document": d.Backs.Of})
	detail(d.Lang != "", "cli.document.lang", message.Args{"Language": message.Language(d.Lang)})
	detail(d.DatesVisible != nil && *d.DatesVisible, "cli.document.dates-visible", nil)
	detail(d.Missing, "cli.document.missing", nil)
}
