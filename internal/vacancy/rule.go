package vacancy

// Reference names the day on which a rule looks.
type Reference string

// The references: the deadline's day in its zone, the first day of the chosen
// start month (of the earliest one where none is chosen), the day of asking.
const (
	OnDeadline Reference = "deadline"
	OnStart    Reference = "start"
	OnToday    Reference = "today"
)

// Rule is a condition on a candidate: exactly one kind is set.
type Rule struct {
	All                 []Rule               `pack:"all,opt"`
	Any                 []Rule               `pack:"any,opt"`
	Not                 *Rule                `pack:"not,opt"`
	Nationality         *Nationality         `pack:"nationality,opt"`
	Age                 *Age                 `pack:"age,opt"`
	UniversityYears     *UniversityYears     `pack:"university_years,opt"`
	Student             *Student             `pack:"student,opt"`
	GraduatedWithin     *GraduatedWithin     `pack:"graduated_within,opt"`
	Degree              *Degree              `pack:"degree,opt"`
	EquivalentEducation *EquivalentEducation `pack:"equivalent_education,opt"`
	Language            *Language            `pack:"language,opt"`
	Experience          *Experience          `pack:"experience,opt"`
	Declared            *Declared            `pack:"declared,opt"`
	Document            *DocumentHeld        `pack:"document,opt"`
	Applications        *ApplicationCount    `pack:"applications,opt"`

	// AtBest is empty, or ToConfirm: the rule's Met is then only ToConfirm,
	// because a human must judge what the data cannot say.
	AtBest Verdict `pack:"atBest,opt"`
}

// Nationality asks for one nationality out of a set. In the file either the id
// of a CountrySet or the codes are given; decoded, Countries always holds the
// codes.
type Nationality struct {
	Of        string   `pack:"of,opt"`
	Countries []string `pack:"countries,opt"`
}

// Age asks for an age in whole years on the day, both bounds included. A
// birthday on the day counts.
type Age struct {
	AtLeast *int      `pack:"atLeast,opt"`
	AtMost  *int      `pack:"atMost,opt"`
	On      Reference `pack:"on"`
}

// UniversityYears asks for whole months of university studies up to the day:
// MonthsMet or more are met, MonthsToConfirm up to that are to confirm.
type UniversityYears struct {
	MonthsMet       int       `pack:"monthsMet"`
	MonthsToConfirm int       `pack:"monthsToConfirm"` // equal to MonthsMet: no such band
	On              Reference `pack:"on"`
}

// Student asks for an ongoing university study on the day.
type Student struct {
	On Reference `pack:"on"`
}

// GraduatedWithin asks for a degree of one of the levels (none named: of any)
// awarded at most Months before the day; the same day Months earlier counts only
// where Inclusive. WhichHighest looks at the highest of these levels that is held.
type GraduatedWithin struct {
	Months    int       `pack:"months"`
	Inclusive bool      `pack:"inclusive"`
	Which     Which     `pack:"which"`      // WhichAny or WhichHighest
	Levels    []string  `pack:"levels,opt"` // as candidate's study level
	On        Reference `pack:"on"`
}

// Which picks among several degrees or several languages.
type Which string

// The picks. WhichAny: one that satisfies is enough. WhichHighest: the degree
// of the highest level. WhichBest: the language known best. WhichSecond: the
// language known second best of those named.
const (
	WhichAny     Which = "any"
	WhichHighest Which = "highest"
	WhichBest    Which = "best"
	WhichSecond  Which = "second"
)

// Degree asks for a study of one of the levels, in one of the states on the
// day, in one of the fields (none named: any field).
type Degree struct {
	Levels []string  `pack:"levels"` // as candidate's study level
	Status []string  `pack:"status"` // as candidate's study status
	Fields []string  `pack:"fields,opt"`
	On     Reference `pack:"on"`
}

// EquivalentEducation asks for a text in the candidate's equivalentEducation.
type EquivalentEducation struct{}

// Language asks for a level in the best or second best known of the languages
// Of. Levels in neither list are not met.
type Language struct {
	Of        []string `pack:"of"` // BCP 47 tags
	Which     Which    `pack:"which"`
	Met       []string `pack:"met"` // as candidate's language level
	ToConfirm []string `pack:"toConfirm,opt"`
}

// Experience asks for experience of one of the kinds: any at all, or in sum at
// least and at most so many days up to the day (overlaps counted once).
type Experience struct {
	Kinds   []string  `pack:"kinds"`
	AtLeast *Span     `pack:"atLeast,opt"`
	AtMost  *Span     `pack:"atMost,opt"`
	On      Reference `pack:"on"`
}

// Span is a length of time, "6 weeks" or "3 months".
type Span struct {
	Months, Days int // one of them is zero; weeks are days
}

// Declared asks for the candidate's own yes to a Question. Absent is the
// verdict where the candidate has not answered: empty is Unanswered, ToConfirm
// where the rest of the rule should still speak.
type Declared struct {
	Name   string  `pack:"name"`
	Absent Verdict `pack:"absent,opt"`
}

// DocumentHeld asks for an attached document of the kind, and where Language
// names any, in one of these languages.
type DocumentHeld struct {
	Kind     string   `pack:"kind"`
	Language []string `pack:"language,opt"`
}

// ApplicationCount asks for at most so many applications of the candidate to
// vacancies of this programme, this one included.
type ApplicationCount struct {
	AtMost int `pack:"atMost"`
}

// Kinds returns the keys of the kinds that are set, such as "age"; a rule of a
// decoded pack has exactly one.
func (r Rule) Kinds() []string {
	var kinds []string
	for _, k := range []struct {
		key string
		set bool
	}{
		{"all", r.All != nil},
		{"any", r.Any != nil},
		{"not", r.Not != nil},
		{"nationality", r.Nationality != nil},
		{"age", r.Age != nil},
		{"university_years", r.UniversityYears != nil},
		{"student", r.Student != nil},
		{"graduated_within", r.GraduatedWithin != nil},
		{"degree", r.Degree != nil},
		{"equivalent_education", r.EquivalentEducation != nil},
		{"language", r.Language != nil},
		{"experience", r.Experience != nil},
		{"declared", r.Declared != nil},
		{"document", r.Document != nil},
		{"applications", r.Applications != nil},
	} {
		if k.set {
			kinds = append(kinds, k.key)
		}
	}
	return kinds
}

// Kind returns the key of the rule's kind, "" where none is set.
func (r Rule) Kind() string {
	kinds := r.Kinds()
	if len(kinds) == 0 {
		return ""
	}
	return kinds[0]
}

// Parts returns the rules that r is made of, none for a single condition.
func (r Rule) Parts() []Rule {
	switch {
	case r.All != nil:
		return r.All
	case r.Any != nil:
		return r.Any
	case r.Not != nil:
		return []Rule{*r.Not}
	}
	return nil
}
