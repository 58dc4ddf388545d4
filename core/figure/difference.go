package figure

import (
	"math"

	"saddle/core/gan"
)

// DifferenceOpacity is the tint where the densities differ by as much as the target's highest, or more.
const DifferenceOpacity = 0.5

// Difference is (p_* − p)/c on the truncation set, p_* and p being the densities of both laws there, and c
// about the highest value of p_*. Forms hold x_i², x_ix_j and x_j² of −2 log, so that in pre-activations the
// density of a law is exp(Height − ½(Form[0]u² + 2 Form[1]uv + Form[2]v²)), in units in which the target's is 1
// at 0.
type Difference struct {
	Form   [2][3]float64 // of the target, of the generator
	Height [2]float64    // −∞ stands for a law without a density
	Bend   float64       // φ⁻¹ stretches by this much where the target has its standard deviations
}

// Difference compares the laws, which have no densities where their activations differ: those are of other pre-activations.
func (f *Figure) Difference() (d Difference) {
	if f.unlike() {
		return Difference{Height: [2]float64{math.Inf(-1), math.Inf(-1)}, Bend: 1}
	}
	laws := [2]*Law{&f.TargetLaw, &f.GeneratedLaw}
	d.Bend = 1
	for n := range 2 {
		if n == 1 && f.Line {
			break
		}
		d.Bend *= f.bend(laws[0].S[n])
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

// at is the difference at pre-activations u and v where φ⁻¹ stretches by bend, between −1 and 1.
func (d *Difference) at(u, v, bend float64) float64 {
	var p [2]float64
	for k := range p {
		q := d.Form[k]
		p[k] = math.Exp(d.Height[k] - 0.5*(q[0]*u*u+2*q[1]*u*v+q[2]*v*v))
	}
	return min(max((p[0]-p[1])*bend/d.Bend, -1), 1)
}

// bend is dφ⁻¹/dy at φ(u), where φ can be inverted.
func (f *Field) bend(u float64) float64 {
	if f.Phi.Name() == gan.ReLU {
		return 1 // at the kink too
	}
	return 1 / max(f.Phi.Derivative(u), 1e-9)
}

// differenceMap is the difference as a function of the plane.
func (f *Figure) differenceMap() planeMap {
	d := f.Difference()
	return planeMap{
		open: true,
		feature: func(y float64) (float64, bool) {
			u := f.Phi.Inverse(y)
			if math.IsNaN(u) {
				return 0, false
			}
			return u, true
		},
		at: func(u, v float64) float64 {
			b := f.bend(u)
			if f.Line {
				v = 0
			} else {
				b *= f.bend(v)
			}
			return d.at(u, v, b)
		},
	}
}
