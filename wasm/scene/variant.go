package scene

import (
	"strconv"

	"saddle/core/figure"
	"saddle/core/gan"
)

// variant is what of paint.kage is decided before it is compiled. Where software shades, a branch that is not taken costs
// as much as one that is; and a GPU compiles a short program sooner.
type variant struct {
	phi, star                                        string // star counts for the difference alone
	inverse, line                                    bool
	isoline, difference, hatching, strips, gradients bool
	adversary                                        bool
}

func variantOf(f *figure.Figure) variant {
	_, _, _, _, cut := f.TruncationSet()
	star := f.Phi.Name()
	if f.Layers.Difference {
		star = f.TargetLaw.Phi.Name()
	}
	return variant{
		phi: f.Phi.Name(), star: star, inverse: f.Inverse, line: f.Line,
		isoline: f.Layers.Isoline, difference: f.Layers.Difference, hatching: f.Layers.Truncation && cut,
		strips: f.Layers.Marginals, gradients: f.Layers.Gradients && f.Generated != nil,
		adversary: f.Layers.Adversary && f.Cut != [4]float64{},
	}
}

// activations are the numbers by which paint.kage knows them.
var activations = map[string]int{gan.Identity: 0, gan.Leaky: 1, gan.ReLU: 2, gan.Tanh: 3, gan.Sigmoid: 4, gan.ELU: 5, gan.Softplus: 6, gan.Cubic: 7,
	gan.HardTanh: 8, gan.Piecewise: 9}

// setting is one constant of paint.kage and its value.
type setting struct {
	name  string
	value int
}

// constants are those of paint.kage, in their order.
func (v variant) constants() []setting {
	one := func(on bool) int {
		if on {
			return 1
		}
		return 0
	}
	return []setting{{"Phi", activations[v.phi]}, {"Star", activations[v.star]}, {"Inverse", one(v.inverse)}, {"Line", one(v.line)}, {"Isoline", one(v.isoline)},
		{"Difference", one(v.difference)}, {"Hatching", one(v.hatching)}, {"Strips", one(v.strips)}, {"Gradients", one(v.gradients)}, {"Adversary", one(v.adversary)}}
}

func (s setting) String() string { return "const " + s.name + " = " + strconv.Itoa(s.value) + "\n" }
