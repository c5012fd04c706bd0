package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// papers asks about each document of the dossier, and for further ones.
func (v view) papers() []question {
	var questions []question
	for _, d := range v.documents {
		questions = append(questions, v.paper(d)...)
	}
	return append(questions, v.anotherPaper())
}

// anotherPaper asks for a file, and says which documents are asked for.
func (v view) anotherPaper() question {
	q := question{
		key: "documents.more", section: v.text("ui.step.documents"), text: v.text("guide.documents"), after: "documents.",
		accepts: v.text("guide.accepts.path"), help: v.text("guide.documents.help"), enter: "guide.prompt.no",
		open: len(v.documents) == 0,
	}
	for _, item := range v.itemsOf(vacancy.Documents) {
		q.open = q.open || item.Importance == vacancy.Essential && item.Verdict == vacancy.NotMet
		q.lines = append(q.lines, v.sentence("guide.item", message.Args{"Title": item.Title, "Verdict": item.Verdict.Word(), "Reason": item.Explain().Reason}))
	}
	q.answer = func(text string) (reply, error) {
		switch {
		case v.means(text, noWords), v.means(text, noneWords):
			return reply{said: []string{v.text("guide.no-more")}}, nil
		case v.means(text, yesWords):
			return reply{}, message.Bad("guide-which-file", message.Args{"Value": text}, nil)
		}
		return v.takeIn(text)
	}
	return q
}

// takeIn takes one file into the dossier, and says what is wrong with it. What
// it is, is asked next.
func (v view) takeIn(path string) (reply, error) {
	added, err := v.s.Add(v.ctx, []string{v.pathOf(path)}, session.AddOptions{Kind: document.Other})
	if err != nil {
		return reply{}, err
	}
	got := added[0]
	if got.Err != nil {
		v.tell(got.Err) // another file may do better
		return reply{said: []string{v.text("guide.documents.left-out")}, next: "documents.more"}, nil
	}
	said := []string{v.sentence("guide.documents.added", message.Args{"Name": got.Document.Name, "Count": got.Document.PageCount})}
	for _, f := range got.Examined.Findings {
		said = append(said, v.Text(f.Message))
	}
	return reply{said: said, next: "documents." + got.Document.ID + ".kind"}, nil
}

// pathOf is the path that a person typed, pasted or dropped on a terminal: ~ is
// their own folder; quotation marks, file:// and the strokes before spaces go.
func (v view) pathOf(typed string) string {
	path := typed
	if n := len(path); n >= 2 && (path[0] == '"' || path[0] == '\'') && path[0] == path[n-1] {
		path = path[1 : n-1]
	}
	if u, err := url.Parse(path); err == nil && u.Scheme == "file" && u.Path != "" {
		path = filepath.FromSlash(u.Path)
		if drive := strings.TrimPrefix(path, string(filepath.Separator)); filepath.VolumeName(drive) != "" {
			path = drive
		}
	}
	if rest, ok := strings.CutPrefix(path, "~"); ok && rest != "" && os.IsPathSeparator(rest[0]) {
		if home := v.getenv("HOME"); home != "" {
			path = home + rest
		}
	}
	if _, err := os.Lstat(path); err != nil && filepath.Separator == '/' {
		if bare := strings.ReplaceAll(path, `\`, ""); bare != path {
			if _, err := os.Lstat(bare); err == nil {
				return bare
			}
		}
	}
	return path
}

// paper asks what a document is.
func (v view) paper(d document.Document) []question {
	member := "documents." + d.ID
	section := v.sentence("guide.document.number", message.Args{"ID": d.ID, "Name": d.Name})
	ask := func(key, text string) question {
		return question{key: member + "." + key, section: section, text: v.text(text)}
	}
	questions := []question{v.kindOf(ask("kind", "guide.document.kind"), member, d)}
	if takesStudy(d.Kind) && len(v.c.Studies) > 0 {
		q := ask("for", "guide.document.for")
		for _, s := range v.c.Studies {
			q.choices = append(q.choices, choice{value: s.ID, label: s.Label(), note: s.Institution})
		}
		questions = append(questions, v.choiceQuestion(q, d.For, nil))
	}
	if originals := v.originals(d); d.Kind == document.Translation && len(originals) > 0 {
		q := ask("of", "guide.document.of")
		q.choices = originals
		questions = append(questions, v.choiceQuestion(q, d.Of, nil))
	}
	questions = append(questions, v.languageOf(ask("lang", "guide.document.lang"), d))
	if d.Kind == document.ProofOfStudies {
		questions = append(questions, v.yesNoQuestion(ask("datesVisible", "ui.documents.dates"), d.DatesVisible))
	}
	return questions
}

// kindOf asks what a document is. What was said of it as something else goes
// with the change.
func (v view) kindOf(q question, member string, d document.Document) question {
	for _, kind := range document.Kinds() {
		q.choices = append(q.choices, choice{value: string(kind), label: v.text("ui.documents.kind." + string(kind))})
	}
	q = v.choiceQuestion(q, string(d.Kind), func(value string) []string { return forgotten(member, d, document.Kind(value)) })
	q.help = v.text("guide.document.kind.help")
	plain := q.answer
	q.accepts += " " + v.text("guide.accepts.remove")
	q.answer = func(text string) (reply, error) {
		if !v.means(text, removeWords) {
			return plain(text)
		}
		_, err := v.set(member + "=")
		return reply{said: []string{v.text("guide.removed")}, next: "documents.more"}, err
	}
	if d.Kind == document.Other && d.Lang == "" { // as every file comes in
		q.present, q.open = "", true
	}
	return q
}

// takesStudy reports whether documents of a kind stand for one study.
func takesStudy(kind document.Kind) bool {
	return kind == document.Qualification || kind == document.ProofOfStudies
}

// forgotten takes back what does not fit a document of the kind.
func forgotten(member string, d document.Document, kind document.Kind) []string {
	var back []string
	if d.Of != "" && kind != document.Translation {
		back = append(back, member+".of="+candidate.NotAnswered)
	}
	if d.For != "" && !takesStudy(kind) {
		back = append(back, member+".for="+candidate.NotAnswered)
	}
	if d.DatesVisible != nil && kind != document.ProofOfStudies {
		back = append(back, member+".datesVisible="+candidate.NotAnswered)
	}
	return back
}

// originals are the documents that one may be a translation of.
func (v view) originals(d document.Document) []choice {
	var choices []choice
	for _, other := range v.documents {
		if other.ID != d.ID && !other.IsTranslation() {
			choices = append(choices, choice{value: other.ID, label: other.Name})
		}
	}
	return choices
}

// languageOf asks for the language of a document by its name.
func (v view) languageOf(q question, d document.Document) question {
	field := q.key
	q.accepts, q.open = v.text("guide.accepts.language"), d.Lang == ""
	if d.Lang != "" {
		q.present = v.Language(message.Language(d.Lang))
	}
	q.answer = func(text string) (reply, error) {
		tag, known := i18n.LanguageCode(text)
		if !known {
			return reply{}, message.Bad("guide-language", message.Args{"Value": short(text)}, nil)
		}
		return v.set(field + "=" + tag)
	}
	return q
}
