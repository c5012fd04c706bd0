package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// document is a PDF as pdfcpu parsed it, without its validation: what is
// carried over is judged by what it draws, not by the rest of the file.
type document struct {
	ctx   *model.Context
	from  io.ReaderAt // the file; nil for none
	root  types.Dict
	pages []*page
	// doubt says why the parse may differ from what other engines see; "" when
	// nothing speaks against it. Pages of a doubtful document are compared by
	// picture.
	doubt string
	// hidden tells which layers are off, once asked for, layered which objects are
	// layers.
	hidden, layered map[int]bool
	// marks are those of larger streams, by their first bytes; nil where none were taken.
	marks map[*byte]mark
	// passed, where it is set, hears when a page's bytes were looked at.
	passed func(page int)
}

func (d *document) pass(page int) {
	if d.passed != nil {
		d.passed(page)
	}
}

// maxDepth bounds how deep objects may be nested before a file is refused.
const maxDepth = 150

var (
	errNotReadable = errors.New("not readable")
	errLocked      = errors.New("password needed")
	errDepth       = errors.New("objects nested too deeply")
)

// configure keeps pdfcpu away from the user's configuration folder; the
// switch is a global of pdfcpu's, so it is thrown once. Its package api, which
// has a function for it, is not imported: what it brings along (go-runewidth)
// prepares tables for tens of milliseconds whenever the program starts.
var configure = sync.OnceFunc(func() { model.ConfigPath = "disable" })

// source is a file's bytes, which stay unchanged while they are in use.
type source interface {
	io.ReadSeeker
	io.ReaderAt
	Size() int64
}

// parse reads a document: strictly first, so that a well-formed file is known
// as such, then with pdfcpu's repairs.
func parse(ctx context.Context, data source, password string, limits Limits) (*document, error) {
	d, err := parseAs(ctx, data, password, limits, model.ValidationStrict)
	if err == nil || errors.Is(err, errLocked) || ctx.Err() != nil {
		return d, err
	}
	strict := err
	d, err = parseAs(ctx, data, password, limits, model.ValidationRelaxed)
	if err != nil {
		return nil, err
	}
	d.doubt = fmt.Sprintf("repaired: %v", strict)
	return d, nil
}

// parseAs parses with one of pdfcpu's modes and turns its panics into errors:
// pdfcpu raises those that are not its own again.
func parseAs(ctx context.Context, data source, password string, limits Limits, mode int) (d *document, err error) {
	configure()
	defer func() {
		if r := recover(); r != nil {
			d, err = nil, fmt.Errorf("%w: pdfcpu panicked: %v", errNotReadable, r)
		}
	}()
	c, err := readFile(ctx, data, func() *model.Configuration {
		conf := model.NewDefaultConfiguration()
		conf.ValidationMode = mode
		conf.Cmd = model.LISTINFO // opens owner-locked files without asking
		conf.UserPW, conf.OwnerPW = password, password
		conf.Limits = readLimits(limits)
		return conf
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, fmt.Errorf("%w: %w", errLocked, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errNotReadable, err)
	}
	d = &document{ctx: c, from: data}
	if c.Root == nil {
		return nil, fmt.Errorf("%w: no catalog", errNotReadable)
	}
	if d.root, err = d.dict(*c.Root); err != nil || d.root == nil {
		return nil, fmt.Errorf("%w: no catalog", errNotReadable)
	}
	if err := d.collectPages(limits.Pages); err != nil {
		return nil, err
	}
	return d, nil
}

// endsWell reports whether a stream ends where its length says: pdfcpu trusts
// the length, and would cut off what stands beyond it.
func (d *document) endsWell(s types.StreamDict) bool {
	if d.from == nil || s.StreamOffset == 0 || d.ctx.E != nil {
		return true // put together here, or its stored length is not known
	}
	const most = 3 + len("endstream")
	after := make([]byte, most)
	n, err := d.from.ReadAt(after, s.StreamOffset+int64(len(s.Raw)))
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	return bytes.HasPrefix(bytes.TrimLeft(after[:n], " \t\r\n"), []byte("endstream"))
}

// nothing is a document without objects, for what is put together here.
func nothing() *document {
	return &document{ctx: &model.Context{XRefTable: &model.XRefTable{}}}
}

// readLimits are pdfcpu's own limits, drawn in to what a file of ours needs.
func readLimits(l Limits) model.ResourceLimits {
	r := model.DefaultResourceLimits()
	r.MaxStreamBytes = l.FileBytes
	r.MaxDecodeBytes = decodeLimit
	r.MaxObjectCount = 2_000_000
	r.MaxXRefEntries = 2_000_000
	return r
}

// decodeLimit bounds the decoded size of one stream: a bomb stops here, well before
// the memory that worker allows, and may be read by the next rung.
const decodeLimit = 64 << 20

// resolve follows references until something else stands there; what does not
// exist is nil.
func (d *document) resolve(o types.Object) (types.Object, error) {
	for range 32 {
		switch v := o.(type) {
		case types.IndirectRef:
			next, err := d.object(int(v.ObjectNumber))
			if err != nil {
				return nil, err
			}
			o = next
		case types.LazyObjectStreamObject:
			next, err := v.DecodedObject(context.Background())
			if err != nil {
				return nil, fmt.Errorf("%w: %w", errNotReadable, err)
			}
			o = next
		default:
			return o, nil
		}
	}
	return nil, errDepth
}

// object returns an indirect object, nil where there is none.
func (d *document) object(number int) (types.Object, error) {
	entry, ok := d.ctx.Table[number]
	if !ok || entry == nil || entry.Free {
		return nil, nil
	}
	if lazy, ok := entry.Object.(types.LazyObjectStreamObject); ok {
		o, err := lazy.DecodedObject(context.Background())
		if err != nil {
			return nil, fmt.Errorf("%w: object %d: %w", errNotReadable, number, err)
		}
		entry.Object = o
	}
	return entry.Object, nil
}

// dict resolves o to a dictionary, a stream's own included; nil where it is
// none.
func (d *document) dict(o types.Object) (types.Dict, error) {
	o, err := d.resolve(o)
	if err != nil {
		return nil, err
	}
	switch v := o.(type) {
	case types.Dict:
		return v, nil
	case types.StreamDict:
		return v.Dict, nil
	}
	return nil, nil
}

// array resolves o to an array, nil where it is none.
func (d *document) array(o types.Object) (types.Array, error) {
	o, err := d.resolve(o)
	a, _ := o.(types.Array)
	return a, err
}

// name resolves o to a name, "" where it is none.
func (d *document) name(o types.Object) string {
	o, err := d.resolve(o)
	if n, ok := o.(types.Name); ok && err == nil {
		return string(n)
	}
	return ""
}

// number resolves o to a number.
func (d *document) number(o types.Object) (float64, bool) {
	o, err := d.resolve(o)
	if err != nil {
		return 0, false
	}
	switch v := o.(type) {
	case types.Integer:
		return float64(v), true
	case types.Float:
		return float64(v), true
	}
	return 0, false
}

// numbers resolves o to an array of exactly n numbers.
func (d *document) numbers(o types.Object, n int) ([]float64, bool) {
	a, err := d.array(o)
	if err != nil || len(a) < n {
		return nil, false
	}
	out := make([]float64, n)
	for i := range out {
		v, ok := d.number(a[i])
		if !ok {
			return nil, false
		}
		out[i] = v
	}
	return out, true
}

// text resolves o to a text string, "" where it is none.
func (d *document) text(o types.Object) string {
	o, err := d.resolve(o)
	if err != nil || o == nil {
		return ""
	}
	s, err := types.StringOrHexLiteral(o)
	if err != nil || s == nil {
		return ""
	}
	return *s
}

// decoded returns a stream's decoded bytes.
func decoded(s types.StreamDict) (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fmt.Errorf("%w: pdfcpu panicked: %v", errNotReadable, r)
		}
	}()
	if len(s.FilterPipeline) == 0 {
		return s.Raw, nil
	}
	s.Content = nil
	if err := s.DecodeWithLimit(decodeLimit); err != nil {
		return nil, err
	}
	return s.Content, nil
}

// mentionsEncryption reports whether a file that pdfcpu took for an
// unencrypted one speaks of encryption: pdfcpu ignores a dictionary that
// stands in the trailer itself, and would then carry ciphertext over.
func mentionsEncryption(data []byte) bool { return bytes.Contains(data, []byte("/Encrypt")) }

// fingerprint is the SHA-256 of data in hex.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
