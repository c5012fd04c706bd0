package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lineageLength is how many earlier states a state names. A state further back
// is found along the states between, as long as the history has them.
const lineageLength = 128

// idLength is the length of a state's id: the first hex digits of the SHA-256 of
// its bytes.
const idLength = 16

// Lineage says which states of the dossier a state came from, so that two that
// were changed apart can be merged by what they have in common. A program that
// does not know it keeps it as it was; Of then shows that it is another's.
type Lineage struct {
	Of      string         `json:"of,omitzero"`    // digest of the content, the lineage apart, that this was written for
	After   string         `json:"after,omitzero"` // ids of the states before, the newest first, with blanks between
	Unknown jsontext.Value `json:",embed"`
}

// version is one state of a dossier with its bytes and where it stands among
// others.
type version struct {
	id      string
	bytes   []byte
	dossier Dossier // without its lineage
	content string  // digest of the content, whatever the order of its keys
	lineage Lineage // as it was written
	after   []string
	stale   bool // the lineage is that of the state which a program that does not know of lineages has changed into this one
}

// readVersion reads the bytes of a dossier.json that is known as name.
func readVersion(name string, data []byte) (version, error) {
	d, err := Decode(name, data)
	if err != nil {
		return version{}, err
	}
	v := version{id: identify(data), bytes: data, lineage: d.Lineage, after: strings.Fields(d.Lineage.After)}
	d.Lineage = Lineage{}
	v.dossier = d
	if v.content, err = contentDigest(d); err != nil {
		return version{}, err
	}
	v.stale = v.lineage.Of != "" && v.lineage.Of != v.content && formatOf(data) == Format
	return v, nil
}

// formatOf is the format that data is written in. What was migrated is another
// content than its lineage was written for.
func formatOf(data []byte) int {
	var head struct {
		Format int `json:"format"`
	}
	_ = json.Unmarshal(data, &head) // it was decoded already
	return head.Format
}

// newVersion is the state d, which comes after the parents. The same state after
// the same parents has the same bytes wherever it is made.
func newVersion(d Dossier, parents ...version) (version, error) {
	d.Lineage = Lineage{}
	v := version{dossier: d}
	var err error
	if v.content, err = contentDigest(d); err != nil {
		return version{}, err
	}
	for _, p := range parents {
		v.after = interleave(v.after, p.line())
	}
	v.after = v.after[:min(len(v.after), lineageLength)]
	v.lineage = Lineage{Of: v.content, After: strings.Join(v.after, " ")}
	d.Lineage = v.lineage
	if v.bytes, err = Encode(d); err != nil {
		return version{}, err
	}
	v.id = identify(v.bytes)
	return v, nil
}

// line is the state itself and those before it that it names, the newest first.
func (v version) line() []string {
	if v.id == "" {
		return v.after
	}
	return append([]string{v.id}, v.after...)
}

// identify returns the id of a state.
func identify(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:idLength]
}

// contentDigest is the digest of what d says, the lineage apart. Programs that
// write keys in another order come to the same.
func contentDigest(d Dossier) (string, error) {
	d.Lineage = Lineage{}
	data, err := Encode(d)
	if err != nil {
		return "", err
	}
	value := jsontext.Value(data)
	if err := value.Canonicalize(); err != nil {
		return "", err
	}
	return identify(value), nil
}

// interleave joins two lines, each the newest first, into one in which no state
// stands before one that came of it. Which of the two is a does not matter.
func interleave(a, b []string) []string {
	inA, inB := indexed(a), indexed(b)
	var out []string
	for len(a) > 0 && len(b) > 0 {
		_, shared := inB[a[0]]
		_, otherShared := inA[b[0]]
		switch {
		case a[0] == b[0]:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		case shared == otherShared && a[0] < b[0], otherShared && !shared:
			out, a = append(out, a[0]), a[1:]
		default:
			out, b = append(out, b[0]), b[1:]
		}
	}
	return unique(slices.Concat(out, a, b))
}

func indexed(ids []string) map[string]int {
	at := make(map[string]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	return at
}

// unique leaves the first of each id.
func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(ids, func(id string) bool {
		was := seen[id]
		seen[id] = true
		return was
	})
}

// archive finds states by their ids.
type archive interface {
	// after lists what a state names as before it; nothing where the state's bytes
	// are not known.
	after(id string) []string
	// byID returns the state; found is false where its bytes are not known.
	byID(id string) (v version, found bool)
}

// ancestry is a state and all before it, as far as they can be followed.
func ancestry(v version, known archive) []string {
	seen := map[string]bool{}
	ids := v.line()
	for i := 0; i < len(ids); i++ {
		if seen[ids[i]] {
			continue
		}
		seen[ids[i]] = true
		for _, id := range known.after(ids[i]) {
			if !seen[id] {
				ids = append(ids, id)
			}
		}
	}
	return unique(ids)
}

// meet returns the states that both came from and that nothing else of both came
// from: one, but for two sides that have each merged the other. There is none
// where nothing in common is known, or not its bytes: an older state would make
// what was taken back since look as if it had never been said.
func meet(mine, theirs version, known archive) []version {
	right := indexed(ancestry(theirs, known))
	behind := map[string]bool{}
	var heads []string
	for _, id := range ancestry(mine, known) {
		if _, common := right[id]; !common || behind[id] {
			continue
		}
		heads = append(heads, id)
		for _, earlier := range ancestry(version{id: id, after: known.after(id)}, known)[1:] {
			behind[earlier] = true
		}
	}
	var bases []version
	for _, id := range heads {
		if behind[id] {
			continue
		}
		base, found := known.byID(id)
		if !found {
			return nil
		}
		bases = append(bases, base)
	}
	return bases
}
