package dossier

import (
	"path/filepath"

	"example.org/dossier/internal/durable"
)

// State reads what an entry of the history holds; fs.ErrNotExist where it has
// been thinned meanwhile.
func (f *Folder) State(e Entry) (Dossier, error) {
	data, err := durable.ReadFile(filepath.Join(f.history(), e.Name), sizeLimit)
	if err != nil {
		return Dossier{}, err
	}
	return Decode(filepath.Join(f.history(), e.Name), data)
}
