package gan

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// thin is a law in the plane whose coordinates have the correlation rho.
func thin(rho float64) *Reference {
	return NewReference([]float64{1, 0, rho, math.Sqrt(1 - rho*rho)}, Spiral(2, 4096), 2)
}

// Where φ is one-to-one the frame is L and all rates are 1, whatever the law: the natural step is that in coordinates in which the
// target is isotropic, but for what is added to the rates.
func TestNaturalOfTheIdentity(t *testing.T) {
	for _, rho := range []float64{0, 0.9, -0.99} {
		r := thin(rho)
		g := &Generator{Phi: NewActivation(Identity, 0, nil), D: 2, W: append([]float64(nil), r.l...)}
		q := NewQuadratic(NewMinibatch(2, 1, 1, Minimax), g)
		n := NewNatural(q, g, r)
		for k, v := range n.k {
			if math.Abs(v-r.l[k]) > 1e-9 {
				t.Errorf("ρ = %v: the frame is %v, L %v", rho, n.k, r.l)
			}
		}
		for k, v := range n.rates {
			want := 0.0
			if k%4 == 0 {
				want = 1
			}
			if math.Abs(v-want) > 0.02 {
				t.Errorf("ρ = %v: rates %v", rho, n.rates)
				break
			}
		}
		// A gradient 2GW with symmetric G is one of H alone at W = L.
		grad := linear.Product([]float64{0.6, -0.2, -0.2, 1.4}, g.W, 2, 2, 2)
		want := linear.Product(linear.Product(r.l, linear.Transposed(r.l, 2, 2), 2, 2, 2), grad, 2, 2, 2)
		n.Turn(grad, g.W)
		for k := range grad {
			if math.Abs(grad[k]*(1+Faint)-want[k]) > 0.02*(1+math.Abs(want[k])) {
				t.Errorf("ρ = %v: the natural gradient is %v, want %v over 1 + %v", rho, grad, want, Faint)
			}
		}
	}
}

// The rates are those of the means of the features against the best discriminator near the equilibrium, by differences of the law's means.
func TestNaturalRates(t *testing.T) {
	for _, phi := range folding[:2] {
		for _, design := range []string{QuadraticDesign, Facewise} {
			for _, rho := range []float64{0.5, -0.4} {
				r := thin(rho)
				g := &Generator{Phi: phi, D: 2, W: append([]float64(nil), r.l...)}
				m := NewMinibatch(2, 1, 1, Minimax)
				var of Design = NewQuadratic(m, g)
				if design != QuadraticDesign {
					of = NewFaces(design, m, g)
				}
				n := NewNatural(of, g, r)
				l := of.(linearDesign)
				_, size := l.problems()
				psi, gram := make([]float64, r.rows*size), make([]float64, size*size)
				l.features(psi, 0, r.x)
				kernel.GemmUpper(size, r.rows, psi, 1, size, psi, size, gram, size)
				kernel.Symmetrize(size, gram)
				scale(gram, 1/float64(r.rows))
				for k := range size {
					gram[k*size+k] += 1e-9
				}
				inv, ok := linear.Inverse(gram, size, 0)
				if !ok {
					t.Fatal("the features are dependent")
				}
				half := linear.Product(n.inv, r.l, 2, 2, 2)
				h := root(linear.Product(half, linear.Transposed(half, 2, 2), 2, 2, 2), 2)
				omega := linear.Product(mustInverse(h), half, 2, 2, 2)
				jacobian := make([]float64, size*3)
				for k := range 3 {
					var s [3]float64
					move := make([]float64, 4)
					const step = 1e-4
					s[k] = step
					matrixOf(move, s[:], 2)
					for sign := -1.0; sign <= 1; sign += 2 {
						moved := append([]float64(nil), h...)
						kernel.Axpy(sign, move, moved)
						copy(g.W, linear.Product(n.k, linear.Product(moved, omega, 2, 2, 2), 2, 2, 2))
						mean := make([]float64, size)
						l.law(mean, 0)
						for c, v := range mean {
							jacobian[c*3+k] += sign * v / (2 * step)
						}
					}
				}
				want := linear.Product(linear.Transposed(jacobian, size, 3), linear.Product(inv, jacobian, size, size, 3), 3, size, 3)
				for k, v := range n.rates {
					if math.Abs(v-want[k]/2) > 0.03*(1+math.Abs(want[k])) {
						t.Errorf("%s, %s, ρ = %v: rates %.3f, want half of %.3f", phi.Name(), design, rho, n.rates, want)
						break
					}
				}
			}
		}
	}
}

func mustInverse(a []float64) []float64 {
	det := a[0]*a[3] - a[1]*a[2]
	return []float64{a[3] / det, -a[1] / det, -a[2] / det, a[0] / det}
}

// How the law moves with H, by differences of L⁻¹ΣL⁻ᵀ, Σ = KH²Kᵀ.
func TestNaturalMoves(t *testing.T) {
	r := thin(-0.9)
	g := &Generator{Phi: folding[0], D: 2, W: append([]float64(nil), r.l...)}
	n := NewNatural(NewQuadratic(NewMinibatch(2, 1, 1, Minimax), g), g, r)
	half := linear.Product(n.inv, r.l, 2, 2, 2)
	h := root(linear.Product(half, linear.Transposed(half, 2, 2), 2, 2, 2), 2)
	law := func(k int, by float64) []float64 {
		var s [3]float64
		s[k] = by
		move := make([]float64, 4)
		matrixOf(move, s[:], 2)
		kernel.Axpy(1, h, move)
		half := linear.Product(linear.Product(linear.InvertLower(r.l, 2), n.k, 2, 2, 2), move, 2, 2, 2)
		sigma, out := linear.Product(half, linear.Transposed(half, 2, 2), 2, 2, 2), make([]float64, 3)
		symmetric(out, 2, func(i, j int) float64 { return sigma[i*2+j] })
		return out
	}
	for k := range 3 {
		const step = 1e-5
		up, down := law(k, step), law(k, -step)
		for i := range up {
			if want := (up[i] - down[i]) / (2 * step); math.Abs(n.Moves()[i*3+k]-want) > 1e-6*(1+math.Abs(want)) {
				t.Errorf("entry %d, %d is %v, want %v", i, k, n.Moves()[i*3+k], want)
			}
		}
	}
}

// In the frame two coordinates that are hardly ever seen together are not thin, and two that are always seen together are.
func TestFrame(t *testing.T) {
	for rho, least := range map[float64]float64{0.998: 0, -0.998: 0.3} {
		g := &Generator{Phi: NewActivation(ReLU, 0, nil), D: 2, W: make([]float64, 4)}
		q := NewQuadratic(NewMinibatch(2, 1, 1, Minimax), g)
		k := frame(q, g, thin(rho))
		c := k[3] / math.Hypot(k[2], k[3])
		if c < least || least == 0 && c > 0.1 {
			t.Errorf("ρ = %v: in the frame the second coordinate is %.3f of itself given the first", rho, c)
		}
	}
}

// The polar factor is orthogonal, and what remains symmetric.
func TestPolarFactor(t *testing.T) {
	const d = 4
	n := &Natural{d: d, hat: make([]float64, d*d), omega: make([]float64, d*d)}
	for k := range n.spare {
		n.spare[k] = make([]float64, d*d)
	}
	for seed := range uint64(20) {
		rng.New(seed, "test").Normals(n.hat)
		n.hat[int(seed)%d*(d+1)] *= 1e-3
		if !n.polar() {
			t.Fatal("no polar factor")
		}
		o := linear.Product(n.omega, linear.Transposed(n.omega, d, d), d, d, d)
		h := linear.Product(n.hat, linear.Transposed(n.omega, d, d), d, d, d)
		for i := range d {
			for j := range d {
				want := 0.0
				if i == j {
					want = 1
				}
				if math.Abs(o[i*d+j]-want) > 1e-10 || math.Abs(h[i*d+j]-h[j*d+i]) > 1e-10 {
					t.Fatalf("seed %d: ΩΩᵀ = %v, H = %v", seed, o, h)
				}
			}
		}
	}
	clear(n.hat)
	if n.polar() {
		t.Error("the zero matrix has a polar factor")
	}
}

// The metric of a law that is isotropic is the product one, and that of any law raises to where ⟨a, A⟩ − Q(A) is largest.
func TestFullMetric(t *testing.T) {
	for _, phi := range folding[:2] {
		g := &Generator{Phi: phi, D: 2, W: make([]float64, 4)}
		q := NewQuadratic(NewMinibatch(2, 1, 1, Wasserstein), g)
		q.Balance(nil)
		a := []float64{0.3, -0.2, -0.2, 1}
		want, size := append([]float64(nil), a...), q.metric.size(a)
		q.metric.raise(want)
		q.Balance(thin(0))
		got := append([]float64(nil), a...)
		q.metric.raise(got)
		if math.Abs(q.metric.size(a)/size-1) > 0.01 {
			t.Errorf("%s: Q is %v, want %v", phi.Name(), q.metric.size(a), size)
		}
		for k := range got {
			if math.Abs(got[k]-want[k]) > 0.02*math.Abs(want[k])+0.01 {
				t.Errorf("%s: raised to %v, want %v", phi.Name(), got, want)
			}
		}
		for _, rho := range []float64{0.9, -0.9} {
			q.Balance(thin(rho))
			top := append([]float64(nil), a...)
			q.metric.raise(top)
			value := func(b []float64) float64 { return linear.Dot(a, b) - q.metric.size(b) }
			for _, k := range []int{0, 1, 3} {
				for _, h := range []float64{-1e-3, 1e-3} {
					near := append([]float64(nil), top...)
					near[k] += h
					if k == 1 {
						near[2] += h
					}
					if value(near) > value(top)+1e-12 {
						t.Errorf("%s, ρ = %v: %v is larger than %v", phi.Name(), rho, value(near), value(top))
					}
				}
			}
		}
	}
}

// Under the law that they are balanced by the features of a pair are orthonormal, however thin it is.
func TestFacesBalancedBy(t *testing.T) {
	for _, phi := range folding {
		for _, rho := range []float64{0, 0.99, -0.5} {
			t.Run(fmt.Sprintf("%s/%v", phi.Name(), rho), func(t *testing.T) {
				r := thin(rho)
				g := &Generator{Phi: phi, D: 2, W: make([]float64, 4)}
				f := NewFaces(Truncated, NewMinibatch(2, 1, 1, Minimax), g)
				f.Balance(r)
				n := f.n
				psi, gram := make([]float64, r.rows*n), make([]float64, n*n)
				f.features(psi, 0, r.x)
				kernel.GemmUpper(n, r.rows, psi, 1, n, psi, n, gram, n)
				kernel.Symmetrize(n, gram)
				for i := range n {
					for j := range n {
						want := 0.0
						if i == j {
							want = 1
						}
						if got := gram[i*n+j] / float64(r.rows); math.Abs(got-want) > 0.15 {
							t.Errorf("E ψ_%d ψ_%d is %.3f", i, j, got)
						}
					}
				}
			})
		}
	}
}
