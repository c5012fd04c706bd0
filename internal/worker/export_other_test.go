//go:build !linux

package worker

import "errors"

// HandOverTrying does nothing where nothing is enclosed.
func HandOverTrying() {}

func hanging() (int, error) { return 0, errors.ErrUnsupported }
