package bus

import "testing"

// What stands on the window goes to a socket of this computer alone.
func TestTheBusIsThisComputers(t *testing.T) {
	for address, want := range map[string]bool{
		"unix:path=/run/user/1000/bus": true, "unix:abstract=/tmp/dbus-x": true, "tcp:host=example.org,port=1": false,
		"unix:path=/run/bus;tcp:host=example.org": false, "autolaunch:": false, "disabled:": false, "": false,
	} {
		if _, local := Session(func(name string) string { return map[string]string{"DBUS_SESSION_BUS_ADDRESS": address}[name] }); local != want {
			t.Errorf("%q: %t", address, local)
		}
	}
	of := map[string]string{"XDG_RUNTIME_DIR": "/run/user/1000"}
	if address, local := Session(func(name string) string { return of[name] }); address != "unix:path=/run/user/1000/bus" || !local {
		t.Errorf("without an address: %q, %t", address, local)
	}
}
