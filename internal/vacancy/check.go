package vacancy

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
)

// CheckZones looks for what needs the time zones, which load finds by their IANA
// names: that each exists, that its clocks show the day and time named, which
// they skip when summer time begins, and that no event is after the deadline. The
// error is as Decode's.
func (p *Pack) CheckZones(load func(name string) (*time.Location, error)) error {
	var problems []problem
	fail := func(id string, args message.Args, path string) {
		problems = append(problems, problem{id, args, locate(p.file.root, path)})
	}
	check := func(path, key string, wall Wall, zone string) (instant time.Time, good bool) {
		loc, err := load(zone)
		if err != nil {
			fail("pack-bad-zone", message.Args{"Value": zone}, path+".zone")
			return time.Time{}, false
		}
		if instant = wall.In(loc); wallOf(instant) != wall {
			fail("pack-bad-clock", message.Args{"Value": wall.String(), "Zone": zone}, path+"."+key)
			return time.Time{}, false
		}
		return instant, true
	}
	deadline, known := check("deadline", "wall", p.Deadline.Wall, p.Deadline.Zone)
	for i, e := range p.Events {
		instant, good := check(nth("events", i), "at", e.At, e.Zone)
		if good && known && !instant.Before(deadline) {
			fail("pack-event-late", message.Args{"Value": e.At.String()}, nth("events", i)+".at")
		}
	}
	sortProblems(problems)
	return p.file.join(problems)
}

// CheckCandidates checks that the candidates of the pack's tests are possible, as
// candidate.Decode reads them. The error is as Decode's.
func (p *Pack) CheckCandidates() error {
	var problems []problem
	for i, t := range p.Tests {
		_, err := candidate.Decode(t.Name, t.Candidate)
		if e := message.Of(err); e != nil {
			problems = append(problems, p.impossible(nth("tests", i)+".candidate", t.Candidate, e))
		}
	}
	return p.file.join(problems)
}

// impossible puts what the candidate's reader says of the JSON that was made of
// a candidate at its place in the pack. The JSON is one line, in which that
// reader counts columns.
func (p *Pack) impossible(path string, data []byte, e *message.Error) problem {
	column, _ := e.Args["Column"].(int)
	before := []rune(string(data))[:max(column-1, 0)]
	at := p.file.places[path].find(len(string(before)))
	if key, ok := e.Args["Key"].(string); ok {
		return problem{"pack-test-key", message.Args{"Key": key}, at}
	}
	if strings.HasPrefix(e.ID, "candidate-") {
		args := maps.Clone(e.Args)
		args["File"] = "" // the sentence then begins with what is wrong
		return problem{"pack-test-answer", message.Args{
			"Why": message.New("error."+e.ID+".what", args), "Do": message.New("error."+e.ID+".do", args),
		}, at}
	}
	return problem{"pack-test-candidate", message.Args{"Field": e.Args["Field"], "Value": e.Args["Value"]}, at}
}

// FailedTest is the error for an expectation of the pack's test of that name
// which does not hold; got is empty where there is no such item, and why is the
// item's own reason, zero where there is none.
func (p *Pack) FailedTest(name string, e Expectation, got Verdict, why message.Message) error {
	i := slices.IndexFunc(p.Tests, func(t PackTest) bool { return t.Name == name })
	key := e.Item
	if e.Reading != "" {
		key += "/" + e.Reading
	}
	args := message.Args{"Test": name, "Item": key, "Want": string(e.Verdict), "Got": string(got), "Why": ""}
	if why.ID != "" {
		args["Why"] = why
	}
	return p.file.error(problem{"pack-test-failed", args, locate(p.file.root, nth("tests", i)+".expect."+key)}, nil)
}

// sortProblems puts problems into the file's order.
func sortProblems(problems []problem) {
	slices.SortStableFunc(problems, func(a, b problem) int {
		return cmp.Or(a.at.line-b.at.line, a.at.column-b.at.column)
	})
}
