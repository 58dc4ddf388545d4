package scene

import (
	_ "embed"
	"strconv"
	"strings"

	"saddle/core/figure"
	"saddle/core/gan"
)

//go:embed paint.kage
var paint string

// variant is what of paint.kage is decided before it is compiled. Where software shades, a branch that is not taken costs
// as much as one that is; and a GPU compiles a short program sooner.
type variant struct {
	phi                                              string
	inverse, line                                    bool
	isoline, difference, hatching, strips, gradients bool
	adversary                                        bool
}

func variantOf(f *figure.Figure) variant {
	_, _, _, _, cut := f.TruncationSet()
	return variant{
		phi: f.Phi.Name(), inverse: f.Inverse, line: f.Line,
		isoline: f.Layers.Isoline, difference: f.Layers.Difference, hatching: f.Layers.Truncation && cut,
		strips: f.Layers.Marginals, gradients: f.Layers.Gradients && f.Generated != nil,
		adversary: f.Layers.Adversary && f.Cut != [4]float64{},
	}
}

// activations are the numbers by which paint.kage knows them.
var activations = map[string]int{gan.Identity: 0, gan.Leaky: 1, gan.ReLU: 2, gan.Tanh: 3, gan.Sigmoid: 4, gan.ELU: 5, gan.Softplus: 6, gan.Cubic: 7,
	gan.HardTanh: 8, gan.Piecewise: 9}

// source returns paint.kage with its constants set.
func (v variant) source() []byte {
	s := paint
	set := func(name string, value int) {
		before, after, found := strings.Cut(s, "const "+name+" = ")
		if !found {
			panic("scene: paint.kage has no constant " + name)
		}
		_, after, _ = strings.Cut(after, "\n")
		s = before + "const " + name + " = " + strconv.Itoa(value) + "\n" + after
	}
	set("Phi", activations[v.phi])
	for name, on := range map[string]bool{"Inverse": v.inverse, "Line": v.line, "Isoline": v.isoline, "Difference": v.difference,
		"Hatching": v.hatching, "Adversary": v.adversary, "Strips": v.strips, "Gradients": v.gradients} {
		n := 0
		if on {
			n = 1
		}
		set(name, n)
	}
	return []byte(s)
}
