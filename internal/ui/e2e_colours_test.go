package ui_test

import (
	"sync/atomic"
	"testing"

	"github.com/godbus/dbus/v5"

	"example.org/dossier/internal/ui/bustest"
)

// The colours that a desktop may prefer, as its portal numbers them.
const noPreference, preferDark, preferLight = 0, 1, 2

const (
	portalName  = "org.freedesktop.portal.Desktop"
	portalPath  = dbus.ObjectPath("/org/freedesktop/portal/desktop")
	portalKeys  = "org.freedesktop.portal.Settings"
	coloursOf   = "org.freedesktop.appearance"
	coloursName = "color-scheme"
)

// A desktopPortal answers which colours the desktop prefers.
type desktopPortal struct {
	bus     *dbus.Conn
	prefers atomic.Uint32
}

// ReadOne is the portal's.
func (p *desktopPortal) ReadOne(namespace, key string) (dbus.Variant, *dbus.Error) {
	if namespace != coloursOf || key != coloursName {
		return dbus.Variant{}, dbus.MakeFailedError(dbus.ErrMsgNoObject)
	}
	return dbus.MakeVariant(p.prefers.Load()), nil
}

// turn has the desktop prefer other colours, and tells of it.
func (p *desktopPortal) turn(t *testing.T, to uint32) {
	t.Helper()
	p.prefers.Store(to)
	if err := p.bus.Emit(portalPath, portalKeys+".SettingChanged", coloursOf, coloursName, dbus.MakeVariant(to)); err != nil {
		t.Fatal(err)
	}
}

// openDesktop starts a desktop's portal on a bus.
func openDesktop(t *testing.T, address string, prefers uint32) *desktopPortal {
	t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	p := &desktopPortal{bus: bus}
	p.prefers.Store(prefers)
	if err := bus.Export(p, portalPath, portalKeys); err != nil {
		t.Fatal(err)
	}
	if _, err := bus.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return p
}

// isLight reports whether the window has the light colours.
func (p *program) isLight() bool {
	seen := p.inside()
	return mean(seen, seen.Rect)[1] > 128
}

// The window has the desktop's colours, also when those change; a desktop that is not
// there, or has no preference, leaves it light.
func TestRealWindowHasTheDesktopsColours(t *testing.T) {
	needEndToEnd(t)
	for name, c := range map[string]struct {
		prefers uint32
		light   bool
	}{"dark": {preferDark, false}, "light": {preferLight, true}, "none": {noPreference, true}} {
		t.Run(name, func(t *testing.T) {
			s := openScreen(t)
			address := bustest.Start(t)
			s.env = []string{"FYNE_THEME=", "DBUS_SESSION_BUS_ADDRESS=" + address}
			desktop := openDesktop(t, address, c.prefers)
			p := s.run((&pair{dir: t.TempDir()}).home("real"), "en_GB.UTF-8")
			await(t, "it has the desktop's colours", func() bool { return p.isLight() == c.light })
			other := uint32(preferDark)
			if !c.light {
				other = preferLight
			}
			desktop.turn(t, other)
			await(t, "it follows the desktop", func() bool { return p.isLight() != c.light })
		})
	}
	t.Run("no desktop", func(t *testing.T) {
		s := openScreen(t)
		s.env = []string{"FYNE_THEME="}
		p := s.run((&pair{dir: t.TempDir()}).home("real"), "en_GB.UTF-8")
		await(t, "it is light", p.isLight)
	})
}
