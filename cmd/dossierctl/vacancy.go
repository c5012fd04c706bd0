package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// vacancyCommand holds the commands on vacancies as such.
func (a *app) vacancyCommand() *cobra.Command {
	cmd := a.command("vacancy", "help.vacancy.")
	cmd.AddCommand(a.vacancyListCommand(), a.vacancyShowCommand(), a.vacancyValidateCommand(),
		a.vacancySchemaCommand(), a.vacancyNewCommand(),
		a.vacancyExplainCommand(), a.vacancyDiffCommand())
	a.group(cmd)
	return cmd
}

// vacancySummary is a vacancy in "vacancy list --json".
type vacancySummary struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Digest   string       `json:"digest"`
	Deadline deadlineJSON `json:"deadline"`
}

// deadlineJSON is a deadline wherever JSON is printed.
type deadlineJSON struct {
	Instant time.Time `json:"instant"`
	State   string    `json:"state"` // open or closed
}

// deadlineAt returns a deadline as it stands at a time.
func deadlineAt(deadline, now time.Time) deadlineJSON {
	if now.Before(deadline) {
		return deadlineJSON{deadline.UTC(), "open"}
	}
	return deadlineJSON{deadline.UTC(), "closed"}
}

func (a *app) vacancyListCommand() *cobra.Command {
	cmd := a.command("list", "help.vacancy.list.")
	cmd.RunE = func(*cobra.Command, []string) error {
		packs, listErr := a.library().List()
		summaries := make([]vacancySummary, 0, len(packs))
		for _, p := range packs {
			zone, err := session.Zone(p)
			if err != nil {
				listErr = errors.Join(listErr, err)
				continue
			}
			s := a.summary(p, zone)
			summaries = append(summaries, s)
			if !a.json {
				a.printSummary(s, zone)
			}
		}
		if a.json {
			if err := a.printJSON(map[string]any{"vacancies": summaries}); err != nil {
				return err
			}
		}
		if listErr != nil {
			return a.partly(len(summaries), []error{listErr})
		}
		return nil
	}
	return cmd
}

// stateTexts are the texts for a deadline's state.
var stateTexts = map[string]string{
	"open":   "cli.vacancy.state-open",
	"closed": "cli.vacancy.state-closed",
}

// summary returns what a list shows of a pack.
func (a *app) summary(p *vacancy.Pack, zone *time.Location) vacancySummary {
	return vacancySummary{
		ID: p.ID, Title: a.Pick(p.Title), Digest: p.Digest(),
		Deadline: deadlineAt(p.Deadline.Instant(zone), a.clock(zone)),
	}
}

// printSummary prints a vacancy as a list shows it.
func (a *app) printSummary(s vacancySummary, zone *time.Location) {
	a.printf("%s\n", s.ID)
	a.paragraph(2, s.Title)
	a.paragraph(2, a.Text(message.New(stateTexts[s.Deadline.State],
		message.Args{"Deadline": message.Moment{At: s.Deadline.Instant, Zone: zone}})))
}

func (a *app) vacancyShowCommand() *cobra.Command {
	cmd := a.command("show ID|FILE", "help.vacancy.show.")
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		p, err := a.library().Load(args[0])
		if err != nil {
			return err
		}
		zone, err := session.Zone(p)
		if err != nil {
			return err
		}
		view := a.viewOf(p, zone)
		if a.json {
			return a.printJSON(view)
		}
		a.printVacancy(p, view, zone)
		return nil
	}
	return cmd
}
