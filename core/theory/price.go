package theory

import (
	"math"

	"saddle/core/gan"
	"saddle/core/linear"
)

// Estimators beside the designs of package gan.
const (
	Likelihood = "likelihood" // that of greatest likelihood given y
	Covariance = "covariance" // of the pre-activations x, which nobody sees where φ cuts off
)

// Price is what a method's error comes to in the long run, for n samples, n → ∞.
type Price struct {
	Before   float64 // n E‖Σ_*^{−1/2}(Σ − Σ_*)Σ_*^{−1/2}‖²_F, before φ
	Constant float64 // √n E TV between the laws of y, after φ
	After    float64 // (Constant/C_d)²: how many times the samples for the same TV after φ the game takes without a fold
}

// PriceOf returns the price of the named design's game with as many generated samples as one likes, or of an estimator, for
// the target φ(x), x ~ N(0, Σ_*), sigmaStar being d×d. ok is false where it is not known: where φ cuts off and d > 2, Σ_*
// is not positive definite, or the features do not tell Σ.
//
// With features ψ, their mean μ and M = E[ψψᵀ], and the score s of y at Σ_* (see fold), G = E[ψsᵀ] says how the means of
// the features move with Σ. Averaged over a long run the two players stand at v = 0 on average, to first order where
//
//	GᵀM⁻¹(G δ̄ − noise) = 0,  Cov(noise) = (M − μμᵀ)(1/B + 1/B_f) per step,
//
// so that n Cov(δ̄) → (1 + B/B_f)V with V = (GᵀM⁻¹G)⁻¹GᵀM⁻¹(M − μμᵀ)M⁻¹G(GᵀM⁻¹G)⁻¹, which is (GᵀM⁻¹G)⁻¹ if 1 is in the span of
// ψ, whatever the loss of the [gan.Loss] family without a penalty. Before is tr V, and Constant is E√(sᵀVs)/√(2π). For the
// likelihood V = E[ssᵀ]⁻¹, which no design is below, and which one has if the score is in the span of ψ; for the
// covariance V = 2I. For one-to-one φ all have that: d(d+1), C_d and 1. Derived here.
func PriceOf(design string, phi gan.Activation, sigmaStar []float64, d int) (price Price, ok bool) {
	if phi.Bijective() {
		return Price{Before: float64(d * (d + 1)), Constant: Constant(d), After: 1}, true
	}
	if d > 2 || !definite(sigmaStar, d) {
		return Price{}, false
	}
	f := newFold(phi, sigmaStar, d)
	v, _, ok := f.sandwich(design, phi)
	if !ok {
		return Price{}, false
	}
	return f.price(v), true
}

// price returns that of an estimator with the limit v of n times its covariance.
func (f *fold) price(v []float64) (price Price) {
	price.Constant = f.meanNorm(v) / math.Sqrt(2*math.Pi)
	c := price.Constant / Constant(f.d)
	price.After = c * c
	for i := range f.p {
		price.Before += v[i*f.p+i]
	}
	return price
}

// Samples returns the number of target samples at which the expected total variation is ε, in the long run: noise
// (Constant/ε)². For a game noise is Noise(B_f/B), for Likelihood 1.
func (p Price) Samples(eps, noise float64) float64 {
	return noise * (p.Constant / eps) * (p.Constant / eps)
}

// Noise returns 1 + B/B_f, the factor in squared error and in samples that the generator's own samples cost an averaged
// run of so many fakes per real sample, in the long run. Derived here.
func Noise(fakes float64) float64 { return 1 + 1/fakes }

// sandwich returns the limit V of n times the covariance of an estimator's δ, and (GᵀM⁻¹G)⁻¹ for a design.
func (f *fold) sandwich(design string, phi gan.Activation) (v, bread []float64, ok bool) {
	switch design {
	case Likelihood:
		v, ok = linear.Inverse(f.information(), f.p, lost)
		return v, v, ok
	case Covariance:
		v = linear.Identity(f.p)
		for i := range f.p {
			v[i*f.p+i] = 2
		}
		return v, v, true
	}
	span := gan.NewSpan(design, phi, f.d)
	m, g, mean := f.moments(span)
	m, g, mean = independent(m, g, mean, f.p)
	size := len(mean)
	x, ok := solve(m, g, size, f.p) // M⁻¹G
	if !ok {
		return nil, nil, false
	}
	if bread, ok = linear.Inverse(product(g, x, size, f.p), f.p, lost); !ok {
		return nil, nil, false
	}
	for i := range size {
		for j := range size {
			m[i*size+j] -= float64(mean[i] * mean[j])
		}
	}
	cx := make([]float64, size*f.p)
	for i := range size {
		for j := range size {
			for k := range f.p {
				cx[i*f.p+k] += float64(m[i*size+j] * x[j*f.p+k])
			}
		}
	}
	v = linear.Congruent(bread, product(x, cx, size, f.p), f.p)
	for i := range f.p { // beyond, rounding decides, and in practice the features do not tell Σ
		if !(v[i*f.p+i] > 0 && v[i*f.p+i] < 1e6) {
			return nil, nil, false
		}
	}
	return v, bread, true
}

// moments returns M = E[ψψᵀ], G = E[ψsᵀ] and E ψ.
func (f *fold) moments(span *gan.Span) (m, g, mean []float64) {
	size := span.Len()
	m, g, mean = make([]float64, size*size), make([]float64, size*f.p), make([]float64, size)
	psi := make([]float64, size)
	for i := range f.nodes {
		n := &f.nodes[i]
		span.At(psi, n.x, n.face)
		for a, v := range psi {
			v *= n.weight
			mean[a] += v
			for b := range size {
				m[a*size+b] += float64(v * psi[b])
			}
			for k := range f.p {
				g[a*f.p+k] += float64(v * n.score[k])
			}
		}
	}
	return m, g, mean
}

// product returns aᵀb for n×p matrices, p×p.
func product(a, b []float64, n, p int) []float64 {
	out := make([]float64, p*p)
	for k := range n {
		for i := range p {
			for j := range p {
				out[i*p+j] += float64(a[k*p+i] * b[k*p+j])
			}
		}
	}
	return out
}

// independent leaves out the features that follow from those before them or are never seen.
func independent(m, g, mean []float64, p int) (keptM, keptG, keptMean []float64) {
	size := len(mean)
	var kept []int
	for k := range size {
		if m[k*size+k] > noMass && definite(submatrix(m, size, append(kept, k)), len(kept)+1) {
			kept = append(kept, k)
		}
	}
	for _, k := range kept {
		keptG = append(keptG, g[k*p:(k+1)*p]...)
		keptMean = append(keptMean, mean[k])
	}
	return submatrix(m, size, kept), keptG, keptMean
}

func submatrix(m []float64, size int, rows []int) (out []float64) {
	for _, i := range rows {
		for _, j := range rows {
			out = append(out, m[i*size+j])
		}
	}
	return out
}
