//go:build !linux

package worker

import "os/exec"

// prepare has nothing to ask of this system before the child starts.
func prepare(*exec.Cmd) {}

// enclose takes nothing from the child on this system.
func enclose(Options, string) ([]string, error) { return nil, nil }

// apart needs no thread of its own on this system.
func apart() {}
