package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"example.org/dossier/internal/pdf/pdftest"
)

// rawOf are the streams of a document by object number.
func rawOf(d *document) map[int][]byte {
	raw := map[int][]byte{}
	for number, entry := range d.ctx.Table {
		if s, ok := entry.Object.(types.StreamDict); ok {
			raw[number] = s.Raw
		}
	}
	return raw
}

func isPartOf(part, whole []byte) bool {
	at := bytes.Index(whole, part)
	return at >= 0 && &whole[at] == &part[0]
}

func TestLargeStreamsAreNotCopied(t *testing.T) {
	data := pdftest.Scanned(2)
	d, err := parse(t.Context(), inMemory(data), "", DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	large := 0
	for _, raw := range rawOf(d) {
		if len(raw) > promisedFrom {
			if large++; !isPartOf(raw, data) {
				t.Errorf("%d bytes were copied", len(raw))
			}
		}
	}
	if large < 2 {
		t.Errorf("%d large streams", large)
	}
}

// longStream is a file with one large stream and what says its length, between other
// things.
func longStream(dict, data string, more ...string) []byte {
	return pdftest.File(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
		fmt.Sprintf("<<%s>>\nstream\n%s\nendstream", dict, data),
	}, more...)...)
}

func TestStreamsAreReadAsEver(t *testing.T) {
	long := strings.Repeat("0 0 m ", 3000)
	files := map[string][]byte{
		"plain":              longStream(fmt.Sprintf("/Length %d", len(long)), long),
		"length elsewhere":   longStream("/Length 5 0 R", long, fmt.Sprint(len(long))),
		"a length too large": longStream(fmt.Sprintf("/Length %d", len(long)+50), long),
		"a length too small": longStream(fmt.Sprintf("/Length %d", len(long)-50), long),
		"of no pixels":       longStream(fmt.Sprintf("/Length1 9000/Lengths/Length/Length %d", len(long)), long),
		"a name for it":      longStream(fmt.Sprintf("/L#65ngth 7/A<</Length %d>>", len(long)), long),
		"one below":          longStream(fmt.Sprintf("/DecodeParms<</Length %d>>", len(long)), long),
		"one below, and 7":   longStream(fmt.Sprintf("/DecodeParms<</Length %d>>/Length 7", len(long)), long),
		"two":                longStream(fmt.Sprintf("/Length %d/Length %d", len(long), len(long)-100), long),
		"in a text":          longStream(fmt.Sprintf("/A(/Length %d )/Length 5 0 R", len(long)), long, fmt.Sprint(len(long))),
		"in a remark":        longStream(fmt.Sprintf("%%/Length 9000 \n/Length 5 0 R"), long, fmt.Sprint(len(long))),
		"a sum":              longStream(fmt.Sprintf("/Length %d.0", len(long)), long),
		"a long number":      longStream(fmt.Sprintf("/Length 00000000000%d", len(long)), long),
		"beyond the end":     longStream("/Length 9000000", long),
		"no length":          longStream("", long),
		"of objects":         longStream(fmt.Sprintf("/Type/ObjStm/N 1/First 4/Length %d", len(long)), "9 0 "+long[4:]),
		"a large dictionary": longStream("/Length 3", "q Q", "<</A["+long+"]>>"),
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) { sameParse(t, data) })
	}
}

// sameParse holds what is read of bytes in memory to what pdfcpu reads by itself. It
// reads objects in an order of chance, on which its doubts can hang.
func sameParse(t *testing.T, data []byte) {
	t.Helper()
	var got, want *document
	var failed, err error
	same := func() bool {
		return (failed == nil) == (err == nil) && errors.Is(failed, errLocked) == errors.Is(err, errLocked) &&
			(err != nil || (got.doubt == "") == (want.doubt == "") && len(got.pages) == len(want.pages))
	}
	for range 20 {
		got, failed = parse(t.Context(), inMemory(data), "", DefaultLimits())
		if want, err = parse(t.Context(), bytes.NewReader(data), "", DefaultLimits()); same() {
			break
		}
	}
	if !same() {
		t.Fatalf("%v, %+v instead of %v, %+v", failed, got, err, want)
	}
	if err != nil {
		return
	}
	raw, other := rawOf(got), rawOf(want)
	for number, bytes := range other {
		if !slices.Equal(raw[number], bytes) {
			t.Errorf("object %d: %d bytes instead of %d, or others", number, len(raw[number]), len(bytes))
		}
	}
	for number, entry := range want.ctx.Table {
		other := got.ctx.Table[number]
		if other == nil || fmt.Sprint(entry.Object) != fmt.Sprint(other.Object) {
			t.Errorf("object %d is another", number)
		}
	}
	if len(raw) != len(other) {
		t.Errorf("%d streams instead of %d", len(raw), len(other))
	}
}

func TestDifficultFilesAreReadAsEver(t *testing.T) {
	folder := pdftest.Corpus(t)
	for i, one := range pdftest.Manifest(t, folder) {
		if testing.Short() && i%10 != 0 {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, one.Name))
		if err != nil || Sniff(data) != PDF || len(data) > 20e6 {
			continue
		}
		t.Run(one.Name, func(t *testing.T) { sameParse(t, data) })
	}
}

func TestAGlanceSeesWhatALookDoes(t *testing.T) {
	folder := t.TempDir()
	engines := New(Options{})
	glanced := 0
	for i, data := range [][]byte{
		pdftest.Scanned(2), pdftest.Written(3), longStream("/Length 3", "q Q"), longStream("/Length 9", "q Q"), []byte("%PDF-1.7\nno more"),
	} {
		f := File{Path: filepath.Join(folder, fmt.Sprint(i, ".pdf"))}
		if err := os.WriteFile(f.Path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		facts, ok := engines.glance(t.Context(), f)
		if !ok {
			continue
		}
		glanced++
		l, err := engines.load(t.Context(), f, "")
		if err != nil {
			t.Fatal(err)
		}
		if want := l.facts(); fmt.Sprint(facts) != fmt.Sprint(want) {
			t.Errorf("file %d: %+v instead of %+v", i, facts, want)
		}
	}
	if glanced == 0 && canMap(t) {
		t.Error("no file was seen at a glance")
	}
}

// canMap reports whether the system maps files here.
func canMap(t *testing.T) bool {
	t.Helper()
	file, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, ok := mapFile(file, 1)
	if ok {
		unmap(data)
	}
	return ok
}

func TestAFileCutOffWhileItIsMapped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if !canMap(t) {
		t.Skip("this system does not map files")
	}
	done, err := mapped(file, 1<<20, func(data []byte, _ func()) error {
		if err := os.Truncate(path, 0); err != nil {
			return err
		}
		_ = sha256.Sum256(data)
		return nil
	})
	if done || !errors.Is(err, errNotReadable) {
		t.Errorf("%v, %v", done, err)
	}
}

func TestPanicsThatAreNoFaultsGoOn(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	_, _ = onLoan(func() error { panic("of another kind") })
}

// limited takes so many bytes and then says that it is full.
type limited struct {
	bytes.Buffer
	left int
}

var errFull = errors.New("full")

func (l *limited) Write(b []byte) (int, error) {
	n, _ := l.Buffer.Write(b[:min(l.left, len(b))])
	if l.left -= n; n < len(b) {
		return n, errFull
	}
	return n, nil
}

func TestASpoolKeepsTheOrder(t *testing.T) {
	var want bytes.Buffer
	to := &limited{left: 1 << 30}
	s := newSpool(to, true)
	defer s.close()
	for i := range 3000 {
		b := bytes.Repeat([]byte{byte(i)}, i*i%(directBytes+7000))
		want.Write(b)
		if err := s.put(b); err != nil {
			t.Fatal(err)
		}
	}
	digest, err := s.digest()
	if err != nil || !bytes.Equal(to.Bytes(), want.Bytes()) {
		t.Fatalf("%v: %d bytes of %d, or others", err, to.Len(), want.Len())
	}
	if sum := sha256.Sum256(want.Bytes()); hex.EncodeToString(digest) != hex.EncodeToString(sum[:]) {
		t.Error("another digest")
	}
}

func TestASpoolOntoAFullDisk(t *testing.T) {
	for _, left := range []int{0, 1, chunkBytes, chunkBytes + 1, 5 * chunkBytes} {
		to := &limited{left: left}
		s := newSpool(to, true)
		var failed error
		for range 200 {
			if err := s.put(make([]byte, directBytes+1)); err != nil {
				failed = err
			}
		}
		_, err := s.digest()
		s.close()
		if !isWriting(err) || !errors.Is(err, errFull) || failed != nil && !errors.Is(failed, errFull) {
			t.Errorf("%d: %v, %v", left, failed, err)
		}
		if to.Len() > left {
			t.Errorf("%d: %d bytes written", left, to.Len())
		}
	}
}

func TestASourceThatIsReadIntoTheRoomOfAnother(t *testing.T) {
	folder := t.TempDir()
	engines := New(Options{})
	var sources []Source
	var sums []string
	for i := range 9 {
		data := pdftest.Scanned(1 + i%3)
		path := filepath.Join(folder, fmt.Sprint(i, ".pdf"))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, Source{File: File{Path: path}})
		sums = append(sums, fingerprint(data))
	}
	out := filepath.Join(folder, "out.pdf")
	made, err := engines.Assemble(context.Background(), Assembly{Sources: sources, Output: out, Digest: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := engines.holds(t.Context(), out, made); err != nil {
		t.Error(err)
	}
	for i, s := range made.Sources {
		if s.SHA256 != sums[i] {
			t.Errorf("source %d has another digest", i)
		}
	}
	data, err := os.ReadFile(out)
	if err != nil || fingerprint(data) != made.SHA256 || int64(len(data)) != made.Size {
		t.Errorf("%v: the result is not what its digest says", err)
	}
}
