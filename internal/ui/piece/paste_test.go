package piece_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/piece"
)

func TestWhatNobodySeesIsNotPasted(t *testing.T) {
	app := test.NewTempApp(t)
	tests := []struct{ text, line, area string }{
		{"one\r\ntwo\nthree\rfour\u2028five", "one two three four five", "one\ntwo\nthree\nfour\nfive"},
		{"\uFEFFa\x00b\x1b[31m\x7f", "ab[31m", "ab[31m"},
		{"a\tb", "a b", "a\tb"},
		{"👩‍👧 שלום", "👩‍👧 שלום", "👩‍👧 שלום"},
		{"a\xffb", "a\uFFFDb", "a\uFFFDb"},
	}
	for _, each := range tests {
		app.Clipboard().SetContent(each.text)
		line, area := piece.NewEntry("line", "", "", nil, nil), piece.NewArea("area", "", "", 3, nil, nil)
		for _, entry := range []*piece.Entry{line, area} {
			entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: app.Clipboard()})
		}
		if line.Text != each.line || area.Text != each.area {
			t.Errorf("%q comes to %q and %q", each.text, line.Text, area.Text)
		}
	}
}
