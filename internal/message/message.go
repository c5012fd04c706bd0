// Package message is a text for a person before it has a language: the id of a
// text in translations/ with the values of its placeholders. Every room that
// has something to say returns messages; only i18n turns them into sentences.
// No sentence belongs here.
package message

import (
	"errors"
	"fmt"
	"maps"
	"time"
)

// Args are the values of a text's placeholders by name. A value is a string
// (shown on one line, see i18n), an int, a civil.Date, or one of the types of this package;
// i18n writes each as the language does. The name Count selects the plural.
type Args map[string]any

// Message is a text for a person, not yet in a language.
type Message struct {
	ID   string
	Args Args
}

// New returns the message with this id and these values.
func New(id string, args Args) Message { return Message{ID: id, Args: args} }

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.ID == "" }

// Text is a text that came with data, a vacancy pack's above all, in every
// language that the program speaks.
type Text struct {
	EN, FR string
}

// In returns the text in the language "en" or "fr"; another language gets English.
func (t Text) In(lang string) string {
	if lang == "fr" {
		return t.FR
	}
	return t.EN
}

// The kinds of values that are written differently in each language.
type (
	// Country is an ISO 3166-1 alpha-2 code, shown as the country's name.
	Country string
	// Language is a BCP 47 tag, shown as the language's name.
	Language string
	// Bytes is a size, shown in decimal units (1 MB = 1,000,000 bytes).
	Bytes int64
	// Excerpt is lines of a file, shown as they are on lines of their own.
	Excerpt string
	// List is shown as its members joined by commas and "and".
	List []any
	// Clock is the time of day of an instant, to the minute, in the instant's own
	// zone.
	Clock struct{ At time.Time }
	// Moment is an instant shown as the wall time of a zone.
	Moment struct {
		At   time.Time
		Zone *time.Location
	}
	// Money is an amount in hundredths of the currency (ISO 4217).
	Money struct {
		Hundredths int64
		Currency   string
	}
)

// Words are words of a closed list or ids as a List, to be shown as they are.
func Words[T ~string](words []T) List {
	list := make(List, len(words))
	for i, word := range words {
		list[i] = string(word)
	}
	return list
}

// Class says who can mend an error, and so with which status a command ends.
type Class int

const (
	// BadInput is what the person gave: a file, a value, an option.
	BadInput Class = iota
	// CannotFinish is the machine's: disk, permission, time limit.
	CannotFinish
)

// Error is an error that reaches a person: texts "error.ID.what" (one sentence
// on what is wrong) and "error.ID.do" (one on what to do), which share Args.
type Error struct {
	ID    string
	Args  Args
	Class Class
	Err   error // the cause, for developers; may be nil
}

// Bad returns an Error of class BadInput.
func Bad(id string, args Args, cause error) *Error {
	return &Error{ID: id, Args: args, Class: BadInput, Err: cause}
}

// Unfinished returns an Error of class CannotFinish.
func Unfinished(id string, args Args, cause error) *Error {
	return &Error{ID: id, Args: args, Class: CannotFinish, Err: cause}
}

// Error describes the error for developers and logs; people get What and Do.
func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s %v", e.ID, map[string]any(e.Args))
	}
	return fmt.Sprintf("%s %v: %v", e.ID, map[string]any(e.Args), e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// What is the sentence on what is wrong.
func (e *Error) What() Message { return New("error."+e.ID+".what", e.Args) }

// Do is the sentence on what to do about it.
func (e *Error) Do() Message { return New("error."+e.ID+".do", e.Args) }

// About returns the same error about another file: the name by which the person
// knows the one that it names.
func (e *Error) About(file string) *Error {
	other := *e
	other.Args = maps.Clone(e.Args)
	if other.Args == nil {
		other.Args = Args{}
	}
	other.Args["File"] = file
	return &other
}

// Of returns the first Error in err's tree, or nil.
func Of(err error) *Error {
	e, _ := errors.AsType[*Error](err)
	return e
}
