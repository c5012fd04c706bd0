package bundle

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// Proposal is what Make would make of an order.
type Proposal struct {
	Parts   []Plan // one, unless the bundle is split
	Refused []Refused

	surveyed []Surveyed // what the parts are made of
}

// Expected is about how large all parts are together.
func (p Proposal) Expected() (size message.Bytes) {
	for _, part := range p.Parts {
		size += message.Bytes(part.Expected)
	}
	return size
}

// Warnings say what can be known before it is made of what Result.Warnings will say.
func (p Proposal) Warnings(o Options) []message.Message {
	b := building{order: Order{Options: o}}
	for _, plan := range p.Parts {
		expected := pdf.Outcome{Size: plan.Expected, Sources: make([]pdf.SourceOutcome, len(plan.files()))}
		b.files = append(b.files, unnamed{File: File{Plan: plan, Outcome: expected}})
	}
	return b.warnings()
}

// Same reports whether another order asks for the same bundle, wherever it is to go.
func (o Order) Same(other Order) bool {
	return o.Cover == other.Cover && o.Options == other.Options && reflect.DeepEqual(o.Sources, other.Sources)
}

// Propose plans the bundle that Make would make of the order, and writes nothing.
// Sources that cannot be used are refused as there; with none left the error joins
// why. Where Options.MaxSize cannot be kept to, the error is a *TooLarge.
func Propose(ctx context.Context, e Engines, loc *i18n.Localizer, o Order, tell func(Progress)) (Proposal, error) {
	p := proposing{engines: e, loc: loc, order: o, tell: tell}
	if tell == nil {
		p.tell = func(Progress) {}
	}
	surveyed, refused, err := survey(ctx, e, o.Sources, o.digested(), p.tell)
	if err != nil {
		return Proposal{Refused: refused}, err
	}
	return p.propose(ctx, surveyed, refused)
}

// proposing is a proposal on its way.
type proposing struct {
	engines Engines
	loc     *i18n.Localizer
	order   Order
	tell    func(Progress)
	// short is by how many bytes earlier proposals were too large when they were
	// made, and rounds how many were.
	short  int64
	rounds int
}

// tighten has the next proposal be smaller than one that came out too large; the
// error is that this has been tried often enough.
func (p *proposing) tighten(over *overError) error {
	p.short += over.by + over.by/surelyFits
	if p.rounds++; p.rounds < maxRounds {
		return nil
	}
	return tooLarge(over.plan, p.order.Options.MaxSize)
}

// propose plans what can be used of the surveyed sources.
func (p *proposing) propose(ctx context.Context, surveyed []Surveyed, refused []Refused) (Proposal, error) {
	for {
		if len(surveyed) == 0 {
			return Proposal{Refused: refused}, nothingLeft(refused)
		}
		parts, err := p.plans(ctx, nested(surveyed))
		bad, good := blamed(err, surveyed)
		if len(bad) == 0 {
			return Proposal{parts, refused, surveyed}, pdf.Explain(err)
		}
		refused = append(refused, blame(err, bad)...)
		surveyed = good
	}
}

// blame names the sources that an error is about.
func blame(err error, bad []Surveyed) []Refused {
	var refused []Refused
	for _, s := range bad {
		refused = append(refused, Refused{s.Source, named(err, s.Source)})
	}
	return refused
}

// plans are the parts of the bundle of these documents: as they are where that fits,
// else with smaller pictures, else in several files.
func (p *proposing) plans(ctx context.Context, documents []Planned) ([]Plan, error) {
	o := p.order.Options
	whole, err := planOf(p.loc, p.order.Cover, documents, o, part{})
	if err == nil {
		err = whole.expect()
	}
	if err != nil {
		return nil, err
	}
	most := int64(o.MaxSize) - p.short
	if o.MaxSize <= 0 || p.short == 0 && whole.Expected <= most-most/surelyFits {
		return []Plan{whole}, nil
	}
	p.tell(Progress{Stage: Weighing, Of: len(documents)})
	weights, err := p.weigh(ctx, whole, nil)
	if err != nil {
		return nil, err
	}
	room := most - whole.own()
	chosen := fit(weights, room)
	if !chosen.fits {
		if weights, err = p.weighFrom(ctx, whole, gentlest(chosen.size, room)); err != nil {
			return nil, err
		}
		chosen = fit(weights, room)
	}
	whole.follow(weights, chosen)
	if chosen.fits {
		return []Plan{whole}, nil
	}
	return p.split(ctx, whole, weights, most)
}

// surelyFits is the share of the size that an estimate by the sizes of the files may
// be wrong by: an eighth. What comes closer is weighed.
const surelyFits = 8

// weigh returns what the pages of a plan weigh, in the order of its documents.
func (p *proposing) weigh(ctx context.Context, plan Plan, levels []pdf.Shrink) ([]pdf.Weight, error) {
	job, err := plan.assembly("")
	if err != nil {
		return nil, err
	}
	weights, err := p.engines.Weigh(ctx, job, levels)
	if err != nil {
		return nil, err
	}
	return plan.inOrder(weights)
}

// weighFrom is weigh by the levels from one of them on; by the others no page can be
// shrunk.
func (p *proposing) weighFrom(ctx context.Context, plan Plan, from int) ([]pdf.Weight, error) {
	weights, err := p.weigh(ctx, plan, levels[from:])
	for i, w := range weights {
		left := pdf.Weighed{Bytes: w.As[0].Bytes, Resolution: w.As[0].Resolution}
		weights[i].As = slices.Insert(w.As, 1, slices.Repeat([]pdf.Weighed{left}, from)...)
	}
	return weights, err
}

var errWeights = errors.New("not every page was weighed")

// inOrder puts what was weighed source by source into the order of the pages.
func (p *Plan) inOrder(weights []pdf.Weight) ([]pdf.Weight, error) {
	if len(weights) != p.carried() {
		return nil, errWeights
	}
	ordered := make([]pdf.Weight, 0, len(weights))
	to := make([]int, len(weights)) // from the places of the sources to those of the pages
	start := 0
	for _, d := range p.Documents {
		next := map[bool]int{false: start, true: start + d.fronts()} // of its backs and of the others
		for _, page := range d.Pages {
			to[next[page.Back]] = len(ordered)
			ordered = append(ordered, weights[next[page.Back]])
			next[page.Back]++
		}
		start += len(d.Pages)
	}
	for i, w := range ordered {
		if w.With < 0 || w.With > len(to) {
			return nil, errWeights
		}
		if w.With > 0 {
			ordered[i].With = 1 + to[w.With-1]
		}
	}
	return ordered, nil
}

// carried are how many pages come from sources.
func (p *Plan) carried() (n int) {
	for _, d := range p.Documents {
		n += len(d.Pages)
	}
	return n
}

// follow takes the chosen levels into the plan, with what comes of them.
func (p *Plan) follow(weights []pdf.Weight, chosen fitted) {
	n := 0
	for d := range p.Documents {
		document := &p.Documents[d]
		document.Bytes = 0
		for i := range document.Pages {
			document.Pages[i].weighed(weights[n], chosen.levels[n])
			document.Bytes += document.Pages[i].Bytes
			n++
		}
	}
	p.Expected = p.own() + chosen.size
}

// weighed takes the level that was chosen for a page.
func (p *PlannedPage) weighed(weight pdf.Weight, level int) {
	p.Bytes = weight.Fixed + weight.As[level].Bytes
	p.Shrink, p.Before, p.Resolution = pdf.Shrink{}, 0, 0
	if level > 0 {
		p.Shrink, p.Before, p.Resolution = levels[level-1], weight.Fixed+weight.As[0].Bytes, weight.As[level].Resolution
	}
}

// expect says about how large the bundle will be: its own pages, and what is carried
// over by its share of the files.
func (p *Plan) expect() error {
	job, err := p.assembly("")
	if err != nil {
		return err
	}
	p.overlay = job.Overlay
	p.Expected = p.own()
	for i := range p.Documents {
		p.Documents[i].Bytes = p.Documents[i].shares()
		p.Expected += p.Documents[i].Bytes
	}
	return nil
}

// own is about what the bundle takes beside the pages of its sources.
func (p *Plan) own() int64 {
	return int64(len(p.front.PDF)+len(p.overlay)) + int64(p.Pages)*ownPage
}

// ownPage is about what a page takes by being one, in bytes: its dictionary, its
// place in the structure and in the file.
const ownPage = 250

// Shrunk reports whether the page's pictures go in smaller than they are.
func (p PlannedPage) Shrunk() bool { return p.Shrink != pdf.Shrink{} }
