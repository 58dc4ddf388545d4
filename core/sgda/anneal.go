package sgda

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// annealer halves both step sizes whenever the run has become stationary at the present ones. For any path x_0 … x_K and
// any centre c
//
//	2 Σ (x_k − c)·Δx_k + Σ |Δx_k|² = |x_K − c|² − |x_0 − c|²,  Δx_k = x_{k+1} − x_k,
//
// by telescoping, whatever the step size is. So dissipation over fluctuation,
//
//	R = −2 Σ (x_k − c)·Δx_k / Σ |Δx_k|² = 1 − (|x_K − c|² − |x_0 − c|²) / Σ |Δx_k|²,
//
// is 1 where |x − c|² neither grows nor falls. Both players are tested: v about 0, and the generator by its Σ = WWᵀ
// about the mean of that, for W may turn without end and no law notices. With x_0 and x_K two independent draws of
// a stationary x, R has the standard error √(2 Var |x − c|²) / Σ |Δx_k|², which falls as the relaxation time over
// the time that has passed: until it is small, R = 1 means nothing. After Yaida, "Fluctuation-dissipation
// relations for stochastic gradient descent" (2019), and Cao and Guo (2020), carried over to both players.
//
// The path is kept at 32 to 64 equal intervals since the last change: of more, two become one. Tested is its second half,
// once in a relaxation time. The steps fall when for both players R is 1 to within its error, the error is small, and the
// player is no farther from its centre than on average, so that the colder run starts near its own rest.
type annealer struct {
	share  float64        // of the first step sizes
	since  int64          // iteration of the last change
	stride int64          // iterations of an interval
	due    int64          // iteration from which on there is a test
	path   [][2][]float64 // by Player, from since on; what is in it is not written to again, so that copies share it
	gauges [2]Gauge       // by Player
}

const (
	annealTo     = 0.5
	annealWithin = 0.1 // the standard error of R that is small
	annealSure   = 2   // standard errors that R may be from 1
	annealTimes  = 5   // relaxation times that a test takes at least
	annealFirst  = 2   // iterations of the first intervals
	annealMost   = 64  // intervals; half as many are the least
)

// Gauge is what the fluctuation–dissipation relation says of one player since the step sizes last fell.
type Gauge struct {
	Ratio      float64 // R, dissipation over fluctuation: 1 at rest; 0 before the first test
	Error      float64 // its standard error, were the player at rest
	Relaxation float64 // iterations in which the player forgets where it was, but for 1/e
}

// Annealing is where a run stands whose step sizes fall whenever it has become stationary.
type Annealing struct {
	Gauges [2]Gauge // by Player, of the last test
	Share  float64  // of the first step sizes: 1, ½, ¼, …
	Since  int64    // the iteration of the last change, 0 if there was none
	Due    int64    // the iteration of the next test
}

// Annealing returns where the fluctuation–dissipation schedule stands. ok is false under the other schedules.
func (t *Trainer) Annealing() (a Annealing, ok bool) {
	if t.anneal == nil {
		return a, false
	}
	return Annealing{Gauges: t.anneal.gauges, Share: t.anneal.share, Since: t.anneal.since, Due: t.anneal.due}, true
}

func newAnnealer(v, w []float64, d int) *annealer {
	a := &annealer{share: 1}
	a.begin(0, v, w, d)
	return a
}

// begin starts the path at the iteration now.
func (a *annealer) begin(now int64, v, w []float64, d int) {
	a.since, a.stride, a.due = now, annealFirst, now+annealFirst*annealMost/2
	a.path = append(make([][2][]float64, 0, annealMost+1), point(v, w, d))
}

// point returns v and the entries of WWᵀ on and below the diagonal, in fresh memory.
func point(v, w []float64, d int) [2][]float64 {
	n := len(v)
	both := make([]float64, n, n+d*(d+1)/2)
	copy(both, v)
	for i := range d {
		for j := range i + 1 {
			both = append(both, linear.Dot(w[i*d:(i+1)*d], w[j*d:(j+1)*d]))
		}
	}
	return [2][]float64{both[:n:n], both[n:]}
}

// see takes in the players after the iteration now.
func (a *annealer) see(now int64, v, w []float64, d int) {
	if (now-a.since)%a.stride != 0 {
		return
	}
	a.path = append(a.path, point(v, w, d))
	if len(a.path) > annealMost {
		half := a.path[:0]
		for k := 0; k < len(a.path); k += 2 {
			half = append(half, a.path[k])
		}
		a.path = half
		a.stride *= 2
	}
	if now >= a.due && a.rests(now) {
		a.share *= annealTo
		a.begin(now, v, w, d)
	}
}

// rests tests both players at the iteration now.
func (a *annealer) rests(now int64) bool {
	tail := a.path[(len(a.path)-1)/2:]
	slowest, rest := 0.0, true
	x := make([][]float64, len(tail))
	for p := range a.gauges {
		for k, both := range tail {
			x[k] = both[p]
		}
		centre := make([]float64, len(x[0]))
		if Player(p) == Generator {
			for _, v := range x {
				kernel.Axpy(1/float64(len(x)), v, centre)
			}
		}
		g, near := gauge(x, centre)
		g.Relaxation *= float64(a.stride)
		slowest = max(slowest, g.Relaxation)
		rest = rest && near && g.Error <= annealWithin && math.Abs(g.Ratio-1) <= annealSure*g.Error
		a.gauges[p] = g
	}
	a.due = now + max(a.stride, int64(min(slowest, 1e12)))
	return rest && float64(int64(len(tail)-1)*a.stride) >= annealTimes*slowest
}

// gauge returns what the relation says of the path x about the centre, with the relaxation time in intervals, and whether
// x ends no farther from there than it is on average. A player that keeps the share ρ of x − c from one interval to the
// next moves by Σ |Δx_k|² = 2K(1 − ρ)⟨|x − c|²⟩ in K of them: that tells the relaxation time, −1/log ρ.
func gauge(x [][]float64, centre []float64) (g Gauge, near bool) {
	const least, most = 0.05, 1 - 1e-9 // of ρ: faster is too fast for the intervals to tell
	last := len(x) - 1
	far := make([]float64, len(x))
	moves, mean, spread := 0.0, 0.0, 0.0
	for k, v := range x {
		for i, c := range centre {
			far[k] += square(v[i] - c)
			if k < last {
				moves += square(x[k+1][i] - v[i])
			}
		}
		mean += far[k] / float64(len(x))
	}
	if moves == 0 {
		return Gauge{Ratio: 1, Error: 1, Relaxation: float64(last)}, false // nobody moves
	}
	for _, v := range far {
		spread += square(v - mean)
	}
	rho := min(max(least, 1-moves/float64(2*float64(last)*mean)), most)
	// The squares forget by ρ² in an interval, so that the mean takes this many of them away:
	taken := (1 + float64(rho*rho)) / (1 - float64(rho*rho))
	spread /= max(1, float64(len(far))-taken)
	return Gauge{
		Ratio:      1 - (far[last]-far[0])/moves,
		Error:      math.Sqrt(2*spread) / moves,
		Relaxation: -1 / kernel.Log(rho),
	}, far[last] <= mean
}

func (a *annealer) clone() *annealer {
	if a == nil {
		return nil
	}
	c := *a
	c.path = append(make([][2][]float64, 0, annealMost+1), a.path...)
	return &c
}
