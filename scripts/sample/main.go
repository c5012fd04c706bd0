// Command sample makes the documents of the sample candidate, assets/sample/documents,
// and, for measuring, a pile of scans or of letters. Every person, institution and company in
// them is invented, and every page says so. It is a module of its own so that
// what only draws samples never becomes a dependency of the program.
//
//	go run -C scripts/sample . -out ../../assets/sample/documents
//	go run -C scripts/sample . -scans DIR -files 50
//	go run -C scripts/sample . -letters DIR -files 3 -pages 500
//
// The same Go version makes the same bytes.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// documents lists the files of the sample by name.
var documents = []struct {
	name string
	make func() ([]byte, error)
}{
	{"diplome-bachelier.pdf", diploma},
	{"attestation-inscription.jpg", enrolmentPhoto},
	{"swiadectwo-szkola-letnia.pdf", certificate},
	{"traduction-swiadectwo.png", translationScan},
	{"praktikumszeugnis.pdf", reference},
}

func main() {
	out := flag.String("out", "", "folder for the sample's documents")
	scans := flag.String("scans", "", "folder for scans of 5 JPEG pages each, about 5.3 MB a scan")
	letters := flag.String("letters", "", "folder for PDFs of text pages")
	files := flag.Int("files", 0, "how many scans (20 unless said) or letters (10 unless said)")
	pages := flag.Int("pages", 2, "pages of each letter")
	flag.Parse()
	job := func() error { return run(*out, *scans, cmp.Or(*files, 20)) }
	if *letters != "" {
		job = func() error { return writeLetters(*letters, cmp.Or(*files, 10), *pages) }
	}
	if err := job(); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

func run(out, scans string, files int) error {
	if out == "" && scans == "" {
		return errors.New("give -out, -scans or -letters")
	}
	if out != "" {
		for _, d := range documents {
			data, err := d.make()
			if err != nil {
				return fmt.Errorf("%s: %w", d.name, err)
			}
			if err := write(out, d.name, data); err != nil {
				return err
			}
		}
	}
	if scans != "" {
		return writeScans(scans, files)
	}
	return nil
}

func write(folder, name string, data []byte) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, name), data, 0o644)
}
