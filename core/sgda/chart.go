package sgda

import "saddle/core/kernel"

// chart is the change of variables x = Lx̃ between the original and the training coordinates.
type chart struct {
	l, inv []float64 // d×d lower triangular; diagonal for ReLU
}

// whiten spends n target samples on their second moment LLᵀ and moves the game into the coordinates
// L⁻¹x, in which the target is close to isotropic. The first generator keeps its matrix: it starts at
// the same place in training coordinates whatever the target. For ReLU only the diagonal of the moment
// counts, because φ commutes with positive diagonal matrices and no others.
func (t *Trainer) whiten(n int) {
	d, g := t.d, &t.game
	for left := n; left > 0; left -= t.cfg.Batch {
		rows := min(left, t.cfg.Batch) * d
		t.real.Normals(t.noise[:rows])
		g.star.PreActivations(t.sights[:rows], t.noise[:rows], t.scratch)
		t.accumulate(t.sights[:rows])
	}
	t.samples += int64(n)
	l := append([]float64(nil), t.moment...)
	kernel.Symmetrize(d, l)
	for i := range l {
		if l[i] /= float64(n); !g.gen.Phi.Bijective() && i%(d+1) != 0 {
			l[i] = 0
		}
	}
	if !cholesky(l, d) {
		return // fewer samples than dimensions: stay in the original coordinates
	}
	g.chart = &chart{l: l, inv: invertLower(l, d)}
	g.star.W = multiply(g.chart.inv, g.star.W, d)
	kernel.Symmetrize(d, t.moment)
	copy(t.moment, congruent(g.chart.inv, t.moment, d))
}

// matrix, covariance and quadratic return what W̃, Σ̃ and Ã are in the original coordinates: LW̃, LΣ̃Lᵀ and
// L⁻ᵀÃL⁻¹. The results are fresh copies.
func (c *chart) matrix(w []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), w...)
	}
	return multiply(c.l, w, d)
}

func (c *chart) covariance(s []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), s...)
	}
	return congruent(c.l, s, d)
}

func (c *chart) quadratic(a []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), a...)
	}
	return congruent(transposed(c.inv, d), a, d)
}
