package ui_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
)

// How every scene looks is kept as the mean colours of squares of 32 points, a line
// for each picture: eight hundred pictures of windows would be sixty megabytes,
// and a digest would say only that something is otherwise, and on another processor
// always. What stands there, word for word, is in the markup of golden_test.go.

// lookSizes are the windows in which each scene is looked at: the smallest, the usual
// one, and a large one.
var lookSizes = []fyne.Size{
	{Width: smallestWidth, Height: smallestHeight}, {Width: 1280, Height: 800}, {Width: 1920, Height: 1080},
}

// side is that of a square, and shades is how much its mean colour may differ: other
// processors round otherwise, and a letter more is twice as much.
const side, shades = 32, 3

// TestEverySceneLooksAsItDid holds all scenes, in every language, theme and size,
// against how they looked when somebody looked: unless THOROUGH, in two of the four and
// in one size of each, by turns.
// UPDATE=1 go test -run EveryScene writes how they look now.
func TestEverySceneLooksAsItDid(t *testing.T) {
	onlyWhole(t)
	if runtime.GOOS == "windows" {
		t.Skip("folders have other names there")
	}
	for _, lang := range i18n.Languages() {
		for _, theme := range []settings.Theme{settings.Light, settings.Dark} {
			if own := lang == i18n.English == (theme == settings.Light); !own && !thorough && !update {
				continue
			}
			t.Run(fmt.Sprintf("%s-%s", lang, theme), func(t *testing.T) {
				kept := openLooks(t, fmt.Sprintf("looks-%s-%s.txt", lang, theme))
				turn := len(theme) // another size comes first with the other one
				eachScene(t, with(showing(lang, theme)), func(t *testing.T, h *hall, name string) {
					if strings.Contains(saidAll(h), folderOfChance) {
						return // on which another name stands each time
					}
					turn++
					for i, size := range lookSizes {
						h.size(size.Width, size.Height)
						h.settle()
						if !thorough && !update && (turn+i)%len(lookSizes) != 0 {
							continue // to paint is what takes the time
						}
						h.shoot(fmt.Sprintf("%s-%.0f-%s-%s", name, size.Width, lang, theme))
						kept.want(t, fmt.Sprintf("%s-%.0f", name, size.Width), h.canvas().Capture())
					}
				})
			})
		}
	}
}

// folderOfChance begins the names of the folders that tests work in (durabletest).
const folderOfChance = "dossier-test-"

// saidAll is all text on the window, and on what lies over it.
func saidAll(h *hall) string {
	said := saidBelow(h.canvas().Content())
	for _, over := range h.canvas().Overlays().List() {
		said += " " + saidBelow(over)
	}
	return said
}

// looks are how scenes look, by name, as a file keeps them.
type looks struct {
	file string
	kept map[string]string
	now  []string // lines
}

func openLooks(t *testing.T, name string) *looks {
	t.Helper()
	l := &looks{file: filepath.Join("testdata", name), kept: map[string]string{}}
	content, err := os.ReadFile(l.file)
	if err != nil && !update {
		const how = "UPDATE=1 THOROUGH=1 go test -run EveryScene writes how the scenes look"
		if kept, _ := filepath.Glob(filepath.Join("testdata", "looks-*.txt")); len(kept) > 0 {
			t.Fatalf("%v; %s", err, how)
		}
		t.Skip("nobody has looked yet: " + how)
	}
	for line := range strings.Lines(string(content)) {
		name, look, _ := strings.Cut(strings.TrimSpace(line), " ")
		l.kept[name] = look
	}
	if update {
		t.Cleanup(func() { must(t, os.WriteFile(l.file, []byte(strings.Join(l.now, "\n")+"\n"), 0o644)) })
	}
	return l
}

// want fails where a picture is not as it was, and leaves it where somebody can look,
// with what differs framed.
func (l *looks) want(t *testing.T, name string, p image.Image) {
	t.Helper()
	now := squares(p)
	l.now = append(l.now, name+" "+pack(t, now))
	if update {
		return
	}
	before, err := unpack(l.kept[name])
	if err != nil || len(before) != len(now) {
		t.Errorf("%s was never looked at: look, then write it by UPDATE=1 go test -run EveryScene", name)
		return
	}
	unlike := differing(before, now)
	if len(unlike) == 0 {
		return
	}
	file := filepath.Join(os.TempDir(), "dossier-"+strings.TrimSuffix(filepath.Base(l.file), ".txt")+"-"+name+".png")
	must(t, os.WriteFile(file, encoded(t, framed(p, unlike)), 0o644))
	t.Errorf("%s is not as it was in %d squares: see %s, then write it by UPDATE=1 go test -run EveryScene", name, len(unlike), file)
}

// squares are the mean colours of a picture's squares, line by line, three bytes each.
func squares(p image.Image) []byte {
	pixels := bytesOf(p)
	var means []byte
	for y := 0; y < pixels.Rect.Max.Y; y += side {
		for x := 0; x < pixels.Rect.Max.X; x += side {
			square := image.Rect(x, y, x+side, y+side).Intersect(pixels.Rect)
			for _, part := range mean(pixels, square) {
				means = append(means, byte(part)) // a mean of bytes
			}
		}
	}
	return means
}

// differing are the numbers of the squares that differ.
func differing(before, now []byte) (unlike []int) {
	for i := range now {
		if apart := max(before[i], now[i]) - min(before[i], now[i]); apart > shades && !slices.Contains(unlike, i/3) {
			unlike = append(unlike, i/3)
		}
	}
	return unlike
}

// framed is a picture with frames around some of its squares.
func framed(p image.Image, which []int) image.Image {
	made := image.NewRGBA(p.Bounds())
	draw.Draw(made, made.Rect, p, p.Bounds().Min, draw.Src)
	across := (made.Rect.Dx() + side - 1) / side
	for _, i := range which {
		at := image.Pt(i%across*side, i/across*side)
		for n := range side {
			for _, edge := range []image.Point{{n, 0}, {n, side - 1}, {0, n}, {side - 1, n}} {
				made.Set(at.X+edge.X, at.Y+edge.Y, color.RGBA{R: 0xff, A: 0xff})
			}
		}
	}
	return made
}

// pack writes bytes as a text, small: most of a window has the colour of its ground.
func pack(t *testing.T, content []byte) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	must(t, err)
	_, err = w.Write(content)
	must(t, errors.Join(err, w.Close()))
	return base64.RawStdEncoding.EncodeToString(b.Bytes())
}

func unpack(text string) ([]byte, error) {
	packed, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
}

// A letter more is seen, and a shade that another processor rounds otherwise is not.
func TestLooksAreComparedBySight(t *testing.T) {
	plain := image.NewRGBA(image.Rect(0, 0, 70, 40))
	draw.Draw(plain, plain.Rect, image.White, image.Point{}, draw.Src)
	shade, letter := bytesOf(framed(plain, nil)), image.NewRGBA(plain.Rect)
	draw.Draw(shade, shade.Rect, image.NewUniform(color.Gray{Y: 0xfe}), image.Point{}, draw.Src)
	draw.Draw(letter, letter.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(letter, image.Rect(40, 10, 47, 13), image.Black, image.Point{}, draw.Src)
	if got := differing(squares(plain), squares(shade)); len(got) != 0 {
		t.Errorf("a shade is seen in %v", got)
	}
	if got := differing(squares(plain), squares(letter)); !slices.Equal(got, []int{1}) {
		t.Errorf("a letter is seen in %v", got)
	}
	again, err := unpack(pack(t, squares(letter)))
	if err != nil || !bytes.Equal(again, squares(letter)) {
		t.Errorf("kept as %v, %v", again, err)
	}
}
