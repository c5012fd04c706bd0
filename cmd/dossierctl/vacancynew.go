package main

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dossier/assets"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

func (a *app) vacancyNewCommand() *cobra.Command {
	cmd := a.command("new FILE.yaml [--force]", "help.vacancy.new.")
	force := cmd.Flags().Bool("force", false, a.text("cli.flag.force"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return a.newVacancy(args[0], *force)
	}
	return cmd
}

// newVacancy writes the example vacancy with its explanations in the program's
// language.
func (a *app) newVacancy(file string, force bool) error {
	data, err := fs.ReadFile(assets.Starter, "starter/vacancy."+string(a.lang)+".yaml")
	if err != nil {
		return err
	}
	data = named(data, file)
	if force {
		err = durable.WriteFile(file, data, durable.FilePerm)
	} else {
		err = durable.Disk{}.WriteNew(file, data, durable.FilePerm)
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]string{"file": file})
	}
	a.say("cli.vacancy.new", message.Args{"File": file})
	return nil
}

var (
	idLine = regexp.MustCompile(`(?m)^id: .*$`)
	idWord = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// named gives the example the id that its file's name asks for, where that can
// be one.
func named(data []byte, file string) []byte {
	id := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if !idWord.MatchString(id) {
		return data
	}
	return idLine.ReplaceAll(data, []byte("id: "+id))
}
