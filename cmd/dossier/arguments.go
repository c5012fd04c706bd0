package main

import (
	"strings"

	"github.com/spf13/pflag"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// arguments are what the program is started with.
type arguments struct {
	lang    i18n.Lang // "": the remembered one, else the system's
	asOf    *civil.Moment
	path    string // the dossier to open; "": the start
	help    bool
	version bool
}

// parse reads the arguments; its error is a *message.Error.
func parse(args []string) (arguments, error) {
	var a arguments
	flags := pflag.NewFlagSet("dossier", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	lang := flags.String("lang", "", "")
	asOf := flags.String("as-of", "", "")
	flags.BoolVarP(&a.help, "help", "h", false, "")
	flags.BoolVar(&a.version, "version", false, "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 1 {
		return a, message.Bad("dossier-usage", message.Args{"Arguments": strings.Join(args, " ")}, err)
	}
	a.path = flags.Arg(0)
	if flags.Changed("lang") {
		known, err := i18n.Parse(*lang)
		if err != nil {
			return a, err
		}
		a.lang = known
	}
	if flags.Changed("as-of") {
		m, err := civil.ParseMoment(*asOf)
		if err != nil {
			return a, message.Bad("as-of", message.Args{"Value": *asOf}, err)
		}
		a.asOf = &m
	}
	return a, nil
}
