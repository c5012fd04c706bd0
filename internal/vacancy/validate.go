package vacancy

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
)

// validator looks for what the types alone cannot refuse. Its paths are those
// of the file: "criteria[2].rule.any[0]".
type validator struct {
	pack     *Pack
	problems []problem
	trials   int // how many are left: see sense
}

// validate returns the mistakes of a bound pack in the file's order.
func validate(p *Pack) []problem {
	v := &validator{pack: p, trials: maxTrials}
	v.identity()
	v.sources()
	v.texts()
	for i := range p.Countries {
		v.countries(nth("countries", i)+".codes", p.Countries[i].Codes)
	}
	for i := range p.Criteria {
		v.criterion(nth("criteria", i), &p.Criteria[i])
	}
	for i := range p.Documents {
		v.document(nth("documents", i), &p.Documents[i])
	}
	for i, d := range p.Declarations {
		v.advice(nth("declarations", i), d.Advice)
	}
	v.portal()
	v.tests()
	sortProblems(v.problems)
	return v.problems
}

func nth(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }

func (v *validator) fail(path, id string, args message.Args) {
	if len(v.problems) == enoughProblems {
		return
	}
	v.problems = append(v.problems, problem{id, args, locate(v.pack.file.root, path)})
}

// value fails for a value that stands at path.
func (v *validator) value(path, id string, value any) {
	v.fail(path, id, message.Args{"Key": lastKey(path), "Value": fmt.Sprint(value)})
}

// locate returns the place of the value at path, or of the nearest value
// around it where a key on the way is absent.
func locate(n *yaml.Node, path string) place { return placeOf(locateNode(n, path)) }

func locateNode(n *yaml.Node, path string) *yaml.Node {
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' }) {
		var next *yaml.Node
		if digits, isIndex := strings.CutSuffix(step, "]"); isIndex {
			var i int
			if _, err := fmt.Sscan(digits, &i); err == nil && n.Kind == yaml.SequenceNode && i < len(n.Content) {
				next = n.Content[i]
			}
		} else {
			next = get(n, step)
		}
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// identity checks the pack's own name, format, zones and the ids of its items.
func (v *validator) identity() {
	p := v.pack
	if p.Format != Format {
		v.value("format", "pack-format", p.Format)
	}
	v.zone("deadline.zone", p.Deadline.Zone)
	for i, e := range p.Events {
		v.zone(nth("events", i)+".zone", e.Zone)
	}
	v.tags("languages.accepted", p.Languages.Accepted)
	items := ids(v, "criteria", p.Criteria, nil, func(c Criterion) string { return c.ID })
	items = ids(v, "documents", p.Documents, items, func(d DocumentRule) string { return d.ID })
	ids(v, "declarations", p.Declarations, items, func(d Declaration) string { return d.ID })
	ids(v, "sources", p.Sources, nil, func(s Source) string { return s.ID })
	ids(v, "countries", p.Countries, nil, func(c CountrySet) string { return c.ID })
	ids(v, "events", p.Events, nil, func(e Event) string { return e.ID })
	ids(v, "sections", p.Sections, nil, func(s Section) string { return s.ID })
	ids(v, "questions", p.Questions, nil, func(q Question) string { return q.ID })
	ids(v, "competencies", p.Competencies, nil, func(c Competency) string { return c.ID })
	v.id("id", p.ID)
	v.id("programme.id", p.Programme.ID)
	unique(v, "starts", p.Starts)
	for i, m := range p.Starts {
		if end := m.First().AddMonths(1); !end.After(p.Deadline.Day()) {
			v.value(nth("starts", i), "pack-start-early", m)
		}
	}
}

// unique checks that nothing stands twice in a list.
func unique[T comparable](v *validator, path string, list []T) {
	seen := make(map[T]bool, len(list))
	for i, member := range list {
		if seen[member] {
			v.value(nth(path, i), "pack-duplicate-id", member)
		}
		seen[member] = true
	}
}

// ids checks that every member of a list has an id of its own, among those seen
// too where there are any, and returns them all.
func ids[T any](v *validator, key string, list []T, seen map[string]bool, id func(T) string) map[string]bool {
	if seen == nil {
		seen = map[string]bool{}
	}
	for i, member := range list {
		name := id(member)
		where := nth(key, i) + ".id"
		v.id(where, name)
		if seen[name] {
			v.value(where, "pack-duplicate-id", name)
		}
		seen[name] = true
	}
	return seen
}

// id checks the form of an id: lower-case words and digits joined by hyphens.
func (v *validator) id(path, id string) {
	for word := range strings.SplitSeq(id, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			v.value(path, "pack-bad-id", id)
			return
		}
	}
}

// zone checks the form of an IANA zone name; whether it exists is found out
// where zones are loaded.
func (v *validator) zone(path, zone string) {
	area, city, found := strings.Cut(zone, "/")
	if zone != "UTC" && (!found || area == "" || city == "" || strings.ContainsAny(zone, " .\\")) {
		v.value(path, "pack-bad-zone", zone)
	}
}

func (v *validator) countries(path string, codes []string) {
	for i, code := range codes {
		if !candidate.IsCountry(code) {
			v.fail(nth(path, i), "pack-unknown-country", message.Args{"Value": code, "Near": candidate.SuggestCountry(code)})
		}
	}
	unique(v, path, codes)
}

// sources checks that whatever names a source names one of the pack's.
func (v *validator) sources() {
	for i, s := range v.pack.Sources {
		if s.ID == NoticeSource {
			v.value(nth("sources", i)+".id", "pack-reserved-source", s.ID)
		}
	}
	for i, set := range v.pack.Countries {
		v.source(nth("countries", i)+".source", set.Source)
	}
	for _, t := range v.pack.file.texts {
		v.source(t.path+".frSource", t.source)
	}
}

// source checks a source's id; the empty one is no source.
func (v *validator) source(path, id string) {
	if _, ok := v.pack.Source(id); !ok && id != "" && id != NoticeSource {
		v.value(path, "pack-unknown-source", id)
	}
}

// texts checks that the two languages differ, unless they are said to be equal.
func (v *validator) texts() {
	for _, t := range v.pack.file.texts {
		switch equal := t.EN == t.FR; {
		case equal && !t.same:
			v.fail(t.path, "pack-same-text", message.Args{"Key": lastKey(t.path)})
		case !equal && t.same:
			v.fail(t.path, "pack-not-same-text", message.Args{"Key": lastKey(t.path)})
		}
	}
}

func (v *validator) advice(path string, advice []Advice) {
	for i, a := range advice {
		v.source(fmt.Sprintf("%s.advice[%d].source", path, i), a.Source)
	}
}

func (v *validator) criterion(path string, c *Criterion) {
	v.wholeRule(path+".rule", &c.Rule)
	for i := range c.Readings {
		where := fmt.Sprintf("%s.readings[%d]", path, i)
		v.source(where+".source", c.Readings[i].Source)
		if c.Readings[i].Source == NoticeSource {
			v.value(where+".source", "pack-reserved-source", NoticeSource)
		}
		v.wholeRule(where+".rule", &c.Readings[i].Rule)
	}
	v.advice(path, c.Advice)
}

func (v *validator) document(path string, d *DocumentRule) {
	if d.When != nil {
		v.wholeRule(path+".when", d.When)
	}
	if d.EachStudy != nil && d.EachDocument != nil {
		v.fail(path, "pack-two-eachs", nil)
	}
	if d.EachDocument != nil {
		v.tags(path+".eachDocument.languageNot", d.EachDocument.LanguageNot)
	}
	v.advice(path, d.Advice)
}

func (v *validator) portal() {
	p := v.pack.Portal
	if p.Aim > p.Limit {
		v.fail("portal.aim", "pack-aim-above-limit", nil)
	}
	v.advice("portal", p.Advice)
}

// atLeast checks a number that means nothing below low.
func (v *validator) atLeast(path string, n, low int) {
	if n < low {
		v.fail(path, "pack-number-below", message.Args{"Key": lastKey(path), "Value": n, "Low": low})
	}
}

// tests checks that the pack's own tests ask for items and verdicts there are.
func (v *validator) tests() {
	names := map[string]bool{}
	for i, t := range v.pack.Tests {
		where := nth("tests", i)
		if names[t.Name] {
			v.value(where+".name", "pack-duplicate-id", t.Name)
		}
		names[t.Name] = true
		if _, ok := v.pack.Start(t.Start); !ok && t.Start != "" {
			v.value(where+".start", "pack-unknown-start", t.Start)
		}
		for _, e := range t.Expect {
			key := e.Item
			if e.Reading != "" {
				key += "/" + e.Reading
			}
			if !v.hasItem(e) {
				v.fail(where+".expect."+key, "pack-unknown-item", message.Args{"Value": key, "Known": v.items()})
			} else if e.Verdict == NotAsked && !v.isDocument(e.Item) {
				v.fail(where+".expect."+key, "pack-always-asked", message.Args{"Value": key})
			}
		}
	}
}

// hasItem reports whether the pack has the item and the reading expected.
func (v *validator) hasItem(e Expectation) bool {
	for _, c := range v.pack.Criteria {
		if c.ID == e.Item {
			return e.Reading == "" || slices.ContainsFunc(c.AllReadings(), func(r Reading) bool { return r.Source == e.Reading })
		}
	}
	isDeclaration := slices.ContainsFunc(v.pack.Declarations, func(d Declaration) bool { return d.ID == e.Item })
	return e.Reading == "" && (isDeclaration || v.isDocument(e.Item))
}

// items lists the ids of what the pack asks for.
func (v *validator) items() string {
	var all []string
	for _, c := range v.pack.Criteria {
		all = append(all, c.ID)
		for _, r := range c.Readings {
			all = append(all, c.ID+"/"+r.Source)
		}
	}
	for _, d := range v.pack.Documents {
		all = append(all, d.ID)
	}
	for _, d := range v.pack.Declarations {
		all = append(all, d.ID)
	}
	return strings.Join(all, ", ")
}

func (v *validator) isDocument(id string) bool {
	return slices.ContainsFunc(v.pack.Documents, func(d DocumentRule) bool { return d.ID == id })
}
