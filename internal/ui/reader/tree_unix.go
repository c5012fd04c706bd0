//go:build !windows && !darwin

package reader

import (
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

// A node is a thing that a reader knows by a path.
type node struct {
	thing  Thing
	path   dbus.ObjectPath
	up     *node
	inside []*node
	place  int // among those beside it
}

// A ref is how the bus names a thing: whose, and where.
type ref struct {
	Name string
	Path dbus.ObjectPath
}

// A teller answers a reader's questions from the window as it was looked at last, and
// tells what has changed since. Its lock is held for no call to the bus or the window.
type teller struct {
	options Options
	conn    *dbus.Conn
	emit    func(path dbus.ObjectPath, name string, values ...any) error
	end     chan struct{}
	once    sync.Once

	mu      sync.Mutex
	name    string // of the program on the bus
	desktop ref    // what the program is a part of
	window  Window
	root    *node // the program, in which is its window
	nodes   map[dbus.ObjectPath]*node
	known   map[any]*node
	last    int // number of the last thing
}

func newTeller(o Options) *teller {
	t := &teller{options: o, end: make(chan struct{}), known: map[any]*node{}}
	t.desktop = t.nothing()
	t.root = &node{thing: Thing{Name: o.Program}, path: rootPath}
	t.root.inside = []*node{{path: t.next(), up: t.root}}
	t.nodes = map[dbus.ObjectPath]*node{rootPath: t.root, t.frame().path: t.frame()}
	return t
}

// joined has the teller speak over a connection.
func (t *teller) joined(conn *dbus.Conn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.conn, t.emit, t.name = conn, conn.Emit, conn.Names()[0]
}

// embedded says what the program is a part of. Questions may come before.
func (t *teller) embedded(within ref) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.desktop = within
}

// frame is the window.
func (t *teller) frame() *node { return t.root.inside[0] }

func (t *teller) next() dbus.ObjectPath {
	t.last++
	return dbus.ObjectPath(pathStart + strconv.Itoa(t.last))
}

// ref names a thing of this program.
func (t *teller) ref(path dbus.ObjectPath) ref { return ref{t.name, path} }

// nothing is what there is where there is nothing.
func (t *teller) nothing() ref { return ref{"", nullPath} }

func (t *teller) stop() {
	t.once.Do(func() {
		close(t.end)
		_ = t.conn.Close()
	})
}

// watch looks at the window again and again. The next look waits for the one before.
func (t *teller) watch() {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	looks := make(chan Window, 1)
	for {
		t.options.Do(func() { looks <- t.options.Look() })
		select {
		case <-t.end:
			return
		case w := <-looks:
			for _, e := range t.take(w) {
				_ = t.emit(e.path, e.name, e.detail, e.one, e.two, dbus.MakeVariant(e.value), map[string]dbus.Variant{})
			}
		}
		select {
		case <-t.end:
			return
		case <-ticker.C:
		}
	}
}

// An event is something that a reader is told of.
type event struct {
	path     dbus.ObjectPath
	name     string
	detail   string
	one, two int32
	value    any
}

const (
	objectEvent = "org.a11y.atspi.Event.Object."
	windowEvent = "org.a11y.atspi.Event.Window."
)

// take makes w the window that is told of, and returns what has changed.
func (t *teller) take(w Window) []event {
	t.mu.Lock()
	defer t.mu.Unlock()
	before, first := t.window, len(t.nodes) == 2
	t.window = w
	frame := t.frame()
	frame.thing = Thing{Name: w.Title, Inside: w.Things}
	c := &change{teller: t, known: map[any]*node{}, nodes: map[dbus.ObjectPath]*node{rootPath: t.root, frame.path: frame}}
	c.fill(frame, true)
	t.known, t.nodes = c.known, c.nodes
	var about []event
	if before.Title != w.Title && !isTyping(w.Things) { // which a name in the title follows letter by letter
		about = append(about, event{frame.path, objectEvent + "PropertyChange", "accessible-name", 0, 0, w.Title})
	}
	if before.Active != w.Active || first && w.Active {
		about = append(about, activated(frame.path, w.Active)...)
	}
	return append(append(append(about, c.left...), c.came...), c.focus...)
}

// isTyping reports whether the keyboard is in an entry.
func isTyping(things []Thing) bool {
	return slices.ContainsFunc(things, func(t Thing) bool {
		return t.Role == Entry && t.State&Focused != 0 || isTyping(t.Inside)
	})
}

// activated tells that the window got the keyboard, or lost it.
func activated(path dbus.ObjectPath, active bool) []event {
	name, on := windowEvent+"Deactivate", int32(0)
	if active {
		name, on = windowEvent+"Activate", 1
	}
	return []event{{path, name, "", 0, 0, ""}, {path, objectEvent + "StateChanged", "active", on, 0, int32(0)}}
}

// A change is a look at the window, held against the one before.
type change struct {
	*teller
	known map[any]*node
	nodes map[dbus.ObjectPath]*node
	left  []event // what was there before is told of first
	came  []event
	focus []event // and where the keyboard is last, when all else is known
}

// fill gives a node what is in its thing. told says that a reader knew the node before,
// and is to hear what has changed in it.
func (c *change) fill(in *node, told bool) {
	before := in.inside
	in.inside = make([]*node, 0, len(in.thing.Inside))
	for i, thing := range in.thing.Inside {
		n := c.teller.known[thing.ID]
		old := n != nil && n.up == in && n.thing.Role == thing.Role && c.known[thing.ID] == nil
		if !old {
			n = &node{path: c.next(), up: in}
		}
		was := n.thing
		n.thing, n.place = thing, i
		in.inside = append(in.inside, n)
		c.known[thing.ID], c.nodes[n.path] = n, n
		if old {
			c.compare(n, was)
		} else if told {
			c.came = append(c.came, event{in.path, objectEvent + "ChildrenChanged", "add", int32(i), 0, c.ref(n.path)})
		}
		c.fill(n, old)
		if !old {
			c.greet(n)
		}
	}
	for i, n := range before {
		if c.nodes[n.path] != n && told {
			c.left = append(c.left, event{in.path, objectEvent + "ChildrenChanged", "remove", int32(i), 0, c.ref(n.path)})
		}
	}
}

// greet tells of what is new: where the keyboard is, and news.
func (c *change) greet(n *node) {
	if n.thing.State&Focused != 0 {
		c.focus = append(c.focus, n.turned("focused", 1))
	}
	if n.thing.Role == News {
		c.came = append(c.came, n.turned("showing", 1))
	}
}

func (n *node) turned(state string, on int32) event {
	return event{n.path, objectEvent + "StateChanged", state, on, 0, int32(0)}
}

// spokenStates are those whose change is told of, by their names on the bus, and
// whether the bus means the opposite.
var spokenStates = []struct {
	state State
	name  string
	not   bool
}{
	{Checked, "checked", false},
	{Selected, "selected", false},
	{Disabled, "sensitive", true},
	{Disabled, "enabled", true},
	{Wrong, "invalid-entry", false},
	{Hidden, "showing", true},
}

// compare tells how something that stayed has changed.
func (c *change) compare(n *node, was Thing) {
	now := n.thing
	for _, s := range spokenStates {
		if (now.State^was.State)&s.state != 0 {
			c.came = append(c.came, n.turned(s.name, truth((now.State&s.state != 0) != s.not)))
		}
	}
	if (now.State^was.State)&Focused != 0 {
		on := truth(now.State&Focused != 0)
		if on == 0 {
			c.left = append(c.left, n.turned("focused", 0))
		} else {
			c.focus = append(c.focus, n.turned("focused", 1))
		}
	}
	if now.Name != was.Name {
		c.came = append(c.came, event{n.path, objectEvent + "PropertyChange", "accessible-name", 0, 0, now.Name})
	}
	if now.Help != was.Help {
		c.came = append(c.came, event{n.path, objectEvent + "PropertyChange", "accessible-description", 0, 0, now.Help})
	}
	c.came = append(c.came, typed(n, was)...)
}

func truth(is bool) int32 {
	if is {
		return 1
	}
	return 0
}

// typed tells what came into an entry and what went, and where the cursor is.
func typed(n *node, was Thing) (all []event) {
	now := n.thing
	if now.Value != was.Value {
		at, gone, new := differ([]rune(was.Value), []rune(now.Value))
		if gone != "" {
			all = append(all, event{n.path, objectEvent + "TextChanged", "delete", int32(at), int32(len([]rune(gone))), gone})
		}
		if new != "" {
			all = append(all, event{n.path, objectEvent + "TextChanged", "insert", int32(at), int32(len([]rune(new))), new})
		}
	}
	if now.At != was.At {
		all = append(all, event{n.path, objectEvent + "TextCaretMoved", "", int32(now.At), 0, int32(0)})
	}
	return all
}

// differ returns where two texts begin to differ, and what stands there in each up to
// where they are the same again.
func differ(a, b []rune) (at int, gone, new string) {
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	i, j := len(a), len(b)
	for i > at && j > at && a[i-1] == b[j-1] {
		i, j = i-1, j-1
	}
	return at, string(a[at:i]), string(b[at:j])
}
