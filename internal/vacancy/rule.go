package vacancy

// Kinds returns the keys of the kinds that are set, such as "age"; a rule of a
// decoded pack has exactly one.
func (r Rule) Kinds() []string {
	var kinds []string
	for _, k := range []struct {
		key string
		set bool
	}{
		{"all", r.All != nil},
		{"any", r.Any != nil},
		{"not", r.Not != nil},
		{"nationality", r.Nationality != nil},
		{"age", r.Age != nil},
		{"university_years", r.UniversityYears != nil},
		{"student", r.Student != nil},
		{"graduated_within", r.GraduatedWithin != nil},
		{"degree", r.Degree != nil},
		{"equivalent_education", r.EquivalentEducation != nil},
		{"language", r.Language != nil},
		{"experience", r.Experience != nil},
		{"declared", r.Declared != nil},
		{"document", r.Document != nil},
		{"applications", r.Applications != nil},
	} {
		if k.set {
			kinds = append(kinds, k.key)
		}
	}
	return kinds
}

// Kind returns the key of the rule's kind, "" where none is set.
func (r Rule) Kind() string {
	kinds := r.Kinds()
	if len(kinds) == 0 {
		return ""
	}
	return kinds[0]
}

// Parts returns the rules that r is made of, none for a single condition.
func (r Rule) Parts() []Rule {
	switch {
	case r.All != nil:
		return r.All
	case r.Any != nil:
		return r.Any
	case r.Not != nil:
		return []Rule{*r.Not}
	}
	return nil
}
