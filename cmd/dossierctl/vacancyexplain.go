package main

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// explainFlags are the options of vacancy explain.
type explainFlags struct {
	svg, force bool
	output     string
}

func (a *app) vacancyExplainCommand() *cobra.Command {
	var f explainFlags
	cmd := a.command("explain ID|FILE [ITEM] [--svg [-o OUT.svg] [--force]]", "help.vacancy.explain.")
	cmd.Flags().BoolVar(&f.svg, "svg", false, a.text("cli.flag.svg"))
	cmd.Flags().StringVarP(&f.output, "output", "o", "", a.text("cli.flag.output"))
	cmd.Flags().BoolVar(&f.force, "force", false, a.text("cli.flag.force"))
	cmd.Args = a.arguments(1, 2)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if f.output != "" && !f.svg {
			return missingFlag(cmd, "svg")
		}
		p, err := a.library().Load(args[0])
		if err != nil {
			return err
		}
		v := a.explained(p)
		if len(args) == 2 {
			v.Items = append(v.Items, a.withoutRule(p)...)
			if v.Items, err = only(v.Items, p.ID, args[1]); err != nil {
				return err
			}
		}
		marked := slices.ContainsFunc(v.Items, func(i ruleItemView) bool { return i.mark != "" })
		v.french = a.frenchSentences(p, marked)
		return a.showExplained(v, f)
	}
	return cmd
}

// explainedView is "vacancy explain --json".
type explainedView struct {
	ID     string         `json:"id"`
	Title  string         `json:"title"`
	French frenchView     `json:"french"`
	Items  []ruleItemView `json:"items"`
	french []string
}

// ruleItemView is an item that a rule decides.
type ruleItemView struct {
	ID         string             `json:"id"`
	Importance vacancy.Importance `json:"importance"`
	Title      string             `json:"title"`
	Clause     string             `json:"clause"`
	Source     string             `json:"frenchSource,omitzero"`
	Rules      []ruleView         `json:"rules"`
	mark       string             // beside the clause
}

// ruleView is a rule with who understands the item so.
type ruleView struct {
	Source string      `json:"source"`
	Name   string      `json:"name"`
	Rule   outlineView `json:"rule"`
}

type outlineView struct {
	Kind  string        `json:"kind"`
	Text  string        `json:"text"`
	Parts []outlineView `json:"parts,omitzero"`
}

// explained puts the rules of a pack into words of the program's language.
func (a *app) explained(p *vacancy.Pack) explainedView {
	v := explainedView{ID: p.ID, Title: a.Pick(p.Title), French: a.frenchOf(p)}
	for _, c := range p.Criteria {
		item := ruleItemView{c.ID, c.Importance, a.Pick(c.Title), a.Pick(c.Clause), p.FrenchSource(c.Clause), nil, a.frenchMark(p, c.Clause)}
		for _, r := range c.AllReadings() {
			name := a.text("cli.explain.notice")
			if r.Source != vacancy.NoticeSource {
				name = a.Text(message.New("cli.explain.source", message.Args{"Source": a.sourceName(p, r.Source)}))
			}
			item.Rules = append(item.Rules, ruleView{r.Source, name, a.outline(p.Outline(r.Rule))})
		}
		v.Items = append(v.Items, item)
	}
	for _, d := range p.Documents {
		if d.When != nil {
			v.Items = append(v.Items, ruleItemView{
				d.ID, d.Importance, a.Pick(d.Title), a.Pick(d.Clause), p.FrenchSource(d.Clause),
				[]ruleView{{vacancy.NoticeSource, a.text("cli.explain.when"), a.outline(p.Outline(*d.When))}}, a.frenchMark(p, d.Clause),
			})
		}
	}
	return v
}

// withoutRule are the documents and declarations that nothing rules out.
func (a *app) withoutRule(p *vacancy.Pack) []ruleItemView {
	var items []ruleItemView
	add := func(id string, importance vacancy.Importance, title, clause message.Text, asked string) {
		rule := outlineView{Kind: "always", Text: a.text(asked)}
		items = append(items, ruleItemView{
			id, importance, a.Pick(title), a.Pick(clause), p.FrenchSource(clause),
			[]ruleView{{vacancy.NoticeSource, a.text("cli.explain.notice"), rule}}, a.frenchMark(p, clause),
		})
	}
	for _, d := range p.Documents {
		switch {
		case d.When != nil:
		case d.EachStudy != nil:
			add(d.ID, d.Importance, d.Title, d.Clause, "cli.explain.each-study")
		case d.EachDocument != nil:
			add(d.ID, d.Importance, d.Title, d.Clause, "cli.explain.each-document")
		default:
			add(d.ID, d.Importance, d.Title, d.Clause, "cli.explain.always")
		}
	}
	for _, d := range p.Declarations {
		add(d.ID, d.Importance, d.Title, d.Clause, "cli.explain.always")
	}
	return items
}

// outline puts one rule into words, with its notes as further sentences.
func (a *app) outline(o vacancy.Outline) outlineView {
	v := outlineView{Kind: o.Kind, Text: a.Text(o.Text)}
	for _, note := range o.Notes {
		v.Text += " " + a.Text(note)
	}
	for _, part := range o.Parts {
		v.Parts = append(v.Parts, a.outline(part))
	}
	return v
}

// only returns the item with this id.
func only(items []ruleItemView, vacancy, id string) ([]ruleItemView, error) {
	ids := make([]string, len(items))
	for i, item := range items {
		if item.ID == id {
			return items[i : i+1], nil
		}
		ids[i] = item.ID
	}
	return nil, message.Bad("explain-no-item", message.Args{"Vacancy": vacancy, "Item": id, "Known": message.Words(ids)}, nil)
}

// showExplained prints or draws the rules.
func (a *app) showExplained(v explainedView, f explainFlags) error {
	switch {
	case f.svg && f.output != "":
		write := durable.Disk{}.WriteNew
		if f.force {
			write = durable.WriteFile
		}
		if err := write(f.output, a.drawRules(v), durable.FilePerm); err != nil {
			return err
		}
		if a.json {
			return a.printJSON(map[string]string{"file": f.output})
		}
		a.say("cli.explain.drawn", message.Args{"File": f.output})
		return nil
	case f.svg:
		a.printf("%s", a.drawRules(v))
		return nil
	case a.json:
		return a.printJSON(v)
	}
	a.paragraph(0, v.Title+" · "+v.ID)
	for _, sentence := range v.french {
		a.paragraph(0, sentence)
	}
	for _, item := range v.Items {
		a.printf("\n")
		a.paragraph(0, item.Title+" · "+a.Text(item.Importance.Word())+" · "+item.ID)
		a.paragraph(2, a.quoted(item))
		for _, r := range item.Rules {
			a.paragraph(2, r.Name)
			a.printOutline(4, "", r.Rule)
		}
	}
	return nil
}

// quoted is an item's clause in quotation marks, with its mark.
func (a *app) quoted(item ruleItemView) string {
	return a.Text(message.New("checklist.clause", message.Args{"Clause": item.Clause})) + item.mark
}

// printOutline prints a rule and below it, numbered, what it is made of. The
// numbers say where a part belongs to whoever hears the lines.
func (a *app) printOutline(indent int, number string, o outlineView) {
	mark := ""
	if number != "" {
		mark = number + " "
	}
	for i, line := range wrap(o.Text, width-indent-len(mark)) {
		if i > 0 {
			mark = spaces(len(mark))
		}
		a.printf("%s%s%s\n", spaces(indent), mark, line)
	}
	for i, part := range o.Parts {
		a.printOutline(indent+2, number+strconv.Itoa(i+1)+".", part)
	}
}
