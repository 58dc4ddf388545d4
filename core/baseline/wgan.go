package baseline

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/rng"
)

// WGAN estimates Σ_* by Algorithm 1 of Lei, Lee, Dimakis and Daskalakis, "SGD Learns One-Layer Networks in
// WGANs" (2019): the discriminator is D_V(y) = yᵀVy less ½‖V‖²_F, and takes steps of size 1, which puts it at
// its maximum, the difference of the second moments of real and generated samples. The generator φ(Az) then
// moves by
//
//	A ← Π(A − η(∇_A f + e)),   f = E_real D_V − E_z D_V(φ(Az)),
//
// with fresh z, e uniform on the unit sphere and Π the projection of the rows on their norms. Only the second
// moment of the real samples enters, so that none of them is kept.
//
// Where this goes its own way: samples count from φ(0) and in units of their root mean square, so that one step
// size does for all targets; the norms of the rows, there known, are those at which E(φ(‖a_i‖z) − φ(0))² is
// that of the samples, which grows in ‖a_i‖ for every monotone φ; V and the gradient use samples apart, so that
// the product of the two is not biased; η falls as 0.1·(1 + t/100)^−0.6; and AAᵀ is averaged over the late part
// of the iterations.
type WGAN struct {
	d      int
	phi    gan.Activation
	n      float64   // real samples
	moment []float64 // d×d: sum of (y−φ(0))(y−φ(0))ᵀ, in the upper triangle
	unit   []float64 // d: root mean squares, in the units of y
	norm   []float64 // d: ‖a_i‖
	next   float64   // n at which unit and norm are found again

	t         float64
	u         []float64 // d×d: A with rows of norm 1
	first     float64   // iteration after which sum began
	sum, last []float64 // d×d: of UUᵀ since then, and over the stretch before
	count     float64   // iterations in last

	r                      *rng.Stream
	z, x, y, g             []float64 // fakes×d
	v, w, transposed, part []float64 // d×d
}

const (
	wganStream = "baseline wgan"

	fakes     = 128 // generated samples of one iteration: half for V, half for the gradient
	firstStep = 0.1
	delay     = 100
)

// NewWGAN returns an estimator in dimension d, which starts at rows drawn uniformly from the sphere.
func NewWGAN(phi gan.Activation, d int, seed uint64) *WGAN {
	square := func() []float64 { return make([]float64, d*d) }
	batch := func() []float64 { return make([]float64, fakes*d) }
	g := &WGAN{d: d, phi: phi, moment: square(), unit: make([]float64, d), norm: make([]float64, d), next: float64(2 * d),
		u: square(), sum: square(), last: square(), r: rng.New(seed, wganStream),
		z: batch(), x: batch(), y: batch(), g: batch(), v: square(), w: square(), transposed: square(), part: square()}
	g.r.Normals(g.u)
	g.project()
	return g
}

// Add takes in samples, one row of d numbers each.
func (g *WGAN) Add(y []float64) {
	d, zero := g.d, g.phi.At(0)
	for len(y) > 0 {
		n := min(fakes, len(y)/d)
		for k, v := range y[:n*d] {
			g.x[k] = v - zero
		}
		kernel.GemmUpper(d, n, g.x, 1, d, g.x, d, g.part, d)
		kernel.Axpy(1, g.part, g.moment)
		g.n += float64(n)
		y = y[n*d:]
	}
}

// scales finds the units and the norms of the rows again.
func (g *WGAN) scales() {
	for i := range g.d {
		square := g.moment[i*g.d+i] / g.n
		g.unit[i] = math.Sqrt(square)
		g.norm[i] = normOf(g.phi, square)
	}
	g.next = max(g.n+1, float64(1.125*g.n))
}

// normOf returns the s with E(φ(sz) − φ(0))² = square, z ~ N(0, 1), within 10⁻⁹ to 10⁹.
func normOf(phi gan.Activation, square float64) float64 {
	const pieces, most = 256, 8
	zero := phi.At(0)
	var x [pieces + 1]float64
	mean := func(s float64) (sum float64) {
		for k := range x {
			x[k] = s * (float64(most*(float64(2*k)/pieces)) - most)
		}
		phi.Apply(x[:], x[:])
		for k, y := range x {
			z := float64(most*(float64(2*k)/pieces)) - most
			sum += float64(kernel.Exp(-z*z/2) * float64((y-zero)*(y-zero)))
		}
		return sum * (2 * most / float64(pieces)) / math.Sqrt(2*math.Pi)
	}
	lo, hi := -20.7, 20.7 // of log s
	for range 45 {
		if mid := (lo + hi) / 2; mean(kernel.Exp(mid)) < square {
			lo = mid
		} else {
			hi = mid
		}
	}
	return kernel.Exp((lo + hi) / 2)
}

// Step takes one iteration on the samples so far, if there are enough.
func (g *WGAN) Step() {
	d := g.d
	if g.n < float64(2*d) {
		return
	}
	if g.n >= g.next {
		g.scales()
	}
	g.generate()
	g.maximise()
	g.push()
	g.t++
	eta := firstStep * kernel.Pow(1+g.t/delay, -0.6)
	kernel.Axpy(eta, g.w, g.u)
	g.r.Normals(g.part)
	size := 0.0
	for _, e := range g.part {
		size += float64(e * e)
	}
	kernel.Axpy(-eta/math.Sqrt(size), g.part, g.u)
	g.project()
	g.gather()
}

const half = fakes / 2

// maximise sets V to its best, by the first half of the generated samples.
func (g *WGAN) maximise() {
	d := g.d
	kernel.GemmUpper(d, half, g.y, 1, d, g.y, d, g.v, d)
	for i := range d {
		for j := i; j < d; j++ {
			k := i*d + j
			g.v[k] = g.moment[k]/g.n/(g.unit[i]*g.unit[j]) - float64(g.v[k]/half)
		}
	}
	kernel.Symmetrize(d, g.v)
}

// push sets w to −∇f with respect to U, whose rows are those of A in units of their norms, at V and by the
// other half of the generated samples: 2 E[(Vφ̃(Uz)) ∘ φ̃′(Uz) zᵀ] with φ̃_i(x) = (φ(‖a_i‖x) − φ(0))/unit_i.
func (g *WGAN) push() {
	d := g.d
	y, slopes, z := g.y[half*d:], g.g[half*d:], g.z[half*d:]
	kernel.Gemm(half, d, d, y, d, 1, g.v, d, g.x[:half*d], d)
	for k, s := range slopes {
		slopes[k] = g.x[k] * s * (2.0 / half)
	}
	kernel.Gemm(d, d, half, slopes, 1, d, z, d, g.w, d)
}

// generate draws z, and sets y to (φ(Az) − φ(0))/unit and g to its derivative in Uz.
func (g *WGAN) generate() {
	d, zero := g.d, g.phi.At(0)
	g.r.Normals(g.z)
	kernel.Transpose(d, g.transposed, g.u)
	kernel.Gemm(fakes, d, d, g.z, d, 1, g.transposed, d, g.x, d)
	for k := range g.x {
		g.x[k] *= g.norm[k%d]
	}
	g.phi.Apply(g.y, g.x)
	for k, y := range g.y {
		i := k % d
		g.y[k] = (y - zero) / g.unit[i]
		g.g[k] = g.phi.Derivative(g.x[k]) * (g.norm[i] / g.unit[i])
	}
}

// project scales the rows of U to norm 1.
func (g *WGAN) project() {
	for i := range g.d {
		row := g.u[i*g.d : (i+1)*g.d]
		size := 0.0
		for _, v := range row {
			size += float64(v * v)
		}
		if size = math.Sqrt(size); size == 0 {
			row[i], size = 1, 1
		}
		for j := range row {
			row[j] /= size
		}
	}
}

// gather adds UUᵀ to the average, which covers from a half to three quarters of the iterations, the last ones.
func (g *WGAN) gather() {
	d := g.d
	kernel.Transpose(d, g.transposed, g.u)
	kernel.Gemm(d, d, d, g.u, d, 1, g.transposed, d, g.w, d)
	kernel.Axpy(1, g.w, g.sum)
	if g.t >= 2*g.first+2 {
		g.last, g.sum = g.sum, g.last
		g.count, g.first = g.t-g.first, g.t
		clear(g.sum)
	}
}

// Covariance sets sigma to Σ̂ = AAᵀ, d×d. It is false, with sigma undefined, before the first iteration.
func (g *WGAN) Covariance(sigma []float64) bool {
	if g.t == 0 {
		return false
	}
	d, n := g.d, g.count+g.t-g.first
	for i := range d {
		for j := range d {
			k := i*d + j
			sigma[k] = (g.last[k] + g.sum[k]) / n * float64(g.norm[i]*g.norm[j])
		}
	}
	return true
}
