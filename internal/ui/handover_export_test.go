package ui

// AskHandOver asks for a hand-over file, AskErase whether the dossier is erased, and
// GiveUp whether the shown application is given up.
func (w *Window) AskHandOver() { w.askHandOver() }
func (w *Window) AskErase()    { w.askErase() }
func (w *Window) GiveUp()      { w.askGiveUp() }
