package pdf

import (
	"fmt"
	"strings"
)

// quoted writes a string in one way, whichever way the source wrote it:
// printable ASCII as a literal, all else in hexadecimal (ISO 32000-1, 7.3.4).
func quoted(s []byte) string {
	for _, c := range s {
		if c < ' ' || c > '~' {
			return fmt.Sprintf("<%X>", s)
		}
	}
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(string(s)) + ")"
}

// escapes are the letters that stand for another byte after a backslash (ISO
// 32000-1, table 3).
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// unescaped reads what stands between the parentheses of a literal string.
func unescaped(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\r': // a line's end is one line feed, however it is written
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			out = append(out, '\n')
		case c != '\\':
			out = append(out, c)
		case i+1 == len(s):
		default:
			i++
			var n int
			out, n = escape(out, s[i:])
			i += n - 1
		}
	}
	return out
}

// escape appends what an escape sequence, its backslash read, stands for, and
// returns how many bytes of it were read.
func escape(out []byte, s string) ([]byte, int) {
	c := s[0]
	if to, ok := escapes[c]; ok {
		return append(out, to), 1
	}
	switch {
	case c == '\r' && len(s) > 1 && s[1] == '\n':
		return out, 2
	case c == '\r' || c == '\n':
		return out, 1
	case c < '0' || c > '7':
		return append(out, c), 1
	}
	value, n := 0, 0
	for n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
		value = value*8 + int(s[n]-'0')
		n++
	}
	return append(out, byte(value)), n
}

// fromHex reads what stands between the brackets of a hexadecimal string;
// what is no digit is passed over, a missing last digit is zero.
func fromHex(s string) []byte {
	var out []byte
	high, half := byte(0), false
	for _, c := range []byte(s) {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if c <= '9' {
			d = strings.IndexByte("0123456789", c)
		}
		if d < 0 {
			continue
		}
		if half {
			out = append(out, high<<4|byte(d))
		}
		high, half = byte(d), !half
	}
	if half {
		out = append(out, high<<4)
	}
	return out
}
