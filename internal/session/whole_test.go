package session_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// work edits the dossier, takes files in and builds, and calls ack with the
// number of each change once it is promised to be saved. The notes hold that
// number, and so tell which changes are there. What is taken in is made in the
// folder files.
func work(ctx context.Context, s *session.Session, files string, from, to int, ack func(n int)) error {
	for n := from; n <= to; n++ {
		err := s.Do(set(fmt.Sprintf("notes=%d", n)))
		switch n % 10 {
		case 3:
			err = errors.Join(err, takeOneIn(ctx, s, files, n))
		case 6:
			_, failed := s.Bundle(ctx, session.BundleOptions{Lang: "en"})
			err = errors.Join(err, failed)
		case 9:
			err = errors.Join(err, s.Do(set(fmt.Sprintf("requisition=%d", n))), s.Undo(), s.Redo())
		}
		if err != nil {
			return fmt.Errorf("change %d: %w", n, err)
		}
		ack(n)
	}
	return nil
}

// takeOneIn takes a small file in, another one for each number.
func takeOneIn(ctx context.Context, s *session.Session, files string, n int) error {
	path := filepath.Join(files, fmt.Sprintf("scan-%d.png", n))
	page := image.NewGray(image.Rect(0, 0, 100+n%1000, 140+n/1000))
	var picture bytes.Buffer
	if err := errors.Join(png.Encode(&picture, page), os.WriteFile(path, picture.Bytes(), 0o600)); err != nil {
		return err
	}
	added, err := s.Add(ctx, []string{path}, session.AddOptions{Kind: document.Other})
	for _, a := range added {
		if e := message.Of(a.Err); e == nil || e.ID != "session-added-already" { // before a crash, and not acknowledged
			err = errors.Join(err, a.Err)
		}
	}
	return err
}

// noted is the number of the last change that the dossier has.
func noted(t *testing.T, s *session.Session) int {
	t.Helper()
	n, err := notedBy(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func notedBy(s *session.Session) (int, error) {
	a, err := s.Application("")
	if err != nil || a.Notes == "" {
		return 1, err
	}
	return strconv.Atoi(a.Notes)
}

// nothingIsHalf holds every file that has a name of its own against that name,
// or against what its record says.
func nothingIsHalf(t *testing.T, path, moment string) {
	t.Helper()
	for name, content := range durabletest.Files(t, path) {
		sum := sha256.Sum256([]byte(content))
		digest := hex.EncodeToString(sum[:])
		switch folder, base := filepath.Split(filepath.FromSlash(name)); {
		case folder == "documents/" && !strings.HasPrefix(base, digest):
			t.Errorf("%s: %s holds something else", moment, name)
		case folder == "history/":
			if _, err := dossier.Decode(base, []byte(content)); err != nil {
				t.Errorf("%s: %s: %v", moment, name, err)
			}
		case folder == "bundles/" && strings.HasSuffix(base, ".pdf"):
			halfBundle(t, filepath.Join(path, name), content, digest, moment)
		}
	}
}

// halfBundle holds a bundle against its record, and against how a PDF ends where
// the power went between the two.
func halfBundle(t *testing.T, path, content, digest, moment string) {
	t.Helper()
	r, err := bundle.ReadRecord(bundle.RecordPath(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if !strings.HasPrefix(content, "%PDF") || !strings.HasSuffix(strings.TrimSpace(content), "%%EOF") {
			t.Errorf("%s: %s is half", moment, path)
		}
	case err != nil || r.SHA256 != digest:
		t.Errorf("%s: %s is not what its record says: %v", moment, path, err)
	}
}
