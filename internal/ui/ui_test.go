package ui_test

import (
	"testing"
)

// steps are the walk.
var steps = []string{"overview", "about", "eligibility", "languages", "documents", "competencies", "declarations", "bundle", "hand-over"}

// TestLook makes pictures of every step in both languages and themes for
// somebody who wants to look: SHOTS=DIR go test -run Look.
func TestLook(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	for _, step := range steps {
		h.window.Visit(step)
		h.settle()
		h.shoot(step)
	}
}

// TestLookStart makes a picture of the start.
func TestLookStart(t *testing.T) {
	h := open(t)
	h.size(1180, 740)
	h.shoot("start")
}
