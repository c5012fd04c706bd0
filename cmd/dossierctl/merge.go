package main

import (
	"cmp"
	"context"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/typeset"
)

// bundleFlags are the options that bundle and merge share.
type bundleFlags struct {
	output     string
	coverLang  oneOf
	paper      oneOf
	force      bool
	separators bool
	originals  bool // put the signed ones beside it
	maxSize    sizeFlag
	parts      int
	plan       bool
}

// register adds the flags to a command.
func (f *bundleFlags) register(a *app, cmd *cobra.Command) {
	f.coverLang.words = languageWords()
	f.paper.words = []string{string(typeset.A4), string(typeset.Letter)}
	cmd.Flags().StringVarP(&f.output, "output", "o", "", a.text("cli.flag.output"))
	cmd.Flags().Var(&f.coverLang, "cover-lang", a.text("cli.flag.cover-lang"))
	cmd.Flags().Var(&f.paper, "page-size", a.text("cli.flag.page-size"))
	cmd.Flags().BoolVar(&f.separators, "separators", false, a.text("cli.flag.separators"))
	cmd.Flags().BoolVar(&f.force, "force", false, a.text("cli.flag.force"))
	cmd.Flags().BoolVar(&f.originals, "signed-originals", false, a.text("cli.flag.signed-originals"))
	cmd.Flags().Var(&f.maxSize, "max-size", a.text("cli.flag.max-size"))
	cmd.Flags().IntVar(&f.parts, "parts", 0, a.text("cli.flag.parts"))
	cmd.Flags().BoolVar(&f.plan, "plan", false, a.text("cli.flag.plan"))
}

// mostParts is the most files that a bundle can be split into: more than any portal
// takes.
const mostParts = 100

// check refuses values that no bundle can have.
func (f *bundleFlags) check(cmd *cobra.Command) error {
	if !cmd.Flags().Changed("parts") || f.parts >= 1 && f.parts <= mostParts {
		return nil
	}
	values := usageOf(cmd)
	values["Flag"], values["Value"] = "--parts", strconv.Itoa(f.parts)
	return message.Bad("usage-flag-invalid", values, nil)
}

// size is the paper: A4 unless another is chosen.
func (f *bundleFlags) size() typeset.Paper {
	return typeset.Paper(cmp.Or(f.paper.value, string(typeset.A4)))
}

// sheets says whether there are separators, where it was said.
func (f *bundleFlags) sheets(cmd *cobra.Command) *bool {
	if !cmd.Flags().Changed("separators") {
		return nil
	}
	return &f.separators
}

// lang is the language of the cover: the program's unless another is chosen.
func (f *bundleFlags) lang(a *app) i18n.Lang {
	if f.coverLang.value == "" {
		return a.lang
	}
	return i18n.Lang(f.coverLang.value)
}

func languageWords() []string {
	var words []string
	for _, l := range i18n.Languages() {
		words = append(words, string(l))
	}
	return words
}

// mergeCommand makes a bundle of loose files.
func (a *app) mergeCommand() *cobra.Command {
	var f bundleFlags
	cmd := a.command("merge FILE... -o OUT.pdf [--plain] [--backs FILE… [--reversed]] [--max-size SIZE] [--parts N] [--plan] [--separators] [--cover-lang LANG] [--page-size SIZE] [--force]", "help.merge.")
	f.register(a, cmd)
	plain := cmd.Flags().Bool("plain", false, a.text("cli.flag.plain"))
	backs := cmd.Flags().StringArray("backs", nil, a.text("cli.flag.merge-backs"))
	reversed := cmd.Flags().Bool("reversed", false, a.text("cli.flag.reversed"))
	cmd.Args = a.arguments(1, anyNumber)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if f.output == "" {
			return missingFlag(cmd, "output")
		}
		if err := f.check(cmd); err != nil {
			return err
		}
		if *reversed && len(*backs) == 0 {
			return missingFlag(cmd, "backs")
		}
		sources, err := looseSources(args, *backs, *reversed)
		if err != nil {
			return err
		}
		loc, err := i18n.New(f.lang(a))
		if err != nil {
			return err
		}
		engines, err := a.engines.Start(cmd.Context())
		if err != nil {
			return err
		}
		order := bundle.Order{
			Cover:   bundle.Cover{Title: bundle.BaseName(f.output), Kicker: loc.Text(message.New("bundle.loose", nil))},
			Sources: sources,
			Options: bundle.Options{
				Paper: f.size(), Plain: *plain, Separators: f.separators, Program: a.programName(),
				Date: civil.Of(a.clock(time.Local)), MaxSize: f.maxSize.size, Parts: f.parts,
			},
			Output: f.output, Overwrite: f.force, Digest: a.json || f.originals,
		}
		if f.plan {
			proposed, err := bundle.Propose(cmd.Context(), engines, loc, order, nil)
			if err != nil {
				return err
			}
			return a.showPlan(f.output, f.maxSize.size, proposed.Parts, proposed.Refused, proposed.Warnings(order.Options))
		}
		made, err := bundle.Make(cmd.Context(), engines, loc, order, nil)
		if err != nil {
			return err
		}
		return a.showBundle(cmd.Context(), made, f)
	}
	return cmd
}

// looseSources are files as sources: their names are their titles. The first of backs
// goes in between the pages of the first file, the second of the second, and so on.
func looseSources(files, backs []string, reversed bool) ([]bundle.Source, error) {
	if len(backs) > len(files) {
		return nil, message.Bad("merge-backs", message.Args{"File": backs[len(files)]}, nil)
	}
	sources := make([]bundle.Source, len(files))
	for i, file := range files {
		sources[i] = looseSource(file)
		if i < len(backs) {
			between := looseSource(backs[i])
			sources[i].Backs, sources[i].Reversed = &between, reversed
		}
	}
	return sources, nil
}

func looseSource(file string) bundle.Source {
	return bundle.Source{Title: bundle.BaseName(file), Path: file, Name: filepath.Base(file)}
}

// bundleView is a bundle in JSON.
type bundleView struct {
	File      string           `json:"file"`
	Pages     int              `json:"pages"`
	Size      int64            `json:"size"`
	SHA256    string           `json:"sha256"`
	Record    string           `json:"record,omitzero"`
	Parts     []partView       `json:"parts,omitzero"`
	Documents []bundle.Planned `json:"documents"`
	Refused   []refusalView    `json:"refused"`
	Warnings  []string         `json:"warnings"`
	// Originals are the signed files beside it, where they were asked for.
	Originals []bundle.Original `json:"originals,omitzero"`
}

// partView is one file of a bundle in several.
type partView struct {
	File   string `json:"file"`
	Part   int    `json:"part"`
	Pages  int    `json:"pages"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	Record string `json:"record,omitzero"`
}

// showBundle puts the signed originals beside what was built where that is asked,
// prints what was built and what was left out, and ends the command as that says.
func (a *app) showBundle(ctx context.Context, made bundle.Result, f bundleFlags) error {
	var originals []bundle.Original
	var unsaved error
	if f.originals {
		originals, unsaved = made.SaveSigned(ctx)
	}
	view := bundleView{
		File: made.Path, Pages: made.Pages(), Size: int64(made.Size()), SHA256: made.Outcome.SHA256, Record: made.Record,
		Originals: originals,
	}
	for _, f := range made.Parts {
		view.Documents = append(view.Documents, f.Plan.Documents...)
		if len(made.Parts) > 1 {
			view.Parts = append(view.Parts, partView{f.Path, f.Plan.Part, f.Plan.Pages, f.Outcome.Size, f.Outcome.SHA256, f.Record})
		}
	}
	var faults []error
	view.Refused, faults = a.refusals(made.Refused)
	view.Warnings = a.texts(made.Warnings)
	if a.json {
		if err := a.printJSON(view); err != nil {
			return err
		}
	} else {
		for _, f := range made.Parts {
			a.say("cli.bundle.done", message.Args{
				"File": f.Path, "Count": f.Plan.Pages, "Size": message.Bytes(f.Outcome.Size),
			})
		}
		for _, o := range originals {
			a.say("cli.bundle.original", message.Args{"Title": o.Title, "File": o.Path})
		}
		a.notes(made.Warnings)
	}
	if unsaved != nil {
		return unsaved // the bundle itself is good
	}
	return a.partly(len(view.Documents), faults)
}

// refusals are sources that were left out, for JSON and as errors.
func (a *app) refusals(refused []bundle.Refused) (views []refusalView, faults []error) {
	views = []refusalView{}
	for _, r := range refused {
		faults = append(faults, r.Err)
		views = append(views, a.refusal(r.Source.Name, r.Err))
	}
	return views, faults
}

// texts are messages in the chosen language.
func (a *app) texts(messages []message.Message) []string {
	texts := []string{}
	for _, m := range messages {
		texts = append(texts, a.Text(m))
	}
	return texts
}

// notes prints messages on standard error.
func (a *app) notes(messages []message.Message) {
	for _, m := range messages {
		a.note(m)
	}
}
