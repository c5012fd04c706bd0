package bundle

import (
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// warnings says what the candidate should know of a good bundle: pages that are
// pictures now, what was left out of a source, a size that the portal may
// refuse.
func warnings(p Plan, made pdf.Outcome, o Options) []message.Message {
	var all []message.Message
	for i, d := range p.files() {
		if pages := pictured(made, i); len(pages) > 0 {
			all = append(all, message.New("bundle.warning.pictured", message.Args{
				"File": d.Name, "Pages": pages, "Count": len(pages),
			}))
		}
		if d.cut {
			all = append(all, message.New("bundle.warning.cut", message.Args{"File": d.Name}))
		}
		if d.mended {
			all = append(all, message.New("bundle.warning.mended", message.Args{"File": d.Name}))
		}
		if d.Signed {
			all = append(all, message.New("bundle.warning.signed", message.Args{"File": d.Name}))
		}
		if n := len(d.Lacking); n > 0 {
			all = append(all, message.New("bundle.warning.lacking", message.Args{
				"File": d.Name, "Pages": list(d.Lacking), "Count": n,
			}))
		}
		if n := made.Sources[i].NotesDropped; n > 0 {
			all = append(all, message.New("bundle.warning.notes", message.Args{"File": d.Name, "Count": n}))
		}
	}
	if len(p.front.Missing) > 0 {
		all = append(all, message.New("bundle.warning.characters", message.Args{"Characters": string(p.front.Missing)}))
	}
	return append(all, sizeWarning(message.Bytes(made.Size), o)...)
}

// list makes page numbers a list for a text.
func list(pages []int) message.List {
	var all message.List
	for _, n := range pages {
		all = append(all, n)
	}
	return all
}

// pictured lists the pages of a source that could only be carried over as
// pictures.
func pictured(made pdf.Outcome, source int) message.List {
	var pages message.List
	for _, c := range made.Pages {
		if c.Source == source && c.By == pdf.ByPicture {
			pages = append(pages, c.Page+1)
		}
	}
	return pages
}

// sizeWarning compares a size with the portal's.
func sizeWarning(size message.Bytes, o Options) []message.Message {
	args := message.Args{"Size": size, "Limit": o.Limit, "Aim": o.Aim}
	switch {
	case o.Limit > 0 && size > o.Limit && o.Confirmed:
		return []message.Message{message.New("bundle.warning.over-limit", args)}
	case o.Limit > 0 && size > o.Limit:
		return []message.Message{message.New("bundle.warning.over-unconfirmed-limit", args)}
	case o.Aim > 0 && size > o.Aim:
		return []message.Message{message.New("bundle.warning.over-aim", args)}
	}
	return nil
}

// shrinkWarnings say how a bundle was made to fit.
func shrinkWarnings(files []unnamed, o Options) []message.Message {
	var all []message.Message
	pages, coarsest := 0, 0
	for _, f := range files {
		for _, d := range f.Plan.Documents {
			for _, page := range d.Pages {
				if page.Shrink == (pdf.Shrink{}) {
					continue
				}
				pages++
				if coarsest == 0 || page.Resolution < coarsest {
					coarsest = page.Resolution
				}
			}
		}
	}
	if pages > 0 {
		all = append(all, message.New("bundle.warning.shrunk", message.Args{
			"Count": pages, "Limit": o.MaxSize, "Resolution": coarsest,
		}))
	}
	if len(files) > 1 && o.PartsUnsure {
		all = append(all, message.New("bundle.warning.parts-unconfirmed", message.Args{"Count": len(files)}))
	}
	return all
}
