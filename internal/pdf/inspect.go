package pdf

import (
	"bytes"
	"context"
	"image"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Inspect returns what is known of a file. Errors are *Error, but for those
// of the system and of a context that was cancelled.
func (e *Engines) Inspect(ctx context.Context, f File) (Facts, error) {
	if facts, ok := e.glance(ctx, f); ok {
		return facts, nil
	}
	l, err := e.load(ctx, f, "")
	if err != nil {
		return Facts{}, err
	}
	facts := l.facts()
	e.mark(&facts, l)
	if l.album != nil {
		if facts.Damaged, err = e.checkPictures(l); err != nil {
			return Facts{}, err
		}
	}
	return facts, nil
}

// facts are what the file says, but for what its pictures show.
func (l *loaded) facts() Facts {
	facts := Facts{
		Kind: l.kind, Size: int64(len(l.data)), Pages: l.sizes, Engine: l.by, Damaged: l.damaged,
		Encrypted: l.encrypted, OwnerLocked: l.encrypted && l.file.Password == "",
	}
	if l.kind == PDF {
		facts.Version = headerVersion(l.data)
	}
	if l.doc != nil {
		l.doc.describe(&facts)
	}
	if l.by == ByPDFium {
		facts.Producer = "" // what PDFium wrote anew names PDFium
	}
	if l.kind == PDF && l.by != ByPdfcpu { // which has no signature any more, or was not read
		facts.Signed = bytes.Contains(l.data, []byte("/ByteRange"))
	}
	return facts
}

// headerVersion is the version that a file's first bytes claim.
func headerVersion(data []byte) string {
	const mark = "%PDF-"
	head := string(data[:min(len(data), headerWithin)])
	for i := 0; i+len(mark)+3 <= len(head); i++ {
		if head[i:i+len(mark)] == mark {
			return head[i+len(mark) : i+len(mark)+3]
		}
	}
	return ""
}

// describe adds what the document says of itself and what is in it.
func (d *document) describe(facts *Facts) {
	if d.ctx.Info != nil {
		if info, _ := d.dict(*d.ctx.Info); info != nil {
			facts.Producer = d.text(info["Producer"])
		}
	}
	if v := d.ctx.RootVersion; v != nil && *v > *d.ctx.HeaderVersion {
		facts.Version = model.Version(*v).String()
	}
	found := d.survey()
	facts.Scripts, facts.Attachments = found.scripts, found.attachments
	facts.Notes, facts.Signed = found.notes, found.signed
	facts.Layers = d.root["OCProperties"] != nil
	facts.Outline = d.outline()
	facts.StrangeFonts = d.strangeFonts()
	if form, _ := d.dict(d.root["AcroForm"]); form != nil {
		fields, _ := d.array(form["Fields"])
		facts.Form = len(fields) > 0 || form["XFA"] != nil
	}
}

// survey is what is found anywhere in a document, in use or not.
type survey struct {
	scripts     bool // JavaScript, Launch, and other actions that do something
	attachments bool
	notes       bool
	signed      bool
}

// actions are the kinds that do more than show a place (ISO 32000-1, table
// 198).
var actions = map[string]bool{
	"JavaScript": true, "Launch": true, "SubmitForm": true, "ImportData": true, "ResetForm": true,
	"GoToE": true, "GoToR": true, "Rendition": true, "Sound": true, "Movie": true, "RichMediaExecute": true,
}

// survey looks at every object of the document.
func (d *document) survey() survey {
	var s survey
	for number := range d.ctx.Table {
		o, err := d.object(number)
		if err == nil {
			d.look(o, &s, 0)
		}
	}
	return s
}

func (d *document) look(o types.Object, s *survey, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := o.(type) {
	case types.StreamDict:
		d.look(v.Dict, s, depth+1)
	case types.Array:
		for _, item := range v {
			d.look(item, s, depth+1)
		}
	case types.Dict:
		d.judge(v, s)
		for _, item := range v {
			d.look(item, s, depth+1)
		}
	}
}

// judge notes what one dictionary is.
func (d *document) judge(v types.Dict, s *survey) {
	_, script := v["JS"]
	s.scripts = s.scripts || script || actions[d.name(v["S"])]
	kind, subtype := d.name(v["Type"]), d.name(v["Subtype"])
	s.attachments = s.attachments || kind == "EmbeddedFile" || v["EF"] != nil || subtype == "FileAttachment"
	s.notes = s.notes || v["Rect"] != nil && (subtype == "Text" || subtype == "Popup" || subtype == "Caret")
	s.signed = s.signed || v["ByteRange"] != nil || kind == "Sig"
}

// Render returns a picture of a page (counted from 0) as it is shown, on
// white, at so many dots per inch; dpi is lowered where the picture would
// have more than 40 megapixels. Picture files are not drawn here: they are
// pictures already.
func (e *Engines) Render(ctx context.Context, f File, page int, dpi float64) (*image.RGBA, error) {
	data, err := e.read(f.Path)
	if err != nil {
		return nil, err
	}
	l := &loaded{file: f, data: data, kind: Sniff(data)}
	if l.kind != PDF {
		return nil, &Error{Reason: NotSupported, Path: f.Path}
	}
	var shot *image.RGBA
	err = e.withPDFium(ctx, l, func(o opened) error {
		seen, err := o.pages()
		if err != nil {
			return err
		}
		if page < 0 || page >= len(seen) {
			return &Error{Reason: NoSuchPage, Page: page + 1}
		}
		shot, err = o.page(seen[page], dpi, nil)
		return err
	})
	if err != nil {
		return nil, blame(err, f.Path)
	}
	return shot, nil
}
