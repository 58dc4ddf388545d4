package baseline

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/rng"
)

// Fixed is Algorithm 1 of Lei, Lee, Dimakis and Daskalakis as in their experiments: a fixed set of n real
// samples y = φ(A_*z) with A_* of shape d×k, k ≤ d, and as many fresh generated samples in each iteration,
//
//	V = (1/n) Σ yyᵀ − (1/n) Σ φ(Az)φ(Az)ᵀ,   A ← Π(A − η(∇_A f + e)),   f = E_real yᵀVy − E_z φ(Az)ᵀVφ(Az),
//
// e uniform on a sphere and Π the projection of the rows of A on the norms of those of A_*, which are known. A_* has
// rows of norm 1, drawn uniformly. Where their text leaves it open: η = (1 + t/30)^−0.7 over 300 iterations, and the
// result is the mean of AAᵀ over the last half of them. Their sphere has radius 1 and η is as small as that needs; here
// it is 0.02, because a constant times η stays in the result: at 0.1 it is as large as the error of 10,000 samples at d = 3.
type Fixed struct {
	d, k, n    int
	phi        gan.Activation
	star, a    []float64 // d×k
	real       []float64 // d×d: (1/n) Σ yyᵀ
	sum        []float64 // d×d: of AAᵀ
	t          int
	r          *rng.Stream
	z          []float64 // n×k
	x, y, g    []float64 // n×d
	v, part    []float64 // d×d
	w, e       []float64 // d×k
	transposed []float64 // k×d
}

// FixedSteps is the number of iterations.
const FixedSteps = 300

const fixedStream = "baseline fixed"

// NewFixed draws A_*, n samples and the first A from the seed. The samples of a larger n begin with those of a
// smaller one.
func NewFixed(phi gan.Activation, d, k, n int, seed uint64) *Fixed {
	f := &Fixed{d: d, k: k, n: n, phi: phi, star: make([]float64, d*k), a: make([]float64, d*k), real: make([]float64, d*d), sum: make([]float64, d*d),
		z: make([]float64, n*k), x: make([]float64, n*d), y: make([]float64, n*d), g: make([]float64, n*d),
		v: make([]float64, d*d), part: make([]float64, d*d), w: make([]float64, d*k), e: make([]float64, d*k), transposed: make([]float64, k*d)}
	target := rng.New(seed, rng.Target)
	target.Normals(f.star)
	normalise(f.star, k)
	rng.New(seed, rng.Real).Normals(f.z)
	f.generate(f.star)
	f.second(f.real)
	f.r = rng.New(seed, fixedStream)
	f.r.Normals(f.a)
	normalise(f.a, k)
	return f
}

// normalise scales the rows, of k numbers each, to norm 1.
func normalise(a []float64, k int) {
	for i := 0; i < len(a); i += k {
		row := a[i : i+k]
		size := 0.0
		for _, v := range row {
			size += float64(v * v)
		}
		if size = math.Sqrt(size); size == 0 {
			row[0], size = 1, 1
		}
		for j := range row {
			row[j] /= size
		}
	}
}

// generate sets y to φ(Az) and x to Az.
func (f *Fixed) generate(a []float64) {
	for i := range f.d {
		for j := range f.k {
			f.transposed[j*f.d+i] = a[i*f.k+j]
		}
	}
	kernel.Gemm(f.n, f.d, f.k, f.z, f.k, 1, f.transposed, f.d, f.x, f.d)
	f.phi.Apply(f.y, f.x)
}

// second sets m to (1/n) Σ yyᵀ.
func (f *Fixed) second(m []float64) {
	kernel.GemmUpper(f.d, f.n, f.y, 1, f.d, f.y, f.d, m, f.d)
	kernel.Symmetrize(f.d, m)
	for i := range m {
		m[i] /= float64(f.n)
	}
}

// Step takes one iteration; it does nothing after FixedSteps.
func (f *Fixed) Step() {
	if f.Done() {
		return
	}
	d := f.d
	f.r.Normals(f.z)
	f.generate(f.a)
	f.second(f.v)
	for i := range f.v {
		f.v[i] = f.real[i] - f.v[i]
	}
	f.descent()
	eta := kernel.Pow(1+float64(f.t)/30, -0.7)
	kernel.Axpy(eta, f.w, f.a)
	f.r.Normals(f.e)
	size := 0.0
	for _, e := range f.e {
		size += float64(e * e)
	}
	kernel.Axpy(-0.02*eta/math.Sqrt(size), f.e, f.a)
	normalise(f.a, f.k)
	f.t++
	if f.t > FixedSteps/2 {
		for i := range d {
			for j := range d {
				f.sum[i*d+j] += f.product(f.a, i, j)
			}
		}
	}
}

// descent sets w to −∇_A f = (2/n) Σ ((Vφ(Az)) ∘ φ′(Az)) zᵀ on the generated samples.
func (f *Fixed) descent() {
	kernel.Gemm(f.n, f.d, f.d, f.y, f.d, 1, f.v, f.d, f.g, f.d)
	for i := range f.g {
		f.g[i] = f.g[i] * f.phi.Derivative(f.x[i]) * (2 / float64(f.n))
	}
	kernel.Gemm(f.d, f.k, f.n, f.g, 1, f.d, f.z, f.k, f.w, f.k)
}

func (f *Fixed) product(a []float64, i, j int) float64 {
	s := 0.0
	for l := range f.k {
		s += float64(a[i*f.k+l] * a[j*f.k+l])
	}
	return s
}

// Done says whether all iterations are taken.
func (f *Fixed) Done() bool { return f.t == FixedSteps }

// Steps returns the number of iterations taken.
func (f *Fixed) Steps() int { return f.t }

// Error returns ‖Z − A_*A_*ᵀ‖²_F, Z being the result.
func (f *Fixed) Error() float64 {
	count := float64(max(1, f.t-FixedSteps/2))
	sum := 0.0
	for i := range f.d {
		for j := range f.d {
			gap := f.sum[i*f.d+j]/count - f.product(f.star, i, j)
			sum += float64(gap * gap)
		}
	}
	return sum
}
