package session

import (
	"maps"
	"slices"
	"time"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Vacancies are the ids of the vacancies applied for.
func (s *Session) Vacancies() []string { return vacancies(s.current()) }

func vacancies(d dossier.Dossier) []string {
	ids := make([]string, len(d.Applications))
	for i, a := range d.Applications {
		ids[i] = a.Vacancy
	}
	return ids
}

// choose returns the index of the application for a vacancy; "" is the only one.
func choose(d dossier.Dossier, vacancy string) (int, error) {
	known := message.Words(vacancies(d))
	if vacancy == "" {
		if len(d.Applications) == 1 {
			return 0, nil
		}
		return 0, message.Bad("session-which-vacancy", message.Args{"Count": len(known), "Known": known}, nil)
	}
	at := d.Application(vacancy)
	if at < 0 {
		return 0, message.Bad("session-not-applied", message.Args{"Vacancy": vacancy, "Known": known}, nil)
	}
	return at, nil
}

// Application is what the candidate said about an application. It is a copy.
type Application struct {
	Vacancy      string
	Digest       string // of the version of the vacancy that it was made by, or that was last accepted
	Start        string // the chosen start month, 2026-03; empty: none chosen
	Requisition  string // the portal's number of the vacancy
	Notes        string
	AnswerLimit  AnswerLimit           // how long an answer on a competency may be
	Competencies map[string]string     // the candidate's own words, by the competency's id
	Declarations map[string]civil.Date // the day of each, by item
	Decisions    map[string]civil.Date // the day of each, by item, whether its facts still stand or not
	// Pages are this application's own choices of documents' pages, by the
	// document's id: the first is 1, an empty list is none.
	Pages map[string][]int
	// Submitted is nil for an application that was not sent, as far as the candidate
	// has said. Of one that was, all else but the notes is as it was then.
	Submitted *Submitted
}

// Application returns what was said about the application for a vacancy; "" is
// the only one.
func (s *Session) Application(vacancy string) (Application, error) {
	d := s.current()
	at, err := choose(d, vacancy)
	if err != nil {
		return Application{}, err
	}
	a := d.Frozen(at).Applications[at]
	limit, _ := ParseAnswerLimit(a.AnswerLimit)
	said := Application{
		AnswerLimit: limit,
		Vacancy:     a.Vacancy, Digest: a.Digest, Start: a.Start, Requisition: a.Requisition, Notes: a.Notes,
		Competencies: maps.Clone(a.Competencies), Declarations: maps.Clone(a.Declarations),
		Decisions: map[string]civil.Date{}, Pages: map[string][]int{}, Submitted: s.submitted(a),
	}
	for _, decision := range a.Decisions {
		said.Decisions[decision.Item] = decision.On
	}
	for id, pages := range a.Pages {
		said.Pages[id] = slices.Clone(pages)
	}
	return said, nil
}

// Standing is where one application stands.
type Standing struct {
	Pack      *vacancy.Pack
	Zone      *time.Location // of the vacancy's deadline
	Checklist checklist.Checklist
	// Submitted is nil for an application that was not sent; one that was is judged
	// as it was sent, on that day.
	Submitted *Submitted
}

// Standing checks the application for a vacancy; "" is the only one.
func (s *Session) Standing(vacancy string) (Standing, error) {
	return s.standing(s.current(), vacancy)
}

func (s *Session) standing(d dossier.Dossier, vacancy string) (Standing, error) {
	at, err := choose(d, vacancy)
	if err != nil {
		return Standing{}, err
	}
	d = d.Frozen(at)
	pack, err := s.pack(d.Applications[at])
	if err != nil {
		return Standing{}, err
	}
	return s.standingBy(pack, d, d.Applications[at])
}

// standingBy checks an application by a pack of its vacancy.
func (s *Session) standingBy(pack *vacancy.Pack, d dossier.Dossier, application dossier.Application) (Standing, error) {
	zone, err := Zone(pack)
	if err != nil {
		return Standing{}, err
	}
	now := s.now(zone)
	if application.Submitted != nil {
		now = sentAt(application.Submitted, zone)
	}
	documents, _ := document.Joined(s.documents(d, application))
	input := checklist.Input{
		Pack: pack, Candidate: d.Candidate, Documents: documents,
		Application:  checklist.Application{Start: application.Start, Declarations: application.Declarations},
		Applications: s.sameProgramme(d, pack), Now: now, Zone: zone,
	}
	for _, decision := range application.Decisions {
		input.Application.Decisions = append(input.Application.Decisions,
			checklist.Decision{Item: decision.Item, On: decision.On, Digest: decision.Digest})
	}
	return Standing{Pack: pack, Zone: zone, Checklist: checklist.Build(input), Submitted: s.submitted(application)}, nil
}

// Zone loads the zone of a pack's deadline.
func Zone(p *vacancy.Pack) (*time.Location, error) {
	zone, err := time.LoadLocation(p.Deadline.Zone)
	if err != nil {
		return nil, message.Bad("session-zone-unknown", message.Args{"Vacancy": p.ID, "Zone": p.Deadline.Zone}, err)
	}
	return zone, nil
}

// sameProgramme counts the applications within the pack's programme. One whose
// pack cannot be read any more counts: the cap is the stricter for it.
func (s *Session) sameProgramme(d dossier.Dossier, pack *vacancy.Pack) int {
	count := 0
	for _, a := range d.Applications {
		other, err := s.pack(a)
		if err != nil || other.Programme.ID == pack.Programme.ID {
			count++
		}
	}
	return count
}

// Declare is the Edit by which the candidate confirms a declaration of the
// vacancy (empty: the only one), dated today in its zone: on the day on which it
// is said, whatever day the vacancy is judged by. Declared before, it keeps its
// day.
type Declare struct {
	Vacancy, Item string
	on            civil.Date // the day on which the sample plays; none: today
}

func (e Declare) apply(s *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	application := &d.Applications[at]
	pack, err := s.pack(*application)
	if err != nil {
		return err
	}
	var known []string
	for _, declaration := range pack.Declarations {
		known = append(known, declaration.ID)
	}
	if !slices.Contains(known, e.Item) {
		return message.Bad("session-no-declaration", message.Args{"Item": e.Item, "Known": message.Words(known)}, nil)
	}
	zone, err := Zone(pack)
	if err != nil {
		return err
	}
	declared := map[string]civil.Date{e.Item: s.day(zone)}
	if !e.on.IsZero() {
		declared[e.Item] = e.on
	}
	for item, day := range application.Declarations {
		declared[item] = day
	}
	application.Declarations = declared
	return nil
}

// Decide is the Edit by which the candidate records having looked at an item
// that is to confirm, and going on. It holds for the facts of this moment and is
// dated as a Declare is.
type Decide struct{ Vacancy, Item string }

func (e Decide) apply(s *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	standing, err := s.standing(*d, e.Vacancy)
	if err != nil {
		return err
	}
	var open []string
	for _, item := range standing.Checklist.Items {
		if item.Verdict != vacancy.ToConfirm {
			continue
		}
		if item.ID == e.Item {
			record(&d.Applications[at], item, s.day(standing.Zone))
			return nil
		}
		open = append(open, item.ID)
	}
	return message.Bad("session-nothing-to-decide", message.Args{"Item": e.Item, "Known": message.Words(open)}, nil)
}

// record puts the decision on an item in the place of an earlier one.
func record(a *dossier.Application, item checklist.Item, today civil.Date) {
	decisions := slices.Clone(a.Decisions)
	at := slices.IndexFunc(decisions, func(d dossier.Decision) bool { return d.Item == item.ID })
	if at < 0 {
		decisions = append(decisions, dossier.Decision{Item: item.ID})
		at = len(decisions) - 1
	}
	decisions[at].On, decisions[at].Digest = today, item.Digest()
	a.Decisions = decisions
}

// Withdraw is the Edit that takes back a declaration of the vacancy (empty: the
// only one), or a decision on an item of its checklist.
type Withdraw struct{ Vacancy, Item string }

func (e Withdraw) apply(_ *Session, d *dossier.Dossier) error {
	at, err := unsent(*d, e.Vacancy)
	if err != nil {
		return err
	}
	application := &d.Applications[at]
	decided := slices.IndexFunc(application.Decisions, func(d dossier.Decision) bool { return d.Item == e.Item })
	_, declared := application.Declarations[e.Item]
	if decided < 0 && !declared {
		return message.Bad("session-nothing-to-withdraw", message.Args{"Item": e.Item}, nil)
	}
	if declared {
		application.Declarations = maps.Clone(application.Declarations)
		delete(application.Declarations, e.Item)
	}
	if decided >= 0 {
		application.Decisions = slices.Delete(slices.Clone(application.Decisions), decided, decided+1)
	}
	return nil
}
