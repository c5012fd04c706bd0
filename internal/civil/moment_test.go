package civil_test

import (
	"testing"
	"time"

	"example.org/dossier/internal/civil"
)

func TestMoment(t *testing.T) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	for written, want := range map[string]string{
		"2025-06-22":       "2025-06-21T22:00:00Z",
		"2025-06-22T23:59": "2025-06-22T21:59:00Z",
		"2025-01-10T12:00": "2025-01-10T11:00:00Z",
		"2025-02-30":       "",
		"2025-06-22T24:00": "",
		"22 June 2025":     "",
		"":                 "",
	} {
		m, err := civil.ParseMoment(written)
		got := m.In(brussels).UTC().Format(time.RFC3339)
		if err != nil {
			got = ""
		}
		if got != want {
			t.Errorf("%q is %q, want %q (%v)", written, got, want, err)
		}
	}
}
