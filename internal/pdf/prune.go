package pdf

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// pruned returns a page's resources without those that its content does not
// name: where pages are left out, their pictures must not come along in a
// dictionary that all pages share. Whatever cannot be told is kept.
func (d *document) pruned(resources types.Dict, content []types.StreamDict) types.Dict {
	named := map[string]bool{}
	for _, s := range content {
		if !d.collectNames(s, named) {
			return resources
		}
	}
	if !d.collectFromForms(resources, named, 0) {
		return resources
	}
	out := types.Dict{}
	for kind, o := range resources {
		all, err := d.dict(o)
		if err != nil || all == nil {
			out[kind] = o
			continue
		}
		kept := types.Dict{}
		for name, resource := range all {
			if named[name] {
				kept[name] = resource
			}
		}
		out[kind] = kept
	}
	return out
}

// collectNames adds every name in a content stream, wherever it stands; false
// where it cannot be read.
func (d *document) collectNames(s types.StreamDict, named map[string]bool) bool {
	data, err := decoded(s)
	if err != nil {
		return false
	}
	for i := 0; i < len(data); i++ {
		if data[i] != '/' {
			continue
		}
		end := i + 1
		for end < len(data) && isRegular(data[end]) {
			end++
		}
		name, err := types.DecodeName(string(data[i+1 : end]))
		if err != nil {
			return false
		}
		named[name] = true
		i = end - 1
	}
	return true
}

// isRegular reports whether a byte can be part of a name (ISO 32000-1, 7.2.2).
func isRegular(c byte) bool {
	switch c {
	case 0, '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return true
}

// collectFromForms adds what is named in forms that lean on the page's own
// resources; false where something may do so that cannot be looked into.
func (d *document) collectFromForms(resources types.Dict, named map[string]bool, depth int) bool {
	if depth > 8 {
		return false
	}
	before := len(named)
	forms, _ := d.dict(resources["XObject"])
	for name, o := range forms {
		resolved, err := d.resolve(o)
		if err != nil {
			return false
		}
		s, ok := resolved.(types.StreamDict)
		if ok && named[name] && d.name(s.Dict["Subtype"]) == "Form" && s.Dict["Resources"] == nil && !d.collectNames(s, named) {
			return false
		}
	}
	fonts, _ := d.dict(resources["Font"])
	for _, o := range fonts {
		if font, _ := d.dict(o); d.name(font["Subtype"]) == "Type3" && font["Resources"] == nil {
			return false
		}
	}
	return len(named) == before || d.collectFromForms(resources, named, depth+1)
}
