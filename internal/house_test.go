// Package house_test guards the order of the house: which room may import
// which, and what no room ever does. It reads the source and builds nothing.
package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "example.org/dossier/"

// rooms stand here from the top of the house to its ground. A room imports only
// rooms that stand below it.
var rooms = []string{
	// the program
	"cmd/dossier",
	"cmd/dossierctl",
	"internal/ui",
	"internal/ui/choose",
	"internal/ui/piece",
	"internal/ui/look",
	"internal/ui/reader",
	"internal/ui/motion",
	"internal/ui/bus",
	"internal/office",
	"internal/session",
	"internal/settings",
	// files and pages
	"internal/report",
	"internal/bundle",
	"internal/intake",
	"internal/dossier",
	"internal/dossier/handover",
	"internal/typeset",
	"internal/worker",
	"internal/pdf",
	// what is asked and what is so
	"internal/checklist",
	"internal/eligibility",
	"internal/vacancy",
	"internal/document",
	"internal/candidate",
	"internal/prose",
	"internal/scan",
	// ground
	"internal/i18n",
	"internal/durable",
	"internal/watch",
	"internal/message",
	"internal/civil",
	"assets",
	"translations",
}

// pure are the rooms of the third storey: they reach no file, clock or engine,
// not even through another room, so that a check starts in milliseconds and
// says the same at every time and place.
var pure = []string{
	"internal/checklist", "internal/eligibility", "internal/vacancy", "internal/document", "internal/candidate",
	"internal/prose", "internal/scan",
}

// impureImports are what a pure room and all that it reaches do without.
var impureImports = []string{
	"os", "io/fs", "io/ioutil", "path/filepath", "embed", "syscall", "unsafe", "plugin", "log", "log/slog", "runtime",
	"net", "math/rand", "crypto/rand", "time/tzdata", "golang.org/x/sys",
	"github.com/pdfcpu", "github.com/klippa-app", "codeberg.org/go-pdf", "github.com/nicksnyder", "fyne.io",
}

// impureCalls are the parts of the package time that ask the system.
var impureCalls = []string{
	"time.Now", "time.Since", "time.Until", "time.Local", "time.LoadLocation",
	"time.Sleep", "time.After", "time.AfterFunc", "time.Tick", "time.NewTimer", "time.NewTicker",
}

// nevers are the imports that only some rooms may have, each with its reason.
var nevers = []struct {
	imports []string // each with all that lies below it
	only    []string
	rule    string
}{
	{[]string{"fyne.io/fyne/v2/app"}, []string{"cmd/dossier"},
		"only cmd/dossier starts the window: all else is tested without a display and built without cgo"},
	{[]string{"fyne.io"}, []string{"cmd/dossier", "internal/ui"},
		"only internal/ui and cmd/dossier know Fyne"},
	{[]string{"net", "crypto/tls"}, nil,
		"nothing imports net or net/http: a candidate's data never leaves the computer"},
	{[]string{"github.com/pdfcpu", "github.com/klippa-app", "github.com/tetratelabs/wazero"}, []string{"internal/pdf"},
		"only internal/pdf knows pdfcpu and PDFium"},
	{[]string{"codeberg.org/go-pdf/fpdf"}, []string{"internal/typeset"},
		"only internal/typeset knows fpdf and the fonts"},
	{[]string{"github.com/nicksnyder/go-i18n", module + "translations"}, []string{"internal/i18n"},
		"only internal/i18n knows go-i18n and reads the texts"},
	{[]string{"go.yaml.in/yaml"}, []string{"internal/vacancy"},
		"only internal/vacancy knows the YAML library: packs alone are written in YAML"},
	{[]string{"filippo.io/age"}, []string{"internal/dossier/handover"},
		"only internal/dossier/handover knows age: it alone seals files"},
	{[]string{"github.com/spf13/cobra"}, []string{"cmd/dossierctl"},
		"only cmd/dossierctl knows cobra"},
}

// file is one source file of the program.
type file struct {
	path string // from the root of the repository
	room string // the folder that it lies in
	test bool
	set  *token.FileSet
	ast  *ast.File
}

// source returns the Go files of the module, on every system that they are for.
func source(t *testing.T) []file {
	t.Helper()
	files, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var parsed = sync.OnceValues(func() ([]file, error) {
	var files []file
	set := token.NewFileSet()
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != ".." {
			_, other := os.Stat(filepath.Join(name, "go.mod"))
			if other == nil || entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") {
				return filepath.SkipDir
			}
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(filepath.ToSlash(name), "../")
		files = append(files, file{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), set, parsed})
		return nil
	})
	return files, err
})

func (f file) imports() []string {
	var paths []string
	for _, spec := range f.ast.Imports {
		p, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
		paths = append(paths, p)
	}
	return paths
}

// helper reports whether the file belongs to a folder that only tests import,
// as internal/durable/durabletest: it is held to the rules of tests.
func (f file) helper() bool { return f.test || strings.HasSuffix(f.room, "test") }

func below(importPath, root string) bool {
	return importPath == root || strings.HasPrefix(importPath, root+"/")
}

func belowAny(importPath string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return below(importPath, root) })
}

// storey returns the place of a folder in the house, 0 at the top, and -1 for
// one that has none. A folder inside a room stands where the room does, unless
// it is a room of its own.
func storey(folder string) int {
	place := -1
	for i, room := range rooms {
		if below(folder, room) && (place < 0 || len(room) > len(rooms[place])) {
			place = i
		}
	}
	return place
}

func TestRoomsImportOnlyWhatIsBelowThem(t *testing.T) {
	for _, f := range source(t) {
		if f.helper() || f.room == "internal" {
			continue
		}
		own := storey(f.room)
		if own < 0 {
			t.Errorf("%s: the room %s has no place in the house: give it one in the list of rooms, and in docs/ARCHITECTURE.md", f.path, f.room)
			continue
		}
		for _, imported := range f.imports() {
			folder, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			if strings.HasSuffix(folder, "test") {
				t.Errorf("%s imports %s: what serves tests is imported by tests alone", f.path, folder)
			}
			if other := storey(folder); other < own {
				t.Errorf("%s imports %s: a room imports only rooms below it in the list of this test", f.path, folder)
			}
		}
	}
}

func TestOnlyTheirOwnRoomsKnowTheLibraries(t *testing.T) {
	for _, f := range source(t) {
		for _, imported := range f.imports() {
			for _, never := range nevers {
				excused := f.helper() && len(never.only) > 0 // tests may look with other eyes, but never at the network
				if belowAny(imported, never.imports) && !belowAny(f.room, never.only) && !excused && imported != "net/url" {
					t.Errorf("%s imports %s: %s", f.path, imported, never.rule)
					break
				}
			}
		}
	}
}

// reach returns the rooms that a room imports, itself included, directly or
// through others.
func reach(room string, files []file) []string {
	reached := []string{room}
	for i := 0; i < len(reached); i++ {
		for _, f := range files {
			if f.test || f.room != reached[i] {
				continue
			}
			for _, imported := range f.imports() {
				if folder, ours := strings.CutPrefix(imported, module); ours && !slices.Contains(reached, folder) {
					reached = append(reached, folder)
				}
			}
		}
	}
	return reached
}

func TestPureRoomsReachNoFileClockOrEngine(t *testing.T) {
	files := source(t)
	for _, room := range pure {
		reached := reach(room, files)
		for _, f := range files {
			if f.test || !slices.Contains(reached, f.room) {
				continue
			}
			for _, imported := range f.imports() {
				if belowAny(imported, impureImports) {
					t.Errorf("%s imports %s, and %s reaches it: the pure rooms reach no file, clock or engine, not even through another room",
						f.path, imported, room)
				}
			}
			for _, call := range selectors(f.ast) {
				if slices.Contains(impureCalls, call) {
					t.Errorf("%s uses %s, and %s reaches it: time and zone are passed in", f.path, call, room)
				}
			}
		}
	}
}

// selectors returns what a file takes from packages, as "time.Now".
func selectors(tree *ast.File) []string {
	var all []string
	ast.Inspect(tree, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if x, ok := selector.X.(*ast.Ident); ok {
				all = append(all, x.Name+"."+selector.Sel.Name)
			}
		}
		return true
	})
	return all
}

func TestEveryRoomSaysWhatItIsFor(t *testing.T) {
	docs := map[string]string{}
	names := map[string]string{}
	for _, f := range source(t) {
		if f.test {
			continue
		}
		names[f.room] = "Package " + f.ast.Name.Name
		if f.ast.Name.Name == "main" {
			names[f.room] = "Command " + path.Base(f.room)
		}
		if f.ast.Doc != nil {
			if docs[f.room] != "" {
				t.Errorf("%s: the doc comment of a room stands in one file alone", f.path)
			}
			docs[f.room] = f.ast.Doc.Text()
		}
	}
	sentence := regexp.MustCompile(`[.!?](\s|$)`)
	for room, name := range names {
		doc := docs[room]
		if !strings.HasPrefix(doc, name+" ") {
			t.Errorf("%s: its doc comment begins \"// %s …\"", room, name)
		}
		if len(sentence.FindAllString(doc, -1)) < 2 {
			t.Errorf("%s: its doc comment says in two or three sentences what it is for and what does not belong in it", room)
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	later := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	for _, f := range source(t) {
		for _, group := range f.ast.Comments {
			if found := later.FindString(group.Text()); found != "" {
				t.Errorf("%s: %s: what is there is finished; what is not belongs in an issue", f.set.Position(group.Pos()), found)
			}
		}
	}
}

// A sentence for a person begins with a capital, has several words and a full
// stop.
var sentenceShape = regexp.MustCompile(`^\p{Lu}\S*( \S+){3,}[.!?…]$`)

func TestNoRoomHoldsASentence(t *testing.T) {
	for _, f := range source(t) {
		if f.helper() {
			continue
		}
		ast.Inspect(f.ast, func(node ast.Node) bool {
			if lit, ok := node.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && sentenceShape.MatchString(s) {
					t.Errorf("%s: %q: sentences for a person stand in translations/ and the packs; a room returns a message",
						f.set.Position(lit.Pos()), s)
				}
			}
			return true
		})
	}
}

// mutable are types whose values exist to be changed.
var mutable = regexp.MustCompile(`^(sync\.(Mutex|RWMutex|Map|Once|WaitGroup|Pool)|atomic\.\w+)$`)

func TestNoRoomKeepsStateOfItsOwn(t *testing.T) {
	for _, f := range source(t) {
		if f.test {
			continue
		}
		for _, decl := range f.ast.Decls {
			group, ok := decl.(*ast.GenDecl)
			if !ok || group.Tok != token.VAR {
				continue
			}
			embedded := group.Doc != nil && strings.Contains(docText(group.Doc), "//go:embed")
			for _, spec := range group.Specs {
				value := spec.(*ast.ValueSpec)
				if embedded || value.Doc != nil && strings.Contains(docText(value.Doc), "//go:embed") {
					continue
				}
				if len(value.Values) == 0 || mutable.MatchString(typeName(value.Type)) {
					t.Errorf("%s: %s: there is no global mutable state: a package's variable is a table that never changes",
						f.set.Position(value.Pos()), value.Names[0])
				}
			}
		}
	}
}

// docText returns a comment with its directives, which Text leaves out.
func docText(group *ast.CommentGroup) string {
	var b strings.Builder
	for _, comment := range group.List {
		b.WriteString(comment.Text + "\n")
	}
	return b.String()
}

func typeName(node ast.Expr) string {
	if selector, ok := node.(*ast.SelectorExpr); ok {
		if x, ok := selector.X.(*ast.Ident); ok {
			return x.Name + "." + selector.Sel.Name
		}
	}
	return ""
}
