package prose_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/prose"
)

//go:embed testdata/languages.txt
var heldOut string

// sentences are those of a language, by its tag.
func sentences() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(heldOut) {
		if tag, sentence, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			all[tag] = append(all[tag], sentence)
		}
	}
	return all
}

// Of single sentences, some eight in ten are told, and none is taken for a language
// that it is not in. (Other is right for every language but English and French.)
func TestLanguageOfASentence(t *testing.T) {
	t.Parallel()
	total, told := 0, 0
	for tag, all := range sentences() {
		if tag != "und" && tag != "el" && len(all) < 20 {
			t.Errorf("%s: measured on %d sentences alone", tag, len(all))
		}
		right := 0
		for _, sentence := range all {
			switch got := prose.Languages(sentence); {
			case slices.Equal(got, []string{tag}):
				right++
			case slices.Equal(got, []string{prose.Other}) && tag != "en" && tag != "fr":
			case got != nil:
				t.Errorf("%s: %q is taken for %v", tag, sentence, got)
			}
		}
		t.Logf("%s: %d of %d told", tag, right, len(all))
		total, told = total+len(all), told+right
	}
	t.Logf("in all: %d of %d told", told, total)
	if told*10 < total*8 {
		t.Errorf("only %d of %d sentences are told", told, total)
	}
}

// Of three sentences, which is less than a page has, nearly all are told.
func TestLanguageOfAParagraph(t *testing.T) {
	t.Parallel()
	total, told := 0, 0
	for tag, all := range sentences() {
		if tag == "und" {
			continue
		}
		for i := 0; i+3 <= len(all); i++ {
			got := prose.Languages(strings.Join(all[i:i+3], "\n"))
			total++
			if slices.Equal(got, []string{tag}) {
				told++
			} else if got != nil && (!slices.Equal(got, []string{prose.Other}) || tag == "en" || tag == "fr") {
				t.Errorf("%s: sentences from %d on are taken for %v", tag, i, got)
			}
		}
	}
	t.Logf("%d of %d told", told, total)
	if told*100 < total*98 {
		t.Errorf("only %d of %d paragraphs are told", told, total)
	}
}

func TestWhatCannotBeTold(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing":              "",
		"a name":               "Zoë Lefèvre-Öztürk",
		"numbers":              strings.Repeat("12.03.2024 17,5 20 / 20 ECTS\n", 40),
		"one word":             "Certificate",
		"names of courses":     "Analyse I\nAlgebra\nPhysik\nInformatica\nStatistics",
		"signs":                strings.Repeat("\uE001\uE002 \uFFFD ", 100),
		"one word and numbers": strings.Repeat("Potato 17 ", 100),
		"letters of a formula": strings.Repeat("Matrix A, B, C = D, O, Y ", 40),
		"letters by letter":    strings.Repeat("a b c d e ", 50),
		"one endless word":     strings.Repeat("the", 100_000),
	} {
		if got := prose.Languages(text); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestATextInTwoLanguagesNamesBoth(t *testing.T) {
	t.Parallel()
	all := sentences()
	half := func(tag string) string { return strings.Join(all[tag][:8], " ") }
	for _, test := range []struct{ first, second string }{{"pl", "en"}, {"nl", "fr"}, {"tr", "en"}, {"de", "fr"}} {
		got := prose.Languages(half(test.first) + "\n" + half(test.second))
		slices.Sort(got)
		want := []string{test.first, test.second}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v: got %v", want, got)
		}
	}
	greek := strings.Repeat(strings.Join(all["el"], " ")+" ", 8)
	if got := prose.Languages(half("en") + "\n" + greek); len(got) != 2 || !slices.Contains(got, "en") || !slices.Contains(got, prose.Other) {
		t.Errorf("English and Greek: got %v", got)
	}
	// A quotation makes no second language.
	if got := prose.Languages(strings.Join(all["de"], " ") + " " + all["en"][0]); !slices.Equal(got, []string{"de"}) {
		t.Errorf("a quotation: got %v", got)
	}
}

func TestCapitalsAndDecomposedLettersAreTheSameLanguage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"UNIVERSITÉ DE MONTCLAIR. CERTIFICAT D’INSCRIPTION. NOUS ATTESTONS QUE L’ÉTUDIANTE EST RÉGULIÈREMENT INSCRITE AUX COURS.", "fr"},
		{"İSTANBUL ÜNİVERSİTESİ REKTÖRLÜĞÜ. ÖĞRENCİ BELGESİ. YUKARIDA ADI GEÇEN KİŞİ ÜNİVERSİTEMİZ ÖĞRENCİSİDİR VE BU BELGE İLE DERS ALIR.", "tr"},
		{"Nous attestons que l'e\u0301tudiante est inscrite pour l'anne\u0301e acade\u0301mique.", "fr"},
	} {
		if got := prose.Languages(prose.Clean(test.text)); !slices.Equal(got, []string{test.want}) {
			t.Errorf("%q: %v", test.text, got)
		}
	}
}

func BenchmarkLanguages(b *testing.B) {
	text := strings.Repeat(strings.Join(sentences()["de"], " ")+"\n", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		prose.Languages(text)
	}
}
