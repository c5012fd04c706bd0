package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// everyField stands for all conflicts among the fields to settle.
const everyField = "all"

// reconcileCommand merges the copies of a dossier that sync tools have made, and
// settles what two sides say differently.
func (a *app) reconcileCommand() *cobra.Command {
	cmd := a.command("reconcile DOSSIER [--mine FIELD]... [--theirs FIELD[=N]]...", "help.reconcile.")
	mine := cmd.Flags().StringArray("mine", nil, a.text("cli.flag.mine-field"))
	theirs := cmd.Flags().StringArray("theirs", nil, a.text("cli.flag.theirs-field"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.openQuietly(args[0], false, func(s *session.Session) error {
			merged, err := s.MergeCopies(cmd.Context())
			if err != nil {
				return err
			}
			settled, err := settle(s, *mine, *theirs)
			if err != nil {
				return err
			}
			return a.showReconciled(s, merged, settled)
		})
	}
	return cmd
}

// settle makes all the choices or none, and returns the fields that they were
// about.
func settle(s *session.Session, mine, theirs []string) ([]string, error) {
	conflicts := s.Conflicts()
	var edits []session.Edit
	fields := []string{}
	choose := func(asked string, pick func(session.Conflict) (jsontext.Value, error)) error {
		for _, c := range conflicts {
			if asked != everyField && asked != c.Field || slices.Contains(fields, c.Field) {
				continue
			}
			value, err := pick(c)
			if err != nil {
				return err
			}
			edits, fields = append(edits, session.Resolve{Field: c.Field, Value: value}), append(fields, c.Field)
		}
		if asked != everyField && !slices.Contains(fields, asked) {
			return message.Bad("conflict-gone", message.Args{"Field": asked}, nil)
		}
		return nil
	}
	for _, field := range mine {
		if err := choose(field, func(c session.Conflict) (jsontext.Value, error) { return c.Mine.Value, nil }); err != nil {
			return nil, err
		}
	}
	for _, one := range theirs {
		field, number, numbered := strings.Cut(one, "=")
		if !numbered {
			number = "1"
		}
		if err := choose(field, func(c session.Conflict) (jsontext.Value, error) { return theirValue(c, number) }); err != nil {
			return nil, err
		}
	}
	if len(edits) == 0 {
		return fields, nil
	}
	return fields, s.Do(edits...)
}

// theirValue is the one with this number among the other values of a conflict.
func theirValue(c session.Conflict, number string) (jsontext.Value, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > max(1, len(c.Theirs)) {
		return nil, message.Bad("conflict-no-number", message.Args{"Field": c.Field, "Value": number, "Count": len(c.Theirs)}, nil)
	}
	if len(c.Theirs) == 0 { // all have come to say the same
		return c.Mine.Value, nil
	}
	return c.Theirs[n-1].Value, nil
}

// optionView is a value to choose, in JSON.
type optionView struct {
	Value jsontext.Value `json:"value"`
	Text  string         `json:"text"`
}

// choiceView is a conflict in JSON.
type choiceView struct {
	Field  string       `json:"field"`
	Label  string       `json:"label"`
	Base   *optionView  `json:"base"`
	Mine   optionView   `json:"mine"`
	Theirs []optionView `json:"theirs"`
}

func (a *app) optionView(o session.Option) optionView {
	return optionView{Value: o.Value, Text: a.Text(o.Text)}
}

func (a *app) choiceViews(conflicts []session.Conflict) []choiceView {
	views := make([]choiceView, 0, len(conflicts))
	for _, c := range conflicts {
		view := choiceView{Field: c.Field, Label: a.Text(c.Label), Mine: a.optionView(c.Mine), Theirs: []optionView{}}
		if c.Base != nil {
			base := a.optionView(*c.Base)
			view.Base = &base
		}
		for _, o := range c.Theirs {
			view.Theirs = append(view.Theirs, a.optionView(o))
		}
		views = append(views, view)
	}
	return views
}

// showReconciled says what was merged and settled, and what is left to choose.
func (a *app) showReconciled(s *session.Session, merged session.Outcome, settled []string) error {
	left := s.Conflicts()
	var failed []error
	for _, err := range merged.Failed {
		failed = append(failed, err)
	}
	if a.json {
		err := a.printJSON(map[string]any{
			"merged": append([]string{}, merged.Copies...), "settled": settled, "conflicts": a.choiceViews(left),
		})
		if err != nil {
			return err
		}
	} else {
		a.printReconciled(merged, settled, left)
	}
	if len(failed) > 0 {
		a.printErrors(errors.Join(failed...))
	}
	if len(left) > 0 || len(failed) > 0 {
		return errIncomplete
	}
	return nil
}

func (a *app) printReconciled(merged session.Outcome, settled []string, left []session.Conflict) {
	for _, name := range merged.Copies {
		a.say("cli.reconcile.merged", message.Args{"File": name})
	}
	for _, field := range settled {
		a.say("cli.reconcile.settled", message.Args{"Field": field})
	}
	if len(left) == 0 {
		a.say("cli.reconcile.none", nil)
		return
	}
	a.say("cli.reconcile.left", message.Args{"Count": len(left)})
	for _, c := range left {
		a.say("cli.reconcile.conflict", message.Args{"Label": a.Text(c.Label), "Field": c.Field})
		a.paragraph(4, a.Text(message.New("cli.reconcile.mine", message.Args{"Value": a.Text(c.Mine.Text)})))
		for i, o := range c.Theirs {
			a.paragraph(4, a.Text(message.New("cli.reconcile.theirs", message.Args{"Value": a.Text(o.Text), "Number": strconv.Itoa(i + 1)})))
		}
	}
}

// noteOutside warns of copies that are not merged yet, and of choices to make.
func (a *app) noteOutside(dir string, s *session.Session) {
	outside, err := s.Outside()
	if err == nil && len(outside.Copies) > 0 {
		a.note(message.New("cli.reconcile.copies", message.Args{"Count": len(outside.Copies), "Dossier": dir}))
	}
	if n := len(s.Conflicts()); n > 0 {
		a.note(message.New("cli.reconcile.waiting", message.Args{"Count": n, "Dossier": dir}))
	}
}
