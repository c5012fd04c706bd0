// Command window measures windows from outside, in turn, and prints a row of a
// table for each: the time from the start of the program to its first painted
// frame, that to the last change of the screen before a second without one (it can
// be used by then), the resident memory and the processor time of an idle window.
// It needs an X server without a window manager (Xvfb), and Linux.
//
//	window -runs 5 -idle 60s NAME=PROGRAM[,ARGUMENT…] …
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

func main() {
	log.SetFlags(0)
	runs := flag.Int("runs", 5, "starts of each program")
	idle := flag.Duration("idle", time.Minute, "how long each window is left alone")
	flag.Parse()
	screen, err := open()
	if err != nil {
		log.Fatal(err)
	}
	var programs []*program
	for _, arg := range flag.Args() {
		name, command, _ := strings.Cut(arg, "=")
		programs = append(programs, &program{name: name, command: strings.Split(command, ",")})
	}
	for range *runs {
		for _, p := range programs {
			if err := p.start(screen); err != nil {
				log.Fatalf("%s: %v", p.name, err)
			}
		}
	}
	for _, p := range programs {
		if err := p.rest(screen, *idle); err != nil {
			log.Fatalf("%s: %v", p.name, err)
		}
		fmt.Println(p.row())
	}
}

// program is a window that is measured.
type program struct {
	name    string
	command []string
	painted []time.Duration
	usable  []time.Duration
	memory  []float64 // MB, of the program and its children
	idle    float64   // of one core, in percent
}

// settled is how long a window is left to settle before its memory is read; steady is
// how long nothing changes on the screen once a window has all that it shows first.
const settled, steady = 4 * time.Second, time.Second

// start measures one start, and the memory a moment later.
func (p *program) start(s *screen) error {
	from := time.Now()
	running, took, err := p.open(s)
	if err != nil {
		return err
	}
	defer end(running)
	p.painted = append(p.painted, took)
	p.usable = append(p.usable, max(took, s.lastChange(from)))
	time.Sleep(settled)
	memory, err := resident(running.Process.Pid)
	p.memory = append(p.memory, memory)
	return err
}

// rest measures the processor time of a window that nobody touches.
func (p *program) rest(s *screen, idle time.Duration) error {
	running, _, err := p.open(s)
	if err != nil {
		return err
	}
	defer end(running)
	time.Sleep(settled)
	before, err := processor(running.Process.Pid)
	if err != nil {
		return err
	}
	time.Sleep(idle)
	after, err := processor(running.Process.Pid)
	p.idle = 100 * (after - before).Seconds() / idle.Seconds()
	return err
}

func (p *program) row() string {
	slices.Sort(p.painted)
	slices.Sort(p.usable)
	slices.Sort(p.memory)
	return fmt.Sprintf("| %s | %d ms | %d ms | %.0f MB | %.2f %% |", p.name, p.painted[len(p.painted)/2].Milliseconds(),
		p.usable[len(p.usable)/2].Milliseconds(), p.memory[len(p.memory)/2], p.idle)
}

// open starts the program and waits for its window to be painted.
func (p *program) open(s *screen) (*exec.Cmd, time.Duration, error) {
	cmd := exec.Command(p.command[0], p.command[1:]...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	from := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, 0, err
	}
	for time.Since(from) < 30*time.Second {
		if s.painted() {
			return cmd, time.Since(from), nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	end(cmd)
	return nil, 0, fmt.Errorf("no window within 30 s: %s", said.String())
}

// end ends a program with all that it started.
func end(cmd *exec.Cmd) {
	for _, pid := range family(cmd.Process.Pid) {
		_ = syscall.Kill(pid, syscall.SIGKILL) // it may have ended
	}
	_ = cmd.Wait()
}

// screen is the X server's.
type screen struct {
	conn *xgb.Conn
	root xproto.Window
}

func open() (*screen, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, err
	}
	return &screen{conn, xproto.Setup(conn).DefaultScreen(conn).Root}, nil
}

// lastChange waits until nothing has changed on the screen for a while, and returns
// how long after from the last change was: two minutes at most.
func (s *screen) lastChange(from time.Time) time.Duration {
	var before []byte
	last := time.Now()
	for time.Since(last) < steady && time.Since(from) < 2*time.Minute {
		if now := s.picture(); !bytes.Equal(now, before) {
			before, last = now, time.Now()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return last.Sub(from)
}

// picture is what is on the whole screen, nil where that is not told.
func (s *screen) picture() []byte {
	shape := xproto.Setup(s.conn).DefaultScreen(s.conn)
	image, err := xproto.GetImage(s.conn, xproto.ImageFormatZPixmap, xproto.Drawable(s.root),
		0, 0, shape.WidthInPixels, shape.HeightInPixels, 0xffffffff).Reply()
	if err != nil {
		return nil
	}
	return image.Data
}

// painted reports whether a window is on the screen and shows more than one
// colour.
func (s *screen) painted() bool {
	tree, err := xproto.QueryTree(s.conn, s.root).Reply()
	if err != nil {
		return false
	}
	return slices.ContainsFunc(tree.Children, s.shows)
}

// smallest is the side of the smallest window that counts: helpers of the
// toolkit are smaller.
const smallest = 300

func (s *screen) shows(w xproto.Window) bool {
	attributes, err := xproto.GetWindowAttributes(s.conn, w).Reply()
	if err != nil || attributes.MapState != xproto.MapStateViewable {
		return false
	}
	shape, err := xproto.GetGeometry(s.conn, xproto.Drawable(w)).Reply()
	if err != nil || shape.Width < smallest || shape.Height < smallest {
		return false
	}
	image, err := xproto.GetImage(s.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w),
		0, 0, shape.Width, 64, 0xffffffff).Reply()
	return err == nil && severalColours(image.Data)
}

func severalColours(pixels []byte) bool {
	for i := 4; i+4 <= len(pixels); i += 4 {
		if !bytes.Equal(pixels[i:i+3], pixels[:3]) {
			return true
		}
	}
	return false
}

// family is a process and its children.
func family(pid int) []int {
	pids := []int{pid}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return pids
	}
	for _, field := range strings.Fields(string(children)) {
		if child, err := strconv.Atoi(field); err == nil {
			pids = append(pids, family(child)...)
		}
	}
	return pids
}

// resident is the memory of a process and its children, in MB.
func resident(pid int) (float64, error) {
	var sum float64
	for _, p := range family(pid) {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
		if err != nil {
			return 0, err
		}
		_, after, ok := strings.Cut(string(status), "VmRSS:")
		if !ok {
			return 0, errors.New("no VmRSS")
		}
		kilobytes, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
		if err != nil {
			return 0, err
		}
		sum += kilobytes * 1024 / 1e6
	}
	return sum, nil
}

// tick is the unit of /proc/PID/stat.
const tick = time.Second / 100

// processor is the time that a process and its children have computed.
func processor(pid int) (time.Duration, error) {
	var sum time.Duration
	for _, p := range family(pid) {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p))
		if err != nil {
			return 0, err
		}
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		user, err1 := strconv.Atoi(fields[11])
		system, err2 := strconv.Atoi(fields[12])
		if err := errors.Join(err1, err2); err != nil {
			return 0, err
		}
		sum += time.Duration(user+system) * tick
	}
	return sum, nil
}
