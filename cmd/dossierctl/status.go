package main

import (
	"errors"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// statusOf says with which status a command ends that failed with err: what
// the person gave and can mend is bad input, all else could not finish.
func statusOf(err error) int {
	for _, leaf := range leaves(err) {
		if i18n.Explain(leaf).Class == message.CannotFinish {
			return statusUnfinished
		}
	}
	return statusBadInput
}

// leaves returns the errors that were joined into err, or err itself.
func leaves(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, leaves(e)...)
	}
	return all
}

// partly is the end of a command over several files of which some were
// refused: with at least one done it is only incomplete.
func (a *app) partly(done int, refused []error) error {
	if len(refused) == 0 {
		return nil
	}
	err := errors.Join(refused...)
	if done == 0 {
		return err
	}
	a.printErrors(err)
	return errIncomplete
}
