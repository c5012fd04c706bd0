package worker

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"sync"

	"golang.org/x/sys/unix"

	"example.org/dossier/internal/pdf"
)

// channel hands open files over to the child, which cannot open any: it is one
// end of a pair of sockets, the other is the child's third file from zero.
type channel struct{ end *os.File }

// atOnce is how many files go with one message; the kernel takes 253.
const atOnce = 100

// newChannel gives the process that will be started the other end; started is
// closed by then.
func newChannel(cmd *exec.Cmd) (c channel, started io.Closer, err error) {
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return channel{}, nil, err
	}
	theirs := os.NewFile(uintptr(ends[1]), "worker's files")
	if err := unix.SetNonblock(ends[0], true); err != nil {
		return channel{}, nil, errors.Join(err, unix.Close(ends[0]), theirs.Close())
	}
	cmd.ExtraFiles = []*os.File{theirs}
	return channel{os.NewFile(uintptr(ends[0]), "files for the worker")}, theirs, nil
}

func (c channel) close() { _ = c.end.Close() }

// open opens what the request reads and notes in it what comes: files and what
// stood in their way. It may wait as long as the file system does.
func (c channel) open(r *request) []*os.File {
	var files []*os.File
	r.Handed = nil
	for _, path := range r.reads() {
		file, err := openFile(path)
		r.Handed = append(r.Handed, handed{path, failureOf(err)})
		if err == nil {
			files = append(files, file)
		}
	}
	if r.output != nil {
		r.Handed = append(r.Handed, handed{Path: r.output.Name()})
		files = append(files, r.output)
	}
	return files
}

// openFile opens a file for reading. Others than files are not opened: a pipe would
// wait for somebody to write, and a device may do something.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, asOpen(err)
	}
	if err := regular(path, info); err != nil {
		return nil, err
	}
	return openNow(path)
}

// openNow opens what stands there now, which may be something else than it just was:
// it waits for nobody, and gives back only a file.
func openNow(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil {
		err = regular(path, info)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// regular returns an error where something is no file.
func regular(path string, info fs.FileInfo) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return &pdf.Error{Reason: pdf.NotSupported, Path: path, Err: fmt.Errorf("mode %v", info.Mode())}
}

// asOpen tells of a file what opening it would.
func asOpen(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return &fs.PathError{Op: "open", Path: e.Path, Err: e.Err}
	}
	return err
}

// send hands the files over and closes them here.
func (c channel) send(files []*os.File) error {
	defer func() {
		for _, f := range files {
			_ = f.Close() // it was only read, or is the child's to write
		}
	}()
	raw, err := c.end.SyscallConn()
	if err != nil {
		return err
	}
	for rest := files; len(rest) > 0; {
		part := rest[:min(atOnce, len(rest))]
		rest = rest[len(part):]
		fds := make([]int, len(part))
		for i, f := range part {
			fds[i] = int(f.Fd())
		}
		var sent error
		err := raw.Write(func(fd uintptr) bool {
			sent = unix.Sendmsg(int(fd), []byte{0}, unix.UnixRights(fds...), nil, unix.MSG_NOSIGNAL|unix.MSG_DONTWAIT)
			return !errors.Is(sent, unix.EAGAIN)
		})
		if err := errors.Join(err, sent); err != nil {
			return fmt.Errorf("hand files over: %w", err)
		}
	}
	return nil
}

// outputFor makes the file that the child will write.
func outputFor(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

// files are those that the child was handed for the request under way.
type files struct {
	mu     sync.Mutex
	files  map[string]*os.File
	errors map[string]error
}

// filesFD is the child's end of the channel.
const filesFD = 3

// release closes the files.
func (f *files) release() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, file := range f.files {
		_ = file.Close() // nothing is lost: what was written is the system's
	}
	f.files, f.errors = map[string]*os.File{}, map[string]error{}
}

// receive takes the files of a request.
func (f *files) receive(list []handed) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files, f.errors = map[string]*os.File{}, map[string]error{}
	var expected []string
	for _, h := range list {
		if h.Failure != nil {
			f.errors[h.Path] = h.Failure.err()
			continue
		}
		expected = append(expected, h.Path)
	}
	for len(expected) > 0 {
		fds, err := receiveSome()
		if err != nil {
			return fmt.Errorf("take files: %w", err)
		}
		if len(fds) == 0 || len(fds) > len(expected) {
			return fmt.Errorf("take files: %d for %d", len(fds), len(expected))
		}
		for i, fd := range fds {
			f.files[expected[i]] = os.NewFile(uintptr(fd), expected[i])
		}
		expected = expected[len(fds):]
	}
	return nil
}

// receiveSome takes the files of one message.
func receiveSome() ([]int, error) {
	space := make([]byte, unix.CmsgSpace(4*atOnce))
	var one [1]byte
	_, n, flags, _, err := unix.Recvmsg(filesFD, one[:], space, unix.MSG_CMSG_CLOEXEC)
	for errors.Is(err, unix.EINTR) {
		_, n, flags, _, err = unix.Recvmsg(filesFD, one[:], space, unix.MSG_CMSG_CLOEXEC)
	}
	if err != nil {
		return nil, err
	}
	if flags&unix.MSG_CTRUNC != 0 {
		// Those that follow would stand under the names of those that are missing.
		return nil, errors.New("some were lost on the way")
	}
	messages, err := unix.ParseSocketControlMessage(space[:n])
	if err != nil || len(messages) == 0 {
		return nil, err
	}
	return unix.ParseUnixRights(&messages[0])
}

// Open returns a file that was handed over.
func (f *files) Open(path string) (pdf.ReadFile, error) {
	file, err := f.of("open", path)
	if err != nil {
		return nil, err
	}
	return shared{file}, nil
}

// Create empties the file that was handed over to be written.
func (f *files) Create(path string) (io.WriteCloser, error) {
	file, err := f.of("create", path)
	if err != nil {
		return nil, err
	}
	if err := file.Truncate(0); err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return shared{file}, nil
}

// Remove empties the file; the parent, who made it, takes it away.
func (f *files) Remove(path string) error {
	file, err := f.of("remove", path)
	if err != nil {
		return err
	}
	return file.Truncate(0)
}

func (f *files) of(op, path string) (*os.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.errors[path]; err != nil {
		return nil, err
	}
	if file := f.files[path]; file != nil {
		return file, nil
	}
	return nil, &fs.PathError{Op: op, Path: path, Err: unix.EACCES}
}

// shared is a file that stays open for others.
type shared struct{ *os.File }

// Close leaves it open until the request is answered.
func (shared) Close() error { return nil }

// filesOfChild are the files as the engines of the child reach them.
func filesOfChild() (*files, pdf.Files) {
	f := &files{}
	return f, f
}
