package main

import (
	"github.com/spf13/cobra"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// verifyCommand holds a bundle against its record and its sources.
func (a *app) verifyCommand() *cobra.Command {
	cmd := a.command("verify BUNDLE.pdf [--sources DIR]...", "help.verify.")
	folders := cmd.Flags().StringArray("sources", nil, a.text("cli.flag.sources"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		engines, err := a.engines.Start(cmd.Context())
		if err != nil {
			return err
		}
		found, err := bundle.Check(cmd.Context(), engines, args[0], *folders...)
		if err != nil {
			return err
		}
		if err := a.showChecked(args[0], found); err != nil {
			return err
		}
		if !found.Holds() {
			return errIncomplete
		}
		return nil
	}
	return cmd
}

// checkedView is a checked bundle in JSON.
type checkedView struct {
	File      string                `json:"file"`
	Pages     int                   `json:"pages"`
	Holds     bool                  `json:"holds"`
	Unchanged bool                  `json:"unchanged"`
	Verified  bool                  `json:"verified"`
	Documents []checkedDocumentView `json:"documents"`
}

type checkedDocumentView struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	First  int    `json:"first"`
	Pages  int    `json:"pages"`
	Source string `json:"source"`         // path of the same file; empty: not found
	Backs  string `json:"backs,omitzero"` // path of the file with its backs
}

// showChecked says what was found, the whole first, then each document.
func (a *app) showChecked(path string, found bundle.Checked) error {
	if a.json {
		view := checkedView{
			File: path, Pages: found.Record.Plan.Pages, Holds: found.Holds(), Unchanged: !found.Changed,
			Verified: found.Fault == nil, Documents: []checkedDocumentView{},
		}
		for _, d := range found.Documents {
			view.Documents = append(view.Documents, checkedDocumentView{d.Name, d.SHA256, d.First, len(d.Pages), d.Path, d.BacksPath})
		}
		return a.printJSON(view)
	}
	args := message.Args{"File": path, "Count": found.Record.Plan.Pages, "Made": civil.Of(found.Record.Made)}
	switch {
	case found.Fault != nil:
		a.say("cli.verify.fault", args)
	case found.Changed:
		a.say("cli.verify.changed", args)
	case found.Record.Made.IsZero():
		a.say("cli.verify.same-undated", args)
	default:
		a.say("cli.verify.same", args)
	}
	for _, d := range found.Documents {
		id := "cli.verify.source"
		if !d.Whole() {
			id = "cli.verify.no-source"
		}
		a.paragraph(4, a.Text(message.New(id, message.Args{"File": d.Name, "Page": d.First, "Count": len(d.Pages)})))
	}
	return nil
}
