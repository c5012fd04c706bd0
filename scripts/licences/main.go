// Command licences gathers the licences of all that the programs carry:
// assets/licences/licences.txt, which the window and `dossierctl licences` show.
// The modules are those that any of the systems links; what is not Go stands in
// texts of its own, in the table below. A test fails when a module is missing.
//
//	go run -C scripts/licences .
package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// root is the repository, from where this program is run.
var root = filepath.Join("..", "..")

// systems are those that the programs are built for.
var systems = []string{"linux", "windows", "darwin"}

// others are what is carried and is no Go module: a name, and its texts.
var others = []struct {
	name  string
	files []string
}{
	{"Go", nil}, // its own, from where it is installed
	{"Noto Sans, Noto Sans Georgian, Noto Sans Armenian", []string{"assets/fonts/OFL.txt"}},
	{"PDFium, with what it is built of", []string{"assets/licences/pdfium.txt"}},
	{"libheif", []string{"internal/pdf/libheif/LICENSE.libheif"}},
	{"libde265", []string{"internal/pdf/libheif/LICENSE.libde265"}},
	{"how libheif is built as a WebAssembly module", []string{"internal/pdf/libheif/LICENSE.heic"}},
}

// licence is a text and all that it is the licence of.
type licence struct {
	text string
	of   []string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run() error {
	all := &collection{byText: map[string]*licence{}}
	if err := all.addOthers(); err != nil {
		return err
	}
	modules, err := linked()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		if err := all.addModule(name, modules[name]); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(root, "assets", "licences", "licences.txt"), all.bytes(), 0o644)
}

// linked are the folders of the modules that a program needs on some system, by
// "PATH VERSION".
func linked() (map[string]string, error) {
	modules := map[string]string{}
	for _, system := range systems {
		list := exec.Command("go", "list", "-deps", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/dossier", "./cmd/dossierctl")
		list.Dir = root
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if name, dir, found := strings.Cut(strings.TrimSpace(line), "\t"); found {
				modules[name] = dir
			}
		}
	}
	return modules, nil
}

// collection are the licences in the order in which they are printed.
type collection struct {
	order  []*licence
	byText map[string]*licence
}

func (c *collection) add(name, text string) {
	known := c.byText[text]
	if known == nil {
		known = &licence{text: text}
		c.byText[text] = known
		c.order = append(c.order, known)
	}
	known.of = append(known.of, name)
}

func (c *collection) addOthers() error {
	for _, o := range others {
		files := o.files
		if files == nil {
			out, err := exec.Command("go", "env", "GOROOT").Output()
			if err != nil {
				return fmt.Errorf("go env: %w", err)
			}
			files = []string{filepath.Join(strings.TrimSpace(string(out)), "LICENSE")}
		}
		for _, file := range files {
			if !filepath.IsAbs(file) {
				file = filepath.Join(root, file)
			}
			text, err := tidy(file)
			if err != nil {
				return err
			}
			c.add(o.name, text)
		}
	}
	return nil
}

// isLicence recognises the files of a module that say under which terms it is.
var isLicence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)[-.a-z]*$`)

// addModule adds the licences at a module's root, and those of the C that it carries.
func (c *collection) addModule(name, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return err
	}
	nested, err := filepath.Glob(filepath.Join(dir, "glfw", "*"))
	if err != nil {
		return err
	}
	found := false
	for _, file := range append(files, nested...) {
		if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() || !isLicence.MatchString(filepath.Base(file)) {
			continue
		}
		text, err := tidy(file)
		if err != nil {
			return err
		}
		c.add(name, text)
		found = true
	}
	if !found {
		return fmt.Errorf("%s says nowhere under which terms it is", name)
	}
	return nil
}

// tidy reads a text without the white space at the ends of its lines.
func tidy(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(string(data), "\r\n", "\n")) {
		b.WriteString(strings.TrimRight(line, " \t\r\n\f") + "\n")
	}
	return strings.Trim(b.String(), "\n") + "\n", nil
}

// kinds are the licences by words that only they have; of two that a text has, the
// first counts.
var kinds = []struct{ words, name string }{
	{"Copyright 2014 The PDFium Authors", "BSD-3-Clause, Apache-2.0 and others"},
	{"GNU LESSER GENERAL PUBLIC LICENSE", "LGPL-3.0"},
	{"SIL OPEN FONT LICENSE", "OFL-1.1"},
	{"This project is covered by two different licenses", "MIT, Apache-2.0"},
	{"Apache License", "Apache-2.0"},
	{"apache.org/licenses", "Apache-2.0"},
	{"Neither the name", "BSD-3-Clause"},
	{"contributors may be used to endorse", "BSD-3-Clause"},
	{"Redistribution and use", "BSD-2-Clause"},
	{"Permission is hereby granted, free of charge", "MIT"},
	{"provided 'as-is'", "Zlib"},
	{"with or without fee", "ISC"},
}

// kind names the licence that a text is.
func kind(text string) string {
	folded := strings.Join(strings.Fields(text), " ")
	for _, k := range kinds {
		if strings.Contains(folded, k.words) {
			return k.name
		}
	}
	return "see the text"
}

func (c *collection) bytes() []byte {
	var b bytes.Buffer
	for _, l := range c.order {
		b.WriteString(strings.Repeat("=", 72) + "\n")
		for _, name := range l.of {
			b.WriteString("= " + name + "\n")
		}
		b.WriteString("- " + kind(l.text) + "\n\n" + l.text + "\n")
	}
	return b.Bytes()
}
