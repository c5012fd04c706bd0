package ui_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/worker"
)

// pictureBomb is a small PNG that claims to have more points than any memory.
func pictureBomb(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))))
	data := out.Bytes()
	header := data[12:29] // "IHDR" and its thirteen bytes
	binary.BigEndian.PutUint32(header[4:], 60_000)
	binary.BigEndian.PutUint32(header[8:], 60_000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(header))
	return string(data)
}

// notTaken are paths that cannot be taken in; make returns "" where the system
// has no such thing.
var notTaken = []struct {
	name string
	make func(t *testing.T, dir string) (path string)
}{
	{"gone", func(_ *testing.T, dir string) string { return filepath.Join(dir, "gone.pdf") }},
	{"empty", func(t *testing.T, dir string) string { return mustWrite(t, filepath.Join(dir, "empty.pdf"), "") }},
	{"a folder", func(t *testing.T, dir string) string {
		must(t, os.Mkdir(filepath.Join(dir, "folder.pdf"), 0o755))
		return filepath.Join(dir, "folder.pdf")
	}},
	{"text", func(t *testing.T, dir string) string { return mustWrite(t, filepath.Join(dir, "note.pdf"), "Dear Sir") }},
	{"a web page", func(t *testing.T, dir string) string {
		return mustWrite(t, filepath.Join(dir, "page.pdf"), "<!DOCTYPE html><html><body>Session expired")
	}},
	{"cut off", func(t *testing.T, dir string) string {
		return mustWrite(t, filepath.Join(dir, "cut.pdf"), string(longPDF(3)[:60]))
	}},
	{"locked", func(*testing.T, string) string {
		return filepath.Join("..", "..", "cmd", "dossierctl", "testdata", "odd", "locked.pdf")
	}},
	{"a picture bomb", func(t *testing.T, dir string) string {
		return mustWrite(t, filepath.Join(dir, "bomb.png"), pictureBomb(t))
	}},
	{"too large", func(t *testing.T, dir string) string {
		path := mustWrite(t, filepath.Join(dir, "large.pdf"), "%PDF-1.4")
		must(t, os.Truncate(path, 300<<20))
		return path
	}},
	{"links in a ring", func(_ *testing.T, dir string) string {
		path := filepath.Join(dir, "ring.pdf")
		if os.Symlink(path, path) != nil {
			return ""
		}
		return path
	}},
	{"a link to nothing", func(_ *testing.T, dir string) string {
		path := filepath.Join(dir, "nothing.pdf")
		if os.Symlink(filepath.Join(dir, "nowhere"), path) != nil {
			return ""
		}
		return path
	}},
	{"a pipe", func(t *testing.T, dir string) string { return pipe(t, filepath.Join(dir, "pipe.pdf")) }},
	{"a relative path", func(*testing.T, string) string { return "nowhere.pdf" }},
	{"an odd name", func(t *testing.T, dir string) string {
		path := filepath.Join(dir, "a\nb\x1b[31m\u202efdp.\xff🙂.pdf")
		if os.WriteFile(path, []byte("no"), 0o600) != nil {
			return ""
		}
		return path
	}},
	{"a long name", func(_ *testing.T, dir string) string {
		return filepath.Join(dir, strings.Repeat("é", 500)+".pdf")
	}},
	{"a path without end", func(_ *testing.T, dir string) string { return dir + strings.Repeat("/folder", 2000) }},
	{"a zero byte", func(_ *testing.T, dir string) string { return filepath.Join(dir, "a\x00b.pdf") }},
}

// TestBadInputIsNotTakenIn drops each bad file alone and pastes its path, then
// drops all of them among good ones.
func TestBadInputIsNotTakenIn(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		h := openEmpty(t, in)
		h.window.Visit("documents")
		h.settle()
		dir := filepath.Join(t.TempDir(), "é à")
		must(t, os.Mkdir(dir, 0o755))
		var all []string
		for _, bad := range notTaken {
			path := bad.make(t, dir)
			if path == "" {
				t.Logf("%s: not here", bad.name)
				continue
			}
			all = append(all, path)
			h.drop(path)
			h.wantRefused(bad.name, 1)
			if strings.ContainsAny(path, "\x00\n") {
				continue
			}
			h.tap("documents.paste")
			h.paste("paths.text", "\""+path+"\"\r\n\r\n")
			h.tap("paths.add")
			h.wantRefused(bad.name+", pasted", 1)
		}
		h.drop(append(all, sampleFiles(t, twoFiles...)...)...)
		h.wantRefused("all", len(all))
		h.tap("what.later")
		if got := len(h.window.DocumentNames()); got != len(twoFiles) {
			t.Errorf("%d documents are there", got)
		}
	})
}

// wantRefused fails where a dialog does not say of so many files what is wrong
// and what to do, and puts it away.
func (h *hall) wantRefused(name string, count int) {
	h.t.Helper()
	said := h.toldAbove()
	h.wantClean(said)
	if !strings.Contains(said, fmt.Sprint(count)+" f") && count > 1 || said == "" {
		h.t.Errorf("%s: told is not of %d files: %s", name, count, said)
	}
	if len(h.window.Notices()) > 0 {
		h.t.Errorf("%s: told above the page too: %v", name, h.window.Notices())
	}
	h.tap("refused.close")
}

// TestBadInputDroppedFromElsewhere: what programs drop is not always a file.
func TestBadInputDroppedFromElsewhere(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		h := openEmpty(t, in)
		for _, address := range []string{"https://example.org/a.pdf", "content://a/b", "file:///nowhere/%zz.pdf", "data:text/plain,x", "file:///"} {
			uri, err := storage.ParseURI(address)
			if err != nil {
				continue // the toolkit drops nothing then
			}
			h.window.Drop(uri)
			h.settle()
			h.wantRefused(address, 1)
		}
		h.window.Drop()
		h.window.Drop([]fyne.URI{}...)
		h.settle()
		h.window.ToStart()
		h.settle()
		h.drop(filepath.Join(t.TempDir(), "a\nb\x1b.pdf"))
		h.wantToldCleanly()
		if len(h.window.Notices()) != 1 {
			t.Errorf("told at the start: %v", h.window.Notices())
		}
	})
}

// TestBadInputManyFilesAtOnce drops two hundred files, some good, some twice, one
// of which is deleted while others are read.
func TestBadInputManyFilesAtOnce(t *testing.T) {
	onlyWhole(t)
	var vanishing string
	h := openEmpty(t, func(o *ui.Options) {
		start := o.House.Worker
		o.House.Worker = func(ctx context.Context) (*worker.Worker, error) {
			if vanishing != "" {
				_ = os.Remove(vanishing)
			}
			return start(ctx)
		}
	})
	good := sampleFiles(t, "diplome-bachelier.pdf")[0]
	paths := []string{good, good}
	for i := range 197 {
		paths = append(paths, mustWrite(t, filepath.Join(t.TempDir(), fmt.Sprintf("%d.pdf", i)), "no"))
	}
	vanishing = sampleFiles(t, "praktikumszeugnis.pdf")[0]
	paths = append(paths, vanishing)
	began := time.Now()
	h.drop(paths...)
	t.Logf("200 files took %v", time.Since(began))
	if said := h.toldAbove(); !strings.Contains(said, "is already in the dossier as “diplome-bachelier.pdf”. There is nothing to do.") {
		t.Errorf("of the file that came twice, said is %.300s", said)
	}
	h.wantRefused("200 files", 199)
	h.tap("what.later")
	if got := h.window.DocumentNames(); len(got) == 0 || len(got) > 2 {
		t.Errorf("%q are there", got)
	}
}

// TestBadInputIntoABundle harms what a bundle is made of and where it goes.
func TestBadInputIntoABundle(t *testing.T) {
	onlyWhole(t)
	tests := []struct {
		name string
		harm func(t *testing.T, h *hall)
	}{
		{"a source is deleted", func(t *testing.T, h *hall) { must(t, os.Remove(h.source(t))) }},
		{"a source is other bytes", func(t *testing.T, h *hall) { mustOverwrite(t, h.source(t), "no document") }},
		{"a source is another document", func(t *testing.T, h *hall) { mustOverwrite(t, h.source(t), string(longPDF(9))) }},
		{"all sources are deleted", func(t *testing.T, h *hall) { must(t, os.RemoveAll(filepath.Dir(h.source(t)))) }},
		{"bundles are a file", func(t *testing.T, h *hall) {
			must(t, os.RemoveAll(filepath.Join(h.sample(), "bundles")))
			mustWrite(t, filepath.Join(h.sample(), "bundles"), "x")
		}},
		{"the folder is gone", func(t *testing.T, h *hall) { h.takeAway(t) }},
	}
	inTurn(t, func(t *testing.T, in func(*ui.Options), turn func() bool) {
		for _, test := range tests {
			if !turn() {
				continue
			}
			t.Run(test.name, func(t *testing.T) {
				h := openSample(t, in)
				h.window.Visit("bundle")
				h.settle()
				test.harm(t, h)
				if h.has("bundle.make") {
					h.tap("bundle.make")
				}
				h.wantToldCleanly()
				h.wantClean(h.said())
				h.someSteps(func(string) { h.wantToldCleanly() })
			})
		}
	})
}

// source is a PDF of the sample.
func (h *hall) source(t *testing.T) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(h.sample(), "documents", "*.pdf"))
	must(t, err)
	if len(found) == 0 {
		t.Fatal("the sample has no PDF")
	}
	return found[0]
}

func mustOverwrite(t *testing.T, path, content string) {
	t.Helper()
	must(t, os.Chmod(path, 0o600))
	mustWrite(t, path, content)
}
