package figure

import "math"

// Presence says where the laws have samples. The discriminator is a quadratic that was fitted where they lie; beyond, it
// is extrapolated and says nothing of either law, so that the field is tinted by (2D − 1) × At. Forms are in the
// pre-activations of the displayed plane, whose marginal laws are Gaussian.
type Presence struct {
	Form [2][3]float64 // Σ⁻¹ of the target and of the generator: entries ii, ij, jj
}

// Crowding is the number of samples expected about the middle of a law, on a spot as large as the eye takes in at once:
// with it At is 1 within a standard deviation, 0.9 at two, a sixth at three and nothing at four.
const Crowding = 16

// Presence looks at the laws that are shown.
func (f *Figure) Presence() (p Presence) {
	laws := [2]*Law{&f.TargetLaw, &f.GeneratedLaw}
	if f.unlike() {
		seen := f.seen()
		laws[0] = &seen
	}
	// A law that has collapsed is still seen.
	const thinnest = 0.01 // of the widest
	least := 0.0
	for _, l := range laws {
		least = max(least, thinnest*l.S[0], thinnest*l.S[1])
	}
	if !(least > 0) {
		least = 1
	}
	for k, l := range laws {
		p.Form[k] = l.form(least, thinnest*thinnest)
	}
	return p
}

// seen returns the law, before φ, that is as wide as the target's samples that are shown, where these have another activation.
func (f *Figure) seen() Law {
	var cov [3]float64
	n := 0.0
	for k := 0; k+1 < len(f.source); k += 2 {
		u, v := f.Phi.Inverse(float64(f.source[k])), 0.0
		if !f.Line {
			v = f.Phi.Inverse(float64(f.source[k+1]))
		}
		if math.IsNaN(u) || math.IsNaN(v) {
			continue
		}
		n++
		cov[0], cov[1], cov[2] = cov[0]+u*u, cov[1]+u*v, cov[2]+v*v
	}
	for i := range cov {
		cov[i] /= math.Max(n, 1)
	}
	return newLaw(f.Phi, cov, f.Line)
}

// At returns the probability, in [0, 1], that a sample of either law falls near the pre-activations u and v:
//
//	1 − exp(−c Σ_k exp(−½q_k(u, v))),
//
// q_k being the squared Mahalanobis distance from the middle of law k and c = Crowding.
func (p *Presence) At(u, v float64) float64 {
	sum := 0.0
	for _, q := range p.Form {
		sum += math.Exp(-0.5 * (q[0]*u*u + 2*q[1]*u*v + q[2]*v*v))
	}
	return -math.Expm1(-Crowding * sum)
}

// tintMap is (2D − 1) × Presence.At as a function of the plane.
func (f *Figure) tintMap() planeMap {
	m, p := f.fieldMap(), f.Presence()
	opinion := m.at
	m.at = func(u, v float64) float64 {
		x, y := f.before(u), 0.0
		if !f.Line {
			y = f.before(v)
		}
		return opinion(u, v) * p.At(x, y)
	}
	return m
}

// before returns the pre-activation of a coordinate of which the discriminator sees u, also at the ends of the range of φ.
func (f *Field) before(u float64) float64 {
	if f.Inverse {
		return u
	}
	lo, hi := f.Phi.Range()
	const inside = 1e-9
	return f.Phi.Inverse(min(max(u, lo+inside), hi-inside))
}
