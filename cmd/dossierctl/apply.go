package main

import (
	"github.com/spf13/cobra"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// applyCommand adds an application to a dossier.
func (a *app) applyCommand() *cobra.Command {
	cmd := a.command("apply DOSSIER --vacancy ID|FILE", "help.apply.")
	ref := cmd.Flags().String("vacancy", "", a.text("cli.flag.vacancy"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *ref == "" {
			return missingFlag(cmd, "vacancy")
		}
		return a.open(args[0], false, func(s *session.Session) error {
			if err := s.Do(session.Apply{Ref: *ref}); err != nil {
				return err
			}
			applied := s.Vacancies()
			standing, err := s.Standing(applied[len(applied)-1])
			if err != nil {
				return err
			}
			return a.showApplied(args[0], standing)
		})
	}
	return cmd
}

// showApplied says that an application was added. With more of them than the
// programme allows it says so, and the command ends as incomplete.
func (a *app) showApplied(dir string, s session.Standing) error {
	over := tooMany(s.Checklist)
	if a.json {
		views := make([]itemView, 0, len(over))
		for _, item := range over {
			views = append(views, a.itemView(item))
		}
		if err := a.printJSON(map[string]any{"dossier": dir, "vacancy": s.Pack.ID, "warnings": views}); err != nil {
			return err
		}
	} else {
		a.say("cli.apply.done", message.Args{"Vacancy": s.Pack.Title, "Dir": dir})
		for _, item := range over {
			a.say("cli.apply.too-many", message.Args{"Programme": s.Pack.Programme.Title})
			a.printItem(s.Pack, item)
		}
	}
	if len(over) > 0 {
		return errIncomplete
	}
	return nil
}

// tooMany returns the items on the number of applications that are not met.
func tooMany(list checklist.Checklist) []checklist.Item {
	var over []checklist.Item
	for _, item := range list.Items {
		if item.Group == vacancy.Applications && item.Verdict == vacancy.NotMet {
			over = append(over, item)
		}
	}
	return over
}

// withdrawCommand takes an application out of a dossier.
func (a *app) withdrawCommand() *cobra.Command {
	cmd := a.command("withdraw DOSSIER --vacancy ID", "help.withdraw.")
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *ref == "" {
			return missingFlag(cmd, "vacancy") // even where there is no choice: nothing goes by mistake
		}
		return a.edit(args[0], message.New("cli.saved.withdrawn", message.Args{"Vacancy": *ref}), session.GiveUp{Vacancy: *ref})
	}
	return cmd
}

// acceptCommand makes an application go by the present version of its vacancy.
func (a *app) acceptCommand() *cobra.Command {
	cmd := a.command("accept DOSSIER [--vacancy ID]", "help.accept.")
	ref := a.applicationFlag(cmd)
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return a.edit(args[0], message.New("cli.saved.accepted", nil), session.Accept{Vacancy: *ref})
	}
	return cmd
}
