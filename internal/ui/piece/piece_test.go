package piece_test

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// show puts an object into a window without a margin.
func show(t testing.TB, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// light starts a program in the light theme, in which pieces can be made.
func light(t testing.TB) { start(t, look.New(look.Light, 1)) }

// start starts a program in a theme. It costs: Fyne reads its fonts anew.
func start(t testing.TB, theme fyne.Theme) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme)
}

func press(w fyne.Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		switch focused := w.Canvas().Focused(); {
		case key == fyne.KeyTab:
			w.Canvas().FocusNext()
		case focused != nil:
			focused.TypedKey(&fyne.KeyEvent{Name: key})
		case w.Canvas().OnTypedKey() != nil:
			w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
		}
	}
}

func typed(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

// focus gives the focus to the piece with a key.
func focus(t testing.TB, w fyne.Window, key string) {
	t.Helper()
	found, ok := piece.FindKey(w.Content(), key).(fyne.Focusable)
	if !ok {
		t.Fatalf("no piece with the key %q can have the focus", key)
	}
	w.Canvas().Focus(found)
}

func wantFocus(t testing.TB, w fyne.Window, want string) {
	t.Helper()
	if got := piece.FocusKey(w.Canvas()); got != want {
		t.Errorf("the focus is at %q, want %q", got, want)
	}
}

func openPopUps(w fyne.Window) int { return len(w.Canvas().Overlays().List()) }

var months = [12]string{
	"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

var dateWords = piece.DateWords{
	Months: months, Weekdays: [7]string{"lu", "ma", "me", "je", "ve", "sa", "di"},
	Placeholder: "28 février 2003", Open: "Ouvrir le calendrier", Previous: "Précédent", Next: "Suivant", Today: "Aujourd’hui",
	Now: civil.Date{Year: 2025, Month: 6, Day: 4},
}

var levels = []piece.Option{
	{Value: "A1", Label: "A1", Note: "Je comprends des mots"}, {Value: "C1", Label: "C1"}, {Value: "C2", Label: "C2"},
	{Value: "native", Label: "Langue maternelle"},
}

var countries = []piece.Option{
	{Value: "DE", Label: "Allemagne"}, {Value: "BE", Label: "Belgique"}, {Value: "US", Label: "États-Unis d’Amérique"},
	{Value: "FR", Label: "France"}, {Value: "GB", Label: "Royaume-Uni"},
}

const long = "Vous avez obtenu un diplôme de bachelier\u00a0: l’avis en demande une copie, et une traduction libre quand l’original n’est rédigé ni en anglais ni en français."

// pieces are all pieces with a key each, where they can have the focus.
var pieces = []struct {
	name, key string
	build     func() fyne.CanvasObject
}{
	{"badge", "", func() fyne.CanvasObject { return piece.Badge(piece.Missing, "manquant") }},
	{"icon", "", func() fyne.CanvasObject { return piece.StateIcon(piece.Met, 16) }},
	{"title", "", func() fyne.CanvasObject { return piece.Title(long) }},
	{"line", "", func() fyne.CanvasObject { return piece.Line(long, look.TextBody, look.Ink, true) }},
	{"quote", "", func() fyne.CanvasObject { return piece.Quote(long) }},
	{"fact", "", func() fyne.CanvasObject { return piece.Fact("Vérifié le", long) }},
	{"page", "", func() fyne.CanvasObject {
		return piece.Page(long, long, piece.NewButton("p", "Faire", piece.Primary, nil, nil), piece.Body(long))
	}},
	{"card", "", func() fyne.CanvasObject { return piece.Card(piece.Strong("Titre"), piece.Body(long)) }},
	{"columns", "", func() fyne.CanvasObject {
		return piece.Columns(200, 16, piece.Body(long), piece.Muted(long), piece.Small(long))
	}},
	{"button", "key", func() fyne.CanvasObject {
		return piece.NewButton("key", "Ajouter un document…", piece.Primary, look.Icon("plus"), func() {})
	}},
	{"icon button", "key", func() fyne.CanvasObject {
		return piece.NewButton("key", "", piece.Quiet, look.Icon("close"), func() {})
	}},
	{"action card", "key", func() fyne.CanvasObject {
		return piece.NewActionCard(piece.ActionCard{
			Key: "key", State: piece.Missing, StateWord: "manquant", Title: "Il manque la copie de votre diplôme", Text: long,
			Action: "Ajouter un document…", Primary: true, Tapped: func() {},
		})
	}},
	{"rows", "key", func() fyne.CanvasObject {
		return piece.NewRows([]piece.RowItem{
			{Key: "key", State: piece.Met, Word: "rempli", Title: "Ressortissant·e d’un pays membre de l’OTAN", Note: long, Chevron: true, Tapped: func() {}},
			{State: piece.Unanswered, Word: "sans réponse", Title: long},
		})
	}},
	{"no rows", "", func() fyne.CanvasObject { return piece.NewRows(nil) }},
	{"nav", "key", func() fyne.CanvasObject {
		return piece.NewNav([]piece.NavItem{{Key: "key", Title: "Vue d’ensemble", Word: "9 sur 11", State: piece.ToConfirm, Selected: true}, {Key: "b", Title: "Vous"}})
	}},
	{"switch", "key", func() fyne.CanvasObject {
		return piece.NewSwitch("key", []piece.Option{{Value: "en", Label: "EN"}, {Value: "fr", Label: "FR"}}, "fr", nil)
	}},
	{"empty switch", "", func() fyne.CanvasObject { return piece.NewSwitch("key", nil, "", nil) }},
	{"meter", "", func() fyne.CanvasObject { return piece.NewMeter(9, 11, piece.Neutral) }},
	{"progress", "", func() fyne.CanvasObject {
		p := piece.NewProgress()
		p.SetValue(0.4)
		p.SetText(long)
		return p
	}},
	{"field", "key", func() fyne.CanvasObject {
		f := piece.NewField("Nom de famille", long, piece.NewEntry("key", "Lefèvre-Öztürk", "", nil, nil))
		f.SetError(long)
		return f
	}},
	{"area", "key", func() fyne.CanvasObject { return piece.NewArea("key", long, "", 3, nil, nil) }},
	{"choice", "key", func() fyne.CanvasObject { return piece.NewChoice("key", "Choisissez", levels, "", nil) }},
	{"check", "key", func() fyne.CanvasObject { return piece.NewCheck("key", long, true, nil) }},
	{"radio", "key", func() fyne.CanvasObject { return piece.NewRadio("key", levels, "C1", nil) }},
	{"radio without a choice", "key", func() fyne.CanvasObject { return piece.NewRadio("key", levels, "", nil) }},
	{"empty radio", "", func() fyne.CanvasObject { return piece.NewRadio("key", nil, "", nil) }},
	{"date", "key", func() fyne.CanvasObject { return piece.NewDateField("key", "31 février", dateWords, nil, nil) }},
	{"picker", "key", func() fyne.CanvasObject { return piece.NewPicker("key", "Ajouter un pays", countries, nil, nil, nil) }},
	{"chips", "key/FR", func() fyne.CanvasObject { return piece.NewChips("key", countries, nil, func(string) {}) }},
	{"notice", "n", func() fyne.CanvasObject {
		return piece.NewNotice("key", piece.Missing, long, long, piece.NewButton("n", "Réessayer", piece.Secondary, nil, nil))
	}},
	{"toast", "key", func() fyne.CanvasObject { return piece.NewToast("key", long, "Annuler", func() {}) }},
	{"empty", "e", func() fyne.CanvasObject {
		return piece.Empty("documents", "Aucun document", long, piece.NewButton("e", "Ajouter", piece.Primary, nil, nil))
	}},
	{"thumb", "key", func() fyne.CanvasObject { return piece.NewThumb("key", 120, 160, func() {}) }},
}

func TestNoPieceFailsWithoutRoom(t *testing.T) {
	start(t, look.New(look.Dark, 1))
	for _, p := range pieces {
		w := show(t, p.build(), 300, 200)
		for _, size := range []fyne.Size{{}, {Width: 1, Height: 1}, {Width: 5, Height: 300}, {Width: 3000, Height: 3}} {
			w.Content().Resize(size)
			w.Canvas().Capture()
		}
	}
}

func TestEveryPieceShowsThatItHasTheFocus(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		start(t, look.New(mode, 1))
		for _, p := range pieces {
			if p.key == "" {
				continue
			}
			w := show(t, piece.Page("", "", nil, p.build()), 420, 320)
			before := w.Canvas().Capture()
			focus(t, w, p.key)
			wantFocus(t, w, p.key)
			if n := inColour(w.Canvas().Capture(), before, look.New(mode, 1)); n < 60 {
				t.Errorf("%s, %s: %d pixels of a ring", p.name, mode, n)
			}
			w.Canvas().Unfocus()
			if n := inColour(w.Canvas().Capture(), before, look.New(mode, 1)); n > 0 {
				t.Errorf("%s, %s: %d pixels of the ring stay", p.name, mode, n)
			}
		}
	}
}

// inColour counts the pixels that became those of a ring.
func inColour(after, before image.Image, theme fyne.Theme) int {
	ring, is, was := theme.Color(look.Focus, 0), after.(*image.NRGBA).Pix, before.(*image.NRGBA).Pix
	n := 0
	for i := 0; i < len(is); i += 4 {
		pixel := color.NRGBA{is[i], is[i+1], is[i+2], is[i+3]}
		if pixel == ring && !slices.Equal(is[i:i+4], was[i:i+4]) {
			n++
		}
	}
	return n
}

// walk calls do for all that is seen below an object, with the texts' lines.
func walk(o fyne.CanvasObject, do func(o, parent fyne.CanvasObject)) { walkBelow(o, nil, do) }

func walkBelow(o, parent fyne.CanvasObject, do func(o, parent fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	do(o, parent)
	switch o := o.(type) {
	case *fyne.Container:
		for _, each := range o.Objects {
			walkBelow(each, o, do)
		}
	case *piece.Scroller:
		walkBelow(o.Content, o, do)
	case *container.Scroll:
		walkBelow(o.Content, o, do)
	case *piece.Entry:
	case fyne.Widget:
		for _, each := range test.WidgetRenderer(o).Objects() {
			walkBelow(each, o, do)
		}
	}
}

func TestNothingIsCutOffWhateverTheWidth(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		start(t, look.New(look.Light, scale))
		for _, p := range pieces {
			for _, width := range []float32{320, 776, 1400} {
				w := show(t, piece.Scroll(piece.Page(p.name, "", nil, p.build())), width, 640)
				walk(w.Content(), func(o, parent fyne.CanvasObject) {
					line, ok := o.(*canvas.Text)
					if !ok || line.Text == "" {
						return
					}
					at, room := line.Position(), parent.Size()
					if line.MinSize().Width > room.Width+1 || at.Y+line.MinSize().Height > room.Height+1 {
						t.Errorf("%s at %g, text %g: %q needs %v at %v in %v", p.name, width, scale, line.Text, line.MinSize(), at, room)
					}
				})
			}
		}
	}
}

func TestPartsStandBelowOneAnotherAtOnce(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		start(t, look.New(look.Light, scale))
		var parts []fyne.CanvasObject
		for _, p := range pieces {
			parts = append(parts, p.build())
		}
		w := show(t, piece.Scroll(piece.Stack(8, parts...)), 500, 640)
		stack := w.Content().(*piece.Scroller).Content.(*fyne.Container).Objects[0].(*fyne.Container)
		var bottom float32
		for i, o := range stack.Objects {
			if o.Position().Y < bottom {
				t.Errorf("text %g: %s begins at %g, inside what is above it, which ends at %g", scale, pieces[i].name, o.Position().Y, bottom)
			}
			bottom = o.Position().Y + o.Size().Height
			if least := o.MinSize().Height; o.Size().Height+1 < least {
				t.Errorf("text %g: %s is %g high and needs %g", scale, pieces[i].name, o.Size().Height, least)
			}
		}
		if bottom > stack.Size().Height+1 {
			t.Errorf("text %g: the page is %g high, its parts %g", scale, stack.Size().Height, bottom)
		}
	}
}

func TestALineIsShortenedWithAnEllipsis(t *testing.T) {
	light(t)
	line := piece.Line(long, look.TextBody, look.Ink, false)
	show(t, line, 120, 40)
	lines := test.WidgetRenderer(line.(fyne.Widget)).Objects()
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	got := lines[0].(*canvas.Text).Text
	if !strings.HasSuffix(got, "…") || !strings.HasPrefix(long, strings.TrimSuffix(got, "…")) || len(got) < 8 {
		t.Errorf("shortened to %q", got)
	}
}
