package pdf

import "testing"

// Whatever the bytes, looking for objects and locks ends, and what was put together
// can be put together again.
func FuzzRebuild(f *testing.F) {
	for _, seed := range []string{
		"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 3>>endobj 3 0 obj<</Type/Page/Contents 4 0 R>>endobj 4 0 obj<</Length 3>>stream\nq Q\nendstream endobj trailer<</Root 1 0 R/ID[(a)<62>]>>",
		"5 0 obj<</Type/ObjStm/First 4/N 1>>stream\n3 0 <</Type/Page>>endstream", "<</Filter/Standard/V 5/R 6/O(a)/U(b)/OE(c)/UE(d)>>",
	} {
		f.Add([]byte(seed), 3)
	}
	f.Fuzz(func(t *testing.T, data []byte, promised int) {
		again := rebuilt(data, sight{promised: promised})
		if len(again) > 0 && rebuilt(again, sight{}) == nil {
			t.Error("what was put together cannot be put together again")
		}
		_, _, _ = unlocked(data, "secret")
	})
}
