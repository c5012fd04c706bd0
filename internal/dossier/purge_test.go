package dossier_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/message"
)

// Whenever the program is gone, purging again leaves nothing.
func TestPurgingGoesOn(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	for n := 1; ; n++ {
		path := filepath.Join(t.TempDir(), "Zoë")
		receive(t, path, a)
		f := &durabletest.Faulty{Fail: n, Crash: true, Err: errFault}
		_, err := dossier.Purge(path, dossier.Options{Disk: f.Disk(), Now: noon})
		if f.Steps < n {
			break
		}
		if err == nil && dossier.IsDossier(path) {
			t.Errorf("step %d: no error, and the dossier is there", n)
		}
		if dossier.IsDossier(path) {
			if _, err := dossier.Purge(path, dossier.Options{Now: noon}); err != nil {
				t.Errorf("step %d: %v", n, err)
			}
		}
		for name := range durabletest.Files(t, filepath.Dir(path)) {
			if strings.Contains(name, "documents/") || strings.HasSuffix(name, ".json") {
				t.Errorf("step %d: %s is left", n, name)
			}
		}
	}
}

func TestUnfinishedReceivingIsPurged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "Zoë")
	interrupted(t, path, handedOver(t))
	if _, err := dossier.Purge(path, dossier.Options{Now: noon}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Errorf("left %v", durabletest.Files(t, path))
	}
}

// FuzzReceive takes in hand-over files in order as such, of dossiers that anybody
// may have written. What is refused leaves nothing, and what is accepted opens.
func FuzzReceive(f *testing.F) {
	f.Add([]byte(`{"format":1,"candidate":{"format":1}}`), []byte("%PDF"))
	f.Add([]byte(`{"format":1,"candidate":{"format":1},"documents":[{"id":"d1","file":"../x.pdf","kind":"other"}]}`), []byte(""))
	f.Add([]byte(`{"format":1,"candidate":{"format":1},"applications":[{"vacancy":"../../x","digest":""}]}`), []byte("id: x"))
	f.Add([]byte(`{"format":1,"candidate":{"format":1},"conflicts":[{"field":"a.b","values":[1]}],"lineage":{"of":"x","after":"y z"}}`), []byte("x"))
	f.Add([]byte(`{"format":2}`), []byte("x"))
	f.Add([]byte("\xff"), []byte("x"))
	f.Fuzz(func(t *testing.T, state, pack []byte) {
		around := t.TempDir()
		file := filepath.Join(around, "x.dossier")
		_, err := handover.Write(t.Context(), durable.Disk{}, []handover.Source{
			{Name: handover.DossierName, Bytes: state}, {Name: handover.Vacancies + "x.yaml", Bytes: pack},
		}, handover.Options{Output: file})
		if err != nil {
			t.Skip(err)
		}
		a, err := handover.Open(file, "")
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		path := filepath.Join(around, "d")
		opened, err := dossier.Receive(t.Context(), path, a, dossier.Options{Now: noon}, nil)
		want := 1
		if err == nil {
			want = 2
			if merged, err := opened.Join(opened.Dossier, state, nil); err == nil {
				err = opened.SaveJoined(merged.Dossier, state, true, noon, noon)
				if err != nil && !errors.Is(err, dossier.ErrChangedOutside) {
					t.Error(err)
				}
			}
			closing(t, opened)
		} else if message.Of(err) == nil {
			t.Errorf("no error for a person: %v", err)
		}
		entries, err := os.ReadDir(around)
		if err != nil || len(entries) != want {
			t.Errorf("there is %v, %v", entries, err)
		}
	})
}
