package i18n

import (
	"errors"
	"slices"

	"example.org/dossier/internal/message"
)

// Pair is what a person reads of one error: a sentence on what is wrong and one
// on what to do.
type Pair struct {
	What string `json:"what"`
	Do   string `json:"do"`
}

// Error returns the two sentences of an error, of the first one where several
// are joined. No error has any raw text of the system in it.
func (l *Localizer) Error(err error) (what, do string) {
	pairs := l.Errors(err)
	if len(pairs) == 0 {
		return "", ""
	}
	return pairs[0].What, pairs[0].Do
}

// Errors returns the sentences of every error that is joined in err, in order,
// each pair once; none for nil.
func (l *Localizer) Errors(err error) []Pair {
	var pairs []Pair
	for _, e := range ExplainAll(err) {
		pair := Pair{What: l.Text(e.What()), Do: l.Text(e.Do())}
		if !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// Explain returns the error that a person reads for err: the *message.Error in
// it, else what is known of the system's own error (a missing file, a full
// disk, a time limit), else "internal". It returns nil for nil only.
func Explain(err error) *message.Error {
	all := ExplainAll(err)
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// ExplainAll is Explain for each of the errors that are joined in err, in order;
// none for nil. At each level the most outward explanation is the one that
// counts.
func ExplainAll(err error) []*message.Error {
	if err == nil {
		return nil
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		switch e := e.(type) {
		case *message.Error:
			return []*message.Error{e}
		case interface{ Unwrap() []error }:
			var all []*message.Error
			for _, branch := range e.Unwrap() {
				all = append(all, ExplainAll(branch)...)
			}
			return all
		}
	}
	return []*message.Error{explainSystem(err)}
}
