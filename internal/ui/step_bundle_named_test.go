package ui_test

import (
	"testing"

	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
)

// A bundle of another name, made since, does not stand for the application's own.
func TestOwnBundleIsToldFromNamedOnes(t *testing.T) {
	named := session.Built{Name: "Portfolio", Path: "portfolio.pdf", Current: true}
	newest, older := session.Built{Path: "new.pdf"}, session.Built{Path: "old.pdf"}
	for _, test := range []struct {
		all    []session.Built
		own    string
		others int
	}{
		{nil, "", 0},
		{[]session.Built{named}, "", 1},
		{[]session.Built{named, newest, older}, "new.pdf", 2},
		{[]session.Built{newest}, "new.pdf", 0},
	} {
		own, others := ui.Built(test.all)
		got := ""
		if own != nil {
			got = own.Path
		}
		if got != test.own || len(others) != test.others {
			t.Errorf("of %d bundles %q and %d others, want %q and %d", len(test.all), got, len(others), test.own, test.others)
		}
	}
}
