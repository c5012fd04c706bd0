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
