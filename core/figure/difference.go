package figure

import (
	"math"

	"saddle/core/gan"
)

// DifferenceOpacity is the tint where the densities differ by as much as the target's highest, or more.
const DifferenceOpacity = 0.5

// Difference is (p_* − p)/c, p_* and p being the densities of both laws, each on its truncation set and 0 elsewhere, and c
// about the highest value of p_*. Forms hold x_i², x_ix_j and x_j² of −2 log, so that in its own pre-activations the
// density of a law is exp(Height − ½(Form[0]u² + 2 Form[1]uv + Form[2]v²)), in units in which the target's is 1
// at 0.
type Difference struct {
	Form   [2][3]float64 // of the target, of the generator
	Height [2]float64    // −∞ stands for a law without a density
	Bend   float64       // the target's φ⁻¹ stretches by this much where it has its standard deviations
}

// Difference compares the laws.
func (f *Figure) Difference() (d Difference) {
	laws := [2]*Law{&f.TargetLaw, &f.GeneratedLaw}
	d.Bend = 1
	for n := range 2 {
		if n == 1 && f.Line {
			break
		}
		d.Bend *= laws[0].bend(laws[0].S[n])
	}
	var volume [2]float64
	for k, l := range laws {
		a, b, r := l.S[0], l.S[1], l.Rho
		if f.Line {
			b, r = 1, 0
		}
		volume[k] = a * b * math.Sqrt(max(0, 1-r*r))
		if !(volume[k] > 1e-12) {
			d.Height[k] = math.Inf(-1)
			continue
		}
		d.Form[k] = l.form(0, 0)
		d.Height[k] = math.Log(volume[0] / volume[k])
	}
	return d
}

// at is the difference where either law has the pre-activations u and v and its φ⁻¹ stretches by bend, 0 where it has no density: between −1
// and 1.
func (d *Difference) at(u, v, bend [2]float64) float64 {
	var p [2]float64
	for k := range p {
		q := d.Form[k]
		p[k] = math.Exp(d.Height[k]-0.5*(q[0]*u[k]*u[k]+2*q[1]*u[k]*v[k]+q[2]*v[k]*v[k])) * bend[k]
	}
	return min(max((p[0]-p[1])/d.Bend, -1), 1)
}

// bend is dφ⁻¹/dy at φ(u), where φ can be inverted.
func (l *Law) bend(u float64) float64 { return bend(l.Phi, u) }

func bend(phi gan.Activation, u float64) float64 {
	if phi.Name() == gan.ReLU {
		return 1 // at the kink too
	}
	return 1 / max(phi.Derivative(u), 1e-9)
}

// differenceMap is the difference as a function of the plane.
func (f *Figure) differenceMap() planeMap {
	d := f.Difference()
	laws := [2]*Law{&f.TargetLaw, &f.GeneratedLaw}
	reach := f.Phi.Range
	if f.unlike() {
		reach = func() (lo, hi float64) {
			lo, hi = laws[0].Phi.Range()
			a, b := laws[1].Phi.Range()
			return min(lo, a), max(hi, b)
		}
	}
	return planeMap{
		open:    true,
		reach:   reach,
		feature: func(y float64) (float64, bool) { return y, true },
		at: func(x, y float64) float64 {
			var u, v, b [2]float64
			for k, l := range laws {
				u[k], b[k] = l.Phi.Inverse(x), 1
				if !f.Line {
					v[k] = l.Phi.Inverse(y)
					b[k] = l.bend(v[k])
				}
				b[k] *= l.bend(u[k])
				if math.IsNaN(u[k]) || math.IsNaN(v[k]) {
					u[k], v[k], b[k] = 0, 0, 0
				}
			}
			return d.at(u, v, b)
		},
	}
}
