package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// rebuilt is for a file that shows no page, or fewer than it promises: its objects
// are looked for one by one, those inside object streams too, and put into a new
// file byte for byte, with cross-references that are right. Where the tree of pages
// leads nowhere, or the pages that there are are as many as promised, that gets a
// new one of them in the order in which they stand. nil where there is nothing to
// mend.
func rebuilt(data []byte, has sight) []byte {
	r := ruin{data: data, objects: map[int]relic{}}
	for at := 0; at < len(data); {
		at = r.take(at)
	}
	r.unpack()
	pages, root := r.pages(), r.root()
	if len(pages) == 0 {
		return nil
	}
	leads := root != 0 && r.leads(root, pages)
	if leads && has.blank {
		return nil // it is a page, and there is nothing on it
	}
	if !leads || len(pages) == has.promised {
		root = 0
	}
	return r.written(pages, root)
}

// relic is an object as it was found.
type relic struct {
	generation int
	order      int               // how far into the file it stood
	text       []byte            // between "obj" and "endobj"
	entries    map[string][]byte // where it is a dictionary or a stream
	stream     []byte            // nil where it is none
}

// name is an entry's name without its solidus, "" where it is none.
func (r relic) name(key string) string {
	v := r.entries[key]
	if len(v) == 0 || v[0] != '/' {
		return ""
	}
	return string(v[1:])
}

// ruin is a file in pieces.
type ruin struct {
	data    []byte
	objects map[int]relic // by their number; of several the last one counts
	trailer map[string][]byte

	next     int  // where the next "endobj" stands, as far as it was looked for
	spent    int  // bytes that were read in vain
	unending bool // no "endstream" comes any more
	unpacked int  // bytes that came out of object streams
}

// What may be read in vain: so many times the file, and then so far behind the
// beginning of each object.
const (
	vainTimes  = 16
	vainWithin = 1 << 10
)

// past is where the object that begins here ends, -1 where it does not. An object
// that is broken is looked at up to where the next one ends, lest a file of nothing
// but such takes the square of its length.
func (r *ruin) past(at int, find func(data []byte) int) int {
	if r.next < at {
		r.next = len(r.data)
		if n := bytes.Index(r.data[at:], []byte("endobj")); n >= 0 {
			r.next = at + n
		}
	}
	most, vain := r.next, r.spent >= vainTimes*len(r.data)
	if vain {
		most = min(most, at+vainWithin)
	}
	end := find(r.data[:most])
	if end < 0 {
		r.spent += most - at
	}
	if end < 0 && !vain && most < len(r.data) { // a string may speak of an object's end
		if end = find(r.data); end < 0 {
			r.spent += len(r.data) - at
		}
	}
	return end
}

// mostRelics bounds the objects of a file.
const mostRelics = 2_000_000

// take takes in the object or trailer that begins here, and returns where to look
// next.
func (r *ruin) take(at int) int {
	switch {
	case r.data[at] >= '0' && r.data[at] <= '9' && (at == 0 || !isRegular(r.data[at-1]) || at >= 6 && string(r.data[at-6:at]) == "endobj"):
		number, generation, from, ok := rawPair(r.data, at, "obj")
		if !ok || generation > 65535 || number == 0 || len(r.objects) >= mostRelics {
			_, end, _ := rawNumber(r.data, at)
			return end
		}
		return r.object(number, generation, from)
	case bytes.HasPrefix(r.data[at:], []byte("trailer")):
		from := pastSpace(r.data, at+len("trailer"))
		if bytes.HasPrefix(r.data[from:], []byte("<<")) {
			var entries map[string]extent
			end := r.past(from, func(data []byte) (end int) {
				entries, end = rawDict(data, from, 0)
				return end
			})
			if end > 0 {
				r.trails(texts(r.data, entries))
				return end
			}
		}
	}
	return at + 1
}

// texts are the entries' bytes.
func texts(data []byte, entries map[string]extent) map[string][]byte {
	out := make(map[string][]byte, len(entries))
	for key, at := range entries {
		out[key] = at.of(data)
	}
	return out
}

// trails keeps what a trailer says.
func (r *ruin) trails(entries map[string][]byte) {
	if r.trailer == nil {
		r.trailer = map[string][]byte{}
	}
	for _, key := range []string{"Root", "Info", "ID", "Encrypt"} {
		if v, ok := entries[key]; ok {
			r.trailer[key] = v
		}
	}
}

// object takes in what stands after "5 0 obj".
func (r *ruin) object(number, generation, from int) int {
	at := pastSpace(r.data, from)
	found := relic{generation: generation, order: at}
	end := r.past(at, func(data []byte) int { return pastObject(data, at, 0) })
	if end < 0 {
		return from // broken: another definition may be whole
	}
	found.text = r.data[at:end]
	if bytes.HasPrefix(found.text, []byte("<<")) {
		entries, _ := rawDict(r.data, at, 0)
		found.entries = texts(r.data, entries)
		if word := pastSpace(r.data, end); bytes.HasPrefix(r.data[word:], []byte("stream")) {
			body := r.body(word+len("stream"), found.entries["Length"])
			found.stream = body.of(r.data)
			end = body.to
		}
	}
	if found.name("Type") == "XRef" {
		r.trails(found.entries)
		return end
	}
	r.objects[number] = found
	return end
}

// body is where the bytes of a stream stand whose keyword ends here: as many as its
// length says where that leads to its end, else all up to that.
func (r *ruin) body(from int, length []byte) extent {
	if bytes.HasPrefix(r.data[from:], []byte("\r\n")) {
		from += 2
	} else if from < len(r.data) && (r.data[from] == '\n' || r.data[from] == '\r') {
		from++
	}
	if n, err := strconv.Atoi(string(length)); err == nil && n >= 0 && n <= len(r.data)-from {
		if end := pastSpace(r.data, from+n); bytes.HasPrefix(r.data[end:], []byte("endstream")) {
			return extent{from, from + n}
		}
	}
	n := -1
	if !r.unending {
		n = bytes.Index(r.data[from:], []byte("endstream"))
	}
	if r.unending = n < 0; n < 0 {
		if n = bytes.Index(r.data[from:], []byte("endobj")); n < 0 {
			n = len(r.data) - from
		}
	}
	end := from + n
	for i := 0; i < 2 && end > from && (r.data[end-1] == '\n' && i == 0 || r.data[end-1] == '\r'); i++ {
		end--
	}
	return extent{from, end}
}

// unpack takes the objects out of object streams (ISO 32000-1, 7.5.7), those that
// are packed well and not encrypted. What stands outside of them counts more where
// it comes later in the file.
func (r *ruin) unpack() {
	if r.trailer["Encrypt"] != nil {
		return
	}
	byOrder := func(a, b relic) int { return a.order - b.order }
	for _, pack := range slices.SortedFunc(maps.Values(r.objects), byOrder) {
		if pack.stream == nil || pack.name("Type") != "ObjStm" {
			continue
		}
		if r.unpacked >= mostUnpacked {
			return
		}
		plain := inflated(pack)
		r.unpacked += len(plain)
		left := 2 * len(plain) // objects that lie over each other are not looked at for ever
		first, err := strconv.Atoi(string(pack.entries["First"]))
		if err != nil || first < 0 || first > len(plain) {
			continue
		}
		for at := pastSpace(plain, 0); at < first && left >= 0; {
			number, end, ok := rawNumber(plain, at)
			if !ok {
				break
			}
			offset, end, ok := rawNumber(plain, pastSpace(plain, end))
			if !ok {
				break
			}
			at = pastSpace(plain, end)
			left -= r.unpackOne(number, plain, first+offset, pack.order)
		}
	}
}

// mostUnpacked bounds what comes out of object streams, in bytes.
const mostUnpacked = 4 * decodeLimit

// unpackOne takes one object out of an unpacked stream, and returns how many bytes
// were read for it.
func (r *ruin) unpackOne(number int, plain []byte, at, order int) int {
	if known, ok := r.objects[number]; ok && known.order > order || at < 0 || at >= len(plain) || len(r.objects) >= mostRelics {
		return 1
	}
	at = pastSpace(plain, at)
	end := pastObject(plain, at, 0)
	if end < 0 {
		return len(plain) - at
	}
	found := relic{order: order, text: plain[at:end]}
	if bytes.HasPrefix(found.text, []byte("<<")) {
		entries, _ := rawDict(plain, at, 0)
		found.entries = texts(plain, entries)
	}
	r.objects[number] = found
	return end - at
}

// inflated is a stream's content as far as it can be read.
func inflated(r relic) []byte {
	switch string(bytes.Trim(r.entries["Filter"], "[] \r\n\t")) {
	case "":
		return r.stream
	case "/FlateDecode":
	default:
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(r.stream))
	if err != nil {
		return nil
	}
	plain, _ := io.ReadAll(io.LimitReader(z, decodeLimit/2)) // as far as it goes
	return plain
}

// pages are the numbers of the leaves of the tree of pages, or where that leads to
// none, of all pages that there are.
func (r *ruin) pages() []int {
	var all, likely []int
	numbers := slices.SortedFunc(maps.Keys(r.objects), func(a, b int) int {
		if by := r.objects[a].order - r.objects[b].order; by != 0 {
			return by
		}
		return a - b
	})
	for _, n := range numbers {
		o := r.objects[n]
		switch {
		case o.stream != nil:
		case o.name("Type") == "Page":
			all = append(all, n)
		case o.entries["Contents"] != nil && o.entries["Type"] == nil && (o.entries["MediaBox"] != nil || o.entries["Resources"] != nil):
			likely = append(likely, n)
		}
	}
	if len(all) == 0 {
		return likely
	}
	return all
}

// written is the new file, with the catalog that is its root; 0 has a new one made.
func (r *ruin) written(pages []int, root int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	numbers := slices.Sorted(maps.Keys(r.objects))
	next := numbers[len(numbers)-1] + 1
	places := map[int]int{}
	put := func(number, generation int, text, stream []byte) {
		places[number] = b.Len()
		fmt.Fprintf(&b, "%d %d obj\n%s\n", number, generation, text)
		if stream != nil {
			fmt.Fprintf(&b, "stream\n%s\nendstream\n", stream)
		}
		b.WriteString("endobj\n")
	}
	for _, n := range numbers {
		o := r.objects[n]
		put(n, o.generation, o.text, o.stream)
	}
	if root == 0 {
		tree, catalog := next, next+1
		kids := fmt.Appendf(nil, "<</Type/Pages/Count %d/Kids[", len(pages))
		for _, p := range pages {
			kids = fmt.Appendf(kids, "%d %d R ", p, r.objects[p].generation)
		}
		put(tree, 0, append(kids, "]>>"...), nil)
		more := ""
		for _, key := range []string{"AcroForm", "OCProperties"} {
			if v := r.objects[r.root()].entries[key]; v != nil {
				more += "/" + key + " " + string(v)
			}
		}
		put(catalog, 0, fmt.Appendf(nil, "<</Type/Catalog/Pages %d 0 R%s>>", tree, more), nil)
		root, next = catalog, catalog+1
	}
	r.close(&b, places, next, root)
	return b.Bytes()
}

// close writes the cross-references and the trailer.
func (r *ruin) close(b *bytes.Buffer, places map[int]int, size, root int) {
	start := b.Len()
	b.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, n := range slices.Sorted(maps.Keys(places)) {
		fmt.Fprintf(b, "%d 1\n%010d %05d n \n", n, places[n], r.objects[n].generation)
	}
	fmt.Fprintf(b, "trailer\n<</Size %d/Root %d %d R", size, root, r.objects[root].generation)
	for _, key := range []string{"ID", "Encrypt"} {
		if v := r.trailer[key]; v != nil {
			fmt.Fprintf(b, "/%s %s", key, v)
		}
	}
	fmt.Fprintf(b, ">>\nstartxref\n%d\n%%%%EOF\n", start)
}

// root is the number of the catalog: what the trailer says where that is one, else
// the last one that there is; 0 for none.
func (r *ruin) root() int {
	if n, _, ok := rawReference(r.trailer["Root"], 0); ok && r.objects[n].entries["Pages"] != nil {
		return n
	}
	root := 0
	for n, o := range r.objects {
		if o.name("Type") == "Catalog" && (root == 0 || o.order > r.objects[root].order) {
			root = n
		}
	}
	return root
}

// leads reports whether the catalog's tree leads to one of the pages, the way that
// readers go: children that lead back are passed over.
func (r *ruin) leads(root int, pages []int) bool {
	top, _, ok := rawReference(r.objects[root].entries["Pages"], 0)
	if !ok {
		return false
	}
	seen, isPage := map[int]bool{}, make(map[int]bool, len(pages))
	for _, n := range pages {
		isPage[n] = true
	}
	for open := []int{top}; len(open) > 0; open = open[1:] {
		n := open[0]
		if seen[n] {
			return false // PDFium gives such a tree up
		}
		seen[n] = true
		if isPage[n] {
			return true
		}
		kids := r.objects[n].entries["Kids"]
		if len(kids) == 0 || kids[0] != '[' {
			continue
		}
		for at := pastSpace(kids, 1); at < len(kids); at = pastSpace(kids, at) {
			kid, end, ok := rawReference(kids, at)
			if !ok {
				break
			}
			open, at = append(open, kid), end
		}
	}
	return false
}
