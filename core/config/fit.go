package config

import (
	"strconv"

	"saddle/core/gan"
)

// fit checks what one parameter's range alone cannot say: shapes that depend on d.
func (c *Config) fit(p *Param, def, text string) *Problem {
	wrong := func(rng string) *Problem {
		p.mustStore(c, def)
		lost := p.Name + "=" + clip(text) + " does not fit: it takes " + rng
		return &Problem{Name: p.Name, Given: text, Range: rng, Used: def, lost: lost, Message: lost + "; using " + show(def) + "."}
	}
	switch p.Name {
	case knotsName:
		if why := gan.BadKnots(c.Knots); why != "" {
			rng := "2 to 8 points x, y of a rising graph"
			bad := wrong(rng)
			bad.lost = p.Name + "=" + clip(text) + " " + why + "; it takes " + rng
			bad.Message = bad.lost + "; using " + show(def) + "."
			return bad
		}
	case starName:
		return c.fitStar(p, wrong)
	case dataName:
		if c.Target != OwnSamples {
			p.mustStore(c, "") // it says nothing then
		}
	case dName:
		if _, columns, ok := sizeOf(c.Data); ok && c.D != columns {
			return wrong(strconv.Itoa(columns) + ", the number of columns of the samples")
		}
	case wstarName:
		if c.Target == OwnSamples && len(c.WStar) > 0 {
			return wrong("no matrix while the target is your own samples")
		}
		if n := len(c.WStar); n > 0 && n != c.D*c.D {
			return wrong(squareOf(c.D))
		}
		if len(c.WStar) > 0 {
			return c.thin(p, text, wrong)
		}
	case w0Name:
		if n := len(c.W0); n > 0 && n != c.D*c.D {
			return wrong(squareOf(c.D))
		}
	case viewName:
		if n := len(c.Window); n > 0 && (n != 3 || !(c.Window[2] >= LeastWindow)) {
			return wrong("three numbers, x, y and r, of which r is at least " + formatFloat(LeastWindow))
		}
	case axesName:
		a := c.Axes
		if len(a) != min(2, c.D) || !wholeIn(a, c.D) || len(a) == 2 && a[0] == a[1] {
			if c.D == 1 {
				return wrong("the one coordinate 1")
			}
			return wrong("two different coordinates from 1 to " + strconv.Itoa(c.D))
		}
	}
	return nil
}

// fitStar makes the target's activation one that the generator's can come near.
func (c *Config) fitStar(p *Param, wrong func(rng string) *Problem) *Problem {
	if c.Star == c.Phi {
		p.mustStore(c, SameActivation)
	}
	switch {
	case c.Star == SameActivation:
	case c.Target == OwnSamples:
		return wrong("same while the target is your own samples")
	case !gan.Sight{Phi: c.Activation(), Star: c.TargetActivation()}.Defined():
		return wrong("an activation all of whose values phi=" + c.Phi + " takes, or one where phi is constant somewhere")
	}
	return nil
}

// squareOf says what the numbers of a d×d matrix are.
func squareOf(d int) string {
	n := strconv.Itoa(d)
	return strconv.Itoa(d*d) + " numbers, the rows of a " + n + " × " + n + " matrix"
}

func wholeIn(a []float64, d int) bool {
	for _, v := range a {
		if v != float64(int(v)) || v < 1 || int(v) > d {
			return false
		}
	}
	return true
}
