package session

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Library is where vacancy packs are found: the user's own before the ones that
// the program carries, so that a correction is a file put into a folder.
type Library struct {
	Embedded fs.FS  // holds vacancies/ID.yaml
	Own      string // the user's folder with ID.yaml; empty: none
}

// The places, beginnings and ends of packs' names.
const (
	embeddedFolder = "vacancies"
	examplePrefix  = "example-"
)

var packEnds = []string{".yaml", ".yml"}

// List returns every pack, sorted by id, but examples (whose ids begin with
// "example-") behind all others. A pack that is wrong is left out and its errors
// are joined in the error returned beside the good ones; so is one whose id
// another file has too, which Load gives.
func (l Library) List() ([]*vacancy.Pack, error) {
	var packs []*vacancy.Pack
	var wrong []error
	chosen := map[string]string{} // the file of each id that Load gives
	ids := l.ids()
	for _, id := range ids {
		p, from, err := l.byID(id)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		if chosen[p.ID] == "" {
			chosen[p.ID] = from.name
			if slices.Contains(ids, p.ID) {
				named, err := l.file(p.ID)
				if err == nil {
					chosen[p.ID] = named.name
				}
			}
		}
		if other := chosen[p.ID]; other != from.name {
			wrong = append(wrong, message.Bad("session-vacancy-twice", message.Args{"Vacancy": p.ID, "File": from.name, "Other": other}, nil))
			continue
		}
		packs = append(packs, p)
	}
	return packs, errors.Join(wrong...)
}

// Load returns the pack that ref names: an id, or the path of a file. A ref that
// could be both is the id. The errors are vacancy.Decode's, or say that there is
// no such vacancy and which there are.
func (l Library) Load(ref string) (*vacancy.Pack, error) {
	p, _, err := l.load(ref)
	return p, err
}

// shelf is a pack's file as it was found.
type shelf struct {
	name     string // as errors call it
	bytes    []byte
	embedded bool
}

func (f shelf) decode() (*vacancy.Pack, shelf, error) {
	p, err := vacancy.Decode(f.name, f.bytes)
	return p, f, err
}

// digest is that of the pack in the file, which need not be decoded for it.
func (f shelf) digest() string {
	sum := sha256.Sum256(f.bytes)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// load is Load, with the file that the pack stands in.
func (l Library) load(ref string) (*vacancy.Pack, shelf, error) {
	ids := l.ids()
	switch {
	case slices.Contains(ids, ref):
		return l.byID(ref)
	case ref == "", ref == filepath.Base(ref) && !isPackName(ref) && !exists(ref):
		if p, from, ok := l.byContent(ids, ref); ok {
			return p, from, nil
		}
		return nil, shelf{}, message.Bad("session-no-vacancy", message.Args{"Vacancy": ref, "Known": message.Words(ids)}, nil)
	}
	return readPack(ref)
}

func readPack(file string) (*vacancy.Pack, shelf, error) {
	f, err := readShelf(file)
	if err != nil {
		return nil, shelf{}, err
	}
	return f.decode()
}

// readShelf reads no more of a file than any pack has, however large it is:
// vacancy.Decode refuses what is longer, and says up to where it was read.
func readShelf(file string) (shelf, error) {
	f, err := durable.OpenRegular(file, math.MaxInt64)
	if err != nil {
		return shelf{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, dossier.PackLimit))
	return shelf{name: file, bytes: data}, err
}

// byID returns the pack in the file that has this id as its name.
func (l Library) byID(id string) (*vacancy.Pack, shelf, error) {
	f, err := l.file(id)
	if err != nil {
		return nil, shelf{}, err
	}
	return f.decode()
}

// file returns the file that has this id as its name.
func (l Library) file(id string) (shelf, error) {
	for _, end := range packEnds {
		if name := filepath.Join(l.Own, id+end); l.Own != "" && exists(name) {
			return readShelf(name)
		}
	}
	return l.carried(id)
}

// carried returns the file of this id that the program carries itself.
func (l Library) carried(id string) (shelf, error) {
	if l.Embedded == nil {
		return shelf{}, fs.ErrNotExist
	}
	name := id + packEnds[0]
	data, err := fs.ReadFile(l.Embedded, path.Join(embeddedFolder, name))
	return shelf{name: name, bytes: data, embedded: true}, err
}

// newest returns the pack that Load gives for an id; fs.ErrNotExist where the
// library has none.
func (l Library) newest(id string) (*vacancy.Pack, shelf, error) {
	if ids := l.ids(); !slices.Contains(ids, id) {
		if p, from, ok := l.byContent(ids, id); ok {
			return p, from, nil
		}
		return nil, shelf{}, fs.ErrNotExist
	}
	p, from, err := l.byID(id)
	if err == nil && p.ID != id {
		return nil, shelf{}, fs.ErrNotExist
	}
	return p, from, err
}

// version returns the pack with this digest, the program's own one included that
// stands behind the user's; nil where there is none.
func (l Library) version(id, digest string) *vacancy.Pack {
	for _, find := range []func(string) (shelf, error){l.file, l.carried} {
		if f, err := find(id); err == nil && f.digest() == digest {
			if p, _, err := f.decode(); err == nil {
				return p
			}
		}
	}
	return nil
}

// byContent returns the pack that says to be id in a file of another name.
func (l Library) byContent(files []string, id string) (*vacancy.Pack, shelf, bool) {
	for _, file := range files {
		if p, from, err := l.byID(file); err == nil && p.ID == id {
			return p, from, true
		}
	}
	return nil, shelf{}, false
}

// ids returns the ids of all packs by their files' names, in the order of List.
// The user's folder need not be there.
func (l Library) ids() []string {
	var ids []string
	if l.Embedded != nil {
		files, err := fs.ReadDir(l.Embedded, embeddedFolder)
		ids = appendIDs(ids, files, err)
	}
	if l.Own != "" {
		files, err := os.ReadDir(l.Own)
		ids = appendIDs(ids, files, err)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	return slices.Compact(ids)
}

// rank is 1 for an example, which is there to be tried and not applied for, and
// 0 for any other pack.
func rank(id string) int {
	if strings.HasPrefix(id, examplePrefix) {
		return 1
	}
	return 0
}

func appendIDs(ids []string, files []fs.DirEntry, err error) []string {
	if err != nil {
		return ids
	}
	for _, file := range files {
		if isPackName(file.Name()) && !file.IsDir() {
			ids = append(ids, strings.TrimSuffix(file.Name(), path.Ext(file.Name())))
		}
	}
	return ids
}

func isPackName(name string) bool { return slices.Contains(packEnds, path.Ext(name)) }

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
