package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// exportCommand makes one file of a dossier, to be handed over.
func (a *app) exportCommand() *cobra.Command {
	cmd := a.command("export DOSSIER [-o FILE.dossier] [--passphrase-file F] [--bundles WHICH] [--with-notes] [--force]", "help.export.")
	var o session.ExportOptions
	choice := oneOf{words: choices(session.BundleChoices())}
	cmd.Flags().StringVarP(&o.Output, "output", "o", "", a.text("cli.flag.output"))
	secret := a.passphraseFlag(cmd)
	cmd.Flags().Var(&choice, "bundles", a.text("cli.flag.bundles"))
	cmd.Flags().BoolVar(&o.Notes, "with-notes", false, a.text("cli.flag.with-notes"))
	cmd.Flags().BoolVar(&o.Overwrite, "force", false, a.text("cli.flag.force"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		if o.Passphrase, err = a.passphrase(*secret); err != nil {
			return err
		}
		o.Bundles = session.BundleChoice(choice.value)
		return a.open(args[0], true, func(s *session.Session) error {
			o.Output = cmp.Or(o.Output, s.HandoverName())
			made, err := s.Export(cmd.Context(), o)
			if err != nil {
				return err
			}
			return a.showExported(made)
		})
	}
	return cmd
}

// choices are the words of a closed list.
func choices[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, word := range list {
		words[i] = string(word)
	}
	return words
}

// exportedView is a hand-over file in JSON.
type exportedView struct {
	File      string   `json:"file"`
	Size      int64    `json:"size"`
	Sealed    bool     `json:"sealed"`
	Notes     bool     `json:"notes"`
	Documents int      `json:"documents"`
	Bundles   []string `json:"bundles"`
	LeftOut   []string `json:"leftOut"`
}

func (a *app) showExported(made session.Exported) error {
	if a.json {
		return a.printJSON(exportedView{
			made.Path, made.Size, made.Sealed, made.Notes, made.Documents, list(made.Bundles), list(made.LeftOut),
		})
	}
	a.say("cli.export.done", message.Args{"File": made.Path, "Size": message.Bytes(made.Size), "Count": made.Documents})
	if len(made.Bundles) > 0 {
		a.say("cli.export.bundles", message.Args{"Names": message.Words(made.Bundles), "Count": len(made.Bundles)})
	}
	for _, name := range made.LeftOut {
		a.note(message.New("cli.export.left-out", message.Args{"Name": name}))
	}
	if !made.Notes {
		a.say("cli.export.no-notes", nil)
	}
	if made.Sealed {
		a.say("cli.export.sealed", nil)
	} else {
		a.say("cli.export.open", nil)
	}
	return nil
}

// list is never null in JSON.
func list(words []string) []string {
	if words == nil {
		return []string{}
	}
	return words
}

// passphraseFlag names the file that holds the passphrase: on the command line
// itself everybody on the computer could read it.
func (a *app) passphraseFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("passphrase-file", "", a.text("cli.flag.passphrase-file"))
}

// longestPassphrase is in bytes.
const longestPassphrase = 1000

// passphrase reads the first line of the file, or of standard input for "-".
func (a *app) passphrase(file string) (string, error) {
	var data []byte
	var err error
	switch file {
	case "":
		return "", nil
	case "-":
		data, err = io.ReadAll(io.LimitReader(a.stdin, longestPassphrase+2))
	default:
		data, err = durable.ReadFile(file, 1<<16)
	}
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(data), "\uFEFF"), "\n")
	line = strings.TrimSuffix(line, "\r")
	if line == "" || len(line) > longestPassphrase || !utf8.ValidString(line) {
		return "", message.Bad("passphrase-file", message.Args{"File": file}, nil)
	}
	return line, nil
}

// canAsk reports whether a person is there to be asked, and will see the question.
func (a *app) canAsk() bool {
	if a.json || !isTerminal(a.stdin) {
		return false
	}
	here, err := a.stdin.(*os.File).Stat()
	nobody, nullErr := os.Stat(os.DevNull) // what programs without a person get
	return err == nil && (nullErr != nil || !os.SameFile(here, nobody))
}

// confirmed asks a person at a terminal, and takes nothing but yes for it. Where
// nobody can be asked the error says what to add.
func (a *app) confirmed(ctx context.Context, question message.Message, yes bool) error {
	if yes {
		return nil
	}
	if !a.canAsk() {
		return message.Bad("unconfirmed", nil, nil)
	}
	t, err := a.newTalk(ctx)
	if err != nil {
		return err
	}
	for {
		a.printf("%s ", a.Text(question))
		line, err := t.next()
		if errors.Is(err, errStopped) {
			return message.Bad("not-agreed", nil, nil)
		}
		if err != nil {
			return err
		}
		switch agreed, err := t.yes(line.text); {
		case err != nil:
			a.printErrors(err)
		case agreed:
			return nil
		default:
			return message.Bad("not-agreed", nil, nil)
		}
	}
}
