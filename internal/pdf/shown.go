package pdf

import (
	"bytes"
	"context"
	"image"
)

// Shown returns a page of the document that an assembly asks for, counted from 0, as
// large as fits into a box of pixels. The document is made in memory and not kept, so
// ask for few pages; a page that Assemble would draw anew because it came out wrong is
// shown as it came out. Errors are as Picture's.
func (e *Engines) Shown(ctx context.Context, a Assembly, page int, box image.Point) (*image.RGBA, error) {
	box = image.Pt(min(max(box.X, 1), maxBox), min(max(box.Y, 1), maxBox))
	var result bytes.Buffer
	out, err := newWriter(&result, false)
	defer out.close()
	if err != nil {
		return nil, err
	}
	s := &assembling{engines: e, ctx: ctx, plan: a, out: out, carrier: newCarrier(out)}
	if err := s.run(); err != nil {
		return nil, err
	}
	engine, err := e.engine(ctx)
	if err != nil {
		return nil, err
	}
	var shot *image.RGBA
	err = engine.withDocument(ctx, bytes.NewReader(result.Bytes()), int64(result.Len()), "", func(o opened) error {
		wide, high, err := o.size(page)
		if err != nil {
			return err
		}
		scale := min(float64(box.X)/wide, float64(box.Y)/high)
		shot, err = o.draw(page, view{scale: scale, region: Rect{0, 0, wide, high}})
		return err
	})
	if err != nil && len(a.Sources) > 0 {
		err = blame(err, a.Sources[0].Path)
	}
	return shot, err
}
