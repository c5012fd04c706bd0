// Package candidate is who applies: name, birth date, nationalities, studies,
// languages and experience, with what makes each value possible, and their
// written form. Whether a vacancy accepts the candidate belongs to eligibility;
// where the answers are kept belongs to dossier.
//
// Every field knows three states: not answered yet (nil, or the zero value),
// answered with "none" (an empty list, the empty text, Day.None), and answered.
// A list that is present is complete: a nationality, study or language that is
// not in it is not held.
package candidate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Format is the newest written form that this program reads and writes.
const Format = 1

// Candidate is one person's answers. The zero Candidate has answered nothing.
// It is a value: Set returns a changed copy and shares no slice with the old.
type Candidate struct {
	Format        int      `json:"format,omitzero"`
	Name          Name     `json:"name,omitzero"`
	BirthDate     Day      `json:"birthDate,omitzero"`
	Nationalities []string `json:"nationalities,omitzero"` // ISO 3166-1 alpha-2
	Studies       []Study  `json:"studies,omitzero"`
	// EquivalentEducation describes an education that may stand for university
	// years; the empty text says that there is none.
	EquivalentEducation *string      `json:"equivalentEducation,omitzero"`
	Languages           []Language   `json:"languages,omitzero"`
	Experience          []Experience `json:"experience,omitzero"`
	// Declared holds the candidate's own word on what no other answer shows, by
	// the name that the vacancy gave it.
	Declared Answers `json:"declared,omitzero"`
	// Unknown keeps what a newer program wrote. Decode refuses it.
	Unknown jsontext.Value `json:",embed"`
}

// Name is how the candidate is called. No rule depends on it.
type Name struct {
	Given   string         `json:"given,omitzero"`
	Family  string         `json:"family,omitzero"`
	Unknown jsontext.Value `json:",embed"`
}

// Full is the whole name as it is shown, given name first; "" for no answer.
func (n Name) Full() string { return strings.TrimSpace(n.Given + " " + n.Family) }

// Study is one course of study, whether at a university or not.
type Study struct {
	ID          string     `json:"id,omitzero"` // unique among the studies: s1, s2, …
	Institution string     `json:"institution,omitzero"`
	Title       string     `json:"title,omitzero"`
	Level       StudyLevel `json:"level,omitzero"`
	Field       *string    `json:"field,omitzero"`
	University  *bool      `json:"university,omitzero"`
	Start       Day        `json:"start,omitzero"`
	// End is the last day, planned where the study is ongoing; None where an
	// ongoing study has no date set for its end.
	End    Day    `json:"end,omitzero"`
	Status Status `json:"status,omitzero"`
	// Awarded is the day on which the degree was given; None where the study
	// was completed and gave no degree.
	Awarded Day            `json:"awarded,omitzero"`
	Unknown jsontext.Value `json:",embed"`
}

// Language is one language and how well the candidate says to know it.
type Language struct {
	Tag      string         `json:"tag"` // BCP 47
	Level    LanguageLevel  `json:"level,omitzero"`
	Evidence string         `json:"evidence,omitzero"`
	Unknown  jsontext.Value `json:",embed"`
}

// Experience is one period of work. An End that is None has not ended.
type Experience struct {
	Kind    ExperienceKind `json:"kind,omitzero"`
	What    string         `json:"what,omitzero"`
	Start   Day            `json:"start,omitzero"`
	End     Day            `json:"end,omitzero"`
	Unknown jsontext.Value `json:",embed"`
}

// StudyLevel says what a study leads to; empty where not answered.
type StudyLevel string

// Status says how far a study has come; empty where not answered.
type Status string

// LanguageLevel is a level of the Common European Framework of Reference, or
// one of its ends, native and none; empty where not answered.
type LanguageLevel string

// ExperienceKind says where experience was gained; empty where not answered.
type ExperienceKind string

// The statuses of a study.
const (
	Completed   Status = "completed"
	Ongoing     Status = "ongoing"
	Interrupted Status = "interrupted"
)

// StudyLevels returns every StudyLevel, the highest degree last; short-cycle
// and other lead to no degree that ranks above a bachelor's.
func StudyLevels() []StudyLevel {
	return []StudyLevel{"other", "short-cycle", "bachelor", "master", "doctorate"}
}

// Statuses returns every Status.
func Statuses() []Status { return []Status{Completed, Ongoing, Interrupted} }

// LanguageLevels returns every LanguageLevel, the lowest first.
func LanguageLevels() []LanguageLevel {
	return []LanguageLevel{"none", "A1", "A2", "B1", "B2", "C1", "C2", "native"}
}

// ExperienceKinds returns every ExperienceKind.
func ExperienceKinds() []ExperienceKind {
	return []ExperienceKind{
		"international-organisation", "eu-institution", "national-administration",
		"research", "industry", "civil-society", "other",
	}
}

// Rank returns the study level's place among StudyLevels, -1 for no answer.
func (l StudyLevel) Rank() int { return slices.Index(StudyLevels(), l) }

// Rank returns the level's place among LanguageLevels, -1 for no answer.
func (l LanguageLevel) Rank() int { return slices.Index(LanguageLevels(), l) }

// Study returns the study with this id.
func (c Candidate) Study(id string) (Study, bool) {
	i := slices.IndexFunc(c.Studies, func(s Study) bool { return s.ID == id })
	if i < 0 {
		return Study{}, false
	}
	return c.Studies[i], true
}

// AtUniversity reports whether the study is said to be one at a university.
func (s Study) AtUniversity() bool { return s.University != nil && *s.University }

// Label is what a person knows the study by: its title, else the institution,
// else the id.
func (s Study) Label() string {
	return cmp.Or(strings.TrimSpace(s.Title), strings.TrimSpace(s.Institution), s.ID)
}
