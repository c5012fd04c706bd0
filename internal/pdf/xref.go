package pdf

import "bytes"

// misled says what is wrong with a file's last cross-references, "" where they lead
// to what they say: pdfcpu puts new ones together without a word, and may lose
// objects, or forget that they are encrypted.
func misled(data []byte) string {
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 {
		return "no cross-references"
	}
	where, _, ok := rawNumber(data, pastSpace(data, at+len("startxref")))
	if !ok {
		return "cross-references that are nowhere"
	}
	header := max(0, bytes.Index(data[:min(len(data), headerWithin)], []byte("%PDF")))
	for _, from := range []int{where, where + header} {
		if from >= len(data) {
			continue
		}
		from = pastSpace(data, from)
		if bytes.HasPrefix(data[from:], []byte("xref")) {
			if !leadRight(data, from+len("xref"), 0) && !leadRight(data, from+len("xref"), header) {
				return "cross-references that lead elsewhere"
			}
			return ""
		}
		if _, _, _, ok := rawPair(data, from, "obj"); ok {
			return ""
		}
	}
	return "cross-references that are elsewhere"
}

// leadRight reports whether each row of a table, its offsets counted from here on,
// leads to the object that it says (ISO 32000-1, 7.5.4).
func leadRight(data []byte, at, from int) bool {
	for {
		at = pastSpace(data, at)
		first, end, ok := rawNumber(data, at)
		if !ok {
			return true // the trailer
		}
		count, end, ok := rawNumber(data, pastSpace(data, end))
		if !ok || count > mostRelics {
			return false
		}
		at = end
		for number := first; number < first+count; number++ {
			at = pastSpace(data, at)
			where, end, ok := rawNumber(data, at)
			if !ok {
				return false
			}
			_, end, ok = rawNumber(data, pastSpace(data, end))
			if !ok {
				return false
			}
			at = pastSpace(data, end)
			if at >= len(data) || data[at] != 'n' && data[at] != 'f' {
				return false
			}
			if used := data[at] == 'n'; used && where != 0 {
				where += from
				if where >= len(data) {
					return false
				}
				found, _, _, ok := rawPair(data, pastSpace(data, where), "obj")
				if !ok || found != number {
					return false
				}
			}
			at++
		}
	}
}
