package pdf

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What the parts of a result may hold. Of its own structures all is known; of what
// its pages draw, what may not be there.
var (
	ofTrailer = setOf("Type", "Size", "W", "Index", "Root", "Info", "ID", "Filter", "DecodeParms", "Length")
	ofCatalog = setOf("Type", "Pages", "PageLabels", "ViewerPreferences", "Outlines", "PageMode", "Lang", "MarkInfo", "StructTreeRoot", "OCProperties")
	ofInfo    = setOf("Title", "Author", "Creator", "Producer", "CreationDate", "ModDate")
	ofTree    = setOf("Type", "Parent", "Count", "Kids")
	ofPages   = setOf("Type", "Parent", "MediaBox", "Resources", "Contents", "Group", "StructParents", "Annots", "Tabs")
	ofLinks   = setOf("Type", "Subtype", "Rect", "Border", "F", "Dest", "A", "StructParent", "Contents")
	ofWeb     = setOf("Type", "S", "URI")
	ofMarks   = setOf("Type", "First", "Last", "Count", "Title", "Parent", "Prev", "Next", "Dest")
	ofTags    = setOf("Type", "S", "P", "K", "T", "Alt", "Lang", "Pg", "Stm", "Obj", "MCID", "Nums", "Kids", "Limits", "ParentTree", "ParentTreeNextKey")
	ofConfig  = setOf("OFF", "Order")
)

// scanned is a result while it is looked through, each object once in each of its
// roles.
type scanned struct {
	d      *document
	recall *recall
	seen   map[objectAs]bool
}

// own is the role of what is no part of what a page draws.
const own role = -1

// unclean walks all that a finished document holds, and returns an *Error with the
// reason Active where anything is left in it that does something, tells of its
// sources or stands in it unseen. Of a page it names the source.
func (d *document) unclean(ctx context.Context, size int64, made Outcome, r *recall) error {
	s := &scanned{d: d, recall: r, seen: map[objectAs]bool{}}
	for i, p := range d.pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.page(p); err != nil {
			return made.active(i, err)
		}
		d.pass(i)
	}
	err := s.document()
	if size == made.Size { // another size is known to have been changed since
		err = errors.Join(err, d.framed(size))
	}
	if err != nil {
		return &Error{Reason: Active, Err: err}
	}
	return nil
}

// active is the error of a page that holds what it may not.
func (o Outcome) active(page int, cause error) error {
	named := o.notVerified(page, cause).(*Error)
	named.Reason = Active
	return named
}

// only reports an entry that a dictionary may not hold.
func only(allowed map[string]bool, v types.Dict, what string) error {
	for k := range v {
		if !allowed[k] {
			return fmt.Errorf("%s holds %q", what, k)
		}
	}
	return nil
}

// first reports whether an object is met for the first time in a role, and takes
// note of it; what is no indirect object is.
func (s *scanned) first(o types.Object, r role) bool {
	ref, ok := o.(types.IndirectRef)
	if !ok {
		return true
	}
	at := objectAs{int(ref.ObjectNumber), r}
	was := s.seen[at]
	s.seen[at] = true
	return !was
}

// page looks through all that belongs to a page.
func (s *scanned) page(p *page) error {
	s.seen[objectAs{p.number, own}] = true
	if err := only(ofPages, p.dict, "page"); err != nil {
		return err
	}
	notes, err := s.d.array(p.dict["Annots"])
	if err != nil {
		return err
	}
	for _, o := range notes {
		if s.first(o, own) {
			if err := s.link(o); err != nil {
				return err
			}
		}
	}
	return errors.Join(s.drawn(p.resources, resources, 0), s.drawn(p.dict["Contents"], drawn, 0), s.drawn(p.dict["Group"], drawn, 0))
}

// link holds an annotation to what a link to a page or to the web is.
func (s *scanned) link(o types.Object) error {
	v, err := s.d.dict(o)
	if err != nil {
		return err
	}
	if kind := s.d.name(v["Subtype"]); kind != "Link" {
		return fmt.Errorf("annotation of type %q", kind)
	}
	if err := only(ofLinks, v, "link"); err != nil || v["A"] == nil {
		return err
	}
	action, err := s.d.dict(v["A"])
	if err != nil {
		return err
	}
	if kind := s.d.name(action["S"]); kind != "URI" || !isWeb(s.d.text(action["URI"])) {
		return fmt.Errorf("link with an action of type %q", kind)
	}
	return only(ofWeb, action, "link's action")
}

// drawn looks through what a page draws.
func (s *scanned) drawn(o types.Object, r role, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	if !s.first(o, r) {
		return nil
	}
	o, err := s.d.resolve(o)
	if err != nil {
		return err
	}
	switch v := o.(type) {
	case types.StreamDict:
		if err := s.annotated(v); err != nil {
			return err
		}
		return s.entries(v.Dict, r, true, depth)
	case types.Dict:
		return s.entries(v, r, false, depth)
	case types.Array:
		for _, item := range v {
			if err := s.drawn(item, r, depth+1); err != nil {
				return err
			}
		}
	}
	if isLocal(o) {
		return errors.New("a path")
	}
	return nil
}

// annotated returns an error where a picture tells more than what it shows.
func (s *scanned) annotated(v types.StreamDict) error {
	last := len(v.FilterPipeline) - 1
	if isPlainJPEG(v) && len(v.Raw) > 0 {
		if is, ok := s.d.marks[&v.Raw[0]]; ok && s.recall.isBare(is) {
			return nil // these very bytes were looked through when they were carried
		}
	}
	if last < 0 || pictures[v.FilterPipeline[last].Name] == nil {
		return nil
	}
	data, _, ok := innermost(v)
	if ok && len(pictures[v.FilterPipeline[last].Name](data)) != len(data) || ok && len(jpxAside(data)) > 0 {
		return errors.New("notes in a picture")
	}
	return nil
}

// entries looks through a dictionary of what a page draws.
func (s *scanned) entries(v types.Dict, r role, stream bool, depth int) error {
	arbitrary := r == names || r == lists
	if kind := s.d.name(v["Type"]); !arbitrary && foreign[kind] {
		return fmt.Errorf("object of type %q", kind)
	}
	if act := s.d.name(v["S"]); !arbitrary && actions[act] {
		return fmt.Errorf("action of type %q", act)
	}
	allowed := s.d.allowed(r, v, stream)
	if !stream && v["Name"] != nil && s.d.isNamedOtherwise(v) {
		return errors.New("the name of a layer")
	}
	for k, o := range v {
		switch {
		case arbitrary, r == drawn && stream && k == "StructParents":
		case aside[k], stream && k != "Length" && slices.Contains(ofStreams, k), allowed != nil && !allowed[k]:
			return fmt.Errorf("an entry %q", k)
		}
		if err := s.drawn(o, r.below(k), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// document looks through what belongs to no page, and then at every object that
// nothing leads to.
func (s *scanned) document() error {
	d := s.d
	if err := only(ofCatalog, d.root, "catalog"); err != nil {
		return err
	}
	if d.ctx.E != nil || d.ctx.Root == nil {
		return errors.New("encryption")
	}
	s.first(*d.ctx.Root, own)
	if d.ctx.Info != nil {
		s.first(*d.ctx.Info, own)
		info, err := d.dict(*d.ctx.Info)
		if err := errors.Join(err, only(ofInfo, info, "description")); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		key     string
		allowed map[string]bool
	}{{"PageLabels", setOf("Nums", "S")}, {"ViewerPreferences", setOf("DisplayDocTitle")}, {"MarkInfo", setOf("Marked")}, {"Outlines", ofMarks}, {"StructTreeRoot", ofTags}} {
		if err := s.owned(d.root[part.key], part.key, part.allowed); err != nil {
			return err
		}
	}
	return errors.Join(s.layers(), s.rest())
}

// leads are the entries of our own structures that lead to what is looked at
// elsewhere.
var leads = setOf("Parent", "Prev", "Last", "Dest", "P", "Pg", "Stm", "Obj")

// owned looks through a structure of our own.
func (s *scanned) owned(o types.Object, what string, allowed map[string]bool) error {
	for open := []types.Object{o}; len(open) > 0; {
		o := open[len(open)-1]
		open = open[:len(open)-1]
		if !s.first(o, own) {
			continue
		}
		o, err := s.d.resolve(o)
		if err != nil {
			return err
		}
		switch v := o.(type) {
		case types.StreamDict:
			return fmt.Errorf("%s holds a stream", what)
		case types.Array:
			open = append(open, v...)
		case types.Dict:
			if s.d.name(v["Type"]) == "Annot" {
				continue // a link, which the parent tree leads to
			}
			if err := only(allowed, v, what); err != nil {
				return err
			}
			for k, item := range v {
				if !leads[k] {
					open = append(open, item)
				}
			}
		}
	}
	return nil
}

// layers holds the layers to being shown or not, with no way to switch them.
func (s *scanned) layers() error {
	all, err := s.d.dict(s.d.root["OCProperties"])
	if err != nil || all == nil {
		return err
	}
	config, err := s.d.dict(all["D"])
	if err != nil {
		return err
	}
	order, err := s.d.array(config["Order"])
	if len(order) > 0 {
		return errors.New("layers that can be switched")
	}
	return errors.Join(err, only(setOf("OCGs", "D"), all, "layers"), only(ofConfig, config, "layers' state"))
}

// rest looks at the objects that nothing leads to: parts of pages that were then
// carried in another way.
func (s *scanned) rest() error {
	for number := range s.d.ctx.Table {
		at := objectAs{number: number}
		if s.seen[at] || s.seen[objectAs{number, own}] {
			continue
		}
		o, err := s.d.object(number)
		if err != nil {
			return err
		}
		var found survey
		switch v := o.(type) {
		case types.StreamDict:
			err = errors.Join(s.annotated(v), forbidden(s.d, v.Dict))
		case types.Dict:
			if s.d.name(v["Type"]) == "Pages" {
				err = only(ofTree, v, "tree of pages")
			} else {
				err = forbidden(s.d, v)
			}
		}
		if s.d.look(o, &found, 0); found.scripts || found.attachments || found.signed {
			return errors.New("an action, an attachment or a signature")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// forbidden reports an object that no page draws.
func forbidden(d *document, v types.Dict) error {
	if kind := d.name(v["Type"]); foreign[kind] {
		return fmt.Errorf("object of type %q that nothing leads to", kind)
	}
	return nil
}

// framed holds a file to being written once and by this program: nothing stands
// between its objects, none is there twice, and its cross-references lead to no
// older ones.
func (d *document) framed(size int64) error {
	var at []int
	for number, entry := range d.ctx.Table {
		if entry != nil && !entry.Free && !entry.Compressed && entry.Offset != nil && *entry.Offset > 0 {
			at = append(at, number)
		}
	}
	slices.SortFunc(at, func(a, b int) int { return cmp.Compare(*d.ctx.Table[a].Offset, *d.ctx.Table[b].Offset) })
	next := int64(len(fileHead))
	for _, number := range at {
		entry := d.ctx.Table[number]
		if *entry.Offset != next {
			return fmt.Errorf("something stands before object %d", number)
		}
		s, ok := streamIn(entry.Object)
		if !ok || s.StreamOffset == 0 {
			break // the cross-references, which are the last
		}
		next = s.StreamOffset + int64(len(s.Raw)) + int64(len(streamEnd))
	}
	tail := make([]byte, size-next)
	if _, err := d.from.ReadAt(tail, next); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return lastWordsOf(tail, next)
}

// streamIn is the stream that an object is.
func streamIn(o types.Object) (types.StreamDict, bool) {
	switch v := o.(type) {
	case types.StreamDict:
		return v, true
	case types.ObjectStreamDict:
		return v.StreamDict, true
	}
	return types.StreamDict{}, false
}

// lastWordsOf holds the end of a file, from the cross-references at this offset on,
// to being nothing else.
func lastWordsOf(tail []byte, at int64) error {
	dict, rest, ok := bytes.Cut(tail, []byte(streamBegin))
	from := bytes.Index(dict, []byte("<<"))
	if !ok || from < 0 {
		return errors.New("something stands behind the objects")
	}
	entries, _ := rawDict(dict, from, 0)
	for key := range entries {
		if !ofTrailer[key] {
			return fmt.Errorf("trailer holds %q", key)
		}
	}
	var length int
	if _, err := fmt.Sscan(string(entries["Length"].of(dict)), &length); err != nil || length < 0 || length > len(rest) {
		return errors.New("cross-references of no length")
	}
	if end := fmt.Sprintf("%sstartxref\n%d\n%%%%EOF\n", streamEnd, at); string(rest[length:]) != end {
		return errors.New("something stands behind the cross-references")
	}
	return nil
}
