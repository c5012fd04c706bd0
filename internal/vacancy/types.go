package vacancy

import (
	"time"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// Format is the only pack format that this program reads.
const Format = 1

// NoticeSource is the source id of the vacancy's own notice. Criterion.Rule and
// every text without another source come from it.
const NoticeSource = "notice"

// Verdict is what is found about one item.
type Verdict string

// The four verdicts.
const (
	Met        Verdict = "met"
	NotMet     Verdict = "not-met"
	ToConfirm  Verdict = "to-confirm" // a human must judge
	Unanswered Verdict = "unanswered" // the candidate has not said
)

// Importance is how much depends on an item.
type Importance string

// The importances. Only Essential items decide whether an application is ready.
const (
	Essential Importance = "essential"
	Desirable Importance = "desirable"
	Advised   Importance = "advised"
)

// Group is the part of the checklist in which an item stands.
type Group string

// The groups, in the checklist's order. Criteria are of the groups
// eligibility, languages and applications; the two others follow from the kind
// of the item.
const (
	Eligibility  Group = "eligibility"
	Languages    Group = "languages"
	Documents    Group = "documents"
	Declarations Group = "declarations"
	Applications Group = "applications"
)

// Reference names the day on which a rule looks.
type Reference string

// The references: the deadline's day in its zone, the first day of the chosen
// start month (of the earliest one where none is chosen), the day of asking.
const (
	OnDeadline Reference = "deadline"
	OnStart    Reference = "start"
	OnToday    Reference = "today"
)

// Pack is one vacancy as data. The tags name the keys of the YAML file; opt
// marks what may be left out, quote a text whose English is the notice's own.
type Pack struct {
	Format       int            `pack:"format"`
	ID           string         `pack:"id"`
	Title        message.Text   `pack:"title"`
	Organisation message.Text   `pack:"organisation"`
	Office       message.Text   `pack:"office,opt"`
	Place        message.Text   `pack:"place"`
	Programme    Programme      `pack:"programme"`
	Notice       Notice         `pack:"notice"`
	French       Translation    `pack:"french"`
	Sources      []Source       `pack:"sources,opt"`
	Countries    []CountrySet   `pack:"countries,opt"`
	Deadline     Deadline       `pack:"deadline"`
	Starts       []Month        `pack:"starts"`
	Facts        Facts          `pack:"facts,opt"`
	Events       []Event        `pack:"events,opt"`
	Sections     []Section      `pack:"sections,opt"`
	Languages    Accepted       `pack:"languages"`
	Questions    []Question     `pack:"questions,opt"`
	Criteria     []Criterion    `pack:"criteria"`
	Documents    []DocumentRule `pack:"documents,opt"`
	Declarations []Declaration  `pack:"declarations,opt"`
	Competencies []Competency   `pack:"competencies,opt"`
	Portal       Portal         `pack:"portal"`
	Tests        []PackTest     `pack:"tests,opt"`

	digest string
	file   *file
	// french holds, by text, the source of its French where it has one.
	french map[message.Text]string
}

// Programme is what several vacancies have in common: the cap on applications
// (see Pack.Cap) counts within one programme.
type Programme struct {
	ID    string       `pack:"id"`
	Title message.Text `pack:"title"`
}

// Notice says where the notice's text was taken from. The text itself stands
// verbatim beside the pack as ID.notice.txt.
type Notice struct {
	Source    message.Text `pack:"source"`
	Retrieved civil.Date   `pack:"retrieved,opt"` // zero: not recorded
}

// Translation says how far the French texts can be relied on. A single text may
// carry a source of its own: see Pack.FrenchSource.
type Translation struct {
	Reviewed bool         `pack:"reviewed"` // by a native speaker
	Note     message.Text `pack:"note"`
}

// Source is where a reading, a quotation or a French term was seen.
type Source struct {
	ID       string       `pack:"id"`
	Title    message.Text `pack:"title"`
	Where    string       `pack:"where,opt"` // an address, only ever shown
	Verified bool         `pack:"verified"`  // somebody read it at the source
}

// CountrySet is a named set of ISO 3166-1 alpha-2 codes.
type CountrySet struct {
	ID     string       `pack:"id"`
	Title  message.Text `pack:"title"`
	Source string       `pack:"source,opt"`
	Codes  []string     `pack:"codes"`
}

// Wall is a day and a time of day as a clock on the wall shows them,
// "2025-06-22T23:59", without a zone.
type Wall struct {
	Day          civil.Date
	Hour, Minute int
}

// Deadline is the instant from which the vacancy is closed.
type Deadline struct {
	Wall   Wall         `pack:"wall"`
	Zone   string       `pack:"zone"` // IANA name; loading it is the caller's
	Clause message.Text `pack:"clause,quote"`
	Note   message.Text `pack:"note,opt"`
}

// Month is a month of a year, "2026-03".
type Month struct {
	Year  int
	Month time.Month
}

// Facts are the figures of the offer; zero: not said.
type Facts struct {
	DurationMonths int          `pack:"durationMonths,opt"`
	HoursPerWeek   int          `pack:"hoursPerWeek,opt"`
	Grant          *Grant       `pack:"grant,opt"`
	Travel         message.Text `pack:"travel,opt"`
}

// Grant is what is paid each month.
type Grant struct {
	PerMonth message.Money `pack:"perMonth"` // written "1286.09 EUR"
	Note     message.Text  `pack:"note,opt"`
}

// Event is something to attend before the deadline.
type Event struct {
	ID     string       `pack:"id"`
	Title  message.Text `pack:"title"`
	At     Wall         `pack:"at"`
	Zone   string       `pack:"zone"`
	Clause message.Text `pack:"clause,quote"`
	Note   message.Text `pack:"note,opt"`
}

// Section is a part of the notice to read, in the notice's order: paragraphs,
// then a list, then what follows the list.
type Section struct {
	ID         string         `pack:"id"`
	Title      message.Text   `pack:"title"`
	Paragraphs []message.Text `pack:"paragraphs,opt,quote"`
	Items      []message.Text `pack:"items,opt,quote"`
	After      []message.Text `pack:"after,opt,quote"`
}

// Accepted lists the languages in which documents are accepted as they are.
type Accepted struct {
	Accepted []string     `pack:"accepted"` // BCP 47 tags
	Note     message.Text `pack:"note,opt"`
}

// Question is a statement that the candidate answers with yes or no; rules of
// the kind Declared name its id, which is also the key in candidate.declared.
type Question struct {
	ID   string       `pack:"id"`
	Text message.Text `pack:"text"`
}

// Advice is a sentence beside a criterion that decides nothing. With a Source
// it quotes that source; without one it is the pack's own.
type Advice struct {
	Source string       `pack:"source,opt"`
	Text   message.Text `pack:"text"`
}

// Criterion is one thing that the notice asks of the candidate.
type Criterion struct {
	ID         string       `pack:"id"`
	Group      Group        `pack:"group"`
	Importance Importance   `pack:"importance"`
	Title      message.Text `pack:"title"`
	Clause     message.Text `pack:"clause,quote"`
	Rule       Rule         `pack:"rule"`         // the notice's reading
	Readings   []Reading    `pack:"readings,opt"` // further ones; see AllReadings
	Note       message.Text `pack:"note,opt"`     // what the notice leaves open; belongs in the finding
	Advice     []Advice     `pack:"advice,opt"`
	Next       message.Text `pack:"next,opt"` // what to do where it is not met or to confirm
}

// Reading is one way to understand a criterion, with a verdict of its own.
type Reading struct {
	Source string       `pack:"source"`
	Clause message.Text `pack:"clause"`
	Rule   Rule         `pack:"rule"`
}

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

// GraduatedWithin asks for a degree awarded at most Months before the day; the
// same day Months earlier counts only where Inclusive.
type GraduatedWithin struct {
	Months    int       `pack:"months"`
	Inclusive bool      `pack:"inclusive"`
	Which     Which     `pack:"which"` // WhichAny or WhichHighest
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

// DocumentRule is a document that the notice asks for. An Essential one is
// required. When says whether it is asked at all: NotMet leaves it out,
// Unanswered leaves it unanswered, Met and ToConfirm ask for it; nil always
// asks. At most one of EachStudy and EachDocument is set; with neither one
// document is asked for.
type DocumentRule struct {
	ID           string           `pack:"id"`
	Importance   Importance       `pack:"importance"`
	Title        message.Text     `pack:"title"`
	Clause       message.Text     `pack:"clause,quote"`
	Kind         string           `pack:"kind"` // as document's kind
	When         *Rule            `pack:"when,opt"`
	EachStudy    *StudyFilter     `pack:"eachStudy,opt"`    // one for each such study; none: left out
	EachDocument *ForeignDocument `pack:"eachDocument,opt"` // one for each such document; none: left out
	DatesVisible bool             `pack:"datesVisible,opt"` // met only with its dates confirmed visible
	Note         message.Text     `pack:"note,opt"`
	Advice       []Advice         `pack:"advice,opt"`
	Next         message.Text     `pack:"next,opt"`
}

// StudyFilter picks studies. Nil and empty fields pick all.
type StudyFilter struct {
	University *bool    `pack:"university,opt"`
	Status     []string `pack:"status,opt"`
	Levels     []string `pack:"levels,opt"`
}

// ForeignDocument picks documents, translations aside, whose language is none
// of these.
type ForeignDocument struct {
	LanguageNot []string `pack:"languageNot"`
}

// Declaration is a sentence of the notice that the candidate must have read
// and confirms in Statement's words.
type Declaration struct {
	ID         string       `pack:"id"`
	Importance Importance   `pack:"importance"`
	Title      message.Text `pack:"title"`
	Clause     message.Text `pack:"clause,quote"`
	Statement  message.Text `pack:"statement"`
	Note       message.Text `pack:"note,opt"`
	Advice     []Advice     `pack:"advice,opt"`
}

// Competency is an attitude that the candidate must demonstrate; the program
// never judges one.
type Competency struct {
	ID   string       `pack:"id"`
	Name message.Text `pack:"name,quote"`
	Text message.Text `pack:"text,quote"`
}

// Portal is where the application is handed in, and what it takes.
type Portal struct {
	Name     message.Text `pack:"name"`
	Verified bool         `pack:"verified"` // false: say so wherever a limit is shown
	Aim      Size         `pack:"aim"`      // warn above
	Limit    Size         `pack:"limit"`    // firm
	MaxFiles int          `pack:"maxFiles"`
	Types    []string     `pack:"types"` // "pdf", …
	FileName FileName     `pack:"fileName"`
	Note     message.Text `pack:"note,opt"`
	Advice   []Advice     `pack:"advice,opt"`
}

// Size is a number of bytes, written "5 MB" (1 MB = 1,000,000 bytes).
type Size = message.Bytes

// FileName is what the name of an uploaded file should keep to.
type FileName struct {
	MaxLength int  `pack:"maxLength"` // in characters, with the extension
	ASCII     bool `pack:"ascii"`     // letters without accents, digits, hyphen, underscore, dot
}

// PackTest is a candidate with the verdicts that the pack's author expects.
type PackTest struct {
	Name         string        `pack:"name"`
	Today        civil.Date    `pack:"today,opt"` // zero: the deadline's day
	Start        string        `pack:"start,opt"` // a month of Starts; empty: none chosen
	Applications int           `pack:"applications,opt"`
	Candidate    []byte        `pack:"candidate"` // JSON, as candidate.Decode reads it, without "format"
	Expect       []Expectation `pack:"expect"`
}

// Expectation is a verdict expected of an item, or of one reading of it. In
// the file: "education: met", "education/faq: not-met".
type Expectation struct {
	Item    string
	Reading string // source id; empty: the item as a whole
	Verdict Verdict
}
