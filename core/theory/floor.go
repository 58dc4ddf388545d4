package theory

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// Floor is what the best method reaches from n samples: the mean over data sets of a distance between the target and
// the law of greatest likelihood, and the bands in which 68 and 95 of 100 data sets put it. All are in the units of
// the distance, and 0 ≤ Low95 ≤ Low68 ≤ Mean ≤ High68 ≤ High95 but for strongly skewed laws, whose mean may leave the
// narrow band.
type Floor struct {
	Mean          float64 // over data sets
	Low68, High68 float64 // between them lie 68 of 100 data sets, 16 below and 16 above
	Low95, High95 float64 // and between these 95
}

// levels are the quantiles of Low68, High68, Low95 and High95.
var levels = [4]float64{0.16, 0.84, 0.025, 0.975}

// ExpectedFloor knows the floors of one target for any number of samples of y = φ(x), x ~ N(0, Σ_*): those of greatest
// likelihood given what is really seen, y. Making one takes up to about a millisecond, asking it far less.
//
// To first order in the error δ of the estimate, in coordinates in which Σ_* = I and for the score s of the law of y,
//
//	TV = ½E|s·δ|,  KL = ½δᵀIδ,  JS = ⅛δᵀIδ,  √n δ → N(0, V),
//
// with the Fisher information I = E[ssᵀ] of one sample, and V = I⁻¹ for the likelihood. So n·KL → ½χ²_p and n·JS →
// ⅛χ²_p with p = d(d+1)/2 whatever φ is, of mean d(d+1)/4 and d(d+1)/16, and √n E TV → C = E√(sᵀVs)/√(2π). Derived here.
type ExpectedFloor struct {
	d, p      float64
	few       float64 // the least number of samples of which something is said
	bijective bool
	known     bool  // of total variation
	tv        Floor // its limit times √n
	square    Floor // χ²_p
	full      *fold // the law after the fold where it is known and not bijective, otherwise nil
	vary      []float64
}

// NewExpectedFloor prepares the floors of the target of covariance sigmaStar (d×d, row-major, not kept) before φ. Where
// φ is one-to-one Σ_* does not matter. Where it cuts off, the total variation is known for d ≤ 2 and Σ_* that are
// positive definite; see TV.
func NewExpectedFloor(phi gan.Activation, sigmaStar []float64, d int) *ExpectedFloor {
	p := d * (d + 1) / 2
	f := &ExpectedFloor{d: float64(d), p: float64(p), few: float64(d + 1), bijective: phi.Bijective()}
	if !f.bijective {
		f.few = float64(100 * d)
	}
	f.square = Floor{Mean: f.p}
	f.square.band(func(level float64) float64 {
		return quantile(level, f.p, func(x float64) float64 { return chiSquareCDF(f.p, x) })
	})
	switch {
	case f.bijective:
		f.known = true
		f.tv = oneToOne(d)
	case d <= 2 && definite(sigmaStar, d):
		f.full = newFold(phi, sigmaStar, d)
		if v, ok := linear.Inverse(f.full.information(), p, lost); ok {
			f.known, f.vary = true, v
			f.tv = f.full.floor(v)
			f.few = float64(8 * d)
			for i := range p {
				f.few = max(f.few, v[i*p+i])
			}
		}
	}
	return f
}

// band sets the four quantiles.
func (b *Floor) band(quantile func(level float64) float64) {
	b.Low68, b.High68, b.Low95, b.High95 = quantile(levels[0]), quantile(levels[1]), quantile(levels[2]), quantile(levels[3])
}

// Constant returns C_d, to which √n E TV tends for one-to-one φ, where the best method takes the covariance of n samples:
//
//	C_d = (1/(2√π)) E √((R−1)² + d − 1),  R ~ χ²_d;  C_1 = .27303, C_2 = .53889, C_8 = 2.1550.
//
// √(d(d+1))/(2√π) is its limit for large d, 46 % too large at d = 1 and 28 % at d = 2. Derived here: √n(Σ̂ − I) tends to
// the symmetric Gaussian matrix G with E(tr GA)² = 2‖A‖²_F; to first order TV = ½E|½tr G(zzᵀ − I)|/√n, z ~ N(0, I), and
// given z that is normal with a variance in which ‖zzᵀ − I‖²_F = (R−1)² + d − 1, R = |z|². It panics if d < 1.
func Constant(d int) float64 {
	if d < 1 {
		panic("theory: a dimension is at least 1")
	}
	return meanPerturbation(d) / (2 * math.Sqrt(math.Pi))
}

// meanPerturbation returns E √((R−1)² + d − 1) for R ~ χ²_d.
//
// With R = d e^y the density of y is proportional to e^{(d/2)(1+y−e^y)}, smooth
// and falling at least exponentially both ways, so the trapezoidal rule
// converges geometrically: the square root branches at |Im y| ≥ π/4 for d ≥ 2.
func meanPerturbation(d int) float64 {
	if d == 1 { // E|z² − 1| = 4φ(1), the one case with a kink
		return 4 * kernel.Exp(-0.5) / math.Sqrt(2*math.Pi)
	}
	dim := float64(d)
	step := math.Sqrt(2/dim) / 8 // in proportion to the width of the density
	var mass, sum float64
	for k := -320; k <= 80; k++ { // beyond, the density is below e^{−39} of its peak
		y := float64(step * float64(k))
		r := float64(dim * kernel.Exp(y))
		weight := kernel.Exp((float64(dim*(1+y)) - r) / 2)
		mass += weight
		sum += float64(weight * math.Sqrt(float64((r-1)*(r-1))+dim-1))
	}
	return sum / mass
}

// spreads are, for d = 1, 2, …, the standard deviation over the mean of E|tr ω(zzᵀ − I)| for a uniform direction ω of
// the symmetric matrices, ‖ω‖_F = 1; from 9 on it is about 0.9/d². By simulation, checked by a test.
var spreads = [...]float64{0, 0.0332, 0.0352, 0.0301, 0.0243, 0.0190, 0.0155, 0.0128}

// oneToOne returns the limit law of √n TV for one-to-one φ. The error is √(2/n)χ_pω with a uniform direction ω, of
// which the total variation depends little: by spreads, which two equally likely values have.
func oneToOne(d int) Floor {
	p := float64(d * (d + 1) / 2)
	c := Constant(d)
	spread := 0.9 / float64(d*d)
	if d <= len(spreads) {
		spread = spreads[d-1]
	}
	mean := c / meanChi(p)
	scales := []float64{mean * (1 - spread), mean * (1 + spread)}
	return mixture(p, c, scales, []float64{0.5, 0.5})
}

// mixture returns the law of χ_p times a scale that takes the given values with the given probabilities; mean is its mean.
func mixture(p, mean float64, scales, weights []float64) Floor {
	out := Floor{Mean: mean}
	out.band(func(level float64) float64 {
		return quantile(level, mean, func(x float64) float64 {
			sum := 0.0
			for i, s := range scales {
				sum += float64(weights[i] * chiSquareCDF(p, (x/s)*(x/s)))
			}
			return sum
		})
	})
	return out
}

// floor returns the limit law of √n TV after the fold for an estimate of covariance v/n.
func (f *fold) floor(v []float64) Floor {
	scales, weights := f.directions(v)
	return mixture(float64(f.p), f.meanNorm(v)/math.Sqrt(2*math.Pi), scales, weights)
}

// directions returns values of √n TV/χ_p for such an estimate, δ = χ_pCω/√n with v = CCᵀ and a uniform direction ω, and
// their probabilities: for d = 2 by Gauss's rule along the axis of the sphere times equal angles.
func (f *fold) directions(v []float64) (scales, weights []float64) {
	c := append([]float64(nil), v...)
	linear.Factor(c, f.p, lost)
	if f.p == 1 {
		return []float64{f.norm([3]float64{c[0]})}, []float64{1}
	}
	const angles = 16
	for i, t := range gaussNodes { // the other half of the sphere gives the same
		for k := range angles {
			sin, cos := kernel.Sincos(2 * math.Pi * (float64(k) + 0.5) / angles)
			r := math.Sqrt(1 - float64(t*t))
			w := [3]float64{r * cos, r * sin, t}
			var delta [3]float64
			for a := range 3 {
				for b := range a + 1 {
					delta[a] += float64(c[a*3+b] * w[b])
				}
			}
			scales, weights = append(scales, f.norm(delta)), append(weights, gaussWeights[i]/angles)
		}
	}
	return scales, weights
}

// Samples returns how many samples put the limit of the floor at ε, (C/ε)²; ok is Known.
func (f *ExpectedFloor) Samples(eps float64) (n float64, ok bool) {
	return f.tv.Mean / eps * (f.tv.Mean / eps), f.known
}

// Known says whether TV knows the floor for enough samples: where φ is one-to-one, or d ≤ 2.
func (f *ExpectedFloor) Known() bool { return f.known }

// TV returns the floor of the total variation between the laws of y for n samples. ok is false where it is not known:
// where φ cuts off in more than two dimensions, and for too few samples, d if φ is one-to-one, and if it cuts off 8d or
// as many as leave an error of 1 in some direction of L⁻¹ΣL⁻ᵀ.
//
// It is exact as n → ∞. For finite n the logarithm of the ratio of the densities is taken as normal, for which
// TV = 2Φ(x√(π/2)) − 1 where the first order is x; the mean of x is enlarged by 1 + 0.45u + 0.42u⁴, u = d/n, since small
// covariances are farther off than large ones, and the quantiles' ratios to it are raised to powers 1 + wu. These
// numbers are fitted to sample covariances simulated for d from 1 to 16. From d + 1 samples on the mean is right within
// 2.5 % and as many data sets lie below the quantiles within 4 in 100, from 10d on within 1 % and 2 in 100. Where φ cuts
// off both are within 7 % and 6 in 100 from the least n on, and within 4 % from 50 on.
func (f *ExpectedFloor) TV(n float64) (floor Floor, ok bool) {
	if !f.known || !(n >= f.few) {
		return Floor{}, false
	}
	u := f.d / n
	u2 := float64(u * u)
	mean := f.tv.Mean * (1 + float64(0.45*u) + float64(0.42*float64(u2*u2))) * math.Sqrt(math.Pi/2/n)
	at := func(x, w float64) float64 {
		return 2*kernel.NormalCDF(float64(mean*kernel.Pow(x/f.tv.Mean, 1+float64(w*u)))) - 1
	}
	more := 1 - 1/f.d
	return Floor{Mean: 2*kernel.NormalCDF(mean) - 1, Low68: at(f.tv.Low68, 0.6*more), High68: at(f.tv.High68, 0.9*more),
		Low95: at(f.tv.Low95, 0.6*more), High95: at(f.tv.High95, 0.95)}, true
}
