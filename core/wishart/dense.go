package wishart

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// The laws of the entries of a full matrix, all of mean 0 and variance 1.
const (
	Gaussian = "gaussian" // normal
	Sign     = "sign"     // ±1, each with probability ½
	Uniform  = "uniform"  // on (−√3, √3)
	Student  = "student"  // Student's t with ν > 2 degrees of freedom, over its deviation; no fourth moment where ν ≤ 4
)

// blockRows is how many rows of a matrix are drawn at once.
const blockRows = 64

// Dense draws the largest eigenvalue of XᴴX for any entries, by making the whole of X. Make it with [NewDense]; it is not
// safe for concurrent use. For β = 2 the real and the imaginary part of an entry are independent, each of variance ½.
type Dense struct {
	beta, n, p int
	spike      float64 // √l
	entries    string
	chi        rng.ChiSquare // of Student
	unit       float64       // the deviation that entries get

	rows    int       // of the matrix on its way
	x, gram []float64 // a block of its rows, [Re X, Im X] where β = 2; the sum of their products so far
	part    []float64 // of one block
}

// NewDense returns that of n×p matrices, n, p ≥ 1, β = 1 or 2, with entries of that law, whose first column has the variance
// l > 0. nu > 2 is Student's ν, of which others take no notice. It panics for an unknown law.
func NewDense(entries string, nu float64, beta, n, p int, l float64) *Dense {
	w := beta * p
	m := &Dense{beta: beta, n: n, p: p, spike: math.Sqrt(l), entries: entries, unit: 1 / math.Sqrt(float64(beta)),
		x: make([]float64, blockRows*w), gram: make([]float64, w*w), part: make([]float64, w*w)}
	switch entries {
	case Gaussian, Sign:
	case Uniform:
		m.unit *= math.Sqrt(12)
	case Student:
		m.chi = rng.NewChiSquare(nu)
		m.unit *= math.Sqrt(nu - 2) // a normal over √(χ²_ν/ν) has the variance ν/(ν−2)
	default:
		panic("wishart: no entries " + entries)
	}
	return m
}

// Advance draws the next rows of X; when they are all there it returns the largest eigenvalue and true, and begins anew.
func (m *Dense) Advance(r *rng.Stream) (lambda float64, done bool) {
	w := m.beta * m.p
	rows := min(blockRows, m.n-m.rows)
	x := m.x[:rows*w]
	m.draw(r, x)
	if m.spike != 1 {
		for i := range x {
			if i%m.p == 0 { // Re and Im of the first column
				x[i] *= m.spike
			}
		}
	}
	kernel.GemmUpper(w, rows, x, 1, w, x, w, m.part, w)
	kernel.Axpy(1, m.part, m.gram)
	if m.rows += rows; m.rows < m.n {
		return 0, false
	}
	lambda = m.largest()
	m.rows = 0
	clear(m.gram)
	return lambda, true
}

// Draw returns the largest eigenvalue for one X.
func (m *Dense) Draw(r *rng.Stream) float64 {
	for {
		if lambda, done := m.Advance(r); done {
			return lambda
		}
	}
}

// draw fills x with entries, all of them real.
func (m *Dense) draw(r *rng.Stream, x []float64) {
	switch m.entries {
	case Sign:
		var bits uint64
		for i := range x {
			if i%64 == 0 {
				bits = r.Uint64()
			}
			x[i] = math.Copysign(m.unit, float64(int64(bits)))
			bits <<= 1
		}
	case Uniform:
		for i := range x {
			x[i] = float64(m.unit * (r.Float64() - 0.5))
		}
	case Student:
		for i := range x {
			x[i] = float64(m.unit*r.Normal()) / math.Sqrt(m.chi.Draw(r))
		}
	default:
		r.Normals(x)
		if m.unit != 1 {
			for i := range x {
				x[i] = float64(m.unit * x[i])
			}
		}
	}
}

// largest returns the largest eigenvalue of XᴴX, from the products of the columns of [Re X, Im X]. For β = 2 that is the
// largest, twice, of [[R, −I], [I, R]] with XᴴX = R + iI.
func (m *Dense) largest() float64 {
	w := m.beta * m.p
	kernel.Symmetrize(w, m.gram)
	a := m.gram
	if m.beta == 2 {
		p := m.p
		a = make([]float64, w*w)
		for i := range p {
			for j := range p {
				re := m.gram[i*w+j] + m.gram[(p+i)*w+p+j]
				im := m.gram[i*w+p+j] - m.gram[(p+i)*w+j]
				a[i*w+j], a[(p+i)*w+p+j] = re, re
				a[i*w+p+j], a[(p+i)*w+j] = -im, im
			}
		}
	}
	return Largest(a, w)
}

// Largest returns the largest eigenvalue of the symmetric positive semidefinite d×d matrix a, within about 10⁻¹³ of its size.
// The lower triangle of a is overwritten.
func Largest(a []float64, d int) float64 {
	diagonal, off := linear.Tridiagonal(a, d)
	for i, v := range off {
		off[i] = float64(v * v)
	}
	return largest(diagonal, off)
}
