//go:build !windows && !darwin

package motion_test

import (
	"testing"

	"github.com/godbus/dbus/v5"

	"example.org/dossier/internal/ui/bustest"
	"example.org/dossier/internal/ui/motion"
)

const (
	common = "org.freedesktop.appearance reduced-motion"
	gnomes = "org.gnome.desktop.interface enable-animations"
)

// A portal is a desktop's, with settings that a test changes.
type portal struct {
	conn   *dbus.Conn
	values chan map[string]any
}

func newPortal(t *testing.T, address string, values map[string]any) *portal {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	p := &portal{conn, make(chan map[string]any, 1)}
	p.values <- values
	read := map[string]any{"Read": p.read}
	if err := conn.ExportMethodTable(read, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"); err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName("org.freedesktop.portal.Desktop", dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	return p
}

func (p *portal) read(namespace, key string) (dbus.Variant, *dbus.Error) {
	values := <-p.values
	defer func() { p.values <- values }()
	value, known := values[namespace+" "+key]
	if !known {
		return dbus.Variant{}, dbus.NewError("org.freedesktop.portal.Error.NotFound", nil)
	}
	return dbus.MakeVariant(dbus.MakeVariant(value)), nil
}

// change sets a value and tells of it, after telling of something else.
func (p *portal) change(t *testing.T, namespace, key string, value any) {
	t.Helper()
	<-p.values
	p.values <- map[string]any{namespace + " " + key: value}
	for _, each := range []string{"cursor-size", key} {
		if err := p.conn.Emit("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings.SettingChanged",
			namespace, each, dbus.MakeVariant(value)); err != nil {
			t.Fatal(err)
		}
	}
}

// told follows the desktop on a bus.
func told(t *testing.T, address string) <-chan bool {
	heard := make(chan bool, 8)
	env := map[string]string{"DBUS_SESSION_BUS_ADDRESS": address}
	t.Cleanup(motion.Follow(func(name string) string { return env[name] }, func(less bool) { heard <- less }))
	return heard
}

// The desktop says whether the person wants less movement; what all desktops are to say
// counts before what one of them does, and what cannot be is as if it were not said.
func TestTheDesktopIsAsked(t *testing.T) {
	for name, c := range map[string]struct {
		values map[string]any
		want   bool
	}{
		"wanted":       {map[string]any{common: uint32(1)}, true},
		"not wanted":   {map[string]any{common: uint32(0)}, false},
		"GNOME still":  {map[string]any{gnomes: false}, true},
		"GNOME moving": {map[string]any{gnomes: true}, false},
		"both":         {map[string]any{common: uint32(0), gnomes: false}, false},
		"nonsense":     {map[string]any{common: []string{"1"}, gnomes: false}, true},
	} {
		t.Run(name, func(t *testing.T) {
			address := bustest.Start(t)
			newPortal(t, address, c.values)
			if got := <-told(t, address); got != c.want {
				t.Errorf("it says %t", got)
			}
		})
	}
}

// A wish holds from when it is said, on a desktop that said nothing before, too.
func TestAWishThatChanges(t *testing.T) {
	address := bustest.Start(t)
	p := newPortal(t, address, map[string]any{gnomes: true})
	heard := told(t, address)
	if <-heard {
		t.Fatal("less is wanted from the start")
	}
	p.change(t, "org.gnome.desktop.interface", "enable-animations", false)
	if !<-heard {
		t.Error("it stays as it was")
	}
	p.change(t, "org.freedesktop.appearance", "reduced-motion", uint32(0))
	if <-heard {
		t.Error("it stays as it was")
	}
}

// Where there is no desktop nothing is told, and there is nothing to wait for.
func TestWithoutADesktop(t *testing.T) {
	for _, address := range []string{"", "unix:path=/nowhere/at/all", "tcp:host=localhost,port=1"} {
		heard := told(t, address)
		select {
		case <-heard:
			t.Errorf("%q: it says something", address)
		default:
		}
	}
}
