package vacancy

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// special fills a value of a type that is written otherwise than by its
// fields, and reports whether target is one.
func (b *binder) special(target any, n *yaml.Node, where at) bool {
	switch target := target.(type) {
	case *message.Text:
		b.text(target, n, where)
	case *[]Expectation:
		b.expectations(target, n, where)
	case *[]byte:
		b.candidate(target, n, where)
	case *civil.Date:
		parsed(b, target, n, where, "pack-bad-date", civil.Parse)
	case *Wall:
		parsed(b, target, n, where, "pack-bad-wall", parseWall)
	case *Month:
		parsed(b, target, n, where, "pack-bad-month", parseMonth)
	case *Span:
		parsed(b, target, n, where, "pack-bad-span", parseSpan)
	case *Size:
		parsed(b, target, n, where, "pack-bad-size", parseSize)
	case *message.Money:
		parsed(b, target, n, where, "pack-bad-money", parseMoney)
	default:
		return false
	}
	return true
}

// parsed reads a value of one word.
func parsed[T any](b *binder, target *T, n *yaml.Node, where at, id string, parse func(string) (T, error)) {
	word, ok := b.word(n, where)
	if !ok {
		return
	}
	value, err := parse(word)
	if err != nil {
		b.fail(n, id, message.Args{"Key": lastKey(where.path), "Value": word, "Near": nearValue(id, word)})
		return
	}
	*target = value
}

// textKeys are the keys of a text in both languages.
type textKeys struct {
	EN       string `pack:"en,opt"`
	FR       string `pack:"fr,opt"`
	Same     bool   `pack:"same,opt"`
	FRSource string `pack:"frSource,opt"`
}

// text reads {en, fr} with the optional keys same and frSource.
func (b *binder) text(target *message.Text, n *yaml.Node, where at) {
	var keys textKeys
	if n.Kind != yaml.MappingNode {
		b.fail(n, "pack-wants-text", message.Args{"Key": lastKey(where.path), "Example": textExample})
		return
	}
	before := len(b.problems)
	b.mapping(reflect.ValueOf(&keys).Elem(), n, where)
	if len(b.problems) > before {
		return
	}
	t := message.Text{EN: strings.TrimSuffix(keys.EN, "\n"), FR: strings.TrimSuffix(keys.FR, "\n")}
	for _, lang := range []string{"en", "fr"} {
		if t.In(lang) == "" {
			b.fail(n, "pack-translation-missing", message.Args{
				"Key": lastKey(where.path), "Language": message.Language(lang), "Example": textExample,
			})
			return
		}
	}
	*target = t
	b.file.texts = append(b.file.texts, placedText{
		Text: t, path: where.path,
		same: keys.Same, quote: where.quote, source: keys.FRSource,
	})
}

// expectations reads {item: verdict, item/reading: verdict}.
func (b *binder) expectations(target *[]Expectation, n *yaml.Node, where at) {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		b.fail(n, "pack-wants-keys", message.Args{"Key": lastKey(where.path), "Known": "…"})
		return
	}
	for key, value := range pairs(n) {
		item, reading, _ := strings.Cut(key.Value, "/")
		here := at{path: where.key(key.Value)}
		if word, ok := b.word(value, here); ok {
			b.oneOf(word, expectable(), value, here)
			*target = append(*target, Expectation{Item: item, Reading: reading, Verdict: Verdict(word)})
		}
	}
}

// candidate turns the tree of a test's candidate into JSON; what its keys
// mean is candidate's to say.
func (b *binder) candidate(target *[]byte, n *yaml.Node, where at) {
	if n.Kind != yaml.MappingNode {
		b.fail(n, "pack-wants-keys", message.Args{"Key": lastKey(where.path), "Known": "birthDate, nationalities, studies, languages, …"})
		return
	}
	w := &jsonWriter{}
	*target = w.value(nil, n)
	b.file.places[where.path] = w.places
}

// jsonPlaces says for offsets in JSON, ascending, where in the file stands what
// begins there.
type jsonPlaces []jsonPlace

type jsonPlace struct {
	offset int
	at     place
}

// find returns the place of what stands at the offset.
func (l jsonPlaces) find(offset int) place {
	var at place
	for _, one := range l {
		if one.offset > offset {
			break
		}
		at = one.at
	}
	return at
}

// jsonWriter writes nodes as JSON and remembers where it wrote them.
type jsonWriter struct{ places jsonPlaces }

func (w *jsonWriter) note(out []byte, n *yaml.Node) {
	w.places = append(w.places, jsonPlace{len(out), placeOf(n)})
}

// value appends the node. Only what stands without quotes can be true, false,
// null or a number.
func (w *jsonWriter) value(out []byte, n *yaml.Node) []byte {
	w.note(out, n)
	switch n.Kind {
	case yaml.MappingNode:
		out = append(out, '{')
		for key, value := range pairs(n) {
			if out[len(out)-1] != '{' {
				out = append(out, ',')
			}
			w.note(out, key)
			out = append(appendString(out, key.Value), ':')
			out = w.value(out, value)
		}
		return append(out, '}')
	case yaml.SequenceNode:
		out = append(out, '[')
		for i, item := range n.Content {
			if i > 0 {
				out = append(out, ',')
			}
			out = w.value(out, item)
		}
		return append(out, ']')
	}
	switch {
	case isNull(n):
		return append(out, "null"...)
	case isPlain(n) && jsontext.Value(n.Value).IsValid():
		return append(out, n.Value...)
	}
	return appendString(out, n.Value)
}

func appendString(out []byte, s string) []byte {
	out, _ = jsontext.AppendQuote(out, s) // fails for invalid UTF-8 only
	return out
}

// parseWall reads 2025-06-22T23:59.
func parseWall(s string) (Wall, error) {
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		return Wall{}, err
	}
	return wallOf(t), nil
}

// wallOf is what a clock shows at t.
func wallOf(t time.Time) Wall { return Wall{Day: civil.Of(t), Hour: t.Hour(), Minute: t.Minute()} }

// parseMonth reads 2026-03.
func parseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Month{}, err
	}
	return Month{Year: t.Year(), Month: t.Month()}, nil
}

// parseSpan reads "6 weeks", "1 month", "10 days".
func parseSpan(s string) (Span, error) {
	count, unit, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(count)
	if err != nil || n < 1 || n > 1200 {
		return Span{}, fmt.Errorf("span %q", s)
	}
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return Span{Days: n}, nil
	case "week":
		return Span{Days: 7 * n}, nil
	case "month":
		return Span{Months: n}, nil
	}
	return Span{}, fmt.Errorf("span %q", s)
}

// parseSize reads "5 MB" and "500 kB".
func parseSize(s string) (Size, error) {
	count, unit, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(count)
	factor := map[string]int{"kB": 1_000, "MB": 1_000_000}[unit]
	if err != nil || n < 1 || n > 10_000 || factor == 0 {
		return 0, fmt.Errorf("size %q", s)
	}
	return Size(n * factor), nil
}

// parseMoney reads "1286.09 EUR".
func parseMoney(s string) (message.Money, error) {
	amount, currency, _ := strings.Cut(s, " ")
	whole, cents, found := strings.Cut(amount, ".")
	n, err := strconv.ParseUint(whole+(cents + "00")[:2], 10, 40)
	if err != nil || found && len(cents) != 2 || !isCurrency(currency) {
		return message.Money{}, fmt.Errorf("sum %q", s)
	}
	return message.Money{Hundredths: int64(n), Currency: currency}, nil
}

// isCurrency reports whether s has the form of an ISO 4217 code.
func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
