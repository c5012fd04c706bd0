package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui"
)

// spokenTimeline is what the drawing of the studies says in words, on the page or
// beside it; "" where there is none.
func (h *hall) spokenTimeline(part fyne.CanvasObject) (said string) {
	h.t.Helper()
	eachSeen(part, func(o fyne.CanvasObject) {
		if line, ok := o.(interface{ Spoken() string }); ok && strings.Contains(line.Spoken(), "timeline") {
			said = line.Spoken()
		}
	})
	return said
}

// The studies are drawn against the deadline and the day from which a degree is recent
// enough, say so in words, and follow what is typed.
func TestStudiesOnATimeline(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.at("about")
	page := h.window.Page().(fyne.CanvasObject)
	said := h.spokenTimeline(page)
	for _, part := range []string{
		"Bachelier en sciences informatiques (14 September 2021 – 28 June 2024", "degree awarded on", "Deadline: 22 June 2025", "12 months before: 22 June 2024",
	} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not said in %q", part, said)
		}
	}
	h.wantSaid("Deadline: 22 June 2025", "12 months before: 22 June 2024", "degree awarded")
	h.tap("studies.s1.open")
	h.write("studies.s1.end", "27.6.2024")
	h.leave()
	if said := h.spokenTimeline(h.window.Page().(fyne.CanvasObject)); !strings.Contains(said, "27 June 2024") {
		t.Errorf("after typing: %q", said)
	}
	h.see("eligibility", "education")
	if said := h.spokenTimeline(h.window.Aside().(fyne.CanvasObject)); !strings.Contains(said, "Deadline: 22 June 2025") {
		t.Errorf("beside the point on education: %q", said)
	}
}

// Without a first day there is nothing to draw.
func TestNoTimelineWithoutDays(t *testing.T) {
	h := openChanged(t, []string{"studies=?"}).at("about")
	if said := h.spokenTimeline(h.window.Page().(fyne.CanvasObject)); said != "" {
		t.Errorf("said is %q", said)
	}
	h.tap("studies.add")
	h.write("studies."+h.onDisk().Studies[0].ID+".start", "1.9.2023")
	h.leave()
	if said := h.spokenTimeline(h.window.Page().(fyne.CanvasObject)); !strings.Contains(said, "since 1 September 2023") {
		t.Errorf("with a first day: %q", said)
	}
}

// TestTimelineLook makes pictures for somebody who wants to look.
func TestTimelineLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for name, change := range map[string][]func(*ui.Options){"en-light": nil, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge}} {
		h := openSample(t, change...)
		for _, size := range [][2]float32{{1280, 800}, {1024, 640}} {
			h.size(size[0], size[1])
			h.window.Visit("overview")
			h.settle()
			h.shoot(fmt.Sprintf("overview-%s-%.0f", name, size[0]))
			h.at("about")
			h.window.Scroll(500)
			h.settle()
			h.shoot(fmt.Sprintf("timeline-%s-%.0f", name, size[0]))
			h.window.Visit("eligibility")
			h.tap("item.education")
			h.shoot(fmt.Sprintf("timeline-why-%s-%.0f", name, size[0]))
		}
	}
}
