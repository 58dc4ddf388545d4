package data

import (
	"math"
	"testing"

	"saddle/core/gan"
)

// cuts are activations with flat pieces below, on both sides, and inside.
func cuts() []gan.Activation {
	return []gan.Activation{
		gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil),
		gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, -0.2, -0.3, 0.4, -0.3, 1, 1}),
	}
}

// columns returns both columns of pre-activations of a set in the plane.
func columns(s *Set, phi gan.Activation) (a, b []float64) {
	l := &Law{set: s, phi: phi, shift: make([]float64, 2)}
	for _, f := range phi.Flat() {
		l.flat = append(l.flat, flatValue{float32(phi.At(f.Inside())), f.Inside()})
	}
	x := make([]float64, 2)
	for i := range s.Rows() {
		l.Row(x, i)
		a, b = append(a, x[0]), append(b, x[1])
	}
	return a, b
}

func TestPlaneGradient(t *testing.T) {
	for _, phi := range cuts() {
		s, _ := simulate(t, phi, []float64{0.9, 0, -0.5, 0.7}, 2, 60)
		a, b := columns(s, phi)
		p := &planeFit{tallied(a, b, phi.Flat(), phi.Flat())}
		for _, at := range []planePoint{{0, 0, 0}, {0.3, -0.2, 0.7}, {-0.4, 0.5, -1.2}} {
			_, g := p.likelihood(at)
			for i := range at {
				const h = 1e-5
				up, down := at, at
				up[i] += h
				down[i] -= h
				above, _ := p.likelihood(up)
				below, _ := p.likelihood(down)
				if want := (above - below) / (2 * h); math.Abs(g[i]-want) > 1e-4*math.Max(1, math.Abs(want)) {
					t.Errorf("%s at %v: derivative %d is %v, by differences %v", phi.Name(), at, i, g[i], want)
				}
			}
		}
	}
}

// plainLikelihood is the logarithm of the likelihood of rows under N(0, Σ) by its definition: densities, and masses by
// the midpoint rule.
func plainLikelihood(a, b []float64, flats []gan.Interval, s, t, rho float64) float64 {
	cdf := func(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }
	pdf := func(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
	rest := math.Sqrt(1 - rho*rho)
	mass := func(x, own, other float64, f gan.Interval) float64 {
		return cdf((f.Hi/other-rho*x/own)/rest) - cdf((f.Lo/other-rho*x/own)/rest)
	}
	corners := map[[2]int]float64{}
	sum := 0.0
	for k := range a {
		f, g := gan.PieceOf(a[k], flats), gan.PieceOf(b[k], flats)
		switch {
		case f < 0 && g < 0:
			x, y := a[k]/s, b[k]/t
			sum -= (x*x-2*rho*x*y+y*y)/(2*rest*rest) + math.Log(s*t*rest*2*math.Pi)
		case f < 0:
			sum += math.Log(pdf(a[k]/s) / s * mass(a[k], s, t, flats[g]))
		case g < 0:
			sum += math.Log(pdf(b[k]/t) / t * mass(b[k], t, s, flats[f]))
		default:
			c := [2]int{f, g}
			if _, known := corners[c]; !known {
				lo, hi, p := math.Max(flats[f].Lo, -9*s), math.Min(flats[f].Hi, 9*s), 0.0
				const pieces = 4000
				for i := range pieces {
					x := lo + (hi-lo)*(float64(i)+0.5)/pieces
					p += pdf(x/s) / s * mass(x, s, t, flats[g]) * (hi - lo) / pieces
				}
				corners[c] = math.Log(p)
			}
			sum += corners[c]
		}
	}
	return sum
}

// For d ≤ 2 no law is likelier than the fitted one, by the definition of likelihood: not nearby, and not anywhere on a
// grid. Thirty rows, where the fit of one column and one pair at a time is visibly another law.
func TestFitIsLikeliest(t *testing.T) {
	apart := 0.0
	for _, phi := range cuts() {
		for _, w := range [][]float64{{0.9, 0, -0.5, 0.7}, {1.3, 0, 1.1, 0.4}} {
			s, _ := simulate(t, phi, w, 2, 30)
			l, err := s.Fit(phi, false)
			if err != nil {
				t.Fatal(err)
			}
			a, b := columns(s, phi)
			sigma := l.Covariance()
			p, q := math.Sqrt(sigma[0]), math.Sqrt(sigma[3])
			rho := sigma[1] / (p * q)
			best := plainLikelihood(a, b, phi.Flat(), p, q, rho)
			try := func(s, u, r float64) {
				if v := plainLikelihood(a, b, phi.Flat(), s, u, r); v > best+1e-6 {
					t.Errorf("%s: log-likelihood %v at deviations %.4f, %.4f and correlation %.4f, but %v at %.4f, %.4f, %.4f", phi.Name(), v, s, u, r, best, p, q, rho)
				}
			}
			for _, h := range []float64{-0.01, 0.01} {
				try(p*(1+h), q, rho)
				try(p, q*(1+h), rho)
				try(p, q, rho+h*(1-rho*rho))
			}
			for i := range 9 {
				for j := range 9 {
					for k := range 19 {
						try(p*math.Pow(1.25, float64(i-4)), q*math.Pow(1.25, float64(j-4)), float64(k-9)/10)
					}
				}
			}
			start := l.scales()
			apart = math.Max(apart, math.Max(math.Abs(start[0]/p-1), math.Abs(start[1]/q-1)))
		}
	}
	if apart < 0.02 {
		t.Errorf("the scales differ from those of single columns by at most %.4f of themselves: these rows show nothing", apart)
	}
}

func TestFitOnTheLineIsLikeliest(t *testing.T) {
	for _, phi := range cuts() {
		s, _ := simulate(t, phi, []float64{0.8}, 1, 40)
		l, err := s.Fit(phi, false)
		if err != nil {
			t.Fatal(err)
		}
		likelihood := func(scale float64) float64 {
			sum := 0.0
			for i := range s.Rows() {
				x := []float64{0}
				l.Row(x, i)
				if f := gan.PieceOf(x[0], phi.Flat()); f >= 0 {
					flat := phi.Flat()[f]
					sum += math.Log(0.5 * (math.Erfc(-flat.Hi/scale/math.Sqrt2) - math.Erfc(-flat.Lo/scale/math.Sqrt2)))
				} else {
					sum -= x[0]*x[0]/(2*scale*scale) + math.Log(scale)
				}
			}
			return sum
		}
		best := math.Sqrt(l.Covariance()[0])
		for _, h := range []float64{0.3, 0.9, 0.999, 1.001, 1.1, 3} {
			if likelihood(best*h) > likelihood(best)+1e-9 {
				t.Errorf("%s: deviation %v is likelier than %v", phi.Name(), best*h, best)
			}
		}
	}
}
