package dossier

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/candidate"
)

// renumber finds the documents and studies that only one side has and that the
// other side's new ones are to be told from: of two that share an id one gets
// another, and one that both sides have added gets one id. Which side is mine
// does not matter.
func renumber(base, mine, theirs Dossier) (here, there Renamed) {
	docs := matching[Document]{
		id:       func(e Document) string { return e.ID },
		same:     func(a, b Document) bool { return a.File == b.File },
		likewise: func(a, b Document) bool { return a.File == b.File && a.Kind == b.Kind },
		prefix:   "d", taken: map[string]bool{},
	}
	studies := matching[candidate.Study]{
		id:   func(s candidate.Study) string { return s.ID },
		same: alike, prefix: "s", taken: map[string]bool{},
	}
	if unrelated(base) { // then an id is all there is to go by
		studies.same = func(candidate.Study, candidate.Study) bool { return true }
	}
	for _, d := range []Dossier{base, mine, theirs} {
		for _, e := range d.Documents {
			docs.take(e.ID, e.Of)
			if e.Backs != nil {
				docs.take(e.Backs.Of)
			}
			studies.take(e.For)
		}
		for _, a := range d.Applications {
			docs.take(slices.Collect(maps.Keys(a.Pages))...)
			for _, b := range a.Bundles {
				docs.take(append(slices.Clone(b.Documents), b.Order...)...)
			}
		}
		for _, s := range d.Candidate.Studies {
			studies.take(s.ID)
		}
	}
	here.Documents, there.Documents = docs.match(base.Documents, mine.Documents, theirs.Documents)
	here.Studies, there.Studies = studies.match(base.Candidate.Studies, mine.Candidate.Studies, theirs.Candidate.Studies)
	return here, there
}

// unrelated reports whether a base says nothing: every dossier has an application.
func unrelated(base Dossier) bool { return len(base.Applications) == 0 && len(base.Documents) == 0 }

// alike reports whether two new studies may be the same one: what names them is
// the same, where both say it.
func alike(a, b candidate.Study) bool {
	agree := func(x, y string) bool {
		return x == "" || y == "" || strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(y))
	}
	return agree(a.Title, b.Title) && agree(a.Institution, b.Institution)
}

// matching tells the new members of two lists apart.
type matching[T any] struct {
	id       func(T) string
	same     func(a, b T) bool // whether two are the same thing
	likewise func(a, b T) bool // whether two with other ids are; nil: never
	prefix   string            // of ids that are given
	taken    map[string]bool
}

func (k *matching[T]) take(ids ...string) {
	for _, id := range ids {
		k.taken[id] = true
	}
}

// next is an id that nobody has had.
func (k *matching[T]) next() string {
	highest := 0
	for id := range k.taken {
		if n, err := strconv.Atoi(strings.TrimPrefix(id, k.prefix)); err == nil {
			highest = max(highest, n)
		}
	}
	id := k.prefix + strconv.Itoa(highest+1)
	k.take(id)
	return id
}

// fresh returns the members of side that are not base's, by id: those with an id
// that base has not, or has for another thing.
func (k *matching[T]) fresh(base, side []T) map[string]T {
	old := map[string]T{}
	for _, m := range base {
		old[k.id(m)] = m
	}
	out := map[string]T{}
	for _, m := range side {
		if was, there := old[k.id(m)]; !there || k.likewise != nil && !k.same(was, m) {
			out[k.id(m)] = m
		}
	}
	return out
}

func (k *matching[T]) match(base, mine, theirs []T) (here, there map[string]string) {
	newHere, newThere := k.fresh(base, mine), k.fresh(base, theirs)
	here, there = map[string]string{}, map[string]string{}
	if k.likewise != nil {
		k.pair(newHere, newThere, here, there)
	}
	changed := k.changed(base, mine, theirs)
	for _, id := range slices.SortedFunc(maps.Keys(newHere), natural) {
		other, both := newThere[id]
		switch {
		case both && !k.same(newHere[id], other):
			if jsonCompare(newHere[id], other) > 0 {
				here[id] = k.next()
			} else {
				there[id] = k.next()
			}
		case !both && changed[id]: // an id of base for another thing, while the other side changed the old one
			here[id] = k.next()
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(newThere), natural) {
		if _, both := newHere[id]; !both && changed[id] {
			there[id] = k.next()
		}
	}
	return here, there
}

// changed are the ids of base's members that both sides still use and have
// changed.
func (k *matching[T]) changed(base, mine, theirs []T) map[string]bool {
	out := map[string]bool{}
	find := func(list []T, id string) (found T, there bool) {
		at := slices.IndexFunc(list, func(m T) bool { return k.id(m) == id })
		if at < 0 {
			return found, false
		}
		return list[at], true
	}
	for _, was := range base {
		id := k.id(was)
		a, inMine := find(mine, id)
		b, inTheirs := find(theirs, id)
		out[id] = inMine && inTheirs && jsonCompare(was, a) != 0 && jsonCompare(was, b) != 0
	}
	return out
}

// pair gives one id to what both sides have added under two, and takes such
// pairs out of what is still to be told apart.
func (k *matching[T]) pair(newHere, newThere map[string]T, here, there map[string]string) {
	for id, m := range newHere { // one that has the same id on both sides stays
		if other, both := newThere[id]; both && k.same(m, other) {
			delete(newHere, id)
			delete(newThere, id)
		}
	}
	type couple struct{ mine, theirs string }
	var couples []couple
	used := map[string]bool{}
	for _, id := range slices.SortedFunc(maps.Keys(newHere), natural) {
		for _, other := range slices.SortedFunc(maps.Keys(newThere), natural) {
			if !used[other] && k.likewise(newHere[id], newThere[other]) {
				used[other] = true
				couples = append(couples, couple{id, other})
				break
			}
		}
	}
	slices.SortFunc(couples, func(a, b couple) int {
		return cmp.Or(natural(min(a.mine, a.theirs), min(b.mine, b.theirs)), natural(max(a.mine, a.theirs), max(b.mine, b.theirs)))
	})
	for _, c := range couples {
		id := k.next()
		here[c.mine], there[c.theirs] = id, id
		delete(newHere, c.mine)
		delete(newThere, c.theirs)
	}
}

// jsonCompare orders values by how they are written.
func jsonCompare[T any](a, b T) int {
	x, _ := json.Marshal(a, json.Deterministic(true))
	y, _ := json.Marshal(b, json.Deterministic(true))
	return bytes.Compare(x, y)
}

// Empty reports whether no id was changed.
func (r Renamed) Empty() bool { return len(r.Documents) == 0 && len(r.Studies) == 0 }

// renamed is d with other ids, wherever they are named.
func (d Dossier) renamed(r Renamed) Dossier {
	if r.Empty() {
		return d
	}
	document := func(id string) string { return cmp.Or(r.Documents[id], id) }
	study := func(id string) string { return cmp.Or(r.Studies[id], id) }
	d = d.Clone()
	for i := range d.Documents {
		e := &d.Documents[i]
		e.ID, e.Of, e.For = document(e.ID), document(e.Of), study(e.For)
		if e.Backs != nil {
			backs := *e.Backs
			backs.Of, e.Backs = document(backs.Of), &backs
		}
	}
	d.Candidate.Studies = slices.Clone(d.Candidate.Studies)
	for i := range d.Candidate.Studies {
		d.Candidate.Studies[i].ID = study(d.Candidate.Studies[i].ID)
	}
	for i := range d.Applications {
		pages := map[string][]int{}
		for id, chosen := range d.Applications[i].Pages {
			pages[document(id)] = chosen
		}
		if d.Applications[i].Pages != nil {
			d.Applications[i].Pages = pages
		}
		d.Applications[i].Bundles = d.Applications[i].bundles(func(ids []string) []string {
			ids = slices.Clone(ids)
			for at, id := range ids {
				ids[at] = document(id)
			}
			return ids
		})
	}
	for i := range d.Pending {
		d.Pending[i].Field = renamedField(d.Pending[i].Field, document, study)
	}
	return d
}

func renamedField(field string, document, study func(string) string) string {
	keys := split(field)
	for i, rename := range []func(string) string{1: document, 2: study, 3: document} {
		list := [][]string{1: {"documents"}, 2: {"candidate", "studies"}, 3: {"applications", "", "pages"}}[i]
		if rename == nil || len(keys) <= i || !matches(keys, list) {
			continue
		}
		keys[i] = rename(keys[i])
	}
	path := ""
	for _, key := range keys {
		path = join(path, key)
	}
	return path
}

// matches reports whether keys begin as the pattern does; "" stands for any.
func matches(keys, pattern []string) bool {
	for i, want := range pattern {
		if i >= len(keys) || want != "" && want != keys[i] {
			return false
		}
	}
	return true
}

// experiencePath is the one list whose members have no key of their own.
const experiencePath = "candidate.experience"

// alignAll gives the experiences of three trees keys, so that one that was
// changed is known as the same. The keys within base are digests.
func alignAll(trees [3]*node, pendings [][]Pending) {
	base := relabel(trees[0], nil, pendings[0])
	for i, tree := range trees[1:] {
		relabel(tree, base, pendings[i+1])
	}
}

// align gives the experiences of one tree the keys by which conflicts name them.
func align(tree *node, pending []Pending) { relabel(tree, nil, pending) }

// relabel gives the members of a tree's experience new keys: of the conflict that
// has their value, of the member of base that they come of, or their digest.
func relabel(tree, base *node, pending []Pending) *node {
	list := tree.kid("candidate").kid("experience")
	if list == nil || list.kids == nil {
		return nil
	}
	names := make([]string, len(list.keys))
	used := map[string]bool{}
	claim := func(i int, key string) {
		if names[i] == "" && key != "" && !used[key] {
			names[i], used[key] = key, true
		}
	}
	for i, key := range list.keys {
		claim(i, conflictOf(list.kids[key].value(), pending))
	}
	for _, likeness := range likenesses {
		for i, key := range list.keys {
			for at, other := range base.order() {
				if names[i] == "" && !used[other] && likeness(list, base, i, at, key, other) {
					claim(i, other)
				}
			}
		}
	}
	for i, key := range list.keys {
		digest := identify(list.kids[key].value())[:8]
		claim(i, digest)
		for twice := 2; names[i] == ""; twice++ {
			claim(i, digest+"@"+strconv.Itoa(twice))
		}
	}
	kids := map[string]*node{}
	for i, key := range list.keys {
		kids[names[i]] = list.kids[key]
	}
	list.keys, list.kids = names, kids
	return list
}

func conflictOf(value jsontext.Value, pending []Pending) string {
	for _, p := range pending {
		if !strings.HasPrefix(p.Field, experiencePath+".") {
			continue
		}
		if slices.ContainsFunc(p.Values, func(v jsontext.Value) bool { return bytes.Equal(v, value) }) {
			return split(p.Field)[2]
		}
	}
	return ""
}

// likenesses say, the surest first, when an experience is taken for one of base.
var likenesses = []func(list, base *node, i, at int, key, other string) bool{
	func(list, base *node, _, _ int, key, other string) bool {
		return same(list.kids[key], base.kids[other])
	},
	func(list, base *node, _, _ int, key, other string) bool {
		return equalIn(list.kids[key], base.kids[other], "what")
	},
	func(list, base *node, _, _ int, key, other string) bool {
		return equalIn(list.kids[key], base.kids[other], "start", "kind")
	},
	func(list, base *node, i, at int, _, _ string) bool {
		return i == at && len(list.keys) == len(base.keys)
	},
}

// equalIn reports whether both have the same values under these names.
func equalIn(a, b *node, names ...string) bool {
	for _, name := range names {
		if a.kid(name) == nil || !same(a.kid(name), b.kid(name)) {
			return false
		}
	}
	return true
}
