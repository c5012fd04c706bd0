package report

import (
	"fmt"
	"image"
	"io"
	"time"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/typeset"
)

// Worksheet is what a candidate prints to translate a document by hand: its
// pages' pictures beside empty lines, and a statement to sign. The program
// writes nothing of the translation.
type Worksheet struct {
	Candidate string // the name as it is shown; may be empty
	Document  string // the original's name
	Lang      string // the original's language, BCP 47; empty: not said
	Pages     []int  // of the original, the first is 1
	Of        int    // how many pages the original has
	Paper     typeset.Paper
	Date      civil.Date // of the file
	// Picture returns a page as it is shown, upright.
	Picture func(page int) (image.Image, error)
}

// WriteWorksheet writes the worksheet as a PDF for a translation into the
// localizer's language. The pictures of equal worksheets may stand in the file
// in another order.
func WriteWorksheet(w io.Writer, in Worksheet, loc *i18n.Localizer) error {
	p := page{loc: loc}
	title := p.say("worksheet.document", message.Args{"Document": in.Document})
	sheets, err := typeset.NewWorksheet(typeset.SheetOptions{
		Paper: in.Paper, Lang: string(loc.Lang()), DocTitle: title, Date: in.Date.In(time.UTC),
		Footer: title,
		PageNumber: func(page, of int) string {
			return p.say("report.page", message.Args{"Page": page, "Of": of})
		},
	})
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	for _, number := range in.Pages {
		picture, err := in.Picture(number)
		if err != nil {
			return err
		}
		err = sheets.Original(typeset.Original{
			Title:   p.say("worksheet.page", message.Args{"Page": number, "Of": in.Of}),
			Text:    p.say("worksheet.write", nil),
			Picture: picture,
		})
		if err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	sheets.Statement(p.statement(in))
	data, _, err := sheets.Finish()
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// statement is the last sheet.
func (p page) statement(in Worksheet) typeset.Statement {
	s := typeset.Statement{
		Title:  p.say("worksheet.statement", nil),
		Text:   p.say("worksheet.statement-text", nil),
		Aside:  p.say("worksheet.more", nil),
		Known:  []typeset.Field{{Label: p.say("worksheet.original", nil), Value: in.Document}},
		Blanks: []string{p.say("worksheet.place-date", nil), p.say("worksheet.signature", nil)},
	}
	if in.Lang != "" {
		s.Known = append(s.Known, typeset.Field{
			Label: p.say("worksheet.language", nil),
			Value: p.loc.Language(message.Language(in.Lang)),
		})
	}
	if in.Candidate == "" {
		s.Blanks = append([]string{p.say("worksheet.name", nil)}, s.Blanks...)
	} else {
		s.Known = append(s.Known, typeset.Field{Label: p.say("worksheet.name", nil), Value: in.Candidate})
	}
	return s
}
