package i18n

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// ParseDate reads a day as a person writes it: 2003-02-28, 28.2.2003,
// 28/02/2003, 28 2 2003, 28 February 2003, the 28th of February 2003, February 28
// 2003, 28 févr. 2003, le 1er juin 2025. Months may be named in any language of the program, and shortened
// to three letters or more where that leaves no doubt. The year has four digits;
// what is no day of the calendar is none.
func ParseDate(text string) (civil.Date, bool) {
	date, ok := readDate(text)
	if !ok || !exists(date) {
		return civil.Date{}, false
	}
	return date, true
}

// BadDate is what is wrong with a text that ParseDate does not read: that no calendar has
// the day, as 31 February, or else that it is none.
func BadDate(text string) *message.Error {
	if date, ok := readDate(text); ok && date.Year >= 1 && !exists(date) {
		return message.Bad("date-no-such-day", message.Args{"Value": text}, nil)
	}
	return message.Bad("date-unreadable", message.Args{"Value": text}, nil)
}

// exists reports whether the calendar has the day.
func exists(date civil.Date) bool {
	return date.Year >= 1 && civil.Of(date.In(time.UTC)) == date
}

// readDate reads the day, month and year of a text, whether or not there is such a day.
func readDate(text string) (civil.Date, bool) {
	words := dateWords(text)
	if len(words) != 3 {
		return civil.Date{}, false
	}
	day, month, year := words[0], words[1], words[2]
	switch {
	case len(day) == 4 && digits(day):
		day, year = year, day
	case !ordinal(day):
		day, month = month, day
	}
	if len(year) != 4 || !digits(year) || !ordinal(day) {
		return civil.Date{}, false
	}
	m, ok := monthOf(month)
	if !ok {
		return civil.Date{}, false
	}
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day[:digitsIn(day)])
	return civil.Date{Year: y, Month: m, Day: d}, true
}

// dateWords splits at spaces of every kind, and at points, strokes, hyphens and
// commas.
func dateWords(text string) []string {
	words := strings.FieldsFunc(folded(text), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("./-,\u2010\u2011\u2013", r)
	})
	return slices.DeleteFunc(words, func(word string) bool { return fillers[word] })
}

// fillers are the words that people write around a day in English and French.
var fillers = map[string]bool{"the": true, "of": true, "le": true}

// folded returns a text in small letters without accents.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

func digits(s string) bool { return s != "" && digitsIn(s) == len(s) }

// digitsIn returns how many digits s begins with.
func digitsIn(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// endings are what follows the number of a day in English and French.
var endings = []string{"", "er", "st", "nd", "rd", "th"}

// ordinal reports whether s is the number of a day, 1er and 2nd among them.
func ordinal(s string) bool {
	n := digitsIn(s)
	if n < 1 || n > 2 {
		return false
	}
	for _, ending := range endings {
		if s[n:] == ending {
			return true
		}
	}
	return false
}

// shortest is how many letters of a month's name are enough.
const shortest = 3

// monthOf reads a month: its number, its name, or the beginning of its name.
func monthOf(s string) (time.Month, bool) {
	if digits(s) {
		n, err := strconv.Atoi(s)
		return time.Month(n), err == nil && len(s) <= 2 && n >= 1 && n <= 12
	}
	var found time.Month
	for _, names := range monthNames() {
		for i, name := range names {
			month := time.Month(i + 1)
			if s == name {
				return month, true
			}
			if len(s) < shortest || !strings.HasPrefix(name, s) {
				continue
			}
			if found != 0 && found != month {
				return 0, false
			}
			found = month
		}
	}
	return found, found != 0
}

// monthNames are the folded names of the months in each language. They are read
// once, from data that is part of the program, and only when someone writes one.
var monthNames = sync.OnceValue(func() [][12]string {
	var all [][12]string
	for _, lang := range Languages() {
		texts, err := read(lang)
		if err != nil {
			continue // New tells of a broken language file
		}
		var names [12]string
		for i := range names {
			name, _ := texts["format.month."+strconv.Itoa(i+1)].(string)
			names[i] = folded(name)
		}
		all = append(all, names)
	}
	return all
})
