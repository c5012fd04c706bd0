package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// flate makes an image of a page without loss: of one bit a pixel where it is
// black and white, gray where it has no colours.
func (p *pictured) flate() (photo, error) {
	ways := []rowWriter{{samples: 3, bits: 8}}
	switch {
	case p.rows.bilevel:
		ways = []rowWriter{{samples: 1, bits: 1}}
	case p.rows.gray:
		ways = []rowWriter{{samples: 1, bits: 8}}
	default:
		ways = []rowWriter{{samples: 1, bits: 8, probing: true}, ways[0]}
	}
	for i := range ways {
		w := &ways[i]
		w.begin(p.width)
		err := p.complete(w.take)
		if errors.Is(err, errColoured) {
			continue
		}
		if err != nil && !errors.Is(err, errCut) {
			return photo{}, err
		}
		if err := w.z.Close(); err != nil {
			return photo{}, err
		}
		return photo{stored: p.stored, image: w.image(p), doubtful: true}, nil
	}
	return photo{}, errColoured // not reached: the last way takes colours
}

// errColoured ends the try to do without colours.
var errColoured = errors.New("the picture has colours")

// rowWriter compresses rows as the format's Flate filter with PNG's predictors
// wants them.
type rowWriter struct {
	samples, bits int
	probing       bool // rows have colours, but perhaps do not use them

	out    *bytes.Buffer
	z      *zlib.Writer
	gray   []byte    // a row without colours
	last   []byte    // the row above
	tries  [3][]byte // a row in each of the predictions that are tried
	packed []byte
}

func (w *rowWriter) begin(width int) {
	w.out = &bytes.Buffer{}
	w.z = zlib.NewWriter(w.out)
	w.gray, w.last = make([]byte, width), make([]byte, width*w.samples)
	for i := range w.tries {
		w.tries[i] = make([]byte, 1+width*w.samples)
	}
	w.packed = make([]byte, (width+7)/8)
}

func (w *rowWriter) take(row []byte) error {
	if w.probing {
		for x := range w.gray {
			r, g, b := row[3*x], row[3*x+1], row[3*x+2]
			if r != g || g != b {
				return errColoured
			}
			w.gray[x] = r
		}
		row = w.gray
	}
	if w.bits == 1 {
		return w.takeBits(row)
	}
	best := w.predicted(row)
	copy(w.last, row)
	_, err := w.z.Write(best)
	return err
}

// takeBits packs a row of black and white.
func (w *rowWriter) takeBits(row []byte) error {
	clear(w.packed)
	for x, v := range row {
		if v >= 128 {
			w.packed[x/8] |= 0x80 >> (x % 8)
		}
	}
	_, err := w.z.Write(w.packed)
	return err
}

// predicted is the row in the prediction that leaves the smallest differences, as
// PNG's authors advise; its first byte says which.
func (w *rowWriter) predicted(row []byte) []byte {
	best, least := 0, -1
	for i, filter := range []byte{1, 2, 4} { // left, up, Paeth's
		to, sum := w.tries[i], 0
		to[0] = filter
		for x, v := range row {
			left, corner := 0, 0
			if x >= w.samples {
				left, corner = int(row[x-w.samples]), int(w.last[x-w.samples])
			}
			switch filter {
			case 1:
				v -= byte(left)
			case 2:
				v -= w.last[x]
			default:
				v -= paeth(left, int(w.last[x]), corner)
			}
			to[1+x] = v
			sum += abs(int(int8(v)))
		}
		if least < 0 || sum < least {
			best, least = i, sum
		}
	}
	return w.tries[best]
}

func (w *rowWriter) image(p *pictured) types.StreamDict {
	space := "DeviceGray"
	if w.samples == 3 {
		space = "DeviceRGB"
	}
	img := imageOf(p.width, p.height, w.bits, types.Name(space), "FlateDecode", w.out.Bytes())
	if w.bits == 8 {
		img.Dict["DecodeParms"] = types.Dict{"Predictor": types.Integer(15), "Colors": types.Integer(w.samples),
			"BitsPerComponent": types.Integer(8), "Columns": types.Integer(p.width)}
	}
	return img
}
