package gan

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// Best finds the discriminator that maximises V against all the target samples that it has seen and the law of the generator.
//
// The logit is h = θ·ψ with features ψ, and for every loss V is V(0) plus
//
//	α⟨mean ψ − E ψ, θ⟩ + E r(h) over the target samples + E r(h) over the law of the generator − penalty,
//
// where α = ½ and r(h) = −log cosh(h/2) for the logarithmic losses, α = ½ and r(h) = −½h² for least squares, α = 1 and r = 0 for
// Wasserstein, which alone has the penalty. Where the players meet, at h = 0, the first term alone decides: it is that of all samples
// and of the law itself. The others are means over the last samples, which are kept, and over as many fixed latents. Derived here.
//
// The sum is concave and climbed by Newton's method, for each pair of coordinates alone where the design works on pairs. A feature of
// which the rows may show nothing is held by what a sixteenth of them would show of it, as far as the logits are small, and r is r − ½·10⁻³|r″(0)|h², so that there is a maximum even
// where the rows of the two laws lie apart.
type Best struct {
	design  linearDesign
	loss    Loss
	gen     *Generator
	rows    int
	seen    float64   // target samples
	only    bool      // the kept samples are all there are, and the latents are the law
	tame    float64   // what is taken from r, in halves of |r″(0)|h²
	sums    []float64 // of ψ over the samples, problem by problem
	kept    []float64 // rows×d: pre-activations of the last samples, over and over until there are enough
	latents []float64 // rows×d
	fakes   []float64 // rows×d: their pre-activations
	turned  []float64 // d×d, scratch

	// Of one problem of m features:
	psi, scaled  []float64 // 2rows×m, the kept samples first
	h, bend      []float64 // 2rows: the logits, and r″
	hessian      []float64 // m×m, less the ridge
	theta, trial []float64 // m
	exact, gap   []float64 // m: mean ψ − E ψ, and what is taken for α times that
	ridge        []float64 // m: what holds θ besides
	grad, move   []float64 // m
}

const (
	mostNewton  = 300 // features of a problem
	newtonSteps = 16
	newtonGain  = 1e-11 // what a last step promises to add to V
)

// linearDesign is a design as one problem or more, each with a logit that is linear in features of its own.
type linearDesign interface {
	Design
	// problems returns how many there are, and the features of each.
	problems() (count, features int)
	// features sets psi, a row for each row of pre-activations x, to those of problem p.
	features(psi []float64, p int, x []float64)
	// law sets mean to E ψ over the law of the generator.
	law(mean []float64, p int)
	// load copies θ of problem p out of the parameters v, store into them.
	load(theta, v []float64, p int)
	store(v, theta []float64, p int)
	// penalised sets θ to where ⟨gap, θ⟩ less the penalty is largest.
	penalised(theta, gap []float64)
	// sees returns the coordinates on which the features of problem p depend, and what it weighs in the generator's objective.
	sees(p int) (coordinates []int, weight float64)
	// rows returns how many samples are enough to tell the features.
	rows() int
	// unseen says whether the rows may show less of features than their mean square, which then is 1.
	unseen() bool
}

// BestRows returns how many latents the search for the best discriminator of a design takes, as many as samples that it keeps.
func BestRows(design Design) int {
	const least, most = 128, 1024
	return max(least, min(design.(linearDesign).rows(), most))
}

// NewBest returns the search for the best discriminator of a design on m for the generator gen, whose W may change. latents
// are the fixed ones, rows of d numbers.
func NewBest(design Design, m *Minibatch, gen *Generator, latents []float64) *Best {
	d := gen.D
	b := &Best{design: design.(linearDesign), loss: m.Loss, gen: gen, rows: len(latents) / d, latents: latents,
		kept: make([]float64, len(latents)), fakes: make([]float64, len(latents)), turned: make([]float64, d*d)}
	if b.loss == Minimax || b.loss == NonSaturating {
		b.tame = 1e-3
	}
	count, n := b.design.problems()
	b.sums = make([]float64, count*n)
	if n <= mostNewton {
		b.psi, b.scaled = make([]float64, 2*b.rows*n), make([]float64, 2*b.rows*n)
		b.hessian = make([]float64, n*n)
	}
	b.h, b.bend = make([]float64, 2*b.rows), make([]float64, 2*b.rows)
	for _, list := range []*[]float64{&b.theta, &b.trial, &b.exact, &b.gap, &b.ridge, &b.grad, &b.move} {
		*list = make([]float64, n)
	}
	return b
}

// See takes in target samples with the pre-activations x, rows of d numbers.
func (b *Best) See(x []float64) {
	count, n := b.design.problems()
	d := b.gen.D
	row := b.move
	for k := 0; k < len(x); k += d {
		for p := range count {
			b.design.features(row, p, x[k:k+d])
			kernel.Axpy(1, row, b.sums[p*n:(p+1)*n])
		}
	}
	for ; len(x) > 0; x = x[d:] {
		at := int(b.seen) % b.rows * d
		copy(b.kept[at:], x[:d])
		b.seen++
		if last := at + d; b.seen < float64(b.rows) {
			for to := last; to < len(b.kept); {
				to += copy(b.kept[to:], b.kept[:last])
			}
		}
	}
}

// SeeOnly takes as many target samples as there are latents for all there will ever be, and the latents for the law. A problem may
// have at most mostNewton features then.
func (b *Best) SeeOnly(x []float64) {
	copy(b.kept, x)
	b.only, b.tame = true, 0
}

// Find moves v, near which it looks first, to the maximum, and says whether it came there.
func (b *Best) Find(v []float64) bool {
	count, n := b.design.problems()
	b.gen.PreActivations(b.fakes, b.latents, b.turned)
	found := true
	for p := range count {
		b.design.load(b.theta, v, p)
		switch {
		case b.only || b.loss != Wasserstein && n <= mostNewton:
			found = b.seek(p) && found
		case b.loss == Wasserstein:
			b.compare(p)
			b.design.penalised(b.theta, b.exact)
		default:
			b.compare(p)
			b.design.(*Quadratic).approach(b)
			found = false
		}
		b.design.store(v, b.theta, p)
	}
	return found
}

// compare sets exact to mean ψ − E ψ of problem p.
func (b *Best) compare(p int) {
	n := len(b.exact)
	b.design.law(b.exact, p)
	for k, s := range b.sums[p*n : (p+1)*n] {
		b.exact[k] = s/b.seen - b.exact[k]
	}
}

// seek moves θ to the maximum of problem p. The first term is exact to a share, that of r″(h)/r″(0) over the rows, and for the rest taken
// over the same rows as E r(h): far from the equilibrium the two are large and nearly cancel.
func (b *Best) seek(p int) bool {
	const tries, same = 3, 0.1
	n := len(b.theta)
	b.design.features(b.psi[:b.rows*n], p, b.kept)
	b.design.features(b.psi[b.rows*n:], p, b.fakes)
	if b.only {
		b.mix(0)
		if b.loss == Wasserstein {
			b.design.penalised(b.theta, b.gap)
			return true
		}
		b.hold(1)
		return b.climb()
	}
	b.compare(p)
	found, share := false, b.calm()
	for range tries {
		b.mix(share)
		b.hold(share)
		found = b.climb()
		last := share
		if share = b.calm(); math.Abs(share-last) < same {
			break
		}
	}
	return found
}

// calm returns the mean of r″(h)/r″(0) over the rows, at θ.
func (b *Best) calm() float64 {
	b.logits(b.theta)
	b.slopes()
	_, bend := b.loss.even()
	return sum(b.bend) / float64(2*bend*(1+b.tame))
}

// mix sets gap to α(mean ψ − E ψ), of which the share is exact and the rest is over the rows.
func (b *Best) mix(share float64) {
	n := len(b.gap)
	clear(b.gap)
	if share > 0 {
		kernel.Axpy(share, b.exact, b.gap)
	}
	each := (1 - share) / float64(b.rows)
	for k := range b.rows {
		kernel.Axpy(each, b.psi[k*n:(k+1)*n], b.gap)
		kernel.Axpy(-each, b.psi[(b.rows+k)*n:(b.rows+k+1)*n], b.gap)
	}
	alpha, _ := b.loss.even()
	scale(b.gap, alpha)
}

// even returns α and −r″(0).
func (l Loss) even() (alpha, bend float64) {
	switch l {
	case Wasserstein:
		return 1, 0
	case LeastSquares:
		return 0.5, 1
	}
	return 0.5, 0.25
}

// hold sets the ridge, given the mean of r″(h)/r″(0).
func (b *Best) hold(calm float64) {
	const definite, share = 1e-6, 1.0 / 16
	n := len(b.gap)
	_, bend := b.loss.even()
	rows := 0.0
	if b.design.unseen() && !b.only {
		rows = share * calm * float64(b.rows)
	}
	clear(b.ridge)
	for k, v := range b.psi {
		b.ridge[k%n] += float64(v * v)
	}
	for k, s := range b.ridge {
		b.ridge[k] = 2 * bend / float64(b.rows) * (rows + float64(definite/2*s))
	}
}

// climb moves θ to the maximum of the present problem, and says whether it came there.
func (b *Best) climb() bool {
	value := b.look(b.theta)
	for range newtonSteps {
		if !linear.Factor(b.hessian, len(b.grad), 0) {
			return false
		}
		copy(b.move, b.grad)
		linear.SolveFactored(b.hessian, b.move, len(b.grad), 1)
		promise := linear.Dot(b.grad, b.move)
		if promise <= newtonGain {
			return true
		}
		part := 1.0
		for ; part > 1e-4; part /= 4 {
			copy(b.trial, b.theta)
			kernel.Axpy(part, b.move, b.trial)
			if next := b.value(b.trial); next >= value {
				break
			}
		}
		copy(b.theta, b.trial)
		value = b.look(b.theta)
	}
	return false
}

// value returns V − V(0) at θ, and leaves the logits in h.
func (b *Best) value(theta []float64) float64 {
	b.logits(theta)
	_, bend := b.loss.even()
	sum, hold := 0.0, 0.5*b.tame*bend
	for _, h := range b.h {
		sum += b.loss.rest(h) - float64(hold*float64(h*h))
	}
	sum = sum/float64(b.rows) + linear.Dot(b.gap, theta)
	for k, t := range theta {
		sum -= float64(float64(0.5*b.ridge[k]) * float64(t*t))
	}
	return sum
}

func (b *Best) logits(theta []float64) {
	n := len(theta)
	for k := range b.h {
		b.h[k] = linear.Dot(theta, b.psi[k*n:(k+1)*n])
	}
}

// rest returns r(h).
func (l Loss) rest(h float64) float64 {
	if l == LeastSquares {
		return -0.5 * h * h
	}
	h = math.Abs(h)
	return math.Ln2 - float64(0.5*h) - kernel.Log1p(kernel.Exp(-h))
}

// look returns V − V(0) at θ, and sets its gradient and the negative of its Hessian.
func (b *Best) look(theta []float64) float64 {
	n := len(theta)
	value := b.value(theta)
	b.slopes()
	copy(b.grad, b.gap)
	for k, slope := range b.h {
		kernel.Axpy(slope, b.psi[k*n:(k+1)*n], b.grad)
	}
	kernel.ScaleRows(2*b.rows, n, b.scaled, b.bend, b.psi)
	kernel.GemmUpper(n, 2*b.rows, b.scaled, 1, n, b.psi, n, b.hessian, n)
	kernel.Symmetrize(n, b.hessian)
	for k, t := range theta {
		b.grad[k] -= float64(b.ridge[k] * t)
		b.hessian[k*n+k] += b.ridge[k]
	}
	return value
}

// slopes turns the logits h into r′(h) over the rows, and sets bend to −r″ over them.
func (b *Best) slopes() {
	each := 1 / float64(b.rows)
	if b.loss == LeastSquares {
		fill(b.bend, each)
		scale(b.h, -each)
		return
	}
	_, bend := b.loss.even()
	hold := float64(b.tame * bend)
	kernel.Sigmoid(b.bend, b.h)
	for k, s := range b.bend {
		b.h[k] = (0.5 - s - float64(hold*b.h[k])) * each
		b.bend[k] = (float64(s*(1-s)) + hold) * each
	}
}

// Progress is what a search has seen, so that it can be taken up from there.
type Progress struct {
	seen       float64
	sums, kept []float64
}

// Progress copies it.
func (b *Best) Progress() *Progress {
	return &Progress{seen: b.seen, sums: append([]float64(nil), b.sums...), kept: append([]float64(nil), b.kept...)}
}

// Size returns the numbers that it takes by itself; that of nil is 0.
func (p *Progress) Size() int {
	if p == nil {
		return 0
	}
	return len(p.sums) + len(p.kept)
}

// Resume takes up the search from there, in a run of the same configuration.
func (b *Best) Resume(p *Progress) {
	b.seen = p.seen
	copy(b.sums, p.sums)
	copy(b.kept, p.kept)
}
