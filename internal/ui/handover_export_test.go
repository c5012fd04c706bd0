package ui

// AskHandOver asks for a hand-over file, AskErase whether the dossier is erased, and
// GiveUp whether the shown application is given up.
func (w *Window) AskHandOver() { w.askHandOver() }
func (w *Window) AskErase()    { w.askErase() }
func (w *Window) GiveUp()      { w.askGiveUp() }

// CanErase reports whether the open dossier can be erased.
func (w *Window) CanErase() bool { return w.canErase() }

// Conflicts is how many fields wait for a choice.
func (w *Window) Conflicts() int { return len(w.desk.session.Conflicts()) }

// Working reports whether the person waits for something.
func (w *Window) Working() bool { return w.working != nil }

// Stop ends what the person waits for.
func (w *Window) Stop() { w.stopWork() }

// ShowWork shows at once how far that is.
func (w *Window) ShowWork() { w.working.show() }
