// Package pdftest is what the tests of several rooms need beside the engines:
// where those keep what is slow to make, and where the difficult files are.
// Files that one room alone needs are made in that room's tests.
package pdftest

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// CacheDir is the one folder in which the tests of the whole repository keep
// the compiled engine, so that only the first of them all waits for it: in the
// user's own cache, else in the system's temporary folder. The folder above it
// can stand in for a user's cache, in which the program has its own.
func CacheDir() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "dossier-tests", "dossier")
}

// Corpus returns the folder of the difficult PDFs, which stays outside the
// repository: the one that DOSSIER_CORPUS names, else the one beside the
// repository. Without it the test is skipped.
func Corpus(t testing.TB) string {
	t.Helper()
	folder, ok := CorpusFolder()
	if !ok {
		t.Skip("the difficult PDFs are not here; DOSSIER_CORPUS says where they are")
	}
	return folder
}

// CorpusFolder is Corpus for what goes on without it; false where it is not here.
func CorpusFolder() (folder string, ok bool) {
	folder = os.Getenv("DOSSIER_CORPUS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	_, err := os.Stat(filepath.Join(folder, "MANIFEST.tsv"))
	return folder, err == nil
}

// Difficult is a row of the corpus's list. Class is clean, damaged, locked or
// unreadable, Encryption the file's as the list names it.
type Difficult struct {
	Name, Class, Encryption string
	Pages                   int // -1 where the readers disagree
}

// Manifest reads the list of the difficult files in their folder.
func Manifest(t testing.TB, folder string) []Difficult {
	t.Helper()
	list, err := os.Open(filepath.Join(folder, "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	rows := csv.NewReader(list)
	rows.Comma, rows.LazyQuotes = '\t', true
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var files []Difficult
	for _, row := range all[1:] {
		pages, err := strconv.Atoi(row[3])
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, Difficult{row[0], row[2], row[4], pages})
	}
	return files
}
