package scene

import (
	"regexp"
	"slices"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/config"
	"saddle/core/figure"
	"saddle/core/gan"
	"saddle/core/snapshot"
)

// frame returns a snapshot whose one generated sample and whose Σ are where t says.
func frame(t float64) *snapshot.Snapshot {
	return &snapshot.Snapshot{D: 2, View: snapshot.View{
		Extent: [4]float64{-1, 1, -1, 1}, Layers: []string{"target", "generated", "ellipses", "arrows"},
		Cov: [3]float64{0.1 + t, 0, 0.1}, CovStar: [3]float64{1, 0, 1}, Cut: [4]float64{t},
		Rows: []float64{0.1 + t, 0, 0, 0.1}, RowsStar: []float64{1, 0, 0, 1},
		Target: []float32{0.5, 0.5}, Generated: []float32{float32(t), 0},
	}}
}

// clocked returns a scene on a canvas of 200×200 pixels whose clock is set by hand.
func clocked(e Events) (*Scene, *float64) {
	var now float64
	s := New(e, func() float64 { return now })
	s.painter.density = 1
	s.painter.resize(200, 200)
	return s, &now
}

func TestShaderCompiles(t *testing.T) {
	for phi := range activations {
		for bits := range 1 << 7 {
			on := func(bit int) bool { return bits>>bit&1 == 1 }
			v := variant{phi: phi, star: gan.Tanh, inverse: on(0), line: on(1), isoline: on(2), difference: on(3), hatching: on(4), strips: on(5), gradients: on(6)}
			if _, err := ebiten.NewShader(v.source()); err != nil {
				t.Fatalf("%+v: %v", v, err)
			}
		}
	}
}

// A program without paint.kage finds it by its constants, in their order.
func TestConstantsOfTheShader(t *testing.T) {
	var names []string
	for _, c := range (variant{}).constants() {
		names = append(names, c.name)
	}
	var declared []string
	for _, m := range regexp.MustCompile(`(?m)^const ([A-Z]\w*) = \d+$`).FindAllStringSubmatch(paint, -1) {
		declared = append(declared, m[1])
	}
	if !slices.Equal(names, declared) {
		t.Errorf("paint.kage declares %q, and a variant sets %q", declared, names)
	}
}

func TestEveryActivationIsKnown(t *testing.T) {
	p, ok := config.ByName("phi")
	if !ok {
		t.Fatal("no such parameter")
	}
	for _, o := range p.Options {
		if _, ok := activations[o.Value]; !ok {
			t.Errorf("paint.kage has no %s", o.Value)
		}
	}
}

func TestSnapshotsAreTakenOnce(t *testing.T) {
	taken := 0
	s, _ := clocked(Events{Taken: func() { taken++ }})
	for _, show := range []bool{false, true, false} {
		if show {
			s.Show(frame(0))
			s.Show(frame(0.5)) // takes the place of the first
		}
		if err := s.Update(); err != nil {
			t.Fatal(err)
		}
	}
	if taken != 1 || s.present == nil || s.present.Generated[0] != 150 {
		t.Errorf("taken %d times", taken)
	}
}

func TestMarksGlide(t *testing.T) {
	s, now := clocked(Events{})
	step := func(after float64, next *snapshot.Snapshot) float32 {
		*now += after
		if next != nil {
			s.Show(next)
		}
		if err := s.Update(); err != nil {
			t.Fatal(err)
		}
		return s.present.Generated[0]
	}
	for i, c := range []struct {
		after float64
		next  *snapshot.Snapshot
		want  float32
	}{
		{0, frame(0), 100},
		{100, frame(0.4), 100}, // sets off: it came after 100 ms
		{25, nil, 110},
		{25, nil, 120},
		{50, frame(0.8), 140}, // in time
		{50, frame(0), 160},   // from where it is, in 50 ms
		{25, nil, 130},
		{1000, nil, 100},
		{10, frame(0.5), 100}, // 1010 ms after the last: a glide of the longest kind
		{longest / 2, nil, 125},
		{longest, nil, 150},
		{1000, frame(0.5), 150},
		{10, frame(0), 100}, // too fast to glide
	} {
		if got := step(c.after, c.next); got < c.want-0.01 || got > c.want+0.01 {
			t.Fatalf("step %d: %v, want %v", i, got, c.want)
		}
	}
	if s.glide != 0 {
		t.Error("it does not come to rest")
	}
}

func TestNoMotion(t *testing.T) {
	s, now := clocked(Events{})
	s.SetSmooth(false)
	for _, at := range []float64{0, 0.5} {
		*now += 100
		s.Show(frame(at))
		if err := s.Update(); err != nil {
			t.Fatal(err)
		}
	}
	if s.present.Generated[0] != 150 || s.glide != 0 {
		t.Errorf("at %v", s.present.Generated[0])
	}
}

func TestAnotherTargetIsNotGlidedTo(t *testing.T) {
	a := figure.New(frame(0), 200)
	for what, change := range map[string]func(*snapshot.Snapshot){
		"target":     func(s *snapshot.Snapshot) { s.View.Target[0] = 0.4 },
		"samples":    func(s *snapshot.Snapshot) { s.View.Generated = nil },
		"extent":     func(s *snapshot.Snapshot) { s.View.Extent[1] = 2 },
		"activation": func(s *snapshot.Snapshot) { s.View.Phi = gan.NewActivation(gan.Tanh, 0, nil) },
		"dimension":  func(s *snapshot.Snapshot) { s.D = 1 },
		"layers":     func(s *snapshot.Snapshot) { s.View.Layers = s.View.Layers[:2] },
		"arrows":     func(s *snapshot.Snapshot) { s.View.Rows = []float64{1, 1} },
	} {
		s := frame(0.5)
		change(s)
		if follows(a, figure.New(s, 200)) {
			t.Errorf("another %s follows", what)
		}
	}
	if !follows(a, figure.New(frame(0.5), 200)) || follows(a, figure.New(frame(0.5), 300)) || follows(nil, a) {
		t.Error("what follows does not, or the reverse")
	}
}

func TestBlendLeavesItsEndsAlone(t *testing.T) {
	a, b := figure.New(frame(0), 200), figure.New(frame(1), 200)
	var dst figure.Figure
	for _, share := range []float64{0.25, 0.5} { // the second in the memory of the first
		blend(&dst, a, b, share)
	}
	if dst.Generated[0] != 150 || dst.Cut[0] != 0.5 || a.Generated[0] != 100 || b.Generated[0] != 200 {
		t.Errorf("samples at %v, %v, %v", a.Generated[0], dst.Generated[0], b.Generated[0])
	}
	for i, v := range dst.GeneratedMarks.Contours[1][0] {
		va, vb := a.GeneratedMarks.Contours[1][0][i], b.GeneratedMarks.Contours[1][0][i]
		if d := v - (va+vb)/2; d > 1e-9 || d < -1e-9 {
			t.Fatalf("vertex %d: %v between %v and %v", i, v, va, vb)
		}
	}
	if !slices.Equal(dst.Target, b.Target) || len(dst.GeneratedMarks.Arrows) != 2 {
		t.Error("what stays was lost")
	}
}

func TestParseTheme(t *testing.T) {
	got := ParseTheme("paper=#ff0000 muted=#123456 ink=red target=#00ff0 generated=#0000ff")
	want := DefaultTheme()
	want.Paper, want.Fake = RGB{1, 0, 0}, RGB{0, 0, 1}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if (DefaultTheme() == Theme{}) {
		t.Error("the default theme is black on black")
	}
}
