package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf/pdftest"
)

func TestAHollowModuleHasAllButTheCode(t *testing.T) {
	module, ok := hollow(pdfiumModule)
	if !ok || len(module) > len(pdfiumModule)/2 {
		t.Fatalf("%d bytes of %d, %v", len(module), len(pdfiumModule), ok)
	}
	whole, bare := sectionsOf(t, pdfiumModule), sectionsOf(t, module)
	if len(bare) != len(whole)+1 {
		t.Fatalf("%d sections of %d", len(bare), len(whole))
	}
	for i, s := range whole {
		if same := bytes.Equal(s, bare[i]); same == (s[0] == codeSection) || bare[i][0] != s[0] {
			t.Errorf("section %d of kind %d: same %v", i, s[0], same)
		}
	}
	other := bytes.Clone(pdfiumModule)
	other[len(other)/2] ^= 1 // in the code, most likely
	if changed, ok := hollow(other); ok && bytes.Equal(changed, module) {
		t.Error("another module's is the same")
	}
	for _, no := range [][]byte{nil, []byte("\x00asm"), pdfiumModule[:1000], pdfiumModule[:8], append(bytes.Clone(pdfiumModule), 1)} {
		if _, ok := hollow(no); ok {
			t.Errorf("%d bytes are a module", len(no))
		}
	}
}

// sectionsOf takes a module apart.
func sectionsOf(t *testing.T, module []byte) (all [][]byte) {
	t.Helper()
	for rest := module[moduleHead:]; len(rest) > 0; {
		length, n := binary.Uvarint(rest[1:])
		whole := 1 + n + int(length)
		if n <= 0 || whole > len(rest) {
			t.Fatal("no section")
		}
		all, rest = append(all, rest[:whole]), rest[whole:]
	}
	return all
}

// compiledCopy is the tests' compiled engine, in a folder to do harm to.
func compiledCopy(t *testing.T) (base, folder string) {
	t.Helper()
	engines := New(Options{CacheDir: pdftest.CacheDir()})
	defer engines.Close()
	if err := engines.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	base = t.TempDir()
	folder = filepath.Join(base, engineName())
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(pdftest.CacheDir(), engineName()))); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	return base, folder
}

func TestPDFiumStartsFromWhatIsKeptForTheHollowModule(t *testing.T) {
	_, folder := compiledCopy(t)
	e, err := launchHollow(folder, DefaultLimits().EngineBytes)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	data := pdftest.Written(3)
	err = e.withDocument(t.Context(), bytes.NewReader(data), int64(len(data)), "", func(o opened) error {
		seen, err := o.pages()
		if err == nil && len(seen) != 3 {
			err = errNotReadable
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Where wazero does not find what was compiled, as on another processor, it compiles the
// hollow module itself: that never starts, and does not stay.
func TestAHollowModuleWithoutItsCodeNeverStarts(t *testing.T) {
	_, folder := compiledCopy(t)
	names, err := kept(folder)
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	elsewhere := filepath.Join(filepath.Dir(names[0]), "of-another-processor")
	if err := os.Rename(filepath.Join(folder, names[0]), filepath.Join(folder, elsewhere)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, hollowName), []byte(filepath.ToSlash(elsewhere)), 0o600); err != nil {
		t.Fatal(err)
	}
	is, err := seal(folder)
	if err != nil || os.WriteFile(filepath.Join(folder, sealName), []byte(is), 0o600) != nil {
		t.Fatal(err)
	}
	if e, err := launchHollow(folder, DefaultLimits().EngineBytes); err == nil || errors.Is(err, errNotHollow) {
		t.Errorf("%v, %v", e, err)
	}
	sweepUnsealed(folder)
	if left, err := kept(folder); err != nil || len(left) != 1 || left[0] != elsewhere {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestOnlyTheOneThatIsNamedIsTakenForTheHollowModule(t *testing.T) {
	for name, harm := range map[string]func(folder, name string) error{
		"no name": func(folder, _ string) error { return os.Remove(filepath.Join(folder, hollowName)) },
		"another": func(folder, _ string) error {
			return os.WriteFile(filepath.Join(folder, hollowName), []byte("x"), 0o600)
		},
		"no code": func(folder, name string) error { return os.Remove(filepath.Join(folder, name)) },
		"one more": func(folder, name string) error {
			return os.WriteFile(filepath.Join(folder, name+"0"), []byte("x"), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, folder := compiledCopy(t)
			names, err := kept(folder)
			if err != nil || len(names) != 1 {
				t.Fatal(names, err)
			}
			if err := harm(folder, names[0]); err != nil {
				t.Fatal(err)
			}
			if _, err := launchHollow(folder, DefaultLimits().EngineBytes); !errors.Is(err, errNotHollow) {
				t.Error(err)
			}
		})
	}
}

func BenchmarkStartOfPDFium(b *testing.B) {
	for b.Loop() {
		engines := New(Options{CacheDir: pdftest.CacheDir()})
		if err := engines.Warm(context.Background()); err != nil {
			b.Fatal(err)
		}
		if err := engines.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
