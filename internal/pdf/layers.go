package pdf

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// isLayer reports whether o, the object with this number, is an optional content
// group: what the catalog counts among them is taken for one even where it does not
// say so, as readers do.
func (d *document) isLayer(number int, o types.Object) bool {
	group, ok := o.(types.Dict)
	if !ok {
		return false
	}
	if d.hidden == nil {
		d.hidden, d.layered = d.hiddenLayers()
	}
	return d.name(group["Type"]) == "OCG" || group["Type"] == nil && d.layered[number]
}

// isHidden reports whether the layer with this object number is off when the
// document is opened for reading (ISO 32000-1, 8.11.4), as PDFium takes it:
// the layer's own usage first, then the default configuration.
func (d *document) isHidden(number int) bool {
	if d.hidden == nil {
		d.hidden, d.layered = d.hiddenLayers()
	}
	if hidden, ok := d.hidden[number]; ok {
		return hidden
	}
	return d.hidden[everyOther]
}

// everyOther stands for the layers that a configuration does not name.
const everyOther = 0

// hiddenLayers tells which layers are off, and which objects are layers.
func (d *document) hiddenLayers() (hidden, layered map[int]bool) {
	hidden, layered = map[int]bool{}, map[int]bool{}
	properties, _ := d.dict(d.root["OCProperties"])
	if properties == nil {
		return hidden, layered
	}
	config, _ := d.dict(properties["D"])
	hidden[everyOther] = d.name(config["BaseState"]) == "OFF"
	for _, list := range []struct {
		key    string
		hidden bool
	}{{"ON", false}, {"OFF", true}} {
		groups, _ := d.array(config[list.key])
		for _, o := range groups {
			if ref, ok := o.(types.IndirectRef); ok {
				hidden[int(ref.ObjectNumber)] = list.hidden
			}
		}
	}
	groups, _ := d.array(properties["OCGs"])
	for _, o := range groups {
		ref, ok := o.(types.IndirectRef)
		if !ok {
			continue
		}
		layered[int(ref.ObjectNumber)] = true
		if state := d.viewState(ref); state != "" {
			hidden[int(ref.ObjectNumber)] = state == "OFF"
		}
	}
	return hidden, layered
}

// viewState is what a layer's own usage says of reading on screen, or "".
func (d *document) viewState(group types.IndirectRef) string {
	dict, _ := d.dict(group)
	usage, _ := d.dict(dict["Usage"])
	view, _ := d.dict(usage["View"])
	return d.name(view["ViewState"])
}

// isShown reports whether content under this optional content entry (a group
// or a membership by the any-on default) is shown.
func (d *document) isShown(o types.Object) bool {
	if o == nil {
		return true
	}
	dict, _ := d.dict(o)
	if ref, ok := o.(types.IndirectRef); ok && d.isLayer(int(ref.ObjectNumber), dict) {
		return !d.isHidden(int(ref.ObjectNumber))
	}
	groups := []types.Object{dict["OCGs"]}
	if list, _ := d.array(dict["OCGs"]); list != nil {
		groups = list
	}
	for _, group := range groups {
		if ref, ok := group.(types.IndirectRef); !ok || !d.isHidden(int(ref.ObjectNumber)) {
			return true
		}
	}
	return false
}
