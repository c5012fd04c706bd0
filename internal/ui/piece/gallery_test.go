package piece_test

import (
	"fmt"
	"strings"

	"example.org/dossier/assets"
	"fyne.io/fyne/v2/canvas"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
	. "example.org/dossier/internal/ui/piece"
)

func nothing() {}

var months = [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
var weekdays = [7]string{"lu", "ma", "me", "je", "ve", "sa", "di"}
var words = DateWords{Months: months, Weekdays: weekdays, Placeholder: "28 février 2003", Today: "Aujourd’hui"}

func page1() fyne.CanvasObject {
	return Page("Deux choses à faire avant le 22 juin", "Vous remplissez 9 des 11 points demandés pour ce poste.",
		NewButton("add", "Ajouter des fichiers…", Primary, look.Icon("plus"), nothing),
		NewMeter(9, 11, Neutral),
		NewActionCard(ActionCard{Key: "a1", State: Missing, Title: "Il manque la copie de votre diplôme", Text: "Vous avez obtenu un diplôme de bachelier : l’avis en demande une copie. Le texte peut être long et passer à la ligne, sans rien perdre.", Action: "Ajouter un document…", Primary: true, Tapped: nothing}),
		NewActionCard(ActionCard{Key: "a2", State: ToConfirm, StateWord: "à confirmer", Title: "La formation est à vérifier", Text: "L’avis est respecté. La FAQ du programme est plus stricte.", Action: "Voir pourquoi", Tapped: nothing}),
		Heading("En ordre"),
		NewRows([]RowItem{
			{Key: "r1", State: Met, Word: "rempli", Title: "Ressortissant·e d’un pays membre de l’OTAN", Chevron: true, Tapped: nothing},
			{Key: "r2", State: ToConfirm, Word: "à confirmer", Title: "Formation", Note: "Trois ans d’études universitaires, 2019 à 2022.", Chevron: true, Selected: true, Tapped: nothing},
			{Key: "r3", State: NotMet, Word: "non rempli", Title: "Au moins 21 ans à la date limite", Chevron: true, Tapped: nothing},
			{Key: "r4", State: Unanswered, Word: "sans réponse", Title: "Français maîtrisé ; anglais C1"},
		}),
		NewNotice("n", Missing, "Le fichier n’a pas pu être lu.", "Ouvrez-le dans un autre programme, enregistrez-le en PDF, puis ajoutez-le de nouveau.", NewButton("nb", "Réessayer", Secondary, nil, nothing)),
		NewNotice("n2", Busy, "Vérification en cours.", ""),
	)
}

func page2() fyne.CanvasObject {
	thumb, busy, wrong := NewThumb("t1", 120, 160, nothing), NewThumb("t2", 120, 160, nil), NewThumb("t3", 120, 160, nothing)
	img := image.NewRGBA(image.Rect(0, 0, 210, 297))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.RGBA{200, 220, 240, 255}), image.Point{}, draw.Src)
	thumb.SetImage(img)
	wrong.SetProblem("Page illisible")
	name := NewField("Nom de famille", "Comme dans votre passeport.", NewEntry("name", "Lefèvre-Öztürk", "", nil, nil))
	date := NewField("Date de naissance", "", NewDateField("birth", "31 février 2003", words, nil, nil))
	date.SetError("Ce jour n’existe pas. Vérifiez le jour et le mois.")
	p := NewProgress()
	p.SetValue(0.4)
	p.SetText("Lecture de la page 4 sur 10")
	off := NewButton("off", "Pas possible", Secondary, look.Icon("send"), nothing)
	off.Disable()
	offp := NewButton("offp", "Pas possible", Primary, nil, nothing)
	offp.Disable()
	return Page("Vous", "", nil,
		Card(
			Columns(240, 16, name, date,
				NewField("Niveau", "", NewChoice("level", "Choisissez", []Option{{Value: "c1", Label: "C1"}, {Value: "c2", Label: "C2"}}, "", nil)),
				NewField("Nationalités", "", NewPicker("nat", "Ajouter un pays", []Option{{Value: "FR", Label: "France"}}, nil, nil, nil))),
			NewChips("c", []Option{{Value: "FR", Label: "France"}, {Value: "TR", Label: "Turquie"}}, nil, func(string) {}),
			NewField("Motivation", "", NewArea("area", "", "Vos propres mots", 3, nil, nil)),
			NewCheck("chk", "Je déclare que tout ce que j’ai écrit est exact et complet, et que rien n’a été préparé à l’aide de l’IA générative.", true, nil),
			NewCheck("chk2", "Non coché", false, nil),
			NewRadio("rad", []Option{{Value: "a", Label: "A4", Note: "210 × 297 mm, partout en Europe"}, {Value: "b", Label: "Letter"}}, "a", nil),
			Row(8, NewSwitch("lang", []Option{{Value: "en", Label: "EN"}, {Value: "fr", Label: "FR"}}, "fr", nil), Badge(Busy, "18 jours restants"), Badge(Done, "fait"), Badge(Missing, "manquant")),
		),
		Row(8, NewButton("b1", "Créer le PDF", Primary, nil, nothing), NewButton("b2", "Voir pourquoi", Secondary, look.Icon("folder"), nothing), NewButton("b3", "Annuler", Quiet, nil, nothing), NewButton("b4", "Supprimer", Danger, look.Icon("trash"), nothing), off, offp, NewButton("b5", "", Secondary, look.Icon("moon"), nothing)),
		Row(16, thumb, busy, wrong, Stack(8, Quote("have at least two years of university level studies OR equivalent education"), Fact("Votre réponse", "Bachelier en informatique, KU Leuven"))),
		p,
		NewToast("toast", "Document supprimé.", "Annuler", nothing),
		Card(Empty("documents", "Aucun document", "Déposez vos fichiers n’importe où dans cette fenêtre.", NewButton("e", "Ajouter des fichiers…", Primary, nil, nothing))),
	)
}

func key(w fyne.Window, k fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

func page3() fyne.CanvasObject {
	var countries []Option
	for _, c := range []string{"Albanie", "Allemagne", "Belgique", "Bulgarie", "Canada", "Croatie", "Danemark", "Espagne", "Estonie", "États-Unis d’Amérique", "Finlande", "France", "Grèce", "Hongrie", "Islande", "Italie"} {
		countries = append(countries, Option{Value: c, Label: c})
	}
	w2 := words
	w2.Now.Year, w2.Now.Month, w2.Now.Day = 2003, 2, 14
	return Page("Vous", "", nil, Card(Columns(240, 16,
		NewField("Niveau", "", NewChoice("level", "Choisissez", []Option{{"a1", "A1", "Je comprends des mots"}, {"c1", "C1", "Je m’exprime couramment"}, {"c2", "C2", ""}, {"native", "Langue maternelle", ""}}, "c2", nil)),
		NewField("Naissance", "", NewDateField("birth", "28 février 2003", w2, nil, nil)),
		NewField("Nationalités", "", NewPicker("nat", "Ajouter un pays", countries, nil, nil, nil)))))
}

func nav() fyne.CanvasObject {
	n := []NavItem{}
	for i, t := range []struct {
		t, w string
		s    State
	}{{"Vue d’ensemble", "9 sur 11", ToConfirm}, {"Vous", "fait", Done}, {"Admissibilité", "à confirmer", ToConfirm}, {"Langues", "fait", Done}, {"Documents", "manquant", Missing}, {"Compétences", "à faire", Todo}, {"Remise", "à faire", Todo}} {
		n = append(n, NavItem{Key: t.t, Title: t.t, Word: t.w, State: t.s, Selected: i == 4, Tapped: nothing})
	}
	return NewNav(n)
}

func shoot(t *testing.T, name string, mode look.Mode, scale float32, o func() fyne.CanvasObject, w, h float32, do func(fyne.Window)) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(mode, scale))
	win := test.NewTempWindow(t, o())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	if do != nil {
		do(win)
	}
	f, _ := os.Create("/tmp/shots/" + name + ".png")
	png.Encode(f, win.Canvas().Capture())
	f.Close()
}

func TestShots(t *testing.T) {
	os.MkdirAll("/tmp/shots", 0o755)
	focus := func(key string) func(fyne.Window) {
		return func(w fyne.Window) { w.Canvas().Focus(FindKey(w.Content(), key).(fyne.Focusable)) }
	}
	for _, m := range []look.Mode{look.Light, look.Dark} {
		shoot(t, "p1-"+string(m), m, 1, page1, 980, 900, focus("a1"))
		shoot(t, "p2-"+string(m), m, 1, page2, 980, 1450, focus("name"))
		shoot(t, "nav-"+string(m), m, 1, nav, 248, 320, focus("Langues"))
	}
	for _, side := range []float32{16, 24, 64} {
		shoot(t, fmt.Sprint("icons-", side), look.Light, 1, func() fyne.CanvasObject {
			entries, _ := assets.Icons.ReadDir("icons")
			var all []fyne.CanvasObject
			for _, e := range entries {
				im := canvas.NewImageFromResource(look.Tinted(look.Icon(strings.TrimSuffix(e.Name(), ".svg")), look.Color(look.Ink), side))
				im.SetMinSize(fyne.NewSquareSize(side))
				all = append(all, im)
			}
			return Row(12, all...)
		}, 640, 640, nil)
	}
	pops := map[string]func(fyne.Window){
		"choice": func(w fyne.Window) {
			focus("level")(w)
			w.Canvas().Focused().TypedRune([]rune("c")[0])
			key(w, fyne.KeyDown)
		},
		"date": func(w fyne.Window) { focus("birth")(w); key(w, fyne.KeyDown); key(w, fyne.KeyRight) },
		"picker": func(w fyne.Window) {
			focus("nat")(w)
			w.Canvas().Focused().TypedRune([]rune("a")[0])
			key(w, fyne.KeyDown)
		},
		"dialog": func(w fyne.Window) {
			ShowDialog(w.Canvas(), "Supprimer ce document ?", Stack(12, Body("Le fichier reste dans son dossier d’origine. Il ne fera plus partie de ce dossier, ni du PDF."), NewField("Motif", "", NewEntry("why", "", "", nil, nil))), NewButton("no", "Annuler", Secondary, nil, nil), NewButton("yes", "Supprimer", Primary, nil, nothing))
		},
	}
	for name, do := range pops {
		for _, m := range []look.Mode{look.Light, look.Dark} {
			shoot(t, name+"-"+string(m), m, 1, page3, 700, 520, do)
		}
	}
	shoot(t, "p1-big", look.Light, 2, func() fyne.CanvasObject { return Scroll(page1()) }, 760, 900, nil)
	shoot(t, "p2-big", look.Light, 2, func() fyne.CanvasObject { return Scroll(page2()) }, 760, 2000, nil)
}
