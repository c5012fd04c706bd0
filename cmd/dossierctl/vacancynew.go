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
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	isID := idWord.MatchString(name)
	if isID {
		data = idLine.ReplaceAll(data, []byte("id: "+name))
	}
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
	if !isID {
		id := strings.TrimPrefix(string(idLine.Find(data)), "id: ")
		a.note(message.New("cli.vacancy.new-id", message.Args{"Name": name, "ID": id}))
	}
	return nil
}

var (
	idLine = regexp.MustCompile(`(?m)^id: .*$`)
	idWord = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)
