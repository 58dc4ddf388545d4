package theory

import (
	"math"
	"slices"
)

// mostScales bounds the different singular values of a target: the game of its diagonal is solved whole.
const mostScales = 16

// Quadratic returns the game of the design h = b + ½xᵀAx, the steps of which follow the entries of A and W, around a target
// W_* of the singular values s. In the coordinates of its singular vectors, which no step notices, it falls apart:
//
//   - for each pair i < j the feature x_ix_j/√2 with C = M = ½s_i²s_j², and the one direction of (W_ij, W_ji) that moves Σ_ij,
//     with J = √((s_i² + s_j²)/2);
//   - 1 and all ½x_i², with C = ½s_i⁴, E½x_i² = ½s_i² and J = s_i, held together by the constant.
//
// The other directions of W only turn the latents. Of m equal singular values the diagonal has m − 1 combinations without
// the constant, and their sum. Of more than 16 different ones ok is false.
func Quadratic(s []float64) (m Model, ok bool) {
	scales, count := gathered(s)
	if len(scales) > mostScales {
		return Model{}, false
	}
	for i, a := range scales {
		if n := count[i]; n > 1 {
			m.Parts = append(m.Parts, Part{pair(a, a), n * (n - 1) / 2}, Part{single(a), n - 1})
		}
		for j, b := range scales[:i] {
			m.Parts = append(m.Parts, Part{pair(a, b), count[i] * count[j]})
		}
	}
	m.Parts = append(m.Parts, Part{diagonal(scales, count), 1})
	for i := range m.Parts {
		m.Parts[i].Loss = SlopesOf("")
	}
	return m, true
}

// gathered returns the different ones of s, those within 10⁻⁹ of each other being equal, and how often each occurs.
func gathered(s []float64) (scales, count []float64) {
	s = append([]float64(nil), s...)
	slices.Sort(s)
	for i, v := range s {
		if i == 0 || v > scales[len(scales)-1]*(1+1e-9) {
			scales, count = append(scales, v), append(count, 0)
		}
		count[len(count)-1]++
	}
	return scales, count
}

// pair is the game of an entry off the diagonal.
func pair(a, b float64) Game {
	square := a*a + b*b
	c := []float64{0.5 * a * a * b * b}
	return Game{Features: 1, Coordinates: 1, J: []float64{math.Sqrt(square / 2)}, M: c, C: c, S: []float64{square / (2 * a * a * b * b)}, A: []float64{1}, Round: []float64{a * b}}
}

// single is that of a combination of the diagonal that the constant does not see.
func single(a float64) Game { return pair(a, a) }

// diagonal is that of the constant and, for each scale, the sum of n entries of the diagonal over √n.
func diagonal(scales, count []float64) Game {
	p := len(scales)
	m := p + 1
	g := Game{Features: m, Coordinates: p, J: make([]float64, m*p), M: make([]float64, m*m), C: make([]float64, m*m), S: make([]float64, p), A: make([]float64, p*m), Round: make([]float64, p*m)}
	mean := make([]float64, m)
	mean[0] = 1
	for k, s := range scales {
		g.J[(k+1)*p+k] = s
		g.C[(k+1)*m+k+1] = 0.5 * s * s * s * s
		mean[k+1] = 0.5 * s * s * math.Sqrt(count[k])
		g.S[k] = 1 / (s * s)
		g.A[k*m+k+1] = 1
		g.Round[k*m+k+1] = s * s
	}
	for i := range m {
		for j := range m {
			g.M[i*m+j] = g.C[i*m+j] + float64(mean[i]*mean[j])
		}
	}
	return g
}
