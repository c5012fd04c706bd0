package main

import "golang.org/x/sys/windows"

// show puts a text on the screen without a window of ours: a program that was
// started by its icon has no terminal to say anything in.
func show(text string) {
	body, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString("Dossier")
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, body, title, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
}
