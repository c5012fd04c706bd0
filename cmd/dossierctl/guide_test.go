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
	"example.org/dossier/internal/pdf/pdftest"
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
	a := &app{surroundings: s, Localizer: loc, lang: i18n.English}
	a.engines.Options.CacheDir = pdftest.CacheDir()
	t.Cleanup(func() { _ = a.engines.Close() })
	talk, err := a.newTalk(t.Context())
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
	defer a.engines.Close()
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

// A step of a talk: an answer to the question of a key, and what it comes to.
type answered struct {
	key, text string
	bad       string // the id of what is wrong; "" where nothing is
	next      string // the key of the question that must come then; "" for any
	then      string // KEY=PRESENT: what the question of a key reads out afterwards
}

// answerAll gives the answers to a dossier, each to the question of its key.
func answerAll(t *testing.T, dir string, steps []answered) {
	t.Helper()
	talk := newTestTalk(t, strings.NewReader(""))
	err := talk.open(dir, false, func(opened *session.Session) error {
		g := &guide{talk: talk, s: opened, vacancy: ocio, all: true}
		for _, step := range steps {
			questions, err := g.questions()
			i := indexOf(questions, step.key)
			if err != nil || i < 0 {
				t.Fatalf("%s is not asked: %v", step.key, err)
			}
			got, err := questions[i].answer(step.text)
			if problem := message.Of(err); (problem == nil) != (step.bad == "") || problem != nil && problem.ID != step.bad {
				t.Fatalf("%s, %q: %v, want %q", step.key, step.text, err, step.bad)
			}
			if err == nil && step.next != "" && got.next != step.next {
				t.Errorf("%s, %q: goes to %q, want %q", step.key, step.text, got.next, step.next)
			}
			now, err := g.questions()
			key, want, _ := strings.Cut(step.then, "=")
			j := indexOf(now, key)
			switch {
			case err != nil:
				t.Fatal(err)
			case step.then == "":
			case want == "not asked" && j < 0:
			case j < 0 || now[j].present != want:
				t.Errorf("%s, %q: not %q afterwards: %+v", step.key, step.text, step.then, now)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestListsGrowAndShrinkByTheirQuestions(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d"))
	answerAll(t, dir, []answered{
		{key: "nationalities", text: ",", bad: "guide-country", then: "nationalities="},
		{key: "nationalities", text: "uk; Germany,UK", then: "nationalities=United Kingdom and Germany"},

		{key: "experience.more", text: "maybe", bad: "guide-yes-no"},
		{key: "experience.more", text: "y", next: "experience.1.kind", then: "experience.1.kind="},
		{key: "experience.1.kind", text: "research", then: "experience.1.kind=Research"},
		{key: "experience.1.what", text: "none", bad: "guide-none"},
		{key: "experience.1.what", text: "Laboratory assistant", then: "experience.1.what=Laboratory assistant"},
		{key: "experience.1.start", text: "1 July 2024", then: "experience.1.start=1 July 2024"},
		{key: "experience.1.end", text: "30 June 2024", bad: "candidate-end-before-start"},
		{key: "experience.1.end", text: "none", then: "experience.1.end=I am still there"},
		{key: "experience.more", text: "no", then: "experience.1.what=Laboratory assistant"},
		{key: "experience.more", text: "yes", next: "experience.2.kind"},
		{key: "experience.1.kind", text: "remove", next: "experience.more", then: "experience.2.kind=not asked"},
		{key: "experience.1.kind", text: "retirer", then: "experience.1.kind=not asked"},
		{key: "experience.more", text: "none", then: "experience.more=You have no experience"},

		{key: "studies.more", text: "oui", next: "studies.s1.level"},
		{key: "studies.s1.status", text: "ongoing", then: "studies.s1.awarded=not asked"},
		{key: "studies.s1.end", text: "aucune", then: "studies.s1.end=No end is set yet"},
		{key: "studies.s1.status", text: "completed", then: "studies.s1.end="},
		{key: "studies.s1.end", text: "none", bad: "date-unreadable"},
		{key: "studies.s1.awarded", text: "none", then: "studies.s1.awarded=These studies gave no degree"},
		{key: "studies.s1.status", text: "interrupted", then: "studies.s1.awarded=not asked"},
		{key: "studies.s1.status", text: "completed", then: "studies.s1.awarded="},
		{key: "studies.s1.title", text: "x\x07y", bad: "candidate-control"},
		{key: "studies.s1.title", text: strings.Repeat("x", 2001), bad: "candidate-too-long"},

		{key: "languages.more", text: "no"},
		{key: "languages.more", text: "English", next: "languages.en"},
		{key: "languages.more", text: "allemand", next: "languages.de", then: "languages.de="},
		{key: "languages.de", text: "b1", then: "languages.de=B1"},
		{key: "languages.de.evidence", text: "school", then: "languages.de.evidence=school"},
		{key: "languages.de.evidence", text: "aucun", then: "languages.de.evidence="},
		{key: "languages.more", text: "Deutsch", next: "languages.de"},
		{key: "languages.de", text: "remove", next: "languages.more", then: "languages.de=not asked"},
		{key: "languages.en", text: "remove", bad: "guide-choice"},
		{key: "languages.en", text: "7", then: "languages.en=C2"},
		{key: "languages.fr", text: "aucune", then: "languages.fr=None"},

		{key: "declarations.decl-ai", text: "no", then: "declarations.decl-ai="},
		{key: "declarations.decl-ai", text: "yes", then: "declarations.decl-ai=confirmed on 1 June 2025"},
		{key: "declarations.decl-ai", text: "non", then: "declarations.decl-ai="},
		{key: "declared.advanced-it-user", text: "n", then: "declared.advanced-it-user=No"},
		{key: "start", text: "march", then: "start=March 2026"},
		{key: "start", text: "2026-09", then: "start=September 2026"},
		{key: "bundle", text: "yes", bad: "guide-review"},
	})
	c := saved(t, dir)
	if len(c.Languages) != 2 || c.Experience == nil || len(c.Experience) != 0 || len(c.Studies) != 1 {
		t.Errorf("saved %+v", c)
	}
}

func TestDecisionsAndDocumentsAreTakenBack(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d"))
	sample := filepath.Join("..", "..", "assets", "sample", "documents")
	answerAll(t, dir, []answered{
		{key: "languages.fr", text: "B2", then: "decisions.language=not asked"}, // English is not answered yet
		{key: "languages.en", text: "none", then: "decisions.language="},
		{key: "decisions.language", text: "yes", then: "decisions.language=you looked at this on 1 June 2025 and go on"},
		{key: "decisions.language", text: "no", then: "decisions.language="},
		{key: "studies.more", text: "yes", next: "studies.s1.level"},
		{key: "studies.s1.title", text: "Law"},

		{key: "documents.more", text: "yes", bad: "guide-which-file"},
		{key: "documents.more", text: filepath.Join(sample, "no-such.pdf"), next: "documents.more"},
		{key: "documents.more", text: filepath.Join(sample, "diplome-bachelier.pdf"), next: "documents.d1.kind", then: "documents.d1.kind="},
		{key: "documents.d1.kind", text: "proof", then: "documents.d1.kind=Proof of ongoing studies"},
		{key: "documents.d1.for", text: "law", then: "documents.d1.for=Law"},
		{key: "documents.d1.datesVisible", text: "no", then: "documents.d1.datesVisible=No"},
		{key: "documents.d1.lang", text: "Klingonish", bad: "guide-language"},
		{key: "documents.d1.kind", text: "4", then: "documents.d1.for=not asked"},
		{key: "documents.d1.kind", text: "2", then: "documents.d1.datesVisible="},
		{key: "documents.d1.kind", text: "1", then: "documents.d1.for="},
		{key: "documents.more", text: filepath.Join(sample, "traduction-swiadectwo.png"), next: "documents.d2.kind"},
		{key: "documents.d2.kind", text: "translation", then: "documents.d2.of="},
		{key: "documents.d2.of", text: "1", then: "documents.d2.of=diplome-bachelier.pdf"},
		{key: "documents.d2.kind", text: "something else", then: "documents.d2.of=not asked"},
		{key: "documents.d2.kind", text: "remove", next: "documents.more", then: "documents.d2.kind=not asked"},
		{key: "bundle", text: "perhaps", bad: "guide-yes-no"},
		{key: "bundle", text: "no"},
		{key: "bundle", text: "yes"},
	})
	built, err := filepath.Glob(filepath.Join(dir, "bundles", "*.pdf"))
	if err != nil || len(built) != 1 {
		t.Errorf("built %v, %v", built, err)
	}
}

func TestTheGuideAddsToANoteAndTakesItBack(t *testing.T) {
	t.Parallel()
	dir := newDossier(t, filepath.Join(t.TempDir(), "d"))
	for _, walk := range []struct{ answer, want string }{
		{"First thought.", "First thought."},
		{"“back”", "First thought.\nback"},
		{"", "First thought.\nback"},
		{"no", "First thought.\nback"},
		{"yes", "First thought.\nback"},
		{"remove", ""},
	} {
		if got := noteAfter(t, dir, walk.answer); got != walk.want {
			t.Errorf("after %q the note is %q, want %q", walk.answer, got, walk.want)
		}
	}
}

// noteAfter goes through the guide to the first competency, answers there, and
// returns the candidate's note on it.
func noteAfter(t *testing.T, dir, answer string) string {
	t.Helper()
	guided := func(lines string) string {
		s, out, _ := around(strings.NewReader("restart\n"+lines), "guide", dir)
		run(t.Context(), s)
		return out.String()
	}
	before, _, found := strings.Cut(guided(strings.Repeat("skip\n", 100)), "Achievement")
	if !found {
		t.Fatal("the guide did not come to the competencies")
	}
	_, walk, _ := strings.Cut(before, "restart")
	guided(strings.Repeat("skip\n", strings.Count(walk, "Answer (")) + answer + "\nquit\n")
	house := session.House{Now: time.Now, Library: session.Library{Embedded: assets.Vacancies}, Holder: "test"}
	opened, err := house.Open(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	said, err := opened.Application("")
	if err != nil {
		t.Fatal(err)
	}
	return said.Competencies["achievement"]
}
