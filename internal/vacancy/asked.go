package vacancy

import "slices"

// AskedLanguages are the tags of the languages that the rules of the pack's
// criteria name, each once, in the pack's order.
func (p *Pack) AskedLanguages() []string {
	var tags []string
	for _, c := range p.Criteria {
		for _, reading := range c.AllReadings() {
			conditions(reading.Rule, func(r Rule) {
				if r.Language == nil {
					return
				}
				for _, tag := range r.Language.Of {
					if !slices.Contains(tags, tag) {
						tags = append(tags, tag)
					}
				}
			})
		}
	}
	return tags
}

// Uses reports whether any rule of the pack's criteria and documents has a
// condition of one of the kinds, which are their keys in the file, such as "age".
func (p *Pack) Uses(kinds ...string) bool {
	return p.has(func(r Rule) bool { return slices.Contains(kinds, r.Kind()) })
}

// UsesFields reports whether any rule of the pack looks at the field of a study.
func (p *Pack) UsesFields() bool {
	return p.has(func(r Rule) bool { return r.Degree != nil && r.Degree.Fields != nil })
}

// has looks for a condition among all rules of the pack.
func (p *Pack) has(wanted func(Rule) bool) bool {
	found := false
	look := func(r Rule) { found = found || wanted(r) }
	for _, c := range p.Criteria {
		for _, reading := range c.AllReadings() {
			conditions(reading.Rule, look)
		}
	}
	for _, d := range p.Documents {
		if d.When != nil {
			conditions(*d.When, look)
		}
	}
	return found
}

// conditions calls do for every single condition of a rule, in the file's order.
func conditions(r Rule, do func(Rule)) {
	parts := r.Parts()
	if len(parts) == 0 {
		do(r)
	}
	for _, part := range parts {
		conditions(part, do)
	}
}
