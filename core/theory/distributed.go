package theory

import (
	"math"

	"saddle/core/gan"
	"saddle/core/linear"
)

// Crew is how several workers take the steps of a run: each has the minibatch of Steps, and in some rounds they send gradients, in
// the others derivatives along a direction each.
type Crew struct {
	Workers int // m
	Period  int // τ: of so many rounds one has gradients; 0: none has
	Freedom int // p: among so many coordinates of both players a direction is uniform
}

// mostMoments bounds the second moments of a model that Shared solves for.
const mostMoments = 200

// Shared returns E‖S‖²_F in the long run, at constant steps of the simultaneous rule in a zero-sum game, a mean over the rounds of a
// period. With x = (w, v), the gradient H x + ξ of V there, Cov ξ = N on one worker's minibatch, and D = diag(−η_G, η_D),
//
//	gradients      P ← TPTᵀ + D(N/m)D,  T = I + DH,
//	derivatives    P ← TPTᵀ + D(Q/m)D,  Q = p/(p+2)·((tr HPHᵀ + tr N)·I + 2(HPHᵀ + N)) − HPHᵀ,
//
// because E[p²(g·u)²uuᵀ] = p/(p+2)·(|g|²I + 2ggᵀ) for directions u of length 1. Through the trace every coordinate hears of
// all others; the map of the second moments is affine, and its fixed point is found by doubling. Derived here. It is false
// where nothing is at rest, and for targets of too many different singular values.
func (m Model) Shared(s Steps, c Crew) (errorS float64, ok bool) {
	w := walk{freedom: float64(c.Freedom), workers: float64(c.Workers)}
	for i := range m.Parts {
		p := &m.Parts[i]
		one, known := blockOf(&p.Game, s)
		if !known {
			return 0, false
		}
		one.times = p.Times
		w.blocks = append(w.blocks, one)
		w.noise += float64(p.Times * trace(one.noise, one.n))
		w.size += one.n * one.n
	}
	if w.size > mostMoments {
		return 0, false
	}
	first, other := w.affine(true), w.affine(false)
	period := other
	switch {
	case c.Period == 1:
		period = first
	case c.Period > 1:
		period = first.then(other.repeated(c.Period - 1))
	}
	z, ok := period.rest()
	if !ok {
		return 0, false
	}
	if c.Period <= 1 {
		return w.spread(z), true
	}
	for k := range c.Period {
		errorS += w.spread(z) / float64(c.Period)
		if k == 0 {
			z = first.at(z)
		} else {
			z = other.at(z)
		}
	}
	return errorS, true
}

// block is one part of the model: its coordinates first, then its features.
type block struct {
	n, coordinates int
	times          float64
	h, t, noise    []float64 // n×n: H, T = I + DH, N
	step           []float64 // n: D
	s              []float64 // of ‖S‖² by coordinate
}

func blockOf(g *Game, s Steps) (b block, ok bool) {
	p, m := g.Coordinates, g.Features
	n := p + m
	b = block{n: n, coordinates: p, h: make([]float64, n*n), noise: make([]float64, n*n), step: make([]float64, n), s: g.S}
	if g.Raise != nil || g.Push != nil || s.Rule != gan.Simultaneous || s.Inner > 1 || g.Loss.Alpha != g.Loss.Gamma {
		return b, false
	}
	k := g.stiffness()
	for i := range m {
		for j := range p {
			push := g.Loss.Alpha * g.J[i*p+j]
			b.h[j*n+p+i], b.h[(p+i)*n+j] = -push, -push
		}
		for j := range m {
			b.h[(p+i)*n+p+j] = -k[i*m+j]
			b.noise[(p+i)*n+p+j] = g.Loss.Alpha * g.Loss.Alpha * g.C[i*m+j] * (1/s.Real + 1/s.Fake)
		}
	}
	b.t = append([]float64(nil), b.h...)
	for i := range n {
		b.step[i] = s.EtaD
		if i < p {
			b.step[i] = -s.EtaG
		}
		for j := range n {
			b.t[i*n+j] *= b.step[i]
		}
		b.t[i*n+i]++
	}
	return b, true
}

// walk is the second moments of all blocks, one list of numbers.
type walk struct {
	blocks           []block
	size             int
	noise            float64 // tr N over all
	freedom, workers float64
}

// next returns the moments a round later.
func (w *walk) next(z []float64, gradients bool) []float64 {
	out := make([]float64, 0, len(z))
	slopes := make([][]float64, len(w.blocks)) // HPHᵀ
	loud := w.noise
	at := 0
	for i := range w.blocks {
		b := &w.blocks[i]
		slopes[i] = linear.Congruent(b.h, z[at:at+b.n*b.n], b.n)
		loud += float64(b.times * trace(slopes[i], b.n))
		at += b.n * b.n
	}
	share := w.freedom / (w.freedom + 2)
	at = 0
	for k := range w.blocks {
		b := &w.blocks[k]
		p := linear.Congruent(b.t, z[at:at+b.n*b.n], b.n)
		at += b.n * b.n
		for i := range b.n {
			for j := range b.n {
				e := i*b.n + j
				q := b.noise[e]
				if !gradients {
					q = float64(2*share*(slopes[k][e]+b.noise[e])) - slopes[k][e]
					if i == j {
						q += float64(share * loud)
					}
				}
				p[e] += float64(b.step[i] * b.step[j] * q / w.workers)
			}
		}
		out = append(out, p...)
	}
	return out
}

// spread is ‖S‖² of the moments.
func (w *walk) spread(z []float64) (sum float64) {
	at := 0
	for i := range w.blocks {
		b := &w.blocks[i]
		for k := range b.coordinates {
			sum += float64(b.times * b.s[k] * z[at+k*b.n+k])
		}
		at += b.n * b.n
	}
	return sum
}

// affine is the map z ← Mz + c.
type affine struct {
	n    int
	m, c []float64
}

// affine reads that of a round off what it does to 0 and to the units.
func (w *walk) affine(gradients bool) affine {
	n := w.size
	a := affine{n, make([]float64, n*n), w.next(make([]float64, n), gradients)}
	unit := make([]float64, n)
	for j := range n {
		unit[j] = 1
		for i, v := range w.next(unit, gradients) {
			a.m[i*n+j] = v - a.c[i]
		}
		unit[j] = 0
	}
	return a
}

func (a affine) at(z []float64) []float64 {
	out := append([]float64(nil), a.c...)
	for i := range out {
		for j, v := range z {
			out[i] += float64(a.m[i*a.n+j] * v)
		}
	}
	return out
}

// then is the map a and after it b.
func (a affine) then(b affine) affine {
	return affine{a.n, linear.Product(b.m, a.m, a.n, a.n, a.n), b.at(a.c)}
}

// repeated is the map so many times, at least once.
func (a affine) repeated(times int) affine {
	if times == 1 {
		return a
	}
	half := a.repeated(times / 2)
	twice := half.then(half)
	if times%2 == 1 {
		return twice.then(a)
	}
	return twice
}

// rest returns the fixed point, by doubling; it is false where the map does not contract.
func (a affine) rest() (z []float64, ok bool) {
	for range 64 {
		before := a.c
		a = a.then(a)
		change, all := 0.0, 0.0
		for i, v := range a.c {
			change, all = math.Max(change, math.Abs(v-before[i])), math.Max(all, math.Abs(v))
		}
		switch {
		case math.IsNaN(all) || all > 1e12:
			return nil, false
		case change <= 1e-14*all:
			return a.c, true
		}
	}
	return nil, false
}

func trace(a []float64, n int) (sum float64) {
	for i := range n {
		sum += a[i*n+i]
	}
	return sum
}
