package ui

import (
	"maps"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
)

// explain is what is to be said about an item. Studies without a title have only an
// id, which nobody knows here: they are called what their card is called.
func (w *Window) explain(item checklist.Item) eligibility.Explanation {
	why := item.Explain()
	for _, said := range []*message.Message{&why.Reason, &why.Fact, &why.Next} {
		*said = w.withNames(*said)
	}
	return why
}

// withNames calls studies by what the window calls them.
func (w *Window) withNames(m message.Message) message.Message {
	id, ok := m.Args["Study"].(string)
	study, known := w.shot.Candidate.Study(id)
	if !ok || !known || study.Label() != id || study.Title == id || study.Institution == id {
		return m
	}
	args := maps.Clone(m.Args)
	args["Study"] = w.say("ui.about.study.new", nil)
	return message.New(m.ID, args)
}
