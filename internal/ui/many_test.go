package ui_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// openMany returns a hall whose window shows the sample with so many documents more,
// which all have the file of its last one and of which nothing was said yet.
func openMany(t testing.TB, more int, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSampleOnce(t, func(h *hall) { addLetters(t, filepath.Join(h.sample(), "dossier.json"), more) }, change...)
	h.size(1280, 800)
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
			"kind": []string{"other", "other", "other", "qualification"}[i%4], "pageCount": last["pageCount"],
		})
	}
	if content, err = json.Marshal(dossier); err == nil {
		err = os.WriteFile(file, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A card stays on the page as long as nothing changes that it shows, and is made anew
// with whatever does.
func TestCardsStay(t *testing.T) {
	h := openMany(t, 3)
	h.window.Visit("documents")
	h.settle()
	card := func(id string) any { return h.find("documents." + id + ".thumb") }
	for _, c := range []struct {
		name    string
		do      func()
		changed string // the documents whose cards are others now
	}{
		{"nothing", h.window.ShowAgain, ""},
		{"one is in another language; d4 translates one of all", func() { h.window.Answer("documents.d7.lang=fr") }, "d4 d7"},
		{"an original has another name for a translation of it", func() { h.window.Answer("documents.d3.lang=fr") }, "d3 d4"},
		{"all are told in another language", func() { h.window.Speak("fr") }, "d1 d2 d3 d4 d5 d6 d7 d8"},
		{"they were not seen for a while", func() {
			h.window.Visit("about")
			h.settle()
			h.window.Visit("documents")
		}, ""},
		{"the candidate has other studies", func() { h.window.Answer("studies.s4=") }, "d1 d2 d3 d4 d5 d6 d7 d8"},
		{"something was chosen that was so already", func() { h.window.Answer("documents.d7.lang=fr") }, "d7"},
	} {
		before := map[string]any{}
		for _, id := range strings.Fields("d1 d2 d3 d4 d5 d6 d7 d8") {
			before[id] = card(id)
		}
		c.do()
		h.settle()
		var changed []string
		for _, id := range slices.Sorted(maps.Keys(before)) {
			if card(id) != before[id] {
				changed = append(changed, id)
			}
		}
		if got := strings.Join(changed, " "); got != c.changed {
			t.Errorf("%s: made anew: %q, want %q", c.name, got, c.changed)
		}
	}
}

// Of many documents the cards that are seen first are there at once, the others soon;
// what has the keyboard keeps it, and what is led to is there.
func TestManyCardsComeInTurn(t *testing.T) {
	h := openMany(t, 60)
	h.window.Visit("documents")
	there := func(id string) bool { return piece.FindKey(h.canvas().Content(), "documents."+id+".change") != nil }
	if !there("d1") || !there("d9") || there("d65") {
		t.Errorf("at first: d1 %v, d9 %v, d65 %v", there("d1"), there("d9"), there("d65"))
	}
	h.settle()
	end := h.window.ScrollEnd()
	h.canvas().Focus(h.find("documents.d65.change").(fyne.Focusable))
	at := h.window.Scrolled()
	h.window.Speak("fr")
	if key := piece.FocusKey(h.canvas()); key != "documents.d65.change" || h.window.Scrolled() < at*0.9 {
		t.Errorf("the keyboard is at %q, the page at %v of %v", key, h.window.Scrolled(), at)
	}
	h.settle()
	h.window.Speak("en")
	h.settle()
	for n := 1; n <= 65; n++ {
		if id := fmt.Sprintf("d%d", n); !there(id) {
			t.Errorf("the card of %s did not come", id)
		}
	}
	if now := h.window.ScrollEnd(); now != end {
		t.Errorf("the page is %v high, and was %v", now, end)
	}
}

// manyCounts are of documents beside the sample's five.
var manyCounts = []int{45, 195, 495}

// BenchmarkManyDocuments is our own work on the window's goroutine for many documents:
// their page made anew in another language, shown again as it is, and with something
// said of one of them. What counts is the longest piece of it, between two of which the
// window does what else waits.
func BenchmarkManyDocuments(b *testing.B) {
	for _, count := range manyCounts {
		h := openMany(b, count)
		h.window.Visit("documents")
		h.settle()
		for _, work := range []struct {
			name string
			do   func(i int)
		}{
			{"anew", func(i int) { h.window.Speak([]string{"fr", "en"}[i%2]) }},
			{"again", func(int) { h.window.ShowAgain() }},
			{"one", func(i int) { h.window.Answer("documents.d7.lang=" + []string{"fr", "en"}[i%2]) }},
		} {
			b.Run(fmt.Sprintf("%d/%s", count+5, work.name), func(b *testing.B) {
				h.gauge.start()
				defer h.gauge.stop()
				for i := 0; b.Loop(); i++ {
					h.gauge.of(func() { work.do(i) })
					h.settle()
				}
				h.gauge.report(b)
			})
		}
	}
}
