package ui_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
)

// told keeps what the system was asked to say.
type told struct {
	fyne.App
	said *[]*fyne.Notification
}

func (a told) SendNotification(n *fyne.Notification) { *a.said = append(*a.said, n) }

// slowly is a clock by which everything takes some time.
func slowly(step time.Duration) func(*ui.Options) {
	return func(o *ui.Options) {
		var asked atomic.Int64
		o.House.Now = func() time.Time { return now.Add(time.Duration(asked.Add(1)) * step) }
	}
}

func TestLongWorkIsToldWhileAnotherWindowIsInFront(t *testing.T) {
	for _, c := range []struct {
		name   string
		behind bool
		silent bool
		step   time.Duration
		want   int
	}{
		{"another window is in front", true, false, 5 * time.Second, 1},
		{"ours is in front", false, false, 5 * time.Second, 0},
		{"it was quick", true, false, 0, 0},
		{"nobody wants to know", true, true, 5 * time.Second, 0},
	} {
		h := openSample(t, slowly(c.step), func(o *ui.Options) {
			_ = o.Settings.Change(func(s *settings.Settings) { s.Silent = c.silent })
		})
		var said []*fyne.Notification
		h.window.Tells(told{h.app, &said})
		h.window.Behind(c.behind)
		h.window.Visit("bundle")
		h.settle()
		said = nil
		h.tap("bundle.make")
		if len(said) != c.want {
			t.Errorf("%s: said %d times", c.name, len(said))
			continue
		}
		for _, n := range said {
			if n.Title != "Dossier" || n.Content != "Your PDF is ready and checked." || strings.Contains(n.Content, "Zo") {
				t.Errorf("%s: it says %+v", c.name, n)
			}
		}
	}
}

func TestAWorkInADialogIsToldToo(t *testing.T) {
	h := openSample(t, slowly(5*time.Second), func(o *ui.Options) { o.Opener = &opener{} })
	var said []*fyne.Notification
	h.window.Tells(told{h.app, &said})
	h.window.Behind(true)
	h.shortcut(fyne.KeyP, ctrl)
	if len(said) != 1 || said[0].Content != "What you began is finished." {
		t.Errorf("said is %+v", said)
	}
}
