package misfit

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// whitening are coordinates z = L⁻¹x in which the rows to look for directions on have second moment I.
type whitening struct {
	inverse []float64 // d×d: L⁻¹, lower triangular
	z       []float64 // n×d
	n       int
	sum     []float64 // d×d, while it is summed
}

// Directions that are tried where d > 2, besides the columns.
const (
	mostAxes = 64 // whitened axes
	random   = 24
	angles   = 24 // for d = 2, on half a circle
	ascents  = 8  // rounds of each pursuit
)

// whiten plans the whitening of the rows, and the views that it gives.
func (t *Test) whiten() {
	d := t.rows.d
	w := &whitening{n: t.seen(), sum: make([]float64, d*d)}
	t.white = w
	w.z = append([]float64(nil), t.chosen[:w.n*d]...)
	const block = 200
	part := make([]float64, d*d)
	for at := 0; at < w.n; at += block {
		t.then(func() {
			rows := w.z[at*d : min(at+block, w.n)*d]
			kernel.GemmUpper(d, len(rows)/d, rows, 1, d, rows, d, part, d)
			kernel.Axpy(1/float64(w.n), part, w.sum)
		})
	}
	t.then(func() {
		for j := range d {
			t.then(func() { t.see(view{column: j}) })
		}
		if kernel.Symmetrize(d, w.sum); w.invert(d) {
			t.turn()
		}
		t.then(t.compete)
	})
}

// invert sets inverse and says whether there is one.
func (w *whitening) invert(d int) bool {
	if w.n <= d || !linear.Factor(w.sum, d, 0) {
		return false
	}
	w.inverse = linear.InvertLower(w.sum, d)
	return true
}

// turn plans directions in the whitened coordinates: for d = 2 all round; otherwise the axes, the mean, random ones,
// and those that pursuits find.
func (t *Test) turn() {
	d, w := t.rows.d, t.white
	if d == 2 {
		for k := range angles {
			sin, cos := kernel.Sincos(math.Pi * float64(k) / angles)
			t.then(func() { t.aim([]float64{cos, sin}) })
		}
		return
	}
	whole := make([]float64, d*d)
	kernel.Transpose(d, whole, w.inverse)
	const block = 200
	part := make([]float64, block*d)
	for at := 0; at < w.n; at += block {
		t.then(func() {
			rows := w.z[at*d : min(at+block, w.n)*d]
			kernel.Gemm(len(rows)/d, d, d, rows, d, 1, whole, d, part, d)
			copy(rows, part)
		})
	}
	for j := range min(d, mostAxes) {
		axis := make([]float64, d)
		axis[j] = 1
		t.then(func() { t.aim(axis) })
	}
	t.then(func() {
		mean := make([]float64, d)
		for k := 0; k < len(w.z); k += d {
			kernel.Axpy(1/float64(w.n), w.z[k:k+d], mean)
		}
		t.aim(mean)
	})
	draw := rng.New(t.rows.law.Set().Seed(), "misfit directions")
	for k := range random {
		u := make([]float64, d)
		draw.Normals(u)
		t.then(func() { t.aim(u) })
		if k < len(contrasts)*3 {
			t.pursue(append([]float64(nil), u...), contrasts[k%len(contrasts)])
		}
	}
}

// aim adds the view along u in whitened coordinates.
func (t *Test) aim(u []float64) {
	d := t.rows.d
	if !unit(u) {
		return
	}
	v := make([]float64, d)
	for i := range d {
		for j := range d {
			v[j] += float64(u[i] * t.white.inverse[i*d+j])
		}
	}
	t.see(view{v: v})
}

func unit(u []float64) bool {
	size := 0.0
	for _, x := range u {
		size += float64(x * x)
	}
	if size = math.Sqrt(size); !(size > 1e-12) {
		return false
	}
	for i := range u {
		u[i] /= size
	}
	return true
}

// contrast is a function g of a projection, and its derivative: a direction u with E z g(u·z) along u is one in which
// the rows are as far from a Gaussian as nearby.
type contrast func(x float64) (g, slope float64)

var contrasts = [3]contrast{
	func(x float64) (float64, float64) { t := kernel.Tanh(x); return t, 1 - float64(t*t) },
	func(x float64) (float64, float64) { return x * x * x, 3 * x * x },
	func(x float64) (float64, float64) { return x * x, 2 * x },
}

// pursue plans the fixed-point iteration of independent component analysis (Hyvärinen, 1999) from u,
//
//	u ← E z g(u·z) − E g′(u·z) u, over its length,
//
// and adds the view where it ends.
func (t *Test) pursue(u []float64, g contrast) {
	d, w := t.rows.d, t.white
	for range ascents {
		t.then(func() {
			next := make([]float64, d)
			if !unit(u) {
				return
			}
			slopes := 0.0
			for k := 0; k < len(w.z); k += d {
				z := w.z[k : k+d]
				x := 0.0
				for j, v := range z {
					x += float64(u[j] * v)
				}
				v, slope := g(x)
				kernel.Axpy(v/float64(w.n), z, next)
				slopes += slope / float64(w.n)
			}
			kernel.Axpy(-slopes, u, next)
			copy(u, next)
		})
	}
	t.then(func() { t.aim(u) })
}
