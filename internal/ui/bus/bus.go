// Package bus finds the desktop's own D-Bus. What is said on it comes from this computer
// and stays there.
package bus

import (
	"strings"

	"github.com/godbus/dbus/v5"
)

// Session returns the address of the desktop's own bus by the program's environment;
// false where there is none on a socket of this computer.
func Session(env func(name string) string) (address string, ok bool) {
	address = env("DBUS_SESSION_BUS_ADDRESS")
	if folder := env("XDG_RUNTIME_DIR"); address == "" && folder != "" {
		address = "unix:path=" + dbus.EscapeBusAddressValue(folder+"/bus")
	}
	return address, IsLocal(address)
}

// IsLocal reports whether an address is a socket of this computer: what stands on the
// window never goes over a network.
func IsLocal(address string) bool {
	return strings.HasPrefix(address, "unix:") && !strings.Contains(address, ";")
}
