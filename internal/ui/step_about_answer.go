package ui

import (
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// goTo puts the keyboard into the field on whose answer an item of the checklist
// rests: the first one that is still open.
func (s *aboutStep) goTo(item string) {
	if field := s.fieldOf(item); field != "" {
		s.enter(field)
	}
}

// goToFirst does so for the item whose answer stands first on the page.
func (s *aboutStep) goToFirst(items []checklist.Item) {
	first, top := "", float32(0)
	for _, item := range items {
		field := s.fieldOf(item.ID)
		found := piece.FindKey(s.w.shell.page.Content, field)
		if field == "" || found == nil {
			continue
		}
		if y := piece.At(found).Y; first == "" || y < top {
			first, top = field, y
		}
	}
	if first != "" {
		s.enter(first)
	}
}

// fieldOf is the field on whose answer an item rests; "" for none.
func (s *aboutStep) fieldOf(item string) string {
	pack := s.w.shot.Pack
	if pack == nil {
		return ""
	}
	var asked []askedField
	for _, c := range pack.Criteria {
		if c.ID == item {
			for _, reading := range c.AllReadings() {
				asked = append(asked, s.askedBy(reading.Rule)...)
			}
		}
	}
	for _, d := range pack.Documents {
		if d.ID == item { // which documents are asked for depends on the studies
			asked = membersAsked("studies.add", s.w.shot.Candidate.Studies != nil, s.studyMembers())
		}
	}
	return firstOpen(asked)
}

// An askedField is a field on which a rule rests, and whether it is answered.
type askedField struct {
	field    string
	answered bool
}

// firstOpen is the first field that is not answered, else the first one.
func firstOpen(asked []askedField) string {
	for _, a := range asked {
		if !a.answered {
			return a.field
		}
	}
	if len(asked) == 0 {
		return ""
	}
	return asked[0].field
}

// askedBy are the fields on which a rule rests, in its order.
func (s *aboutStep) askedBy(r vacancy.Rule) []askedField {
	c := s.w.shot.Candidate
	var asked []askedField
	for _, part := range r.All {
		asked = append(asked, s.askedBy(part)...)
	}
	for _, part := range r.Any {
		asked = append(asked, s.askedBy(part)...)
	}
	if r.Not != nil {
		asked = append(asked, s.askedBy(*r.Not)...)
	}
	if r.Nationality != nil {
		asked = append(asked, askedField{"nationalities", c.Nationalities != nil})
	}
	if r.Age != nil {
		asked = append(asked, askedField{"birthDate", c.BirthDate.Known()})
	}
	if r.UniversityYears != nil || r.Student != nil || r.GraduatedWithin != nil || r.Degree != nil {
		asked = append(asked, membersAsked("studies.add", c.Studies != nil, s.studyMembers())...)
	}
	if r.EquivalentEducation != nil {
		asked = append(asked, askedField{"equivalentEducation.said", c.EquivalentEducation != nil})
	}
	if r.Experience != nil {
		asked = append(asked, membersAsked("experience.add", c.Experience != nil, s.experienceMembers())...)
	}
	if r.Declared != nil {
		_, said := c.Declared[r.Declared.Name]
		asked = append(asked, askedField{"declared." + r.Declared.Name, said})
	}
	return asked
}

// membersAsked are the open fields of a list's members, and what adds one.
func membersAsked(add string, answered bool, members []member) []askedField {
	asked := []askedField{{add, answered}}
	for _, m := range members {
		for _, field := range m.open {
			asked = append(asked, askedField{field, false})
		}
	}
	return asked
}
