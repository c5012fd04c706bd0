// Package vacancy is what is asked: vacancy packs, decoded from bytes, checked,
// explained, compared with each other and described to editors. A pack carries every threshold of its rules (ages, months, levels,
// countries, caps), so that no rule of a particular vacancy stands in Go.
// Judging a candidate against a rule belongs to eligibility, finding and
// reading files to session.
//
// What a pack's file may say is what the pack tags of the exported types name,
// no more. Three choices are worth knowing. A rule has exactly one kind, and
// beside it at most atBest, for what a human must judge however the data look.
// A Declared may say what its absence means, so that a degree which nobody has
// called relevant yet is to confirm and not a question. English texts tagged
// quote are the notice's own words and are compared with it by letters and
// digits; every other text is the pack's, and French without a source is
// unverified. What Decode refuses beyond the types stands in limits (of single
// keys, which the schema tells too), validate (what must agree) and sense (rules
// that nobody can meet or fail); what needs more than the file, its time zones,
// its notice and its tests, is checked by methods of Pack.
package vacancy

import (
	"fmt"
	"time"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// Digest identifies the pack's exact bytes: "sha256:" and 64 hex digits.
func (p *Pack) Digest() string { return p.digest }

// FrenchSource returns the id of the source from which the text's French was
// taken, and "" for a translation of our own, which is unverified.
func (p *Pack) FrenchSource(t message.Text) string { return p.french[t] }

// Source returns the source with this id.
func (p *Pack) Source(id string) (Source, bool) {
	for _, s := range p.Sources {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}

// AllReadings returns every reading of the criterion, the notice's first.
func (c Criterion) AllReadings() []Reading {
	notice := Reading{Source: NoticeSource, Clause: c.Clause, Rule: c.Rule}
	return append([]Reading{notice}, c.Readings...)
}

// Instant is the moment from which the vacancy is closed; loc is the location
// named by Zone.
func (d Deadline) Instant(loc *time.Location) time.Time { return d.Wall.In(loc) }

// Day is the deadline's day in its own zone: the reference date of OnDeadline.
func (d Deadline) Day() civil.Date { return d.Wall.Day }

// In returns the instant at which a clock in the location shows w.
func (w Wall) In(loc *time.Location) time.Time {
	return time.Date(w.Day.Year, w.Day.Month, w.Day.Day, w.Hour, w.Minute, 0, 0, loc)
}

// String returns w as 2025-06-22T23:59.
func (w Wall) String() string { return fmt.Sprintf("%sT%02d:%02d", w.Day, w.Hour, w.Minute) }

// First returns the first day of the month.
func (m Month) First() civil.Date { return civil.Date{Year: m.Year, Month: m.Month, Day: 1} }

// String returns m as 2026-03, which is also how a choice of it is stored.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year, m.Month) }

// Start returns the start month written as 2026-03, where the pack offers it.
func (p *Pack) Start(month string) (Month, bool) {
	for _, m := range p.Starts {
		if m.String() == month {
			return m, true
		}
	}
	return Month{}, false
}

// Texts returns every text of the pack, in the file's order.
func (p *Pack) Texts() []message.Text {
	texts := make([]message.Text, len(p.file.texts))
	for i, t := range p.file.texts {
		texts[i] = t.Text
	}
	return texts
}
