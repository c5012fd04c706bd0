package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// knows stands for engines that know these facts of any file.
type knows pdf.Facts

func (k knows) Inspect(context.Context, pdf.File) (pdf.Facts, error) { return pdf.Facts(k), nil }

// cannot stands for engines that refuse every file.
type cannot struct{ reason pdf.Reason }

func (c cannot) Inspect(_ context.Context, f pdf.File) (pdf.Facts, error) {
	return pdf.Facts{}, &pdf.Error{Reason: c.reason, Path: f.Path}
}

// The beginnings of the kinds that are taken in.
const (
	pdfHead  = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n"
	jpegHead = "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"
	pngHead  = "\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR"
)

func put(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// packed is a ZIP archive with parts of these names.
func packed(t *testing.T, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range parts {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if content, ok := strings.CutPrefix(name, "mimetype="); ok {
			_, err = part.Write([]byte(content))
		} else {
			_, err = part.Write([]byte("…"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// openDocument is how such files begin: their first part says what they are.
const openDocument = "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00mimetypeapplication/vnd.oasis.opendocument.text"

// compound is the beginning of a Microsoft file with parts of these names.
func compound(parts ...string) string {
	out := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504)
	for _, part := range parts {
		for _, letter := range []byte(part) {
			out += string([]byte{letter, 0})
		}
		out += strings.Repeat("\x00", 64)
	}
	return out
}

// says checks that an error is a message with this id, which both languages can
// say and which names the file.
func says(t *testing.T, err error, id, file string) {
	t.Helper()
	m := message.Of(err)
	if m == nil || m.ID != id {
		t.Fatalf("got %v, want a message %s", err, id)
	}
	for _, lang := range i18n.Languages() {
		l, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []message.Message{m.What(), m.Do()} {
			if _, err := l.Render(part); err != nil {
				t.Errorf("%s: %v", lang, err)
			}
		}
		if what := l.Text(m.What()); !strings.Contains(what, file) {
			t.Errorf("%s: %q does not name %q", lang, what, file)
		}
	}
}

func TestWhatIsNoDocumentIsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, id string }{
		{"note.pdf", "Dear Sir or Madam,\n", "file-is-text"},
		{"accents.pdf", "Déjà vu à l’été", "file-is-text"},
		{"utf16.txt", "\xFF\xFEa\x00b\x00", "file-is-text"},
		{"data.json", `{"format":1}`, "file-is-text"},
		{"diploma.pdf", "<!DOCTYPE html>\n<html><body>Session expired", "file-is-web-page"},
		{"mark.html", "\uFEFF \n<HTML lang=fr>", "file-is-web-page"},
		{"letter.rtf", `{\rtf1\ansi`, "file-is-office"},
		{"letter.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00", "file-is-office"},
		{"old.doc", compound("Root Entry", "WordDocument"), "file-is-word"},
		{"mail.msg", compound("Root Entry", "__substg1.0_0037001F"), "file-is-mail"},
		{"letter.docx", packed(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml"), "file-is-word"},
		{"table.xlsx", packed(t, "[Content_Types].xml", "xl/workbook.xml"), "file-is-word"},
		{"letter.odt", openDocument, "file-is-opendocument"},
		{"letter.pages", packed(t, "Index/Document.iwa", "preview.jpg"), "file-is-iwork"},
		{"slides.key", packed(t, "Index/Slide-1.iwa", "Index/Document.iwa"), "file-is-iwork"},
		{"diploma.gdoc", `{"url": "https://docs.google.com/document/d/1", "doc_id": "1"}`, "file-is-online-document"},
		{"diploma.pdf.lnk", "L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00", "file-is-shortcut"},
		{"portal.url", "[InternetShortcut]\r\nURL=https://example.org/\r\n", "file-is-shortcut"},
		{"portal.webloc", "<?xml version=\"1.0\"?>\n<!DOCTYPE plist>\n<plist><dict><key>URL</key>", "file-is-shortcut"},
		{"binary.webloc", "bplist00\xD1\x01\x02SURL_\x10\x14https://example.org/", "file-is-shortcut"},
		{".diploma.pdf.icloud", "bplist00\xD3\x01\x02\x03_\x10\x10NSURLFileSizeKey", "file-is-online"},
		{"alias", "book\x00\x00\x00\x00mark\x00\x00\x00\x00", "file-is-shortcut"},
		{"letter.eml", "Received: by mail\r\nFrom: Zo\xEB\r\nSubject: diploma\r\nMIME-Version: 1.0\r\n\r\nHello", "file-is-mail"},
		{"page.mhtml", "From: <Saved by Blink>\r\nSubject: Portal\r\nMIME-Version: 1.0\r\n\r\n", "file-is-web-page"},
		{"letter.txt", "Dear all,\n\nFrom: me\nSubject: nothing\n", "file-is-text"},
		{"film.mp4", "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "file-is-film"},
		{"live.mov", "\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "file-is-film"},
		{"voice.m4a", "\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00", "file-is-film"},
		{"diploma.pdf.p7m", "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0\x80", "file-is-envelope"},
		{"logo.svg", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "file-is-picture"},
		{"photo.jxl", "\xFF\x0A\xFA\x1F", "file-is-picture"},
		{"photo.cr3", "\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01", "file-is-picture"},
		{"print.ps", "%!PS-Adobe-3.0\n", "file-is-office"},
		{"all.zip", packed(t, "diploma.pdf"), "file-is-archive"},
		{"empty.zip", packed(t), "file-is-archive"},
		{"all.rar", "Rar!\x1A\x07\x01\x00", "file-is-archive"},
		{"all.tar", strings.Repeat("\x01", 257) + "ustar\x00", "file-is-archive"},
		{"photo.jpg", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00", "file-is-picture"},
		{"photo.avif", "\x00\x00\x00\x1Cftypavif\x00\x00\x00\x00mif1heic", "file-is-picture"},
		{"huge.tif", "II+\x00\x08\x00\x00\x00", "file-is-picture"},
		{"scan.bmp", "BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00", "file-is-picture"},
		{"BMW.pdf", "BMW of Belgium: a plain text", "file-is-text"},
		{"hollow.pdf", strings.Repeat("\x00", 5000), "file-hollow"},
		{"noise.pdf", "\x01\x02\x03\xFE\xFF\x00", "file-not-supported"},
		{"one-byte.png", "\x89", "file-not-supported"},
		{"empty.pdf", "", "file-empty"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := put(t, test.name, test.content)
			_, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, intake.Options{})
			says(t, err, test.id, test.name)
			if class := message.Of(err).Class; class != message.BadInput {
				t.Errorf("class %v: it is the file's fault", class)
			}
		})
	}
}

func TestPathsThatHoldNoBytes(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	tests := []struct{ path, id string }{
		{filepath.Join(folder, "not-there.pdf"), "file-missing"},
		{folder, "folder-given"},
	}
	for _, test := range tests {
		_, err := intake.Examine(t.Context(), pdf.File{Path: test.path}, knows{}, intake.Options{})
		says(t, err, test.id, filepath.Base(test.path))
	}
}

func TestTheSizeLimitHoldsBeforeTheFileIsRead(t *testing.T) {
	t.Parallel()
	path := put(t, "film.pdf", pdfHead)
	if err := os.Truncate(path, 50<<30); err != nil { // a sparse file: no disk is used
		t.Skip(err)
	}
	_, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, intake.Options{})
	says(t, err, "file-too-large", "film.pdf")

	fits := put(t, "fits.pdf", pdfHead)
	options := intake.Options{Size: int64(len(pdfHead))}
	if _, err := intake.Examine(t.Context(), pdf.File{Path: fits}, knows{}, options); err != nil {
		t.Errorf("a file of just the limit: %v", err)
	}
}

func TestWhatTheEnginesRefuseNamesTheFile(t *testing.T) {
	t.Parallel()
	for _, reason := range []pdf.Reason{pdf.Locked, pdf.Damaged, pdf.TimeLimit} {
		path := put(t, "transcript.pdf", pdfHead)
		_, err := intake.Examine(t.Context(), pdf.File{Path: path}, cannot{reason}, intake.Options{})
		says(t, err, string(reason), "transcript.pdf")
	}
}

func TestAGoodFileIsKnownByItsContent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		kind          pdf.Kind
		differs       bool
	}{
		{"diploma.pdf", pdfHead, pdf.PDF, false},
		{"DIPLOMA.PDF", "junk that a mail program left\n" + pdfHead, pdf.PDF, false},
		{"photo.JPEG", jpegHead, pdf.JPEG, false},
		{"scan.png", pngHead, pdf.PNG, false},
		{"photo.pdf", jpegHead, pdf.JPEG, true},
		{"scan", pngHead, pdf.PNG, true},
		{"scan.TIF", "II*\x00\x08\x00\x00\x00", pdf.TIFF, false},
		{"fax.tiff", "MM\x00*\x00\x00\x00\x08", pdf.TIFF, false},
		{"photo.webp", "RIFF\x10\x00\x00\x00WEBPVP8 ", pdf.WebP, false},
		{"IMG_0001.HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", pdf.HEIC, false},
		{"photo.heif", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", pdf.HEIC, false},
		{"photo.jpg", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", pdf.HEIC, true},
	}
	for _, test := range tests {
		path := put(t, test.name, test.content)
		got, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{Pages: make([]pdf.Page, 1)}, intake.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		sum := sha256.Sum256([]byte(test.content))
		if got.Kind != test.kind || got.Name != test.name || got.Size != int64(len(test.content)) ||
			got.SHA256 != hex.EncodeToString(sum[:]) || got.Pages != 1 {
			t.Errorf("%s: got %+v", test.name, got)
		}
		if differs := slices.Contains(ids(got.Findings), "name-differs"); differs != test.differs {
			t.Errorf("%s: name differs: %v, want %v", test.name, differs, test.differs)
		}
	}
}

func TestACopyIsSpokenOfByItsOriginalsName(t *testing.T) {
	t.Parallel()
	as := intake.Options{As: "/home/zoe/Diplôme.pdf"}
	path := put(t, ".taken-4711", pdfHead)
	got, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, as)
	if err != nil || got.Name != "Diplôme.pdf" || len(got.Findings) > 0 {
		t.Errorf("got %q, %q, %v", got.Name, ids(got.Findings), err)
	}
	_, err = intake.Examine(t.Context(), pdf.File{Path: path}, cannot{pdf.Locked}, as)
	if m := message.Of(err); m == nil || m.Args["File"] != "Diplôme.pdf" {
		t.Errorf("locked: got %v", err)
	}
	_, err = intake.Examine(t.Context(), pdf.File{Path: put(t, ".taken-4712", "")}, knows{}, as)
	says(t, err, "file-empty", "Diplôme.pdf")
}

func TestALinkToAFileIsTheFile(t *testing.T) {
	t.Parallel()
	path := put(t, "diploma.pdf", pdfHead)
	link := filepath.Join(t.TempDir(), "link.pdf")
	durabletest.Symlink(t, path, link)
	got, err := intake.Examine(t.Context(), pdf.File{Path: link}, knows{}, intake.Options{})
	if err != nil || got.Name != "link.pdf" || got.Kind != pdf.PDF {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestNamesAreFitToBeShown(t *testing.T) {
	t.Parallel()
	tests := []struct{ on, shown string }{
		{"Zoe\u0308.pdf", "Zoë.pdf"}, // as macOS hands it out
		{"red\x1b[31m.pdf", "red\uFFFD[31m.pdf"},
		{"\u202Efdp.exe", "\uFFFDfdp.exe"},
	}
	for _, test := range tests {
		path := filepath.Join(t.TempDir(), test.on)
		if err := os.WriteFile(path, []byte(pdfHead), 0o644); err != nil {
			t.Logf("%q: %v", test.on, err) // a system may refuse such names
			continue
		}
		got, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, intake.Options{})
		if err != nil || got.Name != test.shown {
			t.Errorf("%q: got %q, %v", test.on, got.Name, err)
		}
	}
}

func TestACancelledLookStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := put(t, "diploma.pdf", pdfHead)
	_, err := intake.Examine(ctx, pdf.File{Path: path}, knows{}, intake.Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func ids(findings []intake.Finding) []string {
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.ID)
	}
	return ids
}

// What intake itself costs for a file of 5 MB, without the engines.
func BenchmarkExamine(b *testing.B) {
	path := filepath.Join(b.TempDir(), "scan.pdf")
	content := append([]byte(pdfHead), make([]byte, 5_000_000)...)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := intake.Examine(b.Context(), pdf.File{Path: path}, knows{}, intake.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
