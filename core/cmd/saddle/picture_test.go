//go:build !js

package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saddle/core/version"
	"saddle/paper"
)

// A moment is drawn in every format: the SVG stands alone, the PNG has both laws, the PDF has the same bytes for the same moment.
func TestPicture(t *testing.T) {
	draw := func(name string, args ...string) []byte { return drawn(t, name, args...) }
	svg := string(draw("a.svg"))
	if !wellFormed(svg) {
		t.Error("the SVG is no XML")
	}
	for _, want := range []string{">target</text>", ">generated</text>", ">y₁</text>", ">y₂</text>", ">1</text>", ">0</text>", "Saddle " + version.Number, "phi=relu&amp;seed=7&amp;at=20", paper.Palettes["light"]["--target"]} {
		if !strings.Contains(svg, want) {
			t.Errorf("the SVG lacks %s", want)
		}
	}
	if left := regexp.MustCompile(`var\(|−0<|NaN`).FindString(svg); left != "" {
		t.Errorf("the SVG has %q", left)
	}
	if dark := string(draw("b.svg", "-theme", "dark")); strings.Contains(dark, paper.Palettes["light"]["--target"]) || !strings.Contains(dark, paper.Palettes["dark"]["--generated"]) {
		t.Error("the dark one has colours of the light one")
	}
	image, err := png.Decode(bytes.NewReader(draw("a.png", "-side", "300")))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for y := range image.Bounds().Dy() {
		for x := range image.Bounds().Dx() {
			r, g, b, _ := image.At(x, y).RGBA()
			count[fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)]++
		}
	}
	for _, role := range []string{"--paper", "--target", "--generated"} {
		if n := count[paper.Palettes["light"][role]]; n < 300 {
			t.Errorf("the PNG has %d pixels of %s", n, role)
		}
	}
	first := draw("a.pdf")
	if !bytes.HasPrefix(first, []byte("%PDF-")) || !bytes.Equal(first, draw("a.pdf")) {
		t.Error("the PDF is none, or another one the second time")
	}
}

// drawn runs the command and returns what it draws.
func drawn(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	must(t, append([]string{"picture", "-query", "phi=relu&d=2&seed=7", "-at", "20", "-out", file}, args...)...)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A drawing leads to its run in a page, if one is named.
func TestPictureWithALink(t *testing.T) {
	const page = "https://example.org/saddle/"
	link := page + "?phi=relu&seed=7&at=20&saddle=" + version.Number
	if pdf := string(drawn(t, "l.pdf", "-link", page)); !strings.Contains(pdf, "/Subtype /Link") || !strings.Contains(pdf, "/URI ("+link+")") {
		t.Error("the PDF has no link to the run")
	}
	if strings.Contains(string(drawn(t, "a.pdf")), "/Link") {
		t.Error("the PDF leads somewhere without being told where")
	}
	if svg := string(drawn(t, "l.svg", "-link", page)); !strings.Contains(svg, `<a href="`+html.EscapeString(link)+`">`) || !wellFormed(svg) {
		t.Error("the SVG has no link to the run")
	}
}

// One dimension, marginals, atoms, an adversary: everything that a picture may have can be drawn.
func TestEveryPicture(t *testing.T) {
	for _, query := range []string{"d=1&phi=tanh", "d=3&layers=target,generated,field,isoline,ellipses,arrows,truncation,gradients,trails,marginals", "phi=relu&layers=difference,target,generated", "layers=adversary,target,generated,field"} {
		for _, name := range []string{"c.png", "c.pdf", "c.svg"} {
			must(t, "picture", "-query", query, "-at", "3", "-out", filepath.Join(t.TempDir(), name))
		}
	}
}

func wellFormed(svg string) bool {
	for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := dec.Token(); err != nil {
			return errors.Is(err, io.EOF)
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
