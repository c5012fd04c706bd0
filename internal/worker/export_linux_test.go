package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// trying is the role of a child that tries what a child that was taken over would.
const trying = "try"

// attempt is what such a child is asked, and told is what came of it.
type attempt struct {
	What, Path string
	Number     int
}

type told struct{ Error string }

// attempts are what a child that was taken over would do.
var attempts = map[string]func(attempt) error{
	"read":   func(a attempt) error { _, err := os.ReadFile(a.Path); return err },
	"list":   func(a attempt) error { _, err := os.ReadDir(a.Path); return err },
	"write":  func(a attempt) error { return os.WriteFile(a.Path, []byte("x"), 0o600) },
	"cut":    func(a attempt) error { return unix.Truncate(a.Path, 0) },
	"remove": func(a attempt) error { return os.Remove(a.Path) },
	"link":   func(a attempt) error { return os.Link(a.Path, a.Path+"-2") },
	"elsewhere": func(a attempt) error {
		return onAnotherThread(func() error { return os.WriteFile(a.Path, nil, 0o600) })
	},
	"tcp":   func(attempt) error { return socket(unix.AF_INET, unix.SOCK_STREAM) },
	"udp":   func(attempt) error { return socket(unix.AF_INET6, unix.SOCK_DGRAM) },
	"local": func(attempt) error { return socket(unix.AF_UNIX, unix.SOCK_STREAM) },
	"udp there": func(attempt) error {
		return onAnotherThread(func() error { return socket(unix.AF_INET, unix.SOCK_DGRAM) })
	},
	"run":        func(a attempt) error { return unix.Exec(a.Path, []string{"true"}, nil) },
	"fork":       func(attempt) error { return fork() },
	"signal":     func(attempt) error { return unix.Kill(os.Getppid(), 0) },
	"signal one": func(attempt) error { return unix.Tgkill(os.Getppid(), os.Getppid(), 0) },
	"trace":      func(attempt) error { return unix.PtraceAttach(os.Getppid()) },
	"limit":      func(attempt) error { return unix.Prlimit(os.Getppid(), unix.RLIMIT_CORE, nil, &unix.Rlimit{}) },
	"ring":       func(attempt) error { return raw(unix.SYS_IO_URING_SETUP) },
	"space":      func(attempt) error { return raw(unix.SYS_UNSHARE, unix.CLONE_NEWUSER) },
	"map": func(a attempt) error {
		_, err := unix.Mmap(-1, 0, a.Number, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
		return err
	},
	"itself": func(attempt) error { return unix.Tgkill(os.Getpid(), unix.Gettid(), 0) },
	"spin":   func(attempt) error { spin(); return nil },
}

func socket(family, kind int) error {
	fd, err := unix.Socket(family, kind, 0)
	if err == nil {
		_ = unix.Close(fd)
	}
	return err
}

func raw(call uintptr, args ...uintptr) error {
	args = append(args, 0, 0)
	if _, _, number := unix.Syscall(call, args[0], args[1], 0); number != 0 {
		return number
	}
	return nil
}

// fork makes a process as C would; one that is made ends at once.
func fork() error {
	pid, _, number := syscall.RawSyscall(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0)
	if number == 0 && pid == 0 {
		_, _, _ = syscall.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
	if number != 0 {
		return number
	}
	return nil
}

func onAnotherThread(f func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	done := make(chan error)
	go func() { done <- f() }()
	return <-done
}

// spin holds up Go's whole runtime for good, as code of an engine does that does
// not come back: the collector waits for this goroutine, and all others for the
// collector. Then it answers.
func spin() {
	runtime.LockOSThread()
	var set unix.Sigset_t
	for i := range set.Val {
		set.Val[i] = ^uint64(0)
	}
	// Without signals the runtime cannot interrupt what comes next.
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGPROCMASK, unix.SIG_SETMASK, uintptr(unsafe.Pointer(&set)), 0, 8, 0, 0)
	var answer bytes.Buffer
	_ = writeFrame(&answer, told{}) // a buffer takes all
	var beats atomic.Int64
	go func() {
		for {
			beats.Add(1)
			runtime.GC()
		}
	}()
	for still := 0; still < 5; {
		before := beats.Load()
		for range 100_000_000 {
		}
		if still++; beats.Load() != before {
			still = 0
		}
	}
	_, _, _ = unix.RawSyscall(unix.SYS_WRITE, 1, uintptr(unsafe.Pointer(&answer.Bytes()[0])), uintptr(answer.Len()))
	for x := 1; x != 0; {
		x |= 1
	}
}

// Try has a fresh child, enclosed as the one that reads files, try something, and
// returns its number and what the system said.
func Try(ctx context.Context, o Options, what, path string, number int) (held []string, err error) {
	c, err := startTrying(ctx, o)
	if err != nil {
		return nil, err
	}
	defer c.end()
	var t told
	if err := errors.Join(writeFrame(c.in, attempt{what, path, number}), readFrame(c.out, &t, maxAnswer)); err != nil {
		return c.held, fmt.Errorf("%w: %s", err, c.errors)
	}
	if t.Error != "" {
		return c.held, errors.New(t.Error)
	}
	return c.held, nil
}

// hanging starts such a child, lets it hang for good, and returns its number.
func hanging() (int, error) {
	c, err := startTrying(context.Background(), Options{})
	if err != nil {
		return 0, err
	}
	var t told
	return c.pid(), errors.Join(writeFrame(c.in, attempt{What: "spin"}), readFrame(c.out, &t, maxAnswer))
}

func startTrying(ctx context.Context, o Options) (*child, error) {
	own, err := os.Executable()
	if err != nil {
		return nil, err
	}
	o.Executable = own
	if o.MemoryBytes == 0 {
		o.MemoryBytes = defaultMemory
	}
	return startChild(ctx, o, trying)
}

// HandOverTrying is HandOver for a child that tries things.
func HandOverTrying() {
	if os.Getenv(marker) != trying {
		return
	}
	if _, err := begin(os.Stdin, os.Stdout); err != nil {
		os.Exit(1)
	}
	for {
		var a attempt
		if readFrame(os.Stdin, &a, maxFrame) != nil {
			os.Exit(0)
		}
		t := told{}
		if err := attempts[a.What](a); err != nil {
			t.Error = err.Error()
		}
		if writeFrame(os.Stdout, t) != nil {
			os.Exit(1)
		}
	}
}

// Watch counts the largest memory that the worker's child has from now on, in
// bytes; the answer ends it. A child that is killed meanwhile counts until its end.
func (w *Worker) Watch() func() int64 {
	<-w.turn
	c := w.child
	w.turn <- struct{}{}
	if c != nil {
		_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", c.pid()), []byte("5"), 0)
	}
	return func() int64 {
		<-w.turn
		now := w.child
		w.turn <- struct{}{}
		most := int64(0)
		for _, c := range []*child{c, now} {
			if c == nil {
				continue
			}
			select {
			case <-c.gone:
				most = max(most, c.cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss<<10)
			default:
				most = max(most, highWater(c.pid()))
			}
		}
		return most
	}
}

// highWater is the largest memory that a process had (proc(5), status).
func highWater(pid int) int64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		var kilobytes int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); n == 1 {
			return kilobytes << 10
		}
	}
	return 0
}

// OpenNow is openNow, closed again.
func OpenNow(path string) error {
	file, err := openNow(path)
	if err == nil {
		err = file.Close()
	}
	return err
}

// NotStarted is what becomes of a child whose thread cannot be enclosed.
func NotStarted() error {
	_, err := startOnce(context.Background(), Options{Executable: "/proc/self/exe", MemoryBytes: 1 << 30}, reading,
		func(Options, string) ([]string, error) { return nil, errors.New("not enclosed") })
	return err
}
