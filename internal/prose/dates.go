package prose

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/dossier/internal/civil"
)

// Kind says what a written date names.
type Kind string

// The kinds of dates.
const (
	Day    Kind = "day"
	Span   Kind = "span"   // some days of one month: 23-27 September 2024
	Month  Kind = "month"  // September 2024
	Years  Kind = "years"  // 2024-2025, 2024/25: an academic year, or several
	Unsure Kind = "unsure" // a date that can be read in two ways: 03/04/2025
)

// Date is a date that stands in a text.
type Date struct {
	Text string // as it is written, on one line
	Kind Kind
	// From and To are the first and last day of it: the same of a Day, zero of an
	// Unsure one, the first of January and the last of December of Years.
	From, To civil.Date
}

// The years that a date may name.
const firstYear, lastYear = 1900, 2100

// longestYears is how many years a span of them may last: more is a price or a number.
const longestYears = 12

// chunkBytes of a text are looked at together.
const chunkBytes = 256 << 10

// Dates returns the dates that are written in text, in their order, at most so many.
// Only what is written out counts: a year, or a day without one, is no date, and a
// date that does not exist is none. Text should be Clean.
func Dates(text string, most int) []Date {
	var found []Date
	for len(text) > 0 && len(found) < most {
		part := text
		if len(part) > chunkBytes {
			part = part[:chunkBytes]
			if cut := strings.LastIndexAny(part, "\n "); cut > 0 {
				part = part[:cut]
			}
		}
		text = text[len(part):]
		d := dateFinder{text: part, tokens: tokens(part)}
		for i := 0; i < len(d.tokens) && len(found) < most; {
			date, next := d.at(i)
			if next > i {
				found = append(found, date)
				i, d.end = next, next
			} else {
				i++
			}
		}
	}
	return found
}

// token is a number, a word or a sign.
type token struct {
	from, to int  // in the text
	number   int  // its value; -1 for none, or one of more than four digits
	digits   int  // how many it has
	sign     rune // 0 for numbers and words
	joined   bool // no space stands before it
}

// tokens takes a text apart; spaces go.
func tokens(text string) []token {
	var all []token
	joined := false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		t := token{from: at, to: at + size, number: -1, joined: joined}
		switch {
		case unicode.IsSpace(r):
			at += size
			joined = false
			continue
		case r >= '0' && r <= '9':
			t.to = at + span(text[at:], func(r rune) bool { return r >= '0' && r <= '9' })
			t.digits = t.to - t.from
			t.number = numberOf(text[t.from:t.to])
		case unicode.IsLetter(r):
			t.to = at + span(text[at:], func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) })
		default:
			t.sign = r
			if r == '–' || r == '—' || r == '‑' || r == '‐' || r == '−' {
				t.sign = '-'
			}
			if r == '⁄' || r == '∕' {
				t.sign = '/'
			}
		}
		all = append(all, t)
		at, joined = t.to, true
	}
	return all
}

// span is how many bytes at the beginning of text are of a kind.
func span(text string, of func(rune) bool) int {
	if end := strings.IndexFunc(text, func(r rune) bool { return !of(r) }); end >= 0 {
		return end
	}
	return len(text)
}

func numberOf(digits string) int {
	if len(digits) > 4 {
		return -1
	}
	n := 0
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return n
}

// dateFinder looks for dates among the tokens of a text.
type dateFinder struct {
	text   string
	tokens []token
	end    int // the place behind the last date found
}

// forms are the ways of writing a date; each returns it with the place behind it, or
// a place that is not behind i for none. The longer ones come first.
var forms = []func(d dateFinder, i int) (Date, int){
	dateFinder.span, dateFinder.dayMonthYear, dateFinder.monthDayYear, dateFinder.yearMonthDay, dateFinder.monthYear,
	dateFinder.numbers, dateFinder.years,
}

// at returns the date that begins at a token.
func (d dateFinder) at(i int) (Date, int) {
	t := d.tokens[i]
	if t.sign != 0 || t.digits > 4 || t.joined && i > 0 && !d.mayFollow(i) {
		return Date{}, 0
	}
	for _, form := range forms {
		if date, next := form(d, i); next > i && d.mayEnd(next) {
			date.Text = strings.Join(strings.Fields(d.text[t.from:d.tokens[next-1].to]), " ")
			return date, next
		}
	}
	return Date{}, 0
}

// mayFollow reports whether a date may begin at a token that is joined to the one
// before: not in the middle of a number or a word.
func (d dateFinder) mayFollow(i int) bool {
	before := d.tokens[i-1]
	if before.sign == 0 {
		return false
	}
	if before.sign == '-' && d.end == i-1 && d.end > 0 {
		return true // the second of two dates
	}
	if before.sign != '.' && before.sign != '/' && before.sign != '-' && before.sign != ',' && before.sign != ':' {
		return true
	}
	return !(before.joined && i > 1 && d.tokens[i-2].digits > 0)
}

// mayEnd reports whether a date may end before a token.
func (d dateFinder) mayEnd(i int) bool {
	if i >= len(d.tokens) || !d.tokens[i].joined {
		return true
	}
	t := d.tokens[i]
	if t.sign == 0 {
		return d.word(i) == "t" || d.word(i) == "r" || d.word(i) == "g" // 2024-09-23T10:00, 2024r.
	}
	if t.sign != '.' && t.sign != '/' && t.sign != '-' && t.sign != ',' {
		return true
	}
	if i+1 >= len(d.tokens) || !d.tokens[i+1].joined || d.tokens[i+1].digits == 0 {
		return true
	}
	return t.sign == '-' && d.sign(i-2) != '-' && d.numeric(i+1) // 01.10.2024-31.03.2025
}

// numeric reports whether a date in numbers begins at a token.
func (d dateFinder) numeric(i int) bool {
	_, next := d.numbers(i)
	return next > i
}

// word is the token as a folded word, "" for none.
func (d dateFinder) word(i int) string {
	if i >= len(d.tokens) || d.tokens[i].sign != 0 || d.tokens[i].digits > 0 || d.tokens[i].to-d.tokens[i].from > mostLetters {
		return ""
	}
	return fold(d.text[d.tokens[i].from:d.tokens[i].to])
}

func (d dateFinder) sign(i int) rune {
	if i >= len(d.tokens) {
		return 0
	}
	return d.tokens[i].sign
}

// day reads a day of the month, with what may stand behind one: 1st, 1er, 1.º, 23.
func (d dateFinder) day(i int) (day, next int) {
	if i >= len(d.tokens) || d.tokens[i].digits == 0 || d.tokens[i].digits > 2 {
		return 0, 0
	}
	day = d.tokens[i].number
	if day < 1 || day > 31 {
		return 0, 0
	}
	i++
	if d.sign(i) == '.' {
		i++
	}
	switch d.word(i) {
	case "st", "nd", "rd", "th", "er", "ere", "e", "o", "a", "eme", "os", "ος", "η":
		if d.tokens[i].joined {
			i++
		}
	}
	if s := d.sign(i); s == 'º' || s == 'ª' || s == '°' {
		i++
	}
	return day, i
}

// linking are words that stand between the parts of a date.
var linking = map[string]bool{
	"of": true, "de": true, "del": true, "do": true, "den": true, "des": true, "di": true, "d": true, "lui": true, "the": true, "year": true, "al": true, "ano": true, "day": true,
}

// linked skips them, and a comma.
func (d dateFinder) linked(i int) int {
	for range 3 {
		if s := d.sign(i); s == ',' || s == '\'' || s == '’' {
			i++
			continue
		}
		if !linking[d.word(i)] {
			break
		}
		i++
	}
	return i
}

// separated skips one of the signs of 23-Sep-2024.
func (d dateFinder) separated(i int) int {
	if s := d.sign(i); s == '-' || s == '/' || s == '.' {
		return i + 1
	}
	return i
}

// month reads a month's name.
func (d dateFinder) month(i int) (month, next int, everyday bool) {
	word := d.word(i)
	if word == "" {
		return 0, 0, false
	}
	t := monthsByName()
	month = t.number[word]
	if month == 0 {
		return 0, 0, false
	}
	next = i + 1
	if d.sign(next) == '.' && d.tokens[next].joined {
		next++
	}
	return month, next, t.everyday[word]
}

// year reads a year of four digits.
func (d dateFinder) year(i int) (year, next int) {
	if i >= len(d.tokens) || d.tokens[i].digits != 4 || d.tokens[i].number < firstYear || d.tokens[i].number > lastYear {
		return 0, 0
	}
	return d.tokens[i].number, i + 1
}

// dayMonthYear is 23 September 2024, 23rd of September, 2024, 23. září 2024, 23-Sep-2024.
func (d dateFinder) dayMonthYear(i int) (Date, int) {
	day, next := d.day(i)
	if next == 0 {
		return Date{}, 0
	}
	month, next, _ := d.month(d.linked(d.separated(next)))
	if next == 0 {
		return Date{}, 0
	}
	year, next := d.year(d.linked(d.separated(next)))
	if next == 0 {
		return Date{}, 0
	}
	return dayOf(year, month, day, next)
}

// dayOf is a day if there is such a day.
func dayOf(year, month, day, next int) (Date, int) {
	if month == unsureMonth {
		return Date{Kind: Unsure}, next
	}
	at, ok := on(year, month, day)
	if !ok {
		return Date{}, 0
	}
	return Date{Kind: Day, From: at, To: at}, next
}

// on is a day, if there is such a day.
func on(year, month, day int) (civil.Date, bool) {
	at := civil.Date{Year: year, Month: time.Month(month), Day: day}
	return at, month >= 1 && month <= 12 && at.AddDays(0) == at
}

// monthDayYear is September 23, 2024.
func (d dateFinder) monthDayYear(i int) (Date, int) {
	month, next, _ := d.month(i)
	if next == 0 {
		return Date{}, 0
	}
	day, next := d.day(next)
	if next == 0 {
		return Date{}, 0
	}
	year, next := d.year(d.linked(next))
	if next == 0 {
		return Date{}, 0
	}
	return dayOf(year, month, day, next)
}

// yearMonthDay is 2024. szeptember 23., 2024 m. rugsėjo 23 d., 2024. gada 23. septembris.
func (d dateFinder) yearMonthDay(i int) (Date, int) {
	year, next := d.year(i)
	if next == 0 {
		return Date{}, 0
	}
	next = d.separated(next)
	if w := d.word(next); w == "m" || w == "gada" {
		next = d.separated(next + 1)
	}
	if day, after := d.day(next); after > 0 {
		if month, after, _ := d.month(after); after > 0 && d.word(next-1) == "gada" {
			return dayOf(year, month, day, after)
		}
		return Date{}, 0
	}
	month, next, _ := d.month(next)
	if next == 0 {
		return Date{}, 0
	}
	day, next := d.day(next)
	if next == 0 {
		return Date{}, 0
	}
	if d.sign(next-1) == '.' && (next >= len(d.tokens) || !d.tokens[next].joined) {
		next-- // the full stop is the sentence's as well
	}
	return dayOf(year, month, day, next)
}

// monthYear is September 2024.
func (d dateFinder) monthYear(i int) (Date, int) {
	month, next, everyday := d.month(i)
	if next == 0 || everyday || d.behindNumber(i) {
		return Date{}, 0
	}
	year, next := d.year(d.linked(d.separated(next)))
	if next == 0 {
		return Date{}, 0
	}
	if month == unsureMonth {
		return Date{Kind: Unsure}, next
	}
	first := civil.Date{Year: year, Month: time.Month(month), Day: 1}
	return Date{Kind: Month, From: first, To: first.AddMonths(1).AddDays(-1)}, next
}

// behindNumber reports whether a number stands before a token, which then is part of
// a day that does not exist: 30 February 2024.
func (d dateFinder) behindNumber(i int) bool {
	if i > 1 && d.sign(i-1) == '.' {
		i--
	}
	return i > 0 && d.tokens[i-1].digits > 0 && d.tokens[i-1].digits <= 2
}

// until are the words for "to" between two days.
var until = map[string]bool{"to": true, "until": true, "bis": true, "au": true, "al": true, "a": true, "do": true, "tot": true, "ate": true, "til": true, "till": true, "and": true}

// span is 23-27 September 2024, 1. bis 5. März 2024.
func (d dateFinder) span(i int) (Date, int) {
	first, next := d.day(i)
	if next == 0 {
		return Date{}, 0
	}
	if d.sign(next) != '-' && !until[d.word(next)] {
		return Date{}, 0
	}
	last, next := d.dayMonthYear(next + 1)
	if next == 0 || last.Kind != Day || first >= last.From.Day {
		return Date{}, 0
	}
	return Date{Kind: Span, From: last.From.AddDays(first - last.From.Day), To: last.To}, next
}

// numbers is 23.09.2024, 23/9/2024, 2024-09-23, 23. 9. 2024, 23.09.24.
func (d dateFinder) numbers(i int) (Date, int) {
	if i+4 >= len(d.tokens) {
		return Date{}, 0
	}
	a, b, c := d.tokens[i], d.tokens[i+2], d.tokens[i+4]
	s := d.sign(i + 1)
	if s != d.sign(i+3) || s != '.' && s != '/' && s != '-' || !d.tokens[i+1].joined || !d.tokens[i+3].joined {
		return Date{}, 0
	}
	if s != '.' && (!b.joined || !c.joined) || b.digits == 0 || b.digits > 2 {
		return Date{}, 0
	}
	next := i + 5
	switch {
	case a.digits == 4 && c.digits > 0 && c.digits <= 2:
		if year, _ := d.year(i); year > 0 {
			return dayOf(year, b.number, c.number, next)
		}
	case a.digits > 0 && a.digits <= 2 && c.digits == 4:
		if year, _ := d.year(i + 4); year > 0 {
			return dayAndMonth(year, a.number, b.number, s, next)
		}
	case a.digits == 2 && b.digits == 2 && c.digits == 2 && b.joined && s != '-' && plausible(a.number, b.number):
		return Date{Kind: Unsure}, next // which century, and may be the year comes first
	}
	return Date{}, 0
}

// plausible reports whether two numbers can be a day and a month.
func plausible(a, b int) bool {
	return a >= 1 && b >= 1 && min(a, b) <= 12 && max(a, b) <= 31
}

// dayAndMonth are two numbers before a year: with dots, the day comes first; with
// other signs some write the month first.
func dayAndMonth(year, a, b int, sign rune, next int) (Date, int) {
	_, dayFirst := on(year, b, a)
	_, monthFirst := on(year, a, b)
	switch {
	case dayFirst && (sign == '.' || a == b || !monthFirst):
		return dayOf(year, b, a, next)
	case dayFirst:
		return Date{Kind: Unsure}, next
	case monthFirst && sign != '.':
		return dayOf(year, a, b, next)
	}
	return Date{}, 0
}

// years is 2024-2025, 2024/25.
func (d dateFinder) years(i int) (Date, int) {
	from, next := d.year(i)
	if next == 0 || d.sign(next) != '-' && d.sign(next) != '/' || next+1 >= len(d.tokens) {
		return Date{}, 0
	}
	last := d.tokens[next+1]
	to, ok := last.number, last.digits == 4
	if last.digits == 2 && last.joined && d.tokens[next].joined {
		to, ok = from-from%100+last.number, true
		if to < from {
			to += 100
		}
		if ok = to == from+1; ok && last.number <= 12 && d.sign(next) == '-' {
			return Date{Kind: Unsure}, next + 2 // 2010-11 may be a November
		}
	}
	if !ok || to <= from || to > min(from+longestYears, lastYear) {
		return Date{}, 0
	}
	return Date{Kind: Years, From: civil.Date{Year: from, Month: 1, Day: 1}, To: civil.Date{Year: to, Month: 12, Day: 31}}, next + 2
}
