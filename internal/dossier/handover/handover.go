// Package handover is the written form of NAME.dossier, the one file by which a
// dossier is handed over: a zip of whole files behind a manifest that lists
// them, sealed with a passphrase on request. It writes such files and reads them
// as what anybody may have made; what stands in a dossier.json, and where files
// go in a folder, belongs to dossier.
//
// The zip is one of many that could hold the same: every entry is stored, none is
// compressed, one follows the other without a gap, no field is optional. Reading
// takes nothing else. So no entry can be larger than the file that it came in,
// lie over another one, be a link, or be one thing in the directory and another
// where it lies, and equal contents give equal bytes, whoever writes them.
package handover

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/message"
)

// Ending is how the name of a hand-over file ends.
const Ending = ".dossier"

// Format is the newest written form that this program reads and writes.
const Format = 1

// The bounds of a hand-over file; reading and writing keep to them alike.
const (
	SizeLimit     = 4_000_000_000 // bytes in all, within what a zip can say of itself
	FileLimit     = 10_000        // files
	DocumentLimit = 200_000_000   // bytes of a document, as intake takes them
	textLimit     = 16_000_000    // bytes of a JSON file
	packLimit     = 4_000_000     // bytes of a vacancy pack
	manifestLimit = 8_000_000     // bytes: more than FileLimit entries with the longest names
)

// The names in a hand-over file that there is one of.
const (
	manifestName = "manifest.json"
	DossierName  = "dossier.json"
	ReviewName   = "review.json"
)

// The folders in a hand-over file, as its names begin.
const (
	Documents = "documents/"
	Vacancies = "vacancies/"
	Bundles   = "bundles/"
)

// Manifest is the first entry: what a hand-over file says of itself.
type Manifest struct {
	Format  int       `json:"format"`
	Made    time.Time `json:"made"`    // by the clock of whoever made it, in UTC
	Program string    `json:"program"` // name and version
	Notes   bool      `json:"notes"`   // the candidate's notes are in dossier.json
	Files   []File    `json:"files"`   // all entries behind the manifest, in their order
}

// File is one entry behind the manifest.
type File struct {
	Name   string `json:"name"`   // slashed path in the dossier's folder
	Size   int64  `json:"size"`   // in bytes
	SHA256 string `json:"sha256"` // 64 lower-case hexadecimal digits
}

// Size is how many bytes all files have together.
func (m Manifest) Size() int64 {
	total := int64(0)
	for _, f := range m.Files {
		total += f.Size
	}
	return total
}

func (m Manifest) encode() ([]byte, error) {
	if m.Files == nil {
		m.Files = []File{}
	}
	data, err := json.Marshal(m, json.Deterministic(true), jsontext.WithIndent("  "))
	return append(data, '\n'), err
}

// decodeManifest reads a manifest of the file at path. Of a newer format only
// that is known.
func decodeManifest(path string, data []byte) (Manifest, error) {
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Manifest{}, foreign(path, manifestName, err)
	}
	if head.Format > Format {
		return Manifest{}, message.Bad("handover-newer", message.Args{"File": path, "Format": head.Format, "Known": Format}, nil)
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return Manifest{}, foreign(path, manifestName, err)
	}
	if head.Format < 1 {
		return Manifest{}, foreign(path, manifestName, errors.New("no format"))
	}
	return m, nil
}

// damaged is the error about a file that has changed since it was made, or is not
// all there.
func damaged(path string, cause error) error {
	return message.Bad("handover-damaged", message.Args{"File": path}, cause)
}

// foreign is the error about a zip that no program of ours has written; the entry,
// where it is known, and the cause are for developers.
func foreign(path, entry string, cause error) error {
	return message.Bad("handover-foreign", message.Args{"File": path}, fmt.Errorf("%q: %w", entry, cause))
}

func tooLarge(path string, size int64) error {
	return message.Bad("handover-too-large", message.Args{
		"File": path, "Size": message.Bytes(size), "Limit": message.Bytes(SizeLimit),
	}, nil)
}

func tooMany(path string, count int) error {
	return message.Bad("handover-too-many", message.Args{"File": path, "Files": count, "Limit": FileLimit}, nil)
}
