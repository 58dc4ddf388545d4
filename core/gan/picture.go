package gan

// Edges returns, for each face of the pair i, j but the truncation set, the faces of i and of j, and c, a, l of
// the logit c + ½ax² + lx there at the parameters v, where x is the coordinate that is free, in the coordinates
// of SeeFakes. For d = 1, i = j = 0, the face of j is that of i.
func (f *Faces) Edges(v []float64, i, j int) (edges [][5]float64) {
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
			edges = append(edges, e)
		}
	}
	return edges
}

// Cut returns b, A_ii, A_ij, A_jj of the logit on the truncation set at the parameters v in the plane of
// the pair i, j, in the coordinates of SeeFakes and c₀ included; for d = 1, i = j = 0, there is one coordinate.
func (f *Faces) Cut(v []float64, i, j int) [4]float64 {
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
	return cut
}

// unpack sets coef to the coefficients of the pair that holds i and j, in the coordinates of SeeFakes; turned says that it
// holds them as j and i. For d = 1 there is one pair. ok is false if there is none.
func (f *Faces) unpack(v []float64, i, j int) (turned, ok bool) {
	for k := range f.pairs {
		p := &f.pairs[k]
		turned = p.i == j && p.j == i
		if p.i == i && p.j == j || turned || f.blocks.one {
			p.plain(f.coef, v[k*f.n:(k+1)*f.n])
			return turned, true
		}
	}
	return false, false
}
