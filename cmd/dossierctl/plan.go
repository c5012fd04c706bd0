package main

import (
	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// planView is a bundle that is not made in JSON.
type planView struct {
	File     string            `json:"file"`
	Pages    int               `json:"pages"`
	Size     message.Bytes     `json:"size"`
	MaxSize  message.Bytes     `json:"maxSize,omitzero"`
	Parts    []plannedPartView `json:"parts"`
	Refused  []refusalView     `json:"refused"`
	Warnings []string          `json:"warnings"`
}

// plannedPartView is one file of it, with its plan as the record will have it.
type plannedPartView struct {
	File string `json:"file"`
	bundle.Plan
}

// showPlan prints what would be made at the path, and ends the command as the making
// would end it. maxSize is the most that a file may have; 0: any.
func (a *app) showPlan(path string, maxSize message.Bytes, parts []bundle.Plan, refused []bundle.Refused, warnings []message.Message) error {
	view := planView{File: path, MaxSize: maxSize, Warnings: a.texts(warnings)}
	documents := 0
	for _, plan := range parts {
		part := plannedPartView{path, plan}
		if plan.Parts > 0 {
			part.File = bundle.PartPath(path, plan.Part)
		}
		view.Parts = append(view.Parts, part)
		view.Pages += plan.Pages
		view.Size += message.Bytes(plan.Expected)
		documents += len(plan.Documents)
	}
	view.File = view.Parts[0].File
	var faults []error
	view.Refused, faults = a.refusals(refused)
	if a.json {
		if err := a.printJSON(view); err != nil {
			return err
		}
		return a.partly(documents, faults)
	}
	for _, part := range view.Parts {
		a.sayPart(part)
	}
	a.notes(warnings)
	return a.partly(documents, faults)
}

// sayPart prints one file of a plan, document by document.
func (a *app) sayPart(part plannedPartView) {
	args := message.Args{"File": part.File, "Count": part.Pages, "Size": message.Bytes(part.Expected), "Limit": message.Bytes(part.MaxSize)}
	id := "cli.plan.file"
	if part.MaxSize > 0 {
		id = "cli.plan.file-limit"
	}
	a.say(id, args)
	for _, d := range part.Documents {
		a.paragraph(4+2*d.Level, a.Text(message.New("cli.plan.document", message.Args{
			"Title": d.Title, "First": d.First, "Count": len(d.Pages), "Size": message.Bytes(d.Bytes),
		})))
		for _, page := range d.Pages {
			if page.Shrink != (pdf.Shrink{}) {
				a.paragraph(8+2*d.Level, a.Text(message.New("cli.plan.shrunk", message.Args{
					"Page": page.Number, "Before": message.Bytes(page.Before), "Size": message.Bytes(page.Bytes), "Resolution": page.Resolution,
				})))
			}
		}
	}
}
