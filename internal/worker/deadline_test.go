package worker

import (
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
)

func TestManyPagesGetMoreTime(t *testing.T) {
	half := pdf.Source{Pages: make([]pdf.PageChoice, 500)}
	tests := []struct {
		name string
		of   request
		want time.Duration
	}{
		{"a look at one file", request{Inspect: &pdf.File{}}, 2 * time.Minute},
		{"a bundle of few pages", request{Assemble: &pdf.Assembly{Sources: []pdf.Source{{Pages: make([]pdf.PageChoice, 10)}}}}, 123 * time.Second},
		{"a bundle of a thousand", request{Assemble: &pdf.Assembly{Sources: []pdf.Source{half, half}}}, 7 * time.Minute},
		{"its verification", request{Verify: &verification{Made: pdf.Outcome{Pages: make([]pdf.Carried, 1000)}}}, 7 * time.Minute},
	}
	for _, test := range tests {
		if got := (Options{Deadline: 2 * time.Minute}).within(test.of); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestAChildThatTheSystemRefusesMemoryRanOutOfIt(t *testing.T) {
	for said, want := range map[string]pdf.Reason{
		"fatal error: out of memory\n\nruntime stack:":                                           pdf.MemoryLimit,
		"runtime: out of memory: cannot allocate 4194304-byte block (66 in use)":                 pdf.MemoryLimit,
		"runtime: VirtualAlloc of 8192 bytes failed with errno=1455\nfatal error: out of memory": pdf.MemoryLimit,
		"panic: runtime error: index out of range":                                               pdf.Crashed,
		"": pdf.Crashed,
	} {
		if got := lastWords(said); got != want {
			t.Errorf("%q: %v, want %v", said, got, want)
		}
	}
}
