package main

import (
	"github.com/spf13/cobra"

	"example.org/dossier/assets"
)

// licencesCommand shows the terms under which all is that the program carries.
func (a *app) licencesCommand() *cobra.Command {
	cmd := a.command("licences", "help.licences.")
	cmd.RunE = func(*cobra.Command, []string) error {
		a.printf("%s", assets.Licences)
		return nil
	}
	return cmd
}
