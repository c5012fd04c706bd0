package ui

import (
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
	options []piece.Option      // in the order of the window's language
	names   map[string][]string // by value, as plainName writes them
	alias   func(typed string) (value string, ok bool)
	nothing string // id of the sentence for a name that is none's
}

// find returns what matches best first: names that begin so, names with a word
// that does, then all others that hold it.
func (f finder) find(w *Window, chosen []string, typed string) []piece.Option {
	want := plainName(typed)
	if want == "" {
		return f.options
	}
	var ranks [3][]piece.Option
	alias, known := "", false
	if f.alias != nil {
		alias, known = f.alias(typed)
	}
	for _, o := range f.options {
		rank := rankOf(f.names[o.Value], want)
		if known && o.Value == alias {
			rank = 0
		}
		if rank < len(ranks) {
			ranks[rank] = append(ranks[rank], o)
		}
	}
	found := slices.Concat(ranks[0], ranks[1], ranks[2])
	free := func(o piece.Option) bool { return !slices.Contains(chosen, o.Value) }
	switch {
	case len(found) == 0:
		return []piece.Option{{Label: w.say(f.nothing, message.Args{"Typed": typed})}}
	case !slices.ContainsFunc(found, free):
		return []piece.Option{{Label: w.say("ui.find.chosen", message.Args{"Name": found[0].Label})}}
	}
	return found
}

// rankOf says how well names match: 0 best, 3 not at all.
func rankOf(names []string, want string) int {
	best := 3
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, want):
			return 0
		case strings.Contains(name, " "+want):
			best = min(best, 1)
		case strings.Contains(name, want):
			best = min(best, 2)
		}
	}
	return best
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
func namesIn(values []string, name func(loc *i18n.Localizer, value string) string) map[string][]string {
	names := map[string][]string{}
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			continue // the window's own language is one of them, and was read
		}
		for _, value := range values {
			names[value] = append(names[value], plainName(name(loc, value)))
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
		if value != "" {
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
func (s *aboutStep) countryFinder() finder {
	name := func(loc *i18n.Localizer, code string) string { return loc.Country(message.Country(code)) }
	if s.countries == nil {
		s.countries = namesIn(candidate.Countries(), name)
	}
	return finder{
		options: s.w.sorted(candidate.Countries(), name), names: s.countries,
		alias: i18n.CountryCode, nothing: "ui.find.no-country",
	}
}
