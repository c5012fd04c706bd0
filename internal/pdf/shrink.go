package pdf

// Shrink says how the pictures of a page are carried over: zero as they are.
// Text, fonts and drawings are never touched, and a picture that would not get
// smaller is left as it is.
type Shrink struct {
	Resolution int `json:"resolution,omitzero"` // dots per inch at most, as the picture stands on the sheet
	Quality    int `json:"quality,omitzero"`    // of JPEG, 1 to 100
}

// Valid reports whether it says something that can be followed.
func (s Shrink) Valid() bool {
	return s == Shrink{} || s.Resolution > 0 && s.Resolution <= mostResolution && s.Quality >= 1 && s.Quality <= 100
}

// mostResolution is far above what any scanner has.
const mostResolution = 100_000
