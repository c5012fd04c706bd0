package pdftest

import (
	"bytes"
	"fmt"
	"strings"
)

// File is a PDF of these objects, numbered from 1; the first is the catalog.
func File(objects ...string) []byte { return Trailed("", objects...) }

// Trailed is File with further entries in the trailer.
func Trailed(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var table strings.Builder
	table.WriteString("0000000000 65535 f \n")
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, trailer, start)
	return b.Bytes()
}
