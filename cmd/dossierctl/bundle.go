package main

import (
	"github.com/spf13/cobra"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset"
)

// bundleCommand makes a dossier's bundle.
func (a *app) bundleCommand() *cobra.Command {
	var f bundleFlags
	cmd := a.command("bundle DOSSIER [--vacancy ID] [--name NAME] [-o OUT.pdf] [--max-size SIZE] [--parts N] [--plan] [--separators] [--cover-lang LANG] [--page-size SIZE] [--force]", "help.bundle.")
	f.register(a, cmd)
	ref := a.applicationFlag(cmd)
	name := a.nameFlag(cmd)
	incomplete := cmd.Flags().Bool("incomplete", false, a.text("cli.flag.incomplete"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := f.check(cmd); err != nil {
			return err
		}
		// Made elsewhere, or only planned, it leaves the dossier as it is: whoever may
		// read can.
		return a.open(args[0], f.output != "" || f.plan, func(s *session.Session) error {
			o := session.BundleOptions{
				Vacancy: *ref, Name: *name, Output: f.output, Overwrite: f.force, Incomplete: *incomplete,
				Lang: i18n.Lang(f.coverLang.value), Spoken: a.lang, Paper: typeset.Paper(f.paper.value), Separators: f.sheets(cmd),
				MaxSize: f.maxSize.most(), Parts: f.parts,
			}
			if f.plan {
				planned, err := s.Plan(cmd.Context(), o)
				if err != nil {
					return err
				}
				return a.showPlan(planned.Path, planned.MaxSize, planned.Parts, planned.Refused, planned.Warnings)
			}
			made, err := s.Bundle(cmd.Context(), o)
			if err != nil {
				return err
			}
			if err := a.noteLacking(s, *ref); err != nil {
				return err
			}
			return a.showBundle(cmd.Context(), made, f)
		})
	}
	return cmd
}

// noteLacking says which required documents are not attached: the bundle is
// good, the application is not complete.
func (a *app) noteLacking(s *session.Session, ref string) error {
	at, err := s.Standing(ref)
	if err != nil {
		return err
	}
	if missing := lacking(at); len(missing) > 0 {
		a.note(message.New("cli.bundle.lacking", message.Args{"Items": missing}))
	}
	return nil
}

// reportCommand writes a dossier's checklist as a PDF.
func (a *app) reportCommand() *cobra.Command {
	cmd := a.command("report DOSSIER -o OUT.pdf [--vacancy ID] [--force]", "help.report.")
	output := cmd.Flags().StringP("output", "o", "", a.text("cli.flag.output"))
	force := cmd.Flags().Bool("force", false, a.text("cli.flag.force"))
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *output == "" {
			return missingFlag(cmd, "output")
		}
		o := session.ReportOptions{Vacancy: *ref, Output: *output, Overwrite: *force, Lang: a.lang}
		if err := o.CheckOutput(); err != nil {
			return err
		}
		err := a.open(args[0], true, func(s *session.Session) error {
			_, err := s.Report(cmd.Context(), o)
			return err
		})
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(map[string]string{"file": *output})
		}
		a.say("cli.report.done", message.Args{"File": *output})
		return nil
	}
	return cmd
}
