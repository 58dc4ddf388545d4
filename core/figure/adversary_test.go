package figure

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/core/gan"
	"saddle/core/snapshot"
)

// duel is a moment with two centred Gaussian laws N(0, a²I) and N(0, b²I) under φ, so many samples of each, and the best
// discriminator between them.
func duel(r *rand.Rand, phi string, d, samples int, a, b float64) *snapshot.Snapshot {
	s := &snapshot.Snapshot{D: d}
	v := &s.View
	v.Phi = gan.NewActivation(phi, 0.5, nil)
	v.Star, v.Layers, v.Axes, v.Extent = v.Phi, []string{"adversary"}, []float64{1, 2}, [4]float64{-4, 4, -4, 4}
	v.CovStar, v.Cov = [3]float64{a * a, 0, a * a}, [3]float64{b * b, 0, b * b}
	bend := 1/(b*b) - 1/(a*a)
	v.Cut = [4]float64{float64(d) * math.Log(b/a), bend, 0, bend}
	if d == 1 {
		v.CovStar, v.Cov, v.Cut = [3]float64{a * a}, [3]float64{b * b}, [4]float64{math.Log(b / a), bend}
	}
	f := v.Phi
	draw := func(scale float64) (list []float32) {
		for range samples {
			x, y := float32(f.At(scale*r.NormFloat64())), float32(f.At(scale*r.NormFloat64()))
			if d == 1 {
				y = r.Float32()
			}
			list = append(list, x, y)
		}
		return list
	}
	v.Target, v.Generated = draw(a), draw(b)
	return s
}

// border is where the best discriminator of a duel is undecided: |x| before φ.
func border(s *snapshot.Snapshot) float64 { return math.Sqrt(-2 * s.View.Cut[0] / s.View.Cut[1]) }

// inDisc is P(|x| < r) for N(0, scale²I) in one or two dimensions.
func inDisc(d int, r, scale float64) float64 {
	r = math.Max(r, 0) / scale
	if d == 1 {
		return math.Erf(r / math.Sqrt2)
	}
	return -math.Expm1(-r * r / 2)
}

// What a move changes is what lies nearer to the line than the move is long: a circle, and two points seen through φ.
func TestSteadiness(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	round := duel(r, gan.Identity, 2, 0, 1, 2)
	f := newField(&round.View, false)
	for range 20_000 {
		x, y, radius := 3*r.NormFloat64(), 3*r.NormFloat64(), r.Float64()
		away := math.Abs(math.Hypot(x, y) - border(round))
		least, ok := f.steadiness(x, y, radius)
		if !ok || away > radius && !(least > 0) || away < 0.99*radius && least > 0 {
			t.Fatalf("(%v, %v), %v from the line, against %v: %v", x, y, away, radius, least)
		}
	}
	for _, phi := range []string{gan.Identity, gan.Tanh, gan.Leaky, gan.Softplus} {
		s := duel(r, phi, 1, 0, 1, 2)
		f := newField(&s.View, true)
		at := s.View.Phi
		for range 5000 {
			y, radius := at.At(2*r.NormFloat64()), r.Float64()
			away := math.Min(math.Abs(y-at.At(border(s))), math.Abs(y-at.At(-border(s))))
			least, ok := f.steadiness(y, 0, radius)
			if !ok || away > radius*(1+1e-9) && !(least > 0) || away < radius*(1-1e-9) && least > 0 && away > radius*3/quarters {
				t.Fatalf("%s: %v, %v from a point, against %v: %v", phi, y, away, radius, least)
			}
		}
	}
	if _, ok := f.steadiness(0, 0, 0.5); !ok {
		t.Error("nothing in the middle")
	}
	tanh := duel(r, gan.Tanh, 2, 0, 1, 2)
	outside := newField(&tanh.View, false)
	if _, ok := outside.steadiness(1.5, 0, 0.5); ok {
		t.Error("a discriminator beyond the range of φ")
	}
}

// The band of a circle is the circle, drawn as wide as two moves, also where it lies outside the picture but within reach.
func TestBandFollowsTheLine(t *testing.T) {
	s := duel(rand.New(rand.NewPCG(2, 2)), gan.Identity, 2, 0, 1, 2)
	for _, s.View.Extent = range [][4]float64{{-4, 4, -4, 4}, {-1.8, 1.8, -1.8, 1.8}, {-4, 4, -2.5, 2.5}} {
		for _, s.View.Shift = range []float64{0.05, 0.3, 1} {
			f := New(s, 800)
			lines, width, stretch := f.Band()
			near(t, "width", width/800*f.Span, 2*s.View.Shift, 1e-12)
			near(t, "stretch", stretch, f.Span/f.Rise, 1e-12)
			length := 0.0
			for _, p := range lines {
				for i := 0; i+1 < len(p); i += 2 {
					near(t, "radius", math.Hypot(f.dataX(p[i]), f.dataY(stretch*p[i+1])), border(s), 1e-3)
					if i > 0 {
						length += math.Hypot(p[i]-p[i-2], p[i+1]-p[i-1])
					}
				}
			}
			if whole := 2 * math.Pi * border(s); f.Span/2+s.View.Shift > border(s) {
				near(t, "length", length/800*f.Span, whole, 0.01*whole)
			}
			checkSVG(t, SVG(s, 800))
		}
	}
	s.View.Cut = [4]float64{}
	if lines, _, _ := New(s, 800).Band(); lines != nil {
		t.Error("a band of a discriminator that says nothing")
	}
}

// The best discriminator is right (1 + TV)/2 of the time, and against an adversary as often as a sample lies farther than
// its reach from the line on the right side: the numbers are these within their standard errors, in 95 of 100 cases within
// two.
func TestRobustIsKnown(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, d := range []int{1, 2} {
		const a, b, shift, rounds = 1.0, 1.8, 0.25, 300
		var covered [2]int
		for range rounds {
			s := duel(r, gan.Identity, d, 250, a, b)
			line := border(s)
			s.View.Shift, s.TV = shift, inDisc(d, line, a)-inDisc(d, line, b)
			Robust(s)
			want := [2]float64{(1 + s.TV) / 2, (inDisc(d, line-shift, a) + 1 - inDisc(d, line+shift, b)) / 2}
			if len(s.Robust) != len(snapshot.RobustColumns) || s.Robust[4] != want[0] {
				t.Fatalf("%v", s.Robust)
			}
			for k := range covered {
				if math.Abs(s.Robust[2*k]-want[k]) < 2*s.Robust[2*k+1] {
					covered[k]++
				}
			}
		}
		t.Logf("d = %d: within two standard errors in %v of %d", d, covered, rounds)
		for _, n := range covered {
			if n < 0.92*rounds || n > 0.98*rounds+2 {
				t.Errorf("d = %d: within two standard errors in %d of %d", d, n, rounds)
			}
		}
	}
}

func TestRobustFallsWithTheReach(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, phi := range []string{gan.Identity, gan.Leaky, gan.Tanh} {
		before := math.Inf(1)
		for _, shift := range []float64{0, 0.1, 0.2, 0.4, 0.8} {
			s := duel(rand.New(rand.NewPCG(9, 9)), phi, 2, 1000, 1, 2)
			s.View.Shift = shift
			Robust(s)
			if s.Robust[2] > before || shift == 0 && s.Robust[2] != s.Robust[0] {
				t.Errorf("%s, %v: %v after %v", phi, shift, s.Robust, before)
			}
			before = s.Robust[2]
		}
	}
	none := duel(r, gan.Identity, 2, 100, 1, 2)
	none.View.Cut = [4]float64{}
	if Robust(none); none.Robust[0] != 0.5 || none.Robust[2] != 0 {
		t.Errorf("a discriminator that guesses: %v", none.Robust)
	}
	for _, change := range []func(s *snapshot.Snapshot){
		func(s *snapshot.Snapshot) { s.D = 3 }, func(s *snapshot.Snapshot) { s.View.Layers = []string{"field"} },
		func(s *snapshot.Snapshot) { s.View.Faces = make([]float64, len(snapshot.FaceColumns)) }, func(s *snapshot.Snapshot) { s.View.Target = nil },
	} {
		s := duel(r, gan.Identity, 2, 100, 1, 2)
		if change(s); true {
			Robust(s)
		}
		if s.Robust != nil {
			t.Errorf("%v where nothing is known", s.Robust)
		}
	}
}

func TestProbeSpeaksOfTheAdversary(t *testing.T) {
	s := duel(rand.New(rand.NewPCG(5, 5)), gan.Identity, 2, 0, 1, 2)
	s.View.Shift = 0.25
	for look, want := range map[string]string{"0.5 0.5 0": "No move by 0.25 changes", "0.72 0.5 0": "A move by 0.25 can change"} { // 0 and 1.76, the line is at 1.92
		if probed(t, s, look); !strings.Contains(s.ProbeWords, want) {
			t.Errorf("%s: %s", look, s.ProbeWords)
		}
	}
	s.View.Layers = nil
	if probed(t, s, "0.5 0.5 0"); strings.Contains(s.ProbeWords, "move") {
		t.Error(s.ProbeWords)
	}
}
