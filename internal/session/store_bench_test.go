package session_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

// manyDocuments is a dossier with 200 documents and this many saved states, in
// memory: what is measured is our own work, and no disk's.
func manyDocuments(b *testing.B, states int) *session.Session {
	b.Helper()
	s := create(b, house(), assetstest.Candidate(b))
	application := dossier.Application{Vacancy: nato, Digest: mustStanding(b, s).Pack.Digest()}
	d := dossier.Dossier{Format: 1, Candidate: s.Candidate(), Applications: []dossier.Application{application}}
	for i := range 200 {
		d.Documents = append(d.Documents, dossier.Document{
			ID: fmt.Sprintf("d%d", i+1), File: fmt.Sprintf("%s%03d.pdf", strings.Repeat("0", 61), i),
			Name: fmt.Sprintf("Relevé de notes %d.pdf", i), Kind: "other", Lang: "fr", PageCount: 3,
		})
	}
	path := filepath.Join(durabletest.MemoryDir(b), "Zoë")
	opened, err := dossier.Create(path, d, nil, dossier.Options{Now: house().Now()})
	if err != nil {
		b.Fatal(err)
	}
	for n := range states - 1 {
		d.Applications = []dossier.Application{application}
		d.Applications[0].Notes = fmt.Sprint(n)
		if err := opened.Save(d, house().Now()); err != nil {
			b.Fatal(err)
		}
	}
	if err := opened.Close(); err != nil {
		b.Fatal(err)
	}
	many, err := house().Open(path, false)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { closing(b, many) })
	return many
}

func mustStanding(t testing.TB, s *session.Session) session.Standing {
	t.Helper()
	standing, err := s.Standing("")
	if err != nil {
		t.Fatal(err)
	}
	return standing
}

func BenchmarkEdit200Documents(b *testing.B) {
	s := manyDocuments(b, 1)
	for n := 0; b.Loop(); n++ {
		do(b, s, set(fmt.Sprintf("notes=%d", n)))
	}
}

func BenchmarkOpen200Documents500States(b *testing.B) {
	s := manyDocuments(b, 500)
	closing(b, s)
	for b.Loop() {
		again, err := house().Open(s.Path(), false)
		if err != nil {
			b.Fatal(err)
		}
		closing(b, again)
	}
}

func BenchmarkHistory200Documents500States(b *testing.B) {
	s := manyDocuments(b, 500)
	for b.Loop() {
		if states, err := s.History(); err != nil || len(states) != 500 {
			b.Fatal(len(states), err)
		}
	}
}
