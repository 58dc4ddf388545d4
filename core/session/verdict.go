package session

import (
	"math"

	"saddle/core/config"
	"saddle/core/metric"
	"saddle/core/rng"
	"saddle/core/tracywidom"
	"saddle/core/wishart"
)

// judged is the stream of the latents of the samples that are judged.
const judged = "judged"

// verdict judges by the largest eigenvalue whether the generator is done. n of its samples, whitened by the target, are
// x_k = Σ_*^−½Wz_k; the largest eigenvalue λ of Σ x_kx_kᵀ, centred and scaled by Ma's constants, follows F₁ nearly where
// WWᵀ = Σ_*, for d ≥ 2. The latents stay the same over a run, so that what is said depends on the moment alone. All of them that
// counts is a factor of their scatter Σ z_kz_kᵀ.
type verdict struct {
	n, d      int
	seed      int64
	factor    []float64 // d×d, the scatter is its square; nil: nobody judges
	constants wishart.Constants
	law       *tracywidom.Law

	power   []float64 // rows of snapshot.PowerColumns, as far as they are known
	finding *finding  // on the way to the next row; nil: they are all there
}

// begin prepares the verdicts of a run whose activation is one-to-one or not.
func (v *verdict) begin(cfg *config.Config, bijective bool) {
	if !bijective || cfg.D < 2 {
		*v = verdict{}
		return
	}
	if v.factor != nil && v.n == cfg.Judged && v.d == cfg.D && v.seed == cfg.Seed {
		return
	}
	same := v.n == cfg.Judged && v.d == cfg.D
	*v = verdict{n: cfg.Judged, d: cfg.D, seed: cfg.Seed, law: tracywidom.New(1), constants: wishart.ConstantsOf(wishart.Ma, 1, cfg.Judged, cfg.D), power: v.power, finding: v.finding}
	if !same || v.power == nil && v.finding == nil {
		v.power, v.finding = nil, newFinding(v.n, v.d, v.critical())
	}
	v.factor = scatterFactor(v.n, v.d, rng.New(uint64(cfg.Seed), judged))
}

// scatterFactor returns L, d×d, with LLᵀ = Σ z_kz_kᵀ for n standard normal z_k in d dimensions: for n ≥ d it is lower triangular
// and drawn itself, roots of χ²_{n−i} on the diagonal and normals below (Bartlett 1933), otherwise its columns are the z_k.
func scatterFactor(n, d int, r *rng.Stream) []float64 {
	l := make([]float64, d*d)
	for i := range d {
		for j := range min(i, n) {
			l[i*d+j] = r.Normal()
		}
		if n >= d {
			l[i*d+i] = math.Sqrt(rng.NewChiSquare(float64(n - i)).Draw(r))
			continue
		}
		for j := i; j < n; j++ {
			l[i*d+j] = r.Normal()
		}
	}
	return l
}

// critical is the largest s that the test at 5 % lets pass.
func (v *verdict) critical() float64 { return v.law.Quantile(0.95) }

// leastP is where p-values end: what is below is 0 but for rounding.
const leastP = 1e-12

// of returns snapshot.VerdictColumns for the generator with that factor of its covariance, of which the spectrum of Σ_*⁻¹Σ is
// given in ascending order; nil where there is no verdict.
func (v *verdict) of(judge *metric.Judge, factor, spectrum []float64) []float64 {
	d := v.d
	if v.factor == nil || len(factor) != d*d || len(spectrum) != d {
		return nil
	}
	seen := make([]float64, d*d)
	for i := range d {
		for k, f := range factor[i*d : (i+1)*d] {
			for j, l := range v.factor[k*d : (k+1)*d] {
				seen[i*d+j] += float64(f * l)
			}
		}
	}
	lambda := judge.Spectrum(seen)
	if lambda == nil {
		return nil
	}
	largest := lambda[d-1]
	s := v.constants.Rescaled(largest)
	return []float64{float64(v.n), largest / float64(v.n), s, math.Max(v.law.Tail(s), leastP), v.critical(), spectrum[d-1], wishart.Detectable(v.n, d)}
}

// whiteNoise returns rows of snapshot.WhiteNoiseColumns: the law of s where nothing is wrong.
func (v *verdict) whiteNoise() (rows []float64) {
	if v.factor == nil {
		return nil
	}
	const from, to, perUnit = -6, 4, 8
	for k := range (to-from)*perUnit + 1 {
		s := from + float64(k)/perUnit
		rows = append(rows, s, v.law.Density(s))
	}
	return rows
}

// powers returns the rows of snapshot.PowerColumns; nil as long as there are more to come.
func (v *verdict) powers() []float64 {
	if v.finding != nil {
		return nil
	}
	return v.power
}

// theorise works for a while on them, and says whether there is more to do.
func (v *verdict) theorise() (more bool) {
	if v.finding == nil {
		return false
	}
	row, last := v.finding.next()
	if v.power = append(v.power, row...); last {
		v.finding = nil
	}
	return !last
}

// finding finds how often the test at 5 % sees that one direction has a larger variance than the target's, by drawing
// largest eigenvalues with O(d) numbers each.
type finding struct {
	n, d  int
	limit float64 // λ from which the test rejects
	step  float64 // between two variances
	rows  int     // so far
}

// Draws for a row: the standard error is at most 0.012. The last row is the first in which nearly all errors are found.
const (
	findingDraws = 1800
	nearlyAll    = 0.985
	mostRows     = 40
)

func newFinding(n, d int, critical float64) *finding {
	c := wishart.ConstantsOf(wishart.Ma, 1, n, d)
	// The scatter of one direction and that of the others.
	step := 0.3*math.Sqrt(2/float64(n)) + float64(0.15*math.Sqrt(float64(d)/float64(n)))
	return &finding{n: n, d: d, limit: c.At(critical), step: step}
}

// next returns the next row: the variance, the share of errors that are found, and its standard error. All rows are drawn
// from the same numbers, so that the shares only grow.
func (f *finding) next() (row []float64, last bool) {
	variance := 1 + float64(f.step*float64(f.rows))
	f.rows++
	sampler, r := wishart.NewSampler(1, f.n, f.d, variance), rng.New(0, judged)
	found := 0.0
	for range findingDraws {
		if sampler.Draw(r) >= f.limit {
			found++
		}
	}
	share := found / findingDraws
	last = share >= nearlyAll || f.rows == mostRows
	return []float64{variance, share, math.Sqrt(math.Max(float64(share*(1-share)), 1.0/findingDraws) / findingDraws)}, last
}
