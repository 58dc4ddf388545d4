package figure

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"saddle/core/gan"
	"saddle/core/snapshot"
)

var pathData = regexp.MustCompile(`^[mlhvMHVAz0-9 -]+$`)

// checkSVG reads a picture as XML and looks at its root, its path data and for numbers that are none.
func checkSVG(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	first := true
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		seen := map[string]bool{}
		for _, a := range start.Attr {
			seen[a.Name.Local] = true
			if a.Name.Local == "d" && !pathData.MatchString(a.Value) {
				t.Errorf("path data %.60s", a.Value)
			}
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Errorf("%s = %s", a.Name.Local, a.Value)
			}
		}
		if first && (start.Name.Local != "svg" || !seen["viewBox"] || !seen["role"] || !seen["aria-label"]) {
			t.Errorf("the root is <%s>, %v", start.Name.Local, seen)
		}
		if seen["id"] {
			t.Error("an id, of which a page with two pictures would have two")
		}
		first = false
	}
}

func TestSVG(t *testing.T) {
	for _, phi := range allPhi {
		for d := 1; d <= 2; d++ {
			every := SVG(moment(phi, d), 480)
			checkSVG(t, every)
			if n := len(every); n > 42<<10 {
				t.Errorf("%s, d = %d, every layer: %d bytes", phi, d, n)
			}
			s := moment(phi, d)
			s.View.Layers = allLayers[:6]
			svg := SVG(s, 480)
			checkSVG(t, svg)
			if n := len(svg); n > 32<<10 {
				t.Errorf("%s, d = %d: %d bytes", phi, d, n)
			}
			for _, c := range []Color{Paper, Ink, Rule, Real, Fake} {
				if !strings.Contains(svg, "var("+c.Property+","+c.Fallback+")") {
					t.Errorf("%s, d = %d: no %s", phi, d, c.Property)
				}
			}
		}
	}
}

func TestSVGBoundsManySamples(t *testing.T) {
	s := moment(gan.Identity, 2)
	for range 6 {
		s.View.Target = append(s.View.Target, s.View.Target...)
	}
	if n := len(SVG(s, 480)); n > 48<<10 {
		t.Errorf("%d bytes for %d samples", n, len(s.View.Target)/2)
	}
}

func TestSVGEscapesItsLabel(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.Status, s.Error = snapshot.Diverged, "It \"diverged\" & <stopped> \x00\xff."
	svg := SVG(s, 480)
	checkSVG(t, svg)
	if !strings.Contains(svg, "It &quot;diverged&quot; &amp; &lt;stopped&gt;") {
		t.Error("the label is not escaped")
	}
}

// The page's palette is the one place with colours; the copies for where it is missing must not go stale.
func TestFallbacksAreTheLightPalette(t *testing.T) {
	css, err := os.ReadFile("../../site/src/dom/palette.css")
	if err != nil {
		t.Fatal(err)
	}
	light, _, _ := strings.Cut(string(css), "@media")
	for _, c := range []Color{Paper, Ink, Rule, Real, Fake} {
		if !strings.Contains(light, c.Property+": "+c.Fallback+";") {
			t.Errorf("the light palette does not say %s: %s", c.Property, c.Fallback)
		}
	}
}

func TestSVGIsReproducible(t *testing.T) {
	s := moment(gan.Tanh, 2)
	if SVG(s, 480) != SVG(s, 480) {
		t.Error("two pictures of one snapshot differ")
	}
}
