package main

import (
	"errors"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// sizeFlag is a flag whose value is a size, as a person writes one in either
// language: 5MB, 5 Mo, 500kB, 2,5 Mo, 5000000; or a word for none.
type sizeFlag struct {
	size message.Bytes // 0: not given, or none
	none bool          // none was asked for
	text string        // as it was written
}

// noSize are the words for none, in lower case.
var noSize = []string{"none", "aucune", "aucun"}

// sizePattern parts a size into its number and its unit. Thousands have no
// separator, because the comma and the point are each the decimal sign of
// somebody.
var sizePattern = regexp.MustCompile(`^(\d{1,15}(?:[.,]\d{1,6})?)[ \x{a0}\x{202f}]?([a-z]*)$`)

// sizeUnits are the units in lower case: of a thousand each, as everywhere in the
// program.
var sizeUnits = map[string]int64{
	"": 1, "b": 1, "o": 1, "byte": 1, "bytes": 1, "octet": 1, "octets": 1,
	"k": 1e3, "kb": 1e3, "ko": 1e3, "m": 1e6, "mb": 1e6, "mo": 1e6, "g": 1e9, "gb": 1e9, "go": 1e9,
}

// maxSizeGiven is the largest size that is taken for one: a terabyte.
const maxSizeGiven = 1e12

// errSize says nothing: what is wrong is the value itself, which the error for the
// person names.
var errSize = errors.New("not a size")

// Set reads the value from the command line.
func (f *sizeFlag) Set(s string) error {
	low := strings.ToLower(strings.TrimSpace(s))
	if slices.Contains(noSize, low) {
		f.size, f.none, f.text = 0, true, s
		return nil
	}
	parts := sizePattern.FindStringSubmatch(low)
	if parts == nil {
		return errSize
	}
	unit, known := sizeUnits[parts[2]]
	number, ok := new(big.Rat).SetString(strings.Replace(parts[1], ",", ".", 1))
	if !known || !ok {
		return errSize
	}
	number.Mul(number, new(big.Rat).SetInt64(unit))
	if !number.IsInt() || number.Sign() <= 0 || number.Cmp(new(big.Rat).SetInt64(maxSizeGiven)) > 0 {
		return errSize
	}
	f.size, f.none, f.text = message.Bytes(number.Num().Int64()), false, s
	return nil
}

// most is the size as a session takes it.
func (f *sizeFlag) most() message.Bytes {
	if f.none {
		return session.AnySize
	}
	return f.size
}

// String returns the value as it was written.
func (f *sizeFlag) String() string { return f.text }

// Type names the value in help.
func (f *sizeFlag) Type() string { return "SIZE" }
