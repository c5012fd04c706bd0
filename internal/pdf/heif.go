package pdf

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"image"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// heifModule is libheif with libde265, a WebAssembly module of its own: see
// libheif/README.md.
//
//go:embed libheif/heif.wasm.gz
var heifModule []byte

// heifVersion names the module in the cache's folder.
const heifVersion = "1.18.2-1.0.15"

// heifEngine decodes HEIC pictures in a sandbox that sees no file and no clock. It
// starts at its first use; every picture gets an instance of its own.
type heifEngine struct {
	mu       sync.Mutex
	runtime  wazero.Runtime
	cache    wazero.CompilationCache
	compiled wazero.CompiledModule
}

// start compiles the module, or takes its compiled form from the folder. As with
// PDFium, a folder that is of no use costs time only.
func (h *heifEngine) start(ctx context.Context, cacheDir string, memory int64) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.compiled != nil {
		return nil
	}
	if folder, err := openCache(cacheDir, heifName()); err == nil {
		if err := h.launch(ctx, folder, memory); err == nil {
			sealCache(folder)
			return nil
		}
	}
	return h.launch(ctx, "", memory)
}

func (h *heifEngine) launch(ctx context.Context, folder string, memory int64) error {
	packed, err := gzip.NewReader(bytes.NewReader(heifModule))
	if err != nil {
		return err
	}
	module, err := io.ReadAll(packed)
	if err != nil {
		return err
	}
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(uint32(memory / pageBytes))
	if folder != "" {
		if h.cache, err = wazero.NewCompilationCacheWithDir(folder); err != nil {
			return err
		}
		config = config.WithCompilationCache(h.cache)
	}
	h.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if _, err = wasi_snapshot_preview1.Instantiate(ctx, h.runtime); err == nil {
		h.compiled, err = h.runtime.CompileModule(ctx, module)
	}
	if err != nil {
		return errors.Join(err, h.stop())
	}
	return nil
}

// stop ends the sandbox; the engine may be started again.
func (h *heifEngine) stop() error {
	var failed []error
	if h.runtime != nil {
		failed = append(failed, h.runtime.Close(context.Background()))
	}
	if h.cache != nil {
		failed = append(failed, h.cache.Close(context.Background()))
	}
	h.runtime, h.cache, h.compiled = nil, nil, nil
	return errors.Join(failed...)
}

func (h *heifEngine) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.stop()
}

// How colours and their coarseness are named by libheif (heif.h).
const (
	heifColours = 0 // light and two colours apart
	heifRGB     = 1
	heifGray    = 2

	heif420 = 1
	heif422 = 2
	heif444 = 3
)

// heifHeader is what libheif says of a file's main picture, upright as the file
// wants it.
type heifHeader struct{ width, height, space, chroma, premultiplied uint32 }

// header reads what the picture is, without decoding it.
func (h *heifEngine) header(ctx context.Context, data []byte) (heifHeader, error) {
	var head heifHeader
	err := h.with(ctx, data, 0, func(i *heifInstance) error {
		var err error
		head, err = i.decode(true, 0)
		return err
	})
	return head, err
}

// decode decodes the picture, whose header was read. The pixels lie in the sandbox's
// memory, which stays as long as they are used.
func (h *heifEngine) decode(ctx context.Context, data []byte, head heifHeader) (image.Image, error) {
	var img image.Image
	expected := int64(head.width) * int64(head.height) * wholeBytes
	if bytes.Contains(data[:min(len(data), 64<<10)], []byte("grid")) {
		expected = int64(head.width) * int64(head.height) * tiledBytes
	}
	err := h.with(ctx, data, expected, func(i *heifInstance) error {
		out, size, err := i.room(head)
		if err != nil {
			return err
		}
		if _, err := i.decode(false, out); err != nil {
			return err
		}
		pixels, ok := i.module.Memory().Read(out, size)
		if !ok {
			return errHEIF
		}
		img = head.image(pixels)
		return nil
	})
	return img, err
}

// What the decoder takes for a pixel: of a picture that is coded as a whole, and of
// one made of tiles, as telephones do.
const (
	wholeBytes = 17
	tiledBytes = 8
)

var errHEIF = fmt.Errorf("%w: libheif cannot decode it", errNotReadable)

// heifInstance is one run of the module with a file in its memory.
type heifInstance struct {
	ctx       context.Context
	module    api.Module
	data, say uint32 // where the file lies, and what libheif says of it
	size      int
}

// with runs f beside the file's bytes. When ctx ends first, the run is left to
// itself: to watch the context would make it ten times slower, and worker ends the
// process.
func (h *heifEngine) with(ctx context.Context, data []byte, expected int64, f func(*heifInstance) error) error {
	done := make(chan error, 1)
	go func() { done <- h.run(context.WithoutCancel(ctx), data, expected, f) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *heifEngine) run(ctx context.Context, data []byte, expected int64, f func(*heifInstance) error) (err error) {
	h.mu.Lock()
	runtime, compiled := h.runtime, h.compiled
	h.mu.Unlock()
	memory := &heifMemory{expected: uint64(expected) + uint64(len(data)) + 16<<20}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errHEIF, r)
		}
		if err != nil && memory.refused {
			err = fmt.Errorf("%w: %w", errTooManyPixels, err)
		}
	}()
	ctx = experimental.WithMemoryAllocator(ctx, memory)
	module, err := runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		return fmt.Errorf("%w: %w", errHEIF, err)
	}
	defer module.Close(ctx)
	i := &heifInstance{ctx: ctx, module: module, size: len(data)}
	if i.data, err = i.alloc(len(data)); err != nil {
		return err
	}
	if i.say, err = i.alloc(20); err != nil {
		return err
	}
	if !module.Memory().Write(i.data, data) {
		return errHEIF
	}
	return f(i)
}

func (i *heifInstance) alloc(size int) (uint32, error) {
	at, err := i.module.ExportedFunction("malloc").Call(i.ctx, uint64(size))
	if err != nil || at[0] == 0 {
		return 0, errors.Join(errHEIF, err)
	}
	return uint32(at[0]), nil
}

// decode reads the header, or the pixels into the place given.
func (i *heifInstance) decode(headerOnly bool, out uint32) (heifHeader, error) {
	only := uint64(0)
	if headerOnly {
		only = 1
	}
	say := uint64(i.say)
	ok, err := i.module.ExportedFunction("decode").Call(i.ctx, uint64(i.data), uint64(i.size), only,
		say, say+4, say+8, say+12, say+16, uint64(out))
	if err != nil || ok[0] == 0 {
		return heifHeader{}, errors.Join(errHEIF, err)
	}
	var said [5]uint32
	for n := range said {
		said[n], _ = i.module.Memory().ReadUint32Le(i.say + uint32(4*n)) // it was allocated
	}
	return heifHeader{said[0], said[1], said[2], said[3], said[4]}, nil
}

// room allocates what the pixels take.
func (i *heifInstance) room(head heifHeader) (at, size uint32, err error) {
	stride, high := aligned(head.width), head.height
	size = stride * high
	switch head.space {
	case heifColours:
		colours, ok := head.colours()
		if !ok {
			return 0, 0, fmt.Errorf("%w: chroma %d", errUnusual, head.chroma)
		}
		size += 2 * aligned(uint32(colours.X)) * uint32(colours.Y)
	case heifRGB:
		size = aligned(4*max(head.width, 64)) * high
	case heifGray:
	default:
		return 0, 0, fmt.Errorf("%w: colours %d", errUnusual, head.space)
	}
	at, err = i.alloc(int(size))
	return at, size, err
}

// colours is the size of the planes of colour.
func (h heifHeader) colours() (image.Point, bool) {
	w, high := int(h.width), int(h.height)
	switch h.chroma {
	case heif420:
		return image.Pt((w+1)/2, (high+1)/2), true
	case heif422:
		return image.Pt((w+1)/2, high), true
	case heif444:
		return image.Pt(w, high), true
	}
	return image.Point{}, false
}

// aligned is the length of a row of so many bytes in libheif's memory, which makes
// room for 64 pixels at least.
func aligned(v uint32) uint32 { return (max(v, 64) + 15) &^ 15 }

// image makes a picture of the pixels as libheif leaves them.
func (h heifHeader) image(pixels []byte) image.Image {
	size, stride := image.Rect(0, 0, int(h.width), int(h.height)), int(aligned(h.width))
	switch h.space {
	case heifGray:
		return &image.Gray{Pix: pixels, Stride: stride, Rect: size}
	case heifRGB:
		stride = int(aligned(4 * max(h.width, 64)))
		if h.premultiplied == 1 {
			return flattened(&image.RGBA{Pix: pixels, Stride: stride, Rect: size})
		}
		return flattened(&image.NRGBA{Pix: pixels, Stride: stride, Rect: size})
	}
	colours, _ := h.colours() // known: there was room for them
	ratio := map[uint32]image.YCbCrSubsampleRatio{
		heif420: image.YCbCrSubsampleRatio420, heif422: image.YCbCrSubsampleRatio422, heif444: image.YCbCrSubsampleRatio444,
	}[h.chroma]
	coarse := int(aligned(uint32(colours.X)))
	first := stride * size.Dy()
	second := first + coarse*colours.Y
	return &image.YCbCr{Y: pixels[:first:first], Cb: pixels[first:second:second], Cr: pixels[second:],
		YStride: stride, CStride: coarse, SubsampleRatio: ratio, Rect: size}
}

// heifMemory is the memory of one instance: of the size that is expected at once, so
// that it is not copied as it grows.
type heifMemory struct {
	expected uint64
	most     uint64
	held     []byte
	refused  bool
}

// Allocate makes the memory.
func (m *heifMemory) Allocate(least, most uint64) experimental.LinearMemory {
	m.most = most
	m.held = make([]byte, 0, max(least, min(m.expected, most)))
	return m
}

// Reallocate makes it larger; nil where it must not be.
func (m *heifMemory) Reallocate(size uint64) []byte {
	if size > m.most {
		m.refused = true
		return nil
	}
	if size > uint64(cap(m.held)) {
		larger := make([]byte, len(m.held), min(size+size/4, m.most))
		copy(larger, m.held)
		m.held = larger
	}
	m.held = m.held[:size]
	return m.held
}

// Free lets go of it.
func (m *heifMemory) Free() { m.held = nil }
