// Package typesettest reads back what typeset has set, for the tests of the
// rooms that set pages. It knows just enough PDF for pages of typeset's own.
package typesettest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// Lines returns the texts on the pages of a PDF in the order in which they were
// drawn, one for each line, without the space that parts it from the next.
func Lines(pdf []byte) []string {
	var lines []string
	for {
		_, rest, found := bytes.Cut(pdf, []byte(" Td ("))
		if !found {
			return lines
		}
		var line []byte
		for len(rest) > 0 && rest[0] != ')' {
			if rest[0] == '\\' {
				rest = rest[1:]
				if rest[0] == 'r' {
					rest = append([]byte{'\r'}, rest[1:]...)
				}
			}
			line = append(line, rest[0])
			rest = rest[1:]
		}
		lines = append(lines, strings.TrimSuffix(decode(line), " "))
		pdf = rest
	}
}

func decode(b []byte) string {
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

var count = regexp.MustCompile(`/Count (\d+)`)

// Pages returns the number of pages of a PDF.
func Pages(t testing.TB, pdf []byte) int {
	t.Helper()
	found := count.FindSubmatch(pdf)
	if found == nil {
		t.Fatal("the PDF has no pages")
	}
	n, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Check holds a PDF against qpdf; where that is not installed it says so, and the
// rest of the test goes on.
func Check(t testing.TB, pdf []byte) {
	t.Helper()
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Log("not checked further: qpdf is not installed")
		return
	}
	run(t, pdf, "qpdf", "--check", "FILE")
}

// Text returns what pdftotext makes of a PDF, each run of white space as one
// space; the test is skipped where that is not installed.
func Text(t testing.TB, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	return Fold(run(t, pdf, "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "-"))
}

// Fold makes every run of white space one space, as readers of PDF do.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// run runs a program on a PDF in place of FILE.
func run(t testing.TB, pdf []byte, name string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "FILE", file)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}
