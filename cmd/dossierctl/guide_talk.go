package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// The talk of the guide: one question at a time, in plain lines. Nothing is
// redrawn and no cursor moves, so that a screen reader reads every line once and
// a transcript says it all.

// errStopped ends a talk: the person has had enough, or there is no more input.
var errStopped = errors.New("the talk has ended")

// An order is what the person wants with a question.
type order int

const (
	answers order = iota
	keeps         // Enter alone, or the word for skip
	wantsHelp
	goesBack
	startsAgain
	quits
)

// orderWords are the texts that hold the words for each order.
var orderWords = map[string]order{
	"guide.words.help": wantsHelp, "guide.words.back": goesBack, "guide.words.skip": keeps,
	"guide.words.restart": startsAgain, "guide.words.quit": quits,
}

// The texts that hold the words for answers.
const (
	yesWords    = "guide.words.yes"
	noWords     = "guide.words.no"
	noneWords   = "guide.words.none"
	removeWords = "guide.words.remove"
)

// helpSign asks for help in every language.
const helpSign = "?"

// A talk is one conversation.
type talk struct {
	*app
	ctx      context.Context
	lines    <-chan typed
	terminal bool                // what is typed is on the screen already
	words    map[string][]string // plain words of all languages, by the text that holds them
	section  string              // whose heading was printed last
}

// typed is one line of input.
type typed struct {
	text    string
	tooLong bool
}

// longestLine is how many bytes of a line are read: more than any answer needs.
const longestLine = 10_000

func (a *app) newTalk(ctx context.Context) (*talk, error) {
	t := &talk{app: a, ctx: ctx, lines: readLines(ctx, a.stdin), terminal: isTerminal(a.stdin), words: map[string][]string{}}
	ids := []string{yesWords, noWords, noneWords, removeWords}
	for id := range orderWords {
		ids = append(ids, id)
	}
	for _, lang := range i18n.Languages() {
		loc, err := a.Localizer, error(nil)
		if lang != a.lang {
			loc, err = i18n.New(lang)
		}
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			for word := range strings.SplitSeq(loc.Text(message.New(id, nil)), ",") {
				t.words[id] = append(t.words[id], i18n.Plain(word))
			}
		}
	}
	return t, nil
}

// isTerminal reports whether a person types there, and so sees what is typed.
func isTerminal(r io.Reader) bool {
	file, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// readLines reads line by line, so that an interrupt can end the wait for the
// next one. The channel is closed where the input ends.
func readLines(ctx context.Context, r io.Reader) <-chan typed {
	lines := make(chan typed)
	go func() {
		defer close(lines)
		input := bufio.NewReader(r)
		for first := true; ; first = false {
			line, err := readLine(input)
			if err != nil && line.text == "" {
				return
			}
			if first {
				line.text = strings.TrimPrefix(line.text, "\uFEFF") // some shells begin a pipe with it
			}
			select {
			case lines <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// readLine reads up to the next line end. What is too long is read to its end
// and cut.
func readLine(input *bufio.Reader) (line typed, err error) {
	var text []byte
	for {
		piece, err := input.ReadSlice('\n')
		if room := longestLine - len(text); len(piece) > room {
			piece, line.tooLong = piece[:room], true
		}
		text = append(text, piece...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		line.text = strings.TrimRight(string(text), "\r\n")
		return line, err
	}
}

// next waits for a line; errStopped where there is none any more.
func (t *talk) next() (typed, error) {
	if t.ctx.Err() != nil {
		return typed{}, errStopped
	}
	select {
	case line, ok := <-t.lines:
		if !ok {
			t.printf("\n") // the prompt stands without an answer
			return typed{}, errStopped
		}
		if !t.terminal {
			t.say("guide.typed", message.Args{"Answer": line.text})
		}
		return line, nil
	case <-t.ctx.Done():
		t.printf("\n")
		return typed{}, errStopped
	}
}

// A choice is one of the answers to choose from.
type choice struct {
	value, label, note string // label and note are ready texts
}

// A question is asked once at a time, and again after a wrong answer.
type question struct {
	key     string // unique; of a question that is a field, as session.Set names it
	section string // heading that it stands under, a ready text; said when it changes
	// lines are what to know before the question, each a paragraph.
	lines   []string
	text    string   // the question, a ready text
	present string   // the present answer in words; "" where there is none
	choices []choice // numbered
	accepts string   // what can be written, with an example
	help    string   // more about it; "" for nothing
	enter   string   // id of the text that says what Enter means; "" for keeping or skipping
	// onEnter is the answer that Enter gives; "" for none.
	onEnter string
	// open says that the question waits for an answer.
	open bool
	// after makes a question that is not open one that follows those whose keys
	// begin so: “another one?” after the last one.
	after  string
	answer func(text string) (reply, error)
}

// A reply is what came of an answer.
type reply struct {
	said []string // ready texts to print; none: the new answer is read out
	next string   // the key of the question to go to; "" for the one that follows
}

// put prints a question and waits for an answer.
func (t *talk) put(q question) (order, string, error) {
	if q.section != t.section {
		t.section = q.section
		t.printf("\n")
		t.line("guide.section", q.section)
	}
	t.printf("\n")
	for _, line := range q.lines {
		t.line("guide.line", line)
	}
	if q.text != "" {
		t.line("guide.line", q.text)
	}
	if q.present != "" {
		t.say("guide.present", message.Args{"Answer": q.present})
	}
	for i, c := range q.choices {
		id := "guide.choice"
		if c.note != "" {
			id = "guide.choice-note"
		}
		t.say(id, message.Args{"Number": i + 1, "Label": c.label, "Note": c.note})
	}
	if q.accepts != "" {
		t.line("guide.line", q.accepts)
	}
	return t.wait(q)
}

// line prints a ready text, which may hold what somebody else wrote, as one
// paragraph that steers no terminal.
func (t *talk) line(id, text string) { t.say(id, message.Args{"Text": text}) }

// wait prompts for the answer to a question and says what kind of answer came.
func (t *talk) wait(q question) (order, string, error) {
	prompt := q.enter
	switch {
	case prompt != "":
	case q.present != "":
		prompt = "guide.prompt.keep"
	default:
		prompt = "guide.prompt.skip"
	}
	t.printf("%s ", t.text(prompt))
	line, err := t.next()
	if err != nil {
		return quits, "", err
	}
	text := strings.TrimSpace(line.text)
	switch {
	case line.tooLong:
		return answers, "", message.Bad("guide-line", message.Args{"Most": longestLine}, nil)
	case text == "" && q.onEnter != "":
		return answers, q.onEnter, nil
	case text == "":
		return keeps, "", nil
	case text == helpSign:
		return wantsHelp, "", nil
	}
	for id, order := range orderWords {
		if t.means(text, id) {
			return order, "", nil
		}
	}
	return answers, text, nil
}

// means reports whether a text is one of the words that a text of the program
// holds, in any language.
func (t *talk) means(text, id string) bool {
	if strings.ContainsAny(text, quotes) {
		return false
	}
	plain := i18n.Plain(text)
	for _, word := range t.words[id] {
		if plain == word {
			return true
		}
	}
	return false
}

// quotes are the quotation marks around an answer that is to be taken as it is.
const quotes = `"“”«»`

// unquoted takes the quotation marks from an answer that would be one of the
// guide's own words without them: a person may be called Back.
func (t *talk) unquoted(text string) string {
	inner := strings.TrimSpace(strings.Trim(text, quotes))
	if inner == text || inner == "" {
		return text
	}
	for id := range t.words {
		if t.means(inner, id) {
			return inner
		}
	}
	return text
}

// yes reads yes or no.
func (t *talk) yes(text string) (bool, error) {
	switch {
	case t.means(text, yesWords):
		return true, nil
	case t.means(text, noWords):
		return false, nil
	}
	return false, message.Bad("guide-yes-no", message.Args{"Value": short(text)}, nil)
}

// chosen reads one of the choices: its number, its value, its label in any way
// that people write it, or a part of the label that no other has.
func chosen(choices []choice, text string) (choice, error) {
	if n, err := strconv.Atoi(strings.TrimSuffix(text, ".")); err == nil && n >= 1 && n <= len(choices) {
		return choices[n-1], nil
	}
	plain := i18n.Plain(text)
	var partly []choice
	for _, c := range choices {
		label := i18n.Plain(c.label)
		switch {
		case plain == "":
		case plain == label || plain == i18n.Plain(c.value):
			return c, nil
		case utf8.RuneCountInString(plain) >= leastPart && strings.Contains(label, plain):
			partly = append(partly, c)
		}
	}
	if len(partly) == 1 {
		return partly[0], nil
	}
	return choice{}, message.Bad("guide-choice", message.Args{"Value": short(text), "Most": len(choices)}, nil)
}

// leastPart is how many letters of a label are enough.
const leastPart = 3

// short keeps a quoted answer readable in one sentence.
func short(text string) string {
	const longest = 60
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return string([]rune(text)[:longest]) + "…"
}

// problemTexts are the sentences for what candidate refuses: a person knows a
// question by its words, not by its name in the file.
var problemTexts = map[string]string{
	"candidate-year":                 "ui.problem.year",
	"candidate-end-before-start":     "ui.problem.end-before-start",
	"candidate-awarded-before-start": "ui.problem.awarded-before-start",
	"candidate-before-birth":         "ui.problem.before-birth",
	"candidate-too-long":             "ui.problem.too-long",
	"candidate-control":              "ui.problem.control",
	"candidate-not-utf8":             "ui.problem.control",
}

// tell says what is wrong with an answer and what to do. It is part of the talk,
// and goes where the questions go.
func (t *talk) tell(err error) {
	if e := message.Of(err); e != nil && problemTexts[e.ID] != "" {
		t.say(problemTexts[e.ID], e.Args)
		return
	}
	for _, pair := range t.Errors(err) {
		t.paragraph(0, pair.What)
		t.paragraph(0, pair.Do)
	}
}
