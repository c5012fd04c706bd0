package pdf

import (
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// form makes a page's content usable as a form XObject: clipped to what is
// shown, with the page's resources, its graphics state its own whatever the
// content leaves open, its patterns where they were wherever the form is
// drawn. One content stream stays as it is, byte for byte; several are joined
// as readers join them.
//
// some says that other pages of the source are left out.
func (c *carriage) form(p *page, some bool) (types.StreamDict, error) {
	parts, err := c.d.content(p)
	if err != nil {
		return types.StreamDict{}, err
	}
	for _, part := range parts {
		if !c.d.endsWell(part) {
			c.d.raise("page content ends elsewhere than it says")
		}
	}
	form := types.StreamDict{Dict: types.Dict{}}
	switch len(parts) {
	case 0:
	case 1:
		form = parts[0]
		kept := types.Dict{}
		for _, key := range []string{"Filter", "DecodeParms"} {
			if v := form.Dict[key]; v != nil {
				kept[key] = v
			}
		}
		form.Dict = kept
	default:
		if form, err = joined(parts); err != nil {
			return types.StreamDict{}, err
		}
	}
	form.Dict["Type"], form.Dict["Subtype"] = types.Name("XObject"), types.Name("Form")
	form.Dict["BBox"] = types.Array{types.Float(p.box.X0), types.Float(p.box.Y0), types.Float(p.box.X1), types.Float(p.box.Y1)}
	form.Dict["Resources"] = types.Dict{}
	if resources, err := c.d.dict(p.resources); err != nil {
		return types.StreamDict{}, err
	} else if resources != nil && some {
		form.Dict["Resources"] = c.d.pruned(resources, parts)
	} else if resources != nil {
		form.Dict["Resources"] = p.resources
	}
	return form, nil
}

// joined concatenates content streams, decoded, with a space that keeps
// tokens apart (ISO 32000-1, table 30, Contents).
func joined(parts []types.StreamDict) (types.StreamDict, error) {
	var all [][]byte
	for _, part := range parts {
		data, err := decoded(part)
		if err != nil {
			return types.StreamDict{}, fmt.Errorf("content stream: %w", err)
		}
		all = append(all, data, []byte("\n"))
	}
	raw, err := deflate(all...)
	if err != nil {
		return types.StreamDict{}, err
	}
	return types.StreamDict{Dict: types.Dict{"Filter": types.Name("FlateDecode")}, Raw: raw}, nil
}

// carryPage carries a page's content and what its annotations show onto a
// sheet, and returns the page's form as carried.
func (s *assembling) carryPage(c *carriage, form types.StreamDict, p *page, at placement, sheet *sheetOut, notes annotations) (carried, error) {
	got, err := c.put(form)
	if err != nil {
		return carried{}, err
	}
	sheet.sheet = at.sheet
	if s.plan.Overlay != nil && s.weighing == nil && !c.own {
		sheet.taken = c.taken(p, at, notes)
	}
	sheet.drawn = append(sheet.drawn, got)
	operators := "q " + at.matrix.operator() + "/P Do"
	for i, note := range notes.drawn {
		look, err := c.put(note.form)
		if err != nil {
			return carried{}, err
		}
		sheet.drawn = append(sheet.drawn, look)
		operators += fmt.Sprintf(" q %s/A%d Do Q", note.matrix.operator(), i+1)
		got.doubtful, got.layered = got.doubtful || look.doubtful, got.layered || look.layered
	}
	if sheet.group, err = s.group(c, p); err != nil {
		return carried{}, err
	}
	return got, s.draw(c, sheet, s.whole(sheet, operators+" Q"))
}

// group carries the page's transparency group: how its colours blend.
func (s *assembling) group(c *carriage, p *page) (*carried, error) {
	dict, err := c.d.dict(p.dict["Group"])
	if err != nil || dict == nil {
		return nil, err
	}
	got, err := c.put(dict)
	if err != nil {
		return nil, err
	}
	return &got, nil
}
