package config

import "math"

// Unlike says whether the target has an activation of its own.
func (c *Config) Unlike() bool { return c.Star != SameActivation }

// TargetPhi returns the name of the target's activation.
func (c *Config) TargetPhi() string {
	if c.Unlike() {
		return c.Star
	}
	return c.Phi
}

// takes says whether φ takes all values of the target's activation, so that the discriminator can invert it. One that is constant
// somewhere need not: there the nearest value stands for what it does not take.
func (c *Config) takes() bool {
	if !c.bijective() {
		return true
	}
	lo, hi, _ := values(c.Phi, c.Knots)
	from, to, reached := values(c.Star, c.Knots)
	below := lo < from || lo == from && (math.IsInf(lo, -1) || !reached)
	above := hi > to || hi == to && (math.IsInf(hi, 1) || !reached)
	return below && above
}

// values returns the ends of the values of an activation, and whether the finite ones are reached.
func values(name string, knots []float64) (lo, hi float64, reached bool) {
	lo, hi = math.Inf(-1), math.Inf(1)
	switch name {
	case "relu":
		return 0, hi, true
	case "softplus":
		return 0, hi, false
	case "elu":
		return -1, hi, false
	case "tanh":
		return -1, 1, false
	case "sigmoid":
		return 0, 1, false
	case "hardtanh":
		return -1, 1, true
	case "pl":
		n := len(knots)
		if knots[1] == knots[3] {
			lo = knots[1]
		}
		if knots[n-1] == knots[n-3] {
			hi = knots[n-1]
		}
		return lo, hi, true
	}
	return lo, hi, false
}
