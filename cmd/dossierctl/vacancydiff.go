package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

func (a *app) vacancyDiffCommand() *cobra.Command {
	cmd := a.command("diff ID|FILE ID|FILE", "help.vacancy.diff.")
	cmd.Args = a.arguments(2, 2)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		from, err := a.library().Load(args[0])
		if err != nil {
			return err
		}
		to, err := a.library().Load(args[1])
		if err != nil {
			return err
		}
		v := a.diffOf(from, to)
		if a.json {
			return a.printJSON(v)
		}
		a.printDiff(v)
		return nil
	}
	return cmd
}

// diffView is "vacancy diff --json".
type diffView struct {
	From    packRef          `json:"from"`
	To      packRef          `json:"to"`
	Changes []packChangeView `json:"changes"`
}

type packRef struct {
	ID     string `json:"id"`
	Digest string `json:"digest"`
}

// packChangeView is one change. Before and After are lines: a rule has one for each
// of its parts.
type packChangeView struct {
	What   vacancy.Difference `json:"what"`
	Path   string             `json:"path"`
	Where  string             `json:"where"`
	Before []string           `json:"before,omitzero"`
	After  []string           `json:"after,omitzero"`
}

func (a *app) diffOf(from, to *vacancy.Pack) diffView {
	v := diffView{packRef{from.ID, from.Digest()}, packRef{to.ID, to.Digest()}, []packChangeView{}}
	for _, c := range vacancy.Diff(from, to) {
		v.Changes = append(v.Changes, a.changed(c))
	}
	return v
}

// changed puts a change into words of the program's language. A text of which
// only the other language changed is shown in that.
func (a *app) changed(c vacancy.Change) packChangeView {
	where := make([]string, len(c.Where))
	for i, part := range c.Where {
		where[i] = a.wordsOf(part)[0]
	}
	v := packChangeView{What: c.What, Path: c.Path, Where: strings.Join(where, " · "), Before: a.wordsOf(c.Before), After: a.wordsOf(c.After)}
	before, isText := c.Before.(message.Text)
	after, isAlsoText := c.After.(message.Text)
	if isText && isAlsoText && a.Pick(before) == a.Pick(after) {
		other := i18n.French
		if a.lang == other {
			other = i18n.English
		}
		v.Before, v.After = []string{before.In(string(other))}, []string{after.In(string(other))}
	}
	return v
}

// wordsOf writes a value of a change as lines, none for nil.
func (a *app) wordsOf(value any) []string {
	switch value := value.(type) {
	case nil:
		return nil
	case string:
		return []string{value}
	case message.Message:
		return []string{a.Text(value)}
	case message.Text:
		return []string{a.Pick(value)}
	case message.List:
		var lines []string
		for _, member := range value {
			lines = append(lines, a.wordsOf(member)...)
		}
		return lines
	case vacancy.Month:
		return []string{a.Month(value.First())}
	case vacancy.Wall:
		return []string{a.Text(message.New("pack.wall", message.Args{
			"Day": value.Day, "Time": message.Clock{At: value.In(time.UTC)},
		}))}
	case *vacancy.Outline:
		return outlineLines(a.outline(*value), "")
	}
	return []string{a.Text(message.New("pack.value", message.Args{"Value": value}))}
}

// outlineLines are a rule's words, two spaces deeper for each level.
func outlineLines(o outlineView, margin string) []string {
	lines := []string{margin + o.Text}
	for _, part := range o.Parts {
		lines = append(lines, outlineLines(part, margin+"  ")...)
	}
	return lines
}

// differenceTexts say what happened to a place.
var differenceTexts = map[vacancy.Difference]string{
	vacancy.Added:   "cli.diff.added",
	vacancy.Removed: "cli.diff.removed",
	vacancy.Changed: "cli.diff.changed",
	vacancy.Moved:   "cli.diff.moved",
}

func (a *app) printDiff(v diffView) {
	if len(v.Changes) == 0 {
		a.say("cli.diff.none", nil)
		return
	}
	a.say("cli.diff.count", message.Args{"Count": len(v.Changes)})
	for _, c := range v.Changes {
		a.printf("\n")
		a.paragraph(0, a.Text(message.New(differenceTexts[c.What], message.Args{"Where": c.Where})))
		a.printSide("cli.diff.before", c.Before)
		a.printSide("cli.diff.after", c.After)
	}
}

// printSide prints one side of a change under its heading.
func (a *app) printSide(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	a.paragraph(2, a.text(heading))
	for _, line := range lines {
		text := strings.TrimLeft(line, " ")
		a.paragraph(4+len(line)-len(text), text)
	}
}
