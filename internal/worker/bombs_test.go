package worker_test

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// packed is so many times a text, deflated so often.
func packed(text string, times, often int) []byte {
	var from io.Reader = &again{text: text, left: times}
	for range often {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = io.Copy(z, from) // a buffer takes all
		_ = z.Close()
		from = &b
	}
	all, _ := io.ReadAll(from)
	return all
}

// again reads as a text many times over.
type again struct {
	text string
	at   int
	left int
}

func (a *again) Read(p []byte) (int, error) {
	if a.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, a.text[a.at:])
	if a.at += n; a.at == len(a.text) {
		a.at, a.left = 0, a.left-1
	}
	return n, nil
}

// tabled is a PDF of these objects, numbered from 1, whose table of objects is a
// stream: one more object than there are stands in the last of them. rows, if there
// are any, are deflated already and take the place of the right ones.
func tabled(rows []byte, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	right := []byte{0, 0, 0, 0, 0, 0xFF, 0xFF}
	row := func(kind byte, where uint32, index uint16) {
		right = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint32(append(right, kind), where), index)
	}
	for i, o := range objects {
		row(1, uint32(b.Len()), 0)
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	row(2, uint32(len(objects)), 0)
	at := b.Len()
	row(1, uint32(at), 0)
	size := len(objects) + 3
	if rows == nil {
		rows = packed(string(right), 1, 1)
	} else {
		size = 1 << 27
	}
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", len(objects)+2,
		stream(fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode", size), rows), at)
	return b.Bytes()
}

// stream is a stream object.
func stream(entries string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// onPage is a PDF of one page with this content and these resources; more objects
// are numbered from 5.
func onPage(content, resources string, more ...string) []byte {
	return pdftest.File(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + ">>>>",
		content,
	}, more...)...)
}

const draws = "q 500 0 0 500 50 50 cm /I Do Q"

// laughs is a drawing that draws another ten times, which draws another.
func laughs(levels int) []byte {
	var more []string
	for i := range levels {
		next := fmt.Sprintf("/Resources<</XObject<</X %d 0 R>>>>", 6+i)
		body := strings.Repeat("/X Do ", 10)
		if i == levels-1 {
			next, body = "", "0 0 9 9 re f"
		}
		more = append(more, stream("/Type/XObject/Subtype/Form/BBox[0 0 500 500]"+next, []byte(body)))
	}
	return onPage(stream("", []byte("/X Do")), "/XObject<</X 5 0 R>>", more...)
}

// picture is a PDF with one image.
func picturePDF(width, height int, space string, filter string, data []byte) []byte {
	return onPage(stream("", []byte(draws)), "/XObject<</I 5 0 R>>", stream(fmt.Sprintf(
		"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s/Filter%s", width, height, space, filter), data))
}

// pngOf is a PNG of black in one of its colour types.
func pngOf(width, height, bits int, colour byte, interlaced bool) []byte {
	samples := map[byte]int{0: 1, 2: 3, 4: 2, 6: 4}[colour]
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		body := append([]byte(kind), data...)
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data)))
		b.Write(body)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(width))
	head = binary.BigEndian.AppendUint32(head, uint32(height))
	head = append(head, byte(bits), colour, 0, 0, 0)
	if interlaced {
		head[12] = 1
	}
	chunk("IHDR", head)
	chunk("IDAT", packed(strings.Repeat("\x00", 1+(width*samples*bits+7)/8), height, 1))
	chunk("IEND", nil)
	return b.Bytes()
}

// jpegOf is a JPEG of one colour whose header promises any size; the coded pixels
// are all there: each block is "as the one before".
func jpegOf(width, height, components int, progressive bool) []byte {
	var b bytes.Buffer
	segment := func(marker byte, body ...byte) {
		b.Write([]byte{0xFF, marker})
		_ = binary.Write(&b, binary.BigEndian, uint16(len(body)+2))
		b.Write(body)
	}
	b.Write([]byte{0xFF, 0xD8})
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)
	frame := []byte{8, byte(height >> 8), byte(height), byte(width >> 8), byte(width), byte(components)}
	for i := range components {
		frame = append(frame, byte(i+1), 0x11, 0)
	}
	kind := byte(0xC0)
	if progressive {
		kind = 0xC2
	}
	segment(kind, frame...)
	// One code of one bit, 0, for "nothing": of DC and of AC.
	segment(0xC4, append([]byte{0x00, 1}, make([]byte, 16)...)...)
	segment(0xC4, append([]byte{0x10, 1}, make([]byte, 16)...)...)
	scan := []byte{byte(components)}
	for i := range components {
		scan = append(scan, byte(i+1), 0)
	}
	last := byte(63)
	if progressive {
		last = 0
	}
	segment(0xDA, append(scan, 0, last, 0)...)
	blocks := (width + 7) / 8 * ((height + 7) / 8) * components
	bits := 2 * blocks
	if progressive {
		bits = blocks
	}
	b.Write(make([]byte, bits/8+1))
	b.Write([]byte{0xFF, 0xD9})
	return b.Bytes()
}

// bombs are small files that ask for much.
func bombs() map[string]func() []byte {
	const giga = 1 << 30
	line := strings.Repeat("0 0 m 9 9 l S ", 1<<16)
	return map[string]func() []byte{
		"image-of-3-gigabytes.pdf": func() []byte {
			return picturePDF(30000, 30000, "DeviceRGB", "/FlateDecode", packed(strings.Repeat("\x00", 90000), 30000, 1))
		},
		"image-packed-twice.pdf": func() []byte {
			return picturePDF(30000, 30000, "DeviceGray", "[/FlateDecode/FlateDecode]", packed(strings.Repeat("\x00", 1<<20), 1000, 2))
		},
		"image-of-100-megapixels.pdf": func() []byte {
			return picturePDF(10000, 10000, "DeviceRGB", "/FlateDecode", packed(strings.Repeat("\x00", 30000), 10000, 1))
		},
		"jpeg-of-4-gigapixels.pdf": func() []byte {
			return picturePDF(65000, 65000, "DeviceRGB", "/DCTDecode", jpegOf(65000, 65000, 3, false))
		},
		"content-of-a-gigabyte.pdf": func() []byte {
			return onPage(stream("/Filter/FlateDecode", packed(line, giga/len(line), 1)), "")
		},
		"content-of-spaces.pdf": func() []byte {
			return onPage(stream("/Filter/FlateDecode", packed(strings.Repeat(" ", 1<<20), 1000, 1)), "")
		},
		"content-of-a-quarter.pdf": func() []byte {
			return onPage(stream("/Filter/FlateDecode", packed(line, giga/5/len(line), 1)), "")
		},
		"nested-deeply.pdf": func() []byte {
			return onPage(stream("", []byte("0 0 9 9 re f")), "/X "+strings.Repeat("[", 5_000_000)+strings.Repeat("]", 5_000_000))
		},
		"dictionaries-nested.pdf": func() []byte {
			return onPage(stream("", []byte("0 0 9 9 re f")), "/X "+strings.Repeat("<</A ", 1_000_000)+strings.Repeat(">>", 1_000_000))
		},
		"objects-of-a-gigabyte.pdf": func() []byte {
			return tabled(nil, "<</Type/Catalog/Pages 2 0 R/X 6 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
				"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", stream("", []byte("0 0 9 9 re f")),
				stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed("6 0 "+strings.Repeat("1 ", 1<<19), 1000, 1)))
		},
		"table-of-a-gigabyte.pdf": func() []byte {
			return tabled(packed(strings.Repeat("\x01\x00\x00\x00\x10\x00\x00", 1<<17), 1000, 1), "<</Type/Catalog/Pages 2 0 R>>",
				"<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
		},
		"numbers-by-the-million.pdf": func() []byte {
			return onPage(stream("", []byte("0 0 9 9 re f")), "/X ["+strings.Repeat("1 ", 20_000_000)+"]")
		},
		"names-by-the-million.pdf": func() []byte {
			var b strings.Builder
			for i := range 3_000_000 {
				fmt.Fprintf(&b, "/N%d %d", i, i)
			}
			return onPage(stream("", []byte("0 0 9 9 re f")), b.String())
		},
		"laughs.pdf": func() []byte { return laughs(12) },
		"tree-of-itself.pdf": func() []byte {
			return pdftest.File("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")
		},
		"pages-by-the-million.pdf": func() []byte {
			return pdftest.File("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 5000000/Kids["+strings.Repeat("3 0 R ", 5_000_000)+"]>>",
				"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
		},
		"xref-of-itself.pdf": func() []byte {
			data := pdftest.File("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
			at := bytes.Index(data, []byte("xref\n"))
			return bytes.Replace(data, []byte("/Root 1 0 R"), fmt.Appendf(nil, "/Root 1 0 R/Prev %d", at), 1)
		},
		"page-of-a-kilometre.pdf": func() []byte {
			return bytes.Replace(onPage(stream("", []byte("0 0 9 9 re f")), ""), []byte("595 842"), []byte("70000 70000"), 1)
		},
		"png-of-16-bits.png":       func() []byte { return pngOf(10900, 10900, 16, 6, false) },
		"png-interlaced.png":       func() []byte { return pngOf(10900, 10900, 8, 6, true) },
		"png-of-colours.png":       func() []byte { return pngOf(10900, 10900, 8, 2, false) },
		"png-of-4-gigapixels.png":  func() []byte { return pngOf(65000, 65000, 1, 0, false) },
		"jpeg.jpg":                 func() []byte { return jpegOf(10900, 10900, 3, false) },
		"jpeg-progressive.jpg":     func() []byte { return jpegOf(10900, 10900, 3, true) },
		"jpeg-of-inks.jpg":         func() []byte { return jpegOf(10900, 10900, 4, true) },
		"jpeg-of-4-gigapixels.jpg": func() []byte { return jpegOf(65000, 65000, 3, false) },
	}
}

// TestBombsCostOneError gives the child small files that ask for much. Whatever
// comes of each, the child never takes more than what is promised, and no longer
// than its deadline and a second. All of them take minutes: DOSSIER_BOMBS=. or a
// pattern of names; else it is a few.
func TestBombsCostOneError(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector takes memory of its own")
	}
	const deadline = 10 * time.Second
	only, err := regexp.Compile(cmp.Or(os.Getenv("DOSSIER_BOMBS"), "^(tree|xref|png-of-4|jpeg-of-4-gigapixels.jpg)"))
	if err != nil {
		t.Fatal(err)
	}
	w := start(t, worker.Options{Deadline: deadline})
	good := write(t, "good.pdf", onePage())
	for name, make := range bombs() {
		if !only.MatchString(name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			f := pdf.File{Path: write(t, name, make())}
			out := filepath.Join(t.TempDir(), "out.pdf")
			sources := []pdf.Source{{File: f}}
			var made pdf.Outcome
			for _, step := range []struct {
				name string
				do   func() error
			}{
				{"inspect", func() error { _, err := w.Inspect(t.Context(), f); return err }},
				{"picture", func() error { _, err := w.Picture(t.Context(), f, 0, image.Pt(200, 200)); return err }},
				{"large", func() error { _, err := w.Picture(t.Context(), f, 0, image.Pt(4096, 4096)); return err }},
				{"render", func() error { _, err := w.Render(t.Context(), f, 0, 200); return err }},
				{"look", func() error { _, err := w.Look(t.Context(), f, 0, 1); return err }},
				{"assemble", func() (err error) {
					made, err = w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out})
					return err
				}},
				{"verify", func() error {
					if made.Pages == nil {
						return nil
					}
					return w.Verify(t.Context(), out, made, sources)
				}},
			} {
				watched := w.Watch()
				begun := time.Now()
				err := step.do()
				took := time.Since(begun)
				peak := watched()
				t.Logf("%-9s %5.2f s %4d MB %v", step.name, took.Seconds(), peak/1_000_000, err)
				if took > deadline+time.Second {
					t.Errorf("%s took %v", step.name, took)
				}
				if peak > 512_000_000 {
					t.Errorf("%s took %d MB", step.name, peak/1_000_000)
				}
			}
			if _, err := w.Inspect(t.Context(), pdf.File{Path: good}); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}
