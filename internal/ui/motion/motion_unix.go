//go:build !windows && !darwin

package motion

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"

	"example.org/dossier/internal/ui/bus"
)

// The names of the desktop's portal for settings.
const (
	portalName = "org.freedesktop.portal.Desktop"
	portalPath = dbus.ObjectPath("/org/freedesktop/portal/desktop")
	settings   = "org.freedesktop.portal.Settings"
)

// patience is how long an answer is waited for: the portal may only be starting.
const patience = 30 * time.Second

// A wish is a setting that says whether the person wants less movement.
type wish struct {
	namespace, key string
	less           func(value any) (less, known bool)
}

// wishes are asked for one after the other, until one is known: what all desktops are to
// say one day, and what GNOME and its kin have long said.
var wishes = []wish{
	{"org.freedesktop.appearance", "reduced-motion", func(value any) (bool, bool) {
		chosen, known := value.(uint32)
		return chosen == 1, known
	}},
	{"org.gnome.desktop.interface", "enable-animations", func(value any) (bool, bool) {
		moving, known := value.(bool)
		return !moving, known
	}},
}

func follow(env func(string) string, tell func(bool)) (stop func()) {
	ctx, stop := context.WithCancel(context.Background())
	go run(ctx, env, tell)
	return stop
}

// run asks at first and after each change, until ctx ends.
func run(ctx context.Context, env func(string) string, tell func(bool)) {
	address, ok := bus.Session(env)
	if !ok {
		return
	}
	conn, err := bus.Connect(ctx, address, patience)
	if err != nil {
		return
	}
	defer conn.Close()
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	if conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(portalPath), dbus.WithMatchInterface(settings)) != nil {
		return
	}
	portal := conn.Object(portalName, portalPath)
	for {
		if less, known := ask(ctx, portal); known {
			tell(less)
		}
		if !changed(ctx, signals) {
			return
		}
	}
}

// changed waits until one of the wishes may be another; false: nothing more comes.
func changed(ctx context.Context, signals <-chan *dbus.Signal) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case s, open := <-signals:
			if !open {
				return false
			}
			for _, w := range wishes {
				if len(s.Body) > 1 && s.Body[0] == any(w.namespace) && s.Body[1] == any(w.key) {
					return true
				}
			}
		}
	}
}

// ask returns the first wish that the desktop knows.
func ask(ctx context.Context, portal dbus.BusObject) (less, known bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for _, w := range wishes {
		var value dbus.Variant
		if portal.CallWithContext(ctx, settings+".Read", 0, w.namespace, w.key).Store(&value) != nil {
			continue
		}
		for { // the portal puts a value into another one
			inner, is := value.Value().(dbus.Variant)
			if !is {
				break
			}
			value = inner
		}
		if less, known = w.less(value.Value()); known {
			return less, true
		}
	}
	return false, false
}
