package dossier

import (
	"path/filepath"

	"example.org/dossier/internal/durable"
)

// State reads what an entry of the history holds; fs.ErrNotExist where it has
// been thinned meanwhile.
func (f *Folder) State(e Entry) (Dossier, error) {
	path := filepath.Join(f.history(), e.Name)
	data, err := durable.ReadFile(path, sizeLimit)
	if err != nil {
		return Dossier{}, err
	}
	d, err := Decode(path, data)
	d.Lineage = Lineage{}
	return d, err
}
