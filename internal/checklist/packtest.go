package checklist

import (
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// TestFailure is one expectation of a pack's own tests that does not hold.
type TestFailure struct {
	Test string
	vacancy.Expectation
	Got vacancy.Verdict
	Why message.Message // the item's reason; zero where it is not asked
	Err error           // the test's candidate cannot be read; Expectation is then empty
}

// RunTests runs the pack's own tests, zone being the one that its deadline
// names, and returns what does not hold, in the tests' order.
func RunTests(p *vacancy.Pack, zone *time.Location) []TestFailure {
	var failures []TestFailure
	for _, test := range p.Tests {
		c, err := candidate.Decode(test.Name, test.Candidate)
		if err != nil {
			failures = append(failures, TestFailure{Test: test.Name, Err: err})
			continue
		}
		today := test.Today
		if today.IsZero() {
			today = p.Deadline.Day()
		}
		list := Build(Input{
			Pack: p, Candidate: c, Application: Application{Start: test.Start},
			Applications: test.Applications, Now: today.In(zone), Zone: zone,
		})
		for _, expected := range test.Expect {
			if got, why := list.verdict(expected); got != expected.Verdict {
				failures = append(failures, TestFailure{Test: test.Name, Expectation: expected, Got: got, Why: why})
			}
		}
	}
	return failures
}

// verdict returns the verdict of an item or of one of its readings, with its
// reason, and NotAsked for one that is not there.
func (c Checklist) verdict(of vacancy.Expectation) (vacancy.Verdict, message.Message) {
	item, ok := c.Item(of.Item)
	switch {
	case !ok:
		return vacancy.NotAsked, message.Message{}
	case of.Reading == "":
		return item.Verdict, item.Reason
	}
	for _, r := range item.Readings {
		if r.Source == of.Reading {
			return r.Verdict, r.Decisive.Reason
		}
	}
	return vacancy.NotAsked, message.Message{}
}
