//go:build !windows && !darwin

package reader

import (
	"testing"

	"example.org/dossier/internal/ui/bustest"
)

// What a reader asks while the window changes is answered: the race detector sees that
// nothing is read that is being written.
func TestQuestionsWhileTheWindowChanges(t *testing.T) {
	told := newTeller(Options{Program: "Dossier"})
	save := Thing{ID: "save", Role: Button, Name: "Save", Press: func() {}}
	told.take(page(save))
	at := told.frame().inside[0].inside[0].path
	asked := make(chan bool)
	go func() {
		defer close(asked)
		for range 1000 {
			object, _ := told.LookupObject(at)
			if _, ok := object.LookupInterface(asAction); !ok {
				t.Error("it cannot be pressed")
			}
		}
	}()
	for range 1000 {
		told.take(page(save))
	}
	<-asked
}

// What a program is a part of can be asked from when it has joined on.
func TestAQuestionAsSoonAsItJoins(t *testing.T) {
	d := newDesk(t, true)
	p := &pane{}
	p.show(page())
	p.start(t, d)
	plug := <-d.joined
	for range 20 {
		if _, err := d.conn.Object(plug.Name, plug.Path).GetProperty(asAccessible + ".Parent"); err != nil {
			t.Fatal(err)
		}
	}
}

// A bus that answers nobody keeps the program from ending no longer than any other.
func TestABusThatNeverAnswersIsLeft(t *testing.T) {
	env := map[string]string{"DBUS_SESSION_BUS_ADDRESS": bustest.Deaf(t)}
	Serve(Options{Env: func(name string) string { return env[name] }})()
}
