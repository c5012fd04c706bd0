package i18n

import "testing"

// A command is to start in a few milliseconds, and each reads a language.
func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := readFile(French); err != nil {
			b.Fatal(err)
		}
	}
}
