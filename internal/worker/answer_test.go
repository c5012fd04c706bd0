package worker

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"image"
	"io"
	"io/fs"
	"math"
	"reflect"
	"runtime"
	"slices"
	"syscall"
	"testing"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// asked are the requests that answers are read to.
func asked() map[string]request {
	one := pdf.File{Path: "one.pdf"}
	return map[string]request{
		"warm":     {Warm: true},
		"inspect":  {Inspect: &one},
		"assemble": {Assemble: &pdf.Assembly{Sources: []pdf.Source{{File: one}, {File: pdf.File{Path: "two.pdf"}}}, Output: "out.pdf"}},
		"verify":   {Verify: &verification{Path: "out.pdf"}},
		"weigh":    {Weigh: &weighing{Of: pdf.Assembly{Sources: []pdf.Source{{File: one}}}, Levels: []pdf.Shrink{{Resolution: 150, Quality: 70}}}},
		"show":     {Show: &showing{Of: pdf.Assembly{Sources: []pdf.Source{{File: one}}}, Box: image.Pt(20, 10)}},
		"render":   {Render: &rendering{File: one}},
		"picture":  {Picture: &picturing{File: one, Box: image.Pt(20, 10)}},
		"look":     {Look: &looking{File: one, Count: 5}},
		"suggest":  {Suggest: &suggesting{File: one}},
	}
}

// given is an answer to each of them that is one.
func given() map[string]answer {
	facts := pdf.Facts{Kind: pdf.PDF}
	for range 3*listedAtOnce + 1 {
		facts.Pages = append(facts.Pages, pdf.Page{Width: 595, Height: 842})
	}
	small := image.NewRGBA(image.Rect(0, 0, 20, 10))
	small.Pix[17] = 42
	return map[string]answer{
		"warm":    {},
		"inspect": {Facts: facts},
		"assemble": {Outcome: pdf.Outcome{
			Sources: []pdf.SourceOutcome{{Path: "one.pdf"}, {Path: "two.pdf"}},
			Pages:   []pdf.Carried{{Source: -1}, {Source: 0}, {Source: 1}},
		}},
		"verify":  {},
		"weigh":   {Weights: slices.Repeat([]pdf.Weight{{Fixed: 9, As: []pdf.Weighed{{Bytes: 5, Legible: true}, {Bytes: 3, Resolution: 150, Loss: 0.1}}}}, 2*weighed+1)},
		"show":    {picture: small},
		"render":  {picture: small},
		"picture": {picture: small},
		"look":    {Seen: []pdf.Seen{{Text: "a"}, {}, {Text: "c"}, {}, {Text: "e"}}},
		"suggest": {Suggestion: scan.Suggestion{Treatment: scan.Treatment{Turn: 90, Lift: true}}},
	}
}

func TestAnswersComeAcrossWhole(t *testing.T) {
	for name, a := range given() {
		var wire bytes.Buffer
		if err := writeAnswer(&wire, a); err != nil {
			t.Fatal(name, err)
		}
		got, err := readAnswer(&wire, asked()[name])
		if err != nil || wire.Len() > 0 {
			t.Errorf("%s: %v, %d bytes left", name, err, wire.Len())
			continue
		}
		got.Wide, got.High = 0, 0
		if !reflect.DeepEqual(got, a) {
			t.Errorf("%s: came as %+v", name, got)
		}
	}
}

// A part of a picture is one as well.
func TestAPictureInAPictureComesAcross(t *testing.T) {
	large := image.NewRGBA(image.Rect(0, 0, 9, 9))
	for i := range large.Pix {
		large.Pix[i] = byte(i)
	}
	part := large.SubImage(image.Rect(2, 3, 7, 5)).(*image.RGBA)
	var wire bytes.Buffer
	if err := writeAnswer(&wire, answer{picture: part}); err != nil {
		t.Fatal(err)
	}
	got, err := readAnswer(&wire, asked()["render"])
	if err != nil || got.picture.Rect != image.Rect(0, 0, 5, 2) || got.picture.RGBAAt(4, 1) != large.RGBAAt(6, 4) {
		t.Errorf("came as %v, %v", got.picture, err)
	}
}

// What a child that was taken over may say is no answer.
func TestWhatIsNoAnswerIsNotTakenForOne(t *testing.T) {
	page := func(width, height float64) answer {
		return answer{Facts: pdf.Facts{Pages: []pdf.Page{{Width: width, Height: height}}}}
	}
	outcome := func(c pdf.Carried) answer {
		return answer{Outcome: pdf.Outcome{Sources: given()["assemble"].Outcome.Sources, Pages: []pdf.Carried{c}}}
	}
	for _, test := range []struct {
		name, to string
		a        answer
	}{
		{"a picture that nobody asked for", "inspect", answer{Wide: 1, High: 1}},
		{"a picture larger than its box", "picture", answer{Wide: 21, High: 10}},
		{"a page that is shown larger than its box", "show", answer{Wide: 20, High: 11}},
		{"a picture larger than any", "render", answer{Wide: math.MaxInt32, High: math.MaxInt32}},
		{"a picture whose size overflows", "render", answer{Wide: math.MaxInt, High: 2}},
		{"a picture without a size", "picture", answer{}},
		{"a picture of a negative size", "render", answer{Wide: -5, High: -5}},
		{"a picture with one side", "render", answer{High: 5}},
		{"a picture that failed", "picture", answer{Wide: 5, High: 5, Failure: &failure{Words: "no"}}},
		{"no pages", "inspect", answer{}},
		{"a page of no width", "inspect", page(0, 5)},
		{"a page of endless height", "inspect", page(5, math.Inf(1))},
		{"a page of no number", "inspect", page(math.NaN(), 5)},
		{"pages that nobody asked for", "warm", page(5, 5)},
		{"texts that nobody asked for", "inspect", answer{Facts: given()["inspect"].Facts, Seen: []pdf.Seen{{}}}},
		{"progress where there is none", "inspect", answer{Begun: 1}},
		{"progress beyond the last", "assemble", answer{Begun: 3}},
		{"progress before the first", "assemble", answer{Begun: -1}},
		{"an outcome without pages", "assemble", answer{Outcome: pdf.Outcome{Sources: given()["assemble"].Outcome.Sources}}},
		{"an outcome without sources", "assemble", answer{Outcome: pdf.Outcome{Pages: []pdf.Carried{{Source: -1}}}}},
		{"a page of no source", "assemble", outcome(pdf.Carried{Source: 2})},
		{"a page before the first source", "assemble", outcome(pdf.Carried{Source: -2})},
		{"a page before the first", "assemble", outcome(pdf.Carried{Page: -1})},
		{"a reason in words", "inspect", answer{Failure: &failure{Known: &known{Reason: "Send money."}}}},
		{"a reason without a name", "inspect", answer{Failure: &failure{Known: &known{}}}},
		{"a failure of another file", "inspect", answer{Failure: &failure{Known: &known{Reason: pdf.Locked, Path: "/etc/passwd"}}}},
		{"another file's absence", "picture", answer{Failure: &failure{System: &system{Path: "/etc/passwd", Number: uintptr(syscall.ENOENT)}}}},
		{"a failure on a page before the first", "look", answer{Failure: &failure{Known: &known{Reason: pdf.Damaged, Page: -1}}}},
		{"a corner outside the picture", "suggest", answer{Suggestion: scan.Suggestion{Treatment: scan.Treatment{Corners: scan.Corners{{X: math.NaN()}}}}}},
		{"a turn that is none", "suggest", answer{Suggestion: scan.Suggestion{Treatment: scan.Treatment{Turn: 45}}}},
		{"weights that nobody asked for", "warm", answer{Weights: given()["weigh"].Weights}},
		{"a weight below nothing", "weigh", answer{Weights: []pdf.Weight{{Fixed: -1, As: make([]pdf.Weighed, 2)}}}},
		{"a weight without its levels", "weigh", answer{Weights: []pdf.Weight{{As: make([]pdf.Weighed, 1)}}}},
		{"a loss that is no number", "weigh", answer{Weights: []pdf.Weight{{As: []pdf.Weighed{{}, {Loss: math.NaN()}}}}}},
		{"more of nothing", "warm", answer{More: true}},
		{"more texts than were asked for", "look", answer{Seen: make([]pdf.Seen, 6)}},
	} {
		var wire bytes.Buffer
		if err := writeFrame(&wire, test.a); err != nil {
			t.Fatal(err)
		}
		if got, err := readAnswer(io.MultiReader(&wire, zeros{}), asked()[test.to]); err == nil {
			t.Errorf("%s is taken for an answer: %+v", test.name, got)
		}
	}
}

// zeros is a child that never stops.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Failures about files that were asked about are answers.
func TestFailuresAreAnswers(t *testing.T) {
	for to, err := range map[string]error{
		"inspect":  &pdf.Error{Reason: pdf.Locked, Path: "one.pdf"},
		"assemble": &fs.PathError{Op: "open", Path: "two.pdf", Err: syscall.ENOENT},
		"verify":   &pdf.Error{Reason: pdf.NotVerified, Path: "out.pdf", Page: 3},
		"warm":     &pdf.Error{Reason: pdf.Unavailable},
		"picture":  errors.New("whatever"),
	} {
		var wire bytes.Buffer
		if err := writeAnswer(&wire, answer{Failure: failureOf(err)}); err != nil {
			t.Fatal(err)
		}
		if _, wrong := readAnswer(&wire, asked()[to]); wrong != nil {
			t.Errorf("%s: %v", to, wrong)
		}
	}
	// The output is told of as well.
	var wire bytes.Buffer
	_ = writeAnswer(&wire, answer{Failure: failureOf(&fs.PathError{Op: "write", Path: "out.pdf", Err: syscall.ENOSPC})}) // a buffer takes all
	if _, wrong := readAnswer(&wire, asked()["assemble"]); wrong != nil {
		t.Error(wrong)
	}
}

// crowd is an answer's list in as few bytes as gob can write it.
type crowd struct {
	Outcome struct{ Pages []struct{ Source int } }
}

// A frame cannot fill the parent's memory, whatever it promises or packs.
func TestAnAnswerCannotFillTheParentsMemory(t *testing.T) {
	promise := binary.BigEndian.AppendUint32(nil, math.MaxUint32)
	var packed crowd
	packed.Outcome.Pages = make([]struct{ Source int }, maxAnswer-200)
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(packed); err != nil {
		t.Fatal(err)
	}
	if body.Len() > maxAnswer {
		t.Fatalf("%d bytes", body.Len())
	}
	full := append(binary.BigEndian.AppendUint32(nil, uint32(body.Len())), body.Bytes()...)
	for name, wire := range map[string][]byte{"a promise": promise, "a crowd": full} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readAnswer(io.MultiReader(bytes.NewReader(wire), zeros{}), asked()["assemble"])
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s is taken for an answer", name)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 768<<20 {
			t.Errorf("%s takes %d MB", name, took>>20)
		}
	}
}

// Lists come in parts that are full, and no longer than what was asked for: a child
// cannot go on for ever.
func TestAnAnswerDoesNotComeInCrumbs(t *testing.T) {
	crumbs := func(a answer) io.Reader {
		var one bytes.Buffer
		if err := writeFrame(&one, a); err != nil {
			t.Fatal(err)
		}
		return bytes.NewReader(bytes.Repeat(one.Bytes(), 100))
	}
	seen := answer{More: true, Seen: []pdf.Seen{{Text: "a"}, {Text: "b"}}}
	page := answer{More: true, Outcome: pdf.Outcome{Pages: []pdf.Carried{{Drawn: "a"}}}}
	for to, a := range map[string]answer{"look": seen, "inspect": seen, "assemble": page} {
		from := crumbs(a)
		_, err := readAnswer(from, asked()[to])
		if left, _ := io.Copy(io.Discard, from); err == nil || left == 0 {
			t.Errorf("%s: %d bytes are left: %v", to, left, err)
		}
	}
}

// FuzzAnswer reads whatever a child may send: go test -fuzz FuzzAnswer.
func FuzzAnswer(f *testing.F) {
	for name, a := range given() {
		var wire bytes.Buffer
		if err := writeAnswer(&wire, a); err != nil {
			f.Fatal(err)
		}
		if wire.Len() < 10_000 {
			f.Add(name, wire.Bytes())
		}
	}
	for _, failed := range []error{&pdf.Error{Reason: pdf.Locked, Path: "one.pdf"}, &fs.PathError{Op: "open", Path: "one.pdf", Err: syscall.ENOENT}} {
		var wire bytes.Buffer
		_ = writeAnswer(&wire, answer{Failure: failureOf(failed)}) // a buffer takes all
		f.Add("inspect", wire.Bytes())
	}
	f.Add("warm", []byte{0xFF, 0xFF, 0xFF, 0xFF})
	f.Fuzz(func(t *testing.T, to string, wire []byte) {
		r, ok := asked()[to]
		if !ok {
			return
		}
		a, err := readAnswer(bytes.NewReader(wire), r)
		if err != nil {
			return
		}
		if most := r.pixels(); (a.picture != nil) != (most > 0 && a.Failure == nil) || a.picture != nil && int64(len(a.picture.Pix)) > 4*most {
			t.Errorf("%s: a picture of %d x %d", to, a.Wide, a.High)
		}
		if a.Failure.err() == nil && to == "assemble" && a.Begun == 0 {
			for _, c := range a.Outcome.Pages {
				if c.Source >= 0 {
					_ = a.Outcome.Sources[c.Source]
				}
			}
		}
	})
}
