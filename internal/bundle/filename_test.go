package bundle_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/internal/bundle"
)

func TestFileNamesAreSpelledPlainly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ family, given, vacancy, want string }{
		{"Lefèvre-Öztürk", "Zoë", "OCIO", "Lefevre-Ozturk_Zoe_OCIO.pdf"},
		{"Lefe\u0300vre", "Zoe\u0308", "OCIO", "Lefevre_Zoe_OCIO.pdf"}, // decomposed, as from a Mac
		{"Łukaszewicz", "Bogusław", "OCIO", "Lukaszewicz_Boguslaw_OCIO.pdf"},
		{"Þórðardóttir", "Æsa", "OCIO", "Thordardottir_Aesa_OCIO.pdf"},
		{"O’Brien", "Seán Óg", "OCIO", "OBrien_Sean-Og_OCIO.pdf"},
		{"Weiß", "Jörg", "", "Weiss_Jorg.pdf"},
		{"Camilleri", "Ġorġ Għawdex", "OCIO", "Camilleri_Gorg-Ghawdex_OCIO.pdf"},
		{"İNCİ", "Ayşegül Işıl", "OCIO", "INCI_Aysegul-Isil_OCIO.pdf"},
		{"Šķēle", "Jānis", "OCIO", "Skele_Janis_OCIO.pdf"},
		{"Ţăran", "Ștefan", "OCIO", "Taran_Stefan_OCIO.pdf"},
		{"Þōriĳn", "Ŋalla", "OCIO", "Thoriijn_Ngalla_OCIO.pdf"},
		{"Llŷr-Ŵyn", "Siân", "OCIO", "Llyr-Wyn_Sian_OCIO.pdf"},
		{"Παπαδοπούλου", "Ελένη", "OCIO", "Papadopoulou_Eleni_OCIO.pdf"},
		{"Ευαγγέλου", "Αύρα", "OCIO", "Evangelou_Avra_OCIO.pdf"},
		{"ΟΥΡΑΝΟΣ", "Ευτυχία", "OCIO", "OURANOS_Eftychia_OCIO.pdf"},
		{"Щерев", "Георги Йорданов", "OCIO", "Shterev_Georgi-Yordanov_OCIO.pdf"},
		{"Гриценко", "Їжак", "OCIO", "Gritsenko_Izhak_OCIO.pdf"},
		{"Ђорђевић", "Љубица", "OCIO", "Djordjevic_Ljubitsa_OCIO.pdf"},
		{"Ќосев", "Ѓорѓи", "OCIO", "Kosev_Gorgi_OCIO.pdf"},
		{"Караткевіч", "Ўладзімір", "OCIO", "Karatkevich_Uladzimir_OCIO.pdf"},
		{"ბერიძე", "ნინო", "OCIO", "beridze_nino_OCIO.pdf"},
		{"Հարությունյան", "Աննա", "OCIO", "Harutyunyan_Anna_OCIO.pdf"},
		{"ＬＥＥ", "ﬁona", "OCIO", "LEE_fiona_OCIO.pdf"}, // full width, a ligature
		{"שלום", "محمد", "OCIO", "OCIO.pdf"},          // no letters of Europe: the vacancy alone
		{"李", "", "", "bundle.pdf"},                   // nothing is left
		{"../../etc", "passwd\x00", "OCIO", "etc_passwd_OCIO.pdf"},
		{`C:\temp`, `a<b>c|d?e*f"g`, "x/y", "C-temp_a-b-c-d-e-f-g_x-y.pdf"},
		{"\u202eevil", "fdp.exe", "OCIO", "evil_fdp-exe_OCIO.pdf"},
		{".hidden", " . ", "-rf", "hidden_rf.pdf"},
		{"Con", "", "", "Con_.pdf"}, // a device's name on Windows
		{"", "LPT9", "", "LPT9_.pdf"},
		{"Aux", "Marie", "", "Aux_Marie.pdf"},
		{"", "", "", "bundle.pdf"},
	} {
		got := bundle.FileName(bundle.Named{Family: c.family, Given: c.given, Vacancy: c.vacancy}, nil, 0)
		if got != c.want {
			t.Errorf("FileName(%q, %q, %q) = %q, want %q", c.family, c.given, c.vacancy, got, c.want)
		}
	}
}

// The portal's rule says which parts there are, and in which order; what tells
// bundles apart gives way last.
func TestFileNamesFollowThePortalsRule(t *testing.T) {
	t.Parallel()
	zoe := bundle.Named{Family: "Lefèvre-Öztürk", Given: "Zoë", Vacancy: "OCIO", Name: "Portfolio 2"}
	for _, c := range []struct {
		parts string
		most  int
		want  string
	}{
		{"", 60, "Lefevre-Ozturk_Zoe_OCIO_Portfolio-2.pdf"},
		{"vacancy family given", 60, "OCIO_Lefevre-Ozturk_Zoe_Portfolio-2.pdf"},
		{"family vacancy", 60, "Lefevre-Ozturk_OCIO_Portfolio-2.pdf"},
		{"name family", 60, "Portfolio-2_Lefevre-Ozturk.pdf"},
		{"family unheard-of", 60, "Lefevre-Ozturk_Portfolio-2.pdf"},
		{"", 38, "Lefevre-Ozturk_Zo_OCIO_Portfolio-2.pdf"},
		{"", 30, "Lefevre_Z_OCIO_Portfolio-2.pdf"},
		{"", 20, "Lef_Z_OCIO_Portf.pdf"},
		{"", 12, "Lef_Z_OC.pdf"},
		{"", 8, "Lef.pdf"},
	} {
		if got := bundle.FileName(zoe, strings.Fields(c.parts), c.most); got != c.want {
			t.Errorf("%q, at most %d: got %q, want %q", c.parts, c.most, got, c.want)
		}
	}
}

var (
	plainName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*\.pdf$`)
	device    = regexp.MustCompile(`^(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])\.pdf$`)
)

// Whatever somebody is called, the name is one on every system, and no longer than
// the portal takes.
func TestFileNamesAreNamesOnEverySystem(t *testing.T) {
	t.Parallel()
	words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"con", "Nul", "COM1", "", "..", "ΑΥ", "ու"}))
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(8, 300).Draw(t, "most")
		name := bundle.FileName(bundle.Named{
			Family: words.Draw(t, "family"), Given: words.Draw(t, "given"), Vacancy: words.Draw(t, "vacancy"), Name: words.Draw(t, "name"),
		}, rapid.SliceOf(rapid.SampledFrom([]string{"family", "given", "vacancy", "name", "x"})).Draw(t, "parts"), most)
		if !plainName.MatchString(name) || len(name) > most || len(name) > 200 || device.MatchString(name) {
			t.Fatalf("%q is no name of at most %d plain characters", name, most)
		}
	})
}
