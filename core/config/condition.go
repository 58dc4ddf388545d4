package config

import (
	"math"
	"slices"
	"strconv"

	"saddle/core/svd"
)

// MostCondition bounds the condition number of W_*: the distances from its law are right to 10⁻⁸ there, and beyond lose
// the digits that are shown.
const MostCondition = 1e6

// thin moves a W_* whose rows are linearly dependent, or nearly so, to the nearest that is not, and says so.
func (c *Config) thin(p *Param, text string, wrong func(string) *Problem) *Problem {
	rng := "an invertible matrix with a condition number, the largest of its singular values over the smallest, up to " + formatFloat(MostCondition)
	least, most := extremes(c.WStar, c.D)
	if most == 0 {
		return wrong(rng)
	}
	if least*MostCondition >= most {
		return nil
	}
	number := "infinite"
	if k := most / least; k < 1e15 {
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(k, 'g', 3, 64), 64)
		number = formatFloat(rounded)
	}
	w := append([]float64(nil), c.WStar...)
	svd.Clamp(w, c.D, most*(1+1e-6)/MostCondition, most) // a little more than enough, for what rounding takes away
	largest := 0.0
	for _, v := range w {
		largest = max(largest, math.Abs(v))
	}
	if largest > p.Max {
		for i := range w {
			w[i] *= p.Max / largest
		}
	}
	c.WStar = w
	used := p.text(c)
	return &Problem{Name: p.Name, Given: text, Range: rng, Used: used,
		Message: p.Name + "=" + clip(text) + " is nearly singular, its condition number is " + number + ": it takes " + rng + "; using " + clip(used) + "."}
}

// extremes returns the least and the largest singular value of w, d×d.
func extremes(w []float64, d int) (least, most float64) {
	s := svd.Values(w, d)
	return slices.Min(s), slices.Max(s)
}
