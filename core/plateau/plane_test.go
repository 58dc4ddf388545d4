//go:build !js

package plateau

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"

	"saddle/core/gan"
	"saddle/core/metric"
)

// pairLaw is the law of φ(x), x ~ N(0, Σ) in the plane, for the test: by deviations and correlation.
type pairLaw struct {
	phi gan.Activation
	s   [2]float64
	rho float64
}

func pairOf(phi gan.Activation, w []float64) pairLaw {
	s, rho := correlations(w, 2)
	return pairLaw{phi, [2]float64{s[0], s[1]}, rho[1]}
}

// place is what φ tells of a coordinate.
type place struct {
	flat  bool // y is the value of a flat piece
	piece gan.Interval
	x     float64
	slope float64
	none  bool // y is no value
}

func (l pairLaw) place(y float64) place {
	for _, f := range l.phi.Flat() {
		if l.phi.At(f.Inside()) == y {
			return place{flat: true, piece: f}
		}
	}
	x := l.phi.Inverse(y)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return place{none: true}
	}
	slope := l.phi.Derivative(x)
	return place{x: x, slope: slope, none: slope == 0}
}

// density is that of y, by the places of its coordinates: with respect to length where a coordinate is on no flat piece, to a point mass where
// it is.
func (l pairLaw) density(a, b place) float64 {
	if a.none || b.none {
		return 0
	}
	c := math.Sqrt(1 - l.rho*l.rho)
	given := func(p place, s, other float64) float64 { // the probability of a piece given the other coordinate, in deviations
		return cdf((p.piece.Hi/s-l.rho*other)/c) - cdf((p.piece.Lo/s-l.rho*other)/c)
	}
	normal := func(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
	switch {
	case a.flat && b.flat:
		sum := 0.0
		lo, hi := math.Max(a.piece.Lo/l.s[0], -9), math.Min(a.piece.Hi/l.s[0], 9)
		const panels = 24
		for k := range panels {
			sum += gauss(lo+(hi-lo)*float64(k)/panels, lo+(hi-lo)*float64(k+1)/panels, func(x float64) float64 { return normal(x) * given(b, l.s[1], x) })
		}
		return sum
	case a.flat:
		x := b.x / l.s[1]
		return normal(x) / l.s[1] / b.slope * given(a, l.s[0], x)
	case b.flat:
		x := a.x / l.s[0]
		return normal(x) / l.s[0] / a.slope * given(b, l.s[1], x)
	}
	x, y := a.x/l.s[0], b.x/l.s[1]
	return normal(x) * normal((y-l.rho*x)/c) / (l.s[0] * l.s[1] * c) / (a.slope * b.slope)
}

var legendre, shares = func() (x, w []float64) {
	x, w = make([]float64, 8), make([]float64, 8)
	quad.Legendre{}.FixedLocations(x, w, -1, 1)
	return x, w
}()

func gauss(lo, hi float64, f func(x float64) float64) (sum float64) {
	for i, x := range legendre {
		sum += shares[i] * f((lo+hi)/2+(hi-lo)/2*x)
	}
	return sum * (hi - lo) / 2
}

// overNormal integrates f(x) over N(mean, s²) in x = mean + s sinh t, between the places given.
func overNormal(mean, s float64, at []float64, f func(x float64) float64) (sum float64) {
	const end, step = 2.6, 1.0 / 6 // sinh 2.6 = 6.7
	var breaks []float64
	for t := -end; t < end+step/2; t += step {
		breaks = append(breaks, t)
	}
	for _, x := range at {
		if t := math.Asinh((x - mean) / s); math.Abs(t) < end { // not for NaN
			breaks = append(breaks, t)
			for step := 4e-2; step > 1e-5; step /= 6 {
				breaks = append(breaks, t-step, t+step)
			}
		}
	}
	slices.Sort(breaks)
	for i := 1; i < len(breaks); i++ {
		if breaks[i] > breaks[i-1] {
			sum += gauss(breaks[i-1], breaks[i], func(t float64) float64 {
				sh := math.Sinh(t)
				return f(mean+s*sh) * math.Exp(-sh*sh/2) * math.Cosh(t)
			})
		}
	}
	return sum / math.Sqrt(2*math.Pi)
}

// jsOf is half of E over p of log 2p/(p + q) and E over q of log 2q/(p + q), each over its own x₁ and x₂ given x₁.
func jsOf(p, q pairLaw) float64 {
	one := func(own, another pairLaw) float64 {
		var bends []float64
		for _, phi := range []gan.Activation{p.phi, q.phi} {
			for _, x := range append(append([]float64(nil), phi.Kinks()...), 0) {
				bends = append(bends, x, own.phi.Inverse(phi.At(x)))
			}
			lo, hi := phi.Range()
			bends = append(bends, own.phi.Inverse(lo), own.phi.Inverse(hi))
		}
		masses := map[[2]float64][2]float64{} // of the corners, which are few
		return overNormal(0, own.s[0], bends, func(x float64) float64 {
			y := own.phi.At(x)
			a, other := own.place(y), another.place(y)
			return overNormal(own.rho*own.s[1]/own.s[0]*x, own.s[1]*math.Sqrt(1-own.rho*own.rho), bends, func(x2 float64) float64 {
				y2 := own.phi.At(x2)
				b, other2 := own.place(y2), another.place(y2)
				var f, g float64
				if a.flat && b.flat {
					m, known := masses[[2]float64{y, y2}]
					if !known {
						m[0] = own.density(a, b)
						if other.flat && other2.flat {
							m[1] = another.density(other, other2)
						}
						masses[[2]float64{y, y2}] = m
					}
					f, g = m[0], m[1]
				} else {
					f = own.density(a, b)
					if other.flat == a.flat && other2.flat == b.flat {
						g = another.density(other, other2)
					}
				}
				if f == 0 {
					return math.Ln2 // rounded away
				}
				return math.Log(2 * f / (f + g))
			})
		})
	}
	return (one(p, q) + one(q, p)) / 2
}

// TestThePlaneAgainstAnotherQuadrature: in the plane the divergence where moments match and the least of all, against nested quadrature over the
// pre-activations of either law; and the least from another start.
func TestThePlaneAgainstAnotherQuadrature(t *testing.T) {
	star := []float64{1, 0, 0.32, 0.73}
	some := pairs[:1]
	if *long {
		some = pairs
	}
	for _, p := range some {
		own, phi := phiOf(p[0]), phiOf(p[1])
		target := metric.Law{Phi: own, Factor: star}
		w, ok := Matched(target, phi, 2)
		if !ok {
			t.Errorf("%v: no W matches", p)
			continue
		}
		judge := metric.NewJudgeOf(target, phi, 2, 0)
		got, want := judge.Distances(w).JS, jsOf(pairOf(own, star), pairOf(phi, w))
		best, least, found := Least(target, phi, 2, w)
		if !found {
			t.Errorf("%v: no least", p)
			continue
		}
		check := jsOf(pairOf(own, star), pairOf(phi, best))
		t.Logf("%v: moments %.9f, off by %.1e; least %.9f, off by %.1e", p, want, got-want, check, least-check)
		if math.Abs(got-want) > 1e-6 || math.Abs(least-check) > 1e-6 {
			t.Errorf("%v: JS is %v and %v, by the other quadrature %v and %v", p, got, least, want, check)
		}
		if *long {
			again, _, found := Least(target, phi, 2, []float64{1.2 * best[0], 0, 1.2 * best[2], 0.9 * best[3]})
			for i := range best {
				if !found || math.Abs(again[i]-best[i]) > 1e-8 {
					t.Errorf("%v: from another start the least is at %v, not %v", p, again, best)
					break
				}
			}
		}
	}
}
