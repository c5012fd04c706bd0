package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"example.org/dossier/internal/i18n"
)

// The drawing is one XML document whatever the words are, and no text of it is
// lost or wider than the page.
func TestDrawnRulesAreXML(t *testing.T) {
	loc, err := i18n.New(i18n.English)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 9)
	v := explainedView{Title: `<b> & "c" ]]>`, Items: []ruleItemView{{
		Title: "a\x01b", Clause: "x < y", Importance: "essential",
		Rules: []ruleView{{Name: "n", Rule: outlineView{Text: "&amp;", Parts: []outlineView{{Text: long}, {Text: "last"}}}}},
	}}}
	a := &app{Localizer: loc, lang: i18n.English}
	words := ""
	d := xml.NewDecoder(strings.NewReader(string(a.drawRules(v))))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			words += strings.TrimSpace(string(text))
			if n := len(strings.TrimSpace(string(text))); n > 110 {
				t.Errorf("a line of %d letters", n)
			}
		}
	}
	for _, want := range []string{`<b> & "c" ]]>`, "x < y", "&amp;", long, "last"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not in the drawing", want)
		}
	}
}
