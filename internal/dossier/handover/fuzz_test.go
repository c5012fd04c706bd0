package handover

import (
	"bytes"
	"path"
	"strings"
	"testing"

	"example.org/dossier/internal/message"
)

// FuzzArchive reads what anybody may have made: as it is, and as the one file in
// an archive that is otherwise in order, so that what is behind the sums is
// reached too. Whatever is accepted is harmless, and whatever is refused is so with words
// for a person.
func FuzzArchive(f *testing.F) {
	f.Add(honest().bytes(f), "bundles/a.pdf")
	f.Add(honest().with("bundles/é.pdf", "%PDF").bytes(f), "documents/../../x")
	f.Add(sealed(f, honest().bytes(f), "p", 1), `bundles\..\x.pdf`)
	f.Add([]byte(ageMagic+"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n"), "bundles/CON.pdf")
	f.Add([]byte("PK\x03\x04"), "review.json")
	f.Add([]byte(`{"format":1,"files":[{"name":"dossier.json","size":1,"sha256":""}]}`), "bundles/Zoe\u0308.pdf")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		if len(data) > 1<<20 || bytes.Contains(data, []byte("scrypt")) && costly(data) {
			return // its cost is bounded, and far above what a fuzzer has
		}
		for _, candidate := range [][]byte{data, honest().with(name, string(data)).bytes(t)} {
			a, err := read("x.dossier", bytes.NewReader(candidate), int64(len(candidate)), "p")
			if err != nil {
				if message.Of(err) == nil {
					t.Fatalf("no error for a person: %v", err)
				}
				continue
			}
			if a.Verify(t.Context()) == nil && !a.Sealed {
				harmless(t, a, candidate)
			}
		}
	})
}

// costly reports whether a seal asks for more than a moment's work.
func costly(data []byte) bool {
	head, _, _ := bytes.Cut(data, []byte("---"))
	for field := range bytes.FieldsSeq(head) {
		if len(field) == 2 && field[0] == '1' && field[1] >= '0' && field[1] <= '8' {
			return true
		}
	}
	return false
}

// harmless expects all files of an accepted archive to be within the folder, and
// no more to come out of it than went in.
func harmless(t *testing.T, a *Archive, data []byte) {
	t.Helper()
	for _, f := range a.Manifest.Files {
		if path.Clean("/d/"+f.Name) != "/d/"+f.Name || strings.ContainsAny(f.Name, `\:`) {
			t.Errorf("%q leads elsewhere", f.Name)
		}
	}
	if a.Manifest.Size() > int64(len(data)) {
		t.Errorf("%d bytes came out of %d", a.Manifest.Size(), len(data))
	}
}
