package pdf_test

import (
	"image"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
)

// compiled is a version's folder with something that was compiled and sealed.
func compiled(t *testing.T, base string) (folder, code string) {
	t.Helper()
	folder, err := pdf.OpenCache(base)
	if err != nil {
		t.Fatal(err)
	}
	code = filepath.Join(folder, "wazero-v1-here", "f4")
	put(t, code, "code and tables")
	pdf.SealCache(folder)
	if !pdf.Sealed(folder) {
		t.Fatal("what was just compiled is not sealed")
	}
	return folder, code
}

// put writes a file, with the folders that it lies in.
func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Of what was compiled nothing is run that is not as it was kept.
func TestWhatIsNotAsItWasKeptIsTakenAway(t *testing.T) {
	for name, harm := range map[string]func(folder, code string){
		"changed":          func(_, code string) { put(t, code, "code and Tables") },
		"cut short":        func(_, code string) { put(t, code, "code and") },
		"empty":            func(_, code string) { put(t, code, "") },
		"one more":         func(_, code string) { put(t, code+"f", "foreign") },
		"seal gone":        func(folder, _ string) { _ = os.Remove(filepath.Join(folder, "seal")) },
		"seal of nothing":  func(folder, _ string) { put(t, filepath.Join(folder, "seal"), "") },
		"seal of garbage":  func(folder, _ string) { put(t, filepath.Join(folder, "seal"), "\x00\xff\n") },
		"another's code":   func(folder, code string) { _ = os.Rename(code, code+"0") },
		"code in a folder": func(folder, _ string) { put(t, filepath.Join(folder, "wazero-v2-here", "aa"), "foreign") },
	} {
		t.Run(name, func(t *testing.T) {
			base := t.TempDir()
			folder, code := compiled(t, base)
			harm(folder, code)
			if pdf.Sealed(folder) {
				t.Fatal("the seal vouches for it")
			}
			again, err := pdf.OpenCache(base)
			if err != nil || again != folder {
				t.Fatal(again, err)
			}
			if left, _ := filepath.Glob(filepath.Join(folder, "wazero-*", "*")); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// What is as it was kept stays as it is.
func TestWhatWasCompiledIsUsedAgain(t *testing.T) {
	base := t.TempDir()
	folder, code := compiled(t, base)
	if _, err := pdf.OpenCache(base); err != nil {
		t.Fatal(err)
	}
	pdf.SealCache(folder)
	if !isThere(code) || !pdf.Sealed(folder) {
		t.Error("it is gone")
	}
	put(t, code+"2", "for another processor") // compiled beside it
	pdf.SealCache(folder)
	if !pdf.Sealed(folder) || !isThere(code) {
		t.Error("what was compiled beside it is not kept")
	}
}

// What another program writes just now is left alone; what it began long ago is not.
func TestWhatWasBegunLongAgoIsRemoved(t *testing.T) {
	base := t.TempDir()
	folder, code := compiled(t, base)
	now, old := code+".1.tmp", code+".2.tmp"
	put(t, now, "half")
	put(t, old, "half")
	before := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, before, before); err != nil {
		t.Fatal(err)
	}
	put(t, code, "damaged")
	if _, err := pdf.OpenCache(base); err != nil {
		t.Fatal(err)
	}
	put(t, code, "compiled again")
	pdf.SealCache(folder)
	if !isThere(now) || isThere(old) || !pdf.Sealed(folder) {
		t.Errorf("being written: %v, begun long ago: %v, sealed: %v", isThere(now), isThere(old), pdf.Sealed(folder))
	}
}

// Of older versions one stays, for whoever still uses it; what is not the engine's is
// not touched.
func TestOlderVersionsAreRemoved(t *testing.T) {
	base := t.TempDir()
	for i, name := range []string{"pdfium-v1", "pdfium-v3", "pdfium-v2"} {
		put(t, filepath.Join(base, name, "wazero-v1-here", "f4"), "code")
		seal := filepath.Join(base, name, "seal")
		put(t, seal, "seal")
		at := time.Date(2026, time.January, []int{1, 3, 2}[i], 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(seal, at, at); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(base, "wazero-v1.12.0-amd64-linux", "f4"), "code")
	put(t, filepath.Join(base, "fyne", "cache"), "the toolkit's")
	put(t, filepath.Join(base, "pdfium-notes.txt"), "a person's")
	compiled(t, base)
	entries, err := os.ReadDir(base)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	want := []string{"fyne", "pdfium-notes.txt", "pdfium-v3", pdf.EngineName()}
	slices.Sort(want)
	if !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
}

// Where nothing can be kept nothing is.
func TestAPlaceThatIsNoFolderIsNoCache(t *testing.T) {
	noFolder := filepath.Join(t.TempDir(), "file")
	put(t, noFolder, "no folder")
	for _, base := range []string{"", noFolder} {
		if folder, err := pdf.OpenCache(base); err == nil {
			t.Errorf("%q gives %q", base, folder)
		}
	}
}

// Drawing works where two programs compile the engine at once, and where it was
// damaged on the disk, which is mended.
func TestTheEngineStartsWhateverItsCacheIs(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the engine several times")
	}
	f := file(t, "two.pdf", plainPDF(400, 800, leftAndRight...))
	draw := func(base string) {
		engines := pdf.New(pdf.Options{CacheDir: base})
		defer engines.Close()
		if shot, err := engines.Picture(t.Context(), f, 1, image.Pt(40, 80)); err != nil || isDark(shot, 10, 40) || !isDark(shot, 30, 40) {
			t.Errorf("with %s: %v", base, err)
		}
	}
	base := t.TempDir()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { draw(base) })
	}
	both.Wait()
	folder := filepath.Join(base, pdf.EngineName())
	codes, err := filepath.Glob(filepath.Join(folder, "wazero-*", "*"))
	if err != nil || len(codes) != 1 || !pdf.Sealed(folder) {
		t.Fatal("compiled:", codes, err)
	}
	sound, err := os.ReadFile(codes[0])
	if err != nil {
		t.Fatal(err)
	}
	harmed := slices.Clone(sound)
	harmed[100] ^= 0x40 // where one of the functions begins
	if err := os.WriteFile(codes[0], harmed, 0o600); err != nil {
		t.Fatal(err)
	}
	draw(base)
	if again, err := os.ReadFile(codes[0]); err != nil || !slices.Equal(again, sound) || !pdf.Sealed(folder) {
		t.Errorf("what was damaged is not mended: %v", err)
	}
}

// To look whether the engine is compiled takes next to no memory: the window does.
func TestLookingWhetherItIsCompiledTakesNoMemory(t *testing.T) {
	base := t.TempDir()
	folder, code := compiled(t, base)
	if err := os.Truncate(code, 20<<20); err != nil {
		t.Fatal(err)
	}
	if pdf.Sealed(folder) {
		t.Fatal("the seal vouches for it")
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	pdf.Sealed(folder)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("%d bytes were taken", took)
	}
}
