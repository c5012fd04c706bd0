package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// Files of which nothing but the length is a burden: were each part held against
// each other one, these would take minutes.
func TestLongRuinsAreLookedThroughOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	const parts = 200_000
	tree := func() string {
		var b strings.Builder
		b.WriteString("1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[")
		for n := range parts / 4 {
			fmt.Fprintf(&b, "%d 0 R ", 10+n)
		}
		b.WriteString("]>>endobj ")
		for n := range parts / 4 {
			fmt.Fprintf(&b, "%d 0 obj<<>>endobj %d 0 obj<</Type/Page>>endobj ", 10+n, 10+parts+n)
		}
		return b.String()
	}
	packed := func() string {
		var heads strings.Builder
		for n := range parts / 4 {
			fmt.Fprintf(&heads, "%d 0 ", 10+n)
		}
		bodies := "[" + strings.Repeat("1 ", parts) + "]"
		return fmt.Sprintf("1 0 obj<</Type/ObjStm/First %d/Length %d>>stream\n%s%sendstream endobj", heads.Len(), heads.Len()+len(bodies), heads.String(), bodies)
	}
	for name, data := range map[string]string{
		"strings without an end":           strings.Repeat("1 0 obj(", parts),
		"dictionaries without an end":      strings.Repeat("1 0 obj<</K[", parts),
		"trailers without an end":          strings.Repeat("trailer<</K(", parts),
		"streams without an end":           strings.Repeat("1 0 obj<<>>stream\nendobj ", parts),
		"a tree of what are no pages":      tree(),
		"objects that lie over each other": packed(),
	} {
		t.Run(name, func(t *testing.T) {
			rebuilt([]byte(data), sight{}) // that it comes back is the test
		})
	}
}

// An object's end within a string is none.
func TestAStringThatSpeaksOfAnObjectsEnd(t *testing.T) {
	data := []byte("1 0 obj<</Type/Catalog/Note(endobj)/Pages 9 0 R>>endobj 2 0 obj<</Type/Page/Note(endobj)/MediaBox[0 0 9 9]>>endobj")
	if got := rebuilt(data, sight{}); !bytes.Contains(got, []byte("/Note(endobj)/MediaBox")) {
		t.Errorf("%s", got)
	}
}
