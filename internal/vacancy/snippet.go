package vacancy

import (
	"fmt"
	"strings"

	"example.org/dossier/internal/message"
)

// problem is one mistake in a pack.
type problem struct {
	id   string // of the error
	args message.Args
	at   place
}

// error makes a problem the error that a person reads, with its place.
func (f *file) error(p problem, cause error) error {
	all := message.Args{"File": f.name, "Line": p.at.line, "Column": p.at.column, "Snippet": message.Excerpt(f.snippet(p.at))}
	for key, value := range p.args {
		all[key] = value
	}
	return message.Bad(p.id, all, cause)
}

// row returns a line of the text, counted from 1, without its end.
func (f *file) row(line int) string {
	rest := f.text
	for range line - 1 {
		_, rest, _ = strings.Cut(rest, "\n")
	}
	rest, _, _ = strings.Cut(rest, "\n")
	return strings.TrimSuffix(rest, "\r")
}

// snippetWidth is how much of a long line is shown around the caret.
const snippetWidth = 72

// snippet draws the line, cut to a readable width, with a caret below.
func (f *file) snippet(at place) string {
	const left = snippetWidth / 2
	row := []rune(f.row(at.line))
	column := min(at.column-1, len(row))
	before, after := row[:column], row[column:]
	head, tail := "", ""
	if len(before) > left {
		before, head = before[len(before)-left:], "…"
	}
	if len(after) > snippetWidth-left {
		after, tail = after[:snippetWidth-left], "…"
	}
	number := fmt.Sprintf("%5d | ", at.line)
	margin := strings.Repeat(" ", len(number)-2) + "| "
	shown := printable(head + string(before) + string(after) + tail)
	caret := strings.Repeat(" ", len([]rune(head))+len(before)) + "^"
	return number + shown + "\n" + margin + caret
}

// printable replaces what would move or hide the caret.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return '→'
		case invisible(r):
			return '\ufffd'
		}
		return r
	}, s)
}
