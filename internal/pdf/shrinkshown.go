package pdf

import (
	"bytes"
	"context"
	"image"
)

// Shrunk returns a page of a source as it will stand in a result on such a sheet
// (zero: in its own size), with its pictures as small as the choice asks for, as large
// as fits into a box of pixels: before and after are the same choice without its Shrink
// and with it. Errors are as Picture's.
func (e *Engines) Shrunk(ctx context.Context, f File, choice PageChoice, sheet Sheet, box image.Point) (*image.RGBA, error) {
	box = image.Pt(min(max(box.X, 1), maxBox), min(max(box.Y, 1), maxBox))
	var result bytes.Buffer
	out, err := newWriter(&result, false)
	if err != nil {
		return nil, err
	}
	plan := Assembly{Sources: []Source{{File: f, Pages: []PageChoice{choice}}}, Sheet: sheet, Plain: sheet == Sheet{}}
	s := &assembling{engines: e, ctx: ctx, plan: plan, out: out, carrier: newCarrier(out)}
	if err := s.run(); err != nil {
		return nil, err
	}
	engine, err := e.engine(ctx)
	if err != nil {
		return nil, err
	}
	var shot *image.RGBA
	err = engine.withDocument(ctx, bytes.NewReader(result.Bytes()), int64(result.Len()), "", func(o opened) error {
		wide, high, err := o.size(0)
		if err != nil {
			return err
		}
		scale := min(float64(box.X)/wide, float64(box.Y)/high)
		shot, err = o.draw(0, view{scale: scale, region: Rect{0, 0, wide, high}})
		return err
	})
	if err != nil {
		return nil, blame(err, f.Path)
	}
	return shot, nil
}
