package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// density is N(0, Σ), Σ = LLᵀ, in dimension d.
type density struct {
	d         int
	lower     []float64 // L, d×d
	precision []float64 // Σ⁻¹
	least     []float64 // 1/Σ_ii, which no conditional precision is below
	logDet    float64   // log det L
}

func newDensity(lower []float64, d int) *density {
	l := &density{d: d, lower: lower, precision: make([]float64, d*d), least: make([]float64, d)}
	inverse := make([]float64, d*d)
	for i := range d {
		inverse[i*d+i] = 1
		l.logDet += kernel.Log(lower[i*d+i])
		for _, v := range lower[i*d : i*d+i+1] {
			l.least[i] += float64(v * v)
		}
		l.least[i] = 1 / l.least[i]
	}
	linear.SolveLower(lower, inverse, d, d)
	kernel.GemmUpper(d, d, inverse, 1, d, inverse, d, l.precision, d)
	kernel.Symmetrize(d, l.precision)
	return l
}

// face is what φ tells of a point x: the coordinates that are not cut off, and of the others the intervals.
type face struct {
	x   []float64      // d; any number where it is cut off
	cut []int          // which coordinates are, in ascending order
	box []gan.Interval // in what
}

// see sets the face to that of x, for a φ that is constant on the intervals flat.
func (f *face) see(x []float64, flat []gan.Interval) {
	copy(f.x, x)
	f.cut, f.box = f.cut[:0], f.box[:0]
	for i, v := range x {
		if n := gan.PieceOf(v, flat); n >= 0 {
			f.cut, f.box = append(f.cut, i), append(f.box, flat[n])
		}
	}
}

// estimate is a logarithm that was found from a number of points, and from either half of them.
type estimate struct{ whole, first, second float64 }

// at returns the log density at the face, up to ½ log 2π for each coordinate that is not cut off: that of those, times
// the probability of the box given them, which is exact for at most one coordinate and otherwise estimated at the points
// of a lattice shifted by shift (d).
//
// With Λ = Σ⁻¹ and C the coordinates that are cut off, these have given the others the precision Λ_CC = UUᵀ, U upper
// triangular, so that one after another they are normal with the deviations 1/U_ii and means that are linear in those
// before. The probability is the mean, over coordinates drawn in that order within their intervals, of the product of the
// probabilities of these (Genz, "Numerical computation of multivariate normal probabilities", 1992).
func (l *density) at(f *face, shift []float64, s *scratch) estimate {
	d, k := l.d, len(f.cut)
	copy(s.z, f.x)
	if k == 0 {
		return estimate{whole: -half(linear.Whiten(l.lower, s.z)) - l.logDet}.exact()
	}
	for _, c := range f.cut {
		s.z[c] = 0
	}
	for i, c := range f.cut { // −Λ_CU x_U
		row, sum := l.precision[c*d:(c+1)*d], 0.0
		for j, v := range s.z {
			sum -= float64(row[j] * v)
		}
		s.mean[i] = sum
	}
	logs := -l.logDet
	for i := k - 1; i >= 0; i-- { // Uᵀ, in the lower triangle of s.root
		for j := i; j >= 0; j-- {
			sum := l.precision[f.cut[i]*d+f.cut[j]]
			for m := i + 1; m < k; m++ {
				sum -= float64(s.root[m*k+i] * s.root[m*k+j])
			}
			if j == i {
				s.root[i*k+i] = math.Sqrt(max(sum, l.least[f.cut[i]]))
				logs -= kernel.Log(s.root[i*k+i])
			} else {
				s.root[i*k+j] = sum / s.root[i*k+i]
			}
		}
	}
	for i := k - 1; i >= 0; i-- { // the means: UUᵀμ = −Λ_CU x_U
		sum := s.mean[i]
		for m := i + 1; m < k; m++ {
			sum -= float64(s.root[m*k+i] * s.mean[m])
		}
		s.mean[i] = sum / s.root[i*k+i]
	}
	for i := range k {
		sum := s.mean[i]
		for j := range i {
			sum -= float64(s.root[i*k+j] * s.mean[j])
		}
		s.mean[i] = sum / s.root[i*k+i]
		s.z[f.cut[i]] = s.mean[i]
	}
	logs -= half(linear.Whiten(l.lower, s.z))
	if !(logs >= leastLog) { // the law is so thin that a number here has overflown, as far away as that takes
		return estimate{whole: leastLog}.exact()
	}
	e := s.probability(f, shift).plus(logs)
	return estimate{max(e.whole, leastLog), max(e.first, leastLog), max(e.second, leastLog)}
}

func half(x float64) float64 { return float64(x / 2) }

func (e estimate) exact() estimate { return estimate{e.whole, e.whole, e.whole} }

func (e estimate) plus(x float64) estimate { return estimate{e.whole + x, e.first + x, e.second + x} }

// scratch holds the numbers that density.at works with.
type scratch struct {
	z, mean, root, away []float64 // d, d, d×d, d
	logs                []float64 // of the products at each point
}

func newScratch(d int) *scratch {
	return &scratch{z: make([]float64, d), mean: make([]float64, d), root: make([]float64, d*d), away: make([]float64, d), logs: make([]float64, mostPoints)}
}

// latticePoints is how many points are used where so many coordinates are cut off, in halves.
func latticePoints(cut int) int {
	switch {
	case cut == 1:
		return 1
	case cut <= 3:
		return 8
	}
	return mostPoints
}

const mostPoints = 16

// probability estimates the log of the probability of the box.
func (s *scratch) probability(f *face, shift []float64) estimate {
	k := len(f.cut)
	points := latticePoints(k)
	for n := range points {
		log, product := 0.0, 1.0
		for i := range k {
			mean := s.mean[i]
			row := s.root[i*k : i*k+i+1]
			deviation := 1 / row[i]
			sum := 0.0
			for j, r := range row[:i] {
				sum += float64(r * s.away[j])
			}
			mean -= float64(sum * deviation)
			lo, hi := (f.box[i].Lo-mean)*row[i], (f.box[i].Hi-mean)*row[i]
			if i == k-1 {
				log += logMass(lo, hi)
				break
			}
			factor, rest, x := within(lo, hi, lattice(n, f.cut[i], shift))
			log += rest
			if product *= factor; product < 1e-200 {
				log += kernel.Log(product)
				product = 1
			}
			s.away[i] = mean + float64(x*deviation) - s.mean[i]
		}
		s.logs[n] = log + kernel.Log(product)
	}
	if points == 1 {
		return estimate{whole: s.logs[0]}.exact()
	}
	e := estimate{first: logMean(s.logs[:points/2]), second: logMean(s.logs[points/2 : points])}
	e.whole = logMean([]float64{e.first, e.second})
	return e
}

// lattice returns coordinate i of point n of a lattice in the unit cube: multiples of the roots of primes, shifted, and
// folded so that what is estimated is periodic (Richtmyer; Sloan and Joe).
func lattice(n, i int, shift []float64) float64 {
	v := shift[i] + float64(float64(n)*latticeSteps[i%len(latticeSteps)])
	v = math.Abs(2*(v-math.Floor(v)) - 1)
	return max(0x1p-40, min(v, 1-0x1p-40))
}

// latticeSteps are the fractions of the roots of the first primes.
var latticeSteps = func() (steps [128]float64) {
	n := 0
next:
	for p := 2; n < len(steps); p++ {
		for q := 2; q*q <= p; q++ {
			if p%q == 0 {
				continue next
			}
		}
		root := math.Sqrt(float64(p))
		steps[n] = root - math.Floor(root)
		n++
	}
	return steps
}()

// logMean returns the log of the mean of e^x.
func logMean(x []float64) float64 {
	most := math.Inf(-1)
	for _, v := range x {
		most = max(most, v)
	}
	if math.IsInf(most, 0) {
		return most
	}
	sum := 0.0
	for _, v := range x {
		sum += kernel.Exp(v - most)
	}
	return most + kernel.Log(sum/float64(len(x)))
}

// within returns the probability that a standard normal number lies between lo and hi, as a factor and the log of another,
// and the one below which a share u of these lies.
func within(lo, hi, u float64) (factor, log, x float64) {
	if lo+hi > 0 { // the lower tail, where differences keep their digits
		factor, log, x = within(-hi, -lo, 1-u)
		return factor, log, -x
	}
	if hi < -36 { // Φ is beyond a float64's reach: it falls like e^{−x²/2}
		from := -float64(2 * kernel.Log(u+float64((1-u)*kernel.Exp(max(-700, half(float64(hi*hi))-half(float64(lo*lo)))))))
		return 1, logMass(lo, hi), -math.Sqrt(float64(hi*hi) + from)
	}
	below, above := 0.0, kernel.NormalCDF(hi)
	if !math.IsInf(lo, -1) {
		below = kernel.NormalCDF(lo)
	}
	if width := above - below; width > 1e-6*above {
		return width, 0, max(lo, min(kernel.NormalQuantile(below+float64(u*width)), hi))
	}
	return 1, logMass(lo, hi), lo + float64(u*(hi-lo)) // so narrow that the density hardly varies
}
