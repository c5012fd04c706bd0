package ui_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// A place is a window in which several things can be looked at. Whatever holds for
// all that the window shows (how it looks, that nothing is cut off, what a screen
// reader says) is tested with all places and their scenes: a new screen, dialog or
// state gets a line here.
type place struct {
	name   string
	open   func(t *testing.T, change ...func(*ui.Options)) *hall
	scenes []scene
}

// A scene is a screen, a dialog or a state. What lies over the window is closed
// after it, and the next scene begins with what it leaves.
type scene struct {
	name string
	show func(h *hall)
}

// tapping presses buttons one after the other, on a step first where one is named.
func tapping(step string, keys ...string) func(h *hall) {
	return func(h *hall) {
		if step != "" {
			h.window.Visit(step)
			h.settle()
		}
		for _, key := range keys {
			h.tap(key)
		}
	}
}

// choosing does what an entry of the menu does.
func choosing(id string) func(h *hall) { return func(h *hall) { h.menu(id) } }

// walking is a scene for each step of the walk.
func walking() (all []scene) {
	for _, step := range walkSteps {
		all = append(all, scene{step, tapping(step)})
	}
	return all
}

// opening makes a place of a hall that is opened for any test.
func opening(open func(t testing.TB, change ...func(*ui.Options)) *hall) func(t *testing.T, change ...func(*ui.Options)) *hall {
	return func(t *testing.T, change ...func(*ui.Options)) *hall { return open(t, change...) }
}

// somebodys is a home whose name is the same on every computer.
func somebodys(o *ui.Options) { o.Home = filepath.FromSlash("/home/zoe") }

// places are all that the window shows.
var places = []place{
	{"start", func(t *testing.T, change ...func(*ui.Options)) *hall {
		return open(t, append(change, somebodys)...)
	}, []scene{
		{"first", func(*hall) {}},
		{"new", func(h *hall) { h.window.AskNew(); h.settle() }},
		{"new-refused", func(h *hall) {
			h.window.AskNew()
			h.settle()
			h.write("new.folder", "somewhere")
			h.tap("new.create")
		}},
		{"menu", tapping("", "menu")},
		{"about-the-program", choosing("ui.menu.about")},
		{"settings", choosing("ui.menu.settings")},
		{"help", choosing("ui.menu.help")},
		{"help-keys", func(h *hall) { choosing("ui.menu.help")(h); tapping("", "help.keys")(h) }},
	}},
	{"first-time", func(t *testing.T, change ...func(*ui.Options)) *hall {
		return open(t, append(change, somebodys, forTheFirstTime)...)
	}, []scene{{"start", func(*hall) {}}}},
	{"remembered", func(t *testing.T, change ...func(*ui.Options)) *hall {
		return open(t, append(change, somebodys, func(o *ui.Options) {
			must(t, o.Settings.Change(func(s *settings.Settings) {
				s.Remember(settings.Recent{Path: filepath.FromSlash("/home/zoe/Dossier"), Name: "Zoë Lefèvre-Öztürk", Opened: now})
			}))
		})...)
	}, []scene{
		{"gone", func(*hall) {}},
		{"forget", tapping("", "recent.0")},
		{"settings", choosing("ui.menu.settings")},
		{"forgotten", tapping("", "recent.0.forget")},
	}},
	{"sample", opening(openSample), append(walking(), []scene{
		{"date", func(h *hall) { tapping("about", "birthDate/open")(h) }},
		{"wrong", func(h *hall) {
			h.window.Visit("about")
			h.settle()
			h.write("birthDate", "31 February 2003")
			h.leave()
		}},
		{"leave", func(h *hall) { h.window.Leave(); h.settle() }},
		{"countries", func(h *hall) { h.search("nationalities", "fra") }},
		{"why", func(h *hall) { h.see("eligibility", "education") }},
		{"what-if", tapping("eligibility", "whatif.open", "whatif.nationalities.chosen/FR", "whatif.nationalities.chosen/TR")},
		{"what-if-over", tapping("", "whatif.close")},
		{"document", tapping("documents", "documents.d1.change")},
		{"preview", tapping("documents", "documents.d1.thumb")},
		{"paste", tapping("documents", "documents.paste")},
		{"erase-document", tapping("documents", "documents.d1.erase")},
		{"refused", func(h *hall) { h.drop(mustWrite(h.t, filepath.Join(h.dir, "in", "letter.txt"), "words")) }},
		{"go-to", choosing("ui.menu.go-to")},
		{"help-about", func(h *hall) { h.window.Visit("about"); h.settle(); h.tap("help") }},
		{"help-eligibility", func(h *hall) { h.window.Visit("eligibility"); h.settle(); h.tap("help") }},
		{"help-documents", func(h *hall) { h.window.Visit("documents"); h.settle(); h.tap("help") }},
		{"studies", tapping("about", "studies.s1.open", "studies.s2.open")},
		{"pass-on", choosing("ui.menu.pass-on")},
		{"as-of", tapping("overview", "as-of")},
		{"closed", tapping("", "as-of", "as-of.start")},
		{"closed-bundle", tapping("bundle")},
		{"bundle-made", tapping("bundle", "bundle.make")},
	}...)},
	{"empty", openEmpty, walking()},
	{"pages", func(t *testing.T, change ...func(*ui.Options)) *hall {
		h := openSample(t, change...)
		h.size(1280, 800)
		path := filepath.Join(t.TempDir(), "transcript.pdf")
		must(t, os.WriteFile(path, pdftest.Written(14), 0o600))
		h.drop(path)
		return h
	}, []scene{
		{"what-is-it", func(*hall) {}},
		{"cards", func(h *hall) { h.window.Visit("documents"); h.settle() }},
		{"sheets", tapping("documents", "documents.d6.thumb")},
	}},
	{"photo", opening(withPhoto), []scene{
		{"offered", func(*hall) {}},
		{"corners", tapping("", "documents.d6.photo")},
	}},
	{"sent", opening(openMade), []scene{
		{"made", func(*hall) {}},
		{"hand-over", tapping("", "submit.record")},
		{"overview", tapping("overview")},
		{"bundle", tapping("bundle")},
	}},
	{"named", opening(openMade), []scene{
		{"ask", tapping("bundle", "bundle.another")},
		{"bundle", func(h *hall) { h.addBundle("Diplomas and their translations", "d1", "d4") }},
		{"made", tapping("", "bundle.make")},
		{"hand-over", tapping("hand-over")},
	}},
	{"several", func(t *testing.T, change ...func(*ui.Options)) *hall {
		h := openSeveral(t, []string{hq, "third-call"}, append(change, ownVacancies(t, "third-call", "fourth-call"))...)
		h.editLater(func(s *session.Session) error { return s.Do(session.GiveUp{Vacancy: hq}, session.Apply{Ref: hq}) })
		h.correct("third-call", "age: {atLeast: 21", "age: {atLeast: 25")
		h.window.Open(h.mine())
		h.settle()
		return h
	}, []scene{
		{"overview", func(*hall) {}},
		{"list", func(h *hall) { h.openList() }},
		{"add", tapping("overview", "overview.add")},
		{"corrected", tapping("overview", "overview.application.third-call", "corrected.see")},
		{"give-up", choosing("ui.menu.give-up")},
	}},
	{"outside", openBeside, []scene{
		{"copies", tapping("", "copies.see")},
		{"conflict", tapping("", "copies.see", "copies.all")},
		{"history", choosing("ui.menu.history")},
		{"version", func(h *hall) { h.menu("ui.menu.history"); h.press(fyne.KeyDown); h.press(fyne.KeyReturn) }},
	}},
	{"held", openHeld, []scene{
		{"overview", func(*hall) {}},
		{"competencies", tapping("competencies")},
	}},
}

// openBeside is a dossier that another program has changed meanwhile, and left a
// copy of beside.
func openBeside(t *testing.T, change ...func(*ui.Options)) *hall {
	p := openPairing(t, change...)
	p.elsewhere("name.given=Anna", "nationalities=FR", "requisition=7")
	p.window.Set("name.given=Eva", "birthDate=2001-01-01", "requisition=8")
	p.settle()
	p.arrive("dossier.sync-conflict-20250604-120000-ABCDEFG.json")
	return p.hall
}

// eachScene shows all scenes of all places, each place in a window of its own, and
// has look look at each.
func eachScene(t *testing.T, change []func(*ui.Options), look func(t *testing.T, h *hall, name string)) {
	t.Helper()
	change = append(change, func(o *ui.Options) { o.Opener = &opener{} })
	for _, place := range places {
		t.Run(place.name, func(t *testing.T) {
			h := place.open(t, change...)
			for _, scene := range place.scenes {
				scene.show(h)
				h.settle()
				look(t, h, place.name+"-"+scene.name)
				piece.HideAll(h.canvas())
				h.settle()
			}
		})
	}
}
