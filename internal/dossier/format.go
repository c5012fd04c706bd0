package dossier

import (
	"bytes"
	"fmt"

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

// Decode reads what Encode writes, by this program or by another of the same
// format. The errors, *message.Error, name the file, and where something is
// wrong: not JSON, not UTF-8, a key given twice, an impossible value, or a
// format newer than this program's (dossier-newer).
func Decode(name string, data []byte) (Dossier, error) {
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Dossier{}, candidate.Explain(name, data, err)
	}
	if head.Format > Format {
		return Dossier{}, message.Bad("dossier-newer", message.Args{"File": name, "Format": head.Format, "Known": Format}, nil)
	}
	if head.Format < 1 {
		return Dossier{}, badValue(name, "format", nil)
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

func badValue(name, field string, cause error) error {
	return message.Bad("dossier-bad-value", message.Args{"File": name, "Field": field}, cause)
}
