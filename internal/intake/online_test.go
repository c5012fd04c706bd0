package intake

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"
)

func TestFilesThatAreOnline(t *testing.T) {
	t.Parallel()
	tests := []struct {
		system string
		code   syscall.Errno
		want   bool
	}{
		{"windows", 362, true}, // the drive's program does not run
		{"windows", 388, true}, // no network
		{"windows", 404, true},
		{"windows", 5, false},
		{"darwin", 11, true},
		{"linux", 11, false},
	}
	for _, test := range tests {
		err := fmt.Errorf("reading: %w", &fs.PathError{Op: "read", Path: "diploma.pdf", Err: test.code})
		if got := isOnlineOn(test.system, err); got != test.want {
			t.Errorf("%s, %d: %v", test.system, test.code, got)
		}
	}
	if isOnlineOn("windows", fs.ErrNotExist) {
		t.Error("a file that is missing is not online")
	}
}
