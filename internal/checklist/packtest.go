package checklist

import (
	"slices"
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/eligibility"
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
			if got := list.verdict(expected); got != expected.Verdict {
				failures = append(failures, TestFailure{Test: test.Name, Expectation: expected, Got: got, Why: list.why(expected)})
			}
		}
	}
	return failures
}

// verdict returns the verdict of an item or of one of its readings, and NotAsked
// for one that is not there.
func (c Checklist) verdict(of vacancy.Expectation) vacancy.Verdict {
	item, asked := c.Item(of.Item)
	switch n := item.reading(of.Reading); {
	case !asked:
		return vacancy.NotAsked
	case of.Reading == "":
		return item.Verdict
	case n < 0:
		return vacancy.NotAsked
	default:
		return item.Readings[n].Verdict
	}
}

// why returns the reason of the verdict; zero where there is none.
func (c Checklist) why(of vacancy.Expectation) message.Message {
	item, _ := c.Item(of.Item)
	why := item.Explain()
	if of.Reading == "" {
		return why.Reason
	}
	if n := item.reading(of.Reading); n >= 0 {
		return why.Outcomes[n].Decisive.Reason
	}
	return message.Message{}
}

// reading is the place of the reading from a source, -1 where there is none.
func (i Item) reading(source string) int {
	return slices.IndexFunc(i.Readings, func(r eligibility.Reading) bool { return r.Source == source })
}
