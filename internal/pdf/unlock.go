package pdf

import (
	"bytes"
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// unlocked is for a file that an engine calls locked. Engines do not try an empty
// owner's password, and differ in how they read one with accents: where the
// password opens the file after all, by the standard's own rules, the file comes
// back with one that every engine takes.
func unlocked(data []byte, password string) (open []byte, with string, ok bool) {
	for _, l := range locks(data) {
		if l.revision >= 5 {
			for _, form := range utf8Forms(password) {
				if key := l.fileKey(form); key != nil {
					open, ok := l.opened(data, key)
					return open, "", ok
				}
			}
			continue
		}
		for _, id := range identifiers(data) {
			for _, form := range byteForms(password) {
				for _, user := range [][]byte{form, l.userOf(form)} {
					if l.isUser(user, id) {
						return l.alike(data), string(user), true
					}
				}
			}
		}
	}
	return nil, "", false
}

// utf8Forms are the ways in which programs write a password since PDF 2.0: as it
// was typed, and prepared as RFC 4013 wants it.
func utf8Forms(password string) [][]byte {
	prepared := strings.Map(func(r rune) rune {
		switch {
		case r == 0xAD || r == 0x200B || r == 0x200C || r == 0x200D || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F:
			return -1
		case r == 0xA0 || r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000:
			return ' '
		}
		return r
	}, password)
	forms := [][]byte{[]byte(password)}
	if prepared = norm.NFKC.String(prepared); prepared != password {
		forms = append(forms, []byte(prepared))
	}
	for i, form := range forms {
		forms[i] = form[:min(len(form), 127)]
	}
	return forms
}

// byteForms are the ways in which older programs write one: a byte a letter, or as
// their system does.
func byteForms(password string) [][]byte {
	forms := [][]byte{[]byte(password)}
	if latin, err := charmap.Windows1252.NewEncoder().Bytes([]byte(norm.NFC.String(password))); err == nil && string(latin) != password {
		forms = append(forms, latin)
	}
	return forms
}

// lock is a file's encryption dictionary (ISO 32000-2, 7.6.4).
type lock struct {
	revision    int
	length      int // of the key, in bytes
	permissions int32
	clear       bool // metadata are not encrypted
	o, u        []byte
	oe, ue      []byte
	uAt, ueAt   extent // where the strings stand in the file

	streams, texts extent   // the names of what encrypts them
	lengths        []extent // where the key's length is said
}

// locks finds the encryption dictionaries of the standard kind in a file.
func locks(data []byte) []lock {
	var found []lock
	for at := 0; ; {
		next := bytes.Index(data[at:], []byte("/Standard"))
		if next < 0 {
			return found
		}
		at += next + len("/Standard")
		if l, ok := lockAround(data, at); ok {
			found = append(found, l)
		}
	}
}

// lockBytes is how far before its filter's name the dictionary may begin.
const lockBytes = 4 << 10

// lockAround reads the dictionary that encloses this place.
func lockAround(data []byte, at int) (lock, bool) {
	for from := at; ; {
		low := max(0, at-lockBytes)
		from = low + bytes.LastIndex(data[low:from], []byte("<<"))
		if from < low {
			return lock{}, false
		}
		entries, end := rawDict(data, from, 0)
		if end > at && string(entries["Filter"].of(data)) == "/Standard" {
			return lockOf(data, entries)
		}
	}
}

func lockOf(data []byte, entries map[string]extent) (lock, bool) {
	whole := func(key string) int {
		n, _ := strconv.Atoi(string(entries[key].of(data))) // 0 where it is missing
		return n
	}
	text := func(key string) []byte { return rawString(data, entries[key]) }
	l := lock{
		revision: whole("R"), permissions: int32(whole("P")), clear: string(entries["EncryptMetadata"].of(data)) == "false",
		o: text("O"), u: text("U"), oe: text("OE"), ue: text("UE"), uAt: entries["U"], ueAt: entries["UE"],
		streams: entries["StmF"], texts: entries["StrF"], lengths: []extent{entries["Length"]},
	}
	if filters := entries["CF"]; filters.to > filters.from {
		l.lengths = append(l.lengths, filterLengths(data, filters)...)
	}
	l.length = min(cmp.Or(whole("Length"), 40)/8, 16)
	switch {
	case l.revision == 2:
		l.length = 5
	case l.revision == 4:
		l.length = 16 // whatever the dictionary says
	}
	if l.revision >= 5 {
		return l, len(l.o) >= 48 && len(l.u) >= 48 && len(l.oe) >= 32 && len(l.ue) >= 32
	}
	if len(l.o) == 0 || len(l.u) == 0 || l.length < 5 {
		return l, false
	}
	l.o = append(slices.Clone(l.o), make([]byte, 32)...)[:32] // some are cut short
	return l, true
}

// filterLengths finds the lengths that the filters of a dictionary say.
func filterLengths(data []byte, filters extent) []extent {
	if !bytes.HasPrefix(filters.of(data), []byte("<<")) {
		return nil
	}
	var found []extent
	all, _ := rawDict(data, filters.from, 0)
	for _, filter := range all {
		if bytes.HasPrefix(filter.of(data), []byte("<<")) {
			entries, _ := rawDict(data, filter.from, 0)
			found = append(found, entries["Length"])
		}
	}
	return found
}

// identifiers are what may be the file's own identifier, which takes part in its
// key: some files lack one.
func identifiers(data []byte) [][]byte {
	found := [][]byte{nil}
	for at := 0; ; {
		next := bytes.Index(data[at:], []byte("/ID"))
		if next < 0 {
			return found
		}
		at += next + len("/ID")
		open := pastSpace(data, at)
		if open >= len(data) || data[open] != '[' {
			continue
		}
		from := pastSpace(data, open+1)
		if to := pastObject(data, from, 0); to > 0 {
			if id := rawString(data, extent{from, to}); id != nil && !slices.ContainsFunc(found, func(known []byte) bool { return bytes.Equal(known, id) }) {
				found = append(found, id)
			}
		}
	}
}

// lockPadding fills short passwords (ISO 32000-1, algorithm 2).
const lockPadding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

func padded(password []byte) []byte { return append(slices.Clone(password), lockPadding...)[:32] }

// isUser reports whether this is the user's password (algorithms 4 to 6).
func (l lock) isUser(password, id []byte) bool {
	seed := append(padded(password), l.o...)
	seed = append(binary.LittleEndian.AppendUint32(seed, uint32(l.permissions)), id...)
	if l.revision >= 4 && l.clear {
		seed = append(seed, 0xFF, 0xFF, 0xFF, 0xFF)
	}
	key := l.stretched(seed, l.length)
	if l.revision == 2 {
		return bytes.Equal(l.u, crypted(key, []byte(lockPadding), 0, 0))
	}
	sum := md5.Sum(append([]byte(lockPadding), id...))
	want := crypted(key, sum[:], 0, 19)
	return len(l.u) >= len(want) && bytes.Equal(l.u[:len(want)], want)
}

// userOf is the user's password if this is the owner's (algorithm 7).
func (l lock) userOf(owner []byte) []byte {
	key := l.stretched(padded(owner), md5.Size)[:l.length]
	last := 19
	if l.revision == 2 {
		last = 0
	}
	user := crypted(key, l.o, last, 0)
	for n := range user {
		if strings.HasPrefix(lockPadding, string(user[n:])) {
			return user[:n]
		}
	}
	return user
}

// stretched makes a key of a seed, its first so many bytes hashed again and again.
func (l lock) stretched(seed []byte, length int) []byte {
	sum := md5.Sum(seed)
	if l.revision >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:length])
		}
	}
	return sum[:length]
}

// crypted runs RC4 with the key once for each number from one to the other, which
// changes it.
func crypted(key, data []byte, from, to int) []byte {
	out := slices.Clone(data)
	step := cmp.Compare(to, from)
	for i := from; ; i += step {
		changed := slices.Clone(key)
		for j := range changed {
			changed[j] ^= byte(i)
		}
		c, err := rc4.NewCipher(changed)
		if err != nil {
			return nil // a key of ours has 5 to 16 bytes
		}
		c.XORKeyStream(out, out)
		if i == to {
			return out
		}
	}
}

// fileKey is the file's key, if the password is the user's or the owner's; else nil
// (ISO 32000-2, algorithm 2.A).
func (l lock) fileKey(password []byte) []byte {
	switch {
	case bytes.Equal(l.hash(password, l.u[32:40], nil), l.u[:32]):
		return unwrapped(l.hash(password, l.u[40:48], nil), l.ue[:32])
	case bytes.Equal(l.hash(password, l.o[32:40], l.u[:48]), l.o[:32]):
		return unwrapped(l.hash(password, l.o[40:48], l.u[:48]), l.oe[:32])
	}
	return nil
}

// hash is algorithm 2.B, and what came before it in revision 5.
func (l lock) hash(password, salt, user []byte) []byte {
	first := sha256.Sum256(slices.Concat(password, salt, user))
	if l.revision == 5 {
		return first[:]
	}
	key := first[:]
	for round := 0; ; round++ {
		text := bytes.Repeat(slices.Concat(password, key, user), 64)
		block, err := aes.NewCipher(key[:16])
		if err != nil {
			return nil // 16 bytes are a key
		}
		cipher.NewCBCEncrypter(block, key[16:32]).CryptBlocks(text, text)
		rest := 0
		for _, c := range text[:16] {
			rest += int(c) // 256 leaves 1 when divided by 3
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(text)
			key = sum[:]
		case 1:
			sum := sha512.Sum384(text)
			key = sum[:]
		default:
			sum := sha512.Sum512(text)
			key = sum[:]
		}
		if round >= 63 && int(text[len(text)-1]) <= round-31 {
			return key[:32]
		}
	}
}

// unwrapped decrypts a key with another.
func unwrapped(by, key []byte) []byte {
	block, err := aes.NewCipher(by)
	if err != nil {
		return nil // 32 bytes are a key
	}
	out := make([]byte, len(key))
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(out, key)
	return out
}

func wrapped(by, key []byte) []byte {
	block, err := aes.NewCipher(by)
	if err != nil {
		return nil // 32 bytes are a key
	}
	out := make([]byte, len(key))
	cipher.NewCBCEncrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(out, key)
	return out
}

// opened is the file with an empty user's password in the place of its own. No
// other byte changes place: salts are tried until the strings fit where the old
// ones stood.
func (l lock) opened(data, key []byte) ([]byte, bool) {
	const most = 1000
	for try := range uint64(most) {
		salts := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, 2*try), 2*try+1)
		user := append(l.hash(nil, salts[:8], nil), salts...)
		u, ue := literal(user), literal(wrapped(l.hash(nil, salts[8:], nil), key))
		if len(u) > l.uAt.to-l.uAt.from || len(ue) > l.ueAt.to-l.ueAt.from {
			continue
		}
		out := slices.Clone(data)
		fill(l.uAt.of(out), u)
		fill(l.ueAt.of(out), ue)
		return out, true
	}
	return nil, false
}

// alike is the file as engines want it: with texts encrypted as streams are, since
// PDFium refuses it where they differ, and the key as long as revision 4 has it,
// whatever is said. Texts may then not be what they were, but what pages draw is.
func (l lock) alike(data []byte) []byte {
	out := slices.Clone(data)
	if streams, texts := l.streams.of(out), l.texts.of(out); len(streams) > 0 && len(streams) <= len(texts) {
		fill(texts, slices.Clone(streams))
	}
	if l.revision != 4 {
		return out
	}
	for _, at := range l.lengths {
		switch said := at.of(out); len(said) {
		case 0, 1:
		case 2:
			fill(said, []byte("16")) // bytes
		default:
			fill(said, []byte("128")) // bits
		}
	}
	return out
}

// literal writes a string in as few bytes as it takes.
func literal(s []byte) []byte {
	out := []byte{'('}
	for _, c := range s {
		switch c {
		case '(', ')', '\\':
			out = append(out, '\\', c)
		case '\r':
			out = append(out, '\\', 'r')
		default:
			out = append(out, c)
		}
	}
	return append(out, ')')
}

// fill puts a text where a longer one stood.
func fill(to, text []byte) {
	n := copy(to, text)
	for i := n; i < len(to); i++ {
		to[i] = ' '
	}
}
