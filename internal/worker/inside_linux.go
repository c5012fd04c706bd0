package worker

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"unsafe"

	"golang.org/x/sys/unix"
)

// shutIn takes from this process, the child, what no file needs to be read: more
// memory than the parent allows, traces of itself on the disk, and the system
// calls below. What the system does not grant is left out of the answer.
func shutIn(s setup) held {
	var h held
	none := unix.Rlimit{}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &none) // a limit that can be lowered always is
	if s.MemoryBytes > 0 {
		most := uint64(s.MemoryBytes + sudden)
		if unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: most, Max: most}) == nil {
			h.By = append(h.By, "RLIMIT_DATA")
		}
	}
	if refuseCalls() == nil {
		h.By = append(h.By, "seccomp")
	}
	return h
}

// refused are the system calls that the child has no use for: the network (also
// UDP and the sockets of other programs, which Landlock leaves open), other
// programs and processes, and those that break out of the kernel most often.
var refused = []uint32{
	unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_LISTEN, unix.SYS_ACCEPT4,
	unix.SYS_EXECVE, unix.SYS_EXECVEAT,
	unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_PIDFD_GETFD, unix.SYS_PIDFD_OPEN, unix.SYS_KCMP,
	unix.SYS_TKILL, unix.SYS_RT_SIGQUEUEINFO, unix.SYS_RT_TGSIGQUEUEINFO, unix.SYS_PIDFD_SEND_SIGNAL,
	unix.SYS_IO_URING_SETUP, unix.SYS_IO_URING_ENTER, unix.SYS_IO_URING_REGISTER,
	unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_USERFAULTFD, unix.SYS_UNSHARE, unix.SYS_SETNS,
	unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY,
	unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_PIVOT_ROOT, unix.SYS_CHROOT, unix.SYS_OPEN_BY_HANDLE_AT,
	unix.SYS_SHMGET, unix.SYS_SHMAT, unix.SYS_MSGGET, unix.SYS_SEMGET, unix.SYS_MQ_OPEN,
}

// Where the parts of seccomp's view of a call stand (seccomp_data of
// linux/seccomp.h): its number, the machine, the first argument's lower half.
const (
	atNumber   = 0
	atMachine  = 4
	atArgument = 16
)

// refuseCalls has the kernel refuse the calls on all threads.
func refuseCalls() error {
	if machine == 0 {
		return fmt.Errorf("no filter for %s", runtime.GOARCH)
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	program := filter()
	all := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	thread, _, number := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&all)))
	runtime.KeepAlive(program)
	if number != 0 {
		return number
	}
	if thread != 0 {
		return fmt.Errorf("thread %d cannot be held", thread)
	}
	return nil
}

const (
	load  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	equal = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	least = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
	bits  = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
	end   = unix.BPF_RET | unix.BPF_K

	refuse = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
)

// filter is the program that looks at each system call.
func filter() []unix.SockFilter {
	p := []unix.SockFilter{
		{Code: load, K: atMachine},
		{Code: equal, K: machine, Jt: 1},
		{Code: end, K: unix.SECCOMP_RET_KILL_PROCESS}, // another machine's numbers mean other calls
		{Code: load, K: atNumber},
		{Code: least, K: 1 << 30, Jf: 1}, // and so do those of x32
		{Code: end, K: unix.SECCOMP_RET_KILL_PROCESS},
	}
	for _, call := range slices.Concat(refused, refusedHere()) {
		p = append(p, unix.SockFilter{Code: equal, K: call, Jf: 1}, unix.SockFilter{Code: end, K: refuse})
	}
	// C's library then makes threads by the older call, whose argument can be seen.
	p = append(p, unix.SockFilter{Code: equal, K: unix.SYS_CLONE3, Jf: 1},
		unix.SockFilter{Code: end, K: unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)})
	p = append(p, when(unix.SYS_CLONE, bits, unix.CLONE_THREAD)...)
	// Signals and limits of its own only.
	own := uint32(os.Getpid())
	p = append(p, when(unix.SYS_KILL, equal, own)...)
	p = append(p, when(unix.SYS_TGKILL, equal, own)...)
	p = append(p, when(unix.SYS_PRLIMIT64, equal, 0)...)
	return append(p, unix.SockFilter{Code: end, K: unix.SECCOMP_RET_ALLOW})
}

// when refuses a call but where its first argument compares well.
func when(call uint32, compare uint16, with uint32) []unix.SockFilter {
	return []unix.SockFilter{
		{Code: equal, K: call, Jf: 4},
		{Code: load, K: atArgument},
		{Code: compare, K: with, Jt: 1},
		{Code: end, K: refuse},
		{Code: end, K: unix.SECCOMP_RET_ALLOW},
	}
}
