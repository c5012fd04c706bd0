package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"regexp"
	"slices"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfiumEngine is PDFium compiled to WebAssembly: it sees no file, no network and
// no clock but what is handed to it, and runs one call at a time.
type pdfiumEngine struct {
	cache wazero.CompilationCache
	pool  pdfium.Pool

	mu       sync.Mutex
	instance *instance // nil until used, and after a fault
}

// pageBytes is the size of a WebAssembly memory page.
const pageBytes = 64 << 10

// startPDFium compiles PDFium, or takes its compiled form from cacheDir. A
// cache that is of no use (a full or read-only disk, a damaged file) costs the
// time to compile, never the work.
func startPDFium(cacheDir string, memory int64) (*pdfiumEngine, error) {
	if folder, err := openCache(cacheDir, engineName()); err == nil {
		if e, err := launchPDFium(folder, memory); err == nil {
			sealCache(folder)
			return e, nil
		}
	}
	return launchPDFium("", memory)
}

// launchPDFium is one try at startPDFium; without a cacheDir nothing is kept.
func launchPDFium(cacheDir string, memory int64) (*pdfiumEngine, error) {
	config := wazero.NewRuntimeConfig().
		// The module's longjmp is made of exception instructions.
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(uint32(memory / pageBytes))
	// WithCloseOnContextDone would make calls end with their context, and all
	// calls two to four times slower: worker ends the process instead.
	e := &pdfiumEngine{}
	if cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
		if err != nil {
			return nil, fmt.Errorf("PDFium cache: %w", err)
		}
		e.cache = cache
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: growingInPlace(context.Background()),
		MaxIdle: 1, MaxTotal: -1, ReuseWorkers: true,
		FSConfig:      wazero.NewFSConfig(), // by default it would see every file
		RuntimeConfig: config,
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		if e.cache != nil {
			err = errors.Join(err, e.cache.Close(context.Background()))
		}
		return nil, fmt.Errorf("PDFium start: %w", err)
	}
	e.pool = pool
	return e, nil
}

func (e *pdfiumEngine) close() error {
	err := e.pool.Close()
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
	}
	return err
}

// do runs f with PDFium. When ctx ends first, the instance is left to itself,
// since a call cannot be interrupted, and the next do starts a fresh one; so
// it does after a trap.
func (e *pdfiumEngine) do(ctx context.Context, f func(*instance) error) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if e.instance == nil {
		fresh, err := e.pool.GetInstanceWithContext(ctx)
		if err != nil {
			return fmt.Errorf("PDFium instance: %w", err)
		}
		e.instance = &instance{Pdfium: fresh}
	}
	done := make(chan error, 1)
	go func(i *instance) { done <- guarded(f, i) }(e.instance)
	select {
	case err := <-done:
		if errors.Is(err, errTrap) || err != nil && broken.MatchString(err.Error()) {
			_ = e.instance.Kill() // it is broken already
			e.instance = nil
		}
		return err
	case <-ctx.Done():
		e.instance = nil
		return ctx.Err()
	}
}

var errTrap = errors.New("PDFium broke down")

// broken is how go-pdfium and wazero tell that the module stopped in the middle of
// its work, after which nothing in it can be relied on.
var broken = regexp.MustCompile(`wasm error:|panic occurred in|module closed|exit_code`)

func guarded(f func(*instance) error, i *instance) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errTrap, r)
		}
	}()
	return f(i)
}

// opened is a document that PDFium has open; it is only used inside do.
type opened struct {
	p    pdfium.Pdfium
	doc  references.FPDF_DOCUMENT
	form *references.FPDF_FORMHANDLE // nil where the document has no form
}

// withDocument opens a document for the length of f, alone in PDFium's memory.
func (e *pdfiumEngine) withDocument(ctx context.Context, data io.ReadSeeker, size int64, password string, f func(opened) error) error {
	return e.do(ctx, func(i *instance) error {
		if err := i.release(); err != nil {
			return err
		}
		o, err := openDocument(i, data, size, password)
		if err != nil {
			return err
		}
		return errors.Join(f(o), o.close())
	})
}

// withHeld lends a document to f and keeps it open for the next time; read gives
// its bytes where it is not open yet.
func (e *pdfiumEngine) withHeld(ctx context.Context, name heldName, read func() ([]byte, error), f func(*held) error) error {
	return e.do(ctx, func(i *instance) error {
		h, err := i.hold(name, read)
		if err != nil {
			return err
		}
		h.drawn++
		return f(h)
	})
}

// holds reports whether the document is open; it waits for the call under way.
func (e *pdfiumEngine) holds(name heldName) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.instance != nil && slices.ContainsFunc(e.instance.held, func(h *held) bool { return h.name == name })
}

// openForm makes form fields drawable; nothing that a form can ask for while
// it is filled in is granted.
func (o *opened) openForm() error {
	kind, err := o.p.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: o.doc})
	if err != nil || kind.FormType == enums.FPDF_FORMTYPE_NONE {
		return err
	}
	form, err := o.p.FPDFDOC_InitFormFillEnvironment(&requests.FPDFDOC_InitFormFillEnvironment{Document: o.doc, FormFillInfo: structs.FPDF_FORMFILLINFO{
		FFI_Invalidate:         func(references.FPDF_PAGE, float64, float64, float64, float64) {},
		FFI_SetCursor:          func(enums.FXCT) {},
		FFI_SetTimer:           func(int, func(int)) int { return 0 },
		FFI_KillTimer:          func(int) {},
		FFI_GetLocalTime:       func() structs.FPDF_SYSTEMTIME { return structs.FPDF_SYSTEMTIME{} },
		FFI_GetPage:            func(references.FPDF_DOCUMENT, int) *references.FPDF_PAGE { return nil },
		FFI_GetRotation:        func(references.FPDF_PAGE) enums.FPDF_PAGE_ROTATION { return 0 },
		FFI_ExecuteNamedAction: func(string) {},
	}})
	if err != nil {
		return err
	}
	o.form = &form.FormHandle
	return nil
}

func (o *opened) closeForm() error {
	if o.form == nil {
		return nil
	}
	_, err := o.p.FPDFDOC_ExitFormFillEnvironment(&requests.FPDFDOC_ExitFormFillEnvironment{FormHandle: *o.form})
	return err
}

// pages are the numbers of the pages that PDFium can open: a broken page tree
// promises more than it has.
func (o opened) pages() ([]int, error) {
	count, err := o.count()
	if err != nil {
		return nil, err
	}
	var usable []int
	for i := range count {
		if _, _, err := o.size(i); err == nil {
			usable = append(usable, i)
		}
	}
	return usable, nil
}

// count is how many pages the document promises, within reason.
func (o opened) count() (int, error) {
	r, err := o.p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: o.doc})
	if err != nil {
		return 0, err
	}
	return min(r.PageCount, mostPages), nil
}

// mostPages bounds the pages that are looked for: a number in a damaged file
// may promise two thousand million.
const mostPages = 100_000

// encrypted reports whether the document carries encryption.
func (o opened) encrypted() bool {
	r, err := o.p.FPDF_GetSecurityHandlerRevision(&requests.FPDF_GetSecurityHandlerRevision{Document: o.doc})
	return err == nil && r.SecurityHandlerRevision >= 0
}

// size is a page's size as shown.
func (o opened) size(page int) (width, height float64, err error) {
	r, err := o.p.FPDF_GetPageSizeByIndexF(&requests.FPDF_GetPageSizeByIndexF{Document: o.doc, Index: page})
	if err != nil {
		return 0, 0, err
	}
	return float64(r.Size.Width), float64(r.Size.Height), nil
}

// view says which part of a page to draw at which scale.
type view struct {
	scale  float64 // pixels for each point
	region Rect    // in points from the page's upper left corner, y downwards
	before func(pdfium.Pdfium, references.FPDF_PAGE) error
}

// draw pictures a part of a page on white, as a reader shows it on screen,
// filled form fields and annotations included.
func (o opened) draw(page int, v view) (*image.RGBA, error) {
	w, h, err := o.size(page)
	if err != nil {
		return nil, err
	}
	loaded, err := o.p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: o.doc, Index: page})
	if err != nil {
		return nil, err
	}
	defer o.p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	if v.before != nil {
		if err := v.before(o.p, loaded.Page); err != nil {
			return nil, err
		}
	}
	width := max(1, int((v.region.X1-v.region.X0)*v.scale+0.5))
	height := max(1, int((v.region.Y1-v.region.Y0)*v.scale+0.5))
	bitmap, err := o.p.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: width, Height: height})
	if err != nil {
		return nil, err
	}
	defer o.p.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap.Bitmap})
	if _, err := o.p.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bitmap.Bitmap, Width: width, Height: height, Color: 0xFFFFFFFF}); err != nil {
		return nil, err
	}
	frame := frame{
		x: -int(v.region.X0*v.scale + 0.5), y: -int(v.region.Y0*v.scale + 0.5),
		width: max(1, int(w*v.scale+0.5)), height: max(1, int(h*v.scale+0.5)),
	}
	if err := o.paint(bitmap.Bitmap, loaded.Page, frame); err != nil {
		return nil, err
	}
	return o.pixels(bitmap.Bitmap, width, height)
}

// frame is where the whole page stands on a bitmap, in pixels.
type frame struct{ x, y, width, height int }

const paintFlags = enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER

// paint draws a page with its annotations and then its form fields.
func (o opened) paint(bitmap references.FPDF_BITMAP, page references.FPDF_PAGE, f frame) error {
	at := requests.Page{ByReference: &page}
	_, err := o.p.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap, Page: at, StartX: f.x, StartY: f.y, SizeX: f.width, SizeY: f.height, Flags: paintFlags,
	})
	if err != nil || o.form == nil {
		return err
	}
	_, err = o.p.FPDF_FFLDraw(&requests.FPDF_FFLDraw{
		FormHandle: *o.form, Bitmap: bitmap, Page: at, StartX: f.x, StartY: f.y, SizeX: f.width, SizeY: f.height, Flags: paintFlags,
	})
	return err
}

// pixels copies a bitmap out of PDFium's memory.
func (o opened) pixels(bitmap references.FPDF_BITMAP, width, height int) (*image.RGBA, error) {
	stride, err := o.p.FPDFBitmap_GetStride(&requests.FPDFBitmap_GetStride{Bitmap: bitmap})
	if err != nil {
		return nil, err
	}
	buffer, err := o.p.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		row := img.Pix[y*img.Stride : y*img.Stride+4*width]
		copy(row, buffer.Buffer[y*stride.Stride:])
		for x := 3; x < len(row); x += 4 {
			row[x] = 0xFF // the fourth byte is unused without alpha
		}
	}
	return img, nil
}

// imported returns the chosen pages as a clean document that PDFium wrote.
func (o opened) imported(pages []int, to io.Writer) error {
	fresh, err := o.p.FPDF_CreateNewDocument(&requests.FPDF_CreateNewDocument{})
	if err != nil {
		return err
	}
	defer o.p.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: fresh.Document})
	if _, err := o.p.FPDF_ImportPagesByIndex(&requests.FPDF_ImportPagesByIndex{Source: o.doc, Destination: fresh.Document, PageIndices: pages}); err != nil {
		return err
	}
	_, err = o.p.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{Document: fresh.Document, Flags: requests.SaveFlagNoIncremental, FileWriter: to})
	return err
}
