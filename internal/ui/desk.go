package ui

import (
	"context"
	"errors"
	"io/fs"
	"reflect"
	"slices"
	"sync"
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// A snapshot is the open dossier as it was last saved: all that the window
// shows, so that nothing is asked of the session while the window draws.
type snapshot struct {
	session.Standing
	Path        string
	Candidate   candidate.Candidate
	Documents   []document.Document
	Application session.Application
	Bundles     []session.Built
	Choices     []session.Composition // of the application's bundles: its own first
	ReadOnly    error                 // nil where the dossier can be changed
	Warnings    []message.Message
	Turned      *string   // name of the bundle that undo or redo has changed; nil: none by itself
	Applied     []applied // every application of the dossier, in its order
	Conflicts   []session.Conflict
	Corrected   *session.Correction // of the shown one's vacancy; nil: there is none
	CanUndo     bool
	CanRedo     bool
	SavedAt     time.Time // zero: nothing was changed since it was opened
	Err         error     // why the application cannot be checked; the rest holds

	lookedAt map[string]message.List // by item: the files that its verdict speaks of, once they were asked for
}

// built are the newest of the application's own bundles, nil for none, and all others:
// older ones, and those of another name, which hold what was chosen for them.
func (s *snapshot) built() (own *session.Built, others []session.Built) {
	for i, b := range s.Bundles {
		if own == nil && b.Name == "" {
			own = &s.Bundles[i]
			continue
		}
		others = append(others, b)
	}
	return own, others
}

// An applied is one of the dossier's applications as a list of them shows it.
type applied struct {
	session.Standing
	Vacancy   string
	Err       error // why it cannot be checked; the standing is empty then
	Corrected bool  // the library holds another version of its vacancy
}

// A desk keeps one open dossier off the window's goroutine: edits wait in line
// for one goroutine, long jobs have their own. Answers come back through deliver.
type desk struct {
	session *session.Session
	vacancy string // of the application that is shown; the line's own
	now     func() time.Time
	deliver func(func()) // runs a function on the window's goroutine
	show    func(snapshot)
	heard   func(session.Outcome) // what was taken over from another program; before show

	tally  func(int) // told +1 when work begins and -1 when it has ended
	ctx    context.Context
	cancel context.CancelFunc
	jobs   sync.WaitGroup

	mu      sync.Mutex
	waiting *sync.Cond
	line    []func()
	closing bool
	idle    chan struct{} // closed when the line has ended

	savedAt time.Time // the line's own
	unsaved int       // changes that are not on the disk yet; the window's own
}

// newDesk takes over an open session, for the application that was shown last
// where that is known and still there, else for the first.
func (w *Window) newDesk(s *session.Session, last string) *desk {
	vacancy := ""
	if applied := s.Vacancies(); slices.Contains(applied, last) {
		vacancy = last
	} else if len(applied) > 0 {
		vacancy = applied[0]
	}
	d := &desk{
		session: s, vacancy: vacancy, now: w.options.House.Now, deliver: w.options.Later,
		tally: w.tally, idle: make(chan struct{}),
	}
	d.show = func(shot snapshot) {
		if w.desk == d { // else another dossier is open by now
			w.show(shot)
		}
	}
	d.heard = func(took session.Outcome) {
		if w.desk == d {
			w.tookOver(took)
		}
	}
	d.waiting = sync.NewCond(&d.mu)
	d.ctx, d.cancel = context.WithCancel(context.Background())
	go d.work()
	return d
}

// enqueue puts work in line; after close it is dropped.
func (d *desk) enqueue(work func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closing {
		d.tally(+1)
		d.line = append(d.line, work)
		d.waiting.Signal()
	}
}

// work does what is in line until the desk closes and the line is empty.
func (d *desk) work() {
	defer close(d.idle)
	for {
		d.mu.Lock()
		for len(d.line) == 0 && !d.closing {
			d.waiting.Wait()
		}
		if len(d.line) == 0 {
			d.mu.Unlock()
			return
		}
		next := d.line[0]
		d.line = d.line[1:]
		d.mu.Unlock()
		next()
		d.tally(-1)
	}
}

// edit makes the changes, all or none. done gets nil once they are on the disk,
// after the window has been shown what came of them. It is called even when
// the dossier is closed meanwhile.
func (d *desk) edit(done func(error), edits ...session.Edit) {
	d.change(done, false, func() error { return d.session.Do(edits...) })
}

// undo takes the last change back, redo makes it again. What is not seen to be
// taken back confuses, so that the application that it was about is shown, unless
// the window has to stay with the present one.
func (d *desk) undo(done func(error), stay bool) { d.change(done, !stay, d.session.Undo) }
func (d *desk) redo(done func(error), stay bool) { d.change(done, !stay, d.session.Redo) }

func (d *desk) change(done func(error), goAlong bool, make func() error) {
	d.unsaved++
	d.enqueue(func() {
		before := d.said()
		err := make()
		var turned *string
		if err == nil {
			d.savedAt = d.now()
			turned = d.follow(before, d.said(), goAlong)
		}
		took, shot := d.session.Merged(), d.snapshot()
		shot.Turned = turned
		d.deliver(func() {
			d.unsaved--
			d.heard(took)
			if !errors.Is(err, fs.ErrNotExist) { // else nothing is to be seen at the moment
				d.show(shot)
			}
			done(err)
		})
	})
}

// said is what was said about an application, and what was chosen of its bundles.
type said struct {
	session.Application
	bundles []session.Composition
}

// said is what was said about each application.
func (d *desk) said() []said {
	var all []said
	for _, vacancy := range d.session.Vacancies() {
		if a, err := d.session.Application(vacancy); err == nil {
			bundles, _ := d.session.Choices(vacancy) // the application is there
			all = append(all, said{a, bundles})
		}
	}
	return all
}

// follow shows an application that has come, or the next one in the place of the
// shown one where that has gone; with goAlong also the one that alone was changed,
// and of its bundles the one that alone was: turned.
func (d *desk) follow(before, now []said, goAlong bool) (turned *string) {
	var changed []said
	var bundle *string
	for _, a := range now {
		then := of(before, a.Vacancy)
		switch {
		case then < 0:
			d.vacancy = a.Vacancy
			return nil
		case !reflect.DeepEqual(before[then], a):
			changed = append(changed, a)
			bundle = otherBundle(before[then].bundles, a.bundles)
		}
	}
	switch {
	case of(now, d.vacancy) < 0 && len(now) > 0:
		d.vacancy = now[min(max(0, of(before, d.vacancy)), len(now)-1)].Vacancy
	case goAlong && len(changed) == 1:
		d.vacancy = changed[0].Vacancy
		return bundle
	}
	return nil
}

// otherBundle is the name of the bundle that alone is otherwise now than before; nil
// where there is none, or where several are.
func otherBundle(before, now []session.Composition) *string {
	var names []string
	for _, c := range now {
		if !slices.ContainsFunc(before, func(b session.Composition) bool { return reflect.DeepEqual(b, c) }) {
			names = append(names, c.Name)
		}
	}
	if len(names) != 1 {
		return nil
	}
	return &names[0]
}

// of is the index of the application for a vacancy, below 0 where there is none.
func of(all []said, vacancy string) int {
	return slices.IndexFunc(all, func(a said) bool { return a.Vacancy == vacancy })
}

// turnTo shows the application for another vacancy, where there is one.
func (d *desk) turnTo(vacancy string, then func()) {
	d.enqueue(func() {
		if slices.Contains(d.session.Vacancies(), vacancy) {
			d.vacancy = vacancy
		}
		shot := d.snapshot()
		d.deliver(func() {
			d.show(shot)
			then()
		})
	})
}

// refresh shows the dossier as it is now, after a job changed it.
func (d *desk) refresh(then func()) {
	d.enqueue(func() {
		shot := d.snapshot()
		d.deliver(func() {
			d.show(shot)
			then()
		})
	})
}

// start runs a long job beside the line. The job ends when its context does;
// what it has to say goes through deliver.
func (d *desk) start(job func(ctx context.Context)) (cancel func()) {
	ctx, cancel := context.WithCancel(d.ctx)
	d.tally(+1)
	d.jobs.Go(func() {
		defer d.tally(-1)
		defer cancel()
		job(ctx)
	})
	return cancel
}

// close finishes the line, ends the jobs and gives the dossier free. It waits,
// and does not belong on the window's goroutine but at the very end.
func (d *desk) close() error {
	d.mu.Lock()
	d.closing = true
	d.waiting.Signal()
	d.mu.Unlock()
	<-d.idle
	d.cancel()
	d.jobs.Wait()
	return d.session.Close()
}

func (d *desk) snapshot() snapshot {
	s := d.session
	shot := snapshot{
		Path: s.Path(), Candidate: s.Candidate(), Documents: s.Documents(),
		ReadOnly: s.ReadOnly(), Warnings: s.Warnings(),
		Conflicts: s.Conflicts(), CanUndo: s.CanUndo(), CanRedo: s.CanRedo(), SavedAt: d.savedAt,
	}
	if all := s.Vacancies(); len(all) > 0 && !slices.Contains(all, d.vacancy) {
		d.vacancy = all[0] // another program took the shown one away
	}
	shot.Applied = d.applied()
	if shot.Application, shot.Err = s.Application(d.vacancy); shot.Err != nil {
		return shot
	}
	if shot.Standing, shot.Err = s.Standing(d.vacancy); shot.Err != nil {
		return shot
	}
	// A vacancy's file that cannot be read is told of with the library.
	if c, ok, err := s.Corrected(d.vacancy); err == nil && ok {
		shot.Corrected = &c
	}
	if shot.Choices, shot.Err = s.Choices(d.vacancy); shot.Err != nil {
		return shot
	}
	shot.Bundles, shot.Err = s.Bundles(d.vacancy)
	return shot
}

// applied are all applications of the dossier.
func (d *desk) applied() []applied {
	var all []applied
	for _, vacancy := range d.session.Vacancies() {
		a := applied{Vacancy: vacancy}
		a.Standing, a.Err = d.session.Standing(vacancy)
		if a.Err == nil {
			_, a.Corrected, _ = d.session.Corrected(vacancy)
		}
		all = append(all, a)
	}
	return all
}
