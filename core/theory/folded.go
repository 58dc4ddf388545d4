package theory

import (
	"math"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/linear"
)

// mostFolded bounds the dimension in which features of a φ that cuts off are integrated.
const mostFolded = 3

// features are those of a design.
type features struct {
	gan.Features
	jumps bool // they do, and the generator follows the samples, which do not see it
}

// folded is the model where φ cuts off: the moments by Gauss-Legendre quadrature between the kinks of φ, J by the score
//
//	∂E[ψ(φ(Wz))]/∂W = E[ψ (Σ⁻¹xxᵀ − I)]W⁻ᵀ,  x = Wz,
//
// what is sent back along paths, E[∇ψ zᵀ], if that is what the generator follows, and what it makes of it, if its gradient is natural.
func folded(cfg *config.Config, star *gan.Generator, r *gan.Reference) (Model, bool) {
	if star.D > mostFolded {
		return Model{}, false
	}
	s, u, v := singular(star.W, star.D)
	sigma := between(star.W, linear.Identity(star.D), star.D, star.D)
	nodes, ok := quadrature(sigma, star)
	if !ok || s[0] == 0 {
		return Model{}, false
	}
	design := designOf(cfg, star, r)
	f := features{design.Features(), cfg.Jumps() && cfg.GeneratorGradient() == gan.Pathwise}
	in := directions(s, u)
	g := f.game(nodes, in)
	g.Round = rounded(f.Size, star.W, star.D, f.Count)
	if r != nil {
		n := gan.NewNatural(design, star, r)
		if n == nil {
			return Model{}, false
		}
		g.Turn = turning(n, star, in, v)
		g.Push = multiplied(g.Push, g.Turn, len(in.all))
		if f.jumps {
			g.Push = f.turnedPaths(nodes, n, star, in, v)
		}
	}
	return Model{[]Part{{g, 1}}}, true
}

// designOf returns the design of a run, balanced as there.
func designOf(cfg *config.Config, star *gan.Generator, r *gan.Reference) gan.Design {
	design := gan.NewDesign(cfg.Disc, gan.NewMinibatch(star.D, 1, 1, cfg.Loss), star)
	if r != nil || cfg.Whitens() {
		design.Balance(r)
	}
	return design
}

// rounded returns what WᵀAW is of the parameters, where A is size: both are d×d rows of m.
func rounded(size, w []float64, d, m int) []float64 {
	out := make([]float64, len(size))
	a := make([]float64, d*d)
	turned := make([]float64, d*d)
	for i := range d {
		for j := range d {
			turned[j*d+i] = w[i*d+j]
		}
	}
	for k := range m {
		for i := range a {
			a[i] = size[i*m+k]
		}
		for i, v := range linear.Congruent(turned, a, d) {
			out[i*m+k] = v
		}
	}
	return out
}

// direction is one of the directions of W that move the law, of length 1: dW = U Y Vᵀ with the singular vectors U and V
// of W_* and Y of two entries.
type direction struct {
	i, j   int
	yij    float64 // Y_ij
	yji    float64 // Y_ji; 0 if i = j
	weight float64 // of its square in ‖S‖²
}

// directions returns all d(d+1)/2, and with them the frame that they are in.
func directions(s, u []float64) (f frame) {
	f.s, f.u = s, u
	d := len(s)
	for i := range d {
		f.all = append(f.all, direction{i: i, j: i, yij: 1, weight: 1 / (s[i] * s[i])})
		for j := i + 1; j < d; j++ {
			g := pair(s[i], s[j])
			rho := g.J[0] * math.Sqrt2
			f.all = append(f.all, direction{i: i, j: j, yij: s[j] / rho, yji: s[i] / rho, weight: g.S[0]})
		}
	}
	return f
}

// frame is the singular vectors U of W_* (as rows), its singular values, and the directions.
type frame struct {
	s, u []float64
	all  []direction
}

// matrix returns direction k as a matrix, UYVᵀ, d×d, with the right singular vectors v as rows.
func (in frame) matrix(k int, v []float64) []float64 {
	d, a := len(in.s), in.all[k]
	m := make([]float64, d*d)
	for r := range d {
		for c := range d {
			m[r*d+c] = float64(in.u[a.i*d+r]*a.yij*v[a.j*d+c]) + float64(in.u[a.j*d+r]*a.yji*v[a.i*d+c])
		}
	}
	return m
}

// game integrates the features over the nodes. Most of those that know the faces are 0 at any of them.
func (f *features) game(n nodes, in frame) Game {
	m, p, d := f.Count, len(in.all), n.d
	g := Game{Features: m, Coordinates: p, J: make([]float64, m*p), C: make([]float64, m*m), Raise: f.Raise, A: f.Size}
	sent, mean := make([]float64, m*p), make([]float64, m)
	psi, some := make([]float64, m), make([]int, 0, m)
	var slope []float64
	if f.jumps {
		slope = make([]float64, m*d)
	}
	zeta, score, path := make([]float64, d), make([]float64, p), make([]float64, p*d)
	for k, w := range n.w {
		x := n.x[k*d : (k+1)*d]
		f.At(psi, slope, x)
		in.look(zeta, score, path, x)
		some = some[:0]
		for i, v := range psi {
			if v != 0 {
				some = append(some, i)
			}
		}
		for _, i := range some {
			v := w * psi[i]
			mean[i] += v
			for _, j := range some {
				g.C[i*m+j] += float64(v * psi[j])
			}
			for j, s := range score {
				g.J[i*p+j] += float64(v * s)
			}
			for j := range p {
				if f.jumps {
					sent[i*p+j] += float64(w * linear.Dot(slope[i*d:(i+1)*d], path[j*d:(j+1)*d]))
				}
			}
		}
	}
	if !f.jumps {
		copy(sent, g.J)
	}
	return f.finish(g, mean, sent, in)
}

// finish takes the integrals E[ψψᵀ], for C, and Eψ, and the others, to the game's own features.
func (f *features) finish(g Game, mean, sent []float64, in frame) Game {
	m, p := g.Features, g.Coordinates
	if f.Basis != nil {
		g.C = linear.Congruent(f.Basis, g.C, m)
		mean, g.J, sent = applied(f.Basis, mean, m, 1), applied(f.Basis, g.J, m, p), applied(f.Basis, sent, m, p)
	}
	for i := range sent {
		sent[i] *= f.Weight
	}
	g.Push, g.M = sent, make([]float64, m*m)
	for i := range m {
		for j := range m {
			if f.Own[i] == f.Own[j] {
				g.M[i*m+j] = g.C[i*m+j]
			}
		}
	}
	for i := range m {
		for j := range m {
			g.C[i*m+j] -= float64(mean[i] * mean[j])
		}
	}
	for _, a := range in.all {
		g.S = append(g.S, a.weight)
	}
	return g
}

// applied returns tb for the m×m matrix t and b of m rows of p.
func applied(t, b []float64, m, p int) []float64 {
	out := make([]float64, m*p)
	for i := range m {
		for k, f := range t[i*m : (i+1)*m] {
			for j := range p {
				out[i*p+j] += float64(f * b[k*p+j])
			}
		}
	}
	return out
}

// look sets, at pre-activations x, ζ = s⁻¹Uᵀx, the score ζᵀs⁻¹Yζ − tr(s⁻¹Y) of every direction, and how x moves with it,
// UYζ.
func (in frame) look(zeta, score, path, x []float64) {
	d := len(in.s)
	for i, s := range in.s {
		zeta[i] = linear.Dot(in.u[i*d:(i+1)*d], x) / s
	}
	for k, a := range in.all {
		si, sj := in.s[a.i], in.s[a.j]
		score[k] = float64(zeta[a.i]*zeta[a.j]) * (a.yij/si + a.yji/sj)
		if a.i == a.j {
			score[k] -= a.yij / si
		}
		for r := range d {
			path[k*d+r] = float64(in.u[a.i*d+r]*a.yij*zeta[a.j]) + float64(in.u[a.j*d+r]*a.yji*zeta[a.i])
		}
	}
}
