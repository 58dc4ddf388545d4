package gan

// The plain features of a pair at one sample: those that begin at the given place of the list, which is −1 where the faces fi and fj have
// none but the constant; see Faces.row.

// logit returns the logit with the coefficients c.
func (b *blocks) logit(c []float64, at int, fi, fj int8, x, y float64) (h float64) {
	if b.constant {
		h = c[0]
	}
	if at < 0 {
		return h
	}
	h += c[at]
	switch {
	case fi == interior && fj == interior:
		h += float64(float64(0.5*c[at+1]) * float64(x*x))
		if !b.one {
			h += float64(c[at+2]*float64(x*y)) + float64(float64(0.5*c[at+3])*float64(y*y))
		}
	case fi == interior || fj == interior:
		free := x
		if fi != interior {
			free = y
		}
		h += float64(float64(0.5*c[at+1]) * float64(free*free))
		if b.linear {
			h += float64(c[at+2] * free)
		}
	}
	return h
}

// accumulate adds s times the plain features of a sample to raw.
func (b *blocks) accumulate(raw []float64, s float64, at int, fi, fj int8, x, y float64) {
	if b.constant {
		raw[0] += s
	}
	if at < 0 {
		return
	}
	raw[at] += s
	switch {
	case fi == interior && fj == interior:
		raw[at+1] += float64(0.5 * s * float64(x*x))
		if !b.one {
			raw[at+2] += float64(s * float64(x*y))
			raw[at+3] += float64(0.5 * s * float64(y*y))
		}
	case fi == interior || fj == interior:
		free := x
		if fi != interior {
			free = y
		}
		raw[at+1] += float64(0.5 * s * float64(free*free))
		if b.linear {
			raw[at+2] += float64(s * free)
		}
	}
}
