package rates

import (
	"math"
	"slices"

	"saddle/core/kernel"
	"saddle/core/rng"
)

// Descent-ascent on splines: its minibatches and steps.
const (
	rounds      = 3000 // steps of both players
	realsABatch = 512
	fakesABatch = 512  // half of them drawn from p_w, half evenly
	firstStep   = 0.25 // of both players; it falls as (1 + t/τ)^−0.6, τ = stepDelay
	stepDelay   = 100
	forgotten   = rounds / 3 // steps before the average begins
	coarse      = 1 << 10    // cells of the generator's table while it trains
	spread      = 0.1        // share of the uniform law in what the directions are divided by, over the step
)

// descent plays the game on fixed samples by alternating stochastic gradient steps, each on a minibatch of them and of generated ones. The
// discriminator with logit h = v·B ascends E log σ(h) over the real samples plus E log(1 − σ(h)) over the generated x = G_w(u); the generator
// descends the latter along the way of its samples,
//
//	∂x/∂w_i = −(∂F_w/∂w_i)(x)/p_w(x),   ∂F_w/∂w_i = ∫_0^x B_i p_w − F_w(x) E_w B_i.
//
// Where hardly a sample falls 1/p_w is large: so half of the latents are drawn such that x is uniform on [0,1], and all are weighted by p_w over
// the density ½p_w + ½ of such draws, which keeps every term bounded and all means as they are. Minibatches are stratified: of each in as
// many equal parts, one.
//
// Both directions are divided by the mean of the second moments E BBᵀ of the two laws, as whitening does in the game of figures: twice
// the discriminator's curvature at v = 0, after which all splines are as easy to learn. A share of the uniform law's, which falls as the
// step does, keeps it from being singular. What is judged is the average of w. Derived here.
type descent struct {
	splines
	w, v    []float64
	half    []float64 // of the second moments of the samples
	gram    []float64 // Cholesky factor of the second moments, as generator.factor has it
	samples []float64 // the real ones, sorted
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
	drawn   []fake
}

// fake is a generated sample.
type fake struct {
	x, u   float64 // x = G_w(u)
	cell   int
	share  float64 // of the cell that lies before x
	p      float64 // density in the cell
	weight float64 // in a mean over p_w, over p
}

// newDescent begins at the uniform law.
func newDescent(s splines, samples []float64, seed uint64) *descent {
	k := s.count
	d := &descent{splines: s, w: make([]float64, k), v: make([]float64, k), samples: slices.Clone(samples), picks: rng.New(seed, "rates/descent"),
		sum: make([]float64, k), moments: make([]float64, k), ascent: make([]float64, k), down: make([]float64, k), through: make([]float64, k+1),
		half: make([]float64, k*(s.degree+1)), drawn: make([]fake, 0, fakesABatch)}
	slices.Sort(d.samples)
	for _, x := range samples {
		first, values := d.at(x)
		d.addSquare(d.half, first, &values, 0.5/float64(len(samples)))
	}
	for i := range d.first {
		d.first[i], d.values[i] = s.at(float64(i) / coarse)
	}
	return d
}

// balance sets the second moments to the mean of both laws', with a share of the uniform law's.
func (d *descent) balance(uniform float64) {
	h := slices.Clone(d.half)
	for i, p := range d.density {
		share := (p/2 + uniform) / coarse
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

// quantile is G_w(u), with its cell, from the given one on, and its place in that.
func (d *descent) quantile(u float64, from int) (x float64, cell int, share float64) {
	cell = from
	for cell < coarse-1 && d.below[cell+1] <= u {
		cell++
	}
	if mass := d.below[cell+1] - d.below[cell]; mass > 0 { // the last one may have none
		share = math.Max(0, math.Min((u-d.below[cell])/mass, 1))
	}
	return (float64(cell) + share) / coarse, cell, share
}

// draw draws a minibatch of fakes.
func (d *descent) draw() {
	d.drawn = d.drawn[:0]
	cell := 0
	for i := range fakesABatch / 2 {
		f := fake{u: (float64(i) + d.picks.Float64()) / (fakesABatch / 2)}
		f.x, cell, f.share = d.quantile(f.u, cell)
		f.cell = cell
		even := fake{x: (float64(i) + d.picks.Float64()) / (fakesABatch / 2)}
		even.cell = min(int(even.x*coarse), coarse-1)
		even.share = even.x*coarse - float64(even.cell)
		even.u = d.below[even.cell] + float64(even.share*(d.below[even.cell+1]-d.below[even.cell]))
		d.drawn = append(d.drawn, f, even)
	}
	for i := range d.drawn {
		f := &d.drawn[i]
		f.p = (d.below[f.cell+1] - d.below[f.cell]) * coarse
		f.weight = 1 / (float64(0.5*f.p) + 0.5) / fakesABatch
	}
}

// round takes a step of the discriminator and one of the generator.
func (d *descent) round() {
	d.tabulate()
	eta := firstStep * kernel.Pow(1+float64(d.step)/stepDelay, -0.6)
	d.balance(spread * eta)
	clear(d.ascent)
	for i := range realsABatch {
		place := (float64(i) + d.picks.Float64()) / realsABatch * float64(len(d.samples))
		first, values := d.at(d.samples[min(int(place), len(d.samples)-1)])
		d.add(d.ascent, first, &values, kernel.Logistic(-d.dot(d.v, first, &values))/realsABatch)
	}
	d.draw()
	for _, f := range d.drawn {
		first, values := d.at(f.x)
		d.add(d.ascent, first, &values, -f.p*f.weight*kernel.Logistic(d.dot(d.v, first, &values)))
	}
	solveBanded(d.gram, d.ascent, d.degree)
	for i, a := range d.ascent { // 4: the slope of log σ(h) flattens as h/4
		d.v[i] += float64(4 * float64(eta*a))
	}
	d.draw()
	d.gradient(d.down)
	solveBanded(d.gram, d.down, d.degree)
	for i, g := range d.down {
		d.w[i] -= float64(eta * g)
	}
	d.step++
	if d.step > forgotten {
		for i, w := range d.w {
			d.sum[i] += w
		}
	}
}

// gradient sets sum to the mean of the generator's gradient over the fakes that are drawn. That of log(1 − σ(h(x))) in w is
// −σ(h)h′(x) ∂x/∂w; of ∂F_w/∂w_i what stands before x is all of E_w B_i for a spline that has ended by then, and nothing for one that has not
// begun.
func (d *descent) gradient(sum []float64) {
	clear(sum)
	clear(d.through)
	common := 0.0
	for _, f := range d.drawn {
		first, values := d.at(f.x)
		push := kernel.Logistic(d.dot(d.v, first, &values)) * d.slope(f.x) * f.weight
		common += float64(push * f.u)
		at := d.first[f.cell]
		d.through[at] += push
		for j := range d.degree + 1 {
			within := d.density[f.cell] * d.values[f.cell][j] * f.share / coarse
			sum[at+j] += float64(push * (d.part[j][f.cell] + within))
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
