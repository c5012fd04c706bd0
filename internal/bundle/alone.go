package bundle

import (
	"slices"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/typeset"
)

// Alone returns what draws one page of the bundle, counted from 1, as a recruiter will
// see it, with its number: an assembly of little else, and which page of that it is,
// counted from 0. A number that the bundle has not gives its last page.
func (p *Plan) Alone(number int) (a pdf.Assembly, page int, err error) {
	number = min(max(number, 1), p.Pages)
	a = pdf.Assembly{Sheet: sheets[p.Paper], Plain: p.Plain}
	sheets := 1
	if own, ok := p.ownPage(number); ok {
		a.Front, page = p.front.PDF, own
		if sheets = p.FrontPages; p.Separators {
			sheets += len(p.Documents)
		}
	} else {
		a.Sources = []pdf.Source{p.sourceOf(number)}
	}
	if p.Plain {
		return a, page, nil
	}
	a.Overlay, err = typeset.SetFooters(p.Paper, slices.Repeat(p.footers()[number-1:number], sheets), p.created())
	return a, page, err
}

// ownPage is where a page of the bundle stands among the typeset ones: cover and
// contents, then the sheets before documents.
func (p *Plan) ownPage(number int) (int, bool) {
	if number <= p.FrontPages {
		return number - 1, true
	}
	for i, d := range p.Documents {
		if d.Sheet == number {
			return p.FrontPages + i, true
		}
	}
	return 0, false
}

// sourceOf is the file of a page of the bundle that is no typeset one, with that page
// alone.
func (p *Plan) sourceOf(number int) pdf.Source {
	d := p.Documents[0]
	for _, next := range p.Documents {
		if next.First <= number {
			d = next
		}
	}
	page := d.Pages[number-d.First]
	file := d.file
	if page.Back {
		file = d.Backs.file
	}
	return pdf.Source{File: file, Pages: []pdf.PageChoice{page.choice()}}
}
