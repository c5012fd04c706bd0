package ui_test

import (
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// onBundle is the sample's step of the bundle, its plan known.
func onBundle(t *testing.T, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	h.size(1280, 1900)
	h.window.Visit("bundle")
	h.settle()
	return h
}

func TestBundleThatKeepsToASize(t *testing.T) {
	h := onBundle(t)
	h.wantUnsaid("smaller pictures")
	h.tap("bundle.max")
	h.press(fyne.KeyEnd)
	h.press(fyne.KeyReturn)
	h.settle()
	h.wantSaid("At most 10 MB", "of at most 10 MB.", "Several, if one is not enough")
	h.window.KeepTo(300_000)
	h.settle()
	h.wantSaid("of at most 300 kB.", "pages with smaller pictures", "instead of 173 kB")
	h.shoot("bundle-fit")
	h.tap("bundle.shrunk.7")
	h.settle()
	h.shoot("bundle-compare")
	if said := saidBelow(h.canvas().Overlays().Top()); said == "" {
		t.Error("nothing is compared")
	}
	h.press(fyne.KeyEscape)
	h.tap("bundle.make")
	h.settle()
	h.wantSaid("The pictures of 2 pages were made smaller", "up to date")
	info, err := os.Stat(filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO.pdf"))
	if err != nil || info.Size() > 300_000 {
		t.Errorf("it has %d bytes, %v", info.Size(), err)
	}
	h.shoot("bundle-fit-made")
}

func TestBundleInPartsIsShownAndMade(t *testing.T) {
	system := &opener{}
	h := onBundle(t, func(o *ui.Options) { o.Opener = system })
	h.window.KeepTo(150_000)
	h.settle()
	h.shoot("bundle-parts")
	h.wantSaid("3 files. The largest has about", "Cover, part 2 of 3", "Part 3 of 3:", "Nobody has confirmed that the portal takes several files")
	h.tap("bundle.make")
	h.settle()
	h.shoot("bundle-parts-made")
	h.wantSaid("This bundle is in 3 files.", "Lefevre-Ozturk_Zoe_OCIO-2.pdf")
	h.tap("bundle.part.2")
	if want := []string{filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO-2.pdf")}; !slices.Equal(system.launched, want) {
		t.Errorf("opened %q", system.launched)
	}
	h.tap("bundle.files")
	h.press(fyne.KeyEnd)
	h.press(fyne.KeyReturn)
	h.settle()
	h.shoot("bundle-refused-size")
	h.wantSaid("The heaviest pages are", "“diplome-bachelier.pdf”, page 1", "More than 150 kB")
}

func TestBundleIsVerifiedOnceMore(t *testing.T) {
	h := onBundle(t)
	h.tap("bundle.make")
	h.settle()
	h.tap("bundle.check")
	h.settle()
	h.wantSaid("“Lefevre-Ozturk_Zoe_OCIO.pdf” is as it was made")
	h.shoot("bundle-verified")
	path := filepath.Join(h.dir, "sample", "bundles", "Lefevre-Ozturk_Zoe_OCIO.pdf")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	whole[len(whole)/2] ^= 1
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	h.tap("bundle.check")
	h.settle()
	h.wantSaid("Do not hand it in.")
	h.wantUnsaid("is as it was made")
}

func TestBundleThatKeepsToASizeLooksWell(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){"fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge}} {
		h := openSample(t, change...)
		h.size(1024, 1600)
		h.window.Visit("bundle")
		h.settle()
		for size, what := range map[int]string{300_000: "fit", 150_000: "parts"} {
			h.window.KeepTo(message.Bytes(size))
			h.settle()
			h.shoot("bundle-" + what + "-" + name)
		}
	}
}

// What only the making said was gone with the next start, and "up to date" stood
// on a bundle that the portal may refuse.
func TestBundleAboveTheLimitSaysSoAtTheNextStart(t *testing.T) {
	h := openSample(t)
	h.size(1280, 1900)
	noise := make([]byte, 3*1500*1200) // 5.4 MB that nothing makes smaller
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise)
	path := filepath.Join(t.TempDir(), "scan.pdf")
	if err := os.WriteFile(path, pdftest.File(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1500/Height 1200/ColorSpace/DeviceRGB/BitsPerComponent 8/Length %d>>\nstream\n%s\nendstream", len(noise), noise),
		"<</Length 29>>\nstream\nq 500 0 0 700 40 40 cm /I Do Q\nendstream",
	), 0o600); err != nil {
		t.Fatal(err)
	}
	h.window.Receive(path)
	h.settle()
	h.tap("what.later")
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	const says = "the portal may take only 5"
	h.wantSaid(says, "perhaps too large")
	if said := saidBelow(h.window.Middle()); strings.Count(said, says) != 1 {
		t.Errorf("it is said %d times, want once:\n%s", strings.Count(said, says), said)
	}
	h.shoot("bundle-above-limit")
	h.window.Open(h.sample())
	h.settle()
	for _, step := range []string{"bundle", "hand-over"} {
		h.window.Visit(step)
		h.settle()
		h.wantSaid(says, "perhaps too large")
	}
}

// A bundle that is too large as it comes can be brought to the size by one button.
func TestBundleThatIsTooLargeIsMadeToFit(t *testing.T) {
	h := openSample(t)
	h.size(1280, 1900)
	noise := image.NewNRGBA(image.Rect(0, 0, 800, 1100))
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise.Pix)
	for i := 3; i < len(noise.Pix); i += 4 {
		noise.Pix[i] = 255
	}
	path := filepath.Join(t.TempDir(), "scan.png")
	if err := os.WriteFile(path, encoded(t, noise), 0o600); err != nil {
		t.Fatal(err)
	}
	h.window.Visit("bundle")
	h.settle()
	if piece.FindKey(h.window.Middle(), "bundle.fit") != nil {
		t.Error("it is small enough, and can be made smaller")
	}
	h.window.Receive(path)
	h.settle()
	h.tap("what.later")
	h.window.Visit("bundle")
	h.settle()
	h.shoot("bundle-too-large")
	h.wantSaid("Below 1 MB it is safer", "Make the pictures smaller to fit 1 MB")
	h.tap("bundle.fit")
	h.shoot("bundle-made-to-fit")
	h.wantSaid("of at most 1 MB", "with smaller pictures")
	h.wantFocus("bundle.max")
}
