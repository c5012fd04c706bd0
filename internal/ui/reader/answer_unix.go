//go:build !windows && !darwin

package reader

import (
	"slices"

	"github.com/godbus/dbus/v5"
)

// The interfaces by which a reader asks.
const (
	asAccessible  = "org.a11y.atspi.Accessible"
	asApplication = "org.a11y.atspi.Application"
	asComponent   = "org.a11y.atspi.Component"
	asAction      = "org.a11y.atspi.Action"
	asText        = "org.a11y.atspi.Text"
	asCache       = "org.a11y.atspi.Cache"
)

// cachePath is where a reader asks for everything at once. It is told of nothing
// there, and asks of one thing after the other: a page has a hundred.
const cachePath = dbus.ObjectPath("/org/a11y/atspi/cache")

// A cached thing is all that the bus would know of it.
type cached struct {
	Thing, Program, Parent ref
	Place, Children        int32
	Interfaces             []string
	Name                   string
	Role                   uint32
	Description            string
	States                 []uint32
}

// A question is asked of one thing, with its arguments as they came.
type question struct {
	*teller
	node *node
	args []any
}

// number returns the argument at i as a number, 0 where it is none.
func (q question) number(i int) int {
	if i < len(q.args) {
		switch n := q.args[i].(type) {
		case int32:
			return int(n)
		case uint32:
			return int(n)
		}
	}
	return 0
}

func (q question) word(i int) string {
	if i < len(q.args) {
		word, _ := q.args[i].(string)
		return word
	}
	return ""
}

// An answer is what is said to a question: values of the types that the bus expects.
type answer func(q question) []any

// answers are the methods of each interface.
var answers = map[string]map[string]answer{
	asAccessible: {
		"GetChildAtIndex":      func(q question) []any { return []any{q.child(q.number(0))} },
		"GetChildren":          func(q question) []any { return []any{q.children()} },
		"GetIndexInParent":     func(q question) []any { return []any{int32(q.node.place)} },
		"GetRelationSet":       func(question) []any { return []any{[]relation{}} },
		"GetRole":              func(q question) []any { return []any{uint32(q.role().number)} },
		"GetRoleName":          func(q question) []any { return []any{q.role().name} },
		"GetLocalizedRoleName": func(q question) []any { return []any{q.role().name} },
		"GetState":             func(q question) []any { return []any{q.states()} },
		"GetAttributes":        func(q question) []any { return []any{q.attributes()} },
		"GetApplication":       func(q question) []any { return []any{q.ref(rootPath)} },
		"GetInterfaces":        func(q question) []any { return []any{q.node.interfaces()} },
	},
	asApplication: {
		"GetLocale": func(q question) []any { return []any{q.window.Lang} },
	},
	asComponent: {
		"Contains":             func(q question) []any { return []any{q.node.has(q.number(0), q.number(1))} },
		"GetAccessibleAtPoint": func(q question) []any { return []any{q.under(q.number(0), q.number(1))} },
		"GetExtents":           func(q question) []any { return []any{q.node.extents()} },
		"GetPosition":          func(q question) []any { e := q.node.extents(); return []any{e.X, e.Y} },
		"GetSize":              func(q question) []any { e := q.node.extents(); return []any{e.Width, e.Height} },
		"GetLayer":             func(question) []any { return []any{uint32(layerWidget)} },
		"GetMDIZOrder":         func(question) []any { return []any{int16(0)} },
		"GetAlpha":             func(question) []any { return []any{float64(1)} },
		"GrabFocus":            func(q question) []any { return []any{q.do(q.node.thing.Focus)} },
		"ScrollTo":             func(q question) []any { return []any{q.do(q.node.thing.Focus)} },
	},
	asAction: {
		"GetActions":       func(question) []any { return []any{[]action{{Name: press}}} },
		"GetName":          func(question) []any { return []any{press} },
		"GetLocalizedName": func(question) []any { return []any{press} },
		"GetDescription":   func(question) []any { return []any{""} },
		"GetKeyBinding":    func(question) []any { return []any{""} },
		"DoAction":         func(q question) []any { return []any{q.do(q.node.thing.Press)} },
	},
	asText: textAnswers,
	asCache: {
		"GetItems": func(question) []any { return []any{[]cached{}} },
	},
}

// facts are the properties of each interface.
var facts = map[string]map[string]func(q question) any{
	asAccessible: {
		"Name":         func(q question) any { return q.node.thing.Name },
		"Description":  func(q question) any { return q.node.thing.Help },
		"Parent":       func(q question) any { return q.parent() },
		"ChildCount":   func(q question) any { return int32(len(q.node.inside)) },
		"Locale":       func(q question) any { return q.window.Lang },
		"AccessibleId": func(question) any { return "" },
		"HelpText":     func(question) any { return "" },
	},
	asApplication: {
		"ToolkitName":  func(question) any { return "Fyne" },
		"Version":      func(question) any { return "1" },
		"AtspiVersion": func(question) any { return "2.1" },
		"Id":           func(question) any { return int32(0) },
	},
	asAction: {
		"NActions": func(question) any { return int32(1) },
	},
	asText: {
		"CharacterCount": func(q question) any { return int32(len([]rune(q.node.thing.Value))) },
		"CaretOffset":    func(q question) any { return int32(q.node.thing.At) },
	},
}

const (
	layerWidget = 3
	press       = "press"
)

// A relation is between things; nothing is said of any.
type relation struct {
	Kind uint32
	To   []ref
}

// An action is what can be done with a thing.
type action struct{ Name, Description, Keys string }

// LookupObject is the bus's: the thing with a path.
func (t *teller) LookupObject(path dbus.ObjectPath) (dbus.ServerObject, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.nodes[path]
	if path == cachePath {
		n = &node{path: path}
	}
	return asked{t, n, ""}, n != nil
}

// asked is a thing of which something is asked by an interface.
type asked struct {
	*teller
	node *node
	by   string
}

// LookupInterface is the bus's.
func (a asked) LookupInterface(name string) (dbus.Interface, bool) {
	a.by = name
	a.mu.Lock()
	defer a.mu.Unlock()
	return a, name == properties || slices.Contains(a.node.interfaces(), name)
}

// LookupMethod is the bus's.
func (a asked) LookupMethod(name string) (dbus.Method, bool) {
	if a.by == properties {
		known := map[string]func(question) ([]any, error){"Get": question.get, "GetAll": question.getAll, "Set": question.set}
		return method{a, known[name]}, known[name] != nil
	}
	says := answers[a.by][name]
	return method{a, func(q question) ([]any, error) { return says(q), nil }}, says != nil
}

// method is a question that can be asked of a thing.
type method struct {
	asked
	answer func(question) ([]any, error)
}

// DecodeArguments is the bus's: they are taken as they come.
func (m method) DecodeArguments(_ *dbus.Conn, _ string, msg *dbus.Message, _ []any) ([]any, error) {
	return msg.Body, nil
}

// Call is the bus's, on a goroutine of its own.
func (m method) Call(args ...any) ([]any, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.answer(question{m.teller, m.node, args})
}

// NumArguments, NumReturns, ArgumentValue and ReturnValue are the bus's; nothing asks
// for them since the arguments are taken as they come.
func (m method) NumArguments() int     { return 0 }
func (m method) NumReturns() int       { return 0 }
func (m method) ArgumentValue(int) any { return nil }
func (m method) ReturnValue(int) any   { return nil }

func (q question) get() ([]any, error) {
	fact := facts[q.word(0)][q.word(1)]
	if fact == nil {
		return nil, dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", nil)
	}
	return []any{dbus.MakeVariant(fact(q))}, nil
}

func (q question) getAll() ([]any, error) {
	all := map[string]dbus.Variant{}
	for name, fact := range facts[q.word(0)] {
		all[name] = dbus.MakeVariant(fact(q))
	}
	return []any{all}, nil
}

// set takes the number that the registry gives the program, and has no use for it.
func (q question) set() ([]any, error) { return nil, nil }

// do has the window do something, and reports whether there is anything to do.
func (q question) do(what func()) bool {
	if what != nil {
		q.options.Do(what)
	}
	return what != nil
}

func (q question) child(i int) ref {
	if i < 0 || i >= len(q.node.inside) {
		return q.nothing()
	}
	return q.ref(q.node.inside[i].path)
}

func (q question) children() []ref {
	all := []ref{}
	for _, n := range q.node.inside {
		all = append(all, q.ref(n.path))
	}
	return all
}

func (q question) parent() ref {
	if q.node.up == nil {
		return q.desktop
	}
	return q.ref(q.node.up.path)
}

// interfaces are those by which a thing can be asked.
func (n *node) interfaces() []string {
	all := []string{asAccessible}
	switch {
	case n.path == cachePath:
		return []string{asCache}
	case n.up == nil:
		return append(all, asApplication)
	case n.thing.Press != nil:
		all = append(all, asAction)
	}
	if n.thing.Role == Entry || n.thing.Role == Secret {
		all = append(all, asText)
	}
	return append(all, asComponent)
}

// attributes are what no property tells.
func (q question) attributes() map[string]string {
	all := map[string]string{"toolkit": "Fyne"}
	if q.node.thing.Role == Heading {
		all["level"] = string(rune('0' + max(1, q.node.thing.Level)))
	}
	return all
}

// A rectangle is where something is on the window.
type rectangle struct{ X, Y, Width, Height int32 }

// extents are where a thing is. Where the window is on the screen the toolkit does
// not know, so that all is told from the window's corner.
func (n *node) extents() rectangle {
	t := n.thing
	if t.Width == 0 && t.Height == 0 { // the window: as large as what is in it
		var all rectangle
		for _, each := range n.inside {
			e := each.extents()
			all.Width, all.Height = max(all.Width, e.X+e.Width), max(all.Height, e.Y+e.Height)
		}
		return all
	}
	return rectangle{int32(t.X), int32(t.Y), int32(t.Width), int32(t.Height)}
}

func (n *node) has(x, y int) bool {
	e := n.extents()
	return int32(x) >= e.X && int32(x) < e.X+e.Width && int32(y) >= e.Y && int32(y) < e.Y+e.Height
}

// under is the innermost thing at a place.
func (q question) under(x, y int) ref {
	found := q.nothing()
	for inside := q.node.inside; ; {
		i := slices.IndexFunc(inside, func(n *node) bool { return n.has(x, y) })
		if i < 0 {
			return found
		}
		found, inside = q.ref(inside[i].path), inside[i].inside
	}
}
