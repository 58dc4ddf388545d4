package figure

import (
	"strings"
	"testing"

	"saddle/core/snapshot"
)

func TestWrapped(t *testing.T) {
	if got := wrapped("one two three", 7); len(got) != 2 || got[0] != "one two" || got[1] != "three" {
		t.Errorf("%q", got)
	}
}

// texts are those of a plate, by what they say.
func texts(p *Plate) map[string]Text {
	all := map[string]Text{}
	for _, t := range p.Texts {
		all[t.Text] = t
	}
	return all
}

// A plate names what is drawn: both laws, a second law of the generator's, coordinates by their names, and its sentence.
func TestPlate(t *testing.T) {
	s := &snapshot.Snapshot{D: 2, Sentence: "Ready.", Narration: "Both rest.", Names: []string{"height", "w"}, Permalink: "d=2",
		View: snapshot.View{Extent: [4]float64{-0.5, 1.5, -2, 2}, Axes: []float64{1, 2}, OtherName: "last iterate"}}
	p := NewPlate(s, 440)
	all := texts(p)
	for _, want := range []string{"target", "generated", "last iterate", "height", "w", "Both rest.", "0.5", "0", "−1"} {
		if _, ok := all[want]; !ok {
			t.Errorf("it lacks %q", want)
		}
	}
	if all["height"].Turned || all["w"].Turned || !all["w"].Italic {
		t.Error("short names stand upright, and all lean")
	}
	near(t, "0.5 across", all["0.5"].X, p.Left+220, 1e-9) // half-way from −0.5 to 1.5
	if len(p.Discs) != 2 || len(p.Dashes) != 3 {
		t.Errorf("%d discs, %d dashes", len(p.Discs), len(p.Dashes))
	}
	for _, c := range p.Texts {
		if c.X < 0 || c.Y < 0 || c.X > p.Width || c.Y > p.Height {
			t.Errorf("%q lies outside", c.Text)
		}
	}
	if !strings.HasSuffix(p.About, "d=2.") {
		t.Errorf("it is about %q", p.About)
	}
	s.D, s.View.Axes, s.View.OtherName, s.Permalink = 1, []float64{1}, "", ""
	p = NewPlate(s, 440)
	if _, ok := texts(p)["w"]; ok || len(p.Dashes) != 0 || !strings.HasSuffix(p.About, "default settings.") {
		t.Error("a line has another axis, or a law that is not drawn")
	}
}

// Masses stand on the outer side of their lines and points, the target's first.
func TestMassesOnAPlate(t *testing.T) {
	s := &snapshot.Snapshot{D: 2, View: snapshot.View{Extent: [4]float64{0, 1, 0, 1}, Axes: []float64{1, 2}}}
	for _, c := range []struct {
		kind, left, top float64
		across, down    float64 // which side of the place it stands on, 0 for either
	}{{0, 0.2, 0.8, -1, 1}, {0, 0.7, 0.3, 1, -1}, {1, 0.5, 0.9, 0, 1}, {1, 0.5, 0.1, 0, -1}, {2, 0.1, 0.5, -1, 0}, {2, 0.9, 0.5, 1, 0}} {
		s.Masses = []float64{c.kind, c.left, c.top, 0.25, 0.031}
		p := NewPlate(s, 440)
		target, ok1 := texts(p)["25\u202f%"]
		generated, ok2 := texts(p)["3.1\u202f%"]
		if !ok1 || !ok2 || target.Color != Real || generated.Color != Fake {
			t.Fatalf("%v: the masses are missing", c)
		}
		for _, m := range []Text{target, generated} {
			x, y := m.X-p.Left-c.left*440, m.Y-p.Top-c.top*440
			if c.across*x < 0 || c.down*y < 0 || m.Turned != (c.kind == 2) || !(m.Halo > 0) {
				t.Errorf("%v: %q lies %.0f, %.0f from its place", c, m.Text, x, y)
			}
		}
		if before := map[float64]bool{0: target.Y < generated.Y, 1: target.X < generated.X, 2: target.Y > generated.Y}[c.kind]; !before {
			t.Errorf("%v: the generator's is first", c)
		}
	}
}
