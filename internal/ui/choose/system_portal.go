//go:build !windows && !darwin

package choose

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/godbus/dbus/v5"

	"example.org/dossier/internal/ui/bus"
)

// The XDG desktop portals show the desktop's own dialogs (GNOME's, KDE's) to
// any program that asks over D-Bus. They are spoken to here directly: the
// library that Fyne brings reads a + in the name of a file as a space, and
// listens for an answer only after it has asked.
const (
	portalName    = "org.freedesktop.portal.Desktop"
	portalPath    = "/org/freedesktop/portal/desktop"
	chooserName   = "org.freedesktop.portal.FileChooser"
	requestName   = "org.freedesktop.portal.Request"
	requestFolder = portalPath + "/request/"
)

// patience is how long the desktop has to say whether it has portals.
const patience = 3 * time.Second

// folderVersion is the version from which on a portal asks for folders.
const folderVersion = 3

func askSystem(r request) ([]string, error) {
	address, ok := bus.Session(os.Getenv)
	if !ok {
		return nil, errNoDialogs
	}
	return askPortal(address, r)
}

func askPortal(address string, r request) ([]string, error) {
	conn, err := bus.Connect(context.Background(), address, patience)
	if err != nil {
		return nil, errors.Join(errNoDialogs, err)
	}
	defer conn.Close()
	version, err := portalVersion(conn)
	if err != nil || r.kind == aFolder && version < folderVersion {
		return nil, errors.Join(errNoDialogs, err)
	}
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	// A connection asks once, so that any name for the request is free.
	const token = "dossier"
	answer := dbus.ObjectPath(requestFolder + strings.ReplaceAll(conn.Names()[0][1:], ".", "_") + "/" + token)
	if err := listen(conn, answer); err != nil {
		return nil, err
	}
	method, options := portalCall(r)
	options["handle_token"] = dbus.MakeVariant(token)
	err = conn.Object(portalName, portalPath).Call(chooserName+"."+method, 0, r.parent.portal, r.title, options).Err
	if err != nil {
		return nil, fmt.Errorf("asking the portal: %w", err)
	}
	return awaitAnswer(signals, answer)
}

// portalVersion asks whether there is a portal for files, and which.
func portalVersion(conn *dbus.Conn) (uint32, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var version dbus.Variant
	err := conn.Object(portalName, portalPath).CallWithContext(ctx,
		"org.freedesktop.DBus.Properties.Get", 0, chooserName, "version").Store(&version)
	if err != nil {
		return 0, err
	}
	n, _ := version.Value().(uint32)
	return n, nil
}

// listen subscribes to the answer, and to the portal's end.
func listen(conn *dbus.Conn, answer dbus.ObjectPath) error {
	return errors.Join(
		conn.AddMatchSignal(dbus.WithMatchObjectPath(answer), dbus.WithMatchInterface(requestName), dbus.WithMatchMember("Response")),
		conn.AddMatchSignal(dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"),
			dbus.WithMatchArg(0, portalName)),
	)
}

// awaitAnswer waits for as long as the dialog is open.
func awaitAnswer(signals <-chan *dbus.Signal, answer dbus.ObjectPath) ([]string, error) {
	for signal := range signals {
		switch {
		case signal.Path == answer && signal.Name == requestName+".Response":
			return readAnswer(signal.Body)
		case signal.Name == "org.freedesktop.DBus.NameOwnerChanged":
			if len(signal.Body) == 3 && signal.Body[2] == "" {
				return nil, errors.New("the portal ended")
			}
		}
	}
	return nil, errors.New("the bus ended")
}

// readAnswer reads the body of the signal Response: 0 and what was chosen, 1
// where the person cancelled, 2 where the dialog came to nothing.
func readAnswer(body []any) ([]string, error) {
	var status uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(body, &status, &results); err != nil {
		return nil, fmt.Errorf("the portal's answer: %w", err)
	}
	switch status {
	case 0:
	case 1:
		return nil, errCancelled
	default:
		return nil, fmt.Errorf("the portal's answer is %d", status)
	}
	var uris []string
	if err := results["uris"].Store(&uris); err != nil {
		return nil, fmt.Errorf("the portal's answer: %w", err)
	}
	var paths []string
	for _, uri := range uris {
		path, err := filePath(uri)
		if err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// filePath returns the path of a file:// address.
func filePath(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", fmt.Errorf("the portal's answer: %w", err)
	}
	if u.Scheme != "file" || !filepath.IsAbs(u.Path) {
		return "", fmt.Errorf("the portal's answer: %q is no file of this computer", uri)
	}
	return u.Path, nil
}

// A portalFilter has the D-Bus type (sa(us)).
type (
	portalFilter struct {
		Name  string
		Rules []portalRule
	}
	portalRule struct {
		Type    uint32 // 0: a glob pattern
		Pattern string
	}
)

// portalCall returns the method that asks a request, with its options.
func portalCall(r request) (method string, options map[string]dbus.Variant) {
	options = map[string]dbus.Variant{"modal": dbus.MakeVariant(true)}
	if r.start != "" {
		// A path is bytes up to the first 0.
		options["current_folder"] = dbus.MakeVariant(append([]byte(r.start), 0))
	}
	switch r.kind {
	case aFolder:
		options["directory"] = dbus.MakeVariant(true)
	case someFiles:
		options["multiple"] = dbus.MakeVariant(true)
	case newFile:
		options["current_name"] = dbus.MakeVariant(r.name)
		return "SaveFile", options
	}
	if filters := portalFilters(r.filters); len(filters) > 0 {
		options["filters"] = dbus.MakeVariant(filters)
		options["current_filter"] = dbus.MakeVariant(filters[0])
	}
	return "OpenFile", options
}

func portalFilters(filters []filter) []portalFilter {
	var all []portalFilter
	for _, f := range filters {
		rules := []portalRule{{Pattern: "*"}}
		if len(f.endings) > 0 {
			rules = nil
		}
		for _, ending := range f.endings {
			rules = append(rules, portalRule{Pattern: "*." + anyCase(ending)})
		}
		all = append(all, portalFilter{f.name, rules})
	}
	return all
}

// anyCase returns a pattern that takes the letters of an ending in both cases.
func anyCase(ending string) string {
	var b strings.Builder
	for _, r := range ending {
		if unicode.ToUpper(r) == r {
			b.WriteRune(r)
			continue
		}
		b.WriteString("[" + string(r) + string(unicode.ToUpper(r)) + "]")
	}
	return b.String()
}
