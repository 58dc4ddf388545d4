package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

var rules = []gan.Rule{gan.Alternating, gan.Simultaneous, gan.Optimistic, gan.Extragradient}

// walker plays the linear game move by move, as package sgda plays the game, with the given noise for each move of the
// discriminator.
type walker struct {
	g            *Game
	s            Steps
	w, v         []float64
	lastV, lastW []float64
}

func (p *walker) gradients(w, v, noise []float64) (up, down []float64) {
	g := p.g
	m, c := g.Features, g.Coordinates
	raw := append([]float64(nil), noise...)
	down = make([]float64, c)
	push := g.push()
	for i := range m {
		for j := range c {
			raw[i] -= g.Loss.Alpha * g.J[i*c+j] * w[j]
			down[j] += g.Loss.Gamma * push[i*c+j] * v[i]
		}
		for j := range m {
			raw[i] -= g.Loss.Kappa * g.M[i*m+j] * v[j]
		}
	}
	up = raw
	if g.Raise != nil {
		up = make([]float64, m)
		for i := range m {
			for j := range m {
				up[i] += g.Raise[i*m+j] * raw[j]
			}
		}
	}
	return along(up, -g.Loss.Lambda, v), down
}

func along(x []float64, f float64, y []float64) []float64 {
	out := append([]float64(nil), x...)
	for i := range out {
		out[i] += f * y[i]
	}
	return out
}

// step is one iteration with one noise vector for each move of the discriminator.
func (p *walker) step(noise [][]float64) {
	var down []float64
	for _, xi := range noise {
		up, push := p.gradients(p.w, p.v, xi)
		switch p.s.Rule {
		case gan.Optimistic:
			freshV, freshW := up, push
			up, push = along(up, 1, along(up, -1, p.lastV)), along(push, 1, along(push, -1, p.lastW))
			p.lastV, p.lastW = freshV, freshW
		case gan.Extragradient:
			up, push = p.gradients(along(p.w, p.s.EtaG, push), along(p.v, p.s.EtaD, up), xi)
		}
		p.v, down = along(p.v, p.s.EtaD, up), push
	}
	if p.s.Rule == gan.Alternating {
		_, down = p.gradients(p.w, p.v, make([]float64, p.g.Features))
	}
	p.w = along(p.w, p.s.EtaG, down)
}

func (p *walker) state() []float64 {
	out := append(append([]float64(nil), p.w...), p.v...)
	if p.s.Rule == gan.Optimistic {
		out = append(append(out, p.lastV...), p.lastW...)
	}
	return out
}

func (p *walker) put(x []float64) {
	m, c := p.g.Features, p.g.Coordinates
	p.w, p.v = x[:c], x[c:c+m]
	if p.s.Rule == gan.Optimistic {
		p.lastV, p.lastW = x[c+m:c+2*m], x[c+2*m:]
	}
}

// walkedOut returns the map of a step and the covariance of its noise, each n×n, by walking from every unit of the state, and from rest
// with every unit of the noise.
func walkedOut(g *Game, s Steps, n int) (step, noise []float64) {
	step, noise = make([]float64, n*n), make([]float64, n*n)
	still := make([][]float64, s.Inner)
	for i := range still {
		still[i] = make([]float64, g.Features)
	}
	for j := range n {
		p := walker{g: g, s: s}
		x := make([]float64, n)
		x[j] = 1
		p.put(x)
		p.step(still)
		for i, v := range p.state() {
			step[i*n+j] = v
		}
	}
	half := append([]float64(nil), g.C...)
	linear.Factor(half, g.Features, lost)
	for k := range s.Inner {
		for j := range g.Features { // one unit of the j-th column of the noise's root in the k-th move
			p := walker{g: g, s: s}
			p.put(make([]float64, n))
			kick := append([][]float64(nil), still...)
			kick[k] = make([]float64, g.Features)
			for i := j; i < g.Features; i++ {
				kick[k][i] = g.Loss.Alpha * half[i*g.Features+j] * math.Sqrt(1/s.Real+1/s.Fake)
			}
			p.step(kick)
			x := p.state()
			for a := range n {
				for b := range n {
					noise[a*n+b] += x[a] * x[b]
				}
			}
		}
	}
	return step, noise
}

// The maps T and N of every rule are those of the walk that is played move by move: column by column, to 1e-12; and so is
// the stationary covariance, by doubling the walk's, to 1e-9.
func TestLinearIsTheWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for trial, loss := range []gan.Loss{gan.Minimax, gan.Wasserstein, gan.LeastSquares} {
		for _, rule := range rules {
			for _, inner := range []int{1, 3} {
				g := random(r, 4, 3, loss)
				if trial > 0 {
					g.Push = random(r, 4, 3, loss).J
					copy(g.Push, along(g.J, 0.1, g.Push))
					g.Raise = linear.Congruent(random(r, 4, 3, loss).C, linear.Identity(4), 4)
				}
				s := Steps{EtaD: 0.01, EtaG: 0.005, Real: 8, Fake: 16, Rule: rule, Inner: inner}
				l, ok := g.Linear(s)
				if !ok {
					t.Fatal("no map")
				}
				n := l.Size
				step, noise := walkedOut(&g, s, n)
				name := fmt.Sprintf("%s, %s, k = %d", loss, rule, inner)
				for i := range step {
					if math.Abs(step[i]-l.T[i]) > 1e-12 || math.Abs(noise[i]-l.N[i]) > 1e-12 {
						t.Fatalf("%s: entry %d of T or N: %v and %v, by the walk %v and %v", name, i, l.T[i], l.N[i], step[i], noise[i])
					}
				}
				got, ok := l.Stationary()
				if !ok {
					t.Fatalf("%s: unstable, radius %v", name, l.Radius())
				}
				for range 40 {
					kernel.Axpy(1, linear.Congruent(step, noise, n), noise)
					step = linear.Product(step, step, n, n, n)
				}
				scale := 0.0
				for _, v := range got {
					scale = max(scale, math.Abs(v))
				}
				for i, v := range noise {
					if math.Abs(v-got[i]) > 1e-9*scale {
						t.Fatalf("%s: entry %d of the covariance is %v, by doubling the walk %v", name, i, got[i], v)
					}
				}
			}
		}
	}
}
