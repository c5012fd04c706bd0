package prose

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Presence says whether a name stands in a text.
type Presence string

// What can be said of a name.
const (
	Found  Presence = "found"   // the family name and a given name, near each other
	Partly Presence = "partly"  // some of that
	Absent Presence = "absent"  // neither
	Untold Presence = "untold"  // the text is in another script than the name
	NoName Presence = "no-name" // no name was given to look for
)

// particles stand in family names and are left out as often as not.
var particles = map[string]bool{
	"de": true, "del": true, "della": true, "di": true, "da": true, "das": true, "dos": true, "do": true, "du": true, "des": true, "van": true, "von": true, "der": true, "den": true,
	"ter": true, "ten": true, "te": true, "zu": true, "zum": true, "zur": true, "la": true, "le": true, "lo": true, "el": true, "al": true, "of": true, "y": true, "e": true,
	"d": true, "l": true, "o": true, "af": true, "av": true, "in": true, "und": true, "ben": true, "bin": true, "ibn": true, "mc": true, "mac": true, "st": true,
}

// nearWords is how many words may stand between the parts of a name beyond those of
// the name itself: "Nom : Lefèvre-Öztürk, Prénom(s) : Zoë".
const nearWords = 12

// NameIn says whether a person's name stands in a text: in any order, in capitals or
// not, with or without marks on its letters (ö may be o or oe), hyphens or particles.
func NameIn(text, given, family string) Presence {
	n := nameFinder{given: spellings(given), family: spellings(family)}
	if len(n.given)+len(n.family) == 0 {
		return NoName
	}
	if latin(given+family) != latin(text) {
		return Untold
	}
	n.together = strings.Join(slices.Collect(folded(family)), "")
	return n.in(text)
}

// latin reports whether at least half of the letters are Latin ones.
func latin(text string) bool {
	all, is := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			all++
			if unicode.Is(unicode.Latin, r) {
				is++
			}
		}
	}
	return 2*is >= all
}

// spellings are the parts of a name, each as it may be written.
func spellings(name string) [][]string {
	var parts, lesser [][]string
	for word := range nameWords(name) {
		ways := ways(word)
		if particles[ways[0]] || len(ways[0]) < 2 {
			lesser = append(lesser, ways)
			continue
		}
		parts = append(parts, ways)
	}
	if len(parts) == 0 {
		return lesser // Le, O, Y: there is nothing else to the name
	}
	return parts
}

// nameWords are the runs of letters.
func nameWords(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
			if len(part) <= mostLetters && !yield(part) {
				return
			}
		}
	}
}

// twoLetters are the letters that passports and keyboards write with two.
var twoLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa", "œ", "oe", "æ", "ae", "ß", "ss", "þ", "th", "ð", "d", "ĳ", "ij", "ÿ", "y")

// ways are the spellings of one word without marks: ö as o, and as oe.
func ways(word string) []string {
	small := strings.ToLower(strings.ReplaceAll(Clean(word), "İ", "i"))
	one, two := fold(small), fold(twoLetters.Replace(small))
	if one == two {
		return []string{one}
	}
	return []string{one, two}
}

// folded are the words of a name in their first spelling.
func folded(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for word := range nameWords(name) {
			if !yield(ways(word)[0]) {
				return
			}
		}
	}
}

// nameFinder looks for a name.
type nameFinder struct {
	given, family [][]string
	together      string // the family name written as one word
}

// lastSeen is how many words ago each part of a name was seen.
type lastSeen []int

func unseen(parts [][]string) lastSeen { return slices.Repeat(lastSeen{math.MaxInt32}, len(parts)) }

// pass counts one more word, spelt in these ways.
func (l lastSeen) pass(parts [][]string, word []string) {
	for i, part := range parts {
		l[i] = min(l[i]+1, math.MaxInt32)
		if slices.ContainsFunc(part, func(way string) bool { return slices.Contains(word, way) }) {
			l[i] = 0
		}
	}
}

// within is how many parts were seen among the last words.
func (l lastSeen) within(reach int) int {
	n := 0
	for _, ago := range l {
		if ago < reach {
			n++
		}
	}
	return n
}

// in looks for the name.
func (n nameFinder) in(text string) Presence {
	given, family := unseen(n.given), unseen(n.family)
	reach := len(n.given) + len(n.family) + nearWords
	best := Absent
	before := ""
	for word := range nameWords(text) {
		ways := ways(word)
		// A word may be cut in two, at the end of a line or by a capital within it.
		ways = append(ways, before+ways[0])
		before = ways[0]
		given.pass(n.given, ways)
		family.pass(n.family, ways)
		if n.together != "" && slices.Contains(ways, n.together) {
			clear(family)
		}
		switch n.judge(given.within(reach), family.within(reach)) {
		case Found:
			return Found
		case Partly:
			best = Partly
		}
	}
	return best
}

// judge says what it means that so many parts stand near each other. A given name
// alone is anybody's.
func (n nameFinder) judge(given, family int) Presence {
	whole := family == len(n.family)
	switch {
	case whole && (given > 0 || len(n.given) == 0):
		return Found
	case family > 0 && (whole || given > 0):
		return Partly
	}
	return Absent
}
