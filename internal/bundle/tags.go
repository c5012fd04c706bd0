package bundle

import (
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/typeset"
)

// tags are the bundle's structure: the cover and the contents text by text, then
// a section a document: its separator text by text, its own pages one by one.
func (p *Plan) tags() []pdf.Tag {
	if p.Plain {
		return nil
	}
	links := newLinkFinder(p.front.Links)
	var tags []pdf.Tag
	for page, marks := range p.front.Marks[:p.FrontPages] {
		tags = append(tags, links.frontPage(page, marks))
	}
	for at, d := range p.Documents {
		section := pdf.Tag{Role: "Sect", Title: d.Title, Page: d.start() - 1}
		if d.Sheet > 0 {
			section.Children = links.frontPage(d.Sheet-1, p.front.Marks[p.FrontPages+at]).Children
		}
		for i := range d.Pages {
			section.Children = append(section.Children, pdf.Tag{
				Role: "P", Page: d.First - 1 + i, Whole: true, Alt: d.Title, Lang: d.Lang,
			})
		}
		tags = append(tags, section)
	}
	return tags
}

// linkFinder finds the link of a line of the contents.
type linkFinder map[linkPlace]int

type linkPlace struct{ page, entry int }

func newLinkFinder(links []typeset.Link) linkFinder {
	found := linkFinder{}
	for i, l := range links {
		found[linkPlace{l.Page, l.Entry}] = i
	}
	return found
}

// frontPage is a page of our own: the lines of the contents that follow each
// other make a list.
func (l linkFinder) frontPage(page int, marks []typeset.Marked) pdf.Tag {
	section := pdf.Tag{Role: "Sect", Page: page}
	var list *pdf.Tag
	for mark, m := range marks {
		text := pdf.Tag{Role: string(m.Role), Page: page, Marks: []int{mark}}
		if m.Role != typeset.AsListed {
			section.Children = append(section.Children, text)
			list = nil
			continue
		}
		if list == nil {
			section.Children = append(section.Children, pdf.Tag{Role: "TOC", Page: page})
			list = &section.Children[len(section.Children)-1]
		}
		list.Children = append(list.Children, l.line(text, linkPlace{page, m.Entry}))
	}
	return section
}

// line is a line of the contents, with its link where it has one.
func (l linkFinder) line(text pdf.Tag, at linkPlace) pdf.Tag {
	link, known := l[at]
	if !known {
		return text
	}
	return pdf.Tag{Role: text.Role, Page: text.Page, Children: []pdf.Tag{
		{Role: "Link", Page: text.Page, Marks: text.Marks, Links: []int{link}},
	}}
}
