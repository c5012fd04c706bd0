package prose

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Other stands for a language that is neither English nor French, and is not known
// by its name.
const Other = "und"

// Evidence, in words that give a language away.
const (
	blockWords  = 24   // a text is judged in blocks of so many words
	fewWords    = 6    // fewer in all tell nothing
	sureWords   = 2.5  // a language has at least so much evidence
	sureShare   = 0.14 // and so much for each word
	sureApart   = 3    // from so many different words
	sureBefore  = 1.5  // and so many times that of the next language
	sureNear    = 1.2  // where the next is its nearest neighbour, with most words in common
	otherWords  = 15   // so many different words without a sign of English or French are neither
	foreignMost = 0.07 // that is, no more than so much evidence for each word
	mixedShare  = 0.2  // a language with so great a part of a text is named
	otherShare  = 0.35 // as is one that is not known, which a list may look like
	scriptShare = 0.7  // of the letters: the text is in that script
)

// Languages returns the languages that text is in, as BCP 47 tags, that of the
// greatest part first: most often one. Other stands for what is neither English nor
// French and not known; nil: it cannot be told, of short texts, lists and names.
func Languages(text string) []string {
	if tag := ofScript(text); tag != "" {
		return []string{tag}
	}
	parts := map[string]int{} // words by language
	var whole evidence
	var block evidence
	told := 0
	settle := func() {
		if tag := block.verdict(); tag != "" {
			parts[tag] += block.words
			told += block.words
		}
		block = evidence{}
	}
	for word := range words(text) {
		whole.take(word)
		block.take(word)
		if block.words == blockWords {
			settle()
		}
	}
	settle()
	found := named(parts, told)
	if sure := whole.verdict(); len(found) < 2 {
		if sure == "" {
			return nil
		}
		return []string{sure}
	}
	return found
}

// named are the languages with a good part of the words told. One that is not known
// stands beside English and French alone: beside another it is that one, in a list.
func named(parts map[string]int, told int) []string {
	var found []string
	known := false
	for tag, n := range parts {
		if tag != Other && float64(n) >= mixedShare*float64(told) {
			found = append(found, tag)
			known = known || tag != "en" && tag != "fr"
		}
	}
	if !known && float64(parts[Other]) >= otherShare*float64(told) && parts[Other] > 0 {
		found = append(found, Other)
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(parts[b], parts[a]), cmp.Compare(a, b))
	})
	return found
}

// Knows reports whether a language, by its tag without a region, is one that Languages
// names.
func Knows(tag string) bool {
	return tag == "el" || slices.ContainsFunc(tongues, func(t tongue) bool { return t.named && t.tag == tag })
}

// words are the runs of letters in a text, in small letters.
func words(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
			if len(part) <= mostLetters && !yield(strings.ToLower(strings.ReplaceAll(part, "İ", "i"))) {
				return
			}
		}
	}
}

// mostLetters bounds a word, in bytes: what is longer is none.
const mostLetters = 80

// scripts other than the Latin one, with the language that they stand for.
var scripts = []struct {
	tag   string
	table *unicode.RangeTable
}{{"el", unicode.Greek}, {Other, unicode.Cyrillic}, {Other, unicode.Arabic}, {Other, unicode.Hebrew}, {Other, unicode.Han},
	{Other, unicode.Georgian}, {Other, unicode.Armenian}, {Other, unicode.Hangul}, {Other, unicode.Devanagari}}

// fewLetters tell no script.
const fewLetters = 30

// ofScript returns the language of a text in a script of its own, "" for Latin
// letters.
func ofScript(text string) string {
	all, in := 0, make([]int, len(scripts))
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if r < 0x250 {
			continue
		}
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				in[i]++
			}
		}
	}
	for i, n := range in {
		if all >= fewLetters && float64(n) >= scriptShare*float64(all) {
			return scripts[i].tag
		}
	}
	return ""
}

// evidence is what a text's words say.
type evidence struct {
	words int
	apart map[string]bool   // the first different ones, otherWords at most
	gave  map[string]uint32 // the first that gave a language away, of two letters or more, with the languages
	score [32]float64       // by place in tongues
}

// The weight of what a word ends with, or has in it.
const (
	endWeight    = 0.5
	letterWeight = 0.4
)

// take counts one word.
func (e *evidence) take(word string) {
	long := utf8.RuneCountInString(word) > 1
	if long {
		e.words++
		if len(e.apart) < otherWords {
			e.apart = with(e.apart, word, true)
		}
	}
	in, weight := speaksFor(word)
	e.add(in, weight)
	if long && in != 0 && len(e.gave) < mostGave {
		e.gave = with(e.gave, word, in)
	}
}

// mostGave bounds the words that are remembered.
const mostGave = 200

// with puts a value into a map, which may be nil.
func with[V any](m map[string]V, key string, value V) map[string]V {
	if m == nil {
		m = map[string]V{}
	}
	m[key] = value
	return m
}

// speaksFor are the languages that a word gives away, and how much it weighs: one of
// theirs, or one with their letters or an end of their words.
func speaksFor(word string) (in uint32, weight float64) {
	t := tables()
	if in, ok := t.words[word]; ok {
		return in, 1
	}
	for i := range word {
		if i > 2 && len(word)-i <= t.longestEnd {
			if in, ok := t.ends[word[i:]]; ok {
				return in, endWeight
			}
		}
	}
	for _, r := range word {
		in |= t.letters[r]
	}
	return in, letterWeight
}

// add gives the languages in a set their parts of a weight.
func (e *evidence) add(in uint32, weight float64) {
	if in == 0 {
		return
	}
	part := weight / float64(bits.OnesCount32(in))
	for ; in != 0; in &= in - 1 {
		e.score[bits.TrailingZeros32(in)] += part
	}
}

// verdict is the language that the words are in, Other, or "" where they do not say.
func (e *evidence) verdict() string {
	best := 0
	for i := range tongues {
		if e.score[i] > e.score[best] {
			best = i
		}
	}
	n := float64(e.words)
	if e.words < fewWords {
		return ""
	}
	top := e.score[best]
	apart := 0
	for _, in := range e.gave {
		apart += int(in >> best & 1)
	}
	enough := top >= sureWords && top >= sureShare*n && apart >= sureApart
	if enough && e.leads(best) {
		if tongues[best].named {
			return tongues[best].tag
		}
		return Other
	}
	for i, t := range tongues {
		if (t.tag == "en" || t.tag == "fr") && (e.score[i] > foreignMost*n || i == best && top > 0) {
			return ""
		}
	}
	if len(e.apart) >= otherWords || enough {
		return Other
	}
	return ""
}

// leads reports whether a language is far enough before all others.
func (e *evidence) leads(best int) bool {
	for i, t := range tongues {
		lead := sureBefore
		if t.near == tongues[best].tag {
			lead = sureNear
		}
		if i != best && e.score[best] < lead*e.score[i] {
			return false
		}
	}
	return true
}

// lookup is the tables by word: which languages have it.
type lookup struct {
	words, ends map[string]uint32
	letters     map[rune]uint32
	longestEnd  int // bytes
}

// tables are made when a text is first looked at.
var tables = sync.OnceValue(func() lookup {
	t := lookup{words: map[string]uint32{}, ends: map[string]uint32{}, letters: map[rune]uint32{}}
	for i, tongue := range tongues {
		own := uint32(1) << i
		for word := range strings.FieldsSeq(tongue.words) {
			t.words[word] |= own
		}
		for end := range strings.FieldsSeq(tongue.ends) {
			t.ends[end] |= own
			t.longestEnd = max(t.longestEnd, len(end))
		}
		for _, r := range tongue.letters {
			t.letters[r] |= own
		}
	}
	return t
})
