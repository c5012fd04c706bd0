// Command resource writes what Windows shows of a program before it runs, for
// windres to make a resource of: an icon in every size, the version, and the
// manifest.
//
//	go run . -icon Icon.png -name Dossier -version 0.1.0 -build 1 -source v0.1.0-4-gabc FOLDER
package main

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"os"
	"path/filepath"
	"text/template"
)

// The sides of the icon's pictures, in pixels, each a part of the source's 256.
var sides = []int{16, 32, 64, 128, 256}

//go:embed dossier.manifest
var manifest []byte

//go:embed dossier.rc
var script string

func main() {
	log.SetFlags(0)
	icon := flag.String("icon", "", "the icon: a PNG of 256 by 256")
	name := flag.String("name", "", "the program's name")
	version := flag.String("version", "", "its version, as 1.2.3")
	build := flag.Int("build", 0, "its build")
	source := flag.String("source", "", "what names the source")
	flag.Parse()
	if err := write(flag.Arg(0), *icon, *name, *version, *build, *source); err != nil {
		log.Fatal(err)
	}
}

func write(folder, icon, name, version string, build int, source string) error {
	pictures, err := ico(icon)
	if err != nil {
		return err
	}
	var major, minor, patch int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch); err != nil {
		return fmt.Errorf("version %q: %w", version, err)
	}
	about, err := template.New("rc").Parse(script)
	if err != nil {
		return err
	}
	var rc bytes.Buffer
	err = about.Execute(&rc, map[string]any{
		"Name": name, "Version": version, "Source": source,
		"Numbers": fmt.Sprintf("%d,%d,%d,%d", major, minor, patch, build),
	})
	if err != nil {
		return err
	}
	for file, data := range map[string][]byte{"dossier.ico": pictures, "dossier.rc": rc.Bytes(), "dossier.manifest": manifest} {
		if err := os.WriteFile(filepath.Join(folder, file), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// ico returns the icon as Windows has it: a list of pictures, then the pictures,
// each a PNG.
func ico(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	source, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if size := source.Bounds().Size(); size != image.Pt(256, 256) {
		return nil, fmt.Errorf("%s is %v, not 256 by 256", path, size)
	}
	const listed, entry = 6, 16
	list, pictures := binary.LittleEndian.AppendUint16([]byte{0, 0, 1, 0}, uint16(len(sides))), []byte{}
	for _, side := range sides {
		var picture bytes.Buffer
		if err := png.Encode(&picture, shrunk(source, side)); err != nil {
			return nil, err
		}
		list = append(list, byte(side), byte(side), 0, 0, 1, 0, 32, 0) // 256 is written as 0
		list = binary.LittleEndian.AppendUint32(list, uint32(picture.Len()))
		list = binary.LittleEndian.AppendUint32(list, uint32(listed+entry*len(sides)+len(pictures)))
		pictures = append(pictures, picture.Bytes()...)
	}
	return append(list, pictures...), nil
}

// shrunk is the picture with sides of that many pixels: each the mean of those
// that it stands for.
func shrunk(source image.Image, side int) image.Image {
	small := image.NewNRGBA(image.Rect(0, 0, side, side))
	bounds := source.Bounds()
	step := bounds.Dx() / side
	for y := range side {
		for x := range side {
			small.Set(x, y, mean(source, bounds.Min.Add(image.Pt(x*step, y*step)), step))
		}
	}
	return small
}

func mean(source image.Image, at image.Point, step int) color.Color {
	var sum [4]uint32
	for y := range step {
		for x := range step {
			r, g, b, a := source.At(at.X+x, at.Y+y).RGBA()
			sum[0], sum[1], sum[2], sum[3] = sum[0]+r, sum[1]+g, sum[2]+b, sum[3]+a
		}
	}
	n := uint32(step * step)
	return color.RGBA64{R: uint16(sum[0] / n), G: uint16(sum[1] / n), B: uint16(sum[2] / n), A: uint16(sum[3] / n)}
}
