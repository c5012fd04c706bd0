package vacancy_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"example.org/dossier/internal/vacancy"
)

// hostile are texts that are made to cost much.
func hostile() map[string][]byte {
	var keys, stairs, bomb, slips strings.Builder
	prose := strings.Repeat("a: >-\n"+strings.Repeat("  "+strings.Repeat("word ", 20)+"\n", 60), 20)
	for i := range 4_900 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	for i := range 700 {
		stairs.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 100; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	slips.WriteString("criteria:\n")
	for i := range 3_300 {
		fmt.Fprintf(&slips, "  - {id: c%d}\n", i)
	}
	texts := map[string]string{
		"ten megabytes":        strings.Repeat("a: b\n", 2_000_000),
		"ten megabytes deep":   strings.Repeat("[", 10_000_000),
		"10,000 levels":        strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"10,000 maps":          strings.Repeat("{a: ", 10_000) + strings.Repeat("}", 10_000),
		"10,000 dashes":        strings.Repeat("- ", 10_000),
		"deep brackets":        strings.Repeat("[", 1<<18),
		"deep dashes":          strings.Repeat("- ", 1<<17),
		"deep stairs":          stairs.String(),
		"many keys":            keys.String(),
		"same keys":            strings.Repeat("a: b\n", 4_900),
		"many items":           "a: [" + strings.Repeat("b,", 1<<17-10) + "]",
		"items in items":       strings.Repeat("[a,", 1<<18/3),
		"many flow keys":       "{" + strings.Repeat("a,", 4_900) + "}",
		"many comments":        strings.Repeat("- a #c\n# d\n", 3_300),
		"many documents":       strings.Repeat("---\n", 1<<16),
		"many directives":      strings.Repeat("%TAG !a! x\n", 1<<18/11) + "---\na: b\n",
		"many empty lines":     "a: |" + strings.Repeat("\n", 1<<18-10),
		"many mistakes":        slips.String(),
		"one long line":        "a: " + strings.Repeat("b ", 1<<17-10) + ": c",
		"aliases":              bomb.String(),
		"keys in keys":         strings.Repeat("? ? ? ? ? ? ? a\n", 1_240),
		"dashes and a slip":    strings.Repeat("- - - - - - - a\n", 1_240) + "]\n",
		"values and a slip":    strings.Repeat("a: b\n", 9_990) + "]\n",
		"lists and a slip":     strings.Repeat("a: [[[[[[[[[]]]]]]]]]\n", 990) + "]\n",
		"maps and a slip":      strings.Repeat("- {a: b, c: d}\n", 2_490) + "]\n",
		"comments and a slip":  strings.Repeat("- a #c\n# d\n", 3_300) + "]\n",
		"parts and a slip":     strings.Repeat("a:\n  b:\n    c:\n      - d:\n", 1_990) + "]\n",
		"levels and a slip":    strings.Repeat("[\n", 4_990) + "}\n",
		"stairs and a slip":    stairs.String() + "]\n",
		"a slip and parts":     "x: [\n" + strings.Repeat("a:\n  b:\n    c:\n      - d:\n", 1_990),
		"prose and a slip":     prose + "]\n" + prose,
		"long lines, a slip":   strings.Repeat("a: "+strings.Repeat("b ", 1<<12)+"\n", 30) + "]\n",
		"not UTF-8 at the end": strings.Repeat("a", 1<<18-1) + "\xff",
	}
	all := map[string][]byte{}
	for name, text := range texts {
		all[name] = []byte(text)
	}
	return all
}

// maxCost is how much memory a hostile text may take in all, in bytes. What is
// in use at one time is less.
const maxCost = 50_000_000

// TestHostileIsCheap: what is hostile is refused, with its place, and without
// taking much memory on the way. BenchmarkHostile shows the time.
func TestHostileIsCheap(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := vacancy.Decode("hostile.yaml", text)
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Fatal("accepted")
			}
			if cost := after.TotalAlloc - before.TotalAlloc; cost > maxCost {
				t.Errorf("%d bytes were allocated, want at most %d", cost, int(maxCost))
			}
			e := mistakes(t, err)[0]
			line, _ := e.Args["Line"].(int)
			column, _ := e.Args["Column"].(int)
			if line < 1 || column < 1 {
				t.Errorf("no place: %v", e)
			}
		})
	}
}

// BenchmarkHostile: each is to be refused within a tenth of a second.
func BenchmarkHostile(b *testing.B) {
	for name, text := range hostile() {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := vacancy.Decode("hostile.yaml", text); err == nil {
					b.Fatal("accepted")
				}
			}
		})
	}
}
