package worker_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// damages are what happens to files on their way: each changes a copy.
var damages = []struct {
	name string
	do   func(data []byte, r *rand.Rand) []byte
}{
	{"bytes changed", func(data []byte, r *rand.Rand) []byte {
		for range 1 + r.IntN(20) {
			data[r.IntN(len(data))] = byte(r.Uint32())
		}
		return data
	}},
	{"cut off", func(data []byte, r *rand.Rand) []byte { return data[:len(data)-1-r.IntN(len(data)/3)] }},
	{"end cut off", func(data []byte, r *rand.Rand) []byte { return data[:len(data)-1-r.IntN(min(200, len(data)/2))] }},
	{"junk before", func(data []byte, r *rand.Rand) []byte { return append(junk(r, 1+r.IntN(900)), data...) }},
	{"junk behind", func(data []byte, r *rand.Rand) []byte { return append(data, junk(r, 1+r.IntN(4000))...) }},
	{"offsets shifted", func(data []byte, r *rand.Rand) []byte {
		by := r.IntN(60) - 30
		return offsets.ReplaceAllFunc(data, func(row []byte) []byte {
			n, _ := strconv.Atoi(string(row[:10]))
			return append(fmt.Appendf(nil, "%010d", max(0, n+by)), row[10:]...)
		})
	}},
	{"table elsewhere", func(data []byte, r *rand.Rand) []byte {
		return starts.ReplaceAll(data, fmt.Appendf(nil, "startxref\n%d", r.IntN(2*len(data))))
	}},
	{"no endobj", func(data []byte, r *rand.Rand) []byte {
		return some(data, []byte("endobj"), nil, r)
	}},
	{"no endstream", func(data []byte, r *rand.Rand) []byte {
		return some(data, []byte("endstream"), nil, r)
	}},
	{"wrong lengths", func(data []byte, r *rand.Rand) []byte {
		return lengths.ReplaceAllFunc(data, func(said []byte) []byte {
			if r.IntN(3) > 0 {
				return said
			}
			return fmt.Appendf(nil, "/Length %d", r.IntN(5000))
		})
	}},
	{"a piece missing", func(data []byte, r *rand.Rand) []byte {
		at, n := r.IntN(len(data)), 1+r.IntN(300)
		return append(data[:at:at], data[min(len(data), at+n):]...)
	}},
	{"a piece blank", func(data []byte, r *rand.Rand) []byte {
		at, n := r.IntN(len(data)), 1+r.IntN(600)
		clear(data[at:min(len(data), at+n)])
		return data
	}},
	{"sent as text", func(data []byte, _ *rand.Rand) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) }},
	{"no returns", func(data []byte, _ *rand.Rand) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }},
	{"no trailer", func(data []byte, _ *rand.Rand) []byte {
		return bytes.ReplaceAll(data, []byte("trailer"), []byte("trailed"))
	}},
	{"no root", func(data []byte, _ *rand.Rand) []byte {
		return bytes.ReplaceAll(data, []byte("/Root"), []byte("/Boot"))
	}},
	{"no catalog", func(data []byte, _ *rand.Rand) []byte {
		return bytes.ReplaceAll(data, []byte("/Catalog"), []byte("/Katalog"))
	}},
	{"no types of pages", func(data []byte, _ *rand.Rand) []byte { return pageTypes.ReplaceAll(data, []byte("/Tipe /Page$1")) }},
	{"no children", func(data []byte, r *rand.Rand) []byte { return some(data, []byte("/Kids"), []byte("/Kits"), r) }},
	{"twice", func(data []byte, _ *rand.Rand) []byte { return append(bytes.Clone(data), data...) }},
}

var (
	offsets   = regexp.MustCompile(`\d{10} \d{5} n`)
	starts    = regexp.MustCompile(`startxref\s+\d+`)
	lengths   = regexp.MustCompile(`/Length \d+`)
	pageTypes = regexp.MustCompile(`/Type */Page([^s])`)
)

func junk(r *rand.Rand, n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

// some replaces a word at one place in three, at least at one.
func some(data, word, by []byte, r *rand.Rand) []byte {
	if n := bytes.Count(data, word); n > 0 {
		first := r.IntN(n)
		var out []byte
		for i := range n {
			before, after, _ := bytes.Cut(data, word)
			out, data = append(out, before...), after
			if i == first || r.IntN(3) == 0 {
				out = append(out, by...)
			} else {
				out = append(out, word...)
			}
		}
		return append(out, data...)
	}
	return data
}

// mostLooked is how many pages a file may have whose pages are looked at.
const mostLooked = 6

// TestMutantsBesideQpdf damages files of the corpus, seeded, and says where qpdf
// makes more of one than this program. DOSSIER_CORPUS_MUTANTS is how many, and
// DOSSIER_CORPUS_SEED the first seed.
func TestMutantsBesideQpdf(t *testing.T) {
	count, _ := strconv.Atoi(os.Getenv("DOSSIER_CORPUS_MUTANTS"))
	if count == 0 {
		t.Skip("make corpus MUTANTS=500 runs it")
	}
	seed, _ := strconv.Atoi(os.Getenv("DOSSIER_CORPUS_SEED"))
	folder := pdftest.Corpus(t)
	var whole []difficult
	for _, f := range manifest(t, folder) {
		if info, err := os.Stat(filepath.Join(folder, f.name)); err == nil && f.class == "clean" && info.Size() < 300_000 {
			whole = append(whole, f)
		}
	}
	bench := newBench(t, folder)
	both, oursAlone, gaps, neither, looked, differing := 0, 0, 0, 0, 0, 0
	for i := seed; i < seed+count; i++ {
		r := rand.New(rand.NewPCG(uint64(i), 6))
		f := whole[r.IntN(len(whole))]
		damage := damages[r.IntN(len(damages))]
		data, err := os.ReadFile(filepath.Join(folder, f.name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(bench.work, fmt.Sprintf("mutant-%d.pdf", i))
		if err := os.WriteFile(path, damage.do(data, r), 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(bench.work, "made.pdf")
		made, err := bench.through(t.Context(), pdf.File{Path: path}, out)
		seen := difficult{name: filepath.Base(path)}
		if err == nil && len(made.Pages) < mostLooked {
			bench.look(t, &seen, pdf.File{Path: path}, out, made)
			looked += seen.held
		}
		theirs := bench.pagesByQpdf(path)
		pages := max(0, len(made.Pages)-1)
		if err != nil {
			pages = 0
		}
		word := ""
		switch {
		case pages == 0 && theirs == 0:
			neither++
		case pages < theirs:
			word = "GAP"
		case theirs == 0:
			oursAlone++
		default:
			both++
		}
		switch pdf.ReasonOf(err) {
		case pdf.Crashed, pdf.TimeLimit, pdf.MemoryLimit, pdf.NotVerified, pdf.Active:
			word += " FAULT"
		}
		if word != "" {
			gaps++
		}
		if len(seen.differ) > 0 && made.Sources[0].NotesDropped+made.Sources[0].LinksDropped == 0 {
			word += " LOOKS OTHERWISE"
			differing++
		}
		if word != "" || err != nil && pdf.ReasonOf(err) == "" {
			t.Errorf("%s %d: %s, %s: %d pages, qpdf %d: %v %s", word, i, f.name, damage.name, pages, theirs, err, seen.differ)
			continue
		}
		os.Remove(path)
	}
	t.Logf("%d mutants: both merge %d, this program alone %d, qpdf alone or more, or a fault %d, neither %d; "+
		"of %d pages held against their source by picture, %d look otherwise", count, both, oursAlone, gaps, neither, looked, differing)
}

// pagesByQpdf is how many pages of a file qpdf puts behind the cover, 0 where it
// refuses; whether what it makes is broken is not asked.
func (b *tableBench) pagesByQpdf(path string) int {
	out := filepath.Join(b.work, "qpdf.pdf")
	os.Remove(out)
	if !ran(others["qpdf"](b.cover, path, out)) {
		return 0
	}
	return countPages(out) - 1
}
