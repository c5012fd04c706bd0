package pdf

import (
	"net/url"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// drawing is what an annotation shows, drawn as part of the page: its
// appearance stream and the transformation that sets it into the annotation's
// rectangle.
type drawing struct {
	form   types.StreamDict
	matrix matrix
}

// weblink is a clickable area of a source's page.
type weblink struct {
	area Rect   // in the page's own space
	uri  string // "" for a link within the document
	page int    // object number of the page that it leads to
}

// annotations is what becomes of a page's annotations.
type annotations struct {
	drawn    []drawing
	links    []weblink
	notes    int  // reviewers' notes and what belongs to them
	dropped  int  // links and areas that lead out of the document
	doubtful bool // something may be drawn otherwise than here
	made     bool // readers make up an appearance, since one is not stored
	fields   bool // a form's fields are among what is drawn
}

// looks says what the drawn annotations are to be compared with.
func (a annotations) looks() Looks {
	switch {
	case a.made:
		return FilledLooks
	case len(a.drawn) > 0:
		return StoredLooks
	}
	return NoLooks
}

// Flags of annotations (ISO 32000-1, table 165).
const (
	flagHidden = 1 << 1
	flagNoTurn = 1 << 4
	flagNoView = 1 << 5
)

// fates says what becomes of the subtypes that are not drawn as they look:
// notes are a reviewer's, the others start or contain something.
var fates = map[string]func(*annotations){
	"Popup":          func(*annotations) {},
	"Text":           func(a *annotations) { a.notes++ },
	"Caret":          func(a *annotations) { a.notes++ },
	"FileAttachment": func(a *annotations) { a.dropped++ },
	"Sound":          func(a *annotations) { a.dropped++ },
	"Movie":          func(a *annotations) { a.dropped++ },
	"Screen":         func(a *annotations) { a.dropped++ },
	"3D":             func(a *annotations) { a.dropped++ },
	"RichMedia":      func(a *annotations) { a.dropped++ },
	"TrapNet":        func(*annotations) {},
	"PrinterMark":    func(*annotations) {},
}

// annotations sorts a page's annotations into what is drawn, what stays
// clickable and what is left out.
func (d *document) annotations(p *page) (annotations, error) {
	var a annotations
	list, err := d.array(p.dict["Annots"])
	if err != nil || len(list) == 0 {
		return a, err
	}
	fields, err := d.dict(d.root["AcroForm"])
	if err != nil {
		return a, err
	}
	anew, err := d.resolve(fields["NeedAppearances"])
	if err != nil {
		return a, err
	}
	for _, o := range list {
		note, err := d.dict(o)
		if err != nil {
			return a, err
		}
		if note == nil {
			continue
		}
		flags, _ := d.number(note["F"])
		if int(flags)&(flagHidden|flagNoView) != 0 || !d.isShown(note["OC"]) {
			continue
		}
		if int(flags)&flagNoTurn != 0 && p.rotate != 0 {
			a.doubtful = true
		}
		a.made = a.made || anew == types.Boolean(true) && d.name(note["Subtype"]) == "Widget"
		if err := d.sort(note, &a); err != nil {
			return a, err
		}
	}
	return a, nil
}

// sort puts one visible annotation where it belongs.
func (d *document) sort(note types.Dict, a *annotations) error {
	subtype := d.name(note["Subtype"])
	if fate, ok := fates[subtype]; ok {
		fate(a)
		return nil
	}
	area, ok := d.rect(note["Rect"])
	if subtype == "Link" {
		if link, ok := d.weblink(note, area); ok {
			a.links = append(a.links, link)
		} else {
			a.dropped++
		}
	}
	if !ok {
		return nil
	}
	form, found, err := d.appearance(note)
	if err != nil {
		return err
	}
	if !found {
		// A link without an appearance shows nothing but its frame, which
		// belongs to the screen; others may be drawn by readers all the same.
		a.made = a.made || subtype != "Link"
		return nil
	}
	if m, ok := d.fit(form, area); ok {
		a.drawn = append(a.drawn, drawing{d.standalone(form), m})
		a.fields = a.fields || subtype == "Widget"
	}
	return nil
}

// appearance returns the stream of an annotation's normal appearance, in the
// state that it is in.
func (d *document) appearance(note types.Dict) (types.StreamDict, bool, error) {
	looks, err := d.dict(note["AP"])
	if err != nil {
		return types.StreamDict{}, false, err
	}
	o, err := d.resolve(looks["N"])
	if err != nil {
		return types.StreamDict{}, false, err
	}
	if states, ok := o.(types.Dict); ok {
		state := d.name(note["AS"])
		if o, err = d.resolve(states[state]); err != nil {
			return types.StreamDict{}, false, err
		}
		if o == nil && state != "" {
			return types.StreamDict{Dict: types.Dict{}}, true, nil // the state "Off" has no look
		}
	}
	s, ok := o.(types.StreamDict)
	return s, ok, nil
}

// fit returns the transformation that sets an appearance into its rectangle
// (ISO 32000-1, 12.5.5, algorithm 8.1); false where it has no extent.
func (d *document) fit(form types.StreamDict, area Rect) (matrix, bool) {
	bounds, ok := d.rect(form.Dict["BBox"])
	if !ok {
		return identity, false
	}
	own := identity
	if n, ok := d.numbers(form.Dict["Matrix"], 6); ok {
		own = matrix(n)
	}
	shape := own.box(bounds)
	if shape.X1 <= shape.X0 || shape.Y1 <= shape.Y0 {
		return identity, false
	}
	sx, sy := (area.X1-area.X0)/(shape.X1-shape.X0), (area.Y1-area.Y0)/(shape.Y1-shape.Y0)
	return matrix{sx, 0, 0, sy, area.X0 - shape.X0*sx, area.Y0 - shape.Y0*sy}, true
}

// standalone makes an appearance usable as a form XObject: old ones leave out
// their type, and lean on the form's default resources.
func (d *document) standalone(form types.StreamDict) types.StreamDict {
	dict := form.Dict.Clone().(types.Dict)
	dict["Type"], dict["Subtype"] = types.Name("XObject"), types.Name("Form")
	if dict["Resources"] == nil {
		fields, _ := d.dict(d.root["AcroForm"])
		if shared := fields["DR"]; shared != nil {
			dict["Resources"] = shared
		}
	}
	form.Dict = dict
	return form
}

// weblink reads where a link leads; false where that is neither the web, a
// mail address nor a page of the same document.
func (d *document) weblink(note types.Dict, area Rect) (weblink, bool) {
	link := weblink{area: area}
	target := note["Dest"]
	if action, _ := d.dict(note["A"]); action != nil {
		switch d.name(action["S"]) {
		case "URI":
			link.uri = d.text(action["URI"])
			return link, isWeb(link.uri)
		case "GoTo":
			target = action["D"]
		default:
			return link, false
		}
	}
	link.page = d.destination(target)
	return link, link.page != 0
}

// isWeb reports whether an address is one that may stay clickable.
func isWeb(uri string) bool {
	u, err := url.Parse(strings.TrimSpace(uri))
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto":
		return true
	}
	return false
}

// destination returns the object number of the page that a destination shows,
// 0 where it is unknown (ISO 32000-1, 12.3.2).
func (d *document) destination(o types.Object) int {
	resolved, err := d.resolve(o)
	if err != nil {
		return 0
	}
	switch v := resolved.(type) {
	case types.Name:
		old, _ := d.dict(d.root["Dests"])
		resolved = old[string(v)]
	case types.StringLiteral, types.HexLiteral:
		names, _ := d.dict(d.root["Names"])
		resolved = d.lookUp(names["Dests"], d.text(v), 0)
	}
	if holder, _ := d.dict(resolved); holder != nil {
		resolved = holder["D"]
	}
	view, _ := d.array(resolved)
	if len(view) == 0 {
		return 0
	}
	ref, _ := view[0].(types.IndirectRef)
	return int(ref.ObjectNumber)
}

// lookUp finds a key in a name tree (ISO 32000-1, 7.9.6).
func (d *document) lookUp(node types.Object, key string, depth int) types.Object {
	dict, _ := d.dict(node)
	if dict == nil || depth > 32 {
		return nil
	}
	pairs, _ := d.array(dict["Names"])
	for i := 0; i+1 < len(pairs); i += 2 {
		if d.text(pairs[i]) == key {
			return pairs[i+1]
		}
	}
	kids, _ := d.array(dict["Kids"])
	for _, kid := range kids {
		if inner, _ := d.dict(kid); inner != nil {
			if limits, _ := d.array(inner["Limits"]); len(limits) == 2 && (key < d.text(limits[0]) || key > d.text(limits[1])) {
				continue
			}
		}
		if found := d.lookUp(kid, key, depth+1); found != nil {
			return found
		}
	}
	return nil
}
