package gan

import "saddle/core/linear"

// Logit is that of [Design].
func (q *Quadratic) Logit(v, inv []float64) (a []float64, b float64) {
	if inv == nil {
		return append([]float64(nil), v[1:]...), q.Constant(v)
	}
	return linear.Congruent(linear.Transposed(inv, q.D, q.D), v[1:], q.D), q.Constant(v)
}

// Cut is that of [Design].
func (q *Quadratic) Cut(v, inv []float64, i, j int) [4]float64 {
	d, a := q.D, v[1:]
	entry := func(i, j int) (sum float64) {
		if inv == nil {
			return a[i*d+j]
		}
		for r := range d {
			for c := range d {
				sum += float64(inv[r*d+i] * float64(a[r*d+c]*inv[c*d+j]))
			}
		}
		return sum
	}
	return [4]float64{q.Constant(v), entry(i, i), entry(i, j), entry(j, j)}
}

// Edges is that of [Design]: there are none.
func (q *Quadratic) Edges(_, _ []float64, _, _ int) [][5]float64 { return nil }

// Logit is that of [Design].
func (f *Faces) Logit(v, inv []float64) (a []float64, b float64) {
	d := f.D
	a = make([]float64, d*d)
	if d == 1 {
		cut := f.Cut(v, inv, 0, 0)
		a[0] = cut[1]
		return a, cut[0]
	}
	for i := range d {
		for j := i + 1; j < d; j++ {
			cut := f.Cut(v, inv, i, j)
			b += cut[0] / float64(len(f.pairs))
			a[i*d+i] += cut[1] / float64(d-1)
			a[j*d+j] += cut[3] / float64(d-1)
			a[i*d+j], a[j*d+i] = cut[2], cut[2]
		}
	}
	return a, b
}

// Edges is that of [Design].
func (f *Faces) Edges(v, inv []float64, i, j int) (edges [][5]float64) {
	turned, ok := f.unpack(v, i, j)
	if !ok {
		return nil
	}
	for fi := range f.blocks.at {
		for fj, at := range f.blocks.at[fi] {
			if fi == interior && fj == interior {
				continue
			}
			e := [5]float64{float64(fi), float64(fj)}
			if f.blocks.one {
				e[1] = e[0]
			}
			if turned {
				e[0], e[1] = e[1], e[0]
			}
			if f.blocks.constant {
				e[2] = f.coef[0]
			}
			if at >= 0 {
				e[2] += f.coef[at]
				if fi == interior || fj == interior && !f.blocks.one {
					e[3] = f.coef[at+1]
					if f.blocks.linear {
						e[4] = f.coef[at+2]
					}
				}
			}
			if free := i; inv != nil {
				if e[0] != 0 {
					free = j
				}
				x := inv[free*f.D+free]
				e[3] *= x * x
				e[4] *= x
			}
			edges = append(edges, e)
		}
	}
	return edges
}

// Cut is that of [Design]; b has c₀ in it.
func (f *Faces) Cut(v, inv []float64, i, j int) [4]float64 {
	turned, ok := f.unpack(v, i, j)
	if !ok {
		return [4]float64{}
	}
	c := f.coef[f.blocks.at[interior][interior]:]
	cut := [4]float64{c[0], c[1], 0, 0}
	if !f.blocks.one {
		cut[2], cut[3] = c[2], c[3]
	}
	if turned {
		cut[1], cut[3] = cut[3], cut[1]
	}
	if f.blocks.constant {
		cut[0] += f.coef[0]
	}
	if inv != nil {
		x, y := inv[i*f.D+i], inv[j*f.D+j]
		cut = [4]float64{cut[0], cut[1] * x * x, cut[2] * x * y, cut[3] * y * y}
	}
	return cut
}

// unpack sets coef to the coefficients of the pair that holds i and j, in the coordinates of SeeFakes; turned says that it
// holds them as j and i. For d = 1 there is one pair. ok is false if there is none.
func (f *Faces) unpack(v []float64, i, j int) (turned, ok bool) {
	for k := range f.pairs {
		p := &f.pairs[k]
		turned = p.i == j && p.j == i && !f.blocks.one
		if p.i == i && p.j == j || turned || f.blocks.one {
			p.plain(f.coef, v[k*f.n:(k+1)*f.n])
			return turned, true
		}
	}
	return false, false
}
