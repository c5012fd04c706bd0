package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// mostDrawnPixels is how large a picture is drawn by PDFium where it has to stand
// in for a decoder: enough to look at and to compare.
const mostDrawnPixels = 16e6

// drawnImage draws a picture as stored by PDFium, smaller where it is large, and
// passes cut on.
func (e *Engines) drawnImage(ctx context.Context, p *pictured, cut error) (image.Image, error) {
	img, err := p.carry()
	if err != nil {
		return nil, err
	}
	scale := min(1, math.Sqrt(mostDrawnPixels/(float64(p.width)*float64(p.height))))
	wide, high := max(1, int(float64(p.width)*scale)), max(1, int(float64(p.height)*scale))
	data := imagePDF(img.image, wide, high)
	engine, err := e.engine(ctx)
	if err != nil {
		return nil, err
	}
	var shot *image.RGBA
	err = engine.withDocument(ctx, bytes.NewReader(data), int64(len(data)), "", func(o opened) error {
		var err error
		shot, err = o.draw(0, view{scale: 1, region: Rect{0, 0, float64(wide), float64(high)}})
		return err
	})
	if err != nil {
		return nil, errors.Join(cut, err)
	}
	return shot, cut
}

// imagePDF is a document of one page of this size, filled by an image.
func imagePDF(img types.StreamDict, wide, high int) []byte {
	img.Dict["Length"] = types.Integer(len(img.Raw))
	content := fmt.Sprintf("q %d 0 0 %d 0 0 cm /P Do Q", wide, high)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	object := func(body string, stream []byte) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\n", len(at), body)
		if stream != nil {
			fmt.Fprintf(&b, "stream\n%s\nendstream\n", stream)
		}
		b.WriteString("endobj\n")
	}
	object("<</Type/Catalog/Pages 2 0 R>>", nil)
	object("<</Type/Pages/Count 1/Kids[3 0 R]>>", nil)
	object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>", wide, high), nil)
	object(fmt.Sprintf("<</Length %d>>", len(content)), []byte(content))
	object(img.Dict.PDFString(), img.Raw)
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
