package dossier_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
)

// drawDossier is any dossier of few values, so that two of them often touch.
func drawDossier(t *rapid.T) dossier.Dossier {
	d := dossier.Dossier{Format: 1, Applications: []dossier.Application{{Vacancy: "v1", Digest: "x"}}}
	for range rapid.IntRange(0, 25).Draw(t, "edits") {
		d = mutate(t, d)
	}
	return d
}

// edited is d after a few random changes.
func edited(t *rapid.T, d dossier.Dossier, most int) dossier.Dossier {
	for range rapid.IntRange(0, most).Draw(t, "edits") {
		d = mutate(t, d)
	}
	return d
}

func word(t *rapid.T) string {
	return rapid.SampledFrom([]string{"one", "two", "three"}).Draw(t, "word")
}

func day(t *rapid.T) string {
	return fmt.Sprintf("20%02d-0%d-11", rapid.IntRange(10, 25).Draw(t, "year"), rapid.IntRange(1, 9).Draw(t, "month"))
}

// mutate makes one random change; one that is not possible is none.
func mutate(t *rapid.T, d dossier.Dossier) dossier.Dossier {
	d = d.Clone()
	id := rapid.IntRange(1, 4).Draw(t, "id")
	set := func(field, value string) {
		if changed, err := candidate.Set(d.Candidate, field, value); err == nil {
			d.Candidate = changed
		}
	}
	kinds := []func(){
		func() { set("name."+rapid.SampledFrom([]string{"given", "family"}).Draw(t, "name"), word(t)) },
		func() {
			set("birthDate", rapid.SampledFrom([]string{"1999-01-01", "2001-02-03", "?"}).Draw(t, "birth"))
		},
		func() {
			set("nationalities", rapid.SampledFrom([]string{"FR", "FR,TR", "DE", "", "?", "DE,FR"}).Draw(t, "countries"))
		},
		func() {
			set(fmt.Sprintf("studies.s%d.%s", id, rapid.SampledFrom([]string{"title", "institution", "field"}).Draw(t, "field")), word(t))
		},
		func() {
			set(fmt.Sprintf("studies.s%d.%s", id, rapid.SampledFrom([]string{"start", "end", "awarded"}).Draw(t, "when")), day(t))
		},
		func() { set(fmt.Sprintf("studies.s%d", id), "") },
		func() {
			set("languages."+rapid.SampledFrom([]string{"fr", "en", "de"}).Draw(t, "tag"), rapid.SampledFrom([]string{"A1", "C1", "native", ""}).Draw(t, "level"))
		},
		func() {
			set(fmt.Sprintf("experience.%d.%s", id, rapid.SampledFrom([]string{"what", "kind", "start"}).Draw(t, "part")), rapid.SampledFrom([]string{"one", "two", "research", "industry", "2020-01-01"}).Draw(t, "value"))
		},
		func() { set(fmt.Sprintf("experience.%d", id), "") },
		func() {
			set(rapid.SampledFrom([]string{"studies", "languages", "experience"}).Draw(t, "list"), rapid.SampledFrom([]string{"", "?"}).Draw(t, "whole"))
		},
		func() { set("declared.x", rapid.SampledFrom([]string{"yes", "no", "?"}).Draw(t, "yes")) },
		func() { addDocument(t, &d) },
		func() {
			if n := len(d.Documents); n > 0 {
				at := rapid.IntRange(0, n-1).Draw(t, "gone")
				d.Documents = slices.Delete(d.Documents, at, at+1)
			}
		},
		func() {
			if n := len(d.Documents); n > 0 {
				e := &d.Documents[rapid.IntRange(0, n-1).Draw(t, "which")]
				switch rapid.IntRange(0, 3).Draw(t, "what") {
				case 0:
					e.Lang = word(t)
				case 1:
					e.Pages = rapid.SampledFrom([][]int{nil, {}, {1}, {2, 1}}).Draw(t, "pages")
				case 2:
					e.Kind = rapid.SampledFrom(document.Kinds()).Draw(t, "kind")
				case 3:
					e.For = fmt.Sprintf("s%d", id)
				}
			}
		},
		func() { application(t, &d, func(a *dossier.Application) { a.Notes = word(t) }) },
		func() {
			application(t, &d, func(a *dossier.Application) {
				a.Competencies = maps.Clone(a.Competencies)
				if a.Competencies == nil {
					a.Competencies = map[string]string{}
				}
				a.Competencies[word(t)] = word(t)
			})
		},
		func() {
			application(t, &d, func(a *dossier.Application) {
				a.Declarations = maps.Clone(a.Declarations)
				if a.Declarations == nil {
					a.Declarations = map[string]civil.Date{}
				}
				a.Declarations["decl"] = civil.Date{Year: 2025, Month: 6, Day: id}
			})
		},
		func() {
			v := fmt.Sprintf("v%d", id)
			if d.Application(v) < 0 {
				d.Applications = append(d.Applications, dossier.Application{Vacancy: v, Digest: "y"})
			} else if len(d.Applications) > 1 {
				d.Applications = slices.Delete(d.Applications, d.Application(v), d.Application(v)+1)
			}
		},
		func() { d.Unknown = []byte(`{"later":{"a":` + fmt.Sprint(id) + `}}`) },
	}
	rapid.SampledFrom(kinds).Draw(t, "change")()
	return d
}

func addDocument(t *rapid.T, d *dossier.Dossier) {
	highest := 0
	for _, e := range d.Documents {
		var n int
		fmt.Sscanf(e.ID, "d%d", &n)
		highest = max(highest, n)
	}
	file := strings.Repeat(rapid.SampledFrom([]string{"0", "1", "2", "3"}).Draw(t, "file"), 64) + ".pdf"
	e := dossier.Document{ID: fmt.Sprintf("d%d", highest+1), File: file, Kind: "other"}
	if highest > 0 && rapid.Bool().Draw(t, "translates") {
		e.Of = d.Documents[0].ID
	}
	d.Documents = append(d.Documents, e)
}

func application(t *rapid.T, d *dossier.Dossier, change func(*dossier.Application)) {
	change(&d.Applications[rapid.IntRange(0, len(d.Applications)-1).Draw(t, "application")])
}

func content(t rapid.TB, d dossier.Dossier) string {
	data, err := dossier.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func merged(t rapid.TB, base *dossier.Dossier, mine, theirs dossier.Dossier) dossier.Merged {
	m, err := dossier.Merge(base, mine, theirs)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Dossier.Validate(); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMergeWithNothingChangedThereIsMine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := drawDossier(t)
		a := edited(t, base, 10)
		for _, m := range []dossier.Merged{merged(t, &base, a, base), merged(t, &base, base, a), merged(t, &base, a, a), merged(t, nil, a, a)} {
			if diff := gocmp.Diff(content(t, a), content(t, m.Dossier)); diff != "" || len(m.Fresh) > 0 {
				t.Fatal(m.Fresh, diff)
			}
		}
	})
}

// What one side alone touches is as that side has it, and no conflict.
func TestMergeOfDisjointChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := drawDossier(t)
		a, b := edited(t, base, 10), edited(t, base, 10)
		a.Documents, a.Applications, a.Unknown = base.Documents, base.Applications, base.Unknown
		b.Candidate = base.Candidate
		b.Documents = slices.Clone(b.Documents)
		for i := range b.Documents { // else it may name a study that a takes out
			b.Documents[i].For = ""
		}
		want := b
		want.Candidate = a.Candidate
		m := merged(t, &base, a, b)
		if diff := gocmp.Diff(content(t, want), content(t, m.Dossier)); diff != "" || len(m.Fresh) > 0 {
			t.Fatal(m.Fresh, diff)
		}
	})
}

// But for what stands in a field of a conflict until somebody has chosen, it does
// not matter which side is mine.
func TestMergeIsTheSameFromBothSides(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := drawDossier(t)
		a, b := edited(t, base, 8), edited(t, base, 8)
		here, there := merged(t, &base, a, b), merged(t, &base, b, a)
		if diff := gocmp.Diff(here.Fresh, there.Fresh); diff != "" {
			t.Fatal(diff)
		}
		for _, p := range here.Dossier.Pending {
			if i := slices.IndexFunc(there.Dossier.Pending, func(o dossier.Pending) bool { return o.Field == p.Field }); i < 0 || !slices.EqualFunc(p.Values, there.Dossier.Pending[i].Values, func(x, y jsonValue) bool { return bytes.Equal(x, y) }) {
				t.Fatal(p, there.Dossier.Pending)
			}
		}
		if len(here.Fresh) == 0 {
			if diff := gocmp.Diff(content(t, here.Dossier), content(t, there.Dossier)); diff != "" {
				t.Fatal(diff)
			}
			return
		}
		// The two results meet again in one, whichever is mine.
		x, y := merged(t, &base, here.Dossier, there.Dossier), merged(t, &base, there.Dossier, here.Dossier)
		if diff := gocmp.Diff(content(t, x.Dossier), content(t, y.Dossier)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMergeLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := drawDossier(t)
		a, b := edited(t, base, 8), edited(t, base, 8)
		against := &base
		if rapid.IntRange(0, 4).Draw(t, "base") == 0 {
			against = nil
		}
		m := merged(t, against, a, b)
		checkKept(t, against, a, m, m.Mine)
		checkKept(t, against, b, m, m.Theirs)
	})
}

type jsonValue = jsontext.Value

// checkKept fails unless all that side says otherwise than base is in what was
// merged, or in its conflicts.
func checkKept(t rapid.TB, base *dossier.Dossier, side dossier.Dossier, m dossier.Merged, renamed dossier.Renamed) {
	said, result := facts(side, renamed), facts(m.Dossier, dossier.Renamed{})
	before := map[string]string{}
	if base != nil {
		before = facts(*base, dossier.Renamed{})
	}
	conflicts := ""
	for _, p := range m.Dossier.Pending {
		conflicts += p.Field + " "
		for _, v := range p.Values {
			conflicts += string(v) + " "
		}
	}
	for field, value := range said {
		if before[field] == value || result[field] == value || inConflict(m.Dossier, field, value) {
			continue
		}
		if strings.Contains(field, "declarations") && result[field] < value {
			continue // of two days the earlier one
		}
		t.Fatalf("%s=%s is lost\nbase %v\nside %v\nresult %v\nconflicts %s", field, value, before[field], said, result, conflicts)
	}
	for field := range before { // taken out or taken back
		if _, still := said[field]; still || base == nil {
			continue
		}
		if _, still := result[field]; !still || inConflict(m.Dossier, field, "null") || inConflict(m.Dossier, field, "") {
			continue
		}
		t.Fatalf("taking %s out is lost\nbase %v\nside %v\nresult %v\nconflicts %s", field, before, said, result, conflicts)
	}
}

// inConflict reports whether a conflict on the field, or on what it is in, has
// the value.
func inConflict(d dossier.Dossier, field, value string) bool {
	for _, p := range d.Pending {
		shown := strings.TrimPrefix(p.Field, "candidate.")
		if shown != field && !strings.HasPrefix(field, shown+".") && !strings.HasPrefix(p.Field, "candidate.experience") {
			continue
		}
		if shown == "candidate" {
			return true
		}
		for _, v := range p.Values {
			if bytes.Contains(v, []byte(value)) {
				return true
			}
		}
	}
	for _, p := range d.Pending { // all of the candidate is one conflict
		if p.Field == "candidate" || p.Field == "documents" || p.Field == "applications" {
			return true
		}
	}
	return false
}

// facts are what a dossier says, field by field, with other ids.
func facts(d dossier.Dossier, r dossier.Renamed) map[string]string {
	out := map[string]string{}
	add := func(field string, value any) {
		data, _ := json.Marshal(value)
		if s := string(data); s != `""` && s != "null" && s != "[]" && s != "{}" {
			out[field] = s
		}
	}
	study := func(id string) string { return cmp.Or(r.Studies[id], id) }
	doc := func(id string) string { return cmp.Or(r.Documents[id], id) }
	c := d.Candidate
	add("name.given", c.Name.Given)
	add("name.family", c.Name.Family)
	if c.BirthDate.Known() {
		add("birthDate", c.BirthDate.String())
	}
	for _, code := range c.Nationalities {
		add("nationalities."+code, code)
	}
	for _, s := range c.Studies {
		at := "studies." + study(s.ID) + "."
		add(at+"title", s.Title)
		add(at+"institution", s.Institution)
		add(at+"field", s.Field)
		if s.Start.Known() {
			add(at+"start", s.Start.String())
		}
		if s.End.Known() {
			add(at+"end", s.End.String())
		}
	}
	for _, l := range c.Languages {
		add("languages."+l.Tag+".level", l.Level)
	}
	for _, e := range c.Experience {
		if e.What != "" {
			out["experience."+e.What] = e.What
		}
	}
	for name, yes := range c.Declared {
		add("declared."+name, yes)
	}
	for _, e := range d.Documents {
		at := "documents." + doc(e.ID) + "."
		add(at+"file", e.File)
		add(at+"kind", e.Kind)
		add(at+"of", doc(e.Of))
		add(at+"for", study(e.For))
		add(at+"lang", e.Lang)
		add(at+"pages", e.Pages)
	}
	for _, a := range d.Applications {
		at := "applications." + a.Vacancy + "."
		add(at+"notes", a.Notes)
		for id, words := range a.Competencies {
			add(at+"competencies."+id, words)
		}
		for item, on := range a.Declarations {
			add(at+"declarations."+item, on.String())
		}
		add(at+"digest", a.Digest)
	}
	if len(d.Unknown) > 0 {
		var unknown struct{ Later map[string]int }
		_ = json.Unmarshal(d.Unknown, &unknown) // only mutate writes it
		add("later.a", unknown.Later["a"])
	}
	return out
}
