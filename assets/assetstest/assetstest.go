// Package assetstest hands what is embedded to the tests of any room, decoded:
// the vacancy and the sample candidate. What a test makes up itself stays with
// that test.
package assetstest

import (
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // tests run where no zones are installed

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/vacancy"
)

var embedded = sync.OnceValues(func() (*vacancy.Pack, error) {
	const name = "vacancies/nato-ocio-internship-2025.yaml"
	data, err := assets.Vacancies.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return vacancy.Decode(name, data)
})

// Vacancy returns the embedded vacancy, which nobody changes.
func Vacancy(t testing.TB) *vacancy.Pack {
	t.Helper()
	p, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Candidate returns the sample candidate.
func Candidate(t testing.TB) candidate.Candidate {
	t.Helper()
	data, err := assets.Sample.ReadFile("sample/candidate.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := candidate.Decode("candidate.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Zone loads a time zone by its IANA name.
func Zone(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
