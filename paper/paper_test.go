package paper

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The palettes are those of the page.
func TestPalettesOfThePage(t *testing.T) {
	css, err := os.ReadFile("../site/src/dom/palette.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("the palette has no dark part")
	}
	for theme, text := range map[string]string{"light": light, "dark": dark} {
		for role, colour := range Palettes[theme] {
			if !strings.Contains(text, role+": "+colour+";") {
				t.Errorf("%s: the page has another %s than %s", theme, role, colour)
			}
		}
	}
}

// The surface is seen as on the page.
func TestSurfaceOfThePage(t *testing.T) {
	script, err := os.ReadFile("../site/src/chart/surface.ts")
	if err != nil {
		t.Fatal(err)
	}
	for words, value := range map[string]float64{"private turn = ": turn, "private tilt = ": tilt, "const rise = ": rise, "const deepest = ": deepest} {
		if line := words + strconv.FormatFloat(value, 'g', -1, 64) + ";"; !strings.Contains(string(script), line) {
			t.Errorf("the page does not say %q", line)
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
