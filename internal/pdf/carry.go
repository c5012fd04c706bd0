package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// digest is the SHA-256 of an object with all that it refers to, independent
// of object numbers: two documents that draw the same from the same parts
// have equal digests.
type digest [sha256.Size]byte

// carrier carries objects over into one result. Equal objects, fonts and
// pictures above all, are written once, whichever source they come from.
type carrier struct {
	out    *writer // nil takes digests only
	recall *recall // nil: nothing is remembered
	known  map[digest]int
	layers []layer // layers in use, in the order of their first use
}

// writes says that what is carried goes into a result, and is cleaned on its way;
// what a finished one holds is taken as it is.
func (c *carrier) writes() bool { return c.out != nil }

// layer is an optional content group of the result.
type layer struct {
	object int
	hidden bool
}

func newCarrier(out *writer) *carrier { return &carrier{out: out, known: map[digest]int{}} }

// carriage carries from one document. What is met again is not walked again.
type carriage struct {
	*carrier
	d    *document
	own  bool // it is a document of ours, not a source
	done map[objectAs]carried
	open []*opening // indirect objects being walked, outermost first
	// swaps stand in the place of objects of the source.
	swaps map[int]types.StreamDict
}

// objectAs is an indirect object of the source, in one of its roles.
type objectAs struct {
	number int
	role   role
}

// carried is an object of the source as it stands in the result.
type carried struct {
	digest   digest
	object   int  // its number in the result
	doubtful bool // something below it was missing or repaired
	layered  bool // something below it belongs to a layer that is off
	cyclic   bool // it leads back to an object above it
}

// opening is an indirect object whose parts are being walked.
type opening struct {
	objectAs
	object   int // in the result; 0 until something below refers back to it
	referred bool
}

func (c *carrier) from(d *document) *carriage {
	return &carriage{carrier: c, d: d, done: map[objectAs]carried{}}
}

// encoding is one object on its way: its bytes for the result, and its bytes
// with digests in the place of references.
type encoding struct {
	out     []byte
	tokens  []byte
	carried // digest and object stay empty
}

// emit appends a token to both forms.
func (e *encoding) emit(token string) {
	e.out = append(e.out, token...)
	e.tokens = append(e.tokens, token...)
}

func (e *encoding) refer(object int, to []byte) {
	e.out = strconv.AppendInt(e.out, int64(object), 10)
	e.out = append(e.out, " 0 R"...)
	e.tokens = append(append(e.tokens, 'R'), to...)
}

// put carries an object that is no indirect object of the source, a page put
// together here for example, and returns it as one of the result.
func (c *carriage) put(o types.Object) (carried, error) {
	return c.close(o, &opening{objectAs: objectAs{number: -1}})
}

// number carries the source's indirect object.
func (c *carriage) number(at objectAs, o types.Object) (carried, error) {
	if got, ok := c.done[at]; ok {
		return got, nil
	}
	got, err := c.close(o, &opening{objectAs: at})
	if err == nil {
		c.done[at] = got
	}
	return got, err
}

// close walks an object and writes it, unless an equal one is there already.
func (c *carriage) close(o types.Object, at *opening) (carried, error) {
	if len(c.open) > maxDepth {
		return carried{}, errDepth
	}
	c.open = append(c.open, at)
	defer func() { c.open = c.open[:len(c.open)-1] }()
	e := &encoding{}
	var raw []byte
	bare := false
	if s, ok := o.(types.StreamDict); ok && c.writes() && (at.role == resources || at.role == list) {
		o = s.Dict // its bytes mean nothing there
	} else if ok {
		raw = s.Raw
		if s.Raw == nil && s.StreamLength != nil && *s.StreamLength > 0 {
			return carried{}, fmt.Errorf("%w: stream without its bytes", errNotReadable)
		}
		e.doubtful = !c.d.endsWell(s)
		if other, ok := c.swaps[at.number]; ok {
			s, o, raw = other, other, other.Raw
		}
		if c.writes() {
			was := s
			s = c.cleanStream(s, at.role)
			o, raw, bare = s, s.Raw, isBare(was, s)
		}
	}
	group := c.d.isLayer(at.number, o)
	if group {
		e.layered = c.d.isHidden(at.number)
		e.tokens = strconv.AppendBool(e.tokens, e.layered)
	}
	if group && c.writes() {
		o = types.Dict{"Type": types.Name("OCG"), "Name": layerName}
	}
	if err := c.encode(o, at.role, e, 0); err != nil {
		return carried{}, err
	}
	got := e.carried
	got.digest = c.digest(e.tokens, raw, bare)
	if c.out == nil {
		return got, nil
	}
	shared := !got.cyclic && !at.referred
	if n, ok := c.known[got.digest]; ok && shared {
		got.object = n
		return got, nil
	}
	got.object = at.object
	if got.object == 0 {
		got.object = c.out.reserve()
	}
	if shared {
		c.known[got.digest] = got.object
	}
	if group {
		c.layers = append(c.layers, layer{object: got.object, hidden: got.layered})
	}
	if _, ok := o.(types.StreamDict); ok {
		return got, c.out.stream(got.object, e.out, raw, got.digest)
	}
	return got, c.out.object(got.object, e.out)
}

// digest is that of an object's tokens and the bytes of its stream; bare says that these
// are a picture that was found to be bare.
func (c *carriage) digest(tokens, raw []byte, bare bool) digest {
	if !c.recall.marks(raw) {
		return plainDigest(tokens, raw)
	}
	is, ok := c.d.marks[&raw[0]]
	if !ok {
		is = c.recall.mark(raw)
	}
	if bare {
		c.recall.rememberBare(is)
	}
	return c.recall.digest(tokens, raw, is)
}

// encode writes an object in both forms.
func (c *carriage) encode(o types.Object, r role, e *encoding, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	switch v := o.(type) {
	case types.IndirectRef:
		return c.encodeReference(objectAs{int(v.ObjectNumber), r}, e)
	case types.LazyObjectStreamObject:
		o, err := c.d.resolve(v)
		if err != nil {
			return err
		}
		return c.encode(o, r, e, depth+1)
	case types.Dict:
		if c.writes() {
			v = c.cleaned(v, r, false)
		}
		return c.encodeDict(v, r, e, depth)
	case types.StreamDict:
		d := maps.Clone(v.Dict)
		d["Length"] = types.Integer(len(v.Raw))
		return c.encodeDict(d, r, e, depth)
	case types.Array:
		e.emit("[")
		for i, item := range v {
			if i > 0 {
				e.emit(" ")
			}
			if c.writes() && isLocal(item) {
				item = types.StringLiteral("")
			}
			if err := c.encode(item, r, e, depth+1); err != nil {
				return err
			}
		}
		e.emit("]")
	default:
		token, err := scalar(o)
		if err != nil {
			return err
		}
		e.emit(token)
	}
	return nil
}

func (c *carriage) encodeDict(d types.Dict, r role, e *encoding, depth int) error {
	if policy := c.d.name(d["P"]); c.d.name(d["Type"]) == "OCMD" && (d["VE"] != nil || policy == "AnyOff" || policy == "AllOff") {
		e.layered = true // shown while a layer is off
	}
	keys := make([]string, 0, len(d))
	for k, v := range d {
		if v != nil {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	e.emit("<<")
	for _, k := range keys {
		// What is null is as good as absent, and pdfcpu does not keep it.
		if ref, ok := d[k].(types.IndirectRef); ok {
			if gone, err := c.vanishes(int(ref.ObjectNumber), e); gone || err != nil {
				if err != nil {
					return err
				}
				continue
			}
		}
		e.emit(name(k) + " ")
		if err := c.encode(d[k], r.below(k), e, depth+1); err != nil {
			return err
		}
	}
	e.emit(">>")
	return nil
}

// encodeReference carries what a reference leads to. References to pages and
// to the catalog end here: they would drag the whole source in.
func (c *carriage) encodeReference(to objectAs, e *encoding) error {
	for i, at := range c.open {
		if at.objectAs != to {
			continue
		}
		if at.object == 0 && c.out != nil {
			at.object = c.out.reserve()
		}
		at.referred = true
		e.cyclic = e.cyclic || i < len(c.open)-1
		e.refer(at.object, []byte("up "+strconv.Itoa(len(c.open)-i)))
		return nil
	}
	if gone, err := c.vanishes(to.number, e); gone || err != nil {
		e.emit("null")
		return err
	}
	o, err := c.d.resolve(*types.NewIndirectRef(to.number, 0))
	if err != nil {
		return err
	}
	got, err := c.number(to, o)
	if err != nil {
		return err
	}
	e.doubtful = e.doubtful || got.doubtful
	e.layered = e.layered || got.layered
	e.cyclic = e.cyclic || got.cyclic
	e.refer(got.object, got.digest[:])
	return nil
}

// vanishes reports whether an indirect object is not carried: because it is
// missing, which raises a doubt, or because no page draws it.
func (c *carriage) vanishes(number int, e *encoding) (bool, error) {
	o, err := c.d.resolve(*types.NewIndirectRef(number, 0))
	if err != nil {
		return false, err
	}
	e.doubtful = e.doubtful || o == nil
	return o == nil || c.isForeign(o), nil
}

// foreign are the types of objects that no page draws.
var foreign = map[string]bool{"Page": true, "Pages": true, "Catalog": true, "Annot": true, "Action": true, "Filespec": true, "EmbeddedFile": true, "Metadata": true, "StructElem": true, "StructTreeRoot": true}

func (c *carriage) isForeign(o types.Object) bool {
	switch v := o.(type) {
	case types.Dict:
		return foreign[c.d.name(v["Type"])]
	case types.StreamDict:
		return foreign[c.d.name(v.Dict["Type"])]
	}
	return false
}

// ofStreams are the keys of streams that draw nothing, or that lead out of
// the file (ISO 32000-1, tables 5, 89 and 95).
var ofStreams = []string{"Length", "DL", "F", "FFilter", "FDecodeParms", "Metadata", "PieceInfo", "LastModified", "StructParent", "StructParents", "OPI", "Ref", "AF", "Alternates"}

// dropCrypt takes the filter away that names a way of encryption: streams are
// carried over in the clear.
func (c *carriage) dropCrypt(d types.Dict) {
	filters, err := c.d.array(d["Filter"])
	if err != nil || len(filters) == 0 {
		if c.d.name(d["Filter"]) == "Crypt" {
			delete(d, "Filter")
			delete(d, "DecodeParms")
		}
		return
	}
	if c.d.name(filters[0]) != "Crypt" {
		return
	}
	d["Filter"] = filters[1:]
	if parms, err := c.d.array(d["DecodeParms"]); err == nil && len(parms) > 0 {
		d["DecodeParms"] = parms[1:]
	}
}

// scalar writes what has no parts.
func scalar(o types.Object) (string, error) {
	switch v := o.(type) {
	case nil:
		return "null", nil
	case types.Boolean:
		return strconv.FormatBool(bool(v)), nil
	case types.Integer:
		return strconv.Itoa(int(v)), nil
	case types.Float:
		return decimal(float64(v)), nil
	case types.Name:
		return name(string(v)), nil
	case types.StringLiteral:
		return quoted(unescaped(string(v))), nil
	case types.HexLiteral:
		return quoted(fromHex(string(v))), nil
	}
	return "", fmt.Errorf("%w: object of type %T", errNotReadable, o)
}

// decimal writes a number without an exponent, which the format lacks.
func decimal(v float64) string {
	if v != v || v > 1e15 || v < -1e15 || v == 0 {
		return "0" // not "-0", which reads as another number
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// name writes a name with its solidus, escaping what is not regular (ISO
// 32000-1, 7.3.5).
func name(s string) string {
	const hex = "0123456789ABCDEF"
	var b bytes.Buffer
	b.WriteByte('/')
	for _, c := range []byte(s) {
		if c < '!' || c > '~' || bytes.IndexByte([]byte("#()<>[]{}/%"), c) >= 0 {
			b.Write([]byte{'#', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
