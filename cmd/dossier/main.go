// Command dossier is the desktop program: it opens the window on a dossier, or
// on the start. It reads arguments, brings the rooms together and starts Fyne;
// what the window shows belongs to internal/ui.
//
// The exit status is 0 when the window was closed, 2 for bad usage, 3 when no
// window could open or the program failed. What is wrong and what to do goes to
// standard error, on Windows into a message box as well.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	_ "time/tzdata" // deadlines must be right on systems without a zone database

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/worker"
)

func main() {
	worker.HandOver()
	os.Exit(mainStatus(os.Args[1:]))
}

// mainStatus runs the program and returns its exit status. It may end the
// program by itself where Fyne would never return.
func mainStatus(given []string) int {
	args, err := parse(given)
	lang := args.lang
	if lang == "" {
		lang = i18n.Detect(os.Getenv)
	}
	switch {
	case err != nil:
		tell(err, lang)
		return statusBadInput
	case args.help:
		return print(help(lang))
	case args.version:
		return print("dossier " + programVersion())
	}
	log.SetFlags(0)
	failed := func(err *message.Error) {
		tell(err, lang)
		os.Exit(statusUnfinished)
	}
	log.SetOutput(watcher{next: os.Stderr, system: runtime.GOOS, failed: failed})
	guard(runtime.GOOS, os.Stderr, failed, func() { err = open(args) })
	if err != nil {
		tell(err, lang)
		return statusUnfinished
	}
	return statusDone
}

// tell says what is wrong and what to do, in every language.
func tell(err error, first i18n.Lang) {
	text := sentences(err, first)
	_, _ = io.WriteString(os.Stderr, text+"\n")
	show(text)
}

// print writes what was asked for and returns the exit status.
func print(text string) int {
	if _, err := fmt.Println(text); err != nil {
		return statusUnfinished
	}
	return statusDone
}

// help is how to start the program, in a language.
func help(lang i18n.Lang) string {
	loc, err := i18n.New(lang)
	if err != nil {
		return err.Error()
	}
	return loc.Text(message.New("dossier.help", nil))
}
