package metric

import (
	"math"
	"slices"
)

// logs are the logarithms of the densities of the laws at a point, divided by that of their mixture.
type logs [3]float64

// mixed returns the logs of n laws divided by their mixture.
func (l logs) mixed(n int) logs {
	m := logMean(l[:n])
	if math.IsInf(m, 0) { // none has anything there
		return logs{}
	}
	for i := range n {
		l[i] = max(l[i]-m, leastLog)
	}
	return l
}

// estimates takes in samples and makes an estimate of each distance.
type estimates struct {
	gaussian Distances
	all      bool
	laws, n  int // of the mixture, and samples of each
	measured [5][]float64
	variates [5][]float64 // of each: rows of controls
}

// controls is the number of control variates.
const controls = 5

func newEstimates(gaussian Distances, all bool, laws, n int) *estimates {
	e := &estimates{gaussian: gaussian, all: all, laws: laws, n: n}
	for i := range e.count() {
		e.measured[i], e.variates[i] = make([]float64, 0, laws*n), make([]float64, 0, laws*n*controls)
	}
	return e
}

// count returns how many distances are asked for, the total variation first.
func (e *estimates) count() int {
	if e.all {
		return len(e.measured)
	}
	return 1
}

// see takes in a sample, in the order of the laws, with the logs there before φ and after.
func (e *estimates) see(before, whole, first, second logs) {
	at := func(l logs) (s integrals) {
		s.add(1, l[0], l[1], e.all)
		return s
	}
	all, one, two, own := at(whole), at(first), at(second), at(before)
	lean, sum := half(all.q-all.p), half(all.q+all.p)-1
	leanBefore, sumBefore := half(own.q-own.p), half(own.q+own.p)-1
	if e.laws == 2 {
		sum, sumBefore = 0, 0 // but for rounding
	}
	of := func(s *integrals) [5]float64 { return [5]float64{s.tv, s.js, s.kl, s.reverseKL, s.hellinger} }
	g := &e.gaussian
	known := [5]float64{g.TV, g.JS, g.KL, g.ReverseKL, float64(g.Hellinger * g.Hellinger)}
	a, b, c, d := of(&all), of(&one), of(&two), of(&own)
	for i := range e.count() {
		e.measured[i] = append(e.measured[i], float64(2*a[i])-half(b[i]+c[i]))
		off := d[i] - known[i]
		if math.IsInf(off, 0) {
			off = 0 // it tells nothing
		}
		e.variates[i] = append(e.variates[i], off, lean, leanBefore, sum, sumBefore)
	}
}

// distances returns the estimates and their standard errors.
func (e *estimates) distances() Distances {
	var mean, deviation [5]float64
	for i := range e.count() {
		mean[i], deviation[i] = regress(e.measured[i], e.variates[i], e.laws)
		mean[i] = max(0, mean[i])
	}
	d := Distances{TV: mean[0], JS: mean[1], KL: mean[2], ReverseKL: mean[3], Hellinger: math.Sqrt(mean[4]),
		TVError: deviation[0], JSError: deviation[1], KLError: deviation[2], ReverseKLError: deviation[3]}
	if deviation[4] > 0 {
		d.HellingerError = min(deviation[4]/(2*d.Hellinger), math.Sqrt(deviation[4]))
	}
	return d
}

// regress returns the mean of y over a mixture, given that the variates, in rows of controls, have the mean 0, and its
// standard error. There are as many samples of each of the laws that are mixed, one law after the other.
//
// The regression is on the variates within each law. Residuals are those from regressions without the sample itself, so
// that one far from the others is not taken to be where it draws the line (MacKinnon and White, 1985). Where the samples of a
// law are all alike, the next one might not be: it counts as the farthest of all would.
func regress(y, variates []float64, laws int) (mean, deviation float64) {
	n := len(y) / laws
	centre := make([]float64, laws*(controls+1))
	var means [controls]float64
	for k, v := range y {
		c := centre[k/n*(controls+1):]
		c[controls] += v / float64(n)
		for i, x := range variates[k*controls : (k+1)*controls] {
			c[i] += x / float64(n)
		}
	}
	for law := range laws {
		c := centre[law*(controls+1):]
		mean += c[controls] / float64(laws)
		for i := range means {
			means[i] += c[i] / float64(laws)
		}
	}
	rows := make([]float64, len(variates)) // within each law
	for k, v := range variates {
		rows[k] = v - centre[k/controls/n*(controls+1)+k%controls]
	}
	root := newVariateRoot(variates, rows)
	rest := func(k int) float64 { return y[k] - centre[k/n*(controls+1)+controls] }
	var slope [controls]float64
	for k := range y {
		v := rest(k)
		for i, u := range rows[k*controls : (k+1)*controls] {
			slope[i] += float64(u * v)
		}
	}
	for i, u := range root.solve(means) {
		mean -= float64(slope[i] * u)
	}
	const alike, few = 1e-3, 3
	span, others := slices.Max(y)-slices.Min(y), make([]int, laws)
	for k := range y {
		v, weight := rest(k), 1-1/float64(n)
		for i, u := range rows[k*controls : (k+1)*controls] {
			v -= float64(slope[i] * u)
			weight -= float64(u * u)
		}
		v /= max(weight, 1/float64(n))
		deviation += float64(v * v)
		if math.Abs(v) > alike*span {
			others[k/n]++
		}
	}
	for _, count := range others {
		if count < few {
			deviation += float64(span * span)
		}
	}
	return mean, math.Sqrt(deviation) / float64(laws*n)
}

// variateRoot is a factor of the matrix of sums of products of the control variates: lower triangular, with zeros in the
// columns of those that are left out.
type variateRoot [controls][controls]float64

// carriers is the number of samples, counted as (Σv²)²/Σv⁴, that must carry what a variate v says beside those before it. The
// line through one or two of them would take their own chance for a slope, and its error for none.
const carriers = 25

// newVariateRoot returns the factor for the rows, which it makes orthonormal in place. Left out are variates that follow
// from others, or that few samples carry.
func newVariateRoot(variates, rows []float64) (root variateRoot) {
	var sums variateRoot
	var whole [controls]float64
	for k := 0; k < len(rows); k += controls {
		for i, a := range rows[k : k+controls] {
			raw := variates[k+i]
			whole[i] += float64(raw * raw)
			for j, b := range rows[k : k+i+1] {
				sums[i][j] += float64(a * b)
			}
		}
	}
	for i := range controls {
		for j := range i + 1 {
			s := sums[i][j]
			for m := range j {
				s -= float64(root[i][m] * root[j][m])
			}
			switch {
			case i == j && s > 1e-9*whole[i]:
				root[i][i] = math.Sqrt(s)
			case i > j && root[j][j] > 0:
				root[i][j] = s / root[j][j]
			}
		}
		if !root.carried(rows, i) {
			root[i][i] = 0
		}
	}
	for k := 0; k < len(rows); k += controls {
		row := rows[k : k+controls]
		solved := root.solve([controls]float64(row))
		copy(row, solved[:])
	}
	return root
}

// carried says whether enough rows carry variate i beside those before it.
func (root *variateRoot) carried(rows []float64, i int) bool {
	squares, fourths := 0.0, 0.0
	for k := 0; k < len(rows) && root[i][i] > 0; k += controls {
		v := root.solve([controls]float64(rows[k : k+controls]))[i]
		squares += float64(v * v)
		fourths += float64(float64(v*v) * float64(v*v))
	}
	return float64(squares*squares) >= float64(carriers*fourths)
}

// solve returns root⁻¹x, 0 where a variate follows from others.
func (root *variateRoot) solve(x [controls]float64) (u [controls]float64) {
	for i := range u {
		if root[i][i] == 0 {
			continue
		}
		s := x[i]
		for j := range i {
			s -= float64(root[i][j] * u[j])
		}
		u[i] = s / root[i][i]
	}
	return u
}
