package figure

import (
	"math"
	"strings"
	"testing"

	"saddle/core/gan"
)

func lawOf(phi string, s1, s2, rho float64) Law {
	return newLaw(gan.NewActivation(phi, 0.5, []float64{-2, -1, -0.5, -1, 0.5, 1, 3, 2}), [3]float64{s1 * s1, rho * s1 * s2, s2 * s2}, false)
}

// For ReLU the truncation set and the atom have mass 1/4 + arcsin(ρ)/2π, each line 1/4 − arcsin(ρ)/2π.
func TestMassesOfReLU(t *testing.T) {
	for _, rho := range []float64{-0.99, -0.5, 0, 0.3, 0.8, 0.999} {
		l := lawOf(gan.ReLU, 1.3, 0.4, rho)
		same, other := 0.25+math.Asin(rho)/(2*math.Pi), 0.25-math.Asin(rho)/(2*math.Pi)
		for face, want := range map[[2]int]float64{{0, 0}: same, {1, 1}: same, {0, 1}: other, {1, 0}: other} {
			near(t, "mass", l.Mass(face[0], face[1]), want, 1e-9)
		}
	}
}

// The masses of all faces add up to 1, and those of one piece to the marginal's.
func TestMassesAddUp(t *testing.T) {
	for _, phi := range []string{gan.ReLU, gan.HardTanh, gan.Piecewise, gan.Identity} {
		for _, rho := range []float64{-0.9, 0, 0.6} {
			l := lawOf(phi, 1.3, 0.7, rho)
			n := len(l.Phi.Flat())
			total := 0.0
			for p := range n + 1 {
				row := 0.0
				for q := range n + 1 {
					row += l.Mass(p, q)
				}
				if p > 0 {
					near(t, phi+": piece", row, l.Atom(0, p), 1e-7)
				}
				total += row
			}
			near(t, phi+": total", total, 1, 1e-7)
		}
	}
}

// Density and atoms of each coordinate add up to 1.
func TestMarginalsAddUp(t *testing.T) {
	for _, phi := range append([]string{gan.HardTanh, gan.Piecewise}, allPhi...) {
		l := lawOf(phi, 0.6, 0.4, 0.3)
		for n := range 2 {
			// Integrate in u, where cube and tanh do no harm: y = φ(u).
			total, pieces := 0.0, 20000
			reach := 9 * l.S[n]
			before := l.Phi.At(-reach)
			for k := range pieces {
				mid := -reach + 2*reach*(float64(k)+0.5)/float64(pieces)
				after := l.Phi.At(-reach + 2*reach*float64(k+1)/float64(pieces))
				total += l.Marginal(n, l.Phi.At(mid)) * (after - before)
				before = after
			}
			for p := range l.Phi.Flat() {
				total += l.Atom(n, p+1)
			}
			near(t, phi+": total", total, 1, 1e-3)
		}
	}
}

// On each face the density has the face's mass. It is given up to a factor that depends on the face alone.
func TestDensitiesHaveTheMassesOfTheirFaces(t *testing.T) {
	for _, phi := range []string{gan.ReLU, gan.HardTanh} {
		l := lawOf(phi, 1.1, 0.6, 0.55)
		lo, hi := 0.0, 9.0
		if phi == gan.HardTanh {
			lo, hi = -1, 1
		}
		const steps = 600
		h := (hi - lo) / steps
		at := func(k int) float64 { return lo + (float64(k)+0.5)*h }
		for p := 1; p <= len(l.Phi.Flat()); p++ {
			first, second := 0.0, 0.0
			for k := range steps {
				first += math.Exp(l.logDensity(p, 0, 0, at(k))) * h / math.Sqrt(2*math.Pi)
				second += math.Exp(l.logDensity(0, p, at(k), 0)) * h / math.Sqrt(2*math.Pi)
			}
			near(t, phi+": line", first, l.Mass(p, 0), 1e-5)
			near(t, phi+": line", second, l.Mass(0, p), 1e-5)
			near(t, phi+": point", math.Exp(l.logDensity(p, p, 0, 0)), l.Mass(p, p), 1e-12)
		}
		area := 0.0
		for i := range steps {
			for j := range steps {
				area += math.Exp(l.logDensity(0, 0, at(i), at(j))) * h * h / (2 * math.Pi)
			}
		}
		near(t, phi+": area", area, l.Mass(0, 0), 1e-3)
	}
}

// The difference is that of the densities, in units of the target's highest.
func TestDifferenceIsThatOfTheDensities(t *testing.T) {
	names := []string{gan.Identity, gan.Leaky, gan.ReLU, gan.Sigmoid, gan.Tanh}
	for _, phi := range names {
		for _, star := range names {
			s := moment(phi, 2)
			s.View.Star = gan.NewActivation(star, 0.5, nil)
			f := New(s, 480)
			m := f.differenceMap()
			top := math.Exp(f.TargetLaw.logDensity(0, 0, 0, 0))
			for _, y := range [][2]float64{{0.2, 0.3}, {0.7, 0.6}, {0.4, 2}, {-0.3, 0.5}, {-1.5, -0.2}} {
				want := 0.0
				for k, l := range []*Law{&f.TargetLaw, &f.GeneratedLaw} {
					u, v := l.Phi.Inverse(y[0]), l.Phi.Inverse(y[1])
					if math.IsNaN(u) || math.IsNaN(v) {
						continue
					}
					want += float64(1-2*k) * math.Exp(l.logDensity(0, 0, u, v)) * l.bend(u) * l.bend(v)
				}
				want /= top * f.Difference().Bend
				near(t, phi+" and "+star, m.at(y[0], y[1]), min(max(want, -1), 1), 1e-12)
			}
		}
	}
}

// Where only the target has a density, and where only the generator has one, the difference has its sign.
func TestDifferenceBeyondARange(t *testing.T) {
	s := moment(gan.Identity, 1)
	s.View.Star = gan.NewActivation(gan.Tanh, 0, nil)
	f := New(s, 480)
	if m := f.differenceMap(); !(m.at(0.9, 0) > 0) || !(m.at(1.2, 0) < 0) {
		t.Errorf("the difference is %v at 0.9 and %v at 1.2", m.at(0.9, 0), m.at(1.2, 0))
	}
	if svg := SVG(s, 480); strings.Count(svg, "<path") < 4 {
		t.Error("the difference is not drawn")
	}
}
