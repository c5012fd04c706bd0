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
	{"%!PS", office("PostScript")},
	{"\xC5\xD0\xD3\xC6", office("PostScript")},
	{"II+\x00", picture("BigTIFF")},
	{"MM\x00+", picture("BigTIFF")},
	{"IIRO", picture("RAW")},
	{"IIRS", picture("RAW")},
	{"IIU\x00", picture("RAW")},
	{"FUJIFILMCCD-RAW", picture("RAW")},
	{"????ftypcrx ", picture("RAW")},
	{"????ftypmif1", picture("HEIF")},
	{"????ftypmsf1", picture("HEIF")},
	{"????ftypavi", picture("AVIF")},
	{"????jP  \r\n\x87\n", picture("JPEG 2000")},
	{"\xFF\x4F\xFF\x51", picture("JPEG 2000")},
	{"????JXL \r\n\x87\n", picture("JPEG XL")},
	{"\xFF\x0A", picture("JPEG XL")},
	{"GIF8", picture("GIF")},
	{"BM????\x00\x00\x00\x00", picture("BMP")},
	{"8BPS", picture("Photoshop")},
	{"AT&TFORM", picture("DjVu")},
	{"Rar!\x1A\x07", archive("RAR")},
	{"7z\xBC\xAF\x27\x1C", archive("7-Zip")},
	{"\x1F\x8B", archive("gzip")},
	{strings.Repeat("?", 257) + "ustar", archive("tar")},
	{"L\x00\x00\x00\x01\x14\x02\x00", shortcut},
	{"book????mark", shortcut},
	{"[InternetShortcut]", shortcut},
	{"[Desktop Entry]", shortcut},
	{"-----BEGIN PKCS7", envelope},
	{"????ftyp", film("MP4")}, // what is no picture among these
	{"????moov", film("QuickTime")},
	{"RIFF????AVI ", film("AVI")},
	{"RIFF????WAVE", film("WAV")},
	{"\x1A\x45\xDF\xA3", film("Matroska")},
	{"\x30\x26\xB2\x75", film("Windows Media")},
	{"ID3", film("MP3")},
	{"OggS", film("Ogg")},
	{"fLaC", film("FLAC")},
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

// inside tells formats that share one way of packing by a name that they hold.
type inside []struct {
	part   string
	format format
}

// of returns the first format that holds its part, or else.
func (i inside) of(head []byte, other format) format {
	for _, p := range i {
		if bytes.Contains(head, []byte(p.part)) {
			return p.format
		}
	}
	return other
}

// What ZIP archives, Microsoft's compound files and Apple's property lists may be.
var (
	zipParts = inside{
		{"mimetypeapplication/vnd.oasis.opendocument", format{refusal: "file-is-opendocument"}},
		{"mimetypeapplication/epub+zip", office("EPUB")},
		{"word/", word("Word")},
		{"xl/", word("Excel")},
		{"ppt/", word("PowerPoint")},
		{"FixedDocSeq", office("XPS")},
		{"Index/Slide", iwork("Keynote")},
		{"Index/Document.iwa", iwork("Pages")},
		{"Index/", iwork("Numbers")},
	}
	compoundParts = inside{
		{wide("__substg1.0_"), mail},
		{wide("WordDocument"), word("Word")},
		{wide("Workbook"), word("Excel")},
		{wide("PowerPoint Document"), word("PowerPoint")},
	}
	listParts = inside{
		{"NSURLFileSizeKey", online}, // what iCloud leaves in the place of a file
		{"NSURLNameKey", online},
		{"URL", shortcut},
	}
)

// wide is a name as Microsoft's compound files hold it.
func wide(name string) string { return strings.Join(strings.Split(name, ""), "\x00") }

// Formats that need no name.
var (
	shortcut = format{refusal: "file-is-shortcut"}
	mail     = format{refusal: "file-is-mail"}
	online   = format{refusal: "file-is-online"}
	linked   = format{refusal: "file-is-online-document"}
	envelope = format{refusal: "file-is-envelope", name: "PKCS #7"}
)

func office(name string) format  { return format{refusal: "file-is-office", name: name} }
func word(name string) format    { return format{refusal: "file-is-word", name: name} }
func iwork(name string) format   { return format{refusal: "file-is-iwork", name: name} }
func picture(name string) format { return format{refusal: "file-is-picture", name: name} }
func film(name string) format    { return format{refusal: "file-is-film", name: name} }
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
		return zipParts.of(head, archive("ZIP"))
	case begins(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		return compoundParts.of(head, office("Microsoft Office"))
	case begins(head, "bplist00"):
		return listParts.of(head, unknown)
	case bytes.Contains(head[:min(len(head), 64)], signedData):
		return envelope
	case len(bytes.Trim(head, "\x00")) == 0:
		return hollow
	case isMail(head):
		return mail
	case isText(head):
		return recogniseText(head)
	}
	return unknown
}

// signedData is how a signed envelope calls itself (RFC 5652, 5.1: its object
// identifier).
var signedData = []byte("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02")

// mailLines stand in the head of every e-mail as programs save it; a page that a
// browser saved as one says so.
var mailLines = []string{"\nfrom:", "\nsubject:", "\nmime-version:"}

// isMail reports whether the bytes begin as an e-mail does, in whatever letters.
func isMail(head []byte) bool {
	start := "\n" + strings.ToLower(string(head))
	if end := strings.Index(start, "\n\r\n"); end > 0 {
		start = start[:end]
	}
	for _, line := range mailLines {
		if !strings.Contains(start, line) {
			return false
		}
	}
	return !strings.Contains(start, "<saved by ")
}

// Texts that are something more, by how they begin: pages saved from a browser,
// drawings and shortcuts.
var textStarts = []struct {
	start, part string // part: what must come as well, "" for nothing
	format      format
}{
	{"<!doctype html", "", format{refusal: "file-is-web-page"}},
	{"<html", "", format{refusal: "file-is-web-page"}},
	{"<head", "", format{refusal: "file-is-web-page"}},
	{"<body", "", format{refusal: "file-is-web-page"}},
	{"from: <saved by ", "", format{refusal: "file-is-web-page"}},
	{"<svg", "", picture("SVG")},
	{"<?xml", "<svg", picture("SVG")},
	{"<?xml", "<key>url</key>", shortcut},
	{"<!doctype plist", "<key>url</key>", shortcut},
	{"{", "docs.google.com", linked},
	{"{", "\"doc_id\"", linked},
}

func recogniseText(head []byte) format {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n"))
	for _, t := range textStarts {
		if bytes.HasPrefix(start, []byte(t.start)) && bytes.Contains(start, []byte(t.part)) {
			return t.format
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
