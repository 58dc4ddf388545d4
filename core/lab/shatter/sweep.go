package shatter

import "math"

// Half-planes w·x > b are swept by turning w once around, ‖w‖_q = 1. At a fixed w the dots are numbers, w·x_i, and all
// patterns follow from their order: b only passes from one to the next. The order changes in finitely many directions,
// and one direction between each two of them shows all there is.

// thin is the angle below which there is nothing between two directions but rounding.
const thin = 1e-10

// lossPatterns returns the sets of dots that half-planes get right although an adversary moves each by up to ε: those
// with label +1 where w·x_i − ε > b, and those with label −1 where w·x_i + ε < b. Every other dot is wrong, so this is
// the count of patterns of the robust loss.
func (s *scene) lossPatterns() (found patterns) {
	at := make([]float64, len(s.dots))
	s.sweep(s.lossEvents(), func(w point) {
		for i, p := range s.dots {
			at[i] = w.dot(p) - float64(s.sign(i)*s.radius)
		}
		s.between(at, 0, func(above labelling) { found.add(^(above ^ s.right) & s.all()) })
	})
	return found
}

// marginPatterns returns the labellings that half-planes give robustly: every dot lies more than ε off the border, on its
// side.
func (s *scene) marginPatterns() (found patterns) {
	at := make([]float64, len(s.dots))
	s.sweep([]float64{0, 2 * s.radius, -2 * s.radius}, func(w point) {
		for i, p := range s.dots {
			at[i] = w.dot(p)
		}
		s.between(at, 2*s.radius, func(above labelling) { found.add(above) })
	})
	return found
}

// between calls f with the numbers above b, for a b in every gap of more than wide between them, below all and above all.
func (s *scene) between(at []float64, wide float64, f func(above labelling)) {
	order := ordered(len(at), func(i, j int) bool { return at[i] < at[j] })
	above := s.all()
	f(above)
	tiny := hair * (s.extent() + s.radius)
	for n, i := range order {
		above &^= 1 << i
		if n+1 == len(order) || at[order[n+1]]-at[i] > wide+tiny {
			f(above)
		}
	}
}

// lossEvents are the differences w·(x_i − x_j) at which the order of what lossPatterns compares can change.
//
//go:noinline
func (s *scene) lossEvents() []float64 {
	if s.alike() {
		return []float64{0} // ε moves all of them alike
	}
	return []float64{0, 2 * s.radius, -2 * s.radius}
}

// sweep calls f with one direction, ‖w‖_q = 1, between every two in which w·(x_i − x_j) is one of the differences for two
// dots.
func (s *scene) sweep(differences []float64, f func(w point)) {
	// Four directions more leave no two neighbours further apart than a right angle.
	found := []point{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}
	for i, p := range s.dots {
		for _, q := range s.dots[:i] {
			for _, k := range differences {
				found = s.norm.dual().level(found, p.minus(q), k)
			}
		}
	}
	for i, w := range found {
		found[i] = w.times(1 / two.length(w.x, w.y))
	}
	order := ordered(len(found), func(i, j int) bool { return found[i].before(found[j]) })
	for n, i := range order {
		w, next := found[i], found[order[(n+1)%len(order)]]
		if w.cross(next) < thin {
			continue
		}
		middle := point{w.x + next.x, w.y + next.y}
		f(middle.times(1 / s.norm.dual().length(middle.x, middle.y)))
	}
}

// before orders directions by their angle from −π on.
func (p point) before(q point) bool {
	below := func(p point) bool { return p.y < 0 || p.y == 0 && p.x < 0 }
	if below(p) != below(q) {
		return below(p)
	}
	return p.cross(q) > 0
}

// ordered sorts 0 … n−1 (Shell 1959). Package slices would bring a sort for every type into the program.
func ordered(n int, less func(i, j int) bool) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for _, gap := range []int{132, 57, 23, 10, 4, 1} {
		for i := gap; i < n; i++ {
			for k := i; k >= gap && less(order[k], order[k-gap]); k -= gap {
				order[k], order[k-gap] = order[k-gap], order[k]
			}
		}
	}
	return order
}

// level appends to list the directions w in which w·d = k‖w‖, in this norm. A few may be others: sweep does not mind.
func (n norm) level(list []point, d point, k float64) []point {
	size := two.length(d.x, d.y)
	if size == 0 {
		return list
	}
	both := func(w point) {
		if w.x != 0 || w.y != 0 {
			list = append(list, w, w.times(-1))
		}
	}
	switch {
	case k == 0:
		both(d.left())
	case n == two:
		along := k / size
		if across := 1 - float64(along*along); across > 0 {
			far := math.Sqrt(across)
			u, v := d.times(along/size), d.left().times(far/size)
			list = append(list, point{u.x + v.x, u.y + v.y}, point{u.x - v.x, u.y - v.y})
		}
	default: // the norm is linear in four pieces: (d − k(±1, ±1))·w = 0 in each quarter, or (d − k(±1, 0))·w = 0 or (d − k(0, ±1))·w = 0
		for _, c := range n.dual().corners() {
			both(d.minus(c.times(k)).left())
		}
	}
	return list
}
