package main

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// historyCommand lists the saved states of a dossier, or goes back to one.
func (a *app) historyCommand() *cobra.Command {
	cmd := a.command("history DOSSIER [--restore N]", "help.history.")
	number := cmd.Flags().Int("restore", 0, a.text("cli.flag.restore"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		restoring := cmd.Flags().Changed("restore")
		return a.open(args[0], !restoring, func(s *session.Session) error {
			if restoring {
				return a.restore(s, *number)
			}
			return a.history(s)
		})
	}
	return cmd
}

// stateView is a saved state in JSON.
type stateView struct {
	Number   int         `json:"number"`
	File     string      `json:"file"`
	Saved    time.Time   `json:"saved"`
	Present  bool        `json:"present"`
	Readable bool        `json:"readable"`
	Changes  []fieldView `json:"changes"`
}

// fieldView is what became of one field, in JSON.
type fieldView struct {
	Field string      `json:"field"`
	How   session.How `json:"how"`
	Text  string      `json:"text"`
}

func (a *app) history(s *session.Session) error {
	states, err := s.History()
	if err != nil {
		return err
	}
	if a.json {
		views := make([]stateView, 0, len(states))
		for _, state := range states {
			views = append(views, stateView{
				state.Number, state.Name, state.At, state.Present, state.Err == nil, a.fieldViews(state.Changes),
			})
		}
		return a.printJSON(map[string]any{"states": views})
	}
	if len(states) == 0 {
		a.say("cli.history.none", nil)
	}
	for i, state := range states {
		a.printState(state, i == len(states)-1)
	}
	return nil
}

// printState prints when a state was saved and what changed in it.
func (a *app) printState(state session.State, isFirst bool) {
	text := "cli.history.state"
	if state.Present {
		text = "cli.history.present"
	}
	a.say(text, message.Args{"Number": strconv.Itoa(state.Number), "Saved": a.moment(state.At)})
	switch {
	case state.Err != nil:
		a.paragraph(4, a.text("cli.history.unreadable"))
	case isFirst:
		a.paragraph(4, a.text("cli.history.first"))
	}
	for _, c := range state.Changes {
		a.paragraph(4, a.Text(c.Text))
	}
}

// moment is a time on the user's own clock.
func (a *app) moment(at time.Time) message.Moment {
	return message.Moment{At: at, Zone: a.now().Location()}
}

// restore goes back to a state, and says which files it lacks.
func (a *app) restore(s *session.Session, number int) error {
	states, err := s.History()
	if err != nil {
		return err
	}
	if err := s.Do(session.Restore{Number: number}); err != nil {
		return err
	}
	missing := []string{}
	for _, d := range s.Documents() {
		if d.Missing {
			missing = append(missing, d.Name)
		}
	}
	if a.json {
		err = a.printJSON(map[string]any{"restored": number, "missing": missing})
	} else {
		for _, state := range states {
			if state.Number == number {
				a.say("cli.history.restored", message.Args{"Saved": a.moment(state.At)})
				break
			}
		}
		for _, name := range missing {
			a.say("cli.history.missing", message.Args{"Name": name})
		}
	}
	if err == nil && len(missing) > 0 {
		return errIncomplete
	}
	return err
}
