package house_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// racedInPart finds the rooms in scripts/test of which the race detector sees a few
// tests, with the words by which these are found.
var racedInPart = regexp.MustCompile(`(?m)^\t"/([a-z]+):([A-Za-z|]+)"$`)

// A word that names no test any more would leave out what it was there for, silently.
func TestTheRaceDetectorSeesWhatItIsGiven(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("..", "scripts", "test"))
	if err != nil {
		t.Fatal(err)
	}
	rooms := racedInPart.FindAllStringSubmatch(string(script), -1)
	if len(rooms) == 0 {
		t.Fatal("scripts/test names no tests for the race detector: has its table another form?")
	}
	named := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	for _, room := range rooms {
		files, err := filepath.Glob(filepath.Join(room[1], "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		var tests strings.Builder
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range named.FindAllStringSubmatch(string(content), -1) {
				tests.WriteString(name[1] + "\n")
			}
		}
		for word := range strings.SplitSeq(room[2], "|") {
			if !strings.Contains(tests.String(), word) {
				t.Errorf("scripts/test: no test of internal/%s is named %s, which the race detector should see", room[1], word)
			}
		}
	}
}
