// Package session is one open dossier, and the only place where one changes:
// every change is an Edit that Do applies, checks and saves before it returns.
// It brings the rooms together: packs from the library, files through intake,
// the checklist, the bundle and the report. It judges nothing itself, and it
// shows nothing.
package session

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
	"example.org/dossier/internal/worker"
)

// House is what a session takes from the program around it. Its functions are
// called from any goroutine.
type House struct {
	// Now is the time by which saves are named; its zone is the user's.
	Now func() time.Time
	// AsOf, where set, is the time by which vacancies are judged; it is told the
	// vacancy's zone, because a day without a time is its first minute there. What
	// the candidate says is dated by Now all the same. Nil: Now.
	AsOf func(zone *time.Location) time.Time
	// Worker returns the child process that opens files. It is called whenever
	// files are opened, and whoever made it closes it.
	Worker  func(ctx context.Context) (*worker.Worker, error)
	Library Library
	Program string // name and version, as bundles record it
	Holder  string // whom others are told that the dossier is open with
	Device  string // the computer's name: only what was done on it can be undone on it
	Disk    durable.Disk
	// Watch, where set, calls changed whenever something in one of the folders may
	// be otherwise, until ctx ends. See Watcher.
	Watch func(ctx context.Context, folders []string, changed func())
	// Changed, where set, is told by Watch's word that there is something new for
	// Outside to tell. It must not wait for the session.
	Changed func()
}

// Session is an open dossier. It is safe for concurrent use: changes are made
// one at a time, and what takes long (files taken in, pictures, bundles) holds
// up neither changes nor questions. Each question is answered from one saved
// state.
type Session struct {
	house  House
	folder *dossier.Opened

	// saving is held by whoever changes the dossier, from looking at it until it
	// is on the disk. It is taken before mu.
	saving sync.Mutex
	// building and picturing hold one token each: whoever has it may make a
	// bundle, or a picture.
	building, picturing chan struct{}

	life context.Context // of the work that Close ends
	end  context.CancelFunc
	work sync.WaitGroup

	noticed string // what was found outside last; held with saving

	mu       sync.Mutex // guards what follows, for moments only
	closed   bool
	state    dossier.Dossier
	merged   Outcome // what saves took over, until Merged is asked
	present  string  // the state's entry in the history, as far as it was saved here
	trail    trail
	lastID   int                        // the highest number that a document has had in this opening
	packs    map[version]*vacancy.Pack  // as they were first loaded
	examined map[string]intake.Examined // by examinedKey
	looks    map[string]intake.Look     // by file
	pictures pictures
}

// Create makes a dossier in a new or empty folder, for a candidate and an
// application for the vacancy that ref names (see Library.Load). Where it fails,
// nothing new remains.
func (h House) Create(path string, c candidate.Candidate, ref string) (*Session, error) {
	pack, from, err := h.Library.load(ref)
	if err != nil {
		return nil, err
	}
	if _, err := Zone(pack); err != nil {
		return nil, err
	}
	d := dossier.Dossier{
		Candidate:    c,
		Applications: []dossier.Application{{Vacancy: pack.ID, Digest: pack.Digest()}},
	}
	if err := d.Validate(); err != nil {
		return nil, err
	}
	var keep []dossier.Pack
	if !from.embedded {
		keep = []dossier.Pack{{ID: pack.ID, Bytes: from.bytes}}
	}
	folder, err := dossier.Create(path, d, keep, h.options(false))
	if err != nil {
		return nil, err
	}
	return h.session(folder), nil
}

// Open opens the dossier in the folder; readOnly looks only, and leaves the
// dossier to whoever else has it open. What was damaged is in Warnings, and that
// a tool has replaced what was saved here last, which is merged then.
func (h House) Open(path string, readOnly bool) (*Session, error) {
	folder, err := dossier.Open(path, h.options(readOnly))
	if err != nil {
		return nil, err
	}
	out, merged, err := folder.Rejoin(h.Now())
	if err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	if merged {
		folder.Dossier = out.Dossier
		told := message.New("dossier.rejoined", nil)
		if n := len(out.Fresh); n > 0 {
			told = message.New("dossier.rejoined-choices", message.Args{"Count": n})
		}
		folder.Warnings = append(folder.Warnings, told)
	}
	return h.session(folder), nil
}

func (h House) session(folder *dossier.Opened) *Session {
	s := &Session{
		house: h, folder: folder, state: folder.Dossier,
		building: make(chan struct{}, 1), picturing: make(chan struct{}, 1),
		packs: map[version]*vacancy.Pack{}, examined: map[string]intake.Examined{},
		looks: map[string]intake.Look{},
	}
	s.life, s.end = context.WithCancel(context.Background())
	s.building <- struct{}{}
	s.picturing <- struct{}{}
	s.lastID = s.nextNumber(s.state) - 1
	_, s.present = folder.LastSave()
	s.trail = readTrail(folder)
	s.watch()
	return s
}

func (h House) options(readOnly bool) dossier.Options {
	holder := h.Holder
	if h.Device != "" {
		holder += ", " + h.Device
	}
	return dossier.Options{Disk: h.Disk, Now: h.Now(), Holder: holder, Device: h.Device, ReadOnly: readOnly}
}

// Close ends the work under way, waits until it has ended, and gives the dossier
// free. Nothing is left to save. Whatever is asked for afterwards is only read,
// and work is over before it begins (context.Canceled). Work does not close its
// own session.
func (s *Session) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.end()
	s.work.Wait()
	s.saving.Lock()
	defer s.saving.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.folder.Close()
}

// begin enters work that Close ends and waits for: the context for it, and what
// is called when it has ended.
func (s *Session) begin(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		cancel()
		return ctx, cancel
	}
	s.work.Add(1)
	stop := context.AfterFunc(s.life, cancel)
	return ctx, func() {
		stop()
		cancel()
		s.work.Done()
	}
}

// wait takes the token that the turn holds; whoever got it puts it back.
func wait(ctx context.Context, turn chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// current is the dossier as it was last saved: a value that nobody changes.
func (s *Session) current() dossier.Dossier {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Path is the dossier's folder.
func (s *Session) Path() string { return s.folder.Path() }

// Warnings say what was damaged when the dossier was opened.
func (s *Session) Warnings() []message.Message { return s.folder.Warnings }

// ReadOnly is nil where the dossier can be changed, else the error that every
// change gets (see dossier.Folder).
func (s *Session) ReadOnly() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.folder.ReadOnly()
}

// Candidate is who applies.
func (s *Session) Candidate() candidate.Candidate { return s.current().Candidate }

// Documents are what the rules know of the dossier's documents, in the order in
// which they were added. A file that is gone is Missing; none is opened.
func (s *Session) Documents() []document.Document {
	return s.documents(s.current(), dossier.Application{})
}

// documents are those of d with the choices of pages that an application makes.
func (s *Session) documents(d dossier.Dossier, a dossier.Application) []document.Document {
	out := make([]document.Document, 0, len(d.Documents))
	for _, e := range d.Documents {
		if chosen, ok := a.Pages[e.ID]; ok {
			e.Pages = chosen
		}
		out = append(out, s.document(e))
	}
	return out
}

func (s *Session) document(e dossier.Document) document.Document {
	var backs document.Backs
	if e.Backs != nil {
		backs = document.Backs{Of: e.Backs.Of, Reversed: e.Backs.Reversed}
	}
	return document.Document{
		ID: e.ID, File: e.File, Name: e.Name, Kind: e.Kind, For: e.For, Of: e.Of, Lang: e.Lang,
		DatesVisible: e.DatesVisible, Pages: e.Pages, PageCount: e.PageCount,
		Missing: !s.folder.HasDocument(e.File), Treatments: e.Shown(), Backs: backs,
	}
}

// Edit is one change of a dossier.
type Edit interface {
	// apply changes d, whose documents and applications are its own.
	apply(s *Session, d *dossier.Dossier) error
}

// Do makes all the changes or none. When it returns nil they are on the disk.
func (s *Session) Do(edits ...Edit) error {
	s.saving.Lock()
	defer s.saving.Unlock()
	return s.do(edits...)
}

// do is Do for whoever holds saving.
func (s *Session) do(edits ...Edit) error {
	if err := s.ReadOnly(); err != nil {
		return err
	}
	before := s.current()
	next := before.Clone()
	for _, e := range edits {
		if err := e.apply(s, &next); err != nil {
			return err
		}
	}
	now := s.house.Now()
	if err := s.save(next, now); err != nil {
		return err
	}
	if reflect.DeepEqual(before, next) {
		return nil
	}
	s.noteSaved(before, fieldOf(edits), now)
	return nil
}

// save puts a state on the disk and makes it the present one; the caller holds
// saving.
func (s *Session) save(next dossier.Dossier, now time.Time) error {
	if err := next.Validate(); err != nil {
		return err
	}
	saved, err := s.saveOrMerge(next, now)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = saved
	return nil
}

// day is the day in a vacancy's zone on which something is said, whatever day
// is simulated.
func (s *Session) day(zone *time.Location) civil.Date { return civil.Of(s.house.Now().In(zone)) }

// now is the time to go by in a vacancy's zone.
func (s *Session) now(zone *time.Location) time.Time {
	if s.house.AsOf != nil {
		return s.house.AsOf(zone).In(zone)
	}
	return s.house.Now().In(zone)
}
