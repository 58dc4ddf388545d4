//go:build !js

package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saddle/core/version"
)

// A moment is drawn in every format: the SVG stands alone, the PNG has both laws, the PDF has the same bytes for the same moment.
func TestPicture(t *testing.T) {
	dir := t.TempDir()
	draw := func(name string, args ...string) []byte {
		t.Helper()
		file := filepath.Join(dir, name)
		must(t, append([]string{"picture", "-query", "phi=relu&d=2&seed=7", "-at", "20", "-out", file}, args...)...)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	svg := string(draw("a.svg"))
	for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{">target</text>", ">generated</text>", ">y₁</text>", ">y₂</text>", ">1</text>", ">0</text>", "Saddle " + version.Number, "phi=relu&amp;seed=7&amp;at=20", palettes["light"]["--target"]} {
		if !strings.Contains(svg, want) {
			t.Errorf("the SVG lacks %s", want)
		}
	}
	if left := regexp.MustCompile(`var\(|−0<|NaN`).FindString(svg); left != "" {
		t.Errorf("the SVG has %q", left)
	}
	if dark := string(draw("b.svg", "-theme", "dark")); strings.Contains(dark, palettes["light"]["--target"]) || !strings.Contains(dark, palettes["dark"]["--generated"]) {
		t.Error("the dark one has colours of the light one")
	}
	image, err := png.Decode(bytes.NewReader(draw("a.png", "-side", "300")))
	if err != nil {
		t.Fatal(err)
	}
	count := map[[3]int]int{}
	for y := range image.Bounds().Dy() {
		for x := range image.Bounds().Dx() {
			r, g, b, _ := image.At(x, y).RGBA()
			count[[3]int{int(r >> 8), int(g >> 8), int(b >> 8)}]++
		}
	}
	for _, role := range []string{"--paper", "--target", "--generated"} {
		r, g, b := rgb(palettes["light"][role])
		if n := count[[3]int{r, g, b}]; n < 300 {
			t.Errorf("the PNG has %d pixels of %s", n, role)
		}
	}
	first := draw("a.pdf")
	if !bytes.HasPrefix(first, []byte("%PDF-")) || !bytes.Equal(first, draw("a.pdf")) {
		t.Error("the PDF is none, or another one the second time")
	}
	// One dimension, marginals, atoms, an adversary: everything that a picture may have can be drawn.
	for _, query := range []string{"d=1&phi=tanh", "d=3&layers=target,generated,field,isoline,ellipses,arrows,truncation,gradients,trails,marginals", "phi=relu&layers=difference,target,generated", "layers=adversary,target,generated,field"} {
		for _, name := range []string{"c.png", "c.pdf", "c.svg"} {
			must(t, "picture", "-query", query, "-at", "3", "-out", filepath.Join(dir, name))
		}
	}
}

func TestPictureComplaints(t *testing.T) {
	for args, want := range map[string]string{
		"-query d=2":                         "say into which file",
		"-out a.gif":                         "neither .svg nor .pdf nor .png",
		"-out a.svg -theme blue":             "neither light nor dark",
		"-out a.svg -side 7":                 "the nearest is 100",
		"-out a.svg -query phi=cubist":       "mend the query",
		"-out a.svg -query d=2&saddle=0.0.1": "mend the query",
		"-out a.svg more":                    "one argument too many",
	} {
		if _, _, err := saddle(t, t.Context(), append([]string{"picture"}, strings.Fields(args)...)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
}

// The palettes are those of the page.
func TestPalettesOfThePage(t *testing.T) {
	css, err := os.ReadFile("../../../site/src/dom/palette.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("the palette has no dark part")
	}
	for theme, text := range map[string]string{"light": light, "dark": dark} {
		for role, colour := range palettes[theme] {
			if !strings.Contains(text, role+": "+colour+";") {
				t.Errorf("%s: the page has another %s than %s", theme, role, colour)
			}
		}
	}
}

func TestOutlines(t *testing.T) {
	list, err := outlines("M1 2l3-1h2v4zm1 1h0", 2, 1)
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	for i, want := range [][]float64{{2, 2, 8, 1, 12, 1, 12, 5}, {4, 3, 4, 3}} {
		for k := range want {
			if len(list[i].points) != len(want) || list[i].points[k] != want[k] {
				t.Errorf("line %d is %v, want %v", i, list[i].points, want)
				break
			}
		}
	}
	if !list[0].closed || list[1].closed {
		t.Error("the wrong one is closed")
	}
	// Two half circles about (5, 5), on either side.
	for sweep, sign := range map[string]float64{"1": 1, "0": -1} {
		half, err := outlines("M5 2A3 3 0 0 "+sweep+" 5 8z", 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for i := 2; i+1 < len(half[0].points)-2; i += 2 {
			x, y := half[0].points[i]-5, half[0].points[i+1]-5
			if math.Abs(math.Hypot(x, y)-3) > 1e-9 || sign*x <= 0 {
				t.Errorf("sweep %s: a point at %v, %v", sweep, x, y)
			}
		}
	}
	if _, err := outlines("M1 2C3 4 5 6 7 8", 1, 1); err == nil {
		t.Error("a command that is not read goes unnoticed")
	}
}

func TestWrapped(t *testing.T) {
	if got := wrapped("one two three", 7); len(got) != 2 || got[0] != "one two" || got[1] != "three" {
		t.Errorf("%q", got)
	}
}
