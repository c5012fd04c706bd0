//go:build !windows && !darwin

package reader

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"example.org/dossier/internal/ui/bus"
)

// The names of the accessibility bus.
const (
	launcherName = "org.a11y.Bus"
	launcherPath = dbus.ObjectPath("/org/a11y/bus")
	statusName   = "org.a11y.Status"
	registryName = "org.a11y.atspi.Registry"
	rootPath     = dbus.ObjectPath(pathStart + "root")
	pathStart    = "/org/a11y/atspi/accessible/"
	nullPath     = dbus.ObjectPath(pathStart + "null")
	properties   = "org.freedesktop.DBus.Properties"
)

// lookEvery is how often the window is looked at while a reader runs: soon enough
// that what is said follows the keys.
const lookEvery = 60 * time.Millisecond

// patience is how long a bus has to take the program in: the desktop may only be starting.
const patience = 30 * time.Second

// Serve tells a screen reader what stands on the window from when one runs, now or
// later, until stop. Without a desktop's bus it does nothing.
func Serve(o Options) (stop func()) {
	ctx, end := context.WithCancel(context.Background())
	s := &server{options: o}
	s.done.Go(func() { s.run(ctx) })
	return func() {
		end() // of the connections, too: whoever waits for an answer waits no longer
		s.done.Wait()
	}
}

// A server waits for a reader.
type server struct {
	options Options
	done    sync.WaitGroup
}

func (s *server) run(ctx context.Context) {
	address, ok := bus.Session(s.options.Env)
	if !ok {
		return
	}
	desktop, err := bus.Connect(ctx, address, patience)
	if err != nil {
		return
	}
	defer desktop.Close()
	signals := make(chan *dbus.Signal, 16)
	desktop.Signal(signals)
	if !follow(desktop) {
		return
	}
	var tell *teller
	for {
		switch wanted := isWanted(desktop); {
		case wanted && tell == nil:
			tell = s.begin(ctx, desktop)
		case !wanted && tell != nil:
			tell.stop()
			tell = nil
		}
		select {
		case <-ctx.Done():
			if tell != nil {
				tell.stop()
			}
			return
		case _, open := <-signals:
			if !open {
				signals = nil // the desktop is gone: only the end is left
			}
		}
	}
}

// follow has the desktop tell when a reader comes or goes.
func follow(desktop *dbus.Conn) bool {
	return desktop.AddMatchSignal(dbus.WithMatchObjectPath(launcherPath), dbus.WithMatchInterface(properties)) == nil &&
		desktop.AddMatchSignal(dbus.WithMatchInterface("org.freedesktop.DBus"),
			dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, launcherName)) == nil
}

// isWanted reports whether a reader, or what else reads windows, runs. Nothing is
// started to find out.
func isWanted(desktop *dbus.Conn) bool {
	for _, property := range []string{"IsEnabled", "ScreenReaderEnabled"} {
		var value dbus.Variant
		call := desktop.Object(launcherName, launcherPath).Call(properties+".Get", dbus.FlagNoAutoStart, statusName, property)
		if call.Store(&value) == nil && value.Value() == true {
			return true
		}
	}
	return false
}

// begin joins the bus that readers listen on; nil where that fails.
func (s *server) begin(ctx context.Context, desktop *dbus.Conn) *teller {
	var address string
	if desktop.Object(launcherName, launcherPath).Call(launcherName+".GetAddress", 0).Store(&address) != nil {
		return nil
	}
	if head, _, more := strings.Cut(address, ",guid="); more {
		address = head
	}
	if !bus.IsLocal(address) {
		return nil
	}
	t := newTeller(s.options)
	conn, err := bus.Connect(ctx, address, patience, dbus.WithHandler(t))
	if err != nil {
		return nil
	}
	t.joined(conn)
	var within ref
	registry := conn.Object(registryName, rootPath)
	if registry.Call("org.a11y.atspi.Socket.Embed", 0, t.ref(rootPath)).Store(&within) != nil {
		_ = conn.Close()
		return nil
	}
	t.embedded(within)
	go t.watch()
	return t
}
