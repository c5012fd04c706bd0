//go:build !windows && !darwin

package choose

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/ui/bustest"
)

// portalDesk is a portal as a desktop has it, on a bus of the test's own.
type portalDesk struct {
	conn    *dbus.Conn
	address string

	lock sync.Mutex // the bus calls on a goroutine of its own
	// asked is the last question; status and uris are the answer to it.
	asked  struct{ method, parent, title string }
	option map[string]dbus.Variant
	status uint32
	uris   []string
	vanish bool // instead of answering
}

// newPortalDesk starts a bus with a portal of this version, 0 for none.
func newPortalDesk(t *testing.T, version uint32) *portalDesk {
	t.Helper()
	d := &portalDesk{address: bustest.Start(t)}
	var err error
	if d.conn, err = dbus.Connect(d.address); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.conn.Close() })
	if version > 0 {
		d.serve(t, version)
	}
	return d
}

func (d *portalDesk) serve(t *testing.T, version uint32) {
	t.Helper()
	_, propErr := prop.Export(d.conn, portalPath, prop.Map{chooserName: {"version": {Value: version}}})
	reply, nameErr := d.conn.RequestName(portalName, dbus.NameFlagDoNotQueue)
	if err := errors.Join(propErr, nameErr, d.conn.Export(d, portalPath, chooserName)); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(err)
	}
}

// answers sets what the next questions are answered with.
func (d *portalDesk) answers(status uint32, uris ...string) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.status, d.uris = status, uris
}

func (d *portalDesk) OpenFile(from dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return d.ask("OpenFile", from, parent, title, options), nil
}

func (d *portalDesk) SaveFile(from dbus.Sender, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return d.ask("SaveFile", from, parent, title, options), nil
}

// ask answers before the method returns: whoever listens only afterwards hears
// nothing.
func (d *portalDesk) ask(method string, from dbus.Sender, parent, title string, options map[string]dbus.Variant) dbus.ObjectPath {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.asked.method, d.asked.parent, d.asked.title = method, parent, title
	d.option = options
	path := dbus.ObjectPath(requestFolder + strings.ReplaceAll(string(from)[1:], ".", "_") + "/" + options["handle_token"].Value().(string))
	if d.vanish {
		_, _ = d.conn.ReleaseName(portalName)
		return path
	}
	_ = d.conn.Emit(path, requestName+".Response", d.status, map[string]dbus.Variant{"uris": dbus.MakeVariant(d.uris)})
	return path
}

func TestThePortalIsAskedForFiles(t *testing.T) {
	d := newPortalDesk(t, 4)
	d.answers(0, "file:///home/z/a%20b.pdf", "file:///home/z/C++%20%26%20%25.pdf", "file:///home/z/%C3%A9t%C3%A9%0A.pdf")
	got, err := askPortal(d.address, request{
		kind: someFiles, title: "Choisissez", start: "/home/z/Bureau", parent: handle{portal: "x11:2a"},
		filters: []filter{{"Documents", []string{"pdf", "jp2"}}, {"All", nil}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"/home/z/a b.pdf", "/home/z/C++ & %.pdf", "/home/z/été\n.pdf"}, got); diff != "" {
		t.Error(diff)
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.asked.method != "OpenFile" || d.asked.parent != "x11:2a" || d.asked.title != "Choisissez" {
		t.Errorf("asked %+v", d.asked)
	}
	if got := d.option["multiple"].Value(); got != true {
		t.Errorf("multiple is %v", got)
	}
	if got := d.option["current_folder"].Value(); string(got.([]byte)) != "/home/z/Bureau\x00" {
		t.Errorf("the folder is %q", got)
	}
	if got, want := dbus.SignatureOf(portalFilters(nil)).String(), "a(sa(us))"; got != want {
		t.Errorf("the filters are %s, want %s", got, want)
	}
	if got := d.option["filters"].String(); !strings.Contains(got, "*.[pP][dD][fF]") || !strings.Contains(got, "*.[jJ][pP]2") {
		t.Errorf("the filters are %s", got)
	}
}

func TestThePortalIsAskedForAFolderAndForANewFile(t *testing.T) {
	d := newPortalDesk(t, 3)
	d.answers(0, "file:///home/z")
	for _, test := range []struct {
		request        request
		method, option string
	}{
		{request{kind: aFolder}, "OpenFile", "directory"},
		{request{kind: newFile, name: "Bundle.pdf"}, "SaveFile", "current_name"},
	} {
		got, err := askPortal(d.address, test.request)
		if err != nil || len(got) != 1 || got[0] != "/home/z" {
			t.Errorf("%v, %v", got, err)
		}
		d.lock.Lock()
		if _, ok := d.option[test.option]; !ok || d.asked.method != test.method {
			t.Errorf("asked %s with %v", d.asked.method, d.option)
		}
		d.lock.Unlock()
	}
}

func TestWhatAPortalMayAnswer(t *testing.T) {
	d := newPortalDesk(t, 4)
	for _, test := range []struct {
		why       string
		status    uint32
		uris      []string
		cancelled bool
	}{
		{"the person cancelled", 1, nil, true},
		{"the dialog came to nothing", 2, nil, false},
		{"a file on another computer", 0, []string{"smb://server/a.pdf"}, false},
		{"no address", 0, []string{"file://%zz"}, false},
		{"a relative path", 0, []string{"file:a.pdf"}, false},
	} {
		d.answers(test.status, test.uris...)
		got, err := askPortal(d.address, request{kind: someFiles})
		if err == nil || errors.Is(err, errCancelled) != test.cancelled || got != nil {
			t.Errorf("%s: %v, %v", test.why, got, err)
		}
	}
	d.lock.Lock()
	d.vanish = true
	d.lock.Unlock()
	if got, err := askPortal(d.address, request{kind: someFiles}); err == nil || errors.Is(err, errCancelled) {
		t.Errorf("the portal is gone: %v, %v", got, err)
	}
}

func TestADesktopWithoutPortals(t *testing.T) {
	for why, version := range map[string]uint32{"none": 0, "one that asks for no folders": 2} {
		if _, err := askPortal(newPortalDesk(t, version).address, request{kind: aFolder}); !errors.Is(err, errNoDialogs) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if _, err := askPortal("unix:path="+filepath.Join(t.TempDir(), "none"), request{}); !errors.Is(err, errNoDialogs) {
		t.Errorf("no bus: %v", err)
	}
}
