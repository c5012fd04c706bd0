package main

import (
	"testing"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// A size is read as people of both languages write one, exactly, and whatever
// could be meant otherwise is refused.
func TestSizesAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]message.Bytes{
		"5MB": 5_000_000, "5 MB": 5_000_000, "5mb": 5_000_000, "5 Mo": 5_000_000, "5\u00a0Mo": 5_000_000, "5\u202fMo": 5_000_000,
		"500kB": 500_000, "500 ko": 500_000, "500KB": 500_000, "5000000": 5_000_000, "5000000 octets": 5_000_000, "1 byte": 1,
		"2.5MB": 2_500_000, "2,5 Mo": 2_500_000, "0.1MB": 100_000, "1Go": 1_000_000_000, "5M": 5_000_000, " 5MB ": 5_000_000,
		"": 0, "0": 0, "0MB": 0, "-5MB": 0, "+5MB": 0, "MB": 0, "five": 0, "5 MiB": 0, "5 Mio": 0, "5  MB": 0, "5MB2": 0, "1e6": 0,
		"5,000,000": 0, "5.000.000": 0, "1.5": 0, "0.0000001MB": 0, ".5MB": 0, "5.MB": 0, "NaN": 0, "Inf": 0, "0x10": 0, "1_000": 0,
		"2000GB": 0, "99999999999999999999": 0, "٥MB": 0,
	} {
		var f sizeFlag
		err := f.Set(text)
		if f.size != want || (err != nil) != (want == 0) {
			t.Errorf("%q is %d, %v; want %d", text, f.size, err, want)
		}
	}
}

// No size at all has its own words; the last one said counts.
func TestSizeCanBeNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"none", "None", " aucune ", "aucun"} {
		f := sizeFlag{size: 5}
		if err := f.Set(text); err != nil || f.size != 0 || f.most() != session.AnySize {
			t.Errorf("%q is %d, %v", text, f.most(), err)
		}
		if err := f.Set("5MB"); err != nil || f.most() != 5_000_000 {
			t.Errorf("%q after it is %d, %v", "5MB", f.most(), err)
		}
	}
}
