package main

import (
	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// pageInBundle is a page of a document as it stands in bundles, in JSON.
type pageInBundle struct {
	Document string        `json:"document"` // whose file it is of
	File     string        `json:"file"`
	Number   int           `json:"number"` // in that file
	Back     bool          `json:"back"`
	Shown    treatmentView `json:"shown"`
}

// pagesFlags are what is asked of a document's pages.
type pagesFlags struct {
	order, backs                *string
	interleave, reversed, apart *bool
}

// asked reports whether anything is.
func (f pagesFlags) asked() bool {
	return *f.order != "" || *f.backs != "" || *f.interleave || *f.reversed || *f.apart
}

// several reports whether more is asked than can be done at once.
func (f pagesFlags) several() bool {
	return *f.interleave && *f.apart || *f.order != "" && (*f.interleave || *f.apart)
}

// pagesCommand puts a document's pages in order, or lists them.
func (a *app) pagesCommand() *cobra.Command {
	cmd := a.command("pages DOSSIER DOCUMENT [--order PAGES|all] [--interleave [--backs DOC] [--reversed]] [--apart] [--vacancy ID]", "help.pages.")
	f := pagesFlags{
		order:      cmd.Flags().String("order", "", a.text("cli.flag.order")),
		interleave: cmd.Flags().Bool("interleave", false, a.text("cli.flag.interleave")),
		backs:      cmd.Flags().String("backs", "", a.text("cli.flag.backs")),
		reversed:   cmd.Flags().Bool("reversed", false, a.text("cli.flag.reversed")),
		apart:      cmd.Flags().Bool("apart", false, a.text("cli.flag.apart")),
	}
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(2, 2)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if f.several() {
			return message.Bad("usage-arguments", usageOf(cmd), nil)
		}
		if (*f.backs != "" || *f.reversed) && !*f.interleave {
			return missingFlag(cmd, "interleave")
		}
		return a.open(args[0], !f.asked(), func(s *session.Session) error {
			if f.asked() {
				if err := s.Do(f.edit(args[1], *ref)); err != nil {
					return err
				}
			}
			return a.showPages(s, f.asked(), args[1], *ref)
		})
	}
	return cmd
}

// edit is what is asked for.
func (f pagesFlags) edit(id, vacancy string) session.Edit {
	switch {
	case *f.interleave:
		return session.Interleave{Document: id, Backs: *f.backs, Reversed: *f.reversed}
	case *f.apart:
		return session.TakeApart{Document: id}
	}
	field, pages := "documents."+id+".pages", *f.order
	if vacancy != "" {
		field = "pages." + id
	}
	if pages == "all" {
		pages = "?"
	}
	return session.Set{Vacancy: vacancy, Assignments: []string{field + "=" + pages}}
}

// showPages lists a document's pages as they stand in bundles.
func (a *app) showPages(s *session.Session, saved bool, id, vacancy string) error {
	pages, err := s.Pages(vacancy, id)
	if err != nil {
		return err
	}
	if a.json {
		views := []pageInBundle{}
		for _, p := range pages {
			views = append(views, pageInBundle{p.Document, p.Name, p.Number, p.Back, viewOfTreatment(p.Treatment)})
		}
		return a.printJSON(map[string]any{"saved": saved, "pages": views})
	}
	if saved {
		a.say("cli.page.saved", nil)
	}
	if len(pages) == 0 {
		a.say("cli.pages.none", message.Args{"Document": id, "In": backsIn(s, id)})
	}
	for i, p := range pages {
		text := "cli.pages.line"
		if p.Back {
			text = "cli.pages.back"
		}
		a.say(text, message.Args{"Place": i + 1, "Page": p.Number, "Name": p.Name})
		if p.Treatment != (session.Treatment{}) {
			a.printTreatment(p.Treatment)
		}
	}
	return nil
}

// backsIn is the document that the pages of one went into as backs; empty: none.
func backsIn(s *session.Session, id string) string {
	for _, d := range s.Documents() {
		if d.ID == id {
			return d.Backs.Of
		}
	}
	return ""
}

// orderCommand puts the documents of a bundle in order, or lists them.
func (a *app) orderCommand() *cobra.Command {
	cmd := a.command("order DOSSIER [DOCUMENT...] [--default] [--name NAME] [--vacancy ID]", "help.order.")
	byDefault := cmd.Flags().Bool("default", false, a.text("cli.flag.default-order"))
	name := a.nameFlag(cmd)
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(1, anyNumber)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		order := args[1:]
		if *byDefault && len(order) > 0 {
			return message.Bad("usage-arguments", usageOf(cmd), nil)
		}
		changes := *byDefault || len(order) > 0
		return a.open(args[0], !changes, func(s *session.Session) error {
			if changes {
				choice, err := compositionOf(s, *ref, *name)
				if err != nil {
					return err
				}
				choice.Order = order
				if *byDefault {
					choice.Order = nil
				}
				if err := s.Do(session.Compose{Vacancy: *ref, Choice: choice}); err != nil {
					return err
				}
			}
			return a.showOrder(s, changes, *ref, *name)
		})
	}
	return cmd
}

// bundleNameFlag is the flag that names one of an application's bundles.
const bundleNameFlag = "name"

// nameFlag is the flag that names one of an application's bundles.
func (a *app) nameFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String(bundleNameFlag, "", a.text("cli.flag.bundle-name"))
}

// compositionOf is what was chosen of a bundle that is there.
func compositionOf(s *session.Session, vacancy, name string) (session.Composition, error) {
	if _, err := s.Contents(vacancy, name); err != nil {
		return session.Composition{}, err
	}
	all, err := s.Choices(vacancy)
	if err != nil {
		return session.Composition{}, err
	}
	for _, c := range all {
		if c.Name == name {
			return c, nil
		}
	}
	return all[0], nil
}

// showOrder lists the documents of a bundle in their order.
func (a *app) showOrder(s *session.Session, saved bool, vacancy, name string) error {
	documents, err := s.Contents(vacancy, name)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"saved": saved, "documents": idsOf(documents)})
	}
	if saved {
		a.say("cli.order.saved", nil)
	}
	if len(documents) == 0 {
		a.say("cli.order.none", nil)
	}
	for i, d := range documents {
		a.say("cli.order.line", message.Args{"Place": i + 1, "ID": d.ID, "Name": d.Name})
	}
	return nil
}
