package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

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
	Notice bool        `json:"notice"` // the quotations were held against the notice
	Errors []i18n.Pair `json:"errors"`
}

// validate reads one pack and runs its own tests.
func (a *app) validate(file string) (validation, error) {
	result := validation{File: file, Errors: []i18n.Pair{}}
	p, err := a.library().Load(file)
	if err == nil {
		result.ID, result.Tests = p.ID, len(p.Tests)
		var noticeErr error
		result.Notice, noticeErr = a.checkNotice(file, p)
		err = errors.Join(p.CheckZones(time.LoadLocation), p.CheckCandidates(), noticeErr)
		if err == nil {
			err = runTests(p)
		}
	}
	if err != nil {
		result.Errors = a.Errors(err)
		return result, err
	}
	result.Valid = true
	if !a.json {
		valid := "cli.vacancy.valid"
		if !result.Notice {
			valid = "cli.vacancy.valid-unquoted"
		}
		a.say(valid, message.Args{"File": file, "ID": p.ID})
		a.say("cli.vacancy.tests", message.Args{"Count": len(p.Tests)})
		if !result.Notice {
			a.note(message.New("cli.vacancy.no-notice", message.Args{"File": noticeName(file, p)}))
		}
		if name := filepath.Base(file); file != p.ID && strings.TrimSuffix(name, filepath.Ext(name)) != p.ID {
			a.note(message.New("cli.vacancy.file-name", message.Args{"Want": p.ID + ".yaml", "Name": name}))
		}
	}
	return result, nil
}

// maxNotice is the largest notice read, in bytes.
const maxNotice = 1 << 20

// noticeName is where a pack's notice stands: beside it, as ID.notice.txt.
func noticeName(file string, p *vacancy.Pack) string {
	return filepath.Join(filepath.Dir(file), p.ID+".notice.txt")
}

// checkNotice looks for the pack's quotations in its notice, and reports whether
// there is one to hold them against.
func (a *app) checkNotice(file string, p *vacancy.Pack) (bool, error) {
	notice, err := a.readNotice(file, p)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, p.CheckNotice(string(notice))
}

// readNotice reads the notice beside a pack's file, or where the pack was named
// by its id, in the library.
func (a *app) readNotice(file string, p *vacancy.Pack) ([]byte, error) {
	notice, err := durable.ReadFile(noticeName(file, p), maxNotice)
	if errors.Is(err, fs.ErrNotExist) && file == p.ID {
		return fs.ReadFile(a.library().Embedded, "vacancies/"+p.ID+".notice.txt")
	}
	return notice, err
}

// runTests returns an error for each expectation of the pack that does not hold.
func runTests(p *vacancy.Pack) error {
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
		faults = append(faults, p.FailedTest(f.Test, f.Expectation, f.Got, f.Why))
	}
	return errors.Join(faults...)
}

func (a *app) vacancySchemaCommand() *cobra.Command {
	cmd := a.command("schema", "help.vacancy.schema.")
	cmd.RunE = func(*cobra.Command, []string) error {
		a.printf("%s", vacancy.Schema())
		return nil
	}
	return cmd
}
