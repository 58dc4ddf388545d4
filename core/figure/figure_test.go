package figure

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/snapshot"
)

var (
	allLayers = []string{"target", "generated", "field", "isoline", "ellipses", "arrows", "truncation", "gradients", "trails", "marginals", "difference"}
	allPhi    = []string{gan.Identity, gan.Leaky, gan.ReLU, gan.ELU, gan.Softplus, gan.Tanh, gan.Sigmoid, gan.Cubic}
)

// moment returns a snapshot of two laws that differ, W = [1 ½; 0 ¾] and W_* = [1 −½; ¼ 1], with the logit of
// their best discriminator.
func moment(phi string, d int) *snapshot.Snapshot {
	s := &snapshot.Snapshot{Status: snapshot.Running, Step: 50, Samples: 12800, TV: 0.0843, TVFloor: 0.0602, Progress: 1, D: d}
	v := &s.View
	v.Phi = gan.NewActivation(phi, 0.5, nil)
	v.Star, v.Layers, v.Axes = v.Phi, allLayers, []float64{1, 2}
	v.Extent = [4]float64{-4, 4, -4, 4}
	if phi == gan.Tanh || phi == gan.Sigmoid {
		v.Extent = [4]float64{-1.1, 1.1, -1.1, 1.1}
	}
	v.Rows, v.RowsStar = []float64{1, 0.5, 0, 0.75}, []float64{1, -0.5, 0.25, 1}
	v.Cov, v.CovStar = [3]float64{1.25, 0.375, 0.5625}, [3]float64{1.25, -0.25, 1.0625}
	v.Cut = [4]float64{-0.2, 0.15, -0.8, 1.2}
	if d == 1 {
		v.Rows, v.RowsStar, v.Cov, v.CovStar = []float64{0.5, 0}, []float64{1, 0}, [3]float64{0.25}, [3]float64{1}
		v.Cut = [4]float64{-0.7, 3}
	}
	for i := range 1000 {
		r := 2.5 * float64(i) / 1000
		sin, cos := math.Sincos(float64(i))
		x, y := s.View.Rows[0]*r*cos, r*sin
		y01 := float64(i%100)/100 + 0.005
		a := v.Phi
		second := func(u float64) float32 {
			if d == 1 {
				return float32(y01)
			}
			return float32(a.At(u))
		}
		v.Generated = append(v.Generated, float32(a.At(x)), second(y))
		v.Target = append(v.Target, float32(a.At(2*x)), second(-y))
	}
	return s
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestSamplesKeepTheirPlace(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Extent = [4]float64{-2, 2, -2, 2}
	s.View.Target = []float32{0, 0, 2, 2, -1, 1, -2, -2}
	got := New(s, 400).Target
	if want := []float32{200, 200, 400, 0, 100, 100, 0, 400}; !slices.Equal(got, want) {
		t.Errorf("pixels %v, want %v", got, want)
	}
}

func TestPixelsScaleWithTheSide(t *testing.T) {
	s := moment(gan.Leaky, 2)
	a, b := New(s, 300), New(s, 600)
	for r := range a.TargetMarks.Contours {
		for i, v := range a.TargetMarks.Contours[r][0] {
			near(t, "contour", b.TargetMarks.Contours[r][0][i], 2*v, 1e-9)
		}
	}
	if a.Step != b.Step || !reflect.DeepEqual(a.Ticks(0), b.Ticks(0)) {
		t.Error("ticks depend on the side")
	}
}

// Nothing tells the two laws apart but their colours.
func TestSwappingTheLawsSwapsTheMarks(t *testing.T) {
	for _, phi := range allPhi {
		s := moment(phi, 2)
		a := New(s, 480)
		v := &s.View
		v.Target, v.Generated = v.Generated, v.Target
		v.Rows, v.RowsStar = v.RowsStar, v.Rows
		v.Cov, v.CovStar = v.CovStar, v.Cov
		b := New(s, 480)
		if !reflect.DeepEqual(a.TargetMarks, b.GeneratedMarks) || !reflect.DeepEqual(a.GeneratedMarks, b.TargetMarks) {
			t.Errorf("%s: marks", phi)
		}
		if !slices.Equal(a.Target, b.Generated) || !slices.Equal(a.Generated, b.Target) || a.Contrast != b.Contrast {
			t.Errorf("%s: samples or contrast", phi)
		}
	}
}

func TestEveryLayerIsKnown(t *testing.T) {
	p, ok := config.ByName("layers")
	if !ok {
		t.Fatal("no such parameter")
	}
	for _, o := range p.Options {
		if (layers([]string{o.Value}) == Layers{}) {
			t.Errorf("layer %q is not drawn", o.Value)
		}
	}
}

func TestLayersAreLeftOut(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Layers = []string{"generated", "arrows"}
	f := New(s, 480)
	if f.Layers != (Layers{Generated: true, Arrows: true}) {
		t.Errorf("layers %+v", f.Layers)
	}
	if f.Target != nil || f.Generated == nil || f.TargetMarks.Contours[0] != nil || len(f.TargetMarks.Arrows) != 2 {
		t.Error("marks of other layers")
	}
}

func TestEmptySnapshot(t *testing.T) {
	f := New(&snapshot.Snapshot{}, 480)
	if f.Left != -1 || f.Bottom != -1 || f.Span != 2 || f.Phi.Name() != gan.Identity {
		t.Errorf("extent %v, %v, activation %s", f.Left, f.Span, f.Phi.Name())
	}
	checkFinite(t, f)
}

// On one axis each law has its band, and nothing depends on the second number but the place in it.
func TestOneDimension(t *testing.T) {
	s := moment(gan.Identity, 1)
	s.View.Layers = allLayers[:6]
	f := New(s, 400)
	for i := 1; i < len(f.Target); i += 2 {
		if !(f.Target[i] > 0 && f.Target[i] < 200 && f.Generated[i] > 200 && f.Generated[i] < 400) {
			t.Fatalf("heights %v and %v", f.Target[i], f.Generated[i])
		}
	}
	for r, ticks := range f.TargetMarks.Contours {
		near(t, "lower tick", ticks[0][0], f.X(-float64(r+1)), 1e-9)
		near(t, "upper tick", ticks[1][0], f.X(float64(r+1)), 1e-9)
	}
	arrow := f.GeneratedMarks.Arrows[0]
	near(t, "arrow", arrow[2]-arrow[0], 400*0.5/8, 1e-9)
	near(t, "its height", arrow[3], arrow[1], 0)
	near(t, "logit", must(f.Logit(0.5, 1e9)), -0.7+0.5*3*0.25, 1e-12)
	for _, line := range f.Isoline() {
		for i := 0; i < len(line); i += 2 {
			near(t, "isoline", math.Abs(line[i]-200), 400*math.Sqrt(1.4/3)/8, 0.05)
		}
	}
	if n := len(f.Isoline()); n != 2 {
		t.Errorf("%d lines, want 2", n)
	}
}

func must(h float64, ok bool) float64 {
	if !ok {
		return math.NaN()
	}
	return h
}

func TestDegenerateLaws(t *testing.T) {
	spoil := map[string]func(*snapshot.View){
		"A = 0":        func(v *snapshot.View) { v.Cut = [4]float64{} },
		"W = 0":        func(v *snapshot.View) { v.Rows, v.Cov = make([]float64, 4), [3]float64{} },
		"singular":     func(v *snapshot.View) { v.Cov = [3]float64{1, 1, 1} },
		"rounded away": func(v *snapshot.View) { v.Cov = [3]float64{1, 1, 1 - 1e-12} },
		"flat":         func(v *snapshot.View) { v.Cov = [3]float64{0, 0, 1} },
		"an atom":      func(v *snapshot.View) { clear(v.Generated); clear(v.Target) },
		"no samples":   func(v *snapshot.View) { v.Generated, v.Target = nil, nil },
		"no arrows":    func(v *snapshot.View) { v.Rows, v.RowsStar = nil, nil },
		"huge": func(v *snapshot.View) {
			v.Cov, v.Rows, v.Cut = [3]float64{1e300, 0, 1e300}, []float64{1e150, 1e150, 0, 1}, [4]float64{1e300, 1e300, -1e300, 1e300}
		},
		"tiny":       func(v *snapshot.View) { v.Cut = [4]float64{1e-300, 1e-300, 1e-300, -1e-300} },
		"far away":   func(v *snapshot.View) { v.Extent = [4]float64{5, 6, 5, 6} },
		"below ReLU": func(v *snapshot.View) { v.Extent = [4]float64{-6, -5, -6, -5} },
		"one column": func(v *snapshot.View) { v.Rows, v.RowsStar = []float64{1, 1}, []float64{-1, -1} },
	}
	for what, change := range spoil {
		for _, phi := range allPhi {
			for d := 1; d <= 2; d++ {
				s := moment(phi, d)
				change(&s.View)
				f := New(s, 480)
				checkFinite(t, f)
				checkFinite(t, f.Isoline())
				checkSVG(t, SVG(s, 480))
				if t.Failed() {
					t.Fatalf("%s, %s, d = %d", what, phi, d)
				}
			}
		}
	}
}

// checkFinite fails on any number, however deep inside v, that is none or is without bounds.
func checkFinite(t *testing.T, v any) {
	t.Helper()
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			walk(v.Elem())
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Float32, reflect.Float64:
			if x := v.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%v in %v", x, v.Type())
			}
		}
	}
	walk(reflect.ValueOf(v))
}
