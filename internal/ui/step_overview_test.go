package ui_test

import "testing"

func TestOverviewLook(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	for _, step := range []string{"overview", "eligibility"} {
		h.window.Visit(step)
		h.settle()
		h.shoot(step)
	}
}
