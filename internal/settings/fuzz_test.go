package settings

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever stands in the file, the program gets settings that can be, and what
// it writes of them it reads again.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"format":1,"language":"fr","theme":"dark","textSize":1.5,"window":{"width":900,"height":700,"x":1},
		"recent":[{"path":"/z","name":"Zoë","opened":"2026-03-01T12:00:00Z","star":[]}],"firstStartDone":true,"more":{}}`))
	f.Add([]byte(`{"format":2}`))
	f.Add([]byte(`{"format":1,"textSize":1e999}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, _ := decode(data)
		if s.repair() {
			t.Fatalf("there is something wrong in %+v", s)
		}
		written, err := encode(s)
		if err != nil {
			t.Fatal(err)
		}
		again, fault := decode(written)
		if fault != nil {
			t.Fatalf("%s is %s", written, fault.id)
		}
		rewritten, err := encode(again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(written), string(rewritten)); diff != "" {
			t.Error(diff)
		}
	})
}
