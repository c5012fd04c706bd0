package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// submitCommand records that an application was sent, or takes that back.
func (a *app) submitCommand() *cobra.Command {
	cmd := a.command("submit DOSSIER [--vacancy ID] [--on DATE] [--reference TEXT] [--bundle FILE] | --take-back", "help.submit.")
	ref := a.applicationFlag(cmd)
	on := cmd.Flags().String("on", "", a.text("cli.flag.on"))
	reference := cmd.Flags().String("reference", "", a.text("cli.flag.reference"))
	bundle := cmd.Flags().String("bundle", "", a.text("cli.flag.sent-bundle"))
	back := cmd.Flags().Bool("take-back", false, a.text("cli.flag.take-back"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *back && (*on != "" || *reference != "" || *bundle != "") {
			return message.Bad("usage-arguments", usageOf(cmd), nil)
		}
		if *back {
			return a.edit(args[0], message.New("cli.saved.taken-back", nil), session.TakeBack{Vacancy: *ref})
		}
		day, ok := i18n.ParseDate(*on)
		if *on != "" && !ok {
			return i18n.BadDate(*on)
		}
		return a.edit(args[0], message.New("cli.saved.submitted", nil),
			session.Submit{Vacancy: *ref, On: day, Reference: *reference, Bundle: *bundle})
	}
	return cmd
}

// submittedView is the candidate's word that an application was sent, in JSON.
type submittedView struct {
	On        civil.Date `json:"on"`
	Reference string     `json:"reference"`
	Bundle    string     `json:"bundle"`          // file name in the dossier's bundles; empty: none
	Parts     []string   `json:"parts,omitempty"` // all file names of one in several, in order
}

func submittedJSON(sent *session.Submitted) *submittedView {
	if sent == nil {
		return nil
	}
	view := &submittedView{On: sent.On, Reference: sent.Reference, Bundle: base(sent.Bundle)}
	for _, path := range sent.Parts {
		view.Parts = append(view.Parts, base(path))
	}
	return view
}

// base is a path's last part, of an empty one nothing.
func base(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Base(path)
}

// undoCommand takes the last change of a dossier back.
func (a *app) undoCommand() *cobra.Command {
	return a.walkCommand("undo DOSSIER", "help.undo.", "cli.undo.nothing", (*session.Session).CanUndo, (*session.Session).Undo)
}

// redoCommand makes the change again that was undone last.
func (a *app) redoCommand() *cobra.Command {
	return a.walkCommand("redo DOSSIER", "help.redo.", "cli.redo.nothing", (*session.Session).CanRedo, (*session.Session).Redo)
}

// walkCommand goes one change back or forth and says what is otherwise now.
func (a *app) walkCommand(use, help, nothing string, can func(*session.Session) bool, walk func(*session.Session) error) *cobra.Command {
	cmd := a.command(use, help)
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return a.open(args[0], false, func(s *session.Session) error {
			var changes []session.Change
			if can(s) {
				if err := walk(s); err != nil {
					return err
				}
				states, err := s.History()
				if err != nil || len(states) == 0 {
					return err
				}
				changes = states[0].Changes
			} else if err := s.ReadOnly(); err != nil {
				return err
			}
			return a.showChanges(changes, nothing)
		})
	}
	return cmd
}

// showChanges says what is otherwise; nothing is the id of the text for no change.
func (a *app) showChanges(changes []session.Change, nothing string) error {
	if a.json {
		return a.printJSON(map[string]any{"changes": a.fieldViews(changes)})
	}
	if len(changes) == 0 {
		a.say(nothing, nil)
	}
	for _, c := range changes {
		a.paragraph(0, a.Text(c.Text))
	}
	return nil
}

// fieldViews are changes as JSON has them.
func (a *app) fieldViews(changes []session.Change) []fieldView {
	views := make([]fieldView, 0, len(changes))
	for _, c := range changes {
		views = append(views, fieldView{c.Field, c.How, a.Text(c.Text)})
	}
	return views
}
