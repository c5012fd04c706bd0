package bundle

import (
	"os"

	"example.org/dossier/internal/message"
)

// keepsFuller returns an error where a bundle with a record would be replaced by one
// that lacks documents of it, because their files cannot be used any more: those
// documents may stand nowhere else by now.
func (o Order) keepsFuller(path string, refused []Refused) error {
	if !o.Overwrite || o.Incomplete || len(refused) == 0 {
		return nil
	}
	if _, err := os.Lstat(path); err != nil {
		return nil // there is nothing to lose, or what is wrong will show when it is written
	}
	old, err := ReadRecord(RecordPath(path))
	if err != nil {
		return nil // nothing is known of what stands there but that it may be replaced
	}
	var lost message.List
	for _, r := range refused {
		if old.has(r.Source) {
			lost = append(lost, r.Source.Name)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	return message.Bad("bundle-fuller", message.Args{"File": path, "Items": lost, "Count": len(lost)}, nothingLeft(refused))
}

// has reports whether a document is in the recorded bundle, as the same entry of the
// dossier or as the same file.
func (r Record) has(s Source) bool {
	for _, f := range r.Plan.files() {
		if s.ID != "" && f.ID == s.ID || s.SHA256 != "" && f.SHA256 == s.SHA256 {
			return true
		}
	}
	return false
}
