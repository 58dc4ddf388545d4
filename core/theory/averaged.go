package theory

import "saddle/core/linear"

// Average is what the mean of Σ_t over a run of falling steps is off by where Σ_* = I, to the next order beyond the long run.
type Average struct {
	Spread float64 // E‖S̄‖²_F of the linear game, S = (Σ − Σ_*)/2
	Shift  float64 // tr Δ, Δ = E Σ̄ − I
}

// JS returns the mean Jensen-Shannon divergence of the average, in nats: E‖Σ̄ − I‖²_F/16, where Δ is a multiple of I.
func (a Average) JS(d int) float64 { return (4*a.Spread + a.Shift*a.Shift/float64(d)) / 16 }

// Averages follows the game of the quadratic design and the minimax loss around Σ_* = I for so many iterations, t = 0, 1, …, at the steps
// that at gives, and returns the averages of Σ over the iterations up to each of the marks, which ascend. It begins where samples of that
// number suggest. ok is false for rules without a linear game.
//
// Spread is that of the sums of the walk x ← T_t x + ξ, whose covariances with x follow from one iteration to the next. Once the start is
// forgotten it is (1 + B/B_f)d(d+1)/4n, and 1/η_t n more for what the walk remembers.
//
// Shift is of second order in v. On average over a long run neither player moves. The generator's mean direction,
//
//	E_z[σ(h)AWzzᵀ],  σ(h) ≈ ½ + ¼h,  h = b + ½xᵀAx,
//
// is 0 where E A = −½E[A² + (b + ½tr A)A], which noise keeps from 0. The discriminator's, linear in Σ, is 0 where E_p[ψ] − E_q[ψ] = E[hψ] up to
// terms that hold v and W together, which are not correlated at small steps: Δ = −E A. (With steps that fall from one half to a fifth a quarter less was seen.) So the law is too wide by about E‖A‖²/2d, that is by
// η_D(d + 1)(1/B + 1/B_f)/16 at small steps, and n·JS has a term that falls no faster than nη_D²/B². Derived here.
func (m Model) Averages(at func(t int64) Steps, samples float64, marks []int64) (list []Average, ok bool) {
	list = make([]Average, len(marks))
	for i := range m.Parts {
		part := &m.Parts[i]
		w := newSums(part, samples)
		mark := 0
		for t := int64(0); mark < len(marks); t++ {
			l, known := part.Linear(at(t))
			if !known || l.Size != part.Features+part.Coordinates {
				return nil, false
			}
			w.next(&l)
			for ; mark < len(marks) && t+1 == marks[mark]; mark++ {
				spread, shift := w.average(float64(t + 1))
				list[mark].Spread += part.Times * spread
				list[mark].Shift += part.Times * shift
			}
		}
	}
	return list, true
}

// sums is a walk with the sums of what it passes through, for a game of p coordinates and a state of n.
type sums struct {
	*Part
	n, p  int
	cov   []float64 // n×n, of the state
	cross []float64 // n×p, of the state and the sum of w
	sum   []float64 // p×p, of the sum of w
	shift float64   // sum of tr Δ
}

// newSums begins at what samples of that number suggest, of which the variance of every direction of S is 1/2n.
func newSums(part *Part, samples float64) *sums {
	p, n := part.Coordinates, part.Coordinates+part.Features
	w := &sums{Part: part, n: n, p: p, cov: make([]float64, n*n), cross: make([]float64, n*p), sum: make([]float64, p*p)}
	for k := range p {
		w.cov[k*n+k] = 1 / (2 * samples * part.S[k])
	}
	return w
}

func (w *sums) next(l *Linear) {
	n, p := w.n, w.p
	l.Next(nil, w.cov)
	w.cross = linear.Product(l.T, w.cross, n, n, p)
	for i := range p {
		for j := range p {
			w.sum[i*p+j] += w.cross[i*p+j] + w.cross[j*p+i] + w.cov[i*n+j]
		}
	}
	for i := range n {
		for j := range p {
			w.cross[i*p+j] += w.cov[i*n+j]
		}
	}
	w.shift += 0.5 * (w.square(w.Round, w.cov, n) + w.level())
}

// level is E[(b + ½tr A)tr A]: b + ½tr A is the mean of h, that is μ·v, of which b is the first part, and 0 without a constant.
func (w *sums) level() (sum float64) {
	if w.C[0] != 0 {
		return 0
	}
	m, p := w.Features, w.p
	for i := range m {
		for j := range m {
			c := w.cov[(p+i)*w.n+p+j]
			sum += float64(2 * w.M[i*m] * w.M[j*m] * c)
			if i == 0 {
				sum -= float64(2 * w.M[j*m] * c)
			}
		}
	}
	return sum
}

// average returns those of so many iterations.
func (w *sums) average(iterations float64) (spread, shift float64) {
	for k := range w.p {
		spread += w.S[k] * w.sum[k*w.p+k]
	}
	return spread / (iterations * iterations), w.shift / iterations
}
