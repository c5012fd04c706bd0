package pdf

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// mapped lends a file's bytes to f where they lie, in the system's own memory:
// nothing is copied, and other processes may change them meanwhile. forget gives
// back what was looked at so far of the memory that they take in this process.
// done is false where the system does not lend them, or took them back.
func mapped(file ReadFile, size int64, f func(data []byte, forget func()) error) (done bool, err error) {
	data, ok := mapFile(file, size)
	if !ok {
		return false, nil
	}
	defer unmap(data)
	return onLoan(func() error { return f(data, func() { forget(data) }) })
}

// onLoan runs f, which looks at a mapped file: where that was cut off meanwhile, the
// system stops whoever looks beyond its end.
func onLoan(f func() error) (done bool, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		fault, ok := r.(interface {
			runtime.Error
			Addr() uintptr
		})
		if !ok {
			panic(r)
		}
		done, err = false, fmt.Errorf("%w: %w", errNotReadable, fault)
	}()
	return true, f()
}
