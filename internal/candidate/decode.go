package candidate

import (
	"bytes"
	"encoding"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/message"
)

// The most that a candidate file may be: beyond it nobody wrote it by hand.
const (
	maxSize  = 1 << 20 // bytes
	maxDepth = 32      // objects and lists within each other
)

// Decode reads a candidate file. name is what the person knows the file by and
// appears in errors only. Anything but one JSON object of a known format, in
// valid UTF-8, with known and unrepeated keys and possible values, is refused
// with a *message.Error that says where: file, line, column, field, value.
//
// A study without an id gets the first free one of s1, s2, …
func Decode(name string, data []byte) (Candidate, error) {
	if len(data) > maxSize {
		return Candidate{}, message.Bad("json-too-large", message.Args{
			"File": name, "Size": message.Bytes(len(data)), "Limit": message.Bytes(maxSize),
		}, nil)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF")) // some editors begin with it
	if err := checkShape(data); err != nil {
		return Candidate{}, Explain(name, data, err)
	}
	if err := checkFormat(name, data); err != nil {
		return Candidate{}, err
	}
	var c Candidate
	if err := json.Unmarshal(data, &c); err != nil {
		return Candidate{}, Explain(name, data, err)
	}
	if at := c.unknownKey(); at != "" {
		return Candidate{}, placed(name, data, at, message.Bad("json-unknown-key",
			message.Args{"Key": at.LastToken()}, nil))
	}
	c.nameStudies()
	v := &checker{}
	v.candidate(c)
	if v.bad != nil {
		return Candidate{}, placed(name, data, jsontext.Pointer(v.where.pointer), v.bad)
	}
	return c, nil
}

// Encode writes the candidate as Decode reads it, always the same bytes for the
// same candidate.
func (c Candidate) Encode() ([]byte, error) {
	c.Format = Format
	data, err := json.Marshal(c, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

// errDepth says that a file nests deeper than any candidate does.
var errDepth = errors.New("nested too deeply")

// checkShape reads the file once as JSON of any kind: syntax, UTF-8, repeated
// keys, depth, nothing behind the end.
func checkShape(data []byte) error {
	d := jsontext.NewDecoder(bytes.NewReader(data))
	for {
		_, err := d.ReadToken()
		switch {
		case errors.Is(err, io.EOF) && d.StackDepth() == 0 && d.InputOffset() > 0:
			return nil
		case errors.Is(err, io.EOF):
			return &jsontext.SyntacticError{ByteOffset: int64(len(data)), Err: io.ErrUnexpectedEOF}
		case err != nil:
			return err
		case d.StackDepth() > maxDepth:
			return &jsontext.SyntacticError{ByteOffset: d.InputOffset() - 1, Err: errDepth}
		}
	}
}

// checkFormat refuses a newer format before anything that only it knows can be
// taken for a mistake.
func checkFormat(name string, data []byte) error {
	var head struct {
		Format *jsontext.Value `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Explain(name, data, err)
	}
	if head.Format == nil {
		return nil
	}
	number, err := strconv.Atoi(head.Format.String())
	switch {
	case err != nil || number < 1:
		return placed(name, data, "/format", refusal("format", "candidate-format", head.Format.String(), nil))
	case number > Format:
		return placed(name, data, "/format", message.Bad("json-newer-format",
			message.Args{"Format": number, "Known": Format}, nil))
	}
	return nil
}

// nameStudies gives each study without an id the first free one.
func (c Candidate) nameStudies() {
	for i := range c.Studies {
		for n := 1; c.Studies[i].ID == ""; n++ {
			id := "s" + strconv.Itoa(n)
			if _, taken := c.Study(id); !taken {
				c.Studies[i].ID = id
			}
		}
	}
}

// unknownKey returns where the first key stands that this program does not
// know, or "".
func (c Candidate) unknownKey() jsontext.Pointer {
	first := func(at jsontext.Pointer, unknown jsontext.Value) jsontext.Pointer {
		d := jsontext.NewDecoder(bytes.NewReader(unknown))
		for _, err := d.ReadToken(); err == nil; _, err = d.ReadToken() {
			if d.StackPointer() != "" {
				return at + d.StackPointer()
			}
		}
		return ""
	}
	found := []jsontext.Pointer{first("", c.Unknown), first("/name", c.Name.Unknown)}
	for i, s := range c.Studies {
		found = append(found, first(memberPointer("studies", i), s.Unknown))
	}
	for i, l := range c.Languages {
		found = append(found, first(memberPointer("languages", i), l.Unknown))
	}
	for i, e := range c.Experience {
		found = append(found, first(memberPointer("experience", i), e.Unknown))
	}
	for _, at := range found {
		if at != "" {
			return at
		}
	}
	return ""
}

func memberPointer(list string, i int) jsontext.Pointer {
	return jsontext.Pointer("/" + list + "/" + strconv.Itoa(i))
}

// Explain turns an error of the JSON decoder about data, the bytes of the file
// that people know as name, into a *message.Error with line, column and field.
// Another error is returned as it is.
func Explain(name string, data []byte, err error) error {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		args := message.Args{"Key": syntax.JSONPointer.LastToken()}
		return positioned(name, data, syntax.ByteOffset, message.Bad(syntaxProblem(data, syntax.Err), args, err))
	}
	var meaning *json.SemanticError
	if !errors.As(err, &meaning) {
		return err
	}
	offset := skipDelimiters(data, meaning.ByteOffset)
	problem := refusal(fieldName(meaning.JSONPointer), wanted(meaning), valueAt(data, offset), nil)
	problem.Err = err
	return positioned(name, data, offset, problem)
}

// syntaxProblem returns the id of the text for an error of syntax.
func syntaxProblem(data []byte, err error) string {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "json-empty"
	case errors.Is(err, jsontext.ErrDuplicateName):
		return "json-duplicate-key"
	case errors.Is(err, errDepth):
		return "json-too-deep"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "json-cut-short"
	case !utf8.Valid(data):
		return "json-not-utf8"
	default:
		return "json-syntax"
	}
}

// wanted returns the id of the text that says what should stand there.
func wanted(err *json.SemanticError) string {
	t := err.GoType
	if t == nil {
		return "json-syntax"
	}
	if t == reflect.TypeFor[Day]() {
		return "candidate-date"
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "json-wants-text"
	}
	switch t.Kind() {
	case reflect.String:
		return "json-wants-text"
	case reflect.Slice:
		return "json-wants-list"
	case reflect.Bool:
		return "json-wants-yes-no"
	case reflect.Struct, reflect.Map:
		return "json-wants-object"
	default:
		return "json-wants-number"
	}
}

// fieldName writes /studies/1/end as studies[1].end.
func fieldName(at jsontext.Pointer) string {
	var b strings.Builder
	for token := range at.Tokens() {
		if _, err := strconv.Atoi(token); err == nil {
			b.WriteString("[" + token + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(token)
	}
	return b.String()
}

// valueAt returns the JSON value at the offset as a person would quote it.
func valueAt(data []byte, offset int64) string {
	value, err := jsontext.NewDecoder(bytes.NewReader(data[offset:])).ReadValue()
	if err != nil {
		return ""
	}
	if text, err := jsontext.AppendUnquote(nil, value); err == nil {
		return string(text)
	}
	return value.String()
}

// skipDelimiters returns the offset of the next value.
func skipDelimiters(data []byte, offset int64) int64 {
	offset = min(offset, int64(len(data)))
	rest := bytes.TrimLeft(data[offset:], " \t\r\n,:")
	return int64(len(data) - len(rest))
}

// placed says in which line and column the value at the pointer stands: for an
// unknown key the key itself, and for a value that is missing the object that
// should hold it.
func placed(name string, data []byte, at jsontext.Pointer, problem *message.Error) error {
	offset, found := locate(data, at, problem.ID == "json-unknown-key")
	for !found && at != "" {
		at = at.Parent()
		offset, found = locate(data, at, false)
	}
	return positioned(name, data, offset, problem)
}

// locate returns the offset of the value at the pointer, or of its key.
func locate(data []byte, at jsontext.Pointer, key bool) (offset int64, found bool) {
	d := jsontext.NewDecoder(bytes.NewReader(data))
	for {
		before := d.InputOffset()
		if _, err := d.ReadToken(); err != nil {
			return 0, false
		}
		if d.StackPointer() == at && (key || !valueNext(d)) {
			return skipDelimiters(data, before), true
		}
	}
}

// valueNext reports whether the token just read was the name of a member, whose
// value comes next.
func valueNext(d *jsontext.Decoder) bool {
	kind, length := d.StackIndex(d.StackDepth())
	return kind == '{' && length%2 == 1
}

// positioned adds file, line and column, both counted from 1 and the column in
// characters.
func positioned(name string, data []byte, offset int64, problem *message.Error) error {
	before := data[:min(offset, int64(len(data)))]
	line := bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	problem.Args["File"], problem.Args["Line"], problem.Args["Column"] = name, line+1, column+1
	return problem
}
