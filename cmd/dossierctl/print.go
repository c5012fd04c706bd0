package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// width is the widest line that the program breaks its text to, in characters.
const width = 80

// output is standard output. It takes everything, so that a command does its
// work whoever reads, and keeps in mind that a disk was full; that the reader
// has gone concerns nobody.
type output struct {
	io.Writer
	failed error
}

// Write never fails.
func (o *output) Write(p []byte) (int, error) {
	if o.failed == nil {
		if _, err := o.Writer.Write(p); err != nil && i18n.Explain(err).ID != "internal" {
			o.failed = fmt.Errorf("print: %w", err)
		}
	}
	return len(p), nil
}

// printf writes to standard output.
func (a *app) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(a.stdout, format, args...)
}

// say prints one text and a line end.
func (a *app) say(id string, args message.Args) {
	a.paragraph(0, a.Text(message.New(id, args)))
}

// note prints one text on standard error: worth knowing, but not what was
// asked for.
func (a *app) note(m message.Message) {
	_, _ = fmt.Fprintln(a.stderr, strings.Join(wrap(a.Text(m), width), "\n"))
}

// paragraph prints text broken into lines, each indented by so many spaces.
func (a *app) paragraph(indent int, text string) {
	margin := strings.Repeat(" ", indent)
	for _, line := range wrap(text, width-indent) {
		a.printf("%s\n", strings.TrimRight(margin+line, " "))
	}
}

// hanging prints text behind a mark, its further lines under its first word.
func (a *app) hanging(indent int, mark, text string) {
	under := utf8.RuneCountInString(mark)
	for i, line := range wrap(text, width-indent-under) {
		if i > 0 {
			mark = strings.Repeat(" ", under)
		}
		a.printf("%s%s%s\n", strings.Repeat(" ", indent), mark, line)
	}
}

// printJSON prints v indented by two spaces.
func (a *app) printJSON(v any) error {
	// A file's name may be no text at all on Linux; its odd bytes are shown as U+FFFD.
	if err := json.MarshalWrite(a.stdout, v, json.Deterministic(true), jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true)); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	a.printf("\n")
	return nil
}

// wrap breaks text into lines of at most limit characters at ordinary spaces;
// no-break spaces hold their words together and a word longer than the limit
// keeps a line of its own. Line ends in the text stay.
func wrap(text string, limit int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line, length := "", 0
		for word := range strings.SplitSeq(paragraph, " ") {
			n := utf8.RuneCountInString(word)
			switch {
			case line == "":
				line, length = word, n
			case length+1+n <= limit:
				line, length = line+" "+word, length+1+n
			default:
				lines = append(lines, line)
				line, length = word, n
			}
		}
		lines = append(lines, line)
	}
	return lines
}
