package worker

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// fileRights are what Landlock can refuse, by the version of its interface from
// which on it can (landlock(7)).
var fileRights = []struct {
	since  int
	rights uint64
}{
	{1, unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_READ_FILE |
		unix.LANDLOCK_ACCESS_FS_READ_DIR | unix.LANDLOCK_ACCESS_FS_REMOVE_DIR | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE |
		unix.LANDLOCK_ACCESS_FS_MAKE_CHAR | unix.LANDLOCK_ACCESS_FS_MAKE_DIR | unix.LANDLOCK_ACCESS_FS_MAKE_REG |
		unix.LANDLOCK_ACCESS_FS_MAKE_SOCK | unix.LANDLOCK_ACCESS_FS_MAKE_FIFO | unix.LANDLOCK_ACCESS_FS_MAKE_BLOCK |
		unix.LANDLOCK_ACCESS_FS_MAKE_SYM},
	{2, unix.LANDLOCK_ACCESS_FS_REFER},
	{3, unix.LANDLOCK_ACCESS_FS_TRUNCATE},
	{5, unix.LANDLOCK_ACCESS_FS_IOCTL_DEV},
}

const (
	landlockOfNetwork = 4 // refuses TCP from this version on
	landlockOfSignals = 6 // refuses signals and abstract sockets from this version on
)

// What files of each sort may be used for.
const (
	toRun  = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE
	toRead = unix.LANDLOCK_ACCESS_FS_READ_FILE
	toList = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	toKeep = toList | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE |
		unix.LANDLOCK_ACCESS_FS_REMOVE_FILE | unix.LANDLOCK_ACCESS_FS_REMOVE_DIR | unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_MAKE_DIR
)

// loaderFiles are what the system's loader reads to start a program that is
// linked with libraries.
var loaderFiles = []string{"/etc/ld.so.cache", "/etc/ld.so.preload"}

// prepare has the system hold the child by its parent's end.
func prepare(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// enclose takes from this thread, and from the process that it starts next, the
// files, the TCP connections and the signals that the child has no need of. The
// goroutine must have locked the thread and end with it. It returns what now holds
// the thread. A kernel without Landlock is no error.
//
// It is done here and not in the child because a thread restricts itself alone
// and Go's runtime has several before any of our code runs; the process that a
// restricted thread starts is restricted as a whole.
func enclose(o Options, role string) ([]string, error) {
	version, _, _ := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if int(version) < 1 {
		return nil, nil
	}
	rules, err := newRules(int(version))
	if err != nil {
		return nil, err
	}
	defer rules.close()
	if err := rules.ofChild(o, role); err != nil {
		return nil, err
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return nil, fmt.Errorf("no new privileges: %w", err)
	}
	if _, _, number := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, uintptr(rules.fd), 0, 0); number != 0 {
		return nil, fmt.Errorf("by Landlock: %w", number)
	}
	return []string{fmt.Sprintf("Landlock %d", version)}, nil
}

// rules are a Landlock ruleset: what is allowed nevertheless.
type rules struct {
	fd      int
	handled uint64 // the file rights that it refuses
}

func newRules(version int) (rules, error) {
	var r rules
	for _, f := range fileRights {
		if version >= f.since {
			r.handled |= f.rights
		}
	}
	attr := unix.LandlockRulesetAttr{Handled_access_fs: r.handled}
	size := unsafe.Sizeof(attr.Handled_access_fs)
	if version >= landlockOfNetwork {
		attr.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
		size = unsafe.Offsetof(attr.Scoped)
	}
	if version >= landlockOfSignals {
		attr.Scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
		size = unsafe.Offsetof(attr.Scoped) + unsafe.Sizeof(attr.Scoped)
	}
	fd, _, number := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), size, 0)
	if number != 0 {
		return rules{}, fmt.Errorf("rules of Landlock: %w", number)
	}
	r.fd = int(fd)
	return r, nil
}

func (r rules) close() { _ = unix.Close(r.fd) }

// ofChild allows what the child itself is made of and the compiled engine. The
// files of a request come to it open.
func (r rules) ofChild(o Options, role string) error {
	for _, path := range append(mapped(), o.Executable) {
		if err := r.allow(path, toRun); err != nil {
			return err
		}
	}
	for _, path := range loaderFiles {
		if err := r.allow(path, toRead); err != nil {
			return err
		}
	}
	if o.CacheDir == "" {
		return nil
	}
	if role == compiling {
		return r.allow(o.CacheDir, toKeep)
	}
	return r.allow(o.CacheDir, toList)
}

// allow allows rights on a file or on all that is below a folder; what is not
// there needs none.
func (r rules) allow(path string, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return &fs.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(fd)
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights & r.handled, Parent_fd: int32(fd)}
	_, _, number := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(r.fd), unix.LANDLOCK_RULE_PATH_BENEATH,
		uintptr(unsafe.Pointer(&rule)), 0, 0, 0)
	if number != 0 {
		return fmt.Errorf("rule of Landlock for %s: %w", path, number)
	}
	return nil
}

// mapped are the files whose code this process runs: its own program, the
// system's loader and libraries, the same that the child will need. They stand
// in the last field of proc(5)'s maps, behind "r-xp".
func mapped() []string {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return nil
	}
	var paths []string
	for line := range strings.Lines(string(maps)) {
		fields := strings.Fields(line)
		if len(fields) < 6 || !strings.Contains(fields[1], "x") {
			continue
		}
		path := strings.TrimSpace(line[strings.Index(line, fields[5]):])
		if filepath.IsAbs(path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// apart has the goroutine keep its thread to itself, which ends with it: the
// system ends the child with the thread that started it.
func apart() { runtime.LockOSThread() }
