package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/report"
	"example.org/dossier/internal/session"
)

// bundleCommand makes a dossier's bundle.
func (a *app) bundleCommand() *cobra.Command {
	var f bundleFlags
	cmd := a.command("bundle DOSSIER [--vacancy ID] [-o OUT.pdf] [--cover-lang LANG] [--page-size SIZE] [--force]", "help.bundle.")
	f.register(a, cmd)
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		// Made elsewhere, it leaves the dossier as it is: whoever may read can.
		return a.open(args[0], f.output != "", func(s *session.Session) error {
			made, err := s.Bundle(cmd.Context(), session.BundleOptions{
				Vacancy: *ref, Output: f.output, Overwrite: f.force,
				Lang: f.lang(a), Paper: f.size(),
			})
			if err != nil {
				return err
			}
			if err := a.noteLacking(s, *ref); err != nil {
				return err
			}
			return a.showBundle(made)
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
		if !strings.EqualFold(filepath.Ext(*output), ".pdf") {
			return message.Bad("output-not-pdf", message.Args{"File": *output}, nil)
		}
		if err := dossier.CheckOutput(*output); err != nil {
			return err
		}
		err := a.open(args[0], true, func(s *session.Session) error {
			return a.writeReport(s, *ref, *output, *force)
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

// writeReport writes the checklist of a dossier to a file, whole or not at all.
func (a *app) writeReport(s *session.Session, ref, output string, overwrite bool) error {
	at, err := s.Standing(ref)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	err = report.WriteChecklist(&page, report.Report{
		Candidate: s.Candidate().Name.Full(), Pack: at.Pack, Zone: at.Zone, Own: time.Local, Checklist: at.Checklist,
	}, a.Localizer)
	if err != nil {
		return err
	}
	if overwrite {
		return durable.WriteFile(output, page.Bytes(), durable.FilePerm)
	}
	return durable.Disk{}.WriteNew(output, page.Bytes(), durable.FilePerm)
}
