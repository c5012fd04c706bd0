package session

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// BundleChoice says which bundles go into a hand-over file.
type BundleChoice string

// The choices of bundles.
const (
	CurrentBundles BundleChoice = "current" // of each application what was sent, and of each of its bundles the newest that would be made the same today
	AllBundles     BundleChoice = "all"
	NoBundles      BundleChoice = "none"
)

// BundleChoices are all of them, the usual one first.
func BundleChoices() []BundleChoice { return []BundleChoice{CurrentBundles, AllBundles, NoBundles} }

// ExportOptions say which hand-over file to make.
type ExportOptions struct {
	Output     string // ends in .dossier
	Overwrite  bool   // replace what stands at Output
	Passphrase string // locks the file; empty: it stays open
	Notes      bool   // the candidate's notes go along
	Bundles    BundleChoice
	// Tell, where it is set, hears from the same goroutine how many of all bytes
	// to be worked on are.
	Tell func(done, of int64)
}

// Exported is a hand-over file that was made.
type Exported struct {
	Path      string
	Size      int64 // in bytes
	Sealed    bool  // with a passphrase
	Notes     bool
	Documents int      // files
	Bundles   []string // their names
	// LeftOut are bundles that stay behind because not every system takes their
	// names.
	LeftOut []string
}

// Export makes one file of the dossier as it was last saved, for somebody else or
// for another computer: what dossier.json says, the documents that it names, kept
// vacancies, bundles by choice and the review; no history, no undo. The file has
// been read again when it gets its name; where Export fails, nothing of it
// remains. Other changes may be made meanwhile.
func (s *Session) Export(ctx context.Context, o ExportOptions) (Exported, error) {
	ctx, done := s.begin(ctx)
	defer done()
	if err := checkHandoverName(o.Output); err != nil {
		return Exported{}, err
	}
	s.saving.Lock()
	d, data, err := s.folder.Handing(o.Notes)
	s.saving.Unlock()
	if err != nil {
		return Exported{}, err
	}
	bundles, left, err := s.chosenBundles(d, cmp.Or(o.Bundles, CurrentBundles))
	if err != nil {
		return Exported{}, err
	}
	sources, err := s.folder.Sources(d, bundles)
	if err != nil {
		return Exported{}, err
	}
	sources = append(sources, handover.Source{Name: handover.DossierName, Bytes: data})
	manifest, err := handover.Write(ctx, s.house.Disk, sources, handover.Options{
		Output: o.Output, Overwrite: o.Overwrite, Passphrase: o.Passphrase, Notes: o.Notes,
		Made: s.house.Now(), Program: s.house.Program, Tell: o.Tell,
	})
	if err != nil {
		return Exported{}, err
	}
	made := Exported{Path: o.Output, Sealed: o.Passphrase != "", Notes: o.Notes, Bundles: bundles, LeftOut: left}
	for _, f := range manifest.Files {
		if strings.HasPrefix(f.Name, handover.Documents) {
			made.Documents++
		}
	}
	if info, err := os.Stat(o.Output); err == nil {
		made.Size = info.Size()
	}
	return made, nil
}

func checkHandoverName(path string) error {
	if !strings.EqualFold(filepath.Ext(path), handover.Ending) {
		return message.Bad("handover-name", message.Args{"File": path}, nil)
	}
	return dossier.CheckOutput(path)
}

// chosenBundles are the names of bundles that go along, and of those that would
// but for their names.
func (s *Session) chosenBundles(d dossier.Dossier, choice BundleChoice) (names, left []string, err error) {
	var paths []string
	switch choice {
	case AllBundles:
		records, err := s.records()
		if err != nil {
			return nil, nil, err
		}
		for path, r := range records {
			if b, isThere := built(path, r); isThere {
				paths = append(paths, b.Path)
			}
		}
	case CurrentBundles:
		paths = s.currentBundles(d)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		name := filepath.Base(path)
		if handover.Belongs(handover.Bundles+name) && handover.Belongs(handover.Bundles+name+".json") {
			names = append(names, name)
		} else {
			left = append(left, name)
		}
	}
	return names, left, nil
}

// currentBundles are the paths of the bundle that each application was sent with,
// and of the newest current one of its own bundle and of each that the candidate
// named. An application whose vacancy cannot be read has no current ones.
func (s *Session) currentBundles(d dossier.Dossier) []string {
	var paths []string
	for _, a := range d.Applications {
		for _, f := range a.Submitted.Sent() {
			if sent := filepath.Join(s.folder.Bundles(), f.Bundle); exists(sent) {
				paths = append(paths, sent)
			}
		}
		all, err := s.Bundles(a.Vacancy)
		if err != nil {
			continue
		}
		has := map[string]bool{}
		for _, b := range all {
			if b.Current && !has[b.Name] || slices.Contains(paths, b.Path) {
				has[b.Name] = has[b.Name] || b.Current
				paths = append(paths, b.Files()...)
			}
		}
	}
	return paths
}

// HandoverName proposes a name for the dossier's hand-over file: who it is of.
// Every system takes it.
func (s *Session) HandoverName() string {
	name := s.Candidate().Name
	stem := strings.TrimSpace(name.Family + " " + name.Given)
	return portableName(cmp.Or(stem, filepath.Base(s.Path()))) + handover.Ending
}

// longestStem bounds a proposed name in bytes, so that its ending fits too.
const longestStem = 100

// portableName makes a name one that every system takes.
func portableName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, ""))
	name = strings.Map(func(r rune) rune {
		if !handover.Portable("x" + string(r) + "x") {
			return '-'
		}
		return r
	}, name)
	for len(name) > longestStem {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	if name = strings.Trim(name, " .~-"); !handover.Portable(name + handover.Ending) {
		return "Dossier"
	}
	return name
}

// Incoming is a hand-over file that was opened, to be looked at before anything is
// taken from it. Nothing of it is on the disk but the file itself. It is for one
// goroutine at a time; whoever has it closes it.
type Incoming struct {
	Facts   Handover
	house   House
	archive *handover.Archive
	dossier dossier.Dossier
	bytes   []byte // of its dossier.json
}

// Handover is what a hand-over file says of itself, and what is in it.
type Handover struct {
	Path    string
	Size    int64 // of the file, in bytes
	Content int64 // of what is in it, in bytes
	Sealed  bool  // with a passphrase
	Made    time.Time
	Program string // name and version that made it, by its own word
	Notes   bool   // the candidate's notes are in it

	Name         string // the candidate's, in full; empty: not said
	Applications []HandedApplication
	Documents    int // entries
	Bundles      []string
	Review       bool // an adviser's word is in it
}

// HandedApplication is an application in a hand-over file.
type HandedApplication struct {
	Vacancy string
	Title   message.Text // zero where the vacancy is not known here
	// Own: the file brings a version of the vacancy that is not this program's,
	// and by which the application would be judged.
	Own bool
}

// Sealed reports whether a hand-over file can only be opened with a passphrase,
// and how large it is, in bytes.
func Sealed(path string) (sealed bool, size int64, err error) { return handover.IsSealed(path) }

// IsDossier reports whether there is a dossier in the folder, which a hand-over
// file can be joined with; else one can be created there.
func IsDossier(path string) bool { return dossier.IsDossier(path) }

// Incoming opens a hand-over file, which anybody may have made, and checks all
// that can be checked without reading every byte. A locked one without its
// passphrase is handover-sealed, with a wrong one handover-wrong-passphrase;
// opening a locked one takes about a second.
func (h House) Incoming(ctx context.Context, path, passphrase string) (*Incoming, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a, err := handover.Open(path, passphrase)
	if err != nil {
		return nil, err
	}
	in := &Incoming{house: h, archive: a}
	if err := in.read(ctx); err != nil {
		_ = a.Close() // it was only read
		return nil, err
	}
	return in, nil
}

// Close closes the file.
func (in *Incoming) Close() error { return in.archive.Close() }

func (in *Incoming) read(ctx context.Context) error {
	d, data, err := dossier.Handed(ctx, in.archive)
	if err != nil {
		return err
	}
	in.dossier, in.bytes = d, data
	m := in.archive.Manifest
	in.Facts = Handover{
		Path: in.archive.Path(), Size: in.archive.Size, Content: m.Size(), Sealed: in.archive.Sealed,
		Made: m.Made, Program: m.Program, Notes: m.Notes,
		Name: d.Candidate.Name.Full(), Documents: len(d.Documents), Review: in.archive.Has(handover.ReviewName),
	}
	packs, err := in.packs(ctx)
	if err != nil {
		return err
	}
	for _, a := range d.Applications {
		in.Facts.Applications = append(in.Facts.Applications, in.application(a, packs))
	}
	for _, f := range m.Files {
		if name, isBundle := strings.CutPrefix(f.Name, handover.Bundles); isBundle && strings.HasSuffix(name, ".pdf") {
			in.Facts.Bundles = append(in.Facts.Bundles, name)
		}
	}
	return nil
}

// packs are the vacancies that the file brings, by the names that a dossier keeps
// them under. One that cannot be read, or is another than its name says, is
// refused: the application could not be opened.
func (in *Incoming) packs(ctx context.Context) (map[string]*vacancy.Pack, error) {
	packs := map[string]*vacancy.Pack{}
	for _, f := range in.archive.Manifest.Files {
		name, isPack := strings.CutPrefix(f.Name, handover.Vacancies)
		if !isPack {
			continue
		}
		data, err := in.archive.Read(ctx, f.Name)
		if err != nil {
			return nil, err
		}
		pack, err := decodeHeld(name, data)
		if err != nil {
			return nil, message.Bad("handover-refused", message.Args{"File": in.archive.Path(), "Entry": f.Name}, err)
		}
		packs[strings.TrimSuffix(name, ".yaml")] = pack
	}
	return packs, nil
}

// decodeHeld reads a pack that a dossier or a hand-over file holds as NAME.yaml.
func decodeHeld(name string, data []byte) (*vacancy.Pack, error) {
	pack, err := vacancy.Decode(name, data)
	if err != nil {
		return nil, err
	}
	id, _, _ := strings.Cut(strings.TrimSuffix(name, ".yaml"), "_")
	if pack.ID != id {
		return nil, fmt.Errorf("it is of the vacancy %q", pack.ID)
	}
	_, err = Zone(pack)
	return pack, err
}

// application says what the file brings of one.
func (in *Incoming) application(a dossier.Application, packs map[string]*vacancy.Pack) HandedApplication {
	handed := HandedApplication{Vacancy: a.Vacancy}
	carried, _, err := in.house.Library.byID(a.Vacancy)
	if err == nil {
		handed.Title = carried.Title
	}
	v := version{a.Vacancy, a.Digest}
	if pack := cmp.Or(packs[v.keptName()], packs[a.Vacancy]); pack != nil {
		handed.Title = pack.Title
		handed.Own = err != nil || carried.Digest() != pack.Digest()
	}
	return handed
}

// Create makes a dossier of the file, in a folder that is empty or not there yet,
// and opens it. Where the file is at fault or ctx ends, nothing of it remains;
// where the program ended or a disk was full, creating it there again goes on.
// tell, where it is not nil, hears how many of all bytes are there.
func (in *Incoming) Create(ctx context.Context, path string, tell func(done, of int64)) (*Session, error) {
	folder, err := dossier.Receive(ctx, path, in.archive, in.house.options(false), tell)
	if err != nil {
		return nil, err
	}
	return in.house.session(folder), nil
}
