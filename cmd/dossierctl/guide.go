package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// guideCommand leads through a whole application by plain questions.
func (a *app) guideCommand() *cobra.Command {
	cmd := a.command("guide [DOSSIER] [--vacancy ID|FILE]", "help.guide.")
	ref := cmd.Flags().String("vacancy", "", a.text("cli.flag.vacancy"))
	cmd.Args = a.arguments(0, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		t, err := a.newTalk(cmd.Context())
		if err != nil {
			return err
		}
		dir := ""
		if len(args) == 1 {
			dir = args[0]
		}
		return t.guide(dir, *ref)
	}
	return cmd
}

// guide walks through the dossier in a folder; without one it asks where to make
// it.
func (t *talk) guide(dir, ref string) error {
	t.say("guide.welcome", nil)
	if dir == "" {
		var err error
		if dir, err = t.settle(ref); err != nil {
			return t.unsettled(err)
		}
	}
	return t.open(dir, false, func(s *session.Session) error {
		g := &guide{talk: t, s: s}
		var err error
		if g.vacancy, err = t.application(s, ref); err != nil {
			return t.unsettled(err)
		}
		return g.goodbye(g.walk())
	})
}

// unsettled ends a talk that came to no application.
func (t *talk) unsettled(err error) error {
	if errors.Is(err, errStopped) {
		t.say("guide.nothing-made", nil)
		return errIncomplete
	}
	return err
}

// settle asks where the dossier is to be made, makes it and returns its folder.
// A folder that holds a dossier is gone on with.
func (t *talk) settle(ref string) (string, error) {
	if ref != "" {
		if _, err := t.library().Load(ref); err != nil {
			return "", err
		}
	}
	suggested := freeName(t.text("guide.folder"))
	where := question{
		section: t.text("guide.beginning"), text: t.text("guide.where"), help: t.text("guide.where.help"),
		accepts: t.sentence("guide.accepts.where", message.Args{"Folder": suggested}),
		enter:   "guide.prompt.suggested", onEnter: suggested,
	}
	for {
		dir, err := t.simply(where)
		if err != nil {
			return "", err
		}
		if holdsDossier(dir) {
			t.say("guide.there", message.Args{"Folder": dir})
			return dir, nil
		}
		if ref, err = t.pack(ref); err != nil {
			return "", err
		}
		if err = t.create(dir, ref); err == nil || cannotFinish(err) {
			return dir, err
		}
		t.tell(err)
	}
}

// simply puts a question that stands before the walk until it has an answer:
// there is nothing to go back to.
func (t *talk) simply(q question) (string, error) {
	for {
		what, text, err := t.put(q)
		switch {
		case errors.Is(err, errStopped) || what == quits:
			return "", errStopped
		case err != nil:
			t.tell(err)
		case what == answers:
			return text, nil
		default:
			if q.help != "" {
				t.line("guide.line", q.help)
			}
			t.say("guide.needed", nil)
		}
	}
}

// holdsDossier reports whether a folder has a dossier in it.
func holdsDossier(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "dossier.json"))
	return !errors.Is(err, fs.ErrNotExist)
}

func (t *talk) create(dir, ref string) error {
	s, err := t.house().Create(dir, candidate.Candidate{}, ref)
	if err != nil {
		return err
	}
	t.say("guide.made", message.Args{"Folder": s.Path()})
	return s.Close()
}

// pack asks for a vacancy where there are several, and returns what names it to
// the library.
func (t *talk) pack(ref string) (string, error) {
	if ref != "" {
		return ref, nil
	}
	packs, err := t.library().List()
	if len(packs) == 0 {
		return "", errors.Join(message.Bad("guide-no-vacancy", nil, nil), err)
	}
	if len(packs) == 1 {
		return packs[0].ID, nil
	}
	var choices []choice
	for _, p := range packs {
		choices = append(choices, choice{value: p.ID, label: t.Pick(p.Title), note: t.deadlineNote(p)})
	}
	return t.choose(question{section: t.text("guide.beginning"), text: t.text("guide.which"), choices: choices})
}

// deadlineNote says until when a vacancy is open, or since when it is closed.
func (t *talk) deadlineNote(p *vacancy.Pack) string {
	zone, err := session.Zone(p)
	if err != nil {
		return p.ID
	}
	at := deadlineAt(p.Deadline.Instant(zone), t.clock(zone))
	return t.sentence(stateTexts[at.State], message.Args{"Deadline": message.Moment{At: at.Instant, Zone: zone}})
}

// choose asks for one of a question's choices until one is chosen.
func (t *talk) choose(q question) (string, error) {
	q.enter = "guide.prompt.choose"
	q.accepts = t.sentence("guide.accepts.choice", message.Args{"Most": len(q.choices), "Count": len(q.choices)})
	for {
		text, err := t.simply(q)
		if err != nil {
			return "", err
		}
		c, err := chosen(q.choices, text)
		if err == nil {
			t.say("guide.saved", message.Args{"Answer": c.label})
			return c.value, nil
		}
		t.tell(err)
	}
}

// application returns the vacancy of the application to prepare: the only one,
// the one that ref names, or the one that the person chooses.
func (t *talk) application(s *session.Session, ref string) (string, error) {
	known := s.Vacancies()
	switch {
	case len(known) == 0:
		chosen, err := t.pack(ref)
		if err == nil {
			err = s.Do(session.Apply{Ref: chosen})
		}
		if err != nil {
			return "", err
		}
		return s.Vacancies()[0], nil
	case len(known) == 1 && ref == "":
		return known[0], nil
	case ref != "":
		if p, err := t.library().Load(ref); err == nil { // a file's name stands for its vacancy
			ref = p.ID
		}
		_, err := s.Application(ref)
		return ref, err
	}
	var choices []choice
	for _, id := range known {
		c := choice{value: id, label: id}
		if at, err := s.Standing(id); err == nil {
			c.label, c.note = t.Pick(at.Pack.Title), t.deadlineNote(at.Pack)
		}
		choices = append(choices, c)
	}
	return t.choose(question{section: t.text("guide.beginning"), text: t.text("guide.which-application"), choices: choices})
}

// sentence is the text of an id with values.
func (a *app) sentence(id string, args message.Args) string { return a.Text(message.New(id, args)) }

// resumeLine says with which command to go on, on a line of its own that is
// never broken.
func (g *guide) resumeLine() {
	path := g.s.Path()
	if strings.ContainsAny(path, " \t") {
		path = `"` + path + `"`
	}
	command := "dossierctl guide " + path
	if i18n.Detect(g.getenv) != g.lang {
		command += " --lang " + string(g.lang)
	}
	g.say("guide.go-on", nil)
	g.printf("%s\n", g.sentence("guide.line", message.Args{"Text": command}))
}
