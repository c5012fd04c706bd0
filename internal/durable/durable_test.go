package durable_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
)

var errFault = errors.New("fault")

func TestWriteFileReplacesWholeFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "dossier.json")
	for _, content := range []string{"a long first version", "short", ""} {
		if err := durable.WriteFile(path, []byte(content), durable.FilePerm); err != nil {
			t.Fatal(err)
		}
		if got := read(t, path); got != content {
			t.Errorf("got %q, want %q", got, content)
		}
	}
	wantPerm(t, path, durable.FilePerm)
	onlyFiles(t, filepath.Dir(path), "dossier.json")
}

func TestWriteNewNeedsFreeName(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "entry.json")
	disk := durable.Disk{}
	if err := disk.WriteNew(path, []byte("first"), durable.KeptPerm); err != nil {
		t.Fatal(err)
	}
	wantPerm(t, path, durable.KeptPerm)
	if err := disk.WriteNew(path, []byte("second"), durable.FilePerm); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want %v", err, fs.ErrExist)
	}
	if got := read(t, path); got != "first" {
		t.Errorf("got %q", got)
	}
	onlyFiles(t, filepath.Dir(path), "entry.json")
}

// Whatever step of a write fails, or is the last one before the program dies,
// the file holds the old bytes or the new ones, and nothing unfinished stays.
func TestWriteFileSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		folder := t.TempDir()
		path := filepath.Join(folder, "dossier.json")
		if err := durable.WriteFile(path, []byte("old"), durable.FilePerm); err != nil {
			t.Fatal(err)
		}
		err := f.Disk().WriteFile(path, []byte("new"), durable.FilePerm)
		reached := f.Steps >= f.Fail
		if (err != nil) != reached {
			t.Errorf("step %d: error %v, reached %v", f.Fail, err, reached)
		}
		if err != nil && !errors.Is(err, errFault) {
			t.Errorf("step %d: the cause is lost in %v", f.Fail, err)
		}
		if err := (durable.Disk{}).Sweep(folder); f.Crash && err != nil {
			t.Error(err)
		}
		got := durabletest.Files(t, folder)
		if err == nil && got["dossier.json"] != "new" || len(got) != 1 ||
			got["dossier.json"] != "old" && got["dossier.json"] != "new" {
			t.Errorf("step %d, crash %v: %v after %v", f.Fail, f.Crash, got, err)
		}
	})
}

func TestErrorsNameTheFileThePersonKnows(t *testing.T) {
	t.Parallel()
	gone := filepath.Join(t.TempDir(), "gone", "dossier.json")
	explained := i18n.Explain(durable.WriteFile(gone, nil, durable.FilePerm))
	if explained.ID != "file-missing" || explained.Args["File"] != gone {
		t.Errorf("got %v", explained)
	}
}

func TestPublish(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	tmp, final := filepath.Join(folder, "made"), filepath.Join(folder, "bundle.pdf")
	put(t, tmp, "new")
	put(t, final, "old")
	if err := (durable.Disk{}).Publish(tmp, final, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want %v", err, fs.ErrExist)
	}
	if diff := cmp.Diff(map[string]string{"made": "new", "bundle.pdf": "old"}, durabletest.Files(t, folder)); diff != "" {
		t.Error(diff)
	}
	if err := (durable.Disk{}).Publish(tmp, final, true); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"bundle.pdf": "new"}, durabletest.Files(t, folder)); diff != "" {
		t.Error(diff)
	}
	put(t, tmp, "second")
	if err := (durable.Disk{}).Publish(tmp, filepath.Join(folder, "second.pdf"), false); err != nil {
		t.Fatal(err)
	}
	onlyFiles(t, folder, "bundle.pdf", "second.pdf")
}

// Windows lets nobody replace a file that another program, a virus scanner most
// often, has open: the rename is tried again until it is let go.
func TestReplacingWaitsForWhoReadsTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "dossier.json")
	put(t, path, "old")
	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	waits := 0
	disk := durable.Disk{Wait: func(int) {
		if waits++; waits == 3 {
			_ = reader.Close()
		}
	}}
	if err := disk.WriteFile(path, []byte("new"), durable.FilePerm); err != nil {
		t.Error(err)
	}
	if got := read(t, path); got != "new" || runtime.GOOS != "windows" && waits > 0 {
		t.Errorf("got %q after %d waits", got, waits)
	}
	onlyFiles(t, filepath.Dir(path), "dossier.json")
}

// A read-only file is replaced where that is asked for.
func TestReplaceTakesTheNameOfAReadOnlyFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	source, final := filepath.Join(folder, "source"), filepath.Join(folder, "final")
	put(t, source, "good")
	if err := (durable.Disk{}).WriteNew(final, []byte("bad"), durable.KeptPerm); err != nil {
		t.Fatal(err)
	}
	good, err := durable.Disk{}.CopyIn(t.Context(), source, folder, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := (durable.Disk{}).Keep(good, final); !errors.Is(err, fs.ErrExist) {
		t.Errorf("kept over another: %v", err)
	}
	if err := (durable.Disk{}).Replace(good, final); err != nil {
		t.Fatal(err)
	}
	if got := read(t, final); got != "good" {
		t.Errorf("got %q", got)
	}
	onlyFiles(t, folder, "source", "final")
}

// Every folder that is made is on the disk, the outer ones too, before the next
// step.
func TestMakeFolderFlushesEachFolder(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	var steps []string
	disk := durable.Disk{Before: func(step durable.Step, path string) error {
		name, err := filepath.Rel(root, path)
		steps = append(steps, string(step)+" "+filepath.ToSlash(name))
		return err
	}}
	if err := disk.MakeFolder(filepath.Join(root, "a", "b", "c")); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"make folder a", "flush folder .", "make folder a/b", "flush folder a", "make folder a/b/c", "flush folder a/b",
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Error(diff)
	}
}

// Of many who publish under one name at once, one wins, and the others' work
// is still theirs.
func TestPublishHasOneWinner(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	final := filepath.Join(folder, "final")
	const many = 16
	errs := make([]error, many)
	var all sync.WaitGroup
	for i := range many {
		tmp := filepath.Join(folder, fmt.Sprint(i))
		put(t, tmp, fmt.Sprint(i))
		all.Go(func() { errs[i] = (durable.Disk{}).Publish(tmp, final, false) })
	}
	all.Wait()
	winners := 0
	for i, err := range errs {
		switch {
		case err == nil:
			winners++
			if got := read(t, final); got != fmt.Sprint(i) {
				t.Errorf("%d won and %s stands there", i, got)
			}
		case !errors.Is(err, fs.ErrExist):
			t.Error(err)
		default:
			read(t, filepath.Join(folder, fmt.Sprint(i)))
		}
	}
	if winners != 1 {
		t.Errorf("%d winners", winners)
	}
}

func TestCopyInKeepsBytesAndDigest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		outer, err := os.MkdirTemp("", "copy")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(outer)
		content := rapid.SliceOfN(rapid.Byte(), 0, 1000).Draw(t, "content")
		content = append(content, make([]byte, rapid.SampledFrom([]int{0, 256 << 10, 300_000}).Draw(t, "more"))...)
		source := filepath.Join(outer, "source.pdf")
		if err := os.WriteFile(source, content, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := durable.Disk{}.CopyIn(context.Background(), source, outer, int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		if c.SHA256 != hex.EncodeToString(sum[:]) || c.Size != int64(len(content)) {
			t.Errorf("got %v", c)
		}
		copied, err := os.ReadFile(c.Path)
		if err != nil || string(copied) != string(content) {
			t.Errorf("%d bytes of %d, %v", len(copied), len(content), err)
		}
		if len(content) > 0 {
			_, err = durable.Disk{}.CopyIn(context.Background(), source, outer, int64(len(content)-1))
			if i18n.Explain(err).ID != "file-too-large" {
				t.Errorf("got %v", err)
			}
		}
	})
}

func TestCopyInSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	source := filepath.Join(t.TempDir(), "scan.pdf")
	put(t, source, strings.Repeat("scan", 100_000))
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		folder := t.TempDir()
		disk := f.Disk()
		c, err := disk.CopyIn(t.Context(), source, folder, 1<<20)
		if err == nil {
			err = disk.Keep(c, filepath.Join(folder, c.SHA256+".pdf"))
		}
		if err == nil {
			wantPerm(t, filepath.Join(folder, c.SHA256+".pdf"), durable.KeptPerm)
		}
		for name, content := range durabletest.Files(t, folder) {
			if name == "unfinished" && !f.Crash && c.Path == "" {
				t.Errorf("step %d left %s", f.Fail, name)
			}
			if name != "unfinished" && content != read(t, source) {
				t.Errorf("step %d left %d bytes under a real name", f.Fail, len(content))
			}
		}
	})
}

func TestCopyInRefusesWhatIsNoFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	put(t, filepath.Join(folder, "large"), "0123456789")
	for name, want := range map[string]string{
		folder:                           "folder-given",
		filepath.Join(folder, "gone"):    "file-missing",
		filepath.Join(folder, "large"):   "file-too-large",
		filepath.Join(folder, "large/x"): "folder-wanted",
		filepath.Join(folder, "x\x00y"):  "name-refused",
	} {
		_, err := durable.Disk{}.CopyIn(t.Context(), name, folder, 9)
		if got := i18n.Explain(err); got.ID != want && !(runtime.GOOS == "windows" && want == "folder-wanted") {
			t.Errorf("%q: got %v, want %s", name, got, want)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := durable.Disk{}.CopyIn(cancelled, filepath.Join(folder, "large"), folder, 100)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	onlyFiles(t, folder, "large")
}

func TestReadFileHasALimit(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f")
	put(t, path, "1234")
	if data, err := durable.ReadFile(path, 4); err != nil || string(data) != "1234" {
		t.Errorf("got %q, %v", data, err)
	}
	if _, err := durable.ReadFile(path, 3); i18n.Explain(err).ID != "file-too-large" {
		t.Errorf("got %v", err)
	}
}

func TestMakeFolderIsPrivate(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "a", "b")
	for range 2 {
		if err := (durable.Disk{}).MakeFolder(folder); err != nil {
			t.Fatal(err)
		}
	}
	wantPerm(t, folder, durable.FolderPerm)
	put(t, filepath.Join(folder, "file"), "")
	if err := (durable.Disk{}).MakeFolder(filepath.Join(folder, "file")); err == nil {
		t.Error("a file is no folder")
	}
}

func TestSweepTakesOnlyUnfinishedFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{".~123.tmp", "notes.tmp", ".~lock.odt#", "a.pdf"} {
		put(t, filepath.Join(folder, name), "")
	}
	if err := (durable.Disk{}).Sweep(folder); err != nil {
		t.Fatal(err)
	}
	onlyFiles(t, folder, "notes.tmp", ".~lock.odt#", "a.pdf")
	if err := (durable.Disk{}).Sweep(filepath.Join(folder, "gone")); err != nil {
		t.Error(err)
	}
}

func TestRemoveOfNothingIsDone(t *testing.T) {
	t.Parallel()
	if err := (durable.Disk{}).Remove(filepath.Join(t.TempDir(), "gone")); err != nil {
		t.Error(err)
	}
}

// A disk that runs full at any byte keeps the old content.
func TestFullDisk(t *testing.T) {
	folder := durabletest.SmallDisk(t, 64<<10)
	path := filepath.Join(folder, "dossier.json")
	if err := durable.WriteFile(path, []byte("old"), durable.FilePerm); err != nil {
		t.Fatal(err)
	}
	for size := 4 << 10; size < 128<<10; size += 4 << 10 {
		err := durable.WriteFile(path, make([]byte, size), durable.FilePerm)
		if err == nil {
			continue
		}
		if got := i18n.Explain(err).ID; got != "disk-full" {
			t.Errorf("%d bytes: got %s", size, got)
		}
		onlyFiles(t, folder, "dossier.json")
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 64<<10 || info.Size() < 4<<10 {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestReadOnlyDisk(t *testing.T) {
	folder := durabletest.SmallDisk(t, 64<<10)
	undo := durabletest.Protect(t, folder)
	path := filepath.Join(folder, "dossier.json")
	err := durable.WriteFile(path, []byte("new"), durable.FilePerm)
	if got := i18n.Explain(err); got.ID != "read-only" || got.Args["File"] != path {
		t.Errorf("got %v", got)
	}
	if err := (durable.Disk{}).Remove(path); err != nil {
		t.Errorf("removing what is not there: %v", err)
	}
	undo()
	onlyFiles(t, folder)
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantPerm(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
		t.Errorf("%s has the rights %o, want %o", path, got, want)
	}
}

func onlyFiles(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, e := range entries {
		got[e.Name()] = true
	}
	wanted := map[string]bool{}
	for _, name := range want {
		wanted[name] = true
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkWriteFile(b *testing.B) {
	path := filepath.Join(b.TempDir(), "dossier.json")
	data := make([]byte, 60_000)
	for b.Loop() {
		if err := durable.WriteFile(path, data, durable.FilePerm); err != nil {
			b.Fatal(err)
		}
	}
}
