package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// write returns a placeholder's value as the language writes it.
func (l *Localizer) write(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return oneLine(v), nil
	case message.Excerpt:
		return string(v), nil
	case int:
		return l.Number(int64(v)), nil
	case civil.Date:
		return l.Date(v), nil
	case message.Moment:
		return l.Moment(v), nil
	case message.Clock:
		return l.clock(v.At), nil
	case message.Money:
		return l.Money(v), nil
	case message.Bytes:
		return l.Bytes(v), nil
	case message.Country:
		return l.Country(v), nil
	case message.Language:
		return l.Language(v), nil
	case message.List:
		return l.List(v), nil
	case message.Text:
		return l.Pick(v), nil
	case message.Message:
		return l.Render(v)
	}
	return "", fmt.Errorf("no language knows how to write a %T", v)
}

// oneLine returns s fit to stand inside a sentence, whoever wrote it: line ends
// are spaces, and what is no text, would steer a terminal or turn a line around
// is the replacement character.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("\n\r\t\u0085\u2028\u2029", r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
}

// say is Text for this room's own patterns.
func (l *Localizer) say(id string, args message.Args) string {
	return l.Text(message.New(id, args))
}

// Date writes a day: "22 June 2025", "1er juin 2025"; "" for no day.
func (l *Localizer) Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	id := "format.date"
	if d.Day == 1 {
		id = "format.date-first"
	}
	return l.say(id, message.Args{
		"Day":   strconv.Itoa(d.Day),
		"Month": l.say("format.month."+strconv.Itoa(int(d.Month)), nil),
		"Year":  strconv.Itoa(d.Year),
	})
}

// Month writes a month of a year: "March 2026". The day of d does not matter.
func (l *Localizer) Month(d civil.Date) string {
	return l.say("format.month-year", message.Args{
		"Month": l.say("format.month."+strconv.Itoa(int(d.Month)), nil),
		"Year":  strconv.Itoa(d.Year),
	})
}

// Moment writes an instant as the wall time of its zone: "22 June 2025, 23:59
// (Brussels time)". Without a zone it is UTC.
func (l *Localizer) Moment(m message.Moment) string {
	zone := m.Zone
	if zone == nil {
		zone = time.UTC
	}
	at := m.At.In(zone)
	return l.say("format.moment", message.Args{
		"Date": civil.Of(at),
		"Time": l.clock(at),
		"Zone": l.zone(zone),
	})
}

// clock writes the time of day of t in t's own zone, to the minute.
func (l *Localizer) clock(t time.Time) string {
	id := "format.time"
	if t.Minute() == 0 {
		id = "format.time-whole-hour"
	}
	return l.say(id, message.Args{
		"Hour":       strconv.Itoa(t.Hour()),
		"PaddedHour": fmt.Sprintf("%02d", t.Hour()),
		"Minute":     fmt.Sprintf("%02d", t.Minute()),
	})
}

// zone names a time zone after its city, in the language where it knows it.
func (l *Localizer) zone(zone *time.Location) string {
	if text, err := l.Render(message.New("format.zone."+zone.String(), nil)); err == nil {
		return text
	}
	city := zone.String()[strings.LastIndex(zone.String(), "/")+1:]
	return l.say("format.zone", message.Args{"City": strings.ReplaceAll(city, "_", " ")})
}

// Money writes a sum: "€1,286.09", "1 286,09 €".
func (l *Localizer) Money(m message.Money) string {
	amount, sign := m.Hundredths, ""
	if amount < 0 {
		amount, sign = -amount, "-"
	}
	figures := sign + l.group(strconv.FormatInt(amount/100, 10)) +
		l.say("format.decimal", nil) + fmt.Sprintf("%02d", amount%100)
	if m.Currency == "EUR" {
		return l.say("format.euro", message.Args{"Amount": figures})
	}
	return l.say("format.money", message.Args{"Amount": figures, "Currency": m.Currency})
}

// Number writes a whole number, its thousands apart from five digits on: a
// number of four digits may be a year.
func (l *Localizer) Number(n int64) string {
	if n > -10_000 && n < 10_000 {
		return strconv.FormatInt(n, 10)
	}
	return l.group(strconv.FormatInt(n, 10))
}

// group sets the language's mark between the thousands of a whole number.
func (l *Localizer) group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	mark := l.say("format.group", nil)
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(mark)
		}
		b.WriteRune(digit)
	}
	return sign + b.String()
}

// units are the texts of the decimal units of size, each a thousand times the
// one before.
var units = []string{"format.bytes", "format.kilobytes", "format.megabytes", "format.gigabytes", "format.terabytes"}

// Bytes writes a size in decimal units with one decimal below ten: "812 bytes",
// "1.2 MB", "48 MB".
func (l *Localizer) Bytes(size message.Bytes) string {
	if size < 1000 {
		return l.say(units[0], message.Args{"Count": int(size)})
	}
	value, unit := float64(size), 0
	for value >= 999.5 && unit < len(units)-1 {
		value, unit = value/1000, unit+1
	}
	decimals := 0
	if value < 9.95 {
		decimals = 1
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(value, 'f', decimals, 64), ".")
	if fraction != "" && fraction != "0" {
		whole += l.say("format.decimal", nil) + fraction
	}
	return l.say(units[unit], message.Args{"Size": whole})
}

// norwegian is the language of which the list of names knows Bokmål alone, one
// of the two that it stands for.
const norwegian = "no"

// Language writes the name of a language: "French", "français". A tag that
// names none is written as it is.
func (l *Localizer) Language(tag message.Language) string {
	if tag == norwegian {
		return l.say("language.no", nil)
	}
	parsed, err := language.Parse(string(tag))
	if err != nil {
		return string(tag)
	}
	if name := l.languages.Name(parsed); name != "" {
		return name
	}
	return string(tag)
}

// List writes its members joined: "A, B and C". No member gives "".
func (l *Localizer) List(list message.List) string {
	words := make([]string, len(list))
	for i, member := range list {
		word, err := l.write(member)
		if err != nil {
			word = fmt.Sprintf("⟦%v⟧", member)
		}
		words[i] = word
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return l.say("format.list-last", message.Args{"Before": l.series(words[:last]), "Last": words[last]})
}

// series writes all members of a list but the last one, at least one, in
// halves: one after the other would copy the beginning again for each.
func (l *Localizer) series(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	half := len(words) / 2
	return l.say("format.list", message.Args{"Before": l.series(words[:half]), "Next": l.series(words[half:])})
}
