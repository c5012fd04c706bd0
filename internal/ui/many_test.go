package ui_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/ui"
)

// openMany returns a hall whose window shows the sample with so many documents more,
// which all have the file of its last one and of which nothing was said yet.
func openMany(t testing.TB, more int, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := open(t, change...)
	path := filepath.Join(h.dir, "sample")
	copySample(t, path)
	addLetters(t, filepath.Join(path, "dossier.json"), more)
	h.size(1280, 800)
	h.tap("start.sample")
	return h
}

// addLetters enters documents into a dossier's file.
func addLetters(t testing.TB, file string, more int) {
	t.Helper()
	var dossier map[string]any
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &dossier)
	}
	if err != nil {
		t.Fatal(err)
	}
	documents := dossier["documents"].([]any)
	last := documents[len(documents)-1].(map[string]any)
	for i := range more {
		n := len(documents) + i
		dossier["documents"] = append(dossier["documents"].([]any), map[string]any{
			"id": fmt.Sprintf("d%d", n+1), "file": last["file"], "name": fmt.Sprintf("letter of reference %d.pdf", n),
			"kind": "other", "pageCount": last["pageCount"],
		})
	}
	if content, err = json.Marshal(dossier); err == nil {
		err = os.WriteFile(file, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// BenchmarkManyDocuments is our own work to build the documents' page anew.
func BenchmarkManyDocuments(b *testing.B) {
	for _, count := range []int{45, 200, 500} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			h := openMany(b, count)
			h.window.Visit("documents")
			h.settle()
			h.gauge.start()
			for b.Loop() {
				h.window.ShowAgain()
			}
			h.gauge.stop()
			h.settle()
		})
	}
}
