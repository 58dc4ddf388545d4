//go:build e2e

package e2e

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// save writes a file and the folders above it.
func save(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// colours counts the pixels of a picture that are clearly blue and clearly orange.
func colours(t *testing.T, data []byte) (blue, orange int) {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return countColours(picture)
}

func countColours(picture image.Image) (blue, orange int) {
	box := picture.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			const clear = 0x4000
			switch {
			case b > r+clear && b > g+clear/4:
				blue++
			case r > b+clear && g > b && r > g:
				orange++
			}
		}
	}
	return blue, orange
}

// part of a screenshot, in the pixels of the page at scale 1.
func crop(t *testing.T, data []byte, x, y, width, height float64) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	box := image.Rect(int(x), int(y), int(x+width), int(y+height))
	return picture.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(box)
}
