//go:build unix

package main

import (
	"errors"
	"io/fs"
	"syscall"
	"testing"

	"example.org/dossier/internal/i18n"
)

// failing is a writer that always fails in the same way.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// A full disk behind standard output is told at the end; a reader who has gone
// is not. Neither stops the work.
func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		told bool
	}{
		{&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}, true},
		{&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, false},
		{errors.New("closed"), false},
	} {
		out := output{Writer: failing{test.err}}
		for range 2 {
			if n, err := out.Write([]byte("text")); n != 4 || err != nil {
				t.Errorf("%v: got %d, %v", test.err, n, err)
			}
		}
		if got := out.failed != nil; got != test.told {
			t.Errorf("%v: told %v, want %v", test.err, got, test.told)
		}
		if test.told && i18n.Explain(out.failed).ID != "disk-full" {
			t.Errorf("told as %v", i18n.Explain(out.failed))
		}
	}
}
