package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// demoFolder is where the demo goes unless it is told where.
const demoFolder = "dossier-demo"

// demoDaysLeft is how long before the deadline the demo plays, so that a past
// vacancy still shows an application under way.
const demoDaysLeft = 21

// sample is assets/sample/documents.json: how the sample candidate's files go
// into the dossier.
type sample struct {
	Format       int              `json:"format"`
	Vacancy      string           `json:"vacancy"`
	Declarations []string         `json:"declarations"`
	Documents    []sampleDocument `json:"documents"`
}

type sampleDocument struct {
	File         string        `json:"file"`
	Kind         document.Kind `json:"kind"`
	For          string        `json:"for"`
	Of           string        `json:"of"` // another file of the sample
	Lang         string        `json:"lang"`
	DatesVisible *bool         `json:"datesVisible"`
}

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
	plan, who, err := readSample()
	if err != nil {
		return err
	}
	p, err := a.library().Load(plan.Vacancy)
	if err != nil {
		return err
	}
	zone, err := session.Zone(p)
	if err != nil {
		return err
	}
	if !a.asOf.isSet {
		a.asOf = before(p, zone)
	}
	if !a.json {
		a.say("cli.demo.start", message.Args{"Date": civil.Of(a.clock(zone))})
		a.printf("\n")
	}
	s, err := a.house().Create(dir, who, plan.Vacancy)
	if err != nil {
		return err
	}
	err = a.playDemo(ctx, s, plan)
	return errors.Join(err, s.Close())
}

// before is the moment at which the demo plays.
func before(p *vacancy.Pack, zone *time.Location) moment {
	day := civil.Of(p.Deadline.Instant(zone).In(zone)).AddDays(-demoDaysLeft)
	return moment{wall: day.In(time.UTC), isSet: true}
}

// readSample reads the sample candidate.
func readSample() (sample, candidate.Candidate, error) {
	var plan sample
	data, err := assets.Sample.ReadFile("sample/documents.json")
	if err == nil {
		err = json.Unmarshal(data, &plan, json.RejectUnknownMembers(true))
	}
	if err != nil {
		return sample{}, candidate.Candidate{}, fmt.Errorf("sample: %w", err)
	}
	data, err = assets.Sample.ReadFile("sample/candidate.json")
	if err != nil {
		return sample{}, candidate.Candidate{}, fmt.Errorf("sample: %w", err)
	}
	who, err := candidate.Decode("sample/candidate.json", data)
	return plan, who, err
}

// playDemo fills the new dossier, shows its checklist and makes its papers.
func (a *app) playDemo(ctx context.Context, s *session.Session, plan sample) error {
	if err := takeSample(ctx, s, plan); err != nil {
		return err
	}
	for _, item := range plan.Declarations {
		if err := s.Do(session.Declare{Item: item}); err != nil {
			return err
		}
	}
	at, err := s.Standing("")
	if err != nil {
		return err
	}
	if !a.json {
		a.printStanding(&standing{at, s.Candidate().Name.Full()})
		a.printf("\n")
	}
	built, err := s.Bundle(ctx, session.BundleOptions{Lang: a.lang})
	if err != nil {
		return err
	}
	report := filepath.Join(s.Path(), "bundles", "checklist.pdf")
	if err := a.writeReport(s, "", report, false); err != nil {
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

// takeSample takes the sample's files into the dossier.
func takeSample(ctx context.Context, s *session.Session, plan sample) error {
	dir, err := os.MkdirTemp("", "dossier-sample-")
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	defer os.RemoveAll(dir)
	files, err := fs.Sub(assets.Sample, "sample/documents")
	if err == nil {
		err = os.CopyFS(dir, files)
	}
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	ids := map[string]string{} // of documents by their sample file
	for _, d := range plan.Documents {
		added, err := s.Add(ctx, []string{filepath.Join(dir, d.File)}, session.AddOptions{
			Kind: d.Kind, For: d.For, Of: ids[d.Of], Lang: d.Lang, DatesVisible: d.DatesVisible,
		})
		if err != nil {
			return err
		}
		for _, r := range added {
			if r.Err != nil {
				return r.Err
			}
			ids[d.File] = r.Document.ID
		}
	}
	return nil
}
