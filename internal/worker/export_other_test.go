//go:build !linux

package worker

import (
	"context"
	"fmt"
	"os"
	"time"
)

// trying is the role of a child that hangs.
const trying = "try"

// HandOverTrying is HandOver for a child that hangs: it never looks whether its
// parent is there.
func HandOverTrying() {
	if os.Getenv(marker) != trying {
		return
	}
	if _, err := begin(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	<-time.After(time.Hour)
	os.Exit(0)
}

// hanging starts such a child and returns its number.
func hanging() (int, error) {
	own, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c, err := startChild(context.Background(), Options{Executable: own, MemoryBytes: defaultMemory}, trying)
	if err != nil {
		return 0, err
	}
	return c.pid(), nil
}

// Watch counts nothing here.
func (w *Worker) Watch() func() int64 { return func() int64 { return 0 } }
