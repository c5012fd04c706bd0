package pdf

// Sheet is the size of the result's pages, upright, in points.
type Sheet struct{ Width, Height float64 }

// The sheets on offer (ISO 216 and ANSI).
var (
	A4     = Sheet{595.276, 841.890}
	Letter = Sheet{612, 792}
)

// For returns the sheet turned the way a page of this size is shown: a page
// wider than high gets it lying.
func (s Sheet) For(width, height float64) Sheet {
	if width > height {
		return Sheet{s.Height, s.Width}
	}
	return s
}
