//go:build !windows

package choose

import (
	"os/exec"
	"time"
)

// atOnce is how soon a program that cannot open a file says so. One that runs
// longer has opened it.
const atOnce = 3 * time.Second

// run starts a program and returns how it ended, if it did so at once.
func run(program string, arguments ...string) error {
	command := exec.Command(program, arguments...)
	if err := command.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(atOnce):
		return nil
	}
}
