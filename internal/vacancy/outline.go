package vacancy

import (
	"slices"

	"example.org/dossier/internal/message"
)

// Outline is a rule in words: what it asks, and the rules that it is made of.
type Outline struct {
	Kind  string // as Rule.Kind: all, any and not have Parts
	Text  message.Message
	Notes []message.Message // what else is to be known of this rule alone
	Parts []Outline
}

// Outline puts a rule of the pack into words.
func (p *Pack) Outline(r Rule) Outline {
	o := Outline{Kind: r.Kind()}
	switch o.Kind {
	case "all", "any", "not":
		o.Text = message.New("rule."+o.Kind, nil)
	default:
		o.Text, o.Notes = p.condition(r)
	}
	if r.AtBest == ToConfirm {
		o.Notes = append(o.Notes, message.New("rule.at-best", nil))
	}
	for _, part := range r.Parts() {
		o.Parts = append(o.Parts, p.Outline(part))
	}
	return o
}

// condition puts a single condition into words.
func (p *Pack) condition(r Rule) (message.Message, []message.Message) {
	switch {
	case r.Nationality != nil:
		return message.New("rule.nationality", message.Args{"Countries": p.countryNames(r.Nationality)}), nil
	case r.Age != nil:
		return bounded("rule.age", r.Age.AtLeast, r.Age.AtMost), dayNote(r.Age.On)
	case r.UniversityYears != nil:
		return universityYearsWords(r.UniversityYears)
	case r.Student != nil:
		return message.New("rule.student", nil), dayNote(r.Student.On)
	case r.GraduatedWithin != nil:
		return graduatedWords(r.GraduatedWithin)
	case r.Degree != nil:
		return degreeWords(r.Degree)
	case r.Language != nil:
		return languageWords(r.Language)
	case r.Experience != nil:
		return experienceWords(r.Experience)
	case r.Declared != nil:
		return p.declaredWords(r.Declared)
	case r.Document != nil:
		return documentWords(r.Document)
	case r.Applications != nil:
		return message.New("rule.applications", message.Args{"Most": r.Applications.AtMost}), nil
	}
	return message.New("rule.equivalent", nil), nil
}

// dayNote says on which day a rule looks.
func dayNote(on Reference) []message.Message {
	return []message.Message{message.New("rule.on", message.Args{"Day": message.New("rule.day."+string(on), nil)})}
}

// countryNames are the title of the set that is named, else the countries.
func (p *Pack) countryNames(n *Nationality) any {
	for _, set := range p.Countries {
		if set.ID == n.Of {
			return set.Title
		}
	}
	list := make(message.List, len(n.Countries))
	for i, code := range n.Countries {
		list[i] = message.Country(code)
	}
	return list
}

// bounded chooses the text ID-least, ID-most or ID-between.
func bounded[T any](id string, least, most *T) message.Message {
	args := message.Args{}
	switch {
	case least != nil && most != nil:
		args["Least"], args["Most"] = written(*least), written(*most)
		return message.New(id+"-between", args)
	case least != nil:
		args["Least"] = written(*least)
		return message.New(id+"-least", args)
	}
	args["Most"] = written(*most)
	return message.New(id+"-most", args)
}

// written makes a bound a value of a text.
func written(bound any) any {
	if span, ok := bound.(Span); ok {
		return span.words()
	}
	return bound
}

// words writes the span in the unit that fits.
func (s Span) words() message.Message {
	switch {
	case s.Months > 0:
		return message.New("rule.span.months", message.Args{"Count": s.Months})
	case s.Days%7 == 0:
		return message.New("rule.span.weeks", message.Args{"Count": s.Days / 7})
	}
	return message.New("rule.span.days", message.Args{"Count": s.Days})
}

func universityYearsWords(u *UniversityYears) (message.Message, []message.Message) {
	notes := dayNote(u.On)
	if u.MonthsToConfirm < u.MonthsMet {
		notes = append(notes, message.New("rule.years-confirm", message.Args{"Low": u.MonthsToConfirm, "High": u.MonthsMet - 1}))
	}
	return message.New("rule.years", message.Args{"Months": u.MonthsMet}), notes
}

func graduatedWords(g *GraduatedWithin) (message.Message, []message.Message) {
	id := "rule.graduated-" + string(g.Which)
	border := message.New("rule.border-excluded", nil)
	if g.Inclusive {
		border = message.New("rule.border-included", nil)
	}
	notes := append(dayNote(g.On), border)
	if g.Levels != nil {
		notes = append([]message.Message{message.New("rule.graduated-levels", message.Args{"Levels": named("rule.level.", g.Levels)})}, notes...)
	}
	return message.New(id, message.Args{"Months": g.Months}), notes
}

func degreeWords(d *Degree) (message.Message, []message.Message) {
	notes := dayNote(d.On)
	if d.Fields != nil {
		notes = append(notes, message.New("rule.degree-fields", message.Args{"Fields": message.Words(d.Fields)}))
	}
	return message.New("rule.degree", message.Args{
		"Levels": named("rule.level.", d.Levels), "Status": named("rule.status.", d.Status),
	}), notes
}

// named are words of a closed list, each as the text with its id says it.
func named(family string, words []string) message.List {
	list := make(message.List, len(words))
	for i, word := range words {
		list[i] = message.New(family+word, nil)
	}
	return list
}

func tagNames(tags []string) message.List {
	list := make(message.List, len(tags))
	for i, tag := range tags {
		list[i] = message.Language(tag)
	}
	return list
}

// levelNames are levels of a language: all but one have no other name.
func levelNames(levels []string) message.List {
	list := message.Words(levels)
	if i := slices.Index(levels, "native"); i >= 0 {
		list[i] = message.New("level.native", nil)
	}
	return list
}

func languageWords(l *Language) (message.Message, []message.Message) {
	notes := []message.Message{message.New("rule.language-met", message.Args{"Levels": levelNames(l.Met)})}
	if l.ToConfirm != nil {
		notes = append(notes, message.New("rule.language-confirm", message.Args{"Levels": levelNames(l.ToConfirm)}))
	}
	return message.New("rule.language-"+string(l.Which), message.Args{"Languages": tagNames(l.Of)}), notes
}

func experienceWords(e *Experience) (message.Message, []message.Message) {
	notes := dayNote(e.On)
	if e.AtLeast != nil || e.AtMost != nil {
		notes = append([]message.Message{bounded("rule.sum", e.AtLeast, e.AtMost)}, notes...)
	}
	return message.New("rule.experience", message.Args{"Kinds": named("experience.", e.Kinds)}), notes
}

func (p *Pack) declaredWords(d *Declared) (message.Message, []message.Message) {
	var notes []message.Message
	if d.Absent == ToConfirm {
		notes = append(notes, message.New("rule.declared-absent", nil))
	}
	i := slices.IndexFunc(p.Questions, func(q Question) bool { return q.ID == d.Name })
	return message.New("rule.declared", message.Args{"Question": p.Questions[i].Text}), notes
}

func documentWords(d *DocumentHeld) (message.Message, []message.Message) {
	var notes []message.Message
	if d.Language != nil {
		notes = append(notes, message.New("rule.document-language", message.Args{"Languages": tagNames(d.Language)}))
	}
	return message.New("rule.document", message.Args{"Kind": message.New("rule.kind."+d.Kind, nil)}), notes
}
