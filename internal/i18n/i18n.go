// Package i18n turns messages into sentences: it is the only room that knows
// go-i18n, and the only one that writes dates, sums, sizes, countries and lists
// as a language does, compares names in its order, and says what an error
// means. The sentences themselves stand in translations/, one file a language;
// what to say and when belongs to the room that returns the message.
package i18n

import (
	"fmt"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"example.org/dossier/internal/message"
)

// Localizer says things in one language. It is safe for concurrent use.
type Localizer struct {
	lang      Lang
	book      *book
	english   func() (*Localizer, error) // for a text that the language lacks
	languages display.Namer
	reword    func(string) string // nil: as the file has it

	sorting  sync.Mutex // a collator is not safe for concurrent use
	collator *collate.Collator
}

// New returns the localizer of a language that Languages lists. It reads that
// language's file alone; English is read when a text is missing from it.
func New(lang Lang) (*Localizer, error) {
	book, err := openBook(lang)
	if err != nil {
		return nil, err
	}
	tag := language.Make(string(lang))
	return &Localizer{
		lang:      lang,
		book:      book,
		english:   sync.OnceValues(func() (*Localizer, error) { return New(English) }),
		languages: display.Languages(tag),
		collator:  collate.New(tag),
	}, nil
}

// Reworded returns a localizer that says everything as change rewords it, which is
// given texts with their placeholders ({{.Name}}). Tests see by it whether a
// language of longer words would find room.
func (l *Localizer) Reworded(change func(text string) string) (*Localizer, error) {
	other, err := New(l.lang)
	if err != nil {
		return nil, err
	}
	other.reword, other.book.texts = change, reworded(other.book.texts, change)
	return other, nil
}

// Lang returns the language that l speaks.
func (l *Localizer) Lang() Lang { return l.lang }

// Text returns the sentence of a message, and "" for the zero message. Where
// Render finds something wrong, it returns the best there is: the English
// sentence, else the id between ⟦ and ⟧, never an empty text.
func (l *Localizer) Text(m message.Message) string {
	text, err := l.Render(m)
	if err == nil || text != "" || m.IsZero() {
		return text
	}
	if l.lang != English {
		if english, err := l.english(); err == nil {
			return english.Text(m)
		}
	}
	return "⟦" + m.ID + "⟧"
}

// strict makes a placeholder without a value an error; text/template would
// otherwise write "<no value>" into the sentence.
var strict = &template.TextParser{Option: "missingkey=error"}

// Render returns the sentence of a message, or an error where the language has
// no such text, a placeholder has no value, or a value is of a type that
// message.Args does not know.
func (l *Localizer) Render(m message.Message) (string, error) {
	if m.IsZero() {
		return "", nil
	}
	values := make(map[string]string, len(m.Args))
	for name, arg := range m.Args {
		value, err := l.write(arg)
		if err != nil {
			return "", fmt.Errorf("text %q, placeholder %q: %w", m.ID, name, err)
		}
		values[name] = value
	}
	config := goi18n.LocalizeConfig{MessageID: m.ID, TemplateData: values, TemplateParser: strict}
	if count, ok := m.Args["Count"].(int); ok {
		config.PluralCount = count
	}
	sentence, err := l.book.say(&config)
	if err != nil {
		return "", fmt.Errorf("text %q in %s: %w", m.ID, l.lang, err)
	}
	return sentence, nil
}

// Pick returns the language's side of a text that came with data, and the
// English one where it has none.
func (l *Localizer) Pick(t message.Text) string {
	text := t.EN
	if own := t.In(string(l.lang)); own != "" {
		text = own
	}
	if l.reword != nil {
		text = l.reword(text)
	}
	return text
}

// Compare returns -1, 0 or +1 as a stands before, beside or after b in the
// language's alphabetical order, in which É sorts with E.
func (l *Localizer) Compare(a, b string) int {
	l.sorting.Lock()
	defer l.sorting.Unlock()
	return l.collator.CompareString(a, b)
}
