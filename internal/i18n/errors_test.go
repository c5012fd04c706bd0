package i18n_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

func TestErrorsOfTheSystemAreExplained(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "diplôme.pdf")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, missing := os.Open(filepath.Join(dir, "absent.pdf"))
	_, exists := os.OpenFile(file, os.O_CREATE|os.O_EXCL, 0o600)
	renamed := os.Rename(filepath.Join(dir, "absent.pdf"), filepath.Join(dir, "new.pdf"))
	for _, test := range []struct {
		err      error
		id, file string
		class    message.Class
	}{
		{missing, "file-missing", "absent.pdf", message.BadInput},
		{fmt.Errorf("reading the sample: %w", missing), "file-missing", "absent.pdf", message.BadInput},
		{exists, "file-exists", "diplôme.pdf", message.BadInput},
		{renamed, "file-missing", "new.pdf", message.BadInput},
		{&fs.PathError{Op: "open", Path: "a.pdf", Err: fs.ErrPermission}, "permission", "a.pdf", message.CannotFinish},
		{&fs.PathError{Op: "stat", Path: "", Err: fs.ErrNotExist}, "file-missing", "", message.BadInput},
		{fs.ErrPermission, "permission-unnamed", "", message.CannotFinish},
		{context.DeadlineExceeded, "timeout", "", message.CannotFinish},
		{fmt.Errorf("page 3: %w", context.Canceled), "cancelled", "", message.CannotFinish},
		{fs.ErrNotExist, "internal", "", message.CannotFinish},
		{errors.New("unexpected EOF"), "internal", "", message.CannotFinish},
	} {
		e := i18n.Explain(test.err)
		if e.ID != test.id || e.Class != test.class {
			t.Errorf("%v is explained as %q, class %d; want %q, class %d", test.err, e.ID, e.Class, test.id, test.class)
		}
		if !errors.Is(e, test.err) {
			t.Errorf("%v: the cause is lost", test.err)
		}
		for _, lang := range i18n.Languages() {
			what, do := localizer(t, lang).Error(test.err)
			if !strings.Contains(what, test.file) || containsMissing(what+do) || do == "" {
				t.Errorf("%s: %v says %q, %q", lang, test.err, what, do)
			}
			if strings.Contains(what+do, test.err.Error()) {
				t.Errorf("%s: the raw text of %v reaches a person: %q", lang, test.err, what)
			}
		}
	}
}

func TestAnErrorOfOursWinsOverItsCause(t *testing.T) {
	err := fmt.Errorf("adding: %w", message.Bad("file-empty", message.Args{"File": "a.pdf"}, fs.ErrNotExist))
	if got := i18n.Explain(err).ID; got != "file-empty" {
		t.Errorf("explained as %q", got)
	}
}

func TestJoinedErrorsAreToldOneByOne(t *testing.T) {
	empty := message.Bad("file-empty", message.Args{"File": "a.pdf"}, nil)
	err := fmt.Errorf("merging: %w", errors.Join(empty, fmt.Errorf("again: %w", empty), context.Canceled, errors.New("?")))
	pairs := localizer(t, i18n.English).Errors(err)
	var whats []string
	for _, pair := range pairs {
		whats = append(whats, pair.What)
	}
	want := []string{"The file “a.pdf” is empty.", "You stopped this before it was finished.", "Something went wrong inside the program."}
	if strings.Join(whats, "\n") != strings.Join(want, "\n") {
		t.Errorf("told: %q, want %q", whats, want)
	}
}

func TestNoErrorSaysNothing(t *testing.T) {
	l := localizer(t, i18n.English)
	if what, do := l.Error(nil); what != "" || do != "" || i18n.Explain(nil) != nil {
		t.Errorf("nil says %q, %q", what, do)
	}
}
