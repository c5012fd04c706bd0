package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// vacancyCommand holds the commands on vacancies as such.
func (a *app) vacancyCommand() *cobra.Command {
	cmd := a.command("vacancy", "help.vacancy.")
	cmd.AddCommand(a.vacancyListCommand(), a.vacancyShowCommand(), a.vacancyValidateCommand())
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

func (a *app) vacancyValidateCommand() *cobra.Command {
	cmd := a.command("validate FILE...", "help.vacancy.validate.")
	cmd.Args = a.arguments(1, anyNumber)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		results := make([]validation, 0, len(args))
		var faults []error
		for _, file := range args {
			result, err := a.validate(file)
			if err != nil {
				faults = append(faults, err)
			}
			results = append(results, result)
		}
		if a.json {
			if err := a.printJSON(map[string]any{"packs": results}); err != nil {
				return err
			}
		}
		return errors.Join(faults...)
	}
	return cmd
}

// validation is the outcome for one file in "vacancy validate --json".
type validation struct {
	File   string      `json:"file"`
	ID     string      `json:"id,omitzero"`
	Valid  bool        `json:"valid"`
	Tests  int         `json:"tests"`
	Errors []i18n.Pair `json:"errors"`
}

// validate reads one pack and runs its own tests.
func (a *app) validate(file string) (validation, error) {
	result := validation{File: file, Errors: []i18n.Pair{}}
	p, err := a.library().Load(file)
	if err == nil {
		result.ID, result.Tests = p.ID, len(p.Tests)
		err = errors.Join(checkNotice(file, p), a.runTests(file, p))
	}
	if err != nil {
		result.Errors = a.Errors(err)
		return result, err
	}
	result.Valid = true
	if !a.json {
		a.say("cli.vacancy.valid", message.Args{"File": file, "ID": p.ID})
		a.say("cli.vacancy.tests", message.Args{"Count": len(p.Tests)})
	}
	return result, nil
}

// maxNotice is the largest notice read, in bytes.
const maxNotice = 1 << 20

// checkNotice looks for the pack's quotations in the notice that stands beside
// it as ID.notice.txt; without one there is nothing to hold them against.
func checkNotice(file string, p *vacancy.Pack) error {
	notice, err := durable.ReadFile(filepath.Join(filepath.Dir(file), p.ID+".notice.txt"), maxNotice)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return p.CheckNotice(string(notice))
}

// runTests returns an error for each expectation of the pack that is not met.
func (a *app) runTests(file string, p *vacancy.Pack) error {
	zone, err := session.Zone(p)
	if err != nil {
		return err
	}
	var faults []error
	for _, f := range checklist.RunTests(p, zone) {
		if f.Err != nil {
			faults = append(faults, f.Err)
			continue
		}
		got := message.New("verdict.none", nil)
		if f.Got != "" {
			got = f.Got.Word()
		}
		faults = append(faults, message.Bad("pack-tests", message.Args{
			"File": file, "Test": f.Test, "Item": f.Item, "Want": f.Verdict.Word(), "Got": got,
		}, nil))
	}
	return errors.Join(faults...)
}
