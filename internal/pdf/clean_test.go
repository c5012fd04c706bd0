package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// noted is a small JPEG as a telephone makes one: where it was taken, who took it,
// and a smaller copy, before and behind the picture.
func noted(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range picture.Pix {
		picture.Pix[i] = byte(i * 7)
	}
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	segment := func(marker byte, data string) string {
		return string([]byte{0xFF, marker, byte((len(data) + 2) >> 8), byte(len(data) + 2)}) + data
	}
	aside := segment(0xE0, "JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x02\x01small!") + segment(0xE1, "Exif\x00\x00secret GPS 50.8 4.3") +
		segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00<secret/>") + segment(0xED, "Photoshop 3.0\x00secret caption") + segment(0xFE, "secret comment")
	plain := b.String()
	return []byte(plain[:2] + aside + plain[2:] + "secret behind it, and its copy " + plain)
}

// jp2 is no picture that can be drawn, but has the boxes of one.
func jp2() string {
	box := func(kind, data string) string {
		n := len(data) + 8
		return string([]byte{0, 0, byte(n >> 8), byte(n)}) + kind + data
	}
	stream := "\xFF\x4F\xFF\x51\x00\x04\x00\x00\xFF\x64\x00\x0F\x00\x01secret note\xFF\x90"
	return box("jP  ", "\r\n\x87\n") + box("xml ", "<secret/>") + box("uuid", "sixteen bytes...secret Exif") + box("jp2c", stream) + box("uuid", strings.Repeat("s", 16)+"secret")
}

func imageWith(entries, data string) string {
	return streamOf("/Type/XObject/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray"+entries, data)
}

// Whatever draws nothing stays behind, wherever in a source it hides: "secret" is
// what nobody may find in the result.
func TestWhatDrawsNothingStaysBehind(t *testing.T) {
	engines := testEngines(t)
	photo := string(noted(t))
	draws := "/Resources<</XObject<</X 5 0 R>>>>"
	tests := []struct {
		name             string
		catalog, entries string
		content          string
		more             []string
	}{
		{name: "scripts of the document", catalog: "/OpenAction<</S/JavaScript/JS(secret)>>/AA<</WC<</S/JavaScript/JS(secret)>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(secret)>>]>>>>"},
		{name: "actions of the page", entries: "/AA<</O<</S/Launch/F(secret)>>/C<</S/JavaScript/JS(secret)>>>>"},
		{name: "files inside", catalog: "/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>/AF[5 0 R]", more: []string{"<</Type/Filespec/F(secret)/EF<</F 6 0 R>>>>", streamOf("/Type/EmbeddedFile", "secret")}},
		{name: "a collection of files", catalog: "/Collection<</D(secret)>>"},
		{name: "a form that is sent", catalog: "/AcroForm<</Fields[5 0 R]/XFA(secret)>>", entries: "/Annots[5 0 R]", more: []string{"<</Type/Annot/Subtype/Widget/FT/Tx/T(secret)/V(secret)/Rect[10 10 50 30]/AA<</K<</S/JavaScript/JS(secret)>>>>/A<</S/SubmitForm/F(secret)>>/AP<</N 6 0 R>>>>", look}},
		{name: "a form that imports", catalog: "/AcroForm<</Fields[5 0 R]>>", entries: "/Annots[5 0 R]", more: []string{"<</Type/Annot/Subtype/Widget/FT/Btn/T(secret)/Rect[10 10 50 30]/A<</S/ImportData/F(secret)>>/AP<</N 6 0 R>>>>", look}},
		{name: "moving pictures and sounds", entries: "/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</Assets(secret)>>>><</Subtype/Movie/Rect[0 0 9 9]/Movie<</F(secret)>>>><</Subtype/Sound/Rect[0 0 9 9]/Sound 5 0 R>><</Subtype/3D/Rect[0 0 9 9]/3DD 5 0 R>><</Subtype/Screen/Rect[0 0 9 9]/A<</S/Rendition/JS(secret)>>>>]", more: []string{streamOf("/Type/Sound/R 8000", "secret")}},
		{name: "a thumbnail", entries: "/Thumb 5 0 R", more: []string{imageWith("", "secret")}},
		{name: "what programs note of a page", entries: "/PieceInfo<</Adobe(secret)>>/LastModified(secret)/Metadata 5 0 R/SpiderInfo<</secret 1>>/B[6 0 R]", more: []string{streamOf("/Subtype/XML", "secret"), "<</secret 1>>"}},
		{name: "XMP of the document", catalog: "/Metadata 5 0 R/PieceInfo<</X(secret)>>", more: []string{streamOf("/Type/Metadata/Subtype/XML", "secret")}},
		{name: "notes of reviewers", entries: "/Annots[<</Subtype/Text/Rect[0 0 9 9]/T(secret)/Contents(secret)>><</Subtype/FreeText/Rect[0 0 9 9]/T(secret)/Contents(secret)/AP<</N 5 0 R>>>>]", more: []string{look}},
		{name: "XMP of a picture that does not say so", entries: draws, content: "/X Do", more: []string{imageWith("/Metadata 6 0 R/Length 4096", strings.Repeat("x", 4096)), streamOf("", "secret")}},
		{name: "a PDF within, as TeX notes it", entries: draws, content: "/X Do", more: []string{streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/PTEX.FileName(/home/secret/thesis.pdf)/PTEX.InfoDict<</Author(secret)>>", "")}},
		{name: "another picture of the same", entries: draws, content: "/X Do", more: []string{imageWith("/Alternates[<</Image 6 0 R>>]/OPI<</F(secret)>>", strings.Repeat("x", 4096)), imageWith("", "secret")}},
		{name: "notes in a font", entries: "/Resources<</Font<</F 5 0 R>>>>", content: "BT /F 9 Tf (a) Tj ET", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/PieceInfo<</X(secret)>>/Metadata 6 0 R/AA<</O<</S/JavaScript/JS(secret)>>>>>>", streamOf("", "secret")}},
		{name: "a path in a state", entries: "/Resources<</ExtGState<</G<</LW 2/Source(C:\\\\Users\\\\secret\\\\a.ai)>>>>>>", content: "/G gs"},
		{name: "a path in a list", entries: "/Resources<</ExtGState<</G<</LW 2/Source[(/home/secret/a.ai)(b)]>>>>>>", content: "/G gs"},
		{name: "a path in Unicode", entries: "/Resources<</ExtGState<</G<</LW 2/Source<FEFF002F0068006F006D0065002F0073>>>>>>>", content: "/G gs"},
		{name: "resources that are a stream", entries: "/Resources 5 0 R", more: []string{streamOf("/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", "secret")}},
		{name: "resources of no known kind", entries: "/Resources<</Notes<</N(secret)>>>>"},
		{name: "lists of marked content", entries: "/Resources<</Properties<</M<</Author(secret)/MCID 1>>/N 5 0 R>>>>", content: "/P /M BDC EMC /P /N BDC EMC", more: []string{streamOf("", "secret")}},
		{name: "names of layers", catalog: "/OCProperties<</OCGs[5 0 R]/D<</OFF[]/Order[5 0 R]/RBGroups[]/AS[<</Event/View/OCGs[5 0 R]/Category[/Zoom]>>]>>>>", entries: "/Resources<</Properties<</L 5 0 R>>>>", content: "/OC /L BDC EMC", more: []string{"<</Type/OCG/Name(secret)/Usage<</CreatorInfo<</Creator(secret)>>>>>>"}},
		{name: "a photograph's notes", entries: draws, content: "64 0 0 64 0 0 cm /X Do", more: []string{imageWith("/Filter/DCTDecode", photo)}},
		{name: "a photograph's notes, packed", entries: draws, content: "64 0 0 64 0 0 cm /X Do", more: []string{imageWith("/Filter[/ASCIIHexDecode/DCTDecode]/DecodeParms[null null]", fmt.Sprintf("%x>", photo))}},
		{name: "notes in JPEG 2000", entries: draws, more: []string{imageWith("/Filter/JPXDecode", jp2())}},
		{name: "bookmarks, articles and threads", catalog: "/Outlines 5 0 R/Threads[6 0 R]", more: []string{"<</Type/Outlines/First 7 0 R/Last 7 0 R>>", "<</I<</Title(secret)>>>>", "<</Title(secret)/Parent 5 0 R/A<</S/JavaScript/JS(secret)>>>>"}},
		{name: "structure", catalog: "/StructTreeRoot<</Type/StructTreeRoot/K<</S/P/T(secret)>>>>/MarkInfo<</Marked true>>", entries: "/StructParents 0"},
		{name: "links to elsewhere", entries: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///home/secret)>>>><</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(secret.pdf)/D[0/Fit]>>>>" +
			"<</Subtype/Link/Rect[0 0 9 9]/PA<</S/URI/URI(secret)>>/A<</S/URI/URI(https://example.org)/Next<</S/JavaScript/JS(secret)>>>>>>]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := catalogPDF(test.catalog, test.entries, test.content, test.more...)
			path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data)})
			holdsNoSecret(t, path)
		})
	}
}

func holdsNoSecret(t *testing.T, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(raw), all(t, result(t, path))} {
		for _, word := range []string{"secret", "JavaScript", "/home/", "<FEFF002F0068"} {
			if at := strings.Index(text, word); at >= 0 {
				t.Errorf("left in the result: %q", text[max(0, at-60):min(len(text), at+60)])
			}
		}
	}
}

// Earlier states of a file are in it still, and are not carried.
func TestEarlierRevisionsStayBehind(t *testing.T) {
	engines := testEngines(t)
	old := onePDF("", "BT (secret salary) Tj ET")
	start := bytes.LastIndex(old, []byte("startxref\n"))
	var xref int
	if _, err := fmt.Sscanf(string(old[start:]), "startxref\n%d", &xref); err != nil {
		t.Fatal(err)
	}
	added := streamOf("", black(10, 10, 20, 20))
	data := append(bytes.Clone(old), fmt.Sprintf("4 0 obj\n%s\nendobj\n", added)...)
	data = fmt.Appendf(data, "xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d/Info<</Author(secret)>>>>\nstartxref\n%d\n%%%%EOF\n",
		len(old), xref, len(old)+len(fmt.Sprintf("4 0 obj\n%s\nendobj\n", added)))
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	holdsNoSecret(t, path)
	if made.Pages[0].By != pdf.ByPdfcpu || !isDark(picture(t, engines, path, 0), 20, 20) {
		t.Errorf("%+v", made.Pages[0])
	}
}

// A photograph as a source loses its notes and nothing of its picture.
func TestPhotographsLoseTheirNotes(t *testing.T) {
	engines := testEngines(t)
	data := noted(t)
	path, made := assembled(t, engines, pdf.Assembly{Sources: []pdf.Source{{File: file(t, "photo.jpg", data)}}})
	holdsNoSecret(t, path)
	if made.Pages[0].By != pdf.ByImage {
		t.Errorf("%+v", made.Pages[0])
	}
}

// What is taken away from a picture changes none of its pixels.
func TestPicturesWithoutNotesLookTheSame(t *testing.T) {
	engines := testEngines(t)
	entries, content := "/Resources<</XObject<</X 5 0 R>>>>", "64 0 0 64 0 0 cm /X Do"
	data := onePDF(entries, content, imageWith("/Filter[/ASCIIHexDecode/DCTDecode]/DecodeParms[null<</ColorTransform 0>>]", fmt.Sprintf("%x>", noted(t))))
	source := sourcesOf(t, data)
	path, made := assembled(t, engines, pdf.Assembly{Sources: source, Plain: true})
	before, after := picture(t, engines, source[0].Path, 0), picture(t, engines, path, 0)
	if !bytes.Equal(before.Pix, after.Pix) {
		t.Error("it looks different")
	}
	if made.Pages[0].By != pdf.ByPdfcpu || made.Pages[0].Doubtful {
		t.Errorf("%+v", made.Pages[0])
	}
}

// What a page calls its fonts and pictures is its own affair: no word is forbidden
// there.
func TestForbiddenWordsAsNames(t *testing.T) {
	engines := testEngines(t)
	entries := "/Resources<</XObject<</JS 5 0 R/AA 5 0 R/Metadata 5 0 R/Thumb 5 0 R>>/Font<</A 6 0 R>>/ColorSpace<</EF[/Separation/JavaScript/DeviceGray 7 0 R]>>>>"
	content := "/JS Do 1 0 0 1 30 0 cm /AA Do 1 0 0 1 30 0 cm /Metadata Do 1 0 0 1 30 0 cm /Thumb Do 1 0 0 1 30 0 cm /EF cs 1 scn 0 0 20 20 re f BT /A 20 Tf 30 0 Td (AA) Tj ET"
	glyph := streamOf("", "500 0 0 0 500 500 d1 0 0 500 500 re f")
	data := onePDF(entries, content, streamOf("/Type/XObject/Subtype/Form/BBox[0 0 20 20]", black(0, 0, 20, 20)),
		"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 65/Widths[500]/Encoding<</Differences[65/AA]>>/CharProcs<</AA 8 0 R>>/Resources<<>>>>",
		"<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>", glyph)
	path, made := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	shot := picture(t, engines, path, 0)
	for i, at := range []float64{10, 40, 70, 100, 130, 154} {
		if !isDark(shot, at, 5) {
			t.Errorf("part %d is not drawn", i)
		}
	}
	if made.Pages[0].By != pdf.ByPdfcpu {
		t.Errorf("%+v", made.Pages[0])
	}
}

// A layer that does not say what it is, but is counted among them, stays hidden.
func TestLayersWithoutATypeStayHidden(t *testing.T) {
	engines := testEngines(t)
	content := "/OC /L BDC " + black(10, 10, 30, 30) + " EMC /OC /M BDC " + black(110, 10, 30, 30) + " EMC"
	data := catalogPDF("/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[5 0 R]>>>>",
		"/Resources<</Properties<</L 5 0 R/M 6 0 R>>>>", content, "<</Name(secret draft)>>", "<</Type/OCG/Name(Final)>>")
	path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data), Plain: true})
	holdsNoSecret(t, path)
	if shot := picture(t, engines, path, 0); isDark(shot, 20, 20) || !isDark(shot, 120, 20) {
		t.Error("it shows the wrong layer")
	}
}

// Programs that join files call the bookmarks by their paths.
func TestBookmarksTellNoFolders(t *testing.T) {
	engines := testEngines(t)
	data := catalogPDF("/Outlines 5 0 R", "", "", "<</First 6 0 R/Last 7 0 R>>",
		`<</Title(C:\\Users\\Zo\\Desktop\\my diploma.pdf)/Parent 5 0 R/Next 7 0 R/Dest[3 0 R/Fit]>>`,
		"<</Title(Chapter 1 / Section 2)/Parent 5 0 R/Prev 6 0 R/Dest[3 0 R/Fit]>>")
	facts, err := engines.Inspect(t.Context(), sourcesOf(t, data)[0].File)
	if err != nil || len(facts.Outline) != 2 {
		t.Fatalf("%+v, %v", facts.Outline, err)
	}
	if got := []string{facts.Outline[0].Title, facts.Outline[1].Title}; got[0] != "my diploma.pdf" || got[1] != "Chapter 1 / Section 2" {
		t.Errorf("%q", got)
	}
}

// Our own pages keep what ties their texts to the structure, a source's do not.
func TestStructureOfFrontPages(t *testing.T) {
	engines := testEngines(t)
	data := onePDF("/StructParents 7/Resources<</XObject<</X 5 0 R>>>>", "/X Do", streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/StructParents 9", ""))
	path, _ := assembled(t, engines, pdf.Assembly{
		Front: plainPDF(595.276, 841.89, "/P <</MCID 0>> BDC BT /F1 24 Tf 72 700 Td (Front) Tj ET EMC"), Sources: sourcesOf(t, data),
		Tags: []pdf.Tag{{Role: "P", Marks: []int{0}}, {Role: "Sect", Page: 1, Whole: true}},
	})
	text := strings.ReplaceAll(all(t, result(t, path)), " ", "")
	if !strings.Contains(text, "/StructParents0/Subtype/Form") {
		t.Errorf("the front page's form is tied to nothing:\n%s", text)
	}
	if strings.Contains(text, "/StructParents9") || strings.Contains(text, "/StructParents7") {
		t.Error("the source's structure is left")
	}
}

// narrow are files of which none takes more than so many bytes.
type narrow struct {
	pdf.Files
	room int
}

func (n narrow) Create(path string) (io.WriteCloser, error) {
	to, err := n.Files.Create(path)
	return &narrowFile{to, n.room}, err
}

type narrowFile struct {
	io.WriteCloser
	room int
}

func (n *narrowFile) Write(b []byte) (int, error) {
	if len(b) <= n.room {
		n.room -= len(b)
		return n.WriteCloser.Write(b)
	}
	written, err := n.WriteCloser.Write(b[:n.room])
	if err == nil {
		err = &fs.PathError{Op: "write", Path: "out.pdf", Err: errNoRoom}
	}
	n.room = 0
	return written, err
}

var errNoRoom = errors.New("no room")

// onDisk reaches files as the system does.
type onDisk struct{}

func (onDisk) Open(path string) (pdf.ReadFile, error) { return os.Open(path) }
func (onDisk) Create(path string) (io.WriteCloser, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}
func (onDisk) Remove(path string) error { return os.Remove(path) }

// Wherever the disk is full, the error is the disk's, no source's, and nothing is
// left.
func TestAFullDiskAtAnyByteOfAResult(t *testing.T) {
	a := pdf.Assembly{Sources: sourcesOf(t, onePDF("", black(10, 10, 20, 20))), Output: filepath.Join(t.TempDir(), "out.pdf")}
	for room := 0; ; room++ {
		engines := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir(), Files: narrow{onDisk{}, room}})
		made, err := engines.Assemble(t.Context(), a)
		if closing := engines.Close(); closing != nil {
			t.Fatal(closing)
		}
		if err == nil {
			if made.Size != int64(room) {
				t.Errorf("%d bytes into %d", made.Size, room)
			}
			return
		}
		if !errors.Is(err, errNoRoom) || pdf.ReasonOf(err) != "" {
			t.Fatalf("room for %d bytes: %v", room, err)
		}
		if _, err := os.Stat(a.Output); err == nil {
			t.Fatalf("room for %d bytes: something is left", room)
		}
	}
}

// Every layer has a name, which the format asks for, and none its own.
func TestLayersAreCalledLayers(t *testing.T) {
	engines := testEngines(t)
	data := catalogPDF("/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]/Order[5 0 R]>>>>",
		"/Resources<</Properties<</L 5 0 R>>>>", "/OC /L BDC 0 0 9 9 re f EMC", "<</Type/OCG/Name(secret)>>")
	path, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, data)})
	if text := all(t, result(t, path)); !strings.Contains(text, "/Name(Layer)") || strings.Contains(text, "secret") {
		t.Error(text)
	}
}

// The keyboard goes from link to link in the order of the structure.
func TestLinksAreReachedInOrder(t *testing.T) {
	engines := testEngines(t)
	path, _ := assembled(t, engines, pdf.Assembly{
		Front: plainPDF(200, 100, "/P <</MCID 0>> BDC 0 0 9 9 re f EMC"), Sources: sourcesOf(t, onePDF("", "")),
		Tags:  []pdf.Tag{{Role: "Link", Marks: []int{0}, Links: []int{0}}, {Role: "P", Page: 1, Whole: true}},
		Links: []pdf.Link{{Rect: pdf.Rect{X1: 9, Y1: 9}, Target: 1}},
	})
	if tabs := pageOf(t, result(t, path), 0)["Tabs"]; tabs != types.Name("S") {
		t.Errorf("%v", tabs)
	}
}
