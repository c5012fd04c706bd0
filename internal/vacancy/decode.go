package vacancy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/message"
)

// Looking for mistakes ends at enoughProblems; the first maxProblems of them in
// the file's order are listed.
const (
	enoughProblems = 200
	maxProblems    = 20
)

// file is the text that a pack was read from, kept to say where things stand.
type file struct {
	name  string // as the person knows it; appears in errors only
	text  string
	root  *yaml.Node
	texts []placedText
	// places says, by path of a test's candidate, where its answers stand.
	places map[string]jsonPlaces
}

// placedText is a text of the pack with what its keys and tag said of it.
type placedText struct {
	message.Text
	path   string
	same   bool // both languages are meant to be equal
	quote  bool // the English is the notice's own
	source string
}

// Decode reads a pack from the bytes of its YAML file. The error joins up to
// twenty *message.Error of class BadInput, each with the arguments File, Line,
// Column and Snippet (the line with a caret below the place), in the file's
// order. A text that is not even YAML, or more of
// YAML than a pack needs, gives one.
func Decode(name string, data []byte) (*Pack, error) {
	f, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	b := newBinder(f)
	p := &Pack{file: f}
	b.pack(p)
	problems := b.problems
	if len(problems) == 0 {
		problems = validate(p)
	}
	if len(problems) > 0 {
		return nil, f.join(problems)
	}
	sum := sha256.Sum256(data)
	p.digest = "sha256:" + hex.EncodeToString(sum[:])
	p.french = map[message.Text]string{}
	for _, t := range f.texts {
		if t.source != "" {
			p.french[t.Text] = t.source
		}
	}
	return p, nil
}

// join turns problems into one error.
func (f *file) join(problems []problem) error {
	var all []error
	for _, p := range problems[:min(len(problems), maxProblems)] {
		all = append(all, f.error(p, nil))
	}
	return errors.Join(all...)
}
