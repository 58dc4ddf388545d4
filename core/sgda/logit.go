package sgda

// inverse returns L⁻¹ of the coordinates in which the discriminator sees samples; nil: they are the given ones.
func (t *Trainer) inverse() []float64 {
	c := t.game.chart
	switch {
	case c == nil:
		return nil
	case t.design.Inverts():
		return c.inv
	}
	return c.seen
}

// Cut returns b, A_ii, A_ij, A_jj of the logit in the plane of coordinates i and j, the others being 0: in
// y or φ⁻¹(y) as Inverse says.
func (t *Trainer) Cut(i, j int) [4]float64 { return t.design.Cut(t.game.disc, t.inverse(), i, j) }

// Edges returns the logit where φ cuts off a coordinate of the plane of i and j, in the rows of
// snapshot.FaceColumns and in the coordinates of Cut; nil if Cut holds there too.
func (t *Trainer) Edges(i, j int) (rows []float64) {
	for _, e := range t.design.Edges(t.game.disc, t.inverse(), i, j) {
		rows = append(rows, e[:]...)
	}
	return rows
}

// Inverse says whether the discriminator sees φ⁻¹(y), on the truncation set at least, or y itself.
func (t *Trainer) Inverse() bool { return t.design.Inverts() }
