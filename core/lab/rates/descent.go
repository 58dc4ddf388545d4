package rates

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/rng"
)

// Descent-ascent on splines: its minibatches and steps.
const (
	rounds      = 3000 // steps of both players
	realsABatch = 256
	fakesABatch = 512
	firstStep   = 0.25 // of both players; it falls as (1 + t/τ)^−0.6, τ = stepDelay
	stepDelay   = 100
	forgotten   = rounds / 3 // steps before the average begins
	coarse      = 1 << 10    // cells of the generator's table while it trains
	early, late = 0.5, 0.05  // shares of the uniform law in what the directions are divided by
	nearBy      = rounds / 6 // steps from which it is the later one
)

// descent plays the game on fixed samples by alternating stochastic gradient steps, each on a minibatch of them, drawn with replacement, and fresh
// latents u. The discriminator with logit h = v·B ascends E log σ(h) over the real samples plus E log(1 − σ(h)) over the generated x = G_w(u); the
// generator descends the latter along the way of its samples,
//
//	∂x/∂w_i = −(∂F_w/∂w_i)(x)/p_w(x),   ∂F_w/∂w_i = ∫_0^x B_i p_w − F_w(x) E_w B_i.
//
// Both directions are divided by the second moments E BBᵀ of the samples, as whitening does in the game of figures: then all splines are as
// easy to learn. Half of the uniform law's is mixed in as long as the generator, which begins there, is far from them. What is judged is the
// average of w. Derived here.
type descent struct {
	splines
	w, v    []float64
	gram    []float64 // Cholesky factor of the second moments, as generator.factor has it
	samples []float64 // the real ones
	picks   *rng.Stream
	step    int
	sum     []float64 // of w since forgotten

	first   [coarse + 1]int // of the splines at the nodes
	values  [coarse + 1][widest]float64
	density [coarse + 1]float64
	below   [coarse + 1]float64         // F_w
	part    [widest][coarse + 1]float64 // ∫_0^x B p_w of the splines that are not 0 in the cell from the node on
	moments []float64                   // E_w B
	ascent  []float64
	down    []float64
	through []float64
}

// newDescent begins at the uniform law.
func newDescent(s splines, samples []float64, seed uint64) *descent {
	k := s.count
	d := &descent{splines: s, w: make([]float64, k), v: make([]float64, k), samples: samples, picks: rng.New(seed, "rates/descent"),
		sum: make([]float64, k), moments: make([]float64, k), ascent: make([]float64, k), down: make([]float64, k), through: make([]float64, k+1)}
	for i := range d.first {
		d.first[i], d.values[i] = s.at(float64(i) / coarse)
	}
	d.balance(early)
	return d
}

// balance sets the second moments, those of the samples with a share of the uniform law's.
func (d *descent) balance(uniform float64) {
	h := make([]float64, d.count*(d.degree+1))
	for _, x := range d.samples {
		first, values := d.at(x)
		d.addSquare(h, first, &values, (1-uniform)/float64(len(d.samples)))
	}
	for i := range d.first {
		share := uniform / coarse
		if i == 0 || i == coarse {
			share /= 2
		}
		d.addSquare(h, d.first[i], &d.values[i], share)
	}
	factorBanded(h, d.count, d.degree)
	d.gram = h
}

// tabulate makes ∫p_w = 1, which moves w along 1 alone since splines sum to 1, and finds F_w, the moments and what stands before every cell.
func (d *descent) tabulate() {
	total := 0.0
	for i := range d.density {
		d.density[i] = kernel.Exp(d.dot(d.w, d.first[i], &d.values[i]))
		if i > 0 {
			total += (d.density[i-1] + d.density[i]) / (2 * coarse)
		}
	}
	log := kernel.Log(total)
	for i := range d.w {
		d.w[i] -= log
	}
	clear(d.moments)
	for i := range d.density {
		d.density[i] /= total
	}
	for i := range coarse {
		a, b := d.first[i], d.first[i+1]
		for j := range d.degree + 1 {
			d.part[j][i] = d.moments[a+j]
		}
		x, y := d.density[i]/(2*coarse), d.density[i+1]/(2*coarse)
		d.below[i+1] = d.below[i] + (x + y)
		for j := range d.degree + 1 {
			d.moments[a+j] += float64(x * d.values[i][j])
			d.moments[b+j] += float64(y * d.values[i+1][j])
		}
	}
}

// quantile is G_w(u), with its cell and its place in that.
func (d *descent) quantile(u float64) (x float64, cell int, share float64) {
	lo, hi := 0, coarse
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; d.below[mid] <= u {
			lo = mid
		} else {
			hi = mid
		}
	}
	share = math.Max(0, math.Min((u-d.below[lo])/(d.below[lo+1]-d.below[lo]), 1))
	return (float64(lo) + share) / coarse, lo, share
}

// round takes a step of the discriminator and one of the generator.
func (d *descent) round() {
	d.tabulate()
	eta := firstStep * kernel.Pow(1+float64(d.step)/stepDelay, -0.6)
	clear(d.ascent)
	for range realsABatch {
		first, values := d.at(d.samples[d.picks.IntN(len(d.samples))])
		d.add(d.ascent, first, &values, kernel.Logistic(-d.dot(d.v, first, &values))/realsABatch)
	}
	for range fakesABatch {
		x, _, _ := d.quantile(d.picks.Float64())
		first, values := d.at(x)
		d.add(d.ascent, first, &values, -kernel.Logistic(d.dot(d.v, first, &values))/fakesABatch)
	}
	solveBanded(d.gram, d.ascent, d.degree)
	for i, a := range d.ascent { // 4: the slope of log σ(h) flattens as h/4
		d.v[i] += float64(4 * float64(eta*a))
	}
	d.descend()
	for i, g := range d.down {
		d.w[i] -= float64(eta * g)
	}
	if d.step++; d.step == nearBy {
		d.balance(late)
	}
	if d.step > forgotten {
		for i, w := range d.w {
			d.sum[i] += w
		}
	}
}

// descend sets down to the generator's direction. The gradient of log(1 − σ(h(x))) in w is −σ(h)h′(x) ∂x/∂w; of ∂F_w/∂w_i what
// stands before x is all of E_w B_i for a spline that has ended by then, and nothing for one that has not begun.
func (d *descent) descend() {
	d.gradient(d.down, fakesABatch, d.picks.Float64)
	solveBanded(d.gram, d.down, d.degree)
}

// gradient sets sum to the mean of the gradient over so many latents.
func (d *descent) gradient(sum []float64, count int, latent func() float64) {
	clear(sum)
	clear(d.through)
	common := 0.0
	for range count {
		u := latent()
		x, cell, share := d.quantile(u)
		first, values := d.at(x)
		p := d.density[cell] + float64(share*(d.density[cell+1]-d.density[cell]))
		push := kernel.Logistic(d.dot(d.v, first, &values)) * d.slope(x) / p / float64(count)
		common += float64(push * u)
		at := d.first[cell]
		d.through[at] += push
		for j := range d.degree + 1 {
			within := d.density[cell] * d.values[cell][j] * share / coarse
			sum[at+j] += float64(push * (d.part[j][cell] + within))
		}
	}
	ended := 0.0
	for i := d.count - 1; i >= 0; i-- {
		ended += d.through[i+1]
		sum[i] += float64(d.moments[i] * (ended - common))
	}
}

// slope is h′(x), by the difference over a cell.
func (d *descent) slope(x float64) float64 {
	lo, hi := math.Max(0, x-0.5/coarse), math.Min(1, x+0.5/coarse)
	return (d.logit(hi) - d.logit(lo)) / (hi - lo)
}

func (d *descent) logit(x float64) float64 {
	first, values := d.at(x)
	return d.dot(d.v, first, &values)
}

// finish plays what is left of the rounds and returns the average of w.
func (d *descent) finish() []float64 {
	for d.step < rounds {
		d.round()
	}
	out := make([]float64, d.count)
	for i, s := range d.sum {
		out[i] = s / (rounds - forgotten)
	}
	return out
}
