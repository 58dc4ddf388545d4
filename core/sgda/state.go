package sgda

import (
	"saddle/core/kernel"

	"saddle/core/linear"
)

// State is a copy of where a run stands, in the original coordinates; matrices are d×d, row-major.
type State struct {
	W, WStar         []float64 // the last iterate, the target
	Sigma            []float64 // judged: the average of Σ_t, or the last one
	SigmaLast        []float64 // WWᵀ
	SigmaStar        []float64 // W_*W_*ᵀ
	SampleCovariance []float64 // second moment, before φ, of all target samples used; nil before the first, and where nobody knows it or the target has another activation

	// Factors of Sigma and of SampleCovariance, made in the training coordinates, in which less is lost where the target is
	// thin; nil where there is none. That of SigmaLast is W.
	Factor, SampleFactor []float64

	// The logit on the truncation set is B + ½uᵀAu in the coordinates of the samples. For a design that works on pairs
	// of coordinates an entry off the diagonal of A is that of its pair, those on it and B are means over pairs.
	A []float64 // d×d, symmetric
	B float64   // the constant
}

// Rows sets dst to rows i and j of W in the original coordinates, d numbers each, without the rest of a State.
func (t *Trainer) Rows(dst []float64, i, j int) {
	d, w := t.d, t.game.gen.W
	for n, row := range [2]int{i, j} {
		out := dst[n*d : (n+1)*d]
		if t.game.chart == nil {
			copy(out, w[row*d:(row+1)*d])
			continue
		}
		clear(out)
		for k, l := range t.game.chart.l[row*d : (row+1)*d] {
			for c, v := range w[k*d : (k+1)*d] {
				out[c] += float64(l * v)
			}
		}
	}
}

// State returns a copy of where the run stands.
func (t *Trainer) State() State {
	d, c := t.d, t.game.chart
	if !t.cfg.Averages() {
		t.gen().Covariance(t.judged, t.scratch)
	} else if t.step > 0 {
		t.average.mean(t.judged)
	}
	w := c.matrix(t.game.gen.W, d)
	s := State{
		W: w, WStar: append([]float64(nil), t.target...),
		Sigma:     c.covariance(t.judged, d),
		SigmaStar: linear.Product(t.target, linear.Transposed(t.target, d, d), d, d, d),
	}
	s.Factor = w
	if t.cfg.Averages() {
		s.SigmaLast = linear.Product(w, linear.Transposed(w, d, d), d, d, d)
		if t.step > 0 {
			s.Factor = c.factor(t.judged, d)
		}
	} else {
		s.SigmaLast = append([]float64(nil), s.Sigma...)
	}
	s.A, s.B = t.design.Logit(t.game.disc, t.inverse())
	if t.samples > 0 && t.sight == nil && (t.rows == nil || t.game.gen.Phi.Bijective()) {
		m := append([]float64(nil), t.moment...)
		kernel.Symmetrize(d, m)
		for i := range m {
			m[i] /= float64(t.samples)
		}
		s.SampleCovariance, s.SampleFactor = c.covariance(m, d), c.factor(m, d)
	}
	return s
}
