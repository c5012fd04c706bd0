//go:build !linux

package main

import "github.com/rogpeppe/go-internal/testscript"

// The scripts that need these begin with [!linux] skip.
func tinyDisk(ts *testscript.TestScript, _ bool, _ []string)   { ts.Fatalf("Linux only") }
func frozenDisk(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("Linux only") }
func mkfifo(ts *testscript.TestScript, _ bool, _ []string)     { ts.Fatalf("Linux only") }

func canMount() bool { return false }
