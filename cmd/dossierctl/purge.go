package main

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
)

// purgeCommand erases a dossier, or one document of it.
func (a *app) purgeCommand() *cobra.Command {
	cmd := a.command("purge DOSSIER [--document ID] [--yes]", "help.purge.")
	document := cmd.Flags().String("document", "", a.text("cli.flag.document"))
	yes := cmd.Flags().Bool("yes", false, a.text("cli.flag.yes"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		question := message.New("cli.purge.ask", message.Args{"Dir": args[0]})
		if *document != "" {
			question = message.New("cli.purge.ask-document", message.Args{"Dir": args[0], "Document": *document})
		}
		if err := a.confirmed(cmd.Context(), question, *yes); err != nil {
			return err
		}
		if *document != "" {
			return a.open(args[0], false, func(s *session.Session) error {
				erased, err := s.EraseDocument(cmd.Context(), *document)
				if err != nil {
					return err
				}
				return a.printErased(erased)
			})
		}
		purged, err := a.house().Purge(args[0])
		if err = errors.Join(err, a.forgetRecent(args[0])); err != nil {
			return err
		}
		return a.printPurged(args[0], purged)
	}
	return cmd
}

// forgetRecent takes the folder off what the program remembers. Where it remembers
// nothing, nothing is written.
func (a *app) forgetRecent(dir string) error {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil // then nothing was remembered
	}
	path := settings.Path(config)
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	store, _ := settings.Open(durable.Disk{}, path)
	return store.Change(func(s *settings.Settings) { s.Forget(absolute) })
}

func (a *app) printPurged(dir string, purged session.Purged) error {
	if a.json {
		return a.printJSON(map[string]any{
			"dossier": dir, "files": purged.Files, "bytes": purged.Bytes, "left": list(purged.Left),
		})
	}
	a.say("cli.purge.done", message.Args{"Dir": dir, "Count": purged.Files, "Size": message.Bytes(purged.Bytes)})
	if len(purged.Left) > 0 {
		a.say("cli.purge.left", message.Args{"Names": message.Words(purged.Left)})
	}
	a.say("cli.purge.remains", nil)
	return nil
}

func (a *app) printErased(erased session.Erased) error {
	if a.json {
		return a.printJSON(map[string]any{"document": erased.Document, "file": erased.File, "bundles": list(erased.Bundles)})
	}
	a.say("cli.purge.document", message.Args{"Document": erased.Document})
	if len(erased.Bundles) > 0 {
		a.say("cli.purge.bundles", message.Args{"Names": message.Words(erased.Bundles), "Count": len(erased.Bundles)})
	}
	a.say("cli.purge.remains", nil)
	return nil
}
