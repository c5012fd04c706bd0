package ui_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"
)

// patience is how long the real program may take for anything; opening engines
// for the first time takes the longest.
const patience = 30 * time.Second

// await waits until something is so, and fails after patience. Nothing is known
// of another program's steps but what is seen of it, so it looks again and again.
func await(t testing.TB, what string, so func() bool) {
	t.Helper()
	if !soon(patience, so) {
		t.Fatalf("it did not happen within %v: %s", patience, what)
	}
}

// soon reports whether something becomes so within a time.
func soon(within time.Duration, so func() bool) bool {
	for end := time.Now().Add(within); ; {
		if so() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
		<-time.After(20 * time.Millisecond)
	}
}

// A screen is an X display of its own that nobody looks at, with a window
// manager, a mouse and a keyboard.
type screen struct {
	t       *testing.T
	display string
	memory  string // the file that holds what is on it
	dir     string
	env     []string // what programs on it are told besides
}

// The numbers that displays of tests have.
const firstDisplay, lastDisplay = 50, 59

// screenSize is that of the screen; a window of the first size has room on it.
const screenWidth, screenHeight = 1400, 900

// openScreen starts a screen, which ends with the test.
func openScreen(t *testing.T) *screen {
	t.Helper()
	s := &screen{t: t, dir: t.TempDir()}
	for number := firstDisplay; number <= lastDisplay && s.display == ""; number++ {
		s.startX(number)
	}
	if s.display == "" {
		t.Fatal("no display could be started")
	}
	s.memory = filepath.Join(s.dir, "Xvfb_screen0")
	s.keyboard()
	s.start("openbox")
	await(t, "a window manager is there", func() bool {
		said, _ := s.command("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").Output()
		return bytes.Contains(said, []byte("window id"))
	})
	// With the first key the display changes to the keyboard of xdotool, and the
	// window manager takes its own keys anew: one that comes just then is lost.
	s.xdo("key", "shift")
	return s
}

// startX starts the display with a number, unless that is taken.
func (s *screen) startX(number int) {
	ready, theirs, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	// On a busy machine a key is down for so long that it would repeat (-r).
	x := exec.Command("Xvfb", ":"+strconv.Itoa(number), "-r", "-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight),
		"-fbdir", s.dir, "-nolisten", "tcp", "-noreset", "-displayfd", "3")
	x.ExtraFiles = []*os.File{theirs}
	if err := x.Start(); err != nil {
		s.t.Fatalf("%v: is Xvfb there? scripts/setup test installs it", err)
	}
	_ = theirs.Close()
	line, _ := bufio.NewReader(ready).ReadString('\n')
	_ = ready.Close()
	if strings.TrimSpace(line) == "" {
		_ = x.Wait() // the number is taken
		return
	}
	s.display = ":" + strings.TrimSpace(line)
	s.t.Cleanup(func() { stop(x) })
}

// stop ends a program that was started here.
func stop(c *exec.Cmd) {
	_ = c.Process.Signal(syscall.SIGTERM)
	_ = c.Wait()
}

// command is a program that runs on the screen.
func (s *screen) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.display, "LC_ALL=C.UTF-8")
	return c
}

// start runs a program until the test ends.
func (s *screen) start(name string, args ...string) {
	s.t.Helper()
	c := s.command(name, args...)
	if err := c.Start(); err != nil {
		s.t.Fatalf("%v: scripts/setup test installs it", err)
	}
	s.t.Cleanup(func() { stop(c) })
}

// keyboard is an American one with the letters of a French and an Albanian one
// behind it: accents that a keyboard does not have xdotool puts on it for a
// moment, and loses some of them.
func (s *screen) keyboard() {
	s.t.Helper()
	if said, err := s.command("setxkbmap", "-layout", "us,fr,al").CombinedOutput(); err != nil {
		s.t.Fatalf("setxkbmap: %v: %s", err, said)
	}
}

// xdo has xdotool do something.
func (s *screen) xdo(args ...string) string {
	s.t.Helper()
	said, err := s.command("xdotool", args...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", strings.Join(args, " "), err, said)
	}
	return strings.TrimSpace(string(said))
}

// The milliseconds between two keys: for letters that are on the keyboard's first
// layout, and for those for which xdotool changes to another one for a moment.
const quick, slow = "12", "40"

// types types a text: no faster than its letters arrive.
func (s *screen) types(text string) {
	s.t.Helper()
	delay := quick
	if strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) {
		delay = slow
	}
	s.xdo("type", "--delay", delay, text)
}

// picture is what is on the screen, as the display keeps it in the format of
// xwd: a header of 32-bit numbers, a table of colours, the rows.
func (s *screen) picture() *image.RGBA {
	s.t.Helper()
	memory, err := os.ReadFile(s.memory)
	if err != nil {
		s.t.Fatal(err)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(memory[4*i:])) }
	const colour = 12 // bytes in the table
	width, height, line := word(4), word(5), word(12)
	rows := memory[word(0)+colour*word(19):]
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		from, to := rows[y*line:], p.Pix[y*p.Stride:]
		for x := 0; x < 4*width; x += 4 {
			to[x], to[x+1], to[x+2], to[x+3] = from[x+2], from[x+1], from[x], 0xff
		}
	}
	return p
}

// A program is the real one, running on a screen.
type program struct {
	*screen
	command *exec.Cmd
	log     *bytes.Buffer
	window  string      // as the display numbers it
	at      image.Point // its corner on the screen
	size    image.Point
	ended   chan struct{}
}

// run starts the program in a home folder with a tmp and a run in it, on a system
// in a language.
func (s *screen) run(home, locale string, args ...string) *program {
	s.t.Helper()
	p := &program{screen: s, log: &bytes.Buffer{}, ended: make(chan struct{})}
	p.command = exec.Command(endToEnd, args...)
	p.command.Env = []string{
		"PATH=" + os.Getenv("PATH"), "DISPLAY=" + s.display, "HOME=" + home, "TMPDIR=" + filepath.Join(home, "tmp"),
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "XDG_CACHE_HOME=" + filepath.Join(home, ".cache"),
		"XDG_RUNTIME_DIR=" + filepath.Join(home, "run"),
		"LC_CTYPE=C.UTF-8", "LC_MESSAGES=" + locale, "TZ=" + zoneOfBoth, "FYNE_SCALE=1", "FYNE_THEME=light",
		"DOSSIER_WATCH=" + os.Getenv("DOSSIER_WATCH"),
	}
	p.command.Env = append(p.command.Env, s.env...)
	p.command.Dir = home
	p.command.Stdout, p.command.Stderr = p.log, p.log
	if err := p.command.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		_ = p.command.Wait() // its state tells
	}()
	s.t.Cleanup(func() {
		if !p.hasEnded() {
			_ = p.command.Process.Kill()
			<-p.ended
		}
	})
	await(s.t, "the window is there", p.find)
	return p
}

func (p *program) hasEnded() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// find looks for the window of the program and where it is.
func (p *program) find() bool {
	p.t.Helper()
	if p.hasEnded() {
		p.t.Fatalf("the program ended: %v\n%s", p.command.ProcessState, p.log)
	}
	found, err := p.screen.command("xdotool", "search", "--pid", strconv.Itoa(p.command.Process.Pid), "--onlyvisible", "--name", ".").Output()
	if err != nil || len(bytes.Fields(found)) == 0 {
		return false
	}
	p.window = string(bytes.Fields(found)[0])
	return p.measure()
}

// geometry is what xdotool says of a window or of the pointer.
var geometry = regexp.MustCompile(`(?m)^(X|Y|WIDTH|HEIGHT)=(\d+)$`)

// measure asks where the window is and how large. The place that xdotool tells
// of a window with a frame is wrong by that; where the pointer then is, is not.
func (p *program) measure() bool {
	said, err := p.screen.command("xdotool", "getwindowgeometry", "--shell", p.window,
		"mousemove", "--window", p.window, "0", "0", "getmouselocation", "--shell").Output()
	if err != nil {
		return false
	}
	numbers := map[string]int{}
	for _, found := range geometry.FindAllSubmatch(said, -1) {
		numbers[string(found[1])], _ = strconv.Atoi(string(found[2])) // digits
	}
	p.at, p.size = image.Pt(numbers["X"], numbers["Y"]), image.Pt(numbers["WIDTH"], numbers["HEIGHT"])
	return p.size.X > 0
}

// inside is what is in the window.
func (p *program) inside() *image.RGBA {
	p.t.Helper()
	made := image.NewRGBA(image.Rectangle{Max: p.size})
	draw.Draw(made, made.Rect, p.picture(), p.at, draw.Src)
	return made
}

// title is what stands on the window's frame.
func (p *program) title() string {
	said, _ := p.screen.command("xprop", "-id", p.window, "-f", "_NET_WM_NAME", "8u", "_NET_WM_NAME").Output()
	_, name, _ := strings.Cut(string(said), `= "`)
	return strings.TrimSuffix(strings.TrimSpace(name), `"`)
}

// children are the processes that the program has started and that still run.
func (p *program) children() []string {
	said, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", p.command.Process.Pid))
	return strings.Fields(string(said))
}

// quiet are lines of the log that are no fault of the program: without D-Bus the
// toolkit cannot hear of the system's theme, and it may read its own empty
// preferences, which the program has no use for, while it writes them.
var quiet = regexp.MustCompile(`(?m)^(Fyne error: +(?:failed to watch theme settings|Preferences load error:)\n +Cause:.*\n +At:.*|libEGL warning:.*|MESA.*)\n`)

// saidToLog is what the program logged that should not be there.
func (p *program) saidToLog() string {
	return string(quiet.ReplaceAll(p.log.Bytes(), nil))
}

// close closes the window by its frame, as a window manager does, and waits for
// the program and all that it started to end.
func (p *program) close() {
	p.t.Helper()
	children := p.children()
	p.xdo("windowactivate", "--sync", p.window)
	p.xdo("key", "alt+F4")
	if !soon(patience, p.hasEnded) {
		_ = p.command.Process.Signal(syscall.SIGQUIT) // it says then what it waits for
		<-p.ended
		p.t.Fatalf("it did not end within %v:\n%s", patience, p.log)
	}
	if code := p.command.ProcessState.ExitCode(); code != 0 {
		p.t.Errorf("the program ended with %d and said:\n%s", code, p.log)
	}
	for _, child := range children {
		await(p.t, "the child process has ended", func() bool {
			_, err := os.Stat("/proc/" + child)
			return err != nil
		})
	}
}
