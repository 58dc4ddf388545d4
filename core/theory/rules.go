package theory

import (
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// move is one move of a player or of both as a map of the state: x ← Tx + Fξ with Cov(ξ) = α²C(1/B + 1/B_f).
type move struct {
	t []float64 // n×n
	f []float64 // n×m; nil: no noise
}

// Linear returns one iteration as a map of the state (w, v), for the optimistic rule (w, v, last gradient of v, last
// push on w). It is false where the rule asks for the best discriminator and there is no single one.
//
//	simultaneous   T = I + D,  D = (0, η_GγJᵀ; −η_DαJ, −η_DK),  K = κM + λ
//	alternating    T = T_wT_v, the rows of I + D one after the other
//	optimistic     both follow 2g_t − g_{t−1}
//	extragradient  T = I + D + D², and the noise of the one minibatch passes I + D
//	exact          v = −αK⁻¹Jw; its noise dies out as the samples grow in number
//
// With k moves of the discriminator in one iteration its map stands k times, and where both players answer the old
// parameters the generator answers those of the last move.
func (g *Game) Linear(s Steps) (l Linear, ok bool) {
	n := g.Coordinates + g.Features
	if s.Rule == gan.Optimistic {
		n *= 2
	}
	l = Linear{Size: n, T: linear.Identity(n), N: make([]float64, n*n)}
	noise := make([]float64, len(g.C))
	for i, c := range g.C {
		noise[i] = g.Loss.Alpha * g.Loss.Alpha * c * (1/s.Real + 1/s.Fake)
	}
	moves, ok := g.moves(s)
	for _, m := range moves {
		l.T = linear.Product(m.t, l.T, n, n, n)
		l.N = linear.Congruent(m.t, l.N, n)
		if m.f != nil {
			kernel.Axpy(1, between(m.f, noise, n, g.Features), l.N)
		}
	}
	return l, ok
}

// moves returns those of one iteration in their order.
func (g *Game) moves(s Steps) (all []move, ok bool) {
	inner := max(s.Inner, 1)
	switch s.Rule {
	case gan.Alternating:
		for range inner {
			all = append(all, g.both(s).only(g.Coordinates, g.Coordinates+g.Features))
		}
		return append(all, move{t: g.both(s).only(0, g.Coordinates).t}), true
	case gan.Exact:
		best, ok := g.best()
		return []move{{t: best}, {t: g.both(s).only(0, g.Coordinates).t}}, ok
	}
	m := g.both(s)
	switch s.Rule {
	case gan.Optimistic:
		m = g.optimistic(s)
	case gan.Extragradient:
		m = g.ahead(m)
	}
	for range inner - 1 { // the generator waits, but its last push is remembered
		all = append(all, m.only(g.Coordinates, len(m.f)/g.Features))
	}
	return append(all, m), true
}

// both is the simultaneous move.
func (g *Game) both(s Steps) move {
	m, p := g.Features, g.Coordinates
	n := m + p
	t, f := linear.Identity(n), make([]float64, n*m)
	up, raise := g.ascent()
	push := g.push()
	for i := range m {
		for j := range n {
			t[(p+i)*n+j] += s.EtaD * up[i*n+j]
		}
		for j := range m {
			f[(p+i)*m+j] = s.EtaD * raise[i*m+j]
		}
		for j := range p {
			t[j*n+p+i] += s.EtaG * g.Loss.Gamma * push[i*p+j]
		}
	}
	return move{t, f}
}

// ascent returns the direction R(−αJ, −K) of the ascent as rows of n, and R.
func (g *Game) ascent() (up, raise []float64) {
	m, p := g.Features, g.Coordinates
	n := m + p
	up, raise = make([]float64, m*n), g.Raise
	if raise == nil {
		raise = linear.Identity(m)
	}
	k := g.stiffness()
	for i := range m {
		for r := range m {
			f := raise[i*m+r]
			for j := range p {
				up[i*n+j] -= float64(f * g.Loss.Alpha * g.J[r*p+j])
			}
			for j := range m {
				up[i*n+p+j] -= float64(f * k[r*m+j])
			}
		}
	}
	return up, raise
}

// optimistic extends the state by the last directions of both players.
func (g *Game) optimistic(s Steps) move {
	m, p := g.Features, g.Coordinates
	n := m + p
	t, f := linear.Identity(2*n), make([]float64, 2*n*m)
	up, raise := g.ascent()
	push := g.push()
	for i := range m {
		v, last := p+i, n+i
		t[last*2*n+last] = 0
		for j := range n {
			t[last*2*n+j] = up[i*n+j]
			t[v*2*n+j] += 2 * s.EtaD * up[i*n+j]
		}
		t[v*2*n+last] -= s.EtaD
		for j := range m {
			f[last*m+j] = raise[i*m+j]
			f[v*m+j] = 2 * s.EtaD * raise[i*m+j]
		}
	}
	for j := range p {
		last := n + m + j
		t[last*2*n+last] = 0
		for i := range m {
			t[last*2*n+p+i] = g.Loss.Gamma * push[i*p+j]
			t[j*2*n+p+i] += 2 * s.EtaG * g.Loss.Gamma * push[i*p+j]
		}
		t[j*2*n+last] -= s.EtaG
	}
	return move{t, f}
}

// ahead is the extragradient move made of the simultaneous one: I + D + D² = I + D(I + D).
func (g *Game) ahead(both move) move {
	m, n := g.Features, g.Features+g.Coordinates
	step := append([]float64(nil), both.t...) // D
	for i := range n {
		step[i*n+i]--
	}
	t := linear.Product(step, both.t, n, n, n)
	for i := range n {
		t[i*n+i]++
	}
	f := make([]float64, n*m)
	for i := range n {
		for k := range n {
			for j := range m {
				f[i*m+j] += float64(both.t[i*n+k] * both.f[k*m+j])
			}
		}
	}
	return move{t, f}
}

// best is the move of the discriminator to −αK⁻¹Jw.
func (g *Game) best() (t []float64, ok bool) {
	m, p := g.Features, g.Coordinates
	n := m + p
	back, ok := linear.Inverse(g.stiffness(), m, lost)
	if !ok {
		return linear.Identity(n), false
	}
	t = linear.Identity(n)
	for i := range m {
		t[(p+i)*n+p+i] = 0
		for j := range p {
			for r := range m {
				t[(p+i)*n+j] -= float64(g.Loss.Alpha * back[i*m+r] * g.J[r*p+j])
			}
		}
	}
	return t, true
}

// only keeps of a move the rows from and up to the given ones: the other players wait.
func (m move) only(from, to int) move {
	n := size(m.t)
	width := len(m.f) / n
	out := move{linear.Identity(n), make([]float64, len(m.f))}
	copy(out.t[from*n:to*n], m.t[from*n:to*n])
	copy(out.f[from*width:to*width], m.f[from*width:to*width])
	return out
}
