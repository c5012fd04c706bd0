package dossier

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/message"
)

// Merged is what came of two sides.
type Merged struct {
	Dossier Dossier
	// Fresh are the fields on which the two differ, named as Conflicts names them:
	// mine stands in the dossier, and all that was said in its conflicts.
	Fresh []string
	// Mine and Theirs are documents and studies of that side which the other side
	// had given the same new id: the id there, and the id in the dossier.
	Mine, Theirs Renamed
}

// Renamed are ids that were changed, by what they were.
type Renamed struct{ Documents, Studies map[string]string }

// Merge joins two sides that were changed apart since base, field by field; nil
// where nothing in common is known, and then whatever differs is a conflict, but
// for what only one side has. What only one side changed is as that side has it.
// Nothing that either side changed is lost: it is in the dossier or in one of
// its conflicts. The dossier is valid where both sides are.
func Merge(base *Dossier, mine, theirs Dossier) (Merged, error) {
	if base == nil {
		base = &Dossier{Format: mine.Format}
	}
	return mergeSides(*base, mine, theirs, false)
}

// mergeSides is Merge; virtual bases were themselves merged of several.
func mergeSides(base, mine, theirs Dossier, virtual bool) (Merged, error) {
	var out Merged
	out.Mine, out.Theirs = renumber(base, mine, theirs)
	mine, theirs = mine.renamed(out.Mine), theirs.renamed(out.Theirs)
	m, err := newMerger(base, mine, theirs, virtual)
	if err != nil {
		return Merged{}, err
	}
	for {
		d, err := m.run(true)
		if err == nil && len(m.fresh) > 0 {
			// What is possible must not depend on whose values stand in the conflicts.
			if _, err = m.run(false); err == nil {
				d, err = m.run(true)
			}
		}
		if err != nil && m.coarser(err) {
			continue
		}
		switch {
		case err != nil:
			return Merged{}, err
		case m.keepNamed(d):
			continue
		}
		out.Dossier = d
		for _, field := range slices.Sorted(maps.Keys(m.fresh)) {
			if m.records[field] != nil {
				out.Fresh = append(out.Fresh, shownField(field))
			}
		}
		return out, nil
	}
}

// merger merges three trees; base, mine and theirs always come in this order.
type merger struct {
	trees    [3]*node
	pendings [3]map[string]*Pending
	virtual  bool
	whole    map[string]bool // members that are possible only as one side has them
	keep     map[string]bool // members that something refers to

	records map[string]*Pending // of the result
	fresh   map[string]bool     // fields newly in conflict
	// mirrored: theirs stands in fresh conflicts, to see whether that is possible.
	mirrored bool
	settled  map[string]bool // fields whose record is decided
	mixed    map[string]bool // members that took something from both sides
}

func newMerger(base, mine, theirs Dossier, virtual bool) (*merger, error) {
	m := &merger{virtual: virtual, whole: map[string]bool{}, keep: map[string]bool{}}
	for i, d := range []Dossier{base, mine, theirs} {
		tree, err := treeOf(d)
		if err != nil {
			return nil, err
		}
		m.trees[i] = tree
		m.pendings[i] = map[string]*Pending{}
		for n := range d.Pending {
			m.pendings[i][d.Pending[n].Field] = &d.Pending[n]
		}
	}
	alignAll(m.trees, [][]Pending{base.Pending, mine.Pending, theirs.Pending})
	return m, nil
}

func (m *merger) start() {
	m.records, m.fresh = map[string]*Pending{}, map[string]bool{}
	m.settled, m.mixed = map[string]bool{}, map[string]bool{}
}

// run merges once; mine says whose values stand in the fresh conflicts.
func (m *merger) run(mine bool) (Dossier, error) {
	m.mirrored = !mine
	m.start()
	tree := m.value("", rootShape, m.trees[0], m.trees[1], m.trees[2])
	return dossierOf(tree, m.pending(tree))
}

// value merges one value.
func (m *merger) value(path string, s *shape, base, mine, theirs *node) *node {
	switch {
	case m.whole[path]:
		return m.leaf(path, s, base, mine, theirs)
	case s.key != nil:
		return m.list(path, s, base, mine, theirs)
	case s.fixed:
		return m.object(path, s, base, mine, theirs)
	case mine != nil && theirs != nil && !mine.isLeaf() && !theirs.isLeaf():
		return m.object(path, s, base, mine, theirs)
	}
	return m.leaf(path, s, base, mine, theirs)
}

// object merges member by member.
func (m *merger) object(path string, s *shape, base, mine, theirs *node) *node {
	if mine == nil && theirs == nil {
		return nil
	}
	if s.unit && m.differWithin(path, base, mine, theirs) {
		return m.leaf(path, s, base, mine, theirs)
	}
	return m.members(path, s, base, mine, theirs)
}

// differWithin reports whether merging member by member leaves a conflict.
func (m *merger) differWithin(path string, base, mine, theirs *node) bool {
	probe := &merger{virtual: m.virtual}
	probe.start()
	probe.members(path, anyShape, base, mine, theirs)
	return len(probe.fresh) > 0
}

func (m *merger) members(path string, s *shape, base, mine, theirs *node) *node {
	out := &node{kids: map[string]*node{}}
	for _, key := range keysOf(base, mine, theirs) {
		if n := m.value(join(path, key), s.of(key), base.kid(key), mine.kid(key), theirs.kid(key)); n != nil {
			out.kids[key] = n
		}
	}
	if !same(out, mine) && !same(out, theirs) {
		m.mixed[path] = true
	}
	if changed := (mine == nil) != (base == nil); len(out.kids) == 0 && (changed && mine == nil || !changed && theirs == nil) {
		return nil // an empty object is none where either side has it so
	}
	return out
}

func keysOf(nodes ...*node) []string {
	all := map[string]bool{}
	for _, n := range nodes {
		if n != nil {
			for key := range n.kids {
				all[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// list merges a list member by member, by their keys.
func (m *merger) list(path string, s *shape, base, mine, theirs *node) *node {
	if mine.isLeaf() || theirs.isLeaf() || base.isLeaf() || s.each == wholeShape && replaced(base, mine, theirs) {
		return m.leaf(path, s, base, mine, theirs)
	}
	out := &node{list: true, kids: map[string]*node{}}
	for _, key := range keysOf(base, mine, theirs) {
		if n := m.member(join(path, key), s.of(key), base.kid(key), mine.kid(key), theirs.kid(key)); n != nil {
			out.kids[key] = n
		}
	}
	out.keys = arrange(base.order(), mine.order(), theirs.order(), out.kids)
	if len(out.keys) == 0 {
		return m.none(path, s, base, mine, theirs)
	}
	m.contradicted(path, s, base, mine, theirs, out)
	return out
}

// member merges a member of a list: whether it is there, and what is in it.
func (m *merger) member(path string, s *shape, base, mine, theirs *node) *node {
	there, gone := mine, theirs
	if mine == nil {
		there, gone = theirs, mine
	}
	switch {
	case gone != nil: // on neither side
		return m.value(path, s, base, mine, theirs)
	case there == nil || base == nil:
		return there
	case same(there, base) && !m.keep[path]:
		return nil
	}
	m.fresh[path] = true
	if s.unit { // only by its value is it found again
		m.record(path, base, null, there.value())
	} else {
		m.record(path, base, null)
	}
	return there
}

// replaced reports whether both sides have put something else in the place of
// the same members.
func replaced(base, mine, theirs *node) bool {
	lost := func(from, to *node) bool {
		return slices.ContainsFunc(from.order(), func(key string) bool { return base.kid(key) == nil && to.kid(key) == nil })
	}
	bothLost := slices.ContainsFunc(base.order(), func(key string) bool { return mine.kid(key) == nil && theirs.kid(key) == nil })
	return bothLost && lost(mine, theirs) && lost(theirs, mine)
}

// none is a list of which no member is left: not answered, or answered with none.
func (m *merger) none(path string, s *shape, base, mine, theirs *node) *node {
	if len(mine.order()) > 0 && len(theirs.order()) > 0 && !s.answer {
		return &node{list: true, kids: map[string]*node{}, keys: []string{}}
	}
	return m.leaf(path, s, base, mine, theirs)
}

// contradicted notes that one side has newly said "none" where the other names
// something.
func (m *merger) contradicted(path string, s *shape, base, mine, theirs, out *node) {
	if !s.answer || len(base.order()) > 0 {
		return
	}
	empty := func(n *node) bool { return n != nil && len(n.keys) == 0 && base == nil }
	if empty(mine) || empty(theirs) {
		m.disagree(path, base, out, &node{list: true, kids: map[string]*node{}, keys: []string{}})
	}
}

// leaf merges a value that is one whole.
func (m *merger) leaf(path string, s *shape, base, mine, theirs *node) *node {
	if same(mine, theirs) {
		return mine
	}
	was, here, there := m.pendings[0][path], m.pendings[1][path], m.pendings[2][path]
	switch {
	case here != nil && there != nil:
		return m.bothPending(path, base, mine, theirs)
	case was != nil && here == nil && there == nil: // both have chosen
		return m.disagree(path, nil, mine, theirs)
	case was != nil && here != nil && m.untouched(here, base, mine): // they have chosen
		m.settled[path] = true
		return theirs
	case was != nil && there != nil && m.untouched(there, base, theirs):
		m.settled[path] = true
		return mine
	case was != nil:
		return m.disagree(path, nil, mine, theirs)
	case same(mine, base):
		return theirs
	case same(theirs, base):
		return mine
	case s.earlier && mine != nil && theirs != nil:
		if bytes.Compare(mine.value(), theirs.value()) < 0 {
			return mine
		}
		return theirs
	}
	return m.disagree(path, base, mine, theirs)
}

// untouched reports whether nobody has given the field of a conflict another
// value since it came about.
func (m *merger) untouched(p *Pending, base, now *node) bool {
	return same(base, now) || m.virtual && slices.ContainsFunc(p.Values, func(v jsontext.Value) bool { return bytes.Equal(v, now.value()) })
}

// bothPending merges a field on which both sides know of a conflict.
func (m *merger) bothPending(path string, base, mine, theirs *node) *node {
	here, there := m.pendings[1][path], m.pendings[2][path]
	values := slices.Concat(here.Values, there.Values)
	knows := func(n *node) bool {
		return slices.ContainsFunc(values, func(v jsontext.Value) bool { return bytes.Equal(v, n.value()) })
	}
	was := m.pendings[0][path] != nil && !m.virtual
	switch {
	case was && same(mine, base):
		return theirs
	case was && same(theirs, base):
		return mine
	case knows(mine) && knows(theirs): // all is kept: only what stands there until then is another
		m.record(path, nil)
		if bytes.Compare(mine.value(), theirs.value()) < 0 {
			return theirs
		}
		return mine
	}
	return m.disagree(path, nil, mine, theirs)
}

// disagree notes a conflict; mine stands until somebody has chosen.
func (m *merger) disagree(path string, base, mine, theirs *node) *node {
	m.record(path, base, mine.value(), theirs.value())
	m.fresh[path] = true
	if m.mirrored {
		return theirs
	}
	return mine
}

// record keeps the conflict on a field, with all values that anybody has had for
// it and these.
func (m *merger) record(path string, base *node, values ...jsontext.Value) {
	m.settled[path] = true
	p := &Pending{Field: path}
	if base != nil {
		p.Base = base.value()
	}
	for _, side := range m.pendings[1:] {
		if known := side[path]; known != nil {
			values = append(values, known.Values...)
			if p.Base == nil || bytes.Compare(known.Base, p.Base) > 0 {
				p.Base = known.Base
			}
		}
	}
	p.Values = allValues(values...)
	m.records[path] = p
}

// pending lists the conflicts of the result: the fresh ones, and those of either
// side that the other has not settled, as far as there is such a place.
func (m *merger) pending(tree *node) []Pending {
	for side, records := range m.pendings[1:] {
		for path, p := range records {
			_, others := m.pendings[2-side][path]
			_, before := m.pendings[0][path]
			if !m.settled[path] && (others || !before) {
				m.record(path, nil, p.Values...)
			}
		}
	}
	var out []Pending
	for _, path := range slices.Sorted(maps.Keys(m.records)) {
		if parent := path[:max(strings.LastIndex(path, "."), 0)]; parent == "" || m.reaches(tree, parent) {
			out = append(out, *m.records[path])
		} else {
			m.records[path] = nil
		}
	}
	return out
}

// reaches reports whether the path can be put into the tree.
func (m *merger) reaches(tree *node, path string) bool {
	s := rootShape
	for _, key := range split(path) {
		s = s.of(key)
		if tree = tree.kid(key); tree == nil && !s.fixed && s.key == nil {
			return false
		}
	}
	return true
}

// coarser makes members whole whose fields are not possible together, and
// reports whether there is anything left to make so.
func (m *merger) coarser(cause error) bool {
	named := ""
	if e := message.Of(cause); e != nil {
		named, _ = e.Args["Field"].(string)
	}
	var mixed []string
	for path := range m.mixed {
		if path != "" && !m.whole[path] {
			mixed = append(mixed, path)
		}
	}
	slices.SortFunc(mixed, func(a, b string) int { // the innermost first
		return cmp.Or(strings.Count(b, ".")-strings.Count(a, "."), cmp.Compare(a, b))
	})
	for _, path := range mixed {
		if shown := shownField(path); shown != "" && strings.HasPrefix(named, shown) {
			m.whole[path] = true
			return true
		}
	}
	for _, path := range []string{"candidate.studies", "candidate.languages", "candidate.experience", "candidate.nationalities", "candidate", "documents", "applications"} {
		if !m.whole[path] && (!strings.Contains(path, ".") || strings.HasPrefix(named, shownField(path))) {
			m.whole[path] = true
			return true
		}
	}
	return false
}

// keepNamed keeps the members that one side took out and the other side newly
// refers to; it reports whether there are any.
func (m *merger) keepNamed(d Dossier) bool {
	kept := false
	need := func(path string) {
		if m.trees[0].at(path) != nil && !m.keep[path] {
			m.keep[path], kept = true, true
		}
	}
	for _, e := range d.Documents {
		of, study := join("documents", e.Of), join("candidate.studies", e.For)
		if e.Of != "" && d.Document(e.Of) < 0 && m.refersAnew(e.ID, "of", of) {
			need(of)
		}
		if _, there := d.Candidate.Study(e.For); e.For != "" && !there && m.refersAnew(e.ID, "for", study) {
			need(study)
		}
	}
	return kept
}

// refersAnew reports whether a document refers to a member only on the side that
// still has it.
func (m *merger) refersAnew(id, field, to string) bool {
	reference := join(join("documents", id), field)
	for _, side := range m.trees[1:] {
		if side.at(to) == nil && side.at(reference) != nil && text(side.at(reference).value()) == split(to)[len(split(to))-1] {
			return false // whoever took it out has left the reference
		}
	}
	return true
}
