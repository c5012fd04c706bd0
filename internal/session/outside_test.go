package session_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/session"
)

// twin copies a dossier's folder, as a tool that keeps folders alike would have
// it on another computer, and opens it there.
func twin(t testing.TB, s *session.Session) *session.Session {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Zoë")
	if err := os.CopyFS(path, os.DirFS(s.Path())); err != nil {
		t.Fatal(err)
	}
	other, err := house().Open(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.ReadOnly(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, other) })
	return other
}

// carry copies a file from one folder to another, under another name if that is
// given.
func carry(t testing.TB, from, to *session.Session, name, as string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(from.Path(), name))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(to.Path(), as)
	if err := os.WriteFile(path+".part", data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		t.Fatal(err)
	}
}

const stateFile = "dossier.json"

func reload(t testing.TB, s *session.Session) session.Outcome {
	t.Helper()
	out, err := s.Reload(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReloadTakesOverAndMerges(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	if out := reload(t, a); out.Changed {
		t.Error("nothing was changed")
	}
	do(t, b, set("notes=theirs"))
	carry(t, b, a, stateFile, stateFile)
	if out := reload(t, a); !out.Changed || len(out.Fresh) > 0 {
		t.Errorf("got %+v", out)
	}
	wantNotes(t, a, "theirs")
	do(t, a, set("requisition=1"))
	do(t, b, set("notes=theirs again"))
	carry(t, b, a, stateFile, stateFile)
	out := reload(t, a)
	said, _ := a.Application("")
	if !out.Changed || len(a.Conflicts()) > 0 || said.Requisition != "1" || said.Notes != "theirs again" {
		t.Errorf("got %+v, %+v", out, said)
	}
	carry(t, a, b, stateFile, stateFile)
	reload(t, b)
	if got, _ := b.Application(""); got.Requisition != "1" || got.Notes != "theirs again" {
		t.Errorf("got %+v", got)
	}
}

// What is saved while another program has changed the same folder is merged with
// it, and Undo takes back one's own change alone.
func TestSavingMerges(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	do(t, b, set("notes=theirs"))
	carry(t, b, a, stateFile, stateFile)
	do(t, a, set("requisition=1"))
	wantNotes(t, a, "theirs")
	undo(t, a)
	wantNotes(t, a, "theirs")
	if said, _ := a.Application(""); said.Requisition != "" {
		t.Errorf("the requisition is still %q", said.Requisition)
	}
	redo(t, a)
	wantNotes(t, a, "theirs")
	if said, _ := a.Application(""); said.Requisition != "1" {
		t.Errorf("the requisition is %q", said.Requisition)
	}
}

// A save that meets a state without what was saved here before brings that in again,
// and Undo takes back no more than the last change all the same.
func TestUndoTakesBackOneChangeOfAMergedSave(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	do(t, a, set("notes=mine"))
	do(t, b, session.Declare{Item: "decl-ai"})
	carry(t, b, a, stateFile, stateFile)
	do(t, a, set("requisition=1"))
	undo(t, a)
	wantNotes(t, a, "mine")
	if said, _ := a.Application(""); said.Requisition != "" || len(said.Declarations) != 1 {
		t.Errorf("got %+v", said)
	}
	undo(t, a)
	wantNotes(t, a, "")
	redo(t, a)
	redo(t, a)
	wantNotes(t, a, "mine")
	if said, _ := a.Application(""); said.Requisition != "1" || len(said.Declarations) != 1 {
		t.Errorf("got %+v", said)
	}
}

// Of two values for one field both are kept until somebody has chosen, on either
// side, and a choice is a change like others.
func TestConflictWaitsForAChoice(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	do(t, a, set("notes=mine"))
	do(t, b, set("notes=theirs"))
	carry(t, b, a, stateFile, stateFile)
	out := reload(t, a)
	field := "applications." + nato + ".notes"
	if !slices.Equal(out.Fresh, []string{field}) {
		t.Errorf("fresh: %v", out.Fresh)
	}
	wantNotes(t, a, "mine")
	a = reopen(t, house(), a)
	conflicts := a.Conflicts()
	if len(conflicts) != 1 || conflicts[0].Field != field || len(conflicts[0].Theirs) != 1 || string(conflicts[0].Theirs[0].Value) != `"theirs"` {
		t.Fatalf("got %+v", conflicts)
	}
	wantID(t, a.Do(session.Resolve{Field: field, Value: []byte(`"x"`)}), "conflict-other-value")
	wantID(t, a.Do(session.Resolve{Field: "name.given", Value: []byte(`"x"`)}), "conflict-gone")
	do(t, a, session.Resolve{Field: field, Value: conflicts[0].Theirs[0].Value})
	wantNotes(t, a, "theirs")
	if len(a.Conflicts()) > 0 {
		t.Error("it is not settled")
	}
	undo(t, a)
	wantNotes(t, a, "mine")
	if len(a.Conflicts()) != 1 {
		t.Error("the choice is not undone")
	}
	redo(t, a)
	carry(t, a, b, stateFile, stateFile)
	reload(t, b)
	wantNotes(t, b, "theirs")
	if len(b.Conflicts()) > 0 {
		t.Error("the other side does not know of the choice")
	}
}

func TestADossierThatIsOnlyReadIsReloaded(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	reader, err := house().Open(a.Path(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, reader)
	do(t, a, set("notes=new"))
	if out := reload(t, reader); !out.Changed {
		t.Errorf("got %+v", out)
	}
	wantNotes(t, reader, "new")
}

// The ids that both sides gave to new documents are told apart.
func TestDocumentsAddedOnBothSides(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	addSample(t, a, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	do(t, a, set("pages.d1=1"))
	addSample(t, b, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	carry(t, b, a, stateFile, stateFile)
	reload(t, a)
	documents := a.Documents()
	if len(documents) != 2 || documents[0].ID == documents[1].ID || len(a.Conflicts()) > 0 {
		t.Fatalf("got %+v, %+v", documents, a.Conflicts())
	}
	said, _ := a.Application("")
	for _, d := range documents {
		if _, chosen := said.Pages[d.ID]; chosen != (d.Kind == "qualification") || d.Missing != (d.Kind == "other") {
			t.Errorf("%+v with pages %v", d, said.Pages)
		}
	}
}

// Copies that tools put beside dossier.json are found by their names, merged on
// request, and stand in the history afterwards.
func TestConflictCopies(t *testing.T) {
	t.Parallel()
	for name, tool := range map[string]string{
		"dossier.sync-conflict-20250601-120000-ABCDEFG.json":         "Syncthing",
		"dossier (conflicted copy 2025-06-01 120000).json":           "Nextcloud",
		"dossier_conflict-20250601-120000.json":                      "ownCloud",
		"dossier (Anna's conflicted copy 2025-06-01).json":           "Dropbox",
		"dossier (copie en conflit de Zoë 2025-06-01).json":          "Dropbox",
		"dossier (Konflikt-Kopie von Jörg 2025-06-01).json":          "Dropbox",
		"dossier-LAPTOP-4711.json":                                   "OneDrive",
		"dossier 2.json":                                             "iCloud",
		"dossier (1).json":                                           "Google Drive",
		"dossier (kopia powodująca konflikty, Ewa, 2025-06-01).json": "Dropbox",
		"dossier (ristiriitainen kopio 2025-06-01).json":             "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := create(t, house(), assetstest.Candidate(t))
			b := twin(t, a)
			do(t, a, set("requisition=1"))
			do(t, b, set("notes=theirs"))
			carry(t, b, a, stateFile, name)
			outside, err := a.Outside()
			if err != nil || outside.Changed || len(outside.Copies) != 1 || outside.Copies[0].Tool != tool || outside.Copies[0].Contained {
				t.Fatalf("got %+v, %v", outside, err)
			}
			out, err := a.MergeCopies(t.Context())
			if err != nil || !out.Changed || !slices.Equal(out.Copies, []string{name}) {
				t.Fatalf("got %+v, %v", out, err)
			}
			wantNotes(t, a, "theirs")
			if outside, err := a.Outside(); err != nil || !outside.IsEmpty() {
				t.Errorf("got %+v, %v", outside, err)
			}
			want, _ := os.ReadFile(filepath.Join(b.Path(), stateFile))
			if !inHistory(t, a, want) {
				t.Error("the copy is not in the history")
			}
		})
	}
}

func inHistory(t testing.TB, s *session.Session, state []byte) bool {
	t.Helper()
	folder := filepath.Join(s.Path(), "history")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		return err == nil && string(data) == string(state)
	})
}

// What only looks like a copy is left alone; one that is damaged stays and is told
// of; an old one says nothing new.
func TestOtherFilesBesideTheDossier(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	old, err := os.ReadFile(filepath.Join(a.Path(), stateFile))
	if err != nil {
		t.Fatal(err)
	}
	do(t, a, set("notes=new"))
	damaged, foreign, past := "dossier 3.json", "dossier notes.json", "dossier (2).json"
	for name, data := range map[string]string{damaged: "{", foreign: "{}", past: string(old)} {
		if err := os.WriteFile(filepath.Join(a.Path(), name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	outside, err := a.Outside()
	if err != nil || len(outside.Copies) != 2 {
		t.Fatalf("got %+v, %v", outside, err)
	}
	for _, c := range outside.Copies {
		if c.Contained != (c.Name == past) || (c.Err != nil) != (c.Name == damaged) {
			t.Errorf("got %+v", c)
		}
	}
	out, err := a.MergeCopies(t.Context())
	if err != nil || out.Changed || !slices.Equal(out.Copies, []string{past}) || out.Failed[damaged] == nil {
		t.Errorf("got %+v, %v", out, err)
	}
	wantNotes(t, a, "new")
	_, err = a.MergeCopies(t.Context(), "../"+stateFile)
	if err != nil {
		t.Error(err)
	}
	out, _ = a.MergeCopies(t.Context(), "dossier.json")
	wantID(t, out.Failed["dossier.json"], "conflict-no-copy")
}

// Outside changes that cannot be read, or are newer, are neither taken for a
// dossier nor written over.
func TestDamageFromOutside(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	path := filepath.Join(a.Path(), stateFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.Replace(string(whole), `"format": 1`, `"format": 99`, 1))
	_, err = a.Reload(t.Context())
	wantID(t, err, "dossier-newer")
	wantID(t, a.Do(set("notes=x")), "dossier-newer")
	write(string(whole[:len(whole)/2]))
	_, err = a.Reload(t.Context()) // it may be half written yet
	wantID(t, err, "json-cut-short")
	do(t, a, set("notes=y"))
	a = reopen(t, house(), a)
	wantNotes(t, a, "y")
	if !inHistory(t, a, whole[:len(whole)/2]) {
		t.Error("what was damaged is not kept")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	do(t, a, set("notes=z"))
	wantNotes(t, reopen(t, house(), a), "z")
}

// The house is told once of each thing that is new outside.
func TestWatchTells(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	path := b.Path()
	closing(t, b)
	h := house()
	looks, told := make(chan func()), make(chan struct{}, 10)
	h.Watch = func(ctx context.Context, folders []string, changed func()) {
		if len(folders) != 2 || folders[0] != path {
			t.Errorf("watching %v", folders)
		}
		looks <- changed
		<-ctx.Done()
	}
	h.Changed = func() { told <- struct{}{} }
	b, err := h.Open(path, false)
	if err != nil {
		t.Fatal(err)
	}
	look := <-looks
	count := func(want int, when string) {
		t.Helper()
		look()
		if len(told) != want {
			t.Errorf("%s: told %d times, want %d", when, len(told), want)
		}
		for len(told) > 0 {
			<-told
		}
	}
	count(0, "nothing")
	do(t, b, set("notes=own"))
	count(0, "its own change")
	do(t, a, set("requisition=1"))
	carry(t, a, b, stateFile, stateFile)
	count(1, "another state")
	count(0, "the same again")
	do(t, a, set("requisition=2"))
	carry(t, a, b, stateFile, stateFile)
	count(1, "yet another")
	reload(t, b)
	count(0, "taken over")
	carry(t, a, b, stateFile, "dossier 2.json")
	count(1, "a copy")
	if _, err := b.MergeCopies(t.Context()); err != nil {
		t.Fatal(err)
	}
	count(0, "merged")
	file := filepath.Join(path, stateFile) // Windows moves no folder of which a file is open
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	count(1, "gone")
	count(0, "still gone")
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
	count(1, "back")
	count(0, "still there")
	closing(t, b)
	count(0, "closed")
	var all sync.WaitGroup
	all.Go(look) // late word does no harm
	all.Wait()
}

// What a save takes over on its way is told once.
func TestWhatASaveMergedIsTold(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	do(t, b, set("birthDate=2001-01-01", "notes=theirs"))
	carry(t, b, a, stateFile, stateFile)
	do(t, a, set("notes=mine"))
	told := a.Merged()
	field := "applications." + nato + ".notes"
	if !told.Changed || !slices.Equal(told.Fresh, []string{field}) || len(told.Changes) != 1 || told.Changes[0].Field != "birthDate" {
		t.Errorf("got %+v", told)
	}
	if told := a.Merged(); told.Changed || len(told.Fresh) > 0 {
		t.Errorf("told again: %+v", told)
	}
}

// A copy is looked at before it is merged, and that changes nothing.
func TestLookAtACopy(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	b := twin(t, a)
	do(t, a, set("notes=mine"))
	do(t, b, set("birthDate=2001-01-01", "notes=theirs"))
	carry(t, b, a, stateFile, "dossier 2.json")
	seen, err := a.LookAtCopy("dossier 2.json")
	if err != nil || len(seen.Changes) != 1 || seen.Changes[0].Field != "birthDate" || len(seen.Conflicts) != 1 {
		t.Errorf("got %+v, %v", seen, err)
	}
	wantNotes(t, a, "mine")
	if len(a.Conflicts()) > 0 || a.Candidate().BirthDate.String() == "2001-01-01" {
		t.Error("looking has changed something")
	}
	_, err = a.LookAtCopy("other.json")
	wantID(t, err, "conflict-no-copy")
}

// What going back to a state would mean is known before it is done.
func TestEarlier(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	addSample(t, a, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	file := a.Documents()[0].File
	do(t, a, set("notes=new"))
	states, err := a.History()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(a.Path(), "documents", file)); err != nil {
		t.Fatal(err)
	}
	e, err := a.Earlier(t.Context(), states[1].Name)
	if err != nil || len(e.Changes) != 1 || len(e.Missing) != 1 {
		t.Errorf("got %+v, %v", e, err)
	}
}
