package ui_test

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/session"
)

// A kept dossier is what the disk holds of one.
type keptDossier struct {
	candidate   candidate.Candidate
	documents   []document.Document
	application session.Application
	bundles     []session.Built
}

// readDossier opens a dossier as another program would, for reading alone.
func readDossier(t testing.TB, path string) keptDossier {
	t.Helper()
	house := session.House{Now: time.Now, Worker: engines.start, Library: session.Library{Embedded: assets.Vacancies}}
	s, err := house.Open(path, true)
	if err != nil {
		t.Fatal(err)
	}
	d := keptDossier{candidate: s.Candidate(), documents: s.Documents()}
	if d.application, err = s.Application(""); err == nil {
		d.bundles, err = s.Bundles("")
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wantOnDisk fails unless the disk holds what was typed, and the program and the
// hall have made the same.
func (p *pair) wantOnDisk() {
	p.t.Helper()
	made := readDossier(p.t, filepath.Join(p.dir, "real", "Lefèvre Zoë"))
	twin := readDossier(p.t, filepath.Join(p.dir, "twin", "Lefèvre Zoë"))
	if diff := cmp.Diff(made.candidate, twin.candidate); diff != "" {
		p.t.Errorf("the program and its twin keep another candidate:\n%s", diff)
	}
	c := made.candidate
	said := []string{
		c.Name.Full(), c.BirthDate.String(), strings.Join(c.Nationalities, " "), strconv.Itoa(len(c.Studies)), strconv.Itoa(len(c.Languages)),
	}
	for _, s := range c.Studies {
		said = append(said, s.Title, s.Institution, *s.Field, string(s.Level), string(s.Status), s.Start.String(), s.End.String(), s.Awarded.String())
	}
	for _, l := range c.Languages {
		said = append(said, l.Tag+" "+string(l.Level))
	}
	for _, d := range made.documents {
		said = append(said, d.Name+" "+d.For)
	}
	said = append(said, made.application.Competencies["achievement"], strconv.Itoa(len(made.application.Declarations)))
	want := []string{
		"Zoë Lefèvre", "2003-02-28", "FR", "1", "2",
		"Licence de géographie", "Université de Montclair", "geography", "bachelor", "completed", "2021-09-14", "2024-06-28", "2024-07-05",
		"en C1", "fr native",
		"diplome-bachelier.pdf s1", "praktikumszeugnis.pdf ", "attestation-inscription.jpg ",
		note1 + note2, "3",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		p.t.Errorf("the disk does not hold what was typed (-want +got):\n%s", diff)
	}
	p.wantBundle(made, twin)
}

// wantBundle fails unless the bundle is whole, in the eyes of another program too.
func (p *pair) wantBundle(made, twin keptDossier) {
	p.t.Helper()
	if len(made.bundles) != 1 || len(twin.bundles) != 1 {
		p.t.Fatalf("there are %d and %d bundles", len(made.bundles), len(twin.bundles))
	}
	b := made.bundles[0]
	if b.Pages != twin.bundles[0].Pages || !b.Current {
		p.t.Errorf("the bundle is %+v, its twin %+v", b, twin.bundles[0])
	}
	if _, err := exec.LookPath("qpdf"); err != nil {
		p.t.Logf("qpdf is not there to look at the bundle: %v", err)
		return
	}
	if said, err := exec.Command("qpdf", "--check", b.Path).CombinedOutput(); err != nil {
		p.t.Errorf("qpdf --check: %v: %s", err, said)
	}
	pages, err := exec.Command("qpdf", "--show-npages", b.Path).Output()
	if err != nil || strings.TrimSpace(string(pages)) != strconv.Itoa(b.Pages) {
		p.t.Errorf("qpdf counts %q pages (%v), the record %d", pages, err, b.Pages)
	}
}
