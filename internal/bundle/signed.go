package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Original is a signed file as it was taken in, offered beside the bundle that shows
// its pages without the signature.
type Original struct {
	Title string `json:"title"` // of the document, as the bundle calls it
	Name  string `json:"file"`  // of the file, as its owner knows it
	Path  string `json:"path"`  // of the copy
}

// HasSigned reports whether a file of the plan carries a digital signature.
func (p *Plan) HasSigned() bool {
	for _, f := range p.files() {
		if f.Signed {
			return true
		}
	}
	return false
}

// SaveSigned puts a copy of each signed file of a bundle, byte for byte, beside it:
// NAME-signed-1.pdf and so on. Nothing is overwritten: where a name is taken the next
// number is, unless that is the very copy. An error leaves the copies that were made
// before it; those are returned.
func (r Result) SaveSigned(ctx context.Context) ([]Original, error) {
	var all []Original
	done := map[string]bool{}
	next := 1
	for _, part := range r.Parts {
		for _, f := range part.Plan.files() {
			if !f.Signed || done[f.SHA256] {
				continue
			}
			done[f.SHA256] = true
			path, n, err := f.saveBeside(ctx, r.Path, next, r.disk)
			if err != nil {
				return all, err
			}
			next = n + 1
			all = append(all, Original{part.Plan.Documents[f.document].Title, f.Name, path})
		}
	}
	return all, nil
}

// saveBeside puts a copy under the first number, from next on, that is free or has
// it already.
func (f sourced) saveBeside(ctx context.Context, bundle string, next int, disk durable.Disk) (path string, n int, err error) {
	copied, err := disk.CopyIn(ctx, f.file.Path, filepath.Dir(bundle), maxSource)
	if errors.Is(err, fs.ErrNotExist) {
		return "", 0, message.Bad("document-gone", message.Args{"File": f.Name}, err)
	}
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = disk.Remove(copied.Path) }() // gone already where it was kept
	if copied.SHA256 != f.SHA256 {
		return "", 0, message.Bad("document-changed", message.Args{"File": f.Name}, nil)
	}
	if err := disk.SetRights(copied.Path, durable.FilePerm); err != nil {
		return "", 0, err
	}
	stem := strings.TrimSuffix(bundle, filepath.Ext(bundle))
	for n := next; ; n++ {
		path := fmt.Sprintf("%s-signed-%d%s", stem, n, extension)
		err := disk.Keep(copied, path)
		if err == nil {
			return path, n, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", 0, err
		}
		if there, err := durable.Digest(ctx, path, maxSource); err == nil && there == f.SHA256 {
			return path, n, nil
		} else if ctx.Err() != nil {
			return "", 0, ctx.Err()
		}
	}
}
