package message_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"example.org/dossier/internal/message"
)

func TestErrorReachesAPersonAsTwoSentences(t *testing.T) {
	t.Parallel()
	e := message.Bad("file-locked", message.Args{"File": "diploma.pdf"}, fs.ErrPermission)
	if e.What().ID != "error.file-locked.what" || e.Do().ID != "error.file-locked.do" {
		t.Errorf("texts %s and %s", e.What().ID, e.Do().ID)
	}
	if e.What().Args["File"] != "diploma.pdf" || e.Do().Args["File"] != "diploma.pdf" {
		t.Error("the sentences do not share the error's values")
	}
	if e.Class != message.BadInput || message.Unfinished("x", nil, nil).Class != message.CannotFinish {
		t.Error("the class does not say who can mend it")
	}
}

func TestErrorIsFoundBehindOthers(t *testing.T) {
	t.Parallel()
	e := message.Bad("file-locked", nil, fs.ErrPermission)
	for name, err := range map[string]error{
		"itself":  e,
		"wrapped": fmt.Errorf("add: %w", e),
		"joined":  errors.Join(errors.New("other"), fmt.Errorf("add: %w", e)),
	} {
		if message.Of(err) != e {
			t.Errorf("%s: not found", name)
		}
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: its cause is lost", name)
		}
	}
	if message.Of(errors.New("other")) != nil || message.Of(nil) != nil {
		t.Error("found where there is none")
	}
}

func TestTextWithoutTheLanguageIsEnglish(t *testing.T) {
	t.Parallel()
	text := message.Text{EN: "notice", FR: "avis"}
	for lang, want := range map[string]string{"en": "notice", "fr": "avis", "de": "notice", "": "notice"} {
		if got := text.In(lang); got != want {
			t.Errorf("in %q: %q, want %q", lang, got, want)
		}
	}
}

func TestValuesAreMadeAloudAlone(t *testing.T) {
	t.Parallel()
	made := 0
	values := func() message.Args {
		made++
		return message.Args{"Count": made}
	}
	if m := message.Silent.Say("reason.x", values); m.ID != "reason.x" || m.Args != nil || made != 0 {
		t.Errorf("silently: %v, made %d times", m, made)
	}
	if m := message.Aloud.Say("reason.x", values); m.ID != "reason.x" || m.Args["Count"] != 1 {
		t.Errorf("aloud: %v", m)
	}
	if m := message.Aloud.Say("reason.x", nil); m.ID != "reason.x" || m.Args != nil {
		t.Errorf("without values: %v", m)
	}
}
