package sgda

import "saddle/core/gan"

// logit returns A and b of State.
func (t *Trainer) logit() (a []float64, b float64) {
	d := t.d
	f, ok := t.design.(*gan.Faces)
	if !ok {
		return t.game.chart.quadratic(t.game.disc[1:], d), t.design.(*gan.Quadratic).Constant(t.game.disc)
	}
	a = make([]float64, d*d)
	if d == 1 {
		cut := t.faceCut(f, 0, 0)
		a[0] = cut[1]
		return a, cut[0]
	}
	for i := range d {
		for j := i + 1; j < d; j++ {
			cut := t.faceCut(f, i, j)
			b += cut[0] / float64(f.Pairs())
			a[i*d+i] += cut[1] / float64(d-1)
			a[j*d+j] += cut[3] / float64(d-1)
			a[i*d+j], a[j*d+i] = cut[2], cut[2]
		}
	}
	return a, b
}

func (t *Trainer) faceCut(f *gan.Faces, i, j int) [4]float64 {
	return t.game.chart.cut(f.Cut(t.game.disc, i, j), i, j, t.d)
}

// Cut returns b, A_ii, A_ij, A_jj of the logit in the plane of coordinates i and j, the others being 0: in
// y or φ⁻¹(y) as Inverse says. s is the present State.
func (t *Trainer) Cut(s *State, i, j int) [4]float64 {
	if f, ok := t.design.(*gan.Faces); ok {
		return t.faceCut(f, i, j)
	}
	return [4]float64{s.B, s.A[i*t.d+i], s.A[i*t.d+j], s.A[j*t.d+j]}
}

// Edges returns the logit where φ cuts off a coordinate of the plane of i and j, in the rows of
// snapshot.FaceColumns and in the coordinates of Cut; nil if Cut holds there too.
func (t *Trainer) Edges(i, j int) (rows []float64) {
	f, ok := t.design.(*gan.Faces)
	if !ok {
		return nil
	}
	for _, e := range f.Edges(t.game.disc, i, j) {
		if c := t.game.chart; c != nil {
			free := i
			if e[0] != 0 {
				free = j
			}
			x := c.inv[free*t.d+free]
			e[3] *= x * x
			e[4] *= x
		}
		rows = append(rows, e[:]...)
	}
	return rows
}

// Inverse says whether the discriminator sees φ⁻¹(y), on the truncation set at least, or y itself.
func (t *Trainer) Inverse() bool {
	_, faces := t.design.(*gan.Faces)
	return faces || t.game.gen.Phi.Bijective()
}
