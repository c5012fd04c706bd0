package i18n

import (
	"fmt"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"example.org/dossier/translations"
)

// read returns the texts of a language by id: each a string or a table of
// plural forms.
func read(lang Lang) (map[string]any, error) {
	name := string(lang) + ".toml"
	data, err := translations.Files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", lang, err)
	}
	var texts map[string]any
	if err := toml.Unmarshal(data, &texts); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return texts, nil
}

// load makes go-i18n's messages of a language's file. They are made here rather
// than by go-i18n's own reader, which takes as long again as the TOML itself:
// this runs at each start of a command.
func load(lang Lang) (*goi18n.Localizer, error) {
	texts, err := read(lang)
	if err != nil {
		return nil, err
	}
	messages := make([]*goi18n.Message, 0, len(texts))
	for id, text := range texts {
		m, err := newMessage(id, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
		messages = append(messages, m)
	}
	tag := language.Make(string(lang))
	bundle := goi18n.NewBundle(tag)
	if err := bundle.AddMessages(tag, messages...); err != nil {
		return nil, fmt.Errorf("%s: %w", lang, err)
	}
	return goi18n.NewLocalizer(bundle, string(lang)), nil
}

// newMessage makes a message of a text or of a table of plural forms. A single
// text stands for all forms, so that it may show a Count that changes nothing
// else in the sentence.
func newMessage(id string, text any) (*goi18n.Message, error) {
	m := &goi18n.Message{ID: id}
	switch text := text.(type) {
	case string:
		m.Zero, m.One, m.Two, m.Few, m.Many, m.Other = text, text, text, text, text, text
		return m, nil
	case map[string]any:
		forms := map[string]*string{
			"zero": &m.Zero, "one": &m.One, "two": &m.Two, "few": &m.Few, "many": &m.Many, "other": &m.Other,
		}
		for form, value := range text {
			target, known := forms[form]
			value, isText := value.(string)
			if !known || !isText {
				return nil, fmt.Errorf("text %q: %q is no plural form", id, form)
			}
			*target = value
		}
		return m, nil
	}
	return nil, fmt.Errorf("text %q is neither a text nor a table of plural forms", id)
}
