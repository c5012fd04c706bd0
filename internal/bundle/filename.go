package bundle

import (
	"regexp"
	"slices"
	"strings"
)

// Named is what the name of a bundle's file is made of; every part may be empty.
type Named struct {
	Family, Given string
	Vacancy       string // what tells the vacancy
	Name          string // what the candidate calls the bundle
}

// namePart is a part of a file's name: what it is, and how many letters of it stay
// where there is no room for all.
type namePart struct {
	of    func(Named) string
	least int
}

// nameParts are the parts by the words that portals' rules have for them.
var nameParts = map[string]namePart{
	"given":   {func(n Named) string { return n.Given }, 1},
	"family":  {func(n Named) string { return n.Family }, 3},
	"name":    {func(n Named) string { return n.Name }, 3},
	"vacancy": {func(n Named) string { return n.Vacancy }, 3},
}

// shortened is the order in which parts give way: what tells one bundle from
// another stays longest.
var shortened = []string{"given", "family", "name", "vacancy"}

// usualParts are the parts where the portal has no rule of its own.
var usualParts = []string{"family", "given", "vacancy", "name"}

// Bounds of a file's name, in characters with its extension.
const (
	usualLength = 60
	mostLength  = 200 // more than that some systems refuse
)

// FileName is the default name of a file, without folder: the parts that the
// portal's rule names in its order (none: family, given, vacancy, name), in
// letters that every portal and every system takes; at most maxLength characters
// with its extension (0: 60). What the candidate calls the bundle is always in it.
func FileName(n Named, parts []string, maxLength int) string {
	if maxLength <= len(extension) {
		maxLength = usualLength
	}
	most := min(maxLength, mostLength) - len(extension)
	if len(parts) == 0 {
		parts = usualParts
	}
	if !slices.Contains(parts, "name") {
		parts = append(slices.Clip(parts), "name")
	}
	plain := map[string]string{}
	for _, part := range parts {
		if known, isKnown := nameParts[part]; isKnown {
			plain[part] = plainLetters(known.of(n))
		}
	}
	name := underscored(parts, plain)
	for _, part := range shortened {
		if over := len(name) - most; over > 0 && plain[part] != "" {
			keep := max(nameParts[part].least, len(plain[part])-over)
			plain[part] = strings.TrimRight(plain[part][:min(keep, len(plain[part]))], "-")
			name = underscored(parts, plain)
		}
	}
	return usable(name, most) + extension
}

// underscored puts the parts that are there together.
func underscored(parts []string, plain map[string]string) string {
	var there []string
	for _, part := range parts {
		if plain[part] != "" {
			there = append(there, plain[part])
		}
	}
	return strings.Join(there, "_")
}

// usable is a stem of at most so many letters that is a name on every system.
func usable(stem string, most int) string {
	if stem == "" {
		stem = "bundle"
	}
	if len(stem) > most {
		stem = strings.Trim(stem[:most], "-_")
	}
	if reserved.MatchString(stem) {
		stem = stem[:min(len(stem), most-1)] + "_"
	}
	return stem
}

// reserved are the names that Windows keeps for devices, whatever their extension
// is.
var reserved = regexp.MustCompile(`^(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

const extension = ".pdf"
