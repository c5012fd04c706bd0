package ui

import (
	"example.org/dossier/internal/message"
)

// RetryPause is how long it takes until something is tried again.
const RetryPause = retryPause

// OutsideSays is what the bar says of changes that were taken over.
func (w *Window) OutsideSays() string { return w.changeWords(w.outside.taken) }

// Say is a text in the language of the window.
func (w *Window) Say(id string) string { return w.loc.Text(message.New(id, nil)) }

// Saved is an answer as it is saved.
func (w *Window) Saved(field string) string { return answersOf(w.shot)[field] }

// Set changes fields at once.
func (w *Window) Set(assignments ...string) { w.set(assignments...) }

// Theirs are the other values of the conflict that is shown.
func (w *Window) Theirs() []string {
	var all []string
	for _, option := range w.choosing.conflict().Theirs {
		all = append(all, w.loc.Text(option.Text))
	}
	return all
}

// TakeMenu does what an entry of the menu is for.
func (w *Window) TakeMenu(id string) { w.takeMenu(id) }

// Drafts is how many fields hold what is not saved.
func (w *Window) Drafts() int { return len(w.drafts) }
