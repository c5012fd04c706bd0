package pdf

import (
	"regexp"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// draws finds the fonts and the pictures or forms that a content stream draws
// with, by their names in the page's resources (ISO 32000-1, 8.8 and 9.3).
var draws = regexp.MustCompile(`/([^\x00\s()<>\[\]{}/%]+)\s+(?:[-+.0-9]+\s+(Tf)|(Do))\b`)

// lacks reports whether a page draws with fonts, pictures or forms that its
// resources have not. Of a damaged file they may be lost: PDFium then takes
// another font, other readers show nothing, and what looks right here would be
// empty at the recruiter's.
func (d *document) lacks(p *page) bool {
	resources, err := d.dict(p.resources)
	if err != nil {
		return true
	}
	parts, err := d.content(p)
	if err != nil {
		return true
	}
	for _, part := range parts {
		data, err := decoded(part)
		if err != nil {
			continue // it is compared by picture
		}
		for _, found := range draws.FindAllSubmatch(data, -1) {
			kind := "XObject"
			if len(found[2]) > 0 {
				kind = "Font"
			}
			if !d.holds(resources, kind, string(found[1])) {
				return true
			}
		}
	}
	return false
}

// holds reports whether resources have something under a name.
func (d *document) holds(resources types.Dict, kind, name string) bool {
	all, err := d.dict(resources[kind])
	if err != nil || all == nil {
		return false
	}
	decodedName, err := types.DecodeName(name)
	if err != nil {
		decodedName = name
	}
	for _, key := range []string{decodedName, name} {
		if resource, ok := all[key]; ok {
			got, err := d.resolve(resource)
			return err == nil && got != nil
		}
	}
	return false
}
