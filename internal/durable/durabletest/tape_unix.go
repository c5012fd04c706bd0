//go:build unix

package durabletest

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"

	"example.org/dossier/internal/durable"
)

// A Tape looks at a folder before every step of a disk, and knows at each what
// the disk would hold of the folder if the power went: of a file the bytes that
// were flushed, of a folder the names that were. It looks at the folder itself,
// so that what is done there by another way than through Disk is on it too, and
// counts as never flushed.
type Tape struct {
	root  string
	links string // holds every file by its number, so that no number comes twice

	mu      sync.Mutex
	last    *change // the step that is under way
	seen    map[string]seenFile
	synced  map[uint64]string            // flushed content by file
	names   map[uint64]map[string]uint64 // flushed names by folder
	frames  []Frame
	failure error
}

// change is a step of which it is not known yet that it was taken.
type change struct {
	step durable.Step
	path string
}

type seenFile struct {
	size, at int64
	content  string
}

// Frame is one moment.
type Frame struct {
	Step  durable.Step // what was to come next
	Path  string       // what that was about
	Acked int          // what the test had given to Ack before

	root    uint64
	folders map[uint64]folderFrame
	files   map[uint64]fileFrame
}

type folderFrame struct{ flushed, now map[string]uint64 }

type fileFrame struct {
	flushed  string // empty where it never was
	now      string
	isSynced bool
}

// NewTape records what happens below the folder, which MemoryDir gave and counts
// as on the disk.
func NewTape(t testing.TB, root string) *Tape {
	t.Helper()
	return &Tape{
		root: root, links: MemoryDir(t), seen: map[string]seenFile{},
		synced: map[uint64]string{}, names: map[uint64]map[string]uint64{},
	}
}

// Disk is the disk that is recorded.
func (p *Tape) Disk() durable.Disk {
	return durable.Disk{Before: func(step durable.Step, path string) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.look(step, path)
		p.last = &change{step, path}
		return nil
	}}
}

// Ack notes that n is promised to be on the disk from now on.
func (p *Tape) Ack(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.look("acknowledged", "")
	p.frames[len(p.frames)-1].Acked = n
}

// Frames returns what was recorded, the earliest first.
func (p *Tape) Frames() ([]Frame, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.frames, p.failure
}

// look takes in what the step that was under way has done, and adds a frame.
func (p *Tape) look(next durable.Step, path string) {
	frame := Frame{Step: next, Path: path, folders: map[uint64]folderFrame{}, files: map[uint64]fileFrame{}}
	if n := len(p.frames); n > 0 {
		frame.Acked = p.frames[n-1].Acked
	}
	root, err := p.folder(p.root, &frame)
	if frame.root = root; err != nil && p.failure == nil {
		p.failure = err
	}
	p.keepGone(&frame)
	p.frames = append(p.frames, frame)
	p.last = nil
}

// keepGone adds the files that are gone and may come back, because nobody has
// flushed that they are.
func (p *Tape) keepGone(frame *Frame) {
	if len(p.frames) == 0 {
		return
	}
	before := p.frames[len(p.frames)-1].files
	for _, folder := range frame.folders {
		for _, id := range folder.flushed {
			if gone, isKnown := before[id]; isKnown && frame.files[id] == (fileFrame{}) {
				frame.files[id] = gone
			}
		}
	}
}

// folder takes in a folder as it stands, and returns its number.
func (p *Tape) folder(path string, frame *Frame) (uint64, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return 0, err
	}
	id, now := number(info), map[string]uint64{}
	for _, e := range entries {
		inside := filepath.Join(path, e.Name())
		if e.IsDir() {
			now[e.Name()], err = p.folder(inside, frame)
		} else {
			now[e.Name()], err = p.file(inside, frame)
		}
		if os.IsNotExist(err) { // another process is at work in it
			delete(now, e.Name())
			continue
		}
		if err != nil {
			return 0, err
		}
	}
	if p.last != nil && p.last.step == durable.StepSyncFolder && filepath.Clean(p.last.path) == path {
		p.names[id] = now
	}
	frame.folders[id] = folderFrame{p.names[id], now}
	return id, nil
}

// file takes in a file as it stands, and returns its number.
func (p *Tape) file(path string, frame *Frame) (uint64, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, err
	}
	id := number(info)
	link := filepath.Join(p.links, strconv.FormatUint(id, 10))
	if err := os.Link(path, link); err != nil && !os.IsExist(err) {
		return 0, err
	}
	seen := p.seen[link]
	if at := info.ModTime().UnixNano(); seen.size != info.Size() || seen.at != at {
		content, err := os.ReadFile(link)
		if err != nil {
			return 0, err
		}
		seen = seenFile{info.Size(), at, string(content)}
		p.seen[link] = seen
	}
	if p.last != nil && p.last.step == durable.StepSync && p.last.path == path {
		p.synced[id] = seen.content
	}
	flushed, isSynced := p.synced[id]
	frame.files[id] = fileFrame{flushed, seen.content, isSynced && flushed == seen.content}
	return id, nil
}

func number(info fs.FileInfo) uint64 { return info.Sys().(*syscall.Stat_t).Ino }

// Cut is what a disk does to what was not flushed when the power goes.
type Cut struct {
	Name string
	// Keeps reports whether one change of a folder's names has reached the disk.
	Keeps func() bool
	// Content is what a file holds of which not all was flushed.
	Content func(flushed, now string) string
}

// Cuts are the worst disks, and so many that choose by chance.
func Cuts(chances int, random *rand.Rand) []Cut {
	cuts := []Cut{
		{"nothing unflushed is kept", func() bool { return false }, func(flushed, _ string) string { return flushed }},
		{"names are kept, content is not", func() bool { return true }, func(flushed, _ string) string { return flushed }},
		{"names are kept, content is zeros", func() bool { return true }, func(_, now string) string { return string(make([]byte, len(now))) }},
		{"all is kept", func() bool { return true }, func(_, now string) string { return now }},
	}
	for range chances {
		cuts = append(cuts, Cut{"by chance", func() bool { return random.IntN(2) == 0 }, func(flushed, now string) string {
			return []string{flushed, now[:random.IntN(len(now)+1)], string(make([]byte, len(now))), now}[random.IntN(4)]
		}})
	}
	return cuts
}

// Restore makes in the folder, which is empty, what the disk would hold.
func (f Frame) Restore(t testing.TB, folder string, cut Cut) {
	t.Helper()
	if err := f.restore(folder, f.root, cut); err != nil {
		t.Fatal(err)
	}
}

func (f Frame) restore(path string, id uint64, cut Cut) error {
	for name, inside := range f.folders[id].after(cut) {
		at := filepath.Join(path, name)
		if _, isFolder := f.folders[inside]; isFolder {
			if err := os.Mkdir(at, durable.FolderPerm); err != nil {
				return err
			}
			if err := f.restore(at, inside, cut); err != nil {
				return err
			}
			continue
		}
		file, isThere := f.files[inside]
		if !isThere {
			continue // gone before anybody looked, and never flushed
		}
		content := file.now
		if !file.isSynced {
			content = cut.Content(file.flushed, file.now)
		}
		if err := os.WriteFile(at, []byte(content), durable.FilePerm); err != nil {
			return err
		}
	}
	return nil
}

// after are the names that a folder has once each change since its last flush
// was kept or not.
func (f folderFrame) after(cut Cut) map[string]uint64 {
	var all []string
	for name := range f.flushed {
		all = append(all, name)
	}
	for name := range f.now {
		all = append(all, name)
	}
	slices.Sort(all) // so that a seed says all
	names := map[string]uint64{}
	for _, name := range slices.Compact(all) {
		id, was := f.flushed[name]
		if now, is := f.now[name]; (now != id || is != was) && cut.Keeps() {
			id, was = now, is
		}
		if was {
			names[name] = id
		}
	}
	return names
}
