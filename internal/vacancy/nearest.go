package vacancy

import (
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// maxSlips is how many letters a key may differ by from the one that is meant.
const maxSlips = 2

// nearest returns the known key of which the word looks like a slip, and "" where
// there is none.
func nearest(word string, fields []field) string {
	best, slips := "", maxSlips+1
	for _, f := range fields {
		if d := distance(strings.ToLower(word), strings.ToLower(f.key)); d < slips && d < len(f.key)-1 {
			best, slips = f.key, d
		}
	}
	return best
}

// distance counts the letters to add, remove or replace to make b of a. Words
// that are longer than any key are as far as they are long.
func distance(a, b string) int {
	const longest = 40
	if len(a) > longest {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// nearValues are usual slips in a value by the mistake that they make, and how
// what is meant is written.
var nearValues = map[string]struct {
	slip  *regexp.Regexp
	meant string
}{
	"pack-bad-size":  {regexp.MustCompile(`(?i)^([1-9][0-9]{0,3}) ?([km])(?:[bo]|ib|io)?$`), "$1 $2"},
	"pack-bad-month": {regexp.MustCompile(`^([0-9]{4}-[0-9]{2})-[0-9]{2}$`), "$1"},
}

// nearValue returns the right value of which a wrong one looks like a slip, and
// "" where there is none.
func nearValue(id, word string) string {
	known, ok := nearValues[id]
	if !ok || !known.slip.MatchString(word) {
		return ""
	}
	near := known.slip.ReplaceAllString(word, known.meant)
	if id == "pack-bad-size" {
		count, unit, _ := strings.Cut(near, " ")
		near = count + map[string]string{"k": " kB", "m": " MB"}[strings.ToLower(unit)]
	}
	return near
}

// How texts are written, without marks and with commas.
const (
	textExample  = "{en: …, fr: …}"
	commaExample = `{en: "one, two", fr: "un, deux"}`
)

// examples shows how values of a type are written that is not made of keys.
var examples = map[reflect.Type]string{
	reflect.TypeFor[message.Text]():  textExample,
	reflect.TypeFor[civil.Date]():    "2025-06-22",
	reflect.TypeFor[Wall]():          "2025-06-22T23:59",
	reflect.TypeFor[[]Month]():       "[2026-03]",
	reflect.TypeFor[Size]():          "5 MB",
	reflect.TypeFor[message.Money](): "1200.50 EUR",
	reflect.TypeFor[[]byte]():        "{birthDate: 2003-02-28}",
	reflect.TypeFor[[]Expectation](): "{age: met}",
	reflect.TypeFor[bool]():          "true",
	reflect.TypeFor[int]():           "1",
}

// keyExamples are the examples of words, by their key.
var keyExamples = map[string]string{
	"zone": "Europe/Brussels", "accepted": "[en, fr]", "codes": "[BE, FR]", "types": "[pdf]",
	"months": "12", "monthsMet": "24", "maxLength": "60",
}

// sameExamples are keys for which the value of another key beside them is the
// best example, because it changes nothing.
var sameExamples = map[string]string{"monthsToConfirm": "monthsMet"}

// exampleOf shows how the value of a key is written that is missing among the
// others.
func exampleOf(t reflect.Type, key string, others *yaml.Node) string {
	if same := get(others, sameExamples[key]); same != nil {
		return same.Value
	}
	if text, ok := keyExamples[key]; ok {
		return text
	}
	if text, ok := examples[t]; ok {
		return text
	}
	switch t.Kind() {
	case reflect.Slice:
		return "[…]"
	case reflect.Struct:
		return "{…}"
	}
	return "…"
}

// find returns where words stand in the line of a node, at or after it, and the
// node's own place where they are not in that line.
func (f *file) find(n *yaml.Node, words string) place {
	at := placeOf(n)
	row := []rune(f.row(at.line))
	if before, _, found := strings.Cut(string(row[min(at.column-1, len(row)):]), words); found {
		at.column += len([]rune(before))
	}
	return at
}
