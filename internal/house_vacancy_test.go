package house_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/vacancy"
)

// A vacancy is data: what a pack says stands in no Go. These tests take words,
// numbers and lists out of the embedded packs and look for them in the source,
// comments aside.

// packWords are names of the embedded vacancies beyond their ids.
var packWords = regexp.MustCompile(`(?i)\b(NATO|OTAN|OCIO|SharePoint|Blue ?Book|Livre bleu|Lindenau|1286[.,]09)\b`)

// packName is a name in Go that has such a word in it: natoMembers, isOTAN.
var packName = regexp.MustCompile(`(^|[a-z0-9_])(NATO|Nato|OTAN|Otan|OCIO|Ocio)([A-Z0-9_]|$)|^(nato|otan|ocio)([A-Z0-9_]|$)`)

// packWordsAllowed are the string literals that hold such a word all the same.
var packWordsAllowed = map[string]string{
	"internal/vacancy/describe.go": "examples in the description of the format, which no rule reads",
}

// packNumbersAllowed are the places where a number of a pack's rules has another
// meaning.
var packNumbersAllowed = map[string]string{
	"internal/session/sample.go 21": "how many days before the deadline the sample plays",
	"internal/vacancy/text.go 18":   "the power of two that bounds a pack's size",
}

// ruleRooms are the rooms through which a rule goes on its way to a verdict.
var ruleRooms = []string{
	"internal/checklist", "internal/eligibility", "internal/vacancy", "internal/document", "internal/candidate",
	"internal/session",
}

// levelTables are where the levels of languages are listed one and all.
var levelTables = map[string]string{
	"internal/candidate/candidate.go": "the closed list of levels, in order",
	"internal/ui/step_languages.go":   "what each level means, beside the control that asks for it",
	"cmd/dossierctl/guide_about.go":   "the answers that the guide offers, one for each level",
}

// codeTables are where the countries of the world are listed.
var codeTables = map[string]string{
	"internal/candidate/countries.go": "every code of ISO 3166-1",
}

// embeddedPacks returns the packs that the program carries.
func embeddedPacks(t *testing.T) []*vacancy.Pack {
	t.Helper()
	files, err := fs.Glob(assets.Vacancies, "vacancies/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d packs, %v", len(files), err)
	}
	var packs []*vacancy.Pack
	for _, name := range files {
		data, err := assets.Vacancies.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := vacancy.Decode(name, data)
		if err != nil {
			t.Fatal(err)
		}
		packs = append(packs, p)
	}
	return packs
}

// literal is one string or number in the program's source.
type literal struct {
	file  file
	at    token.Pos
	kind  token.Token
	value string // of a string: unquoted
}

// literals returns those of the program: neither tests nor the scripts that make
// the sample.
func literals(t *testing.T) []literal {
	t.Helper()
	var all []literal
	for _, f := range source(t) {
		if f.helper() || below(f.room, "scripts") {
			continue
		}
		ast.Inspect(f.ast, func(node ast.Node) bool {
			lit, ok := node.(*ast.BasicLit)
			if !ok {
				return true
			}
			value := lit.Value
			if lit.Kind == token.STRING {
				value, _ = strconv.Unquote(value) // the parser has checked it
			}
			all = append(all, literal{f, lit.Pos(), lit.Kind, value})
			return true
		})
	}
	return all
}

func (l literal) place() token.Position { return l.file.set.Position(l.at) }

// packIDs are the ids of a pack that are of its own making: the pack's, the
// programme's, and the compound ones of what it asks.
func packIDs(p *vacancy.Pack) []string {
	ids := []string{p.ID, p.Programme.ID}
	var items []string
	for _, c := range p.Criteria {
		items = append(items, c.ID)
	}
	for _, d := range p.Documents {
		items = append(items, d.ID)
	}
	for _, d := range p.Declarations {
		items = append(items, d.ID)
	}
	for _, q := range p.Questions {
		items = append(items, q.ID)
	}
	for _, c := range p.Competencies {
		items = append(items, c.ID)
	}
	for _, id := range items {
		if strings.Contains(id, "-") {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestNoVacancyIsNamedInGo(t *testing.T) {
	named := map[string]string{}
	for _, p := range embeddedPacks(t) {
		for _, id := range packIDs(p) {
			named[id] = p.ID
		}
	}
	used := map[string]bool{}
	for _, l := range literals(t) {
		if id := named[l.value]; id != "" && l.kind == token.STRING {
			t.Errorf("%s: %q is an id of the pack %s: what a vacancy asks stands in its pack alone", l.place(), l.value, id)
		}
		if packWords.MatchString(l.value) {
			used[l.file.path] = true
			if packWordsAllowed[l.file.path] == "" {
				t.Errorf("%s: %q: what a vacancy says stands in its pack alone", l.place(), l.value)
			}
		}
	}
	for _, f := range source(t) {
		if f.helper() || below(f.room, "scripts") {
			continue
		}
		ast.Inspect(f.ast, func(node ast.Node) bool {
			if name, ok := node.(*ast.Ident); ok && packName.MatchString(name.Name) {
				t.Errorf("%s: %s is named after a vacancy", f.set.Position(name.Pos()), name.Name)
			}
			return true
		})
	}
	unused(t, packWordsAllowed, used)
}

// numbers returns the numbers of a rule that hardly mean anything else: those
// above twelve, which months and hours have of their own.
func numbers(r vacancy.Rule) []int {
	var all []int
	for _, part := range r.Parts() {
		all = append(all, numbers(part)...)
	}
	if r.Age != nil {
		for _, bound := range []*int{r.Age.AtLeast, r.Age.AtMost} {
			if bound != nil {
				all = append(all, *bound)
			}
		}
	}
	if r.UniversityYears != nil {
		all = append(all, r.UniversityYears.MonthsMet, r.UniversityYears.MonthsToConfirm)
	}
	if r.GraduatedWithin != nil {
		all = append(all, r.GraduatedWithin.Months)
	}
	if r.Experience != nil {
		for _, span := range []*vacancy.Span{r.Experience.AtLeast, r.Experience.AtMost} {
			if span != nil {
				all = append(all, span.Months, span.Days)
			}
		}
	}
	return slices.DeleteFunc(all, func(n int) bool { return n <= 12 })
}

func TestNoNumberOfARuleStandsInGo(t *testing.T) {
	known := map[string]string{}
	for _, p := range embeddedPacks(t) {
		for _, c := range p.Criteria {
			for _, reading := range c.AllReadings() {
				for _, n := range numbers(reading.Rule) {
					known[strconv.Itoa(n)] = p.ID + ", " + c.ID
				}
			}
		}
	}
	for _, n := range []string{"21", "24", "18", "42"} {
		if known[n] == "" {
			t.Errorf("%s is in no rule any more: does this test still look?", n)
		}
	}
	used := map[string]bool{}
	for _, l := range literals(t) {
		if l.kind != token.INT || known[l.value] == "" || !belowAny(l.file.room, ruleRooms) {
			continue
		}
		key := l.file.path + " " + l.value
		used[key] = true
		if packNumbersAllowed[key] == "" {
			t.Errorf("%s: %s is a number of the rule %s: thresholds stand in packs alone", l.place(), l.value, known[l.value])
		}
	}
	unused(t, packNumbersAllowed, used)
}

func TestNoLevelOrCountryOfARuleStandsInGo(t *testing.T) {
	level := regexp.MustCompile(`^[ABC][12]$`)
	levels, tables := map[string]bool{}, map[string]bool{}
	held := map[string]map[string]bool{}
	for _, l := range literals(t) {
		if l.kind != token.STRING {
			continue
		}
		if level.MatchString(l.value) {
			levels[l.file.path] = true
			if levelTables[l.file.path] == "" {
				t.Errorf("%s: the level %s: which level is enough stands in packs alone", l.place(), l.value)
			}
		}
		if held[l.file.path] == nil {
			held[l.file.path] = map[string]bool{}
		}
		for _, word := range strings.FieldsFunc(l.value, func(r rune) bool { return r < 'A' || r > 'Z' }) {
			held[l.file.path][word] = true
		}
	}
	for _, p := range embeddedPacks(t) {
		for _, set := range p.Countries {
			for file, words := range held {
				if slices.ContainsFunc(set.Codes, func(code string) bool { return !words[code] }) {
					continue
				}
				tables[file] = true
				if codeTables[file] == "" {
					t.Errorf("%s holds all of %q of the pack %s: sets of countries stand in packs alone", file, set.ID, p.ID)
				}
			}
		}
	}
	unused(t, levelTables, levels)
	unused(t, codeTables, tables)
}

// unused reports what is allowed and not there.
func unused(t *testing.T, allowed map[string]string, used map[string]bool) {
	t.Helper()
	for key := range allowed {
		if !used[key] {
			t.Errorf("%s (%s) is allowed, and not there", key, allowed[key])
		}
	}
}
