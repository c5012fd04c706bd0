package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"image"
	"slices"
	"sync"

	"example.org/dossier/internal/scan"
)

// A picture file's pages are looked at several times, small each time: when they
// are inspected, as thumbnails, and when a result is held against them. To decode
// a photograph takes a quarter of a second, so the last few stay here at a middle
// size.
const (
	middleSide     = 1280 // pixels
	mostMiddles    = 6
	mostMiddleJPEG = 32 << 20 // bytes of all together
)

// middles are the pictures of middle size that were made last, the last one first.
type middles struct {
	mu   sync.Mutex
	made []middle
}

type middle struct {
	key  middleKey
	shot *image.RGBA
	cut  error  // errCut where the picture's end is missing
	full bool   // the picture has no more pixels than this
	jpeg []byte // the whole picture, where it had to be encoded anew
	gray bool   // that has no colours

	suggested func() scan.Suggestion // found when first asked for, which takes half a second
}

type middleKey struct {
	data [sha256.Size]byte
	page int
}

func (m *middles) find(key middleKey) (middle, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.made, func(one middle) bool { return one.key == key })
	if at < 0 {
		return middle{}, false
	}
	found := m.made[at]
	m.made = slices.Insert(slices.Delete(m.made, at, at+1), 0, found)
	return found, true
}

// keep remembers a picture, in the place of an older one of the same page.
func (m *middles) keep(one middle) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made = slices.DeleteFunc(m.made, func(other middle) bool { return other.key == one.key })
	m.made = slices.Insert(m.made, 0, one)
	m.made = m.made[:min(len(m.made), mostMiddles)]
	left := mostMiddleJPEG
	for i := range m.made {
		if left -= len(m.made[i].jpeg); left < 0 {
			m.made[i].jpeg = nil
		}
	}
}

// middle returns a page (counted from 0) of a picture file upright and on white, no
// larger than middleSide. The picture must not be changed.
func (e *Engines) middle(ctx context.Context, kind Kind, data []byte, page int) (middle, error) {
	if found, ok := e.middles.find(middleKey{sha256.Sum256(data), page}); ok {
		return found, nil
	}
	a, err := e.album(ctx, kind, data)
	if err != nil {
		return middle{}, err
	}
	p, err := a.page(page)
	if err != nil {
		return middle{}, err
	}
	return e.middleOf(p)
}

func (e *Engines) middleOf(p *pictured) (middle, error) {
	if found, ok := e.middles.find(p.key); ok {
		return found, nil
	}
	defer p.release()
	shot, err := p.fitted(image.Pt(middleSide, middleSide))
	if err != nil && !errors.Is(err, errCut) {
		return middle{}, err
	}
	made := p.middle(shot, err)
	e.middles.keep(made)
	return made, nil
}

func (p *pictured) middle(shot *image.RGBA, cut error) middle {
	wide, high := p.shownSize()
	return middle{
		key: p.key, shot: shot, cut: cut, full: max(wide, high) <= middleSide,
		suggested: sync.OnceValue(func() scan.Suggestion { return scan.Suggest(shot, 1) }),
	}
}

// photoIn makes a picture to look at of a page of a picture file. Its size is held
// against the limits before any pixel is decoded; where its end is missing, what is
// there is shown.
func (e *Engines) photoIn(ctx context.Context, kind Kind, data []byte, page int, box image.Point) (*image.RGBA, error) {
	m, err := e.middle(ctx, kind, data, page)
	if err != nil {
		return nil, err
	}
	size := m.shot.Bounds().Size()
	scale := min(float64(box.X)/float64(size.X), float64(box.Y)/float64(size.Y))
	if scale > 1 && !m.full {
		a, err := e.album(ctx, kind, data)
		if err != nil {
			return nil, err
		}
		defer a.pages[page].release()
		shot, err := a.pages[page].fitted(box)
		if errors.Is(err, errCut) {
			err = nil
		}
		return shot, err
	}
	scale = min(scale, 1)
	return scaled(m.shot, image.Pt(max(1, int(float64(size.X)*scale+0.5)), max(1, int(float64(size.Y)*scale+0.5)))), nil
}

// checkPictures decodes every page once; it reports whether the end of one, or of
// the file, is missing.
func (e *Engines) checkPictures(l *loaded) (cut bool, err error) {
	cut = l.album.cut
	for i, p := range l.album.pages {
		m, err := e.middleOf(p)
		if err != nil {
			return false, blamePage(err, l.file.Path, i)
		}
		cut = cut || m.cut != nil
	}
	return cut, nil
}
