package prose

import "testing"

func TestPointsToCV(t *testing.T) {
	for _, text := range []string{
		"See CV", "see my CV.", "Please see my attached CV for details", "refer to CV", "Referring to my CV, I …", "cf. CV", "Cf CV",
		"As described in my CV", "listed on my CV", "See C.V.", "see the curriculum vitae", "See my résumé", "CV", " cv. ", "CV attached", "my CV is enclosed",
		"Voir CV", "voir mon CV", "Cf. mon CV", "Se référer à mon CV", "comme indiqué dans mon CV", "Consultez le CV", "CV ci-joint", "ci-joint mon CV",
		"Reportez-vous au CV", "figure sur mon C.V.", "VOIR\nLE CV",
	} {
		if !PointsToCV(text) {
			t.Errorf("%q points to a CV", text)
		}
	}
	for _, text := range []string{
		"", "I helped forty students with their CVs.", "I resume my studies in the autumn.", "I reviewed CV data with a script", "In the club I led a team of four.",
		"J’ai relu les CV de mes camarades.", "Voir le résumé de mon mémoire", "J’ai écrit un programme qui trie des CV", "MCV see", "I see cvs every day",
	} {
		if PointsToCV(text) {
			t.Errorf("%q points to no CV", text)
		}
	}
}
