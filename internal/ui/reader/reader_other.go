//go:build windows || darwin

package reader

// Serve does nothing where the toolkit has a bridge of its own.
func Serve(Options) (stop func()) { return func() {} }
