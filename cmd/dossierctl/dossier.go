package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// open opens a dossier, does the work and closes it. Warnings about damage, and
// about what other computers have changed, go to standard error.
func (a *app) open(dir string, readOnly bool, work func(*session.Session) error) error {
	return a.openQuietly(dir, readOnly, func(s *session.Session) error {
		a.noteOutside(dir, s)
		return work(s)
	})
}

// openQuietly is open for who deals with what other computers have changed.
func (a *app) openQuietly(dir string, readOnly bool, work func(*session.Session) error) error {
	s, err := a.house().Open(dir, readOnly)
	if err != nil {
		return err
	}
	for _, w := range s.Warnings() {
		a.note(w)
	}
	if locked := s.ReadOnly(); locked != nil && !readOnly {
		return errors.Join(locked, s.Close())
	}
	err = work(s)
	if closeErr := s.Close(); closeErr != nil && err == nil {
		err = closeErr
	}
	return err
}

// newCommand starts a dossier.
func (a *app) newCommand() *cobra.Command {
	cmd := a.command("new DIR --vacancy ID|FILE [--candidate FILE.json]", "help.new.")
	ref := cmd.Flags().String("vacancy", "", a.text("cli.flag.vacancy"))
	file := cmd.Flags().String("candidate", "", a.text("cli.flag.candidate"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *ref == "" {
			return missingFlag(cmd, "vacancy")
		}
		var c candidate.Candidate
		if *file != "" {
			var err error
			if c, err = readCandidate(*file); err != nil {
				return err
			}
		}
		s, err := a.house().Create(args[0], c, *ref)
		if err != nil {
			return err
		}
		standing, err := s.Standing("")
		if err = errors.Join(err, s.Close()); err != nil {
			return err
		}
		if a.json {
			return a.printJSON(map[string]any{"dossier": args[0], "vacancy": standing.Pack.ID})
		}
		a.say("cli.new.done", message.Args{"Vacancy": standing.Pack.Title, "Dir": args[0]})
		return nil
	}
	return cmd
}

// setCommand writes facts into a dossier: all of them, or none.
func (a *app) setCommand() *cobra.Command {
	cmd := a.command("set DOSSIER FIELD=VALUE...", "help.set.")
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(2, anyNumber)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		edit := session.Set{Vacancy: *ref, Assignments: args[1:]}
		return a.edit(args[0], message.New("cli.saved.set", nil), edit)
	}
	return cmd
}

// applicationFlag lets a command choose among several applications.
func (a *app) applicationFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("vacancy", "", a.text("cli.flag.application"))
}

// edit changes a dossier and says what was saved.
func (a *app) edit(dir string, saved message.Message, edits ...session.Edit) error {
	err := a.open(dir, false, func(s *session.Session) error { return s.Do(edits...) })
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]bool{"saved": true})
	}
	a.paragraph(0, a.Text(saved))
	return nil
}

// declareCommand records declarations.
func (a *app) declareCommand() *cobra.Command {
	cmd := a.command("declare DOSSIER ITEM...", "help.declare.")
	return a.itemsCommand(cmd, "cli.saved.declared", func(ref, item string) session.Edit {
		return session.Declare{Vacancy: ref, Item: item}
	})
}

// decideCommand records decisions on what a human must judge.
func (a *app) decideCommand() *cobra.Command {
	cmd := a.command("decide DOSSIER ITEM...", "help.decide.")
	return a.itemsCommand(cmd, "cli.saved.decided", func(ref, item string) session.Edit {
		return session.Decide{Vacancy: ref, Item: item}
	})
}

// itemsCommand makes one edit of each item of the checklist that is named.
func (a *app) itemsCommand(cmd *cobra.Command, saved string, make func(ref, item string) session.Edit) *cobra.Command {
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(2, anyNumber)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		var edits []session.Edit
		for _, item := range args[1:] {
			edits = append(edits, make(*ref, item))
		}
		titles, err := a.titles(args[0], *ref)
		if err != nil {
			return err
		}
		var named message.List
		for _, item := range args[1:] {
			named = append(named, titles[item])
		}
		return a.edit(args[0], message.New(saved, message.Args{"Item": named}), edits...)
	}
	return cmd
}

// titles returns the titles of a dossier's items by their ids.
func (a *app) titles(dir, ref string) (map[string]message.Text, error) {
	titles := map[string]message.Text{}
	err := a.open(dir, true, func(s *session.Session) error {
		standing, err := s.Standing(ref)
		for _, item := range standing.Checklist.Items {
			titles[item.ID] = item.Title
		}
		return err
	})
	return titles, err
}

// checkDossier checks the application of a dossier.
func (a *app) checkDossier(dir, ref string) (*standing, error) {
	var got *standing
	err := a.open(dir, true, func(s *session.Session) error {
		at, err := s.Standing(ref)
		if err != nil {
			return fmt.Errorf("check: %w", err)
		}
		got = &standing{Standing: at, who: s.Candidate().Name.Full()}
		other, found, err := s.Corrected(ref)
		if err != nil {
			a.printErrors(err) // of a pack beside the one that counts: worth knowing, no more
		} else if found {
			got.corrected = &other
		}
		return nil
	})
	return got, err
}

// lacking returns the titles of the required documents that are not attached.
func lacking(s session.Standing) message.List {
	var titles message.List
	for _, item := range s.Checklist.Items {
		if item.Group == vacancy.Documents && item.Importance == vacancy.Essential && item.Verdict == vacancy.NotMet {
			titles = append(titles, item.Title)
		}
	}
	return titles
}
