package vacancy_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/vacancy"
)

// spoilings are usual slips of the hand on a line, with what is told of each.
var spoilings = []struct{ id, form, becomes string }{
	{"yaml-colon", `^( *(?:- )?\w+: [A-Za-z][\w ]+)$`, "$1: and"},
	{"yaml-colon-space", `^( *(?:- )?\w+): `, "$1:"},
	{"yaml-bracket", `[\]}]$`, ""},
	{"yaml-quote-open", `^( *(?:- )?\w+: )([A-Za-z])`, `$1"$2`},
	{"yaml-dash", `^( *)- (\w)`, "$1-$2"},
	{"yaml-bullet", `^( *)- (\w)`, "$1• $2"},
}

// TestSlipsAreToldOnTheirLine spoils the lines of whole packs one at a time. What
// can still be read is another's to tell.
func TestSlipsAreToldOnTheirLine(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 5
	}
	for _, c := range spoilings {
		form, told := regexp.MustCompile(c.form), 0
		for _, pack := range []string{small(t), string(bytes(t, "example-university-exchange.yaml"))} {
			lines := strings.Split(pack, "\n")
			for i := 0; i < len(lines); i += step {
				spoilt := form.ReplaceAllString(lines[i], c.becomes)
				if spoilt == lines[i] {
					continue
				}
				text := strings.Join(slices.Replace(slices.Clone(lines), i, i+1, spoilt), "\n")
				_, err := vacancy.Decode("spoilt.yaml", []byte(text))
				if err == nil {
					continue
				}
				e := mistakes(t, err)[0]
				if !strings.HasPrefix(e.ID, "yaml-") {
					continue
				}
				told++
				if e.ID != c.id || e.Args["Line"] != i+1 {
					t.Errorf("line %d, %s: %s on line %v, want %s", i+1, spoilt, e.ID, e.Args["Line"], c.id)
				}
			}
		}
		if told < 5 {
			t.Errorf("%d lines could be spoilt to %s: the packs have changed", told, c.id)
		}
	}
}
