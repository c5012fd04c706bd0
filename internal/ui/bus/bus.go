// Package bus finds the desktop's own D-Bus, and joins it. What is said on it comes from
// this computer and stays there.
package bus

import (
	"context"
	"strings"
	"time"

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

// Connect joins the bus at an address, which has so long to take somebody in. The
// connection ends with ctx, and with it all that waits for an answer.
func Connect(ctx context.Context, address string, within time.Duration, options ...dbus.ConnOption) (*dbus.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	late := time.AfterFunc(within, cancel)
	conn, err := dbus.Connect(address, append(options, dbus.WithContext(ctx))...)
	if err != nil {
		cancel()
		return nil, err
	}
	if !late.Stop() {
		return nil, context.DeadlineExceeded // which has closed it
	}
	return conn, nil
}
