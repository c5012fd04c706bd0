package session_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// Whatever is supposed, one assignment a line, is a candidate that can be written
// and read again, or is refused with an error for a person; the candidate given
// stays as it was.
func FuzzSuppose(f *testing.F) {
	for _, seed := range []string{
		"birthDate=2003-02-28", "nationalities=Turquie, FR\nlanguages.de=B2", "studies=\nstudies.s3.title=Law\nstudies.s3.end=",
		"experience.1.start=2024-01-01\nexperience.1.end=2023-01-01", "declared.degree-relevant=oui", "studies.s1.id=s2\nstudies.s2=",
		"languages.fr=?\nlanguages.FR.evidence=a=b", "equivalentEducation= \u00a0", "start=2026-03", "=", "languages.=", "studies.s1.awarded=28.2.2024",
	} {
		f.Add(seed)
	}
	who := assetstest.Candidate(f)
	f.Fuzz(func(t *testing.T, lines string) {
		supposed, err := session.Suppose(who, strings.Split(lines, "\n"))
		if diff := cmp.Diff(assetstest.Candidate(t), who); diff != "" {
			t.Fatalf("the candidate given changed:\n%s", diff)
		}
		if err != nil {
			if message.Of(err) == nil {
				t.Fatalf("not for a person: %v", err)
			}
			return
		}
		data, err := supposed.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := candidate.Decode("supposed", data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		supposed.Format = candidate.Format
		if diff := cmp.Diff(supposed, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
