package vacancy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/yaml"
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
	doc   *yaml.Document
	texts []placedText
}

// placedText is a text of the pack with what its keys and tag said of it.
type placedText struct {
	message.Text
	path   string
	offset int  // of the English
	same   bool // both languages are meant to be equal
	quote  bool // the English is the notice's own
	source string
}

// problem is one mistake in the meaning of a pack.
type problem struct {
	id     string // of the error
	args   message.Args
	offset int
}

// Decode reads a pack from the bytes of its YAML file. The error joins up to
// twenty *message.Error of class BadInput, each with the arguments File, Line,
// Column and Snippet (the line with a caret below the place), in the file's
// order. A text that is not even YAML gives one.
func Decode(name string, data []byte) (*Pack, error) {
	doc, err := yaml.Parse(data)
	if err != nil {
		return nil, syntaxError(name, err)
	}
	f := &file{name: name, doc: doc}
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

// syntaxError is a text that is not YAML as a person reads about it.
func syntaxError(name string, err error) error {
	e, ok := errors.AsType[*yaml.Error](err)
	if !ok {
		return err
	}
	args := message.Args{"Detail": e.Detail, "Limit": message.Bytes(yaml.MaxSize)}
	return located(name, string(e.Code), args, e.Place, err)
}

// located is an error with its place in a file.
func located(name, id string, args message.Args, at yaml.Place, cause error) error {
	all := message.Args{"File": name, "Line": at.Line, "Column": at.Column, "Snippet": at.Snippet}
	for key, value := range args {
		all[key] = value
	}
	return message.Bad(id, all, cause)
}

// join turns problems into one error.
func (f *file) join(problems []problem) error {
	var all []error
	for _, p := range problems[:min(len(problems), maxProblems)] {
		all = append(all, located(f.name, p.id, p.args, f.doc.At(p.offset), nil))
	}
	return errors.Join(all...)
}
