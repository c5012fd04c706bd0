package ui

import (
	"context"
	"errors"
	"sync"
	"time"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A work is something under way that the person waits for: once it takes longer
// than a moment, a dialog says how far it is and lets it be ended. There is one at
// a time.
type work struct {
	w        *Window
	title    string // id of the text that says what is done
	cancel   context.CancelFunc
	dialog   *piece.Dialog // nil: not on the screen
	bar      *piece.Progress
	stopping bool // the person wants no more of it
	ended    bool
	began    time.Time

	mu     sync.Mutex // guards how far it is, which is told from elsewhere
	share  float64
	queued bool // the window is about to show it
}

// doWork does a job beside the window, which hears of nothing else meanwhile. The
// job ends soon after its context does, and may say how many of all bytes are done.
// then is called on the window's goroutine once it has ended; stopped says that the
// person, or the window's end, wanted no more of it.
func (w *Window) doWork(title string, job func(ctx context.Context, tell func(done, of int64)), then func(stopped bool)) {
	w.stopWork()
	k := &work{w: w, title: title, began: w.options.House.Now()}
	var ctx context.Context
	ctx, k.cancel = context.WithCancel(context.Background())
	w.working = k
	w.options.After(showAfter, k.show)
	w.run(func() {
		defer k.cancel()
		job(ctx, k.tell)
		w.options.Later(func() {
			k.ended = true
			if k.dialog != nil {
				k.dialog.Hide()
			}
			if w.working == k {
				w.working = nil
			}
			if !k.stopping {
				w.tellFinished(k.began, "ui.notify.work")
			}
			then(k.stopping)
		})
	})
}

// wasStopped reports whether a work ended because somebody wanted it to: the person,
// or the dossier was closed.
func wasStopped(stopped bool, err error) bool { return stopped || errors.Is(err, context.Canceled) }

// stopWork ends the work that is under way.
func (w *Window) stopWork() {
	if w.working != nil {
		w.working.stop()
	}
}

// tell takes how far the work is. It is called off the window's goroutine.
func (k *work) tell(done, of int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if of > 0 {
		k.share = float64(done) / float64(of)
	}
	if !k.queued {
		k.queued = true
		k.w.options.Later(k.showShare)
	}
}

func (k *work) showShare() {
	k.mu.Lock()
	share := k.share
	k.queued = false
	k.mu.Unlock()
	if k.bar != nil {
		k.bar.SetValue(share)
	}
}

// show shows the dialog, unless the work is done by now.
func (k *work) show() {
	if k.ended || k.w.ending {
		return
	}
	w := k.w
	k.bar = piece.NewProgress()
	k.bar.SetText(k.words())
	stop := piece.NewButton("work.stop", w.say("ui.cancel", nil), piece.Secondary, nil, k.stop)
	k.dialog = piece.ShowDialog(w.window.Canvas(), w.say(k.title, nil), piece.Stack(look.Gap8, k.bar), stop)
	k.dialog.OnClosed = func() {
		if !k.ended {
			k.stop() // by Escape, or because the dossier was closed
		}
	}
	k.showShare()
}

func (k *work) words() string {
	if k.stopping {
		return k.w.say("ui.bundle.stopping", nil)
	}
	return k.w.say("ui.work.wait", nil)
}

// stop ends the work; what then follows says so.
func (k *work) stop() {
	k.stopping = true
	k.cancel()
	if k.bar != nil {
		k.bar.SetText(k.words())
	}
}
