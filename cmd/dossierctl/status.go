package main

import (
	"errors"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// statusOf says with which status a command ends that failed with err: what
// the person gave and can mend is bad input, all else could not finish.
func statusOf(err error) int {
	for _, e := range i18n.ExplainAll(err) {
		if e.Class == message.CannotFinish {
			return statusUnfinished
		}
	}
	return statusBadInput
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
