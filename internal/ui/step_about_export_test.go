package ui

// Unsaved are the fields whose text cannot be saved as it stands.
func (w *Window) Unsaved() []string { return w.unsaved() }
