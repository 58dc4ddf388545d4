package main

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

type linear [3]float64 // red, green, blue as amounts of light

// palettes reads the light and the dark theme, as they are and as darkness changes the first.
func palettes(t *testing.T) map[string]map[string]linear {
	t.Helper()
	text, err := os.ReadFile(testProject(t).path("site/src/dom/palette.css"))
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(text), "@media (prefers-color-scheme: dark)")
	dark, _, _ := strings.Cut(rest, "@media")
	out := map[string]map[string]linear{"light": {}, "dark": {}}
	for _, m := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`).FindAllStringSubmatch(light, -1) {
		out["light"][m[1]], out["dark"][m[1]] = light6(m[2]), light6(m[2])
	}
	for _, m := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`).FindAllStringSubmatch(dark, -1) {
		out["dark"][m[1]] = light6(m[2])
	}
	for _, name := range []string{"paper", "ink", "muted", "edge", "target", "generated", "bad"} {
		if _, ok := out["dark"][name]; !ok {
			t.Fatalf("no colour %s in the palette", name)
		}
	}
	return out
}

func light6(hex string) (l linear) {
	v, _ := strconv.ParseUint(hex, 16, 32)
	for i := range l {
		s := float64(v>>(16-8*i)&255) / 255
		if l[i] = s / 12.92; s > 0.04045 {
			l[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return l
}

// mixed lays a tint of c over paper, as the picture does, in the numbers of sRGB.
func mixed(paper, c linear, opacity float64) (out linear) {
	encode := func(v float64) float64 {
		if v <= 0.0031308 {
			return 12.92 * v
		}
		return 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	hex := ""
	for i := range out {
		hex += fmt.Sprintf("%02x", int(math.Round(255*(encode(paper[i])*(1-opacity)+encode(c[i])*opacity))))
	}
	return light6(hex)
}

func (l linear) luminance() float64 { return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2] }

// contrast is that of WCAG 2.
func contrast(a, b linear) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// lab is CIE L*a*b* under D65.
func (l linear) lab() (out [3]float64) {
	m := [3][3]float64{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}
	white := [3]float64{0.9505, 1, 1.089}
	var f [3]float64
	for i := range f {
		v := 0.0
		for k := range l {
			v += m[i][k] * l[k]
		}
		if v /= white[i]; v > 0.008856 {
			f[i] = math.Cbrt(v)
		} else {
			f[i] = 7.787*v + 16.0/116
		}
	}
	return [3]float64{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

// difference is that of CIE 1976: about 2.3 is just noticeable.
func difference(a, b linear) float64 {
	x, y := a.lab(), b.lab()
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

// eyes are the matrices, on light, of people who lack one kind of cones entirely, by Machado, Oliveira and Fernandes
// (2009, severity 1), and of a printer without colours.
var eyes = map[string][3][3]float64{
	"all cones":    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	"grey":         {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}},
}

func seen(l linear, m [3][3]float64) (out linear) {
	for i := range out {
		for k := range l {
			out[i] += m[i][k] * l[k]
		}
		out[i] = min(max(out[i], 0), 1)
	}
	return out
}

// Blue and orange, the marks and the tints of both, ink and paper stay apart for every eye, in both themes.
func TestPaletteForEveryEye(t *testing.T) {
	for theme, p := range palettes(t) {
		for eye, m := range eyes {
			least := 30.0
			if eye == "grey" { // lightness alone
				least = 10
			}
			look := func(l linear) linear { return seen(l, m) }
			for _, pair := range [][2]string{{"target", "generated"}, {"target", "paper"}, {"generated", "paper"}, {"target", "ink"}, {"generated", "ink"}} {
				d := difference(look(p[pair[0]]), look(p[pair[1]]))
				t.Logf("%s, %s: %s and %s differ by %.0f", theme, eye, pair[0], pair[1], d)
				if d < least {
					t.Errorf("%s, %s: %s and %s differ by %.1f, want %v", theme, eye, pair[0], pair[1], d, least)
				}
			}
			// The tints lie apart in the picture, with white between: just noticeable, a few times over, is enough.
			blue, orange := mixed(p["paper"], p["target"], 0.28), mixed(p["paper"], p["generated"], 0.28)
			d := difference(look(blue), look(orange))
			t.Logf("%s, %s: tints differ by %.1f", theme, eye, d)
			if d < 2.3 {
				t.Errorf("%s, %s: the tints of the field differ by %.1f, want 2.3", theme, eye, d)
			}
		}
	}
}

// Text has a contrast of at least 4.5 with the paper, graphics of 3.
func TestPaletteContrast(t *testing.T) {
	for theme, p := range palettes(t) {
		for name, least := range map[string]float64{"ink": 4.5, "muted": 4.5, "target": 4.5, "generated": 4.5, "bad": 4.5, "edge": 3, "focus": 3} {
			if c := contrast(p[name], p["paper"]); c < least {
				t.Errorf("%s: %s has a contrast of %.2f with the paper, want %v", theme, name, c, least)
			}
		}
	}
}

// The simulation itself: greys stay greys for every eye.
func TestEyesLeaveGreysAlone(t *testing.T) {
	for eye, m := range eyes {
		for _, v := range []float64{0.1, 0.5, 1} {
			for i, got := range seen(linear{v, v, v}, m) {
				if math.Abs(got-v) > 1e-3 {
					t.Errorf("%s: channel %d of grey %v is %v", eye, i, v, got)
				}
			}
		}
	}
}
