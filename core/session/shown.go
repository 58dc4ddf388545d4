package session

import (
	"math"
	"slices"

	"saddle/core/sgda"
)

// shownRows returns rows i and j, 2×d, of a matrix whose law is the one that is judged: of W for the last iterate,
// and for an average the rows R with RRᵀ = Σ̄ in the two coordinates that are nearest to W's, so that a sample of the
// average stays by its sample of the last iterate: R = LQ, where Σ̄ = LLᵀ and Q is the polar factor of LᵀW, the
// solution of the orthogonal Procrustes problem (Schönemann 1966). Where W or Σ̄ is singular in the two coordinates,
// the rows are W's.
func shownRows(state *sgda.State, d, i, j int) []float64 {
	rows := make([]float64, 2*d)
	copy(rows[:d], state.W[i*d:(i+1)*d])
	copy(rows[d:], state.W[j*d:(j+1)*d])
	if slices.Equal(state.Sigma, state.SigmaLast) {
		return rows
	}
	if i == j {
		if s := math.Sqrt(state.Sigma[i*d+i] / state.SigmaLast[i*d+i]); s > 0 && !math.IsInf(s, 1) {
			for k := range rows {
				rows[k] *= s
			}
		}
		return rows
	}
	b := block(state.Sigma, d, i, j)
	l11 := math.Sqrt(b[0])
	l21 := b[1] / l11
	l22 := math.Sqrt(b[2] - float64(l21*l21))
	q := append([]float64(nil), rows...)
	both(q, l11, l21, 0, l22)
	if !(l22 > 0) || !orthonormal(q) {
		return rows
	}
	both(q, l11, 0, l21, l22)
	return q
}

// both sets two rows of equal length to their combinations ax + by and cx + dy.
func both(rows []float64, a, b, c, d float64) {
	n := len(rows) / 2
	for k := range n {
		x, y := rows[k], rows[n+k]
		rows[k], rows[n+k] = float64(a*x)+float64(b*y), float64(c*x)+float64(d*y)
	}
}

// orthonormal sets two rows M to their polar factor (MMᵀ)^(−½)M, and says whether they have one. Two steps of Newton
// and Schulz, Q ← (3Q − QQᵀQ)/2, make up for what a thin M loses in the root.
func orthonormal(rows []float64) bool {
	g := gram(rows)
	if !(g.det() > 1e-24*(g[0]+g[2])*(g[0]+g[2])) {
		return false
	}
	root := g.root().inverse()
	both(rows, root[0], root[1], root[1], root[2])
	for range 2 {
		g = gram(rows)
		both(rows, 1.5-0.5*g[0], -0.5*g[1], -0.5*g[1], 1.5-0.5*g[2])
	}
	return !math.IsNaN(rows[0])
}

// gram is MMᵀ of two rows.
func gram(rows []float64) (g symmetric) {
	n := len(rows) / 2
	for k := range n {
		x, y := rows[k], rows[n+k]
		g[0] += float64(x * x)
		g[1] += float64(x * y)
		g[2] += float64(y * y)
	}
	return g
}

// symmetric is a 2×2 matrix: entries 11, 12, 22.
type symmetric [3]float64

func block(m []float64, d, i, j int) symmetric { return symmetric{m[i*d+i], m[i*d+j], m[j*d+j]} }

func (a symmetric) det() float64 { return float64(a[0]*a[2]) - float64(a[1]*a[1]) }

// root is the positive square root (A + δI)/√(tr A + 2δ), δ = √det A.
func (a symmetric) root() symmetric {
	delta := math.Sqrt(max(0, a.det()))
	s := math.Sqrt(a[0] + a[2] + 2*delta)
	return symmetric{(a[0] + delta) / s, a[1] / s, (a[2] + delta) / s}
}

func (a symmetric) inverse() symmetric {
	det := a.det()
	return symmetric{a[2] / det, -a[1] / det, a[0] / det}
}
