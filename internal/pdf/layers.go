package pdf

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// isLayer reports whether o is an optional content group.
func isLayer(d *document, o types.Object) bool {
	group, ok := o.(types.Dict)
	return ok && d.name(group["Type"]) == "OCG"
}

// isHidden reports whether the layer with this object number is off when the
// document is opened for reading (ISO 32000-1, 8.11.4), as PDFium takes it:
// the layer's own usage first, then the default configuration.
func (d *document) isHidden(number int) bool {
	if d.hidden == nil {
		d.hidden = d.hiddenLayers()
	}
	if hidden, ok := d.hidden[number]; ok {
		return hidden
	}
	return d.hidden[everyOther]
}

// everyOther stands for the layers that a configuration does not name.
const everyOther = 0

func (d *document) hiddenLayers() map[int]bool {
	hidden := map[int]bool{}
	properties, _ := d.dict(d.root["OCProperties"])
	if properties == nil {
		return hidden
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
		if state := d.viewState(ref); state != "" {
			hidden[int(ref.ObjectNumber)] = state == "OFF"
		}
	}
	return hidden
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
	if ref, ok := o.(types.IndirectRef); ok && isLayer(d, dict) {
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
