package session

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/report"
)

// reportName is what a report is called that was not told how; among several
// applications it names the vacancy, so that each has its own.
const reportName, reportNameOf = "checklist.pdf", "checklist-%s.pdf"

// isPaper recognises what the program puts beside the bundles and is none: a
// checklist, a worksheet.
func isPaper(name string) bool {
	return strings.HasPrefix(name, "checklist") || strings.HasPrefix(name, worksheetPrefix+"_")
}

// ReportOptions say which checklist to write down.
type ReportOptions struct {
	Vacancy   string // empty: the only application's
	Output    string // ends in .pdf; empty: a free name in the dossier's bundles/
	Overwrite bool   // replace what stands at Output
	Lang      i18n.Lang
}

// Report writes the checklist of an application as a PDF, whole or not at all,
// and returns its path.
func (s *Session) Report(ctx context.Context, o ReportOptions) (path string, err error) {
	ctx, done := s.begin(ctx)
	defer done()
	d, err := frozen(s.current(), o.Vacancy)
	if err != nil {
		return "", err
	}
	at, err := s.standing(d, o.Vacancy)
	if err != nil {
		return "", err
	}
	name := reportName
	if len(d.Applications) > 1 {
		name = fmt.Sprintf(reportNameOf, at.Pack.ID)
	}
	if o.Output, err = s.reportPath(o, name); err != nil {
		return "", err
	}
	loc, err := i18n.New(o.Lang)
	if err != nil {
		return "", err
	}
	return o.Output, s.writeReport(ctx, o, func(w io.Writer) error {
		return report.WriteChecklist(w, report.Report{
			Candidate: d.Candidate.Name.Full(), Pack: at.Pack, Zone: at.Zone, Own: s.house.Now().Location(), Checklist: at.Checklist,
		}, loc)
	})
}

// writeReport writes what set sets, whole or not at all.
func (s *Session) writeReport(ctx context.Context, o ReportOptions, set func(io.Writer) error) error {
	var page bytes.Buffer
	if err := set(&page); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	write := s.house.Disk.WriteNew
	if o.Overwrite {
		write = s.house.Disk.WriteFile
	}
	return write(o.Output, page.Bytes(), durable.FilePerm)
}

// reportPath is where the report goes; name is its name in the dossier.
func (s *Session) reportPath(o ReportOptions, name string) (string, error) {
	if o.Output == "" {
		return s.bundlePath(name, o.Overwrite, 0)
	}
	return o.Output, o.CheckOutput()
}

// CheckOutput refuses an Output that no report is written to, whatever the
// dossier.
func (o ReportOptions) CheckOutput() error {
	if !strings.EqualFold(filepath.Ext(o.Output), ".pdf") {
		return message.Bad("output-not-pdf", message.Args{"File": o.Output}, nil)
	}
	return dossier.CheckOutput(o.Output)
}
