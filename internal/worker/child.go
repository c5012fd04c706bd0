package worker

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"example.org/dossier/internal/pdf"
)

// child is the process, seen from the parent.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.Reader
	files  channel
	errors *tail
	limit  io.Closer     // what the system holds the process by; nil for nothing
	gone   chan struct{} // closed when the process has ended
	held   []string      // by what the system holds it, in its makers' words
}

// inheritedVariables are those that a process cannot do without on some system.
var inheritedVariables = []string{"SYSTEMROOT", "TMPDIR", "TEMP", "TMP"}

// The roles of a child, which its environment tells it.
const (
	reading   = "read"    // answers requests; may not write the compiled engine
	compiling = "compile" // starts the engine, and so compiles it; reads no file
)

// startChild starts the program as a child, enclosed as the system can, and tells
// it its options. Where it does not come up so, as on a system whose libraries
// stand where nobody looks, it is started free: no file was read before it says
// that it is there.
func startChild(ctx context.Context, o Options, role string) (*child, error) {
	c, err := startOnce(ctx, o, role, enclose)
	if err != nil && ctx.Err() == nil {
		c, err = startOnce(ctx, o, role, free)
	}
	if err != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return c, err
}

// free takes nothing from a child.
func free(Options, string) ([]string, error) { return nil, nil }

// startOnce is one try at startChild. around takes rights from the thread that
// the process is started on, and names what it took.
func startOnce(ctx context.Context, o Options, role string, around func(Options, string) ([]string, error)) (*child, error) {
	c, started, err := newChild(o, role)
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	up := make(chan error, 1)
	go c.live(func() error {
		var err error
		c.held, err = around(o, role)
		if err != nil {
			return err
		}
		return c.cmd.Start()
	}, up)
	err = <-up
	_ = started.Close() // the child has its own, or is not there
	if err != nil {
		c.closePipes()
		c.close()
		return nil, fmt.Errorf("start worker: %w", err)
	}
	if c.limit, err = confine(c.cmd.Process, o.MemoryBytes); err != nil {
		c.end()
		return nil, fmt.Errorf("limit worker: %w", err)
	}
	if c.limit != nil {
		c.held = append(c.held, "job object")
	}
	if err := c.greet(ctx, o); err != nil {
		return nil, c.fault(err)
	}
	return c, nil
}

// newChild prepares a process; started is to be closed once it runs.
func newChild(o Options, role string) (c *child, started io.Closer, err error) {
	cmd := exec.Command(o.Executable)
	cmd.Env = []string{marker + "=" + role, "GOMEMLIMIT=" + strconv.FormatInt(o.MemoryBytes/4*3, 10)}
	for _, name := range inheritedVariables {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	prepare(cmd)
	c = &child{cmd: cmd, errors: &tail{}, gone: make(chan struct{})}
	cmd.Stderr = c.errors
	if c.in, err = cmd.StdinPipe(); err != nil {
		return nil, nil, err
	}
	if c.out, err = cmd.StdoutPipe(); err != nil {
		return nil, nil, err
	}
	c.files, started, err = newChannel(cmd)
	return c, started, err
}

// live starts the process, says how that went, and stays until it ends, all on
// one thread where the system makes a difference between those.
func (c *child) live(start func() error, up chan<- error) {
	apart()
	defer close(c.gone)
	err := start()
	up <- err
	if err == nil {
		_ = c.cmd.Wait() // its exit status is ours
	}
}

// greet tells the child its options and waits for its first word.
func (c *child) greet(ctx context.Context, o Options) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = c.cmd.Process.Kill() }) // gone already is as good
	defer stop()
	if err := writeFrame(c.in, setup{CacheDir: o.CacheDir, Limits: o.Limits, MemoryBytes: o.MemoryBytes, Key: o.key}); err != nil {
		return err
	}
	var first held
	if err := readFrame(c.out, &first, maxAnswer); err != nil {
		return err
	}
	c.held = append(c.held, first.By...)
	return nil
}

// startWithin is how long the child may take to say that it is there: far beyond
// what any machine needs.
const startWithin = 30 * time.Second

func (c *child) pid() int { return c.cmd.Process.Pid }

// reply is an answer or the reason why there will be none.
type reply struct {
	answer answer
	err    error
}

// ask sends a request with its files and listens for the first answer.
func (c *child) ask(r request, to chan<- reply) {
	files := c.files.open(&r)
	err := writeFrame(c.in, r)
	if sent := c.files.send(files); err == nil {
		err = sent
	}
	if err != nil {
		to <- reply{err: err}
		return
	}
	c.listen(r, to)
}

func (c *child) listen(r request, to chan<- reply) {
	a, err := readAnswer(c.out, r)
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
	<-c.gone
	c.close()
}

// closePipes closes both ends of what leads to a process that was not started.
func (c *child) closePipes() {
	for _, end := range []any{c.in, c.out, c.cmd.Stdin, c.cmd.Stdout} {
		if pipe, ok := end.(io.Closer); ok {
			_ = pipe.Close() // closed already where it was tried to start it
		}
	}
}

// close gives up what was kept for the process.
func (c *child) close() {
	c.files.close()
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
