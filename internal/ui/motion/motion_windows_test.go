package motion

import "testing"

// The system says what its settings are.
func TestTheSystemAnswers(t *testing.T) {
	if _, known := ask(); !known {
		t.Error("it does not say")
	}
}
