package piece_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// gallery is a page with the pieces as they look at rest, one with the focus.
func gallery() fyne.CanvasObject {
	do := func() {}
	return piece.Page("Deux choses à faire", "Vous remplissez 9 des 11 points demandés pour ce poste.",
		piece.NewButton("add", "Ajouter des fichiers…", piece.Primary, look.Icon("plus"), do),
		piece.NewMeter(9, 11, piece.Neutral),
		piece.NewActionCard(piece.ActionCard{
			Key: "act", State: piece.Missing, StateWord: "manquant", Title: "Il manque la copie de votre diplôme", Text: long,
			Action: "Ajouter un document…", Primary: true, Tapped: do,
		}),
		galleryRows(do), galleryForm(), galleryButtons(do), galleryPictures(do),
		piece.NewNotice("n", piece.Missing, "Le fichier n’a pas pu être lu.", "Enregistrez-le en PDF, puis ajoutez-le de nouveau.",
			piece.NewButton("again", "Réessayer", piece.Secondary, nil, do)),
		piece.NewToast("undo", "Document supprimé.", "Annuler", do))
}

func galleryRows(do func()) fyne.CanvasObject {
	return piece.NewRows([]piece.RowItem{
		{Key: "r1", State: piece.Met, Word: "rempli", Title: "Ressortissant·e d’un pays membre de l’OTAN", Chevron: true, Tapped: do},
		{Key: "r2", State: piece.ToConfirm, Word: "à confirmer", Title: "Formation", Note: "Trois ans d’études, 2019 à 2022.", Chevron: true, Selected: true, Tapped: do},
		{State: piece.NotMet, Word: "non rempli", Title: "Au moins 21 ans à la date limite"},
		{State: piece.Unanswered, Word: "sans réponse", Title: "Français maîtrisé\u202f; anglais C1"},
	})
}

func galleryForm() fyne.CanvasObject {
	date := piece.NewField("Date de naissance", "", piece.NewDateField("birth", "31 février 2003", dateWords, nil, nil))
	date.SetError("Ce jour n’existe pas.")
	off := piece.NewEntry("off", "Lecture seule", "", nil, nil)
	off.Disable()
	return piece.Card(
		piece.Columns(230, 16,
			piece.NewField("Nom de famille", "Comme dans votre passeport.", piece.NewEntry("name", "Lefèvre-Öztürk", "", nil, nil)), date,
			piece.NewField("Niveau", "", piece.NewChoice("level", "Choisissez", levels, "", nil)),
			piece.NewField("Nationalités", "", piece.NewPicker("nation", "Ajouter un pays", countries, nil, nil, nil)),
			piece.NewField("Référence", "", off),
			piece.NewField("Vous avez", "", piece.NewChips("chips", countries[3:], nil, func(string) {}))),
		piece.NewCheck("true", "Tout ce que j’ai écrit est exact et complet.", true, nil),
		piece.NewRadio("paper", []piece.Option{{Value: "a", Label: "A4", Note: "Partout en Europe"}, {Value: "l", Label: "Letter"}}, "a", nil))
}

func galleryButtons(do func()) fyne.CanvasObject {
	off := piece.NewButton("no", "Impossible", piece.Primary, nil, do)
	off.Disable()
	return piece.Row(8, piece.NewButton("pdf", "Créer le PDF", piece.Primary, nil, do),
		piece.NewButton("why", "Voir pourquoi", piece.Secondary, look.Icon("folder"), do),
		piece.NewButton("quiet", "Annuler", piece.Quiet, nil, do),
		piece.NewButton("away", "Supprimer", piece.Danger, look.Icon("trash"), do), off,
		piece.NewSwitch("lang", []piece.Option{{Value: "en", Label: "EN"}, {Value: "fr", Label: "FR"}}, "fr", nil),
		piece.Badge(piece.Busy, "18 jours restants"))
}

func galleryPictures(do func()) fyne.CanvasObject {
	picture := image.NewRGBA(image.Rect(0, 0, 60, 80))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{R: 0xC8, G: 0xDC, B: 0xF0, A: 0xFF}), image.Point{}, draw.Src)
	page, wrong := piece.NewThumb("page", 84, 110, do), piece.NewThumb("wrong", 84, 110, do)
	page.SetImage(picture)
	wrong.SetProblem("Illisible")
	progress := piece.NewProgress()
	progress.SetValue(0.4)
	progress.SetText("Page 4 sur 10")
	opened := ""
	return piece.Grow(piece.Row(12, page, piece.NewThumb("wait", 84, 110, nil), wrong),
		piece.Stack(12, piece.Quote("have at least two years of university level studies"), piece.Fact("Votre réponse", "Bachelier en informatique"), progress),
		piece.NewNav(navItems("you", &opened)))
}

// galleryOfMore is a page with the pieces that the first has no room for: what is
// empty, what is long, the pages of a document, notices in every state.
func galleryOfMore() fyne.CanvasObject {
	do := func() {}
	rows := []piece.ListRow{
		{Title: "Hier"}, {Value: "1", Title: "14 h 02", Note: "nom modifié", Aside: "dans cette fenêtre"},
		{Value: "2", Title: "13 h 58", Note: "date de naissance modifiée", Aside: "ailleurs"},
	}
	var notices []fyne.CanvasObject
	for _, state := range []piece.State{piece.Met, piece.ToConfirm, piece.Missing, piece.Unanswered, piece.Busy} {
		notices = append(notices, piece.NewNotice("n", state, "Le fichier est pris.", "Rien de plus à faire.", piece.NewButton("b", "Voir", piece.Quiet, nil, do)))
	}
	badges := piece.Row(8, piece.Badge(piece.Met, "rempli"), piece.Badge(piece.NotMet, "non rempli"), piece.Badge(piece.ToConfirm, "à confirmer"),
		piece.Badge(piece.Unanswered, "sans réponse"), piece.Badge(piece.Missing, "manquant"), piece.Badge(piece.Out, "écarté"))
	return piece.Stack(0,
		piece.NewBanner(look.Icon("clock"), "Vu le 22 juin 2025", "Rien de ce que vous voyez n’a encore lieu.", piece.NewButton("now", "Revenir à aujourd’hui", piece.Secondary, nil, do)),
		piece.Page("Documents", "Cinq documents, quatorze pages.", piece.NewOpener("open", do, "Programme de stages de l’OTAN", "OTAN"),
			badges, piece.Stack(8, notices...),
			piece.Columns(300, 16, piece.Card(piece.NewList("list", rows, func(string) {})),
				piece.Empty("documents", "Aucun document", "Déposez un fichier n’importe où sur la fenêtre.", piece.NewButton("add", "Ajouter…", piece.Primary, nil, do))),
			galleryTimeline(),
			piece.NewSheets("sheets", 4, gallerySheets())))
}

// galleryTimeline shows studies that are over, and such that go on, against two days.
func galleryTimeline() fyne.CanvasObject {
	return piece.Card(piece.NewTimeline(piece.TimelineWork{
		Spans: []piece.Span{
			{Label: "Bachelier en sciences informatiques", From: 0.1, To: 0.55, Sure: 0.8, Dots: []float64{0.57}},
			{Label: "Master en cybersécurité", From: 0.6, To: 1, Sure: 0.8},
		},
		Marks: []piece.Mark{{At: 0.8, Label: "Date limite"}, {At: 0.5, Label: "12 mois avant", Dashed: true}},
		Ticks: []piece.Tick{{At: 0.25, Label: "2023"}, {At: 0.5, Label: "2024"}, {At: 0.75, Label: "2025"}},
		Dot:   "diplôme délivré", Spoken: "Bachelier, puis master",
	}))
}

// gallerySheets are a page that is used, one that is left out, one whose picture
// cannot be made and one whose picture is on its way.
func gallerySheets() piece.SheetsWork {
	picture := image.NewRGBA(image.Rect(0, 0, 60, 80))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{R: 0xC8, G: 0xDC, B: 0xF0, A: 0xFF}), image.Point{}, draw.Src)
	return piece.SheetsWork{
		Sheet: func(page int) piece.Sheet {
			if page == 1 {
				return piece.Sheet{Number: "2", State: piece.Out, Word: "écartée", Out: true, Spoken: "page 2, écartée"}
			}
			return piece.Sheet{Number: string(rune('1' + page)), State: piece.Met, Word: "utilisée", Spoken: "utilisée"}
		},
		Picture: func(page int) piece.Picture {
			return []piece.Picture{{Image: picture}, {Image: picture}, {Problem: "Illisible"}, {}}[page]
		},
		Seen: func(int, int) {}, Open: func(int) {}, Turn: func(int) {},
	}
}

// TestGallery compares the pieces with how they looked when they were last
// looked at; UPDATE=1 takes how they look now.
func TestGallery(t *testing.T) {
	for _, page := range []struct {
		name, focus string
		build       func() fyne.CanvasObject
		high        float32
	}{{"gallery", "name", gallery, 1210}, {"gallery-more", "sheets", galleryOfMore, 1280}} {
		for _, mode := range []look.Mode{look.Light, look.Dark} {
			start(t, look.New(mode, 1))
			w := show(t, page.build(), 860, page.high)
			focus(t, w, page.focus)
			if mode == look.Light {
				golden(t, page.name+".xml", []byte(test.RenderToMarkup(w.Canvas())), bytes.Equal)
			}
			var picture bytes.Buffer
			small := png.Encoder{CompressionLevel: png.BestCompression}
			if err := small.Encode(&picture, w.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			golden(t, page.name+"-"+string(mode)+".png", picture.Bytes(), samePicture)
		}
	}
}

// golden compares with a file under testdata, or writes it.
func golden(t *testing.T, name string, got []byte, same func(a, b []byte) bool) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !same(got, want) {
		t.Errorf("%s looks different: look at it with UPDATE=1", name)
	}
}

// samePicture compares pixels, not bytes; other processors round a shade or two
// otherwise.
func samePicture(a, b []byte) bool {
	x, errX := png.Decode(bytes.NewReader(a))
	y, errY := png.Decode(bytes.NewReader(b))
	if errX != nil || errY != nil || x.Bounds() != y.Bounds() {
		return false
	}
	for row := range x.Bounds().Dy() {
		for column := range x.Bounds().Dx() {
			if !near(x.At(column, row), y.At(column, row)) {
				return false
			}
		}
	}
	return true
}

func near(a, b color.Color) bool {
	const shades = 4 << 8
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	apart := func(x, y uint32) bool { return max(x, y)-min(x, y) > shades }
	return !apart(ar, br) && !apart(ag, bg) && !apart(ab, bb)
}

// BenchmarkPage builds and lays out a page of sixty pieces, as every change in
// the window does.
func BenchmarkPage(b *testing.B) {
	light(b)
	w := show(b, piece.Body(""), 1000, 800)
	for b.Loop() {
		var parts []fyne.CanvasObject
		for i := range 20 {
			key := string(rune('a' + i))
			parts = append(parts, piece.NewField("Nom de famille", "Comme dans votre passeport.", piece.NewEntry(key, "Lefèvre", "", nil, nil)),
				piece.NewButton(key+"b", "Ajouter un document…", piece.Secondary, look.Icon("plus"), nil),
				piece.Grow(piece.Badge(piece.Met, "rempli"), piece.Body(long), nil))
		}
		w.SetContent(piece.Scroll(piece.Page("Vous", long, nil, parts...)))
	}
}

// BenchmarkMenu opens a choice of two hundred.
func BenchmarkMenu(b *testing.B) {
	light(b)
	var many []piece.Option
	for i := range 200 {
		many = append(many, piece.Option{Value: string(rune('a' + i)), Label: "Pays " + string(rune('a'+i))})
	}
	c := piece.NewChoice("c", "", many, "", nil)
	w := show(b, piece.Stack(0, c), 400, 500)
	for b.Loop() {
		test.Tap(c)
		press(w, fyne.KeyEscape)
	}
}
