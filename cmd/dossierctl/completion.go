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
		var words func(args []string) []string
		if choice, ok := f.Value.(*oneOf); ok {
			words = func([]string) []string { return choice.words }
		}
		switch {
		case f.Name == "lang":
			words = func([]string) []string { return languageWords() }
		case f.Name == "vacancy":
			words = func([]string) []string { return a.vacancyWords() }
		case f.Name == bundleNameFlag && cmd.Flags().Lookup("vacancy") != nil:
			words = func(args []string) []string { return a.bundleWords(cmd, args) }
		}
		if words == nil {
			return
		}
		// The error says that the flag is unknown or completed already.
		_ = cmd.RegisterFlagCompletionFunc(f.Name, func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return words(args), cobra.ShellCompDirectiveDefault
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

// bundleWords are the names of the bundles of the dossier that comes first in args, and
// of the application that the command names; none where it cannot be read.
func (a *app) bundleWords(cmd *cobra.Command, args []string) []string {
	if len(args) == 0 {
		return nil
	}
	s, err := a.house().Open(args[0], true)
	if err != nil {
		return nil
	}
	defer s.Close()
	vacancy, _ := cmd.Flags().GetString("vacancy") // the command has it
	choices, _ := s.Choices(vacancy)
	var names []string
	for _, c := range choices {
		if c.Name != "" {
			names = append(names, c.Name)
		}
	}
	return names
}
