package ui_test

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// needEndToEnd skips a test that drives the real program on a display, unless
// that was asked for.
func needEndToEnd(t *testing.T) {
	t.Helper()
	if endToEnd == "" {
		t.Skip("it drives the real program on a display of its own: make e2e runs it")
	}
}

// tongues are the languages of the tests: what the system says of itself, what
// the switch shows at its left or right, and a day as a person writes it.
var tongues = []struct {
	lang          i18n.Lang
	locale, birth string
	here, there   float32 // where on the switch the language and the other one are
}{
	{i18n.English, "en_GB.UTF-8", "28 February 2003", 0.25, 0.75},
	{i18n.French, "fr_FR.UTF-8", "28 février 2003", 0.75, 0.25},
}

func TestRealProgramFromTheFirstStartToTheBundle(t *testing.T) {
	needEndToEnd(t)
	for _, tongue := range tongues {
		t.Run(string(tongue.lang), func(t *testing.T) {
			p := openPair(t, tongue.locale, func(o *ui.Options) { o.Lang = tongue.lang })
			p.begin()
			p.aboutYou(tongue.birth)
			p.languages()
			p.documents()
			p.declarations()
			p.competencies(tongue.here, tongue.there)
			p.bundle()
			p.wantOnDisk()
			p.closeAndComeBack()
		})
	}
}

// begin makes a new dossier.
func (p *pair) begin() {
	p.t.Helper()
	p.click("start.new")
	p.fill("new.given", "Zoë")
	p.chooseVacancy("nato-ocio-internship-2025")
	p.click("new.given")
	p.key("Tab")
	p.types("Lefèvre")
	p.click("new.create")
	if title := p.real.title(); !strings.Contains(title, "Zoë Lefèvre") {
		p.t.Errorf("on the window's frame stands %q", title)
	}
}

// chooseVacancy chooses the vacancy in the dialog for a new dossier, where there
// is a choice.
func (p *pair) chooseVacancy(id string) {
	p.t.Helper()
	packs, err := p.options.House.Library.List()
	if err != nil {
		p.t.Fatal(err)
	}
	if len(packs) < 2 {
		return
	}
	p.clickAt("new.vacancy", 0.02, 0.5)
	for _, pack := range packs {
		if pack.ID == id {
			return
		}
		p.key("Down")
	}
}

func (p *pair) aboutYou(birth string) {
	p.t.Helper()
	p.visit("about")
	p.fill("birthDate", birth)
	p.click("nationalities")
	p.types("fran")
	p.key("Return")
	p.click("studies.add")
	p.keys("Return", "Return") // the first level is a bachelor's
	p.keys("Tab", "Return", "Down", "Return")
	p.key("Tab")
	p.types("Licence de géographie")
	p.key("Tab")
	p.types("Université de Montclair")
	p.key("Tab")
	p.types("geography")
	p.clickAt("studies.s1.university", 0.05, 0.5)
	p.fill("studies.s1.start", "2021-09-14")
	p.fill("studies.s1.end", "28.6.2024")
	p.fill("studies.s1.awarded", "5/7/2024")
	p.click("experience.none")
}

func (p *pair) languages() {
	p.t.Helper()
	p.key("ctrl+4")
	p.click("languages.en")
	p.keys("Down", "Down", "Return") // native, C2, C1
	p.click("languages.fr")
	p.key("Return")
}

// papers are the files of the sample, where both may take them from.
func (p *pair) papers() string {
	p.t.Helper()
	dir := filepath.Join(p.dir, "papers")
	for _, name := range []string{"diplome-bachelier.pdf", "praktikumszeugnis.pdf", "attestation-inscription.jpg"} {
		content, err := assets.Sample.ReadFile("sample/documents/" + name)
		if err == nil {
			err = os.MkdirAll(dir, 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), content, 0o644)
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return dir
}

func (p *pair) documents() {
	p.t.Helper()
	papers := p.papers()
	p.visit("documents")
	p.click("documents.missing.doc-qualification.s1")
	p.choose(filepath.Join(papers, "diplome-bachelier.pdf"))
	p.click("documents.add")
	p.choose(filepath.Join(papers, "praktikumszeugnis.pdf"))
	p.click("what.later")
	p.click("documents.paste")
	p.types(filepath.Join(papers, "attestation-inscription.jpg"))
	p.click("paths.add")
	p.click("what.d3.kind")
	p.keys("Down", "Return")
	p.click("what.take")
}

// choose names a file in the program's own dialog.
func (p *pair) choose(path string) {
	p.t.Helper()
	at := func() string {
		entry, ok := piece.FindKey(p.canvas().Overlays().Top(), "choose.path").(*piece.Entry)
		if !ok {
			return ""
		}
		return entry.Text
	}
	p.until("a folder is read", func() bool { return at() != "" })
	p.fill("choose.path", path)
	p.key("Return")
	p.until("the folder of papers is read", func() bool { return at() == filepath.Dir(path) })
	p.click("choose.choose")
}

func (p *pair) declarations() {
	p.t.Helper()
	p.visit("declarations")
	for _, declared := range []string{"decl-ai", "decl-accuracy", "decl-final"} {
		p.clickAt("declarations."+declared, 0.02, 0.5)
	}
	p.clickAt("declarations.decl-final", 0.02, 0.5)
	p.key("ctrl+z")
}

// note is what is typed while the language changes.
const note1, note2 = "Three years of the student", " union's budget, balanced."

// competencies types a text and changes the language in the middle of it, sooner
// than anything is saved.
func (p *pair) competencies(here, there float32) {
	p.t.Helper()
	p.visit("competencies")
	const notes = "competencies.achievement"
	p.clickAt(notes, 0.9, 0.5)
	p.real.types(note1)
	p.typed(note1)
	p.press("language", there, 0.5)
	p.press(notes, 0.9, 0.9)
	p.real.types(note2)
	p.typed(note2)
	p.meet("typing while the language changes")
	p.clickAt("language", here, 0.5)
}

func (p *pair) bundle() {
	p.t.Helper()
	p.visit("bundle")
	p.click("bundle.make")
	await(p.t, "the bundle is on the disk", func() bool {
		made, _ := filepath.Glob(filepath.Join(p.dir, "real", "Lefèvre Zoë", "bundles", "*.pdf"))
		return len(made) == 1
	})
}

// keys presses several keys, one after the other.
func (p *pair) keys(names ...string) {
	p.t.Helper()
	for _, name := range names {
		p.key(name)
	}
}

// closeAndComeBack closes the window by its frame, looks at what is left behind,
// and starts the program again.
func (p *pair) closeAndComeBack() {
	p.t.Helper()
	p.real.xdo("windowsize", p.real.window, "1180", "720")
	await(p.t, "the window has another size", func() bool { return p.real.measure() && p.real.size.X == 1180 })
	p.size(1180, 720)
	p.meet("another size")
	p.real.close()
	p.wantTidy()
	p.window.Leave()
	p.settle()

	again := *p
	again.hall = open(p.t, likeIn(p.hall))
	again.real = p.real.run(p.home("real"), "C", "--as-of", asOf)
	if again.real.size != p.real.size {
		p.t.Errorf("the window is %v large, it was %v", again.real.size, p.real.size)
	}
	again.meet("the second start")
	again.click("recent.0")
	again.real.close()
}

// likeIn opens a window with all that another hall's has.
func likeIn(other *hall) func(*ui.Options) {
	return func(o *ui.Options) {
		later, after := o.Later, o.After
		*o = other.options
		o.Later, o.After = later, after
	}
}

// wantTidy fails where the program left anything but what belongs to it.
func (p *pair) wantTidy() {
	p.t.Helper()
	if said := p.real.saidToLog(); said != "" {
		p.t.Errorf("the program logged:\n%s", said)
	}
	home := p.home("real")
	var left []string
	for _, folder := range []string{home, filepath.Join(home, "tmp"), filepath.Join(home, "run")} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, e := range entries {
			left = append(left, e.Name())
		}
	}
	slices.Sort(left)
	if want := []string{".cache", ".config", "Lefèvre Zoë", "run", "tmp"}; !slices.Equal(left, want) {
		p.t.Errorf("in the home folder are %q, want %q", left, want)
	}
}

func TestRealProgramMakesTheSampleInAFewClicks(t *testing.T) {
	needEndToEnd(t)
	p := openPair(t, "en_GB.UTF-8")
	p.click("start.sample")
	p.key("Return") // the tour goes on
	p.key("Escape") // and ends
	p.key("F1")
	p.key("Escape")
	p.click("step.bundle")
	p.click("bundle.make")
	made, err := filepath.Glob(filepath.Join(p.home("real"), ".config", "dossier", "sample", "bundles", "*.pdf"))
	if err != nil || len(made) != 1 {
		t.Errorf("made: %q (%v)", made, err)
	}
	p.real.close()
}

func TestRealProgramOnAnOpenDossierReadsOnly(t *testing.T) {
	needEndToEnd(t)
	p := openPair(t, "en_GB.UTF-8")
	p.begin()
	dossier := filepath.Join(p.home("real"), "Lefèvre Zoë")
	second := *p
	second.real = openScreen(t).run(p.home("real"), "en_GB.UTF-8", "--as-of", asOf, dossier)
	second.hall = open(t, likeIn(p.hall))
	t.Cleanup(second.keepSeen)
	second.window.Open(dossier)
	second.size(float32(second.real.size.X), float32(second.real.size.Y))
	second.meet("the second window")
	if text := saidBelow(second.canvas().Content()); !strings.Contains(text, "so it can only be read here") {
		t.Errorf("the second window does not say that it only reads:\n%s", text)
	}
	second.real.close()
	p.real.close()
}

func TestRealProgramKilledKeepsWhatItSaidWasSaved(t *testing.T) {
	needEndToEnd(t)
	p := openPair(t, "en_GB.UTF-8")
	p.begin()
	p.visit("competencies")
	p.clickAt("competencies.achievement", 0.9, 0.5)
	p.types(note1)
	await(t, "the window says that all is saved", func() bool {
		p.settle()
		foot := image.Rect(0, p.real.size.Y-36, 300, p.real.size.Y)
		return compare(cut(p.real.inside(), foot), cut(bytesOf(p.canvas().Capture()), foot)).share == 0
	})
	p.real.types(note2)
	if err := p.real.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.real.ended
	kept := readDossier(t, filepath.Join(p.home("real"), "Lefèvre Zoë")).application.Competencies["achievement"]
	if !strings.HasPrefix(kept, note1) || !strings.HasPrefix(note1+note2, kept) {
		t.Errorf("kept: %q", kept)
	}
}

// cut is a part of a picture.
func cut(p *image.RGBA, part image.Rectangle) image.Image { return bytesOf(p.SubImage(part)) }
