package worker

import "context"

// ResidentBytes is the memory that a process holds.
func ResidentBytes(pid int) int64 { return residentBytes(pid) }

// Orphan starts a child that waits, or that hangs, and returns its number.
func Orphan(hangs bool) (int, error) {
	if hangs {
		return hanging()
	}
	w, err := Start(context.Background(), Options{})
	if err != nil {
		return 0, err
	}
	return w.ProcessID(), nil
}
