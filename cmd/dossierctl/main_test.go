package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/rogpeppe/go-internal/testscript"

	"example.org/dossier/assets"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

func TestMain(m *testing.M) {
	worker.HandOver()
	testscript.Main(m, map[string]func(){
		"dossierctl": func() { os.Exit(mainStatus()) },
	})
}

// TestScripts runs the scripts in testdata/script, which read like a session
// at a terminal. Each starts in an empty folder with the sample candidate's
// files in sample/ and odd files in odd/.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("each line starts the whole program: a whole run does it")
	}
	cache := filepath.Dir(pdftest.CacheDir())
	odd, err := filepath.Abs("testdata/odd")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "en_US.UTF-8")
			env.Setenv("XDG_CACHE_HOME", cache)
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
			env.Setenv("LocalAppData", cache)
			env.Setenv("AppData", filepath.Join(env.WorkDir, "config"))
			if err := os.CopyFS(filepath.Join(env.WorkDir, "odd"), os.DirFS(odd)); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(env.WorkDir, "photo.jpg"), pdftest.Photo(640), 0o600); err != nil {
				return err
			}
			sample, err := fs.Sub(assets.Sample, "sample")
			if err != nil {
				return err
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "sample"), sample)
		},
		Condition: func(name string) (bool, error) {
			if name == "mounts" {
				return canMount(), nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"verdicts": verdicts,
			"field":    field,
			"slip":     slip,
			"status":   status,
			"lines":    lines,
			"mkfifo":   mkfifo,
			"tiny":     tinyDisk,
			"frozen":   frozenDisk,
		},
	})
}

// status runs a command and expects its exit status: status 2 dossierctl add x.
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND ARG...")
	}
	want := args[0]
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != want {
		ts.Fatalf("exit status %s, want %s", got, want)
	}
}

// lines expects so many lines on standard error of the last command: an error
// is one line on what is wrong and one on what to do.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile("stderr")
	if got := strings.Count(text, "\n"); args[0] != string(rune('0'+got)) {
		ts.Fatalf("%d lines on standard error, want %s:\n%s", got, args[0], text)
	}
}

// verdicts holds the last command's "check --json" against ITEM=VERDICT...
func verdicts(ts *testscript.TestScript, _ bool, args []string) {
	var list struct {
		Items []struct{ ID, Verdict string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &list, json.MatchCaseInsensitiveNames(true)))
	got := map[string]string{}
	for _, i := range list.Items {
		got[i.ID] = i.Verdict
	}
	for _, arg := range args {
		item, want, _ := strings.Cut(arg, "=")
		if want == "absent" {
			want = ""
		}
		if got[item] != want {
			ts.Fatalf("%s is %q, want %q", item, got[item], want)
		}
	}
}

// slip writes a file that is the vacancy of the script but for one place: slip
// FILE OLD NEW, with \n for the end of a line.
func slip(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.NewReplacer(`\n`, "\n")
	good, old := ts.ReadFile("benelux-audit-2030.yaml"), lines.Replace(args[1])
	if !strings.Contains(good, old) {
		ts.Fatalf("there is no %q", old)
	}
	bad := strings.Replace(good, old, lines.Replace(args[2]), 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(bad), 0o600))
}

// field expects a value at a path of the last command's JSON: field
// readiness.ready true.
func field(ts *testscript.TestScript, _ bool, args []string) {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &v))
	for key := range strings.SplitSeq(args[0], ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			i := int(key[0] - '0')
			if i >= len(at) {
				ts.Fatalf("%s: only %d entries", args[0], len(at))
			}
			v = at[i]
		default:
			ts.Fatalf("%s: nothing at %s", args[0], key)
		}
	}
	got, err := json.Marshal(v)
	ts.Check(err)
	if text := strings.Trim(string(got), `"`); text != args[1] {
		ts.Fatalf("%s is %s, want %s", args[0], text, args[1])
	}
}
