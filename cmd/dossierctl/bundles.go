package main

import (
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset"
)

// compositionView is one of an application's bundles in JSON.
type compositionView struct {
	Name       string        `json:"name"`      // empty: the application's own
	Documents  []string      `json:"documents"` // in their order
	All        bool          `json:"all"`       // whatever documents there are
	OwnOrder   bool          `json:"ownOrder"`  // not the checklist's
	Separators bool          `json:"separators"`
	Paper      typeset.Paper `json:"pageSize,omitzero"`  // as chosen for it
	Lang       i18n.Lang     `json:"coverLang,omitzero"` // as chosen for it
	Built      []builtView   `json:"built"`              // the newest first
}

// builtView is a bundle that was built, in JSON.
type builtView struct {
	File    string    `json:"file"`
	Made    time.Time `json:"made"`
	Size    int64     `json:"size"`
	Pages   int       `json:"pages"`
	Current bool      `json:"current"`
}

// bundlesFlags are what is asked of a bundle.
type bundlesFlags struct {
	name, rename, documents      *string
	separators, paper, coverLang oneOf
	remove                       *bool
}

// bundlesCommand lists an application's bundles, or chooses what one holds and
// how it looks.
func (a *app) bundlesCommand() *cobra.Command {
	cmd := a.command("bundles DOSSIER [--name NAME] [--documents DOC,…|all] [--separators on|off] [--page-size SIZE] [--cover-lang LANG] [--rename NAME] [--remove] [--vacancy ID]", "help.bundles.")
	f := bundlesFlags{
		name:       a.nameFlag(cmd),
		rename:     cmd.Flags().String("rename", "", a.text("cli.flag.rename")),
		documents:  cmd.Flags().String("documents", "", a.text("cli.flag.bundle-documents")),
		separators: oneOf{words: []string{"on", "off"}},
		paper:      oneOf{words: []string{string(typeset.A4), string(typeset.Letter)}},
		coverLang:  oneOf{words: languageWords()},
		remove:     cmd.Flags().Bool("remove", false, a.text("cli.flag.remove-bundle")),
	}
	cmd.Flags().Var(&f.separators, "separators", a.text("cli.flag.separators"))
	cmd.Flags().Var(&f.paper, "page-size", a.text("cli.flag.page-size"))
	cmd.Flags().Var(&f.coverLang, "cover-lang", a.text("cli.flag.cover-lang"))
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return a.open(args[0], !f.asked(), func(s *session.Session) error {
			if f.asked() {
				edit, err := f.edit(s, *ref)
				if err != nil {
					return err
				}
				if err := s.Do(edit); err != nil {
					return err
				}
			}
			return a.showBundles(s, f.asked(), *ref)
		})
	}
	return cmd
}

// asked reports whether anything is to change.
func (f *bundlesFlags) asked() bool {
	return *f.documents != "" || *f.rename != "" || *f.remove || f.separators.value+f.paper.value+f.coverLang.value != ""
}

// edit is what is asked for. A bundle comes to be by its documents being named.
func (f *bundlesFlags) edit(s *session.Session, vacancy string) (session.Edit, error) {
	if *f.remove {
		return session.Discard{Vacancy: vacancy, Name: *f.name}, nil
	}
	choice, err := compositionOf(s, vacancy, *f.name)
	if err != nil {
		if *f.documents == "" {
			return nil, err
		}
		choice = session.Composition{Name: *f.name}
	}
	switch *f.documents {
	case "":
	case "all":
		choice.Documents = nil
	default:
		choice.Documents = strings.Split(*f.documents, ",")
		choice.Order = choice.Documents
	}
	if f.separators.value != "" {
		choice.Separators = f.separators.value == "on"
	}
	if f.paper.value != "" {
		choice.Paper = typeset.Paper(f.paper.value)
	}
	if f.coverLang.value != "" {
		choice.Lang = i18n.Lang(f.coverLang.value)
	}
	was := ""
	if *f.rename != "" {
		was, choice.Name = *f.name, *f.rename
	}
	return session.Compose{Vacancy: vacancy, Was: was, Choice: choice}, nil
}

// showBundles lists an application's bundles with what was built of each.
func (a *app) showBundles(s *session.Session, saved bool, vacancy string) error {
	choices, err := s.Choices(vacancy)
	if err != nil {
		return err
	}
	built, err := s.Bundles(vacancy)
	if err != nil {
		return err
	}
	views := []compositionView{}
	for _, c := range choices {
		documents, err := s.Contents(vacancy, c.Name)
		if err != nil {
			return err
		}
		view := compositionView{
			Name: c.Name, Documents: idsOf(documents), All: c.Documents == nil, OwnOrder: c.Order != nil,
			Separators: c.Separators, Paper: c.Paper, Lang: c.Lang, Built: []builtView{},
		}
		for _, b := range built {
			if b.Name == c.Name {
				view.Built = append(view.Built, builtView{filepath.Base(b.Path), b.At, b.Size, b.Pages, b.Current})
			}
		}
		views = append(views, view)
	}
	if a.json {
		return a.printJSON(map[string]any{"saved": saved, "bundles": views})
	}
	if saved {
		a.say("cli.bundles.saved", nil)
	}
	for _, v := range views {
		a.printComposition(v)
	}
	return nil
}

// printComposition prints one bundle, what it holds, and what was built of it.
func (a *app) printComposition(v compositionView) {
	title := "cli.bundles.own"
	if v.Name != "" {
		title = "cli.bundles.named"
	}
	a.say(title, message.Args{"Name": v.Name})
	line := func(isSo bool, id string, args message.Args) {
		if isSo {
			a.paragraph(4, a.Text(message.New(id, args)))
		}
	}
	line(len(v.Documents) > 0, "cli.bundles.documents", message.Args{"Documents": message.Words(v.Documents)})
	line(len(v.Documents) == 0, "cli.bundles.empty", nil)
	line(v.OwnOrder, "cli.bundles.own-order", nil)
	line(v.Separators, "cli.bundles.separators", nil)
	line(v.Lang != "", "cli.bundles.lang", message.Args{"Language": message.Language(v.Lang)})
	line(v.Paper != "", "cli.bundles.paper", message.Args{"Paper": string(v.Paper)})
	for _, b := range v.Built {
		id := "cli.bundles.built-old"
		if b.Current {
			id = "cli.bundles.built"
		}
		line(true, id, message.Args{"File": b.File, "Date": civil.Of(b.Made), "Count": b.Pages, "Size": message.Bytes(b.Size)})
	}
}

func idsOf(documents []document.Document) []string {
	ids := make([]string, len(documents))
	for i, d := range documents {
		ids[i] = d.ID
	}
	return ids
}
