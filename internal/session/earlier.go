package session

import (
	"context"

	"example.org/dossier/internal/dossier"
)

// Earlier is what going back to a saved state would mean.
type Earlier struct {
	Changes []Change // what the dossier would say otherwise than now
	Missing []string // names of its documents whose files are no longer in the dossier
}

// Earlier looks at a saved state by the name of its file; nothing is changed.
// fs.ErrNotExist where it has been thinned meanwhile.
func (s *Session) Earlier(ctx context.Context, name string) (Earlier, error) {
	if err := ctx.Err(); err != nil {
		return Earlier{}, err
	}
	state, err := s.folder.State(dossier.Entry{Name: name})
	if err != nil {
		return Earlier{}, err
	}
	e := Earlier{Changes: changes(s.current(), state, s.titles())}
	for _, d := range state.Documents {
		if !s.folder.HasDocument(d.File) {
			e.Missing = append(e.Missing, d.Name)
		}
	}
	return e, nil
}
