package plateau

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/metric"
)

// Least returns the W, d×d, whose law φ(Wz) has the least Jensen-Shannon divergence from the target, and the divergence: for d ≤ 2, where
// distances are exact. It is a zero of the slope by differences of fourth order, found by Newton's method from the start given, in the logarithms of
// the deviations and the inverse hyperbolic tangent of the correlation. ok is false where the method does not come to one.
func Least(target metric.Law, phi gan.Activation, d int, start []float64) (w []float64, js float64, ok bool) {
	s := NewSearch(target, phi, d, start)
	for s.Next() {
	}
	return s.Found()
}

// Search is Least a little at a time.
type Search struct {
	judge  *metric.Judge
	d      int
	start  []float64
	values []float64 // what has been found so far, in the order in which the method asks for it

	w  []float64
	js float64
	ok bool
}

// NewSearch is Least before it has begun. The start is not copied.
func NewSearch(target metric.Law, phi gan.Activation, d int, start []float64) *Search {
	return &Search{judge: metric.NewJudgeOf(target, phi, d, 0), d: d, start: start}
}

// Next finds one more divergence and says whether there is more to do. The method begins anew each time, for all that it asks again is known.
func (s *Search) Next() (more bool) {
	asked, stop := 0, false
	s.w, s.js, s.ok = least(s.start, s.d, func(w []float64) float64 {
		asked++
		switch {
		case asked <= len(s.values):
		case stop || more:
			stop = true
			return math.NaN()
		default:
			s.values, more = append(s.values, s.judge.Distances(w).JS), true
		}
		return s.values[asked-1]
	})
	return stop
}

// Found returns what Least does, once there is no more to do.
func (s *Search) Found() (w []float64, js float64, ok bool) { return s.w, s.js, s.ok }

// least is the method, for the divergence at a W. It ends soon after that is NaN.
func least(start []float64, d int, divergence func(w []float64) float64) (w []float64, js float64, ok bool) {
	const rounds, wide, enough = 40, 2e-2, 1e-10
	s, rho := correlations(start, d)
	at := []float64{kernel.Log(s[0])}
	if d == 2 {
		at = append(at, kernel.Log(s[1]), kernel.Atanh(rho[1]))
	}
	of := func(x []float64) float64 { return divergence(factor(x)) }
	m := len(at)
	slope, bend, moved := make([]float64, m), make([]float64, m*m), append([]float64(nil), at...)
	value := of(at)
	for range rounds {
		derivatives(of, at, value, wide, slope, bend)
		step, rising := newton(slope, bend)
		if !rising { // no hollow: a short way down
			for i, g := range slope {
				step[i] = -g / math.Max(math.Abs(g), 1) / 2
			}
		}
		size, part := 0.0, 1.0
		for _, v := range step {
			size = math.Max(size, math.Abs(v))
		}
		part = math.Min(1, 1/math.Max(size, 1e-300))
		for ; part*size > enough; part /= 2 {
			for i := range moved {
				moved[i] = at[i] + float64(part*step[i])
			}
			if next := of(moved); next <= value+1e-13 {
				value = next
				copy(at, moved)
				break
			}
		}
		if rising && size < 1e-8 || part*size <= enough {
			return factor(at), value, rising && size < 1e-5
		}
	}
	return factor(at), value, false
}

// factor returns the W of the parameters.
func factor(x []float64) []float64 {
	s := kernel.Exp(x[0])
	if len(x) == 1 {
		return []float64{s}
	}
	t, r := kernel.Exp(x[1]), kernel.Tanh(x[2])
	return []float64{s, 0, float64(r * t), float64(t * math.Sqrt(math.Max(1-float64(r*r), 1e-12)))}
}

// derivatives sets slope, by differences of fourth order, and bend, of second, of f at x.
func derivatives(f func([]float64) float64, x []float64, value, h float64, slope, bend []float64) {
	m := len(x)
	at := func(i int, a float64, j int, b float64) float64 {
		y := append([]float64(nil), x...)
		y[i] += a
		y[j] += b
		return f(y)
	}
	for i := range m {
		up, down := at(i, h, i, 0), at(i, -h, i, 0)
		slope[i] = (float64(8*(up-down)) - (at(i, 2*h, i, 0) - at(i, -2*h, i, 0))) / (12 * h)
		bend[i*m+i] = (up - float64(2*value) + down) / float64(h*h)
		for j := range i {
			v := (at(i, h, j, h) - at(i, h, j, -h) - at(i, -h, j, h) + at(i, -h, j, -h)) / (4 * float64(h*h))
			bend[i*m+j], bend[j*m+i] = v, v
		}
	}
}

// newton returns −bend⁻¹ slope, and whether bend is positive definite.
func newton(slope, bend []float64) (step []float64, ok bool) {
	m := len(slope)
	step = make([]float64, m)
	l, err := metric.Factor(bend, m)
	if err != nil {
		return step, false
	}
	for i := range m {
		sum := -slope[i]
		for k := range i {
			sum -= float64(l[i*m+k] * step[k])
		}
		if l[i*m+i] == 0 {
			return step, false
		}
		step[i] = sum / l[i*m+i]
	}
	for i := m - 1; i >= 0; i-- {
		sum := step[i]
		for k := i + 1; k < m; k++ {
			sum -= float64(l[k*m+i] * step[k])
		}
		step[i] = sum / l[i*m+i]
	}
	return step, true
}
