package vacancy

import "slices"

// AskedLanguages are the tags of the languages that the rules of the pack's
// criteria name, each once, in the pack's order.
func (p *Pack) AskedLanguages() []string {
	var tags []string
	var look func(rules ...Rule)
	look = func(rules ...Rule) {
		for _, r := range rules {
			if r.Language != nil {
				for _, tag := range r.Language.Of {
					if !slices.Contains(tags, tag) {
						tags = append(tags, tag)
					}
				}
			}
			if r.Not != nil {
				look(*r.Not)
			}
			look(r.All...)
			look(r.Any...)
		}
	}
	for _, c := range p.Criteria {
		for _, reading := range c.AllReadings() {
			look(reading.Rule)
		}
	}
	return tags
}
