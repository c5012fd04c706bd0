package ui_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// What a person never reads: the words of the system and of Go, a text that is
// not there, and in French what is English.
var (
	rawText = regexp.MustCompile(`(?i)no such file|permission denied|not a directory|is a directory|not permitted|\bEOF\b|` +
		`runtime error|%!|<nil>|<no value>|⟦|⟧|map\[|goroutine|invalid argument|name too long|input/output|inside the program|dans le programme|\bopen /|\bl?stat /|` +
		`\bmkdir\b|too many levels|device or resource|unmarshal|syntax error|unexpected end|invalid character|no space left|\{\{|dossier-ui-test|\.go:\d`)
	englishText = regexp.MustCompile(`(?i)\b(the|is|not|and|cannot|was|were|with|you|your|this|it|has|been)\b`)
)

// wantClean fails where a text is not one that a person should read.
func (h *hall) wantClean(texts ...string) {
	h.t.Helper()
	for _, text := range texts {
		if found := rawText.FindString(text); found != "" {
			h.t.Errorf("%q is said in %q", found, text)
		}
		if found := englishText.FindString(text); found != "" && h.french() {
			h.t.Errorf("%q is said in French: %q", found, text)
		}
		if strings.ContainsFunc(text, unfit) || !utf8.ValidString(text) {
			h.t.Errorf("a character that is not for reading is said in %q", text)
		}
	}
}

func unfit(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

func (h *hall) french() bool { return h.window.Lang() == i18n.French }

// wantToldCleanly fails where a bar above the page says what is wrong and not
// what to do, or anything that is not for reading.
func (h *hall) wantToldCleanly() {
	h.t.Helper()
	h.wantCleanNotices()
	h.wantClean(h.toldAbove())
}

func (h *hall) wantCleanNotices() {
	h.t.Helper()
	for _, told := range h.window.Notices() {
		h.wantClean(told.What, told.Do)
		if told.What == "" || told.Wrong && told.Do == "" {
			h.t.Errorf("told is only half: %q, %q", told.What, told.Do)
		}
	}
}

// toldAbove is what the dialog or pop-up above all else says of its own: not
// what a person typed into it.
func (h *hall) toldAbove() string {
	top := h.canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	said := saidBelow(top)
	eachSeen(top, func(o fyne.CanvasObject) {
		if entry, ok := o.(*piece.Entry); ok {
			said = strings.Replace(said, saidBelow(entry), "…", 1)
		}
	})
	return said
}

// wantTold fails where nothing went wrong by what the bars above the page say,
// or they say it badly.
func (h *hall) wantTold() {
	h.t.Helper()
	h.wantToldCleanly()
	if !slices.ContainsFunc(h.window.Notices(), func(told ui.Told) bool { return told.Wrong }) {
		h.t.Error("nothing is said")
	}
}

// inEach runs a test in both languages.
func inEach(t *testing.T, test func(t *testing.T, in func(*ui.Options))) {
	t.Helper()
	t.Run("en", func(t *testing.T) { test(t, func(*ui.Options) {}) })
	t.Run("fr", func(t *testing.T) { test(t, inFrench) })
}

// thorough runs all there is instead of a share of it: THOROUGH=1 go test.
var thorough = os.Getenv("THOROUGH") != ""

// inTurn runs a test in both languages, each with every other row of a table:
// turn reports whether the next row is its.
func inTurn(t *testing.T, test func(t *testing.T, in func(*ui.Options), turn func() bool)) {
	t.Helper()
	mine := false
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		mine = !mine
		own := mine
		test(t, in, func() bool {
			own = !own
			return thorough || !own
		})
	})
}

// must stops a test whose ground cannot be laid.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustWrite(t testing.TB, path, content string) string {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(content), 0o644))
	return path
}

// mustReplace changes the text of a dossier's file.
func mustReplace(t testing.TB, folder, old, new string) {
	t.Helper()
	was, err := os.ReadFile(file(folder))
	must(t, err)
	if !bytes.Contains(was, []byte(old)) {
		t.Fatalf("%q is not in the file", old)
	}
	must(t, os.WriteFile(file(folder), bytes.ReplaceAll(was, []byte(old), []byte(new)), 0o600))
}

// notOpened are paths where no dossier opens.
var notOpened = []struct {
	name string
	make func(t *testing.T, at string) (path string)
}{
	{"nothing there", func(_ *testing.T, at string) string { return filepath.Join(at, "nowhere") }},
	{"no path", func(*testing.T, string) string { return "" }},
	{"an empty folder", func(t *testing.T, at string) string { return t.TempDir() }},
	{"a folder of something else", func(t *testing.T, at string) string {
		return filepath.Dir(mustWrite(t, filepath.Join(at, "photos", "me.jpg"), "x"))
	}},
	{"a file", func(t *testing.T, at string) string { return mustWrite(t, filepath.Join(at, "letter.pdf"), "x") }},
	{"below a file", func(t *testing.T, at string) string {
		return filepath.Join(mustWrite(t, filepath.Join(at, "letter.pdf"), "x"), "dossier")
	}},
	{"newer", func(t *testing.T, at string) string {
		copySample(t, at)
		mustReplace(t, at, `"format": 1`, `"format": 99`)
		return at
	}},
	{"a folder in place of its file", func(t *testing.T, at string) string {
		must(t, os.MkdirAll(file(at), 0o755))
		return at
	}},
	{"damaged, without history", func(t *testing.T, at string) string {
		mustWrite(t, file(at), `{"format":`)
		return at
	}},
	{"no text", func(t *testing.T, at string) string {
		mustWrite(t, file(at), "\xff\xfe\x00\x01")
		return at
	}},
	{"empty", func(t *testing.T, at string) string {
		mustWrite(t, file(at), "")
		return at
	}},
	{"nested deeply", func(t *testing.T, at string) string {
		mustWrite(t, file(at), strings.Repeat("[", 200_000))
		return at
	}},
	{"with a name twice", func(t *testing.T, at string) string {
		mustWrite(t, file(at), `{"format":1,"format":1}`)
		return at
	}},
	{"an odd name", func(_ *testing.T, at string) string {
		return filepath.Join(at, "a\nb\x1b[31m\u202egnp.\u2066\xff🙂")
	}},
	{"a long name", func(_ *testing.T, at string) string { return filepath.Join(at, strings.Repeat("é", 500)) }},
	{"a zero byte", func(_ *testing.T, at string) string { return at + "\x00x" }},
	{"links in a ring", func(t *testing.T, at string) string {
		must(t, os.MkdirAll(filepath.Dir(at), 0o755))
		durabletest.Symlink(t, at, at)
		return at
	}},
}

// TestBadInputIsNotOpened opens what is no dossier, from the start and over an
// open one, which stays.
func TestBadInputIsNotOpened(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		start, over := open(t, in), about(t, in)
		for _, test := range notOpened {
			t.Run(test.name, func(t *testing.T) {
				path := test.make(t, filepath.Join(t.TempDir(), "é à", "dossier"))
				for _, h := range []*hall{start, over} {
					h.t = t
					h.window.ForgetNotices()
					h.window.Open(path)
					h.settle()
					h.wantTold()
				}
				if start.window.HasDossier() || !over.window.HasDossier() {
					t.Error("another dossier is on the screen")
				}
				over.write("name.given", "Zoé "+test.name)
				over.leave()
				if got := over.saved(over.sample()).Name.Given; got != "Zoé "+test.name {
					t.Errorf("on the disk is %q", got)
				}
			})
		}
		start.t, over.t = t, t
	})
}

// eachStep shows every step in turn, someSteps those that ask for most.
func (h *hall) eachStep(see func(step string)) { h.visitAll(steps, see) }

func (h *hall) someSteps(see func(step string)) {
	if thorough {
		h.visitAll(steps, see)
	} else {
		h.visitAll([]string{"about", "documents", "bundle"}, see)
	}
}

func (h *hall) visitAll(steps []string, see func(step string)) {
	for _, step := range steps {
		h.window.Visit(step)
		h.settle()
		see(step)
	}
}

// TestBadInputDamagedIsShownWhole: what a dossier still holds is on every step,
// whatever is wrong with the rest.
func TestBadInputDamagedIsShownWhole(t *testing.T) {
	onlyWhole(t)
	tests := []struct {
		name string
		harm func(t *testing.T, folder string)
	}{
		{"unknown vacancy", func(t *testing.T, folder string) {
			mustReplace(t, folder, "nato-ocio-internship-2025", "nato-nowhere-1949")
		}},
		{"documents gone", func(t *testing.T, folder string) { must(t, os.RemoveAll(filepath.Join(folder, "documents"))) }},
		{"documents are a file", func(t *testing.T, folder string) {
			must(t, os.RemoveAll(filepath.Join(folder, "documents")))
			mustWrite(t, filepath.Join(folder, "documents"), "x")
		}},
		{"bundles are a file", func(t *testing.T, folder string) {
			must(t, os.RemoveAll(filepath.Join(folder, "bundles")))
			mustWrite(t, filepath.Join(folder, "bundles"), "x")
		}},
		{"a bundle's record is damaged", func(t *testing.T, folder string) {
			mustWrite(t, filepath.Join(folder, "bundles", "a.pdf"), "%PDF-")
			mustWrite(t, filepath.Join(folder, "bundles", "a.json"), "{")
		}},
		{"history is a file", func(t *testing.T, folder string) {
			must(t, os.RemoveAll(filepath.Join(folder, "history")))
			mustWrite(t, filepath.Join(folder, "history"), "x")
		}},
		{"the file is damaged", func(t *testing.T, folder string) { mustWrite(t, file(folder), `{"format":1,`) }},
		{"the file is empty", func(t *testing.T, folder string) { mustWrite(t, file(folder), "") }},
	}
	inTurn(t, func(t *testing.T, in func(*ui.Options), turn func() bool) {
		for _, test := range tests {
			if !turn() {
				continue
			}
			t.Run(test.name, func(t *testing.T) {
				h := open(t, in)
				copySample(t, h.sample())
				test.harm(t, h.sample())
				h.window.Open(h.sample())
				h.settle()
				h.wantToldCleanly()
				if !h.window.HasDossier() {
					t.Logf("it does not open: %v", h.window.Notices())
					h.wantTold()
					return
				}
				for _, size := range []fyne.Size{{Width: 1280, Height: 800}, {Width: 400, Height: 300}} {
					h.size(size.Width, size.Height)
					h.eachStep(func(step string) {
						h.wantToldCleanly()
						if found := rawText.FindString(h.said()); found != "" {
							t.Errorf("%s says %q", step, found)
						}
					})
				}
			})
		}
	})
}

// notMade are folders in which no dossier can be made.
var notMade = []struct {
	name   string
	folder func(t *testing.T, at string) string
}{
	{"no folder", func(*testing.T, string) string { return "" }},
	{"relative", func(*testing.T, string) string { return "dossier" }},
	{"up and away", func(*testing.T, string) string { return "../x" }},
	{"not empty", func(t *testing.T, at string) string {
		return filepath.Dir(mustWrite(t, filepath.Join(at, "full", "thesis.txt"), "x"))
	}},
	{"a dossier", func(t *testing.T, at string) string {
		copySample(t, at)
		return at
	}},
	{"below a file", func(t *testing.T, at string) string {
		return filepath.Join(mustWrite(t, filepath.Join(at, "file"), "x"), "new", "one")
	}},
	{"a file", func(t *testing.T, at string) string { return mustWrite(t, filepath.Join(at, "file"), "x") }},
	{"a long name", func(_ *testing.T, at string) string { return filepath.Join(at, strings.Repeat("a", 300)) }},
	{"a zero byte", func(_ *testing.T, at string) string { return at + "\x00" }},
	{"links in a ring", func(t *testing.T, at string) string {
		durabletest.Symlink(t, at, at)
		return filepath.Join(at, "new")
	}},
	{"a disk that is only read", func(t *testing.T, _ string) string {
		at := durabletest.SmallDisk(t, 1<<20)
		t.Cleanup(durabletest.Protect(t, at))
		return filepath.Join(at, "new")
	}},
	{"a full disk", func(t *testing.T, _ string) string { return filepath.Join(durabletest.SmallDisk(t, 4096), "new") }},
}

// TestBadInputMakesNoDossier: what cannot be made is said, and what was filled
// in is still there.
func TestBadInputMakesNoDossier(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		h := open(t, in)
		for _, test := range notMade {
			t.Run(test.name, func(t *testing.T) {
				h.t = t
				folder := test.folder(t, filepath.Join(t.TempDir(), "é à"))
				h.tap("start.new")
				h.paste("new.given", "Zoé")
				h.write("new.folder", folder)
				h.tap("new.create")
				h.wantToldCleanly()
				if h.window.HasDossier() {
					t.Fatal("there is a dossier")
				}
				if got := h.find("new.given").(*piece.Entry).Text; got != "Zoé" {
					t.Errorf("the name in the dialog is %q", got)
				}
				if said := h.above(); !strings.Contains(said, ". ") || strings.Count(said, ".") < 2 {
					t.Errorf("the dialog says %s", said)
				}
				h.tap("new.cancel")
			})
		}
		h.t = t
	})
}

// TestBadInputBeforeANewDossier: what was filled in for a new dossier is there
// again after the person went back to an answer that cannot be saved.
func TestBadInputBeforeANewDossier(t *testing.T) {
	onlyWhole(t)
	h := about(t)
	h.write("birthDate", "no day")
	h.window.AskNew()
	h.write("new.given", "Eva")
	h.tap("new.create")
	h.tap("leave.back")
	h.write("birthDate", "28 February 2003")
	h.leave()
	h.window.AskNew()
	h.tap("new.create")
	h.mustShow("Eva")
	h.window.AskNew()
	if got := h.find("new.given").(*piece.Entry).Text; got != "" {
		t.Errorf("the next form begins with %q", got)
	}
}

// paste puts a text into a field in place of what it holds, from the clipboard.
func (h *hall) paste(key, text string) {
	h.t.Helper()
	field, ok := h.find(key).(fyne.Focusable)
	if !ok {
		h.t.Fatalf("%q takes no text", key)
	}
	h.canvas().Focus(field)
	entry, ok := h.canvas().Focused().(fyne.Shortcutable)
	if !ok {
		h.t.Fatalf("nothing can be pasted into %q", key)
	}
	h.app.Clipboard().SetContent(text)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	if text == "" {
		h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		return
	}
	entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: h.app.Clipboard()})
}

// TestBadInputNamesAFolder: whatever somebody is called, every system can make
// the folder that is offered.
func TestBadInputNamesAFolder(t *testing.T) {
	onlyWhole(t)
	for family, want := range map[string]string{
		"":                             "Dossier",
		" . ":                          "Dossier",
		"..":                           "Dossier",
		"CON":                          "Dossier CON",
		"nul.txt":                      "Dossier nul.txt",
		"Lpt1":                         "Dossier Lpt1",
		"Console":                      "Console",
		"../../etc":                    "-..-etc",
		`C:\Users`:                     "C--Users",
		"a\nb\x00\x7f\u202egnp":        "a-b---gnp",
		"\xff\xfe":                     "\uFFFD\uFFFD",
		strings.Repeat("é", 300):       strings.Repeat("é", 60),
		strings.Repeat("x", 59) + " y": strings.Repeat("x", 59),
	} {
		if got := ui.FolderName(family, ""); got != want {
			t.Errorf("%q gets %q, want %q", family, got, want)
		}
	}
}

// typedBadly is what gets into fields, by hand and from the clipboard.
var typedBadly = []struct{ name, text string }{
	{"long", strings.Repeat("wörd ", 2000)},
	{"unbroken", strings.Repeat("x", 10_000)},
	{"too long for anything", strings.Repeat("é", 20_001)},
	{"control characters", "a\x00b\x1b[31m\x07c"},
	{"not answered", "?"},
	{"equals", "=a=b"},
	{"lines", "one\r\ntwo\nthree\tfour"},
	{"right to left", "\u202eabc\u2066 שלום"},
	{"emoji", "👩‍👩‍👧‍👦🇧🇪"},
	{"no text", "a\xff\xfeb"},
	{"blank", "   "},
	{"no day", "30 February 2003"},
	{"the first day", "0001-01-01"},
	{"the last day", "9999-12-31"},
	{"after the last day", "10000-01-01"},
	{"numbers", "99/99/9999"},
	{"before nothing", "-1"},
}

// entries are the keys of all that can be typed into on the page.
func (h *hall) entries() []string {
	var keys []string
	eachSeen(h.window.Middle(), func(o fyne.CanvasObject) {
		if entry, ok := o.(*piece.Entry); ok && !entry.Disabled() {
			keys = append(keys, entry.Key())
		}
	})
	return keys
}

// unfold opens what is folded on the page.
func (h *hall) unfold() {
	var keys []string
	eachSeen(h.window.Middle(), func(o fyne.CanvasObject) {
		if button, ok := o.(*piece.Button); ok && strings.HasSuffix(button.Key(), ".open") {
			keys = append(keys, button.Key())
		}
	})
	for _, key := range append(keys, "documents.d1.change") {
		if h.has(key) {
			h.tap(key)
		}
	}
}

// fieldsAlike stand for all fields that are read alike: they get every bad text,
// the others one each.
var fieldsAlike = map[string]bool{"name.given": true, "birthDate": true, "documents.d1.pages": true, "competencies.achievement": true}

// TestBadInputIsTyped puts bad texts into every field: each is saved, or the
// field says why not and keeps it.
func TestBadInputIsTyped(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		h := openSample(t, in)
		for _, step := range []string{"about", "languages", "documents", "competencies", "hand-over"} {
			h.window.Visit(step)
			h.settle()
			h.unfold()
			keys := h.entries()
			if len(keys) == 0 {
				t.Errorf("%s: nothing to type into", step)
			}
			for i, key := range keys {
				for j, bad := range typedBadly {
					every := fieldsAlike[key] && (!h.french() || thorough || key == "birthDate")
					if every || i%len(typedBadly) == j && (thorough || i%3 == 0 && !h.french()) {
						h.typeBadly(key, bad.name, bad.text)
					}
				}
			}
		}
		h.saved(h.sample())
	})
}

func (h *hall) typeBadly(key, name, text string) {
	h.t.Helper()
	if piece.FindKey(h.window.Middle(), key) == nil {
		return // taken off the page by what was typed before
	}
	h.paste(key, text)
	shown := h.find(key).(*piece.Entry).Text
	h.settle()
	h.wantToldCleanly()
	if h.canvas().Overlays().Top() != nil {
		h.press(fyne.KeyEscape)
	}
	h.leave()
	h.wantToldCleanly()
	problem := h.window.Problem(key)
	h.wantClean(problem)
	if utf8.RuneCountInString(problem) > 200 || strings.Contains(problem, key) {
		h.t.Errorf("%s, %s: it says %.300q", key, name, problem)
	}
	kept, isDraft := h.window.Draft(key)
	if isDraft && (problem == "" || kept != shown) {
		h.t.Errorf("%s, %s: not saved is %.30q, and said is %q", key, name, kept, problem)
	}
	if piece.FindKey(h.window.Middle(), key) == nil {
		return
	}
	if again := h.find(key).(*piece.Entry).Text; again != shown && strings.Trim(shown, " ?") != "" && problem != "" {
		h.t.Errorf("%s, %s: it held %.30q and holds %.30q", key, name, shown, again)
	}
}
