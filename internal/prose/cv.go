package prose

import "regexp"

// PointsToCV reports whether a text sends its reader to a CV, in one of the forms in
// which people do so in English and French: "see my CV", "as described in the CV",
// "voir CV", "cf. mon CV", "CV ci-joint". A text that is about CVs does not.
func PointsToCV(text string) bool {
	plain := dotted.ReplaceAllString(fold(text), "cv$1")
	return pointing.MatchString(plain)
}

var (
	dotted   = regexp.MustCompile(`\bc\.\s?v\.?(\W|$)`)
	pointing = regexp.MustCompile(
		// a pointer, then whose, then the thing
		`\b(see|refer(ring)? to|consult|cf\.?|per|in|on|voir|consulter|consultez|a|au|dans|sur|selon)\s+` +
			`((also|aussi|please)\s+)?((my|the|our|attached|enclosed|mon|le|ce|notre)\s+){0,2}` +
			`(cv|curriculum( vitae)?)\b` +
			`|\b(see|refer to|in|on|cf\.?)\s+(my|the|attached)\s+(attached\s+)?resume\b` +
			// or sent along
			`|\b(cv|curriculum vitae)\s+((is|est)\s+)?(attached|enclosed|ci-joint|joint|en annexe)\b` +
			`|\bci-joint\s+(mon|le)\s+cv\b` +
			// or nothing else
			`|^\W*(cv|curriculum vitae)\W*$`)
)
