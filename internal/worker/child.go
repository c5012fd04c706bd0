package worker

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"

	"example.org/dossier/internal/pdf"
)

// child is the process, seen from the parent.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.Reader
	errors *tail
	limit  io.Closer // what the system holds the process by; nil for nothing
}

// inheritedVariables are those that a process cannot do without on some system.
var inheritedVariables = []string{"SYSTEMROOT", "TMPDIR", "TEMP", "TMP"}

// startChild starts the program as a child and tells it its options.
func startChild(o Options) (*child, error) {
	cmd := exec.Command(o.Executable)
	cmd.Env = []string{marker + "=1", "GOMEMLIMIT=" + strconv.FormatInt(o.MemoryBytes/4*3, 10)}
	for _, name := range inheritedVariables {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	c := &child{cmd: cmd, in: in, out: out, errors: &tail{}}
	cmd.Stderr = c.errors
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	if c.limit, err = confine(cmd.Process, o.MemoryBytes); err != nil {
		c.end()
		return nil, fmt.Errorf("limit worker: %w", err)
	}
	if err := writeFrame(in, setup{CacheDir: o.CacheDir, Limits: o.Limits}); err != nil {
		return nil, c.fault(err)
	}
	return c, nil
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// reply is an answer or the reason why there will be none.
type reply struct {
	answer answer
	err    error
}

// ask sends a frame and listens for the first answer.
func (c *child) ask(frame []byte, to chan<- reply) {
	if _, err := c.in.Write(frame); err != nil {
		to <- reply{err: err}
		return
	}
	c.listen(to)
}

func (c *child) listen(to chan<- reply) {
	var a answer
	err := readFrame(c.out, &a)
	to <- reply{a, err}
}

// fault is the error of a child that stopped answering.
func (c *child) fault(err error) error {
	c.end()
	said := c.errors.String()
	return &pdf.Error{Reason: lastWords(said), Err: fmt.Errorf("worker: %w: %s", err, said)}
}

// lastWords tells from what Go printed when a process ended whether that was
// for want of memory, as where the system refuses it more.
func lastWords(said string) pdf.Reason {
	if strings.Contains(said, "fatal error: out of memory") || strings.Contains(said, "runtime: out of memory") {
		return pdf.MemoryLimit
	}
	return pdf.Crashed
}

// end kills the process and waits until it is gone.
func (c *child) end() {
	_ = c.in.Close()
	_ = c.cmd.Process.Kill() // gone already is as good
	_ = c.cmd.Wait()         // its exit status was ours
	if c.limit != nil {
		_ = c.limit.Close()
	}
}

// tail keeps the last of what is written to it.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

const tailBytes = 8 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if extra := len(t.kept) - tailBytes; extra > 0 {
		t.kept = append(t.kept[:0], t.kept[extra:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}
