package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/assets"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// demoFolder is where the demo goes unless it is told where.
const demoFolder = "dossier-demo"

// demoCommand does the whole job for the sample candidate.
func (a *app) demoCommand() *cobra.Command {
	cmd := a.command("demo [DIR]", "help.demo.")
	cmd.Args = a.arguments(0, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		dir := freeName(demoFolder)
		if len(args) == 1 {
			dir = args[0]
		}
		return a.demo(cmd.Context(), dir)
	}
	return cmd
}

// freeName returns the name, or the first of name-2, name-3, … that is free.
func freeName(name string) string {
	free := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			return free
		}
		free = fmt.Sprintf("%s-%d", name, n)
	}
}

func (a *app) demo(ctx context.Context, dir string) error {
	sample, err := session.ReadSample(assets.Sample)
	if err != nil {
		return err
	}
	zone, err := a.enterSample(sample)
	if err != nil {
		return err
	}
	if !a.json {
		a.say("cli.demo.start", message.Args{"Date": civil.Of(a.clock(zone))})
		a.printf("\n")
	}
	s, err := a.house().Sample(ctx, dir, sample, nil)
	if err != nil {
		return err
	}
	err = a.playDemo(ctx, s)
	return errors.Join(err, s.Close())
}

// enterSample puts the clock to the day on which the sample plays, unless the
// person chose one, and returns the zone of its vacancy.
func (a *app) enterSample(sample session.Sample) (*time.Location, error) {
	p, err := a.library().Load(sample.Vacancy)
	if err != nil {
		return nil, err
	}
	zone, err := session.Zone(p)
	if err != nil || a.asOf != nil {
		return zone, err
	}
	day, err := a.house().SampleDay(sample)
	a.asOf = day.In
	return zone, err
}

// playDemo shows the new dossier's checklist and makes its papers.
func (a *app) playDemo(ctx context.Context, s *session.Session) error {
	at, err := s.Standing("")
	if err != nil {
		return err
	}
	if !a.json {
		a.printStanding(&standing{Standing: at, who: s.Candidate().Name.Full()})
		a.printf("\n")
	}
	built, err := s.Bundle(ctx, session.BundleOptions{Lang: a.lang})
	if err != nil {
		return err
	}
	report, err := s.Report(ctx, session.ReportOptions{Output: filepath.Join(s.Path(), "bundles", "checklist.pdf"), Lang: a.lang})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{
			"dossier": s.Path(), "bundle": built.Path, "report": report,
			"readiness": readinessView(at.Checklist.Readiness),
		})
	}
	a.say("cli.demo.end", message.Args{"Dir": s.Path(), "Bundle": built.Path, "Report": report})
	return nil
}
