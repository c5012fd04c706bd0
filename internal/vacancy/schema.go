package vacancy

import (
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// Schema returns the JSON Schema (draft 2020-12) of a pack's file, with which an
// editor completes and checks one. It is made of the types, their tags and the
// limits that the reader itself goes by; what only the reader can see (ids that
// name each other, days that no calendar has, rules without effect) is not in
// it.
func Schema() []byte {
	m := &schemaMaker{}
	root := m.object(reflect.TypeFor[Pack]())
	root.Schema, root.Title = "https://json-schema.org/draft/2020-12/schema", "Vacancy pack, format 1"
	root.Defs = m.defs
	out, err := json.Marshal(root, jsontext.WithIndent("  "))
	if err != nil {
		panic(err) // only a type without JSON can fail, and there is none in a schema
	}
	return append(out, '\n')
}

// schema is the part of JSON Schema that a pack needs.
type schema struct {
	Schema            string    `json:"$schema,omitzero"`
	Title             string    `json:"title,omitzero"`
	Description       string    `json:"description,omitzero"`
	Ref               string    `json:"$ref,omitzero"`
	Type              string    `json:"type,omitzero"`
	Const             any       `json:"const,omitzero"`
	Enum              []string  `json:"enum,omitzero"`
	Pattern           string    `json:"pattern,omitzero"`
	MinLength         int       `json:"minLength,omitzero"`
	Minimum           int       `json:"minimum,omitzero"`
	Maximum           int       `json:"maximum,omitzero"`
	Items             *schema   `json:"items,omitzero"`
	MinItems          int       `json:"minItems,omitzero"`
	UniqueItems       bool      `json:"uniqueItems,omitzero"`
	Properties        members   `json:"properties,omitzero"`
	PatternProperties members   `json:"patternProperties,omitzero"`
	MinProperties     int       `json:"minProperties,omitzero"`
	Required          []string  `json:"required,omitzero"`
	Additional        *bool     `json:"additionalProperties,omitzero"`
	OneOf             []*schema `json:"oneOf,omitzero"`
	AnyOf             []*schema `json:"anyOf,omitzero"`
	Not               *schema   `json:"not,omitzero"`
	Defs              members   `json:"$defs,omitzero"`
}

// members are the members of an object in the order in which they are told.
type members []member

type member struct {
	key   string
	value *schema
}

// MarshalJSONTo writes the members as one object.
func (m members) MarshalJSONTo(e *jsontext.Encoder) error {
	if err := e.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, one := range m {
		if err := e.WriteToken(jsontext.String(one.key)); err != nil {
			return err
		}
		if err := json.MarshalEncode(e, one.value); err != nil {
			return err
		}
	}
	return e.WriteToken(jsontext.EndObject)
}

// The forms of words. What a calendar or a list decides beyond the form is left
// to the reader.
const (
	datePattern   = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`
	monthPattern  = `^[0-9]{4}-(0[1-9]|1[0-2])$`
	wallPattern   = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]$`
	spanPattern   = `^[1-9][0-9]{0,3} (day|week|month)s?$`
	sizePattern   = `^[1-9][0-9]{0,4} (kB|MB)$`
	moneyPattern  = `^[0-9]+(\.[0-9]{2})? [A-Z]{3}$`
	idPattern     = `^[a-z0-9]+(-[a-z0-9]+)*$`
	expectPattern = `^[a-z0-9-]+(/[a-z0-9-]+)?$`
	tagPattern    = `^[a-z]{2,3}$`
	zonePattern   = `^(UTC|[^/ .\\]+/[^ .\\]+)$`
)

// forms are the types that are written as one word.
var forms = map[reflect.Type]string{
	reflect.TypeFor[civil.Date]():    datePattern,
	reflect.TypeFor[Month]():         monthPattern,
	reflect.TypeFor[Wall]():          wallPattern,
	reflect.TypeFor[Span]():          spanPattern,
	reflect.TypeFor[Size]():          sizePattern,
	reflect.TypeFor[message.Money](): moneyPattern,
}

// keyForms are the forms of words by their key.
var keyForms = map[string]string{
	"id": idPattern, "source": idPattern, "frSource": idPattern, "zone": zonePattern,
	"accepted": tagPattern, "languageNot": tagPattern, "Language.of": tagPattern, "DocumentHeld.language": tagPattern,
	"Nationality.of": idPattern, "PackTest.start": monthPattern,
}

// schemaMaker gathers the types on the way.
type schemaMaker struct{ defs members }

// object describes a struct by its tags.
func (m *schemaMaker) object(t reflect.Type) *schema {
	s := &schema{Type: "object", Description: descriptions[t.Name()], Additional: new(bool)}
	for _, f := range fieldsOf(t) {
		if !f.opt {
			s.Required = append(s.Required, f.key)
		}
		value := m.value(t.Field(f.index).Type, t.Name(), f.key)
		value.Description = describe(t.Name(), f)
		s.Properties = append(s.Properties, member{f.key, value})
	}
	m.narrow(s, t)
	return s
}

// describe returns what is said of a key, and whose words its English is.
func describe(name string, f field) string {
	text := descriptions[name+"."+f.key]
	if f.quote {
		text += "; the English is the notice's own words"
	}
	return text
}

// narrow adds what a type demands of its keys together.
func (m *schemaMaker) narrow(s *schema, t reflect.Type) {
	each := func(keys ...string) (all []*schema) {
		for _, key := range keys {
			all = append(all, &schema{Required: []string{key}})
		}
		return all
	}
	switch t {
	case reflect.TypeFor[Pack]():
		s.Properties[0].value.Const = Format
	case reflect.TypeFor[Rule]():
		s.OneOf = each(slices.DeleteFunc(keysOf(t), func(key string) bool { return key == "atBest" })...)
	case reflect.TypeFor[Nationality]():
		s.OneOf = each("of", "countries")
	case reflect.TypeFor[Age]():
		s.AnyOf = each("atLeast", "atMost")
	case reflect.TypeFor[DocumentRule]():
		s.Not = &schema{Required: []string{"eachStudy", "eachDocument"}}
	}
}

func keysOf(t reflect.Type) []string {
	var keys []string
	for _, f := range fieldsOf(t) {
		keys = append(keys, f.key)
	}
	return keys
}

// value describes what may stand at a key of a type.
func (m *schemaMaker) value(t reflect.Type, owner, key string) *schema {
	if pattern, ok := forms[t]; ok {
		return &schema{Type: "string", Pattern: pattern}
	}
	switch t {
	case reflect.TypeFor[message.Text]():
		return m.ref("Text", textSchema)
	case reflect.TypeFor[[]Expectation]():
		return &schema{
			Type: "object", MinProperties: 1, Additional: new(bool),
			PatternProperties: members{{expectPattern, &schema{Type: "string", Enum: expectable()}}},
		}
	case reflect.TypeFor[[]byte]():
		return m.ref("Candidate", candidateSchema)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return m.value(t.Elem(), owner, key)
	case reflect.Struct:
		return m.ref(t.Name(), func() *schema { return m.object(t) })
	case reflect.Slice:
		s := &schema{Type: "array", MinItems: 1, Items: m.value(t.Elem(), owner, key)}
		s.UniqueItems = s.Items.Type == "string" && key != "fields" && key != "types"
		return s
	case reflect.Int:
		l := limits[owner+"."+key]
		return &schema{Type: "integer", Minimum: l.least, Maximum: l.most}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	}
	return m.word(owner, key)
}

// word describes a word of one language.
func (m *schemaMaker) word(owner, key string) *schema {
	s := &schema{Type: "string", Enum: limits[owner+"."+key].words}
	if owner+"."+key == "CountrySet.codes" || owner+"."+key == "Nationality.countries" {
		return m.ref("Country", countrySchema)
	}
	for _, name := range []string{owner + "." + key, key} {
		if pattern, ok := keyForms[name]; ok && s.Pattern == "" {
			s.Pattern = pattern
		}
	}
	if s.Enum == nil && s.Pattern == "" {
		s.MinLength = 1
	}
	return s
}

// ref points to a type, which is described once; it is listed before it is
// described, because a rule holds rules.
func (m *schemaMaker) ref(name string, describe func() *schema) *schema {
	if !slices.ContainsFunc(m.defs, func(one member) bool { return one.key == name }) {
		m.defs = append(m.defs, member{key: name})
		at := len(m.defs) - 1
		value := describe()
		m.defs[at].value = value
	}
	return &schema{Ref: "#/$defs/" + name}
}

func textSchema() *schema {
	full := func() *schema { return &schema{Type: "string", Pattern: `\S`} }
	s := &schema{
		Type: "object", Description: descriptions["Text"], Additional: new(bool), Required: []string{"en", "fr"},
		Properties: members{
			{"en", full()}, {"fr", full()}, {"same", &schema{Type: "boolean"}},
			{"frSource", &schema{Type: "string", Pattern: idPattern}},
		},
	}
	for _, one := range s.Properties {
		one.value.Description = descriptions["Text."+one.key]
	}
	return s
}

func countrySchema() *schema {
	return &schema{Type: "string", Description: descriptions["Country"], Enum: candidate.Countries()}
}

// candidateSchema names a candidate's keys and closed lists; what the rest may
// say is the candidate file's own business, which the reader checks.
func candidateSchema() *schema {
	s := answers(reflect.TypeFor[candidate.Candidate]())
	s.Description = descriptions["Candidate"]
	s.Properties = slices.DeleteFunc(s.Properties, func(one member) bool { return one.key == "format" })
	return s
}

// answers describes a part of a candidate by its JSON tags.
func answers(t reflect.Type) *schema {
	switch t {
	case reflect.TypeFor[candidate.StudyLevel]():
		return &schema{Enum: words(candidate.StudyLevels())}
	case reflect.TypeFor[candidate.Status]():
		return &schema{Enum: words(candidate.Statuses())}
	case reflect.TypeFor[candidate.LanguageLevel]():
		return &schema{Enum: words(candidate.LanguageLevels())}
	case reflect.TypeFor[candidate.ExperienceKind]():
		return &schema{Enum: words(candidate.ExperienceKinds())}
	case reflect.TypeFor[candidate.Day](), reflect.TypeFor[candidate.Answers]():
		return &schema{}
	}
	switch t.Kind() {
	case reflect.Slice:
		return &schema{Type: "array", Items: answers(t.Elem())}
	case reflect.Struct:
		s := &schema{Type: "object", Additional: new(bool)}
		for i := range t.NumField() {
			if key, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); key != "" {
				s.Properties = append(s.Properties, member{key, answers(t.Field(i).Type)})
			}
		}
		return s
	}
	return &schema{}
}
