package worker_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// difficult is a row of the corpus's manifest with what became of the file.
type difficult struct {
	name, class string
	pages       int // -1 where the readers disagree

	outcome  map[string]string // by program: "ok" or what went wrong
	reason   string            // ours, where it is not "ok"
	rungs    map[pdf.Engine]int
	reported int      // notes and links left out, pages by picture: said in the outcome
	differ   []string // pages that look otherwise
	held     int      // pages held against their source
	took     time.Duration
	memory   int64
}

const ours = "dossier"

// others are the programs that do the same job, with what tells how they do it.
var others = map[string]func(cover, file, out string) []string{
	"qpdf":     func(c, f, o string) []string { return []string{"qpdf", "--empty", "--pages", c, f, "--", o} },
	"mutool":   func(c, f, o string) []string { return []string{"mutool", "merge", "-o", o, c, f} },
	"pdfunite": func(c, f, o string) []string { return []string{"pdfunite", c, f, o} },
}

// TestCorpusBesideOthers puts every difficult file behind a cover, in the child
// process, and has other programs do the same; scripts/corpus runs it and prints
// the table. DOSSIER_CORPUS_TABLE is the file that the table is written to.
func TestCorpusBesideOthers(t *testing.T) {
	table := os.Getenv("DOSSIER_CORPUS_TABLE")
	if table == "" {
		t.Skip("make corpus runs it")
	}
	folder := pdftest.Corpus(t)
	files := manifest(t, folder)
	bench := newBench(t, folder)
	for i := range files {
		f := &files[i]
		if only := os.Getenv("DOSSIER_CORPUS_ONLY"); !strings.Contains(f.name, only) {
			continue
		}
		f.outcome = map[string]string{}
		bench.ours(t, f)
		for program := range others {
			f.outcome[program] = bench.other(program, *f)
		}
		t.Log(f)
	}
	if err := os.WriteFile(table, []byte(written(files)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// manifest is the list of the difficult files, on which nothing has been tried yet.
func manifest(t *testing.T, folder string) []difficult {
	t.Helper()
	var files []difficult
	for _, f := range pdftest.Manifest(t, folder) {
		files = append(files, difficult{name: f.Name, class: f.Class, pages: f.Pages})
	}
	return files
}

// tableBench is what the files are worked on with.
type tableBench struct {
	folder, work, cover string
	front               []byte
	child, eyes         *worker.Worker // the one that is measured, and the one that looks at what it made
}

func newBench(t *testing.T, folder string) *tableBench {
	t.Helper()
	b := &tableBench{folder: folder, work: t.TempDir(), front: coverPDF("BT /F1 24 Tf 72 700 Td (Cover) Tj ET")}
	if keep := os.Getenv("DOSSIER_CORPUS_KEEP"); keep != "" {
		b.work = keep
	}
	b.cover = filepath.Join(b.work, "cover.pdf")
	if err := os.WriteFile(b.cover, b.front, 0o600); err != nil {
		t.Fatal(err)
	}
	b.child, b.eyes = start(t, worker.Options{}), start(t, worker.Options{})
	if err := errors.Join(b.child.Warm(t.Context()), b.eyes.Warm(t.Context())); err != nil {
		t.Fatal(err)
	}
	return b
}

// passwords open the locked files, as the tests of their projects say.
var passwords = map[string]string{
	"pdfjs-bug1782186.pdf": "Hello", "pdfjs-print_protection.pdf": "1234",
	"qpdf-c-r5-in.pdf": "user3", "qpdf-short-O-U.pdf": "19723102477",
	"pypdf-crazyones-encrypted-256.pdf": "password", "pypdf-encrypted-file.pdf": "test",
	"pypdf-r3-user-password.pdf": "asdfzxcv", "pypdf-r4-aes-user-password.pdf": "asdfzxcv", "pypdf-r4-user-password.pdf": "asdfzxcv",
	"pdfminer-aes-256-m.pdf": "foo", "pdfminer-aes-256.pdf": "foo", "pdfminer-rc4-128.pdf": "foo",
	"pikepdf-graph-encrypted.pdf": "user", "py-pdf-samples-libreoffice-writer-password.pdf": "openpassword",
	"safedocs-unicode-corrigendum5-fixed.pdf":          "\u1100\u0300\u1161\u0323",
	"safedocs-unicode-corrigendum5-unicode32-once.pdf": "\uac00\u0300\u0323",
	"safedocs-unicode-test-U2F874-correct.pdf":         "Password\u5f33!",
}

// ours has the child inspect, assemble and verify one file, and holds what it
// made against other eyes: qpdf's, and pictures.
func (b *tableBench) ours(t *testing.T, f *difficult) {
	t.Helper()
	source := pdf.File{Path: filepath.Join(b.folder, f.name)}
	out := filepath.Join(b.work, f.name)
	begun := time.Now()
	forgetPeak(b.child.ProcessID())
	made, err := b.through(t.Context(), source, out)
	if f.class == "locked" && pdf.ReasonOf(err) == pdf.Locked {
		f.outcome["unopened"] = "needs a password"
		source.Password = passwords[f.name]
		made, err = b.through(t.Context(), source, out)
	}
	f.took, f.memory = time.Since(begun), peak(b.child.ProcessID())
	if err != nil {
		f.outcome[ours], f.reason = string(pdf.ReasonOf(err)), strings.Join(strings.Fields(err.Error()), " ")
		if _, left := os.Stat(out); !errors.Is(left, fs.ErrNotExist) {
			f.outcome[ours] = "partial output"
		}
		return
	}
	f.rungs = map[pdf.Engine]int{}
	for _, c := range made.Pages[1:] {
		f.rungs[c.By]++
	}
	f.reported = made.Sources[0].NotesDropped + made.Sources[0].LinksDropped
	f.outcome[ours] = judged(out, f.pages)
	if f.outcome[ours] == "wrong pages" {
		f.reason = fmt.Sprintf("%d pages instead of %d", len(made.Pages)-1, f.pages)
	}
	if f.outcome[ours] == "broken" {
		f.reason = strings.Join(strings.Fields(said("qpdf", "--check", out)), " ")
	}
	b.look(t, f, source, out, made)
}

// through is the whole way of a file in the child.
func (b *tableBench) through(ctx context.Context, source pdf.File, out string) (pdf.Outcome, error) {
	if err := os.Remove(out); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return pdf.Outcome{}, err
	}
	if _, err := b.child.Inspect(ctx, source); err != nil {
		return pdf.Outcome{}, err
	}
	sources := []pdf.Source{{File: source}}
	made, err := b.child.Assemble(ctx, pdf.Assembly{Front: b.front, Sources: sources, Sheet: pdf.A4, Output: out})
	if err != nil {
		return made, err
	}
	return made, b.child.Verify(ctx, out, made, sources)
}

// other has another program do the same, and says how it went.
func (b *tableBench) other(program string, f difficult) string {
	out := filepath.Join(b.work, program+".pdf")
	os.Remove(out)
	if !ran(others[program](b.cover, filepath.Join(b.folder, f.name), out)) {
		return "refused"
	}
	return judged(out, f.pages)
}

// judged is what qpdf says of an output: broken, of another number of pages than
// it should have beside the cover, or ok. Where nobody knows the number, any is.
func judged(out string, pages int) string {
	if !ran([]string{"qpdf", "--check", out}) {
		return "broken"
	}
	if found := countPages(out); pages >= 0 && found != pages+1 || found < 2 {
		return "wrong pages"
	}
	return "ok"
}

// countPages is how many pages qpdf finds in a file, whatever its tree counts.
func countPages(path string) int {
	return strings.Count(said("qpdf", "--json=1", "--json-key=pages", path), "pageposfrom1")
}

// ran runs a program, for a minute at most, and reports whether it did what it
// should: qpdf's 3 says that it did, with a warning.
func ran(args []string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	err := exec.CommandContext(ctx, args[0], args[1:]...).Run()
	exit, ok := errors.AsType[*exec.ExitError](err)
	return err == nil || ok && args[0] == "qpdf" && exit.ExitCode() == 3
}

// said is what a program prints.
func said(name string, args ...string) string {
	printed, _ := exec.Command(name, args...).CombinedOutput() // its status is asked elsewhere
	return string(printed)
}

// String is a line on the file.
func (f *difficult) String() string {
	line := fmt.Sprintf("%-7s %s: %s %v", f.class, f.name, f.outcome[ours], f.rungs)
	for _, program := range slices.Sorted(maps.Keys(others)) {
		line += " " + program + "=" + f.outcome[program]
	}
	return line + fmt.Sprintf(" %.2f s %d MB %s %s", f.took.Seconds(), f.memory>>20, f.reason, strings.Join(f.differ, "; "))
}

// coverPDF is a PDF of one A4 page with this content, in Helvetica.
func coverPDF(content string) []byte {
	return pdftest.File(
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
}
