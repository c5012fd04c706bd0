package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"example.org/dossier/internal/pdf"
)

// headSize is how many first bytes of a file are looked at to recognise it.
// Office files name their parts within the first few kilobytes; a PDF's header
// stands within the first one.
const headSize = 16 << 10

// format is what the first bytes say that a file is.
type format struct {
	kind    pdf.Kind // a kind that is taken in, or ""
	refusal string   // otherwise the id of the error that says what to do
	name    string   // the format's name as its makers write it, for that error
}

// Formats that are told by content rather than by a signature.
var (
	plainText = format{refusal: "file-is-text"}
	hollow    = format{refusal: "file-hollow"}
	unknown   = format{refusal: "file-not-supported"}
)

// anyByte stands in a signature for whatever byte is at that place.
const anyByte = '?'

// signatures holds the formats that candidates are known to send and that are
// not taken in, by how their files begin; the first that fits counts. A format
// gets a row here only when it can be given better advice than "unknown".
var signatures = []struct {
	pattern string
	format  format
}{
	{"{\\rtf", office("RTF")},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", office("Microsoft Office")},
	{"%!PS", office("PostScript")},
	{"\xC5\xD0\xD3\xC6", office("PostScript")},
	{"II+\x00", picture("BigTIFF")},
	{"MM\x00+", picture("BigTIFF")},
	{"????ftypmif1", picture("HEIF")},
	{"????ftypmsf1", picture("HEIF")},
	{"????ftypavif", picture("AVIF")},
	{"????jP  \r\n\x87\n", picture("JPEG 2000")},
	{"GIF8", picture("GIF")},
	{"BM????\x00\x00\x00\x00", picture("BMP")},
	{"Rar!\x1A\x07", archive("RAR")},
	{"7z\xBC\xAF\x27\x1C", archive("7-Zip")},
	{"\x1F\x8B", archive("gzip")},
	{strings.Repeat("?", 257) + "ustar", archive("tar")},
}

// begins reports whether head begins as the pattern says.
func begins(head []byte, pattern string) bool {
	if len(head) < len(pattern) {
		return false
	}
	for i, want := range []byte(pattern) {
		if want != anyByte && head[i] != want {
			return false
		}
	}
	return true
}

// zipParts tells the office formats that are ZIP archives inside by the name of
// one of their parts; an archive with none of them is an archive.
var zipParts = []struct {
	part   string
	format format
}{
	{"mimetypeapplication/vnd.oasis.opendocument", office("OpenDocument")},
	{"mimetypeapplication/epub+zip", office("EPUB")},
	{"word/", office("Word")},
	{"xl/", office("Excel")},
	{"ppt/", office("PowerPoint")},
	{"Index/Document.iwa", office("Pages")},
	{"Index/", office("Apple iWork")},
}

func office(name string) format  { return format{refusal: "file-is-office", name: name} }
func picture(name string) format { return format{refusal: "file-is-picture", name: name} }
func archive(name string) format { return format{refusal: "file-is-archive", name: name} }

// recognise says what a file is by its first bytes, never by its name.
func recognise(head []byte) format {
	if kind := pdf.Sniff(head); kind != "" {
		return format{kind: kind}
	}
	for _, s := range signatures {
		if begins(head, s.pattern) {
			return s.format
		}
	}
	switch {
	case begins(head, "PK\x03\x04"), begins(head, "PK\x05\x06"):
		return recogniseZip(head)
	case len(bytes.Trim(head, "\x00")) == 0:
		return hollow
	case isText(head):
		return recogniseText(head)
	}
	return unknown
}

func recogniseZip(head []byte) format {
	for _, p := range zipParts {
		if bytes.Contains(head, []byte(p.part)) {
			return p.format
		}
	}
	return archive("ZIP")
}

// webPage lists how pages saved from a browser begin.
var webPage = []string{"<!doctype html", "<html", "<head", "<body"}

func recogniseText(head []byte) format {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n"))
	for _, tag := range webPage {
		if bytes.HasPrefix(start, []byte(tag)) {
			return format{refusal: "file-is-web-page"}
		}
	}
	return plainText
}

// isText reports whether the bytes read as text: UTF-16 with its mark, or
// UTF-8 (its last letter may be cut by the end of head) without the control
// characters that only binary files hold.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return true
	}
	for rest := head; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			return !utf8.FullRune(rest)
		}
		if r < ' ' && !bytes.ContainsRune([]byte("\t\n\f\r\x1B"), r) {
			return false
		}
		rest = rest[size:]
	}
	return true
}
