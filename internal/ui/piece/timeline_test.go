package piece

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
)

// Where there is room no line of a mark goes through a label, nor a label over a line.
func TestLabelsOfATimelineLeaveTheMarksAlone(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 1))
	made := NewTimeline(TimelineWork{
		Spans: []Span{{Label: "Certificat d’université en éthique du numérique et de la recherche", From: 0.4, To: 0.5, Sure: 0.9}, {Label: "Master", From: 0, To: 1, Sure: 0.9}},
		Marks: []Mark{{At: 0.45, Dashed: true}, {At: 0}},
	}).(*fyne.Container)
	line := made.Objects[0].(*timeline)
	for _, width := range []float32{420, 560, 920} {
		made.Resize(fyne.NewSize(width, tallOf(made, width)))
		for i, row := range line.rows {
			right := row.label.Position().X + row.label.Size().Width
			for _, mark := range line.marks {
				if at := mark.pieces[0].Position().X; at < right {
					t.Errorf("%g wide: label %d ends at %g, a mark stands at %g", width, i, right, at)
				}
			}
			if row.bar.Position().X < right || !row.clear.Hidden {
				t.Errorf("%g wide: label %d ends at %g, its period begins at %g", width, i, right, row.bar.Position().X)
			}
			if row.label.Position().Y+row.label.Size().Height > line.Size().Height {
				t.Errorf("%g wide: label %d is lower than the drawing", width, i)
			}
		}
	}
}
