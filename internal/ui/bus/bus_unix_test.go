//go:build !windows

package bus

import (
	"context"
	"testing"
	"time"

	"example.org/dossier/internal/ui/bustest"
)

// A bus that takes in nobody is waited for as long as said, and no longer than anybody
// wants to.
func TestABusThatTakesInNobody(t *testing.T) {
	address := bustest.Deaf(t)
	if _, err := Connect(t.Context(), address, time.Millisecond); err == nil {
		t.Error("it has taken somebody in")
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	if _, err := Connect(ctx, address, time.Hour); ctx.Err() == nil || err == nil {
		t.Errorf("it is waited for until %v", err)
	}
}
