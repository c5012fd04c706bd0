package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

const ocio = "nato-ocio-internship-2025"

// around are surroundings for a command line whose answers come from a reader.
func around(in io.Reader, args ...string) (s surroundings, out, errs *bytes.Buffer) {
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	return surroundings{
		args: args, stdin: in, stdout: out, stderr: errs, program: "test",
		getenv: func(string) string { return "" },
		now:    func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) },
	}, out, errs
}

// newDossier makes an empty dossier and returns its folder.
func newDossier(t interface {
	Helper()
	Fatal(...any)
}, dir string) string {
	t.Helper()
	house := session.House{Now: time.Now, Library: session.Library{Embedded: assets.Vacancies}, Holder: "somebody"}
	s, err := house.Create(dir, candidate.Candidate{}, ocio)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAnInterruptEndsTheGuideCalmly(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d d"))
	in, typing := io.Pipe()
	ctx, interrupt := context.WithCancel(t.Context())
	s, out, errs := around(in, "guide", dir)
	go func() {
		for _, line := range []string{"Anna\n", "\n", "…"} { // each is read when the guide has dealt with the one before the last
			_, _ = io.WriteString(typing, line)
		}
		interrupt()
	}()
	if status := run(ctx, s); status != statusIncomplete {
		t.Errorf("exit status %d, want %d", status, statusIncomplete)
	}
	if want := "We stop here."; !strings.Contains(out.String(), want) || !strings.HasSuffix(out.String(), `guide "`+dir+"\"\n") {
		t.Errorf("no calm end:\n%s", out)
	}
	if errs.Len() > 0 {
		t.Errorf("on standard error: %s", errs)
	}
	if got := saved(t, dir).Name.Given; got != "Anna" {
		t.Errorf("saved %q", got)
	}
}

// saved is the candidate as the dossier on the disk has it.
func saved(t interface {
	Helper()
	Fatal(...any)
}, dir string) candidate.Candidate {
	t.Helper()
	house := session.House{Now: time.Now, Library: session.Library{Embedded: assets.Vacancies}, Holder: "test"}
	s, err := house.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	c := s.Candidate()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestADossierThatIsOpenElsewhereIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d"))
	house := session.House{Now: time.Now, Library: session.Library{Embedded: assets.Vacancies}, Holder: "the window"}
	held, err := house.Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	s, out, errs := around(strings.NewReader("Anna\n"), "guide", dir)
	if status := run(t.Context(), s); status == statusDone || status == statusIncomplete {
		t.Errorf("exit status %d", status)
	}
	if strings.Contains(out.String(), "given name") || strings.Count(errs.String(), "\n") != 2 {
		t.Errorf("said %q, and on standard error %q", out, errs)
	}
}

func TestWordsOfEveryLanguageAreUnderstood(t *testing.T) {
	t.Parallel()
	talk := newTestTalk(t, strings.NewReader(""))
	for text, want := range map[string]order{
		"help": wantsHelp, "AIDE": wantsHelp, "?": wantsHelp, "back": goesBack, "Retour": goesBack, "skip": keeps, "passer": keeps,
		"": keeps, "   ": keeps, "quit": quits, "quitter": quits, "restart": startsAgain, "recommencer": startsAgain, "Anna": answers,
		`"back"`: answers, "«\u00a0retour\u00a0»": answers, "back again": answers,
	} {
		talk.lines = readLines(t.Context(), strings.NewReader(text+"\n"))
		if got, answer, err := talk.wait(question{}); got != want || err != nil {
			t.Errorf("%q: %v, %q, %v; want %v", text, got, answer, err, want)
		}
	}
	talk.lines = readLines(t.Context(), strings.NewReader("\uFEFF « Retour »\r\n\"none\"\n\"Cyber\" law\n\"\"\n"))
	for _, want := range []string{"Retour", "none", `"Cyber" law`, `""`} {
		_, text, err := talk.wait(question{})
		if got := talk.unquoted(text); got != want || err != nil {
			t.Errorf("taken as %q, %v; want %q", got, err, want)
		}
	}
}

func newTestTalk(t *testing.T, in io.Reader) *talk {
	t.Helper()
	s, out, _ := around(in)
	s.stdout = &output{Writer: out}
	loc, err := i18n.New(i18n.English)
	if err != nil {
		t.Fatal(err)
	}
	talk, err := (&app{surroundings: s, Localizer: loc, lang: i18n.English}).newTalk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return talk
}

func TestALineThatIsTooLongIsRefusedAndReadToItsEnd(t *testing.T) {
	t.Parallel()
	talk := newTestTalk(t, strings.NewReader(strings.Repeat("é", 2_000_000)+"\nAnna"))
	if _, _, err := talk.wait(question{}); message.Of(err) == nil || message.Of(err).ID != "guide-line" {
		t.Errorf("got %v", err)
	}
	if what, text, err := talk.wait(question{}); what != answers || text != "Anna" || err != nil {
		t.Errorf("then %v, %q, %v", what, text, err)
	}
	if _, _, err := talk.wait(question{}); err == nil {
		t.Error("the input has no end")
	}
}

func TestAChoiceIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	choices := []choice{{value: "bachelor", label: "Licence (bachelor)"}, {value: "master", label: "Master’s degree"}, {value: "x", label: "Études achevées"}, {value: "y", label: "Études en cours"}}
	for text, want := range map[string]string{
		"1": "bachelor", "2.": "master", "Licence": "bachelor", "MASTER": "master", "masters degree": "", "master’s degree": "master",
		"achevees": "x", "études": "", "en": "", "0": "", "5": "", "-1": "", "": "", "99999999999999999999": "", "...": "",
	} {
		got, err := chosen(choices, text)
		if got.value != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got.value, err, want)
		}
	}
}

func TestAPathIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	file := filepath.Join(home, "my diploma.pdf")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	talk := newTestTalk(t, strings.NewReader(""))
	talk.getenv = func(name string) string { return map[string]string{"HOME": home}[name] }
	v := view{guide: &guide{talk: talk}}
	for text, want := range map[string]string{
		file: file, `"` + file + `"`: file, "'" + file + "'": file, "~" + string(filepath.Separator) + "my diploma.pdf": file,
		"~": "~", "a.pdf": "a.pdf", `"`: `"`, "file:": "file:",
	} {
		if got := v.pathOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if filepath.Separator != '/' {
		return
	}
	for text, want := range map[string]string{
		strings.ReplaceAll(file, " ", `\ `): file, "file://" + strings.ReplaceAll(file, " ", "%20"): file, `a\ b`: `a\ b`,
	} {
		if got := v.pathOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// somebody draws what a person may type: what fits, orders, and nonsense.
func somebody() *rapid.Generator[string] {
	sensible := rapid.SampledFrom([]string{
		"", "", "", "yes", "yes", "no", "oui", "non", "none", "aucun", "back", "back", "retour", "help", "?", "skip", "passer", "restart",
		"remove", "retirer", "1", "2", "3", "8", "C1", "b2", "native", "bachelor", "completed", "ongoing", "28 février 2003", "1/10/2021",
		"30.6.2024", "2019-02-29", "2024-12-31", "1899-01-01", "France", "Türkiye, pologne", "Poland,,Poland", "Narnia", "german", "Polish",
		"Anna", `"back"`, "Université de Montclair", "computer science", "no-such.pdf", ".", "/", "quit",
	})
	return rapid.OneOf(sensible, sensible, sensible, rapid.String(), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 30), func(b []byte) string { return string(b) }))
}

func TestWhateverIsAnsweredWhatIsSaidToBeSavedIsOnTheDisk(t *testing.T) {
	t.Parallel()
	base := memoryFolder(t)
	count := 0
	locs := map[i18n.Lang]*i18n.Localizer{}
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		locs[lang] = loc
	}
	rapid.Check(t, func(rt *rapid.T) {
		count++
		dir := newDossier(rt, filepath.Join(base, fmt.Sprint(count)))
		lines := rapid.SliceOfN(somebody(), 1, 60).Draw(rt, "lines")
		loc := locs[rapid.SampledFrom(i18n.Languages()).Draw(rt, "language")]
		first := walkWith(rt, dir, loc, lines)
		before := saved(rt, dir)
		// Nothing is lost, and nothing changes, by coming back and only pressing Enter.
		again := walkWith(rt, dir, loc, []string{"restart", "", "", "", "", "", "", "", "", "quit"})
		if diff := cmp.Diff(before, saved(rt, dir)); diff != "" {
			rt.Fatalf("Enter changed something:\n%s", diff)
		}
		for _, text := range []string{first, again} {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\x1b\r⟦\x00\a\b") {
				rt.Fatalf("what is said is no plain text:\n%q", text)
			}
		}
	})
}

// memoryFolder is a folder in memory where the system has one: every answer
// waits for the disk, and here are thousands.
func memoryFolder(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "guide")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// walkWith walks through a dossier with these answers and returns what was said.
func walkWith(rt *rapid.T, dir string, loc *i18n.Localizer, lines []string) string {
	s, out, _ := around(strings.NewReader(strings.Join(lines, "\n")))
	s.stdout = &output{Writer: out}
	a := &app{surroundings: s, Localizer: loc, lang: loc.Lang()}
	talk, err := a.newTalk(context.Background())
	if err != nil {
		rt.Fatal(err)
	}
	err = talk.open(dir, false, func(opened *session.Session) error {
		g := &guide{talk: talk, s: opened, vacancy: ocio}
		g.told = func(key, present string) { isOnDisk(rt, g, dir, key, present) }
		return g.goodbye(g.walk())
	})
	if err != nil && !errors.Is(err, errIncomplete) {
		what, do := loc.Error(err)
		rt.Fatalf("ended with %v: %s %s", err, what, do)
	}
	return out.String()
}

// isOnDisk opens the dossier anew beside the guide: what the guide reads out of
// its own state must stand there too.
func isOnDisk(rt *rapid.T, g *guide, dir, key, present string) {
	beside, err := g.house().Open(dir, true)
	if err != nil {
		rt.Fatal(err)
	}
	defer beside.Close()
	said, err := g.s.Application(ocio)
	there, besideErr := beside.Application(ocio)
	if err != nil || besideErr != nil {
		rt.Fatal(err, besideErr)
	}
	for _, pair := range [][2]any{{g.s.Candidate(), beside.Candidate()}, {said, there}, {g.s.Documents(), beside.Documents()}} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			rt.Fatalf("%s: %q was said to be saved, but on the disk it is otherwise:\n%s", key, present, diff)
		}
	}
}

func TestTheGuideNeverGoesRoundInCircles(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d"))
	s, out, _ := around(strings.NewReader(strings.Repeat("\n", 200)), "guide", dir)
	if status := run(t.Context(), s); status != statusIncomplete {
		t.Errorf("exit status %d", status)
	}
	if strings.Contains(out.String(), "We stop here") {
		t.Error("two hundred times Enter did not come to the end")
	}
}

func TestAnApplicationIsChosenWhereThereAreSeveral(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d"))
	house := session.House{Now: time.Now, Library: session.Library{Embedded: assets.Vacancies}, Holder: "test"}
	packs, err := house.Library.List()
	if err != nil || len(packs) < 2 {
		t.Fatal(len(packs), err)
	}
	other := packs[0].ID
	if other == ocio {
		other = packs[1].ID
	}
	opened, err := house.Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(opened.Do(session.Apply{Ref: other}), opened.Close()); err != nil {
		t.Fatal(err)
	}
	for answers, args := range map[string][]string{"\nperhaps\n2\nAnna\n": nil, "Eva\n": {"--vacancy", other}} {
		s, out, errs := around(strings.NewReader(answers), append([]string{"guide", dir}, args...)...)
		if status := run(t.Context(), s); status != statusIncomplete || errs.Len() > 0 {
			t.Errorf("%q: exit status %d, %s", answers, status, errs)
		}
		if asked := strings.Contains(out.String(), "Which of your applications"); asked == (args != nil) {
			t.Errorf("%q: asked which one: %v", answers, asked)
		}
	}
	s, _, errs := around(strings.NewReader(""), "guide", dir, "--vacancy", "no-such")
	if status := run(t.Context(), s); status != statusBadInput || strings.Count(errs.String(), "\n") != 2 {
		t.Errorf("a vacancy that it holds no application for: exit status %d, %s", status, errs)
	}
}

// Every vacancy that the program carries can be walked through.
func TestEveryVacancyIsWalkedThrough(t *testing.T) {
	t.Parallel()
	packs, err := session.Library{Embedded: assets.Vacancies}.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		for _, lang := range i18n.Languages() {
			dir := filepath.Join(t.TempDir(), p.ID)
			s, out, errs := around(strings.NewReader(dir+strings.Repeat("\n", 100)), "guide", "--vacancy", p.ID, "--lang", string(lang))
			if status := run(t.Context(), s); status != statusIncomplete || errs.Len() > 0 {
				t.Errorf("%s: exit status %d, %s", p.ID, status, errs)
			}
			if strings.ContainsAny(out.String(), "⟦\x1b") || !strings.Contains(out.String(), p.Title.In(string(lang))[:10]) {
				t.Errorf("%s:\n%s", p.ID, out)
			}
		}
	}
}
