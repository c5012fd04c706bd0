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

// NotAsked is what a pack's test expects of a document that the candidate need
// not have; it is no verdict, because there is then no item.
const NotAsked Verdict = "not-asked"

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

// Groups returns every Group, in the checklist's order.
func Groups() []Group {
	return []Group{Eligibility, Languages, Documents, Declarations, Applications}
}

// Pack is one vacancy as data. The tags name the keys of the YAML file; opt
// marks what may be left out, quote a text whose English is the notice's own.
type Pack struct {
	Format       int            `pack:"format"`
	ID           string         `pack:"id"`
	Short        string         `pack:"short,opt"` // how files name the vacancy; empty: by its id
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

// Programme is what several vacancies have in common: a rule that counts
// applications counts those within one programme.
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
	// Parts are what the name is made of, in order: see NameParts. None: the usual.
	Parts []string `pack:"parts,opt"`
}

// NameParts are what a file's name can be made of: the candidate's family name and
// given name, what tells the vacancy, and what the candidate calls the bundle.
func NameParts() []string { return []string{"family", "given", "vacancy", "name"} }

// PackTest is a candidate with the verdicts that the pack's author expects.
type PackTest struct {
	Name         string        `pack:"name"`
	Today        civil.Date    `pack:"today,opt"` // zero: the deadline's day
	Start        string        `pack:"start,opt"` // a month of Starts; empty: none chosen
	Applications int           `pack:"applications,opt"`
	Candidate    []byte        `pack:"candidate"` // JSON, as candidate.Decode reads it, without "format"
	Expect       []Expectation `pack:"expect"`
}

// Expectation is a verdict expected of an item, or of one reading of it, or
// NotAsked of a document. In the file: "education: met", "education/faq: not-met".
type Expectation struct {
	Item    string
	Reading string // source id; empty: the item as a whole
	Verdict Verdict
}
