package i18n_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// containsMissing reports whether a sentence shows that a text was not found.
func containsMissing(s string) bool {
	return strings.ContainsAny(s, "⟦⟧") || strings.Contains(s, "<no value>")
}

func TestPlurals(t *testing.T) {
	for _, test := range []struct {
		lang  i18n.Lang
		count int
		want  string
	}{
		{i18n.English, 0, "0 bytes"},
		{i18n.English, 1, "1 byte"},
		{i18n.English, 2, "2 bytes"},
		{i18n.French, 0, "0" + nbsp + "octet"},
		{i18n.French, 1, "1" + nbsp + "octet"},
		{i18n.French, 2, "2" + nbsp + "octets"},
		{i18n.French, 1_000_000, "1" + thin + "000" + thin + "000" + nbsp + "d’octets"},
	} {
		m := message.New("format.bytes", message.Args{"Count": test.count})
		if got := localizer(t, test.lang).Text(m); got != test.want {
			t.Errorf("%s, %d: %q, want %q", test.lang, test.count, got, test.want)
		}
	}
}

func TestNothingToSayIsEmpty(t *testing.T) {
	if got := localizer(t, i18n.French).Text(message.Message{}); got != "" {
		t.Errorf("the zero message is %q", got)
	}
}

func TestWhatIsMissingIsSeen(t *testing.T) {
	l := localizer(t, i18n.French)
	for name, m := range map[string]message.Message{
		"no such text":              message.New("nothing.of-the-kind", nil),
		"no value":                  message.New("error.file-missing.what", nil),
		"a value of a foreign type": message.New("error.file-missing.what", message.Args{"File": 1.5}),
	} {
		if _, err := l.Render(m); err == nil {
			t.Errorf("%s: Render returns no error", name)
		}
		if got, want := l.Text(m), "⟦"+m.ID+"⟧"; got != want {
			t.Errorf("%s: Text returns %q, want %q", name, got, want)
		}
	}
}

func TestAlphabeticalOrder(t *testing.T) {
	names := []string{"Zoë", "Eva", "Élodie", "Ångström", "emil", "Étienne", "Anna"}
	slices.SortFunc(names, localizer(t, i18n.French).Compare)
	want := []string{"Ångström", "Anna", "Élodie", "emil", "Étienne", "Eva", "Zoë"}
	if !slices.Equal(names, want) {
		t.Errorf("sorted: %v, want %v", names, want)
	}
}

// A localizer serves the window's goroutine and its background jobs at once;
// the race detector watches.
func TestConcurrentUse(t *testing.T) {
	l := localizer(t, i18n.French)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			l.Bytes(1_234_567)
			l.Compare("é", "e")
			l.Text(message.New("nothing.of-the-kind", nil))
		})
	}
	group.Wait()
}

func TestParse(t *testing.T) {
	for value, want := range map[string]i18n.Lang{"fr": "fr", "EN": "en", "fr-BE": "fr", "fr_CA.UTF-8": "fr", "en@euro": "en"} {
		if got, err := i18n.Parse(value); got != want || err != nil {
			t.Errorf("Parse(%q) = %q, %v", value, got, err)
		}
	}
	for _, value := range []string{"", "de", "french", "-", "C", "\x00"} {
		_, err := i18n.Parse(value)
		if e := message.Of(err); e == nil || e.ID != "language-unknown" || e.Class != message.BadInput {
			t.Errorf("Parse(%q): %v", value, err)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, test := range []struct {
		why  string
		env  map[string]string
		want i18n.Lang
	}{
		{"LANG", map[string]string{"LANG": "fr_BE.UTF-8"}, "fr"},
		{"LC_ALL goes first", map[string]string{"LC_ALL": "en_GB", "LC_MESSAGES": "fr_FR", "LANG": "fr_FR"}, "en"},
		{"LC_MESSAGES goes before LANG", map[string]string{"LC_MESSAGES": "fr_FR", "LANG": "en_GB"}, "fr"},
		{"an empty variable is none", map[string]string{"LC_ALL": "", "LANG": "fr"}, "fr"},
		{"a language we do not speak", map[string]string{"LANG": "de_DE.UTF-8"}, "en"},
		{"no language", map[string]string{"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, "en"},
	} {
		env := func(name string) string { return test.env[name] }
		if got := i18n.Detect(env); got != test.want {
			t.Errorf("%s: %q, want %q", test.why, got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("fr_BE.UTF-8@euro")
	f.Fuzz(func(t *testing.T, value string) {
		if lang, err := i18n.Parse(value); err == nil && !slices.Contains(i18n.Languages(), lang) {
			t.Errorf("Parse(%q) = %q", value, lang)
		}
	})
}

// A window changes its language while somebody types: what was read once is not
// read again.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := i18n.New(i18n.French); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	l := localizer(b, i18n.French)
	m := message.New("error.file-missing.what", message.Args{"File": "diplôme.pdf"})
	for b.Loop() {
		l.Text(m)
	}
}
