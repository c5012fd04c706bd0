package intake_test

import (
	"slices"
	"sync"
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/pdf"
)

var (
	a4     = pdf.Page{Width: 595.28, Height: 841.89}
	a4Wide = pdf.Page{Width: 842, Height: 595}
	a3     = pdf.Page{Width: 841.89, Height: 1190.55}
)

// turnedBy is a page that lies in the file.
func turnedBy(degrees int) pdf.Page {
	page := a4
	page.Rotation = degrees
	return page
}

// taken is a picture of so many pixels.
func taken(wide, high int) pdf.Facts {
	page := a4
	page.PixelsWide, page.PixelsHigh = wide, high
	return pdf.Facts{Engine: pdf.ByImage, Pages: []pdf.Page{page}}
}

func TestFindings(t *testing.T) {
	t.Parallel()
	one := []pdf.Page{a4}
	tests := []struct {
		name  string
		facts pdf.Facts
		want  []string
		page  int
	}{
		{"an ordinary file", pdf.Facts{Engine: pdf.ByPdfcpu, Pages: one}, nil, 0},
		{"a signed form", pdf.Facts{Pages: one, Signed: true, Form: true}, []string{"signed", "form"}, 0},
		{"active and hidden things", pdf.Facts{Pages: one, Scripts: true, Attachments: true, Notes: true, Layers: true},
			[]string{"attachments", "notes", "layers", "scripts"}, 0},
		{"owner-locked", pdf.Facts{Pages: one, Encrypted: true, OwnerLocked: true}, []string{"owner-locked"}, 0},
		{"opened by a password", pdf.Facts{Pages: one, Encrypted: true}, []string{"password"}, 0},
		{"imported by the second engine", pdf.Facts{Pages: one, Engine: pdf.ByPDFium}, []string{"pages-imported"}, 0},
		{"broken, only pictures left", pdf.Facts{Pages: one, Engine: pdf.ByPicture, Damaged: true},
			[]string{"damaged", "read-as-pictures"}, 0},
		{"two turned pages", pdf.Facts{Pages: []pdf.Page{a4, turnedBy(90), turnedBy(270)}}, []string{"turned"}, 2},
		{"standing and lying A4", pdf.Facts{Pages: []pdf.Page{a4, a4Wide}}, nil, 0},
		{"A4 and A3", pdf.Facts{Pages: []pdf.Page{a4, a4Wide, a3}}, []string{"mixed-sizes"}, 3},
		{"a photograph of 3 megapixels", taken(1500, 2000), nil, 0},
		{"the same, lying", taken(2000, 1500), nil, 0},
		{"A4 scanned at 150 dpi", taken(1240, 1754), nil, 0},
		{"a picture for a page on the web", taken(900, 1200), []string{"low-resolution"}, 1},
		{"a thumbnail", taken(640, 480), []string{"not-legible"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := put(t, "file.pdf", pdfHead)
			got, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows(test.facts), intake.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(ids(got.Findings), test.want) {
				t.Fatalf("found %q, want %q", ids(got.Findings), test.want)
			}
			for _, f := range got.Findings {
				if f.Page != test.page {
					t.Errorf("%s: page %d, want %d", f.ID, f.Page, test.page)
				}
				readable(t, f)
			}
		})
	}
}

// speakers are both languages, made once.
var speakers = sync.OnceValues(func() ([]*i18n.Localizer, error) {
	var all []*i18n.Localizer
	for _, lang := range i18n.Languages() {
		l, err := i18n.New(lang)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
})

// readable checks that both languages can say a finding.
func readable(t *testing.T, f intake.Finding) {
	t.Helper()
	all, err := speakers()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		if _, err := l.Render(f.Message); err != nil {
			t.Errorf("%s: %v", l.Lang(), err)
		}
	}
}
