package fluctuation

import (
	"math"

	"saddle/core/sgda"
	"saddle/core/svd"
)

// view looks at a run in the frame of the singular vectors u_i of W_*, scaled so that Σ_* = I.
type view struct {
	d      int
	rows   []float64 // d×d: s_i u_i
	square []float64 // s_i²
	s, a   []float64 // d×d: S = (Σ − I)/2 and A in the frame
	b      float64   // the constant
	now    []float64 // coordinates: see see
}

func newView(star []float64, d int) *view {
	v := &view{d: d, rows: make([]float64, d*d), square: make([]float64, d), s: make([]float64, d*d), a: make([]float64, d*d), now: make([]float64, d*(d+1))}
	turn := make([]float64, d*d)
	for i := range d {
		turn[i*d+i] = 1
		for j := range d {
			v.rows[i*d+j] = star[j*d+i]
		}
	}
	svd.Rotate(v.rows, turn, d)
	for i := range d {
		for _, x := range v.rows[i*d : (i+1)*d] {
			v.square[i] += float64(x * x)
		}
	}
	return v
}

// form is xᵀMy of rows i and j.
func (v *view) form(m []float64, i, j int) (sum float64) {
	d := v.d
	for k, x := range v.rows[i*d : (i+1)*d] {
		for l, y := range v.rows[j*d : (j+1)*d] {
			sum += float64(float64(x*m[k*d+l]) * y)
		}
	}
	return sum
}

// see takes in where a run stands. In now are then pairs of a coordinate of the generator and one of the discriminator: S_ij√2
// and A_ij√2 for all i < j, the d − 1 combinations (S_11 + … + S_kk − k S_(k+1)(k+1))/√(k(k+1)) of the diagonal, and its sum over √d, the same of A. In
// one dimension the generator's is W/W_* − 1, which is S to first order and has no curvature.
func (v *view) see(state *sgda.State) {
	d := v.d
	v.b = state.B
	for i := range d {
		for j := range i + 1 {
			s, a := v.form(state.SigmaLast, i, j)/float64(v.square[i]*v.square[j]), v.form(state.A, i, j)
			if i == j {
				s--
			}
			v.s[i*d+j], v.s[j*d+i], v.a[i*d+j], v.a[j*d+i] = s/2, s/2, a, a
		}
	}
	if d == 1 {
		v.now[0], v.now[1] = math.Sqrt(1+2*v.s[0])-1, v.a[0]
		return
	}
	at := 0
	add := func(s, a float64) {
		v.now[at], v.now[at+1] = s, a
		at += 2
	}
	for i := range d {
		for j := range i {
			add(math.Sqrt2*v.s[i*d+j], math.Sqrt2*v.a[i*d+j])
		}
	}
	s, a := v.s[0], v.a[0]
	for k := 1; k < d; k++ {
		f, x, y := float64(k), v.s[k*d+k], v.a[k*d+k]
		root := math.Sqrt(f * (f + 1))
		add((s-float64(f*x))/root, (a-float64(f*y))/root)
		s, a = s+x, a+y
	}
	add(s/math.Sqrt(float64(d)), a/math.Sqrt(float64(d)))
}

func norm(x []float64) (sum float64) {
	for _, v := range x {
		sum += float64(v * v)
	}
	return sum
}

// contract is Σ x_i y_i, for symmetric matrices tr XY.
func contract(x, y []float64) (sum float64) {
	for i, v := range x {
		sum += float64(v * y[i])
	}
	return sum
}

func trace(x []float64, d int) (sum float64) {
	for i := range d {
		sum += x[i*d+i]
	}
	return sum
}
