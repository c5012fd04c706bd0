package durable_test

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
)

func TestProducedFileIsCompleteAndPrivate(t *testing.T) {
	folder := t.TempDir()
	path, err := durable.Disk{}.Produce(folder, durable.KeptPerm, func(w io.Writer) error {
		_, err := io.WriteString(w, "all of it")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "all of it" {
		t.Errorf("%q, %v", data, err)
	}
	if err := (durable.Disk{}).Sweep(folder); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("Sweep does not know it")
	}
}

func TestNothingRemainsOfAFileThatWasNotProduced(t *testing.T) {
	folder := t.TempDir()
	_, err := durable.Disk{}.Produce(folder, durable.FilePerm, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return context.Canceled
	})
	if !errors.Is(err, context.Canceled) || len(durabletest.Files(t, folder)) > 0 {
		t.Errorf("%v, %v", err, durabletest.Files(t, folder))
	}
	full := errors.New("disk full")
	for n := 1; ; n++ {
		f := &durabletest.Faulty{Fail: n, Err: full}
		_, err := f.Disk().Produce(t.TempDir(), durable.FilePerm, func(w io.Writer) error {
			_, err := io.WriteString(w, "half")
			return err
		})
		if f.Steps < n {
			break
		}
		if !errors.Is(err, full) {
			t.Errorf("step %d: %v", n, err)
		}
	}
}
