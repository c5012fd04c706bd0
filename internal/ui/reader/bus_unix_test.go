//go:build !windows && !darwin

package reader

import (
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"example.org/dossier/internal/ui/bustest"
)

// A desk is a desktop with a reader on a bus of the test's own: launcher and registry
// are the same program on it.
type desk struct {
	conn    *dbus.Conn
	address string
	status  *prop.Properties
	joined  chan ref
}

func newDesk(t *testing.T, reads bool) *desk {
	t.Helper()
	d := &desk{address: bustest.Start(t), joined: make(chan ref, 1)}
	var err error
	if d.conn, err = dbus.Connect(d.address); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.conn.Close() })
	d.serve(t, reads)
	return d
}

func (d *desk) serve(t *testing.T, reads bool) {
	t.Helper()
	var err error
	if d.status, err = prop.Export(d.conn, launcherPath, prop.Map{statusName: {
		"IsEnabled":           {Value: false},
		"ScreenReaderEnabled": {Value: reads, Emit: prop.EmitTrue},
	}}); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		d.conn.ExportMethodTable(map[string]any{"GetAddress": d.getAddress}, launcherPath, launcherName),
		d.conn.ExportMethodTable(map[string]any{"Embed": d.embed}, rootPath, "org.a11y.atspi.Socket"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{registryName, launcherName} {
		if reply, err := d.conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
			t.Fatal(err)
		}
	}
}

func (d *desk) getAddress() (string, *dbus.Error) { return d.address, nil }

func (d *desk) embed(plug ref) (ref, *dbus.Error) {
	d.joined <- plug
	return ref{d.conn.Names()[0], rootPath}, nil
}

// A pane is the window of the tests.
type pane struct {
	mu      sync.Mutex
	window  Window
	pressed chan bool
}

func (p *pane) show(w Window) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.window = w
}

// start serves the pane on the desk's bus.
func (p *pane) start(t *testing.T, d *desk) {
	env := map[string]string{"DBUS_SESSION_BUS_ADDRESS": d.address}
	t.Cleanup(Serve(Options{
		Program: "Dossier", Env: func(name string) string { return env[name] },
		Look: func() Window { return p.window },
		Do: func(f func()) {
			p.mu.Lock()
			defer p.mu.Unlock()
			f()
		},
	}))
}

// A reader finds the program, what stands on its window, and what can be done there,
// and hears what changes.
func TestAReaderReadsTheWindow(t *testing.T) {
	d := newDesk(t, true)
	p := &pane{pressed: make(chan bool, 1)}
	save := Thing{ID: "save", Role: Button, Name: "Enregistrer", State: Focusable, Press: func() { p.pressed <- true }}
	p.show(page(save))
	heard := make(chan *dbus.Signal, 64)
	d.conn.Signal(heard)
	if err := d.conn.AddMatchSignal(dbus.WithMatchInterface("org.a11y.atspi.Event.Object")); err != nil {
		t.Fatal(err)
	}
	p.start(t, d)
	plug := <-d.joined
	await(t, heard, "ChildrenChanged")
	at := d.first(t, d.first(t, d.first(t, plug))) // the window, the page, the button
	if name, err := d.conn.Object(at.Name, at.Path).GetProperty(asAccessible + ".Name"); err != nil || name.Value() != "Enregistrer" {
		t.Errorf("the button is called %v, %v", name, err)
	}
	var role uint32
	var states []uint32
	d.ask(t, at, asAccessible+".GetRole", &role)
	d.ask(t, at, asAccessible+".GetState", &states)
	if role != 43 || len(states) != 2 || states[0]&(1<<stateFocusable) == 0 || states[0]&(1<<stateFocused) != 0 {
		t.Errorf("it is a %d, %b", role, states)
	}
	var done bool
	d.ask(t, at, asAction+".DoAction", &done, int32(0))
	if !done || !<-p.pressed {
		t.Error("it cannot be pressed")
	}
	save.State |= Focused
	p.show(page(save))
	if s := await(t, heard, "StateChanged"); s.Path != at.Path || s.Body[0] != "focused" || s.Body[1] != int32(1) {
		t.Errorf("it says %v of %s", s.Body, s.Path)
	}
}

// first is the first thing in another.
func (d *desk) first(t *testing.T, in ref) ref {
	t.Helper()
	var first ref
	d.ask(t, in, asAccessible+".GetChildAtIndex", &first, int32(0))
	return first
}

func (d *desk) ask(t *testing.T, of ref, method string, answer any, args ...any) {
	t.Helper()
	if err := d.conn.Object(of.Name, of.Path).Call(method, 0, args...).Store(answer); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func await(t *testing.T, heard <-chan *dbus.Signal, member string) *dbus.Signal {
	t.Helper()
	for s := range heard {
		if strings.HasSuffix(s.Name, "."+member) {
			return s
		}
	}
	t.Fatalf("there is no %s", member)
	return nil
}

// Nothing is told before a reader runs; it may start while the window is open.
func TestAReaderStartedLater(t *testing.T) {
	d := newDesk(t, false)
	p := &pane{}
	p.show(page())
	p.start(t, d)
	d.status.SetMust(statusName, "ScreenReaderEnabled", true)
	if plug := <-d.joined; plug.Path != rootPath {
		t.Errorf("it joined as %v", plug)
	}
}
