package figure

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// Law is the law of φ(x) for a pair x ~ N(0, Σ) of coordinates, for d = 1 of one. Where φ has flat pieces it is
// a sum: a density on the truncation set S, densities on lines where one coordinate is on a flat piece, and
// atoms where all are.
type Law struct {
	Phi  gan.Activation // φ
	S    [2]float64     // standard deviations of x_i and x_j
	Rho  float64        // their correlation
	Line bool           // d = 1
}

func newLaw(phi gan.Activation, cov [3]float64, line bool) Law {
	l11, l21, l22 := cholesky(cov)
	l := Law{Phi: phi, S: [2]float64{l11, math.Hypot(l21, l22)}, Line: line}
	if l.S[1] > 0 {
		l.Rho = l21 / l.S[1]
	}
	return l
}

// form returns the inverse of Σ as its entries ii, ij and jj, so that u ↦ q(u) = form₀u² + 2 form₁uv + form₂v² is the
// squared Mahalanobis distance from 0; for d = 1 only the first counts. No deviation is taken to be less than least, nor
// 1 − ρ² than rest.
func (l *Law) form(least, rest float64) [3]float64 {
	a, b, r := max(l.S[0], least), max(l.S[1], least), l.Rho
	if l.Line {
		return [3]float64{1 / (a * a)}
	}
	rest = max(rest, 1-r*r)
	return [3]float64{1 / (a * a * rest), -r / (a * b * rest), 1 / (b * b * rest)}
}

// piece returns flat piece p ≥ 1, or for 0 what lies between the flat pieces.
func (l *Law) piece(p int) []gan.Interval {
	flat := l.Phi.Flat()
	if p > 0 {
		return flat[p-1 : p]
	}
	from := math.Inf(-1)
	var gaps []gan.Interval
	for _, f := range flat {
		if f.Lo > from {
			gaps = append(gaps, gan.Interval{Lo: from, Hi: f.Lo})
		}
		from = f.Hi
	}
	if !math.IsInf(from, 1) {
		gaps = append(gaps, gan.Interval{Lo: from, Hi: math.Inf(1)})
	}
	return gaps
}

// Mass returns the probability that x_i lies on piece p of φ and x_j on piece q: 0 stands for all that is mapped
// one-to-one, and −1 for a piece that φ does not have. For d = 1 q is not looked at.
func (l *Law) Mass(p, q int) (mass float64) {
	if p < 0 || q < 0 && !l.Line {
		return 0
	}
	for _, a := range l.piece(p) {
		if l.Line {
			mass += within(a, 0, l.S[0])
			continue
		}
		for _, b := range l.piece(q) {
			mass += l.rectangle(a, b)
		}
	}
	return mass
}

// rectangle is Pr[x_i ∈ a, x_j ∈ b].
func (l *Law) rectangle(a, b gan.Interval) float64 {
	below := func(x, y float64) float64 {
		return kernel.NormalCDF2(scaled(x, l.S[0]), scaled(y, l.S[1]), l.Rho, math.Sqrt(max(0, 1-l.Rho*l.Rho)))
	}
	return max(0, below(a.Hi, b.Hi)-below(a.Lo, b.Hi)-below(a.Hi, b.Lo)+below(a.Lo, b.Lo))
}

// scaled is x/s, for s = 0 too.
func scaled(x, s float64) float64 {
	if x == 0 {
		return 0
	}
	return x / s
}

// within is Pr[x ∈ a] for x ~ N(m, s²).
func within(a gan.Interval, m, s float64) float64 {
	return kernel.NormalBetween(scaled(a.Lo-m, s), scaled(a.Hi-m, s))
}

// Marginal returns the density of coordinate n, 0 or 1, of φ(x) at y, where φ can be inverted, and 0 elsewhere.
// With the masses of the flat pieces it adds up to 1.
func (l *Law) Marginal(n int, y float64) float64 {
	u := l.Phi.Inverse(y)
	if math.IsNaN(u) {
		return 0
	}
	slope := l.Phi.Derivative(u)
	if u == 0 && l.Phi.Name() == gan.ReLU {
		slope = 1
	}
	if !(slope > 0 && l.S[n] > 0) {
		return 0
	}
	return kernel.NormalDensity(u/l.S[n]) / (l.S[n] * slope)
}

// Atom returns the mass of coordinate n on flat piece p.
func (l *Law) Atom(n, p int) float64 { return within(l.Phi.Flat()[p-1], 0, l.S[n]) }

// logAt returns the logarithm of the density at the values x, y, where the coordinates on flat values have mass instead, and how many do.
// ok is false where the law has nothing.
func (l *Law) logAt(x, y float64) (log float64, atoms int, ok bool) {
	at, face, slope := [2]float64{x, y}, [2]int{}, 0.0
	values := flatValues(l.Phi)
	for n := range at {
		if n == 1 && l.Line {
			break
		}
		for p, v := range values {
			if math.Abs(at[n]-v) < 1e-9 {
				face[n] = p + 1
			}
		}
		if face[n] > 0 {
			atoms++
			continue
		}
		u := l.Phi.Inverse(at[n])
		if math.IsNaN(u) {
			return 0, 0, false
		}
		slope += l.Phi.LogDerivative(u)
		at[n] = u
	}
	return l.logDensity(face[0], face[1], at[0], at[1]) - slope, atoms, true
}

// logDensity returns the logarithm of the density at the pre-activations u, v, in a measure that is the same
// for all laws of one φ, on the faces p and q: the coordinate on a flat piece is not looked at.
func (l *Law) logDensity(p, q int, u, v float64) float64 {
	one := func(u, s float64) float64 { return -0.5*u/s*u/s - math.Log(s) }
	conditional := func(face int, rest float64, n int) float64 { // mass of the flat piece given the free coordinate
		slope := l.Rho * l.S[n] / l.S[1-n]
		return math.Log(within(l.Phi.Flat()[face-1], slope*rest, l.S[n]*math.Sqrt(max(0, 1-l.Rho*l.Rho))))
	}
	switch {
	case l.Line && p > 0, p > 0 && q > 0:
		return math.Log(l.Mass(p, q))
	case l.Line:
		return one(u, l.S[0])
	case p > 0:
		return one(v, l.S[1]) + conditional(p, v, 0)
	case q > 0:
		return one(u, l.S[0]) + conditional(q, u, 1)
	}
	rest := 1 - l.Rho*l.Rho
	a, b := u/l.S[0], v/l.S[1]
	return -0.5*(a*a-2*l.Rho*a*b+b*b)/rest - math.Log(l.S[0]*l.S[1]) - 0.5*math.Log(rest)
}
