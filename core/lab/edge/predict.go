package edge

import (
	"saddle/core/lab"
	"saddle/core/predict"
	"saddle/core/tracywidom"
	"saddle/core/wishart"
)

// The names of the predictions.
const (
	f1Name     = "F1"
	f2Name     = "F2"
	ksName     = "ks" // and the name of the constants, with a capital
	meanName   = "meanMax"
	detectName = "detect"
)

const ours = "derived here, package wishart"

// constantNames are those of the constants, in the order of the page.
var constantNames = []string{wishart.Plain, wishart.Johnstone, wishart.Ma}

// predictions says what is expected of a path.
func predictions(c *lab.Cell) (list []predict.Prediction) {
	add := func(name string, value float64, valid bool, formula, source string) {
		if !valid {
			value = 0
		}
		list = append(list, predict.Prediction{Name: name, Value: value, Valid: valid, Formula: formula, Source: source})
	}
	s, at := shapeOf(c), c.Grid.Number(needleName)
	limits := [2]*tracywidom.Law{tracywidom.New(1), tracywidom.New(2)}
	const limit = "Tracy and Widom; as Fredholm determinants by Ferrari and Spohn (2005), computed as by Bornemann (2010)"
	add(f1Name, limits[0].CDF(at), true, "det(1 − B_s) with kernel Ai(x + y + s) on (0, ∞), at the parameter s", limit)
	add(f2Name, limits[1].CDF(at), true, "det(1 − B_s)·det(1 + B_s), at the parameter s", limit)
	var law *wishart.Law
	if s.exact() {
		law = wishart.NewLaw(s.beta, s.n, s.p)
	}
	for _, name := range constantNames {
		d := 0.0
		if law != nil {
			d = law.Distance(s.constants(name), limits[s.beta-1].CDF)
		}
		add(ksName+string(name[0]-'a'+'A')+name[1:], d, law != nil, "sup_s |P(λ ≤ μ + σs) − F_β(s)| for Gaussian entries, n rows and d columns, with the "+name+" constants", ours)
	}
	mean := 0.0
	if law != nil {
		mean = law.Mean()
	}
	add(meanName, mean, law != nil, "E λ, the largest eigenvalue of XᴴX with Gaussian entries of variance 1, n rows and d columns", ours)
	add(detectName, wishart.Detectable(s.n, s.p), s.entries != wishart.Student || s.nu > 4,
		"1 + √(d/n): the variance of one direction up to which the largest eigenvalue does not show it, for large n and d", "Baik, Ben Arous and Péché (2005)")
	return list
}

// known is what a report needs of theory: the limit for each β, and the exact laws of the shapes that have one.
type known struct{ t *lab.Table }

func (k known) limit(beta int) *tracywidom.Law {
	return k.t.Once("limit "+string(rune('0'+beta)), func() any { return tracywidom.New(beta) }).(*tracywidom.Law)
}

// exact returns the exact law of a shape, nil where it is not known.
func (k known) exact(s shape) *wishart.Law {
	if !s.exact() {
		return nil
	}
	key := "law " + words(s.beta, s.n, s.p)
	return k.t.Once(key, func() any { return wishart.NewLaw(s.beta, s.n, s.p) }).(*wishart.Law)
}

// distance returns the exact distance from the limit with constants of that name; ok is false where it is not known.
func (k known) distance(s shape, constants string) (d float64, ok bool) {
	law := k.exact(s)
	if law == nil {
		return 0, false
	}
	key := constants + " " + words(s.beta, s.n, s.p)
	return k.t.Once(key, func() any { return law.Distance(s.constants(constants), k.limit(s.beta).CDF) }).(float64), true
}
