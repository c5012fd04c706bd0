package checklist_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
)

// manyFiles is how many candidates an office might have in a folder.
const manyFiles = 10_000

// BenchmarkTenThousandFiles reads the files of ten thousand candidates and checks
// each of them, one after the other.
func BenchmarkTenThousandFiles(b *testing.B) {
	folder := b.TempDir()
	files := make([]string, manyFiles)
	for i := range files {
		// Birthdays, levels and days differ from one to the next.
		text := strings.NewReplacer("2002-02-28", fmt.Sprintf("%d-%02d-%02d", 1998+i%9, 1+i%12, 1+i%28),
			`"C1"`, []string{`"A1"`, `"B2"`, `"C1"`}[i%3], "2024-07-05", fmt.Sprintf("2024-07-%02d", 1+i%31)).Replace(graduate)
		files[i] = filepath.Join(folder, fmt.Sprintf("%05d.json", i))
		if err := os.WriteFile(files[i], []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	in := input(b, graduate)
	ready := 0
	b.ReportAllocs()
	for b.Loop() {
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			if in.Candidate, err = candidate.Decode(file, data); err != nil {
				b.Fatal(err)
			}
			if checklist.Build(in).Readiness.Met > 3 {
				ready++
			}
		}
	}
	if ready == 0 {
		b.Error("nobody got anywhere")
	}
}
