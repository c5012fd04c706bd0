package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"example.org/dossier/internal/message"
)

// helpTemplate is cobra's, without its English.
const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}`

// usageTemplate lays out a command's help under headings in the chosen language.
func (a *app) usageTemplate() string {
	return strings.NewReplacer(
		"%usage%", a.text("cli.heading.usage"),
		"%examples%", a.text("cli.heading.examples"),
		"%commands%", a.text("cli.heading.commands"),
		"%flags%", a.text("cli.heading.flags"),
		"%global%", a.text("cli.heading.global-flags"),
	).Replace(`%usage%
  {{.UseLine}}{{if .HasExample}}

%examples%
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

%commands%{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

%flags%
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

%global%
{{.InheritedFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}
`)
}

// command returns a command that says of itself what texts IDshort and
// IDlong hold. use is its name and its arguments.
func (a *app) command(use, id string) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: a.text(id + "short"), Long: strings.Join(wrap(a.text(id+"long"), width), "\n"),
		SilenceErrors: true, SilenceUsage: true, DisableFlagsInUseLine: true,
		Args: a.arguments(0, 0),
	}
}

// anyNumber is no upper bound for arguments.
const anyNumber = -1

// arguments accepts from least to most arguments, in the chosen language.
func (a *app) arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || (most != anyNumber && len(args) > most) {
			return message.Bad("usage-arguments", usageOf(cmd), nil)
		}
		return nil
	}
}

// group makes a command that only holds others print its help, and an unknown
// name below it an error with the nearest known one.
func (a *app) group(cmd *cobra.Command) {
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		values := message.Args{"Name": args[0], "Command": cmd.CommandPath()}
		cmd.SuggestionsMinimumDistance = 2
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			values["Near"] = cmd.CommandPath() + " " + near[0]
			return message.Bad("usage-command-near", values, nil)
		}
		return message.Bad("usage-command", values, nil)
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
}

// flagError turns what the flag library says into an error for a person.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	if own := message.Of(err); own != nil {
		return own
	}
	values := usageOf(cmd)
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		values["Flag"] = dashed(unknown.GetSpecifiedName())
		return message.Bad("usage-flag-unknown", values, err)
	}
	if bare, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		values["Flag"] = dashed(bare.GetSpecifiedName())
		return message.Bad("usage-flag-value", values, err)
	}
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		if own := message.Of(wrong.Unwrap()); own != nil {
			return own
		}
		values["Flag"], values["Value"] = dashed(wrong.GetFlag().Name), wrong.GetValue()
		return message.Bad("usage-flag-invalid", values, err)
	}
	return message.Bad("usage-arguments", values, err)
}

// dashed writes a flag's name as a person types it.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// usageOf are the values that every error of usage shows.
func usageOf(cmd *cobra.Command) message.Args {
	return message.Args{"Command": cmd.CommandPath(), "Usage": cmd.UseLine()}
}

// missingFlag is the error of a command that needs the flag.
func missingFlag(cmd *cobra.Command, name string) error {
	values := usageOf(cmd)
	values["Flag"] = dashed(name)
	return message.Bad("usage-flag-missing", values, nil)
}

// oneOf is a flag whose value is one of a few words.
type oneOf struct {
	value string
	words []string
}

// Set reads the value from the command line.
func (o *oneOf) Set(s string) error {
	for _, w := range o.words {
		if s == w {
			o.value = s
			return nil
		}
	}
	return errors.New("not one of " + strings.Join(o.words, ", "))
}

// String returns the word.
func (o *oneOf) String() string { return o.value }

// Type names the value in help.
func (o *oneOf) Type() string { return strings.Join(o.words, "|") }

// helpCommand is "dossierctl help COMMAND".
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command("help [COMMAND]", "help.help.")
	cmd.Args = a.arguments(0, anyNumber)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		target, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return message.Bad("usage-command", message.Args{"Name": strings.Join(args, " "), "Command": root.Name()}, err)
		}
		return target.Help()
	}
	return cmd
}
