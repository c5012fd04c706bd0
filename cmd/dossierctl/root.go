package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/worker"
)

// The exit statuses, as the package comment explains them.
const (
	statusDone = iota
	statusIncomplete
	statusBadInput
	statusUnfinished
)

// errIncomplete ends a command that did its work and already said what is
// missing.
var errIncomplete = errors.New("done, with something missing")

// app is one run of the program.
type app struct {
	surroundings
	*i18n.Localizer
	lang    i18n.Lang
	engines worker.OnDemand
	json    bool
	asOf    moment
}

// run executes one command line and returns its exit status.
func run(ctx context.Context, s surroundings) int {
	lang, langErr := chooseLanguage(s.args, s.getenv)
	a := &app{surroundings: s, lang: lang}
	a.engines.Options.CacheDir = cacheFolder()
	defer a.engines.Close()
	defer a.startEngines(ctx)()
	loc, err := i18n.New(lang)
	if err != nil {
		_, _ = io.WriteString(s.stderr, err.Error()+"\n") // translations are broken: there is no language to say it in
		return statusUnfinished
	}
	out := &output{Writer: s.stdout}
	a.stdout, a.Localizer = out, loc
	if langErr != nil {
		return a.fail(langErr)
	}
	root := a.root()
	root.SetArgs(s.args)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err = root.ExecuteContext(ctx)
	if out.failed != nil {
		if errors.Is(err, errIncomplete) {
			err = nil // what is missing was not told
		}
		err = errors.Join(err, out.failed)
	}
	if err != nil {
		return a.fail(err)
	}
	return statusDone
}

// startEngines starts the engines' process where the command is one that is sure to
// need it, beside reading the texts and the command line; what it returns waits for
// that. Where it cannot be started the command finds it out itself.
func (a *app) startEngines(ctx context.Context) (wait func()) {
	sure := len(a.args) > 1 && (a.args[0] == "merge" || a.args[0] == "bundle")
	if !sure || slices.Contains(a.args, "--help") || slices.Contains(a.args, "-h") {
		return func() {}
	}
	var started sync.WaitGroup
	started.Go(func() { _, _ = a.engines.Start(ctx) })
	return started.Wait
}

// chooseLanguage finds --lang before the command line is parsed, because the
// errors of parsing already need a language. A language that the program does
// not speak is an error, told in the system's language.
func chooseLanguage(args []string, getenv func(string) string) (i18n.Lang, error) {
	lang := i18n.Detect(getenv)
	for i, arg := range args {
		value, isLang := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, isLang = args[i+1], true
		}
		if arg == "--" {
			break
		}
		if !isLang {
			continue
		}
		known, err := i18n.Parse(value)
		if err != nil {
			return lang, err
		}
		lang = known
	}
	return lang, nil
}

// fail prints what is wrong and what to do, for each error in the tree, and
// returns the exit status that it means.
func (a *app) fail(err error) int {
	if errors.Is(err, errIncomplete) {
		return statusIncomplete
	}
	a.printErrors(err)
	return statusOf(err)
}

// printErrors writes two lines for each error in the tree to standard error.
func (a *app) printErrors(err error) {
	for _, p := range a.Errors(err) {
		_, _ = io.WriteString(a.stderr, p.What+"\n"+p.Do+"\n")
	}
}

// root returns the whole command tree, in the chosen language.
func (a *app) root() *cobra.Command {
	root := a.command("dossierctl COMMAND", "help.root.")
	root.Version = a.program
	root.SetVersionTemplate("dossierctl {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetUsageTemplate(a.usageTemplate())
	root.SetHelpTemplate(helpTemplate)
	root.SetFlagErrorFunc(a.flagError)
	root.PersistentFlags().BoolP("help", "h", false, a.text("cli.flag.help"))
	root.Flags().Bool("version", false, a.text("cli.flag.version"))
	root.PersistentFlags().String("lang", "", a.text("cli.flag.lang")) // read by chooseLanguage
	root.PersistentFlags().BoolVar(&a.json, "json", false, a.text("cli.flag.json"))
	root.PersistentFlags().Var(&a.asOf, "as-of", a.text("cli.flag.as-of"))
	root.AddCommand(
		a.demoCommand(), a.guideCommand(), a.vacancyCommand(), a.checkCommand(),
		a.newCommand(), a.setCommand(), a.declareCommand(), a.decideCommand(),
		a.applyCommand(), a.withdrawCommand(), a.acceptCommand(), a.submitCommand(),
		a.undoCommand(), a.redoCommand(),
		a.addCommand(), a.documentsCommand(), a.pageCommand(), a.pagesCommand(), a.orderCommand(), a.bundlesCommand(), a.inspectCommand(),
		a.historyCommand(), a.reconcileCommand(), a.doctorCommand(), a.exportCommand(), a.importCommand(), a.purgeCommand(),
		a.bundleCommand(), a.mergeCommand(), a.verifyCommand(), a.reportCommand(), a.worksheetCommand(), a.completionCommand(), a.licencesCommand(),
	)
	root.SetHelpCommand(a.helpCommand(root))
	a.group(root)
	a.completeValues(root)
	return root
}

// text returns the sentence with this id.
func (a *app) text(id string) string { return a.Text(message.New(id, nil)) }

// moment is the value of --as-of; nil: now.
type moment func(zone *time.Location) time.Time

// Set reads the value from the command line.
func (m *moment) Set(s string) error {
	at, err := civil.ParseMoment(s)
	if err != nil {
		return message.Bad("as-of", message.Args{"Value": s}, err)
	}
	*m = at.In
	return nil
}

// String returns nothing: the default is now, which help does not print.
func (m *moment) String() string { return "" }

// Type names the value in help.
func (m *moment) Type() string { return "DATE" }

// clock returns the time that commands go by in the zone of a vacancy: the
// simulated one, or now.
func (a *app) clock(zone *time.Location) time.Time {
	if a.asOf != nil {
		return a.asOf(zone)
	}
	return a.now().In(zone)
}
