package gan

import (
	"math"

	"saddle/core/kernel"
)

// ScaleFit finds the standard deviation s of x ~ N(0, s²) from samples y = φ(x) of one coordinate by
// maximum likelihood: from the mean of x² where φ is one-to-one and from how often y lies on each flat
// piece. The zero value has seen nothing.
type ScaleFit struct {
	inside, squares float64
	flats           []Interval
	counts          []float64
}

// NewScaleFit returns a fit for samples of φ.
func NewScaleFit(phi Activation) *ScaleFit {
	flats := phi.Flat()
	return &ScaleFit{flats: flats, counts: make([]float64, len(flats))}
}

// Add takes in a sample with pre-activation x; on a flat piece it may be any point of that.
func (f *ScaleFit) Add(x float64) {
	for k, flat := range f.flats {
		if x >= flat.Lo && x <= flat.Hi {
			f.counts[k]++
			return
		}
	}
	f.inside++
	f.squares += float64(x * x)
}

// Estimate returns s, in [10⁻⁶, 10⁶], and 1 if no sample tells: the zero of the likelihood's derivative,
// which falls through it, by bisection in log s.
func (f *ScaleFit) Estimate() float64 {
	if f.inside == 0 {
		return 1
	}
	lo, hi := math.Log(1e-6), math.Log(1e6)
	for range 60 {
		mid := (lo + hi) / 2
		if f.derivative(kernel.Exp(mid)) > 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return kernel.Exp((lo + hi) / 2)
}

// derivative returns ∂/∂log s of the log-likelihood: Σ(x²/s² − 1) inside, and for each sample on a flat
// piece of mass P(s) = Φ(b/s) − Φ(a/s) the term ∂ log P/∂log s.
func (f *ScaleFit) derivative(s float64) float64 {
	sum := f.squares/float64(s*s) - f.inside
	for k, flat := range f.flats {
		a, b := flat.Lo/s, flat.Hi/s
		var mass [5]float64
		between(&mass, a, b)
		if f.counts[k] > 0 && mass[0] > 0 {
			sum += f.counts[k] * (tilt(a) - tilt(b)) / mass[0]
		} else if f.counts[k] > 0 { // so narrow a law cannot reach the piece
			sum = math.Inf(1)
		}
	}
	return sum
}

// tilt is x times the normal density.
func tilt(x float64) float64 {
	if math.IsInf(x, 0) {
		return 0
	}
	return x * kernel.NormalBell(x) / math.Sqrt(2*math.Pi)
}
