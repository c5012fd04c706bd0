package pdf

import (
	"context"

	"github.com/tetratelabs/wazero/experimental"
)

// growingInPlace has modules' memory set aside whole and granted as it grows, by
// the system: by default it is copied to a larger place each time, so that twice
// as much is taken, for Go's collector to tidy up at leisure.
func growingInPlace(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		whole, err := reserve(most)
		if err != nil {
			return nowhere{}
		}
		return &linear{whole: whole}
	}))
}

// linear is a module's memory.
type linear struct {
	whole   []byte // set aside; only what was granted may be touched
	granted uint64
}

// grantedAtOnce keeps the system's word from being asked for every page.
const grantedAtOnce = 1 << 20

// Reallocate grants so many bytes, nil where the system has no more.
func (l *linear) Reallocate(size uint64) []byte {
	if size > uint64(len(l.whole)) {
		return nil
	}
	if size > l.granted {
		to := min((size+grantedAtOnce-1)/grantedAtOnce*grantedAtOnce, uint64(len(l.whole)))
		if err := grant(l.whole, l.granted, to); err != nil {
			return nil
		}
		l.granted = to
	}
	return l.whole[:size:size]
}

// Free gives all back.
func (l *linear) Free() {
	release(l.whole)
	l.whole, l.granted = nil, 0
}

// nowhere is memory where the system sets none aside.
type nowhere struct{}

// Reallocate has nothing to grant.
func (nowhere) Reallocate(uint64) []byte { return nil }

// Free has nothing to give back.
func (nowhere) Free() {}
