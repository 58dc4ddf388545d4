package gan

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// Natural turns the gradient of U in W into that in coordinates in which all laws near a reference are told alike, so that all return to
// the target at the rate of a target that is isotropic and seen whole. With a frame K (see frame)
//
//	W = KŴ,  Ŵ = HΩ,
//
// H symmetric and Ω the polar factor, which no law notices. In an orthonormal basis of the symmetric matrices the means of the features
// move with H as J = ∂E ψ/∂H, and against the best discriminator H returns at the rates R = ½JᵀM⁻¹J, M = E ψψᵀ, in units of that of
// one-to-one φ, where R = I. So the part of the gradient in H is multiplied by (R + Faint)⁻¹; what is seen more faintly than that matters
// little to any distance, and would be carried off by noise.
//
// It is the natural gradient of Amari (1998), in the metric of what the discriminator sees in place of the Fisher information. The
// frame, the rates and the constants are ours.
type Natural struct {
	d, p  int
	k     []float64 // d×d, lower triangular: K
	inv   []float64 // K⁻¹
	rates []float64 // p×p: R
	extra []float64 // p×p: (R + Faint)⁻¹ − I
	moves []float64 // p×p: see Moves

	hat, grad, omega []float64 // d×d, scratch
	spare            [3][]float64
	s, t             []float64 // p
}

// Faint is the rate that is added to all.
const Faint = 0.05

// NewNatural returns what turns the gradients of a design, balanced or not, on samples of gen, near the law of r. It is nil where the features tell
// no law from another.
func NewNatural(design Design, gen *Generator, r *Reference) *Natural {
	d := r.d
	of := design.(linearDesign)
	n := &Natural{d: d, p: d * (d + 1) / 2, k: frame(of, gen, r)}
	n.inv = linear.InvertLower(n.k, d)
	half := linear.Product(n.inv, r.l, d, d, d)
	h := root(linear.Product(half, linear.Transposed(half, d, d), d, d, d), d)
	n.moves = movesOf(linear.Product(linear.InvertLower(r.l, d), n.k, d, d, d), h, d, d)
	scale(n.moves, 2)
	n.rates = make([]float64, n.p*n.p)
	count, _ := of.problems()
	for q := range count {
		n.addRates(of, q, h, r)
	}
	sum := append([]float64(nil), n.rates...)
	for i := range n.p {
		sum[i*n.p+i] += Faint
	}
	var ok bool
	if n.extra, ok = linear.Inverse(sum, n.p, 0); !ok {
		return nil
	}
	for i := range n.p {
		n.extra[i*n.p+i]--
	}
	for _, list := range []*[]float64{&n.hat, &n.grad, &n.omega, &n.spare[0], &n.spare[1], &n.spare[2]} {
		*list = make([]float64, d*d)
	}
	n.s, n.t = make([]float64, n.p), make([]float64, n.p)
	return n
}

// addRates adds those of problem q, where H = h. Of the coordinates that it sees x = lζ, and their law moves as l⁻¹ΔΣl⁻ᵀ =
// B(HS + SH)Bᵀ, B = l⁻¹K, with which the score is tr ½(ζζᵀ − I)l⁻¹ΔΣl⁻ᵀ.
func (n *Natural) addRates(of linearDesign, q int, h []float64, r *Reference) {
	d, p := n.d, n.p
	seen, weight := of.sees(q)
	k := len(seen)
	size := k * (k + 1) / 2
	l, part := r.part(seen, n.k)
	inv := linear.InvertLower(l, k)
	turn := movesOf(linear.Product(inv, part, k, k, d), h, k, d)
	_, own := r.part(seen, r.l)
	zeta := linear.Product(r.z, linear.Transposed(linear.Product(inv, own, k, k, d), k, d), r.rows, d, k)
	score := make([]float64, r.rows*size)
	for row := range r.rows {
		z := zeta[row*k : (row+1)*k]
		symmetric(score[row*size:(row+1)*size], k, func(i, j int) float64 {
			if i == j {
				return float64(z[i]*z[i]) - 1
			}
			return z[i] * z[j]
		})
	}
	_, m := of.problems()
	psi := make([]float64, r.rows*m)
	of.features(psi, q, r.x)
	half := linear.Product(told(r.gram(of, q, m), psi, score, r.rows, m, size), turn, size, size, p)
	kernel.Axpy(weight/2, linear.Product(linear.Transposed(turn, size, p), half, p, size, p), n.rates)
}

// movesOf returns the map of the coordinates of S to those of ½B(HS + SH)Bᵀ for B = b, of k×d, and H = h.
func movesOf(b, h []float64, k, d int) []float64 {
	size, p := k*(k+1)/2, d*(d+1)/2
	bh := linear.Product(b, h, k, d, d)
	out, column := make([]float64, size*p), make([]float64, size)
	for i, at := 0, 0; i < d; i++ {
		for j := i; j < d; j, at = j+1, at+1 {
			f := 0.25
			if i != j {
				f *= math.Sqrt2
			}
			symmetric(column, k, func(a, c int) float64 {
				return f * (float64(bh[a*d+i]*b[c*d+j]) + float64(bh[a*d+j]*b[c*d+i]) + float64(b[a*d+i]*bh[c*d+j]) + float64(b[a*d+j]*bh[c*d+i]))
			})
			for a, v := range column {
				out[a*p+at] = v
			}
		}
	}
	return out
}

// Moves returns how the law moves with H at the reference, p×p for p = d(d+1)/2: L⁻¹ΔΣL⁻ᵀ for ΔH, both in the orthonormal basis of E_ii and
// (E_ij + E_ji)/√2, row by row. It must not be written to.
func (n *Natural) Moves() []float64 { return n.moves }

// Rates returns R, p×p, which must not be written to.
func (n *Natural) Rates() []float64 { return n.rates }

// told returns GᵀM⁻¹G, size×size, where G = E ψsᵀ over rows of m features and of scores, and M is the gram; what no row shows tells nothing.
func told(gram, psi, score []float64, rows, m, size int) []float64 {
	const definite = 1e-9 // of the largest
	g := make([]float64, m*size)
	kernel.Gemm(m, size, rows, psi, 1, m, score, size, g, size)
	scale(g, 1/float64(rows))
	most := 0.0
	for i := range m {
		most = max(most, gram[i*m+i])
	}
	for i := range m {
		gram[i*m+i] += float64(definite * most)
	}
	inv, ok := linear.Inverse(gram, m, 0)
	if !ok {
		return make([]float64, size*size)
	}
	return linear.Product(linear.Transposed(g, m, size), linear.Product(inv, g, m, m, size), size, m, size)
}

// Turn replaces the gradient g in W by the natural one, along which a step is W − ηg, and returns its length in Ŵ, in which the target has
// the length √d. It leaves g, and returns 0, where W is singular.
func (n *Natural) Turn(g, w []float64) (size float64) {
	d := n.d
	kernel.Gemm(d, d, d, n.inv, d, 1, w, d, n.hat, d)
	if !n.polar() {
		return 0
	}
	kernel.Gemm(d, d, d, n.k, 1, d, g, d, n.grad, d) // KᵀG, the gradient in Ŵ
	kernel.Transpose(d, n.spare[0], n.omega)
	a := n.spare[1]
	kernel.Gemm(d, d, d, n.grad, d, 1, n.spare[0], d, a, d)
	symmetric(n.s, d, func(i, j int) float64 { return 0.5 * (a[i*d+j] + a[j*d+i]) })
	for i := range n.t {
		n.t[i] = linear.Dot(n.extra[i*n.p:(i+1)*n.p], n.s)
	}
	matrixOf(a, n.t, d)
	kernel.Gemm(d, d, d, a, d, 1, n.omega, d, n.spare[2], d)
	kernel.Axpy(1, n.spare[2], n.grad)
	kernel.Gemm(d, d, d, n.k, d, 1, n.grad, d, g, d)
	return math.Sqrt(sumSquares(n.grad))
}

// polar sets omega to Ω of hat = HΩ by Newton's method, X ← ½(γX + X⁻ᵀ/γ) (Higham, 1986). It is false where hat is singular.
func (n *Natural) polar() bool {
	const most, enough = 30, 1e-24
	d := n.d
	x, inv, lu := n.omega, n.spare[0], n.spare[1]
	copy(x, n.hat)
	for range most {
		clear(inv)
		for i := range d {
			inv[i*d+i] = 1
		}
		kernel.Transpose(d, lu, x)
		if !linear.Eliminate(lu, inv, d, d) {
			return false
		}
		gamma := math.Sqrt(math.Sqrt(sumSquares(inv) / sumSquares(x)))
		moved := 0.0
		for i, v := range x {
			next := float64(0.5 * (float64(gamma*v) + inv[i]/gamma))
			x[i] = next
			moved += float64((next - v) * (next - v))
		}
		if moved <= enough {
			break
		}
	}
	return !math.IsNaN(sumSquares(x))
}
