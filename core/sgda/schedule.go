package sgda

import "saddle/core/kernel"

// Schedule is the step size η_t = Eta/(1 + t/Tau)^Gamma at iteration t = 0, 1, …. Gamma = 0 is constant.
type Schedule struct {
	Eta, Tau, Gamma float64 // η > 0; τ > 0, in iterations; γ ≥ 0
}

// At returns η_t.
func (s Schedule) At(t float64) float64 {
	if s.Gamma == 0 {
		return s.Eta
	}
	return s.Eta / kernel.Pow(1+t/s.Tau, s.Gamma)
}
