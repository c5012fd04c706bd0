package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"example.org/dossier/internal/message"
)

// completionCommand writes a completion script for a shell.
func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	cmd := a.command("completion bash|zsh|fish|powershell", "help.completion.")
	cmd.ValidArgs = shells
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		root := cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(a.stdout, true)
		case "zsh":
			return root.GenZshCompletion(a.stdout)
		case "fish":
			return root.GenFishCompletion(a.stdout, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(a.stdout)
		}
		return message.Bad("usage-arguments", usageOf(cmd), nil)
	}
	return cmd
}

// completeValues lets the shell complete the values of flags, in the command
// and all below it: the words of a oneOf, languages and vacancies. Everything
// else completes to files.
func (a *app) completeValues(cmd *cobra.Command) {
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		var words func() []string
		if choice, ok := f.Value.(*oneOf); ok {
			words = func() []string { return choice.words }
		}
		switch f.Name {
		case "lang":
			words = languageWords
		case "vacancy":
			words = a.vacancyWords
		}
		if words == nil {
			return
		}
		// The error says that the flag is unknown or completed already.
		_ = cmd.RegisterFlagCompletionFunc(f.Name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return words(), cobra.ShellCompDirectiveDefault
		})
	})
	for _, below := range cmd.Commands() {
		a.completeValues(below)
	}
}

// vacancyWords are the ids of the vacancies that the program knows.
func (a *app) vacancyWords() []string {
	var ids []string
	packs, _ := a.library().List() // a broken pack completes to nothing
	for _, p := range packs {
		ids = append(ids, p.ID)
	}
	return ids
}
