package gan

import (
	"math"

	"saddle/core/kernel"
)

// LogDerivative returns log φ′(x), at a kink the value from the left: −Inf where φ is constant, and finite however
// close to 0 φ′ is elsewhere.
func (a Activation) LogDerivative(x float64) float64 {
	switch a.name {
	case ELU:
		return min(x, 0)
	case Softplus:
		return -kernel.Softplus(-x)
	case Tanh: // 1/cosh²x
		return 2 * (math.Ln2 - math.Abs(x) - kernel.Softplus(-2*math.Abs(x)))
	case Sigmoid:
		return -kernel.Softplus(x) - kernel.Softplus(-x)
	case Cubic:
		return kernel.Log(3) + float64(2*kernel.Log(math.Abs(x)))
	}
	return kernel.Log(a.Derivative(x))
}

// Saturates says whether φ tends to a finite end of its Range, the upper or the lower one, without reaching it.
func (a Activation) Saturates(upper bool) bool {
	switch a.name {
	case Tanh, Sigmoid:
		return true
	case ELU, Softplus:
		return !upper
	}
	return false
}

// LogGap returns the log of the distance of φ(x) from an end of Range at which φ saturates, which has digits where φ(x)
// has rounded to that end.
func (a Activation) LogGap(x float64, upper bool) float64 {
	if !upper {
		x = -x // of tanh and the sigmoid, which are symmetric
	}
	switch a.name {
	case Tanh: // 2/(1+e^2x)
		return math.Ln2 - kernel.Softplus(2*x)
	case Sigmoid: // 1/(1+eˣ)
		return -kernel.Softplus(x)
	case ELU:
		if x < 0 {
			return kernel.Log(1 - x)
		}
		return -x
	case Softplus:
		if x > 36 { // where log(1+e^−x) is e^−x
			return -x
		}
		return kernel.Log(kernel.Softplus(-x))
	}
	return math.NaN()
}

// FromLogGap returns the x with LogGap(x, upper) = gap.
func (a Activation) FromLogGap(gap float64, upper bool) (x float64) {
	switch a.name {
	case Tanh:
		x = unsoftened(math.Ln2-gap) / 2
	case Sigmoid:
		x = unsoftened(-gap)
	case ELU:
		if x = -gap; gap > 0 {
			x = -kernel.Expm1(gap)
		}
	case Softplus:
		if x = -gap; gap > -36 {
			x = -unsoftened(kernel.Exp(gap))
		}
	default:
		return math.NaN()
	}
	if !upper {
		x = -x
	}
	return x
}

// unsoftened is log(eʸ − 1) without overflow, the inverse of log(1+eˣ).
func unsoftened(y float64) float64 { return y + kernel.Log(-kernel.Expm1(-y)) }
