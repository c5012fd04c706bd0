package house_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// loggers are the files that may write to what a system keeps as a log, with the
// reason why no name of a person or of a document gets there.
var loggers = map[string]string{
	"cmd/dossier/main.go":      "the toolkit's own messages, the errors of starting, and the place in the program where it failed",
	"cmd/dossierctl/main.go":   "the standard streams are its answers to whoever gave the command",
	"internal/worker/serve.go": "the child's errors, which its parent keeps to itself",
}

// logging is what writes to the standard streams, or to a log.
var logging = []string{"os.Stderr", "os.Stdout", "fmt.Print", "fmt.Printf", "fmt.Println", "log.Print", "log.Printf", "log.Println", "log.SetOutput"}

// A log outlives the dossier, and others read it: nothing of a dossier's is ever
// written to one, because nothing is.
func TestNothingOfADossierIsLogged(t *testing.T) {
	used := map[string]bool{}
	for _, f := range source(t) {
		if f.helper() || strings.HasPrefix(f.path, "scripts/") {
			continue
		}
		found := slices.ContainsFunc(f.imports(), func(path string) bool { return path == "log" || below(path, "log/slog") || path == "log/syslog" })
		for _, call := range selectors(f.ast) {
			found = found || slices.Contains(logging, call)
		}
		ast.Inspect(f.ast, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok {
				name, isName := call.Fun.(*ast.Ident)
				found = found || isName && name.Obj == nil && name.Name == "println"
			}
			return true
		})
		if !found {
			continue
		}
		if loggers[f.path] == "" {
			t.Errorf("%s writes to a log or to a standard stream: nothing of a dossier is logged; return an error or a message", f.path)
		}
		used[f.path] = true
	}
	for path := range loggers {
		if !used[path] {
			t.Errorf("%s logs nothing any more: take it off the list", path)
		}
	}
}
