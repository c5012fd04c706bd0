package session

import (
	"bytes"
	"cmp"
	"maps"
	"reflect"
	"slices"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
)

// How says what became of a field.
type How string

// What becomes of a field.
const (
	FieldAdded   How = "added"
	FieldChanged How = "changed"
	FieldRemoved How = "removed"
)

// Change is one difference between two states of a dossier.
type Change struct {
	Field string // birthDate, studies.s1, documents.d2, applications.ID.notes, …; "" is what this program does not know
	How   How
	Text  message.Message // a few words: “date of birth changed”
}

// same reports whether two states say the same.
func same(a, b dossier.Dossier) bool {
	first, err := dossier.Encode(a)
	if err != nil {
		return false
	}
	second, err := dossier.Encode(b)
	return err == nil && bytes.Equal(first, second)
}

// changes lists what is otherwise in the later state; titles name items.
func changes(before, after dossier.Dossier, titles map[string]message.Text) []Change {
	c := comparing{titles: titles}
	c.candidate(before.Candidate, after.Candidate)
	pairs(before.Documents, after.Documents, func(d dossier.Document) string { return d.ID }, func(id string, a, b *dossier.Document) {
		part(&c, "documents."+id, "history.document.", a, b, func(d dossier.Document) any { return cmp.Or(d.Name, d.ID) })
	})
	several := len(before.Applications) > 1 || len(after.Applications) > 1
	pairs(before.Applications, after.Applications, func(a dossier.Application) string { return a.Vacancy }, func(id string, a, b *dossier.Application) {
		c.vacancy = ""
		if several {
			c.vacancy = id
		}
		c.application("applications."+id, a, b)
	})
	if len(c.found) == 0 && !same(before, after) {
		c.add("", FieldChanged, "history.other", nil)
	}
	return c.found
}

// comparing collects the differences of two states.
type comparing struct {
	titles  map[string]message.Text
	vacancy string // whose application is compared; empty where there is only one
	found   []Change
}

func (c *comparing) add(field string, how How, text string, args message.Args) {
	if args == nil {
		args = message.Args{}
	}
	args["Vacancy"] = c.vacancy
	c.found = append(c.found, Change{field, how, message.New(text, args)})
}

// field adds a field that can only change.
func (c *comparing) field(name, text string, before, after any) {
	if !reflect.DeepEqual(before, after) {
		c.add(name, FieldChanged, text, nil)
	}
}

func (c *comparing) candidate(before, after candidate.Candidate) {
	c.field("name", "history.name", before.Name, after.Name)
	c.field("birthDate", "history.birth-date", before.BirthDate, after.BirthDate)
	c.field("nationalities", "history.nationalities", before.Nationalities, after.Nationalities)
	pairs(before.Studies, after.Studies, func(s candidate.Study) string { return s.ID }, func(id string, a, b *candidate.Study) {
		part(c, "studies."+id, "history.study.", a, b, func(s candidate.Study) any { return s.Label() })
	})
	c.field("equivalentEducation", "history.equivalent-education", before.EquivalentEducation, after.EquivalentEducation)
	pairs(before.Languages, after.Languages, func(l candidate.Language) string { return l.Tag }, func(tag string, a, b *candidate.Language) {
		part(c, "languages."+tag, "history.language.", a, b, func(l candidate.Language) any { return message.Language(l.Tag) })
	})
	c.field("experience", "history.experience", before.Experience, after.Experience)
	c.field("declared", "history.declared", before.Declared, after.Declared)
}

func (c *comparing) application(field string, before, after *dossier.Application) {
	if before == nil || after == nil {
		part(c, field, "history.application.", before, after, func(a dossier.Application) any { return a.Vacancy })
		return
	}
	for _, one := range []struct {
		name, text string
		a, b       any
	}{
		{"digest", "history.vacancy-version", before.Digest, after.Digest},
		{"start", "history.start", before.Start, after.Start},
		{"requisition", "history.requisition", before.Requisition, after.Requisition},
		{"notes", "history.notes", before.Notes, after.Notes},
		{"answerLimit", "history.answer-limit", before.AnswerLimit, after.AnswerLimit},
		{"competencies", "history.competencies", before.Competencies, after.Competencies},
		{"pages", "history.pages", before.Pages, after.Pages},
	} {
		c.field(field+"."+one.name, one.text, one.a, one.b)
	}
	if was, is := before.Submitted, after.Submitted; (was == nil) != (is == nil) || was != nil && was.Said != is.Said {
		if is != nil {
			c.add(field+".submitted", FieldAdded, "history.submitted.added", nil)
		} else {
			c.add(field+".submitted", FieldRemoved, "history.submitted.removed", nil)
		}
	}
	pairs(before.Bundles, after.Bundles, func(b dossier.Bundle) string { return b.Name }, func(name string, a, b *dossier.Bundle) {
		if name == "" {
			c.field(field+".bundles", "history.own-bundle", a, b)
			return
		}
		part(c, field+".bundles."+name, "history.bundle.", a, b, func(b dossier.Bundle) any { return b.Name })
	})
	byItem := func(item string) string { return item }
	pairs(sorted(before.Declarations), sorted(after.Declarations), byItem, func(item string, a, b *string) {
		isNew := before.Declarations[item] != after.Declarations[item]
		c.word(field+".declarations."+item, "history.declaration.", item, a != nil, b != nil, isNew)
	})
	pairs(before.Decisions, after.Decisions, func(d dossier.Decision) string { return d.Item }, func(item string, a, b *dossier.Decision) {
		c.word(field+".decisions."+item, "history.decision.", item, a != nil, b != nil, !reflect.DeepEqual(a, b))
	})
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// word adds what became of the candidate's word on an item; one that was given
// again counts as given.
func (c *comparing) word(field, texts, item string, was, is, isNew bool) {
	var name any = item
	if title, known := c.titles[item]; known {
		name = title
	}
	switch {
	case !was:
		c.add(field, FieldAdded, texts+"added", message.Args{"Item": name})
	case !is:
		c.add(field, FieldRemoved, texts+"removed", message.Args{"Item": name})
	case isNew:
		c.add(field, FieldChanged, texts+"added", message.Args{"Item": name})
	}
}

// part adds what became of one of several things that have a name.
func part[T any](c *comparing, field, texts string, before, after *T, name func(T) any) {
	switch {
	case before == nil:
		c.add(field, FieldAdded, texts+"added", message.Args{"Name": name(*after)})
	case after == nil:
		c.add(field, FieldRemoved, texts+"removed", message.Args{"Name": name(*before)})
	case !reflect.DeepEqual(*before, *after):
		c.add(field, FieldChanged, texts+"changed", message.Args{"Name": name(*after)})
	}
}

// pairs gives each thing of two lists with its counterpart, nil where there is
// none: those of the later list in its order, then those that are gone.
func pairs[T any](before, after []T, id func(T) string, each func(id string, a, b *T)) {
	was, is := byID(before, id), byID(after, id)
	for i := range after {
		each(id(after[i]), was[id(after[i])], &after[i])
	}
	for i := range before {
		if is[id(before[i])] == nil {
			each(id(before[i]), &before[i], nil)
		}
	}
}

func byID[T any](list []T, id func(T) string) map[string]*T {
	found := make(map[string]*T, len(list))
	for i := range list {
		found[id(list[i])] = &list[i]
	}
	return found
}
