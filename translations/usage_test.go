package translations_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// How the tests find which texts the program uses, without running it:
//
//   - a string literal that is an id, uses it;
//   - a literal "x", of which error.x.what is an id, uses that and error.x.do;
//   - a literal that ends in "." or "-" and begins some ids uses all of them:
//     "verdict." + string(v);
//   - so does a word in a vacancy pack.
//
// Tests do not count, and neither does internal/message, which puts "error."
// before every id of an error.

// A call is a message or an error made with a literal id.
type call struct {
	pos   token.Position
	ids   []string        // the texts that it needs
	args  map[string]bool // the placeholders that it fills
	plain bool            // the placeholders are written in the call itself, and so known
}

// completing are the functions that give a message further values, so that what
// the message is made with says nothing of what it has in the end.
var completing = []string{"placed"}

// source is what the tests know of the program's source.
type source struct {
	literals map[string]token.Position
	calls    []call
}

func readSource(t *testing.T) source {
	t.Helper()
	src := source{literals: map[string]token.Position{}}
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && (name == "testdata" || name == "message" || path != ".." && strings.HasPrefix(name, ".")):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			file, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			src.read(files, file)
		case strings.HasSuffix(name, ".yaml"):
			return src.readPack(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func (src *source) read(files *token.FileSet, file *ast.File) {
	completed := map[ast.Expr]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if s, ok := literal(node); ok {
				src.literals[s] = files.Position(node.Pos())
			}
		case *ast.CallExpr:
			if c, ok := newCall(node); ok {
				c.pos = files.Position(node.Pos())
				c.plain = c.plain && !completed[node]
				src.calls = append(src.calls, c)
			}
			if name, ok := node.Fun.(*ast.Ident); ok && slices.Contains(completing, name.Name) {
				for _, arg := range node.Args {
					completed[arg] = true
				}
			}
		}
		return true
	})
}

var packWord = regexp.MustCompile(`[a-z][a-z0-9.-]+`)

func (src *source) readPack(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, word := range packWord.FindAllString(string(data), -1) {
		src.literals[word] = token.Position{Filename: path}
	}
	return nil
}

// newCall reads message.New("id", …), message.Bad("id", …) and
// message.Unfinished("id", …).
func newCall(node *ast.CallExpr) (call, bool) {
	function, ok := node.Fun.(*ast.SelectorExpr)
	if !ok || len(node.Args) < 2 {
		return call{}, false
	}
	room, ok := function.X.(*ast.Ident)
	if !ok || room.Name != "message" {
		return call{}, false
	}
	id, ok := literal(node.Args[0])
	if !ok {
		return call{}, false
	}
	var c call
	switch function.Sel.Name {
	case "New":
		c.ids = []string{id}
	case "Bad", "Unfinished":
		c.ids = []string{"error." + id + ".what", "error." + id + ".do"}
	default:
		return call{}, false
	}
	c.args, c.plain = argNames(node.Args[1])
	return c, true
}

// argNames returns the names in nil or message.Args{"Name": …}.
func argNames(node ast.Expr) (names map[string]bool, plain bool) {
	names = map[string]bool{}
	switch node := node.(type) {
	case *ast.Ident:
		return names, node.Name == "nil"
	case *ast.CompositeLit:
		for _, element := range node.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				return nil, false
			}
			name, ok := literal(pair.Key)
			if !ok {
				return nil, false
			}
			names[name] = true
		}
		return names, true
	}
	return nil, false
}

func literal(node ast.Expr) (string, bool) {
	lit, ok := node.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestEveryTextThatTheSourceNamesExists(t *testing.T) {
	english := texts(t, "en")
	src := readSource(t)
	for _, c := range src.calls {
		for _, id := range c.ids {
			text, ok := english[id]
			if !ok {
				t.Errorf("%s: there is no text %q", c.pos, id)
				continue
			}
			needed := placeholders(text)
			if len(text) > 1 {
				needed["Count"] = true // it chooses among the plural forms
			}
			for name := range needed {
				if c.plain && !c.args[name] {
					t.Errorf("%s: the text %q needs {{.%s}}, which is given no value", c.pos, id, name)
				}
			}
		}
	}
	siblings := map[string]bool{}
	for id := range english {
		siblings[id[:strings.LastIndex(id, ".")]] = true
	}
	for s, pos := range src.literals {
		if !idShape.MatchString(s) || strings.Count(s, ".") < 2 || strings.HasSuffix(pos.Filename, ".yaml") {
			continue // a name of two parts may be a file's
		}
		family := s[:strings.LastIndex(s, ".")]
		if _, ok := english[s]; !ok && siblings[family] && !siblings[s] && !uses(english, s) {
			t.Errorf("%s: %q looks like the id of a text beside %q, but there is none", pos, s, family)
		}
	}
}

// uses reports whether a literal begins some id, up to one of its dots.
func uses(english map[string]text, s string) bool {
	for id := range english {
		if strings.HasPrefix(id, s+".") {
			return true
		}
	}
	return false
}

func TestEveryTextIsUsed(t *testing.T) {
	english := texts(t, "en")
	used := map[string]bool{}
	for s := range readSource(t).literals {
		used[s] = true
		used["error."+s+".what"], used["error."+s+".do"] = true, true
		if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "-") {
			continue
		}
		for id := range english {
			if strings.HasPrefix(id, s) {
				used[id] = true
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(english)) {
		if !used[id] {
			t.Errorf("nothing in the program uses the text %q: take it out of each language", id)
		}
	}
}
