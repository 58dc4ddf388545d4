package gan

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// The face of one coordinate: interior where φ is one-to-one, from 1 on the pieces of Flat.
const (
	everywhere = -1
	interior   = 0
)

// feature is coef·x_i^k1·x_j^k2 on one face of the pair (i, j), and 0 on the others.
type feature struct {
	face   [2]int
	powers [2]int
	coef   float64
}

// blocks says where in the list of features those of each face begin.
type blocks struct {
	features []feature
	flats    int     // pieces of Flat
	one      bool    // d = 1: the second coordinate does not exist
	constant bool    // feature 0 is 1 everywhere
	linear   bool    // edges have the feature x too
	at       [][]int // by the faces of both coordinates; −1: none but the constant
}

// newBlocks lists the features of a design for φ with so many flat pieces. On the truncation set they are
// 1, x_i²/2, x_ix_j, x_j²/2; on an edge, where one coordinate is free, 1 and x²/2, and x where φ is
// flat on more than one side, which tells the sides apart; on a corner 1. One corner has none of its own: the
// constant is there for it.
func newBlocks(design string, flats int, one bool) *blocks {
	b := &blocks{flats: flats, one: one, constant: design != TruncatedBare, linear: flats > 1}
	if b.constant {
		b.features = append(b.features, feature{face: [2]int{everywhere, everywhere}, coef: 1})
	}
	second := flats
	if one {
		second = 0
	}
	b.at = make([][]int, flats+1)
	for f := range b.at {
		b.at[f] = make([]int, second+1)
		for g := range b.at[f] {
			b.at[f][g] = -1
			switch {
			case f == interior && g == interior:
				b.open(f, g, one)
			case design != Facewise:
			case f == interior || g == interior && !one:
				b.edge(f, g)
			case f > 1 || g > 1:
				b.at[f][g] = len(b.features)
				b.add(f, g, 0, 0, 1)
			}
		}
	}
	return b
}

func (b *blocks) add(f, g, k1, k2 int, coef float64) {
	b.features = append(b.features, feature{[2]int{f, g}, [2]int{k1, k2}, coef})
}

func (b *blocks) open(f, g int, one bool) {
	b.at[f][g] = len(b.features)
	b.add(f, g, 0, 0, 1)
	b.add(f, g, 2, 0, 0.5)
	if !one {
		b.add(f, g, 1, 1, 1)
		b.add(f, g, 0, 2, 0.5)
	}
}

func (b *blocks) edge(f, g int) {
	b.at[f][g] = len(b.features)
	k := [2]int{1, 0} // the power of the free coordinate
	if f != interior {
		k = [2]int{0, 1}
	}
	b.add(f, g, 0, 0, 1)
	b.add(f, g, 2*k[0], 2*k[1], 0.5)
	if b.linear {
		b.add(f, g, k[0], k[1], 1)
	}
}

// moments are those of one coordinate x ~ N(0, 1): E[x^k; x interior] for k = 0 … 4, and the masses of the flat pieces.
type moments struct {
	interior [5]float64
	flat     []float64
}

func newMoments(flat []Interval) (m moments) {
	from := math.Inf(-1)
	for _, f := range flat {
		between(&m.interior, from, f.Lo)
		var mass [5]float64
		between(&mass, f.Lo, f.Hi)
		m.flat = append(m.flat, mass[0])
		from = f.Hi
	}
	between(&m.interior, from, math.Inf(1))
	return m
}

// between adds ∫ x^k e^{−x²/2}/√(2π) dx from a to b to sum[k], by Simpson's rule on |x| ≤ 9.
func between(sum *[5]float64, a, b float64) {
	const most, pieces = 9, 256
	a, b = max(a, -most), min(b, most)
	if !(a < b) {
		return
	}
	h := (b - a) / pieces
	for k := range pieces + 1 {
		x := a + float64(h*float64(k))
		weight := float64(2 + 2*(k%2))
		if k == 0 || k == pieces {
			weight = 1
		}
		p := weight * h / 3 * kernel.NormalBell(x) / math.Sqrt(2*math.Pi)
		for i := range sum {
			sum[i] += p
			p *= x
		}
	}
}

func (m *moments) of(face, power int) float64 {
	switch {
	case face == interior:
		return m.interior[power]
	case power == 0:
		return m.flat[face-1]
	}
	return 0
}

// gram returns E[ψψᵀ] of the features for two independent coordinates N(0, 1), row-major.
func (b *blocks) gram(first, second *moments) []float64 {
	n := len(b.features)
	out := make([]float64, n*n)
	for r := range b.features {
		for c := range b.features {
			f, g := &b.features[r], &b.features[c]
			switch {
			case r == c && f.face[0] == everywhere:
				out[r*n+c] = 1
			case f.face[0] == everywhere:
				out[r*n+c] = g.mean(first, second, b.one)
			case g.face[0] == everywhere:
				out[r*n+c] = f.mean(first, second, b.one)
			case f.face == g.face:
				product := feature{f.face, [2]int{f.powers[0] + g.powers[0], f.powers[1] + g.powers[1]}, f.coef * g.coef}
				out[r*n+c] = product.mean(first, second, b.one)
			}
		}
	}
	return out
}

func (f *feature) mean(first, second *moments, one bool) float64 {
	m := f.coef * first.of(f.face[0], f.powers[0])
	if !one {
		m *= second.of(f.face[1], f.powers[1])
	}
	return m
}

// orthonormaliser returns the lower triangular T for which Tψ has the Gram matrix I − O(ridge): the
// inverse of the Cholesky factor of the given one, to which the ridge is added, so that features that are
// hardly ever seen do not become wild.
func orthonormaliser(gram []float64, n int) []float64 {
	const ridge = 1e-3
	l := append([]float64(nil), gram...)
	for i := 1; i < n; i++ {
		l[i*n+i] += ridge
	}
	if !linear.Factor(l, n, 0) {
		panic("gan: a Gram matrix is not positive definite")
	}
	return linear.InvertLower(l, n)
}
