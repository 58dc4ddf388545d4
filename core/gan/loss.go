package gan

import (
	"math"

	"saddle/core/kernel"
)

// Loss names what the two players play for. V is what the discriminator maximises and U what the
// generator minimises, both means over a minibatch; h = b + ½uᵀAu is the logit and σ the logistic
// function. Near the equilibrium all four lead to the same linear dynamics up to the step sizes (derived
// here: their slopes at h = 0).
type Loss string

// The losses by their names in a query.
const (
	// Minimax: V = E log σ(h(real)) + E log(1 − σ(h(fake))) and U = V, the saturating game of
	// Goodfellow et al. and of Kontonis, Liu and Tzamos.
	Minimax Loss = "minimax"
	// NonSaturating: V as in Minimax, U = −E log σ(h(fake)), whose slope does not vanish where the
	// discriminator is sure of a fake (Goodfellow et al.).
	NonSaturating Loss = "nonsaturating"
	// Wasserstein: V = E h(real) − E h(fake) − ½(b² + ‖A‖²_F), U = −E h(fake). The quadratic penalty in
	// place of a Lipschitz bound is that of Lei et al.; its scale in these features is ours.
	Wasserstein Loss = "wasserstein"
	// LeastSquares: V = −½E(h(real) − ½)² − ½E(h(fake) + ½)², U = ½E(h(fake) − ½)²: D = ½ + h is fitted to 1
	// and 0, and the generator wants 1 (Mao et al.).
	LeastSquares Loss = "leastsquares"
)

// Blind returns V at the discriminator that is 0 everywhere: −2 log 2, 0 or −¼.
func (l Loss) Blind() float64 {
	switch l {
	case Wasserstein:
		return 0
	case LeastSquares:
		return -0.25
	}
	return -2 * math.Ln2
}

// penalised says whether V has the term −½(b² + ‖A‖²_F).
func (l Loss) penalised() bool { return l == Wasserstein }

// slopes sets s to ∂V/∂h of the rows with logits h, the last rows of m, and fall to ∂U/∂h of the generated ones.
func (l Loss) slopes(m *Minibatch, h, s, fall []float64) {
	real := len(h) - m.Fake
	toReal, toFake := 1/float64(m.Real), 1/float64(m.Fake)
	fakes := s[real:]
	switch l {
	case Wasserstein:
		fill(s[:real], toReal)
		fill(fakes, -toFake)
		fill(fall, -toFake)
	case LeastSquares:
		for i, h := range h[:real] {
			s[i] = (0.5 - h) * toReal
		}
		for i, h := range h[real:] {
			fakes[i] = (-0.5 - h) * toFake
			fall[i] = (h - 0.5) * toFake
		}
	default:
		negate(s[:real], h[:real])
		copy(fakes, h[real:])
		kernel.Sigmoid(s[:len(h)], s[:len(h)])
		scale(s[:real], toReal)
		scale(fakes, -toFake)
		copy(fall, fakes)
		if l == NonSaturating {
			for i := range fall {
				fall[i] = -toFake - fall[i] // −(1 − σ(h))/B_f
			}
		}
	}
}

// value returns V less the penalty at the logits h of all rows of m.
func (l Loss) value(m *Minibatch, logit []float64) float64 {
	var real, fake float64
	switch l {
	case Wasserstein:
		for _, h := range logit[:m.Real] {
			real += h
		}
		for _, h := range logit[m.Real:] {
			fake -= h
		}
	case LeastSquares:
		for _, h := range logit[:m.Real] {
			real -= float64(0.5 * (h - 0.5) * (h - 0.5))
		}
		for _, h := range logit[m.Real:] {
			fake -= float64(0.5 * (h + 0.5) * (h + 0.5))
		}
	default:
		for _, h := range logit[:m.Real] {
			real -= kernel.Softplus(-h)
		}
		for _, h := range logit[m.Real:] {
			fake -= kernel.Softplus(h)
		}
	}
	return real/float64(m.Real) + fake/float64(m.Fake)
}

// each sets dst to ℓ, of which U is the mean, at the logits h of generated rows.
func (l Loss) each(dst, h []float64) {
	for i, h := range h {
		switch l {
		case Minimax:
			dst[i] = -kernel.Softplus(h)
		case NonSaturating:
			dst[i] = kernel.Softplus(-h)
		case Wasserstein:
			dst[i] = -h
		case LeastSquares:
			dst[i] = 0.5 * (h - 0.5) * (h - 0.5)
		}
	}
}

func fill(x []float64, v float64) {
	for i := range x {
		x[i] = v
	}
}

func sumSquares(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += float64(v * v)
	}
	return s
}

// mean returns E ℓ at the logits h of generated rows.
func (l Loss) mean(h []float64) float64 {
	var block [64]float64
	sum := 0.0
	for at := 0; at < len(h); at += len(block) {
		part := h[at:min(at+len(block), len(h))]
		l.each(block[:], part)
		for _, v := range block[:len(part)] {
			sum += v
		}
	}
	return sum / float64(len(h))
}
