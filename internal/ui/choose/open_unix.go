//go:build !windows && !darwin

package choose

import (
	"context"
	"net/url"
	"os"
	"path/filepath"

	"example.org/dossier/internal/ui/bus"
)

func launch(path string) error { return run("xdg-open", path) }

// reveal asks the desktop's file manager, which marks the file; where none
// answers, the folder is opened.
func reveal(path string) error {
	if address, ok := bus.Session(os.Getenv); ok && showItem(address, path) == nil {
		return nil
	}
	return launch(filepath.Dir(path))
}

func showItem(address, path string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := bus.Connect(ctx, address, patience)
	if err != nil {
		return err
	}
	defer conn.Close()
	uri := url.URL{Scheme: "file", Path: path}
	return conn.Object("org.freedesktop.FileManager1", "/org/freedesktop/FileManager1").
		CallWithContext(ctx, "org.freedesktop.FileManager1.ShowItems", 0, []string{uri.String()}, "").Err
}
