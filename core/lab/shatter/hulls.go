package shatter

import "math"

// parting says how far the two sides of a labelling are apart: the convex hulls of the dots called +1 and −1.
//
// Its numbers prove both ways. The half-plane leaves gap/2 to every dot, so the labelling is given robustly at every
// ε < gap/2. And the weights forbid it from there on: with t_i = w·x_i − b, a half-plane that gave it robustly would have
// Σ a_i t_i > Σ |a_i| ε‖w‖_q = 2ε‖w‖_q, but Σ a_i t_i = w·Σ a_i x_i ≤ ‖w‖_q gap, because Σ a_i = 0. Where the hulls meet
// gap is 0, and a is a Radon vector: no half-plane gives the labelling at any ε.
type parting struct {
	gap     float64   // the distance of the hulls in the adversary's norm; +Inf where one side is empty
	weights []float64 // a: ≥ 0 where called +1 and ≤ 0 elsewhere, Σ a_i = 0, Σ |a_i| = 2, ‖Σ a_i x_i‖ = gap; nil where gap is +Inf
	normal  point     // w of the widest half-plane w·x > b, ‖w‖_q = 1; 0 where gap is 0 or +Inf
	offset  float64   // b
}

// part parts a labelling.
func (s *scene) part(l labelling) parting {
	if l == 0 || l == s.all() {
		return parting{gap: math.Inf(1)}
	}
	h := hulls{scene: s, gap: math.Inf(1), weights: make([]float64, len(s.dots))}
	for i := range s.dots {
		h.sides[side(l.has(i))] = append(h.sides[side(l.has(i))], i)
	}
	h.meet(h.sides[0], h.sides[1], 1)
	h.meet(h.sides[1], h.sides[0], -1)
	h.near(h.sides[0], h.sides[1], 1)
	h.near(h.sides[1], h.sides[0], -1)
	p := parting{gap: h.gap, weights: h.weights}
	if p.gap <= hair*s.extent() {
		p.gap = 0
		return p
	}
	p.normal, p.offset = h.widest()
	return p
}

func side(plus bool) int {
	if plus {
		return 0
	}
	return 1
}

// hulls looks for what is nearest in two hulls.
type hulls struct {
	*scene
	sides   [2][]int // the dots called +1, and the others
	gap     float64  // the least distance found so far
	weights []float64
}

// take keeps weights of two dots of each side, if what they weigh is nearer than all before. sign is +1 where the first
// two are called +1.
func (h *hulls) take(i, k int, share float64, j, l int, other float64, sign float64) {
	p, q := h.dots[i].between(h.dots[k], share), h.dots[j].between(h.dots[l], other)
	d := h.norm.length(p.x-q.x, p.y-q.y)
	if !(d < h.gap) {
		return
	}
	h.gap = d
	clear(h.weights)
	h.weights[i] += float64(sign * (1 - share))
	h.weights[k] += float64(sign * share)
	h.weights[j] -= float64(sign * (1 - other))
	h.weights[l] -= float64(sign * other)
}

// near looks at every dot of b beside every segment of a: where hulls are apart, one of these pairs is nearest.
func (h *hulls) near(a, b []int, sign float64) {
	for n, i := range a {
		for _, k := range a[:n+1] {
			for _, j := range b {
				along, from := h.dots[k].minus(h.dots[i]), h.dots[i].minus(h.dots[j])
				h.take(i, k, 0, j, j, 0, sign)
				for _, share := range h.norm.shares(from, along) {
					if share > 0 && share < 1 {
						h.take(i, k, share, j, j, 0, sign)
					}
				}
			}
		}
	}
}

// shares are where ‖from + share·along‖ can have its least value: the foot of the perpendicular, or else every place at
// which the norm has an edge.
func (n norm) shares(from, along point) []float64 {
	if n == two {
		return []float64{-from.dot(along) / along.dot(along)}
	}
	return []float64{-from.x / along.x, -from.y / along.y, (from.y - from.x) / (along.x - along.y), -(from.x + from.y) / (along.x + along.y)}
}

// meet looks for a point in both hulls: where a segment of a crosses one of b, or a dot of b lies in a triangle of a.
// Weights come from the crossing of two lines, and the second of them by projection, so that what is left over is of the
// size of one rounding even where the lines are nearly parallel.
func (h *hulls) meet(a, b []int, sign float64) {
	for n, i := range a {
		for m, k := range a[:n] {
			for o, j := range b {
				for _, l := range b[:o] {
					if share, ok := h.crossing(i, k, j, l); ok {
						h.take(i, k, share, j, l, h.foot(j, l, h.dots[i].between(h.dots[k], share)), sign)
					}
				}
				for _, c := range a[:m] {
					h.inside(i, k, c, j, sign)
				}
			}
		}
	}
}

// crossing is how far from dot i to dot k the line through j and l crosses; ok where both segments really cross.
func (h *hulls) crossing(i, k, j, l int) (share float64, ok bool) {
	p, q, u, v := h.dots[i], h.dots[k], h.dots[j], h.dots[l]
	along, across := q.minus(p), v.minus(u)
	fromI, fromK := across.cross(p.minus(u)), across.cross(q.minus(u))
	fromJ, fromL := along.cross(u.minus(p)), along.cross(v.minus(p))
	if !(float64(fromI*fromK) < 0 && float64(fromJ*fromL) < 0) {
		return 0, false
	}
	return fromI / (fromI - fromK), true
}

// foot is how far from dot j to dot l a point on their segment is.
func (h *hulls) foot(j, l int, p point) float64 {
	along := h.dots[l].minus(h.dots[j])
	return min(max(p.minus(h.dots[j]).dot(along)/along.dot(along), 0), 1)
}

// inside takes the weights of dot j in the triangle of i, k and c, if it is in it.
func (h *hulls) inside(i, k, c, j int, sign float64) {
	p, q, r, at := h.dots[i], h.dots[k], h.dots[c], h.dots[j]
	u, v, w := r.minus(q).cross(at.minus(q)), p.minus(r).cross(at.minus(r)), q.minus(p).cross(at.minus(p))
	if !(u > 0 && v > 0 && w > 0 || u < 0 && v < 0 && w < 0) {
		return
	}
	share := w / (v + w) // from q to r, where the line from p through the dot arrives
	end := q.between(r, share)
	along := end.minus(p)
	far := min(max(at.minus(p).dot(along)/along.dot(along), 0), 1)
	found := p.between(end, far)
	d := h.norm.length(found.x-at.x, found.y-at.y)
	if !(d < h.gap) {
		return
	}
	h.gap = d
	clear(h.weights)
	h.weights[i], h.weights[k], h.weights[c] = sign*(1-far), float64(float64(sign*far)*(1-share)), float64(float64(sign*far)*share)
	h.weights[j] = -sign
}

// widest is the half-plane of the widest margin. Its margin is a concave function of w, linear between the directions in
// which two dots of one side are level, and the unit ball of the dual norm has corners or is round: there, at right angles
// to two dots, or along two of them it is greatest.
func (h *hulls) widest() (normal point, offset float64) {
	most := math.Inf(-1)
	try := func(w point) {
		size := h.norm.dual().length(w.x, w.y)
		if size == 0 {
			return
		}
		w = w.times(1 / size)
		least, greatest := math.Inf(1), math.Inf(-1)
		for _, i := range h.sides[0] {
			least = math.Min(least, w.dot(h.dots[i]))
		}
		for _, j := range h.sides[1] {
			greatest = math.Max(greatest, w.dot(h.dots[j]))
		}
		if least-greatest > most {
			most, normal, offset = least-greatest, w, (least+greatest)/2
		}
	}
	for i, p := range h.dots {
		for _, q := range h.dots[:i] {
			d := p.minus(q)
			for _, w := range []point{d, d.left()} {
				try(w)
				try(w.times(-1))
			}
		}
	}
	for _, w := range h.norm.dual().corners() {
		try(w)
	}
	return normal, offset
}

// corners of the unit ball, up to length; none where it is round.
func (n norm) corners() []point {
	switch n {
	case one:
		return []point{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}
	case infinity:
		return []point{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}}
	}
	return nil
}

// residual is how far the weights of a certificate are from what they claim: |Σ a_i|, and where the hulls meet each
// coordinate of Σ a_i x_i; where they do not, by how much the length of that sum differs from gap.
func (s *scene) residual(p *parting) float64 {
	var sum, x, y float64
	for i, a := range p.weights {
		sum += a
		x += float64(a * s.dots[i].x)
		y += float64(a * s.dots[i].y)
	}
	if p.gap == 0 {
		return max(math.Abs(sum), math.Abs(x), math.Abs(y))
	}
	return max(math.Abs(sum), math.Abs(s.norm.length(x, y)-p.gap))
}
