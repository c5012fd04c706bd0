//go:build !windows && !darwin

package choose

import (
	"context"
	"net/url"
	"os"
	"path/filepath"

	"github.com/godbus/dbus/v5"
)

func launch(path string) error { return run("xdg-open", path) }

// reveal asks the desktop's file manager, which marks the file; where none
// answers, the folder is opened.
func reveal(path string) error {
	if address, err := sessionBus(os.Getenv); err == nil && showItem(address, path) == nil {
		return nil
	}
	return launch(filepath.Dir(path))
}

func showItem(address, path string) error {
	conn, err := dbus.Connect(address)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	uri := url.URL{Scheme: "file", Path: path}
	return conn.Object("org.freedesktop.FileManager1", "/org/freedesktop/FileManager1").
		CallWithContext(ctx, "org.freedesktop.FileManager1.ShowItems", 0, []string{uri.String()}, "").Err
}
