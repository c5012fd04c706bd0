package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/message"
)

// Side says what counts where a dossier and a hand-over file differ.
type Side string

// The sides.
const (
	Undecided Side = ""       // mine for now; what differs waits in the dossier for a choice
	Mine      Side = "mine"   // the dossier's
	Theirs    Side = "theirs" // the hand-over file's
)

// Joining is what taking a hand-over file into a dossier that is there does.
type Joining struct {
	Changes   []Change   // in what the dossier says
	Conflicts []Conflict // fields that both have changed, one way and the other
	Documents []string   // names of documents whose files are new
	Bundles   []string   // names of bundles that are new
	// Review says what becomes of the adviser's word.
	Review ReviewJoining
}

// plan is a joining that is not done yet.
type plan struct {
	Joining
	next    dossier.Dossier   // what the dossier would say
	renamed map[string]string // bundles that would be taken under other names
}

// ReviewJoining is what becomes of the adviser's word.
type ReviewJoining string

// What becomes of it.
const (
	ReviewAsItIs  ReviewJoining = ""        // there is none to take, or the same is there
	ReviewAdded   ReviewJoining = "added"   // there was none
	ReviewDiffers ReviewJoining = "differs" // the dossier has another one: it stays, unless theirs is to count
)

// IsEmpty reports whether the dossier has all of it already.
func (j Joining) IsEmpty() bool {
	return len(j.Changes) == 0 && len(j.Conflicts) == 0 && len(j.Documents) == 0 && len(j.Bundles) == 0 && j.Review == ReviewAsItIs
}

// Preview says what Join would do to the dossier as it stands now, and changes
// nothing. A hand-over file of somebody else is refused (handover-other-person).
func (in *Incoming) Preview(s *Session) (Joining, error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	p, err := in.plan(s, Undecided)
	return p.Joining, err
}

// Join takes the hand-over file into an open dossier: what only one of both has or
// has changed stands as that one has it, files are added, none is replaced. On
// what differs mine or theirs counts, as side says. It is one change to Undo,
// which leaves the files. Where Join fails, the dossier says what it said; where
// the file was at fault, or ctx ends, no file of it remains. A bundle that was sent
// gets another name where the dossier has given its name to another one.
func (in *Incoming) Join(ctx context.Context, s *Session, side Side, tell func(done, of int64)) (Joining, error) {
	ctx, done := s.begin(ctx)
	defer done()
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.upToDate(); err != nil {
		return Joining{}, err
	}
	p, err := in.plan(s, side)
	if err != nil {
		return Joining{}, err
	}
	if err := p.next.Validate(); err != nil {
		return Joining{}, err
	}
	fresh, err := in.takeFiles(ctx, s, side, p, tell)
	if err == nil {
		err = in.saveJoined(s, p.next, len(p.Conflicts) > 0)
		fresh = slices.DeleteFunc(fresh, func(name string) bool { return !strings.HasPrefix(name, handover.Documents) })
	}
	if err != nil {
		for _, name := range fresh {
			err = errors.Join(err, s.folder.GiveBack(name))
		}
	}
	return p.Joining, err
}

// upToDate takes over what another program has put into dossier.json, before
// something is done that is not merged with it; the caller holds saving.
func (s *Session) upToDate() error {
	if err := s.ReadOnly(); err != nil {
		return err
	}
	told, err := s.reload()
	if err == nil && told.Changed {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.noteMerged(told)
	}
	return err
}

// plan is what joining would do. The caller holds saving.
func (in *Incoming) plan(s *Session, side Side) (p plan, err error) {
	before := s.current()
	if dossier.Strangers(before.Candidate, in.dossier.Candidate) {
		return p, message.Bad("handover-other-person", message.Args{
			"File": in.Facts.Path, "Name": in.Facts.Name, "Mine": before.Candidate.Name.Full(), "Folder": s.Path(),
		}, nil)
	}
	if p.renamed, err = in.renamedBundles(s); err != nil {
		return p, err
	}
	merged, err := s.folder.Join(before, in.bytes, p.renamed)
	if err != nil {
		return p, err
	}
	for _, c := range merged.Dossier.Conflicts() {
		if slices.Contains(merged.Fresh, c.Field) {
			p.Conflicts = append(p.Conflicts, c)
		}
	}
	p.next = decided(merged.Dossier, p.Conflicts, merged.Handed, side)
	p.Changes = s.changed(before, p.next)
	in.newFiles(s, &p)
	return p, nil
}

// changed is what is otherwise in the later state, but for what waits for a choice.
func (s *Session) changed(before, next dossier.Dossier) []Change {
	before.Pending, next.Pending = nil, nil
	if same(before, next) {
		return nil
	}
	return changes(before, next, s.titles())
}

// decided settles the conflicts for one side, of which theirs is what was handed
// over. One that is not possible so beside the others waits for a choice.
func decided(d dossier.Dossier, conflicts []Conflict, handed map[string]jsontext.Value, side Side) dossier.Dossier {
	for _, c := range conflicts {
		value := c.Mine.Value
		switch side {
		case Undecided:
			continue
		case Theirs:
			value = handed[c.Field]
		}
		if settled, err := d.Resolve(c.Field, value); err == nil {
			d = settled
		}
	}
	return d
}

// newFiles notes the files that the dossier has not yet.
func (in *Incoming) newFiles(s *Session, p *plan) {
	for _, e := range in.dossier.Documents {
		if !s.folder.HasDocument(e.File) {
			p.Documents = append(p.Documents, e.Name)
		}
	}
	for _, name := range in.Facts.Bundles {
		if name = cmp.Or(p.renamed[name], name); !exists(filepath.Join(s.folder.Bundles(), name)) {
			p.Bundles = append(p.Bundles, name)
		}
	}
	if there, has := in.review(s); has {
		p.Review = there
	}
}

func (in *Incoming) review(s *Session) (ReviewJoining, bool) {
	if !in.Facts.Review {
		return ReviewAsItIs, false
	}
	switch sum, err := s.folder.Digest(handover.ReviewName); {
	case errors.Is(err, fs.ErrNotExist):
		return ReviewAdded, true
	case err == nil && sum == in.archive.SHA256(handover.ReviewName):
		return ReviewAsItIs, true
	}
	return ReviewDiffers, true
}

// renamedBundles are the bundles that were sent and whose names the dossier has
// given to others of its own, with the names under which they are taken.
func (in *Incoming) renamedBundles(s *Session) (map[string]string, error) {
	renamed := map[string]string{}
	for _, a := range in.dossier.Applications {
		var names []string
		for _, f := range a.Submitted.Sent() {
			if in.archive.Has(handover.Bundles + f.Bundle) {
				names = append(names, f.Bundle)
			}
		}
		as, err := in.freeBundle(s, names)
		if err != nil {
			return nil, err
		}
		for i, name := range names {
			if as[i] != name {
				renamed[name] = as[i]
			}
		}
	}
	return renamed, nil
}

// freeBundle are the names of a bundle's files, or the first ones like them, under
// which nothing but the bytes of these files is or will be in the dossier. Parts of
// one bundle stay such by their names.
func (in *Incoming) freeBundle(s *Session, names []string) ([]string, error) {
	as := slices.Clone(names)
	for n := 2; ; n++ {
		areFree := true
		for i, name := range names {
			isFree, err := in.isFreeFor(s, as[i], in.archive.SHA256(handover.Bundles+name))
			if err != nil {
				return nil, err
			}
			areFree = areFree && isFree
		}
		if areFree {
			return as, nil
		}
		for i, name := range names {
			ext := filepath.Ext(name)
			stem, part := strings.TrimSuffix(name, ext), ""
			if at := strings.LastIndex(stem, "-"); len(names) > 1 && at > 0 {
				stem, part = stem[:at], stem[at:]
			}
			as[i] = fmt.Sprintf("%s-%d%s%s", stem, n, part, ext)
		}
	}
}

// isFreeFor reports whether nothing but bytes with this digest is or will be in the
// dossier's bundles under the name.
func (in *Incoming) isFreeFor(s *Session, name, sum string) (bool, error) {
	there, err := s.folder.Digest(handover.Bundles + name)
	isFree := errors.Is(err, fs.ErrNotExist)
	if err != nil && !isFree {
		return false, err
	}
	other := in.archive.SHA256(handover.Bundles + name)
	return (isFree || there == sum) && (other == "" || other == sum), nil
}

// takeFiles puts the files into the dossier that it has not yet, and returns the
// names of those that are new. The review, which may take another one's place, is
// the last.
func (in *Incoming) takeFiles(ctx context.Context, s *Session, side Side, p plan, tell func(done, of int64)) (fresh []string, err error) {
	files := slices.Clone(in.archive.Manifest.Files)
	slices.SortStableFunc(files, func(a, b handover.File) int { return cmp.Compare(lateness(a.Name), lateness(b.Name)) })
	done := int64(0)
	for _, f := range files {
		if f.Name == handover.DossierName || f.Name == handover.ReviewName && p.Review == ReviewDiffers && side != Theirs {
			continue
		}
		as := in.takenAs(f.Name, p.renamed)
		isNew, err := s.folder.Take(ctx, in.archive, f.Name, as, f.Name == handover.ReviewName)
		if errors.Is(err, fs.ErrExist) && strings.HasPrefix(f.Name, handover.Bundles) {
			err = nil // another bundle of this name stays
		}
		if isNew {
			fresh = append(fresh, as)
		}
		if err != nil {
			return fresh, err
		}
		if done += f.Size; tell != nil {
			tell(done, in.Facts.Content)
		}
	}
	return fresh, nil
}

// lateness puts the review behind all else.
func lateness(name string) int {
	if name == handover.ReviewName {
		return 1
	}
	return 0
}

// takenAs is the name under which a dossier that is there takes a file.
func (in *Incoming) takenAs(name string, renamed map[string]string) string {
	if strings.HasPrefix(name, handover.Vacancies) {
		return in.keptAs(name)
	}
	if bundle, isBundle := strings.CutPrefix(name, handover.Bundles); isBundle {
		stem, isRecord := strings.CutSuffix(bundle, ".json")
		if as := renamed[stem]; as != "" && isRecord {
			return handover.Bundles + as + ".json"
		} else if as != "" {
			return handover.Bundles + as
		}
	}
	return name
}

// keptAs is the name under which a dossier that is there keeps a pack of the file:
// one that only an application counts by which names this very version.
func (in *Incoming) keptAs(name string) string {
	id, _, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".yaml"), "_")
	return fmt.Sprintf("%s%s.yaml", handover.Vacancies, version{id, in.archive.SHA256(name)}.keptName())
}

// saveJoined makes what came of both the present state; the caller holds saving.
func (in *Incoming) saveJoined(s *Session, next dossier.Dossier, decided bool) error {
	before, now := s.current(), s.house.Now()
	if err := s.folder.SaveJoined(next, in.bytes, decided, in.Facts.Made, now); err != nil {
		return err
	}
	if reflect.DeepEqual(before, next) {
		return nil
	}
	s.mu.Lock()
	s.state = next
	s.mu.Unlock()
	s.noteSaved(before, "", now)
	return nil
}
