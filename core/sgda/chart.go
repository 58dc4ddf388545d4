package sgda

import (
	"saddle/core/metric"

	"saddle/core/linear"
)

// chart is the change of variables x = Lx̃ between the original and the training coordinates.
type chart struct {
	l, inv []float64 // d×d lower triangular; diagonal where φ is not one-to-one
	seen   []float64 // d×d: as inv, for what the discriminator sees
}

// matrix and covariance return what W̃ and Σ̃ are in the original coordinates: LW̃ and LΣ̃Lᵀ. The results are
// fresh copies.
func (c *chart) matrix(w []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), w...)
	}
	return linear.Product(c.l, w, d, d, d)
}

func (c *chart) covariance(s []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), s...)
	}
	return linear.Congruent(c.l, s, d)
}

// factor returns LC for CCᵀ = Σ̃, nil where that is not finite: a factor of LΣ̃Lᵀ.
func (c *chart) factor(s []float64, d int) []float64 {
	root, err := metric.Factor(s, d)
	if err != nil {
		return nil
	}
	return c.matrix(root, d)
}
