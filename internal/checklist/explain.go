package checklist

import (
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// asked is what an item of the checklist stands for in the pack. It finds the
// words on it in the same way as Build found its verdict, aloud.
type asked interface {
	explain(b *builder) eligibility.Explanation
}

type (
	criterion    vacancy.Criterion
	documentRule vacancy.DocumentRule
	declaration  vacancy.Declaration
)

// Explain says why the item stands as it does, what decided it, and what to do,
// by judging it anew: who wants several of these words keeps the answer. An item
// that Build did not make has no words.
func (i Item) Explain() eligibility.Explanation {
	if i.asked == nil {
		return eligibility.Explanation{}
	}
	return i.asked.explain(i.builder)
}

func (c *criterion) explain(b *builder) eligibility.Explanation {
	return eligibility.Explain(vacancy.Criterion(*c), b.subject, b.dates)
}

func (r *documentRule) explain(b *builder) eligibility.Explanation {
	f, _ := b.aloud().wanted((*vacancy.DocumentRule)(r))
	return b.explanation(vacancy.Documents, f)
}

func (d *declaration) explain(b *builder) eligibility.Explanation {
	return b.explanation(vacancy.Declarations, b.aloud().declared((*vacancy.Declaration)(d)))
}

func (b *builder) aloud() *builder {
	aloud := *b
	aloud.voice = message.Aloud
	return &aloud
}

// explanation gives what was found the form of a criterion's that is one condition.
func (b *builder) explanation(group vacancy.Group, f finding) eligibility.Explanation {
	if f.fact.IsZero() {
		f.fact = message.New("fact.not-answered", nil)
	}
	leaf := eligibility.Leaf{
		Kind: string(group), Verdict: f.verdict, Reason: f.reason, Fact: f.fact, Next: f.next,
		On: b.dates.Deadline, Ref: vacancy.OnDeadline,
	}
	return eligibility.Explanation{
		Reason: f.reason, Fact: f.fact, Next: f.next,
		Outcomes: []eligibility.Outcome{{Verdict: f.verdict, Decisive: leaf, Leaves: []eligibility.Leaf{leaf}}},
	}
}
