package dossier_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
)

func TestEncodeIsCanonical(t *testing.T) {
	t.Parallel()
	first, err := dossier.Encode(zoe())
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := dossier.Decode("dossier.json", first)
	if err != nil {
		t.Fatal(err)
	}
	second, err := dossier.Encode(decoded)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v\n%s\nbecame\n%s", err, first, second)
	}
}

// Keys that this program does not know stay, whatever they hold and wherever
// they stand, and another change does not touch them.
func TestUnknownKeysAreKept(t *testing.T) {
	t.Parallel()
	values := rapid.SampledFrom([]string{
		`1`, `-0.0`, `1e400`, `123456789012345678901234567890`, `"é\u0000"`, `null`, `[]`, `{}`,
		`{"a": [1, {"b": null}]}`, `"<&>"`, `true`,
	})
	rapid.Check(t, func(t *rapid.T) {
		n := 0
		key := func() string {
			n++
			return fmt.Sprintf(`"x-%d-%s": %s`, n, rapid.StringMatching(`[a-zé]{0,3}`).Draw(t, "key"), values.Draw(t, "value"))
		}
		text := `{"format": 1, ` + key() + `, "candidate": {"name": {"given": "Zoë", ` + key() + `}, ` + key() + `,
			"studies": [{"id": "s1", ` + key() + `}], "languages": [{"tag": "fr", ` + key() + `}],
			"experience": [{"kind": "other", ` + key() + `}]},
			"documents": [{"id": "d1", "file": "` + strings.Repeat("0a", 32) + `.pdf", "kind": "other", ` + key() + `}],
			"applications": [{"vacancy": "v", "digest": "", ` + key() + `,
				"decisions": [{"item": "age", "on": "2025-06-01", "digest": "", ` + key() + `}]}]}`
		d, err := dossier.Decode("dossier.json", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		d.Candidate.Name.Given = "changed"
		encoded, err := dossier.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Replace(text, `"given": "Zoë"`, `"given": "changed"`, 1)
		if got := canonical(t, encoded); got != canonical(t, []byte(want)) {
			t.Errorf("got  %s\nwant %s", got, canonical(t, []byte(want)))
		}
	})
}

// canonical is a text's meaning: keys in one order, numbers as they are.
func canonical(t *rapid.T, data []byte) string {
	value := jsontext.Value(data)
	if err := value.Format(jsontext.ReorderRawObjects(true)); err != nil {
		t.Fatal(err)
	}
	return string(value)
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	file := strings.Repeat("0a", 32) + ".pdf"
	documents := func(entries string) string {
		return `{"format": 1, "candidate": {}, "documents": [` + entries + `], "applications": []}`
	}
	sent := func(what string) string {
		return `{"format": 1, "applications": [{"vacancy": "v", "submitted": {"on": "2025-06-01", ` + what + `}}]}`
	}
	twice := strings.Join(slices.Repeat([]string{`{"id": "d1", "file": "` + file + `", "kind": "other"}`}, 2), ",")
	for text, want := range map[string]string{
		``:                                 "json-empty",
		`{`:                                "json-cut-short",
		`nul`:                              "json-cut-short",
		`{"format": 1, "format": 1}`:       "json-duplicate-key",
		"{\"format\": 1, \"x\": \"\xff\"}": "json-not-utf8",
		`{"format": 1} {}`:                 "json-syntax",
		`{"format": "1"}`:                  "json-wants-number",
		`{"format": 2, "documents": 7}`:    "dossier-newer",
		`{"format": 99999}`:                "dossier-newer",
		`{"format": 0}`:                    "dossier-bad-value",
		`{}`:                               "dossier-bad-value",
		`{"format": 1, "candidate": {"birthDate": "2003-02-30"}}`:                                           "candidate-date",
		`{"format": 1, "candidate": {"nationalities": ["XX"]}}`:                                             "candidate-country",
		documents(`{"id": "d1", "file": "../` + file + `", "kind": "other"}`):                               "dossier-bad-value",
		documents(`{"id": "d1", "file": "` + file + `/../x", "kind": "other"}`):                             "dossier-bad-value",
		documents(`{"id": "", "file": "` + file + `", "kind": "other"}`):                                    "dossier-bad-value",
		documents(`{"id": "d1", "file": "` + file + `", "kind": "passport"}`):                               "dossier-bad-value",
		documents(`{"id": "d1", "file": "` + file + `", "kind": "other", "pages": [0]}`):                    "dossier-bad-value",
		documents(`{"id": "d1", "file": "` + file + `", "kind": "other", "pages": [2, 1, 2]}`):              "dossier-bad-value",
		sent(`"bundle": "b-1.pdf", "further": [{"bundle": "../b-2.pdf"}], "application": {"vacancy": "v"}`): "dossier-bad-value",
		sent(`"further": [{"bundle": "b-2.pdf"}], "application": {"vacancy": "v"}`):                         "dossier-bad-value",
		sent(`"application": {"vacancy": "w"}`):                                                             "dossier-bad-value",
		sent(`"application": {"vacancy": "v", "pages": {"d1": [0]}}`):                                       "dossier-bad-value",
		sent(`"application": {"vacancy": "v"}, "documents": [` + twice + `]`):                               "dossier-bad-value",
		`{"format": 1, "applications": [{"vacancy": "v", "pages": {"d1": [1, 1]}}]}`:                        "dossier-bad-value",
		documents(strings.Repeat(`,{"id": "d1", "file": "`+file+`", "kind": "other"}`, 2)[1:]):              "dossier-bad-value",
		`{"format": 1, "applications": [{"vacancy": "../x"}]}`:                                              "dossier-bad-value",
		`{"format": 1, "applications": [{"vacancy": "x"}, {"vacancy": "x"}]}`:                               "dossier-bad-value",
		`{"format": 1, "x": ` + strings.Repeat(`[`, 20_000) + strings.Repeat(`]`, 20_000) + `}`:             "json-syntax",
		`{"format": 1, "applications": [{"vacancy": "v", "declarations": {"decl-ai": "2025-13-01"}}]}`:      "json-wants-text",
	} {
		_, err := dossier.Decode("here/dossier.json", []byte(text))
		e := message.Of(err)
		if e == nil || e.ID != want {
			t.Errorf("%.80s: got %v, want %s", text, err, want)
			continue
		}
		if name := e.Args["File"]; name != "here/dossier.json" && !strings.HasPrefix(want, "candidate-co") {
			t.Errorf("%.80s: the error names %v", text, name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	good, err := dossier.Encode(zoe())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"format":1,"x":{"y":[1e999]},"candidate":{"name":{"z":null}}}`))
	f.Add([]byte("\ufeff{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := dossier.Decode("dossier.json", data)
		if err != nil {
			if message.Of(err) == nil {
				t.Errorf("nothing to say to a person: %v", err)
			}
			return
		}
		first, err := dossier.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		again, err := dossier.Decode("dossier.json", first)
		if err != nil {
			t.Fatalf("what was written does not read: %v\n%s", err, first)
		}
		if second, err := dossier.Encode(again); err != nil || !bytes.Equal(first, second) {
			t.Errorf("%v\n%s\nbecame\n%s", err, first, second)
		}
	})
}

// large is a dossier with 200 documents.
func large() dossier.Dossier {
	d := zoe()
	d.Documents = nil
	for i := range 200 {
		d.Documents = append(d.Documents, dossier.Document{
			ID: fmt.Sprintf("d%d", i+1), File: fmt.Sprintf("%064x.pdf", i), Name: "Relevé de notes.pdf",
			Kind: "other", For: "s1", Lang: "fr", PageCount: 3,
		})
	}
	return d
}

func BenchmarkSave200Documents(b *testing.B) {
	path := filepath.Join(b.TempDir(), "d")
	opened, err := dossier.Create(path, large(), nil, dossier.Options{Now: noon})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	d := large()
	for n := 0; b.Loop(); n++ {
		d.Candidate.Name.Given = fmt.Sprint(n)
		if err := opened.Save(d, noon.Add(time.Duration(n)*time.Millisecond)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode200Documents(b *testing.B) {
	d := large()
	for b.Loop() {
		if _, err := dossier.Encode(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen200Documents500Entries(b *testing.B) {
	path := filepath.Join(b.TempDir(), "d")
	opened, err := dossier.Create(path, large(), nil, dossier.Options{Now: noon})
	if err != nil {
		b.Fatal(err)
	}
	d := large()
	for n := range 500 {
		d.Candidate.Name.Given = fmt.Sprint(n)
		if err := opened.Save(d, noon); err != nil {
			b.Fatal(err)
		}
	}
	if err := opened.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		opened, err := dossier.Open(path, dossier.Options{Now: noon})
		if err != nil {
			b.Fatal(err)
		}
		if err := opened.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
