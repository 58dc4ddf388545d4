package theory

import (
	"saddle/core/gan"

	"saddle/core/linear"
)

// turning returns what the natural gradient makes of a gradient along each direction: in row k the directions of the step for one along k.
func turning(n *gan.Natural, star *gan.Generator, in frame, v []float64) []float64 {
	p := len(in.all)
	turn := make([]float64, p*p)
	for k := range in.all {
		g := in.matrix(k, v)
		n.Turn(g, star.W)
		for j := range in.all {
			turn[k*p+j] = linear.Dot(g, in.matrix(j, v))
		}
	}
	return turn
}

// multiplied returns the rows of push, of p, times turn.
func multiplied(push, turn []float64, p int) []float64 {
	out := make([]float64, len(push))
	for i := range len(push) / p {
		for k := range p {
			for j := range p {
				out[i*p+j] += float64(push[i*p+k] * turn[k*p+j])
			}
		}
	}
	return out
}

// turnedPaths returns how v moves the generator, m×p, where its gradient is E[∇ψ zᵀ], which is not along the directions alone.
func (f *features) turnedPaths(nodes nodes, n *gan.Natural, star *gan.Generator, in frame, v []float64) []float64 {
	d, m, p := star.D, f.Count, len(in.all)
	sent := make([]float64, m*d*d)
	psi, slope, zeta, z := make([]float64, m), make([]float64, m*d), make([]float64, d), make([]float64, d)
	for k, w := range nodes.w {
		x := nodes.x[k*d : (k+1)*d]
		f.At(psi, slope, x)
		for i, s := range in.s {
			zeta[i] = linear.Dot(in.u[i*d:(i+1)*d], x) / s
		}
		clear(z)
		for i, c := range zeta {
			for j := range z {
				z[j] += float64(c * v[i*d+j])
			}
		}
		for i, s := range slope {
			for j, c := range z {
				sent[i*d+j] += float64(w * s * c * f.Weight)
			}
		}
	}
	if f.Basis != nil {
		sent = applied(f.Basis, sent, m, d*d)
	}
	out := make([]float64, m*p)
	for i := range m {
		g := sent[i*d*d : (i+1)*d*d]
		n.Turn(g, star.W)
		for j := range in.all {
			out[i*p+j] = linear.Dot(g, in.matrix(j, v))
		}
	}
	return out
}
