package checklist_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
)

// complete is an application of which everything is said and attached.
func complete(t testing.TB) checklist.Input {
	t.Helper()
	in := input(t, graduate, diploma(), proof())
	in.Application.Declarations = declared
	return in
}

// BenchmarkBuild makes one full check: the verdict of every item and of each of
// its readings, its importance, its day and the earliest one, and whether the
// application is ready. It asks for no word on why, as an office with hundreds of
// applications does not; BenchmarkExplained asks for all.
func BenchmarkBuild(b *testing.B) {
	in := complete(b)
	b.ReportAllocs()
	for b.Loop() {
		checklist.Build(in)
	}
}

// One full check stays below what docs/MEASUREMENTS.md aims at. It runs alone,
// since others would be counted as well.
func TestOneCheckAllocatesLittle(t *testing.T) {
	const runs, aim = 100, 10_000
	in := complete(t)
	checklist.Build(in)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		checklist.Build(in)
	}
	runtime.ReadMemStats(&after)
	if got := (after.TotalAlloc - before.TotalAlloc) / runs; got > aim {
		t.Errorf("one check allocates %d bytes, more than %d", got, aim)
	}
}

// BenchmarkBuildDecided makes one full check of an application of which two items
// are to confirm, and decided: their facts are held against those of the decisions.
func BenchmarkBuildDecided(b *testing.B) {
	in := decided(b)
	b.ReportAllocs()
	for b.Loop() {
		checklist.Build(in)
	}
}

// BenchmarkExplained makes one full check and the words of every item: why, by
// which answer, and what to do, under each of its readings.
func BenchmarkExplained(b *testing.B) {
	in := complete(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, item := range checklist.Build(in).Items {
			item.Explain()
		}
	}
}

// decided is an application that is ready by two decisions.
func decided(t testing.TB) checklist.Input {
	t.Helper()
	in := complete(t)
	in.Candidate.Languages = []candidate.Language{{Tag: "fr", Level: "A2"}, {Tag: "en", Level: "B2"}}
	in.Documents[1].DatesVisible = nil
	list := checklist.Build(in)
	for _, id := range []string{"language", "doc-proof-of-studies"} {
		in.Application.Decisions = append(in.Application.Decisions, checklist.Decision{
			Item: id, On: list.Today, Digest: item(list, id).Digest(),
		})
	}
	if !checklist.Build(in).Readiness.Ready {
		t.Fatal("decided, and not ready")
	}
	return in
}

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
