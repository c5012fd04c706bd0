package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// importing is what an import was asked for.
type importing struct {
	file, dir    string
	look, yes    bool
	mine, theirs bool
	passphrase   string
}

// importCommand takes a hand-over file in: as a dossier of its own, or into the
// dossier that is there.
func (a *app) importCommand() *cobra.Command {
	cmd := a.command("import FILE.dossier [DIR] [--dry-run] [--passphrase-file F] [--mine|--theirs] [--yes]", "help.import.")
	var i importing
	secret := a.passphraseFlag(cmd)
	cmd.Flags().BoolVar(&i.look, "dry-run", false, a.text("cli.flag.import-dry-run"))
	cmd.Flags().BoolVar(&i.mine, "mine", false, a.text("cli.flag.mine"))
	cmd.Flags().BoolVar(&i.theirs, "theirs", false, a.text("cli.flag.theirs"))
	cmd.Flags().BoolVar(&i.yes, "yes", false, a.text("cli.flag.yes"))
	cmd.Args = a.arguments(1, 2)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 && !i.look || i.mine && i.theirs {
			return message.Bad("usage-arguments", usageOf(cmd), nil)
		}
		i.file = args[0]
		if len(args) > 1 {
			i.dir = args[1]
		}
		var err error
		if i.passphrase, err = a.passphrase(*secret); err != nil {
			return err
		}
		return a.importFile(cmd, i)
	}
	return cmd
}

func (i importing) side() session.Side {
	switch {
	case i.mine:
		return session.Mine
	case i.theirs:
		return session.Theirs
	}
	return session.Undecided
}

// importFile shows what the file holds, and takes it in.
func (a *app) importFile(cmd *cobra.Command, i importing) (err error) {
	in, err := a.house().Incoming(cmd.Context(), i.file, i.passphrase)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if !a.json {
		a.printHandover(in.Facts)
	}
	there := i.dir != "" && session.IsDossier(i.dir)
	switch {
	case there:
		return a.joinInto(cmd, in, i)
	case i.look:
		return a.printImported(in.Facts, i, importedView{})
	}
	if a.canAsk() {
		if err := a.confirmed(cmd.Context(), message.New("cli.import.ask", message.Args{"Dir": i.dir}), i.yes); err != nil {
			return err
		}
	}
	s, err := in.Create(cmd.Context(), i.dir, nil)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	if !a.json {
		a.say("cli.import.created", message.Args{"Dir": i.dir})
	}
	return a.printImported(in.Facts, i, importedView{Created: true})
}

// joinInto shows what would change in a dossier, asks, and does it.
func (a *app) joinInto(cmd *cobra.Command, in *session.Incoming, i importing) error {
	return a.open(i.dir, i.look, func(s *session.Session) error {
		j, err := in.Preview(s)
		if err != nil {
			return err
		}
		if !a.json {
			a.printJoining(j, i)
		}
		if i.look || j.IsEmpty() {
			return a.printImported(in.Facts, i, a.joinedView(j))
		}
		if err := a.confirmed(cmd.Context(), message.New("cli.import.ask-join", message.Args{"Dir": i.dir}), i.yes); err != nil {
			return err
		}
		if j, err = in.Join(cmd.Context(), s, i.side(), nil); err != nil {
			return err
		}
		if !a.json {
			a.say("cli.import.joined", message.Args{"Dir": i.dir})
		}
		if err := a.printImported(in.Facts, i, a.joinedView(j)); err != nil {
			return err
		}
		if len(j.Conflicts) > 0 && i.side() == session.Undecided {
			return errIncomplete // what differs waits for a choice
		}
		return nil
	})
}

// printHandover says what a hand-over file holds.
func (a *app) printHandover(h session.Handover) {
	args := message.Args{
		"File": h.Path, "Name": h.Name, "Size": message.Bytes(h.Size), "Made": a.moment(h.Made),
		"Program": h.Program,
	}
	a.say("cli.handover.who", args)
	a.say("cli.handover.made", args)
	for _, one := range h.Applications {
		if one.Title == (message.Text{}) {
			a.say("cli.handover.vacancy-unknown", message.Args{"Vacancy": one.Vacancy})
			continue
		}
		a.say("cli.handover.vacancy", message.Args{"Title": one.Title})
		if one.Own {
			a.say("cli.handover.vacancy-own", message.Args{"Title": one.Title})
		}
	}
	a.say("cli.handover.documents", message.Args{"Count": h.Documents, "Size": message.Bytes(h.Content)})
	if len(h.Bundles) > 0 {
		a.say("cli.handover.bundles", message.Args{"Names": message.Words(h.Bundles), "Count": len(h.Bundles)})
	}
	if h.Review {
		a.say("cli.handover.review", nil)
	}
	if h.Notes {
		a.say("cli.handover.notes", nil)
	}
}

// printJoining says what would become of a dossier that is there.
func (a *app) printJoining(j session.Joining, i importing) {
	a.printf("\n")
	if j.IsEmpty() {
		a.say("cli.import.nothing-new", message.Args{"Dir": i.dir})
		return
	}
	a.say("cli.import.would", message.Args{"Dir": i.dir})
	for _, c := range j.Changes {
		a.paragraph(2, a.Text(c.Text))
	}
	for _, name := range j.Documents {
		a.paragraph(2, a.Text(message.New("cli.import.new-document", message.Args{"Name": name})))
	}
	for _, name := range j.Bundles {
		a.paragraph(2, a.Text(message.New("cli.import.new-bundle", message.Args{"Name": name})))
	}
	if text := reviewTexts[j.Review]; text != "" {
		a.paragraph(2, a.text(text))
	}
	if len(j.Conflicts) == 0 {
		return
	}
	a.printf("\n")
	a.say(sideTexts[i.side()], message.Args{"Count": len(j.Conflicts)})
	for _, c := range j.Conflicts {
		a.printConflict(c)
	}
}

// reviewTexts say what becomes of the adviser's word.
var reviewTexts = map[session.ReviewJoining]string{
	session.ReviewAdded: "cli.import.review-added", session.ReviewDiffers: "cli.import.review-differs",
}

// sideTexts say what counts of what differs.
var sideTexts = map[session.Side]string{
	session.Undecided: "cli.import.differ", session.Mine: "cli.import.differ-mine", session.Theirs: "cli.import.differ-theirs",
}

func (a *app) printConflict(c session.Conflict) {
	a.paragraph(2, a.Text(c.Label))
	a.paragraph(4, a.Text(message.New("cli.import.mine", message.Args{"Value": c.Mine.Text})))
	for _, theirs := range c.Theirs {
		a.paragraph(4, a.Text(message.New("cli.import.theirs", message.Args{"Value": theirs.Text})))
	}
}

// importedView is an import in JSON.
type importedView struct {
	Dossier   string         `json:"dossier"`
	Created   bool           `json:"created"`
	Handover  handoverView   `json:"handover"`
	Changes   []fieldView    `json:"changes"`
	Conflicts []conflictView `json:"conflicts"`
	Documents []string       `json:"documents"`
	Bundles   []string       `json:"bundles"`
	Review    string         `json:"review"`
}

type handoverView struct {
	File         string            `json:"file"`
	Size         int64             `json:"size"`
	Content      int64             `json:"content"`
	Sealed       bool              `json:"sealed"`
	Made         time.Time         `json:"made"`
	Program      string            `json:"program"`
	Name         string            `json:"name"`
	Applications []applicationView `json:"applications"`
	Documents    int               `json:"documents"`
	Bundles      []string          `json:"bundles"`
	Review       bool              `json:"review"`
	Notes        bool              `json:"notes"`
}

type applicationView struct {
	Vacancy string `json:"vacancy"`
	Own     bool   `json:"own"`
}

// conflictView is a field on which two sides differ, with the values as
// dossier.json writes them.
type conflictView struct {
	Field  string `json:"field"`
	Mine   any    `json:"mine"`
	Theirs []any  `json:"theirs"`
}

func (a *app) joinedView(j session.Joining) importedView {
	v := importedView{Documents: j.Documents, Bundles: j.Bundles, Review: string(j.Review)}
	for _, c := range j.Changes {
		v.Changes = append(v.Changes, fieldView{c.Field, c.How, a.Text(c.Text)})
	}
	for _, c := range j.Conflicts {
		view := conflictView{Field: c.Field, Mine: c.Mine.Value}
		for _, theirs := range c.Theirs {
			view.Theirs = append(view.Theirs, theirs.Value)
		}
		v.Conflicts = append(v.Conflicts, view)
	}
	return v
}

// printImported prints the outcome where JSON is wanted.
func (a *app) printImported(h session.Handover, i importing, v importedView) error {
	if !a.json {
		return nil
	}
	v.Dossier = i.dir
	v.Handover = handoverView{
		File: h.Path, Size: h.Size, Content: h.Content, Sealed: h.Sealed, Made: h.Made, Program: h.Program, Name: h.Name,
		Applications: []applicationView{}, Documents: h.Documents, Bundles: list(h.Bundles), Review: h.Review, Notes: h.Notes,
	}
	for _, one := range h.Applications {
		v.Handover.Applications = append(v.Handover.Applications, applicationView{one.Vacancy, one.Own})
	}
	v.Documents, v.Bundles = list(v.Documents), list(v.Bundles)
	if v.Changes == nil {
		v.Changes = []fieldView{}
	}
	if v.Conflicts == nil {
		v.Conflicts = []conflictView{}
	}
	return a.printJSON(v)
}
