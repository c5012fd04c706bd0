package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset"
)

// worksheetCommand writes a PDF on which a document is translated by hand.
func (a *app) worksheetCommand() *cobra.Command {
	cmd := a.command("worksheet DOSSIER DOCUMENT [--into en|fr] [-o OUT.pdf] [--page-size SIZE] [--force]", "help.worksheet.")
	output := cmd.Flags().StringP("output", "o", "", a.text("cli.flag.output"))
	force := cmd.Flags().Bool("force", false, a.text("cli.flag.force"))
	into, paper := oneOf{words: languageWords()}, oneOf{words: []string{string(typeset.A4), string(typeset.Letter)}}
	cmd.Flags().Var(&into, "into", a.text("cli.flag.into"))
	cmd.Flags().Var(&paper, "page-size", a.text("cli.flag.page-size"))
	cmd.Args = a.arguments(2, 2)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o := session.WorksheetOptions{
			Document: args[1], Into: i18n.Lang(cmp.Or(into.value, string(a.lang))),
			Output: *output, Overwrite: *force, Paper: typeset.Paper(paper.value),
		}
		if err := (session.ReportOptions{Output: *output}).CheckOutput(); *output != "" && err != nil {
			return err
		}
		var written string
		err := a.open(args[0], *output != "", func(s *session.Session) (err error) {
			written, err = s.Worksheet(cmd.Context(), o)
			return err
		})
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(map[string]string{"file": written})
		}
		a.say("cli.worksheet.done", message.Args{"File": written})
		return nil
	}
	return cmd
}
