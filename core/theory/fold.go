package theory

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// fold is the law of y = φ(x), x ~ N(0, Σ), for d ≤ 2 and a φ that is constant on pieces of ℝ, as a quadrature rule:
// nodes with weights that sum to 1, and at each the score of the law of y.
//
// With the Cholesky factor Σ = LLᵀ, z = L⁻¹x, and coordinates δ of L⁻¹ΔΣL⁻ᵀ in the orthonormal basis of symmetric
// matrices E₁₁, (E₁₂ + E₂₁)/√2, E₂₂, the score of x is
//
//	s(x) = ((z₁² − 1)/2, z₁z₂/√2, (z₂² − 1)/2),
//
// the first alone for d = 1, and that of y is its mean given y: s(x) itself where both coordinates are seen, and a
// mean of a truncated normal where one or both lie on a piece that φ makes one point of. Derived here.
type fold struct {
	d, p  int // dimension and p = d(d+1)/2 coordinates of δ
	nodes []node
}

// node is one point of the rule.
type node struct {
	weight float64
	x      [2]float64 // the pre-activations, where they are seen
	face   [2]int     // of each coordinate: 0 where it is seen, from 1 on the pieces of Flat
	score  [3]float64
}

// newFold returns the law of φ(x) for x ~ N(0, sigma), sigma d×d and positive definite, d ≤ 2.
func newFold(phi gan.Activation, sigma []float64, d int) *fold {
	f := &fold{d: d, p: d * (d + 1) / 2}
	flat := phi.Flat()
	if d == 1 {
		f.line(flat, math.Sqrt(sigma[0]))
	} else {
		f.plane(flat, math.Sqrt(sigma[0]), math.Sqrt(sigma[3]), sigma[1]/math.Sqrt(sigma[0]*sigma[3]))
	}
	return f
}

const (
	beyond   = 7.5   // deviations from which a normal has no mass: 6e-14
	panel    = 1.25  // the longest interval for one Gauss rule, in deviations
	noMass   = 1e-13 // of a piece that is left out
	outerFew = 1e-9  // the least length of an interval
)

// The 8-point Gauss–Legendre rule on (−1, 1): the positive nodes and their weights.
var (
	gaussNodes   = [4]float64{0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363}
	gaussWeights = [4]float64{0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763}
)

// overPanels calls f with the nodes and weights of a rule for ∫ dx over (breaks₀, breaks_last), which ascend.
func overPanels(breaks []float64, f func(x, weight float64)) { overLong(panel, breaks, f) }

// overLong is overPanels with intervals of up to the given length for one Gauss rule.
func overLong(panel float64, breaks []float64, f func(x, weight float64)) {
	for i := 1; i < len(breaks); i++ {
		lo, hi := breaks[i-1], breaks[i]
		if hi-lo < outerFew {
			continue
		}
		pieces := math.Ceil((hi - lo) / panel)
		half := (hi - lo) / (2 * pieces)
		for k := 0.0; k < pieces; k++ {
			middle := lo + float64(half*(2*k+1))
			for j, t := range gaussNodes {
				f(middle-float64(half*t), half*gaussWeights[j])
				f(middle+float64(half*t), half*gaussWeights[j])
			}
		}
	}
}

// pieces returns the intervals of one coordinate in units of its deviation, from left to right, and the face of each.
func pieces(flat []gan.Interval, deviation float64) (at []gan.Interval, face []int) {
	from := math.Inf(-1)
	for i, f := range flat {
		lo, hi := f.Lo/deviation, f.Hi/deviation
		if lo > from {
			at, face = append(at, gan.Interval{Lo: from, Hi: lo}), append(face, 0)
		}
		at, face = append(at, gan.Interval{Lo: lo, Hi: hi}), append(face, i+1)
		from = hi
	}
	if !math.IsInf(from, 1) {
		at, face = append(at, gan.Interval{Lo: from, Hi: math.Inf(1)}), append(face, 0)
	}
	return at, face
}

// truncated returns the mass of a standard normal z on (a, b), and E[z; a < z < b] and E[z²; a < z < b].
func truncated(a, b float64) (mass, first, second float64) {
	mass = kernel.NormalBetween(a, b)
	pa, pb := kernel.NormalDensity(a), kernel.NormalDensity(b)
	second = mass
	if pa > 0 {
		second += float64(a * pa)
	}
	if pb > 0 {
		second -= float64(b * pb)
	}
	return mass, pa - pb, second
}

// line makes the nodes for d = 1.
func (f *fold) line(flat []gan.Interval, deviation float64) {
	at, face := pieces(flat, deviation)
	for i, piece := range at {
		if face[i] > 0 {
			if mass, _, second := truncated(piece.Lo, piece.Hi); mass > noMass {
				f.nodes = append(f.nodes, node{weight: mass, face: [2]int{face[i], 0}, score: [3]float64{(second/mass - 1) / 2}})
			}
			continue
		}
		overPanels(within(piece, []float64{-1, 1}), func(x, weight float64) { // ±1: where the score changes its sign
			f.nodes = append(f.nodes, node{weight: weight * kernel.NormalDensity(x), x: [2]float64{x * deviation}, score: [3]float64{(float64(x*x) - 1) / 2}})
		})
	}
}

// within returns the ends of the part of an interval where a standard normal has mass, and the breaks inside it.
func within(piece gan.Interval, breaks []float64) []float64 {
	lo, hi := math.Max(piece.Lo, -beyond), math.Min(piece.Hi, beyond)
	if !(lo < hi) {
		return nil
	}
	out := []float64{lo}
	for { // the breaks are few: each time the least one above the last
		next := hi
		for _, b := range breaks {
			if b > out[len(out)-1] && b < next {
				next = b
			}
		}
		if out = append(out, next); next == hi {
			return out
		}
	}
}

// plane makes the nodes for d = 2: x₁ and x₂ in units of their deviations s₁ and s₂, correlated by rho.
func (f *fold) plane(flat []gan.Interval, s1, s2, rho float64) {
	first, face1 := pieces(flat, s1)
	second, face2 := pieces(flat, s2)
	c := math.Sqrt(float64((1 - rho) * (1 + rho)))
	// What is seen of one coordinate changes over c where the other's mean meets an end of a piece.
	steep1, steep2 := steep(second, rho, c), steep(first, rho, c)
	for i, a := range first {
		for j, b := range second {
			switch face := [2]int{face1[i], face2[j]}; {
			case face[0] == 0:
				overPanels(within(a, steep1), func(x, weight float64) {
					f.given(x, weight*kernel.NormalDensity(x), gan.Interval{Lo: (b.Lo - float64(rho*x)) / c, Hi: (b.Hi - float64(rho*x)) / c}, face, rho, c, s1, s2)
				})
			case face[1] == 0:
				overPanels(within(b, steep2), func(y, weight float64) {
					f.edge(y, weight*kernel.NormalDensity(y), gan.Interval{Lo: (a.Lo - float64(rho*y)) / c, Hi: (a.Hi - float64(rho*y)) / c}, face, rho, c, s2)
				})
			default:
				f.corner(within(a, steep1), b, face, rho, c)
			}
		}
	}
}

// steep returns the x about which the mass of (lo, hi) under N(rho·x, c²) changes, and places about them.
func steep(pieces []gan.Interval, rho, c float64) (breaks []float64) {
	for _, p := range pieces {
		if math.IsInf(p.Hi, 0) || rho == 0 {
			continue
		}
		for _, far := range [5]float64{-beyond, -2.5, 0, 2.5, beyond} {
			breaks = append(breaks, (p.Hi+float64(far*c))/rho)
		}
	}
	return breaks
}

// given adds the nodes of the seen x₁ = z₁ = x with z₂ in an interval: one by one where x₂ is seen, else one for all.
func (f *fold) given(x, weight float64, z gan.Interval, face [2]int, rho, c, s1, s2 float64) {
	if face[1] > 0 {
		if mass, m1, m2 := truncated(z.Lo, z.Hi); mass > noMass {
			m1, m2 = m1/mass, m2/mass
			f.nodes = append(f.nodes, node{weight * mass, [2]float64{x * s1}, face, scoreOf(float64(x*x), float64(x*m1), m2)})
		}
		return
	}
	overPanels(within(z, nil), func(t, w float64) {
		f.nodes = append(f.nodes, node{weight * w * kernel.NormalDensity(t), [2]float64{x * s1, (float64(rho*x) + float64(c*t)) * s2}, face,
			scoreOf(float64(x*x), float64(x*t), float64(t*t))})
	})
}

func scoreOf(z11, z12, z22 float64) [3]float64 {
	return [3]float64{(z11 - 1) / 2, z12 / math.Sqrt2, (z22 - 1) / 2}
}

// edge adds the node of the seen x₂ = y with (x₁ − rho·y)/c in an interval. There z₁ = x₁ and z₂ = (y − rho·x₁)/c.
func (f *fold) edge(y, weight float64, t gan.Interval, face [2]int, rho, c, s2 float64) {
	mass, m1, m2 := truncated(t.Lo, t.Hi)
	if !(mass > noMass) {
		return
	}
	m1, m2 = m1/mass, m2/mass
	// x₁ = rho·y + c·t, so that z₂ = c·y − rho·t.
	mean, lean := float64(rho*y), float64(c*y)
	z11 := float64(mean*mean) + float64(2*mean*c*m1) + float64(c*c*m2)
	z12 := float64(mean*lean) + float64((float64(c*lean)-float64(rho*mean))*m1) - float64(c*rho*m2)
	z22 := float64(lean*lean) - float64(2*lean*rho*m1) + float64(rho*rho*m2)
	f.nodes = append(f.nodes, node{weight * mass, [2]float64{0, y * s2}, face, scoreOf(z11, z12, z22)})
}

// corner adds the node of both coordinates unseen, x₁ between the breaks and x₂ in b.
func (f *fold) corner(breaks []float64, b gan.Interval, face [2]int, rho, c float64) {
	var mass, z11, z12, z22 float64
	overPanels(breaks, func(x, weight float64) {
		m0, m1, m2 := truncated((b.Lo-float64(rho*x))/c, (b.Hi-float64(rho*x))/c)
		weight *= kernel.NormalDensity(x)
		mass += float64(weight * m0)
		z11 += float64(weight * float64(float64(x*x)*m0))
		z12 += float64(weight * float64(x*m1))
		z22 += float64(weight * m2)
	})
	if mass > noMass {
		f.nodes = append(f.nodes, node{weight: mass, face: face, score: scoreOf(z11/mass, z12/mass, z22/mass)})
	}
}

// information returns the Fisher information of one sample, p×p: E[s sᵀ].
func (f *fold) information() []float64 {
	out := make([]float64, f.p*f.p)
	for i := range f.nodes {
		n := &f.nodes[i]
		for a := range f.p {
			for b := range f.p {
				out[a*f.p+b] += float64(n.weight * float64(n.score[a]*n.score[b]))
			}
		}
	}
	return out
}

// meanNorm returns E√(sᵀVs) for the p×p covariance v: E|s·δ| is √(2/π) of it for δ ~ N(0, V).
func (f *fold) meanNorm(v []float64) float64 {
	sum := 0.0
	for i := range f.nodes {
		n := &f.nodes[i]
		square := 0.0
		for a := range f.p {
			for b := range f.p {
				square += float64(float64(n.score[a]*n.score[b]) * v[a*f.p+b])
			}
		}
		sum += float64(n.weight * math.Sqrt(math.Max(0, square)))
	}
	return sum
}

// norm returns ½E|s·δ|, to first order the total variation after the fold between Σ and L(I + δ)Lᵀ: for d = 2 within
// 1 %, because the rule does not see where s·δ changes its sign.
func (f *fold) norm(delta [3]float64) float64 {
	sum := 0.0
	for i := range f.nodes {
		n := &f.nodes[i]
		sum += float64(n.weight * math.Abs(float64(n.score[0]*delta[0])+float64(n.score[1]*delta[1])+float64(n.score[2]*delta[2])))
	}
	return sum / 2
}
