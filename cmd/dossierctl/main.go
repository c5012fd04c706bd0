// Command dossierctl prepares an application without a window: the same rooms
// as the desktop program, for staff scripts, screen readers and tests. It reads
// arguments, calls one room and prints what came of it; it decides nothing.
//
// What was asked for goes to standard output, what went wrong to standard
// error: one line on what is wrong, one on what to do. The exit status is 0
// when all is done and nothing is missing, 1 when it is done but something is
// missing or not met, 2 for bad usage or bad input, 3 when the machine could
// not finish it.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // deadlines must be right on systems without a zone database

	"example.org/dossier/internal/worker"
)

// version is set at link time; see scripts/build.
var version = "dev"

func main() {
	worker.HandOver()
	os.Exit(mainStatus())
}

// mainStatus runs the program on the real surroundings and returns its exit
// status. A signal to end cancels what is under way, so that nothing unfinished
// stays behind; a second one ends the program at once.
func mainStatus() int {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, surroundings{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: os.Getenv, now: time.Now, program: programVersion(),
	})
}

// programVersion names this build in bundles and records.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && version == "dev" {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			return v
		}
	}
	return version
}

// surroundings is all that the program takes from the system.
type surroundings struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	program        string
}
