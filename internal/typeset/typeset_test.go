package typeset_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/typeset/typesettest"
)

var date = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

// frontOf returns a front with so many entries; every fifth is a translation.
func frontOf(entries int) typeset.Front {
	f := typeset.Front{
		Paper: typeset.A4, Lang: "en", DocTitle: "Zoë Lefèvre-Öztürk", Date: date,
		ContentsTitle: "Contents", ContinuedTitle: "Contents (continued)",
		Cover: typeset.Cover{
			Kicker: "Application", Title: "Zoë Lefèvre-Öztürk", Subtitle: "Internship, Office of the Chief Information Officer",
			Fields: []typeset.Field{{Label: "Date", Value: "1 June 2025"}, {Label: "Pages", Value: "9"}},
			Note:   "Each document is followed by its translation.", GlanceTitle: "In this file",
		},
	}
	for i := range entries {
		e := typeset.Entry{Title: fmt.Sprintf("Document %d", i), Detail: "one page", Page: fmt.Sprint(3 + i)}
		if i%5 == 4 {
			e.Level = 1
		}
		f.Entries = append(f.Entries, e)
	}
	f.Cover.Glance = f.Entries
	return f
}

func setFront(t testing.TB, f typeset.Front) typeset.FrontPages {
	t.Helper()
	got, err := typeset.SetFront(f)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEveryEntryHasOneLinkInTheContents(t *testing.T) {
	t.Parallel()
	for _, entries := range []int{0, 1, 5, 19, 60, 300} {
		got := setFront(t, frontOf(entries))
		var linked []int
		for _, l := range got.Links {
			if l.Page > 0 {
				linked = append(linked, l.Entry)
			}
			if l.Page >= got.Pages || l.X0 >= l.X1 || l.Y0 >= l.Y1 || l.X0 < 0 || l.Y0 < 0 || l.X1 > 595.28 || l.Y1 > 841.89 {
				t.Errorf("%d entries: the link %+v does not lie on one of the %d pages", entries, l, got.Pages)
			}
		}
		if len(linked) != entries || !slices.IsSorted(linked) || len(slices.Compact(linked)) != entries {
			t.Errorf("%d entries: the contents link to %v", entries, linked)
		}
		if pages := typesettest.Pages(t, got.PDF); pages != got.Pages || pages < 2 {
			t.Errorf("%d entries: %d pages are said, %d are there", entries, got.Pages, pages)
		}
		typesettest.Check(t, got.PDF)
	}
}

func TestTheCoverLinksWhatItShows(t *testing.T) {
	t.Parallel()
	f := frontOf(6)
	f.Cover.Glance = []typeset.Entry{f.Entries[1], f.Entries[4], {Title: "Elsewhere", Page: "99"}}
	var linked []int
	for _, l := range setFront(t, f).Links {
		if l.Page == 0 {
			linked = append(linked, l.Entry)
		}
	}
	if want := []int{1, 4}; !slices.Equal(linked, want) {
		t.Errorf("the cover links to %v, want %v", linked, want)
	}
}

func TestACoverWithoutRoomForTranslationsShowsOriginals(t *testing.T) {
	t.Parallel()
	f := frontOf(60)
	for _, l := range setFront(t, f).Links {
		if l.Page == 0 && f.Entries[l.Entry].Level != 0 {
			t.Errorf("the cover shows the translation %d and not every original", l.Entry)
		}
	}
}

func TestATranslationStandsOnThePageOfItsOriginal(t *testing.T) {
	t.Parallel()
	f := frontOf(60)
	page := map[int]int{}
	for _, l := range setFront(t, f).Links {
		page[l.Entry] = l.Page
	}
	for i, e := range f.Entries {
		if e.Level == 1 && page[i] != page[i-1] {
			t.Errorf("the translation %d stands on page %d, its original on %d", i, page[i], page[i-1])
		}
	}
}

func TestTheContentsGoOnUnderTheirOtherTitle(t *testing.T) {
	t.Parallel()
	got := setFront(t, frontOf(60))
	var titles []string
	for _, line := range typesettest.Lines(got.PDF) {
		if strings.HasPrefix(line, "Contents") {
			titles = append(titles, line)
		}
	}
	want := slices.Repeat([]string{"Contents (continued)"}, got.Pages-1)
	want[0] = "Contents"
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Error(diff)
	}
}

func TestEqualFrontsGiveEqualBytes(t *testing.T) {
	t.Parallel()
	f := frontOf(7)
	// Characters that share one glyph come in no fixed order from a map.
	f.Entries[0].Title = "a\u00A0b\u202Fc‑d - ΔΩμ ∆µ Åå ÐĐð đ ς"
	want := setFront(t, f)
	for range 5 {
		if got := setFront(t, f); !bytes.Equal(got.PDF, want.PDF) {
			t.Fatal("the same front gave other bytes")
		}
	}
	f.Date = f.Date.AddDate(0, 0, 1)
	if got := setFront(t, f); bytes.Equal(got.PDF, want.PDF) {
		t.Error("another date gave the same bytes")
	}
	f.Date = time.Time{}
	if a, b := setFront(t, f), setFront(t, f); !bytes.Equal(a.PDF, b.PDF) || !bytes.Contains(a.PDF, []byte("D:1970")) {
		t.Error("without a date the clock was asked")
	}
}

// alphabets holds every letter of the official languages of Europe beyond A to Z.
var alphabets = map[string]string{
	"Latin": "ÀÁÂÃÄÅĀĂĄÆǼ ÇĆĈĊČ ĎĐÐ ÈÉÊËĒĔĖĘĚ ĜĞĠĢ ĤĦ ÌÍÎÏĨĪĬĮİ Ĵ Ķ ĹĻĽĿŁ ÑŃŅŇŊ ÒÓÔÕÖØŌŎŐŒǾ ŔŖŘ ŚŜŞŠȘ ŢŤŦȚ ÙÚÛÜŨŪŬŮŰŲ ŴẀẂẄ ÝŶŸỲ ŹŻŽ Þ ẞ Ə " +
		"àáâãäåāăąæǽ çćĉċč ďđð èéêëēĕėęě ĝğġģ ĥħ ìíîïĩīĭįı ĵ ķĸ ĺļľŀł ñńņňŋ òóôõöøōŏőœǿ ŕŗř śŝşšș ţťŧț ùúûüũūŭůűų ŵẁẃẅ ýŷÿỳ źżž þ ß ə ǆǉǌ Ḃḃ Ḋḋ Ḟḟ Ṁṁ Ṗṗ Ṡṡ Ṫṫ",
	"Greek":    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ ΆΈΉΊΌΎΏΪΫ αβγδεζηθικλμνξοπρσςτυφχψω άέήίόύώϊϋΐΰ ἀἁᾳᾶῆῶ",
	"Cyrillic": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ЁЄІЇҐЎЂЈЉЊЋЏЃЅЌЀЍ абвгдежзийклмнопрстуфхцчшщъыьэюя ёєіїґўђјљњћџѓѕќѐѝ",
	"Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵ ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰ ႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀ ⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠ",
	"Armenian": "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև ՙ՚՛՜՝՞՟։֊֏",
	"Signs":    "“”„‚‘’«»‹›–—…·•€£§°№ªº½ \u00A0\u202F",
}

func TestEveryEuropeanAlphabetIsThere(t *testing.T) {
	t.Parallel()
	for name, letters := range alphabets {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := frontOf(0)
			f.Cover.Title = letters // in bold
			var all []string
			for word := range strings.SplitSeq(letters, " ") { // decomposed it is the same name
				all = append(all, word)
				f.Entries = append(f.Entries, typeset.Entry{Title: word, Detail: norm.NFD.String(word), Page: "3"})
			}
			got := setFront(t, f)
			if len(got.Missing) > 0 {
				t.Errorf("the font lacks %q", string(got.Missing))
			}
			lines := typesettest.Lines(got.PDF)
			for _, word := range all {
				if n := count(lines, norm.NFC.String(word)); n < 2 {
					t.Errorf("%q stands there %d times, want title and detail", word, n)
				}
			}
		})
	}
}

func count(all []string, one string) int {
	n := 0
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

func TestNothingVanishesUnseen(t *testing.T) {
	t.Parallel()
	f := frontOf(1)
	f.Entries[0].Title = "שלום 漢字 😀 diploma 漢"
	got := setFront(t, f)
	if want := []rune("ולםש字漢😀"); !slices.Equal(got.Missing, want) {
		t.Errorf("missing are %q, want %q", string(got.Missing), string(want))
	}
	if want := "שלום 漢字 \uFFFD diploma 漢"; !slices.Contains(typesettest.Lines(got.PDF), want) {
		t.Errorf("no line reads %q", want)
	}
}

func TestTextCanBeSelected(t *testing.T) {
	t.Parallel()
	f := frontOf(1)
	f.Entries[0].Title = "Świadectwo ukończenia: Ελένη, Київ, Þórður (kopia) \\ 1\u202F286,09\u00A0€"
	text := typesettest.Text(t, setFront(t, f).PDF)
	for _, want := range []string{"Zoë Lefèvre-Öztürk", f.Entries[0].Title, "1 June 2025"} {
		if !strings.Contains(text, typesettest.Fold(want)) {
			t.Errorf("pdftotext does not find %q in:\n%s", want, text)
		}
	}
}

// Letters of another font stand in their line where they belong and can be selected;
// that font comes along, named as the subset that it is, where it is needed alone.
func TestAnotherFontHelpsOut(t *testing.T) {
	t.Parallel()
	name := "ნინო ბერიძე (Nino Beridze), Անահիտ Պետրոսյան & Zoë"
	got := setFront(t, everywhere(name))
	if len(got.Missing) > 0 {
		t.Errorf("the fonts lack %q", string(got.Missing))
	}
	typesettest.Check(t, got.PDF)
	plain := setFront(t, frontOf(3)).PDF
	for _, cut := range []string{"Georgian-Regular", "Georgian-Bold", "Armenian-Regular", "Armenian-Bold"} {
		called := regexp.MustCompile(`/BaseFont /[A-Z]{6}\+NotoSans` + cut + `\n`)
		if !called.Match(got.PDF) || bytes.Contains(plain, []byte(cut)) {
			t.Errorf("%s is not there, or is where nothing needs it", cut)
		}
	}
	footers, err := typeset.SetFooters(typeset.A4, []typeset.Footer{{Left: name, Right: "1 / 1"}}, date)
	if err != nil {
		t.Fatal(err)
	}
	if text := typesettest.Text(t, footers); !strings.Contains(text, name) {
		t.Errorf("pdftotext does not find %q in a footer: %q", name, text)
	}
	f := frontOf(1)
	f.Entries[0].Title, f.Entries[0].Detail = name, name
	again := setFront(t, f)
	if text := typesettest.Text(t, again.PDF); strings.Count(text, name) < 3 {
		t.Errorf("pdftotext does not find %q in cover, title and detail:\n%s", name, text)
	}
	if !bytes.Equal(again.PDF, setFront(t, f).PDF) {
		t.Error("the same front gave other bytes")
	}
}

// hostile are texts that have broken one typesetter or another.
var hostile = map[string]string{
	"long words":    strings.Repeat("Donaudampfschifffahrtsgesellschaft ", 300),
	"no space":      strings.Repeat("Ab", 5000),
	"wide, unknown": strings.Repeat("\U0001F600", 3000),
	"combining":     "e" + strings.Repeat("\u0301", 10000),
	"only marks":    strings.Repeat("\u0301", 500),
	"right to left": "\u202Eשלום\u202C \u2066עולם\u2069",
	"controls":      "a\x00b\r\nc\td\x1b[31m\u2028e\u200Bf\u00ADg\uFEFF",
	"bad UTF-8":     "a\xff\xfeb\xe2\x82",
	"PDF syntax":    "(((\\)) Tj ET endstream endobj <</JS (x)>>",
	"low bytes":     "ĊčĨĩ\u285C\u0D0A\u5C28",
	"last":          "\uFFFF\uFFFE\U0010FFFF",
	"empty":         "",
	"spaces":        " \u00A0 \u202F ",
}

// everywhere puts a text into every place of a front.
func everywhere(s string) typeset.Front {
	f := frontOf(0)
	f.Lang, f.DocTitle, f.ContentsTitle, f.ContinuedTitle = s, s, s, s
	f.Entries = nil
	for i, level := range []int{0, 1, 7, -1} {
		f.Entries = append(f.Entries, typeset.Entry{Title: s, Detail: s, Page: s, Level: level, Elsewhere: i == 2})
	}
	f.Separators = []typeset.Separator{{Number: s, Title: s, Detail: s, Pages: s}}
	f.Cover = typeset.Cover{
		Kicker: s, Title: s, Subtitle: s, GlanceTitle: s, Glance: f.Entries, Note: s,
		Fields: slices.Repeat([]typeset.Field{{s, s}}, 40),
	}
	return f
}

func TestHostileTexts(t *testing.T) {
	t.Parallel()
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := setFront(t, everywhere(s))
			if got.Pages != 2 {
				t.Errorf("four entries take %d pages", got.Pages)
			}
			typesettest.Check(t, got.PDF)
		})
	}
}

func TestHostileFooters(t *testing.T) {
	t.Parallel()
	var footers []typeset.Footer
	for _, s := range hostile {
		footers = append(footers, typeset.Footer{Left: s, Right: s}, typeset.Footer{Left: s, Right: s, Wide: true})
	}
	pdf, err := typeset.SetFooters(typeset.Letter, footers, date)
	if err != nil {
		t.Fatal(err)
	}
	typesettest.Check(t, pdf)
}

func TestFooters(t *testing.T) {
	t.Parallel()
	var footers []typeset.Footer
	var want []string
	for i := range 7 {
		right := fmt.Sprintf("%d / 7", i+1)
		footers = append(footers, typeset.Footer{Left: "Zoë Lefèvre", Right: right, Wide: i == 3})
		want = append(want, right, "Zoë Lefèvre")
	}
	pdf, err := typeset.SetFooters(typeset.A4, footers, date)
	if err != nil {
		t.Fatal(err)
	}
	again, err := typeset.SetFooters(typeset.A4, footers, date)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pdf, again) {
		t.Error("the same footers gave other bytes")
	}
	if diff := cmp.Diff(want, typesettest.Lines(pdf)); diff != "" {
		t.Error(diff)
	}
	if n := typesettest.Pages(t, pdf); n != len(footers) {
		t.Errorf("%d footers take %d pages", len(footers), n)
	}
	if n := bytes.Count(pdf, []byte("/MediaBox [0 0 841.89 595.28]")); n != 1 {
		t.Errorf("%d pages lie on their side, want 1", n)
	}
	typesettest.Check(t, pdf)
}

func TestAPaperThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := typeset.SetFront(typeset.Front{Paper: "a5"}); err == nil {
		t.Error("A5 was set")
	}
	if _, err := typeset.SetFooters("", nil, date); err == nil {
		t.Error("no paper was set")
	}
}

func BenchmarkSetFront(b *testing.B) {
	f := frontOf(60)
	b.ReportAllocs()
	for b.Loop() {
		setFront(b, f)
	}
}

func BenchmarkSetFooters(b *testing.B) {
	var footers []typeset.Footer
	for i := range 500 {
		footers = append(footers, typeset.Footer{Left: "Zoë Lefèvre-Öztürk, Intern", Right: fmt.Sprintf("%d / 500", i+1)})
	}
	b.ReportAllocs()
	for b.Loop() {
		pdf, err := typeset.SetFooters(typeset.A4, footers, date)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(pdf)), "bytes/file")
	}
}

// Subsets of fonts are called what they are, and those of two documents apart.
func TestSubsetsOfFontsAreNamedAsSuch(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`/(?:BaseFont|FontName) /([A-Z]{6}\+NotoSans-[A-Z][a-z]+)\n`)
	names := func(data []byte) []string {
		if n := bytes.Count(data, []byte("/BaseFont")) + bytes.Count(data, []byte("/FontName")); n == 0 || n != len(name.FindAll(data, -1)) {
			t.Errorf("%d names of fonts, %q", n, name.FindAll(data, -1))
		}
		var all []string
		for _, found := range name.FindAllSubmatch(data, -1) {
			all = append(all, string(found[1]))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	footers, err := typeset.SetFooters(typeset.A4, []typeset.Footer{{Left: "Zoë", Right: "1 / 1"}}, date)
	if err != nil {
		t.Fatal(err)
	}
	front, foot := names(setFront(t, frontOf(3)).PDF), names(footers)
	if len(front) != 2 || len(foot) != 1 || slices.Contains(front, foot[0]) {
		t.Errorf("%q, %q", front, foot)
	}
}
