package bundle

import (
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// kindTitles are the texts that name a document by its kind, with and without
// the study that it stands for.
var kindTitles = map[document.Kind]struct{ alone, ofStudy string }{
	document.Qualification:  {"bundle.kind.qualification", "bundle.kind.qualification-of"},
	document.ProofOfStudies: {"bundle.kind.proof-of-studies", "bundle.kind.proof-of-studies-of"},
	document.Translation:    {"bundle.kind.translation", "bundle.kind.translation"},
	document.Other:          {"bundle.kind.other", "bundle.kind.other"},
}

// TitleOf names a document for cover, contents and bookmarks: its kind and the
// study it stands for, with the institution as detail, or with its file's name
// where it stands for none. A translation is named by its language where that
// is known, as it stands beside its original.
func TitleOf(loc *i18n.Localizer, d document.Document, c candidate.Candidate) (title, detail string) {
	texts, known := kindTitles[d.Kind]
	if !known {
		texts = kindTitles[document.Other]
	}
	if d.IsTranslation() && d.Lang != "" {
		into := message.Args{"Language": message.Language(d.Lang)}
		return loc.Text(message.New("bundle.kind.translation-into", into)), BaseName(d.Name)
	}
	study, ok := c.Study(d.For)
	if !ok || study.Title == "" {
		return loc.Text(message.New(texts.alone, message.Args{"Name": BaseName(d.Name)})), ""
	}
	return loc.Text(message.New(texts.ofStudy, message.Args{"Name": BaseName(d.Name), "Study": study.Title})), study.Institution
}

// tellApart has documents that would look the same in the contents, as two of one
// kind for one study, name their files too.
func tellApart(documents []Planned) {
	alike := map[[2]string]int{}
	for _, d := range documents {
		alike[[2]string{d.Title, d.Detail}]++
	}
	for i, d := range documents {
		file := short(BaseName(d.Name))
		if alike[[2]string{d.Title, d.Detail}] < 2 || file == d.Title || file == d.Detail {
			continue
		}
		documents[i].Detail = file
		if d.Detail != "" {
			documents[i].Detail = d.Detail + " · " + file
		}
	}
}

// BaseName is a file's name without folder and extension.
func BaseName(path string) string {
	name := filepath.Base(path)
	if stem := strings.TrimSuffix(name, filepath.Ext(name)); stem != "" {
		return stem
	}
	return name
}

// shown returns a text fit to be shown, marked and recorded: valid, composed as
// its own alphabet writes it, on one line.
func shown(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(s, string(unicode.ReplacementChar)))))
}

// maxShown bounds what is shown of a text, in characters: a title of ten thousand
// would be said again on every page of its document.
const maxShown = 300

// marksOfDirection are the signs that tell the direction of their neighbours alone. What
// turns the direction of all that follows could make one name look like another.
var marksOfDirection = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x061C, Hi: 0x061C, Stride: 1}, {Lo: 0x200E, Hi: 0x200F, Stride: 1}}}

// short is a text fit to be shown, and no longer than somebody reads: it ends in
// an ellipsis where it was cut, which parts no letter from its accents.
func short(s string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) && !unicode.Is(marksOfDirection, r) {
			return -1
		}
		return r
	}, shown(s)))
	if len(runes) <= maxShown {
		return string(runes)
	}
	end := maxShown - 1
	for end > 0 && unicode.Is(unicode.M, runes[end]) {
		end--
	}
	return strings.TrimRight(string(runes[:end]), " ") + "…"
}
