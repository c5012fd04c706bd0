package eligibility

import (
	"cmp"
	"slices"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// grasp is how well the candidate knows one of the languages asked for: at
// least low, at most high; they differ where the level is not answered.
type grasp struct {
	tag       string
	low, high candidate.LanguageLevel
	evidence  string
}

// language: the level of the best, or of the second best, known of the
// languages. A language that is not in the candidate's list is not known.
func (j *judge) language(r vacancy.Language) Leaf {
	leaf := j.about("language", "")
	if j.Candidate.Languages == nil {
		return leaf.is(vacancy.Unanswered, "reason.language.unanswered", func() message.Args {
			return message.Args{"Languages": languages(r.Of)}
		}).next("next.language.answer")
	}
	known := j.grasps(r.Of)
	low, sure := pick(known, r.Which, func(g grasp) candidate.LanguageLevel { return g.low })
	high, _ := pick(known, r.Which, func(g grasp) candidate.LanguageLevel { return g.high })
	verdict := levelVerdict(r, low)
	if verdict != levelVerdict(r, high) {
		open := known[slices.IndexFunc(known, func(g grasp) bool { return g.low != g.high })]
		return leaf.is(vacancy.Unanswered, "reason.language.level-unsaid", func() message.Args {
			return message.Args{"Language": message.Language(open.tag)}
		}).next("next.language.level")
	}
	if low == "none" && verdict != vacancy.Met {
		return leaf.unknownLanguage(verdict, r, known)
	}
	return leaf.knownLanguage(verdict, r, sure, low)
}

// grasps returns how well each language is known, in the order asked.
func (j *judge) grasps(of []string) []grasp {
	known := make([]grasp, len(of))
	for i, tag := range of {
		g := grasp{tag: tag, low: "none", high: "none"}
		for _, l := range j.Candidate.Languages {
			if !vacancy.LanguageCovers(tag, l.Tag) {
				continue
			}
			if l.Level == "" {
				g.high = "native"
			}
			if l.Level.Rank() > g.low.Rank() {
				g.low, g.evidence = l.Level, l.Evidence
			}
		}
		if g.low.Rank() > g.high.Rank() {
			g.high = g.low
		}
		known[i] = g
	}
	return known
}

// pick returns the level of the best or the second best language, and which
// language that is; of equally good ones the one named first is the better.
func pick(known []grasp, which vacancy.Which, level func(grasp) candidate.LanguageLevel) (candidate.LanguageLevel, grasp) {
	var best, second grasp // of no language at first: any level is better
	for _, g := range known {
		switch {
		case level(g).Rank() > level(best).Rank():
			best, second = g, best
		case level(g).Rank() > level(second).Rank():
			second = g
		}
	}
	picked := best
	if which == vacancy.WhichSecond {
		picked = second
	}
	return cmp.Or(level(picked), "none"), picked
}

// levelVerdict: levels in neither list are not met.
func levelVerdict(r vacancy.Language, level candidate.LanguageLevel) vacancy.Verdict {
	switch {
	case slices.Contains(r.Met, string(level)):
		return vacancy.Met
	case slices.Contains(r.ToConfirm, string(level)):
		return vacancy.ToConfirm
	default:
		return vacancy.NotMet
	}
}

// longList is from how many languages on a sentence names none of them.
const longList = 5

// unknownLanguage is a level of none: no language of those asked for is known,
// or where a second one is asked for, one alone.
func (l Leaf) unknownLanguage(v vacancy.Verdict, r vacancy.Language, all []grasp) Leaf {
	args := func() message.Args { return message.Args{"Languages": languages(r.Of)} }
	unknown := slices.DeleteFunc(slices.Clone(all), func(g grasp) bool { return g.low != "none" })
	switch {
	case len(unknown) == len(all) && len(all) >= longList:
		many := func() message.Args { return with(args(), message.Args{"Count": len(all)}) }
		return l.fact("fact.language.none-of-many", many).is(v, "reason.language.none-of-many", many).next("next.language.add-one")
	case len(unknown) == len(all) && len(all) > 1:
		return l.fact("fact.language.none", args).is(v, "reason.language.none", args).next("next.language.add")
	case len(unknown) == 1:
		second := func() message.Args { return message.Args{"Language": message.Language(unknown[0].tag)} }
		return l.fact("fact.language.no-second", second).is(v, "reason.language.no-second", second).next("next.language.add-second")
	default:
		_, best := pick(all, vacancy.WhichBest, func(g grasp) candidate.LanguageLevel { return g.low })
		only := func() message.Args { return with(args(), message.Args{"Language": message.Language(best.tag)}) }
		return l.fact("fact.language.only", only).is(v, "reason.language.only", only).next("next.language.add-another")
	}
}

// levelReasons are the sentences on a level that is known.
var levelReasons = map[vacancy.Verdict]struct{ reason, next string }{
	vacancy.Met:       {"reason.language.met", ""},
	vacancy.ToConfirm: {"reason.language.to-confirm", "next.language.confirm"},
	vacancy.NotMet:    {"reason.language.not-met", "next.language.learn"},
}

func (l Leaf) knownLanguage(v vacancy.Verdict, r vacancy.Language, g grasp, level candidate.LanguageLevel) Leaf {
	known := func() message.Args {
		return message.Args{"Language": message.Language(g.tag), "Level": levelWord(level)}
	}
	l = l.fact("fact.language", known)
	if g.evidence != "" {
		l = l.fact("fact.language.evidence", func() message.Args { return with(known(), message.Args{"Evidence": g.evidence}) })
	}
	words := levelReasons[v]
	l = l.is(v, words.reason, func() message.Args { return with(known(), message.Args{"Enough": levelWords(r.Met)}) }).closer(near)
	if words.next != "" {
		l = l.next(words.next)
	}
	return l
}

// levelWords writes the levels that are enough, in the pack's order.
func levelWords(levels []string) message.List {
	list := make(message.List, len(levels))
	for i, level := range levels {
		list[i] = levelWord(candidate.LanguageLevel(level))
	}
	return list
}

// levelWord writes a level: the codes are the same in every language.
func levelWord(level candidate.LanguageLevel) any {
	switch level {
	case "native":
		return message.New("level.native", nil)
	case "none":
		return message.New("level.none", nil)
	default:
		return string(level)
	}
}

func languages(tags []string) message.List {
	list := make(message.List, len(tags))
	for i, tag := range tags {
		list[i] = message.Language(tag)
	}
	return list
}

// SameLanguage reports whether the tag is one of the languages, whatever the
// region: en-GB is en, and nb is no.
func SameLanguage(tag string, languages []string) bool {
	return slices.ContainsFunc(languages, func(l string) bool { return vacancy.LanguageCovers(l, tag) })
}
