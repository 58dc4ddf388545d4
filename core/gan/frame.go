package gan

import "saddle/core/linear"

// frame returns K, lower triangular, with
//
//	(KKᵀ)⁻¹ = c Σ_f P(f) Σ_ff⁻¹
//
// over the sets f of coordinates that are seen at once, off the flat pieces of φ, where P(f) is how often they are and Σ_ff their
// covariance under the law of r, put at their places; c makes the mean of |K⁻¹x|² equal to d. Seen always together they make K = L. Two coordinates that
// are hardly ever seen together tell their scales, not how thin their law is: then K is as thin as what they tell. Derived here.
func frame(of linearDesign, gen *Generator, r *Reference) []float64 {
	d := r.d
	q := make([]float64, d*d)
	count, _ := of.problems()
	for p := range count {
		coordinates, weight := of.sees(p)
		for _, s := range gen.seenAtOnce(coordinates, r) {
			l, _ := r.part(s.coordinates, r.l)
			inv := linear.InvertLower(l, len(s.coordinates))
			k := len(s.coordinates)
			own := linear.Product(linear.Transposed(inv, k, k), inv, k, k, k)
			for a, i := range s.coordinates {
				for b, j := range s.coordinates {
					q[i*d+j] += float64(weight * s.share * own[a*k+b])
				}
			}
		}
	}
	half := linear.Product(linear.Transposed(r.l, d, d), linear.Product(q, r.l, d, d, d), d, d, d)
	trace := 0.0
	for i := range d {
		trace += half[i*d+i]
	}
	scale(q, float64(d)/trace)
	k, ok := linear.Inverse(q, d, 0)
	if !ok || !linear.Factor(k, d, 0) { // a coordinate that is never seen
		return append([]float64(nil), r.l...)
	}
	return k
}

// seen is a set of coordinates and the share of samples of which it is what lies off the flat pieces.
type seen struct {
	coordinates []int
	share       float64
}

// seenAtOnce returns the sets of the given coordinates that are seen at once, in the order in which the rows of r show them.
func (g *Generator) seenAtOnce(coordinates []int, r *Reference) (all []seen) {
	index := map[string]int{}
	flats := g.Phi.Flat()
	set := make([]byte, 0, len(coordinates))
	for row := range r.rows {
		set = set[:0]
		for _, c := range coordinates {
			x := r.x[row*r.d+c]
			if g.Scale != nil {
				x *= g.Scale.In[c]
			}
			if PieceOf(x, flats) < 0 {
				set = append(set, byte(c))
			}
		}
		if len(set) == 0 {
			continue
		}
		at, ok := index[string(set)]
		if !ok {
			at = len(all)
			index[string(set)] = at
			s := seen{}
			for _, c := range set {
				s.coordinates = append(s.coordinates, int(c))
			}
			all = append(all, s)
		}
		all[at].share += 1 / float64(r.rows)
	}
	return all
}
