package gan

import "math"

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
