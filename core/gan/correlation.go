package gan

import (
	"math"

	"saddle/core/kernel"
)

// CorrelationFit finds the correlations ρ_ij of x ~ N(0, S) from samples y = φ(x): ρ_ij is that at which y_i and y_j have
// the correlation that the samples have,
//
//	Cov(y_i, y_j) = Σ_{k≥1} c_ik c_jk ρ_ij^k,  c_ik = E[φ(s_i x) h_k(x)],  x ~ N(0, 1),  s_i² = S_ii,
//
// with the orthonormal Hermite polynomials h_k (Mehler's formula). It rises with ρ_ij, as no φ falls. It costs two moments
// a pair; the likelihood, which package data climbs, would tell a little more.
type CorrelationFit struct {
	d        int
	phi      Activation
	n        float64
	sum      []float64 // d
	products []float64 // d×d, upper
	y, cross []float64 // scratch
}

// NewCorrelationFit returns a fit that has seen nothing, for d coordinates under φ.
func NewCorrelationFit(d int, phi Activation) *CorrelationFit {
	return &CorrelationFit{d: d, phi: phi, sum: make([]float64, d), products: make([]float64, d*d), cross: make([]float64, d*d)}
}

// Add takes in samples with the pre-activations x, rows of d; on a flat piece of φ they may be any point of that.
func (f *CorrelationFit) Add(x []float64) {
	d := f.d
	f.y = append(f.y[:0], x...)
	f.phi.Apply(f.y, f.y)
	for k, v := range f.y {
		f.sum[k%d] += v
	}
	f.n += float64(len(x) / d)
	kernel.GemmUpper(d, len(x)/d, f.y, 1, d, f.y, d, f.cross, d)
	kernel.Axpy(1, f.cross, f.products)
}

// Estimate returns the correlations, d×d with 1 on the diagonal, for the scales s (d). Off it they lie within ±0.98, and
// are 0 where a coordinate of the samples does not vary. Together they may belong to no law.
func (f *CorrelationFit) Estimate(s []float64) []float64 {
	const most, terms, rounds = 0.98, 48, 40
	d := f.d
	out, series, spread := make([]float64, d*d), make([]float64, d*terms), make([]float64, d)
	of := func(i int) []float64 { return series[i*terms : (i+1)*terms] }
	for i := range d {
		hermite(of(i), f.phi, s[i])
		spread[i] = math.Sqrt(mehler(of(i), of(i), 1) / f.covariance(i, i))
	}
	for i := range d {
		out[i*d+i] = 1
		for j := i + 1; j < d; j++ {
			want := f.covariance(i, j) * spread[i] * spread[j]
			if math.IsNaN(want) || math.IsInf(want, 0) {
				continue
			}
			lo, hi := -most, most
			for range rounds {
				if mid := (lo + hi) / 2; mehler(of(i), of(j), mid) < want {
					lo = mid
				} else {
					hi = mid
				}
			}
			out[i*d+j], out[j*d+i] = (lo+hi)/2, (lo+hi)/2
		}
	}
	return out
}

// covariance returns that of y_i and y_j, i ≤ j.
func (f *CorrelationFit) covariance(i, j int) float64 {
	return f.products[i*f.d+j]/f.n - float64(f.sum[i]/f.n*(f.sum[j]/f.n))
}

// mehler returns Σ_{k≥1} a_k b_k ρ^k.
func mehler(a, b []float64, rho float64) float64 {
	sum := 0.0
	for k := len(a) - 1; k > 0; k-- {
		sum = float64(rho * (sum + float64(a[k]*b[k])))
	}
	return sum
}

// hermite sets c[k] to E[φ(sx) h_k(x)], by the trapezoidal rule.
func hermite(c []float64, phi Activation, s float64) {
	clear(c)
	overNormal(4096, func(x, step, bell float64) {
		y := float64(phi.At(s*x) * step * bell / math.Sqrt(2*math.Pi))
		before, h := 0.0, 1.0
		for n := range c {
			c[n] += float64(y * h)
			before, h = h, (float64(x*h)-float64(math.Sqrt(float64(n))*before))/math.Sqrt(float64(n+1))
		}
	})
}

// overNormal calls f at the nodes x of the trapezoidal rule for N(0, 1), with their distance and e^{−x²/2}: a node weighs the product
// of both over √2π.
func overNormal(pieces int, f func(x, step, bell float64)) {
	const most = 9
	for k := range pieces + 1 {
		x := float64(most*(float64(2*k)/float64(pieces))) - most
		f(x, 2*most/float64(pieces), kernel.NormalBell(x))
	}
}
