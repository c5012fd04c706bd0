package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change.
type mutant struct {
	id       int
	name     string // file, function, what becomes what: the same when lines move
	position string
	killed   bool
}

// wrap puts code around what stands between two offsets of a file.
type wrap struct {
	from, to int
	around   func(inner string) string
}

// changer makes the changes of one package.
type changer struct {
	fset    *token.FileSet
	info    *types.Info
	pkg     *types.Package
	mutants []*mutant
	names   map[string]int

	// of the file at hand
	base     string
	text     string
	file     *ast.File
	function string
	wraps    []wrap
	parents  []ast.Node
}

// mutate returns the changes of the package at dir, and its files with all of
// them built in.
func mutate(root, dir string) ([]*mutant, map[string]string, error) {
	c := &changer{fset: token.NewFileSet(), names: map[string]int{}}
	var files []*ast.File
	texts := map[*ast.File]string{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, nil, err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		f, err := parser.ParseFile(c.fset, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, f)
		texts[f] = string(text)
	}
	if err := c.types(root, dir, files); err != nil {
		return nil, nil, err
	}
	out := map[string]string{}
	for _, f := range files {
		path := c.fset.Position(f.Pos()).Filename
		out[path] = c.change(f, texts[f])
	}
	return c.mutants, out, nil
}

func (c *changer) types(root, dir string, files []*ast.File) error {
	exported, err := exports(root, dir)
	if err != nil {
		return err
	}
	look := func(path string) (io.ReadCloser, error) { return os.Open(exported[path]) }
	config := types.Config{Importer: importer.ForCompiler(c.fset, "gc", look)}
	c.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	c.pkg, err = config.Check(filepath.Base(dir), c.fset, files, c.info)
	return err
}

// change returns the text of a file with its changes built in.
func (c *changer) change(f *ast.File, text string) string {
	c.file, c.text, c.wraps, c.base = f, text, nil, filepath.Base(c.fset.Position(f.Pos()).Filename)
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			c.function = d.Name.Name
			if d.Recv != nil {
				c.function = strings.Trim(c.source(d.Recv.List[0].Type), "*") + "." + c.function
			}
			if d.Body != nil {
				c.walk(d.Body)
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				c.function = "var"
				c.walk(d)
			}
		}
	}
	slices.SortStableFunc(c.wraps, func(a, b wrap) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	out, _ := c.render(0, len(text), 0)
	return out
}

// render returns the text between two offsets with the wraps from the one at i
// on, and the first wrap that it did not come to. The innermost of several
// around the same text is the last.
func (c *changer) render(from, to, i int) (string, int) {
	var b strings.Builder
	for i < len(c.wraps) && c.wraps[i].from < to {
		w := c.wraps[i]
		b.WriteString(c.text[from:w.from])
		inner, next := c.render(w.from, w.to, i+1)
		b.WriteString(w.around(inner))
		from, i = w.to, next
	}
	b.WriteString(c.text[from:to])
	return b.String(), i
}

func (c *changer) offset(p token.Pos) int { return c.fset.Position(p).Offset }

func (c *changer) source(n ast.Node) string { return c.text[c.offset(n.Pos()):c.offset(n.End())] }

// add makes a change of n, which is told as becoming what.
func (c *changer) add(n ast.Node, what string, around func(id int, inner string) string) {
	name := fmt.Sprintf("%s %s: %s → %s", c.base, c.function, oneLine(c.source(n)), oneLine(what))
	c.names[name]++
	if again := c.names[name]; again > 1 {
		name += fmt.Sprintf(" (%d)", again)
	}
	at := c.fset.Position(n.Pos())
	m := &mutant{id: len(c.mutants) + 1, name: name, position: fmt.Sprintf("%s:%d:%d", c.base, at.Line, at.Column)}
	c.mutants = append(c.mutants, m)
	id := m.id
	c.wraps = append(c.wraps, wrap{c.offset(n.Pos()), c.offset(n.End()), func(inner string) string { return around(id, inner) }})
}

func oneLine(s string) string {
	line := strings.Join(strings.Fields(s), " ")
	if runes := []rune(line); len(runes) > 90 {
		return string(runes[:60]) + " … " + string(runes[len(runes)-28:])
	}
	return line
}

// walk looks for what can be changed below a node.
func (c *changer) walk(root ast.Node) {
	c.parents = nil
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			c.parents = c.parents[:len(c.parents)-1]
			return false
		}
		deeper := c.node(n)
		if deeper {
			c.parents = append(c.parents, n)
		}
		return deeper
	})
}

// node makes the changes of one node, and reports whether to look below it.
func (c *changer) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GenDecl:
		return n.Tok == token.VAR
	case *ast.ArrayType, *ast.StructType, *ast.FuncType, *ast.BranchStmt, *ast.ImportSpec:
		if branch, ok := n.(*ast.BranchStmt); ok && branch.Tok != token.FALLTHROUGH {
			c.statement(branch)
		}
		return false
	case *ast.ExprStmt, *ast.IncDecStmt, *ast.AssignStmt:
		c.statement(n.(ast.Stmt))
	case *ast.ReturnStmt:
		c.results(n)
	case ast.Expr:
		return c.expression(n)
	}
	return true
}

// parent returns the node above, n levels up.
func (c *changer) parent(n int) ast.Node {
	if len(c.parents) < n {
		return nil
	}
	return c.parents[len(c.parents)-n]
}

// statement leaves a statement of a block out.
func (c *changer) statement(s ast.Stmt) {
	switch c.parent(1).(type) {
	case *ast.BlockStmt, *ast.CaseClause:
	default:
		return
	}
	if a, ok := s.(*ast.AssignStmt); ok {
		blank := !slices.ContainsFunc(a.Lhs, func(e ast.Expr) bool { return c.source(e) != "_" })
		if a.Tok == token.DEFINE || blank {
			return
		}
	}
	if e, ok := s.(*ast.ExprStmt); ok {
		if call, ok := e.X.(*ast.CallExpr); ok && c.source(call.Fun) == "panic" {
			return
		}
	}
	c.add(s, "nothing", func(id int, inner string) string {
		return fmt.Sprintf("if !mutantIs(%d) { %s }", id, inner)
	})
	if step, ok := s.(*ast.IncDecStmt); ok {
		other := map[token.Token]string{token.INC: "--", token.DEC: "++"}[step.Tok]
		c.add(s, c.source(step.X)+other, func(id int, inner string) string {
			return fmt.Sprintf("if mutantIs(%d) { %s%s } else { %s }", id, c.source(step.X), other, inner)
		})
	}
}

// results makes each result of a return statement the zero value, one at a time.
func (c *changer) results(r *ast.ReturnStmt) {
	for _, e := range r.Results {
		t := c.info.Types[e]
		_, several := t.Type.(*types.Tuple)
		literal, isLiteral := e.(*ast.CompositeLit)
		switch {
		case several || t.IsNil() || t.Value != nil || isBool(t.Type):
		case isLiteral && len(literal.Elts) == 0:
		case isUntyped(t.Type):
		default:
			c.add(e, "zero", func(id int, inner string) string { return fmt.Sprintf("mutantZero(%d, %s)", id, inner) })
		}
	}
}

// expression makes the changes of an expression.
func (c *changer) expression(e ast.Expr) bool {
	t := c.info.Types[e]
	if t.Value != nil {
		c.constant(e, t)
		return false
	}
	switch e := e.(type) {
	case *ast.KeyValueExpr:
		return true
	case *ast.FuncLit, *ast.ParenExpr:
		return true
	case *ast.BinaryExpr:
		c.binary(e)
	case *ast.CallExpr:
		c.call(e, t)
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.StarExpr:
		if t.IsValue() && isBool(t.Type) && c.isRead() {
			c.flip(e)
		}
	}
	return true
}

// isRead reports whether the expression at hand stands where its truth is asked
// for.
func (c *changer) isRead() bool {
	switch p := c.parent(1).(type) {
	case *ast.BinaryExpr:
		return p.Op == token.LAND || p.Op == token.LOR
	case *ast.UnaryExpr:
		return p.Op == token.NOT
	case *ast.IfStmt, *ast.ForStmt, *ast.ReturnStmt:
		return true
	case *ast.CaseClause:
		s, ok := c.parent(3).(*ast.SwitchStmt)
		return ok && s.Tag == nil
	}
	return false
}

// flip makes true false and false true.
func (c *changer) flip(e ast.Expr) {
	c.add(e, "its opposite", func(id int, inner string) string { return fmt.Sprintf("((%s) != mutantIs(%d))", inner, id) })
}

// other is what an operator becomes; comparisons are turned around as well.
var other = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.LAND: "||", token.LOR: "&&",
	token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*", token.REM: "*",
	token.AND: "|", token.OR: "&", token.AND_NOT: "&", token.SHL: ">>", token.SHR: "<<",
}

func (c *changer) binary(e *ast.BinaryExpr) {
	x, y := c.source(e.X), c.source(e.Y)
	alternative := x + " " + other[e.Op] + " " + y
	switch e.Op {
	case token.EQL, token.NEQ:
		c.flip(e)
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		c.flip(e)
		c.truth(e, alternative)
	case token.LAND, token.LOR:
		c.truth(e, alternative)
	default:
		if t := c.info.Types[e].Type; isInteger(t) {
			c.pick(e, t, alternative)
		}
	}
}

// truth puts another condition in place of e.
func (c *changer) truth(e ast.Expr, alternative string) {
	c.add(e, alternative, func(id int, inner string) string {
		return fmt.Sprintf("(mutantIs(%d) && (%s) || !mutantIs(%d) && (%s))", id, alternative, id, inner)
	})
}

// pick puts another number in place of e.
func (c *changer) pick(e ast.Expr, t types.Type, alternative string) {
	name, ok := c.typeName(t)
	if !ok {
		return
	}
	c.add(e, alternative, func(id int, inner string) string {
		return fmt.Sprintf("mutantPick[%s](%d, %s, func() %s { return %s })", name, id, inner, name, alternative)
	})
}

func (c *changer) call(e *ast.CallExpr, t types.TypeAndValue) {
	if _, isStatement := c.parent(1).(*ast.ExprStmt); isStatement || !t.IsValue() {
		return
	}
	if isBool(t.Type) && !c.info.Types[e.Fun].IsType() {
		c.flip(e)
	}
	name := c.source(e.Fun)
	swap := map[string]string{"max": "min", "min": "max"}[name]
	if swap != "" && c.info.Types[e.Fun].IsBuiltin() && len(e.Args) > 1 {
		c.pick(e, t.Type, swap+c.text[c.offset(e.Lparen):c.offset(e.End())])
	}
}

// constant makes a number one more and one less, and turns a truth around.
func (c *changer) constant(e ast.Expr, t types.TypeAndValue) {
	if isBool(t.Type) {
		c.add(e, "its opposite", func(id int, inner string) string { return fmt.Sprintf("mutantFlip(%d, %s)", id, inner) })
		return
	}
	if call, ok := c.parent(1).(*ast.CallExpr); ok && c.source(call.Fun) == "make" {
		return // only how much room is made
	}
	if t.Value.Kind() != constant.Int || !isInteger(t.Type) {
		return
	}
	for _, step := range []int64{1, -1} {
		if c.isBoundary(e, step) {
			continue
		}
		next := constant.BinaryOp(t.Value, token.ADD, constant.MakeInt64(step))
		if b, ok := t.Type.Underlying().(*types.Basic); ok && b.Info()&types.IsUnsigned != 0 && constant.Sign(next) < 0 {
			continue
		}
		if _, fits := constant.Int64Val(next); !fits {
			continue
		}
		c.pick(e, types.Default(t.Type), next.ExactString())
	}
}

// isBoundary reports whether a step of a constant in a comparison does the same
// as moving the comparison's boundary, which is a change already.
func (c *changer) isBoundary(e ast.Expr, step int64) bool {
	b, ok := c.parent(1).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	if b.X == e {
		step = -step
	}
	switch b.Op {
	case token.LSS, token.GEQ:
		return step == 1
	case token.LEQ, token.GTR:
		return step == -1
	}
	return false
}

// typeName writes a type as the file at hand can.
func (c *changer) typeName(t types.Type) (string, bool) {
	ok := true
	name := types.TypeString(t, func(p *types.Package) string {
		if p == c.pkg {
			return ""
		}
		for _, spec := range c.file.Imports {
			if strings.Trim(spec.Path.Value, `"`) == p.Path() && spec.Name == nil {
				return p.Name()
			}
		}
		ok = false
		return ""
	})
	return name, ok
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

func isUntyped(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsUntyped != 0
}
