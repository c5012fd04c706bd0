package handover

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"

	"example.org/dossier/internal/message"
)

// raw is a zip made by hand: each part can be another than the program's own.
type raw struct {
	names    []string
	bodies   []string
	manifest func(*Manifest)                 // changes what the manifest says
	bend     func(i int, local, cent []byte) // changes the headers of an entry
	end      func([]byte) []byte             // changes the last record
	between  string                          // stands before the directory
}

// honest is a zip that is accepted.
func honest() *raw {
	one := document("one")
	return &raw{names: []string{DossierName, one.Name}, bodies: []string{`{"format":1}`, "one"}}
}

func (r *raw) with(name, body string) *raw {
	r.names, r.bodies = append(r.names, name), append(r.bodies, body)
	return r
}

func (r *raw) bytes(t testing.TB) []byte {
	t.Helper()
	m := Manifest{Format: 1, Made: noon, Program: "test"}
	for i, name := range r.names {
		sum := sha256.Sum256([]byte(r.bodies[i]))
		m.Files = append(m.Files, File{name, int64(len(r.bodies[i])), hex.EncodeToString(sum[:])})
	}
	if r.manifest != nil {
		r.manifest(&m)
	}
	text, err := m.encode()
	if err != nil { // a name that is no text: the directory alone says it
		text = []byte(`{"format":1,"files":[]}`)
	}
	names, bodies := append([]string{manifestName}, r.names...), append([]string{string(text)}, r.bodies...)
	var out, records []byte
	for i, name := range names {
		e := entry{name: name, size: int64(len(bodies[i])), crc: crc32.ChecksumIEEE([]byte(bodies[i])), offset: int64(len(out))}
		local, cent := e.local(), e.central()
		if r.bend != nil {
			r.bend(i, local, cent)
		}
		out = append(append(out, local...), bodies[i]...)
		records = append(records, cent...)
	}
	out = append(out, r.between...)
	end := directoryEnd(len(names), int64(len(records)), int64(len(out)))
	if r.end != nil {
		end = r.end(end)
	}
	return append(append(out, records...), end...)
}

func opened(t testing.TB, data []byte, passphrase string) error {
	t.Helper()
	a, err := read("x.dossier", bytes.NewReader(data), int64(len(data)), passphrase)
	if err == nil {
		err = a.Verify(t.Context())
	}
	return err
}

// bent changes the header's fields of entry 1 at these places: of the local
// header, of the record; -1 for neither.
func bent(local, cent int, value byte) func(int, []byte, []byte) {
	return func(i int, l, c []byte) {
		if i != 1 {
			return
		}
		if local >= 0 {
			l[local] = value
		}
		if cent >= 0 {
			c[cent] = value
		}
	}
}

func TestHonestOneIsAccepted(t *testing.T) {
	if err := opened(t, honest().bytes(t), ""); err != nil {
		t.Fatal(err)
	}
}

func TestHostileNamesAreRefused(t *testing.T) {
	for _, name := range []string{
		"../evil.pdf", "documents/../../evil.pdf", "bundles/../dossier.json", "/etc/passwd", "//server/share/x.pdf",
		`C:\Windows\x.pdf`, "C:/Windows/x.pdf", "C:x.pdf", `bundles\..\..\x.pdf`, `..\x.pdf`, `\\server\share\x.pdf`, "bundles/a/b.pdf",
		"bundles/..", "bundles/.", "bundles/", "bundles", "./dossier.json", "bundles//a.pdf", "",
		"bundles/CON.pdf", "bundles/nul.pdf", "bundles/Com1.pdf", "bundles/lpt¹.pdf", "bundles/CONOUT$.pdf", "NUL", "aux.json",
		"bundles/a.pdf.", "bundles/a.pdf ", "bundles/ a.pdf", "bundles/a.pdf:stream", "bundles/a.pdf::$DATA",
		"bundles/.hidden.pdf", "bundles/.~1.tmp", "bundles/~$a.pdf", "bundles/a\x00.pdf", "bundles/a\r\nb.pdf", "bundles/\u202efdp.pdf",
		"bundles/Zoe\u0308.pdf", // not in normal form C
		"history/20250601T120000Z-1.json", ".dossier/lock", "settings.json", "bundles/run.exe", "bundles/a.lnk", "bundles/a.pdf.exe",
		"documents/" + strings.Repeat("a", 64) + ".exe", "documents/" + strings.Repeat("A", 64) + ".pdf", "documents/x.pdf",
		"documents/" + strings.Repeat("a", 64) + ".pdf.bat", "vacancies/../x.yaml", "vacancies/x.yml", "Dossier.json", "manifest.json",
		"bundles/" + strings.Repeat("x", 200) + ".pdf",
	} {
		err := opened(t, honest().with(name, "evil").bytes(t), "")
		if e := message.Of(err); e == nil || e.ID != "handover-refused" && e.ID != "handover-foreign" {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestNameThatIsNoTextIsRefused(t *testing.T) {
	data := honest().with("bundles/\xff\xfe.pdf", "evil").bytes(t)
	if message.Of(opened(t, data, "")) == nil {
		t.Error("accepted")
	}
}

func TestNamesThatSomeSystemTakesForOneAreRefused(t *testing.T) {
	for _, pair := range [][2]string{
		{"bundles/a.pdf", "bundles/a.pdf"},
		{"bundles/a.pdf", "bundles/A.PDF"},
		{"bundles/é.pdf", "bundles/É.pdf"},
		{"bundles/straße.pdf", "bundles/STRASSE.pdf"},
		{"bundles/ς.pdf", "bundles/Σ.pdf"},
		{"bundles/\u212a.pdf", "bundles/k.pdf"}, // the sign for kelvin
		{"bundles/Å.pdf", "bundles/\u212b.pdf"}, // the sign for ångström
		{"vacancies/own.yaml", "vacancies/OWN.yaml"},
	} {
		wantID(t, opened(t, honest().with(pair[0], "a").with(pair[1], "b").bytes(t), ""), "handover-refused")
	}
}

func TestBentHeadersAreRefused(t *testing.T) {
	for name, bend := range map[string]func(int, []byte, []byte){
		"deflated":                  bent(8, 10, 8),
		"an unknown method":         bent(8, 10, 99),
		"encrypted by zip":          bent(6, 8, 1),
		"sizes behind the bytes":    bent(6, 8, 8),
		"a link":                    bent(-1, 41, 0o120000>>8),
		"a device":                  bent(-1, 41, 0o060000>>8),
		"a folder":                  bent(-1, 38, 0x10),
		"for everybody":             bent(-1, 40, 0xb6),
		"of another system":         bent(-1, 5, 0),
		"another version":           bent(4, 6, 45),
		"a time":                    bent(10, 12, 1),
		"something extra":           bent(28, 30, 4),
		"something extra, locally":  bent(28, -1, 4),
		"a comment":                 bent(-1, 32, 4),
		"another disk":              bent(-1, 34, 1),
		"another name, locally":     bent(30, -1, 'D'),
		"another size, locally":     bent(22, -1, 99),
		"another sum, locally":      bent(14, -1, 99),
		"two sizes":                 bent(18, 20, 99),
		"no signature":              bent(0, 0, 'X'),
		"over the one before":       bent(-1, 42, 0),
		"a name without end":        bent(-1, 29, 0xff),
		"the size of zip64":         func(i int, _, c []byte) { binary.LittleEndian.PutUint32(c[24:], 0xffffffff) },
		"the place of zip64":        func(i int, _, c []byte) { binary.LittleEndian.PutUint32(c[42:], 0xffffffff) },
		"both sizes of zip64":       func(i int, _, c []byte) { binary.LittleEndian.PutUint64(c[20:], 0xffffffffffffffff) },
		"longer than what there is": func(i int, l, c []byte) { binary.LittleEndian.PutUint32(c[24:], 1<<30); c[23] = 0x40 },
	} {
		r := honest()
		r.bend = bend
		err := opened(t, r.bytes(t), "")
		if e := message.Of(err); e == nil || e.ID != "handover-foreign" && e.ID != "handover-damaged" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBentEndsAreRefused(t *testing.T) {
	put16 := func(at int, v uint16) func([]byte) []byte {
		return func(b []byte) []byte { binary.LittleEndian.PutUint16(b[at:], v); return b }
	}
	put32 := func(at int, v uint32) func([]byte) []byte {
		return func(b []byte) []byte { binary.LittleEndian.PutUint32(b[at:], v); return b }
	}
	for name, end := range map[string]func([]byte) []byte{
		"fewer entries":           put16(10, 2),
		"more entries":            put16(10, 4),
		"another disk":            put16(4, 1),
		"two counts":              put16(8, 2),
		"a comment that is there": func(b []byte) []byte { b[20] = 2; return append(b, "hi"...) },
		"a comment that is not":   put16(20, 9),
		"a directory too long":    put32(12, 1<<31),
		"a directory elsewhere":   put32(16, 4),
		"a directory of zip64":    put32(16, 0xffffffff),
		"something behind":        func(b []byte) []byte { return append(b, "PK"...) },
		"a second end":            func(b []byte) []byte { return append(b, b...) },
		"no end":                  func([]byte) []byte { return nil },
	} {
		r := honest()
		r.end = end
		if message.Of(opened(t, r.bytes(t), "")) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSomethingBetweenIsRefused(t *testing.T) {
	r := honest()
	r.between = "PK\x03\x04 something that the directory does not know"
	wantID(t, opened(t, r.bytes(t), ""), "handover-damaged")
	wantID(t, opened(t, append([]byte("#!/bin/sh\n"), honest().bytes(t)...), ""), "handover-not-one")
}

// A million entries are refused by the count, before anything is made for them.
func TestAMillionEntriesAreRefusedByTheirCount(t *testing.T) {
	for _, count := range []uint16{FileLimit + 2, 0xffff} { // 0xffff: the number stands elsewhere, as zip64 has it
		r := honest()
		r.end = func(b []byte) []byte {
			binary.LittleEndian.PutUint16(b[8:], count)
			binary.LittleEndian.PutUint16(b[10:], count)
			return b
		}
		wantID(t, opened(t, r.bytes(t), ""), "handover-too-many")
	}
	var before, after runtime.MemStats
	r := honest()
	r.end = func(b []byte) []byte {
		binary.LittleEndian.PutUint16(b[8:], FileLimit)
		binary.LittleEndian.PutUint16(b[10:], FileLimit)
		return b
	}
	data := r.bytes(t)
	runtime.ReadMemStats(&before)
	err := opened(t, data, "")
	runtime.ReadMemStats(&after)
	if message.Of(err) == nil || after.TotalAlloc-before.TotalAlloc > 4_000_000 {
		t.Errorf("%v after %d bytes", err, after.TotalAlloc-before.TotalAlloc)
	}
}

func TestManifestThatLiesIsRefused(t *testing.T) {
	for name, lie := range map[string]func(*Manifest){
		"another size":        func(m *Manifest) { m.Files[1].Size++ },
		"below zero":          func(m *Manifest) { m.Files[1].Size = -1 },
		"another digest":      func(m *Manifest) { m.Files[0].SHA256 = m.Files[1].SHA256 },
		"no digest":           func(m *Manifest) { m.Files[0].SHA256 = "" },
		"one less":            func(m *Manifest) { m.Files = m.Files[:1] },
		"one more":            func(m *Manifest) { m.Files = append(m.Files, File{Name: ReviewName}) },
		"another order":       func(m *Manifest) { m.Files[0], m.Files[1] = m.Files[1], m.Files[0] },
		"a name beside":       func(m *Manifest) { m.Files[1].Name = "../x.pdf" },
		"no format":           func(m *Manifest) { m.Format = 0 },
		"a format to come":    func(m *Manifest) { m.Format = 2 },
		"none":                func(m *Manifest) { m.Files = nil },
		"far too large":       func(m *Manifest) { m.Files[1].Size = DocumentLimit + 1 },
		"more than there may": func(m *Manifest) { m.Files = append(m.Files, make([]File, FileLimit)...) },
	} {
		r := honest()
		r.manifest = lie
		if message.Of(opened(t, r.bytes(t), "")) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	r := honest()
	r.manifest = func(m *Manifest) { m.Format = 7 }
	wantID(t, opened(t, r.bytes(t), ""), "handover-newer")
}

func TestWithoutADossierItIsNone(t *testing.T) {
	r := &raw{names: []string{ReviewName}, bodies: []string{"{}"}}
	wantID(t, opened(t, r.bytes(t), ""), "handover-foreign")
}

func TestDocumentWithOtherBytesThanItsNameIsRefused(t *testing.T) {
	name := document("one").Name
	r := &raw{names: []string{DossierName, name}, bodies: []string{"{}", "two"}}
	wantID(t, opened(t, r.bytes(t), ""), "handover-damaged")
}

// Every cut and every flipped bit of a small file is noticed.
func TestTruncatedAndFlippedFilesAreRefused(t *testing.T) {
	data := honest().bytes(t)
	for n := range len(data) {
		if message.Of(opened(t, data[:n], "")) == nil {
			t.Fatalf("cut after %d bytes: accepted", n)
		}
		other := bytes.Clone(data)
		other[n] ^= 1 << (n % 8)
		if message.Of(opened(t, other, "")) == nil {
			t.Fatalf("bit flipped in byte %d: accepted", n)
		}
	}
}

func TestTruncatedAndFlippedSealsAreRefused(t *testing.T) {
	data := sealed(t, honest().bytes(t), "p", 1)
	for n := 0; n < len(data); n += 7 {
		if message.Of(opened(t, data[:n], "p")) == nil {
			t.Fatalf("cut after %d bytes: accepted", n)
		}
		other := bytes.Clone(data)
		other[n] ^= 1 << (n % 8)
		if message.Of(opened(t, other, "p")) == nil {
			t.Fatalf("bit flipped in byte %d: accepted", n)
		}
	}
	if message.Of(opened(t, append(data, 0), "p")) == nil {
		t.Error("something behind the seal: accepted")
	}
}

func sealed(t testing.TB, data []byte, passphrase string, work int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := seal(&out, passphrase, work)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSealsAreOpenedAtABearableCostAlone(t *testing.T) {
	data := sealed(t, honest().bytes(t), "p", 1)
	for _, work := range []string{"19", "30", "63", "99999999999999999999", "x"} {
		costly := bytes.Replace(data, []byte(" 1\n"), []byte(" "+work+"\n"), 1)
		wantID(t, opened(t, costly, "p"), "handover-too-hard")
	}
	if err := opened(t, bytes.Replace(data, []byte(" 1\n"), []byte(" 2\n"), 1), "p"); message.Of(err) == nil {
		t.Error("a changed cost: accepted")
	}
	wantID(t, opened(t, data, "q"), "handover-wrong-passphrase")
}

func TestSealsForAKeyAreRefused(t *testing.T) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, key.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	wantID(t, opened(t, out.Bytes(), "p"), "handover-other-key")
}

func TestSealWithinASealIsRefused(t *testing.T) {
	twice := sealed(t, sealed(t, honest().bytes(t), "p", 1), "p", 1)
	wantID(t, opened(t, twice, "p"), "handover-foreign")
	wantID(t, opened(t, sealed(t, nil, "p", 1), "p"), "handover-foreign")
	wantID(t, opened(t, []byte(ageMagic), "p"), "handover-damaged")
	endless := []byte(ageMagic + "-> scrypt " + strings.Repeat("a ", 3<<20))
	wantID(t, opened(t, endless, "p"), "handover-damaged")
}

// zipped is a zip by another program's hand.
func zipped(t testing.TB, method uint16, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, body := range files {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What would grow beyond measure when it is unpacked is never unpacked: no entry
// is compressed.
func TestBombsAreRefused(t *testing.T) {
	inner := zipped(t, zip.Deflate, map[string][]byte{"0.zip": make([]byte, 10<<20)})
	many := map[string][]byte{}
	for i := range 16 {
		many[fmt.Sprintf("lib %d.zip", i)] = inner
	}
	for name, data := range map[string][]byte{
		"ten megabytes in ten kilobytes": zipped(t, zip.Deflate, map[string][]byte{DossierName: make([]byte, 10<<20)}),
		"zips within zips":               zipped(t, zip.Deflate, many),
		"an empty zip":                   zipped(t, zip.Store, nil),
		"a zip of somebody's":            zipped(t, zip.Store, map[string][]byte{DossierName: []byte("{}")}),
	} {
		if message.Of(opened(t, data, "")) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestOtherFilesAreNamedForWhatTheyAre(t *testing.T) {
	for want, data := range map[string]string{
		"file-empty":       "",
		"handover-not-one": "%PDF-1.7 and so on",
		"handover-damaged": "PK\x03\x04",
	} {
		wantID(t, opened(t, []byte(data), ""), want)
	}
	wantID(t, opened(t, []byte("P"), ""), "handover-not-one")
}
