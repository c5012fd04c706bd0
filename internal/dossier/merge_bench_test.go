package dossier_test

import (
	"testing"

	"example.org/dossier/internal/dossier"
)

// BenchmarkMerge200Documents merges two sides that each changed a little.
func BenchmarkMerge200Documents(b *testing.B) {
	base, mine, theirs := large(), large(), large()
	mine.Documents[7].Lang = "en"
	theirs.Applications[0].Notes = "notes"
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dossier.Merge(&base, mine, theirs); err != nil {
			b.Fatal(err)
		}
	}
}
