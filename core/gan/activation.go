package gan

import (
	"math"
	"slices"

	"saddle/core/kernel"
)

// Activation is the function φ that both laws apply to each coordinate. It does not fall anywhere: a φ that did
// could not be inverted even piece by piece. Two are equal, in the sense of ==, if they are the same function. The zero
// value is the identity.
//
//	name      φ(x)                  φ⁻¹(y)                  φ′(x)                  where one-to-one
//	identity  x                     y                       1                      ℝ
//	leaky     x, below 0 αx         y, below 0 y/α          1, below 0 α           ℝ
//	relu      max(x, 0)             y for y > 0             1, below 0 0           x > 0
//	elu       x, below 0 eˣ − 1     y, below 0 log(1+y)     1, below 0 eˣ          ℝ
//	softplus  log(1+eˣ)             log(eʸ − 1)             σ(x)                   ℝ
//	tanh      tanh x                artanh y                1 − φ²                 ℝ
//	sigmoid   σ(x) = 1/(1+e⁻ˣ)      log(y/(1−y))            φ(1 − φ)               ℝ
//	cubic     x³                    ∛y                      3x²                    ℝ
//	hardtanh  x within [−1, 1]      y for |y| < 1           1, beyond ±1 0         −1 < x < 1
//	pl        linear between knots  piece by piece          the slope of a piece   the rising pieces
//
// The truncation set S are the samples all of whose coordinates come from where φ is one-to-one.
type Activation struct {
	name  string  // "" for the identity
	slope float64 // of the leaky ReLU below zero
	knots knots   // of the piecewise linear φ
}

// The activations by their names in a query.
const (
	Identity = "identity" // φ(x) = x
	Leaky    = "leaky"    // φ(x) = x for x > 0, αx otherwise
	ReLU     = "relu"     // φ(x) = max(x, 0)
	ELU      = "elu"      // φ(x) = x for x > 0, eˣ − 1 otherwise
	Softplus = "softplus" // φ(x) = log(1+eˣ)
	Tanh     = "tanh"     // φ(x) = tanh x
	Sigmoid  = "sigmoid"  // φ(x) = 1/(1+e⁻ˣ)
	Cubic    = "cubic"    // φ(x) = x³

	HardTanh  = "hardtanh" // φ(x) = x clipped to [−1, 1]
	Piecewise = "pl"       // φ is linear between given knots, and goes on as at its ends beyond them
)

// NewActivation returns the activation of that name. slope, in (0, 1], is used by Leaky alone. knots is
// used by Piecewise alone: x₁, y₁, x₂, y₂, …, from 2 to MaxKnots points of the graph with rising x and
// no falling y. It panics on another name and on other knots: package config checks both. For text see [ParseActivation].
func NewActivation(name string, slope float64, knots []float64) Activation {
	a := Activation{name: name}
	switch {
	case name == Identity:
		a.name = ""
	case name == Leaky:
		a.slope = slope
	case name == Piecewise:
		a.knots = newKnots(knots)
	case !slices.Contains(plain, name):
		panic("gan: no activation " + name)
	}
	return a
}

// Name returns the name in a query.
func (a Activation) Name() string {
	if a.name == "" {
		return Identity
	}
	return a.name
}

// Interval is the set of x with Lo ≤ x ≤ Hi; its ends may be infinite.
type Interval struct {
	Lo, Hi float64 // the ends
}

// Inside returns a point of the interval, away from its ends.
func (f Interval) Inside() float64 {
	switch {
	case math.IsInf(f.Lo, -1) && math.IsInf(f.Hi, 1):
		return 0
	case math.IsInf(f.Lo, -1):
		return f.Hi - 1
	case math.IsInf(f.Hi, 1):
		return f.Lo + 1
	}
	return (f.Lo + f.Hi) / 2
}

// PieceOf returns which of the intervals x is in, −1 for none.
func PieceOf(x float64, flat []Interval) int {
	for i, piece := range flat {
		if x >= piece.Lo && x <= piece.Hi {
			return i
		}
	}
	return -1
}

// Flat returns the pieces of ℝ on which φ is constant, from left to right: nil where φ is one-to-one,
// x ≤ 0 for ReLU. What lies between them is mapped one-to-one; the samples all of whose coordinates lie there
// are the truncation set S.
func (a Activation) Flat() []Interval {
	switch a.name {
	case ReLU:
		return []Interval{{math.Inf(-1), 0}}
	case HardTanh:
		return []Interval{{math.Inf(-1), -1}, {1, math.Inf(1)}}
	case Piecewise:
		return a.knots.flat()
	}
	return nil
}

// Kinks returns the x at which φ′ jumps, from left to right; it may do so by 0 at a knot.
func (a Activation) Kinks() []float64 {
	switch a.name {
	case Leaky, ReLU:
		return []float64{0}
	case HardTanh:
		return []float64{-1, 1}
	case Piecewise:
		return a.knots.x[1 : a.knots.n-1] // the outer pieces go on beyond their knots
	}
	return nil
}

// Bijective says whether φ is one-to-one on ℝ. Then the laws of φ(Wx) and φ(W_*x) are as far apart as
// those of Wx and W_*x, and the discriminator works on φ⁻¹(y). Otherwise φ is constant on the pieces of
// Flat.
func (a Activation) Bijective() bool {
	switch a.name {
	case ReLU, HardTanh:
		return false
	case Piecewise:
		return a.knots.rising()
	}
	return true
}

// Homogeneous says whether φ(sx) = sφ(x) for all s > 0, so that φ keeps rays from 0 straight.
func (a Activation) Homogeneous() bool {
	return a.name == "" || a.name == Leaky || a.name == ReLU
}

// Apply sets dst[i] = φ(x[i]); dst may be x.
func (a Activation) Apply(dst, x []float64) {
	switch a.name {
	case "":
		copy(dst, x)
	case Leaky:
		kernel.Rectify(dst, x, a.slope)
	case ReLU:
		kernel.Rectify(dst, x, 0)
	case ELU:
		for i, v := range x {
			if v <= 0 {
				v = kernel.Expm1(v)
			}
			dst[i] = v
		}
	case Softplus:
		for i, v := range x {
			dst[i] = kernel.Softplus(v)
		}
	case Tanh:
		for i, v := range x {
			dst[i] = kernel.Tanh(v)
		}
	case Sigmoid:
		kernel.Sigmoid(dst, x)
	case Cubic:
		for i, v := range x {
			dst[i] = v * v * v
		}
	case HardTanh:
		for i, v := range x {
			dst[i] = max(-1, min(v, 1))
		}
	case Piecewise:
		for i, v := range x {
			dst[i] = a.knots.at(v)
		}
	}
}

// At returns φ(x).
func (a Activation) At(x float64) float64 {
	v := [1]float64{x}
	a.Apply(v[:], v[:])
	return v[0]
}

// Derivative returns φ′(x), at a kink the value from the left.
func (a Activation) Derivative(x float64) float64 {
	switch a.name {
	case Leaky, ReLU:
		if x > 0 {
			return 1
		}
		if a.name == ReLU {
			return 0
		}
		return a.slope
	case ELU:
		return kernel.Exp(min(x, 0))
	case Softplus:
		return kernel.Logistic(x)
	case Tanh:
		t := kernel.Tanh(x)
		return 1 - float64(t*t)
	case Sigmoid:
		s := a.At(x)
		return float64(s * (1 - s))
	case Cubic:
		return 3 * x * x
	case HardTanh:
		if x <= -1 || x > 1 {
			return 0
		}
	case Piecewise:
		return a.knots.slope(a.knots.piece(x))
	}
	return 1
}

// Inverse returns φ⁻¹(y), NaN outside Range and at the values that φ takes on the pieces of Flat. For
// ReLU it is y for y > 0.
func (a Activation) Inverse(y float64) float64 {
	lo, hi := a.Range()
	switch {
	case y <= lo || y >= hi || math.IsNaN(y):
		return math.NaN()
	case a.name == Leaky && y < 0:
		return y / a.slope
	case a.name == ELU && y < 0:
		return 2 * kernel.Atanh(y/(2+y)) // log(1+y), also near 0
	case a.name == Softplus:
		return unsoftened(y)
	case a.name == Tanh:
		return kernel.Atanh(y)
	case a.name == Sigmoid:
		return kernel.Logit(y)
	case a.name == Cubic:
		return cubeRoot(y)
	case a.name == Piecewise:
		return a.knots.inverse(y)
	}
	return y
}

// Range returns the open interval on which Inverse is defined.
func (a Activation) Range() (lo, hi float64) {
	switch a.name {
	case ReLU, Softplus:
		return 0, math.Inf(1)
	case ELU:
		return -1, math.Inf(1)
	case Tanh, HardTanh:
		return -1, 1
	case Sigmoid:
		return 0, 1
	case Piecewise:
		return a.knots.bounds()
	}
	return math.Inf(-1), math.Inf(1)
}

// cubeRoot returns the real cube root of y to about an ulp: a power, and one step of Newton's method
// against the power's error.
func cubeRoot(y float64) float64 {
	if y == 0 || math.IsInf(y, 0) {
		return y
	}
	size := math.Abs(y)
	r := kernel.Pow(size, 1.0/3)
	r -= (r - size/float64(r*r)) / 3
	return math.Copysign(r, y)
}
