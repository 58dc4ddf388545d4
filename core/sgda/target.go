package sgda

import (
	"math"

	"saddle/core/config"
	"saddle/core/linear"
	"saddle/core/rng"
)

// TargetMatrix returns W_*, d×d: the explicit one, the one that the named target stands for, or one with
// a condition number from the seed.
func TargetMatrix(cfg *config.Config) []float64 {
	if len(cfg.WStar) > 0 {
		return cfg.WStar
	}
	switch d := cfg.D; cfg.Target {
	case config.CorrelatedTarget:
		return chained(d, 0.8)
	case config.AnticorrelatedTarget:
		return chained(d, -0.8)
	case config.LeiTarget:
		return nearColumn(d)
	default:
		return conditioned(rng.New(uint64(cfg.Seed), rng.Target), d, cfg.Kappa)
	}
}

// chained returns the lower triangular L with (LLᵀ)_ij = rho^|i−j|: x_i = rho x_{i−1} + √(1−rho²) z_i.
func chained(d int, rho float64) []float64 {
	l := make([]float64, d*d)
	l[0] = 1
	for i := 1; i < d; i++ {
		for j := range i {
			l[i*d+j] = rho * l[(i-1)*d+j]
		}
		l[i*d+i] = math.Sqrt(1 - float64(rho*rho))
	}
	return l
}

// nearColumn returns the matrix all of whose rows are close to (1, 0, …): for d = 2 its law is that of the
// one column (1, 1) in figure 2 of Lei, Lee, Dimakis and Daskalakis, "SGD learns one-layer networks in
// WGANs" (2020), with a twentieth of isotropic noise. Without it the law would have no density.
func nearColumn(d int) []float64 {
	const noise = 0.05
	cov := make([]float64, d*d)
	for i := range d {
		for j := range d {
			cov[i*d+j] = 1
		}
		cov[i*d+i] += noise * noise
	}
	if !linear.Factor(cov, d, 0) {
		panic("sgda: a matrix that is positive definite by construction is not")
	}
	return cov
}
