package worker

import (
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"slices"
	"strings"

	"example.org/dossier/internal/pdf"
)

// A child may have been taken over by a file: its answers are held against what
// was asked before anybody else sees them, and no more memory is given to them
// than what was asked can need.

var errAnswer = errors.New("that is no answer")

// maxAnswer bounds a frame of an answer. A byte of gob can become some hundred in
// memory, so long lists come in parts; pixels follow their frame as they are.
const maxAnswer = 512 << 10

// How many of each list go with one frame; one has some 250 bytes, of a page that
// was looked at up to 170,000.
const (
	listedAtOnce = 1000
	seenAtOnce   = 2
	weighed      = 50 // of as many levels as there may be
)

// writeAnswer sends an answer, its picture's pixels behind it: a picture is never
// held twice.
func writeAnswer(to io.Writer, a answer) error {
	if a.Failure != nil {
		a = answer{Failure: a.Failure}
	}
	if a.picture != nil {
		a.Wide, a.High = a.picture.Rect.Dx(), a.picture.Rect.Dy()
	}
	for part := a.part(); ; part = a.part() {
		if err := writeFrame(to, part); err != nil {
			return err
		}
		if !part.More {
			break
		}
	}
	for y := range a.High {
		row := a.picture.Pix[y*a.picture.Stride:][:4*a.Wide]
		if _, err := to.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// part takes the first part off an answer.
func (a *answer) part() answer {
	p := *a
	p.Facts.Pages, a.Facts.Pages = cut(a.Facts.Pages, listedAtOnce)
	p.Outcome.Pages, a.Outcome.Pages = cut(a.Outcome.Pages, listedAtOnce)
	p.Seen, a.Seen = cut(a.Seen, seenAtOnce)
	p.Weights, a.Weights = cut(a.Weights, weighed)
	p.More = a.listed() > 0
	return p
}

func cut[T any](list []T, at int) (first, rest []T) {
	at = min(at, len(list))
	return list[:at], list[at:]
}

// mostPages bounds the lists: far above the pages that pdf.Limits allow a file, or
// that anybody bundles.
const mostPages = 100_000

// listed is how long its lists are.
func (a *answer) listed() int {
	return len(a.Facts.Pages) + len(a.Outcome.Pages) + len(a.Seen) + len(a.Weights)
}

// full reports whether a part is one that others follow: a list takes all its room.
// (A child that sends lists in crumbs could send as many frames as it likes.)
func (a *answer) full() bool {
	return len(a.Facts.Pages) == listedAtOnce || len(a.Outcome.Pages) == listedAtOnce || len(a.Seen) == seenAtOnce ||
		len(a.Weights) == weighed
}

// looks is how many pages may be told of that were looked at.
func (r request) looks() int {
	if r.Look == nil {
		return 0
	}
	return max(0, r.Look.Count)
}

// readParts puts an answer together.
func readParts(from io.Reader, r request) (answer, error) {
	var a answer
	for more := true; more; {
		var part answer
		if err := readFrame(from, &part, maxAnswer); err != nil {
			return answer{}, err
		}
		more = part.More
		if more && !part.full() || a.listed() > mostPages || len(a.Seen)+len(part.Seen) > r.looks() {
			return answer{}, errAnswer
		}
		part.Facts.Pages = append(a.Facts.Pages, part.Facts.Pages...)
		part.Outcome.Pages = append(a.Outcome.Pages, part.Outcome.Pages...)
		part.Seen = append(a.Seen, part.Seen...)
		part.Weights = append(a.Weights, part.Weights...)
		a = part
	}
	return a, nil
}

// readAnswer reads an answer to a request.
func readAnswer(from io.Reader, r request) (answer, error) {
	a, err := readParts(from, r)
	if err != nil {
		return answer{}, err
	}
	if !a.suits(r) {
		return answer{}, errAnswer
	}
	if a.Wide == 0 {
		return a, nil
	}
	a.picture = image.NewRGBA(image.Rect(0, 0, a.Wide, a.High))
	if _, err := io.ReadFull(from, a.picture.Pix); err != nil {
		return answer{}, fmt.Errorf("read picture: %w", err)
	}
	return a, nil
}

// suits reports whether an answer can be one to what was asked.
func (a *answer) suits(r request) bool {
	if a.Begun != 0 {
		return r.Assemble != nil && a.Begun > 0 && a.Begun <= len(r.Assemble.Sources) && a.Wide == 0 && a.High == 0
	}
	if a.Failure != nil {
		return a.Failure.suits(r) && a.Wide == 0 && a.High == 0
	}
	return a.pictureSuits(r) && a.factsSuit(r) && a.Suggestion.Treatment.Valid() && a.weightsSuit(r) && (r.Assemble == nil || a.outcomeSuits(*r.Assemble))
}

// pictureSuits: a picture comes where one was asked for, and no larger.
func (a *answer) pictureSuits(r request) bool {
	most := r.pixels()
	if most == 0 {
		return a.Wide == 0 && a.High == 0
	}
	return a.Wide > 0 && a.High > 0 && int64(a.Wide) <= most/int64(a.High)
}

// factsSuit: what is known of a file has pages, and they have sizes.
func (a *answer) factsSuit(r request) bool {
	pages := a.Facts.Pages
	if (r.Inspect != nil) != (len(pages) > 0) {
		return false
	}
	return !slices.ContainsFunc(pages, func(p pdf.Page) bool {
		return !isSize(p.Width) || !isSize(p.Height) || p.PixelsWide < 0 || p.PixelsHigh < 0
	})
}

func isSize(points float64) bool { return points > 0 && !math.IsInf(points, 0) }

// weightsSuit: weights come where they were asked for, each with all its levels.
func (a *answer) weightsSuit(r request) bool {
	if r.Weigh == nil {
		return len(a.Weights) == 0
	}
	return !slices.ContainsFunc(a.Weights, func(w pdf.Weight) bool {
		return w.Fixed < 0 || len(w.As) != 1+len(r.Weigh.Levels) || slices.ContainsFunc(w.As, func(by pdf.Weighed) bool {
			return by.Bytes < 0 || by.Resolution < 0 || !(by.Loss >= 0 && by.Loss <= 1)
		})
	})
}

// outcomeSuits: each page is one of a source that was given, and each source is
// accounted for.
func (a *answer) outcomeSuits(of pdf.Assembly) bool {
	if len(a.Outcome.Sources) != len(of.Sources) || len(a.Outcome.Pages) == 0 {
		return false
	}
	for i, s := range a.Outcome.Sources {
		if s.Path != of.Sources[i].Path {
			return false
		}
	}
	return !slices.ContainsFunc(a.Outcome.Pages, func(c pdf.Carried) bool {
		return c.Source < -1 || c.Source >= len(of.Sources) || c.Page < 0
	})
}

// suits: a failure is about a file that was asked about, or about none.
func (f *failure) suits(r request) bool {
	path := ""
	switch {
	case f.Known != nil:
		path = f.Known.Path
		if !isID(string(f.Known.Reason)) || f.Known.Page < 0 || f.Known.Size < 0 || f.Known.Limit < 0 {
			return false
		}
	case f.System != nil:
		path = f.System.Path
	}
	return path == "" || slices.Contains(r.reads(), path) || r.Assemble != nil && path == r.Assemble.Output
}

// isID reports whether a text can be the id of a reason.
func isID(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// The most that pictures may have: pdf bounds what it draws likewise, and rounds.
const (
	mostSide   = 4096
	mostPixels = 44_000_000
)

// pixels is how many a picture may have that answers a request; 0 where none does.
func (r request) pixels() int64 {
	boxed := func(box image.Point) int64 {
		side := func(n int) int64 { return int64(min(max(n, 1), mostSide)) }
		return side(box.X) * side(box.Y)
	}
	switch {
	case r.Picture != nil:
		return boxed(r.Picture.Box)
	case r.Show != nil:
		return boxed(r.Show.Box)
	case r.Render != nil:
		return mostPixels
	}
	return 0
}
