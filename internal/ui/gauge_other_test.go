//go:build !linux

package ui_test

import "time"

// threadTime is not told here.
func threadTime() time.Duration { return 0 }
