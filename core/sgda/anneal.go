package sgda

import "math"

// annealer lowers both step sizes whenever the run has become stationary at the present ones. A
// stationary discriminator obeys the fluctuation–dissipation relation
//
//	−⟨v·g⟩ = ½ η_D ⟨|g|²⟩,
//
// which is exact for any step size, because |v|² neither grows nor falls (math: v → v + ηg). Its two
// sides are averaged over the second half of the time since the last change; when they agree to
// annealWithin the steps shrink to annealTo. After Yaida, "Fluctuation-dissipation relations for
// stochastic gradient descent" (2019), carried over to the ascent.
type annealer struct {
	share float64 // of the first step sizes
	since int64   // moves since the last change
	tail  *tailMean
	sides [2]float64
}

const (
	annealWithin = 0.01
	annealTo     = 0.9
	annealAfter  = 100 // moves at least, so that there is an average
)

func newAnnealer() *annealer { return &annealer{share: 1, tail: newTailMean(2, true)} }

// see takes in a move of the discriminator from v along g with step size eta.
func (a *annealer) see(v, g []float64, eta float64) {
	a.since++
	a.sides = [2]float64{-dot(v, g), 0.5 * eta * dot(g, g)}
	a.tail.add(a.since, a.sides[:])
	if a.since < annealAfter {
		return
	}
	a.tail.mean(a.sides[:])
	if math.Abs(a.sides[0]-a.sides[1]) < annealWithin*a.sides[1] {
		a.share *= annealTo
		a.since = 0
		a.tail.reset()
	}
}
