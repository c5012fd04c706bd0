package i18n

import (
	"errors"
	"fmt"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"example.org/dossier/translations"
)

// book is a language's file, open. go-i18n is given a text when it is first
// said: to give it all of them at the start, as is its way, takes as long again
// as reading the file, and a command says a few dozen of a thousand.
type book struct {
	texts map[string]any // by id, as the file has them; never changed

	sync.Mutex // a bundle that grows is not safe for concurrent use
	tag        language.Tag
	bundle     *goi18n.Bundle
	localizer  *goi18n.Localizer
	given      map[string]bool // the ids that the bundle has
}

func openBook(lang Lang) (*book, error) {
	texts, err := read(lang)
	if err != nil {
		return nil, err
	}
	tag := language.Make(string(lang))
	bundle := goi18n.NewBundle(tag)
	return &book{
		texts: texts, tag: tag, bundle: bundle,
		localizer: goi18n.NewLocalizer(bundle, string(lang)), given: map[string]bool{},
	}, nil
}

// errAbsent says that the language has no such text.
var errAbsent = errors.New("not there")

// say makes the sentence of one message.
func (b *book) say(config *goi18n.LocalizeConfig) (string, error) {
	id := config.MessageID
	text, ok := b.texts[id]
	if !ok {
		return "", errAbsent
	}
	b.Lock()
	defer b.Unlock()
	if !b.given[id] {
		m, err := newMessage(id, text)
		if err != nil {
			return "", err
		}
		if err := b.bundle.AddMessages(b.tag, m); err != nil {
			return "", err
		}
		b.given[id] = true
	}
	return b.localizer.Localize(config)
}

// read returns the texts of a language by id: each a string or a table of
// plural forms.
func read(lang Lang) (map[string]any, error) {
	if once, ok := files[lang]; ok {
		return once()
	}
	return readFile(lang) // says what is wrong
}

// files are the languages' files, each read when it is first asked for and never
// again: a window changes its language while somebody types.
var files = func() map[Lang]func() (map[string]any, error) {
	made := map[Lang]func() (map[string]any, error){}
	for _, lang := range Languages() {
		made[lang] = sync.OnceValues(func() (map[string]any, error) { return readFile(lang) })
	}
	return made
}()

func readFile(lang Lang) (map[string]any, error) {
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

// reworded are texts, each changed in all its plural forms.
func reworded(texts map[string]any, change func(string) string) map[string]any {
	made := make(map[string]any, len(texts))
	for id, text := range texts {
		switch text := text.(type) {
		case string:
			made[id] = change(text)
		case map[string]any:
			made[id] = reworded(text, change)
		}
	}
	return made
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
				return nil, fmt.Errorf("%q is no plural form", form)
			}
			*target = value
		}
		return m, nil
	}
	return nil, errors.New("neither a text nor a table of plural forms")
}
