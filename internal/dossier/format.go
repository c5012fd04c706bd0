package dossier

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
)

// sizeLimit bounds dossier.json in bytes: a thousand documents take a fifth of
// a megabyte, so that only something else can be larger.
const sizeLimit = 16_000_000

// Encode writes d as dossier.json holds it: indented, keys in a fixed order,
// those that this program does not know last. Equal dossiers give equal bytes.
func Encode(d Dossier) ([]byte, error) {
	if d.Documents == nil {
		d.Documents = []Document{}
	}
	if d.Applications == nil {
		d.Applications = []Application{}
	}
	var out bytes.Buffer
	err := json.MarshalWrite(&out, d, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", fileName, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// A migration turns what dossier.json says in one format into what it says in
// the next. It is given the keys of the outermost object, and leaves those that
// it does not know as they are; "format" is seen to.
type migration func(keys map[string]jsontext.Value) error

// migrations lead from each format to the next: the first from 1 to 2. There is
// only the first format yet. A dossier of an older one is written in the newest
// when it is next saved; what it was before stays in its history.
var migrations = []migration{}

// Decode reads what Encode writes, by this program or by another of the same
// format or an older one. The errors, *message.Error, name the file, and where
// something is wrong: not JSON, not UTF-8, a key given twice, an impossible
// value, or a format newer than this program's (dossier-newer).
func Decode(name string, data []byte) (Dossier, error) { return decode(name, data, migrations) }

func decode(name string, data []byte, steps []migration) (Dossier, error) {
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Dossier{}, candidate.Explain(name, data, err)
	}
	if known := 1 + len(steps); head.Format > known {
		return Dossier{}, message.Bad("dossier-newer", message.Args{"File": name, "Format": head.Format, "Known": known}, nil)
	}
	if head.Format < 1 {
		return Dossier{}, badValue(name, "format", nil)
	}
	for i, step := range steps[head.Format-1:] {
		var err error
		if data, err = step.apply(data, head.Format+i+1); err != nil {
			return Dossier{}, badValue(name, "format", err)
		}
	}
	var d Dossier
	if err := json.Unmarshal(data, &d); err != nil {
		return Dossier{}, candidate.Explain(name, data, err)
	}
	if err := d.validate(name); err != nil {
		return Dossier{}, err
	}
	return d, nil
}

// apply takes data to the format that the migration leads to.
func (m migration) apply(data []byte, to int) ([]byte, error) {
	var keys map[string]jsontext.Value
	if err := json.Unmarshal(data, &keys); err != nil {
		return nil, err
	}
	if err := m(keys); err != nil {
		return nil, err
	}
	keys["format"] = strconv.AppendInt(nil, int64(to), 10)
	return json.Marshal(keys, json.Deterministic(true))
}

func badValue(name, field string, cause error) error {
	return message.Bad("dossier-bad-value", message.Args{"File": name, "Field": field}, cause)
}
