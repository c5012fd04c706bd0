package vacancy

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"example.org/dossier/internal/message"
)

// macrolanguages are codes of ISO 639-3 that stand for several languages at
// once, with the members of which lists of languages speak. The first member is
// the one that is meant where somebody names the macrolanguage alone, as in
// Unicode's CLDR. Indonesian is left out: nobody who asks for Malay means it.
var macrolanguages = map[string][]string{
	"ar": {"arb", "acm", "aeb", "apc", "apd", "arq", "ars", "ary", "arz", "ayl"},
	"az": {"azj", "azb"},
	"et": {"ekk", "vro"},
	"fa": {"pes", "prs"},
	"ku": {"kmr", "ckb", "sdh"},
	"lv": {"lvs", "ltg"},
	"mg": {"plt"},
	"mn": {"khk", "mvf"},
	"ms": {"zsm"},
	"ne": {"npi", "dty"},
	"no": {"nb", "nn"},
	"ps": {"pbu", "pbt", "pst"},
	"sh": {"sr", "bs", "cnr", "hr"},
	"sq": {"als", "aae", "aat", "aln"},
	"sw": {"swh", "swc"},
	"uz": {"uzn", "uzs"},
	"zh": {"cmn", "gan", "hak", "hsn", "nan", "wuu", "yue"},
}

// mainMember reports whether the language is the one meant by the macrolanguage
// alone. Serbo-Croatian has no such one: its members are equals.
func mainMember(macro, code string) bool {
	return macro != "sh" && slices.Index(macrolanguages[macro], code) == 0
}

// LanguageCovers reports whether a language that is asked for is the one that a
// BCP 47 tag names, whatever its region and script: en covers en-GB and eng, no
// (Norwegian) covers nb and nn, and nb covers no, but not nn. A tag that names
// no language is covered by itself alone.
func LanguageCovers(asked, tag string) bool {
	if asked == tag { // most are written alike, and need no parsing
		return true
	}
	wanted, known := languageBase(asked), languageBase(tag)
	return wanted == known || slices.Contains(macrolanguages[wanted], known) || mainMember(known, wanted)
}

// languageBase returns the language of a tag without its script, region and
// variants, by its shortest code. Old codes are not replaced by newer ones: that
// of Serbo-Croatian would become Serbian. A code alone, as nearly all tags are,
// is looked up without parsing a whole tag, which costs five times as much.
func languageBase(tag string) string {
	base, err := language.ParseBase(tag)
	if err != nil {
		parsed, err := language.Raw.Parse(tag)
		if err != nil {
			return tag
		}
		base, _, _ = parsed.Raw()
	}
	if canonical, err := language.Default.Compose(base); err == nil && base.String() != "sh" {
		base, _, _ = canonical.Raw()
	}
	return base.String()
}

// tags checks that languages exist and are named by language alone, and that
// none stands twice, be it as a part of another.
func (v *validator) tags(path string, tags []string) {
	for i, tag := range tags {
		_, err := language.ParseBase(tag)
		if err != nil || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" {
			v.value(nth(path, i), "pack-bad-language", tag)
			continue
		}
		if n := slices.IndexFunc(tags[:i], func(other string) bool {
			return tag != other && (LanguageCovers(other, tag) || LanguageCovers(tag, other))
		}); n >= 0 {
			v.fail(nth(path, i), "pack-language-within", message.Args{
				"Key": lastKey(path), "Value": tag, "Other": tags[n],
			})
		}
	}
	unique(v, path, tags)
}
