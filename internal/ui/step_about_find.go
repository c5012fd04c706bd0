package ui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/piece"
)

// A finder looks for things by their names in every language of the program.
type finder struct {
	options []piece.Option        // in the order of the window's language
	names   map[string][]findName // by value
	alias   func(typed string) (value string, ok bool)
	nothing string // id of the sentence for a name that is none's
}

// A findName is a name that something is found by.
type findName struct{ plain, written string }

// newFindName is a name as it is written, and as plainName writes it.
func newFindName(written string) findName { return findName{plainName(written), written} }

// noFind is the value of the row that says that there is nothing to add.
const noFind = "none"

// find returns what matches, best first, or one row that says that nothing does.
func (f finder) find(w *Window, chosen []string, typed string) []piece.Option {
	want := plainName(typed)
	if want == "" {
		return f.options
	}
	found := f.matching(typed, want)
	free := func(o piece.Option) bool { return !slices.Contains(chosen, o.Value) }
	switch {
	case len(found) == 0:
		return []piece.Option{{Value: noFind, Label: w.say(f.nothing, message.Args{"Typed": typed})}}
	case !slices.ContainsFunc(found, free):
		return []piece.Option{{Value: noFind, Label: w.say("ui.find.chosen", message.Args{"Name": found[0].Label})}}
	}
	return found
}

// A match is an option with how well a name of its own matches.
type match struct {
	option piece.Option
	rank   int
	name   string
}

// matching are the options that match, best first; of equals the first by the
// name that matches, so that a name comes before a longer one.
func (f finder) matching(typed, want string) []piece.Option {
	alias, known := "", false
	if f.alias != nil {
		alias, known = f.alias(typed)
	}
	var matches []match
	for _, o := range f.options {
		m := match{option: o, rank: noMatch}
		for _, name := range f.names[o.Value] {
			if rank := rankOf(name.plain, want); rank < m.rank {
				m.rank, m.name = rank, name.plain
				m.option.Note = name.written
			}
		}
		if known && o.Value == alias {
			m.rank = 0
		}
		if rankOf(plainName(o.Label), want) < noMatch {
			m.option.Note = "" // its name alone says why it is found
		}
		if m.rank < noMatch {
			matches = append(matches, m)
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name))
	})
	var found []piece.Option
	for _, m := range matches {
		found = append(found, m.option)
	}
	return found
}

// noMatch is the rank of a name that does not match.
const noMatch = 4

// rankOf says how well a name matches: 0 is the very name.
func rankOf(name, want string) int {
	switch {
	case name == want:
		return 0
	case strings.HasPrefix(name, want):
		return 1
	case strings.Contains(name, " "+want):
		return 2
	case strings.Contains(name, want):
		return 3
	}
	return noMatch
}

// plainName takes from a name what people write differently: capitals, accents,
// punctuation.
func plainName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r):
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// namesIn are the names of each value in every language of the program.
func namesIn(values []string, name func(loc *i18n.Localizer, value string) string) map[string][]findName {
	names := map[string][]findName{}
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			continue // the window's own language is one of them, and was read
		}
		for _, value := range values {
			names[value] = append(names[value], newFindName(name(loc, value)))
		}
	}
	return names
}

// sorted are the values with their names, in the order of the window's language.
func (w *Window) sorted(values []string, name func(loc *i18n.Localizer, value string) string) []piece.Option {
	var options []piece.Option
	for _, value := range values {
		options = append(options, piece.Option{Value: value, Label: name(w.loc, value)})
	}
	slices.SortStableFunc(options, func(a, b piece.Option) int { return w.loc.Compare(a.Label, b.Label) })
	return options
}

// picker adds to a list what a finder finds.
func (w *Window) picker(key, hint string, f finder, chosen []string, add func(value string)) *piece.Field {
	control := piece.NewPicker(key, w.say(hint, nil), f.options, chosen, func(value string) {
		if value != noFind {
			add(value)
		}
	}, func(typed string) []piece.Option { return f.find(w, chosen, typed) })
	w.lock(control)
	return w.field(key, piece.NewField("", "", control))
}

// removing says what the button on a chip does.
func (w *Window) removing(label string) string {
	return w.say("ui.about.remove", message.Args{"Name": label})
}

// countryFinder looks for countries by their names of today and of yesterday.
func (w *Window) countryFinder() finder {
	name := func(loc *i18n.Localizer, code string) string { return loc.Country(message.Country(code)) }
	if w.countries == nil {
		w.countries = map[string][]findName{}
		for code, names := range i18n.CountryNames() {
			for _, name := range names {
				w.countries[code] = append(w.countries[code], newFindName(name))
			}
		}
	}
	return finder{
		options: w.sorted(candidate.Countries(), name), names: w.countries,
		alias: i18n.CountryCode, nothing: "ui.find.no-country",
	}
}
