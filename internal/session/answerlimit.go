package session

import (
	"strconv"
	"strings"

	"example.org/dossier/internal/dossier"
)

// AnswerLimit is how long an answer on a competency may be, by the recruiter's form as
// the candidate knows it. The zero limit is none.
type AnswerLimit struct {
	Most int
	Unit LimitUnit
}

// LimitUnit is what an AnswerLimit counts.
type LimitUnit string

// The units of an AnswerLimit.
const (
	LimitCharacters LimitUnit = "characters"
	LimitWords      LimitUnit = "words"
)

// mostLimit is the largest limit: no answer can be longer.
const mostLimit = maxText

// String writes the limit as ParseAnswerLimit reads it, "" for none.
func (l AnswerLimit) String() string {
	if l.Most == 0 {
		return ""
	}
	return strconv.Itoa(l.Most) + " " + string(l.Unit)
}

// ParseAnswerLimit reads a limit: a whole number from 1 to 20,000, then "characters" or
// "words"; "" is none. ok is false for all else.
func ParseAnswerLimit(text string) (limit AnswerLimit, ok bool) {
	if text == "" {
		return AnswerLimit{}, true
	}
	number, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	most, err := strconv.Atoi(number)
	limit = AnswerLimit{most, LimitUnit(unit)}
	if err != nil || most < 1 || most > mostLimit || limit.Unit != LimitCharacters && limit.Unit != LimitWords {
		return AnswerLimit{}, false
	}
	return limit, true
}

// setAnswerLimit sets how long an answer on a competency may be.
func setAnswerLimit(_ *Session, d *dossier.Dossier, at int, rest, value string) *problem {
	limit, ok := ParseAnswerLimit(answered(value))
	switch {
	case rest != "":
		return &problem{id: "candidate-no-field"}
	case !ok:
		return &problem{id: "session-no-answer-limit"}
	}
	d.Applications[at].AnswerLimit = limit.String()
	return nil
}
