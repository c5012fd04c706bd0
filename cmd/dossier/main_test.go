package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// asProgram, in the environment, makes the test program the program itself.
const asProgram = "DOSSIER_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// start runs the program with no screen and returns its exit status and what it
// said.
func start(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	program := exec.Command(os.Args[0], args...)
	home := t.TempDir()
	program.Env = []string{
		asProgram + "=1", "LC_ALL=fr_FR.UTF-8", "HOME=" + home, "XDG_CONFIG_HOME=" + filepath.Join(home, "config"),
		"XDG_CACHE_HOME=" + filepath.Join(home, "cache"), "PATH=" + os.Getenv("PATH"),
	}
	program.Stdout, program.Stderr = &out, &errs
	_ = program.Run() // its status tells
	return program.ProcessState.ExitCode(), out.String(), errs.String()
}

func TestWithoutAScreenItSaysSoInBothLanguages(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can do without a screen")
	}
	status, stdout, stderr := start(t)
	if status != statusUnfinished || stdout != "" {
		t.Errorf("status %d, standard output %q", status, stdout)
	}
	french, english := strings.Index(stderr, "il n’y a pas d’écran"), strings.Index(stderr, "there is no screen")
	if french < 0 || english < french || strings.Contains(stderr, "goroutine") || !strings.Contains(stderr, "dossierctl") {
		t.Errorf("it said:\n%s", stderr)
	}
}

func TestArgumentsAreAnsweredWithoutAScreen(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a window would open")
	}
	for _, test := range []struct {
		args   []string
		status int
		stdout string
		stderr string
	}{
		{[]string{"--help"}, statusDone, "--as-of", ""},
		{[]string{"--version"}, statusDone, "dossier ", ""},
		{[]string{"--lang", "en", "--help"}, statusDone, "Usage", ""},
		{[]string{"--lang", "tlh"}, statusBadInput, "", "tlh"},
		{[]string{"--as-of", "2025-02-30"}, statusBadInput, "", "2025-02-30"},
		{[]string{"--colour"}, statusBadInput, "", "--colour"},
		{[]string{"--lang"}, statusBadInput, "", "--lang"},
		{[]string{"a", "b"}, statusBadInput, "", "a b"},
	} {
		status, stdout, stderr := start(t, test.args...)
		if status != test.status || !strings.Contains(stdout, test.stdout) || !strings.Contains(stderr, test.stderr) ||
			(test.stdout == "") != (stdout == "") || (test.stderr == "") != (stderr == "") {
			t.Errorf("%q: status %d, want %d; it said\n%s%s", test.args, status, test.status, stdout, stderr)
		}
	}
}

func TestArguments(t *testing.T) {
	got, err := parse([]string{"--as-of=2025-06-01T12:00", "--lang=FR", "Zoë"})
	if err != nil || got.lang != i18n.French || got.path != "Zoë" || got.asOf == nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

// What Fyne logs before it panics, hangs or ends the program.
func TestTheLogSaysThatNoWindowCanOpen(t *testing.T) {
	for _, test := range []struct{ line, system, want string }{
		{"Fyne error:  failed to initialise GLFW\n", "linux", "window-no-screen"},
		{"2026/11/23 06:58:42 Fyne error:  window creation error\n", "linux", "window-no-opengl"},
		{"Fyne error:  failed to initialise OpenGL\n", "darwin", "window-no-opengl"},
		{"Fyne error:  window creation error\n", "windows", "window-no-opengl-windows"},
		{"Fyne error:  failed to watch theme settings\n", "linux", ""},
		{"  Cause: window creation error\n", "linux", ""},
	} {
		var passed bytes.Buffer
		got := ""
		w := watcher{next: &passed, system: test.system, failed: func(err *message.Error) { got = err.ID }}
		n, err := w.Write([]byte(test.line))
		if got != test.want || n != len(test.line) || err != nil || (passed.Len() == 0) != (test.want != "") {
			t.Errorf("%q: %q, want %q; passed on %q (%d, %v)", test.line, got, test.want, &passed, n, err)
		}
	}
}

// A newer Fyne may say it in other words: then cannotOpen has to learn them.
func TestFyneStillSaysItInTheseWords(t *testing.T) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Skipf("needs Fyne's source: %v", err)
	}
	for file, want := range map[string]string{
		"internal/driver/glfw/loop_desktop.go":   `fyne.LogError("failed to initialise GLFW", err)`,
		"internal/driver/glfw/window_desktop.go": `initFailed("window creation error", err)`,
		"internal/painter/gl/gl_core.go":         `fyne.LogError("failed to initialise OpenGL", err)`,
		"log.go":                                 `log.Println("Fyne error: ", reason)`,
	} {
		source, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(folder)), file))
		if err != nil || !bytes.Contains(source, []byte(want)) {
			t.Errorf("%s does not have %s (%v)", file, want, err)
		}
	}
}

func TestAPanicIsTold(t *testing.T) {
	var log bytes.Buffer
	var told *message.Error
	guard("linux", &log, func(err *message.Error) { told = err }, func() { panic("the ink ran out") })
	if told == nil || told.ID != "internal" || !strings.Contains(log.String(), "the ink ran out") {
		t.Errorf("told %v, logged %q", told, &log)
	}
	told = nil
	guard("linux", &log, func(err *message.Error) { told = err }, func() {})
	if told != nil {
		t.Errorf("without a panic: %v", told)
	}
	driver := []byte("goroutine 1 [running]:\nfyne.io/fyne/v2/internal/painter/gl.(*painter).createProgram(0x0)\n")
	if got := panicked(driver, "windows").ID; got != "window-no-opengl-windows" {
		t.Errorf("a driver's panic is %q", got)
	}
}

// fakeWindow is a window of which the system knows this.
type fakeWindow struct {
	fyne.Window
	context any
}

func (w fakeWindow) RunNative(f func(any)) { f(w.context) }

func TestAWindowThatTheSystemDidNotMakeIsNotOpen(t *testing.T) {
	for _, test := range []struct {
		context any
		want    bool
	}{
		{driver.WindowsWindowContext{}, false},
		{driver.WindowsWindowContext{HWND: 7}, true},
		{driver.X11WindowContext{}, false},
		{driver.X11WindowContext{WindowHandle: 7}, true},
		{driver.WaylandWindowContext{}, false},
		{driver.MacWindowContext{}, false},
		{nil, true},
	} {
		if got := isOpen([]fyne.Window{fakeWindow{context: test.context}}); got != test.want {
			t.Errorf("%#v: %v", test.context, got)
		}
	}
}

func TestSentencesAreInEveryLanguage(t *testing.T) {
	got := sentences(errNoOpenGL, i18n.French)
	paragraphs := strings.Split(got, "\n\n")
	if len(paragraphs) != len(i18n.Languages()) || !strings.HasPrefix(got, "La fenêtre") || strings.Count(got, "\n") != 4 {
		t.Errorf("got %q", got)
	}
}
