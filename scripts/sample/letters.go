package main

import (
	"fmt"
	"time"
)

// writeLetters writes so many PDFs of so many text pages each, as word
// processors make them: embedded fonts, a line drawing, no two pages alike.
func writeLetters(folder string, files, pages int) error {
	for file := range files {
		s := newSheet(fmt.Sprintf("Report %d", file+1), "Nordlicht Netzsysteme GmbH", "de", time.Date(2024, 9, 2, 8, 0, 0, 0, time.UTC))
		for page := range pages {
			s.AddPage()
			s.text(25, 30, 16, "B", teal, fmt.Sprintf("Bericht %d, Seite %d", file+1, page+1))
			s.pen(teal, 0.4)
			s.Line(25, 37, 185, 37)
			y := 50.0
			for part := range 6 {
				y = s.paragraph(25, y+6, 160, 6.2, 11.5, "",
					fmt.Sprintf("Abschnitt %d.%d.%d: %s %s", file+1, page+1, part+1, tasks[part%len(tasks)], tasks[(part+page)%len(tasks)]))
			}
			s.centre(105, 287, 6.5, "I", grey, fictionalGerman)
		}
		data, err := s.bytes()
		if err != nil {
			return err
		}
		if err := write(folder, fmt.Sprintf("report-%03d.pdf", file+1), data); err != nil {
			return err
		}
	}
	return nil
}
