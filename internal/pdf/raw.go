package pdf

import "bytes"

// What stands in a file is looked at here byte by byte, without its
// cross-references: for files that no engine opens as they are.

// extent is a part of a file, [from, to).
type extent struct{ from, to int }

func (s extent) of(data []byte) []byte { return data[s.from:s.to] }

// isSpace reports whether a byte separates tokens (ISO 32000-1, table 1).
func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

// pastSpace is where the next token begins, comments passed over.
func pastSpace(data []byte, at int) int {
	for at < len(data) {
		switch {
		case isSpace(data[at]):
			at++
		case data[at] == '%':
			for at < len(data) && data[at] != '\n' && data[at] != '\r' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// pastToken is where a name, number or word that begins here ends.
func pastToken(data []byte, at int) int {
	if at < len(data) && data[at] == '/' {
		at++
	}
	for at < len(data) && isRegular(data[at]) {
		at++
	}
	return at
}

// pastString is where a literal string that begins here ends; -1 where it does
// not.
func pastString(data []byte, at int) int {
	depth := 0
	for ; at < len(data); at++ {
		switch data[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return -1
}

// pastObject is where the object that begins here ends, a reference as a whole;
// -1 where none does.
func pastObject(data []byte, at, depth int) int {
	if at >= len(data) || depth > maxDepth {
		return -1
	}
	switch {
	case bytes.HasPrefix(data[at:], []byte("<<")):
		_, end := rawDict(data, at, depth)
		return end
	case data[at] == '<':
		end := bytes.IndexByte(data[at:], '>')
		if end < 0 {
			return -1
		}
		return at + end + 1
	case data[at] == '(':
		return pastString(data, at)
	case data[at] == '[':
		return pastArray(data, at, depth)
	}
	end := pastToken(data, at)
	if end == at {
		return -1
	}
	if _, past, ok := rawReference(data, at); ok {
		return past
	}
	return end
}

func pastArray(data []byte, at, depth int) int {
	for at = pastSpace(data, at+1); at < len(data) && data[at] != ']'; at = pastSpace(data, at) {
		if at = pastObject(data, at, depth+1); at < 0 {
			return -1
		}
	}
	if at >= len(data) {
		return -1
	}
	return at + 1
}

// rawDict finds the entries of a dictionary that begins here and where it ends;
// -1 where it does not.
func rawDict(data []byte, at, depth int) (map[string]extent, int) {
	entries := map[string]extent{}
	for at = pastSpace(data, at+2); at < len(data); at = pastSpace(data, at) {
		if bytes.HasPrefix(data[at:], []byte(">>")) {
			return entries, at + 2
		}
		if data[at] != '/' { // a key that lost its solidus, or what is too much: readers pass it over
			if at = pastObject(data, at, depth+1); at < 0 {
				return nil, -1
			}
			continue
		}
		end := pastToken(data, at)
		key := string(data[at+1 : end])
		from := pastSpace(data, end)
		if at = pastObject(data, from, depth+1); at < 0 {
			return nil, -1
		}
		entries[key] = extent{from, at}
	}
	return nil, -1
}

// rawNumber reads the digits that stand here.
func rawNumber(data []byte, at int) (n, end int, ok bool) {
	end = at
	for end < len(data) && end-at < 10 && data[end] >= '0' && data[end] <= '9' {
		n = n*10 + int(data[end]-'0')
		end++
	}
	return n, end, end > at
}

// rawPair reads two numbers and the word that follows them, as in "5 0 R" or
// "5 0 obj".
func rawPair(data []byte, at int, word string) (number, generation, end int, ok bool) {
	number, end, ok = rawNumber(data, at)
	if !ok || end >= len(data) || !isSpace(data[end]) {
		return 0, 0, 0, false
	}
	generation, end, ok = rawNumber(data, pastSpace(data, end))
	if !ok || end >= len(data) || !isSpace(data[end]) {
		return 0, 0, 0, false
	}
	end = pastSpace(data, end)
	if !bytes.HasPrefix(data[end:], []byte(word)) {
		return 0, 0, 0, false
	}
	return number, generation, end + len(word), true
}

// rawReference reads a reference to an object.
func rawReference(data []byte, at int) (number, end int, ok bool) {
	number, _, end, ok = rawPair(data, at, "R")
	return number, end, ok && (end == len(data) || !isRegular(data[end]))
}

// rawString reads a string; nil where the place holds none.
func rawString(data []byte, at extent) []byte {
	s := at.of(data)
	switch {
	case len(s) < 2:
		return nil
	case s[0] == '(':
		return unescaped(string(s[1 : len(s)-1]))
	case s[0] == '<' && s[1] != '<':
		return fromHex(string(s[1 : len(s)-1]))
	}
	return nil
}
