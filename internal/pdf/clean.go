package pdf

import (
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What is carried over of a source is what draws its pages, and nothing that
// tells of the candidate, of those who worked on the file, or that does
// something. What cleans is here; what finds that something was left is in
// clean_scan.go.

// role is what a dictionary is for, by the way that leads to it: the same word is
// a forbidden entry in one, and in another only what a page calls its font.
type role int

const (
	drawn     role = iota // part of what a page draws
	resources             // what a page or a form draws with, by kinds
	names                 // things by names of the file's own choosing
	lists                 // property lists by such names
	list                  // a property list, of marked content or a layer
)

// below is the role of what stands in a dictionary.
func (r role) below(key string) role {
	switch r {
	case resources:
		switch key {
		case "Properties":
			return lists
		case "ProcSet":
			return drawn
		}
		return names
	case lists:
		return list
	case names:
		return drawn
	}
	switch key {
	case "Resources":
		return resources
	case "CharProcs", "Colorants", "Solidities", "DotGain":
		return names
	}
	return drawn
}

// What a dictionary may hold, where that is known (ISO 32000-1, tables 33, 89 and
// 95; ISO 32000-1, 8.11 and 14.6). A reader looks at nothing else of it to draw a
// page; drawing programs note there of whom and of which file something is.
var (
	ofResources = setOf("ExtGState", "ColorSpace", "Pattern", "Shading", "XObject", "Font", "ProcSet", "Properties")
	ofForms     = setOf("Type", "Subtype", "FormType", "BBox", "Matrix", "Resources", "Group", "OC", "Name", "Filter", "DecodeParms", "Length")
	ofImages    = setOf("Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Intent", "ImageMask", "Mask", "Decode",
		"Interpolate", "SMask", "SMaskInData", "Matte", "OC", "Name", "Filter", "DecodeParms", "Length")
	ofLists  = setOf("Type", "Subtype", "MCID", "ActualText", "Alt", "E", "Lang", "BBox", "Attached", "OCGs", "P", "VE")
	ofLayers = setOf("Type", "Name")
)

// aside are the entries that draw nothing wherever they stand: what happens, what
// is attached, who made it, where it came from.
var aside = setOf("A", "AA", "JS", "JavaScript", "OpenAction", "URI", "EF", "UF", "EmbeddedFiles", "AF", "RichMediaContent", "RichMediaSettings",
	"Movie", "Thumb", "Metadata", "PieceInfo", "LastModified", "OPI", "AcroForm", "XFA", "Names", "Dests", "Usage", "Alternates", "AP")

func setOf(keys ...string) map[string]bool {
	set := make(map[string]bool, len(keys))
	for _, k := range keys {
		set[k] = true
	}
	return set
}

// allowed are the entries that a dictionary of this role may hold; nil where only
// those are known that it may not.
func (d *document) allowed(r role, v types.Dict, stream bool) map[string]bool {
	switch {
	case r == resources:
		return ofResources
	case !stream && d.name(v["Type"]) == "OCG":
		return ofLayers
	case r == list:
		return ofLists
	case stream && d.name(v["Subtype"]) == "Image":
		return ofImages
	case stream && d.name(v["Subtype"]) == "Form":
		return ofForms
	}
	return nil
}

// cleaned returns the dictionary without what is not carried over.
func (c *carriage) cleaned(v types.Dict, r role, stream bool) types.Dict {
	if r == names || r == lists {
		return v
	}
	allowed := c.d.allowed(r, v, stream)
	out := make(types.Dict, len(v))
	for k, o := range v {
		switch {
		case allowed != nil && !allowed[k]:
		case k == "Name" && c.d.isNamedOtherwise(v):
		case aside[k], stream && slices.Contains(ofStreams, k), isLocal(o):
		default:
			out[k] = o
		}
	}
	if stream && c.own && v["StructParents"] != nil {
		out["StructParents"] = v["StructParents"]
	}
	return out
}

// layerName is what every layer of a result is called: their own names tell of
// drafts and drawings' files, and nobody sees them.
const layerName = types.StringLiteral("Layer")

// isNamedOtherwise reports whether v is a layer with a name of its own.
func (d *document) isNamedOtherwise(v types.Dict) bool {
	return d.name(v["Type"]) == "OCG" && v["Name"] != types.Object(layerName)
}

// isLocal reports whether o is a string that names a place on somebody's computer.
func isLocal(o types.Object) bool {
	switch v := o.(type) {
	case types.StringLiteral:
		return namesPlace(string(v))
	case types.HexLiteral:
		return namesPlace(string(fromHex(string(v))))
	}
	return false
}

// places are how paths begin that tell a user's name or folders; in UTF-16 every
// other byte is zero.
var places = []string{"file:/", `:\users\`, `:\documents and settings\`, "/home/", "/users/"}

func namesPlace(s string) bool {
	if len(s) > 4096 {
		return false // a table of colours, not a path
	}
	s = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, "\x00", ""), `\\`, `\`))
	return slices.ContainsFunc(places, func(p string) bool { return strings.Contains(s, p) })
}

// withoutPlace returns a text that is a path on somebody's computer without its
// folders: programs that join files call their bookmarks so.
func withoutPlace(s string) string {
	if !namesPlace(s) {
		return s
	}
	return s[strings.LastIndexAny(s, `/\`)+1:]
}

// cleanStream returns a stream as it is carried over: its dictionary without what
// draws nothing, a picture without what its camera and its owner noted in it.
func (c *carriage) cleanStream(s types.StreamDict, r role) types.StreamDict {
	s.Dict = c.cleaned(s.Dict, r, true)
	c.dropCrypt(s.Dict)
	last := len(s.FilterPipeline) - 1
	if last < 0 {
		return s
	}
	bare := pictures[s.FilterPipeline[last].Name]
	if bare == nil {
		return s
	}
	if data, inner, ok := innermost(s); ok {
		if plain := bare(data); len(plain) != len(data) || &plain[0] != &data[0] {
			s.Raw, s.FilterPipeline = plain, inner
			s.Dict["Filter"] = types.Name(inner[0].Name)
			delete(s.Dict, "DecodeParms")
			if parms := inner[0].DecodeParms; parms != nil {
				s.Dict["DecodeParms"] = parms
			}
		}
	}
	return s
}

// isBare reports whether a stream is a JPEG picture as it stood, of which nothing had to
// be taken away when it was cleaned.
func isBare(was, clean types.StreamDict) bool {
	return isPlainJPEG(was) && len(was.Raw) > 0 && len(was.Raw) == len(clean.Raw) && &was.Raw[0] == &clean.Raw[0]
}

// isPlainJPEG reports whether a stream's bytes are those of a JPEG picture.
func isPlainJPEG(s types.StreamDict) bool {
	return len(s.FilterPipeline) == 1 && s.FilterPipeline[0].Name == "DCTDecode"
}

// pictures are the filters whose data carry notes beside a picture, and what takes
// those away; it returns the data itself where there is nothing to take.
var pictures = map[string]func([]byte) []byte{"DCTDecode": pictureOnly, "JPXDecode": jpxOnly}

// innermost returns what the last filter of a stream decodes, and that filter
// alone; false where it cannot be read.
func innermost(s types.StreamDict) (data []byte, inner []types.PDFFilter, ok bool) {
	last := len(s.FilterPipeline) - 1
	inner = s.FilterPipeline[last:]
	if last == 0 {
		return s.Raw, inner, len(s.Raw) > 0
	}
	s.FilterPipeline = s.FilterPipeline[:last]
	data, err := decoded(s)
	return data, inner, err == nil && len(data) > 0
}
