package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
)

// The names of the bundles in the file that the hostile ones are made of. What
// takes their places has the same length.
const (
	firstBundle  = "bundles/aaaaaaaaaaaa.pdf"
	secondBundle = "bundles/bbbbbbbbbbbb.pdf"
)

// harmless is a hand-over file that is taken in.
func harmless(t *testing.T, state string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.dossier")
	_, err := handover.Write(t.Context(), durable.Disk{}, []handover.Source{
		{Name: handover.DossierName, Bytes: []byte(state)},
		{Name: firstBundle, Bytes: []byte("%PDF first")}, {Name: secondBundle, Bytes: []byte("%PDF second")},
	}, handover.Options{Output: path})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// renamed gives an entry another name, everywhere, and makes the sums right again.
func renamed(t *testing.T, data []byte, from, to string) []byte {
	t.Helper()
	if len(from) != len(to) {
		t.Fatalf("%q is not as long as %q", to, from)
	}
	inManifest := strings.ReplaceAll(to, `\`, `/`) // there it would be escaped, and longer
	const body = 30 + len("manifest.json")
	size := int(binary.LittleEndian.Uint32(data[22:]))
	manifest := bytes.ReplaceAll(data[body:body+size], []byte(from), []byte(inManifest))
	out := append(append(bytes.Clone(data[:body]), manifest...), bytes.ReplaceAll(data[body+size:], []byte(from), []byte(to))...)
	sum := crc32.ChecksumIEEE(manifest)
	binary.LittleEndian.PutUint32(out[14:], sum)
	binary.LittleEndian.PutUint32(out[record(out, "manifest.json")+16:], sum)
	return out
}

// record is where the directory's record of an entry begins.
func record(data []byte, name string) int { return bytes.LastIndex(data, []byte(name)) - 46 }

// with changes bytes of a copy.
func with(data []byte, change func(b []byte)) []byte {
	out := bytes.Clone(data)
	change(out)
	return out
}

// bomb is ten megabytes of nothing, packed by another program.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create("dossier.json")
	if err == nil {
		_, err = f.Write(make([]byte, 10<<20))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const nobody = `{"format":1,"candidate":{"format":1},"documents":[],"applications":[]}`

// hostile are files that anybody may hand over, by what is wrong with them.
func hostile(t *testing.T) map[string][]byte {
	t.Helper()
	good := harmless(t, nobody)
	missing := strings.Repeat("0a", 32) + ".pdf"
	end := len(good) - 22
	at := record(good, firstBundle)
	local := bytes.Index(good, []byte("PK\x03\x04\x14\x00\x00\x08")) // of the manifest; the others follow
	files := map[string][]byte{
		"nothing":             {},
		"a PDF":               []byte("%PDF-1.7 and so on"),
		"a bomb":              bomb(t),
		"cut off":             good[:len(good)/2],
		"something behind":    append(bytes.Clone(good), "PK"...),
		"something before":    append([]byte("#!"), good...),
		"compressed":          with(good, func(b []byte) { b[at+10] = 8 }),
		"an unknown method":   with(good, func(b []byte) { b[at+10] = 99 }),
		"encrypted by zip":    with(good, func(b []byte) { b[at+8] = 1 }),
		"a link":              with(good, func(b []byte) { b[at+41] = 0o120000 >> 8 }),
		"a lying size":        with(good, func(b []byte) { b[at+24]++ }),
		"over another":        with(good, func(b []byte) { binary.LittleEndian.PutUint32(b[at+42:], uint32(local)) }),
		"zip64":               with(good, func(b []byte) { binary.LittleEndian.PutUint32(b[end+16:], 0xffffffff) }),
		"a million entries":   with(good, func(b []byte) { binary.LittleEndian.PutUint32(b[end+8:], 0xffffffff) }),
		"a wrong sum":         with(good, func(b []byte) { b[bytes.Index(b, []byte("%PDF first"))] = 'X' }),
		"a missing document":  harmless(t, strings.Replace(nobody, `"documents":[]`, `"documents":[{"id":"d1","file":"`+missing+`","kind":"other"}]`, 1)),
		"a path in a file":    harmless(t, strings.Replace(nobody, `"documents":[]`, `"documents":[{"id":"d1","file":"../../x.pdf","kind":"other"}]`, 1)),
		"no JSON":             harmless(t, "no JSON"),
		"a format to come":    harmless(t, `{"format":9}`),
		"a lock at any cost":  []byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"),
		"one name twice":      renamed(t, good, secondBundle, firstBundle),
		"names but for case":  renamed(t, good, secondBundle, "bundles/AAAAAAAAAAAA.pdf"),
		"a name no more text": renamed(t, good, firstBundle, "bundles/\xff\xfeaaaaaaaaaa.pdf"),
	}
	for _, name := range []string{
		"../../../@.pdf", "bundles/../../@.pdf", "/etc/@.pdf", "//server/@.pdf", "C:/@.pdf", `bundles\..\..\@.pdf`,
		"bundles/CON.@.pdf", "bundles/NUL .@.pdf", "bundles/@.pdf.", "bundles/@.pdf ", "bundles/@e\u0301.pdf", "bundles/@/a.pdf",
		"bundles/@.pdf.exe", "history/@.pdf", ".dossier/@.pdf", "bundles/a:@.pdf",
	} {
		name = strings.Replace(name, "@", strings.Repeat("a", len(firstBundle)+1-len(name)), 1)
		files[name] = renamed(t, good, firstBundle, name)
	}
	return files
}

// whatever is refused is so in two lines, in the language that was asked for, and
// nothing of it is anywhere.
func TestHostileFilesAreRefusedInEveryLanguage(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	home := func(string) string { return "" }
	now := func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) }
	passphrase := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(passphrase, []byte("p\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	attempt := func(lang, file, dir string) (int, string) {
		var out, failed bytes.Buffer
		status := run(t.Context(), surroundings{
			args:  []string{"import", file, dir, "--lang", lang, "--passphrase-file", passphrase},
			stdin: strings.NewReader(""), stdout: &out, stderr: &failed, getenv: home, now: now, program: "test",
		})
		return status, failed.String()
	}
	for name, data := range hostile(t) {
		file := filepath.Join(folder, "x.dossier")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		before := durabletest.Files(t, folder)
		told := map[string]bool{}
		for _, lang := range []string{"en", "fr"} {
			status, text := attempt(lang, file, filepath.Join(folder, "new", "dossier"))
			if status != statusBadInput || strings.Count(text, "\n") != 2 || strings.Contains(text, "<no value>") || told[text] {
				t.Errorf("%s, %s: status %d\n%s", name, lang, status, text)
			}
			told[text] = true
		}
		if diff := cmp.Diff(before, durabletest.Files(t, folder)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if _, err := os.Stat(filepath.Join(folder, "new")); err == nil {
			t.Fatalf("%s: a folder is left", name)
		}
	}
	good := filepath.Join(folder, "x.dossier")
	if err := os.WriteFile(good, harmless(t, nobody), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, text := attempt("en", good, filepath.Join(folder, "new", "dossier")); status != statusDone {
		t.Errorf("the harmless one: status %d\n%s", status, text)
	}
}
